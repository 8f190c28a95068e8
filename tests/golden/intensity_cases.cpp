// O2025: D = (1 − w_2025/w_2020)·100 %, w = W/G at constant 2020 prices; η = Σ η_k·W_k/ΣW_k.
#include "golden/golden_case.h"

namespace shuiheng::golden {
namespace {

using county::EconomicKind;

/// 60 亿元 and 4800 万m³ in 2020: w = 80 m³/万元.
void baseYear(Snapshot& c) {
    economy(c, EconomicKind::Gdp, 2020, 600000);
    uses(c, 2020, 500, 900, 3300, 100);
}

/// 20 亿元 and 900 万m³ of industry in 2020: w = 45; 25 亿元 in 2025.
void industry(Snapshot& c, double wan) {
    economy(c, EconomicKind::IndustrialValueAdded, 2020, 200000);
    economy(c, EconomicKind::IndustrialValueAdded, 2025, 250000);
    use(c, 2020, Sector::Industry, 900);
    use(c, 2025, Sector::Industry, wan);
}

// 1.05·1.06·1.07·1.08·1.06
constexpr double kGrowth = 1.363353768;

}  // namespace

std::vector<Case> intensityCases() {
    return {
        // 4680/90 亿元 = 52; 1 − 52/80 = 35 %: the bound counts.
        {.milestone = "m26",
         .name = "BoundIncluded",
         .year = 2025,
         .county =
             [](Snapshot& c) {
                 baseYear(c);
                 economy(c, EconomicKind::Gdp, 2025, 900000);
                 uses(c, 2025, 500, 900, 3180, 100);
             },
         .verdict = Verdict::Met,
         .value = 35,
         .target = 35,
         .margin = 0},
        // methods.md §2: growth of 36.3 %, 4500 万m³: D = 1 − 0.9375/1.36335 = 31.24 %.
        // Allowed 4800·0.65·1.36335 = 4253.66 万m³, so 246.34 to save.
        {.milestone = "m26",
         .name = "ChainedIndices",
         .year = 2025,
         .county =
             [](Snapshot& c) {
                 baseYear(c);
                 uses(c, 2025, 500, 900, 3000, 100);
                 const double indices[] = {1.05, 1.06, 1.07, 1.08, 1.06};
                 for (int i = 0; i < 5; ++i) {
                     growth(c, 2021 + i, indices[i]);
                 }
             },
         .verdict = Verdict::Missed,
         .value = 100 - 93.75 / kGrowth,
         .target = 35,
         .margin = 65 - 93.75 / kGrowth,
         .needed = {4500 - 3120 * kGrowth}},
        {.milestone = "m26",
         .name = "IndexMissing",
         .year = 2025,
         .county =
             [](Snapshot& c) {
                 baseYear(c);
                 uses(c, 2025, 500, 900, 3000, 100);
                 for (const int year : {2021, 2022, 2024, 2025}) {
                     growth(c, year, 1.06);
                 }
             },
         .target = 35,
         .missing = {"缺少2023年地区生产总值的实际增长指数"}},
        {.milestone = "m26",
         .name = "SectorMissing",
         .year = 2025,
         .county =
             [](Snapshot& c) {
                 baseYear(c);
                 economy(c, EconomicKind::Gdp, 2025, 900000);
                 use(c, 2025, Sector::Domestic, 500);
                 use(c, 2025, Sector::Industry, 900);
                 use(c, 2025, Sector::Agriculture, 3180);
             },
         .target = 35,
         .missing = {"2025 年生态用水量未填"}},
        // 2023 so far: 4800/75 亿元 = 64; 1 − 64/80 = 20 %. Allowed 52·75 亿元 = 3900: 900 to go.
        {.milestone = "m26",
         .name = "NotDue",
         .year = 2023,
         .county =
             [](Snapshot& c) {
                 baseYear(c);
                 economy(c, EconomicKind::Gdp, 2023, 750000);
                 uses(c, 2023, 500, 900, 3300, 100);
             },
         .verdict = Verdict::NotDue,
         .value = 20,
         .target = 35,
         .margin = -15,
         .needed = {900}},
        // 900/25 亿元 = 36; 1 − 36/45 = 20 %.
        {.milestone = "m27",
         .name = "BoundIncluded",
         .year = 2025,
         .county = [](Snapshot& c) { industry(c, 900); },
         .verdict = Verdict::Met,
         .value = 20,
         .target = 20,
         .margin = 0},
        // 950/25 亿元 = 38; 1 − 38/45 = 7/45. Allowed 36·25 亿元 = 900: 50 to save.
        {.milestone = "m27",
         .name = "FiftyTooMuch",
         .year = 2025,
         .county = [](Snapshot& c) { industry(c, 950); },
         .verdict = Verdict::Missed,
         .value = 700.0 / 45,
         .target = 20,
         .margin = 700.0 / 45 - 20,
         .needed = {50}},
        {.milestone = "m27",
         .name = "NothingOnRecord",
         .year = 2025,
         .target = 20,
         .missing = {"缺少2020年工业增加值", "2025 年工业用水量未填"}},
        // (0.86·120 + 0.83·200 + 0.70·300 + 0.78·150)/770 = 596.2/770 = 0.7743.
        {.milestone = "m28",
         .name = "WeightedByTheGrossWater",
         .year = 2025,
         .county =
             [](Snapshot& c) {
                 wells(c, 2025, "drip", 0.86, 120);
                 wells(c, 2025, "sprinkler", 0.83, 200);
                 wells(c, 2025, "earth", 0.70, 300);
                 wells(c, 2025, "pipe", 0.78, 150);
             },
         .verdict = Verdict::Met,
         .value = 596.2 / 770,
         .target = 0.77,
         .margin = 596.2 / 770 - 0.77},
        // With 400 of earth canals 666.2/870 = 0.7657 misses, though the plain mean 0.7925 would pass.
        // The gross water must fall by 1 − 666.2/(870·0.77) = 0.5523 %: 870 − 666.2/0.77 = 4.805 万m³.
        {.milestone = "m28",
         .name = "ThePlainMeanWouldPass",
         .year = 2025,
         .county =
             [](Snapshot& c) {
                 wells(c, 2025, "drip", 0.86, 120);
                 wells(c, 2025, "sprinkler", 0.83, 200);
                 wells(c, 2025, "earth", 0.70, 400);
                 wells(c, 2025, "pipe", 0.78, 150);
             },
         .verdict = Verdict::Missed,
         .value = 666.2 / 870,
         .target = 0.77,
         .margin = 666.2 / 870 - 0.77,
         .needed = {100 - 66620 / (870 * 0.77), 8700000 - 6662000 / 0.77}},
        {.milestone = "m28",
         .name = "NothingOnRecord",
         .year = 2025,
         .target = 0.77,
         .missing = {"2025 年没有样点灌区记录"}},
    };
}

}  // namespace shuiheng::golden
