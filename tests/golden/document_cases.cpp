// Documents issued, or passed by the authority the plan names, by the day.
#include "golden/golden_case.h"

namespace shuiheng::golden {
namespace {

/// One document: issued in time, late, and not in the register.
struct Document {
    const char* milestone;
    int year;
    const char* name;
    const char* stage;
    const char* authority;
};

const Document kDocuments[] = {
    {"m33", 2023, "城区、园区供水规划", "issued", ""},
    {"m37", 2024, "固阳县饮用水水源地管理办法", "issued", ""},
    {"m38", 2025, "规范排水行为等相关制度", "issued", ""},
    {"m39", 2023, "包头钢铁冶金开发区金山产业园水资源论证区域评估报告书", "review", "内蒙古自治区水利厅"},
    {"m42", 2023, "工业企业排水管理制度", "issued", "园区办"},
};

void addSingleDocuments(std::vector<Case>& cases) {
    for (const Document& one : kDocuments) {
        const std::string end = std::to_string(one.year) + "-12-31";
        const std::string next = std::to_string(one.year + 1) + "-01-02";
        cases.push_back(
            {.milestone = one.milestone,
             .name = "OnTheLastDay",
             .year = one.year,
             .county = [=](Snapshot& c) { document(c, one.name, one.stage, end.c_str(), one.authority); },
             .verdict = Verdict::Met,
             .value = 1,
             .target = 1,
             .margin = 0});
        cases.push_back(
            {.milestone = one.milestone,
             .name = "TwoDaysLate",
             .year = one.year,
             .county = [=](Snapshot& c) { document(c, one.name, one.stage, next.c_str(), one.authority); },
             .verdict = Verdict::Missed,
             .value = 0,
             .target = 1,
             .margin = -1,
             .names = {one.name},
             .needed = {1}});
        cases.push_back({.milestone = one.milestone,
                         .name = "NotInTheRegister",
                         .year = one.year,
                         .target = 1,
                         .missing = {"制度文件台账中没有“" + std::string(one.name) + "”"}});
    }
}

/// Three of the four of 2023, one of them with its title marks.
void threeOfFour(Snapshot& c) {
    document(c, "《固阳县节约用水管理办法》", "issued", "2023-06-01");
    document(c, "固阳县地下水规划", "issued", "2023-07-01");
    document(c, "固阳县节水规划", "issued", "2023-08-01");
}

}  // namespace

std::vector<Case> documentCases() {
    std::vector<Case> cases = {
        {.milestone = "m36",
         .name = "AllFour",
         .year = 2023,
         .county =
             [](Snapshot& c) {
                 threeOfFour(c);
                 document(c, "《固阳县再生水管理办法》", "issued", "2023-12-31");
             },
         .verdict = Verdict::Met,
         .value = 4,
         .target = 4,
         .margin = 0},
        // The fourth was still out for comments.
        {.milestone = "m36",
         .name = "OneInConsultation",
         .year = 2023,
         .county =
             [](Snapshot& c) {
                 threeOfFour(c);
                 document(c, "固阳县再生水管理办法", "consultation", "2023-12-01");
             },
         .verdict = Verdict::Missed,
         .value = 3,
         .target = 4,
         .margin = -1,
         .names = {"固阳县再生水管理办法"},
         .needed = {1}},
        // Three issued and the fourth unknown may be four: no zero for it.
        {.milestone = "m36",
         .name = "OneNotInTheRegister",
         .year = 2023,
         .county = [](Snapshot& c) { threeOfFour(c); },
         .target = 4,
         .missing = {"制度文件台账中没有“固阳县再生水管理办法”"}},
        // A review by the city is not the one asked for.
        {.milestone = "m39",
         .name = "ReviewedBySomebodyElse",
         .year = 2023,
         .county =
             [](Snapshot& c) {
                 document(c, "包头钢铁冶金开发区金山产业园水资源论证区域评估报告书", "review", "2023-06-01",
                          "包头市水务局");
             },
         .verdict = Verdict::Missed,
         .value = 0,
         .target = 1,
         .margin = -1,
         .names = {"包头钢铁冶金开发区金山产业园水资源论证区域评估报告书"},
         .needed = {1}},
        {.milestone = "m42",
         .name = "IssuerBlank",
         .year = 2023,
         .county = [](Snapshot& c) { document(c, "工业企业排水管理制度", "issued", "2023-06-01"); },
         .target = 1,
         .names = {"工业企业排水管理制度"},
         .missing = {"“工业企业排水管理制度”的审查或印发机关未填"}},
    };
    addSingleDocuments(cases);
    return cases;
}

}  // namespace shuiheng::golden
