#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace shuiheng {

/// A decimal number exactly as somebody wrote it: mantissa x 10^-scale. 4.10 keeps its scale of 2.
/// What a meter showed is never pushed through binary floating point before it is stored.
struct Decimal {
    std::int64_t mantissa = 0;
    std::int8_t scale = 0;  ///< 0..18

    /// Optional sign, digits, optional point and digits; exponents are not numbers here. At most 18
    /// significant digits after leading zeros; nothing otherwise.
    static std::optional<Decimal> parse(std::string_view text);

    double toDouble() const;
    std::string toString() const;
    /// Exact product with `factor`; nothing when it does not fit. Trailing zeros that the product gained are
    /// cut.
    std::optional<Decimal> times(Decimal factor) const;
    /// Same number with trailing zeros of the fraction removed.
    Decimal trimmed() const;
    /// Mantissa at another scale; nothing when digits would be lost or it does not fit.
    std::optional<std::int64_t> mantissaAt(std::int8_t newScale) const;

    /// Same number (4.1 equals 4.10).
    friend bool operator==(Decimal a, Decimal b);
};

}  // namespace shuiheng
