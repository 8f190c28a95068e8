#pragma once

#include "report/document.h"

class QPainter;
class QPointF;

namespace shuiheng::report {

class FontSet;

/// Paints the chart's picture with its upper left corner at `corner`; `scale` is pixels per point.
void paintChart(QPainter& painter, const FontSet& fonts, const Chart& chart, const QPointF& corner,
                double scale);

}  // namespace shuiheng::report
