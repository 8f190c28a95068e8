#include "report/verdict_mark.h"

#include <QColor>
#include <QPainter>
#include <QPainterPath>
#include <QRectF>

namespace shuiheng::report {

namespace {

std::string colourName(Mark mark) {
    return QColor(markColour(mark)).name(QColor::HexRgb).toStdString();
}

/// Body of the shape on a 16 x 16 field.
QPainterPath bodyOf(Mark mark) {
    QPainterPath path;
    switch (mark) {
        case Mark::Met:
            path.addEllipse(QPointF(8, 8), 7.2, 7.2);
            break;
        case Mark::Missed:
            path.addRoundedRect(1.4, 1.4, 13.2, 13.2, 1.2, 1.2);
            break;
        case Mark::Insufficient:
            path.moveTo(8, 0.2);
            path.lineTo(15.8, 8);
            path.lineTo(8, 15.8);
            path.lineTo(0.2, 8);
            path.closeSubpath();
            break;
        case Mark::NotDue:
            path.addEllipse(QPointF(8, 8), 6.3, 6.3);
            break;
        case Mark::EffortMissed:
            path.moveTo(8, 0.9);
            path.lineTo(15.7, 14.9);
            path.lineTo(0.3, 14.9);
            path.closeSubpath();
            break;
    }
    return path;
}

/// Stroked sign inside it.
QPainterPath signOf(Mark mark) {
    QPainterPath path;
    switch (mark) {
        case Mark::Met:
            path.moveTo(4.4, 8.3);
            path.lineTo(7.0, 10.8);
            path.lineTo(11.6, 5.6);
            break;
        case Mark::Missed:
            path.moveTo(5, 5);
            path.lineTo(11, 11);
            path.moveTo(11, 5);
            path.lineTo(5, 11);
            break;
        case Mark::Insufficient:
            path.moveTo(6.0, 6.4);
            path.cubicTo(6.0, 3.6, 10.2, 3.6, 10.2, 6.2);
            path.cubicTo(10.2, 7.8, 8.1, 7.8, 8.1, 9.5);
            path.moveTo(8.1, 11.8);
            path.lineTo(8.1, 11.9);
            break;
        case Mark::NotDue:
            path.moveTo(8, 4.4);
            path.lineTo(8, 8.2);
            path.lineTo(10.8, 9.6);
            break;
        case Mark::EffortMissed:
            path.moveTo(8, 6);
            path.lineTo(8, 10);
            path.moveTo(8, 12.5);
            path.lineTo(8, 12.6);
            break;
    }
    return path;
}

}  // namespace

unsigned markColour(Mark mark) {
    switch (mark) {
        case Mark::Met:
            return 0x006B57;
        case Mark::Missed:
            return 0xA3163F;
        case Mark::Insufficient:
            return 0x6A3FA8;
        case Mark::NotDue:
            return 0x4B5B6E;
        case Mark::EffortMissed:
            return 0x8A5A00;
    }
    return 0x000000;
}

void drawMark(QPainter& painter, Mark mark, const QRectF& square) {
    painter.save();
    painter.translate(square.topLeft());
    painter.scale(square.width() / 16, square.height() / 16);
    const QColor colour(markColour(mark));
    const bool outline = mark == Mark::NotDue;
    painter.setPen(outline ? QPen(colour, 1.5) : QPen(Qt::NoPen));
    painter.setBrush(outline ? QBrush(Qt::NoBrush) : QBrush(colour));
    painter.drawPath(bodyOf(mark));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(
        QPen(outline ? colour : QColor(Qt::white), 1.7, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(signOf(mark));
    painter.restore();
}

std::string markSvg(Mark mark) {
    const std::string colour = colourName(mark);
    const std::string filled = " fill=\"" + colour + "\"/>";
    const std::string open = R"(<svg class="mark" viewBox="0 0 16 16" aria-hidden="true">)";
    const std::string pen = R"( fill="none" stroke="#fff" stroke-width="1.7" stroke-linecap="round"/></svg>)";
    switch (mark) {
        case Mark::Met:
            return open + R"(<circle cx="8" cy="8" r="7.2")" + filled +
                   R"(<path d="M4.4 8.3 7 10.8 11.6 5.6")" + pen;
        case Mark::Missed:
            return open + R"(<rect x="1.4" y="1.4" width="13.2" height="13.2" rx="1.2")" + filled +
                   R"(<path d="M5 5 11 11M11 5 5 11")" + pen;
        case Mark::Insufficient:
            return open + R"(<path d="M8 .2 15.8 8 8 15.8 .2 8Z")" + filled +
                   R"(<path d="M6 6.4C6 3.6 10.2 3.6 10.2 6.2 10.2 7.8 8.1 7.8 8.1 9.5M8.1 11.8V11.9")" + pen;
        case Mark::NotDue:
            return open + R"(<g fill="none" stroke=")" + colour +
                   R"(" stroke-width="1.5"><circle cx="8" cy="8" r="6.3"/><path d="M8 4.4V8.2L10.8 9.6"/></g></svg>)";
        case Mark::EffortMissed:
            return open + R"(<path d="M8 .9 15.7 14.9H.3Z")" + filled + R"(<path d="M8 6V10M8 12.5V12.6")" +
                   pen;
    }
    return {};
}

}  // namespace shuiheng::report
