#include "compliance/check.h"

#include <algorithm>
#include <cmath>

#include "compliance/rule.h"

namespace shuiheng::compliance {
namespace {

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
    {"certified_ratio", certifiedRatio, true},
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

/// The day a milestone falls due. Ratios without a year wait for the end of the plan when the switch says so.
std::optional<Date> dueOf(const CheckInput& input, const Milestone& milestone) {
    if (milestone.due || milestone.unit != "%") {
        return milestone.due;
    }
    const auto choice = input.switches.find("undated_ratio_due");
    if (choice == input.switches.end() || choice->second != "plan_end") {
        return std::nullopt;
    }
    return Month::of(input.plan->lastYear, 12).lastDay();
}

/// A milestone of an earlier year is judged in that year; a later one is seen from the checked year.
int yearOf(const CheckInput& input, const Milestone& milestone, const Rule& rule, bool due) {
    if (due || rule.yearBound) {
        const auto stated = argumentYear(milestone);
        return stated ? *stated : milestone.due ? milestone.due->year() : input.year;
    }
    return input.year;
}

RuleResult derivedBy(const CheckInput& input, const Milestone& milestone, bool due) {
    const Rule* rule = ruleOf(milestone.indicator);
    if (!rule) {
        return {notKnown(milestone), {}, {}};
    }
    return rule->derive({input, yearOf(input, milestone, *rule, due), &milestone});
}

MilestoneResult resultOf(const CheckInput& input, const Milestone& milestone) {
    const std::optional<Date> dueDay = dueOf(input, milestone);
    const bool due = !dueDay || *dueDay <= Month::of(input.year, 12).lastDay();
    RuleResult derived = derivedBy(input, milestone, due);
    const auto rounding = input.switches.find("comparison_rounding");
    const bool rounded = rounding != input.switches.end() && rounding->second == "rounded";
    if (derived.derivation.value && rounding != input.switches.end()) {
        derived.derivation.switches["comparison_rounding"] = rounding->second;
    }
    MilestoneResult result;
    result.target = derived.target ? derived.target : milestone.value;
    const Judgement judgement = judge(milestone, result.target, derived.derivation, rounded);
    result.milestone = milestone;
    result.value = derived.derivation.value;
    result.margin = judgement.margin;
    result.range = derived.derivation.range;
    result.verdict = due ? judgement.verdict : Verdict::NotDue;
    result.missing = derived.derivation.missing;
    if (due) {
        result.missing.insert(result.missing.end(), judgement.reasons.begin(), judgement.reasons.end());
    }
    result.derivation = std::move(derived.derivation);
    result.namedList = std::move(derived.namedList);
    return result;
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
        if (rank(one.verdict) < rank(result.verdict)) {
            result.verdict = one.verdict;
        }
        if (one.verdict == Verdict::Insufficient) {
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
    for (const auto support : {reclaimedSupport, wellIrrigation}) {
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
          "infrastructure_leakage_index", "reclaimed_utilisation", "well_irrigation_water"}) {
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
        const Derivation derivation =
            rule.derive({input, input.year, milestoneFor(input, rule.indicator)}).derivation;
        if (const Derivation* found = findIn(derivation, indicator)) {
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
