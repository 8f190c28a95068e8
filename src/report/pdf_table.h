#pragma once

#include <vector>

#include "report/document.h"
#include "report/pdf_page.h"

namespace shuiheng::report {

/// A table with three rules, laid out for the type area; rows move to the next page whole.
class PdfTable {
  public:
    PdfTable(const Page& page, const Table& table);

    /// What must stay together at a page's end: a short table whole, of a longer one title, header and the
    /// first rows.
    double leadHeight() const;
    void draw(Page& page) const;

  private:
    struct SetCell {
        TextBlock text;
        Alignment alignment;
        std::optional<Mark> mark;
    };
    struct SetRow {
        std::vector<SetCell> cells;
        int lines = 1;
        bool total = false;
    };
    SetRow setRow(const Page& page, const Row& row, FontRole role) const;
    std::vector<double> chooseWidths(const Page& page, const std::vector<SetRow*>& rows) const;
    double extraGap(std::size_t column) const;
    TextBlock titleBlock(const Page& page) const;
    void breakRow(SetRow& row) const;
    double heightOf(int lines) const { return lines * m_pitch + 2 * m_padding; }
    bool opensGroup(std::size_t row) const;
    double groupHeight(std::size_t row) const;
    /// On a new page below a repeated header.
    void goOn(Page& page) const;
    void drawRow(Page& page, const SetRow& row, int firstLine, int lines) const;
    void drawHeader(Page& page, bool again) const;
    void drawNotes(Page& page) const;
    double notesHeight(const Page& page) const;
    void rule(Page& page, double points) const;
    void hairline(Page& page) const;

    const Table* m_table;
    double m_pitch;
    double m_padding;
    double m_gap;
    double m_markRoom;
    std::vector<double> m_widths;
    std::vector<double> m_lefts;
    SetRow m_header;
    std::vector<SetRow> m_rows;
    double m_titleHeight = 0;
    double m_noteHeight = 0;   ///< of the line above the right end
    double m_notesHeight = 0;  ///< of the notes below
    double m_longest = 0;      ///< a table up to this height is not divided
};

}  // namespace shuiheng::report
