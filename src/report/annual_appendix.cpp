#include <algorithm>
#include <set>

#include "report/annual_parts.h"
#include "report/typography.h"

/// 附件: calculation sheets, parameters and readings in force, data sources.
namespace shuiheng::report {

using compliance::Derivation;
using compliance::MilestoneResult;
using compliance::UsedInput;
using compliance::UsedParameter;

namespace {

constexpr std::size_t kShownDigest = 12;

std::string batchesInWords(const std::vector<std::int64_t>& batches, const Wording& words) {
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < batches.size();) {
        std::size_t last = i;
        while (last + 1 < batches.size() && batches[last + 1] == batches[last] + 1) {
            ++last;
        }
        std::string part = std::to_string(batches[i]);
        if (last > i) {
            part += (last == i + 1 ? words.pick("、", ", ") : words.pick("—", "–")) +
                    std::to_string(batches[last]);
        }
        parts.push_back(part);
        i = last + 1;
    }
    return words.joined(parts);
}

std::string inputText(const UsedInput& used, const Wording& words) {
    std::string text = used.table;
    if (!used.filter.empty()) {
        text += words.pick("（", " (") + used.filter + words.pick("）", ")");
    }
    text += words.pick("，", ", ") + std::to_string(used.rows.size()) + words.pick("行", " rows");
    std::vector<std::int64_t> batches = used.batches();
    std::erase(batches, 0);  // typed in the program: no batch
    text += batches.empty() ? words.pick("，手工录入", ", typed in")
                            : words.pick("，批次 ", ", batches ") + batchesInWords(batches, words);
    if (!used.sha256.empty()) {
        text += words.pick("，摘要 ", ", digest ") + used.sha256.substr(0, kShownDigest);
    }
    return text;
}

std::string parameterText(const UsedParameter& used, const Wording& words) {
    const bool pure = used.unit.empty() || used.unit == "1";
    return words.text(used.name) + " " + used.value + (pure ? "" : " " + words.tableUnit(used.unit)) +
           words.pick("（", " (") + used.source +
           (used.clause.empty() ? "" : words.pick("，", ", ") + used.clause) + words.pick("，", ", ") +
           words.status(used.status) + words.pick("）", ")");
}

std::string switchText(const AnnualBuilder& report, const std::string& id, const std::string& option) {
    if (report.input.plan != nullptr) {
        for (const compliance::Switch& choice : report.input.plan->switches) {
            for (const compliance::SwitchOption& candidate : choice.options) {
                if (choice.id == id && candidate.id == option) {
                    return report.words.text(choice.question) + report.pick("", " ") +
                           report.words.text(candidate.label);
                }
            }
        }
    }
    return id + " = " + option;
}

/// Sheets are tables in another form: short units.
std::string sheetValue(const Derivation& figure, const Wording& words) {
    if (!figure.value && !figure.range) {
        return words.verdictWord(compliance::Verdict::Insufficient);
    }
    const int decimals = decimalsOf(figure.unit);
    const std::string unit = words.tableUnit(figure.unit);
    const std::string value = figure.value ? number(*figure.value, decimals)
                                           : number(figure.range->low, decimals) + words.pick("～", "–") +
                                                 number(figure.range->high, decimals);
    if (unit == "—") {
        return value;
    }
    const std::string spaced = value + " " + unit;
    return words.chinese() ? closedUp(spaced) : (unit == "%" ? value + unit : spaced);
}

CalculationSheet sheetOf(const AnnualBuilder& report, const Derivation& figure, const std::string& label,
                         const std::string& name) {
    const Wording& words = report.words;
    CalculationSheet sheet;
    sheet.number = label;
    sheet.name = name;
    sheet.value = sheetValue(figure, words);
    sheet.figure = figure.value;
    const auto add = [&](FactKind kind, const char* zh, const char* en, const std::string& text) {
        if (!text.empty()) {
            sheet.facts.push_back({kind, words.pick(zh, en), text});
        }
    };
    add(FactKind::Formula, "公式", "Formula", figure.formula);
    add(FactKind::Clause, "依据", "Basis", figure.clause);
    if (figure.range && figure.value) {
        const int decimals = decimalsOf(figure.unit);
        add(FactKind::Range, "范围", "Range",
            number(figure.range->low, decimals) + words.pick("～", "–") +
                words.prose(figure.range->high, figure.unit, decimals));
    }
    for (const auto& [id, option] : figure.switches) {
        add(FactKind::Switch, "口径", "Reading", switchText(report, id, option));
    }
    for (const UsedParameter& used : figure.parameters) {
        add(FactKind::Parameter, "参数", "Parameter", parameterText(used, words));
    }
    for (const UsedInput& used : figure.inputs) {
        add(FactKind::Input, "数据", "Data", inputText(used, words));
    }
    for (const Text& missing : figure.missing) {
        add(FactKind::Missing, "缺少", "Missing", words.text(missing));
    }
    for (const Text& note : figure.notes) {
        add(FactKind::Note, "说明", "Note", words.text(note));
    }
    int number = 0;
    for (const Derivation& child : figure.children) {
        ++number;
        sheet.children.push_back(
            sheetOf(report, child, label + "." + std::to_string(number), words.text(child.name)));
    }
    return sheet;
}

bool hasContent(const Derivation& figure) {
    return figure.value || figure.range || !figure.inputs.empty() || !figure.children.empty();
}

void appendixHead(AnnualBuilder& report, int number, const std::string& sheet, const std::string& zh,
                  const std::string& en) {
    const std::string label = std::to_string(number);
    report.document.blocks.emplace_back(
        Heading{1, report.pick(zh, en), report.pick("附件" + label, "Annex " + label), sheet});
}

void addSheets(AnnualBuilder& report) {
    appendixHead(report, 1, report.pick("计算书", "Calculations"), "计算书", "Calculation sheets");
    const std::vector<MilestoneResult>& results = report.input.result.milestones;
    const auto without = std::count_if(results.begin(), results.end(), [](const MilestoneResult& result) {
        return !hasContent(result.derivation);
    });
    if (without > 0) {
        // Before the sheets: after them it would stand alone on a page.
        report.document.blocks.emplace_back(SmallPrint{
            report.pick("另有" + std::to_string(without) + "项目标没有数据，无计算书，见第五部分。",
                        "Another " + std::to_string(without) +
                            " targets have no data and no calculation sheet; see section 5.")});
    }
    int number = 0;
    for (const MilestoneResult& result : results) {
        if (!hasContent(result.derivation)) {
            continue;
        }
        ++number;
        report.document.blocks.emplace_back(sheetOf(report, result.derivation, std::to_string(number),
                                                    titleOf(result, report.words) + report.pick("（", " (") +
                                                        result.milestone.id + report.pick("）", ")")));
    }
    for (const Derivation& figure : report.input.result.supporting) {
        ++number;
        report.document.blocks.emplace_back(
            sheetOf(report, figure, std::to_string(number), report.words.text(figure.name)));
    }
    for (const EarlierFigure& earlier : earlierFigures(report.input)) {
        ++number;
        const std::string year = std::to_string(earlier.year);
        report.document.blocks.emplace_back(
            sheetOf(report, earlier.result->derivation, std::to_string(number),
                    titleOf(*earlier.result, report.words) +
                        report.pick("（" + earlier.result->milestone.id + "，" + year + "年数值）",
                                    " (" + earlier.result->milestone.id + ", value of " + year + ")")));
    }
}

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
    appendixHead(report, 2, report.pick("参数", "Parameters"), "参数和口径", "Parameters and readings");
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
    appendixHead(report, 3, report.pick("数据来源", "Sources"), "数据来源", "Data sources");
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

void addLongLists(AnnualBuilder& report) {
    bool first = true;
    for (const MilestoneResult& result : report.input.result.milestones) {
        if (result.namedList.size() <= kListedInBody) {
            continue;
        }
        if (first) {
            appendixHead(report, 4, report.pick("名单", "Lists"), "未在线计量用户名单",
                         "Users without online metering");
            first = false;
        }
        report.document.blocks.emplace_back(namedListTable(report, result));
    }
}

}  // namespace

void addAppendices(AnnualBuilder& report) {
    addSheets(report);
    addParameters(report);
    addSources(report);
    addLongLists(report);
}

}  // namespace shuiheng::report
