#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/compliance/county_fixture.h"

namespace {

using namespace shuiheng;
using namespace shuiheng::compliance;
using namespace shuiheng::compliance::fixture;
using county::PriceBasis;
using county::Sector;
using county::Vintage;
using county::WaterSource;
using ::testing::HasSubstr;
using ::testing::Not;

county::EconomicValue economic(int year, std::optional<double> value, PriceBasis basis,
                               std::optional<double> index, Vintage vintage = Vintage::Final) {
    county::EconomicValue record;
    record.year = year;
    record.valueWanYuan = value;
    record.basis = basis;
    record.realIndex = index;
    record.vintage = vintage;
    return record;
}

county::WaterUse use(int year, Sector sector, double wan, WaterSource source = WaterSource::Ground) {
    county::WaterUse record;
    record.year = year;
    record.sector = sector;
    record.source = source;
    record.volumeM3 = wan * 1e4;
    return record;
}

/// methods.md §2: W 4800 → 4500 万m³, GDP 60 亿元, growth 5, 6, 7, 8, 6 %.
County workedCounty() {
    County county;
    county.plan.milestones = {
        milestone("m26", "gdp_water_intensity_decrease", 2025, Operator::DecreaseAtLeast, 35)};
    county.snapshot.economy = {economic(2020, 600000, PriceBasis::Constant2020, std::nullopt),
                               economic(2021, 700000, PriceBasis::Current, 1.05),
                               economic(2022, std::nullopt, PriceBasis::Current, 1.06),
                               economic(2023, std::nullopt, PriceBasis::Current, 1.07),
                               economic(2024, std::nullopt, PriceBasis::Current, 1.08),
                               economic(2025, 990000, PriceBasis::Current, 1.06)};
    for (const int year : {2020, 2025}) {
        const double farm = year == 2020 ? 3300 : 3000;
        county.snapshot.waterUses.push_back(use(year, Sector::Domestic, 500));
        county.snapshot.waterUses.push_back(use(year, Sector::Industry, 900));
        county.snapshot.waterUses.push_back(use(year, Sector::Agriculture, farm));
        county.snapshot.waterUses.push_back(use(year, Sector::Ecology, 100));
    }
    return county;
}

// Π = 1.05·1.06·1.07·1.08·1.06 = 1.36335; w 80.0 → 4500e4/(600000·1.36335) = 55.01; D = 31.2 % misses 35 %;
// allowed 80·0.65·600000·1.36335 = 4253.7 万m³.
TEST(WaterIntensity, workedExample) {
    const MilestoneResult result = workedCounty().only(2025);
    EXPECT_EQ(result.verdict, Verdict::Missed);
    EXPECT_NEAR(*result.value, 31.23, 0.01);
    EXPECT_NEAR(*child(result.derivation, "gdp_water_intensity.w_2020").value, 80, 1e-9);
    EXPECT_NEAR(*child(result.derivation, "gdp_water_intensity.w_2025").value, 55.01, 0.005);
    EXPECT_THAT(allOf(result.derivation.notes), HasSubstr("4253.7 万m³"));
    EXPECT_THAT(allOf(result.derivation.notes),
                HasSubstr("还须减少用水量（超出允许用水量的部分） 246.34 万m³"));
}

// The nominal 99 亿元 of 2025 would give 1 − 45.45/80 = 43.2 %, a pass: it must not be taken.
TEST(WaterIntensity, nominalValuesAreNotUsed) {
    const MilestoneResult result = workedCounty().only(2025);
    EXPECT_LT(*result.value, 35);
    EXPECT_THAT(allOf(result.derivation.notes), HasSubstr("当年价数值仅供参考"));
}

// A stated constant-price value goes before the chain: 4500e4/900000 = 50, D = 37.5 %.
TEST(WaterIntensity, statedConstantPricesGoFirst) {
    County county = workedCounty();
    county.snapshot.economy.push_back(economic(2025, 900000, PriceBasis::Constant2020, std::nullopt));
    const MilestoneResult result = county.only(2025);
    EXPECT_NEAR(*result.value, 37.5, 1e-9);
    EXPECT_EQ(result.verdict, Verdict::Met);
    EXPECT_NEAR(*result.margin, 2.5, 1e-9);
}

TEST(WaterIntensity, missingIndexIsNamed) {
    County county = workedCounty();
    county.snapshot.economy[3].realIndex.reset();
    const MilestoneResult result = county.only(2025);
    EXPECT_EQ(result.verdict, Verdict::Insufficient);
    EXPECT_THAT(allOf(result.missing), HasSubstr("2023年地区生产总值的实际增长指数"));
}

TEST(WaterIntensity, missingSectorIsNamed) {
    County county = workedCounty();
    county.snapshot.waterUses.pop_back();
    const MilestoneResult result = county.only(2025);
    EXPECT_EQ(result.verdict, Verdict::Insufficient);
    EXPECT_THAT(allOf(result.missing), HasSubstr("2025 年生态用水量未填"));
}

// 600 万m³ reclaimed water on top in 2025: left out by default, 5100/818010 = 62.35 and D = 22.1 % when
// included.
TEST(WaterIntensity, unconventionalWaterSwitch) {
    County county = workedCounty();
    county.snapshot.waterUses.push_back(use(2025, Sector::Industry, 600, WaterSource::Reclaimed));
    EXPECT_NEAR(*county.only(2025).value, 31.23, 0.01);
    county.switches["unconventional_water"] = "included";
    EXPECT_NEAR(*county.only(2025).value,
                (1 - 5100e4 / (600000 * 1.05 * 1.06 * 1.07 * 1.08 * 1.06) / 80) * 100, 1e-9);
}

// Cooling: 300 of the 900 withdrawn once-through, 10 consumed: W = 4500 − 290 in 2025; none in 2020.
TEST(WaterIntensity, onceThroughCoolingSwitch) {
    County county = workedCounty();
    county.switches["once_through_cooling"] = "consumption";
    EXPECT_EQ(county.only(2025).verdict, Verdict::Insufficient);
    county.snapshot.waterUses[1].onceThroughCoolingM3 = 0;
    county.snapshot.waterUses[5].onceThroughCoolingM3 = 300e4;
    county.snapshot.waterUses[5].coolingConsumptionM3 = 10e4;
    EXPECT_NEAR(*county.only(2025).value,
                (1 - 4210e4 / (600000 * 1.05 * 1.06 * 1.07 * 1.08 * 1.06) / 80) * 100, 1e-9);
}

// Asked to convert farm use and given no coefficient, there is no figure; with 0.9 and 1.0 it follows.
TEST(WaterIntensity, normalYearConversionNeedsItsCoefficient) {
    County county = workedCounty();
    county.switches["normal_year_conversion"] = "on";
    EXPECT_THAT(allOf(county.only(2025).missing), HasSubstr("water_use.normal_year_factor"));
    std::vector<Parameter> list = county.table.all();
    list.push_back(parameter("water_use.normal_year_factor", 0.9));
    county.table = ParameterTable(list);
    const double base = (4800 - 330) * 1e4 / 600000;
    const double now = (4500 - 300) * 1e4 / (600000 * 1.05 * 1.06 * 1.07 * 1.08 * 1.06);
    EXPECT_NEAR(*county.only(2025).value, (1 - now / base) * 100, 1e-9);
}

// One vintage for both years where there is one, a warning where there is not.
TEST(WaterIntensity, vintagesAreNotMixedSilently) {
    County county = workedCounty();
    county.snapshot.economy = {economic(2020, 600000, PriceBasis::Constant2020, {}, Vintage::Final),
                               economic(2020, 640000, PriceBasis::Constant2020, {}, Vintage::CensusRevised),
                               economic(2025, 900000, PriceBasis::Constant2020, {}, Vintage::Final)};
    EXPECT_NEAR(*county.only(2025).value, 37.5, 1e-9);  // 80 → 50, both final
    EXPECT_THAT(allOf(county.only(2025).derivation.notes), Not(HasSubstr("混用")));
    county.snapshot.economy[2].vintage = Vintage::Preliminary;
    EXPECT_NEAR(*county.only(2025).value, (1 - 50.0 / 75) * 100, 1e-9);  // census base 75
    EXPECT_THAT(allOf(county.only(2025).derivation.notes), HasSubstr("混用"));
}

// Industry: 900e4/200000 = 45 → 900e4/250000 = 36, D = 20 % exactly, which "降低20 %" includes.
TEST(WaterIntensity, industryTakesIndustryOnlyAndWarnsOfScope) {
    County county = workedCounty();
    county.plan.milestones = {
        milestone("m27", "industrial_water_intensity_decrease", 2025, Operator::DecreaseAtLeast, 20)};
    for (const auto& [year, value] : {std::pair{2020, 200000.0}, {2025, 250000.0}}) {
        county.snapshot.economy.push_back(economic(year, value, PriceBasis::Constant2020, {}));
        county.snapshot.economy.back().kind = county::EconomicKind::IndustrialValueAdded;
        county.snapshot.economy.back().scope = "全部工业";
    }
    MilestoneResult result = county.only(2025);
    EXPECT_NEAR(*result.value, 20, 1e-9);
    EXPECT_EQ(result.verdict, Verdict::Met);
    EXPECT_THAT(allOf(result.derivation.notes), Not(HasSubstr("失真")));
    county.snapshot.economy.back().scope = "规上工业";
    result = county.only(2025);
    EXPECT_THAT(allOf(result.derivation.notes), HasSubstr("规上工业"));
}

}  // namespace
