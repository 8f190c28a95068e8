#pragma once

#include <string_view>

namespace shuiheng::app {

inline constexpr std::string_view kShippedPlan = "guyang-2023-2025.json";
inline constexpr std::string_view kShippedParameters = "parameters.json";
inline constexpr std::string_view kShippedDivisions = "guyang_divisions.csv";

/// A file of data/ that the program carries with it; empty when it has none of that name.
std::string_view shippedFile(std::string_view name);

}  // namespace shuiheng::app
