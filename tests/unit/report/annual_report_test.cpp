#include "report/annual_report.h"

#include <gtest/gtest.h>

#include "report_support.h"
#include "sample_result.h"

namespace shuiheng::report {
namespace {

// The made-up check: of 48 milestones 7 met, 6 missed, 33 without data, 1 aim unmet, 1 not due; 13 headlines.
class AnnualReport : public ::testing::Test {
  protected:
    compliance::Plan plan = sample::plan();
    Document chinese = annualReport(sample::input(plan));
    Document english = annualReport(sample::input(plan, Language::English));
};

TEST_F(AnnualReport, CountsVerdictsInASentence) {
    const sample::AllText all(chinese);
    EXPECT_TRUE(all.has(
        "方案目标共48项，本报告判定47项：达标7项，未达标6项，数据不足33项，尽力未完成1项；其余1项未到期。"));
    EXPECT_TRUE(all.has("其中主要目标共13项，本报告判定13项：达标7项，未达标6项。"));
    EXPECT_TRUE(sample::AllText(english).has(
        "48 in all, 47 judged here (7 met, 6 missed, 33 data missing, 1 aim not met)"));
}

TEST_F(AnnualReport, HeadlineTableSaysHowFarOff) {
    const Table* table = sample::tableTitled(chinese, "表1");
    ASSERT_NE(table, nullptr);
    EXPECT_EQ(table->title, "表1　2025年度目标完成情况");
    EXPECT_EQ(table->noteRight, "数据截至：2025年12月31日");
    ASSERT_EQ(table->rows.size(), 13U);
    const Row& leakage = table->rows[9];  // m23
    EXPECT_EQ(leakage[1].text, "2025年城镇公共供水管网漏损率");
    EXPECT_EQ(leakage[2].text, "%");
    EXPECT_EQ(leakage[3].text, "≤8");
    EXPECT_EQ(leakage[4].text, "10.43");
    EXPECT_EQ(leakage[5].text, "超 2.43");
    EXPECT_EQ(leakage[6].text, "未达标");
    EXPECT_EQ(leakage[6].mark, Mark::Missed);
    EXPECT_EQ(leakage[7].text, "综合漏损率");
    const Row& coefficient = table->rows[12];
    EXPECT_EQ(coefficient[2].text, "—");  // a pure number has no unit
    EXPECT_EQ(coefficient[5].text, "多 0.004");
}

TEST_F(AnnualReport, ShowsBothLeakageRatesWhicheverIsJudged) {
    const sample::AllText all(chinese);
    EXPECT_TRUE(all.has("综合漏损率为10.43%，按CJJ\u00a092修正后的漏损率为1.13%"));
    const Table* parts = sample::tableTitled(chinese, "漏损率及修正项");
    ASSERT_NE(parts, nullptr);
    EXPECT_EQ(parts->rows.size(), 9U);  // the milestone, both rates, Qs, Qa, R1 to R4
}

TEST_F(AnnualReport, ListsEveryMilestoneOnce) {
    const Table* table = sample::tableTitled(chinese, "方案目标一览");
    ASSERT_NE(table, nullptr);
    ASSERT_EQ(table->rows.size(), 48U);
    EXPECT_EQ(table->rows.front().front().text, "m01");
    EXPECT_EQ(table->rows.back().front().text, "m48");
}

TEST_F(AnnualReport, MissingDataIsNeverAZero) {
    const Table* table = sample::tableTitled(chinese, "数据不足事项");
    ASSERT_NE(table, nullptr);
    EXPECT_EQ(table->rows.size(), 33U);
    for (const Row& row : table->rows) {
        EXPECT_NE(row[2].text, "0") << row[0].text;
        EXPECT_NE(row[3].text, "") << row[0].text;
    }
}

TEST_F(AnnualReport, TotalsLeaveOutUndoneBatches) {
    const Table* table = sample::tableTitled(chinese, "导入批次");
    ASSERT_NE(table, nullptr);
    ASSERT_EQ(table->totals.size(), 1U);
    // Σ (4800 + 13 i), i = 1..14 without 9: 14·4800 + 13·105 − 4917 = 63648
    EXPECT_EQ(table->totals[0][4].text, "63648");
}

TEST_F(AnnualReport, SheetsGoDownToBatchesAndDigests) {
    const sample::AllText all(chinese);
    EXPECT_TRUE(all.has("reading（role = customer and year = 2025），4812行，批次 4—12，摘要 9f3c51ae7b20"));
    EXPECT_TRUE(all.has("居民总分表差率 0.08（CJJ 92-2016（2018年局部修订），5.2.3，待核实）"));
}

TEST_F(AnnualReport, LongNamedListGoesToAnAppendix) {
    const sample::AllText all(chinese);
    EXPECT_TRUE(all.has("附件5未完成对象名单"));
    EXPECT_TRUE(all.has("还有2户未在线，名单见下表。"));
    EXPECT_TRUE(all.has("还有31户未在线，名单见附件5。"));
}

TEST_F(AnnualReport, BothLanguagesHaveTheSameShapeAndNoHoles) {
    ASSERT_EQ(chinese.blocks.size(), english.blocks.size());
    for (std::size_t i = 0; i < chinese.blocks.size(); ++i) {
        EXPECT_EQ(chinese.blocks[i].index(), english.blocks[i].index()) << i;
        const auto* zh = std::get_if<Table>(&chinese.blocks[i]);
        const auto* en = std::get_if<Table>(&english.blocks[i]);
        if (zh == nullptr || en == nullptr) {
            continue;
        }
        ASSERT_EQ(zh->rows.size(), en->rows.size());
        for (std::size_t column = 0; column < en->columns.size(); ++column) {
            EXPECT_FALSE(en->columns[column].header.empty());
        }
        for (std::size_t r = 0; r < zh->rows.size(); ++r) {
            ASSERT_EQ(zh->rows[r].size(), en->rows[r].size());
            for (std::size_t c = 0; c < zh->rows[r].size(); ++c) {
                EXPECT_EQ(zh->rows[r][c].text.empty(), en->rows[r][c].text.empty())
                    << zh->title << r << "," << c;
            }
        }
    }
    EXPECT_FALSE(english.title.empty());
    EXPECT_FALSE(english.footer.left.empty());
}

TEST_F(AnnualReport, RoundingDoesNotMakeAMissLookLikeAHit) {
    AnnualReportInput input = sample::input(plan);
    for (compliance::MilestoneResult& result : input.result.milestones) {
        if (result.milestone.id == "m23") {
            result.value = 8.001;
            result.margin = -0.001;
        }
    }
    const Document document = annualReport(input);
    const Table* table = sample::tableTitled(document, "表1");
    ASSERT_NE(table, nullptr);
    EXPECT_EQ(table->rows[9][4].text, "8.001");
    EXPECT_EQ(table->rows[9][5].text, "超 0.001");
}

TEST(AnnualReportEmpty, EmptyCheckStillMakesADocument) {
    const Document document = annualReport({});
    EXPECT_FALSE(document.title.empty());
    EXPECT_FALSE(document.blocks.empty());
    EXPECT_TRUE(document.footer.left.empty());  // only sample data are for demonstration
}

}  // namespace
}  // namespace shuiheng::report
