#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace shuiheng {

enum class Severity { Info, Warning, Error };

/// Where a problem sits: a file and line, or a table and key. Empty parts are unknown.
struct Where {
    std::string file;
    std::int64_t line = 0;  ///< 1-based; 0 = no line
    std::string column;
    std::string table;
    std::string key;
};

/// What went wrong, as a code with arguments: never a finished sentence. `resources/messages/problems.tsv`
/// holds, per code, what happened and how to mend it in both languages; `app/problem_text.h` puts them
/// together. A style test proves that every code used in src/ stands in that catalogue.
struct Problem {
    std::string code;  ///< e.g. "READING_BACKWARD"
    std::vector<std::pair<std::string, std::string>> arguments;
    Where where;
    Severity severity = Severity::Error;

    Problem() = default;
    explicit Problem(std::string problemCode, std::vector<std::pair<std::string, std::string>> args = {},
                     Where place = {}, Severity weight = Severity::Error)
        : code(std::move(problemCode)),
          arguments(std::move(args)),
          where(std::move(place)),
          severity(weight) {}
};

}  // namespace shuiheng
