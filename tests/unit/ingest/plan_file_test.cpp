#include "ingest/plan_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "compliance/check.h"
#include "ingest/parameter_file.h"

namespace {

using namespace shuiheng;
using namespace shuiheng::ingest;
using ::testing::HasSubstr;

std::string fileText(const std::string& path) {
    std::ifstream stream(std::string(SHUIHENG_SOURCE_DIR) + "/data/" + path, std::ios::binary);
    EXPECT_TRUE(stream.good()) << path;
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

const std::string& shippedPlan() {
    static const std::string kText = fileText("plans/guyang-2023-2025.json");
    return kText;
}

/// The shipped plan with the first `from` after `anchor` replaced.
std::string edited(const std::string& anchor, const std::string& from, const std::string& to,
                   std::string text = shippedPlan()) {
    const std::size_t start = text.find(anchor);
    const std::size_t place = start == std::string::npos ? start : text.find(from, start);
    EXPECT_NE(place, std::string::npos) << anchor << " / " << from;
    return place == std::string::npos ? text : text.replace(place, from.size(), to);
}

std::string replacedAll(std::string text, const std::string& from, const std::string& to) {
    for (std::size_t place = text.find(from); place != std::string::npos;
         place = text.find(from, place + to.size())) {
        text.replace(place, from.size(), to);
    }
    return text;
}

/// Counted the simple way: newlines before the first `what` after `anchor`, plus one.
std::int64_t lineOf(const std::string& text, const std::string& anchor, const std::string& what) {
    const std::size_t place = text.find(what, text.find(anchor));
    EXPECT_NE(place, std::string::npos) << what;
    return 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(place), '\n');
}

std::vector<std::string> codesOf(const std::vector<Problem>& problems) {
    std::vector<std::string> codes;
    for (const Problem& problem : problems) {
        codes.push_back(problem.code + "@" + std::to_string(problem.where.line));
    }
    return codes;
}

std::string argument(const Problem& problem, const std::string& name) {
    for (const auto& [key, value] : problem.arguments) {
        if (key == name) {
            return value;
        }
    }
    return "(none)";
}

void expectOnly(const std::string& text, const std::string& code, std::int64_t line) {
    const PlanFile file = readPlan(text, "plan.json");
    EXPECT_FALSE(file.plan.has_value());
    EXPECT_EQ(codesOf(file.problems), std::vector<std::string>{code + "@" + std::to_string(line)});
}

// The plan has 34 tasks, 5 safeguards, the milestones m01–m48 of methods.md B11 and m49 for 确权 (B13, 2).
TEST(PlanFile, shippedPlanIsComplete) {
    const PlanFile file = readPlan(shippedPlan(), "guyang-2023-2025.json");
    ASSERT_EQ(codesOf(file.problems), std::vector<std::string>{});
    ASSERT_TRUE(file.plan.has_value());
    const compliance::Plan& plan = *file.plan;
    EXPECT_EQ(plan.tasks.size(), 34u);
    EXPECT_EQ(plan.safeguards.size(), 5u);
    ASSERT_EQ(plan.milestones.size(), 49u);
    EXPECT_EQ(plan.countyCode, "150222");
    EXPECT_EQ(plan.firstYear, 2023);
    EXPECT_EQ(plan.baseYear, 2020);

    const compliance::Milestone& leakage = plan.milestones[22];
    EXPECT_EQ(leakage.id, "m23");
    EXPECT_EQ(leakage.due, Date::of(2025, 12, 31));
    EXPECT_EQ(leakage.op, compliance::Operator::AtMost);
    EXPECT_DOUBLE_EQ(*leakage.value, 8);
    EXPECT_EQ(leakage.arguments.at("year"), "2025");
    EXPECT_TRUE(leakage.binding);

    EXPECT_EQ(plan.milestones[0].arguments.at("threshold_m3"), "50000");
    EXPECT_FALSE(plan.milestones[7].due.has_value());
    EXPECT_FALSE(plan.milestones[23].binding);
    EXPECT_DOUBLE_EQ(*plan.milestones[27].value, 0.77);
    EXPECT_THAT(plan.milestones[35].arguments.at("documents"), HasSubstr("固阳县地下水规划|固阳县节水规划"));
    ASSERT_EQ(plan.milestones[44].stages.size(), 3u);
    EXPECT_EQ(plan.milestones[44].stages[1].value, "基本建立");
    EXPECT_FALSE(plan.milestones[40].value.has_value());
    EXPECT_EQ(compliance::switchState(plan, {}).at("online_threshold_basis"), "max");
}

TEST(PlanFile, byteOrderMarkIsNoFault) {
    EXPECT_TRUE(readPlan("\xEF\xBB\xBF" + shippedPlan(), "plan.json").plan.has_value());
}

// {"a": 1,⏎ "b" 2}: the 2 stands on line 2, column 6.
TEST(PlanFile, syntaxErrorsHaveLineAndColumn) {
    const PlanFile file = readPlan("{\"a\": 1,\n \"b\" 2}", "plan.json");
    ASSERT_EQ(codesOf(file.problems), std::vector<std::string>{"JSON_SYNTAX@2"});
    EXPECT_EQ(argument(file.problems[0], "column"), "6");
    EXPECT_THAT(argument(file.problems[0], "detail"), HasSubstr("syntax error"));
    EXPECT_EQ(file.problems[0].where.file, "plan.json");
}

TEST(PlanFile, otherThingsThatAreNoPlan) {
    EXPECT_FALSE(readPlan("", "p").problems.empty());
    EXPECT_FALSE(readPlan("\xFF\xFE", "p").problems.empty());
    EXPECT_FALSE(readPlan("[1, 2]", "p").problems.empty());
    EXPECT_FALSE(readPlan("null", "p").problems.empty());
    EXPECT_FALSE(readPlan("{\"milestones\": [1, null, {\"id\": 7}], \"tasks\": 3}", "p").problems.empty());
    EXPECT_FALSE(readPlan("1e999", "p").problems.empty());
}

// A million open brackets must neither overflow the stack nor take long; nor a string of 10 MB in a pattern.
TEST(PlanFile, hostileSizesAreRefused) {
    EXPECT_EQ(readPlan(std::string(1'000'000, '['), "p").problems.at(0).code, "JSON_TOO_DEEP");
    EXPECT_EQ(readPlan("\n" + std::string(64, '[') + "\n[", "p").problems.at(0).where.line, 3);
    EXPECT_EQ(readPlan(std::string((16u << 20) + 1, ' '), "p").problems.at(0).code, "JSON_TOO_LARGE");
    std::string wide = "[0";
    for (int item = 0; item < 6000; ++item) {
        wide += ",0";
    }
    EXPECT_EQ(readPlan(wide + "]", "p").problems.at(0).code, "JSON_TOO_MANY");
    const std::string title = "\"title\": \"";
    EXPECT_TRUE(readPlan(edited(title, title, title + std::string(10'000'000, 'x')), "p").plan.has_value());
    expectOnly(edited(title, title, title + " " + std::string(1'000'000, 'x')), "JSON_PATTERN",
               lineOf(shippedPlan(), "\"title\"", "\"title\""));
}

// One fault each, with the line counted independently in the broken text.
TEST(PlanFile, schemaFaultsHaveTheirLine) {
    std::string text = edited("\"id\": \"m23\"", "\"unit\": \"%\"", "\"unitt\": \"%\"");
    const PlanFile file = readPlan(text, "plan.json");
    const std::int64_t object = lineOf(text, "", "\"id\": \"m23\"") - 1;
    EXPECT_EQ(codesOf(file.problems),
              (std::vector<std::string>{
                  "JSON_PROPERTY_MISSING@" + std::to_string(object),
                  "JSON_PROPERTY_UNKNOWN@" + std::to_string(lineOf(text, "\"m23\"", "\"unitt\""))}));
    EXPECT_EQ(argument(file.problems[0], "detail"), "unit");
    EXPECT_EQ(argument(file.problems[1], "detail"), "unitt");
    EXPECT_EQ(argument(file.problems[1], "path"), "/milestones/22");

    text = edited("\"id\": \"m23\"", "\"<=\"", "\"=<\"");
    expectOnly(text, "JSON_VALUE_NOT_ALLOWED", lineOf(text, "\"m23\"", "\"=<\""));
    text = edited("\"id\": \"m23\"", "\"binding\": true", "\"binding\": \"yes\"");
    expectOnly(text, "JSON_TYPE", lineOf(text, "\"m23\"", "\"binding\": \"yes\""));
    text = edited("\"id\": \"m23\"", "\"2025-12-31\"", "\"2025/12/31\"");
    expectOnly(text, "JSON_NO_FORM_FITS", lineOf(text, "\"m23\"", "2025/12/31"));
    text = edited("\"county_code\"", "\"150222\"", "\"15022\"");
    expectOnly(text, "JSON_PATTERN", lineOf(text, "", "15022\""));
    text = edited("\"format_version\"", "1", "2");
    expectOnly(text, "JSON_VALUE_NOT_ALLOWED", lineOf(text, "", "format_version"));
    text = edited("\"county_code\"", "\"county_code\"", "\"county_code\": \"150222\",\n\"county_code\"");
    expectOnly(text, "JSON_DUPLICATE_KEY", lineOf(text, "", "\"county_code\"") + 1);
}

TEST(PlanFile, semanticFaultsHaveTheirLine) {
    std::string text = edited("\"id\": \"m23\"", "\"m23\"", "\"m22\"");
    PlanFile file = readPlan(text, "plan.json");
    const std::int64_t objective = lineOf(text, "\"O2025\"", "\"m23\"");
    const std::int64_t second =
        lineOf(text, text.substr(text.find("\"id\": \"m22\"") + 20, 1000), "\"id\": \"m22\"");
    EXPECT_EQ(codesOf(file.problems),
              (std::vector<std::string>{"PLAN_UNKNOWN_REFERENCE@" + std::to_string(objective),
                                        "PLAN_DUPLICATE_ID@" + std::to_string(second)}));

    text = edited("\"id\": \"m23\"", "\"2025-12-31\"", "\"2025-02-29\"");
    expectOnly(text, "PLAN_DATE_IMPOSSIBLE", lineOf(text, "\"m23\"", "2025-02-29"));
    text = edited("\"id\": \"m45\"", "\"due\": \"2023-12-31\"", "\"due\": \"2023-11-31\"");
    expectOnly(text, "PLAN_DATE_IMPOSSIBLE", lineOf(text, "\"m45\"", "2023-11-31"));
    text = edited("\"id\": \"leakage_rate\"", "\"default\": \"comprehensive\"", "\"default\": \"both\"");
    expectOnly(text, "PLAN_DEFAULT_UNKNOWN",
               lineOf(text, "\"id\": \"leakage_rate\"", "\"default\": \"both\""));
    text = edited("\"questions\"", "\"switch\": \"leakage_rate\"", "\"switch\": \"leak\"");
    expectOnly(text, "PLAN_UNKNOWN_REFERENCE", lineOf(text, "\"questions\"", "\"leak\""));
    text = edited("\"tasks\"", "\"development\"", "\"moon-office\"");
    expectOnly(text, "PLAN_UNKNOWN_REFERENCE", lineOf(text, "\"tasks\"", "\"moon-office\""));
    text = edited("\"due_switch\"", "\"rights_deadline\"", "\"doomsday\"");
    expectOnly(text, "PLAN_UNKNOWN_REFERENCE", lineOf(text, "\"due_switch\"", "\"doomsday\""));
    text = edited("\"last_year\"", "2025", "2022");
    expectOnly(text, "PLAN_YEARS_REVERSED", lineOf(text, "", "\"last_year\""));
    text = edited("\"base_year\"", "2020", "2024");
    expectOnly(text, "PLAN_BASE_YEAR_LATE", lineOf(text, "", "\"base_year\""));
}

TEST(PlanFile, missingTargetIsNamed) {
    const std::string text = edited("\"id\": \"m28\"", "\"value\": 0.77", "\"value\": null");
    const PlanFile file = readPlan(text, "plan.json");
    EXPECT_FALSE(file.plan.has_value());
    const auto found = std::find_if(file.problems.begin(), file.problems.end(), [](const Problem& problem) {
        return problem.code == "PLAN_TARGET_MISSING";
    });
    ASSERT_NE(found, file.problems.end());
    EXPECT_EQ(found->where.line, lineOf(text, "\"id\": \"m28\"", "\"value\""));
    EXPECT_EQ(argument(*found, "id"), "m28");
}

// Faults of every kind in one file are all listed, in the order of their lines.
TEST(PlanFile, everyFaultIsListed) {
    std::string text = edited("\"county_code\"", "\"150222\"", "\"x\"");
    text = edited("\"tasks\"", "\"development\"", "\"moon-office\"", text);
    text = edited("\"id\": \"m01\"", "\"scope\"", "\"a\": 1, \"b\": 2, \"scope\"", text);
    text = edited("\"id\": \"m23\"", "\"2025-12-31\"", "\"2025-02-29\"", text);
    const PlanFile file = readPlan(text, "plan.json");
    std::vector<std::string> codes;
    for (const Problem& problem : file.problems) {
        codes.push_back(problem.code);
    }
    EXPECT_EQ(codes,
              (std::vector<std::string>{"JSON_PATTERN", "PLAN_UNKNOWN_REFERENCE", "JSON_PROPERTY_UNKNOWN",
                                        "JSON_PROPERTY_UNKNOWN", "PLAN_DATE_IMPOSSIBLE"}));
    EXPECT_TRUE(
        std::is_sorted(file.problems.begin(), file.problems.end(),
                       [](const Problem& a, const Problem& b) { return a.where.line < b.where.line; }));
}

/// A plan for 2026–2028: every year three later, base 2025, the leakage target at 6.5 %.
std::string successorPlan() {
    std::string text = shippedPlan();
    text = replacedAll(text, "2025", "2028");
    text = replacedAll(text, "2024", "2027");
    text = replacedAll(text, "2023", "2026");
    text = edited("\"base_year\": 2020", "2020", "2025", text);
    text = replacedAll(text, "\"base_year\": 2020", "\"base_year\": 2025");
    return edited("\"id\": \"m23\"", "\"value\": 8", "\"value\": 6.5", text);
}

// The same code judges it: R = 7 % in 2028 met the old 8 % and misses the new 6.5 %.
TEST(PlanFile, successorPlanIsCheckedByTheSameCode) {
    const PlanFile file = readPlan(successorPlan(), "guyang-2026-2028.json");
    ASSERT_EQ(codesOf(file.problems), std::vector<std::string>{});
    ASSERT_TRUE(file.plan.has_value());
    county::Snapshot snapshot;
    county::SupplyBalance balance;
    balance.year = 2028;
    balance.ownProductionM3 = 1000000;
    balance.purchasedM3 = balance.exportedM3 = 0;
    balance.billedMeteredM3 = 930000;
    balance.billedUnmeteredM3 = balance.freeMeteredM3 = balance.freeUnmeteredM3 = 0;
    snapshot.balances = {balance};
    const ParameterFile parameters =
        readParameters(fileText("parameters/parameters.json"), "parameters.json");
    ASSERT_TRUE(parameters.table.has_value());
    const compliance::CheckResult result = compliance::check(
        {2028, &snapshot, &*file.plan, &*parameters.table, compliance::switchState(*file.plan, {})});
    ASSERT_EQ(result.milestones.size(), 49u);
    const compliance::MilestoneResult& leakage = result.milestones[22];
    EXPECT_EQ(leakage.verdict, compliance::Verdict::Missed);
    EXPECT_NEAR(*leakage.value, 7, 1e-9);
    EXPECT_DOUBLE_EQ(*leakage.target, 6.5);
    for (const compliance::MilestoneResult& milestone : result.milestones) {
        EXPECT_TRUE(milestone.value.has_value() || !milestone.missing.empty()) << milestone.milestone.id;
    }
}

}  // namespace
