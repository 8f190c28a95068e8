#include <algorithm>
#include <charconv>

#include "report/annual_parts.h"
#include "report/typography.h"

/// 附件1: every figure with what stands behind it.
namespace shuiheng::report {

using compliance::Derivation;
using compliance::MilestoneResult;
using compliance::UsedInput;
using compliance::UsedParameter;

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

bool hasSheet(const Derivation& figure) {
    return figure.value || figure.range || !figure.inputs.empty() || !figure.children.empty();
}

namespace {

std::string inputText(const UsedInput& used, const Wording& words) {
    std::string text = words.tableName(used.table);
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

/// Of a parameter that is a single number.
std::optional<double> numberOf(const std::string& value) {
    double number = 0;
    const char* end = value.data() + value.size();
    const auto [stop, error] = std::from_chars(value.data(), end, number);
    return error == std::errc() && stop == end ? std::optional(number) : std::nullopt;
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
    sheet.unit = words.tableUnit(figure.unit);
    sheet.figure = figure.value;
    sheet.expression = figure.expression;
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
        sheet.facts.back().unit = words.tableUnit(used.unit);
        sheet.facts.back().number = numberOf(used.value);
    }
    for (const UsedInput& used : figure.inputs) {
        add(FactKind::Input, "数据", "Data", inputText(used, words));
        sheet.facts.back().unit = words.tableUnit(used.unit);
        for (const compliance::InputRow& row : used.rows) {
            sheet.facts.back().rows.push_back(
                {row.key, row.value, batchesInWords(row.batches, words), row.row});
        }
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

}  // namespace

void addSheets(AnnualBuilder& report) {
    addAppendixHead(report, 1, report.pick("计算书", "Calculations"), "计算书", "Calculation sheets");
    const std::vector<MilestoneResult>& results = report.input.result.milestones;
    const auto without = std::count_if(results.begin(), results.end(), [](const MilestoneResult& result) {
        return !hasSheet(result.derivation);
    });
    if (without > 0) {
        // Before the sheets: after them it would stand alone on a page.
        report.document.blocks.emplace_back(SmallPrint{
            report.pick("另有" + std::to_string(without) + "项目标没有数据，无计算书，见第五部分。",
                        "Another " + std::to_string(without) +
                            " targets have no data and no calculation sheet; see section 5.")});
    }
    std::size_t number = report.sheets.size();
    for (const MilestoneResult& result : results) {
        if (const auto sheet = report.sheets.find(result.milestone.id); sheet != report.sheets.end()) {
            report.document.blocks.emplace_back(sheetOf(report, result.derivation, sheet->second,
                                                        titleOf(result, report.words) +
                                                            report.pick("（", " (") + result.milestone.id +
                                                            report.pick("）", ")")));
        }
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

}  // namespace shuiheng::report
