#include "report/annual_report.h"

#include <algorithm>
#include <array>

#include "report/annual_parts.h"

namespace shuiheng::report {

using compliance::Derivation;
using compliance::MilestoneResult;
using compliance::Verdict;

namespace {

constexpr std::size_t kFooterDigest = 8;
constexpr int kNoiseDecimals = 11;

struct Headline {
    const char* indicator;
    const char* scopeZh;
    const char* scopeEn;
    const char* switchId;  ///< whose option names the reading; may be empty
};

constexpr std::array<Headline, 6> kHeadlines = {{
    {"leakage_rate", "综合漏损率", "comprehensive rate", "leakage_rate"},
    {"reclaimed_new_capacity", "当年投产能力", "commissioned in the year", ""},
    {"gdp_water_intensity_decrease", "较2020年不变价", "against 2020, constant prices", ""},
    {"industrial_water_intensity_decrease", "较2020年不变价", "against 2020, constant prices", ""},
    {"irrigation_coefficient", "首尾测算法", "head-and-tail method", ""},
    {"online_coverage", "按户数", "by number of users", ""},
}};

const Headline* headlineOf(const MilestoneResult& result) {
    const auto found = std::find_if(kHeadlines.begin(), kHeadlines.end(), [&](const Headline& h) {
        return result.milestone.indicator == h.indicator;
    });
    return found == kHeadlines.end() ? nullptr : &*found;
}

std::string optionLabel(const AnnualReportInput& input, const std::string& id, const std::string& option,
                        const Wording& words) {
    if (input.plan == nullptr) {
        return {};
    }
    for (const compliance::Switch& choice : input.plan->switches) {
        for (const compliance::SwitchOption& candidate : choice.options) {
            if (choice.id == id && candidate.id == option) {
                return words.text(candidate.label);
            }
        }
    }
    return {};
}

}  // namespace

void AnnualBuilder::section(const std::string& sheet, const std::string& zh, const std::string& en) {
    document.blocks.emplace_back(Heading{1, pick(zh, en), {}, sheet});
}

void AnnualBuilder::heading(int level, const std::string& zh, const std::string& en) {
    document.blocks.emplace_back(Heading{level, pick(zh, en), {}, {}});
}

void AnnualBuilder::paragraph(const std::string& text, const std::string& lead) {
    Paragraph paragraph;
    if (!lead.empty()) {
        paragraph.runs.push_back({lead, RunStyle::Lead});
    }
    paragraph.runs.push_back({text, RunStyle::Plain});
    document.blocks.emplace_back(std::move(paragraph));
}

Table AnnualBuilder::numberedTable(const std::string& zh, const std::string& en) {
    ++tables;
    const std::string number = std::to_string(tables);
    Table table;
    table.title = pick("表" + number + "　" + zh, "Table " + number + "  " + en);
    table.continued = pick("续表" + number, "Table " + number + " (continued)");
    return table;
}

Cell AnnualBuilder::verdictCell(Verdict verdict) const {
    return {words.verdictWord(verdict), markOf(verdict)};
}

bool isHeadline(const MilestoneResult& result) {
    return headlineOf(result) != nullptr;
}

std::string titleOf(const MilestoneResult& result, const Wording& words) {
    return words.text(result.milestone.title);
}

std::string scopeOf(const MilestoneResult& result, const AnnualReportInput& input, const Wording& words) {
    const Headline* headline = headlineOf(result);
    if (headline == nullptr) {
        return {};
    }
    const auto chosen = result.derivation.switches.find(headline->switchId);
    if (chosen != result.derivation.switches.end()) {
        const std::string label = optionLabel(input, chosen->first, chosen->second, words);
        if (!label.empty()) {
            return label;
        }
    }
    return words.pick(headline->scopeZh, headline->scopeEn);
}

const Derivation* findFigure(const Derivation& root, const std::string& suffix) {
    if (root.id.size() >= suffix.size() &&
        root.id.compare(root.id.size() - suffix.size(), suffix.size(), suffix) == 0) {
        return &root;
    }
    for (const Derivation& child : root.children) {
        if (const Derivation* found = findFigure(child, suffix)) {
            return found;
        }
    }
    return nullptr;
}

std::string figureText(const Derivation& figure, const Wording& words) {
    const int decimals = decimalsOf(figure.unit);
    if (figure.value) {
        return words.prose(*figure.value, figure.unit, decimals);
    }
    if (figure.range) {
        return number(figure.range->low, decimals) + words.pick("至", " to ") +
               words.prose(figure.range->high, figure.unit, decimals);
    }
    return words.verdictWord(Verdict::Insufficient);
}

void setTarget(const AnnualBuilder& report, const MilestoneResult& result, const TargetColumns& columns,
               Row& row) {
    const auto cell = [&](int column) -> Cell& { return row[static_cast<std::size_t>(column - 1)]; };
    cell(columns.required) = {requirement(result, report.words), result.target};
    cell(columns.achieved) = {achieved(result, report.words), result.value};
    cell(columns.verdict) = report.verdictCell(result.verdict);
    if (const auto sheet = report.sheets.find(result.milestone.id); sheet != report.sheets.end()) {
        cell(columns.achieved).sheet = sheet->second;
    }
    if (columns.margin > 0) {
        cell(columns.margin) = {difference(result, report.words), result.margin};
    }
    const auto rounding = result.derivation.switches.find("comparison_rounding");
    const bool rounded = rounding != result.derivation.switches.end() && rounding->second == "rounded";
    if (!result.value || !result.target || !result.margin || rounded) {
        return;
    }
    const std::string required = "c" + std::to_string(columns.required);
    const std::string value = "c" + std::to_string(columns.achieved);
    std::string margin = value + "-" + required;
    switch (compliance::comparisonOf(result.milestone.op)) {
        case compliance::Comparison::AtMost:
            margin = required + "-" + value;
            break;
        case compliance::Comparison::Equal:
            margin = "-ABS(" + value + "-" + required + ")";
            break;
        case compliance::Comparison::AtLeast:
        case compliance::Comparison::None:
            break;
    }
    if (columns.margin > 0) {
        cell(columns.margin).expression = margin;
    }
    if (result.verdict == Verdict::Met || result.verdict == Verdict::Missed ||
        result.verdict == Verdict::EffortMissed) {
        const Verdict otherwise = result.milestone.binding ? Verdict::Missed : Verdict::EffortMissed;
        cell(columns.verdict).expression = margin + ">=-MAX(1,ABS(" + required + "))*" +
                                           shortNumber(compliance::kArithmeticNoise, kNoiseDecimals);
        for (const Verdict verdict : {Verdict::Met, otherwise}) {
            cell(columns.verdict).outcomes.push_back({markOf(verdict), report.words.verdictWord(verdict)});
        }
    }
}

Document annualReport(const AnnualReportInput& input) {
    AnnualBuilder report{input, Wording(input.language), {}};
    for (const MilestoneResult& result : input.result.milestones) {
        if (hasSheet(result.derivation)) {
            report.sheets.emplace(result.milestone.id, std::to_string(report.sheets.size() + 1));
        }
    }
    Document& document = report.document;
    const std::string year = std::to_string(input.result.year);
    document.language = input.language;
    document.title =
        report.pick(input.countyName + year + "年度水资源节约集约利用\n目标完成情况自查报告",
                    "Self-check report of " + input.countyName + "\non the water-saving targets of " + year);
    document.date = input.generatedOn;
    document.sample = input.sample;
    document.sampleWord = report.pick("示例数据", "SAMPLE DATA");
    if (input.sample) {
        document.footer.left = report.pick("演示用途，不作依据", "For demonstration, not evidence");
    }
    if (input.frozen) {
        document.footer.right = report.pick("冻结版本 ", "Frozen version ") + input.frozen->id + "　" +
                                input.frozen->frozenOn.iso() + "　" + report.pick("摘要 ", "digest ") +
                                input.frozen->digest.substr(0, kFooterDigest);
    } else {
        document.footer.right =
            report.pick("未冻结　生成日期 ", "Not frozen　made on ") + input.generatedOn.iso() +
            (input.softwareVersion.empty() ? ""
                                           : report.pick("　水衡 ", "　Shuiheng ") + input.softwareVersion);
    }
    addOverview(report);
    addTargets(report);
    addTasks(report);
    addSafeguards(report);
    addProblems(report);
    addNextSteps(report);
    addScores(report);
    addAppendices(report);
    return std::move(report.document);
}

}  // namespace shuiheng::report
