// Every milestone of the shipped plan, judged with the shipped parameters, against hand arithmetic.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "golden/golden_case.h"
#include "ingest/parameter_file.h"
#include "ingest/plan_file.h"
#include "support/expression_check.h"

namespace shuiheng::golden {

namespace {

std::string fileText(const std::string& path) {
    std::ifstream stream(std::string(SHUIHENG_SOURCE_DIR) + "/data/" + path, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

std::string allOf(const std::vector<Text>& texts) {
    std::string all;
    for (const Text& text : texts) {
        all += text.zh + "\n";
    }
    return all;
}

}  // namespace

const compliance::Plan& shippedPlan() {
    static const ingest::PlanFile kFile =
        ingest::readPlan(fileText("plans/guyang-2023-2025.json"), "guyang-2023-2025.json");
    return kFile.plan.value();
}

const compliance::ParameterTable& shippedParameters() {
    static const ingest::ParameterFile kFile =
        ingest::readParameters(fileText("parameters/parameters.json"), "parameters.json");
    return kFile.table.value();
}

compliance::CheckResult checked(const Snapshot& county, int year, const SwitchState& switches) {
    compliance::CheckResult result = compliance::check({year, &county, &shippedPlan(), &shippedParameters(),
                                                        compliance::switchState(shippedPlan(), switches)});
    for (const compliance::MilestoneResult& one : result.milestones) {
        test::expectExpressionsHold(one.derivation);
    }
    for (const compliance::Derivation& figure : result.supporting) {
        test::expectExpressionsHold(figure);
    }
    return result;
}

compliance::MilestoneResult checked(const Snapshot& county, int year, const std::string& milestone,
                                    const SwitchState& switches) {
    for (compliance::MilestoneResult& result : checked(county, year, switches).milestones) {
        if (result.milestone.id == milestone) {
            return std::move(result);
        }
    }
    ADD_FAILURE() << "the plan has no milestone " << milestone;
    return {};
}

std::vector<Case> allCases() {
    std::vector<Case> all;
    for (const auto& family :
         {meteringCases(), reclaimedCases(), leakageCases(), intensityCases(), certificationCases(),
          marketCases(), dischargeCases(), worksCases(), documentCases(), countCases()}) {
        all.insert(all.end(), family.begin(), family.end());
    }
    return all;
}

namespace {

void expectNear(const char* what, std::optional<double> got, std::optional<double> expected) {
    ASSERT_EQ(got.has_value(), expected.has_value()) << what;
    if (expected) {
        EXPECT_NEAR(*got, *expected, 1e-9 * std::max(1.0, std::abs(*expected))) << what;
    }
}

class Golden : public ::testing::TestWithParam<Case> {};

TEST_P(Golden, isJudgedAsByHand) {
    const Case& expected = GetParam();
    Snapshot county;
    expected.county(county);
    const auto got = checked(county, expected.year, expected.milestone, expected.switches);
    EXPECT_EQ(compliance::codeOf(got.verdict), compliance::codeOf(expected.verdict)) << allOf(got.missing);
    expectNear("value", got.value, expected.value);
    expectNear("target", got.target, expected.target);
    expectNear("margin", got.margin, expected.margin);
    ASSERT_EQ(got.range.has_value(), expected.range.has_value());
    if (expected.range) {
        expectNear("low", got.range->low, expected.range->low);
        expectNear("high", got.range->high, expected.range->high);
    }
    std::vector<std::string> names;
    for (const compliance::NamedItem& item : got.namedList) {
        names.push_back(item.name);
    }
    EXPECT_EQ(names, expected.names);
    ASSERT_EQ(got.needed.size(), expected.needed.size());
    for (std::size_t i = 0; i < got.needed.size(); ++i) {
        expectNear(got.needed[i].what.zh.c_str(), got.needed[i].amount, expected.needed[i]);
        EXPECT_FALSE(got.needed[i].unit.empty());
        EXPECT_THAT(allOf(got.derivation.notes), ::testing::HasSubstr(got.needed[i].what.zh));
    }
    for (const std::string& part : expected.missing) {
        EXPECT_THAT(allOf(got.missing), ::testing::HasSubstr(part));
    }
    EXPECT_EQ(got.missing.empty(), expected.missing.empty()) << allOf(got.missing);
}

std::string nameOf(const ::testing::TestParamInfo<Case>& info) {
    return info.param.milestone + "_" + info.param.name;
}

INSTANTIATE_TEST_SUITE_P(Milestone, Golden, ::testing::ValuesIn(allCases()), nameOf);

// m01 to m49: each judged at least once with a value, and each missed one told what it would take.
TEST(GoldenCases, coverEveryMilestone) {
    std::set<std::string> judged;
    std::set<std::string> unmet;
    for (const Case& one : allCases()) {
        if (one.value && one.verdict != Verdict::NotDue && one.verdict != Verdict::Insufficient) {
            judged.insert(one.milestone);
        }
        if (one.verdict == Verdict::Missed || one.verdict == Verdict::EffortMissed) {
            EXPECT_FALSE(one.needed.empty()) << one.milestone << " " << one.name;
            unmet.insert(one.milestone);
        }
    }
    std::set<std::string> indicators;
    for (const compliance::Milestone& milestone : shippedPlan().milestones) {
        EXPECT_TRUE(judged.contains(milestone.id)) << milestone.id;
        if (unmet.contains(milestone.id)) {
            indicators.insert(milestone.indicator);
        }
    }
    for (const compliance::Milestone& milestone : shippedPlan().milestones) {
        EXPECT_TRUE(indicators.contains(milestone.indicator)) << milestone.indicator << " is never unmet";
    }
}

// Every family of rules has a case of 数据不足 that says what is missing; each other verdict stands
// somewhere.
TEST(GoldenCases, coverEveryVerdict) {
    std::set<std::string> insufficient;
    std::set<Verdict> verdicts;
    bool straddling = false;
    for (const Case& one : allCases()) {
        verdicts.insert(one.verdict);
        if (one.verdict == Verdict::Insufficient) {
            straddling = straddling || (one.value && one.range);
            for (const compliance::Milestone& milestone : shippedPlan().milestones) {
                if (milestone.id == one.milestone && !one.value) {
                    insufficient.insert(milestone.indicator);
                }
            }
        }
    }
    EXPECT_EQ(verdicts.size(), 5u);
    EXPECT_TRUE(straddling);
    for (const compliance::Milestone& milestone : shippedPlan().milestones) {
        EXPECT_TRUE(insufficient.contains(milestone.indicator)) << milestone.indicator;
    }
}

}  // namespace
}  // namespace shuiheng::golden
