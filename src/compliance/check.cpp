#include "compliance/check.h"

#include <algorithm>
#include <cmath>

#include "compliance/rule.h"

namespace shuiheng::compliance {
namespace {

constexpr double kLargeAmount = 1000;  ///< from here on decimals of an amount are noise

// Rules are a table: an indicator of the plan file and the function that derives it.
constexpr Rule kRules[] = {
    {"leakage_rate", leakageRate, false},
    {"reclaimed_new_capacity", reclaimedNewCapacity, true},
    {"gdp_water_intensity_decrease", gdpWaterIntensityDecrease, false},
    {"industrial_water_intensity_decrease", industrialWaterIntensityDecrease, false},
    {"irrigation_coefficient", irrigationCoefficient, false},
    {"online_coverage", onlineCoverage, false},
    {"reclaimed_allocation", reclaimedAllocation, false},
    {"discharge_rectification", dischargeRectification, false},
    {"diagnosis_coverage", diagnosisCoverage, false},
    {"retrofit_count", retrofitCount, false},
    {"certified_ratio", certifiedRatio, false},
    {"project_done", projectDone, false},
    {"project_started", projectStarted, false},
    {"works_built_count", worksBuiltCount, false},
    {"fixture_ratio", fixtureRatio, false},
    {"inspection_coverage", inspectionCoverage, false},
    {"compliant_model_share", compliantModelShare, false},
    {"contract_count", contractCount, false},
    {"document_issued", documentIssued, false},
    {"audit_done", auditDone, false},
    {"monitoring_coverage", monitoringCoverage, false},
    {"rights_reform_stage", rightsReformStage, false},
    {"monthly_returns", monthlyReturns, false},
};

const Rule* ruleOf(std::string_view indicator) {
    const auto found = std::find_if(std::begin(kRules), std::end(kRules),
                                    [&](const Rule& rule) { return rule.indicator == indicator; });
    return found != std::end(kRules) ? &*found : nullptr;
}

Derivation notKnown(const Milestone& milestone) {
    Derivation derivation;
    derivation.id = milestone.indicator;
    derivation.name = milestone.title;
    derivation.unit = milestone.unit;
    addMissing(derivation, say("本版本不认识指标 {id}", "this version does not know the indicator {id}",
                               {{"id", milestone.indicator}}));
    return derivation;
}

std::optional<int> argumentYear(const Milestone& milestone) {
    const CheckInput nothing;
    const auto year = RuleContext{nothing, 0, &milestone}.numericArgument("year");
    return year && std::abs(*year) < 10000 ? std::optional(static_cast<int>(*year)) : std::nullopt;
}

/// A figure that belongs to a later year has no value so far.
Derivation notYet(const Milestone& milestone, int year) {
    Derivation derivation;
    derivation.id = milestone.indicator;
    derivation.name = milestone.title;
    derivation.unit = milestone.unit;
    addMissing(derivation, say("属于 {year} 年的指标，尚无数值", "a figure of {year}: no value yet",
                               {{"year", std::to_string(year)}}));
    return derivation;
}

/// The switch by which the plan leaves a milestone's year open, if it does: its options are years.
const Switch* daySwitchOf(const CheckInput& input, const Milestone& milestone) {
    const auto name = milestone.arguments.find("due_switch");
    const auto found =
        std::find_if(input.plan->switches.begin(), input.plan->switches.end(), [&](const Switch& question) {
            return name != milestone.arguments.end() && question.id == name->second;
        });
    return found != input.plan->switches.end() ? &*found : nullptr;
}

Milestone withDay(Milestone milestone, const std::string& option) {
    if (const auto day = Date::parse(option + "-12-31")) {
        milestone.due = day;
    }
    return milestone;
}

std::string chosen(const CheckInput& input, const std::string& switchId) {
    const auto found = input.switches.find(switchId);
    return found != input.switches.end() ? found->second : std::string();
}

/// Is it judged at the end of the checked year? A milestone without a date waits for the end of the plan,
/// unless it is a ratio and the switch wants it judged every year; one with stages is judged from the first
/// on.
bool isDue(const CheckInput& input, const Milestone& milestone) {
    const Date today = Month::of(input.year, 12).lastDay();
    if (!milestone.due) {
        const bool everyYear = milestone.unit == "%" && chosen(input, "undated_ratio_due") == "each_year";
        return everyYear || input.year >= input.plan->lastYear;
    }
    return *milestone.due <= today || std::any_of(milestone.stages.begin(), milestone.stages.end(),
                                                  [&](const Stage& stage) { return stage.due <= today; });
}

/// A milestone of an earlier year is judged in that year; a later one is seen from the checked year.
int yearOf(const CheckInput& input, const Milestone& milestone) {
    if (!isDue(input, milestone)) {
        return input.year;
    }
    const auto stated = argumentYear(milestone);
    const int own = stated ? *stated : milestone.due ? milestone.due->year() : input.plan->lastYear;
    const bool everyYear = !milestone.stages.empty() || !milestone.due;
    return everyYear ? std::min(own, input.year) : own;
}

RuleResult derivedBy(const CheckInput& input, const Milestone& milestone) {
    const Rule* rule = ruleOf(milestone.indicator);
    if (!rule) {
        return {notKnown(milestone), {}};
    }
    if (rule->yearBound && milestone.due && !isDue(input, milestone)) {
        return {notYet(milestone, argumentYear(milestone).value_or(milestone.due->year())), {}};
    }
    return rule->derive({input, yearOf(input, milestone), &milestone});
}

/// What the figure would be on the days of the other readings, once they are past.
void noteOtherDays(const CheckInput& input, const Milestone& milestone, const Switch& question,
                   Derivation& derivation) {
    const std::string choice = chosen(input, question.id);
    derivation.switches[question.id] = choice;
    for (const SwitchOption& option : question.options) {
        const Milestone other = withDay(milestone, option.id);
        if (option.id == choice || !isDue(input, other)) {
            continue;
        }
        const auto value = derivedBy(input, other).derivation.value;
        derivation.notes.push_back(
            say("另一读法“{zh}”：{value}", "the other reading, “{en}”: {valueEn}",
                {{"zh", option.label.zh},
                 {"en", option.label.en},
                 {"value", value ? fixed(*value, 0) + " " + milestone.unit : "数据不足"},
                 {"valueEn", value ? fixed(*value, 0) + " " + milestone.unit : "insufficient data"}}));
    }
}

void noteNeeds(const std::vector<Requirement>& needed, Derivation& derivation) {
    Text all;
    for (const Requirement& one : needed) {
        const bool whole = one.amount == std::floor(one.amount);
        const std::string amount = fixed(one.amount, whole || one.amount >= kLargeAmount ? 0 : 2);
        const std::string unit = one.unit == "%" ? "%" : one.unit == "-" ? "" : " " + one.unit;
        all.zh += (all.zh.empty() ? "" : "；") + one.what.zh + " " + amount + unit;
        all.en += (all.en.empty() ? "" : "; ") + one.what.en + " " + amount + unit;
    }
    if (!needed.empty()) {
        derivation.notes.push_back(
            say("要达到目标：{zh}", "to reach the target: {en}", {{"zh", all.zh}, {"en", all.en}}));
    }
}

MilestoneResult resultOf(const CheckInput& input, const Milestone& written) {
    const Switch* daySwitch = daySwitchOf(input, written);
    const Milestone milestone = daySwitch ? withDay(written, chosen(input, daySwitch->id)) : written;
    const bool due = isDue(input, milestone);
    RuleResult derived = derivedBy(input, milestone);
    const std::string rounding = chosen(input, "comparison_rounding");
    if (derived.derivation.value && !rounding.empty()) {
        derived.derivation.switches["comparison_rounding"] = rounding;
    }
    MilestoneResult result;
    result.target = derived.target ? derived.target : milestone.value;
    const Judgement judgement = judge(milestone, result.target, derived.derivation, rounding == "rounded");
    result.milestone = milestone;
    result.value = derived.derivation.value;
    result.margin = judgement.margin;
    result.range = derived.derivation.range;
    result.verdict = due ? judgement.verdict : Verdict::NotDue;
    result.missing = derived.derivation.missing;
    if (due) {
        result.missing.insert(result.missing.end(), judgement.reasons.begin(), judgement.reasons.end());
    }
    if (judgement.verdict != Verdict::Met) {
        result.needed = std::move(derived.needed);
    }
    noteNeeds(result.needed, derived.derivation);
    if (daySwitch) {
        noteOtherDays(input, milestone, *daySwitch, derived.derivation);
    }
    result.derivation = std::move(derived.derivation);
    result.namedList = std::move(derived.namedList);
    return result;
}

CheckInput inYear(CheckInput input, int year) {
    input.year = year;
    return input;
}

ObjectiveResult objectiveOf(const CheckInput& input, const Objective& objective,
                            const std::vector<MilestoneResult>& milestones) {
    ObjectiveResult result{objective, Verdict::Met, {}};
    if (objective.year && *objective.year > input.year) {
        result.verdict = Verdict::NotDue;
        return result;
    }
    constexpr Verdict kWorstFirst[] = {Verdict::Missed, Verdict::Insufficient, Verdict::EffortMissed};
    const auto rank = [&](Verdict verdict) {
        return std::find(std::begin(kWorstFirst), std::end(kWorstFirst), verdict) - std::begin(kWorstFirst);
    };
    for (const MilestoneResult& one : milestones) {
        if (std::find(objective.milestones.begin(), objective.milestones.end(), one.milestone.id) ==
            objective.milestones.end()) {
            continue;
        }
        // Of a milestone with stages the objective of a year asks for those due in it.
        const bool staged = objective.year && !one.milestone.stages.empty();
        const Verdict verdict =
            staged ? resultOf(inYear(input, *objective.year), one.milestone).verdict : one.verdict;
        if (rank(verdict) < rank(result.verdict)) {
            result.verdict = verdict;
        }
        if (verdict == Verdict::Insufficient) {
            result.missing.push_back(one.milestone.title);
        }
    }
    if (objective.milestones.empty()) {
        result.verdict = Verdict::Insufficient;
        result.missing.push_back({"方案对此没有量化目标，不能由数据判定",
                                  "the plan sets no figure for this: data cannot judge it"});
    }
    return result;
}

std::vector<Derivation> supportingFigures(const CheckInput& input) {
    const RuleContext context{input, input.year, nullptr};
    std::vector<Derivation> figures = leakageSupport(context);
    for (const auto support : {reclaimedSupport, wellIrrigation, totalUseControl, plannedUse, drillsHeld}) {
        for (Derivation& figure : support(context)) {
            figures.push_back(std::move(figure));
        }
    }
    return figures;
}

/// The plan's milestone that best tells a rule its arguments in this year: due in it, else the next one, else
/// any.
const Milestone* milestoneFor(const CheckInput& input, std::string_view indicator) {
    const Milestone* best = nullptr;
    const auto distance = [&](const Milestone& milestone) {
        const int year = milestone.due ? milestone.due->year() : input.year;
        return year >= input.year ? year - input.year : 1000 + input.year - year;
    };
    for (const Milestone& milestone : input.plan->milestones) {
        if (milestone.indicator == indicator && (!best || distance(milestone) < distance(*best))) {
            best = &milestone;
        }
    }
    return best;
}

const Derivation* findIn(const Derivation& derivation, std::string_view id) {
    if (derivation.id == id) {
        return &derivation;
    }
    for (const Derivation& child : derivation.children) {
        if (const Derivation* found = findIn(child, id)) {
            return found;
        }
    }
    return nullptr;
}

}  // namespace

CheckResult check(const CheckInput& input) {
    CheckResult result;
    result.year = input.year;
    for (const Milestone& milestone : input.plan->milestones) {
        result.milestones.push_back(resultOf(input, milestone));
    }
    for (const Objective& objective : input.plan->objectives) {
        result.objectives.push_back(objectiveOf(input, objective, result.milestones));
    }
    result.supporting = supportingFigures(input);
    return result;
}

std::vector<std::string> indicatorNames() {
    std::vector<std::string> names;
    for (const Rule& rule : kRules) {
        names.emplace_back(rule.indicator);
    }
    for (const char* name :
         {"water_balance", "real_loss_rate", "non_revenue_rate", "real_loss_per_km_hour",
          "infrastructure_leakage_index", "reclaimed_utilisation", "reclaimed_capacity",
          "well_irrigation_water", "total_use_control", "users_above_plan", "drills_held"}) {
        names.emplace_back(name);
    }
    return names;
}

std::optional<Derivation> derive(const CheckInput& input, const std::string& indicator) {
    for (const Milestone& milestone : input.plan->milestones) {
        if (milestone.id == indicator) {
            return resultOf(input, milestone).derivation;
        }
    }
    // "leakage_rate.cjj92.r2" is a figure inside the tree of "leakage_rate".
    for (const Rule& rule : kRules) {
        const bool inside = indicator.size() > rule.indicator.size() &&
                            indicator.starts_with(rule.indicator) && indicator[rule.indicator.size()] == '.';
        if (indicator != rule.indicator && !inside) {
            continue;
        }
        RuleResult derived = rule.derive({input, input.year, milestoneFor(input, rule.indicator)});
        noteNeeds(derived.needed, derived.derivation);
        if (const Derivation* found = findIn(derived.derivation, indicator)) {
            return *found;
        }
        return std::nullopt;
    }
    for (const Derivation& figure : supportingFigures(input)) {
        if (const Derivation* found = findIn(figure, indicator)) {
            return *found;
        }
    }
    return std::nullopt;
}

}  // namespace shuiheng::compliance
