#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "base/problem.h"
#include "base/text.h"

namespace shuiheng::cli {

/// Exit codes of the contract.
enum ExitCode { kDone = 0, kWrongUsage = 2, kInputRefused = 3, kNoResult = 4, kOurDefect = 5 };

/// What every command is told: language and form of its answer.
struct Output {
    Language language = Language::Chinese;
    bool json = false;

    const std::string& operator()(const Text& text) const { return text.in(language); }
    void line(const std::string& text) const;
    /// The one JSON object on standard output.
    void object(const nlohmann::json& object) const;
    /// To standard error (and as {"error": …} to standard output with --json, together with the members of
    /// `beside`); returns the exit code that fits.
    int problem(const Problem& problem, const nlohmann::json& beside = nlohmann::json::object()) const;
    /// One problem as the JSON of an answer says it.
    nlohmann::json toJson(const Problem& problem) const;
};

/// 10.43, with at most `decimals` places, no trailing zeros.
std::string number(double value, int decimals = 4);

}  // namespace shuiheng::cli
