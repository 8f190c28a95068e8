#include "compliance/check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compliance/rule.h"
#include "unit/compliance/county_fixture.h"

namespace {

using namespace shuiheng;
using namespace shuiheng::compliance;
using namespace shuiheng::compliance::fixture;
using ::testing::HasSubstr;

Derivation figure(double value) {
    Derivation derivation;
    derivation.value = value;
    return derivation;
}

Verdict verdictOf(Operator op, double value, double target, bool rounded = false) {
    return judge(milestone("m", "x", 2025, op, target), target, figure(value), rounded).verdict;
}

// 以上/以内/不低于 include the number; the next representable step beyond noise does not pass.
TEST(Verdict, boundsAreInclusive) {
    EXPECT_EQ(verdictOf(Operator::AtLeast, 0.77, 0.77), Verdict::Met);
    EXPECT_EQ(verdictOf(Operator::AtLeast, 0.769999999, 0.77), Verdict::Missed);
    EXPECT_EQ(verdictOf(Operator::AtMost, 8, 8), Verdict::Met);
    EXPECT_EQ(verdictOf(Operator::AtMost, 8.00000001, 8), Verdict::Missed);
    EXPECT_EQ(verdictOf(Operator::DecreaseAtLeast, 35, 35), Verdict::Met);
    EXPECT_EQ(verdictOf(Operator::CountAtLeast, 7, 7), Verdict::Met);
    EXPECT_EQ(verdictOf(Operator::Coverage, 99.999, 100), Verdict::Missed);
    EXPECT_EQ(verdictOf(Operator::Closed, 100, 100), Verdict::Met);
    EXPECT_EQ(verdictOf(Operator::Equal, 101, 100), Verdict::Missed);
}

// 0.7655 against 0.77: missed as it stands, met when rounded to the target's two decimals.
// Ties go to the even digit: 12.5 → 12 meets 12, 8.5 → 8 meets 8, 0.765 → 0.76 misses 0.77, 0.775 → 0.78.
TEST(Verdict, roundingFollowsTheSwitch) {
    EXPECT_EQ(verdictOf(Operator::AtLeast, 0.7655, 0.77), Verdict::Missed);
    EXPECT_EQ(verdictOf(Operator::AtLeast, 0.7655, 0.77, true), Verdict::Met);
    EXPECT_EQ(verdictOf(Operator::AtMost, 12.5, 12, true), Verdict::Met);
    EXPECT_EQ(verdictOf(Operator::AtMost, 12.51, 12, true), Verdict::Missed);
    EXPECT_EQ(verdictOf(Operator::AtMost, 8.5, 8, true), Verdict::Met);
    EXPECT_EQ(verdictOf(Operator::AtLeast, 0.765, 0.77, true), Verdict::Missed);
    EXPECT_EQ(verdictOf(Operator::AtMost, 0.775, 0.77, true), Verdict::Missed);
}

TEST(Verdict, effortIsReportedNotFailed) {
    Milestone effort = milestone("m24", "x", 2024, Operator::CountAtLeast, 2);
    effort.binding = false;
    EXPECT_EQ(judge(effort, effort.value, figure(1), false).verdict, Verdict::EffortMissed);
    EXPECT_EQ(judge(effort, effort.value, figure(2), false).verdict, Verdict::Met);
}

// [7.1, 8.2] straddles 8, [7.1, 8.0] does not (8 is included), [8.1, 9] misses throughout.
TEST(Verdict, uncertaintyThatStraddlesTakesTheVerdict) {
    const Milestone target = milestone("m23", "x", 2025, Operator::AtMost, 8);
    const auto verdictIn = [&](double low, double high) {
        Derivation derivation = figure((low + high) / 2);
        derivation.range = Interval{low, high};
        return judge(target, target.value, derivation, false);
    };
    EXPECT_EQ(verdictIn(7.1, 8.2).verdict, Verdict::Insufficient);
    EXPECT_THAT(allOf(verdictIn(7.1, 8.2).reasons), HasSubstr("7.1000 至 8.2000 跨过目标 8"));
    EXPECT_EQ(verdictIn(7.1, 8.0).verdict, Verdict::Met);
    EXPECT_EQ(verdictIn(8.1, 9.0).verdict, Verdict::Missed);
}

TEST(Verdict, marginIsPositiveForRoomLeft) {
    EXPECT_DOUBLE_EQ(*judge(milestone("m", "x", 2025, Operator::AtMost, 8), 8, figure(7.5), false).margin,
                     0.5);
    EXPECT_DOUBLE_EQ(*judge(milestone("m", "x", 2025, Operator::AtLeast, 30), 30, figure(25), false).margin,
                     -5);
    EXPECT_DOUBLE_EQ(
        *judge(milestone("m", "x", 2025, Operator::Coverage, 100), 100, figure(75), false).margin, -25);
}

TEST(Verdict, everyVerdictHasItsOwnNames) {
    EXPECT_EQ(codeOf(Verdict::NotDue), "not_due");
    EXPECT_EQ(nameOf(Verdict::Insufficient).zh, "数据不足");
    EXPECT_EQ(nameOf(Verdict::EffortMissed).en, "effort target not reached");
}

/// A balance with the given rate, in percent.
county::SupplyBalance balanceOf(int year, double percent) {
    county::SupplyBalance balance;
    balance.year = year;
    balance.ownProductionM3 = 1000000;
    balance.purchasedM3 = balance.exportedM3 = 0;
    balance.billedMeteredM3 = 1000000 - percent * 10000;
    balance.billedUnmeteredM3 = balance.freeMeteredM3 = balance.freeUnmeteredM3 = 0;
    return balance;
}

// Seen from 2024: m21 is judged on 2023's rate, m22 on 2024's, and m23 is not due but shows 2024's rate so
// far.
TEST(Check, everyMilestoneIsSeenFromItsOwnYear) {
    County county;
    county.snapshot.balances = {balanceOf(2023, 11), balanceOf(2024, 10.5)};
    county.plan.milestones = {milestone("m21", "leakage_rate", 2023, Operator::AtMost, 12),
                              milestone("m22", "leakage_rate", 2024, Operator::AtMost, 10),
                              milestone("m23", "leakage_rate", 2025, Operator::AtMost, 8)};
    const CheckResult result = county.check(2024);
    ASSERT_EQ(result.milestones.size(), 3u);
    EXPECT_EQ(result.milestones[0].verdict, Verdict::Met);
    EXPECT_NEAR(*result.milestones[0].value, 11, 1e-9);
    EXPECT_EQ(result.milestones[1].verdict, Verdict::Missed);
    EXPECT_EQ(result.milestones[2].verdict, Verdict::NotDue);
    EXPECT_NEAR(*result.milestones[2].value, 10.5, 1e-9);
    EXPECT_NEAR(*result.milestones[2].margin, -2.5, 1e-9);
    EXPECT_FALSE(result.supporting.empty());
}

// Ratios without a year wait for the plan's end by the switch; without it they are judged every year.
TEST(Check, undatedRatiosFollowTheSwitch) {
    County county;
    county.plan.milestones = {milestone("m18", "fixture_ratio", 2025, Operator::Equal, 100)};
    county.plan.milestones[0].due.reset();
    county.switches["undated_ratio_due"] = "plan_end";
    EXPECT_EQ(county.only(2024).verdict, Verdict::NotDue);
    EXPECT_EQ(county.only(2025).verdict, Verdict::Insufficient);
    county.switches["undated_ratio_due"] = "each_year";
    EXPECT_EQ(county.only(2024).verdict, Verdict::Insufficient);
}

TEST(Check, explainFindsMilestonesIndicatorsAndTheirParts) {
    County county;
    county.snapshot.balances = {balanceOf(2025, 7)};
    county.plan.milestones = {milestone("m23", "leakage_rate", 2025, Operator::AtMost, 8)};
    EXPECT_NEAR(*derive(county.input(2025), "m23")->value, 7, 1e-9);
    EXPECT_NEAR(*derive(county.input(2025), "leakage_rate")->value, 7, 1e-9);
    EXPECT_NEAR(*derive(county.input(2025), "leakage_rate.comprehensive")->value, 7, 1e-9);
    EXPECT_FALSE(derive(county.input(2025), "leakage_rate.nonsense").has_value());
    EXPECT_FALSE(derive(county.input(2025), "nonsense").has_value());
    for (const std::string& name : indicatorNames()) {
        EXPECT_TRUE(derive(county.input(2025), name).has_value()) << name;
    }
}

// Every blank figure in every tree says what it lacks.
void expectReasons(const Derivation& derivation) {
    EXPECT_TRUE(derivation.value.has_value() || !derivation.missing.empty()) << derivation.id;
    for (const Derivation& part : derivation.children) {
        expectReasons(part);
    }
}

TEST(Check, anEmptyCountyHasNoFiguresAndManyReasons) {
    County county;
    for (const char* name :
         {"leakage_rate", "reclaimed_new_capacity", "gdp_water_intensity_decrease",
          "industrial_water_intensity_decrease", "irrigation_coefficient", "online_coverage"}) {
        county.plan.milestones.push_back(
            milestone(std::string("m-") + name, name, 2024, Operator::AtLeast, 1));
    }
    const CheckResult result = county.check(2024);
    for (const MilestoneResult& milestoneResult : result.milestones) {
        EXPECT_EQ(milestoneResult.verdict, Verdict::Insufficient) << milestoneResult.milestone.id;
        EXPECT_FALSE(milestoneResult.missing.empty());
        expectReasons(milestoneResult.derivation);
    }
    for (const Derivation& derivation : result.supporting) {
        expectReasons(derivation);
    }
}

TEST(SwitchState, defaultsAreOverlaidByValidChoices) {
    Plan plan;
    Switch question;
    question.id = "leakage_rate";
    question.options = {{"comprehensive", {}}, {"cjj92", {}}};
    question.defaultOption = "comprehensive";
    plan.switches = {question};
    EXPECT_EQ(switchState(plan, {}).at("leakage_rate"), "comprehensive");
    EXPECT_EQ(switchState(plan, {{"leakage_rate", "cjj92"}}).at("leakage_rate"), "cjj92");
    EXPECT_EQ(switchState(plan, {{"leakage_rate", "magic"}}).at("leakage_rate"), "comprehensive");
    EXPECT_EQ(switchState(plan, {{"other", "x"}}).size(), 1u);
}

// Rows of one id follow each other in time: the last day belongs to the old row, the next to the new one.
TEST(ParameterTable, looksUpByDate) {
    Parameter old = parameter("tax", 2);
    old.effectiveTo = day(2024, 11, 30);
    Parameter fresh = parameter("tax", 5);
    fresh.effectiveFrom = day(2024, 12, 1);
    const ParameterTable table({fresh, old});
    EXPECT_EQ(table.at("tax", day(2024, 11, 30))->number, 2);
    EXPECT_EQ(table.at("tax", day(2024, 12, 1))->number, 5);
    EXPECT_EQ(table.at("tax", day(2018, 1, 1)).error().code, "PARAMETER_NOT_IN_FORCE");
    EXPECT_EQ(table.at("levy", day(2024, 1, 1)).error().code, "PARAMETER_MISSING");
}

TEST(ParameterTable, valuesPrintAsWritten) {
    EXPECT_EQ(parameter("a", 0.0693).valueText(), "0.0693");
    EXPECT_EQ(parameters().at("cjj92.r3.bands", day(2024, 1, 1))->valueText(),
              "[[0.35, 0], [0.55, 0.005], [0.75, 0.01], [-, 0.02]]");
}

TEST(UsedInput, batchesAreSortedWithoutRepeats) {
    UsedInput input;
    input.rows = {{"a", 1, {3, 1}, 0}, {"b", 2, {1}, 0}};
    EXPECT_EQ(input.batches(), (std::vector<std::int64_t>{1, 3}));
}

}  // namespace
