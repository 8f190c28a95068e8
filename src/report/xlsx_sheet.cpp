#include "report/xlsx_sheet.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <string_view>

#include "report/verdict_mark.h"
#include "report/xml_text.h"

namespace shuiheng::report {

namespace {

constexpr std::size_t kMostUnits = 32767;  // of a cell, in UTF-16
constexpr std::size_t kMostNameUnits = 31;
constexpr const char* kBodyFace = "宋体";
constexpr const char* kHeadFace = "黑体";
constexpr lxw_color_t kGrey = 0x465463;

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// Where the only number of a text stands.
struct Found {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string pattern;  ///< "0.00"
};

std::optional<Found> onlyNumber(const std::string& text) {
    std::optional<Found> found;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!isDigit(text[i])) {
            continue;
        }
        if (found) {
            return std::nullopt;
        }
        found = Found{i, i, "0"};
        while (i < text.size() && isDigit(text[i])) {
            ++i;
        }
        if (i + 1 < text.size() && text[i] == '.' && isDigit(text[i + 1])) {
            found->pattern += ".";
            for (++i; i < text.size() && isDigit(text[i]); ++i) {
                found->pattern += "0";
            }
        }
        found->end = i;
    }
    return found;
}

std::string literal(std::string words) {
    std::erase(words, '"');
    return words.empty() ? words : "\"" + words + "\"";
}

std::uint8_t lineOf(Border border) {
    switch (border) {
        case Border::None:
            return LXW_BORDER_NONE;
        case Border::Thin:
            return LXW_BORDER_THIN;
        case Border::Thick:
            return LXW_BORDER_MEDIUM;
    }
    return LXW_BORDER_NONE;
}

/// The beginning of a valid text, no longer than so many units.
std::string upTo(std::size_t most, const std::string& text) {
    std::size_t units = 0;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const std::size_t length = lead < 0x80 ? 1 : (lead < 0xE0 ? 2 : (lead < 0xF0 ? 3 : 4));
        units += length == 4 ? 2 : 1;
        if (units > most) {
            break;
        }
        at += length;
    }
    return text.substr(0, at);
}

/// "_x0041_" in a cell means the letter A: the sign that says so is written in its own way.
std::string withoutEscapes(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escape = text.compare(i, 2, "_x") == 0 && i + 6 < text.size() && text[i + 6] == '_' &&
                            std::all_of(text.begin() + static_cast<std::ptrdiff_t>(i) + 2,
                                        text.begin() + static_cast<std::ptrdiff_t>(i) + 6, [](char c) {
                                            return std::isxdigit(static_cast<unsigned char>(c)) != 0;
                                        });
        out += escape ? "_x005F_" : std::string(1, text[i]);
    }
    return out;
}

}  // namespace

XlsxSheet::XlsxSheet(lxw_workbook* workbook, std::map<std::string, lxw_format*>& formats,
                     const std::string& name)
    : m_workbook(workbook),
      m_formats(&formats),
      m_sheet(workbook_add_worksheet(workbook, name.c_str())),
      m_name(name) {}

lxw_format* XlsxSheet::format(const CellLook& look) {
    const std::string key = std::to_string(static_cast<int>(look.alignment)) + (look.strong ? "s" : "") +
                            (look.wraps ? "w" : "") + (look.grey ? "g" : "") + std::to_string(look.indent) +
                            "," + std::to_string(look.size) + std::to_string(static_cast<int>(look.above)) +
                            std::to_string(static_cast<int>(look.below)) +
                            (look.mark ? std::to_string(static_cast<int>(*look.mark)) : "-") + look.number;
    lxw_format*& found = (*m_formats)[key];
    if (found != nullptr) {
        return found;
    }
    found = workbook_add_format(m_workbook);
    format_set_font_name(found, look.strong ? kHeadFace : kBodyFace);
    format_set_font_size(found, look.size);
    format_set_align(found, LXW_ALIGN_VERTICAL_TOP);
    format_set_align(found, look.alignment == Alignment::Left
                                ? LXW_ALIGN_LEFT
                                : (look.alignment == Alignment::Right ? LXW_ALIGN_RIGHT : LXW_ALIGN_CENTER));
    format_set_top(found, lineOf(look.above));
    format_set_bottom(found, lineOf(look.below));
    if (look.wraps) {
        format_set_text_wrap(found);
    }
    if (look.indent > 0) {
        format_set_indent(found, static_cast<std::uint8_t>(std::min(look.indent, 15)));
    }
    if (!look.number.empty()) {
        format_set_num_format(found, look.number.c_str());
    }
    if (look.mark) {
        format_set_font_color(found, markColour(*look.mark));
    } else if (look.grey) {
        format_set_font_color(found, kGrey);
    }
    return found;
}

void XlsxSheet::text(std::uint32_t row, int column, const std::string& text, const CellLook& look) {
    if (text.empty()) {
        blank(row, column, look);
        return;
    }
    worksheet_write_string(m_sheet, row, static_cast<lxw_col_t>(column), xlsxText(text).c_str(),
                           format(look));
}

void XlsxSheet::number(std::uint32_t row, int column, double value, const CellLook& look) {
    if (!std::isfinite(value)) {
        text(row, column, "—", look);
        return;
    }
    const double shown = value == 0 ? 0 : value;  // no minus before zero
    worksheet_write_number(m_sheet, row, static_cast<lxw_col_t>(column), shown, format(look));
}

void XlsxSheet::formula(std::uint32_t row, int column, const std::string& formula, double value,
                        const CellLook& look) {
    worksheet_write_formula_num(m_sheet, row, static_cast<lxw_col_t>(column), ("=" + formula).c_str(),
                                format(look), value == 0 ? 0 : value);
}

void XlsxSheet::formula(std::uint32_t row, int column, const std::string& formula, const std::string& value,
                        const CellLook& look) {
    worksheet_write_formula_str(m_sheet, row, static_cast<lxw_col_t>(column), ("=" + formula).c_str(),
                                format(look), value.c_str());
}

void XlsxSheet::link(std::uint32_t row, int column, const std::string& place, const std::string& text,
                     const CellLook& look) {
    worksheet_write_url_opt(m_sheet, row, static_cast<lxw_col_t>(column), ("internal:" + place).c_str(),
                            format(look), text.c_str(), nullptr);
}

void XlsxSheet::blank(std::uint32_t row, int column, const CellLook& look) {
    worksheet_write_blank(m_sheet, row, static_cast<lxw_col_t>(column), format(look));
}

void XlsxSheet::height(std::uint32_t row, double points) {
    constexpr double kHighest = 409;
    worksheet_set_row(m_sheet, row, std::min(points, kHighest), nullptr);
}

std::string xlsxText(const std::string& text) {
    return upTo(kMostUnits, withoutEscapes(harmlessText(text)));
}

std::string sheetName(const std::string& wanted, const std::set<std::string>& taken) {
    std::string name = harmlessText(wanted);
    std::erase_if(name,
                  [](char c) { return std::string_view("[]:*?/\\'").find(c) != std::string_view::npos; });
    name = upTo(kMostNameUnits, name);
    if (name.find_first_not_of(' ') == std::string::npos) {
        name = "-";
    }
    std::string unique = name;
    for (int number = 2; taken.count(unique) != 0; ++number) {
        const std::string tail = " " + std::to_string(number);
        unique = upTo(kMostNameUnits - tail.size(), name) + tail;
    }
    return unique;
}

std::string signedWord(Mark mark, const std::string& word) {
    switch (mark) {
        case Mark::Met:
            return "● " + word;
        case Mark::Missed:
            return "■ " + word;
        case Mark::Insufficient:
            return "◆ " + word;
        case Mark::NotDue:
            return "○ " + word;
        case Mark::EffortMissed:
            return "▲ " + word;
    }
    return word;
}

std::string numberFormat(const std::string& text, double value) {
    const std::optional<Found> found = onlyNumber(text);
    if (!found) {
        return {};
    }
    const std::string shown =
        literal(text.substr(0, found->begin)) + found->pattern + literal(text.substr(found->end));
    // The words belong to the sign that the number has now ("超 0.43").
    return value < 0 ? found->pattern + ";" + shown : shown + ";\"−\"" + found->pattern;
}

std::string plainNumberFormat(const std::string& text) {
    const std::optional<Found> found = onlyNumber(text);
    return found ? found->pattern + ";\"−\"" + found->pattern : std::string();
}

std::string cellName(std::uint32_t row, int column, bool fixed) {
    std::string letters;
    for (int rest = column; rest >= 0; rest = rest / 26 - 1) {
        letters.insert(letters.begin(), static_cast<char>('A' + rest % 26));
    }
    const std::string mark = fixed ? "$" : "";
    return mark + letters + mark + std::to_string(row + 1);
}

}  // namespace shuiheng::report
