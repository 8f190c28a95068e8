// Art. 6 and 8: new capacity of each year in 万m³/a, and the share of the Shanbei project.
#include "golden/golden_case.h"

namespace shuiheng::golden {

std::vector<Case> reclaimedCases() {
    return {
        // 20 + 11.5 = 31.5; the 90 of 2022 and the Shanbei share stay out.
        {.milestone = "m05",
         .name = "TheYearsFacilities",
         .year = 2023,
         .county =
             [](Snapshot& c) {
                 capacity(c, "县城厂", 2023, 20);
                 capacity(c, "园区厂", 2023, 11.5);
                 capacity(c, "老厂", 2022, 90);
                 capacity(c, "山北", 2023, 1700, "shanbei_share");
             },
         .verdict = Verdict::Met,
         .value = 31.5,
         .target = 30,
         .margin = 1.5},
        // A recorded zero is a zero: 30 short.
        {.milestone = "m05",
         .name = "RecordedZero",
         .year = 2023,
         .county = [](Snapshot& c) { capacity(c, "无", 2023, 0); },
         .verdict = Verdict::Missed,
         .value = 0,
         .target = 30,
         .margin = -30,
         .needed = {30}},
        {.milestone = "m06",
         .name = "OneShort",
         .year = 2024,
         .county = [](Snapshot& c) { capacity(c, "园区厂", 2024, 24); },
         .verdict = Verdict::Missed,
         .value = 24,
         .target = 25,
         .margin = -1,
         .needed = {1}},
        {.milestone = "m06",
         .name = "NothingOnRecord",
         .year = 2024,
         .county = [](Snapshot& c) { capacity(c, "县城厂", 2023, 90); },
         .target = 25,
         .missing = {"2024 年没有新增再生水能力记录"}},
        {.milestone = "m06",
         .name = "BlankVolume",
         .year = 2024,
         .county = [](Snapshot& c) { capacity(c, "园区厂", 2024, {}); },
         .target = 25,
         .missing = {"“园区厂”的利用能力未填"}},
        // 不低于: 25 meets 25.
        {.milestone = "m07",
         .name = "BoundIncluded",
         .year = 2025,
         .county = [](Snapshot& c) { capacity(c, "园区厂", 2025, 25); },
         .verdict = Verdict::Met,
         .value = 25,
         .target = 25,
         .margin = 0},
        {.milestone = "m07",
         .name = "ThreeShort",
         .year = 2025,
         .county = [](Snapshot& c) { capacity(c, "园区厂", 2025, 22); },
         .verdict = Verdict::Missed,
         .value = 22,
         .target = 25,
         .margin = -3,
         .needed = {3}},
        // What 2025 will add is no figure of 2024, even when the file knows it already.
        {.milestone = "m07",
         .name = "NotDue",
         .year = 2024,
         .county = [](Snapshot& c) { capacity(c, "园区厂", 2025, 25); },
         .verdict = Verdict::NotDue,
         .target = 25,
         .missing = {"属于 2025 年的指标"}},
        // No date in the plan: judged at its end. 1000 + 700 = 1700.
        {.milestone = "m08",
         .name = "ShareSecured",
         .year = 2025,
         .county =
             [](Snapshot& c) {
                 capacity(c, "一期", 2024, 1000, "shanbei_share");
                 capacity(c, "二期", 2025, 700, "shanbei_share");
             },
         .verdict = Verdict::Met,
         .value = 1700,
         .target = 1700,
         .margin = 0},
        {.milestone = "m08",
         .name = "SevenHundredShort",
         .year = 2025,
         .county = [](Snapshot& c) { capacity(c, "一期", 2024, 1000, "shanbei_share"); },
         .verdict = Verdict::Missed,
         .value = 1000,
         .target = 1700,
         .margin = -700,
         .needed = {700}},
        // The share is 1700, not more: 100 to give back.
        {.milestone = "m08",
         .name = "AboveTheShare",
         .year = 2025,
         .county = [](Snapshot& c) { capacity(c, "一期", 2024, 1800, "shanbei_share"); },
         .verdict = Verdict::Missed,
         .value = 1800,
         .target = 1700,
         .margin = -100,
         .needed = {100}},
        {.milestone = "m08",
         .name = "NotDue",
         .year = 2024,
         .county = [](Snapshot& c) { capacity(c, "一期", 2024, 1000, "shanbei_share"); },
         .verdict = Verdict::NotDue,
         .value = 1000,
         .target = 1700,
         .margin = -700,
         .needed = {700}},
        {.milestone = "m08",
         .name = "NothingOnRecord",
         .year = 2025,
         .target = 1700,
         .missing = {"没有登记山北供水工程分配量"}},
    };
}

}  // namespace shuiheng::golden
