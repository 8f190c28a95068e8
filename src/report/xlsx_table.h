#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "report/xlsx_sheet.h"

namespace shuiheng::report {

class XlsxCalculation;

/// The head of a table between its two rules.
CellLook xlsxHead(Alignment alignment);

/// Tables on a worksheet, one below the other; figures, margins and verdicts as formulas where the tree says
/// how they follow.
class XlsxTables {
  public:
    XlsxTables(lxw_workbook* workbook, const XlsxCalculation& calculation)
        : m_workbook(workbook), m_calculation(&calculation) {}

    /// The first one's title stands in `row`.
    void write(XlsxSheet& sheet, const std::vector<const Table*>& tables, std::uint32_t row);

  private:
    double linesOf(const Table& table, const Row& row) const;
    std::uint32_t addTable(XlsxSheet& sheet, const Table& table, std::uint32_t row);
    void addCell(XlsxSheet& sheet, const Table& table, const Row& row, std::uint32_t at, int column,
                 CellLook look);
    void colourVerdicts(XlsxSheet& sheet, const Table& table, std::uint32_t first, std::uint32_t last);
    lxw_format* verdictFormat(Mark mark);

    lxw_workbook* m_workbook;
    const XlsxCalculation* m_calculation;
    std::map<Mark, lxw_format*> m_verdicts;
    std::vector<double> m_widths;  ///< of the worksheet being filled
};

}  // namespace shuiheng::report
