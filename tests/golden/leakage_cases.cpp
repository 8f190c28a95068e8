// Art. 21: R_WL = (Q_s − Q_a)/Q_s by default, R_BL = R_WL − (R1 + R2 + R3 + R4) by the switch.
// What it would take: (R − t)·Q_s, and with the supply falling along (R − t)·Q_s/(1 − t).
#include "golden/golden_case.h"

namespace shuiheng::golden {

std::vector<Case> leakageCases() {
    return {
        // (100 − 88)/100 = 12 %: 以内 includes the bound.
        {.milestone = "m21",
         .name = "BoundIncluded",
         .year = 2023,
         .county = [](Snapshot& c) { supply(c, 2023, 1000000, 880000); },
         .verdict = Verdict::Met,
         .value = 12,
         .target = 12,
         .margin = 0},
        // Half a percent of 1 000 000 too much; /0.88.
        {.milestone = "m21",
         .name = "HalfAPercentTooMuch",
         .year = 2023,
         .county = [](Snapshot& c) { supply(c, 2023, 1000000, 875000); },
         .verdict = Verdict::Missed,
         .value = 12.5,
         .target = 12,
         .margin = -0.5,
         .needed = {5000, 5000 / 0.88}},
        {.milestone = "m21",
         .name = "ConsumptionMissing",
         .year = 2023,
         .county = [](Snapshot& c) { supply(c, 2023, 1000000, {}); },
         .target = 12,
         .missing = {"2023 年供水平衡表（固盛供水公司）未填计费计量用水量"}},
        {.milestone = "m22",
         .name = "BoundIncluded",
         .year = 2024,
         .county = [](Snapshot& c) { supply(c, 2024, 1000000, 900000); },
         .verdict = Verdict::Met,
         .value = 10,
         .target = 10,
         .margin = 0},
        // (100 − 89.5)/100 = 10.5 %; 0.5 % of 1 000 000 = 5 000; /0.9 = 5 555.6. Judged in its year, seen
        // from
        // 2025.
        {.milestone = "m22",
         .name = "SeenFromALaterYear",
         .year = 2025,
         .county =
             [](Snapshot& c) {
                 supply(c, 2024, 1000000, 895000);
                 supply(c, 2025, 1000000, 950000);
             },
         .verdict = Verdict::Missed,
         .value = 10.5,
         .target = 10,
         .margin = -0.5,
         .needed = {5000, 5000 / 0.9}},
        // (100 − 92.5)/100 = 7.5 %.
        {.milestone = "m23",
         .name = "Met",
         .year = 2025,
         .county = [](Snapshot& c) { supply(c, 2025, 1000000, 925000); },
         .verdict = Verdict::Met,
         .value = 7.5,
         .target = 8,
         .margin = 0.5},
        // 38/300 = 12.6667 %; (38/3 − 8) % of 3 000 000 = 140 000; /0.92 = 152 173.9.
        {.milestone = "m23",
         .name = "ComprehensiveRate",
         .year = 2025,
         .county = [](Snapshot& c) { workedNetwork(c, 2025); },
         .verdict = Verdict::Missed,
         .value = 38.0 / 3,
         .target = 8,
         .margin = 8 - 38.0 / 3,
         .needed = {140000, 140000 / 0.92}},
        // R1 = 0.08·0.6 = 4.8, R2 = 24.5 cut to 3, R3 = 0.5, R4 = 1: 12.6667 − 9.3 = 3.3667 %.
        {.milestone = "m23",
         .name = "CorrectedRate",
         .year = 2025,
         .switches = {{"leakage_rate", "cjj92"}},
         .county = [](Snapshot& c) { workedNetwork(c, 2025); },
         .verdict = Verdict::Met,
         .value = 38.0 / 3 - 9.3,
         .target = 8,
         .margin = 17.3 - 38.0 / 3},
        // Two suppliers, weighted by supply: (38 + 6)/(300 + 100) = 11 %; 3 % of 4 000 000 = 120 000.
        {.milestone = "m23",
         .name = "RegionIsWeighted",
         .year = 2025,
         .county =
             [](Snapshot& c) {
                 workedNetwork(c, 2025);
                 supply(c, 2025, 1000000, 940000, "镇水厂");
             },
         .verdict = Verdict::Missed,
         .value = 11,
         .target = 8,
         .margin = -3,
         .needed = {120000, 120000 / 0.92}},
        // Billed by one meter: 900 000 measured and 30 000 estimated. Q_a in [90, 93]: R in [7, 10], best 7
        // %.
        {.milestone = "m23",
         .name = "EstimatesStraddle",
         .year = 2025,
         .county =
             [](Snapshot& c) {
                 supply(c, 2025, 1000000, {});
                 user(c, "甲", {{2025, 900000}});
                 c.meterYears.back().estimatedM3 = 30000;
             },
         .value = 7,
         .target = 8,
         .margin = 1,
         .range = Interval{7, 10},
         .missing = {"7.0000 至 10.0000 跨过目标 8"}},
        // 2024's 10.5 % so far; 2.5 % of 1 000 000 to go.
        {.milestone = "m23",
         .name = "NotDue",
         .year = 2024,
         .county = [](Snapshot& c) { supply(c, 2024, 1000000, 895000); },
         .verdict = Verdict::NotDue,
         .value = 10.5,
         .target = 8,
         .margin = -2.5,
         .needed = {25000, 25000 / 0.92}},
    };
}

}  // namespace shuiheng::golden
