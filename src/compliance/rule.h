#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compliance/check.h"

/// What every rule of the check is given, and the small tools that all of them need. Internal to compliance.
namespace shuiheng::compliance {

struct RuleContext {
    const CheckInput& input;
    int year = 0;                          ///< the year the rule looks at
    const Milestone* milestone = nullptr;  ///< blank when a figure is derived for its own sake

    const county::Snapshot& county() const { return *input.county; }
    Date yearBegin() const { return Month::of(year, 1).firstDay(); }
    Date yearEnd() const { return Month::of(year, 12).lastDay(); }
    int daysOfYear() const { return daysBetween(yearBegin(), yearEnd()) + 1; }
    /// The milestone's day if it lies in the year, else the year's last day.
    Date referenceDay() const;
    RuleContext inYear(int otherYear) const { return {input, otherYear, milestone}; }

    /// The option in force, written down in the derivation. `fallback` is for plans that do not ask this
    /// question.
    std::string option(Derivation& derivation, const std::string& switchId,
                       const std::string& fallback) const;
    /// The number in force at the end of the year, written down in the derivation; listed as missing
    /// otherwise.
    std::optional<Parameter> parameter(Derivation& derivation, const std::string& id) const;
    std::optional<double> number(Derivation& derivation, const std::string& id) const;

    std::string argument(const std::string& name, const std::string& fallback) const;
    std::optional<double> numericArgument(const std::string& name) const;
    std::optional<double> target() const;
};

struct RuleResult {
    Derivation derivation;
    std::vector<NamedItem> namedList;
    /// Where it follows from data or a switch instead of the plan's number.
    std::optional<double> target = {};
    std::vector<Requirement> needed = {};
};

/// `yearBound`: the figure belongs to the milestone's year only, and has no value in earlier years.
struct Rule {
    std::string_view indicator;
    RuleResult (*derive)(const RuleContext& context);
    bool yearBound = false;
};

RuleResult leakageRate(const RuleContext& context);
RuleResult reclaimedNewCapacity(const RuleContext& context);
RuleResult gdpWaterIntensityDecrease(const RuleContext& context);
RuleResult industrialWaterIntensityDecrease(const RuleContext& context);
RuleResult irrigationCoefficient(const RuleContext& context);
RuleResult onlineCoverage(const RuleContext& context);

RuleResult certifiedRatio(const RuleContext& context);
RuleResult diagnosisCoverage(const RuleContext& context);
RuleResult auditDone(const RuleContext& context);
RuleResult dischargeRectification(const RuleContext& context);
RuleResult monitoringCoverage(const RuleContext& context);
RuleResult inspectionCoverage(const RuleContext& context);
RuleResult fixtureRatio(const RuleContext& context);
RuleResult compliantModelShare(const RuleContext& context);
RuleResult projectDone(const RuleContext& context);
RuleResult projectStarted(const RuleContext& context);
RuleResult worksBuiltCount(const RuleContext& context);
RuleResult documentIssued(const RuleContext& context);
RuleResult retrofitCount(const RuleContext& context);
RuleResult contractCount(const RuleContext& context);
RuleResult rightsReformStage(const RuleContext& context);
RuleResult monthlyReturns(const RuleContext& context);
RuleResult reclaimedAllocation(const RuleContext& context);

/// Figures beside the targets.
std::vector<Derivation> leakageSupport(const RuleContext& context);
std::vector<Derivation> reclaimedSupport(const RuleContext& context);
std::vector<Derivation> wellIrrigation(const RuleContext& context);
std::vector<Derivation> totalUseControl(const RuleContext& context);
std::vector<Derivation> plannedUse(const RuleContext& context);
std::vector<Derivation> drillsHeld(const RuleContext& context);

struct Judgement {
    Verdict verdict = Verdict::Insufficient;
    std::optional<double> margin;
    std::vector<Text> reasons;  ///< why the data do not suffice
};
/// A target against a figure, by the milestone's operator. `rounded`: 修约值比较法 instead of 全数值比较法.
Judgement judge(const Milestone& milestone, std::optional<double> target, const Derivation& derivation,
                bool rounded);

// --- tools -------------------------------------------------------------------------------------------------

using Arguments = std::initializer_list<std::pair<std::string_view, std::string>>;
/// {name} in both sentences replaced.
Text say(std::string_view zh, std::string_view en, Arguments arguments = {});
/// Fixed decimals for sentences; the same on every platform.
std::string fixed(double value, int decimals);
/// As many digits as the number needs, for expressions.
std::string shortest(double value);
std::string joined(const std::vector<std::string>& parts, std::string_view separator);
/// "a|b|c", as lists among a milestone's arguments are kept.
std::vector<std::string> splitList(const std::string& list);
/// The first names of a long list, then how many more.
Text listed(const std::vector<std::string>& names);

double lowOf(const Derivation& derivation);
double highOf(const Derivation& derivation);
/// Only a true interval is uncertainty.
void setRange(Derivation& derivation, double low, double high);
/// What a child lacks, its parent lacks.
void adoptMissing(Derivation& parent, const Derivation& child);
void addMissing(Derivation& derivation, Text text);
/// Takes what the figure lacks over from the child and keeps the child.
void adopt(Derivation& parent, Derivation child);
/// The figure as an ingredient of another one that does not explain it again: name, value and what it lacks.
Derivation cited(const Derivation& figure);
/// "c1+c2+c3", when the figure is the sum of its children.
std::string sumOfChildren(const Derivation& figure);

/// "2024-03-01 才完成，晚 61 天"; of a milestone that is not due in the year there is no "late" yet.
Text doneOnly(const RuleContext& context, Date on);

/// Asks for what a value lacks of a target of at least so much, in the milestone's unit.
void needRest(const RuleContext& context, RuleResult& result, Text what);

InputRow inputRow(std::string key, std::optional<double> value, const county::Origin& origin);

}  // namespace shuiheng::compliance
