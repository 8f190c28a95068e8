#include <algorithm>
#include <array>

#include "report/annual_parts.h"

/// 一、总体情况; 三 to 五: what is missing, what was only aimed at, what comes next; places to sign.
namespace shuiheng::report {

using compliance::MilestoneResult;
using compliance::Verdict;

namespace {

using Counts = std::array<int, 5>;

template <typename Filter>
Counts countVerdicts(const std::vector<MilestoneResult>& results, Filter filter) {
    Counts counts{};
    for (const MilestoneResult& result : results) {
        if (filter(result)) {
            ++counts[static_cast<std::size_t>(result.verdict)];
        }
    }
    return counts;
}

int at(const Counts& counts, Verdict verdict) {
    return counts[static_cast<std::size_t>(verdict)];
}

/// "达标5项，未达标2项": without those that are none.
std::string countsInWords(const Counts& counts, const AnnualBuilder& report) {
    constexpr std::array<Verdict, 4> order = {Verdict::Met, Verdict::Missed, Verdict::Insufficient,
                                              Verdict::EffortMissed};
    std::string text;
    for (const Verdict verdict : order) {
        const int count = at(counts, verdict);
        if (count == 0) {
            continue;
        }
        const std::string word = report.words.verdictWord(verdict);
        text += text.empty() ? "" : report.pick("，", ", ");
        text += report.pick(word + std::to_string(count) + "项", std::to_string(count) + " " + word);
    }
    return text;
}

int total(const Counts& counts) {
    int sum = 0;
    for (const int count : counts) {
        sum += count;
    }
    return sum;
}

std::string countSentence(const AnnualBuilder& report, const Counts& counts, const std::string& subjectZh,
                          const std::string& subjectEn) {
    const int all = total(counts);
    const int open = at(counts, Verdict::NotDue);
    const int judged = all - open;
    const std::string words = countsInWords(counts, report);
    std::string zh =
        subjectZh + "共" + std::to_string(all) + "项，本报告判定" + std::to_string(judged) + "项";
    zh += words.empty() ? "" : "：" + words;
    zh += open > 0 ? "；其余" + std::to_string(open) + "项未到期。" : "。";
    std::string en =
        subjectEn + ": " + std::to_string(all) + " in all, " + std::to_string(judged) + " judged here";
    en += words.empty() ? "" : " (" + words + ")";
    en += open > 0 ? ", " + std::to_string(open) + " not yet due." : ".";
    return report.pick(zh, en);
}

}  // namespace

void addOverview(AnnualBuilder& report) {
    const AnnualReportInput& input = report.input;
    const std::string year = std::to_string(input.result.year);
    const std::string plan = input.plan == nullptr ? std::string() : input.plan->title;
    report.paragraph(report.pick("按照" + (plan.empty() ? std::string("行动方案") : "《" + plan + "》") +
                                     "要求，对" + year + "年度目标完成情况进行了自查，现将情况报告如下。",
                                 "This report gives the results of the self-check for " + year +
                                     " against the county's action plan" +
                                     (plan.empty() ? "" : " (" + plan + ")") + "."));
    report.heading(1, "一、总体情况", "1. Overview");
    const auto all = [](const MilestoneResult&) { return true; };
    const std::vector<MilestoneResult>& results = input.result.milestones;
    report.paragraph(
        report.pick("数据截至" + report.words.longDate(input.dataAsOf) + "。",
                    "Data up to " + report.words.longDate(input.dataAsOf) + ". ") +
        countSentence(report, countVerdicts(results, all), "方案目标", "Targets of the plan") +
        report.pick("", " ") +
        countSentence(report, countVerdicts(results, isHeadline), "其中主要目标",
                      "Headline targets among them") +
        report.pick("各项结果见表1和全部目标一览表，计算过程见附件1。",
                    " Table 1 and the table of all targets give each result, Annex 1 the calculations."));
    std::vector<std::string> missed;
    for (const MilestoneResult& result : results) {
        if (result.verdict == Verdict::Missed) {
            missed.push_back(titleOf(result, report.words));
        }
    }
    if (!missed.empty()) {
        report.paragraph(report.pick("未达标的有：", "Missed: ") + report.words.joined(missed) +
                         report.pick("。", "."));
    }
}

namespace {

void addMissing(AnnualBuilder& report) {
    report.heading(1, "三、数据不足事项", "3. Data missing");
    Table table = report.numberedTable("数据不足事项", "Targets without sufficient data");
    table.columns = {{report.pick("编号", "No."), Alignment::Left, false},
                     {report.pick("目标", "Target"), Alignment::Left, true},
                     {report.pick("已知范围", "Known range"), Alignment::Right, false},
                     {report.pick("需补充的数据", "Data to be supplied"), Alignment::Left, true}};
    for (const MilestoneResult& result : report.input.result.milestones) {
        if (result.verdict != Verdict::Insufficient) {
            continue;
        }
        std::string missing;
        const std::vector<Text>& list = result.missing.empty() ? result.derivation.missing : result.missing;
        for (const Text& item : list) {
            missing += (missing.empty() ? "" : report.pick("；", "; ")) + report.words.text(item);
        }
        table.rows.push_back({result.milestone.id, titleOf(result, report.words),
                              result.range ? achieved(result, report.words) : std::string("—"),
                              missing.empty() ? std::string("—") : missing});
    }
    if (table.rows.empty()) {
        --report.tables;
        report.paragraph(
            report.pick("本年度没有因数据不足而不能判定的目标。", "No target lacks the data to be judged."));
        return;
    }
    report.paragraph(
        report.pick("共" + std::to_string(table.rows.size()) +
                        "项目标因数据不足未作判定，补报后重新判定。缺少的数据不按零计。",
                    std::to_string(table.rows.size()) +
                        " targets could not be judged. Missing data are never taken as zero; they are judged "
                        "again once supplied."));
    report.document.blocks.emplace_back(std::move(table));
}

void addEfforts(AnnualBuilder& report) {
    report.heading(1, "四、尽力未完成事项", "4. Aims not met");
    int count = 0;
    for (const MilestoneResult& result : report.input.result.milestones) {
        if (result.verdict != Verdict::EffortMissed) {
            continue;
        }
        ++count;
        const std::string unit = result.milestone.unit;
        const std::string target =
            result.target ? shortNumber(*result.target) + report.words.proseUnit(unit) : "—";
        const std::string value =
            result.value ? report.words.prose(*result.value, unit, decimalsOf(result)) : "—";
        report.paragraph(report.pick(titleOf(result, report.words) + "：方案用语为“" +
                                         result.milestone.strength + "”，目标" + target + "，完成" + value +
                                         "，不计为未达标。",
                                     titleOf(result, report.words) + ": the plan only aims at " + target +
                                         "; " + value + " reached. Not counted as missed."));
    }
    if (count == 0) {
        report.paragraph(report.pick("本年度没有尽力未完成的目标。", "No aim of the plan was left unmet."));
    }
}

void addNextSteps(AnnualBuilder& report) {
    report.heading(1, "五、问题与下一步", "5. Problems and next steps");
    int count = 0;
    for (const MilestoneResult& result : report.input.result.milestones) {
        if (result.verdict != Verdict::Missed) {
            continue;
        }
        ++count;
        const std::string unit = result.milestone.unit;
        std::string text = titleOf(result, report.words);
        if (result.value && result.target) {
            const std::string value = report.words.prose(*result.value, unit, decimalsOf(result));
            const std::string target = shortNumber(*result.target) + report.words.proseUnit(unit);
            text += report.pick("完成值" + value + "，目标值" + target + "。",
                                ": " + value + " against " + target + ". ");
        } else {
            text += report.pick("未达标。", " missed. ");
        }
        for (const Text& note : result.derivation.notes) {
            text += report.words.sentence(note);
        }
        report.paragraph(report.pick(std::to_string(count) + ". ", std::to_string(count) + ". ") + text);
    }
    if (count == 0) {
        report.paragraph(report.pick("已判定的目标没有未达标事项。", "No judged target was missed."));
    }
    const auto insufficient = static_cast<int>(
        std::count_if(report.input.result.milestones.begin(), report.input.result.milestones.end(),
                      [](const MilestoneResult& result) { return result.verdict == Verdict::Insufficient; }));
    if (insufficient > 0) {
        report.paragraph(report.pick(
            "下一步补齐第三部分所列" + std::to_string(insufficient) + "项目标的数据，补齐后重新判定。",
            "Next, the data of the " + std::to_string(insufficient) +
                " targets in section 3 are to be supplied and judged again."));
    }
}

}  // namespace

void addOpenMatters(AnnualBuilder& report) {
    addMissing(report);
    addEfforts(report);
    addNextSteps(report);
    SignatureBlock block;
    block.fields = {report.pick("编制：", "Prepared by:"), report.pick("审核：", "Checked by:"),
                    report.pick("负责人：", "Responsible:"), report.pick("日期：", "Date:"),
                    report.pick("单位（盖章）：", "Seal of the office:")};
    report.document.blocks.emplace_back(std::move(block));
}

}  // namespace shuiheng::report
