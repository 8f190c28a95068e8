// Art. 11 and 12: dischargers put right by June 2024, drainage nodes under remote monitoring.
#include "golden/golden_case.h"

namespace shuiheng::golden {

std::vector<Case> dischargeCases() {
    return {
        {.milestone = "m09",
         .name = "ClosedOnTheDay",
         .year = 2024,
         .county = [](Snapshot& c) { discharger(c, "甲", "2024-06-30", true); },
         .verdict = Verdict::Met,
         .value = 100,
         .target = 100,
         .margin = 0},
        // 甲 in time, 乙 five days late, 丙 without a passed re-test: 1/3.
        {.milestone = "m09",
         .name = "LateAndNotRetested",
         .year = 2024,
         .county =
             [](Snapshot& c) {
                 discharger(c, "甲", "2024-06-30", true);
                 discharger(c, "乙", "2024-07-05", true);
                 discharger(c, "丙", "2024-05-01", {}, "2024-07-01");
             },
         .verdict = Verdict::Missed,
         .value = 100.0 / 3,
         .target = 100,
         .margin = -200.0 / 3,
         .names = {"丙", "乙"},
         .needed = {2}},
        {.milestone = "m09",
         .name = "NothingOnRecord",
         .year = 2024,
         .target = 100,
         .missing = {"没有登记超标排水企业"}},
        {.milestone = "m43",
         .name = "AllMonitored",
         .year = 2023,
         .county = [](Snapshot& c) { node(c, "N1", "2023-12-31"); },
         .verdict = Verdict::Met,
         .value = 100,
         .target = 100,
         .margin = 0},
        // 力争: 3 of 4 is an effort not reached, not a miss.
        {.milestone = "m43",
         .name = "EffortOnly",
         .year = 2023,
         .county =
             [](Snapshot& c) {
                 for (const char* code : {"N1", "N2", "N3"}) {
                     node(c, code, "2023-06-01");
                 }
                 node(c, "N4", "2024-02-01");
             },
         .verdict = Verdict::EffortMissed,
         .value = 75,
         .target = 100,
         .margin = -25,
         .names = {"N4"},
         .needed = {1}},
        {.milestone = "m43",
         .name = "NothingOnRecord",
         .year = 2023,
         .target = 100,
         .missing = {"没有登记排水监控点"}},
    };
}

}  // namespace shuiheng::golden
