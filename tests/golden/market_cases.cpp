// Art. 18 and 19: fixtures. The plan gives no year: judged at its end, by the switch every year.
#include "golden/golden_case.h"

namespace shuiheng::golden {

std::vector<Case> marketCases() {
    return {
        // The hospital's survey of 2025 replaces that of 2023: 120 of 120.
        {.milestone = "m18",
         .name = "LatestSurveyCounts",
         .year = 2025,
         .county =
             [](Snapshot& c) {
                 fixtures(c, "县医院", "2025-05-01", 100, 100);
                 fixtures(c, "县医院", "2023-05-01", 100, 50);
                 fixtures(c, "一中", "2024-05-01", 20, 20);
             },
         .verdict = Verdict::Met,
         .value = 100,
         .target = 100,
         .margin = 0},
        // 110/120; ten taps of the school to replace.
        {.milestone = "m18",
         .name = "TenTapsLeft",
         .year = 2025,
         .county =
             [](Snapshot& c) {
                 fixtures(c, "县医院", "2025-05-01", 100, 100);
                 fixtures(c, "一中", "2025-05-01", 20, 10);
             },
         .verdict = Verdict::Missed,
         .value = 1100.0 / 12,
         .target = 100,
         .margin = 1100.0 / 12 - 100,
         .names = {"一中"},
         .needed = {10}},
        {.milestone = "m18",
         .name = "NumbersBlank",
         .year = 2025,
         .county =
             [](Snapshot& c) {
                 fixtures(c, "县医院", "2025-05-01", 100, 100);
                 fixtures(c, "一中", "2025-05-01", 20, {});
             },
         .target = 100,
         .missing = {"“一中/水嘴”的数量未填"}},
        // 4/5 = 80 %: 以上 includes it.
        {.milestone = "m19",
         .name = "FourOfFive",
         .year = 2025,
         .county =
             [](Snapshot& c) {
                 for (const char* code : {"S1", "S2", "S3", "S4"}) {
                     seller(c, code, "2025-03-15");
                 }
                 seller(c, "S5", "2024-03-15");
             },
         .verdict = Verdict::Met,
         .value = 80,
         .target = 80,
         .margin = 0,
         .names = {"S5"}},
        // Seen later it stays the figure of the plan's last year.
        {.milestone = "m19",
         .name = "SeenFrom2026",
         .year = 2026,
         .county =
             [](Snapshot& c) {
                 seller(c, "S1", "2025-03-15");
                 seller(c, "S2", "2026-03-15");
             },
         .verdict = Verdict::Missed,
         .value = 50,
         .target = 80,
         .margin = -30,
         .names = {"S2"},
         .needed = {1}},
        // 3/5; ⌈0.8·5⌉ − 3 = 1 more.
        {.milestone = "m19",
         .name = "ThreeOfFive",
         .year = 2025,
         .county =
             [](Snapshot& c) {
                 for (const char* code : {"S1", "S2", "S3"}) {
                     seller(c, code, "2025-03-15");
                 }
                 seller(c, "S4", "");
                 seller(c, "S5", "");
             },
         .verdict = Verdict::Missed,
         .value = 60,
         .target = 80,
         .margin = -20,
         .names = {"S4", "S5"},
         .needed = {1}},
        {.milestone = "m19",
         .name = "NoInspection",
         .year = 2025,
         .county = [](Snapshot& c) { seller(c, "S1", "2024-03-15"); },
         .target = 80,
         .missing = {"2025 年没有市场抽检记录"}},
        {.milestone = "m20",
         .name = "AllModels",
         .year = 2025,
         .county =
             [](Snapshot& c) {
                 seller(c, "S1", "2025-03-15", 10, 10);
                 seller(c, "S2", "2025-03-15", 20, 20);
             },
         .verdict = Verdict::Met,
         .value = 100,
         .target = 100,
         .margin = 0},
        // 27/30.
        {.milestone = "m20",
         .name = "ThreeModelsTooMany",
         .year = 2025,
         .county =
             [](Snapshot& c) {
                 seller(c, "S1", "2025-03-15", 10, 10);
                 seller(c, "S2", "2025-03-15", 10, 10);
                 seller(c, "S3", "2025-03-15", 10, 7);
             },
         .verdict = Verdict::Missed,
         .value = 90,
         .target = 100,
         .margin = -10,
         .names = {"S3"},
         .needed = {3}},
        {.milestone = "m20",
         .name = "NothingOnRecord",
         .year = 2025,
         .target = 100,
         .missing = {"2025 年没有市场抽检记录"}},
        {.milestone = "m20",
         .name = "NotDue",
         .year = 2024,
         .county = [](Snapshot& c) { seller(c, "S1", "2024-03-15", 10, 9); },
         .verdict = Verdict::NotDue,
         .value = 90,
         .target = 100,
         .margin = -10,
         .names = {"S1"},
         .needed = {1}},
    };
}

}  // namespace shuiheng::golden
