#include <algorithm>
#include <cmath>

#include "report/chart_picture.h"
#include "report/typography.h"
#include "report/verdict_mark.h"
#include "report/wording.h"
#include "report/xml_text.h"

namespace shuiheng::report {

namespace {

std::string coordinate(double value) {
    const std::string text = shortNumber(std::abs(value), 2);
    return (value < 0 && text != "0" ? "-" : "") + text;
}

std::string attribute(const char* name, double value) {
    return std::string(" ") + name + "=\"" + coordinate(value) + "\"";
}

}  // namespace

std::string svgOf(const Chart& chart) {
    const ChartPicture picture = pictureOf(chart);
    std::string out =
        "<svg class=\"chart\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " +
        coordinate(picture.width) + " " + coordinate(picture.height) +
        "\" font-family=\"SimSun, 'Noto Serif CJK SC', serif\" font-size=\"9\" fill=\"#1b2530\"><title>" +
        xmlText(chart.title) + "</title><desc>" + xmlText(chart.inWords) + "</desc>\n";
    for (const ChartPicture::Line& line : picture.lines) {
        out += "<line" + attribute("x1", line.x1) + attribute("y1", line.y1) + attribute("x2", line.x2) +
               attribute("y2", line.y2) + attribute("stroke-width", line.width) +
               (line.faint ? " stroke=\"#aeb9c4\"" : " stroke=\"#1b2530\"") +
               (line.dashed ? " stroke-dasharray=\"5 3\"" : "") + "/>\n";
    }
    for (const ChartPicture::Bar& bar : picture.bars) {
        out += "<rect" + attribute("x", bar.x) + attribute("y", bar.y) + attribute("width", bar.width) +
               attribute("height", bar.height) +
               " fill=\"none\" stroke=\"#1b2530\" stroke-width=\"0.75\"/>\n";
        // Strokes of their own: a pattern needs a name, and a page may hold several charts.
        out += "<path stroke=\"#1b2530\" stroke-width=\"0.6\" d=\"";
        for (double start = picture.hatch; start < bar.width + bar.height; start += picture.hatch) {
            const double x1 = std::min(start, bar.width);
            const double y1 = start - x1;
            const double y2 = std::min(start, bar.height);
            const double x2 = start - y2;
            out += "M" + coordinate(bar.x + x1) + " " + coordinate(bar.y + y1) + "L" +
                   coordinate(bar.x + x2) + " " + coordinate(bar.y + y2);
        }
        out += "\"/>\n";
    }
    for (const ChartPicture::Dot& dot : picture.dots) {
        out +=
            "<circle" + attribute("cx", dot.x) + attribute("cy", dot.y) + attribute("r", dot.radius) + "/>\n";
    }
    for (const ChartPicture::Words& words : picture.words) {
        const char* anchor = words.alignment == Alignment::Left
                                 ? "start"
                                 : (words.alignment == Alignment::Right ? "end" : "middle");
        if (words.cleared) {
            const double width = widthInEms(words.text) * words.size;
            const double shift = words.alignment == Alignment::Left
                                     ? 0
                                     : (words.alignment == Alignment::Right ? width : width / 2);
            out += "<rect" + attribute("x", words.x - shift - 1) +
                   attribute("y", words.baseline - words.size * 0.9) + attribute("width", width + 2) +
                   attribute("height", words.size * 1.1) + " fill=\"#fff\"/>\n";
        }
        out += "<text" + attribute("x", words.x) + attribute("y", words.baseline) + " text-anchor=\"" +
               anchor + "\"" + (words.strong ? " font-weight=\"bold\"" : "") + ">" + xmlText(words.text) +
               "</text>\n";
    }
    for (const ChartPicture::Sign& sign : picture.signs) {
        const std::string mark = markSvg(sign.mark);
        out += "<svg" + attribute("x", sign.x) + attribute("y", sign.y) + attribute("width", sign.side) +
               attribute("height", sign.side) + mark.substr(std::string("<svg class=\"mark\"").size()) + "\n";
    }
    return out + "</svg>";
}

}  // namespace shuiheng::report
