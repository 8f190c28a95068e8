#include <algorithm>
#include <array>

#include "report/annual_parts.h"

/// 一、总体情况: the verdicts in numbers.
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
    report.section(report.pick("总体情况", "Overview"), "一、总体情况", "1. Overview");
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

}  // namespace shuiheng::report
