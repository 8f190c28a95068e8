#include "report/pdf_table.h"

#include <algorithm>

#include "report/column_widths.h"
#include "report/verdict_mark.h"

namespace shuiheng::report {

namespace {
constexpr double kPitch = 1.42;  // em
constexpr double kPaddingPoints = 3.1;
constexpr double kGapPoints = 7;
constexpr double kThick = 1.5;
constexpr double kThin = 0.75;
constexpr std::size_t kLeadRows = 3;
}  // namespace

PdfTable::PdfTable(const Page& page, const Table& table)
    : m_table(&table),
      m_pitch(page.points(gb::kTableSize * kPitch)),
      m_padding(page.points(kPaddingPoints)),
      m_gap(page.points(kGapPoints)),
      m_markRoom(page.points(gb::kTableSize * 1.35)) {
    Row header;
    for (const Column& column : table.columns) {
        header.emplace_back(column.header);
    }
    m_header = setRow(page, header, FontRole::TableHead);
    for (const Row& row : table.rows) {
        m_rows.push_back(setRow(page, row, FontRole::Table));
    }
    for (const Row& row : table.totals) {
        m_rows.push_back(setRow(page, row, FontRole::TableHead));
        m_rows.back().total = true;
    }
    std::vector<SetRow*> all = {&m_header};
    for (SetRow& row : m_rows) {
        all.push_back(&row);
    }
    m_widths = chooseWidths(page, all);
    double x = page.left();
    for (std::size_t i = 0; i < m_widths.size(); ++i) {
        x += extraGap(i);
        m_lefts.push_back(x + m_gap / 2);
        x += m_widths[i] + m_gap;
    }
    for (SetRow* row : all) {
        breakRow(*row);
    }
    if (!table.title.empty()) {
        TextBlock title = titleBlock(page);
        m_titleHeight = page.points(6 + 20 * static_cast<double>(title.breakLines(page.width()).size()));
    }
    if (!table.noteRight.empty()) {
        m_noteHeight = page.points(16);
    }
    m_notesHeight = notesHeight(page);
    m_longest = page.height() / 3;
}

TextBlock PdfTable::titleBlock(const Page& page) const {
    return {page.fonts(),
            {{QString::fromStdString(m_table->title), page.style(FontRole::TableHead, gb::kTableTitleSize)}}};
}

double PdfTable::extraGap(std::size_t column) const {
    const std::vector<Column>& columns = m_table->columns;
    const bool meets = column > 0 && columns[column - 1].alignment == Alignment::Right &&
                       columns[column].alignment == Alignment::Left;
    return meets ? m_gap * 0.8 : 0;  // flush figures would run into flush words
}

PdfTable::SetRow PdfTable::setRow(const Page& page, const Row& row, FontRole role) const {
    SetRow result;
    for (std::size_t i = 0; i < m_table->columns.size(); ++i) {
        const Cell cell = i < row.size() ? row[i] : Cell();
        const TextStyle style = page.style(cell.strong ? FontRole::TableHead : role, gb::kTableSize);
        result.cells.push_back({TextBlock(page.fonts(), {{QString::fromStdString(cell.text), style}}),
                                m_table->columns[i].alignment, cell.mark});
    }
    return result;
}

std::vector<double> PdfTable::chooseWidths(const Page& page, const std::vector<SetRow*>& rows) const {
    const double slack = page.points(0.6);
    std::vector<std::vector<CellExtent>> extents;
    for (const SetRow* row : rows) {
        extents.emplace_back();
        for (const SetCell& cell : row->cells) {
            extents.back().push_back({cell.text.naturalWidth() + slack, cell.text.widestPiece() + slack,
                                      cell.mark ? m_markRoom : 0});
        }
    }
    double room = page.width();
    for (std::size_t i = 0; i < m_table->columns.size(); ++i) {
        room -= m_gap + extraGap(i);
    }
    return columnWidths(m_table->columns, extents, {room, page.points(2 * gb::kTableSize), page.width() / 3});
}

void PdfTable::breakRow(SetRow& row) const {
    row.lines = 1;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        SetCell& cell = row.cells[i];
        cell.text.breakLines(m_widths[i] - (cell.mark ? m_markRoom : 0));
        row.lines = std::max(row.lines, static_cast<int>(cell.text.lines().size()));
    }
}

double PdfTable::leadHeight() const {
    const double head = m_titleHeight + m_noteHeight + heightOf(m_header.lines);
    double whole = head + m_notesHeight;
    double height = head;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        whole += heightOf(m_rows[i].lines);
        height += i < kLeadRows ? heightOf(std::min(m_rows[i].lines, 4)) : 0;
    }
    return whole <= m_longest ? whole : height;
}

double PdfTable::notesHeight(const Page& page) const {
    double height = 0;
    for (const std::string& note : m_table->notes) {
        TextBlock block(page.fonts(),
                        {{QString::fromStdString(note), page.style(FontRole::Table, gb::kTableSize)}});
        height +=
            page.points(gb::kTableSize * 1.5) * static_cast<double>(block.breakLines(page.width()).size());
    }
    return height > 0 ? height + page.points(7) : page.points(2);
}

void PdfTable::rule(Page& page, double points) const {
    page.painter().setPen(QPen(Qt::black, page.points(points), Qt::SolidLine, Qt::FlatCap));
    page.painter().drawLine(QPointF(page.left(), page.y()), QPointF(page.left() + page.width(), page.y()));
}

void PdfTable::hairline(Page& page) const {
    page.painter().setPen(QPen(QColor(0xAE, 0xB9, 0xC4), page.points(0.5)));
    page.painter().drawLine(QPointF(page.left(), page.y()), QPointF(page.left() + page.width(), page.y()));
}

void PdfTable::drawRow(Page& page, const SetRow& row, int firstLine, int lines) const {
    const double size = page.points(gb::kTableSize);
    const double top = page.y() + m_padding;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const SetCell& cell = row.cells[i];
        const std::vector<TextLine>& set = cell.text.lines();
        // Cells with fewer lines than the row stand at its top, on the same baseline.
        for (int at = firstLine; at < std::min(firstLine + lines, static_cast<int>(set.size())); ++at) {
            const TextLine& line = set[static_cast<std::size_t>(at)];
            const double lineTop = top + (at - firstLine) * m_pitch;
            const double baseline = Page::baseline(lineTop, m_pitch, size);
            double left = m_lefts[i];
            double width = m_widths[i];
            if (cell.mark) {
                if (at == 0) {
                    const double side = size * 1.02;
                    drawMark(page.painter(), *cell.mark,
                             QRectF(left, lineTop + (m_pitch - side) / 2, side, side));
                }
                left += m_markRoom;
                width -= m_markRoom;
            }
            const double free = width - line.width;
            const double offset = cell.alignment == Alignment::Left
                                      ? 0
                                      : (cell.alignment == Alignment::Right ? free : free / 2);
            cell.text.draw(page.painter(), line, left + offset, baseline, width, false);
        }
    }
    page.advance(heightOf(lines));
}

void PdfTable::drawHeader(Page& page, bool again) const {
    using Place = Page::Place;
    if (!again && !m_table->title.empty()) {
        TextBlock title = titleBlock(page);
        const double pitch = page.points(20);
        page.advance(page.points(3));
        for (const TextLine& line : title.breakLines(page.width())) {
            title.draw(page.painter(), line, page.left() + (page.width() - line.width) / 2,
                       Page::baseline(page.y(), pitch, page.points(gb::kTableTitleSize)), page.width(),
                       false);
            page.advance(pitch);
        }
        page.advance(page.points(3));
    }
    if (again && !m_table->continued.empty()) {
        const double height = page.points(18);
        page.drawLine(QString::fromStdString(m_table->continued),
                      page.style(FontRole::TableHead, gb::kNoteSize), page.left(), page.width(),
                      Page::baseline(page.y(), height, page.points(gb::kNoteSize)), Place::Centre);
        page.advance(m_table->noteRight.empty() ? height : 0);  // the note line stands beside it
    }
    if (!m_table->noteRight.empty()) {
        const double height = again ? page.points(18) : m_noteHeight;
        page.drawLine(QString::fromStdString(m_table->noteRight), page.style(FontRole::Table, gb::kNoteSize),
                      page.left(), page.width(), Page::baseline(page.y(), height, page.points(gb::kNoteSize)),
                      Place::Right);
        page.advance(height);
    }
    rule(page, kThick);
    drawRow(page, m_header, 0, m_header.lines);
    rule(page, kThin);
}

void PdfTable::drawNotes(Page& page) const {
    page.advance(page.points(5));
    for (const std::string& note : m_table->notes) {
        TextBlock block(page.fonts(),
                        {{QString::fromStdString(note), page.style(FontRole::Table, gb::kTableSize)}});
        const double pitch = page.points(gb::kTableSize * 1.5);
        for (const TextLine& line : block.breakLines(page.width())) {
            page.ensure(pitch);
            block.draw(page.painter(), line, page.left(),
                       Page::baseline(page.y(), pitch, page.points(gb::kTableSize)), page.width(), true);
            page.advance(pitch);
        }
    }
}

bool PdfTable::opensGroup(std::size_t row) const {
    return m_table->grouped && row < m_table->rows.size() && !m_table->rows[row].empty() &&
           !m_table->rows[row].front().text.empty();
}

double PdfTable::groupHeight(std::size_t row) const {
    double height = heightOf(m_rows[row].lines);
    while (++row < m_table->rows.size() && !opensGroup(row)) {
        height += heightOf(m_rows[row].lines);
    }
    return height;
}

void PdfTable::goOn(Page& page) const {
    rule(page, kThick);
    page.newPage();
    drawHeader(page, true);
}

void PdfTable::draw(Page& page) const {
    page.ensure(leadHeight());
    drawHeader(page, false);
    const double bottomRule = page.points(kThick);
    const double freshRoom = page.height() - heightOf(m_header.lines) - page.points(40);
    // Notes of a few lines stand below the last row, not alone on the next page.
    const double last = std::min(m_notesHeight, m_longest / 2);
    bool firstTotal = true;
    bool belowHead = true;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const SetRow& row = m_rows[i];
        double below = bottomRule + (i + 1 == m_rows.size() ? last : 0);
        if (i > kLeadRows && i + kLeadRows == m_rows.size()) {
            // The last rows go together: one row alone under a repeated header reads badly.
            double rest = last;
            for (std::size_t next = i + 1; next < m_rows.size(); ++next) {
                rest += heightOf(m_rows[next].lines);
            }
            below += std::min(rest, m_longest / 2);
        }
        if (opensGroup(i) && !belowHead) {
            // A short group goes to the next page whole: its later rows do not say what they belong to.
            const double group = groupHeight(i) + below;
            if (!page.fits(group) && group <= m_longest) {
                goOn(page);
            } else if (page.fits(heightOf(row.lines) + below)) {
                hairline(page);
            }
        }
        belowHead = false;
        int drawn = 0;
        if (row.total && firstTotal) {
            rule(page, kThin);
            firstTotal = false;
        }
        while (drawn < row.lines) {
            const int left = row.lines - drawn;
            if (page.fits(heightOf(left) + below)) {
                drawRow(page, row, drawn, left);
                break;
            }
            // Too tall for any page: as many lines as fit here. Otherwise the whole row moves on.
            const int here =
                std::min(left - 1, static_cast<int>((page.room() - bottomRule - 2 * m_padding) / m_pitch));
            if (heightOf(left) + below > freshRoom && here > 0) {
                drawRow(page, row, drawn, here);
                drawn += here;
            }
            goOn(page);
        }
    }
    rule(page, kThick);
    drawNotes(page);
    page.advance(page.points(9));
}

}  // namespace shuiheng::report
