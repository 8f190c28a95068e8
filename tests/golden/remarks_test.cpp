// Why somebody stands in a named list, and what is said beside a figure.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "golden/golden_case.h"

namespace shuiheng::golden {
namespace {

using ::testing::HasSubstr;

/// Name -> remark of a milestone's list.
std::map<std::string, std::string> remarks(const Snapshot& county, int year, const std::string& milestone) {
    std::map<std::string, std::string> result;
    for (const compliance::NamedItem& item : checked(county, year, milestone).namedList) {
        result[item.name] = item.remark.zh;
    }
    return result;
}

std::string notes(const Snapshot& county, int year, const std::string& milestone) {
    std::string all;
    for (const Text& note : checked(county, year, milestone).derivation.notes) {
        all += note.zh + "\n";
    }
    return all;
}

// 31 December 2024 to 1 March 2025 is 60 days.
TEST(GoldenRemarks, certificates) {
    Snapshot county;
    for (const char* school : {"一中", "二中", "三中", "四中"}) {
        institution(county, school, "school");
    }
    certificate(county, "water_saving_school", "一中", "2025-03-01");
    certificate(county, "water_saving_school", "二中", "2021-01-01", "2024-06-30");
    certificate(county, "water_saving_school", "四中", "2021-01-01", "2024-06-30");
    certificate(county, "water_saving_school", "四中", "2024-07-01");
    const auto why = remarks(county, 2024, "m16");
    EXPECT_EQ(why.at("一中"), "2025-03-01 才完成，比期限 2024-12-31 晚 60 天");
    EXPECT_EQ(why.at("二中"), "证书已过期");
    EXPECT_EQ(why.at("三中"), "没有证书");
    EXPECT_FALSE(why.contains("四中"));
    // Seen from 2023 nothing is late yet.
    EXPECT_EQ(remarks(county, 2023, "m16").at("一中"), "2025-03-01 才完成");
}

TEST(GoldenRemarks, dischargers) {
    Snapshot county;
    discharger(county, "甲", "2024-07-05", true);
    discharger(county, "乙", "2024-05-01", {});
    discharger(county, "丙", "", {}, "2024-07-01");
    discharger(county, "丁", "", {});
    const auto why = remarks(county, 2024, "m09");
    EXPECT_EQ(why.at("甲"), "2024-07-05 销号，逾期 5 天");
    EXPECT_EQ(why.at("乙"), "已报销号，但没有复测达标记录");
    EXPECT_EQ(why.at("丙"), "2024-07-01 已限期停止排水");
    EXPECT_EQ(why.at("丁"), "未销号");
    EXPECT_THAT(notes(county, 2024, "m09"), HasSubstr("已决定限期停止排水：丙"));
}

TEST(GoldenRemarks, worksAndCounts) {
    Snapshot county;
    works(county, "下湿壕水库", "started", "2026-01-10");
    EXPECT_EQ(remarks(county, 2025, "m32").at("下湿壕水库工程"),
              "2026-01-10 才完成，比期限 2025-12-31 晚 10 天");
    retrofit(county, "老企业", "2022-12-31");
    retrofit(county, "企业1", "2024-06-01");
    EXPECT_EQ(remarks(county, 2025, "m11").at("老企业"), "方案期前完成，不计入");
    EXPECT_THAT(notes(county, 2025, "m11"), HasSubstr("完成 1 家，但方案点名的“新恒丰”不在其中"));
    contract(county, "一中", "2024-03-01", "2025-03-01");
    EXPECT_THAT(notes(county, 2025, "m25"), HasSubstr("两种读法：累计 2 家，另增则累计 3 家"));
    dispatch(county, Month::of(2023, 1), std::vector<std::string>{"water"});
    EXPECT_THAT(remarks(county, 2023, "m47").at("2023-01"), HasSubstr("个牵头单位未报"));
    EXPECT_THAT(remarks(county, 2023, "m47").at("2023-02"), HasSubstr("没有调度会议记录"));
}

// The lists of Art. 4 and 15: a named industry that nobody stands for is said, a blank one takes the figure.
TEST(GoldenRemarks, industries) {
    Snapshot county;
    enterprise(county, "typical_user", 2023, "金山电厂", {}, "电力");
    assessed(county, "audit", "金山电厂", "2023-05-01");
    EXPECT_THAT(notes(county, 2023, "m41"), HasSubstr("没有方案点名的“光伏”行业"));
    enterprise(county, "high_consumption", 2024, "钢厂", 60000, "钢铁");
    enterprise(county, "high_consumption", 2024, "无名厂", 60000);
    certificate(county, "water_saving_enterprise", "钢厂", "2024-06-01");
    EXPECT_DOUBLE_EQ(*checked(county, 2024, "m13").value, 50);
    const auto byArticle = checked(county, 2024, "m13", {{"high_consumption_list", "article_15"}});
    EXPECT_FALSE(byArticle.value.has_value());
    EXPECT_THAT(byArticle.missing.at(0).zh, HasSubstr("“无名厂”没有填行业"));
}

// An ended permit counts until its last day; without that day on record it allows nothing.
TEST(GoldenRemarks, permitsThatWereEnded) {
    const auto due = [](const char* status, const char* validTo) {
        Snapshot county;
        user(county, "甲", {{2023, 20000}}, "2024-01-01");
        user(county, "乙", {{2023, 5000}});
        county.permits = {
            {"1", "乙", county::WaterSource::Ground, 30000, {}, dayOrNone(validTo), status, {}}};
        return *checked(county, 2024, "m03").value < 100;
    };
    EXPECT_TRUE(due("valid", ""));
    EXPECT_FALSE(due("valid", "2024-06-30"));
    EXPECT_FALSE(due("cancelled", ""));
    EXPECT_TRUE(due("lapsed", "2025-06-30"));
    EXPECT_FALSE(due("applied", "2025-06-30"));
}

}  // namespace
}  // namespace shuiheng::golden
