// Every switch of the shipped plan changes a result: one county per switch, and what each option makes of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "golden/golden_case.h"

namespace shuiheng::golden {
namespace {

/// What an option gives: no value = 数据不足.
struct Outcome {
    Verdict verdict = Verdict::Insufficient;
    std::optional<double> value = {};
    std::optional<double> target = {};
};

struct SwitchCase {
    std::string switchId;
    std::string milestone;
    int year = 0;
    std::function<void(Snapshot&)> county;
    std::map<std::string, Outcome> outcomes;  ///< by option
    SwitchState others = {};
};

void PrintTo(const SwitchCase& one, std::ostream* stream) {
    *stream << one.switchId;
}

/// 4800 万m³ for 60 亿元 in 2020 and 4000 for 90 in 2025, at constant prices: 80 and 44.44 m³/万元.
void intensity(Snapshot& c) {
    economy(c, county::EconomicKind::Gdp, 2020, 600000);
    economy(c, county::EconomicKind::Gdp, 2025, 900000);
    uses(c, 2020, 500, 900, 3300, 100);
    uses(c, 2025, 500, 900, 2500, 100);
}

std::vector<SwitchCase> switchCases() {
    return {
        // 38/300 = 12.67 % as measured, 12.67 − 9.3 = 3.37 % corrected.
        {.switchId = "leakage_rate",
         .milestone = "m23",
         .year = 2025,
         .county = [](Snapshot& c) { workedNetwork(c, 2025); },
         .outcomes = {{"comprehensive", {Verdict::Missed, 38.0 / 3, 8}},
                      {"cjj92", {Verdict::Met, 38.0 / 3 - 9.3, 8}}}},
        // Company 6 %, town 14 %, equal supplies: 10 % over the county.
        {.switchId = "leakage_scope",
         .milestone = "m23",
         .year = 2025,
         .county =
             [](Snapshot& c) {
                 supply(c, 2025, 1000000, 940000);
                 supply(c, 2025, 1000000, 860000, "镇水厂");
             },
         .outcomes = {{"county", {Verdict::Missed, 10, 8}}, {"company", {Verdict::Met, 6, 8}}}},
        // Farm rights confirmed in 2024: one of two by the end of 2023, both by the end of 2025.
        {.switchId = "rights_deadline",
         .milestone = "m49",
         .year = 2025,
         .county =
             [](Snapshot& c) {
                 works(c, "工业用水权确权和明晰", "completed", "2023-11-01");
                 works(c, "农业用水权确权和明晰", "completed", "2024-06-01");
             },
         .outcomes = {{"2023", {Verdict::Missed, 1, 2}}, {"2025", {Verdict::Met, 2, 2}}}},
        // Two contracts: 2 in total, or 1 + 2.
        {.switchId = "contract_count",
         .milestone = "m25",
         .year = 2025,
         .county =
             [](Snapshot& c) {
                 contract(c, "一中", "2024-03-01", "2025-03-01");
                 contract(c, "县医院", "2025-03-01", "2025-12-01");
             },
         .outcomes = {{"cumulative", {Verdict::Met, 2, 2}}, {"additional", {Verdict::EffortMissed, 2, 3}}}},
        // 30 万m³/a stand ready, 26 were used.
        {.switchId = "reclaimed_capacity_unit",
         .milestone = "m05",
         .year = 2023,
         .county =
             [](Snapshot& c) {
                 capacity(c, "县城厂", 2023, 30);
                 c.reclaimedUses.push_back({2023, "县城厂", "industry", 260000, true, {}});
                 c.reclaimedUses.push_back({2023, "县城厂", "plant_internal", 90000, false, {}});
             },
         .outcomes = {{"per_year", {Verdict::Met, 30, 30}}, {"volume", {Verdict::Missed, 26, 30}}}},
        // 30 万m³/a stand ready, 18 of them are assigned to users.
        {.switchId = "reclaimed_capacity_kind",
         .milestone = "m05",
         .year = 2023,
         .county = [](Snapshot& c) { capacity(c, "县城厂", 2023, 30).allocatedM3PerYear = 180000; },
         .outcomes = {{"utilisation", {Verdict::Met, 30, 30}}, {"allocation", {Verdict::Missed, 18, 30}}}},
        {.switchId = "shanbei_share_counts",
         .milestone = "m05",
         .year = 2023,
         .county =
             [](Snapshot& c) {
                 capacity(c, "县城厂", 2023, 20);
                 capacity(c, "山北", 2023, 1700, "shanbei_share");
             },
         .outcomes = {{"no", {Verdict::Missed, 20, 30}}, {"yes", {Verdict::Met, 1720, 30}}}},
        // Offline 乙 read 9 999, was planned 8 000 and permitted 30 000; online 甲 20 000 all round.
        // Where no basis reaches 10 000 m³ for 乙 it is not due.
        {.switchId = "online_threshold_basis",
         .milestone = "m03",
         .year = 2024,
         .county =
             [](Snapshot& c) {
                 user(c, "甲", {{2023, 20000}}, "2024-01-01");
                 user(c, "乙", {{2023, 9999}});
                 c.plannedUses = {{"甲", 2024, 20000, {}}, {"乙", 2024, 8000, {}}};
                 c.permits = {{"1", "甲", county::WaterSource::Ground, 20000, {}, {}, "valid", {}},
                              {"2", "乙", county::WaterSource::Ground, 30000, {}, {}, "valid", {}},
                              {"3", "乙", county::WaterSource::Ground, 90000, {}, {}, "applied", {}}};
             },
         .outcomes = {{"actual", {Verdict::Met, 100, 100}},
                      {"plan", {Verdict::Met, 100, 100}},
                      {"permit", {Verdict::Missed, 50, 100}},
                      {"max", {Verdict::Missed, 50, 100}}}},
        // Offline 乙 read 9 000 in the year before and 12 000 in the year.
        {.switchId = "online_threshold_year",
         .milestone = "m03",
         .year = 2024,
         .county =
             [](Snapshot& c) {
                 user(c, "甲", {{2023, 20000}, {2024, 20000}}, "2024-01-01");
                 user(c, "乙", {{2023, 9000}, {2024, 12000}});
             },
         .outcomes = {{"previous", {Verdict::Met, 100, 100}}, {"current", {Verdict::Missed, 50, 100}}}},
        // 乙 is a farm, offline.
        {.switchId = "online_farm_users",
         .milestone = "m03",
         .year = 2024,
         .county =
             [](Snapshot& c) {
                 user(c, "甲", {{2023, 20000}}, "2024-01-01");
                 user(c, "乙", {{2023, 20000}}, "", Sector::Agriculture);
             },
         .outcomes = {{"excluded", {Verdict::Met, 100, 100}}, {"included", {Verdict::Missed, 50, 100}}}},
        // 4000 → 44.44, D = 44.4 %; with 900 reclaimed on top 4900 → 54.44, D = 1 − 54.44/80 = 31.9 %.
        {.switchId = "unconventional_water",
         .milestone = "m26",
         .year = 2025,
         .county =
             [](Snapshot& c) {
                 intensity(c);
                 use(c, 2025, Sector::Industry, 900, county::WaterSource::Reclaimed);
             },
         .outcomes = {{"excluded", {Verdict::Met, 100 - 4000 / 0.72 / 100, 35}},
                      {"included", {Verdict::Missed, 100 - 4900 / 0.72 / 100, 35}}}},
        // 800 of the 900 of 2020 went through a once-through cooler that consumed 100: W_2020 = 4100.
        // 1 − (4000/90)/(4800/60) = 44.4 %, 1 − (4000/90)/(4100/60) = 35.0 %.
        {.switchId = "once_through_cooling",
         .milestone = "m26",
         .year = 2025,
         .county =
             [](Snapshot& c) {
                 intensity(c);
                 c.waterUses[1].onceThroughCoolingM3 = 8000000;
                 c.waterUses[1].coolingConsumptionM3 = 1000000;
                 c.waterUses[5].onceThroughCoolingM3 = 0;
             },
         .outcomes = {{"withdrawal", {Verdict::Met, 100 - 4000 / 0.72 / 100, 35}},
                      {"consumption", {Verdict::Missed, 100 - 400000 / 90.0 * 60 / 4100, 35}}}},
        // No factor of a normal year is in the table: asked for, it is missing, not 1.
        {.switchId = "normal_year_conversion",
         .milestone = "m26",
         .year = 2025,
         .county = intensity,
         .outcomes = {{"off", {Verdict::Met, 100 - 4000 / 0.72 / 100, 35}},
                      {"on", {Verdict::Insufficient, {}, 35}}}},
        // All but the power plant are certified: 3/4 of the list, 1/2 by Art. 15, 2/3 by Art. 4 and 15.
        {.switchId = "high_consumption_list",
         .milestone = "m13",
         .year = 2024,
         .county =
             [](Snapshot& c) {
                 for (const auto& [name, industry] :
                      {std::pair{"钢厂", "钢铁"}, {"电厂", "火电"}, {"风电场", "电力"}, {"啤酒厂", "酿造"}}) {
                     enterprise(c, "high_consumption", 2024, name, 60000, industry);
                 }
                 for (const char* name : {"钢厂", "啤酒厂", "风电场"}) {
                     certificate(c, "water_saving_enterprise", name, "2024-06-01");
                 }
             },
         .outcomes = {{"register", {Verdict::Met, 75, 70}},
                      {"article_15", {Verdict::Missed, 50, 70}},
                      {"articles_4_15", {Verdict::Missed, 200.0 / 3, 70}}}},
        // Closed on 15 June 2024.
        {.switchId = "discharge_deadline",
         .milestone = "m09",
         .year = 2024,
         .county = [](Snapshot& c) { discharger(c, "甲", "2024-06-15", true); },
         .outcomes = {{"month_end", {Verdict::Met, 100, 100}}, {"month_start", {Verdict::Missed, 0, 100}}}},
        // The agency is certified, the school is not.
        {.switchId = "school_counted_as_agency",
         .milestone = "m17",
         .year = 2025,
         .county =
             [](Snapshot& c) {
                 institution(c, "水务局", "agency");
                 institution(c, "一中", "school");
                 certificate(c, "water_saving_unit", "水务局", "2025-06-01");
             },
         .outcomes = {{"no", {Verdict::Met, 100, 100}}, {"yes", {Verdict::Missed, 50, 100}}}},
        // 90 of 100 fixtures in 2023.
        {.switchId = "undated_ratio_due",
         .milestone = "m18",
         .year = 2023,
         .county = [](Snapshot& c) { fixtures(c, "县医院", "2023-05-01", 100, 90); },
         .outcomes = {{"plan_end", {Verdict::NotDue, 90, 100}}, {"each_year", {Verdict::Missed, 90, 100}}}},
        // 0.7655 is 0.77 to the target's two decimals.
        {.switchId = "comparison_rounding",
         .milestone = "m28",
         .year = 2025,
         .county = [](Snapshot& c) { wells(c, 2025, "pipe", 0.7655, 100); },
         .outcomes = {{"unrounded", {Verdict::Missed, 0.7655, 0.77}},
                      {"rounded", {Verdict::Met, 0.7655, 0.77}}}},
    };
}

class GoldenSwitch : public ::testing::TestWithParam<SwitchCase> {};

TEST_P(GoldenSwitch, everyOptionIsJudgedAsByHand) {
    const SwitchCase& expected = GetParam();
    Snapshot county;
    expected.county(county);
    std::set<std::pair<Verdict, std::optional<double>>> different;
    for (const auto& [option, outcome] : expected.outcomes) {
        const auto got = checked(county, expected.year, expected.milestone, {{expected.switchId, option}});
        EXPECT_EQ(compliance::codeOf(got.verdict), compliance::codeOf(outcome.verdict)) << option;
        ASSERT_EQ(got.value.has_value(), outcome.value.has_value()) << option;
        EXPECT_NEAR(got.value.value_or(0), outcome.value.value_or(0), 1e-9) << option;
        EXPECT_EQ(got.target, outcome.target) << option;
        different.emplace(got.verdict, got.value);
        // The derivation says under which option it stands, except the one that only decides when.
        const auto& said = got.derivation.switches;
        const bool decidesWhen = expected.switchId == "undated_ratio_due";
        if (got.value && !decidesWhen) {
            EXPECT_EQ(said.count(expected.switchId) ? said.at(expected.switchId) : "", option);
        }
    }
    EXPECT_GT(different.size(), 1u);
}

std::string idOf(const ::testing::TestParamInfo<SwitchCase>& switchCase) {
    return switchCase.param.switchId;
}

INSTANTIATE_TEST_SUITE_P(Switch, GoldenSwitch, ::testing::ValuesIn(switchCases()), idOf);

// No switch and no option of the plan file is without effect.
TEST(GoldenSwitches, areAllShown) {
    std::map<std::string, std::set<std::string>> shown;
    for (const SwitchCase& one : switchCases()) {
        for (const auto& [option, outcome] : one.outcomes) {
            shown[one.switchId].insert(option);
        }
    }
    std::map<std::string, std::set<std::string>> asked;
    for (const compliance::Switch& question : shippedPlan().switches) {
        for (const compliance::SwitchOption& option : question.options) {
            asked[question.id].insert(option.id);
        }
    }
    EXPECT_EQ(shown, asked);
}

// The deadline of 确权 decides O2023: with everything else of that year met, farm rights of 2024 are late or
// not due.
TEST(GoldenSwitches, rightsDeadlineDecidesTheObjectiveOf2023) {
    Snapshot county;
    capacity(county, "县城厂", 2023, 30);
    for (const char* name :
         {"固阳县节约用水管理办法", "固阳县地下水规划", "固阳县节水规划", "固阳县再生水管理办法"}) {
        document(county, name, "issued", "2023-06-01");
    }
    works(county, "用水权制度体系", "launched", "2023-05-01");
    works(county, "工业用水权确权和明晰", "completed", "2023-11-01");
    works(county, "农业用水权确权和明晰", "completed", "2024-06-01");
    const auto objective = [&](const char* option, int year) {
        for (const auto& one : checked(county, year, {{"rights_deadline", option}}).objectives) {
            if (one.objective.id == "O2023") {
                return one.verdict;
            }
        }
        return Verdict::Insufficient;
    };
    EXPECT_EQ(objective("2025", 2023), Verdict::Met);
    EXPECT_EQ(objective("2025", 2025), Verdict::Met);  // whatever became of the later stages
    EXPECT_EQ(objective("2023", 2023), Verdict::Missed);
    EXPECT_EQ(objective("2023", 2025), Verdict::Missed);
}

// Each reading shows the other's figure.
TEST(GoldenSwitches, readingsShowEachOther) {
    Snapshot county;
    works(county, "工业用水权确权和明晰", "completed", "2023-11-01");
    works(county, "农业用水权确权和明晰", "completed", "2024-06-01");
    capacity(county, "县城厂", 2023, 30).allocatedM3PerYear = 180000;
    const auto notesOf = [&](const char* milestone) {
        std::string all;
        for (const Text& note : checked(county, 2025, milestone).derivation.notes) {
            all += note.zh + "\n";
        }
        return all;
    };
    EXPECT_THAT(notesOf("m49"), ::testing::HasSubstr("另一读法“2023年底（目标任务）”：1 项"));
    EXPECT_THAT(notesOf("m05"), ::testing::HasSubstr("另一口径“已配置能力”为 18.00 万m³"));
}

}  // namespace
}  // namespace shuiheng::golden
