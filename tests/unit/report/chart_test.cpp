#include <gtest/gtest.h>

#include "report/chart_picture.h"
#include "report_support.h"
#include "sample_result.h"

namespace shuiheng::report {
namespace {

using compliance::MilestoneResult;

std::vector<const Chart*> chartsOf(const Document& document) {
    std::vector<const Chart*> charts;
    for (const Block& block : document.blocks) {
        if (const auto* chart = std::get_if<Chart>(&block)) {
            charts.push_back(chart);
        }
    }
    return charts;
}

/// The same county in 2023 and 2024 with other drops of intensity: 10.5 and 21 %.
AnnualReportInput withHistory(const compliance::Plan& plan, Language language = Language::Chinese) {
    AnnualReportInput input = sample::input(plan, language);
    for (int year = 2023; year < 2025; ++year) {
        compliance::CheckResult earlier = sample::checkResult();
        earlier.year = year;
        for (MilestoneResult& result : earlier.milestones) {
            if (result.milestone.id == "m26") {
                result.value = 10.5 * (year - 2022);
                result.derivation.value = result.value;
                result.verdict = compliance::Verdict::NotDue;
            } else if (result.milestone.id == "m27") {
                result.value.reset();
            }
        }
        input.history.push_back(std::move(earlier));
    }
    return input;
}

TEST(Charts, ShowEachYearBesideItsOwnTarget) {
    const compliance::Plan plan = sample::plan();
    const Document document = annualReport(withHistory(plan));
    const auto charts = chartsOf(document);
    ASSERT_EQ(charts.size(), 4U);  // leakage, reclaimed, GDP, irrigation; industry has no earlier value
    EXPECT_EQ(charts[0]->title, "图1　各年公共供水管网漏损率");
    ASSERT_EQ(charts[0]->points.size(), 3U);
    EXPECT_EQ(charts[0]->points[2].category, "2025年");
    EXPECT_EQ(charts[0]->points[2].required, 8.0);
    EXPECT_EQ(charts[0]->points[2].requiredLabel, "≤8");
    EXPECT_EQ(charts[0]->points[2].mark, Mark::Missed);
    EXPECT_EQ(charts[1]->points[0].value, 30.0);
    EXPECT_EQ(charts[2]->form, Chart::Form::Line);
    EXPECT_EQ(charts[2]->points[0].value, 10.5);
    EXPECT_FALSE(charts[2]->points[0].required);  // the target is of 2025 only
    EXPECT_EQ(charts[2]->points[2].required, 35.0);
    EXPECT_EQ(charts[2]->inWords,
              "2023年完成值10.50；2024年完成值21.00；2025年完成值31.24，目标值≥35，未达标。");
    EXPECT_EQ(charts[3]->title, "图4　各年农田灌溉水有效利用系数");
}

TEST(Charts, EarlierFiguresHaveTheirSheets) {
    const compliance::Plan plan = sample::plan();
    const sample::AllText all(annualReport(withHistory(plan)));
    EXPECT_TRUE(all.has("万元GDP用水量较2020年降低（m26，2023年数值） 10.50%"));
    EXPECT_TRUE(all.has("万元GDP用水量较2020年降低（m26，2024年数值） 21.00%"));
    EXPECT_TRUE(sample::AllText(annualReport(withHistory(plan, Language::English))).has("value of 2023"));
}

TEST(Charts, AMissingValueIsNoBar) {
    const compliance::Plan plan = sample::plan();
    AnnualReportInput input = sample::input(plan);
    for (MilestoneResult& result : input.result.milestones) {
        if (result.milestone.id == "m06") {
            result.value.reset();
        }
    }
    const auto document = annualReport(input);
    const Chart& chart = *chartsOf(document).at(1);
    EXPECT_FALSE(chart.points[1].value);
    EXPECT_EQ(chart.points[1].label, "—");
    EXPECT_EQ(pictureOf(chart).bars.size(), 1U + 2U);  // the legend's and two
}

TEST(Charts, AxisHasRoundStepsAndHoldsZero) {
    for (const double greatest : {0.003, 0.77, 8.6, 12.0, 100.0, 31.5, 6.2e7}) {
        const Axis axis = axisFor(0, greatest);
        EXPECT_EQ(axis.low, 0);
        EXPECT_GT(axis.high, greatest);
        EXPECT_LE((axis.high - axis.low) / axis.step, 6.001);
        EXPECT_GE((axis.high - axis.low) / axis.step, 2.0);
    }
    EXPECT_LT(axisFor(-5, 10).low, -4.9);  // an intensity that rose
    EXPECT_EQ(axisFor(0, 0).high, 1);
}

TEST(Charts, BarsStandInProportion) {
    Chart chart;
    chart.points = {{"a", 10.0, "10", {}, {}, {}, {}}, {"b", 30.0, "30", {}, {}, {}, {}}};
    const ChartPicture picture = pictureOf(chart);
    ASSERT_EQ(picture.bars.size(), 3U);
    EXPECT_NEAR(picture.bars[2].height, 3 * picture.bars[1].height, 1e-9);
    EXPECT_NEAR(picture.bars[1].y + picture.bars[1].height, picture.bars[2].y + picture.bars[2].height, 1e-9);
}

TEST(Charts, HostileWordsStayWords) {
    Chart chart;
    chart.title = "</svg><script>alert(1)</script>";
    chart.inWords = "]]>&";
    chart.points = {{"<b>\x01\"", 1.0, "'", 2.0, "&", Mark::Met, "<i>"}};
    const std::string svg = svgOf(chart);
    EXPECT_EQ(svg.find("<script"), std::string::npos);
    EXPECT_EQ(svg.find("<b>"), std::string::npos);
    EXPECT_EQ(svg.find('\x01'), std::string::npos);
    EXPECT_EQ(sample::countOf(svg, "</svg>"), 2);  // its own and the mark's
}

}  // namespace
}  // namespace shuiheng::report
