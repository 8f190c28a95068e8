#include "ingest/parameter_file.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace {

using namespace shuiheng;
using namespace shuiheng::ingest;

std::string shippedParameters() {
    std::ifstream stream(std::string(SHUIHENG_SOURCE_DIR) + "/data/parameters/parameters.json",
                         std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

/// One row on a line of its own; the first row stands on line 2.
std::string row(const std::string& id, const std::string& from, const std::string& to,
                const std::string& value = "1") {
    const auto quoted = [](const std::string& date) { return date == "null" ? date : "\"" + date + "\""; };
    return "{\"id\": \"" + id + "\", \"name\": \"n\", \"name_en\": \"n\", \"value\": " + value +
           ", \"unit\": \"1\", \"source\": \"s\", \"clause\": null, \"effective_from\": " + quoted(from) +
           ", \"effective_to\": " + quoted(to) + ", \"status\": \"示例\", \"note\": null}";
}

std::string table(const std::string& rows) {
    return "{\"format\": \"shuiheng-parameters\", \"format_version\": 1, \"parameters\": [\n" + rows + "\n]}";
}

std::vector<std::string> faultsOf(const std::string& text) {
    std::vector<std::string> faults;
    for (const Problem& problem : readParameters(text, "parameters.json").problems) {
        faults.push_back(problem.code + "@" + std::to_string(problem.where.line));
    }
    return faults;
}

using Faults = std::vector<std::string>;

// The numbers of methods.md §1.1, in force since 2019-02-01 and not a day earlier.
TEST(ParameterFile, shippedTableHoldsTheStandard) {
    const ParameterFile file = readParameters(shippedParameters(), "parameters.json");
    ASSERT_TRUE(file.problems.empty()) << file.problems.front().code;
    const Date day = *Date::of(2025, 12, 31);
    EXPECT_DOUBLE_EQ(file.table->at("cjj92.r1.factor", day)->number, 0.08);
    EXPECT_DOUBLE_EQ(file.table->at("cjj92.r2.offset", day)->number, 0.0693);
    const auto bands = file.table->at("cjj92.r3.bands", day);
    ASSERT_EQ(bands->table.size(), 4u);
    EXPECT_DOUBLE_EQ(*bands->table[1][0], 0.55);
    EXPECT_DOUBLE_EQ(*bands->table[1][1], 0.005);
    EXPECT_FALSE(bands->table[3][0].has_value());
    EXPECT_FALSE(bands->used().source.empty());
    EXPECT_EQ(file.table->at("cjj92.grade1", *Date::of(2019, 1, 31)).error().code, "PARAMETER_NOT_IN_FORCE");
}

TEST(ParameterFile, periodsFollowEachOther) {
    const std::string rows =
        row("a.b", "2017-12-01", "2024-11-30", "1") + ",\n" + row("a.b", "2024-12-01", "null", "2");
    const ParameterFile file = readParameters(table(rows), "p");
    ASSERT_TRUE(file.table.has_value());
    EXPECT_EQ(file.table->at("a.b", *Date::of(2024, 11, 30))->number, 1);
    EXPECT_EQ(file.table->at("a.b", *Date::of(2024, 12, 1))->number, 2);
    EXPECT_EQ(
        faultsOf(table(row("a.b", "2017-12-01", "2024-12-01") + ",\n" + row("a.b", "2024-12-01", "null"))),
        Faults{"PARAMETER_PERIODS_OVERLAP@3"});
    EXPECT_EQ(faultsOf(table(row("a.b", "null", "null") + ",\n" + row("a.c", "null", "null"))), Faults{});
}

TEST(ParameterFile, faultsHaveTheirLine) {
    EXPECT_EQ(faultsOf(table(row("a.b", "2024-02-30", "null"))), Faults{"PLAN_DATE_IMPOSSIBLE@2"});
    EXPECT_EQ(faultsOf(table(row("a.b", "2024-05-01", "2024-04-30"))), Faults{"PARAMETER_PERIOD_REVERSED@2"});
    EXPECT_EQ(faultsOf(table(row("a.b", "null", "null") + ",\n" + row("Ab", "null", "null"))),
              Faults{"JSON_PATTERN@3"});
    EXPECT_EQ(faultsOf(table(row("a.b", "null", "null", "\"much\""))), Faults{"JSON_NO_FORM_FITS@2"});
    EXPECT_EQ(faultsOf("{\"format\": 1,\n"), Faults{"JSON_SYNTAX@2"});
}

}  // namespace
