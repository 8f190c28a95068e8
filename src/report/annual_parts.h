#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "report/annual_report.h"
#include "report/wording.h"

/// The parts of the annual report, each adding its blocks. Internal to the room.
namespace shuiheng::report {

struct AnnualBuilder {
    const AnnualReportInput& input;
    Wording words;
    Document document;
    std::map<std::string, std::string> sheets = {};  ///< milestone -> number of its calculation sheet
    int tables = 0;
    int charts = 0;

    std::string pick(const std::string& zh, const std::string& en) const { return words.chinese() ? zh : en; }
    /// A chapter; `sheet` is its name in a workbook.
    void section(const std::string& sheet, const std::string& zh, const std::string& en);
    void heading(int level, const std::string& zh, const std::string& en);
    void paragraph(const std::string& text, const std::string& lead = {});
    /// Numbers the table: 表1　… with 续表1 for the pages after the first.
    Table numberedTable(const std::string& zh, const std::string& en);
    Cell verdictCell(compliance::Verdict verdict) const;
};

/// Where a table of targets has what: columns from 1, 0 = none.
struct TargetColumns {
    int required = 0;
    int achieved = 0;
    int margin = 0;
    int verdict = 0;
};
/// Fills these cells of the row, for workbooks as sums that go on calculating.
void setTarget(const AnnualBuilder& report, const compliance::MilestoneResult& result,
               const TargetColumns& columns, Row& row);

/// The targets of 表1: what the plan puts in figures and this program derives.
bool isHeadline(const compliance::MilestoneResult& result);
std::string titleOf(const compliance::MilestoneResult& result, const Wording& words);
/// 口径: which of the plan's ambiguous readings the figure follows.
std::string scopeOf(const compliance::MilestoneResult& result, const AnnualReportInput& input,
                    const Wording& words);

/// Depth first, the figure itself included; nullptr when no id ends in `suffix`.
const compliance::Derivation* findFigure(const compliance::Derivation& root, const std::string& suffix);
std::string figureText(const compliance::Derivation& figure, const Wording& words);

/// The list of those that stand between a target and its 100 %. Of users without online metering in the body
/// when short; all others in the appendix.
bool listedInBody(const compliance::MilestoneResult& result);
Table namedListTable(AnnualBuilder& report, const compliance::MilestoneResult& result);
inline constexpr int kListAppendix = 5;

/// "数据截至：2025年12月31日"
std::string dataLine(const AnnualBuilder& report);
/// What a target lacks, in words; empty when nothing.
std::string missingOf(const compliance::MilestoneResult& result, const Wording& words);

std::optional<Chart> yearlyChart(AnnualBuilder& report, const std::string& indicator, const std::string& zh,
                                 const std::string& en);
std::optional<Chart> courseChart(AnnualBuilder& report, const std::string& indicator, const std::string& zh,
                                 const std::string& en);

/// The sentence that sends the reader to the chart made last; a writer may place it further on.
std::string seeChart(const AnnualBuilder& report, const std::optional<Chart>& chart);

void addOverview(AnnualBuilder& report);
void addTargets(AnnualBuilder& report);
void addTasks(AnnualBuilder& report);
void addSafeguards(AnnualBuilder& report);
void addProblems(AnnualBuilder& report);
void addNextSteps(AnnualBuilder& report);
void addScores(AnnualBuilder& report);
void addAppendices(AnnualBuilder& report);
void addSheets(AnnualBuilder& report);
void addLists(AnnualBuilder& report);

void addAppendixHead(AnnualBuilder& report, int number, const std::string& sheet, const std::string& zh,
                     const std::string& en);

inline constexpr std::size_t kShownDigest = 12;
bool hasSheet(const compliance::Derivation& figure);
/// "1、3—5"
std::string batchesInWords(const std::vector<std::int64_t>& batches, const Wording& words);

}  // namespace shuiheng::report
