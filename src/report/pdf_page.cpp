#include "report/pdf_page.h"

#include <QPainterPath>
#include <algorithm>
#include <cmath>

namespace shuiheng::report {

namespace {
const QColor kGrey(0x46, 0x54, 0x63);
const QColor kWatermark(0xF1, 0xF3, 0xF4);
constexpr double kFootBaseline = 280;  // mm
constexpr double kSampleBoxTop = 20;
constexpr double kSampleBoxHeight = 6.8;
}  // namespace

Page::Page(QPdfWriter& writer, QPainter& painter, const FontSet& fonts, const Document& document)
    : m_writer(&writer),
      m_painter(&painter),
      m_fonts(&fonts),
      m_document(&document),
      m_pixelsPerPoint(writer.resolution() / 72.0) {
    frame();
}

TextStyle Page::style(FontRole role, double size, QColor colour) const {
    return {role, points(size), 0, colour};
}

TextStyle Page::body(FontRole role) const {
    TextStyle style = this->style(role, gb::kBodySize);
    if (m_document->language == Language::Chinese) {
        style.spacing = width() / gb::kCharacters - std::round(style.size);
    }
    return style;
}

void Page::newPage() {
    m_writer->newPage();
    ++m_count;
    frame();
}

void Page::ensure(double needed) {
    if (!fits(needed) && !fresh()) {
        newPage();
    }
}

void Page::drawLine(const QString& text, const TextStyle& style, double left, double width, double baseline,
                    Place place) {
    TextBlock block(*m_fonts, {{text, style}});
    block.breakLines(1e7);
    const double free = width - block.naturalWidth();
    const double offset = place == Place::Left ? 0 : (place == Place::Right ? free : free / 2);
    block.draw(*m_painter, block.lines().front(), left + offset, baseline, width, false);
}

void Page::watermark() {
    // Outlines, not text: a search or a copy of the page must not pick it up between the lines.
    QPainterPath path;
    const QFont font = m_fonts->font(FontRole::Heading, static_cast<int>(millimetres(26)));
    path.addText(0, 0, font, QString::fromStdString(m_document->sampleWord));
    const QRectF box = path.boundingRect();
    const double scale = std::min(1.0, millimetres(140) / std::max(1.0, box.width()));
    m_painter->save();
    m_painter->translate(millimetres(105), millimetres(152));
    m_painter->rotate(-30);
    m_painter->scale(scale, scale);
    m_painter->translate(-box.center());
    m_painter->setPen(Qt::NoPen);
    m_painter->setBrush(kWatermark);
    m_painter->drawPath(path);
    m_painter->restore();
}

void Page::frame() {
    m_y = top();
    if (m_document->sample) {
        watermark();
        const TextStyle boxStyle = style(FontRole::Heading, 12, QColor(0x24, 0x38, 0x4A));
        TextBlock word(*m_fonts, {{QString::fromStdString(m_document->sampleWord), boxStyle}});
        const double boxWidth = word.naturalWidth() + millimetres(6.4);
        const QRectF box(left() + width() - boxWidth, millimetres(kSampleBoxTop), boxWidth,
                         millimetres(kSampleBoxHeight));
        m_painter->setPen(QPen(QColor(0x24, 0x38, 0x4A), points(0.75)));
        m_painter->setBrush(Qt::white);
        m_painter->drawRect(box);
        drawLine(QString::fromStdString(m_document->sampleWord), boxStyle, box.left(), box.width(),
                 baseline(box.top(), box.height(), boxStyle.size), Place::Centre);
    }
    // Page number 7 mm below the type area, one character in from the outer edge.
    const TextStyle number = style(FontRole::Table, gb::kPageNumberSize);
    const bool odd = m_count % 2 == 1;
    drawLine(QStringLiteral("— %1 —").arg(m_count), number, left() + number.size, width() - 2 * number.size,
             bottom() + millimetres(gb::kPageNumberGap) + number.size * 0.88,
             odd ? Place::Right : Place::Left);
    const TextStyle foot = style(FontRole::Table, gb::kTableSize, kGrey);
    const double footLine = millimetres(kFootBaseline);
    drawLine(QString::fromStdString(m_document->footer.left), foot, left(), width(), footLine, Place::Left);
    drawLine(QString::fromStdString(m_document->footer.right), foot, left(), width(), footLine, Place::Right);
}

}  // namespace shuiheng::report
