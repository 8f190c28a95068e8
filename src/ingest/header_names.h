#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/reading_format.h"

/// How a header cell is understood: the ONE table of names, and the comparison that ignores what people vary.
namespace shuiheng::ingest {

/// Plain, lower case, without blanks, hyphens, underscores and bracketed parts: "瞬时流量（L/s）" ->
/// "瞬时流量".
std::string normalisedHeader(std::string_view utf8);
/// Contents of the brackets, full-width or half-width, in order: "L/s".
std::vector<std::string> bracketParts(std::string_view utf8);
/// The unit in a header's brackets, or behind a slash or blank ("用水量/m3").
std::optional<Unit> unitInHeader(std::string_view utf8);

std::optional<Field> fieldByHeader(std::string_view utf8);

/// "2024年3月", "2024-03", "202403", "3月", "3月水量", "Mar 2024": year 0 when it is not named.
struct MonthHeader {
    int year = 0;
    int month = 0;
};
std::optional<MonthHeader> monthByHeader(std::string_view utf8);

/// A year named in a title or file name: 2024年, 2024. 0 = none, or more than one.
int yearInText(std::string_view utf8);

/// 合计, 小计, 总计, 共计, total ...
bool isTotalMark(std::string_view utf8);

}  // namespace shuiheng::ingest
