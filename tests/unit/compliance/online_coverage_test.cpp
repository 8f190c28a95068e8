#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/compliance/county_fixture.h"

namespace {

using namespace shuiheng;
using namespace shuiheng::compliance;
using namespace shuiheng::compliance::fixture;
using county::MeterRole;
using county::Sector;
using ::testing::HasSubstr;

/// Threshold 10 000 m³ in 2024. Volumes of 2023: A 40 000 online, B 20 000 offline, C 10 000 online, D 9 999
/// offline; F is a farm, R a resident.
County fourUsers() {
    County county;
    county.plan.milestones = {milestone("m03", "online_coverage", 2024, Operator::Coverage, 100)};
    county.plan.milestones[0].arguments = {{"threshold_m3", "10000"}, {"population", "non_resident"}};
    county.switches["online_threshold_basis"] = "actual";
    const struct {
        const char* code;
        Sector sector;
        bool nonResident;
        double volume;
        bool online;
    } rows[] = {{"A", Sector::Industry, true, 40000, true},     {"B", Sector::Service, true, 20000, false},
                {"C", Sector::Service, true, 10000, true},      {"D", Sector::Service, true, 9999, false},
                {"F", Sector::Agriculture, true, 90000, false}, {"R", Sector::Domestic, false, 90000, false}};
    for (const auto& row : rows) {
        county.snapshot.users.push_back(user(row.code, row.sector, row.nonResident));
        county::Meter entry = meter(std::string("m") + row.code, row.code, MeterRole::Customer);
        entry.online = row.online;
        if (row.online) {
            entry.onlineSince = day(2024, 6, 1);
        }
        county.snapshot.meters.push_back(entry);
        county.snapshot.meterYears.push_back(volume(entry.code, 2023, row.volume, 0, 365));
    }
    return county;
}

// Due: A, B, C (10 000 is included, 9 999 is not). Online: A, C. 2/3 by count, 50/70 by volume; B is named.
TEST(OnlineCoverage, byCountAndByVolume) {
    const MilestoneResult result = fourUsers().only(2024);
    EXPECT_NEAR(*result.value, 200.0 / 3, 1e-12);
    EXPECT_EQ(result.verdict, Verdict::Missed);
    EXPECT_NEAR(*child(result.derivation, "online_coverage.by_volume").value, 500.0 / 7, 1e-12);
    EXPECT_DOUBLE_EQ(*child(result.derivation, "online_coverage.due").value, 3);
    ASSERT_EQ(result.namedList.size(), 1u);
    EXPECT_EQ(result.namedList[0].key, "B");
    EXPECT_DOUBLE_EQ(*result.namedList[0].value, 20000);
    EXPECT_FALSE(result.range.has_value());
}

// 3 of 3 is 100 % exactly.
TEST(OnlineCoverage, allOnlineIsMet) {
    County county = fourUsers();
    county.snapshot.meters[1].online = true;
    const MilestoneResult result = county.only(2024);
    EXPECT_EQ(result.verdict, Verdict::Met);
    EXPECT_THAT(allOf(result.derivation.notes), HasSubstr("在线日期未登记"));
    EXPECT_TRUE(result.namedList.empty());
}

// Online one day late is not online on the day; on the day it is. A removed meter is no meter.
TEST(OnlineCoverage, theDayCounts) {
    County county = fourUsers();
    county.snapshot.meters[1].online = true;
    county.snapshot.meters[1].onlineSince = day(2025, 1, 1);
    MilestoneResult result = county.only(2024);
    EXPECT_EQ(result.verdict, Verdict::Missed);
    EXPECT_THAT(result.namedList.at(0).remark.zh, HasSubstr("2025-01-01 才在线"));
    county.snapshot.meters[1].onlineSince = day(2024, 12, 31);
    EXPECT_EQ(county.only(2024).verdict, Verdict::Met);
    county.snapshot.meters[0].removedOn = day(2024, 12, 1);
    EXPECT_EQ(county.only(2024).verdict, Verdict::Missed);
}

// The four readings of "年取用水量" for D: actual 9 999, plan 8 000, permit 30 000; max takes the permit.
TEST(OnlineCoverage, basisSwitch) {
    County county = fourUsers();
    county.snapshot.plannedUses = {{"D", 2024, 8000, {}}};
    county.snapshot.permits = {{"取水(固)1", "D", county::WaterSource::Ground, 30000, {}, {}, "", {}}};
    const auto due = [&](const char* basis) {
        county.switches["online_threshold_basis"] = basis;
        const MilestoneResult result = county.only(2024);
        return result.derivation.children.empty() ? 0.0
                                                  : *child(result.derivation, "online_coverage.due").value;
    };
    EXPECT_EQ(due("actual"), 3);
    EXPECT_EQ(due("plan"), 0);
    EXPECT_EQ(due("permit"), 1);
    EXPECT_EQ(due("max"), 4);
}

TEST(OnlineCoverage, farmSwitch) {
    County county = fourUsers();
    county.switches["online_farm_users"] = "included";
    EXPECT_DOUBLE_EQ(*county.only(2024).value, 50);
}

// D used 12 000 in 2024: next year's duty by default, this year's when the switch takes the current year.
TEST(OnlineCoverage, yearSwitchAndNewlyCrossingUsers) {
    County county = fourUsers();
    county.snapshot.meterYears.push_back(volume("mD", 2024, 12000));
    MilestoneResult result = county.only(2024);
    EXPECT_DOUBLE_EQ(*child(result.derivation, "online_coverage.due").value, 3);
    EXPECT_THAT(allOf(result.derivation.notes), HasSubstr("下一年应装的用户：D"));
    county.switches["online_threshold_year"] = "current";
    result = county.only(2024);
    EXPECT_DOUBLE_EQ(*child(result.derivation, "online_coverage.due").value, 1);
}

// Two users without any volume, one online and one not: between 2/4 and 3/4 of the due.
TEST(OnlineCoverage, unknownVolumesAreListedAndWidenTheRange) {
    County county = fourUsers();
    county.snapshot.users.push_back(user("X", Sector::Service, true));
    county.snapshot.users.push_back(user("Y", Sector::Service, true));
    county.snapshot.meters.push_back(meter("mY", "Y", MeterRole::Customer));
    county.snapshot.meters.back().online = true;
    const MilestoneResult result = county.only(2024);
    EXPECT_NEAR(*result.value, 200.0 / 3, 1e-12);
    EXPECT_NEAR(result.range->low, 50, 1e-12);
    EXPECT_NEAR(result.range->high, 75, 1e-12);
    EXPECT_EQ(result.verdict, Verdict::Missed);
    EXPECT_THAT(allOf(result.missing), HasSubstr("不能判定是否应装的用户：X、Y"));
}

// Everybody known is online; one unknown is not: 100 % or 3/4. No verdict.
TEST(OnlineCoverage, aStraddlingRangeTakesTheVerdict) {
    County county = fourUsers();
    county.snapshot.meters[1].online = true;
    county.snapshot.users.push_back(user("X", Sector::Service, true));
    const MilestoneResult result = county.only(2024);
    EXPECT_DOUBLE_EQ(*result.value, 100);
    EXPECT_EQ(result.verdict, Verdict::Insufficient);
    EXPECT_DOUBLE_EQ(result.range->low, 75);
}

// Estimates of 3 000 m³ lift D over the threshold: in doubt, not due for certain.
TEST(OnlineCoverage, estimatesMayCrossTheThreshold) {
    County county = fourUsers();
    county.snapshot.meterYears[3] = volume("mD", 2023, 9000, 3000, 365);
    const MilestoneResult result = county.only(2024);
    EXPECT_DOUBLE_EQ(*result.value, 50);
    EXPECT_NEAR(result.range->high, 200.0 / 3, 1e-12);
    EXPECT_THAT(allOf(result.missing), HasSubstr("D"));
}

TEST(OnlineCoverage, nothingDueIsNotAHundredPercent) {
    County county = fourUsers();
    county.plan.milestones[0].arguments["threshold_m3"] = "1000000";
    const MilestoneResult result = county.only(2024);
    EXPECT_FALSE(result.value.has_value());
    EXPECT_EQ(result.verdict, Verdict::Insufficient);
    EXPECT_THAT(allOf(result.missing), HasSubstr("没有达到门槛的用户"));
}

// Park industry has no threshold: A (in the park) is due whatever it uses, and B, a shop in the park, is not.
TEST(OnlineCoverage, parkIndustry) {
    County county = fourUsers();
    county.plan.milestones[0].arguments = {{"threshold_m3", "0"}, {"population", "park_industry"}};
    county.snapshot.users[0].park = "jinshan-park";
    county.snapshot.users[1].park = "jinshan-park";
    county.snapshot.meterYears.clear();
    const MilestoneResult result = county.only(2024);
    EXPECT_DOUBLE_EQ(*result.value, 100);
    EXPECT_EQ(result.verdict, Verdict::Met);
}

}  // namespace
