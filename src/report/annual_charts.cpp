#include <algorithm>

#include "report/annual_parts.h"

/// The values of the plan's years beside their targets, as charts.
namespace shuiheng::report {

using compliance::CheckResult;
using compliance::MilestoneResult;

namespace {

bool dueBy(const MilestoneResult& result, int year) {
    return result.milestone.due && result.milestone.due->year() <= year;
}

Chart::Point pointOf(const AnnualBuilder& report, const MilestoneResult& result, int year, bool judged) {
    Chart::Point point;
    point.category = report.pick(std::to_string(year) + "年", std::to_string(year));
    point.value = result.value;
    point.label = achieved(result, report.words);
    if (judged) {
        point.required = result.target;
        point.requiredLabel = requirement(result, report.words);
        point.mark = markOf(result.verdict);
        point.verdict = report.words.verdictWord(result.verdict);
    }
    return point;
}

/// "2023年完成值11.60，目标值≤12，达标；…"
std::string inWords(const AnnualBuilder& report, const Chart& chart) {
    std::string text;
    for (const Chart::Point& point : chart.points) {
        text += text.empty() ? "" : report.pick("；", "; ");
        text += point.category + report.pick("", ": ") + chart.valueName + report.pick("", " ") + point.label;
        if (point.required) {
            text += report.pick("，", ", ") + chart.requiredName + report.pick("", " ") +
                    point.requiredLabel + report.pick("，", ", ") + point.verdict;
        }
    }
    return text + report.pick("。", ".");
}

std::optional<Chart> finished(AnnualBuilder& report, Chart chart, const std::string& zh,
                              const std::string& en, const std::string& unit) {
    const bool drawn = std::any_of(chart.points.begin(), chart.points.end(),
                                   [](const Chart::Point& point) { return point.value.has_value(); });
    if (chart.points.size() < 2 || !drawn) {
        return std::nullopt;
    }
    ++report.charts;
    const std::string number = std::to_string(report.charts);
    chart.title = report.pick("图" + number + "　" + zh, "Figure " + number + "  " + en);
    chart.unit = report.pick("单位：", "Unit: ") + report.words.tableUnit(unit);
    chart.valueName = report.pick("完成值", "Achieved");
    chart.requiredName = report.pick("目标值", "Required");
    chart.inWords = inWords(report, chart);
    return chart;
}

}  // namespace

std::string seeChart(const AnnualBuilder& report, const std::optional<Chart>& chart) {
    return chart ? report.pick("各年数值见图" + std::to_string(report.charts) + "。",
                               " Figure " + std::to_string(report.charts) + " shows the years.")
                 : std::string();
}

std::vector<EarlierFigure> earlierFigures(const AnnualReportInput& input) {
    std::vector<EarlierFigure> figures;
    for (const MilestoneResult& now : input.result.milestones) {
        if (now.milestone.indicator != "gdp_water_intensity_decrease" &&
            now.milestone.indicator != "industrial_water_intensity_decrease" &&
            now.milestone.indicator != "irrigation_coefficient") {
            continue;
        }
        for (const CheckResult& earlier : input.history) {
            if (earlier.year >= input.result.year) {
                continue;
            }
            for (const MilestoneResult& result : earlier.milestones) {
                if (result.milestone.id == now.milestone.id && result.value) {
                    figures.push_back({earlier.year, &result});
                }
            }
        }
    }
    std::stable_sort(figures.begin(), figures.end(),
                     [](const EarlierFigure& a, const EarlierFigure& b) { return a.year < b.year; });
    return figures;
}

/// One target per year (12, 10, 8): each year's own milestone.
std::optional<Chart> yearlyChart(AnnualBuilder& report, const std::string& indicator, const std::string& zh,
                                 const std::string& en) {
    Chart chart;
    std::string unit;
    for (const MilestoneResult& result : report.input.result.milestones) {
        if (result.milestone.indicator == indicator && dueBy(result, report.input.result.year)) {
            unit = result.milestone.unit;
            chart.points.push_back(pointOf(report, result, result.milestone.due->year(), true));
        }
    }
    return finished(report, std::move(chart), zh, en, unit);
}

/// One target at the end: the years before it show the way there and are not judged.
std::optional<Chart> courseChart(AnnualBuilder& report, const std::string& indicator, const std::string& zh,
                                 const std::string& en) {
    const std::vector<MilestoneResult>& results = report.input.result.milestones;
    const auto now = std::find_if(results.begin(), results.end(), [&](const MilestoneResult& result) {
        return result.milestone.indicator == indicator;
    });
    if (now == results.end()) {
        return std::nullopt;
    }
    Chart chart;
    chart.form = Chart::Form::Line;
    for (const EarlierFigure& earlier : earlierFigures(report.input)) {
        if (earlier.result->milestone.id == now->milestone.id) {
            chart.points.push_back(pointOf(report, *earlier.result, earlier.year, false));
        }
    }
    chart.points.push_back(pointOf(report, *now, report.input.result.year, true));
    return finished(report, std::move(chart), zh, en, now->milestone.unit);
}

}  // namespace shuiheng::report
