// Works by the stage they reached on the day, under any name the plan uses for them.
#include "golden/golden_case.h"

namespace shuiheng::golden {
namespace {

/// One work that is to reach a stage: reached in time, late, and not in the register.
struct Work {
    const char* milestone;
    int year;
    const char* name;
    const char* stage;
    bool effort;
};

const Work kWorks[] = {
    {"m15", 2023, "县域节水型社会达标建设", "accepted", false},
    {"m29", 2023, "小白河凌汛期分洪引水至阿塔山水库新建支线管道工程", "completed", false},
    {"m40", 2023, "县城镇生活污水处理站、园区污水处理厂的管道连接建设", "completed", false},
    {"m44", 2025, "数字水网平台", "completed", false},  // the plan's alias
    {"m31", 2024, "下湿壕镇水资源调配工程", "started", true},
    {"m32", 2025, "下湿壕水库", "started", true},
    {"m35", 2025, "固阳县金山工业园区再生水二次处理厂工程", "started", true},
    {"m46", 2025, "DMA分区计量项目", "completed", true},  // what is completed has begun
    {"m48", 2025, "固阳县城区及工业园区生活供水东线水源保障工程", "started", true},
};

/// The plan's own name, which the named list shows.
std::string planName(const std::string& name) {
    for (const compliance::Alias& alias : shippedPlan().aliases) {
        for (const std::string& other : alias.aliases) {
            if (other == name) {
                return alias.name;
            }
        }
    }
    return name;
}

void addSingleWorks(std::vector<Case>& cases) {
    for (const Work& work : kWorks) {
        const std::string end = std::to_string(work.year) + "-12-31";
        const std::string next = std::to_string(work.year + 1) + "-03-01";
        // On the last day of its year: 1 of 1.
        cases.push_back({.milestone = work.milestone,
                         .name = "OnTheLastDay",
                         .year = work.year,
                         .county = [=](Snapshot& c) { works(c, work.name, work.stage, end.c_str()); },
                         .verdict = Verdict::Met,
                         .value = 1,
                         .target = 1,
                         .margin = 0});
        // In the next March: 0 of 1.
        cases.push_back({.milestone = work.milestone,
                         .name = "Late",
                         .year = work.year,
                         .county = [=](Snapshot& c) { works(c, work.name, work.stage, next.c_str()); },
                         .verdict = work.effort ? Verdict::EffortMissed : Verdict::Missed,
                         .value = 0,
                         .target = 1,
                         .margin = -1,
                         .names = {planName(work.name)},
                         .needed = {1}});
        cases.push_back({.milestone = work.milestone,
                         .name = "NotInTheRegister",
                         .year = work.year,
                         .target = 1,
                         .missing = {"工程项目台账中没有“" + planName(work.name) + "”"}});
    }
}

const char* const kPonds = "固阳县集雨及塘坝（水窖）工程";
const char* const kAtashan = "阿塔山生态补水工程";
const char* const kSection = "包头至固阳输供水管道工程金山工业园区至下湿壕段供水工程";
const char* const kRights = "用水权制度体系";

}  // namespace

std::vector<Case> worksCases() {
    std::vector<Case> cases = {
        // 5 + 3 = 8 ponds.
        {.milestone = "m30",
         .name = "EightPonds",
         .year = 2023,
         .county =
             [](Snapshot& c) {
                 works(c, kPonds, "completed", "2023-08-01", 5);
                 works(c, kPonds, "completed", "2023-11-01", 3);
             },
         .verdict = Verdict::Met,
         .value = 8,
         .target = 8,
         .margin = 0},
        // 拟: five by the day, three in spring.
        {.milestone = "m30",
         .name = "ThreeInSpring",
         .year = 2023,
         .county =
             [](Snapshot& c) {
                 works(c, kPonds, "completed", "2023-08-01", 5);
                 works(c, kPonds, "completed", "2024-04-01", 3);
             },
         .verdict = Verdict::EffortMissed,
         .value = 5,
         .target = 8,
         .margin = -3,
         .needed = {3}},
        {.milestone = "m30",
         .name = "NumberBlank",
         .year = 2023,
         .county = [](Snapshot& c) { works(c, kPonds, "completed", "2023-08-01"); },
         .target = 8,
         .missing = {"建成的座数未填"}},
        {.milestone = "m34",
         .name = "BothStarted",
         .year = 2024,
         .county =
             [](Snapshot& c) {
                 works(c, kAtashan, "started", "2024-04-01");
                 works(c, kSection, "started", "2024-10-01");
             },
         .verdict = Verdict::Met,
         .value = 2,
         .target = 2,
         .margin = 0},
        // 争取: one started, the other only approved.
        {.milestone = "m34",
         .name = "OneStarted",
         .year = 2024,
         .county =
             [](Snapshot& c) {
                 works(c, kAtashan, "started", "2024-04-01");
                 works(c, kSection, "approved", "2024-10-01");
             },
         .verdict = Verdict::EffortMissed,
         .value = 1,
         .target = 2,
         .margin = -1,
         .names = {kSection},
         .needed = {1}},
        // Each year judges the stages due in it.
        {.milestone = "m45",
         .name = "Launched2023",
         .year = 2023,
         .county = [](Snapshot& c) { works(c, kRights, "launched", "2023-05-01"); },
         .verdict = Verdict::Met,
         .value = 1,
         .target = 1,
         .margin = 0},
        {.milestone = "m45",
         .name = "NotLaunched2023",
         .year = 2023,
         .county = [](Snapshot& c) { works(c, kRights); },
         .verdict = Verdict::Missed,
         .value = 0,
         .target = 1,
         .margin = -1,
         .names = {"启动"},
         .needed = {1}},
        {.milestone = "m45",
         .name = "Established2024",
         .year = 2024,
         .county =
             [](Snapshot& c) {
                 works(c, kRights, "launched", "2023-05-01");
                 works(c, kRights, "established", "2024-12-31");
             },
         .verdict = Verdict::Met,
         .value = 2,
         .target = 2,
         .margin = 0},
        // 基本建立 came in February 2025: from then on one of the stages is late.
        {.milestone = "m45",
         .name = "EstablishedLate2024",
         .year = 2024,
         .county =
             [](Snapshot& c) {
                 works(c, kRights, "launched", "2023-05-01");
                 works(c, kRights, "established", "2025-02-01");
             },
         .verdict = Verdict::Missed,
         .value = 1,
         .target = 2,
         .margin = -1,
         .names = {"基本建立"},
         .needed = {1}},
        {.milestone = "m45",
         .name = "Mature2025",
         .year = 2025,
         .county =
             [](Snapshot& c) {
                 works(c, kRights, "launched", "2023-05-01");
                 works(c, kRights, "established", "2024-10-01");
                 works(c, kRights, "mature", "2025-12-01");
             },
         .verdict = Verdict::Met,
         .value = 3,
         .target = 3,
         .margin = 0},
        {.milestone = "m45",
         .name = "NotInTheRegister2025",
         .year = 2025,
         .target = 3,
         .missing = {"工程项目台账中没有“用水权制度体系”"}},
        // Both kinds by the end of 2025, the latest of the plan's three dates.
        {.milestone = "m49",
         .name = "ConfirmedBy2025",
         .year = 2025,
         .county =
             [](Snapshot& c) {
                 works(c, "工业用水权确权和明晰", "completed", "2023-11-01");
                 works(c, "农业用水权确权和明晰", "completed", "2025-12-31");
             },
         .verdict = Verdict::Met,
         .value = 2,
         .target = 2,
         .margin = 0},
        {.milestone = "m49",
         .name = "FarmRightsOpen",
         .year = 2025,
         .county =
             [](Snapshot& c) {
                 works(c, "工业用水权确权和明晰", "completed", "2023-11-01");
                 works(c, "农业用水权确权和明晰", "started", "2024-06-01");
             },
         .verdict = Verdict::Missed,
         .value = 1,
         .target = 2,
         .margin = -1,
         .names = {"农业用水权确权和明晰"},
         .needed = {1}},
    };
    addSingleWorks(cases);
    return cases;
}

}  // namespace shuiheng::golden
