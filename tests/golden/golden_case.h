#pragma once

#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "golden/golden_county.h"

/// A milestone of the shipped plan, a small county, and what the check must say of it.
namespace shuiheng::golden {

using compliance::Interval;
using compliance::SwitchState;
using compliance::Verdict;

struct Case {
    std::string milestone;
    std::string name;
    int year = 0;  ///< checked
    SwitchState switches = {};
    std::function<void(Snapshot&)> county = [](Snapshot&) {};
    Verdict verdict = Verdict::Insufficient;
    std::optional<double> value = {};
    std::optional<double> target = {};
    std::optional<double> margin = {};
    std::optional<Interval> range = {};
    std::vector<std::string> names = {};    ///< the named list, in order
    std::vector<double> needed = {};        ///< what it would take, amounts in order
    std::vector<std::string> missing = {};  ///< parts of what is listed missing
};

/// For failing tests.
inline void PrintTo(const Case& one, std::ostream* stream) {
    *stream << one.milestone << " " << one.name;
}

// One list per family of rules.
std::vector<Case> meteringCases();
std::vector<Case> reclaimedCases();
std::vector<Case> leakageCases();
std::vector<Case> intensityCases();
std::vector<Case> certificationCases();
std::vector<Case> marketCases();
std::vector<Case> dischargeCases();
std::vector<Case> worksCases();
std::vector<Case> documentCases();
std::vector<Case> countCases();
std::vector<Case> allCases();

/// The shipped plan and parameter table, read by ingest.
const compliance::Plan& shippedPlan();
const compliance::ParameterTable& shippedParameters();

compliance::CheckResult checked(const Snapshot& county, int year, const SwitchState& switches = {});
/// One milestone of it.
compliance::MilestoneResult checked(const Snapshot& county, int year, const std::string& milestone,
                                    const SwitchState& switches = {});

}  // namespace shuiheng::golden
