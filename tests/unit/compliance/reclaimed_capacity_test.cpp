#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/compliance/county_fixture.h"

namespace {

using namespace shuiheng;
using namespace shuiheng::compliance;
using namespace shuiheng::compliance::fixture;
using ::testing::HasSubstr;

county::ReclaimedCapacity capacity(const std::string& facility, int year, double m3, const char* proof) {
    county::ReclaimedCapacity result;
    result.facility = facility;
    result.commissionedYear = year;
    result.volumeM3PerYear = m3;
    result.proof = proof;
    result.kind = "new";
    return result;
}

County countyWithCapacity() {
    County county;
    county.plan.milestones = {milestone("m06", "reclaimed_new_capacity", 2024, Operator::AtLeast, 25)};
    county.plan.milestones[0].unit = "万m³";
    county.snapshot.reclaimedCapacities = {
        capacity("甲", 2024, 150000, "验收单"), capacity("乙", 2024, 100000, ""),
        capacity("丙", 2023, 900000, "验收单"), capacity("山北", 2024, 17000000, "协议")};
    county.snapshot.reclaimedCapacities.back().kind = "shanbei_share";
    return county;
}

// 15 + 10 = 25 万m³ of 2024 meets "不低于 25"; the share of 1700 stays out until the switch lets it in.
TEST(ReclaimedCapacity, countsTheYearsNewCapacity) {
    County county = countyWithCapacity();
    MilestoneResult result = county.only(2024);
    EXPECT_DOUBLE_EQ(*result.value, 25);
    EXPECT_EQ(result.verdict, Verdict::Met);
    EXPECT_THAT(allOf(result.derivation.notes), HasSubstr("未计入山北供水工程分配量 1700.00 万m³"));
    EXPECT_THAT(allOf(result.derivation.notes), HasSubstr("“乙”没有佐证材料"));
    EXPECT_EQ(result.derivation.inputs[0].rows.size(), 2u);
    county.switches["shanbei_share_counts"] = "yes";
    EXPECT_DOUBLE_EQ(*county.only(2024).value, 1725);
}

// No record is not zero; a recorded zero is.
TEST(ReclaimedCapacity, noRecordIsMissing) {
    County county = countyWithCapacity();
    county.snapshot.reclaimedCapacities.erase(county.snapshot.reclaimedCapacities.begin(),
                                              county.snapshot.reclaimedCapacities.begin() + 2);
    EXPECT_EQ(county.only(2024).verdict, Verdict::Insufficient);
    county.snapshot.reclaimedCapacities.push_back(capacity("无", 2024, 0, "说明"));
    EXPECT_EQ(county.only(2024).verdict, Verdict::Missed);
    EXPECT_DOUBLE_EQ(*county.only(2024).margin, -25);
    county.snapshot.reclaimedCapacities.back().volumeM3PerYear.reset();
    EXPECT_EQ(county.only(2024).verdict, Verdict::Insufficient);
}

// Read as a volume, the target is compared with the year's counted use: 20 + 6 万m³, the plant's own 9 left
// out.
TEST(ReclaimedCapacity, unitSwitchTakesTheUsedVolume) {
    County county = countyWithCapacity();
    county.switches["reclaimed_capacity_unit"] = "volume";
    county.snapshot.reclaimedUses = {{2024, "甲", "industry", 200000, true, {}},
                                     {2024, "甲", "urban", 60000, true, {}},
                                     {2024, "甲", "plant_internal", 90000, false, {}}};
    EXPECT_DOUBLE_EQ(*county.only(2024).value, 26);
}

// Rate = counted use / sewage treated: 26/80 = 32.5 %.
TEST(ReclaimedCapacity, utilisation) {
    County county = countyWithCapacity();
    county.snapshot.reclaimedUses = {{2024, "甲", "industry", 260000, true, {}}};
    county.snapshot.sewageTreated = {{2024, "厂", 500000, {}}, {2024, "园区厂", 300000, {}}};
    EXPECT_DOUBLE_EQ(*derive(county.input(2024), "reclaimed_utilisation")->value, 32.5);
    county.snapshot.sewageTreated[1].volumeM3.reset();
    const auto rate = derive(county.input(2024), "reclaimed_utilisation");
    EXPECT_FALSE(rate->value.has_value());
    EXPECT_THAT(allOf(rate->missing), HasSubstr("园区厂"));
}

}  // namespace
