#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/problem.h"

/// A JSON file with the lines of its parts, checked against a schema. For the readers of plan and parameter
/// files; nothing else should need this header.
namespace shuiheng::ingest {

class JsonFile {
  public:
    /// Never throws. Everything that is wrong is in problems(); root() is null where the text is no JSON at
    /// all.
    JsonFile(std::string_view text, std::string fileName, std::string_view schema);

    const nlohmann::json* root() const { return m_root ? &*m_root : nullptr; }
    /// `pointer` as in RFC 6901; the line of the nearest part that exists.
    std::int64_t lineOf(std::string pointer) const;
    void report(const std::string& pointer, std::string code,
                std::vector<std::pair<std::string, std::string>> arguments);
    bool hasProblemAt(const std::string& pointer) const;
    /// Sorted by line.
    std::vector<Problem> takeProblems();

  private:
    std::string m_fileName;
    std::optional<nlohmann::json> m_root;
    std::unordered_map<std::string, std::int64_t> m_lines;
    std::vector<Problem> m_problems;

    bool withinLimits(std::string_view text);
    void parse(std::string_view text);
    void locate(std::string_view text);
    void validate(std::string_view schema);
    void reportAtLine(std::int64_t line, std::string code,
                      std::vector<std::pair<std::string, std::string>> arguments, std::string key = {});
};

std::string pointerTo(const std::string& parent, const std::string& key);
std::string pointerTo(const std::string& parent, std::size_t index);

/// The member when it is a string, else "".
std::string textOf(const nlohmann::json& object, const char* key);
/// The member when it is an array, else an empty one.
const nlohmann::json& arrayOf(const nlohmann::json& object, const char* key);
std::optional<double> numberOf(const nlohmann::json& object, const char* key);
std::vector<std::string> textsOf(const nlohmann::json& object, const char* key);

}  // namespace shuiheng::ingest
