#pragma once

#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "report/annual_report.h"

/// A made-up check of a made-up county, with figures of methods.md §1.1, §2 and §3: nothing in it is true.
namespace shuiheng::report::sample {

using compliance::Derivation;
using compliance::MilestoneResult;
using compliance::Operator;
using compliance::Verdict;

struct MilestoneLine {
    const char* id;
    const char* articles;
    const char* zh;
    const char* en;
    const char* due;
    const char* dueText;
    const char* indicator;
    Operator op;
    std::optional<double> value;
    const char* unit;
    const char* strength;
    bool binding;
};

// The milestones of data/plans/guyang-2023-2025.json, so that the table of all targets has its real length.
// clang-format off
inline const std::vector<MilestoneLine> kMilestones = {
    {"m01", "5", "年取用水量5万m³及以上非居民重点取用水户在线监测", "Online monitoring of key non-resident users of 50,000 m³/a and more", "2023-12-31", "2023年", "online_coverage", Operator::Coverage, 100.0, "%", "完成", true},
    {"m02", "5", "园区工业用水在线监测", "Online monitoring of industrial use in the park", "2023-12-31", "2023年", "online_coverage", Operator::Coverage, 100.0, "%", "完成", true},
    {"m03", "5", "年取用水量1万m³及以上非居民取用水户在线监测", "Online monitoring of non-resident users of 10,000 m³/a and more", "2024-12-31", "2024年", "online_coverage", Operator::Coverage, 100.0, "%", "完成", true},
    {"m04", "5", "年取用水量5000m³及以上非居民取用水户在线监测", "Online monitoring of non-resident users of 5,000 m³/a and more", "2025-12-31", "2025年", "online_coverage", Operator::Coverage, 100.0, "%", "完成", true},
    {"m05", "6|O2023", "2023年新增再生水利用能力", "New capacity for the use of reclaimed water in 2023", "2023-12-31", "2023年", "reclaimed_new_capacity", Operator::AtLeast, 30.0, "万m³", "不低于", true},
    {"m06", "6|O2024", "2024年新增再生水利用能力", "New capacity for the use of reclaimed water in 2024", "2024-12-31", "2024年", "reclaimed_new_capacity", Operator::AtLeast, 25.0, "万m³", "不低于", true},
    {"m07", "6|O2025", "2025年新增再生水利用能力", "New capacity for the use of reclaimed water in 2025", "2025-12-31", "2025年", "reclaimed_new_capacity", Operator::AtLeast, 25.0, "万m³", "不低于", true},
    {"m08", "8", "山北地区再生水供水工程固阳分配水量", "Guyang share of the Shanbei reclaimed water supply project", "", "未写明期限", "reclaimed_allocation", Operator::Equal, 1700.0, "万m³/a", "配合完成", true},
    {"m09", "12", "超标排水企业整治", "Rectification of enterprises whose drainage exceeds the limits", "2024-06-30", "2024年6月", "discharge_rectification", Operator::Closed, 100.0, "%", "完成", true},
    {"m10", "15", "规上工业企业用水诊断", "Water-use diagnosis of industrial enterprises above scale", "2023-12-31", "2023年", "diagnosis_coverage", Operator::Coverage, 100.0, "%", "完成", true},
    {"m11", "15", "企业生产系统节水改造", "Water-saving retrofits of production systems", "2025-12-31", "2023—2025年", "retrofit_count", Operator::CountAtLeast, 7.0, "家", "完成", true},
    {"m12", "17", "2023年高耗水企业节水型企业建成率", "Share of water-intensive enterprises certified as water-saving in 2023", "2023-12-31", "2023年", "certified_ratio", Operator::AtLeast, 30.0, "%", "建成", true},
    {"m13", "17", "2024年高耗水企业节水型企业建成率", "Share of water-intensive enterprises certified as water-saving in 2024", "2024-12-31", "2024年", "certified_ratio", Operator::AtLeast, 70.0, "%", "建成", true},
    {"m14", "17", "2025年高耗水企业节水型企业建成率", "Share of water-intensive enterprises certified as water-saving in 2025", "2025-12-31", "2025年", "certified_ratio", Operator::Equal, 100.0, "%", "完成", true},
    {"m15", "18", "县域节水型社会达标建设", "County water-saving society up to standard", "2023-12-31", "2023年", "project_done", Operator::Done, 1.0, "项", "完成", true},
    {"m16", "18", "节水型学校创建率", "Share of schools certified as water-saving", "2024-12-31", "2024年", "certified_ratio", Operator::Equal, 100.0, "%", "完成", true},
    {"m17", "18", "节水型单位创建率", "Share of public agencies certified as water-saving", "2025-12-31", "2025年", "certified_ratio", Operator::Equal, 100.0, "%", "完成", true},
    {"m18", "18", "公共建筑节水型器具普及率", "Share of water-saving fixtures in public buildings", "", "未写明期限", "fixture_ratio", Operator::Equal, 100.0, "%", "达", true},
    {"m19", "19", "生活用水器具市场抽检覆盖率", "Coverage of market inspections of domestic water fixtures", "", "未写明期限", "inspection_coverage", Operator::AtLeast, 80.0, "%", "达", true},
    {"m20", "19", "在售用水器具中节水型器具占比", "Share of water-saving models among fixtures on sale", "", "未写明期限", "compliant_model_share", Operator::Equal, 100.0, "%", "达到", true},
    {"m21", "21", "2023年城镇公共供水管网漏损率", "Leakage rate of the town public supply network in 2023", "2023-12-31", "2023年", "leakage_rate", Operator::AtMost, 12.0, "%", "控制", true},
    {"m22", "21", "2024年城镇公共供水管网漏损率", "Leakage rate of the town public supply network in 2024", "2024-12-31", "2024年", "leakage_rate", Operator::AtMost, 10.0, "%", "控制", true},
    {"m23", "21|O2025", "2025年城镇公共供水管网漏损率", "Leakage rate of the town public supply network in 2025", "2025-12-31", "2025年", "leakage_rate", Operator::AtMost, 8.0, "%", "控制", true},
    {"m24", "22", "合同节水试点单位", "Pilot unit with a water-saving contract", "2024-12-31", "2024年", "contract_count", Operator::CountAtLeast, 1.0, "家", "力争", false},
    {"m25", "22", "合同节水单位", "Units with a water-saving contract", "2025-12-31", "2025年", "contract_count", Operator::CountAtLeast, 2.0, "家", "力争", false},
    {"m26", "O2025", "万元GDP用水量较2020年降低", "Decrease of water use per 10,000 yuan of GDP against 2020", "2025-12-31", "2025年", "gdp_water_intensity_decrease", Operator::DecreaseAtLeast, 35.0, "%", "降低", true},
    {"m27", "O2025", "万元工业增加值用水量较2020年降低", "Decrease of water use per 10,000 yuan of industrial value added against 2020", "2025-12-31", "2025年", "industrial_water_intensity_decrease", Operator::DecreaseAtLeast, 20.0, "%", "降低", true},
    {"m28", "O2025", "农田灌溉水有效利用系数", "Effective utilisation coefficient of irrigation water", "2025-12-31", "2025年", "irrigation_coefficient", Operator::AtLeast, 0.77, "1", "达到", true},
    {"m29", "23", "小白河至阿塔山水库支线管道工程", "Branch pipeline from Xiaobaihe to the Atashan reservoir", "2023-12-31", "2023年", "project_done", Operator::Done, 1.0, "项", "完成", true},
    {"m30", "24", "新建塘坝（水窖）", "New ponds (water cellars)", "2023-12-31", "2023年", "works_built_count", Operator::CountAtLeast, 8.0, "座", "拟", false},
    {"m31", "24", "下湿壕镇水资源优化调配工程开工", "Start of the Xiashihao water allocation project", "2024-12-31", "2024年", "project_started", Operator::Start, 1.0, "项", "力争开工", false},
    {"m32", "24", "下湿壕水库工程", "Xiashihao reservoir", "2025-12-31", "2025年", "project_started", Operator::Start, 1.0, "座", "计划", false},
    {"m33", "25", "城区、园区供水规划", "Water supply plan of the town and the park", "2023-12-31", "2023年", "document_issued", Operator::Document, 1.0, "份", "制定完成", true},
    {"m34", "25", "阿塔山水库生态补水工程和金山至下湿壕段供水工程", "Atashan replenishment project and Jinshan–Xiashihao supply section", "2024-12-31", "2024年", "project_started", Operator::Start, 2.0, "项", "争取", false},
    {"m35", "8|16|25", "再生水二次净化（处理）厂", "Secondary reclaimed water treatment plant", "2025-12-31", "2025年", "project_started", Operator::Start, 1.0, "项", "计划/争取", false},
    {"m36", "29", "2023年四项制度、规划", "Four rules and plans of 2023", "2023-12-31", "2023年", "document_issued", Operator::Document, 4.0, "份", "编制/制订", true},
    {"m37", "29", "饮用水水源地管理办法", "Rules for drinking water source areas", "2024-12-31", "2024年", "document_issued", Operator::Document, 1.0, "份", "编制", true},
    {"m38", "29", "规范排水行为制度", "Rules on drainage conduct", "2025-12-31", "2025年", "document_issued", Operator::Document, 1.0, "份", "出台", true},
    {"m39", "16", "金山产业园水资源论证区域评估报告书", "Regional water resources assessment of the Jinshan park", "2023-12-31", "2023年", "document_issued", Operator::Document, 1.0, "份", "完成并通过", true},
    {"m40", "7", "污水处理站与园区污水处理厂管道连接", "Pipe connection of the town and park sewage plants", "2023-12-31", "2023年", "project_done", Operator::Done, 1.0, "项", "配合完成", true},
    {"m41", "4", "典型用水户用水审计", "Water audits of typical users", "2023-12-31", "2023年", "audit_done", Operator::Done, {}, "户", "完成", true},
    {"m42", "10", "工业企业排水管理制度", "Rules on industrial drainage", "2023-12-31", "2023年", "document_issued", Operator::Document, 1.0, "份", "制定", true},
    {"m43", "11", "城镇排水管网远程监控", "Remote monitoring of the town drainage network", "2023-12-31", "2023年", "monitoring_coverage", Operator::Coverage, 100.0, "%", "力争", false},
    {"m44", "32", "数字水网平台", "Digital water network platform", "2025-12-31", "2023年—2025年", "project_done", Operator::Done, 1.0, "项", "建成", true},
    {"m45", "30", "用水权制度体系", "System of water-use rights", "2025-12-31", "2023年、2024年、2025年", "rights_reform_stage", Operator::Stage, {}, "-", "启动/基本建立/成熟高效", true},
    {"m46", "21", "DMA分区计量项目", "DMA metering project", "2025-12-31", "2025年", "project_started", Operator::Start, 1.0, "项", "计划", false},
    {"m47", "S4", "月调度", "Monthly dispatch", "2025-12-31", "每月（2023年1月至2025年12月）", "monthly_returns", Operator::CountAtLeast, 36.0, "月", "实行", true},
    {"m48", "26", "城区及工业园区生活供水东线水源保障工程", "Eastern source project for town and park supply", "2025-12-31", "2023-2025年", "project_started", Operator::Start, 1.0, "项", "争取", false},
};
// clang-format on

inline Derivation figure(std::string id, Text name, std::optional<double> value, std::string unit,
                         std::string formula = {}, std::string clause = {}) {
    Derivation result;
    result.id = std::move(id);
    result.name = std::move(name);
    result.value = value;
    result.unit = std::move(unit);
    result.formula = std::move(formula);
    result.clause = std::move(clause);
    return result;
}

inline compliance::UsedParameter parameter(std::string id, Text name, std::string value, std::string unit,
                                           std::string status) {
    return {std::move(id),
            std::move(name),
            std::move(value),
            std::move(unit),
            "CJJ 92-2016（2018年局部修订）",
            "5.2.3",
            Date::of(2019, 2, 1),
            std::nullopt,
            std::move(status)};
}

inline compliance::UsedInput input(std::string table, std::string filter, int rows, std::int64_t firstBatch,
                                   int batches) {
    compliance::UsedInput used;
    used.table = std::move(table);
    used.filter = std::move(filter);
    used.unit = "m³";
    for (int i = 0; i < rows; ++i) {
        used.rows.push_back({"M" + std::to_string(i), 100.0 + i, {firstBatch + i % batches}, i + 2});
    }
    used.sha256 = "9f3c51ae7b20d4c8e1f5a6b798203c4d5e6f708192a3b4c5d6e7f80912a3b4c5";
    return used;
}

inline Derivation leakage() {
    const std::string clause = "CJJ 92-2016（2018年局部修订） 5.2.2";
    Derivation supply = figure("supply_volume", {"供水总量 Qs", "system input Qs"}, 300.0, "万m³",
                               "Σ 出厂水表 − 转供", "CJJ 92-2016 4.2.1");
    supply.inputs.push_back(input("reading", "role = system_input and year = 2025", 36, 1, 3));
    Derivation use = figure("consumption_volume", {"注册用户用水量 Qa", "registered consumption Qa"}, 268.71,
                            "万m³", "计费 + 免费", "CJJ 92-2016 4.2.1");
    use.inputs.push_back(input("reading", "role = customer and year = 2025", 4812, 4, 9));
    use.notes.push_back(
        {"其中估抄水量3.20万m³，不计入实测", "3.20 × 10⁴ m³ of it are estimated and kept apart"});
    Derivation raw =
        figure("leakage_rate.comprehensive", {"综合漏损率 R_WL", "comprehensive leakage rate R_WL"}, 10.43,
               "%", "R_WL = (Q_s − Q_a) / Q_s × 100 %", clause);
    raw.range = compliance::Interval{9.36, 11.50};
    raw.children = {supply, use};
    Derivation graded =
        figure("leakage_rate.cjj92", {"漏损率（CJJ 92修正） R_BL", "corrected leakage rate R_BL"}, 1.13, "%",
               "R_BL = R_WL − (R1 + R2 + R3 + R4)", clause);
    Derivation r1 =
        figure("leakage_rate.cjj92.r1", {"居民抄表到户水量修正 R1", "correction for residents' meters R1"},
               4.8, "%", "R1 = f1 · r × 100 %, r = Q_resident / Q_s", clause);
    r1.parameters.push_back(parameter(
        "cjj92.r1.factor", {"居民总分表差率", "residential meter difference rate"}, "0.08", "1", "待核实"));
    Derivation r2 =
        figure("leakage_rate.cjj92.r2", {"单位供水量管长修正 R2", "correction for pipe length R2"}, 3.0, "%",
               "R2 = f2 · (A − A0) × 100 %, |R2| ≤ cap, A = L / Q_s (km/万m³)", clause);
    r2.parameters.push_back(parameter("cjj92.r2.factor",
                                      {"单位供水量管长修正系数", "factor of the pipe-length correction"},
                                      "0.99", "万m³/km", "待核实"));
    r2.parameters.push_back(parameter("cjj92.r2.cap",
                                      {"单位供水量管长修正限值", "limit of the pipe-length correction"},
                                      "0.03", "1", "待核实"));
    r2.notes.push_back({"A = 0.3167 km/万m³；计算值 24.4893 %，按上限取值",
                        "A = 0.3167 km/10⁴ m³; computed 24.4893 %, cut at the upper bound"});
    Derivation r3 =
        figure("leakage_rate.cjj92.r3", {"年平均出厂压力修正 R3", "correction for supply pressure R3"}, 0.5,
               "%", "R3 = R3(p)", clause);
    r3.parameters.push_back(parameter("cjj92.r3.bands", {"年平均出厂压力修正", "correction for pressure"},
                                      "[[0.35, 0], [0.55, 0.005], [0.75, 0.01], [-, 0.02]]", "MPa, 1",
                                      "待核实"));
    Derivation r4 = figure("leakage_rate.cjj92.r4", {"最大冻土深度修正 R4", "correction for frost depth R4"},
                           1.0, "%", "R4 = c4 (d > d4), 0 (d ≤ d4)", clause);
    r4.parameters.push_back(
        parameter("cjj92.grade1", {"漏损率一级", "leakage grade 1"}, "0.1", "1", "已核实"));
    graded.children = {r1, r2, r3, r4};
    Derivation top = figure("leakage_rate", {"城镇公共供水管网漏损率", "leakage rate of the public network"},
                            10.43, "%", "按口径取综合漏损率", "方案第21条");
    top.switches = {{"leakage_rate", "comprehensive"}, {"leakage_scope", "county"}};
    top.range = raw.range;
    top.children = {raw, graded};
    top.notes.push_back(
        {"要达到8%，须再减少漏损水量7.29万m³", "To reach 8 %, 7.29 × 10⁴ m³ of losses must be saved."});
    return top;
}

inline Derivation intensity(const char* id, const char* zh, const char* en, double base, double now,
                            double allowed) {
    Derivation top = figure(id, {std::string(zh) + "较2020年降低", std::string("decrease of ") + en},
                            (1 - now / base) * 100, "%", "D = (1 − w_t / w_2020) × 100 %", "方案目标任务");
    Derivation first =
        figure(std::string(id) + ".base", {std::string("2020年") + zh, std::string(en) + " in 2020"}, base,
               "m³/万元", "w = W / G", "");
    first.inputs.push_back(input("economy", "year = 2020", 1, 0, 1));
    Derivation last =
        figure(std::string(id) + ".report", {std::string("2025年") + zh, std::string(en) + " in 2025"}, now,
               "m³/万元", "w = W / G", "");
    last.notes.push_back({"2025年GDP为初步核算数", "GDP of 2025 is preliminary"});
    Derivation water =
        figure(std::string(id) + ".allowed", {"倒算允许用水量", "allowed water use for the target"}, allowed,
               "万m³", "W = w_2020 · (1 − D) · G_t", "");
    top.children = {first, last, water};
    return top;
}

inline Derivation irrigation() {
    Derivation top = figure("irrigation_coefficient", {"农田灌溉水有效利用系数", "irrigation coefficient"},
                            0.7743, "1", "η = Σ η_c·W_c / Σ W_c", "首尾测算分析法细则");
    top.range = compliance::Interval{0.7712, 0.7989};
    Derivation plain = figure("irrigation_coefficient.mean",
                              {"算术平均（对照）", "plain mean, for comparison"}, 0.7925, "1", "", "");
    plain.notes.push_back({"判定用加权值", "the weighted value is judged"});
    top.children = {plain};
    top.inputs.push_back(input("irrigation_sample", "year = 2025", 24, 14, 1));
    return top;
}

inline void fill(MilestoneResult& result, double value, Derivation derivation) {
    result.value = value;
    result.range = derivation.range;
    result.derivation = std::move(derivation);
    const double gap = value - result.target.value_or(0);
    result.margin = result.milestone.op == Operator::AtMost ? -gap : gap;
}

inline std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> parts(1);
    for (const char c : text) {
        if (c == '|') {
            parts.emplace_back();
        } else {
            parts.back() += c;
        }
    }
    return parts;
}

inline compliance::CheckResult checkResult(int longList = 31) {
    compliance::CheckResult check;
    check.year = 2025;
    for (const MilestoneLine& line : kMilestones) {
        MilestoneResult result;
        result.milestone.id = line.id;
        result.milestone.articles = split(line.articles);
        result.milestone.title = {line.zh, line.en};
        result.milestone.due = Date::parse(line.due);
        result.milestone.dueText = line.dueText;
        result.milestone.indicator = line.indicator;
        result.milestone.op = line.op;
        result.milestone.value = line.value;
        result.milestone.unit = line.unit;
        result.milestone.strength = line.strength;
        result.milestone.binding = line.binding;
        result.target = line.value;
        result.verdict = Verdict::Insufficient;
        result.missing = {{"项目文件中没有该目标的记录", "the project file holds no record of this target"}};
        result.derivation = figure(line.indicator, {line.zh, line.en}, std::nullopt, line.unit);
        result.derivation.missing = result.missing;
        const std::string id = line.id;
        if (id == "m01" || id == "m02") {
            fill(
                result, 100,
                figure("online_coverage", {line.zh, line.en}, 100, "%", "N_online / N × 100 %", "方案第5条"));
            result.verdict = Verdict::Met;
        } else if (id == "m03" || id == "m04") {
            const int count = id == "m03" ? 2 : longList;
            const double share = id == "m03" ? 97.0588 : 87.4;
            fill(result, share,
                 figure("online_coverage", {line.zh, line.en}, share, "%", "N_online / N × 100 %",
                        "方案第5条"));
            result.derivation.inputs.push_back(input("water_user", "non_resident = 1", 246, 2, 1));
            result.verdict = Verdict::Missed;
            for (int i = 0; i < count; ++i) {
                result.namedList.push_back({"U" + std::to_string(10001 + i),
                                            "示例用水户" + std::to_string(i + 1) + "（虚构）",
                                            5120.0 + 731 * i,
                                            "m³",
                                            {"无在线水表", "no online meter"}});
            }
        } else if (id == "m05" || id == "m06" || id == "m07") {
            const double value = id == "m05" ? 30 : (id == "m06" ? 26 : 21.5);
            fill(result, value,
                 figure("reclaimed_new_capacity", {line.zh, line.en}, value, "万m³", "Σ V", "方案第6条"));
            result.verdict = id == "m07" ? Verdict::Missed : Verdict::Met;
        } else if (id == "m21" || id == "m22" || id == "m23") {
            fill(result, 10.43, leakage());
            if (id == "m21") {
                result.derivation.children.clear();
            }
            result.verdict = id == "m21" ? Verdict::Met : Verdict::Missed;
        } else if (id == "m24") {
            fill(result, 0, figure("contract_count", {line.zh, line.en}, 0, "家", "", "方案第22条"));
            result.verdict = Verdict::EffortMissed;
        } else if (id == "m26") {
            fill(result, 31.24,
                 intensity("gdp_water_intensity_decrease", "万元GDP用水量", "water use per 10⁴ CNY of GDP",
                           80.0, 55.01, 4253.7));
            result.verdict = Verdict::Missed;
        } else if (id == "m27") {
            fill(result, 23.4,
                 intensity("industrial_water_intensity_decrease", "万元工业增加值用水量",
                           "water use per 10⁴ CNY of industrial value added", 31.2, 23.9, 812.4));
            result.verdict = Verdict::Met;
        } else if (id == "m28") {
            fill(result, 0.7743, irrigation());
            result.verdict = Verdict::Met;
        } else if (id == "m16") {
            result.range = compliance::Interval{95.3, 100};
        } else if (id == "m48") {
            result.verdict = Verdict::NotDue;
            result.missing.clear();
        }
        check.milestones.push_back(std::move(result));
    }
    check.supporting.push_back(figure("infrastructure_leakage_index",
                                      {"供水设施漏失指数 ILI", "infrastructure leakage index"}, std::nullopt,
                                      "1", "ILI = CARL / UARL", "IWA"));
    check.supporting.back().missing = {
        {"连接数低于适用范围", "fewer connections than the range of validity"}};
    return check;
}

inline compliance::Plan plan() {
    compliance::Plan plan;
    plan.title = "固阳县推进水资源节约集约利用三年攻坚行动方案（2023-2025年）";
    plan.firstYear = 2023;
    plan.lastYear = 2025;
    plan.switches = {
        {"leakage_rate",
         1,
         {"第21条的“漏损率”按哪个口径与12%、10%、8%比较？",
          "Which leakage rate is compared with 12, 10 and 8 %?"},
         {{"comprehensive", {"综合漏损率", "comprehensive leakage rate"}},
          {"cjj92", {"漏损率（CJJ 92 修正）", "corrected leakage rate"}}},
         "comprehensive",
         ""},
        {"leakage_scope",
         1,
         {"漏损率按全县城镇公共供水统计，还是只统计固盛供水公司？", "Whole county or one company?"},
         {{"county", {"全县城镇公共供水管网", "all town public networks"}}},
         "county",
         ""}};
    return plan;
}

inline AnnualReportInput input(const compliance::Plan& plan, Language language = Language::Chinese) {
    AnnualReportInput result;
    result.result = checkResult();
    result.plan = &plan;
    result.countyName = language == Language::Chinese ? "固阳县" : "Guyang County";
    result.sample = true;
    result.generatedOn = *Date::of(2026, 1, 14);
    result.dataAsOf = *Date::of(2025, 12, 31);
    result.language = language;
    for (int i = 1; i <= 14; ++i) {
        result.sources.push_back({i, "示例_抄表_2025年" + std::to_string(i) + "月.csv",
                                  "9f3c51ae7b20d4c8e1f5a6b798203c4d5e6f708192a3b4c5d6e7f80912a3b4c5",
                                  *Date::of(2026, 1, 8), 4800 + 13 * i, i % 4, i == 9});
    }
    result.softwareVersion = "0.1.0";
    result.frozen = FrozenVersion{"2025-1", *Date::of(2026, 1, 14), "9f3c51ae7b20d4c8"};
    return result;
}

}  // namespace shuiheng::report::sample
