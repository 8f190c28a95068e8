#pragma once

#include <string>

#include "report/document.h"

class QPainter;
class QRectF;

/// The five shapes of look.md §2: disc with tick, square with cross, diamond with ?, ring with hands,
/// triangle with !.
namespace shuiheng::report {

/// 0xRRGGBB
unsigned markColour(Mark mark);

/// Draws the shape into `square`, as vectors.
void drawMark(QPainter& painter, Mark mark, const QRectF& square);

/// The same shape as an inline SVG, 1em high.
std::string markSvg(Mark mark);

}  // namespace shuiheng::report
