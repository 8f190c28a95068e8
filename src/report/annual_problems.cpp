#include <algorithm>

#include "report/annual_parts.h"

/// 五、存在问题 (missed, without data, aims not met), 六、下一步, 七、自评得分; places to sign.
namespace shuiheng::report {

using compliance::MilestoneResult;
using compliance::Verdict;

namespace {

std::vector<const MilestoneResult*> withVerdict(const AnnualBuilder& report, Verdict verdict) {
    std::vector<const MilestoneResult*> results;
    for (const MilestoneResult& result : report.input.result.milestones) {
        if (result.verdict == verdict) {
            results.push_back(&result);
        }
    }
    return results;
}

void addMissed(AnnualBuilder& report) {
    const auto missed = withVerdict(report, Verdict::Missed);
    const std::string lead = report.pick("（一）未达标事项。", "5.1 Targets missed. ");
    if (missed.empty()) {
        report.paragraph(report.pick("已判定的目标没有未达标事项。", "No judged target was missed."), lead);
        return;
    }
    report.paragraph(report.pick("共" + std::to_string(missed.size()) + "项。",
                                 std::to_string(missed.size()) + " in all."),
                     lead);
    int number = 0;
    for (const MilestoneResult* result : missed) {
        ++number;
        const std::string unit = result->milestone.unit;
        std::string text = titleOf(*result, report.words);
        if (result->value && result->target) {
            const std::string value = report.words.prose(*result->value, unit, decimalsOf(*result));
            const std::string target = shortNumber(*result->target) + report.words.proseUnit(unit);
            text += report.pick("，完成值" + value + "，目标值" + target + "。",
                                ": " + value + " against " + target + ". ");
        } else {
            text += report.pick("，未达标。", ": missed. ");
        }
        if (!result->namedList.empty() && !listedInBody(*result)) {
            const std::string annex = std::to_string(kListAppendix);
            text += report.pick("名单见附件" + annex + "。", "Annex " + annex + " names them.");
        }
        report.paragraph(std::to_string(number) + ". " + text);
    }
}

void addMissing(AnnualBuilder& report) {
    const std::string lead = report.pick("（二）数据不足事项。", "5.2 Data missing. ");
    const auto open = withVerdict(report, Verdict::Insufficient);
    if (open.empty()) {
        report.paragraph(
            report.pick("本年度没有因数据不足而不能判定的目标。", "No target lacks the data to be judged."),
            lead);
        return;
    }
    report.paragraph(
        report.pick("共" + std::to_string(open.size()) +
                        "项目标因数据不足未作判定，补报后重新判定。缺少的数据不按零计。",
                    std::to_string(open.size()) +
                        " targets could not be judged. Missing data are never taken as zero; they are judged "
                        "again once supplied."),
        lead);
    Table table = report.numberedTable("数据不足事项", "Targets without sufficient data");
    table.columns = {{report.pick("编号", "No."), Alignment::Left, false},
                     {report.pick("目标", "Target"), Alignment::Left, true},
                     {report.pick("已知范围", "Known range"), Alignment::Right, false},
                     {report.pick("需补充的数据", "Data to be supplied"), Alignment::Left, true}};
    for (const MilestoneResult* result : open) {
        const std::string missing = missingOf(*result, report.words);
        table.rows.push_back({result->milestone.id, titleOf(*result, report.words),
                              result->range ? achieved(*result, report.words) : std::string("—"),
                              missing.empty() ? std::string("—") : missing});
    }
    report.document.blocks.emplace_back(std::move(table));
}

void addEfforts(AnnualBuilder& report) {
    std::string lead = report.pick("（三）尽力未完成事项。", "5.3 Aims not met. ");
    const auto efforts = withVerdict(report, Verdict::EffortMissed);
    if (efforts.empty()) {
        report.paragraph(report.pick("本年度没有尽力未完成的目标。", "No aim of the plan was left unmet."),
                         lead);
    }
    for (const MilestoneResult* result : efforts) {
        const std::string unit = result->milestone.unit;
        const std::string target =
            result->target ? shortNumber(*result->target) + report.words.proseUnit(unit) : "—";
        const std::string value =
            result->value ? report.words.prose(*result->value, unit, decimalsOf(*result)) : "—";
        report.paragraph(
            report.pick(titleOf(*result, report.words) + "：方案用语为“" + result->milestone.strength +
                            "”，目标" + target + "，完成" + value + "，不计为未达标。",
                        titleOf(*result, report.words) + ": the plan only aims at " + target + "; " + value +
                            " reached. Not counted as missed."),
            lead);
        lead.clear();
    }
}

}  // namespace

void addProblems(AnnualBuilder& report) {
    report.section(report.pick("问题", "Problems"), "五、存在问题", "5. Problems");
    addMissed(report);
    addMissing(report);
    addEfforts(report);
}

void addNextSteps(AnnualBuilder& report) {
    report.section(report.pick("下一步", "Next steps"), "六、下一步", "6. Next steps");
    int count = 0;
    for (const MilestoneResult* result : withVerdict(report, Verdict::Missed)) {
        std::string notes;
        for (const Text& note : result->derivation.notes) {
            notes += report.words.sentence(note);
        }
        ++count;
        report.paragraph(
            std::to_string(count) + ". " + titleOf(*result, report.words) +
            (notes.empty() ? report.pick("：未达标。", ": missed.") : report.pick("：", ": ") + notes));
    }
    if (const std::size_t open = withVerdict(report, Verdict::Insufficient).size(); open > 0) {
        ++count;
        report.paragraph(
            std::to_string(count) + ". " +
            report.pick("补齐第五部分所列" + std::to_string(open) + "项目标的数据，补齐后重新判定。",
                        "The data of the " + std::to_string(open) +
                            " targets in section 5 are to be supplied and judged again."));
    }
    if (const auto due = withVerdict(report, Verdict::NotDue); !due.empty()) {
        ++count;
        report.paragraph(std::to_string(count) + ". " +
                         report.pick("未到期目标" + std::to_string(due.size()) + "项，到期后判定。",
                                     std::to_string(due.size()) + " targets are judged when they fall due."));
    }
    if (count == 0) {
        report.paragraph(report.pick("已判定的目标全部达标。", "Every target was met."));
    }
}

void addScores(AnnualBuilder& report) {
    report.section(report.pick("自评", "Scores"), "七、自评得分", "7. Scores");
    report.paragraph(
        report.pick("方案没有规定评分办法，本报告不代为打分。自评得分由填报单位按考核部门的评分办法"
                    "填入下表。",
                    "The plan sets no scheme of scores and none is invented here: the office "
                    "fills in the table by the rules of the assessing body."));
    Table table = report.numberedTable("自评得分", "Scores");
    table.columns = {{report.pick("序号", "No."), Alignment::Centre, false},
                     {report.pick("目标", "Target"), Alignment::Left, true},
                     {report.pick("判定", "Verdict"), Alignment::Left, false},
                     // Wide heads leave room for the pen.
                     {report.pick("　标准分　", "   Full score   "), Alignment::Centre, false},
                     {report.pick("　自评得分　", "   Own score   "), Alignment::Centre, false},
                     {report.pick("　　说明　　", "      Remark      "), Alignment::Centre, false}};
    for (const MilestoneResult& result : report.input.result.milestones) {
        if (isHeadline(result)) {
            table.rows.push_back({std::to_string(table.rows.size() + 1), titleOf(result, report.words),
                                  report.verdictCell(result.verdict), "", "", ""});
        }
    }
    report.document.blocks.emplace_back(std::move(table));
    report.paragraph(report.pick("特此报告。", "Respectfully submitted."));
    SignatureBlock block;
    block.fields = {report.pick("编制：", "Prepared by:"), report.pick("审核：", "Checked by:"),
                    report.pick("负责人：", "Responsible:"), report.pick("日期：", "Date:"),
                    report.pick("单位（盖章）：", "Seal of the office:")};
    report.document.blocks.emplace_back(std::move(block));
}

}  // namespace shuiheng::report
