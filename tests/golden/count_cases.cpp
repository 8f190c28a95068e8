// Art. 15 and 22 and safeguard 4: retrofits, contracts, months of dispatch.
#include <set>

#include "golden/golden_case.h"

namespace shuiheng::golden {
namespace {

/// 企业1 … 企业n, completed in 2024.
void retrofits(Snapshot& c, int count) {
    for (int i = 1; i <= count; ++i) {
        retrofit(c, "企业" + std::to_string(i), "2024-06-01");
    }
}

/// Every month of the plan until `last` but `without`: a meeting and the returns of all lead bodies.
void months(Snapshot& c, const char* last, const char* without = "") {
    std::set<std::string> leads;
    for (const compliance::Task& task : shippedPlan().tasks) {
        leads.insert(task.lead.begin(), task.lead.end());
    }
    for (Month month = Month::of(2023, 1); month <= Month::parse(last).value(); month = month.next()) {
        if (month.iso() != without) {
            dispatch(c, month, leads);
        }
    }
}

}  // namespace

std::vector<Case> countCases() {
    return {
        // 新恒丰 and six others.
        {.milestone = "m11",
         .name = "SevenWithTheNamedOne",
         .year = 2025,
         .county =
             [](Snapshot& c) {
                 retrofit(c, "新恒丰公司", "2025-12-31");
                 retrofits(c, 6);
             },
         .verdict = Verdict::Met,
         .value = 7,
         .target = 7,
         .margin = 0},
        // Seven others do not fill the place of the one the plan names: 6 of 7.
        {.milestone = "m11",
         .name = "SevenOthers",
         .year = 2025,
         .county =
             [](Snapshot& c) {
                 retrofit(c, "新恒丰公司", "");
                 retrofits(c, 7);
             },
         .verdict = Verdict::Missed,
         .value = 6,
         .target = 7,
         .margin = -1,
         .names = {"新恒丰公司"},
         .needed = {1}},
        // 2022 is not 2023—2025.
        {.milestone = "m11",
         .name = "OneBeforeThePlan",
         .year = 2025,
         .county =
             [](Snapshot& c) {
                 retrofit(c, "新恒丰公司", "2023-01-01");
                 retrofit(c, "老企业", "2022-12-31");
                 retrofits(c, 5);
             },
         .verdict = Verdict::Missed,
         .value = 6,
         .target = 7,
         .margin = -1,
         .names = {"老企业"},
         .needed = {1}},
        // A cooling tower is no production system: nothing of the kind is recorded.
        {.milestone = "m11",
         .name = "NothingOfTheKind",
         .year = 2025,
         .county = [](Snapshot& c) { retrofit(c, "新恒丰公司", "2024-06-01", "cooling"); },
         .target = 7,
         .missing = {"没有登记任何节水改造"}},
        {.milestone = "m24",
         .name = "OneInForce",
         .year = 2024,
         .county = [](Snapshot& c) { contract(c, "一中", "2024-12-31"); },
         .verdict = Verdict::Met,
         .value = 1,
         .target = 1,
         .margin = 0},
        // 力争: signed but not begun.
        {.milestone = "m24",
         .name = "EffortOnly",
         .year = 2024,
         .county = [](Snapshot& c) { contract(c, "一中", ""); },
         .verdict = Verdict::EffortMissed,
         .value = 0,
         .target = 1,
         .margin = -1,
         .names = {"一中"},
         .needed = {1}},
        {.milestone = "m24",
         .name = "NothingOnRecord",
         .year = 2024,
         .target = 1,
         .missing = {"没有登记任何合同节水"}},
        {.milestone = "m25",
         .name = "TwoInTotal",
         .year = 2025,
         .county =
             [](Snapshot& c) {
                 contract(c, "一中", "2024-03-01", "2025-03-01");
                 contract(c, "县医院", "2025-03-01", "2025-12-01");
             },
         .verdict = Verdict::Met,
         .value = 2,
         .target = 2,
         .margin = 0},
        {.milestone = "m25",
         .name = "OneCompleted",
         .year = 2025,
         .county =
             [](Snapshot& c) {
                 contract(c, "一中", "2024-03-01", "2025-03-01");
                 contract(c, "县医院", "2025-03-01");
             },
         .verdict = Verdict::EffortMissed,
         .value = 1,
         .target = 2,
         .margin = -1,
         .names = {"县医院"},
         .needed = {1}},
        // 2023-01 … 2025-12.
        {.milestone = "m47",
         .name = "ThirtySixMonths",
         .year = 2025,
         .county = [](Snapshot& c) { months(c, "2025-12"); },
         .verdict = Verdict::Met,
         .value = 36,
         .target = 36,
         .margin = 0},
        {.milestone = "m47",
         .name = "OneMonthWithout",
         .year = 2025,
         .county = [](Snapshot& c) { months(c, "2025-12", "2024-05"); },
         .verdict = Verdict::Missed,
         .value = 35,
         .target = 36,
         .margin = -1,
         .names = {"2024-05"},
         .needed = {1}},
        // A month without the return of one lead body is not complete.
        {.milestone = "m47",
         .name = "OneReturnWithout",
         .year = 2025,
         .county =
             [](Snapshot& c) {
                 months(c, "2025-12");
                 c.monthlyReturns.pop_back();
             },
         .verdict = Verdict::Missed,
         .value = 35,
         .target = 36,
         .margin = -1,
         .names = {"2025-12"},
         .needed = {1}},
        {.milestone = "m47",
         .name = "NotDue",
         .year = 2023,
         .county = [](Snapshot& c) { months(c, "2023-12"); },
         .verdict = Verdict::NotDue,
         .value = 12,
         .target = 36,
         .margin = -24,
         .needed = {24}},
        {.milestone = "m47",
         .name = "NothingOnRecord",
         .year = 2025,
         .target = 36,
         .missing = {"没有登记月调度报送和会议"}},
    };
}

}  // namespace shuiheng::golden
