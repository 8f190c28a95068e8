#pragma once

#include <optional>
#include <string_view>

#include "base/text.h"
#include "county/records.h"

/// The short names under which enumerations stand in the project file, and what people call them.
namespace shuiheng::county {

template <typename E>
struct CodeName {
    E value;
    std::string_view code;
    std::string_view zh;
    std::string_view en;
};

std::string_view codeOf(Sector value);
std::string_view codeOf(Supply value);
std::string_view codeOf(WaterSource value);
std::string_view codeOf(MeterRole value);
std::string_view codeOf(EconomicKind value);
std::string_view codeOf(PriceBasis value);
std::string_view codeOf(Vintage value);
std::string_view codeOf(DistrictClass value);

Text nameOf(Sector value);
Text nameOf(Supply value);
Text nameOf(WaterSource value);
Text nameOf(MeterRole value);
Text nameOf(EconomicKind value);
Text nameOf(PriceBasis value);
Text nameOf(Vintage value);
Text nameOf(DistrictClass value);

/// By code or by either name; nothing when unknown.
template <typename E>
std::optional<E> fromCode(std::string_view text);

}  // namespace shuiheng::county
