#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "report/document.h"

struct lxw_format;
struct lxw_workbook;
struct lxw_worksheet;

/// Cells of a workbook: what text may stand in one, how a number is shown, what it looks like.
namespace shuiheng::report {

enum class Border { None, Thin, Thick };

struct CellLook {
    Alignment alignment = Alignment::Left;
    bool strong = false;
    bool wraps = false;
    bool grey = false;
    int indent = 0;
    double size = 10;
    Border above = Border::None;
    Border below = Border::None;
    std::string number = {};  ///< the number's format
    std::optional<Mark> mark = {};
};

class XlsxSheet {
  public:
    XlsxSheet(lxw_workbook* workbook, std::map<std::string, lxw_format*>& formats, const std::string& name);

    /// Text stays text, whatever it begins with.
    void text(std::uint32_t row, int column, const std::string& text, const CellLook& look);
    void number(std::uint32_t row, int column, double value, const CellLook& look);
    /// `formula` without its sign =; the value is what it gives.
    void formula(std::uint32_t row, int column, const std::string& formula, double value,
                 const CellLook& look);
    void formula(std::uint32_t row, int column, const std::string& formula, const std::string& value,
                 const CellLook& look);
    /// A place of this workbook to jump to: "'数据'!A12".
    void link(std::uint32_t row, int column, const std::string& place, const std::string& text,
              const CellLook& look);
    void blank(std::uint32_t row, int column, const CellLook& look);
    /// For rows of more than one line or of large type: not every program finds out by itself.
    void height(std::uint32_t row, double points);

    lxw_worksheet* handle() const { return m_sheet; }
    const std::string& name() const { return m_name; }

  private:
    lxw_format* format(const CellLook& look);

    lxw_workbook* m_workbook;
    std::map<std::string, lxw_format*>* m_formats;
    lxw_worksheet* m_sheet;
    std::string m_name;
};

/// As a cell holds it: no control characters, at most 32,767 units of UTF-16.
std::string xlsxText(const std::string& text);
/// A name that a worksheet may have and none of `taken` has.
std::string sheetName(const std::string& wanted, const std::set<std::string>& taken);
/// The verdict's mark as a sign of the usual faces, then the word.
std::string signedWord(Mark mark, const std::string& word);

/// A format that shows `value` as `text` has it: "≤"0.0 for "≤10.5". General when the text holds another
/// number of numbers than one.
std::string numberFormat(const std::string& text, double value);
/// The same without the words around the number.
std::string plainNumberFormat(const std::string& text);

/// "C5", with `fixed` "$C$5"; rows and columns from 0.
std::string cellName(std::uint32_t row, int column, bool fixed = false);

}  // namespace shuiheng::report
