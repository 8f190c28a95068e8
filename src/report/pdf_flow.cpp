#include "report/pdf_flow.h"

#include <algorithm>

#include "report/chart_paint.h"
#include "report/chart_picture.h"
#include "report/pdf_table.h"

namespace shuiheng::report {

namespace {

const QColor kGrey(0x46, 0x54, 0x63);
const QColor kLine(0xAE, 0xB9, 0xC4);
constexpr double kSignatureLead = 0.5;  // lines
constexpr double kSignaturePitch = 1.25;

QString text(const std::string& value) {
    return QString::fromStdString(value);
}

FontRole faceOf(const Heading& heading) {
    switch (heading.level) {
        case 1:
            return FontRole::Heading;
        case 2:
            return FontRole::Lead;
        default:
            return FontRole::Body;
    }
}

bool mustFollowCharts(const Block& block) {
    return std::holds_alternative<Heading>(block) || std::holds_alternative<PageBreak>(block) ||
           std::holds_alternative<CalculationSheet>(block) || std::holds_alternative<SignatureBlock>(block);
}

bool opensAppendix(const Block& block) {
    const auto* heading = std::get_if<Heading>(&block);
    return heading != nullptr && !heading->appendix.empty();
}

template <typename... Handlers>
struct Overloaded : Handlers... {
    using Handlers::operator()...;
};
template <typename... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

}  // namespace

double PdfFlow::leadHeight(std::size_t index) const {
    if (index >= m_document->blocks.size()) {
        return 0;
    }
    const double pitch = m_page->linePitch();
    return std::visit(
        Overloaded{[&](const Heading&) { return pitch + leadHeight(index + 1); },
                   [&](const Table& table) { return PdfTable(*m_page, table).leadHeight(); },
                   [](const Chart&) { return 0.0; }, [&](const Paragraph&) { return 2 * pitch; },
                   [&](const List&) { return 2 * pitch; }, [&](const PageBreak&) { return 0.0; },
                   [&](const CalculationSheet&) { return m_page->points(60); },
                   [&](const SignatureBlock& block) { return signatureHeight(block); },
                   [&](const SmallPrint&) { return m_page->points(30); }},
        m_document->blocks[index]);
}

void PdfFlow::draw(const QString& closing) {
    drawTitle();
    bool closed = closing.isEmpty();
    for (std::size_t i = 0; i < m_document->blocks.size(); ++i) {
        placeCharts(mustFollowCharts(m_document->blocks[i]));
        if (!closed && opensAppendix(m_document->blocks[i])) {
            drawSmallPrint(closing);
            closed = true;
        }
        std::visit(Overloaded{[&](const Heading& heading) { drawHeading(heading, leadHeight(i + 1)); },
                              [&](const Table& table) { PdfTable(*m_page, table).draw(*m_page); },
                              [&](const Chart& chart) {
                                  m_waiting.push_back(&chart);
                                  placeCharts(false);
                              },
                              [&](const Paragraph& paragraph) {
                                  // Places to sign never stand alone on a page.
                                  const bool signedNext =
                                      i + 1 < m_document->blocks.size() &&
                                      std::holds_alternative<SignatureBlock>(m_document->blocks[i + 1]);
                                  drawParagraph(paragraph, signedNext ? leadHeight(i + 1) : 0);
                              },
                              [&](const List& list) { drawList(list); },
                              [&](const PageBreak&) {
                                  if (!m_page->fresh()) {
                                      m_page->newPage();
                                  }
                              },
                              [&](const CalculationSheet& sheet) { drawSheet(*m_page, sheet); },
                              [&](const SignatureBlock& block) { drawSignature(block); },
                              [&](const SmallPrint& print) { drawSmallPrint(text(print.text)); }},
                   m_document->blocks[i]);
    }
    placeCharts(true);
    if (!closed) {
        drawSmallPrint(closing);
    }
}

/// A chart that has no room waits for the next page while text and tables fill this one, but not longer than
/// its chapter lasts.
void PdfFlow::placeCharts(bool all) {
    while (!m_waiting.empty() && (all || m_page->fits(chartHeight(*m_waiting.front())))) {
        const Chart& chart = *m_waiting.front();
        m_waiting.erase(m_waiting.begin());
        drawChart(chart);
    }
}

void PdfFlow::drawTitle() {
    Page& page = *m_page;
    page.advance(page.linePitch());
    const TextStyle style = page.style(FontRole::Title, gb::kTitleSize);
    const double pitch = page.points(36);
    for (const QString& part : text(m_document->title).split(QLatin1Char('\n'))) {
        TextBlock block(page.fonts(), {{part, style}});
        for (const TextLine& line : block.breakLines(page.width())) {
            block.draw(page.painter(), line, page.left() + (page.width() - line.width) / 2,
                       Page::baseline(page.y(), pitch, style.size), page.width(), false);
            page.advance(pitch);
        }
    }
    const TextStyle small = page.style(FontRole::Lead, gb::kBodySize);
    for (const std::string& part : {m_document->subtitle, m_document->issuer}) {
        if (!part.empty()) {
            page.drawLine(text(part), small, page.left(), page.width(),
                          Page::baseline(page.y(), page.linePitch(), small.size), Page::Place::Centre);
            page.advance(page.linePitch());
        }
    }
    page.advance(page.linePitch());
}

void PdfFlow::mark(const Heading& heading) {
    const std::string label = heading.appendix.empty() ? std::string() : heading.appendix + " ";
    m_bookmarks.push_back(
        {heading.level, text(label + heading.text), m_page->count(), m_page->y() / m_page->points(1)});
}

void PdfFlow::drawAppendixHead(const Heading& heading) {
    Page& page = *m_page;
    if (!page.fresh()) {
        page.newPage();
    }
    mark(heading);
    const TextStyle label = page.body(FontRole::Heading);
    page.drawLine(text(heading.appendix), label, page.left(), page.width(),
                  Page::baseline(page.y(), page.linePitch(), label.size), Page::Place::Left);
    page.advance(page.linePitch() * 1.5);
    const TextStyle title = page.style(FontRole::Title, gb::kTitleSize);
    TextBlock block(page.fonts(), {{text(heading.text), title}});
    for (const TextLine& line : block.breakLines(page.width())) {
        block.draw(page.painter(), line, page.left() + (page.width() - line.width) / 2,
                   Page::baseline(page.y(), page.linePitch(), title.size), page.width(), false);
        page.advance(page.points(36));
    }
    page.advance(page.linePitch() / 2);
}

void PdfFlow::drawHeading(const Heading& heading, double following) {
    if (!heading.appendix.empty()) {
        drawAppendixHead(heading);
        return;
    }
    Page& page = *m_page;
    const TextStyle style = page.body(faceOf(heading));
    TextBlock block(page.fonts(), {{text(heading.text), style}});
    const double indent = 2 * page.width() / gb::kCharacters;
    const auto& lines = block.breakLines(page.width(), indent);
    page.ensure(static_cast<double>(lines.size()) * page.linePitch() +
                std::min(following, page.height() / 2));
    mark(heading);
    for (const TextLine& line : lines) {
        block.draw(page.painter(), line, page.left(), Page::baseline(page.y(), page.linePitch(), style.size),
                   page.width(), true);
        page.advance(page.linePitch());
    }
}

void PdfFlow::drawParagraph(const Paragraph& paragraph, double following) {
    Page& page = *m_page;
    std::vector<StyledRun> runs;
    for (const Run& run : paragraph.runs) {
        const FontRole role = run.style == RunStyle::Lead
                                  ? FontRole::Lead
                                  : (run.style == RunStyle::Strong ? FontRole::Heading : FontRole::Body);
        runs.push_back({text(run.text), page.body(role)});
    }
    if (runs.empty()) {
        return;
    }
    const double size = runs.front().style.size;
    TextBlock block(page.fonts(), std::move(runs));
    const double indent = paragraph.indented ? 2 * page.width() / gb::kCharacters : 0;
    const auto& lines = block.breakLines(page.width(), indent);
    if (paragraph.runs.front().style == RunStyle::Lead) {
        page.ensure(page.linePitch() * static_cast<double>(std::min<std::size_t>(2, lines.size())));
    }
    if (following > 0 && lines.size() <= static_cast<std::size_t>(gb::kLines / 2)) {
        page.ensure(static_cast<double>(lines.size()) * page.linePitch() + following);
    }
    for (const TextLine& line : lines) {
        page.ensure(page.linePitch());
        block.draw(page.painter(), line, page.left(), Page::baseline(page.y(), page.linePitch(), size),
                   page.width(), true);
        page.advance(page.linePitch());
    }
}

double PdfFlow::chartHeight(const Chart& chart) const {
    return m_page->points(pictureOf(chart).height + 34);
}

void PdfFlow::drawChart(const Chart& chart) {
    Page& page = *m_page;
    page.ensure(chartHeight(chart));
    page.advance(page.points(6));
    paintChart(page.painter(), page.fonts(), chart, QPointF(page.left(), page.y()), page.points(1));
    page.advance(page.points(pictureOf(chart).height + 2));
    const double pitch = page.points(20);
    page.drawLine(text(chart.title), page.style(FontRole::TableHead, gb::kTableTitleSize), page.left(),
                  page.width(), Page::baseline(page.y(), pitch, page.points(gb::kTableTitleSize)),
                  Page::Place::Centre);
    page.advance(page.points(26));
}

void PdfFlow::drawList(const List& list) {
    int number = 0;
    for (const std::string& item : list.items) {
        ++number;
        const std::string label = list.numbered ? std::to_string(number) + ". " : std::string();
        if (!list.compact) {
            drawParagraph({{{label + item}}});
            continue;
        }
        Page& page = *m_page;
        const TextStyle style = page.style(FontRole::Table, gb::kNoteSize);
        TextBlock block(page.fonts(), {{text(label + item), style}});
        const double pitch = page.points(gb::kNoteSize * 1.6);
        for (const TextLine& line : block.breakLines(page.width(), 2 * style.size)) {
            page.ensure(pitch);
            block.draw(page.painter(), line, page.left(), Page::baseline(page.y(), pitch, style.size),
                       page.width(), true);
            page.advance(pitch);
        }
    }
}

double PdfFlow::signatureHeight(const SignatureBlock& block) const {
    const auto rows = static_cast<double>((block.fields.size() + 1) / 2);
    return m_page->linePitch() * (kSignatureLead + rows * kSignaturePitch);
}

void PdfFlow::drawSignature(const SignatureBlock& block) {
    Page& page = *m_page;
    const double pitch = page.linePitch() * kSignaturePitch;
    page.ensure(signatureHeight(block));
    page.advance(page.linePitch() * kSignatureLead);
    const TextStyle style = page.style(FontRole::Body, 14);
    double labelRoom = 0;
    for (const std::string& field : block.fields) {
        labelRoom = std::max(labelRoom, TextBlock(page.fonts(), {{text(field), style}}).naturalWidth());
    }
    const double half = page.width() / 2;
    for (std::size_t i = 0; i < block.fields.size(); ++i) {
        const double left = page.left() + (i % 2 == 0 ? 0 : half);
        const double baseline = Page::baseline(page.y(), pitch, style.size);
        page.drawLine(text(block.fields[i]), style, left, labelRoom, baseline, Page::Place::Left);
        page.painter().setPen(QPen(Qt::black, page.points(0.75)));
        const double from = left + labelRoom + page.points(4);
        const double under = baseline + page.points(3);
        page.painter().drawLine(QPointF(from, under), QPointF(left + half - page.points(14), under));
        if (i % 2 == 1 || i + 1 == block.fields.size()) {
            page.advance(pitch);
        }
    }
}

void PdfFlow::drawSmallPrint(const QString& words) {
    Page& page = *m_page;
    const TextStyle style = page.style(FontRole::Table, gb::kTableSize, kGrey);
    TextBlock block(page.fonts(), {{words, style}});
    const double pitch = page.points(gb::kTableSize * 1.5);
    page.advance(page.points(6));
    for (const TextLine& line : block.breakLines(page.width())) {
        page.ensure(pitch);
        block.draw(page.painter(), line, page.left(), Page::baseline(page.y(), pitch, style.size),
                   page.width(), true);
        page.advance(pitch);
    }
}

namespace {

/// The lines at the left of nested figures, drawn piece by piece so that they may run over pages.
void drawGuides(Page& page, int depth, double step, double height) {
    page.painter().setPen(QPen(kLine, page.points(0.5)));
    for (int i = 0; i < depth; ++i) {
        const double x = page.left() + step * i + page.points(3);
        page.painter().drawLine(QPointF(x, page.y()), QPointF(x, page.y() + height));
    }
}

}  // namespace

void drawSheet(Page& page, const CalculationSheet& sheet, int depth) {
    const double step = page.points(14);
    const int shown = std::min(depth, 6);  // deeper figures keep room for their text
    const double indent = step * shown;
    const double left = page.left() + indent;
    const double width = page.width() - indent;
    const TextStyle head = page.style(FontRole::Heading, gb::kNoteSize);
    const double headPitch = page.points(19);
    const double pitch = page.points(gb::kTableSize * 1.55);

    TextBlock value(page.fonts(), {{text(sheet.value), page.style(FontRole::Heading, gb::kNoteSize)}});
    const double valueWidth = std::min(value.naturalWidth(), width / 2);
    TextBlock name(page.fonts(), {{text(sheet.number + "  " + sheet.name), head}});
    const auto& nameLines = name.breakLines(width - valueWidth - page.points(12));
    const auto& valueLines = value.breakLines(valueWidth + page.points(1));
    const auto headLines = static_cast<int>(std::max(nameLines.size(), valueLines.size()));
    page.ensure(headLines * headPitch + std::min<double>(3, static_cast<double>(sheet.facts.size())) * pitch +
                page.points(8));
    if (depth == 0 && !page.fresh()) {
        page.advance(page.points(5));
        page.painter().setPen(QPen(kLine, page.points(0.5)));
        page.painter().drawLine(QPointF(page.left(), page.y()),
                                QPointF(page.left() + page.width(), page.y()));
        page.advance(page.points(3));
    }
    for (int i = 0; i < headLines; ++i) {
        page.ensure(headPitch);
        drawGuides(page, shown, step, headPitch);
        const double baseline = Page::baseline(page.y(), headPitch, head.size);
        if (i < static_cast<int>(nameLines.size())) {
            name.draw(page.painter(), nameLines[static_cast<std::size_t>(i)], left, baseline, width, false);
        }
        if (i < static_cast<int>(valueLines.size())) {
            const TextLine& line = valueLines[static_cast<std::size_t>(i)];
            value.draw(page.painter(), line, page.left() + page.width() - line.width, baseline, width, false);
        }
        page.advance(headPitch);
    }
    double labelWidth = 0;
    for (const Fact& fact : sheet.facts) {
        TextBlock label(page.fonts(), {{text(fact.label), page.style(FontRole::Table, gb::kTableSize)}});
        labelWidth = std::max(labelWidth, label.naturalWidth());
    }
    labelWidth += page.points(9);
    std::string lastLabel;
    for (const Fact& fact : sheet.facts) {
        const TextStyle style = page.style(FontRole::Table, gb::kTableSize);
        TextBlock block(page.fonts(), {{text(fact.text), style}});
        bool first = true;
        for (const TextLine& line : block.breakLines(width - labelWidth)) {
            page.ensure(pitch);
            drawGuides(page, shown, step, pitch);
            const double baseline = Page::baseline(page.y(), pitch, style.size);
            if (first && fact.label != lastLabel) {
                page.drawLine(text(fact.label), page.style(FontRole::Table, gb::kTableSize, kGrey), left,
                              labelWidth, baseline, Page::Place::Left);
            }
            block.draw(page.painter(), line, left + labelWidth, baseline, width - labelWidth, false);
            page.advance(pitch);
            first = false;
        }
        lastLabel = fact.label;
    }
    drawGuides(page, shown, step, page.points(3));
    page.advance(page.points(3));
    for (const CalculationSheet& child : sheet.children) {
        drawSheet(page, child, depth + 1);
    }
}

}  // namespace shuiheng::report
