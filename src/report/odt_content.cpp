#include "report/odt_content.h"

#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <set>

#include "report/chart_paint.h"
#include "report/chart_picture.h"
#include "report/column_widths.h"
#include "report/gb9704.h"
#include "report/odt_styles.h"
#include "report/typography.h"
#include "report/verdict_mark.h"
#include "report/xml_text.h"

namespace shuiheng::report {

namespace {

constexpr double kTypeWidth = gb::kWidth * 72 / 25.4;  // points
constexpr double kCellPadding = 7;                     // left and right together
constexpr double kWideLatin = 0.64;  // em: the face that the reader has may be wider than 宋体
constexpr double kMarkSide = 9;
constexpr double kMarkRoom = 13;
constexpr int kChartDpi = 300;
constexpr int kMarkPixels = 128;
constexpr std::size_t kWholeRows = 10;  ///< tables up to here are not divided
constexpr double kTallRow = 12;         ///< lines; such a row may run over a page

/// Blanks in a row would be drawn together to one.
std::string odtText(const std::string& text) {
    std::string out;
    const std::string escaped = xmlText(text);
    for (std::size_t i = 0; i < escaped.size();) {
        const std::size_t end = std::min(escaped.find_first_not_of(' ', i), escaped.size());
        if (end == i) {
            out += escaped[i++];
            continue;
        }
        const bool alone = end - i == 1 && i > 0 && end < escaped.size();
        out += alone ? " " : "<text:s text:c=\"" + std::to_string(end - i) + "\"/>";
        i = end;
    }
    return out;
}

QByteArray pngOf(const QImage& image) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

QByteArray chartPng(const Chart& chart, const ChartPicture& picture, const FontSet& fonts) {
    const double scale = kChartDpi / 72.0;
    QImage image(static_cast<int>(std::ceil(picture.width * scale)),
                 static_cast<int>(std::ceil(picture.height * scale)), QImage::Format_RGB32);
    image.setDotsPerMeterX(static_cast<int>(std::lround(kChartDpi / 0.0254)));
    image.setDotsPerMeterY(image.dotsPerMeterX());
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    paintChart(painter, fonts, chart, QPointF(0, 0), scale);
    painter.end();
    return pngOf(image);
}

QByteArray markPng(Mark mark) {
    QImage image(kMarkPixels, kMarkPixels, QImage::Format_ARGB32);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    drawMark(painter, mark, QRectF(0, 0, kMarkPixels, kMarkPixels));
    painter.end();
    return pngOf(image);
}

std::string image(const std::string& name) {
    return "<draw:image xlink:href=\"" + name +
           "\" xlink:type=\"simple\" xlink:show=\"embed\" xlink:actuate=\"onLoad\"/>";
}

std::string frame(const std::string& name, double width, double height, const std::string& images) {
    return "<draw:frame draw:name=\"" + name +
           "\" text:anchor-type=\"as-char\" draw:style-name=\"Picture\" "
           "svg:width=\"" +
           odtPoints(width) + "\" svg:height=\"" + odtPoints(height) + "\">" + images + "</draw:frame>";
}

const char* sideOf(Alignment alignment) {
    switch (alignment) {
        case Alignment::Left:
            return "left";
        case Alignment::Centre:
            return "centre";
        case Alignment::Right:
            return "right";
    }
    return "left";
}

class OdtText {
  public:
    OdtText(const Document& document, const FontSet& fonts) : m_document(document), m_fonts(fonts) {}

    OdtContent make() {
        addTitle();
        for (const Block& block : m_document.blocks) {
            std::visit([this](const auto& part) { add(part); }, block);
        }
        OdtContent content;
        content.xml = odtRoot("document-content") + "<office:automatic-styles>\n" + odtCellStyles() +
                      "<style:style style:name=\"Picture\" style:family=\"graphic\">"
                      "<style:graphic-properties style:vertical-pos=\"middle\" style:vertical-rel=\"text\" "
                      "fo:border=\"none\" fo:padding=\"0pt\" fo:margin-right=\"2pt\"/></style:style>\n"
                      "<style:style style:name=\"Whole.row\" style:family=\"table-row\">"
                      "<style:table-row-properties fo:keep-together=\"always\"/></style:style>\n"
                      "<style:style style:name=\"Page\" style:family=\"paragraph\" "
                      "style:parent-style-name=\"Standard\"><style:paragraph-properties "
                      "fo:break-before=\"page\"/></style:style>\n" +
                      m_styles + "</office:automatic-styles>\n<office:body><office:text>\n" + m_body +
                      "</office:text></office:body></office:document-content>\n";
        content.pictures = std::move(m_pictures);
        return content;
    }

  private:
    void paragraph(const std::string& style, const std::string& inside) {
        m_body += "<text:p text:style-name=\"" + style + "\">" + inside + "</text:p>\n";
    }

    void addTitle() {
        paragraph("Title", "");
        std::string title;
        std::string line;
        for (const char c : m_document.title + "\n") {
            if (c != '\n') {
                line += c;
                continue;
            }
            title += (title.empty() ? "" : "<text:line-break/>") + odtText(line);
            line.clear();
        }
        paragraph("Title", title);
        for (const std::string& part : {m_document.subtitle, m_document.issuer}) {
            if (!part.empty()) {
                paragraph("Subtitle", odtText(part));
            }
        }
        paragraph("Subtitle", "");
    }

    void add(const Heading& heading) {
        if (!heading.appendix.empty()) {
            paragraph("Annex", odtText(heading.appendix));
        }
        const std::string level = std::to_string(std::clamp(heading.level, 1, 3));
        m_body += "<text:h text:outline-level=\"" + level + "\" text:style-name=\"" +
                  (heading.appendix.empty() ? "Heading_20_" + level : std::string("Annex_20_title")) + "\">" +
                  odtText(heading.text) + "</text:h>\n";
    }

    void add(const Paragraph& part) {
        std::string inside;
        for (const Run& run : part.runs) {
            const std::string text = odtText(run.text);
            inside += run.style == RunStyle::Plain ? text
                                                   : std::string("<text:span text:style-name=\"") +
                                                         (run.style == RunStyle::Lead ? "Lead" : "Strong") +
                                                         "\">" + text + "</text:span>";
        }
        paragraph(part.indented ? "Text_20_body" : "Text_20_body_20_flush", inside);
    }

    std::string markOf(Mark mark) {
        const std::string name = "Pictures/mark-" + std::to_string(static_cast<int>(mark)) + ".png";
        if (m_marks.insert(mark).second) {
            m_pictures.push_back({name, markPng(mark), true});
        }
        return frame("Mark" + std::to_string(++m_frames), kMarkSide, kMarkSide, image(name));
    }

    void addCell(const Column& column, const Cell& cell, const std::string& style, bool head) {
        m_body += "<table:table-cell table:style-name=\"" + style +
                  "\" office:value-type=\"string\"><text:p text:style-name=\"Table_20_" +
                  (head ? "head_20_" : "") + sideOf(column.alignment) + "\">";
        if (cell.mark) {
            m_body += markOf(*cell.mark) + " ";
        }
        const std::string text = odtText(cell.text);
        m_body += cell.strong && !head
                      ? "<text:span text:style-name=\"Cell_20_strong\">" + text + "</text:span>"
                      : text;
        m_body += "</text:p></table:table-cell>";
    }

    void addRow(const Table& table, const Row& row, Rule above, Rule below, bool head, double lines) {
        m_body += lines < kTallRow ? "<table:table-row table:style-name=\"Whole.row\">" : "<table:table-row>";
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            addCell(table.columns[i], i < row.size() ? row[i] : Cell(), odtCellStyle(above, below), head);
        }
        m_body += "</table:table-row>\n";
    }

    std::vector<double> widthsOf(const Table& table, const std::vector<Row>& rows) const {
        std::vector<std::vector<CellExtent>> extents;
        for (const Row& row : rows) {
            extents.emplace_back();
            for (std::size_t i = 0; i < table.columns.size(); ++i) {
                const Cell cell = i < row.size() ? row[i] : Cell();
                extents.back().push_back({widthInEms(cell.text, kWideLatin) * gb::kTableSize + 1,
                                          pieceInEms(cell.text, kWideLatin) * gb::kTableSize + 1,
                                          cell.mark ? kMarkRoom : 0});
            }
        }
        const double room = kTypeWidth - kCellPadding * static_cast<double>(table.columns.size());
        return columnWidths(table.columns, extents, {room, 2 * gb::kTableSize, kTypeWidth / 3});
    }

    static double linesOf(const Row& row, const std::vector<double>& widths) {
        double lines = 1;
        for (std::size_t i = 0; i < std::min(row.size(), widths.size()); ++i) {
            lines = std::max(lines, std::ceil(widthInEms(row[i].text) * gb::kTableSize / widths[i]));
        }
        return lines;
    }

    void openTable(const std::vector<double>& widths, bool whole) {
        const std::string name = "Table" + std::to_string(++m_tables);
        m_styles += "<style:style style:name=\"" + name +
                    "\" style:family=\"table\"><style:table-properties style:width=\"" +
                    odtPoints(kTypeWidth) + "\" table:align=\"left\" fo:margin-bottom=\"6pt\" " +
                    "style:may-break-between-rows=\"" + (whole ? "false" : "true") + "\"/></style:style>\n";
        m_body += "<table:table table:name=\"" + name + "\" table:style-name=\"" + name + "\">";
        for (std::size_t i = 0; i < widths.size(); ++i) {
            const std::string column = name + "." + std::to_string(i + 1);
            m_styles += "<style:style style:name=\"" + column +
                        "\" style:family=\"table-column\"><style:table-column-properties "
                        "style:column-width=\"" +
                        odtPoints(widths[i] + kCellPadding) + "\"/></style:style>\n";
            m_body += "<table:table-column table:style-name=\"" + column + "\"/>";
        }
    }

    void add(const Table& table) {
        if (!table.title.empty()) {
            paragraph("Table_20_title", odtText(table.title));
        }
        if (!table.noteRight.empty()) {
            paragraph("Table_20_line", odtText(table.noteRight));
        }
        Row header;
        for (const Column& column : table.columns) {
            header.emplace_back(column.header);
        }
        std::vector<Row> rows = table.rows;
        rows.insert(rows.end(), table.totals.begin(), table.totals.end());
        std::vector<Row> all = rows;
        all.push_back(header);
        const std::vector<double> widths = widthsOf(table, all);
        openTable(widths, rows.size() <= kWholeRows);
        m_body += "<table:table-header-rows>\n";
        addRow(table, header, Rule::Thick, Rule::Thin, true, 1);
        m_body += "</table:table-header-rows>\n";
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const bool total = i >= table.rows.size();
            const bool opensGroup =
                table.grouped && i > 0 && !rows[i].empty() && !rows[i].front().text.empty();
            const Rule above = i == table.rows.size() ? Rule::Thin : (opensGroup ? Rule::Hair : Rule::None);
            addRow(table, rows[i], above, i + 1 == rows.size() ? Rule::Thick : Rule::None, total,
                   linesOf(rows[i], widths));
        }
        m_body += "</table:table>\n";
        for (const std::string& note : table.notes) {
            paragraph("Table_20_note", odtText(note));
        }
    }

    void add(const Chart& chart) {
        const ChartPicture picture = pictureOf(chart);
        const std::string name = "Pictures/chart-" + std::to_string(++m_charts);
        m_pictures.push_back({name + ".png", chartPng(chart, picture, m_fonts), true});
        m_pictures.push_back({name + ".svg", QByteArray::fromStdString(svgOf(chart))});
        // The first that a program can show: all of them know PNG, LibreOffice prefers the SVG.
        const std::string inside = image(name + ".png") + image(name + ".svg") + "<svg:title>" +
                                   xmlText(chart.title) + "</svg:title><svg:desc>" + xmlText(chart.inWords) +
                                   "</svg:desc>";
        paragraph("Picture",
                  frame("Chart" + std::to_string(m_charts), picture.width, picture.height, inside));
        paragraph("Picture_20_title", odtText(chart.title));
    }

    void add(const List& list) {
        m_body += std::string("<text:list text:style-name=\"") + (list.numbered ? "Numbered" : "Bulleted") +
                  "\">\n";
        for (const std::string& item : list.items) {
            m_body += "<text:list-item>";
            paragraph(list.compact ? "List_20_compact" : "Text_20_body_20_flush", odtText(item));
            m_body += "</text:list-item>";
        }
        m_body += "</text:list>\n";
    }

    void add(const PageBreak&) { paragraph("Page", ""); }

    void add(const CalculationSheet& sheet) { addSheet(sheet, 0); }

    void addSheet(const CalculationSheet& sheet, int depth) {
        const std::string shown = std::to_string(std::min(depth, kOdtDepths - 1));
        paragraph("Figure_20_" + shown,
                  odtText(sheet.number + "  " + sheet.name) + "<text:tab/>" + odtText(sheet.value));
        std::string last;
        for (const Fact& fact : sheet.facts) {
            paragraph("Fact_20_" + shown, "<text:span text:style-name=\"Fact_20_label\">" +
                                              (fact.label == last ? "" : odtText(fact.label)) +
                                              "</text:span><text:tab/>" + odtText(fact.text));
            last = fact.label;
        }
        for (const CalculationSheet& child : sheet.children) {
            addSheet(child, depth + 1);
        }
    }

    void add(const SignatureBlock& block) {
        for (std::size_t i = 0; i < block.fields.size(); i += 2) {
            std::string line = odtText(block.fields[i]) + "<text:tab/>";
            if (i + 1 < block.fields.size()) {
                line += "<text:tab/>" + odtText(block.fields[i + 1]) + "<text:tab/>";
            }
            paragraph("Signature", line);
        }
    }

    void add(const SmallPrint& print) { paragraph("Small_20_print", odtText(print.text)); }

    const Document& m_document;
    const FontSet& m_fonts;
    std::string m_styles;
    std::string m_body;
    std::vector<ZipPart> m_pictures;
    std::set<Mark> m_marks;
    int m_tables = 0;
    int m_charts = 0;
    int m_frames = 0;
};

}  // namespace

OdtContent odtContent(const Document& document, const FontSet& fonts) {
    return OdtText(document, fonts).make();
}

}  // namespace shuiheng::report
