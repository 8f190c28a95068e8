#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "compliance/rule.h"

namespace shuiheng::compliance {
namespace {

double noiseAt(double target) {
    return kArithmeticNoise * std::max(1.0, std::abs(target));
}

struct OperatorEntry {
    Operator op;
    Comparison comparison;
};

// "以上/以内/不低于" include the number; a coverage, a closed or a complete list means all of it.
constexpr OperatorEntry kOperators[] = {
    {Operator::AtLeast, Comparison::AtLeast},      {Operator::AtMost, Comparison::AtMost},
    {Operator::Equal, Comparison::Equal},          {Operator::DecreaseAtLeast, Comparison::AtLeast},
    {Operator::CountAtLeast, Comparison::AtLeast}, {Operator::Closed, Comparison::Equal},
    {Operator::Coverage, Comparison::Equal},       {Operator::Done, Comparison::AtLeast},
    {Operator::Document, Comparison::AtLeast},     {Operator::Start, Comparison::AtLeast},
    {Operator::Stage, Comparison::AtLeast},
};

bool passes(Comparison comparison, double value, double target) {
    switch (comparison) {
        case Comparison::AtLeast:
            return value >= target - noiseAt(target);
        case Comparison::AtMost:
            return value <= target + noiseAt(target);
        case Comparison::Equal:
            return std::abs(value - target) <= noiseAt(target);
        case Comparison::None:
            break;
    }
    return false;
}

double marginOf(Comparison comparison, double value, double target) {
    if (comparison == Comparison::AtMost) {
        return target - value;
    }
    return comparison == Comparison::Equal ? -std::abs(value - target) : value - target;
}

/// Both ends of the range agree with each other, and with a target that is to be hit exactly.
bool straddles(Comparison comparison, const Interval& range, double target) {
    if (comparison == Comparison::Equal) {
        return range.low <= target + noiseAt(target) && range.high >= target - noiseAt(target);
    }
    return passes(comparison, range.low, target) != passes(comparison, range.high, target);
}

/// Decimals of the target as the plan writes it.
int decimalsOf(double target) {
    std::array<char, 400> buffer{};
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), target, std::chars_format::fixed).ptr;
    const auto point = std::find(buffer.data(), end, '.');
    return point == end ? 0 : static_cast<int>(end - point - 1);
}

/// GB/T 8170: to the target's decimals, an exact half to the even digit.
double roundedTo(double value, int decimals) {
    const double scale = std::pow(10.0, decimals);
    const double scaled = value * scale;
    const double down = std::floor(scaled);
    const double rest = scaled - down;
    if (std::abs(rest - 0.5) <= kArithmeticNoise * std::max(1.0, std::abs(scaled))) {
        return (std::fmod(down, 2.0) == 0.0 ? down : down + 1) / scale;
    }
    return (rest < 0.5 ? down : down + 1) / scale;
}

struct VerdictName {
    Verdict verdict;
    std::string_view code;
    std::string_view zh;
    std::string_view en;
};

constexpr VerdictName kVerdicts[] = {
    {Verdict::Met, "met", "达标", "met"},
    {Verdict::Missed, "missed", "未达标", "missed"},
    {Verdict::Insufficient, "insufficient", "数据不足", "insufficient data"},
    {Verdict::NotDue, "not_due", "未到期", "not yet due"},
    {Verdict::EffortMissed, "effort_missed", "尽力目标未完成", "effort target not reached"},
};

const VerdictName& entryOf(Verdict verdict) {
    return *std::find_if(std::begin(kVerdicts), std::end(kVerdicts),
                         [&](const VerdictName& entry) { return entry.verdict == verdict; });
}

}  // namespace

Comparison comparisonOf(Operator op) {
    for (const OperatorEntry& entry : kOperators) {
        if (entry.op == op) {
            return entry.comparison;
        }
    }
    return Comparison::None;
}

std::string_view codeOf(Verdict verdict) {
    return entryOf(verdict).code;
}

Text nameOf(Verdict verdict) {
    const VerdictName& entry = entryOf(verdict);
    return {std::string(entry.zh), std::string(entry.en)};
}

Judgement judge(const Milestone& milestone, std::optional<double> wanted, const Derivation& derivation,
                bool rounded) {
    Judgement judgement;
    const Comparison comparison = comparisonOf(milestone.op);
    if (!derivation.value || !wanted || comparison == Comparison::None) {
        return judgement;
    }
    const double target = *wanted;
    const auto compared = [&](double value) {
        return rounded ? roundedTo(value, decimalsOf(target)) : value;
    };
    judgement.margin = marginOf(comparison, compared(*derivation.value), target);
    if (derivation.range) {
        const Interval range{compared(derivation.range->low), compared(derivation.range->high)};
        if (range.low < range.high && straddles(comparison, range, target)) {
            judgement.reasons.push_back(
                say("不确定范围 {low} 至 {high} 跨过目标 {target}，不能判定",
                    "the uncertainty from {low} to {high} straddles the target {target}",
                    {{"low", fixed(range.low, 4)},
                     {"high", fixed(range.high, 4)},
                     {"target", fixed(target, decimalsOf(target))}}));
            return judgement;
        }
    }
    if (passes(comparison, compared(*derivation.value), target)) {
        judgement.verdict = Verdict::Met;
    } else {
        judgement.verdict = milestone.binding ? Verdict::Missed : Verdict::EffortMissed;
    }
    return judgement;
}

}  // namespace shuiheng::compliance
