#include "store/plan_store.h"

#include "store_fixture.h"

namespace shuiheng::store {
namespace {

class PlanStore : public StoreTest {
  protected:
    static compliance::Plan plan(const std::string& id) {
        compliance::Plan made;
        made.id = id;
        made.title = "固阳县深度节水控水实施方案";
        made.firstYear = 2023;
        made.lastYear = 2025;
        made.baseYear = 2020;
        made.bodies = {{"water", "县水务局", {"水务局"}, "department"}, {"town", "金山镇", {}, "town"}};
        made.aliases = {{"jinshan", "park", "金山工业园区", {"金山园区", "金山工业园区"}, "同一园区"}};
        made.tasks = {{"t01", "一", {"建立水资源刚性约束", "Hard limits"}, "全文", {"water"}, {"town"}}};
        made.safeguards = {{"s1", "保障", {"加强领导", "Leadership"}, "全文", {}, {}}};
        compliance::Milestone leakage;
        leakage.id = "m23";
        leakage.articles = {"2.1", "3.4"};
        leakage.title = {"漏损率", "leakage"};
        leakage.due = Date::of(2025, 12, 31);
        leakage.indicator = "leakage_rate";
        leakage.op = compliance::Operator::AtMost;
        leakage.value = 0.09;
        leakage.strength = "控制";
        leakage.unit = "1";
        compliance::Milestone undated = leakage;
        undated.id = "m24";
        undated.due.reset();
        undated.value.reset();
        undated.op = compliance::Operator::Stage;
        undated.binding = false;
        made.milestones = {leakage, undated};
        return made;
    }
    template <typename Do>
    void inTransaction(Do action) {
        Result<Transaction> transaction = Transaction::begin(project());
        ASSERT_TRUE(transaction);
        const auto done = action();
        ASSERT_TRUE(done) << done.error().code
                          << (done.error().arguments.empty() ? "" : done.error().arguments[0].second);
        ASSERT_TRUE(transaction->commit("test", "plan"));
    }
};

// The file's own text comes back byte for byte; tasks, milestones, bodies and aliases stand in tables, once,
// however often the plan is saved; saving it is one edit that can be undone.
TEST_F(PlanStore, KeepsThePlan) {
    EXPECT_FALSE(readActivePlan(project())->has_value());
    const std::string json = "{\"标题\": \"方案\",\r\n \"x\": 1}";
    for (int round = 0; round < 2; ++round) {
        inTransaction(
            [&] { return savePlan(project(), plan("guyang-2023-2025"), json, std::string(64, 'c')); });
    }
    EXPECT_EQ(readActivePlan(project())->value(), json);
    EXPECT_EQ(number("SELECT count(*) FROM plan_task"), 2);
    EXPECT_EQ(number("SELECT count(*) FROM plan_task WHERE safeguard = 1 AND title = '加强领导'"), 1);
    EXPECT_EQ(number("SELECT count(*) FROM plan_task_body WHERE body_code = 'water' AND part = 'lead'"), 1);
    EXPECT_EQ(number("SELECT count(*) FROM plan_milestone WHERE operator = '<=' AND value = 0.09 AND due = "
                     "'2025-12-31' AND "
                     "articles = '2.1,3.4' AND binding = 1"),
              1);
    EXPECT_EQ(
        number(
            "SELECT count(*) FROM plan_milestone WHERE operator = 'stage' AND value IS NULL AND due IS NULL"),
        1);
    EXPECT_EQ(number("SELECT count(*) FROM body_alias"), 3);
    EXPECT_EQ(number("SELECT count(*) FROM body"), 2);
    EXPECT_TRUE(project().integrityFindings()->empty());
    inTransaction([&] { return savePlan(project(), plan("next"), "{}", std::string(64, 'd')); });
    EXPECT_EQ(number("SELECT count(*) FROM plan"), 2);
    EXPECT_EQ(number("SELECT count(*) FROM plan WHERE active = 1"), 1);
    EXPECT_EQ(readActivePlan(project())->value(), "{}");
    ASSERT_TRUE(project().undo());
    EXPECT_EQ(readActivePlan(project())->value(), json);
}

TEST_F(PlanStore, KeepsSwitches) {
    inTransaction([&] { return savePlan(project(), plan("p"), "{}", std::string(64, 'c')); });
    EXPECT_TRUE(readSwitches(project(), "p")->empty());
    inTransaction([&] { return saveSwitch(project(), "p", "leakage", "R4", "水务局 2025-03-01 口头"); });
    inTransaction([&] { return saveSwitch(project(), "p", "leakage", "R1", "更正"); });
    EXPECT_EQ(*readSwitches(project(), "p"), (compliance::SwitchState{{"leakage", "R1"}}));
    EXPECT_TRUE(readSwitches(project(), "other")->empty());
    ASSERT_TRUE(project().undo());
    EXPECT_EQ(readSwitches(project(), "p")->at("leakage"), "R4");
    Result<Transaction> transaction = Transaction::begin(project());
    EXPECT_EQ(saveSwitch(project(), "no plan", "a", "b", "").error().code, "RECORD_REFUSED");
}

// A parameter's rows differ by their first day in force; the same row again takes the place of the old one.
TEST_F(PlanStore, KeepsDatedParameters) {
    const auto parameter = [](std::optional<Date> from, const std::string& json) {
        StoredParameter stored;
        stored.parameter.id = "leakage_limit";
        stored.parameter.name = {"漏损率限值", "limit"};
        stored.parameter.unit = "1";
        stored.parameter.source = "CJJ 92-2016";
        stored.parameter.clause = "4.3";
        stored.parameter.status = "已核实";
        stored.parameter.effectiveFrom = from;
        stored.parameter.note = "注";
        stored.valueJson = json;
        return stored;
    };
    inTransaction([&] {
        return saveParameters(project(), {parameter(std::nullopt, "0.12"),
                                          parameter(Date::of(2017, 3, 1), "[[1,0.10],[null,0.12]]")});
    });
    inTransaction([&] { return saveParameters(project(), {parameter(std::nullopt, "0.13")}); });
    const auto stored = readParameters(project());
    ASSERT_EQ(stored->size(), 2u);
    EXPECT_EQ(stored->at(0).valueJson, "0.13");
    EXPECT_FALSE(stored->at(0).parameter.effectiveFrom);
    EXPECT_EQ(stored->at(1).valueJson, "[[1,0.10],[null,0.12]]");
    EXPECT_EQ(stored->at(1).parameter.effectiveFrom, Date::of(2017, 3, 1));
    EXPECT_EQ(stored->at(1).parameter.name, (Text{"漏损率限值", "limit"}));
    EXPECT_EQ(stored->at(1).parameter.clause, "4.3");
    Result<Transaction> transaction = Transaction::begin(project());
    StoredParameter wrong = parameter(std::nullopt, "1");
    wrong.parameter.status = "大概";
    EXPECT_EQ(saveParameters(project(), {wrong}).error().code, "RECORD_REFUSED");
}

TEST_F(PlanStore, KeepsFrozenReportsAndWhatTheyUsed) {
    inTransaction([&] {
        FrozenReport report;
        report.kind = "annual";
        report.year = 2025;
        report.sha256 = std::string(64, 'e');
        report.resultJson = "{\"值\": 0.0875}";
        report.batchesJson = "[3, 17]";
        return saveFrozenReport(project(), report);
    });
    const auto reports = readFrozenReports(project());
    ASSERT_EQ(reports->size(), 1u);
    EXPECT_EQ(reports->front().resultJson, "{\"值\": 0.0875}");
    EXPECT_EQ(reports->front().frozenBy, "张三");
    EXPECT_EQ(reports->front().frozenAt, "2026-01-05T09:00:00");
    EXPECT_EQ(reports->front().programVersion, programVersion());
    EXPECT_EQ(*reportsUsing(project(), 17), std::vector<std::string>{"annual 2025, #1"});
    EXPECT_TRUE(reportsUsing(project(), 1)->empty());
}

}  // namespace
}  // namespace shuiheng::store
