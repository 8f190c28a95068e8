#include "report/xlsx_table.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>

#include "report/typography.h"
#include "report/verdict_mark.h"
#include "report/xlsx_calculation.h"

namespace shuiheng::report {

namespace {

constexpr double kWidestColumn = 60;  // in the workbook's unit, a figure of its usual face
constexpr double kWidestShared = 26;  // by several tables
constexpr double kNarrowestColumn = 6;
constexpr double kUnitsPerEm = 1.8;   // of 10 pt type
constexpr double kLineHeight = 13.5;  // points
constexpr double kTitleHeight = 20;

/// Flush figures would run into the words after them.
int indentOf(const Table& table, std::size_t column) {
    return column > 0 && table.columns[column - 1].alignment == Alignment::Right &&
                   table.columns[column].alignment == Alignment::Left
               ? 1
               : 0;
}

double widthOf(const Table& table, std::size_t column) {
    double width = widthInEms(table.columns[column].header);
    for (const Row& row : table.rows) {
        if (column < row.size()) {
            width = std::max(width, widthInEms(row[column].text) + (row[column].mark ? 2 : 0));
        }
    }
    return 2 * width + 2;
}

/// c4 is the fourth cell of the row, if it holds a number.
std::optional<std::string> cellOfRow(const Table& table, const Row& row, std::uint32_t at,
                                     std::string_view reference) {
    const std::size_t column = std::strtoul(std::string(reference.substr(1)).c_str(), nullptr, 10);
    if (reference.front() != 'c' || column == 0 || column > std::min(table.columns.size(), row.size()) ||
        !row[column - 1].number) {
        return std::nullopt;
    }
    return cellName(at, static_cast<int>(column) - 1);
}

}  // namespace

CellLook xlsxHead(Alignment alignment) {
    CellLook look;
    look.strong = true;
    look.alignment = alignment;
    look.above = Border::Thick;
    look.below = Border::Thin;
    return look;
}

void XlsxTables::write(XlsxSheet& sheet, const std::vector<const Table*>& tables, std::uint32_t row) {
    const double widest = tables.size() == 1 ? kWidestColumn : kWidestShared;
    m_widths.clear();
    for (const Table* table : tables) {
        m_widths.resize(std::max(m_widths.size(), table->columns.size()), kNarrowestColumn);
        for (std::size_t i = 0; i < table->columns.size(); ++i) {
            m_widths[i] = std::max(m_widths[i], std::min(widthOf(*table, i), widest));
        }
    }
    for (std::size_t i = 0; i < m_widths.size(); ++i) {
        const auto column = static_cast<lxw_col_t>(i);
        worksheet_set_column(sheet.handle(), column, column, m_widths[i], nullptr);
    }
    for (const Table* table : tables) {
        row = addTable(sheet, *table, row) + 2;
    }
}

/// Lines of the row's tallest cell.
double XlsxTables::linesOf(const Table& table, const Row& row) const {
    double lines = 1;
    for (std::size_t i = 0; i < std::min(row.size(), table.columns.size()); ++i) {
        if (table.columns[i].wraps) {
            lines = std::max(lines, std::ceil(kUnitsPerEm * widthInEms(row[i].text) / m_widths[i]));
        }
    }
    return lines;
}

/// Returns its last row.
std::uint32_t XlsxTables::addTable(XlsxSheet& sheet, const Table& table, std::uint32_t row) {
    CellLook title;
    title.strong = true;
    title.size = 12;
    CellLook note;
    note.grey = true;
    const auto last = static_cast<int>(table.columns.size()) - 1;
    sheet.height(row, kTitleHeight);
    sheet.text(row, 0, table.title, title);
    if (!table.noteRight.empty() && last > 0) {
        note.alignment = Alignment::Right;
        sheet.text(row, last, table.noteRight, note);
        note.alignment = Alignment::Left;
    }
    ++row;
    for (int i = 0; i <= last; ++i) {
        const Column& column = table.columns[static_cast<std::size_t>(i)];
        CellLook look = xlsxHead(column.alignment);
        look.indent = indentOf(table, static_cast<std::size_t>(i));
        sheet.text(row, i, column.header, look);
    }
    const std::uint32_t first = row + 1;
    std::vector<const Row*> rows;
    for (const auto* part : {&table.rows, &table.totals}) {
        for (const Row& one : *part) {
            rows.push_back(&one);
        }
    }
    for (std::size_t r = 0; r < rows.size(); ++r) {
        ++row;
        if (const double lines = linesOf(table, *rows[r]); lines > 1) {
            sheet.height(row, lines * kLineHeight + 1);
        }
        for (int i = 0; i <= last; ++i) {
            CellLook look;
            look.indent = indentOf(table, static_cast<std::size_t>(i));
            look.alignment = table.columns[static_cast<std::size_t>(i)].alignment;
            look.wraps = table.columns[static_cast<std::size_t>(i)].wraps;
            look.strong = r >= table.rows.size();
            look.above = r == table.rows.size() ? Border::Thin : Border::None;
            look.below = r + 1 == rows.size() ? Border::Thick : Border::None;
            addCell(sheet, table, *rows[r], row, i, look);
        }
    }
    colourVerdicts(sheet, table, first, row);
    for (const std::string& line : table.notes) {
        sheet.text(++row, 0, line, note);
    }
    return row;
}

void XlsxTables::addCell(XlsxSheet& sheet, const Table& table, const Row& row, std::uint32_t at, int column,
                         CellLook look) {
    const auto index = static_cast<std::size_t>(column);
    const Cell cell = index < row.size() ? row[index] : Cell();
    look.strong = look.strong || cell.strong;
    const auto formula = translated(
        cell.expression, [&](std::string_view reference) { return cellOfRow(table, row, at, reference); });
    if (cell.outcomes.size() == 2 && cell.mark && formula) {
        const auto word = [&](std::size_t i) {
            return "\"" + signedWord(cell.outcomes[i].mark, cell.outcomes[i].text) + "\"";
        };
        sheet.formula(at, column, "IF(" + *formula + "," + word(0) + "," + word(1) + ")",
                      signedWord(*cell.mark, cell.text), look);
        return;
    }
    if (cell.mark) {
        sheet.text(at, column, signedWord(*cell.mark, cell.text), look);
        return;
    }
    if (!cell.number) {
        sheet.text(at, column, cell.text, look);
        return;
    }
    look.number = numberFormat(cell.text, *cell.number);
    if (const auto source = m_calculation->cellOf(cell.sheet)) {
        sheet.formula(at, column, *source, *cell.number, look);
    } else if (!cell.expression.empty() && formula) {
        sheet.formula(at, column, *formula, *cell.number, look);
    } else {
        sheet.number(at, column, *cell.number, look);
    }
}

/// By what the cell says now, not by what it said when the book was written.
void XlsxTables::colourVerdicts(XlsxSheet& sheet, const Table& table, std::uint32_t first,
                                std::uint32_t last) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const bool verdicts = std::any_of(table.rows.begin(), table.rows.end(), [&](const Row& row) {
            return i < row.size() && row[i].mark.has_value();
        });
        if (!verdicts) {
            continue;
        }
        for (const Mark mark :
             {Mark::Met, Mark::Missed, Mark::Insufficient, Mark::NotDue, Mark::EffortMissed}) {
            std::string sign = signedWord(mark, "");
            lxw_conditional_format rule;
            std::memset(&rule, 0, sizeof rule);
            rule.type = LXW_CONDITIONAL_TYPE_TEXT;
            rule.criteria = LXW_CONDITIONAL_CRITERIA_TEXT_BEGINS_WITH;
            rule.value_string = sign.data();
            rule.format = verdictFormat(mark);
            const auto column = static_cast<lxw_col_t>(i);
            worksheet_conditional_format_range(sheet.handle(), first, column, last, column, &rule);
        }
    }
}

lxw_format* XlsxTables::verdictFormat(Mark mark) {
    lxw_format*& found = m_verdicts[mark];
    if (found == nullptr) {
        found = workbook_add_format(m_workbook);
        format_set_font_color(found, markColour(mark));
    }
    return found;
}

}  // namespace shuiheng::report
