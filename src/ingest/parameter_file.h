#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "compliance/parameters.h"

namespace shuiheng::ingest {

/// A parameter file as read: the table, or everything that is wrong with the file.
struct ParameterFile {
    std::optional<compliance::ParameterTable> table;
    std::vector<Problem> problems;  ///< by line; empty when there is a table
};

/// Never throws. Checked against the built-in data/parameters/parameters.schema.json; then days that do not
/// exist, periods that end before they begin and rows of one id that overlap in time.
ParameterFile readParameters(std::string_view json, const std::string& fileName);

}  // namespace shuiheng::ingest
