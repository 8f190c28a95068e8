#include <set>

#include "app/sample_registers.h"
#include "app/sample_text.h"
#include "app/shipped.h"
#include "ingest/plan_file.h"

namespace shuiheng::app {
namespace {

struct InstitutionKind {
    const char* prefix;
    const char* kind;
    const char* name;
    int count;
};
constexpr InstitutionKind kInstitutions[] = {{"XX", "学校", "示例学校", 18},
                                             {"JG", "机关", "示例机关", 14},
                                             {"SY", "事业单位", "示例事业单位", 18},
                                             {"YY", "医院", "示例医院", 4}};
constexpr int kClosedSchool = 17;  ///< since July 2024

std::string institutionName(const InstitutionKind& kind, int number) {
    return kind.name + padded(number, 2);
}

std::string institutionsFile(const SampleModel& model) {
    std::string text = "编号,名称,类型,镇代码,设立日期,撤销日期,备注\r\n";
    std::size_t place = 0;
    for (const InstitutionKind& kind : kInstitutions) {
        for (int number = 1; number <= kind.count; ++number) {
            const bool closed = kind.prefix == std::string("XX") && number == kClosedSchool;
            const SampleVillage& village = model.places.villages()[place++ % model.places.villages().size()];
            text += sampleRow({kind.prefix + padded(number, 3), institutionName(kind, number), kind.kind,
                               village.townCode, "2001-09-01", closed ? "2024-07-31" : "", "示例数据"});
        }
    }
    return text;
}

/// Schools are named in time. Of the agencies and institutions one never is, one too late, one's certificate
/// ran out. Of the enterprises on the lists three are named in 2023, three more in 2024 and in 2025.
std::string certificatesFile() {
    std::string text = "证书类型,证书编号,持有单位,级别,发证单位,发证日期,有效期止\r\n";
    int count = 0;
    const auto add = [&](const std::string& kind, const std::string& holder, const std::string& issued,
                         const std::string& validTo) {
        ++count;
        text +=
            sampleRow({kind, "示例证" + padded(count, 4), holder, "县级", "示例发证单位", issued, validTo});
    };
    for (const InstitutionKind& kind : kInstitutions) {
        for (int number = 1; number <= kind.count; ++number) {
            const std::string name = institutionName(kind, number);
            const std::string day = padded(1 + number, 2);
            if (kind.kind == std::string("学校")) {
                if (number != kClosedSchool) {
                    add("节水型学校", name, number <= 7 ? "2023-11-" + day : "2024-10-" + day, "");
                }
            } else if (name == "示例事业单位18") {
                add("节水型单位", name, "2026年1月12日", "");
            } else if (name == "示例机关09") {
                add("节水型单位", name, "2023年6月1日", "2025年5月31日");
            } else if (name != "示例医院04") {
                add("节水型单位", name, (number % 3 == 0 ? "2024年9月" : "2025年6月") + day + "日", "");
            }
        }
    }
    const struct {
        const char* name;
        const char* issued;
        const char* validTo;
    } kEnterprises[] = {
        {"示例一号钢厂", "2023/9/20", "2026/9/19"},      {"示例八号发电厂", "2023/10/11", "2025/6/30"},
        {"示例十号热电厂", "2023/12/5", "2026/12/4"},    {"示例二号合金厂", "2024/8/2", "2027/8/1"},
        {"示例九号光伏材料厂", "2024/9/9", "2027/9/8"},  {"示例七号选矿厂", "2024/12/18", "2027/12/17"},
        {"示例三号材料厂", "2025/5/15", "2028/5/14"},    {"示例十一号焦化厂", "2025/9/3", "2028/9/2"},
        {"示例十二号水泥厂", "2025/11/21", "2028/11/20"}};
    for (const auto& one : kEnterprises) {
        add("节水型企业", one.name, one.issued, one.validTo);
    }
    return text;
}

/// Two kinds of fixtures in thirty buildings, counted every autumn; more of them save water every year.
std::string fixturesFile() {
    std::string text =
        "公共建筑用水器具普查（示例数据）,,,,,\r\n建筑名称,建筑类型,器具,普查日期,在用数量,节水型数量\r\n";
    SampleRandom random(43);
    int total = 0;
    int saving = 0;
    for (int year = 2023; year <= kSampleLastYear; ++year) {
        for (int building = 1; building <= 30; ++building) {
            for (const char* fixture : {"水龙头", "便器"}) {
                const int all = 12 + building % 7 * 6;
                const bool old =
                    year == kSampleLastYear ? building % 13 == 0 : random.between(1, 6) > year - 2020;
                const int good = old ? all - static_cast<int>(random.between(1, 4)) : all;
                text += sampleRow({"示例公共建筑" + padded(building, 2), building <= 12 ? "学校" : "办公",
                                   fixture, std::to_string(year) + "-10-" + padded(1 + building % 28, 2),
                                   std::to_string(all), std::to_string(good)});
                total += all;
                saving += good;
            }
        }
    }
    return text + sampleRow({"合计", "", "", "", std::to_string(total), std::to_string(saving)});
}

constexpr int kSellers = 24;

std::string sellerCode(int seller) {
    return "91150222MASL" + padded(seller, 4) + "0X";
}

std::string sellersFile() {
    std::string text = "统一社会信用代码,经营者名称,开业日期,停业日期\r\n";
    for (int seller = 1; seller <= kSellers; ++seller) {
        text += sampleRow({sellerCode(seller), "示例建材经营部" + padded(seller, 2), "2018-05-01",
                           seller == 5 ? "2024-03-31" : ""});
    }
    return text;
}

/// More sellers are seen every year; in the last one nothing but water-saving models is found.
std::string inspectionsFile() {
    std::string text = "统一社会信用代码,抽检日期,在售型号数,节水型型号数,检查结果\r\n";
    SampleRandom random(47);
    for (int year = 2023; year <= kSampleLastYear; ++year) {
        const int seen = year == 2023 ? 14 : year == 2024 ? 17 : 20;
        for (int place = 0, seller = 1; place < seen; ++seller) {
            if (seller == 5 && year > 2023) {
                continue;
            }
            ++place;
            const auto models = static_cast<int>(random.between(6, 24));
            const int bad = year < kSampleLastYear && seller % 5 == 0 ? 2 : 0;
            text += sampleRow({sellerCode(seller), std::to_string(year) + "/9/" + std::to_string(1 + seller),
                               std::to_string(models), std::to_string(models - bad),
                               bad > 0 ? "责令下架" : "合格"});
        }
    }
    return text;
}

struct Dispatch {
    std::vector<const compliance::Body*> leads;
    compliance::Plan plan;
};

/// The bodies that lead a task of the plan.
Dispatch dispatchOf() {
    Dispatch dispatch;
    auto file = ingest::readPlan(shippedFile(kShippedPlan), std::string(kShippedPlan));
    dispatch.plan = std::move(*file.plan);
    std::set<std::string> codes;
    for (const compliance::Task& task : dispatch.plan.tasks) {
        codes.insert(task.lead.begin(), task.lead.end());
    }
    for (const compliance::Body& body : dispatch.plan.bodies) {
        if (codes.count(body.id) != 0) {
            dispatch.leads.push_back(&body);
        }
    }
    return dispatch;
}

/// Thirty-six months; in August 2024 three bodies do not report, in October 2025 one reports twice, and one
/// row names nobody.
std::string returnsFile() {
    std::string text = "月份,报送单位,报送日期,本月进展\r\n";
    const Dispatch dispatch = dispatchOf();
    for (Month month = Month::of(2023, 1); month <= Month::of(kSampleLastYear, 12); month = month.next()) {
        for (std::size_t at = 0; at < dispatch.leads.size(); ++at) {
            const compliance::Body& body = *dispatch.leads[at];
            if (month == Month::of(2024, 8) && at % 6 == 2) {
                continue;
            }
            // Whoever types it uses one of the body's names.
            const std::size_t names = body.aliases.size() + 1;
            const std::size_t which = (at + static_cast<std::size_t>(month.index())) % names;
            const std::string row =
                sampleRow({std::to_string(month.year()) + "年" + std::to_string(month.month()) + "月",
                           which == 0 ? body.name : body.aliases[which - 1],
                           month.iso() + "-" + padded(22 + static_cast<std::int64_t>(at % 6), 2),
                           "按计划推进（示例）"});
            text += row;
            text += month == Month::of(kSampleLastYear, 10) && at == 4 ? row : "";
        }
    }
    return text + "2025年11月,示例不存在局,2025-11-25,按计划推进（示例）\r\n";
}

/// A meeting at the end of every month but February 2025.
std::string meetingsFile() {
    std::string text = "月份,会议日期,会议纪要\r\n";
    for (Month month = Month::of(2023, 1); month <= Month::of(kSampleLastYear, 12); month = month.next()) {
        if (month != Month::of(2025, 2)) {
            text += sampleRow({month.iso(), month.iso() + "-28",
                               "示例调度纪要〔" + std::to_string(month.year()) + "〕" +
                                   std::to_string(month.month()) + "号"});
        }
    }
    return text;
}

}  // namespace

std::vector<SampleFile> sampleMeasureFiles(const SampleModel& model) {
    using enum SampleEncoding;
    return {{"33 学校和机关事业单位.csv", "institution", institutionsFile(model), Gb18030},
            {"34 节水载体证书.csv", "certificate", certificatesFile(), Utf8Bom},
            {"35 用水器具普查.csv", "fixture_survey", fixturesFile(), Gb18030},
            {"36 用水器具经营者.csv", "fixture_seller", sellersFile(), Utf8},
            {"37 用水器具市场抽检.csv", "market_inspection", inspectionsFile(), Gb18030},
            {"46 月调度报送.csv", "monthly_return", returnsFile(), Gb18030},
            {"47 月调度会议.csv", "dispatch_meeting", meetingsFile(), Utf8Bom}};
}

}  // namespace shuiheng::app
