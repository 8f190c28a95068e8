#include <algorithm>

#include "report/annual_parts.h"

/// 三、重点任务完成情况 and 四、制度建设和措施落实: the plan's tasks and safeguards with the verdicts of the
/// targets that name them. A task without a target gets no verdict.
namespace shuiheng::report {

using compliance::MilestoneResult;
using compliance::Operator;
using compliance::Task;
using compliance::Verdict;

namespace {

std::vector<const MilestoneResult*> resultsNaming(const AnnualBuilder& report, const std::string& article) {
    std::vector<const MilestoneResult*> results;
    for (const MilestoneResult& result : report.input.result.milestones) {
        const std::vector<std::string>& articles = result.milestone.articles;
        if (std::find(articles.begin(), articles.end(), article) != articles.end()) {
            results.push_back(&result);
        }
    }
    return results;
}

/// The worst verdict of its targets; a missed duty weighs more than missing data, these more than an aim.
Verdict statusOf(const std::vector<const MilestoneResult*>& results) {
    for (const Verdict verdict :
         {Verdict::Missed, Verdict::Insufficient, Verdict::EffortMissed, Verdict::NotDue}) {
        if (std::any_of(results.begin(), results.end(),
                        [&](const MilestoneResult* result) { return result->verdict == verdict; })) {
            return verdict;
        }
    }
    return Verdict::Met;
}

std::size_t lengthOf(const std::string& text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

/// 县水务局 is 水务局 in a table: the shortest of its names that is part of its full one, else the first
/// other name when that is shorter.
std::string shortName(const compliance::Body& body) {
    std::string name = body.name;
    for (const std::string& alias : body.aliases) {
        if (body.name.find(alias) != std::string::npos && lengthOf(alias) < lengthOf(name) &&
            lengthOf(alias) > 2) {
            name = alias;
        }
    }
    const bool unchanged = name == body.name && !body.aliases.empty();
    const bool other = unchanged && lengthOf(body.aliases.front()) > 2 &&
                       lengthOf(body.aliases.front()) + 2 < lengthOf(name);
    return other ? body.aliases.front() : name;
}

std::string bodiesOf(const AnnualBuilder& report, const std::vector<std::string>& ids) {
    std::vector<std::string> names;
    for (const std::string& id : ids) {
        const std::vector<compliance::Body>& bodies = report.input.plan->bodies;
        const auto body = std::find_if(bodies.begin(), bodies.end(),
                                       [&](const compliance::Body& one) { return one.id == id; });
        names.push_back(body == bodies.end() ? id : shortName(*body));
    }
    return names.empty() ? "—" : report.words.joined(names);
}

/// One row per target; the cells of the task stand in its first row.
void addTaskRows(const AnnualBuilder& report, const Task& task, bool withBodies, Table& table) {
    const std::vector<const MilestoneResult*> results = resultsNaming(report, task.id);
    Row head = {task.id, report.words.text(task.title)};
    if (withBodies) {
        head.emplace_back(bodiesOf(report, task.lead));
    }
    Row blank(head.size(), Cell(""));
    if (results.empty()) {
        head.emplace_back(report.pick("无量化目标", "no measured target"));
        head.emplace_back("—");
        head.emplace_back("—");
        head.emplace_back("—");
        table.rows.push_back(std::move(head));
        return;
    }
    for (std::size_t i = 0; i < results.size(); ++i) {
        const MilestoneResult& result = *results[i];
        Row row = i == 0 ? head : blank;
        row.emplace_back(result.milestone.id + " " + titleOf(result, report.words));
        row.emplace_back(dueText(result.milestone, report.words));
        row.push_back(report.verdictCell(result.verdict));
        row.push_back(i == 0 ? report.verdictCell(statusOf(results)) : Cell(""));
        table.rows.push_back(std::move(row));
    }
}

std::vector<Column> taskColumns(const AnnualBuilder& report, bool withBodies) {
    std::vector<Column> columns = {
        {report.pick("序号", "No."), Alignment::Left, false},
        {withBodies ? report.pick("任务", "Task") : report.pick("措施", "Safeguard"), Alignment::Left, true}};
    if (withBodies) {
        columns.push_back({report.pick("牵头单位", "Lead"), Alignment::Left, true});
    }
    columns.push_back({report.pick("目标", "Target"), Alignment::Left, true});
    columns.push_back({report.pick("期限", "Due"), Alignment::Left, false});
    columns.push_back({report.pick("判定", "Verdict"), Alignment::Left, false});
    columns.push_back({withBodies ? report.pick("任务状态", "Task") : report.pick("措施状态", "Safeguard"),
                       Alignment::Left, false});
    return columns;
}

/// "34项任务中，21项有量化目标，…" counted by status.
std::string countTasks(const AnnualBuilder& report, const std::vector<Task>& tasks, const char* wordZh,
                       const char* wordEn) {
    std::size_t measured = 0;
    std::string counts;
    for (const Verdict verdict :
         {Verdict::Met, Verdict::Missed, Verdict::Insufficient, Verdict::EffortMissed, Verdict::NotDue}) {
        int count = 0;
        for (const Task& task : tasks) {
            const auto results = resultsNaming(report, task.id);
            count += !results.empty() && statusOf(results) == verdict ? 1 : 0;
        }
        if (count == 0) {
            continue;
        }
        measured += static_cast<std::size_t>(count);
        const std::string word = report.words.verdictWord(verdict);
        counts += counts.empty() ? "" : report.pick("，", ", ");
        counts += report.pick(word + std::to_string(count) + "项", std::to_string(count) + " " + word);
    }
    const std::string all = std::to_string(tasks.size());
    const std::string with = std::to_string(measured);
    const std::string without = std::to_string(tasks.size() - measured);
    std::string zh = "方案共" + all + "项" + wordZh + "，" + with + "项有量化目标";
    zh += counts.empty() ? "。" : "：" + counts + "。";
    zh += without == "0" ? "" : "其余" + without + "项无量化目标，不作判定。";
    std::string en = "The plan has " + all + " " + wordEn + "; " + with + " have measured targets";
    en += counts.empty() ? "." : " (" + counts + ").";
    en += without == "0" ? "" : " The other " + without + " have none and are not judged.";
    return report.pick(zh, en);
}

void addDocuments(AnnualBuilder& report) {
    Table table = report.numberedTable("制度、规划和文件", "Rules, plans and documents");
    table.columns = {{report.pick("编号", "No."), Alignment::Left, false},
                     {report.pick("条款", "Article"), Alignment::Left, false},
                     {report.pick("文件", "Document"), Alignment::Left, true},
                     {report.pick("要求", "Required"), Alignment::Right, false},
                     {report.pick("完成", "Issued"), Alignment::Right, false},
                     {report.pick("期限", "Due"), Alignment::Left, false},
                     {report.pick("判定", "Verdict"), Alignment::Left, false}};
    for (const MilestoneResult& result : report.input.result.milestones) {
        if (result.milestone.op != Operator::Document) {
            continue;
        }
        Row row = {result.milestone.id,
                   report.words.joined(result.milestone.articles),
                   titleOf(result, report.words),
                   {},
                   {},
                   dueText(result.milestone, report.words),
                   {}};
        setTarget(report, result, {4, 5, 0, 7}, row);
        table.rows.push_back(std::move(row));
    }
    if (table.rows.empty()) {
        --report.tables;
        return;
    }
    report.paragraph(report.pick("方案要求出台的制度、规划和文件见下表。",
                                 "The table below lists the rules, plans and documents the plan asks for."));
    report.document.blocks.emplace_back(std::move(table));
}

}  // namespace

void addTasks(AnnualBuilder& report) {
    report.section(report.pick("任务", "Tasks"), "三、重点任务完成情况", "3. Tasks");
    if (report.input.plan == nullptr || report.input.plan->tasks.empty()) {
        report.paragraph(
            report.pick("项目文件中的方案没有列任务。", "The plan in the project lists no tasks."));
        return;
    }
    const std::vector<Task>& tasks = report.input.plan->tasks;
    report.paragraph(countTasks(report, tasks, "重点任务", "tasks"));
    Table table = report.numberedTable("重点任务完成情况", "Tasks of the plan");
    table.grouped = true;
    table.noteRight = dataLine(report);
    table.columns = taskColumns(report, true);
    for (const Task& task : tasks) {
        addTaskRows(report, task, true, table);
    }
    std::string notes = report.pick(
        "注：1. 任务状态按其各项目标中最不利的判定。2. 一项目标涉及几项任务的，在各任务下分别列出。",
        "Notes: 1. A task has the least favourable verdict of its targets. 2. A target of several tasks is "
        "listed under each. ");
    std::vector<std::string> others;
    for (const MilestoneResult& result : report.input.result.milestones) {
        const bool named = std::any_of(result.milestone.articles.begin(), result.milestone.articles.end(),
                                       [](const std::string& article) { return !article.starts_with("O"); });
        if (!named) {
            others.push_back(result.milestone.id);
        }
    }
    if (!others.empty()) {
        notes += report.pick("3. 年度目标" + report.words.joined(others) + "不属于具体任务，见表1。",
                             "3. The yearly objectives " + report.words.joined(others) +
                                 " belong to no single task; see table 1.");
    }
    table.notes.push_back(notes);
    report.document.blocks.emplace_back(std::move(table));
}

void addSafeguards(AnnualBuilder& report) {
    report.section(report.pick("措施", "Safeguards"), "四、制度建设和措施落实",
                   "4. Rules issued and safeguards");
    addDocuments(report);
    if (report.input.plan == nullptr || report.input.plan->safeguards.empty()) {
        return;
    }
    const std::vector<Task>& safeguards = report.input.plan->safeguards;
    report.paragraph(countTasks(report, safeguards, "保障措施", "safeguards"));
    Table table = report.numberedTable("保障措施落实情况", "Safeguards of the plan");
    table.grouped = true;
    table.columns = taskColumns(report, false);
    for (const Task& safeguard : safeguards) {
        addTaskRows(report, safeguard, false, table);
    }
    report.document.blocks.emplace_back(std::move(table));
}

}  // namespace shuiheng::report
