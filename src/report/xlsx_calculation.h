#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "report/document.h"

namespace shuiheng::report {

class XlsxSheet;

/// An expression with its references (c2, i1.3, p1) replaced; nothing when `resolve` does not know one.
std::optional<std::string> translated(
    const std::string& expression,
    const std::function<std::optional<std::string>(std::string_view reference)>& resolve);

/// The calculation sheets of a document on two worksheets: figures with formulas that go on calculating, and
/// the records they are made from.
class XlsxCalculation {
  public:
    /// Every figure and record gets its place here, so that cells can point at what is written later.
    XlsxCalculation(const Document& document, std::string figuresSheet, std::string recordsSheet);

    bool empty() const { return m_tops.empty(); }
    bool hasRecords() const { return !m_blocks.empty(); }
    /// The cell of the figure with this number, with its worksheet.
    std::optional<std::string> cellOf(const std::string& number) const;

    void writeFigures(XlsxSheet& sheet) const;
    void writeRecords(XlsxSheet& sheet) const;

  private:
    struct Place {
        std::uint32_t row = 0;
        std::size_t top = 0;
        const CalculationSheet* original = nullptr;  ///< of a figure that is only named
    };
    /// The rows of one input; equal inputs of several figures stand once.
    struct Block {
        const Fact* fact = nullptr;
        std::string figure;
        std::uint32_t row = 0;  ///< of its head
    };

    void place(const CalculationSheet& sheet, std::size_t top);
    void placeRecords(const Fact& fact, const std::string& figure);
    void findOriginals();
    std::string valueCell(const CalculationSheet& sheet) const;
    std::optional<std::string> resolve(const CalculationSheet& sheet, std::string_view reference) const;
    std::optional<std::string> formulaOf(const CalculationSheet& sheet) const;
    void write(XlsxSheet& out, const CalculationSheet& sheet, int depth) const;

    std::string m_figuresName;
    std::string m_recordsName;
    Language m_language;
    std::vector<const CalculationSheet*> m_tops;
    std::unordered_map<const CalculationSheet*, Place> m_places;
    std::map<std::string, const CalculationSheet*> m_byNumber;
    std::vector<Block> m_blocks;
    std::unordered_map<const Fact*, std::size_t> m_blockOf;
    std::map<std::string, std::vector<std::size_t>> m_blocksByText;
    std::uint32_t m_nextFigure = 0;
    std::uint32_t m_nextRecord = 0;
};

}  // namespace shuiheng::report
