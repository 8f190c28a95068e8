// Art. 5: online metering. Due: the largest of actual use of the year before, plan and permit, bound
// included.
#include "golden/golden_case.h"

namespace shuiheng::golden {
namespace {

void inPark(county::WaterUser& user) {
    user.park = "jinshan-park";
}

}  // namespace

std::vector<Case> meteringCases() {
    return {
        // 甲 80 000 and 乙 50 000 are online by the last day, 丙 49 999 is not due: 2/2.
        {.milestone = "m01",
         .name = "ThresholdIncluded",
         .year = 2023,
         .county =
             [](Snapshot& c) {
                 user(c, "甲", {{2022, 80000}}, "2023-06-01");
                 user(c, "乙", {{2022, 50000}}, "2023-12-31");
                 user(c, "丙", {{2022, 49999}});
             },
         .verdict = Verdict::Met,
         .value = 100,
         .target = 100,
         .margin = 0},
        // 2 of 3; 丁 with its 120 000 m³ is to come.
        {.milestone = "m01",
         .name = "OneOffline",
         .year = 2023,
         .county =
             [](Snapshot& c) {
                 user(c, "甲", {{2022, 80000}}, "2023-06-01");
                 user(c, "乙", {{2022, 50000}}, "2023-12-31");
                 user(c, "丁", {{2022, 120000}});
             },
         .verdict = Verdict::Missed,
         .value = 200.0 / 3,
         .target = 100,
         .margin = -100.0 / 3,
         .names = {"丁"},
         .needed = {1, 120000}},
        {.milestone = "m01",
         .name = "NothingOnRecord",
         .year = 2023,
         .target = 100,
         .missing = {"用水户名录中没有这一类用户"}},
        // No threshold in the park: 乙 with 3 000 m³ is due. The shop 丙 is no industry, 丁 not in the park.
        {.milestone = "m02",
         .name = "HalfOfTheParksIndustry",
         .year = 2023,
         .county =
             [](Snapshot& c) {
                 inPark(user(c, "甲", {{2022, 80000}}, "2023-06-01", Sector::Industry));
                 inPark(user(c, "乙", {{2022, 3000}}, "", Sector::Industry));
                 inPark(user(c, "丙", {{2022, 9000}}));
                 user(c, "丁", {{2022, 9000}}, "", Sector::Industry);
             },
         .verdict = Verdict::Missed,
         .value = 50,
         .target = 100,
         .margin = -50,
         .names = {"乙"},
         .needed = {1, 3000}},
        // 甲 10 000 by its meter, 乙 9 000 by its meter and 12 000 by its permit: both due, both online.
        {.milestone = "m03",
         .name = "DueByPermit",
         .year = 2024,
         .county =
             [](Snapshot& c) {
                 user(c, "甲", {{2023, 10000}}, "2024-06-01");
                 user(c, "乙", {{2023, 9000}}, "2024-06-01");
                 c.permits.push_back(
                     {"取水1", "乙", county::WaterSource::Ground, 12000, {}, {}, "valid", {}});
             },
         .verdict = Verdict::Met,
         .value = 100,
         .target = 100,
         .margin = 0},
        // Three known users are online; 丁, whose volume nobody knows, is not: 3/3 or 3/4.
        {.milestone = "m03",
         .name = "UnknownVolumeStraddles",
         .year = 2024,
         .county =
             [](Snapshot& c) {
                 for (const char* code : {"甲", "乙", "丙"}) {
                     user(c, code, {{2023, 20000}}, "2024-06-01");
                 }
                 user(c, "丁", {});
             },
         .value = 100,
         .target = 100,
         .margin = 0,
         .range = Interval{75, 100},
         .names = {"丁"},
         .missing = {"不能判定是否应装的用户：丁", "75.0000 至 100.0000 跨过目标 100"}},
        // 5 000 is due and online, 6 000 came online five days late: 1/2.
        {.milestone = "m04",
         .name = "FiveDaysLate",
         .year = 2025,
         .county =
             [](Snapshot& c) {
                 user(c, "甲", {{2024, 5000}}, "2025-11-01");
                 user(c, "乙", {{2024, 6000}}, "2026-01-05");
             },
         .verdict = Verdict::Missed,
         .value = 50,
         .target = 100,
         .margin = -50,
         .names = {"乙"},
         .needed = {1, 6000}},
        // From 2023 the duty of 2025 is not due; by then 1 of 2 is online.
        {.milestone = "m04",
         .name = "NotDue",
         .year = 2023,
         .county =
             [](Snapshot& c) {
                 user(c, "甲", {{2022, 5000}}, "2023-01-01");
                 user(c, "乙", {{2022, 6000}});
             },
         .verdict = Verdict::NotDue,
         .value = 50,
         .target = 100,
         .margin = -50,
         .names = {"乙"},
         .needed = {1, 6000}},
    };
}

}  // namespace shuiheng::golden
