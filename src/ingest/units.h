#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/decimal.h"

namespace shuiheng::ingest {

/// Units of value columns; names in profiles: m3, wan_m3, L, us_gal, us_mgal, m3_per_h, m3_per_s, m3_per_d,
/// L_per_s, L_per_h, L_per_min, us_gpm, us_mgd, wan_m3_per_d. 吨, 方 and 立方米 are m3.
enum class Unit {
    CubicMetre,
    WanCubicMetre,
    Litre,
    UsGallon,
    UsMegagallon,
    CubicMetrePerHour,
    CubicMetrePerSecond,
    CubicMetrePerDay,
    WanCubicMetrePerDay,
    LitrePerSecond,
    LitrePerMinute,
    LitrePerHour,
    UsGallonPerMinute,
    UsMegagallonPerDay
};

std::string_view unitName(Unit unit);
/// As people write it: "万m3", "L/s".
std::string_view unitLabel(Unit unit);
std::optional<Unit> unitByName(std::string_view name);
/// As people write it in a header's brackets: m³, 吨, 万m³, 万方, L/s, m3/h, million gallons per day ...
std::optional<Unit> unitByText(std::string_view text);
bool isFlow(Unit unit);

/// Volume units -> m³, flow units -> m³/h. Exact where it fits 18 digits (always for 万m³, 吨, L/s), else
/// rounded half away from zero to 18 significant digits. Nothing beyond 18 digits before the point.
std::optional<Decimal> toCanonical(Decimal value, Unit unit);
/// A rate over `seconds` of time as m³: the value counts per day, hour or second of that stretch.
std::optional<Decimal> volumeOverSeconds(Decimal value, Unit unit, std::int64_t seconds);
/// a × numerator / denominator, rounded as above.
std::optional<Decimal> scaled(Decimal value, Decimal numerator, std::int64_t denominator = 1);

}  // namespace shuiheng::ingest
