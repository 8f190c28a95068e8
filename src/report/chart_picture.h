#pragma once

#include <string>
#include <vector>

#include "report/document.h"

/// A chart as lines, bars and words on a field in points, for writers that draw: all of them draw the same.
namespace shuiheng::report {

struct ChartPicture {
    struct Line {
        double x1 = 0, y1 = 0, x2 = 0, y2 = 0;
        double width = 0.5;
        bool dashed = false;
        bool faint = false;  ///< grid
    };
    struct Bar {
        double x = 0, y = 0, width = 0, height = 0;  ///< outlined and hatched
    };
    struct Dot {
        double x = 0, y = 0, radius = 2.2;
    };
    struct Words {
        std::string text;
        double x = 0;
        double baseline = 0;
        Alignment alignment = Alignment::Centre;
        double size = 9;
        bool strong = false;
        bool cleared = false;  ///< on white: it stands among lines
    };
    struct Sign {
        Mark mark = Mark::Met;
        double x = 0, y = 0, side = 9;
    };
    double width = 442;  ///< the type area's 156 mm
    double height = 140;
    std::vector<Line> lines;
    std::vector<Bar> bars;
    std::vector<Dot> dots;
    std::vector<Words> words;
    std::vector<Sign> signs;
    double hatch = 4;  ///< between the strokes of a bar
};

ChartPicture pictureOf(const Chart& chart);

/// Ends of the axis and its step: at most six lines, on round figures.
struct Axis {
    double low = 0;
    double high = 1;
    double step = 0.2;
};
Axis axisFor(double least, double greatest);

std::string svgOf(const Chart& chart);

}  // namespace shuiheng::report
