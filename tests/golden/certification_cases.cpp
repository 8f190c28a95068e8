// Art. 4, 15, 17 and 18: audits, diagnoses and certificates against lists frozen by year.
#include "golden/golden_case.h"

namespace shuiheng::golden {
namespace {

/// 企业0 … of the year's list of water-intensive enterprises, the first few certified in June.
void certifiedOfListed(Snapshot& c, int year, int certified, int listed) {
    for (int i = 0; i < listed; ++i) {
        const std::string name = "企业" + std::to_string(i);
        enterprise(c, "high_consumption", year, name, 60000);
        if (i < certified) {
            certificate(c, "water_saving_enterprise", name, (std::to_string(year) + "-06-01").c_str());
        }
    }
}

/// 甲 and 乙 above scale; 乙 60 000, 丙 50 000, 丁 49 999 m³ water-intensive: 甲, 乙 and 丙 are due.
void diagnosed(Snapshot& c, const char* last) {
    enterprise(c, "above_scale", 2023, "甲");
    enterprise(c, "above_scale", 2023, "乙");
    enterprise(c, "high_consumption", 2023, "乙", 60000);
    enterprise(c, "high_consumption", 2023, "丙", 50000);
    enterprise(c, "high_consumption", 2023, "丁", 49999);
    assessed(c, "diagnosis", "甲", "2023-03-01");
    assessed(c, "diagnosis", "乙", "2023-03-01");
    assessed(c, "diagnosis", "丙", last);
}

}  // namespace

std::vector<Case> certificationCases() {
    return {
        {.milestone = "m10",
         .name = "AllDiagnosed",
         .year = 2023,
         .county = [](Snapshot& c) { diagnosed(c, "2023-12-31"); },
         .verdict = Verdict::Met,
         .value = 100,
         .target = 100,
         .margin = 0},
        // 丙 came in January: 2/3.
        {.milestone = "m10",
         .name = "OneLate",
         .year = 2023,
         .county = [](Snapshot& c) { diagnosed(c, "2024-01-10"); },
         .verdict = Verdict::Missed,
         .value = 200.0 / 3,
         .target = 100,
         .margin = -100.0 / 3,
         .names = {"丙"},
         .needed = {1}},
        // Whether 戊 reaches 50 000 m³ nobody knows.
        {.milestone = "m10",
         .name = "VolumeUnknown",
         .year = 2023,
         .county =
             [](Snapshot& c) {
                 diagnosed(c, "2023-12-31");
                 enterprise(c, "high_consumption", 2023, "戊");
             },
         .target = 100,
         .missing = {"高耗水企业“戊”没有年用水量"}},
        // 3/10 = 30 %: the bound counts.
        {.milestone = "m12",
         .name = "ThreeOfTen",
         .year = 2023,
         .county = [](Snapshot& c) { certifiedOfListed(c, 2023, 3, 10); },
         .verdict = Verdict::Met,
         .value = 30,
         .target = 30,
         .margin = 0,
         .names = {"企业3", "企业4", "企业5", "企业6", "企业7", "企业8", "企业9"}},
        // 2/10; ⌈0.3·10⌉ − 2 = 1 more.
        {.milestone = "m12",
         .name = "TwoOfTen",
         .year = 2023,
         .county = [](Snapshot& c) { certifiedOfListed(c, 2023, 2, 10); },
         .verdict = Verdict::Missed,
         .value = 20,
         .target = 30,
         .margin = -10,
         .names = {"企业2", "企业3", "企业4", "企业5", "企业6", "企业7", "企业8", "企业9"},
         .needed = {1}},
        // Certificates, but only the list of 2022: no other year's list stands in.
        {.milestone = "m12",
         .name = "ListOfTheYearMissing",
         .year = 2023,
         .county = [](Snapshot& c) { certifiedOfListed(c, 2022, 3, 10); },
         .target = 30,
         .missing = {"没有登记 2023 年的高耗水企业名录"}},
        // 6/10; ⌈0.7·10⌉ − 6 = 1 more.
        {.milestone = "m13",
         .name = "SixOfTen",
         .year = 2024,
         .county = [](Snapshot& c) { certifiedOfListed(c, 2024, 6, 10); },
         .verdict = Verdict::Missed,
         .value = 60,
         .target = 70,
         .margin = -10,
         .names = {"企业6", "企业7", "企业8", "企业9"},
         .needed = {1}},
        // From 2023 with that year's list: 3/10 so far, four more for the 70 % of 2024.
        {.milestone = "m13",
         .name = "NotDue",
         .year = 2023,
         .county = [](Snapshot& c) { certifiedOfListed(c, 2023, 3, 10); },
         .verdict = Verdict::NotDue,
         .value = 30,
         .target = 70,
         .margin = -40,
         .names = {"企业3", "企业4", "企业5", "企业6", "企业7", "企业8", "企业9"},
         .needed = {4}},
        // Of three, one certificate ran out in May: 2/3.
        {.milestone = "m14",
         .name = "OneExpired",
         .year = 2025,
         .county =
             [](Snapshot& c) {
                 certifiedOfListed(c, 2025, 2, 2);
                 enterprise(c, "high_consumption", 2025, "新恒丰", 90000);
                 certificate(c, "water_saving_enterprise", "新恒丰", "2022-06-01", "2025-05-31");
             },
         .verdict = Verdict::Missed,
         .value = 200.0 / 3,
         .target = 100,
         .margin = -100.0 / 3,
         .names = {"新恒丰"},
         .needed = {1}},
        // Every school; the agency is no school.
        {.milestone = "m16",
         .name = "AllSchools",
         .year = 2024,
         .county =
             [](Snapshot& c) {
                 institution(c, "一中", "school");
                 institution(c, "二中", "school");
                 institution(c, "水务局", "agency");
                 certificate(c, "water_saving_school", "一中", "2023-06-01");
                 certificate(c, "water_saving_school", "二中", "2024-12-31");
             },
         .verdict = Verdict::Met,
         .value = 100,
         .target = 100,
         .margin = 0},
        // A school that closed in 2023 is not due; of the two others one has a certificate.
        {.milestone = "m16",
         .name = "OneOfTwo",
         .year = 2024,
         .county =
             [](Snapshot& c) {
                 institution(c, "一中", "school");
                 institution(c, "二中", "school");
                 institution(c, "老校", "school");
                 c.institutions.back().closedOn = day("2023-07-15");
                 certificate(c, "water_saving_school", "一中", "2023-06-01");
             },
         .verdict = Verdict::Missed,
         .value = 50,
         .target = 100,
         .margin = -50,
         .names = {"二中"},
         .needed = {1}},
        {.milestone = "m16",
         .name = "NoCertificateAtAll",
         .year = 2024,
         .county = [](Snapshot& c) { institution(c, "一中", "school"); },
         .target = 100,
         .missing = {"没有登记任何节水型学校证书"}},
        // An agency, a hospital and an institution; schools have a target of their own. 2/3.
        {.milestone = "m17",
         .name = "TwoOfThree",
         .year = 2025,
         .county =
             [](Snapshot& c) {
                 institution(c, "水务局", "agency");
                 institution(c, "县医院", "hospital");
                 institution(c, "水管所", "public_institution");
                 institution(c, "一中", "school");
                 certificate(c, "water_saving_unit", "水务局", "2025-06-01");
                 certificate(c, "water_saving_unit", "县医院", "2025-06-01");
             },
         .verdict = Verdict::Missed,
         .value = 200.0 / 3,
         .target = 100,
         .margin = -100.0 / 3,
         .names = {"水管所"},
         .needed = {1}},
        // The plan gives no number: all typical users on the list, of whatever industry.
        {.milestone = "m41",
         .name = "AllAudited",
         .year = 2023,
         .county =
             [](Snapshot& c) {
                 enterprise(c, "typical_user", 2023, "金山电厂", {}, "电力");
                 enterprise(c, "typical_user", 2023, "固阳光伏", {}, "光伏");
                 assessed(c, "audit", "金山电厂", "2023-05-01");
                 assessed(c, "audit", "固阳光伏", "2023-06-01");
             },
         .verdict = Verdict::Met,
         .value = 2,
         .target = 2,
         .margin = 0},
        // A diagnosis is no audit: 1 of 2.
        {.milestone = "m41",
         .name = "OneOnlyDiagnosed",
         .year = 2023,
         .county =
             [](Snapshot& c) {
                 enterprise(c, "typical_user", 2023, "金山电厂", {}, "电力");
                 enterprise(c, "typical_user", 2023, "固阳光伏", {}, "光伏");
                 assessed(c, "audit", "金山电厂", "2023-05-01");
                 assessed(c, "diagnosis", "固阳光伏", "2023-06-01");
             },
         .verdict = Verdict::Missed,
         .value = 1,
         .target = 2,
         .margin = -1,
         .names = {"固阳光伏"},
         .needed = {1}},
        {.milestone = "m41",
         .name = "NothingOnRecord",
         .year = 2023,
         .missing = {"没有登记 2023 年的典型用水户名录", "没有登记任何用水审计"}},
    };
}

}  // namespace shuiheng::golden
