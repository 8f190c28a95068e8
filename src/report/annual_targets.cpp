#include <algorithm>
#include <cstdlib>

#include "report/annual_parts.h"

/// 二、目标完成情况: the headline table, the figures behind each headline and the table of all milestones.
namespace shuiheng::report {

using compliance::Derivation;
using compliance::MilestoneResult;
using compliance::Verdict;

namespace {

constexpr int kFigureDepth = 2;

void addHeadlineTable(AnnualBuilder& report) {
    const std::string year = std::to_string(report.input.result.year);
    Table table = report.numberedTable(year + "年度目标完成情况", "Headline targets in " + year);
    table.noteRight = dataLine(report);
    table.columns = {{report.pick("序号", "No."), Alignment::Centre, false},
                     {report.pick("目标", "Target"), Alignment::Left, true},
                     {report.pick("单位", "Unit"), Alignment::Centre, false},
                     {report.pick("目标值", "Required"), Alignment::Right, false},
                     {report.pick("完成值", "Achieved"), Alignment::Right, false},
                     {report.pick("差额", "Difference"), Alignment::Right, false},
                     {report.pick("判定", "Verdict"), Alignment::Left, false},
                     {report.pick("口径", "Reading"), Alignment::Left, true}};
    int number = 0;
    bool ranged = false;
    bool effort = false;
    bool open = false;
    for (const MilestoneResult& result : report.input.result.milestones) {
        if (!isHeadline(result)) {
            continue;
        }
        ++number;
        ranged = ranged || (!result.value && result.range);
        effort = effort || !result.milestone.binding;
        open = open || result.verdict == Verdict::NotDue;
        Row row = {std::to_string(number),
                   titleOf(result, report.words),
                   report.words.tableUnit(result.milestone.unit),
                   {},
                   {},
                   {},
                   {},
                   scopeOf(result, report.input, report.words)};
        setTarget(report, result, {4, 5, 6, 7}, row);
        table.rows.push_back(std::move(row));
    }
    std::vector<std::string> notes = {
        report.pick("判定按未修约值比较。", "Unrounded values are compared."),
        report.pick("各项的数据来源和计算书编号见附件4。",
                    "Annex 4 gives the sources of each and the number of its calculation sheet.")};
    if (ranged) {
        notes.push_back(report.pick("完成值为可能区间的，数据不全，不作判定。",
                                    "Where a range is given the data are incomplete and nothing is judged."));
    }
    if (effort) {
        notes.push_back(report.pick("带“力争”“争取”“计划”“拟”的目标，未完成不计为未达标。",
                                    "Aims of the plan that are not met do not count as missed."));
    }
    if (open) {
        notes.push_back(report.pick("未到期目标的完成值为截至目前的数值。",
                                    "Targets not yet due show the value so far."));
    }
    std::string line = report.pick("注：", "Notes: ");
    for (std::size_t i = 0; i < notes.size(); ++i) {
        line += (notes.size() > 1 ? std::to_string(i + 1) + ". " : "") + notes[i] +
                report.pick("", i + 1 < notes.size() ? " " : "");
    }
    table.notes.push_back(line);
    report.document.blocks.emplace_back(std::move(table));
}

/// The figures under one result, to a depth that a reader can follow; the rest is in the calculation sheet.
void addFigureRows(const AnnualBuilder& report, const Derivation& figure, int depth, std::vector<Row>& rows) {
    if (depth > kFigureDepth) {
        return;
    }
    std::string name;
    for (int i = 1; i < depth; ++i) {
        name += "　";
    }
    name += report.words.text(figure.name);
    // Of this one the range is the message, its value stands above already.
    const bool rangeAlone = figure.range && figure.id.ends_with(".leave_one_out");
    std::string value = "—";
    if (figure.value && !rangeAlone) {
        value = number(*figure.value, decimalsOf(figure.unit));
    } else if (figure.range) {
        value = number(figure.range->low, decimalsOf(figure.unit)) + report.pick("至", "–") +
                number(figure.range->high, decimalsOf(figure.unit));
    }
    rows.push_back({name,
                    report.words.tableUnit(figure.unit),
                    {value, figure.value},
                    figure.clause.empty() ? "—" : figure.clause});
    for (const Derivation& child : figure.children) {
        const bool citedOnly =
            child.formula.empty() && child.inputs.empty() && child.children.empty() && child.notes.empty();
        if (!citedOnly) {
            addFigureRows(report, child, depth + 1, rows);
        }
    }
}

void addFigureTable(AnnualBuilder& report, const std::vector<const Derivation*>& figures,
                    const std::string& zh, const std::string& en) {
    std::vector<Row> rows;
    for (const Derivation* figure : figures) {
        addFigureRows(report, *figure, 0, rows);
    }
    if (rows.size() < 2) {
        return;
    }
    Table table = report.numberedTable(zh, en);
    table.columns = {{report.pick("项目", "Figure"), Alignment::Left, true},
                     {report.pick("单位", "Unit"), Alignment::Centre, false},
                     {report.pick("数值", "Value"), Alignment::Right, false},
                     {report.pick("依据", "Basis"), Alignment::Left, true}};
    table.rows = std::move(rows);
    report.document.blocks.emplace_back(std::move(table));
}

std::vector<const MilestoneResult*> resultsOf(const AnnualBuilder& report, const std::string& indicator) {
    std::vector<const MilestoneResult*> results;
    for (const MilestoneResult& result : report.input.result.milestones) {
        if (result.milestone.indicator == indicator) {
            results.push_back(&result);
        }
    }
    return results;
}

/// The milestone that speaks of the report's year, else the nearest one.
const MilestoneResult* ofThisYear(const AnnualBuilder& report, const std::string& indicator) {
    const MilestoneResult* best = nullptr;
    int distance = 0;
    for (const MilestoneResult* result : resultsOf(report, indicator)) {
        const int year = result->milestone.due ? result->milestone.due->year() : report.input.result.year;
        const int away = std::abs(year - report.input.result.year);
        if (best == nullptr || away < distance) {
            best = result;
            distance = away;
        }
    }
    return best;
}

/// "完成值10.43%，目标值≤10%，未达标，超 0.43个百分点。"
std::string resultSentence(const AnnualBuilder& report, const MilestoneResult& result) {
    const Wording& words = report.words;
    const std::string unit = result.milestone.unit;
    const std::string verdict = words.verdictWord(result.verdict);
    const std::string target = result.target ? shortNumber(*result.target) + words.proseUnit(unit) : "—";
    if (!result.value && !result.range) {
        const std::string missing = missingOf(result, words);
        return report.pick(
            "目标为" + target + "，数据不足，不作判定" + (missing.empty() ? "" : "，尚缺：" + missing) + "。",
            "Required: " + target + ". Data missing, not judged" + (missing.empty() ? "" : ": " + missing) +
                ".");
    }
    const std::string value = achieved(result, words) + words.proseUnit(unit);
    std::string gap = difference(result, words);
    gap.erase(std::remove(gap.begin(), gap.end(), ' '), gap.end());
    const bool showGap = gap != "—" && gap != "0";
    const std::string gapUnit = unit == "%" ? "个百分点" : words.proseUnit(unit);
    const std::string gapEn =
        difference(result, words) + (unit == "%" ? " percentage points" : words.proseUnit(unit));
    std::string bounds;
    if (result.value && result.range) {
        const int decimals = decimalsOf(result);
        bounds = number(result.range->low, decimals) + words.pick("～", "–") +
                 words.prose(result.range->high, unit, decimals);
        bounds = report.pick("（可能范围" + bounds + "）", " (range " + bounds + ")");
    }
    return report.pick("完成值为" + value + bounds + "，目标值为" + target + "，" +
                           (showGap ? gap + gapUnit + "，" : "") + verdict + "。",
                       value + bounds + " achieved, " + target + " required" + (showGap ? ", " + gapEn : "") +
                           ": " + verdict + ".");
}

void addNotes(AnnualBuilder& report, const Derivation& figure) {
    std::string text;
    for (const Text& note : figure.notes) {
        text += report.words.sentence(note);
    }
    if (!text.empty()) {
        report.paragraph(text);
    }
}

/// Both rates wherever the derivations stand: under the milestone or beside it.
const Derivation* leakageFigure(const AnnualBuilder& report, const MilestoneResult& result,
                                const std::string& suffix) {
    if (const Derivation* found = findFigure(result.derivation, suffix)) {
        return found;
    }
    for (const Derivation& figure : report.input.result.supporting) {
        if (const Derivation* found = findFigure(figure, suffix)) {
            return found;
        }
    }
    return nullptr;
}

void addBlock(AnnualBuilder& report, const std::optional<Chart>& chart) {
    if (chart) {
        report.document.blocks.emplace_back(*chart);
    }
}

void addLeakage(AnnualBuilder& report) {
    const MilestoneResult* result = ofThisYear(report, "leakage_rate");
    if (result == nullptr) {
        return;
    }
    std::string text = resultSentence(report, *result);
    const Derivation* raw = leakageFigure(report, *result, "comprehensive");
    const Derivation* corrected = leakageFigure(report, *result, "cjj92");
    if (raw != nullptr && corrected != nullptr && raw->value && corrected->value) {
        const std::string reading = scopeOf(*result, report.input, report.words);
        text += report.pick(
            "综合漏损率为" + figureText(*raw, report.words) + "，按CJJ 92修正后的漏损率为" +
                figureText(*corrected, report.words) + "。方案未写明采用哪一种，本报告两种并列，按" +
                reading + "判定。",
            " The comprehensive rate is " + figureText(*raw, report.words) +
                ", the rate corrected by CJJ 92 " + figureText(*corrected, report.words) +
                ". The plan does not say which one is meant: both are given, and the verdict follows the " +
                reading + ".");
    }
    const std::optional<Chart> chart =
        yearlyChart(report, "leakage_rate", "各年公共供水管网漏损率", "Leakage rate by year");
    text += seeChart(report, chart);
    report.paragraph(text, report.pick("（一）公共供水管网漏损率。", "2.1 Leakage of the public network. "));
    addNotes(report, result->derivation);
    addBlock(report, chart);
    std::vector<const Derivation*> figures = {&result->derivation};
    // A rate that the milestone's tree does not hold is shown beside it.
    for (const Derivation* figure : {raw, corrected}) {
        if (figure != nullptr && findFigure(result->derivation, figure->id) == nullptr) {
            figures.push_back(figure);
        }
    }
    addFigureTable(report, figures, "漏损率及修正项", "Leakage rates and corrections");
}

void addReclaimed(AnnualBuilder& report) {
    const std::vector<const MilestoneResult*> results = resultsOf(report, "reclaimed_new_capacity");
    if (results.empty()) {
        return;
    }
    const MilestoneResult* current = ofThisYear(report, "reclaimed_new_capacity");
    const std::optional<Chart> chart = yearlyChart(report, "reclaimed_new_capacity", "各年新增再生水利用能力",
                                                   "New reclaimed-water capacity by year");
    report.paragraph(resultSentence(report, *current) + seeChart(report, chart),
                     report.pick("（二）新增再生水利用能力。", "2.2 New reclaimed-water capacity. "));
    addNotes(report, current->derivation);
    addBlock(report, chart);
    Table table = report.numberedTable("各年新增再生水利用能力", "New reclaimed-water capacity by year");
    table.noteRight = report.pick("单位：万m³", "Unit: 10⁴ m³");
    table.columns = {{report.pick("年份", "Year"), Alignment::Left, false},
                     {report.pick("目标值", "Required"), Alignment::Right, false},
                     {report.pick("完成值", "Achieved"), Alignment::Right, false},
                     {report.pick("差额", "Difference"), Alignment::Right, false},
                     {report.pick("判定", "Verdict"), Alignment::Left, false}};
    for (const MilestoneResult* result : results) {
        const std::string year = result->milestone.due ? std::to_string(result->milestone.due->year()) : "—";
        Row row = {year, {}, {}, {}, {}};
        setTarget(report, *result, {2, 3, 4, 5}, row);
        table.rows.push_back(std::move(row));
    }
    report.document.blocks.emplace_back(std::move(table));
}

/// A paragraph, a chart of the years and the figures of one indicator.
struct Chapter {
    const char* indicator;
    Text lead;
    Text subject;
    Text table;
    Text chart;
};

void addChapter(AnnualBuilder& report, const Chapter& chapter) {
    const MilestoneResult* result = ofThisYear(report, chapter.indicator);
    if (result == nullptr) {
        return;
    }
    const std::optional<Chart> chart =
        courseChart(report, chapter.indicator, chapter.chart.zh, chapter.chart.en);
    report.paragraph(report.pick(chapter.subject.zh, chapter.subject.en) + resultSentence(report, *result) +
                         seeChart(report, chart),
                     report.pick(chapter.lead.zh, chapter.lead.en));
    addNotes(report, result->derivation);
    addBlock(report, chart);
    addFigureTable(report, {&result->derivation}, chapter.table.zh, chapter.table.en);
}

void addCoverage(AnnualBuilder& report) {
    const std::vector<const MilestoneResult*> results = resultsOf(report, "online_coverage");
    if (results.empty()) {
        return;
    }
    std::string lead = report.pick("（五）在线计量覆盖率。", "2.5 Online metering. ");
    for (const MilestoneResult* result : results) {
        std::string text =
            titleOf(*result, report.words) + report.pick("：", ": ") + resultSentence(report, *result);
        const std::size_t missing = result->namedList.size();
        if (missing > 0) {
            const std::string annex = std::to_string(kListAppendix);
            text += report.pick("还有" + std::to_string(missing) + "户未在线，名单见" +
                                    (listedInBody(*result) ? "下表" : "附件" + annex) + "。",
                                " " + std::to_string(missing) + " users are not online; " +
                                    (listedInBody(*result) ? "the table below" : "Annex " + annex) +
                                    " names them.");
        }
        report.paragraph(text, lead);
        lead.clear();
        if (missing > 0 && listedInBody(*result)) {
            report.document.blocks.emplace_back(namedListTable(report, *result));
        }
    }
}

void addAllMilestones(AnnualBuilder& report) {
    report.paragraph(report.pick("方案各项目标的期限和判定见下表，无期限的按报告年度末判定。",
                                 "The table below gives every target of the plan; those without a date are "
                                 "judged at the end of the year."),
                     report.pick("（六）全部目标。", "2.6 All targets. "));
    Table table = report.numberedTable("方案目标一览", "All targets of the plan");
    table.noteRight = dataLine(report);
    table.columns = {{report.pick("编号", "No."), Alignment::Left, false},
                     {report.pick("条款", "Article"), Alignment::Left, false},
                     {report.pick("内容", "Target"), Alignment::Left, true},
                     {report.pick("单位", "Unit"), Alignment::Centre, false},
                     {report.pick("要求", "Required"), Alignment::Right, false},
                     {report.pick("完成值", "Achieved"), Alignment::Right, false},
                     {report.pick("期限", "Due"), Alignment::Left, false},
                     {report.pick("判定", "Verdict"), Alignment::Left, false}};
    for (const MilestoneResult& result : report.input.result.milestones) {
        Row row = {result.milestone.id,
                   report.words.joined(result.milestone.articles),
                   titleOf(result, report.words),
                   report.words.tableUnit(result.milestone.unit),
                   {},
                   {},
                   dueText(result.milestone, report.words),
                   {}};
        setTarget(report, result, {5, 6, 0, 8}, row);
        table.rows.push_back(std::move(row));
    }
    table.notes.push_back(
        report.pick("注：条款为方案的条号；O2023等为年度目标，S为保障措施。",
                    "Note: articles of the plan; O with a year is a yearly objective, S a safeguard."));
    report.document.blocks.emplace_back(std::move(table));
}

}  // namespace

std::string dataLine(const AnnualBuilder& report) {
    // The line stands above a table, so its date is written as in running text (mock-up g-report-a4).
    return report.pick("数据截至：", "Data up to ") + report.words.longDate(report.input.dataAsOf);
}

std::string missingOf(const MilestoneResult& result, const Wording& words) {
    std::string missing;
    for (const Text& item : result.missing.empty() ? result.derivation.missing : result.missing) {
        missing += (missing.empty() ? "" : words.pick("；", "; ")) + words.text(item);
    }
    return missing;
}

bool listedInBody(const MilestoneResult& result) {
    constexpr std::size_t kMostInBody = 15;
    return result.milestone.indicator == "online_coverage" && result.namedList.size() <= kMostInBody;
}

Table namedListTable(AnnualBuilder& report, const MilestoneResult& result) {
    const std::string& id = result.milestone.id;
    const std::vector<compliance::NamedItem>& items = result.namedList;
    const bool users = result.milestone.indicator == "online_coverage";
    const bool named = std::any_of(items.begin(), items.end(),
                                   [](const compliance::NamedItem& item) { return item.name != item.key; });
    const bool counted = std::any_of(
        items.begin(), items.end(), [](const compliance::NamedItem& item) { return item.value.has_value(); });
    Table table =
        users ? report.numberedTable("未在线用户名单（" + id + "）", "Users not online (" + id + ")")
              : report.numberedTable(titleOf(result, report.words) + "（" + id + "）未完成名单",
                                     "Still open: " + titleOf(result, report.words) + " (" + id + ")");
    table.columns = {{users   ? report.pick("户号", "Code")
                      : named ? report.pick("编号", "Code")
                              : report.pick("名称", "Name"),
                      Alignment::Left, !users}};
    if (named) {
        table.columns.push_back({report.pick("名称", "Name"), Alignment::Left, true});
    }
    if (counted) {
        table.columns.push_back({users ? report.pick("年水量", "Volume") : report.pick("数量", "Number"),
                                 Alignment::Right, false});
        table.columns.push_back({report.pick("单位", "Unit"), Alignment::Centre, false});
    }
    table.columns.push_back({report.pick("说明", "Remark"), Alignment::Left, true});
    for (const compliance::NamedItem& item : items) {
        Row row = {item.key};
        if (named) {
            row.emplace_back(item.name);
        }
        if (counted) {
            row.emplace_back(item.value ? number(*item.value, decimalsOf(item.unit)) : "—", item.value);
            row.emplace_back(report.words.tableUnit(item.unit));
        }
        row.emplace_back(report.words.text(item.remark));
        table.rows.push_back(std::move(row));
    }
    return table;
}

void addTargets(AnnualBuilder& report) {
    report.section(report.pick("目标", "Targets"), "二、目标完成情况", "2. Results");
    addHeadlineTable(report);
    addLeakage(report);
    addReclaimed(report);
    addChapter(
        report,
        {"gdp_water_intensity_decrease",
         {"（三）用水强度。", "2.3 Water intensity. "},
         {"万元GDP用水量较2020年降低幅度：", "Decrease of water use per 10⁴ CNY of GDP against 2020: "},
         {"万元GDP用水量", "Water use per 10⁴ CNY of GDP"},
         {"万元GDP用水量较2020年降低幅度", "Water use per 10⁴ CNY of GDP: decrease against 2020"}});
    addChapter(report, {"industrial_water_intensity_decrease",
                        {},
                        {"万元工业增加值用水量较2020年降低幅度：",
                         "Decrease of water use per 10⁴ CNY of industrial value added against 2020: "},
                        {"万元工业增加值用水量", "Water use per 10⁴ CNY of industrial value added"},
                        {"万元工业增加值用水量较2020年降低幅度",
                         "Water use per 10⁴ CNY of industrial value added: decrease against 2020"}});
    addChapter(report, {"irrigation_coefficient",
                        {"（四）农田灌溉水有效利用系数。", "2.4 Irrigation coefficient. "},
                        {},
                        {"农田灌溉水有效利用系数", "Irrigation coefficient"},
                        {"各年农田灌溉水有效利用系数", "Irrigation coefficient by year"}});
    addCoverage(report);
    addAllMilestones(report);
}

}  // namespace shuiheng::report
