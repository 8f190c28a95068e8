#include "report/chart_picture.h"

#include <algorithm>
#include <cmath>

#include "report/typography.h"
#include "report/wording.h"

namespace shuiheng::report {

namespace {

constexpr double kLeft = 40;  // room for the figures of the axis
constexpr double kRight = 10;
constexpr double kTop = 34;  // legend, then the unit above the axis
constexpr double kBottom = 32;
constexpr double kLegend = 10;
constexpr double kType = 9;

double widthOf(const std::string& text) {
    return widthInEms(text) * kType;
}

class Drawing {
  public:
    explicit Drawing(const Chart& chart) : m_chart(&chart) {
        double least = 0;
        double greatest = 0;
        for (const Chart::Point& point : chart.points) {
            for (const std::optional<double>& value : {point.value, point.required}) {
                if (value && std::isfinite(*value)) {
                    least = std::min(least, *value);
                    greatest = std::max(greatest, *value);
                }
            }
        }
        m_axis = axisFor(least, greatest);
    }

    ChartPicture draw() {
        drawLegend();
        drawGrid();
        for (std::size_t i = 0; i < m_chart->points.size(); ++i) {
            drawPoint(i);
        }
        return m_picture;
    }

  private:
    double slot() const {
        return (m_picture.width - kLeft - kRight) /
               static_cast<double>(std::max<std::size_t>(1, m_chart->points.size()));
    }
    double centre(std::size_t i) const { return kLeft + slot() * (static_cast<double>(i) + 0.5); }
    double yOf(double value) const {
        const double share = (value - m_axis.low) / (m_axis.high - m_axis.low);
        return m_picture.height - kBottom - share * (m_picture.height - kTop - kBottom);
    }
    void say(std::string text, double x, double baseline, Alignment alignment, bool strong = false,
             bool cleared = false) {
        m_picture.words.push_back({std::move(text), x, baseline, alignment, kType, strong, cleared});
    }

    void drawLegend() {
        double x = kLeft;
        if (m_chart->form == Chart::Form::Bars) {
            m_picture.bars.push_back({x, kLegend - 8, 18, 8});
        } else {
            m_picture.lines.push_back({x, kLegend - 3, x + 18, kLegend - 3, 1.8, false, false});
            m_picture.dots.push_back({x + 9, kLegend - 3, 2.2});
        }
        say(m_chart->valueName, x + 22, kLegend, Alignment::Left);
        x += 22 + widthOf(m_chart->valueName) + 20;
        m_picture.lines.push_back({x, kLegend - 3, x + 18, kLegend - 3, 1.5, true, false});
        say(m_chart->requiredName, x + 22, kLegend, Alignment::Left);
        say(m_chart->unit, kLeft, kTop - 9, Alignment::Left);
    }

    void drawGrid() {
        const int steps = static_cast<int>(std::lround((m_axis.high - m_axis.low) / m_axis.step));
        const int decimals = m_axis.step >= 1 ? 0 : (m_axis.step >= 0.1 ? 1 : (m_axis.step >= 0.01 ? 2 : 3));
        for (int i = 0; i <= steps; ++i) {
            const double value = m_axis.low + i * m_axis.step;
            const bool zero = std::abs(value) < m_axis.step / 2;
            const double y = yOf(value);
            m_picture.lines.push_back(
                {kLeft, y, m_picture.width - kRight, y, zero ? 0.75 : 0.5, false, !zero});
            say(number(value, decimals), kLeft - 5, y + 3, Alignment::Right);
        }
    }

    void drawPoint(std::size_t i) {
        const Chart::Point& point = m_chart->points[i];
        const double middle = centre(i);
        const double half = std::min(24.0, slot() / 5);
        double top = yOf(std::max(0.0, m_axis.low));
        if (point.value && std::isfinite(*point.value)) {
            const double y = yOf(*point.value);
            if (m_chart->form == Chart::Form::Bars) {
                m_picture.bars.push_back({middle - half, std::min(y, top), 2 * half, std::abs(top - y)});
            } else {
                m_picture.dots.push_back({middle, y, 2.2});
                if (i > 0 && m_chart->points[i - 1].value) {
                    m_picture.lines.push_back(
                        {centre(i - 1), yOf(*m_chart->points[i - 1].value), middle, y, 1.8, false, false});
                }
            }
            top = std::min(y, top);
        }
        const bool bars = m_chart->form == Chart::Form::Bars;
        const double reach = bars ? half + 14 : std::min(40.0, slot() / 3);
        double above = top - 4;
        if (point.required && std::isfinite(*point.required)) {
            const double y = yOf(*point.required);
            m_picture.lines.push_back({middle - reach, y, middle + reach, y, 1.5, true, false});
            say(point.requiredLabel, middle + reach + 3, y + 3, Alignment::Left, false, true);
            // The figure must not stand in the dashed line.
            if (y < above + 2 && y > above - kType) {
                above = y - 4;
            }
        }
        say(point.label, middle, above, Alignment::Centre, true, true);
        const double foot = m_picture.height - kBottom;
        say(point.category, middle, foot + 12, Alignment::Centre);
        if (point.mark) {
            const double width = widthOf(point.verdict) + kType + 3;
            m_picture.signs.push_back({*point.mark, middle - width / 2, foot + 17, kType});
            say(point.verdict, middle - width / 2 + kType + 3, foot + 17 + kType - 1, Alignment::Left);
        }
    }

    const Chart* m_chart;
    Axis m_axis;
    ChartPicture m_picture;
};

}  // namespace

Axis axisFor(double least, double greatest) {
    Axis axis;
    least = std::min(least, 0.0);
    greatest = std::max(greatest, 0.0);
    double span = (greatest - least) * 1.12;  // room for the figure above the highest bar
    if (!(span > 0) || !std::isfinite(span)) {
        return axis;
    }
    const double magnitude = std::pow(10, std::floor(std::log10(span / 5)));
    for (const double factor : {1.0, 2.0, 5.0, 10.0}) {
        axis.step = magnitude * factor;
        if (span / axis.step <= 5) {
            break;
        }
    }
    axis.low = std::floor(least / axis.step) * axis.step;
    axis.high = std::ceil((greatest + (greatest - least) * 0.12) / axis.step) * axis.step;
    return axis;
}

ChartPicture pictureOf(const Chart& chart) {
    return Drawing(chart).draw();
}

}  // namespace shuiheng::report
