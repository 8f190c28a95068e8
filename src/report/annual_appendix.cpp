#include <algorithm>
#include <set>

#include "report/annual_parts.h"

/// 附件2 to 4: parameters and readings in force, data sources, evidence.
namespace shuiheng::report {

using compliance::Derivation;
using compliance::MilestoneResult;
using compliance::UsedInput;
using compliance::UsedParameter;

void addAppendixHead(AnnualBuilder& report, int number, const std::string& sheet, const std::string& zh,
                     const std::string& en) {
    const std::string label = std::to_string(number);
    report.document.blocks.emplace_back(
        Heading{1, report.pick(zh, en), report.pick("附件" + label, "Annex " + label), sheet});
}

namespace {

/// Every parameter once per period of validity, in the order of first use.
void collect(const Derivation& figure, std::set<std::string>& seen, std::vector<const UsedParameter*>& list) {
    for (const UsedParameter& used : figure.parameters) {
        const std::string key =
            used.id + "|" + (used.effectiveFrom ? used.effectiveFrom->iso() : "") + "|" + used.value;
        if (seen.insert(key).second) {
            list.push_back(&used);
        }
    }
    for (const Derivation& child : figure.children) {
        collect(child, seen, list);
    }
}

void collectSwitches(const Derivation& figure, std::map<std::string, std::string>& switches) {
    switches.insert(figure.switches.begin(), figure.switches.end());
    for (const Derivation& child : figure.children) {
        collectSwitches(child, switches);
    }
}

void addParameters(AnnualBuilder& report) {
    addAppendixHead(report, 2, report.pick("参数", "Parameters"), "参数和口径", "Parameters and readings");
    std::set<std::string> seen;
    std::vector<const UsedParameter*> list;
    std::map<std::string, std::string> switches;
    for (const MilestoneResult& result : report.input.result.milestones) {
        collect(result.derivation, seen, list);
        collectSwitches(result.derivation, switches);
    }
    for (const Derivation& figure : report.input.result.supporting) {
        collect(figure, seen, list);
        collectSwitches(figure, switches);
    }
    for (const EarlierFigure& earlier : earlierFigures(report.input)) {
        collect(earlier.result->derivation, seen, list);
        collectSwitches(earlier.result->derivation, switches);
    }
    const bool ended = std::any_of(list.begin(), list.end(),
                                   [](const UsedParameter* used) { return used->effectiveTo.has_value(); });
    Table table = report.numberedTable("采用的参数", "Parameters used");
    table.columns = {{report.pick("参数", "Parameter"), Alignment::Left, true},
                     {report.pick("数值", "Value"), Alignment::Right, true},
                     {report.pick("单位", "Unit"), Alignment::Centre, false},
                     {report.pick("来源及条款", "Source and clause"), Alignment::Left, true},
                     {report.pick("有效期", "In force"), Alignment::Left, ended},
                     {report.pick("状态", "Status"), Alignment::Left, false}};
    int open = 0;
    for (const UsedParameter* used : list) {
        const bool verify = used->status == "待核实";
        open += verify ? 1 : 0;
        const std::string from = used->effectiveFrom ? used->effectiveFrom->iso() : "";
        const std::string to = used->effectiveTo ? used->effectiveTo->iso() : "";
        std::string period = from.empty() && to.empty() ? "—" : from + report.pick("起", " on");
        if (!to.empty()) {
            period = from + report.pick("至", " to ") + to;
        }
        Cell status(report.words.status(used->status));
        status.strong = verify;
        table.rows.push_back(
            {report.words.text(used->name), used->value, report.words.tableUnit(used->unit),
             used->source + (used->clause.empty() ? "" : report.pick("，", ", ") + used->clause), period,
             status});
    }
    if (open > 0) {
        table.notes.push_back(
            report.pick("注：" + std::to_string(open) + "项参数待核实，须与标准原文核对后方可作为依据。",
                        "Note: " + std::to_string(open) +
                            " parameters are to be verified against the printed standard before they count "
                            "as evidence."));
    }
    if (table.rows.empty()) {
        --report.tables;
        report.paragraph(
            report.pick("本年度计算未采用参数表中的参数。", "No parameter of the table was used."));
    } else {
        report.document.blocks.emplace_back(std::move(table));
    }
    if (switches.empty()) {
        return;
    }
    Table readings =
        report.numberedTable("方案未写明处采用的口径", "Readings chosen where the plan is ambiguous");
    readings.columns = {{report.pick("问题", "Question"), Alignment::Left, true},
                        {report.pick("采用", "Chosen"), Alignment::Left, true}};
    for (const auto& [id, option] : switches) {
        std::string question = id;
        std::string label = option;
        if (report.input.plan != nullptr) {
            for (const compliance::Switch& choice : report.input.plan->switches) {
                if (choice.id != id) {
                    continue;
                }
                question = report.words.text(choice.question);
                for (const compliance::SwitchOption& candidate : choice.options) {
                    label = candidate.id == option ? report.words.text(candidate.label) : label;
                }
            }
        }
        readings.rows.push_back({question, label});
    }
    report.document.blocks.emplace_back(std::move(readings));
}

void addSources(AnnualBuilder& report) {
    addAppendixHead(report, 3, report.pick("数据来源", "Sources"), "数据来源", "Data sources");
    if (report.input.sources.empty()) {
        report.paragraph(
            report.pick("没有导入批次，数据均为手工录入。", "No import batches: all data were typed in."));
        return;
    }
    Table table = report.numberedTable("导入批次", "Import batches");
    table.columns = {{report.pick("批次", "Batch"), Alignment::Right, false},
                     {report.pick("文件", "File"), Alignment::Left, true},
                     {report.pick("文件摘要（SHA-256）", "SHA-256"), Alignment::Left, false},
                     {report.pick("导入日期", "Imported"), Alignment::Left, false},
                     {report.pick("入库行数", "Rows"), Alignment::Right, false},
                     {report.pick("拒收行数", "Rejected"), Alignment::Right, false},
                     {report.pick("状态", "State"), Alignment::Left, false}};
    std::int64_t rows = 0;
    std::int64_t rejected = 0;
    for (const DataSource& source : report.input.sources) {
        if (!source.undone) {
            rows += source.rows;
            rejected += source.rejected;
        }
        table.rows.push_back(
            {std::to_string(source.batch),
             source.fileName,
             source.sha256.substr(0, kShownDigest),
             source.importedOn.iso(),
             {std::to_string(source.rows), static_cast<double>(source.rows)},
             {std::to_string(source.rejected), static_cast<double>(source.rejected)},
             source.undone ? report.pick("已撤销", "undone") : report.pick("有效", "in force")});
    }
    table.totals.push_back({"",
                            report.pick("合计（有效批次）", "Total (in force)"),
                            "",
                            "",
                            {std::to_string(rows), static_cast<double>(rows)},
                            {std::to_string(rejected), static_cast<double>(rejected)},
                            ""});
    report.document.blocks.emplace_back(std::move(table));
}

/// Records that are themselves the proof are named, when they are few; others are counted.
bool isNamed(const UsedInput& used) {
    constexpr std::size_t kMostNames = 6;
    return used.rows.size() <= kMostNames &&
           (used.table == "document_stage" || used.table == "project_stage" ||
            used.table == "saving_contract" || used.table == "certificate");
}

/// What a figure rests on, by table; the same table is named once.
void collectEvidence(const Derivation& figure, const Wording& words, std::vector<std::string>& evidence,
                     std::set<std::int64_t>& batches) {
    for (const UsedInput& used : figure.inputs) {
        if (used.rows.empty()) {
            continue;
        }
        std::string text = words.tableName(used.table);
        if (isNamed(used)) {
            std::vector<std::string> keys;
            for (const compliance::InputRow& row : used.rows) {
                keys.push_back(row.key);
            }
            text += words.pick("（", " (") + words.joined(keys) + words.pick("）", ")");
        } else {
            text += words.pick("", " ") + std::to_string(used.rows.size()) + words.pick("行", " rows");
        }
        if (std::find(evidence.begin(), evidence.end(), text) == evidence.end()) {
            evidence.push_back(text);
        }
        for (const std::int64_t batch : used.batches()) {
            batches.insert(batch);
        }
    }
    for (const Derivation& child : figure.children) {
        collectEvidence(child, words, evidence, batches);
    }
}

void addEvidence(AnnualBuilder& report) {
    addAppendixHead(report, 4, report.pick("佐证材料", "Evidence"), "佐证材料目录", "List of evidence");
    Table table = report.numberedTable("佐证材料目录", "List of evidence");
    table.columns = {{report.pick("编号", "No."), Alignment::Left, false},
                     {report.pick("目标", "Target"), Alignment::Left, true},
                     {report.pick("佐证材料", "Evidence"), Alignment::Left, true},
                     {report.pick("导入批次", "Batches"), Alignment::Left, true},
                     {report.pick("计算书", "Sheet"), Alignment::Right, false}};
    for (const MilestoneResult& result : report.input.result.milestones) {
        std::vector<std::string> evidence;
        std::set<std::int64_t> batches;
        collectEvidence(result.derivation, report.words, evidence, batches);
        if (evidence.empty()) {
            continue;
        }
        batches.erase(0);
        table.rows.push_back(
            {result.milestone.id, titleOf(result, report.words), report.words.joined(evidence),
             batches.empty() ? report.pick("手工录入", "typed in")
                             : batchesInWords({batches.begin(), batches.end()}, report.words),
             report.sheets.at(result.milestone.id)});
    }
    // Numbers are best kept on one line, as long as there are few.
    constexpr std::size_t kShort = 24;
    table.columns[3].wraps = std::any_of(table.rows.begin(), table.rows.end(),
                                         [](const Row& row) { return row[3].text.size() > kShort; });
    if (table.rows.empty()) {
        --report.tables;
        report.paragraph(report.pick("没有可列的佐证材料。", "There is no evidence to list."));
        return;
    }
    table.notes.push_back(report.pick("注：批次的文件名和摘要见附件3，计算过程见附件1的同号计算书。",
                                      "Note: Annex 3 gives the files of the batches, Annex 1 the calculation "
                                      "sheets by number."));
    report.document.blocks.emplace_back(std::move(table));
}

}  // namespace

void addAppendices(AnnualBuilder& report) {
    addSheets(report);
    addParameters(report);
    addSources(report);
    addEvidence(report);
    addLists(report);
}

}  // namespace shuiheng::report
