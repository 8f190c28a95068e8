#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/compliance/county_fixture.h"

namespace {

using namespace shuiheng;
using namespace shuiheng::compliance;
using namespace shuiheng::compliance::fixture;
using county::DistrictClass;
using ::testing::HasSubstr;

county::IrrigationSample sample(std::string name, DistrictClass districtClass, std::string subclass,
                                double eta, double gross) {
    return {2025, std::move(name), districtClass, std::move(subclass), eta * gross, gross, {4, 9}};
}

county::IrrigationClassUse classUse(DistrictClass districtClass, std::string subclass, double gross) {
    return {2025, districtClass, std::move(subclass), gross, {5, 2}};
}

County countyWith(std::vector<county::IrrigationSample> samples,
                  std::vector<county::IrrigationClassUse> uses) {
    County county;
    county.plan.milestones = {milestone("m28", "irrigation_coefficient", 2025, Operator::AtLeast, 0.77)};
    county.plan.milestones[0].unit = "1";
    county.snapshot.irrigationSamples = std::move(samples);
    county.snapshot.irrigationClassUses = std::move(uses);
    return county;
}

std::vector<county::IrrigationSample> workedSamples() {
    return {
        sample("a", DistrictClass::Large, "", 0.86, 120), sample("b", DistrictClass::Large, "", 0.83, 200),
        sample("c", DistrictClass::Large, "", 0.70, 300), sample("d", DistrictClass::Large, "", 0.78, 150)};
}

// (0.86·120 + 0.83·200 + 0.70·300 + 0.78·150)/770 = 596.2/770 = 0.7743; plain mean 0.7925.
TEST(IrrigationCoefficient, weightedIsJudgedAndThePlainMeanStandsBeside) {
    const MilestoneResult result =
        countyWith(workedSamples(), {classUse(DistrictClass::Large, "", 770)}).only(2025);
    EXPECT_NEAR(*result.value, 596.2 / 770, 1e-12);
    EXPECT_EQ(result.verdict, Verdict::Met);
    EXPECT_NEAR(*child(result.derivation, "irrigation_coefficient.plain_mean").value, 0.7925, 1e-12);
    // Without b: 430.2/570 = 0.7547; without c: 386.2/470 = 0.8217. The spread is shown, not taken as
    // uncertainty.
    const Derivation& spread = child(result.derivation, "irrigation_coefficient.leave_one_out");
    EXPECT_NEAR(spread.range->low, 430.2 / 570, 1e-12);
    EXPECT_NEAR(spread.range->high, 386.2 / 470, 1e-12);
    EXPECT_FALSE(result.range.has_value());
}

// Wells: drip mean (0.9+0.8)/2 = 0.85 weighs 600, pipe 0.8 weighs 200 → 0.8375; small: (0.5+0.7)/2 = 0.6.
// Region: (0.8375·800 + 0.6·200)/1000 = 0.79.
TEST(IrrigationCoefficient, classesAndTypesAreWeightedByTheirGrossWater) {
    County county = countyWith(
        {sample("w1", DistrictClass::Well, "drip", 0.9, 10),
         sample("w2", DistrictClass::Well, "drip", 0.8, 30),
         sample("w3", DistrictClass::Well, "pipe", 0.8, 20), sample("s1", DistrictClass::Small, "", 0.5, 99),
         sample("s2", DistrictClass::Small, "", 0.7, 1)},
        {classUse(DistrictClass::Well, "drip", 600), classUse(DistrictClass::Well, "pipe", 200),
         classUse(DistrictClass::Well, "", 800), classUse(DistrictClass::Small, "", 200)});
    EXPECT_NEAR(*county.only(2025).value, 0.79, 1e-12);

    // Types without a stated volume weigh by their samples: (0.85·40 + 0.8·20)/60 = 0.8333, and it is said.
    county.snapshot.irrigationClassUses = {classUse(DistrictClass::Well, "", 800),
                                           classUse(DistrictClass::Small, "", 200)};
    const MilestoneResult result = county.only(2025);
    EXPECT_NEAR(*result.value, (0.8 * (0.85 * 40 + 0.8 * 20) / 60 + 0.2 * 0.6), 1e-12);
    EXPECT_THAT(allOf(child(result.derivation, "irrigation_coefficient.well").notes), HasSubstr("drip"));
}

// Medium: size 1-5: (0.6+0.8)/2, size 5-15: 0.5; weights 100 and 300 → 0.55, whatever the samples weigh.
TEST(IrrigationCoefficient, mediumDistrictsBySize) {
    const MilestoneResult result = countyWith({sample("a", DistrictClass::Medium, "1-5", 0.6, 900),
                                               sample("b", DistrictClass::Medium, "1-5", 0.8, 1),
                                               sample("c", DistrictClass::Medium, "5-15", 0.5, 5)},
                                              {classUse(DistrictClass::Medium, "1-5", 100),
                                               classUse(DistrictClass::Medium, "5-15", 300)})
                                       .only(2025);
    EXPECT_NEAR(*result.value, 0.55, 1e-12);
    EXPECT_EQ(result.verdict, Verdict::Missed);
}

TEST(IrrigationCoefficient, missingWeightOrSampleIsNamed) {
    County county = countyWith(
        {sample("w", DistrictClass::Well, "drip", 0.9, 10), sample("s", DistrictClass::Small, "", 0.6, 10)},
        {classUse(DistrictClass::Well, "", 800)});
    EXPECT_EQ(county.only(2025).verdict, Verdict::Insufficient);
    EXPECT_THAT(allOf(county.only(2025).missing), HasSubstr("2025年小型灌区的毛灌溉水量"));
    county.snapshot.irrigationClassUses.push_back(classUse(DistrictClass::Small, "", 200));
    EXPECT_EQ(county.only(2025).verdict, Verdict::Met);
    county.snapshot.irrigationClassUses.push_back(classUse(DistrictClass::Medium, "", 50));
    EXPECT_THAT(allOf(county.only(2025).missing), HasSubstr("中型灌区有灌溉水量而没有样点"));
}

// η = 1.05 is no coefficient; η = 1 is the largest there is.
TEST(IrrigationCoefficient, coefficientMustLieInTheUnitInterval) {
    County county = countyWith(workedSamples(), {classUse(DistrictClass::Large, "", 770)});
    county.snapshot.irrigationSamples[0].netM3 = 126;
    EXPECT_EQ(county.only(2025).verdict, Verdict::Insufficient);
    EXPECT_THAT(allOf(county.only(2025).missing), HasSubstr("“a”的系数不在 (0, 1] 内"));
    county.snapshot.irrigationSamples[0].netM3 = 120;
    EXPECT_EQ(county.only(2025).verdict, Verdict::Met);
    county.snapshot.irrigationSamples[0].netM3.reset();
    EXPECT_THAT(allOf(county.only(2025).missing), HasSubstr("缺净灌溉水量"));
}

TEST(IrrigationCoefficient, noSampleIsMissing) {
    EXPECT_THAT(allOf(countyWith({}, {}).only(2025).missing), HasSubstr("没有样点灌区记录"));
}

}  // namespace
