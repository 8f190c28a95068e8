#include "ingest/units.h"

#include <array>
#include <cctype>
#include <utility>

#include "ingest/value_parsers.h"

namespace shuiheng::ingest {
namespace {

struct UnitRow {
    Unit unit;
    std::string_view name;
    bool flow;
    Decimal factor;  ///< to m³ or m³/h, before `divisor`
    std::int64_t divisor;
    std::int64_t
        baseSeconds;  ///< flows: the unit's time; volume = value × volumeFactor × seconds / baseSeconds
    Decimal volumeFactor;
};

constexpr std::array<UnitRow, 14> kUnits = {{
    {Unit::CubicMetre, "m3", false, {1, 0}, 1, 1, {1, 0}},
    {Unit::WanCubicMetre, "wan_m3", false, {10000, 0}, 1, 1, {10000, 0}},
    {Unit::Litre, "L", false, {1, 3}, 1, 1, {1, 3}},
    {Unit::UsGallon, "us_gal", false, {3785411784, 12}, 1, 1, {3785411784, 12}},
    {Unit::UsMegagallon, "us_mgal", false, {3785411784, 6}, 1, 1, {3785411784, 6}},
    {Unit::CubicMetrePerHour, "m3_per_h", true, {1, 0}, 1, 3600, {1, 0}},
    {Unit::CubicMetrePerSecond, "m3_per_s", true, {3600, 0}, 1, 1, {1, 0}},
    {Unit::CubicMetrePerDay, "m3_per_d", true, {1, 0}, 24, 86400, {1, 0}},
    {Unit::WanCubicMetrePerDay, "wan_m3_per_d", true, {10000, 0}, 24, 86400, {10000, 0}},
    {Unit::LitrePerSecond, "L_per_s", true, {36, 1}, 1, 1, {1, 3}},
    {Unit::LitrePerMinute, "L_per_min", true, {6, 2}, 1, 60, {1, 3}},
    {Unit::LitrePerHour, "L_per_h", true, {1, 3}, 1, 3600, {1, 3}},
    {Unit::UsGallonPerMinute, "us_gpm", true, {22712470704, 11}, 1, 60, {3785411784, 12}},
    {Unit::UsMegagallonPerDay, "us_mgd", true, {157725491, 6}, 1, 86400, {3785411784, 6}},
}};

/// Texts in lower case without blanks, ³ as 3.
constexpr std::array<std::pair<std::string_view, Unit>, 78> kUnitTexts = {{
    {"m3", Unit::CubicMetre},
    {"m^3", Unit::CubicMetre},
    {"吨", Unit::CubicMetre},
    {"t", Unit::CubicMetre},
    {"ton", Unit::CubicMetre},
    {"tons", Unit::CubicMetre},
    {"方", Unit::CubicMetre},
    {"立方", Unit::CubicMetre},
    {"立方米", Unit::CubicMetre},
    {"cubicmetre", Unit::CubicMetre},
    {"cubicmetres", Unit::CubicMetre},
    {"cubicmeter", Unit::CubicMetre},
    {"cubicmeters", Unit::CubicMetre},
    {"万m3", Unit::WanCubicMetre},
    {"万吨", Unit::WanCubicMetre},
    {"万t", Unit::WanCubicMetre},
    {"万方", Unit::WanCubicMetre},
    {"万立方", Unit::WanCubicMetre},
    {"万立方米", Unit::WanCubicMetre},
    {"wanm3", Unit::WanCubicMetre},
    {"l", Unit::Litre},
    {"升", Unit::Litre},
    {"litre", Unit::Litre},
    {"litres", Unit::Litre},
    {"liter", Unit::Litre},
    {"liters", Unit::Litre},
    {"gal", Unit::UsGallon},
    {"usgal", Unit::UsGallon},
    {"us_gal", Unit::UsGallon},
    {"gallon", Unit::UsGallon},
    {"gallons", Unit::UsGallon},
    {"mgal", Unit::UsMegagallon},
    {"milliongallons", Unit::UsMegagallon},
    {"m3/h", Unit::CubicMetrePerHour},
    {"m3/hr", Unit::CubicMetrePerHour},
    {"m3h", Unit::CubicMetrePerHour},
    {"m3/小时", Unit::CubicMetrePerHour},
    {"m3/时", Unit::CubicMetrePerHour},
    {"吨/小时", Unit::CubicMetrePerHour},
    {"吨/时", Unit::CubicMetrePerHour},
    {"吨/h", Unit::CubicMetrePerHour},
    {"t/h", Unit::CubicMetrePerHour},
    {"方/小时", Unit::CubicMetrePerHour},
    {"方/时", Unit::CubicMetrePerHour},
    {"立方米/小时", Unit::CubicMetrePerHour},
    {"立方米/时", Unit::CubicMetrePerHour},
    {"立方/小时", Unit::CubicMetrePerHour},
    {"m3/s", Unit::CubicMetrePerSecond},
    {"立方米/秒", Unit::CubicMetrePerSecond},
    {"方/秒", Unit::CubicMetrePerSecond},
    {"m3/d", Unit::CubicMetrePerDay},
    {"m3/day", Unit::CubicMetrePerDay},
    {"m3/日", Unit::CubicMetrePerDay},
    {"m3/天", Unit::CubicMetrePerDay},
    {"t/d", Unit::CubicMetrePerDay},
    {"吨/日", Unit::CubicMetrePerDay},
    {"吨/天", Unit::CubicMetrePerDay},
    {"方/日", Unit::CubicMetrePerDay},
    {"方/天", Unit::CubicMetrePerDay},
    {"立方米/日", Unit::CubicMetrePerDay},
    {"立方米/天", Unit::CubicMetrePerDay},
    {"万m3/d", Unit::WanCubicMetrePerDay},
    {"万m3/日", Unit::WanCubicMetrePerDay},
    {"万吨/日", Unit::WanCubicMetrePerDay},
    {"万方/日", Unit::WanCubicMetrePerDay},
    {"l/s", Unit::LitrePerSecond},
    {"lps", Unit::LitrePerSecond},
    {"升/秒", Unit::LitrePerSecond},
    {"l/min", Unit::LitrePerMinute},
    {"lpm", Unit::LitrePerMinute},
    {"升/分", Unit::LitrePerMinute},
    {"l/h", Unit::LitrePerHour},
    {"升/小时", Unit::LitrePerHour},
    {"gpm", Unit::UsGallonPerMinute},
    {"mgd", Unit::UsMegagallonPerDay},
    {"milliongallonsperday", Unit::UsMegagallonPerDay},
    {"gallonsperminute", Unit::UsGallonPerMinute},
    {"milliongallons/day", Unit::UsMegagallonPerDay},
}};

const UnitRow& rowOf(Unit unit) {
    return kUnits[static_cast<std::size_t>(unit)];
}

/// 128 bits in four pieces: neither MSVC nor the standard has a type for it.
class WideNumber {
  public:
    static WideNumber product(std::uint64_t a, std::uint64_t b) {
        WideNumber result;
        result.m_limbs = {static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(a >> 32), 0, 0};
        const WideNumber high = result.times(static_cast<std::uint32_t>(b >> 32));
        result = result.times(static_cast<std::uint32_t>(b));
        std::uint64_t carry = 0;
        for (std::size_t at = 1; at < 4; ++at) {
            carry += static_cast<std::uint64_t>(result.m_limbs[at]) + high.m_limbs[at - 1];
            result.m_limbs[at] = static_cast<std::uint32_t>(carry);
            carry >>= 32;
        }
        return result;
    }
    WideNumber times(std::uint32_t factor, std::uint32_t addend = 0) const {
        WideNumber result;
        std::uint64_t carry = addend;
        for (std::size_t at = 0; at < 4; ++at) {
            carry += static_cast<std::uint64_t>(m_limbs[at]) * factor;
            result.m_limbs[at] = static_cast<std::uint32_t>(carry);
            carry >>= 32;
        }
        return result;
    }
    /// Divides in place, returns the remainder.
    std::uint32_t divide(std::uint32_t divisor) {
        std::uint64_t rest = 0;
        for (std::size_t at = 4; at-- > 0;) {
            rest = (rest << 32) | m_limbs[at];
            m_limbs[at] = static_cast<std::uint32_t>(rest / divisor);
            rest %= divisor;
        }
        return static_cast<std::uint32_t>(rest);
    }
    bool atLeast(std::uint64_t bound) const { return (m_limbs[3] | m_limbs[2]) != 0 || low() >= bound; }
    std::uint64_t low() const { return (static_cast<std::uint64_t>(m_limbs[1]) << 32) | m_limbs[0]; }

  private:
    std::array<std::uint32_t, 4> m_limbs{};
};

constexpr std::uint64_t kEighteenDigits = 1'000'000'000'000'000'000ull;
constexpr int kMaximumScale = 18;

}  // namespace

std::string_view unitName(Unit unit) {
    return rowOf(unit).name;
}

std::optional<Unit> unitByName(std::string_view name) {
    for (const UnitRow& row : kUnits) {
        if (row.name == name) {
            return row.unit;
        }
    }
    return std::nullopt;
}

std::optional<Unit> unitByText(std::string_view text) {
    std::string plain;
    const std::string ascii = plainText(text);
    for (std::size_t at = 0; at < ascii.size(); ++at) {
        const std::string_view rest = std::string_view(ascii).substr(at);
        if (rest.starts_with("³")) {
            plain.push_back('3');
            at += 1;
        } else if (rest.starts_with("㎥")) {
            plain += "m3";
            at += 2;
        } else if (ascii[at] != ' ') {
            plain.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(ascii[at]))));
        }
    }
    for (const auto& [known, unit] : kUnitTexts) {
        if (known == plain) {
            return unit;
        }
    }
    return unitByName(text);
}

std::string_view unitLabel(Unit unit) {
    for (const auto& [text, known] : kUnitTexts) {
        if (known == unit) {
            return text;
        }
    }
    return unitName(unit);
}

bool isFlow(Unit unit) {
    return rowOf(unit).flow;
}

std::optional<Decimal> scaled(Decimal value, Decimal numerator, std::int64_t denominator) {
    if (denominator == 1) {
        if (const auto exact = value.times(numerator)) {
            return exact;
        }
    }
    const auto magnitude = [](std::int64_t number) {
        return number < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(number)
                          : static_cast<std::uint64_t>(number);
    };
    const bool negative = (value.mantissa < 0) != (numerator.mantissa < 0);
    WideNumber quotient = WideNumber::product(magnitude(value.mantissa), magnitude(numerator.mantissa));
    int scale = value.scale + numerator.scale;
    if (denominator > 1) {
        const auto divisor = static_cast<std::uint32_t>(denominator);
        std::uint64_t rest = quotient.divide(divisor);
        while (rest != 0 && !quotient.atLeast(kEighteenDigits)) {
            rest *= 10;
            quotient = quotient.times(10, static_cast<std::uint32_t>(rest / divisor));
            rest %= divisor;
            ++scale;
        }
    }
    std::uint32_t dropped = 0;
    while (quotient.atLeast(kEighteenDigits) || scale > kMaximumScale) {
        dropped = quotient.divide(10);
        --scale;
    }
    if (scale < 0) {
        return std::nullopt;
    }
    const auto mantissa = static_cast<std::int64_t>(quotient.low() + (dropped >= 5 ? 1 : 0));
    return Decimal{negative ? -mantissa : mantissa, static_cast<std::int8_t>(scale)}.trimmed();
}

std::optional<Decimal> toCanonical(Decimal value, Unit unit) {
    const UnitRow& row = rowOf(unit);
    if (row.factor == Decimal{1, 0} && row.divisor == 1) {
        return value;
    }
    return scaled(value, row.factor, row.divisor);
}

std::optional<Decimal> volumeOverSeconds(Decimal value, Unit unit, std::int64_t seconds) {
    const UnitRow& row = rowOf(unit);
    if (seconds < 0) {
        return std::nullopt;
    }
    const auto factor = row.volumeFactor.times(Decimal{seconds, 0});
    return factor ? scaled(value, *factor, row.baseSeconds) : std::nullopt;
}

}  // namespace shuiheng::ingest
