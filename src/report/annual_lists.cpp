#include <algorithm>

#include "report/annual_parts.h"

/// 附件5 and the short lists in the body: those that stand between a target and its 100 %.
namespace shuiheng::report {

using compliance::MilestoneResult;

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

namespace {

constexpr std::size_t kMostTogether = 15;

/// Short lists stand in one table, parted by a hairline: many of them have one or two lines.
Table shortLists(AnnualBuilder& report, const std::vector<const MilestoneResult*>& results) {
    Table table = report.numberedTable("未完成对象名单", "Those still open");
    table.grouped = true;
    table.columns = {{report.pick("目标", "Target"), Alignment::Left, false},
                     {report.pick("内容", "Title"), Alignment::Left, true},
                     {report.pick("对象", "Open"), Alignment::Left, true},
                     {report.pick("数量", "Number"), Alignment::Right, false},
                     {report.pick("单位", "Unit"), Alignment::Centre, false},
                     {report.pick("说明", "Remark"), Alignment::Left, true}};
    for (const MilestoneResult* result : results) {
        bool first = true;
        for (const compliance::NamedItem& item : result->namedList) {
            table.rows.push_back({first ? result->milestone.id : std::string(),
                                  first ? titleOf(*result, report.words) : std::string(),
                                  item.name == item.key ? item.name : item.key + " " + item.name,
                                  {item.value ? number(*item.value, decimalsOf(item.unit)) : "—", item.value},
                                  item.value ? report.words.tableUnit(item.unit) : "—",
                                  report.words.text(item.remark)});
            first = false;
        }
    }
    return table;
}

}  // namespace

void addLists(AnnualBuilder& report) {
    std::vector<const MilestoneResult*> together;
    std::vector<const MilestoneResult*> apart;
    for (const MilestoneResult& result : report.input.result.milestones) {
        if (!result.namedList.empty() && !listedInBody(result)) {
            (result.namedList.size() <= kMostTogether ? together : apart).push_back(&result);
        }
    }
    if (together.empty() && apart.empty()) {
        return;
    }
    addAppendixHead(report, kListAppendix, report.pick("名单", "Lists"), "未完成对象名单",
                    "Lists of those still open");
    if (!together.empty()) {
        report.document.blocks.emplace_back(shortLists(report, together));
    }
    for (const MilestoneResult* result : apart) {
        report.document.blocks.emplace_back(namedListTable(report, *result));
    }
}

}  // namespace shuiheng::report
