#include "report/chart_paint.h"

#include <QPainter>
#include <algorithm>

#include "report/chart_picture.h"
#include "report/pdf_fonts.h"
#include "report/pdf_text.h"
#include "report/verdict_mark.h"

namespace shuiheng::report {

namespace {

const QColor kInk(0x1B, 0x25, 0x30);
const QColor kGrid(0xAE, 0xB9, 0xC4);

QPen penOf(const QColor& colour, double width, bool dashed) {
    QPen pen(colour, width, Qt::SolidLine, Qt::FlatCap);
    if (dashed) {
        pen.setDashPattern({3.2, 2});  // in widths of the line
    }
    return pen;
}

void paintBar(QPainter& painter, const ChartPicture::Bar& bar, double hatch) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(penOf(kInk, 0.6, false));
    for (double start = hatch; start < bar.width + bar.height; start += hatch) {
        const double x1 = std::min(start, bar.width);
        const double y2 = std::min(start, bar.height);
        painter.drawLine(QPointF(bar.x + x1, bar.y + start - x1), QPointF(bar.x + start - y2, bar.y + y2));
    }
    painter.setPen(penOf(kInk, 0.75, false));
    painter.drawRect(QRectF(bar.x, bar.y, bar.width, bar.height));
}

}  // namespace

void paintChart(QPainter& painter, const FontSet& fonts, const Chart& chart, const QPointF& corner,
                double scale) {
    const ChartPicture picture = pictureOf(chart);
    painter.save();
    painter.translate(corner);
    painter.save();
    painter.scale(scale, scale);
    for (const ChartPicture::Line& line : picture.lines) {
        painter.setPen(penOf(line.faint ? kGrid : kInk, line.width, line.dashed));
        painter.drawLine(QPointF(line.x1, line.y1), QPointF(line.x2, line.y2));
    }
    for (const ChartPicture::Bar& bar : picture.bars) {
        paintBar(painter, bar, picture.hatch);
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(kInk);
    for (const ChartPicture::Dot& dot : picture.dots) {
        painter.drawEllipse(QPointF(dot.x, dot.y), dot.radius, dot.radius);
    }
    for (const ChartPicture::Sign& sign : picture.signs) {
        drawMark(painter, sign.mark, QRectF(sign.x, sign.y, sign.side, sign.side));
    }
    painter.restore();
    // Text in device pixels: its faces are chosen for them.
    for (const ChartPicture::Words& words : picture.words) {
        const TextStyle style{words.strong ? FontRole::TableHead : FontRole::Table, words.size * scale, 0,
                              kInk};
        TextBlock block(fonts, {{QString::fromStdString(words.text), style}});
        const double width = block.naturalWidth();
        const double left =
            words.x * scale - (words.alignment == Alignment::Left
                                   ? 0
                                   : (words.alignment == Alignment::Right ? width : width / 2));
        if (words.cleared) {
            const double size = words.size * scale;
            painter.fillRect(
                QRectF(left - size / 6, words.baseline * scale - size * 0.9, width + size / 3, size * 1.1),
                Qt::white);
        }
        block.draw(painter, block.breakLines(1e7).front(), left, words.baseline * scale, width, false);
    }
    painter.restore();
}

}  // namespace shuiheng::report
