#include "report/html_writer.h"

#include <QByteArray>
#include <algorithm>

#include "report/chart_picture.h"
#include "report/save_file.h"
#include "report/verdict_mark.h"
#include "report/xml_text.h"

namespace shuiheng::report {

namespace {

constexpr const char* kStyle = R"(
body{max-width:52em;margin:2em auto;padding:0 1em;color:#1b2530;background:#fff;font:16px/1.8 FangSong,"Noto Serif CJK SC",serif}
h1{text-align:center;font-size:1.5em}h2{font-size:1.15em;font-family:SimHei,"Noto Sans CJK SC",sans-serif}
h3{font-size:1.05em;font-family:KaiTi,"Noto Serif CJK SC",serif}p{text-indent:2em;margin:.2em 0}p.plain{text-indent:0}
b.lead{font-family:KaiTi,"Noto Serif CJK SC",serif;font-weight:normal}
table{width:100%;border-collapse:collapse;border-top:1.5pt solid;border-bottom:1.5pt solid;font-size:.82em;line-height:1.5}
thead{border-bottom:.75pt solid}tfoot{border-top:.75pt solid;font-weight:bold}td,th{padding:.25em .5em;vertical-align:top}
caption{font-weight:bold;font-size:1.15em}.right{text-align:right}.centre{text-align:center}.left{text-align:left}
tr.group{border-top:.5pt solid #aeb9c4}.nowrap{white-space:nowrap}.note,.small,dl{font-size:.82em;text-indent:0;line-height:1.6}.small{color:#465463}
figure{margin:.6em 0;text-align:center}figcaption{font-weight:bold;font-size:.95em}
.chart{width:100%;max-width:44em;font-family:"Noto Sans CJK SC",SimSun,sans-serif}.mark{width:1em;height:1em;vertical-align:-.1em;margin-right:.3em}
.sample{position:fixed;top:1em;right:1em;border:1px solid #24384a;padding:.1em .8em;background:#fff}
section.figure{border-left:1px solid #aeb9c4;padding-left:.8em;margin:.6em 0}
.figure h4{display:flex;justify-content:space-between;margin:.2em 0}dl{display:grid;grid-template-columns:6em 1fr;margin:0}dt{color:#465463}dd{margin:0}
td,th,p,dd,li,h4{overflow-wrap:anywhere}.nowrap{overflow-wrap:normal}
@media print{.sample{position:fixed}}
)";

std::string escaped(const std::string& text) {
    return xmlText(text);
}

/// Names of unknown direction stay inside their own cell.
std::string isolated(const std::string& text) {
    return "<bdi>" + escaped(text) + "</bdi>";
}

const char* classOf(Alignment alignment) {
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

class HtmlPage {
  public:
    explicit HtmlPage(const Document& document) : m_document(&document) {}

    std::string text() {
        const Document& document = *m_document;
        std::string title = document.title;
        std::replace(title.begin(), title.end(), '\n', ' ');
        m_out = "<!DOCTYPE html>\n<html lang=\"";
        m_out += document.language == Language::Chinese ? "zh-CN" : "en";
        m_out += "\"><head><meta charset=\"utf-8\">\n<title>" + escaped(title) + "</title>\n<style>" +
                 kStyle + "</style></head>\n<body>\n";
        if (document.sample) {
            m_out += "<div class=\"sample\">" + escaped(document.sampleWord) + "</div>\n";
        }
        m_out += "<h1>" + escaped(title) + "</h1>\n";
        for (const std::string& line : {document.subtitle, document.issuer}) {
            if (!line.empty()) {
                m_out += "<p class=\"plain centre\">" + escaped(line) + "</p>\n";
            }
        }
        for (const Block& block : document.blocks) {
            std::visit([this](const auto& part) { add(part); }, block);
        }
        m_out += "<hr><p class=\"small\">" + escaped(document.footer.left) + "　" +
                 escaped(document.footer.right) + "</p>\n</body></html>\n";
        return m_out;
    }

  private:
    void add(const Heading& heading) {
        const std::string tag = heading.level == 1 ? "h2" : "h3";
        const std::string label = heading.appendix.empty() ? "" : escaped(heading.appendix) + "　";
        m_out += "<" + tag + ">" + label + escaped(heading.text) + "</" + tag + ">\n";
    }
    void add(const Paragraph& paragraph) {
        m_out += paragraph.indented ? "<p>" : "<p class=\"plain\">";
        for (const Run& run : paragraph.runs) {
            switch (run.style) {
                case RunStyle::Plain:
                    m_out += escaped(run.text);
                    break;
                case RunStyle::Lead:
                    m_out += "<b class=\"lead\">" + escaped(run.text) + "</b>";
                    break;
                case RunStyle::Strong:
                    m_out += "<b>" + escaped(run.text) + "</b>";
                    break;
            }
        }
        m_out += "</p>\n";
    }
    void addCell(const Column& column, const Cell& cell, const char* tag) {
        m_out += std::string("<") + tag + " class=\"" + classOf(column.alignment) +
                 (column.wraps ? "" : " nowrap") + "\">";
        if (cell.mark) {
            m_out += markSvg(*cell.mark);
        }
        const std::string words = isolated(cell.text);
        m_out += (cell.strong ? "<b>" + words + "</b>" : words) + "</" + tag + ">";
    }
    void addRows(const Table& table, const std::vector<Row>& rows) {
        for (const Row& row : rows) {
            const bool first = table.grouped && !row.empty() && !row.front().text.empty();
            m_out += first ? "<tr class=\"group\">" : "<tr>";
            for (std::size_t i = 0; i < table.columns.size(); ++i) {
                addCell(table.columns[i], i < row.size() ? row[i] : Cell(), "td");
            }
            m_out += "</tr>\n";
        }
    }
    void add(const Table& table) {
        if (!table.noteRight.empty() && table.title.empty()) {
            m_out += "<p class=\"note right\">" + escaped(table.noteRight) + "</p>\n";
        }
        m_out += "<table>";
        if (!table.title.empty()) {
            m_out += "<caption>" + escaped(table.title);
            if (!table.noteRight.empty()) {
                m_out += "<div class=\"note right\">" + escaped(table.noteRight) + "</div>";
            }
            m_out += "</caption>";
        }
        m_out += "\n<thead><tr>";
        for (const Column& column : table.columns) {
            addCell(column, Cell(column.header), "th");
        }
        m_out += "</tr></thead>\n<tbody>\n";
        addRows(table, table.rows);
        m_out += "</tbody>";
        if (!table.totals.empty()) {
            m_out += "<tfoot>\n";
            addRows(table, table.totals);
            m_out += "</tfoot>";
        }
        m_out += "</table>\n";
        for (const std::string& note : table.notes) {
            m_out += "<p class=\"note\">" + escaped(note) + "</p>\n";
        }
    }
    void add(const Chart& chart) {
        m_out +=
            "<figure>" + svgOf(chart) + "<figcaption>" + escaped(chart.title) + "</figcaption></figure>\n";
    }
    void add(const List& list) {
        const std::string tag = list.numbered ? "ol" : "ul";
        m_out += "<" + tag + ">\n";
        for (const std::string& item : list.items) {
            m_out += "<li>" + escaped(item) + "</li>\n";
        }
        m_out += "</" + tag + ">\n";
    }
    void add(const PageBreak&) { m_out += "<hr>\n"; }
    void add(const CalculationSheet& sheet) {
        m_out += "<section class=\"figure\"><h4><span>" + escaped(sheet.number) + " " + escaped(sheet.name) +
                 "</span><span>" + escaped(sheet.value) + "</span></h4>\n<dl>";
        for (const Fact& fact : sheet.facts) {
            m_out += "<dt>" + escaped(fact.label) + "</dt><dd>" + isolated(fact.text) + "</dd>\n";
        }
        m_out += "</dl>\n";
        for (const CalculationSheet& child : sheet.children) {
            add(child);
        }
        m_out += "</section>\n";
    }
    void add(const SignatureBlock& block) {
        for (const std::string& field : block.fields) {
            m_out += "<p class=\"plain\">" + escaped(field) + "________________</p>\n";
        }
    }
    void add(const SmallPrint& print) { m_out += "<p class=\"small\">" + escaped(print.text) + "</p>\n"; }

    const Document* m_document;
    std::string m_out;
};

}  // namespace

std::string toHtml(const Document& document) {
    return HtmlPage(document).text();
}

Result<> writeHtml(const Document& document, const std::filesystem::path& file) {
    return saveWhole(QByteArray::fromStdString(toHtml(document)), file);
}

}  // namespace shuiheng::report
