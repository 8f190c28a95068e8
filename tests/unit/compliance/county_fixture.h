#pragma once

#include <stdexcept>
#include <string>

#include "compliance/check.h"
#include "support/expression_check.h"

/// Small hand-made counties, plans and parameter tables for the tests of the rules.
namespace shuiheng::compliance::fixture {

inline Date day(int year, int month, int dayOfMonth) {
    return *Date::of(year, month, dayOfMonth);
}

inline Parameter parameter(std::string id, double number) {
    Parameter result;
    result.id = std::move(id);
    result.number = number;
    result.effectiveFrom = day(2019, 2, 1);
    result.status = "待核实";
    return result;
}

/// CJJ 92 and IWA as methods.md gives them.
inline ParameterTable parameters() {
    std::vector<Parameter> list = {
        parameter("cjj92.r1.factor", 0.08),       parameter("cjj92.r2.factor", 0.99),
        parameter("cjj92.r2.offset", 0.0693),     parameter("cjj92.r2.cap", 0.03),
        parameter("cjj92.r4.frost_depth_m", 1.4), parameter("cjj92.r4.correction", 0.01),
        parameter("cjj92.grade1", 0.10),          parameter("cjj92.grade2", 0.12),
        parameter("iwa.uarl.mains", 18),          parameter("iwa.uarl.connections", 0.8),
        parameter("iwa.uarl.private", 25),        parameter("iwa.ili.min_connections", 5000),
        parameter("iwa.ili.min_density", 20),     parameter("iwa.ili.min_pressure_m", 25),
        parameter("iwa.ili.max_pressure_m", 100)};
    Parameter bands = parameter("cjj92.r3.bands", 0);
    bands.table = {{0.35, 0.0}, {0.55, 0.005}, {0.75, 0.01}, {std::nullopt, 0.02}};
    list.push_back(bands);
    return ParameterTable(list);
}

inline Milestone milestone(std::string id, std::string indicator, int year, Operator op, double value) {
    Milestone result;
    result.id = std::move(id);
    result.indicator = std::move(indicator);
    result.due = day(year, 12, 31);
    result.arguments["year"] = std::to_string(year);
    result.op = op;
    result.value = value;
    result.unit = "%";
    return result;
}

inline county::WaterUser user(std::string code, county::Sector sector, bool nonResident) {
    county::WaterUser result;
    result.code = code;
    result.name = "用户" + code;
    result.sector = sector;
    result.nonResident = nonResident;
    result.origin = {1, 0};
    return result;
}

inline county::Meter meter(std::string code, std::string userCode, county::MeterRole role) {
    county::Meter result;
    result.code = std::move(code);
    result.userCode = std::move(userCode);
    result.role = role;
    return result;
}

inline county::MeterYear volume(std::string code, int year, double measured, double estimated = 0,
                                int days = 366) {
    return {std::move(code), year, measured, estimated, days, {7}};
}

/// Everything a check needs, alive together.
struct County {
    county::Snapshot snapshot;
    Plan plan;
    ParameterTable table = parameters();
    SwitchState switches;

    County() {
        plan.firstYear = 2023;
        plan.lastYear = 2025;
        plan.baseYear = 2020;
    }
    CheckInput input(int year) const { return {year, &snapshot, &plan, &table, switches}; }
    /// Whatever a test asks for, every figure of it must be what its expression says.
    CheckResult check(int year) const {
        CheckResult result = shuiheng::compliance::check(input(year));
        for (const MilestoneResult& one : result.milestones) {
            test::expectExpressionsHold(one.derivation);
        }
        for (const Derivation& figure : result.supporting) {
            test::expectExpressionsHold(figure);
        }
        return result;
    }
    MilestoneResult only(int year) const { return check(year).milestones.at(0); }
};

/// Concatenation of the Chinese texts, to look for one of them.
inline std::string allOf(const std::vector<Text>& texts) {
    std::string all;
    for (const Text& text : texts) {
        all += text.zh + " | " + text.en + "\n";
    }
    return all;
}

inline const Derivation& child(const Derivation& derivation, const std::string& id) {
    for (const Derivation& candidate : derivation.children) {
        if (candidate.id == id) {
            return candidate;
        }
    }
    throw std::runtime_error("no child " + id + " in " + derivation.id);
}

}  // namespace shuiheng::compliance::fixture
