#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/compliance/county_fixture.h"

namespace {

using namespace shuiheng;
using namespace shuiheng::compliance;
using namespace shuiheng::compliance::fixture;
using ::testing::HasSubstr;

/// The first worked network of methods.md §1.1 in m³.
county::SupplyBalance workedNetwork(int year) {
    county::SupplyBalance balance;
    balance.year = year;
    balance.supplier = "固盛供水公司";
    balance.ownProductionM3 = 3000000;
    balance.purchasedM3 = 0;
    balance.exportedM3 = 0;
    balance.billedMeteredM3 = 2600000;
    balance.billedUnmeteredM3 = 0;
    balance.freeMeteredM3 = 20000;
    balance.freeUnmeteredM3 = 0;
    balance.residentMeteredM3 = 1800000;
    balance.mainsLengthKm = 95;
    balance.meanPressureMpa = 0.42;
    balance.frostDepthM = 1.9;
    balance.origin = {3, 12};
    return balance;
}

County countyWith(const county::SupplyBalance& balance, double target) {
    County county;
    county.snapshot.balances = {balance};
    county.plan.milestones = {milestone("m23", "leakage_rate", balance.year, Operator::AtMost, target)};
    return county;
}

// R_WL = 38/300 = 12.6667 %, R_BL = 12.6667 − (4.8 + 3 + 0.5 + 1) = 3.3667 %: against 8 % the switch decides.
TEST(LeakageRate, bothRatesStandInTheDerivationAndTheSwitchDecides) {
    County county = countyWith(workedNetwork(2024), 8);
    MilestoneResult result = county.only(2024);
    EXPECT_EQ(result.verdict, Verdict::Missed);
    EXPECT_NEAR(*result.value, 12.6667, 5e-5);
    EXPECT_NEAR(*result.margin, 8 - 12.6667, 5e-5);
    EXPECT_NEAR(*child(result.derivation, "leakage_rate.cjj92").value, 3.3667, 5e-5);
    EXPECT_THAT(allOf(result.derivation.notes), HasSubstr("口径决定结论"));
    // (0.126667 − 0.08)·3 000 000 = 140 000 m³ to find.
    EXPECT_THAT(allOf(result.derivation.notes), HasSubstr("140000 m³"));

    county.switches["leakage_rate"] = "cjj92";
    result = county.only(2024);
    EXPECT_EQ(result.verdict, Verdict::Met);
    EXPECT_NEAR(*result.value, 3.3667, 5e-5);
    EXPECT_EQ(result.derivation.switches.at("leakage_rate"), "cjj92");
}

// R_n itemised: 8 %·0.6; the capped 24.4893 %; 0.5 %; 1 %, each with the parameters it used.
TEST(LeakageRate, correctionsAreItemisedWithTheirParameters) {
    const MilestoneResult result = countyWith(workedNetwork(2024), 8).only(2024);
    const Derivation& graded = child(result.derivation, "leakage_rate.cjj92");
    const Derivation& r2 = child(graded, "leakage_rate.cjj92.r2");
    EXPECT_NEAR(*child(graded, "leakage_rate.cjj92.r1").value, 4.8, 1e-9);
    EXPECT_NEAR(*r2.value, 3, 1e-9);
    EXPECT_THAT(allOf(r2.notes), HasSubstr("24.4893 %，按上限取值"));
    ASSERT_EQ(r2.parameters.size(), 3u);
    EXPECT_EQ(r2.parameters[2].id, "cjj92.r2.cap");
    EXPECT_NEAR(*child(graded, "leakage_rate.cjj92.r3").value, 0.5, 1e-9);
    EXPECT_NEAR(*child(graded, "leakage_rate.cjj92.r4").value, 1, 1e-9);
    EXPECT_THAT(allOf(graded.notes), HasSubstr("一级"));
}

// The rate and its choice, Q_s and Q_a with 3 + 4 stated volumes, R_BL, R1–R4 and the residents' volume: all
// can be summed again in a spreadsheet.
TEST(LeakageRate, everyFigureHasItsExpression) {
    const MilestoneResult result = countyWith(workedNetwork(2024), 8).only(2024);
    EXPECT_EQ(test::expectExpressionsHold(result.derivation), 2 + 2 + 3 + 4 + 1 + 4 + 1);
    const Derivation& graded = child(result.derivation, "leakage_rate.cjj92");
    EXPECT_EQ(child(graded, "leakage_rate.cjj92.r3").expression,
              "IF(i1.1<=0.35,0,IF(i1.1<=0.55,0.005,IF(i1.1<=0.75,0.01,0.02)))*100");
}

// (3 000 000 − 2 640 000)/3 000 000 = 12 % exactly: "以内" includes the number, whatever binary noise says.
TEST(LeakageRate, boundIsIncluded) {
    county::SupplyBalance balance = workedNetwork(2023);
    balance.billedMeteredM3 = 2620000;
    EXPECT_EQ(countyWith(balance, 12).only(2023).verdict, Verdict::Met);
    balance.billedMeteredM3 = 2619999;
    EXPECT_EQ(countyWith(balance, 12).only(2023).verdict, Verdict::Missed);
}

// A blank is not zero: each blank leaf of Q_a takes the verdict away and is named.
TEST(LeakageRate, blankLeafIsMissingNotZero) {
    county::SupplyBalance balance = workedNetwork(2024);
    balance.freeUnmeteredM3.reset();
    const MilestoneResult result = countyWith(balance, 8).only(2024);
    EXPECT_EQ(result.verdict, Verdict::Insufficient);
    EXPECT_FALSE(result.value.has_value());
    EXPECT_THAT(allOf(result.missing), HasSubstr("免费未计量用水量"));
}

// Missing frost depth blanks R_BL only: the comprehensive rate does not need it.
TEST(LeakageRate, missingCorrectionInputBlanksTheCorrectedRateOnly) {
    county::SupplyBalance balance = workedNetwork(2024);
    balance.frostDepthM.reset();
    County county = countyWith(balance, 8);
    EXPECT_EQ(county.only(2024).verdict, Verdict::Missed);
    county.switches["leakage_rate"] = "cjj92";
    const MilestoneResult result = county.only(2024);
    EXPECT_EQ(result.verdict, Verdict::Insufficient);
    EXPECT_THAT(allOf(result.missing), HasSubstr("最大冻土深度"));
}

/// Q_s and Q_a from meters: 1000 in, 40 out; customers 500 + 400, one sub-meter of 100 and one own source
/// of 70.
County meteredCounty() {
    county::SupplyBalance balance = workedNetwork(2024);
    balance.ownProductionM3.reset();
    balance.exportedM3.reset();
    balance.billedMeteredM3.reset();
    balance.residentMeteredM3.reset();
    balance.freeMeteredM3 = 0;
    County county = countyWith(balance, 8);
    county::WaterUser own = user("U3", county::Sector::Industry, true);
    own.supply = county::Supply::OwnSource;
    county.snapshot.users = {user("U1", county::Sector::Service, true),
                             user("U2", county::Sector::Domestic, false), own};
    county.snapshot.meters = {
        meter("IN", "", county::MeterRole::SystemInput), meter("OUT", "", county::MeterRole::Export),
        meter("A", "U1", county::MeterRole::Customer),   meter("A-sub", "U1", county::MeterRole::Customer),
        meter("B", "U2", county::MeterRole::Customer),   meter("C", "U3", county::MeterRole::Customer)};
    county.snapshot.meters[2].level = 1;
    county.snapshot.meters[3].level = 2;
    county.snapshot.meterYears = {volume("IN", 2024, 1000),   volume("OUT", 2024, 40), volume("A", 2024, 500),
                                  volume("A-sub", 2024, 100), volume("B", 2024, 400),  volume("C", 2024, 70)};
    return county;
}

// Q_s = 1000 − 40 = 960, Q_a = 500 + 400 = 900: R = 60/960 = 6.25 %; r = 400/960. Sub-meter and own source
// stay out.
TEST(LeakageRate, blankTotalsComeFromMeters) {
    const MilestoneResult result = meteredCounty().only(2024);
    EXPECT_NEAR(*result.value, 6.25, 1e-9);
    EXPECT_EQ(result.verdict, Verdict::Met);
    const Derivation& graded = child(result.derivation, "leakage_rate.cjj92");
    EXPECT_NEAR(*child(graded, "leakage_rate.cjj92.r1").value, 8.0 * 400 / 960, 1e-9);
    const Derivation& use =
        child(child(result.derivation, "leakage_rate.comprehensive"), "consumption_volume");
    const UsedInput& meters = child(use, "billed_metered").inputs.at(0);
    ASSERT_EQ(meters.rows.size(), 2u);
    EXPECT_EQ(meters.table, "volume_month");
    EXPECT_EQ(meters.rows[0].key, "A");
    EXPECT_EQ(meters.batches(), std::vector<std::int64_t>{7});
}

// 30 of A's 500 estimated: Q_a in [870, 900], R in [6.25, 9.375] %, which straddles 8 %.
TEST(LeakageRate, estimatesWidenTheRangeAndMayTakeTheVerdict) {
    County county = meteredCounty();
    county.snapshot.meterYears[2] = volume("A", 2024, 470, 30);
    const MilestoneResult result = county.only(2024);
    EXPECT_NEAR(*result.value, 6.25, 1e-9);
    ASSERT_TRUE(result.range.has_value());
    EXPECT_NEAR(result.range->low, 6.25, 1e-9);
    EXPECT_NEAR(result.range->high, 100.0 * 90 / 960, 1e-9);
    EXPECT_EQ(result.verdict, Verdict::Insufficient);
    EXPECT_THAT(allOf(result.missing), HasSubstr("跨过目标"));
    county.plan.milestones[0].value = 10;
    EXPECT_EQ(county.only(2024).verdict, Verdict::Met);
}

// A covers 183 of 366 days with 250 m³: between 250 and 500, named.
TEST(LeakageRate, gapsAreStretchedAndNamed) {
    County county = meteredCounty();
    county.snapshot.meterYears[2] = volume("A", 2024, 250, 0, 183);
    const MilestoneResult result = county.only(2024);
    EXPECT_NEAR(result.range->high, 100.0 * 310 / 960, 1e-9);
    EXPECT_NEAR(result.range->low, 100.0 * 60 / 960, 1e-9);
    const Derivation& use =
        child(child(result.derivation, "leakage_rate.comprehensive"), "consumption_volume");
    EXPECT_THAT(allOf(child(use, "billed_metered").notes), HasSubstr("A (183/366)"));
}

TEST(LeakageRate, meterWithoutDataIsNamed) {
    County county = meteredCounty();
    county.snapshot.meterYears.erase(county.snapshot.meterYears.begin() + 4);
    const MilestoneResult result = county.only(2024);
    EXPECT_EQ(result.verdict, Verdict::Insufficient);
    EXPECT_THAT(allOf(result.missing), HasSubstr("2024 年没有水量的水表：B"));
}

// A meter taken out of service before the year is not missing in it.
TEST(LeakageRate, removedMeterIsNotMissing) {
    County county = meteredCounty();
    county.snapshot.meters.push_back(meter("Z", "U1", county::MeterRole::Customer));
    county.snapshot.meters.back().level = 1;
    county.snapshot.meters.back().removedOn = day(2023, 12, 31);
    EXPECT_NEAR(*county.only(2024).value, 6.25, 1e-9);
}

// Two suppliers: (380 000 + 100 000)/(3 000 000 + 1 000 000) = 12 %; the company alone stays at 12.6667 %.
TEST(LeakageRate, regionIsWeightedAndTheScopeSwitchPicksTheCompany) {
    County county = countyWith(workedNetwork(2024), 12);
    county::SupplyBalance other = workedNetwork(2024);
    other.supplier = "镇水厂";
    other.ownProductionM3 = 1000000;
    other.billedMeteredM3 = 880000;
    other.residentMeteredM3 = 100000;
    county.snapshot.balances.push_back(other);
    county.plan.bodies = {{"gusheng", "固盛供水公司", {"固盛公司"}, "company"}};
    EXPECT_NEAR(*county.only(2024).value, 12.0, 1e-9);
    EXPECT_EQ(county.only(2024).verdict, Verdict::Met);
    county.switches["leakage_scope"] = "company";
    EXPECT_NEAR(*county.only(2024).value, 38.0 / 3, 1e-9);
    county.plan.bodies.clear();
    EXPECT_EQ(county.only(2024).verdict, Verdict::Insufficient);
}

TEST(LeakageRate, nothingOnRecordIsInsufficient) {
    County county;
    county.plan.milestones = {milestone("m23", "leakage_rate", 2025, Operator::AtMost, 8)};
    const MilestoneResult result = county.only(2025);
    EXPECT_EQ(result.verdict, Verdict::Insufficient);
    EXPECT_THAT(allOf(result.missing), HasSubstr("自产供水量"));
}

// More use than supply is no network: no figure rather than a flattering negative one.
TEST(LeakageRate, useAboveSupplyGivesNoFigure) {
    county::SupplyBalance balance = workedNetwork(2024);
    balance.billedMeteredM3 = 3100000;
    const MilestoneResult result = countyWith(balance, 8).only(2024);
    EXPECT_EQ(result.verdict, Verdict::Insufficient);
    EXPECT_THAT(allOf(result.missing), HasSubstr("大于供水总量"));
}

// A year before the standard's corrections were in force has no R_BL, and says which parameter lacks.
TEST(LeakageRate, parametersAreTakenAtTheYearsEnd) {
    County county = countyWith(workedNetwork(2018), 8);
    county.switches["leakage_rate"] = "cjj92";
    EXPECT_THAT(allOf(county.only(2018).missing), HasSubstr("cjj92.r1.factor"));
}

// UARL·365 with 95 km, 6200 connections, 32 m is 77 905.6 m³ (78 119.04 in a leap year); ILI = 250 000 /
// that.
TEST(LeakageSupport, indexAndRatios) {
    county::SupplyBalance balance = workedNetwork(2024);
    balance.visibleLeakM3 = 100000;
    balance.hiddenLeakM3 = 80000;
    balance.backgroundLeakM3 = 60000;
    balance.tankLeakM3 = 10000;
    balance.connections = 6200;
    balance.privatePipeKm = 0;
    balance.networkPressureM = 32;
    const County county = countyWith(balance, 8);
    EXPECT_NEAR(*derive(county.input(2024), "infrastructure_leakage_index")->value, 250000 / 78119.04, 1e-9);
    EXPECT_NEAR(*derive(county.input(2024), "real_loss_rate")->value, 25.0 / 3, 1e-9);
    EXPECT_NEAR(*derive(county.input(2024), "non_revenue_rate")->value, 40.0 / 3, 1e-9);
    EXPECT_NEAR(*derive(county.input(2024), "water_balance.unallocated")->value, 130000, 1e-6);
}

}  // namespace
