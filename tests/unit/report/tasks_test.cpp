#include <gtest/gtest.h>

#include "report_support.h"
#include "sample_result.h"

namespace shuiheng::report {
namespace {

compliance::Plan planWithTasks() {
    compliance::Plan plan = sample::plan();
    plan.bodies = {{"water", "县水务局", {"水务局", "固阳县水务局"}, "department"},
                   {"park", "金山产业园区管理办公室", {"园区办"}, "park"},
                   {"bank", "人民银行", {}, "department"}};
    plan.tasks = {{"5", "", {"完善计量监测", "Metering"}, "", {"water"}, {}},
                  {"8", "", {"强化再生水利用", "Reclaimed water"}, "", {"park", "bank"}, {"water"}},
                  {"9", "", {"加强排污和排水许可监管", "Permits"}, "", {"unknown"}, {}},
                  {"26", "", {"应急水源", "Emergency sources"}, "", {}, {}}};
    plan.safeguards = {{"S1", "", {"加强组织领导", "Leadership"}, "", {}, {}},
                       {"S4", "", {"加强督导检查", "Supervision"}, "", {}, {}}};
    return plan;
}

TEST(Tasks, HaveTheWorstVerdictOfTheTargetsThatNameThem) {
    const compliance::Plan plan = planWithTasks();
    const Document document = annualReport(sample::input(plan));
    const Table* table = sample::tableTitled(document, "重点任务完成情况");
    ASSERT_NE(table, nullptr);
    // Task 5: m01 to m04, two met and two missed; task 8: m08, m35; task 9: none; task 26: m48.
    ASSERT_EQ(table->rows.size(), 4U + 2U + 1U + 1U);
    EXPECT_EQ(table->rows[0][0].text, "5");
    EXPECT_EQ(table->rows[0][2].text, "水务局");
    EXPECT_EQ(table->rows[0][5].mark, Mark::Met);
    EXPECT_EQ(table->rows[0][6].mark, Mark::Missed);
    EXPECT_EQ(table->rows[1][0].text, "");
    EXPECT_FALSE(table->rows[1][6].mark);
    EXPECT_EQ(table->rows[4][2].text, "园区办、人民银行");
    EXPECT_EQ(table->rows[4][6].mark, Mark::Insufficient);
    EXPECT_EQ(table->rows[6][3].text, "无量化目标");
    EXPECT_FALSE(table->rows[6][6].mark);  // nothing to judge: no verdict
    EXPECT_EQ(table->rows[7][6].mark, Mark::NotDue);
    const sample::AllText all(document);
    EXPECT_TRUE(
        all.has("方案共4项重点任务，3项有量化目标：未达标1项，数据不足1项，未到期1项。"
                "其余1项无量化目标，不作判定。"));
    EXPECT_TRUE(all.has("年度目标m26、m27、m28不属于具体任务"));
}

TEST(Tasks, SafeguardsAndDocumentsHaveTheirOwnTables) {
    const compliance::Plan plan = planWithTasks();
    const Document document = annualReport(sample::input(plan, Language::English));
    const Table* safeguards = sample::tableTitled(document, "Safeguards");
    ASSERT_NE(safeguards, nullptr);
    ASSERT_EQ(safeguards->rows.size(), 2U);
    EXPECT_EQ(safeguards->rows[0][2].text, "no measured target");
    EXPECT_EQ(safeguards->rows[1][2].text, "m47 Monthly dispatch");
    const Table* documents = sample::tableTitled(document, "Rules, plans and documents");
    ASSERT_NE(documents, nullptr);
    EXPECT_EQ(documents->rows.size(), 6U);  // m33, m36 to m39, m42
}

TEST(Tasks, TablesAreNumberedInOrder) {
    const compliance::Plan plan = planWithTasks();
    const Document document = annualReport(sample::input(plan));
    int number = 0;
    for (const Block& block : document.blocks) {
        if (const auto* table = std::get_if<Table>(&block)) {
            ++number;
            EXPECT_TRUE(table->title.starts_with("表" + std::to_string(number) + "　")) << table->title;
        }
    }
    EXPECT_GT(number, 12);
}

}  // namespace
}  // namespace shuiheng::report
