#include "base/decimal.h"

#include <array>
#include <limits>

namespace shuiheng {
namespace {

constexpr int kMaximumScale = 18;

constexpr std::array<std::int64_t, 19> powersOfTen() {
    std::array<std::int64_t, 19> powers{};
    powers[0] = 1;
    for (std::size_t exponent = 1; exponent < powers.size(); ++exponent) {
        powers[exponent] = powers[exponent - 1] * 10;
    }
    return powers;
}

constexpr auto kPowersOfTen = powersOfTen();
/// 10^0..10^18 are exact in binary64 up to 10^22.
constexpr std::array<double, 19> kPowersAsDouble = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8, 1e9,
                                                    1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18};

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
    const char* at = text.data();
    const char* const end = at + text.size();
    bool negative = false;
    if (at != end && (*at == '-' || *at == '+')) {
        negative = *at == '-';
        ++at;
    }
    std::int64_t mantissa = 0;
    int scale = 0;
    int significant = 0;
    bool anyDigit = false;
    bool afterPoint = false;
    for (; at != end; ++at) {
        if (*at == '.') {
            if (afterPoint) {
                return std::nullopt;
            }
            afterPoint = true;
            continue;
        }
        if (*at < '0' || *at > '9') {
            return std::nullopt;
        }
        anyDigit = true;
        const int digit = *at - '0';
        if (significant > 0 || digit != 0) {
            ++significant;
        }
        scale += afterPoint ? 1 : 0;
        if (significant > kMaximumScale || scale > kMaximumScale) {
            return std::nullopt;
        }
        mantissa = mantissa * 10 + digit;
    }
    if (!anyDigit) {
        return std::nullopt;
    }
    return Decimal{negative ? -mantissa : mantissa, static_cast<std::int8_t>(scale)};
}

double Decimal::toDouble() const {
    return static_cast<double>(mantissa) / kPowersAsDouble[static_cast<std::size_t>(scale)];
}

std::string Decimal::toString() const {
    // Negated without a sign, so that the smallest mantissa of all can be printed too.
    const auto bits = static_cast<std::uint64_t>(mantissa);
    std::string digits = std::to_string(mantissa < 0 ? 0 - bits : bits);
    const auto fraction = static_cast<std::size_t>(scale);
    if (fraction > 0) {
        if (digits.size() <= fraction) {
            digits.insert(0, fraction + 1 - digits.size(), '0');
        }
        digits.insert(digits.size() - fraction, 1, '.');
    }
    return mantissa < 0 ? "-" + digits : digits;
}

Decimal Decimal::trimmed() const {
    Decimal result = *this;
    while (result.scale > 0 && result.mantissa % 10 == 0) {
        result.mantissa /= 10;
        --result.scale;
    }
    return result;
}

std::optional<Decimal> Decimal::times(Decimal factor) const {
    const Decimal a = trimmed();
    const Decimal b = factor.trimmed();
    constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max();
    if (b.mantissa < -kLargest) {
        return std::nullopt;
    }
    const std::int64_t size = b.mantissa < 0 ? -b.mantissa : b.mantissa;
    if (size != 0 && (a.mantissa > kLargest / size || a.mantissa < -(kLargest / size))) {
        return std::nullopt;
    }
    std::int64_t product = a.mantissa * b.mantissa;
    int newScale = a.scale + b.scale;
    while (newScale > 0 && product % 10 == 0) {
        product /= 10;
        --newScale;
    }
    if (newScale > kMaximumScale) {
        return std::nullopt;
    }
    return Decimal{product, static_cast<std::int8_t>(newScale)};
}

std::optional<std::int64_t> Decimal::mantissaAt(std::int8_t newScale) const {
    if (newScale == scale) {
        return mantissa;
    }
    if (newScale > scale) {
        const std::int64_t factor = kPowersOfTen[static_cast<std::size_t>(newScale - scale)];
        const std::int64_t limit = std::numeric_limits<std::int64_t>::max() / factor;
        if (mantissa > limit || mantissa < -limit) {
            return std::nullopt;
        }
        return mantissa * factor;
    }
    const std::int64_t divisor = kPowersOfTen[static_cast<std::size_t>(scale - newScale)];
    if (mantissa % divisor != 0) {
        return std::nullopt;
    }
    return mantissa / divisor;
}

bool operator==(Decimal a, Decimal b) {
    const Decimal left = a.trimmed();
    const Decimal right = b.trimmed();
    return left.mantissa == right.mantissa && left.scale == right.scale;
}

}  // namespace shuiheng
