#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compliance/derivation.h"
#include "compliance/parameters.h"
#include "compliance/plan.h"
#include "county/records.h"

namespace shuiheng::compliance {

enum class Verdict {
    Met,
    Missed,
    Insufficient,
    NotDue,
    EffortMissed
};  // 达标 未达标 数据不足 未到期 尽力未完成

std::string_view codeOf(Verdict verdict);  ///< met, missed, insufficient, not_due, effort_missed
Text nameOf(Verdict verdict);

/// How a value has to stand to its target.
enum class Comparison { AtLeast, AtMost, Equal, None };
Comparison comparisonOf(Operator op);

/// Noise of the arithmetic, not a rounding rule: (300 − 264)/300·100 must not miss a bound of 12 that it
/// meets. Relative to the target, for targets under 1 absolute.
inline constexpr double kArithmeticNoise = 1e-11;

/// A row of a named list that goes with a milestone (users without online metering, ...).
struct NamedItem {
    std::string key;
    std::string name;
    std::optional<double> value;
    std::string unit;
    Text remark;
};

/// What an unmet target still asks for: 1 200 000 m³ of losses to find, 3 enterprises to certify.
struct Requirement {
    Text what;
    double amount = 0;
    std::string unit;
};

struct MilestoneResult {
    Milestone milestone;  ///< `due` as the switches put it
    std::optional<double> value;
    std::optional<double> target;
    std::optional<double> margin;  ///< positive = room left, negative = short, in the milestone's unit
    std::optional<Interval> range;
    Verdict verdict = Verdict::Insufficient;
    std::vector<Text> missing;
    Derivation derivation;
    std::vector<NamedItem> namedList;
    std::vector<Requirement> needed;  ///< empty when met; the derivation's notes say the same in words
};

/// A yearly objective, judged by its milestones: the worst of them, unknown counting less than missed.
struct ObjectiveResult {
    Objective objective;
    Verdict verdict = Verdict::Insufficient;
    std::vector<Text> missing;
};

struct CheckInput {
    int year = 0;
    const county::Snapshot* county = nullptr;
    const Plan* plan = nullptr;
    const ParameterTable* parameters = nullptr;
    SwitchState switches;  ///< complete: see switchState()
};

struct CheckResult {
    int year = 0;
    std::vector<MilestoneResult> milestones;  ///< every milestone of the plan, in its order
    std::vector<ObjectiveResult> objectives;
    std::vector<Derivation> supporting;  ///< figures beside the targets: R_BL, ILI, water balance, ...
};

/// Every milestone of the plan as seen at the end of `year`: those due later are NotDue (with the value so
/// far where there is one); those due earlier are judged in their own year; those without a date at the end
/// of the plan; those with stages by the stages due. Never a zero for missing data.
CheckResult check(const CheckInput& input);

/// The indicators that check() can derive, for `explain`.
std::vector<std::string> indicatorNames();
/// One indicator for one year, outside any milestone; nothing when the name is unknown.
std::optional<Derivation> derive(const CheckInput& input, const std::string& indicator);

}  // namespace shuiheng::compliance
