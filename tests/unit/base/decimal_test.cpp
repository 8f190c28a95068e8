#include "base/decimal.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace shuiheng {
namespace {

constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kSmallest = std::numeric_limits<std::int64_t>::min();
__extension__ typedef __int128 Wide;  // no `using`: only so is -Wpedantic content

TEST(Decimal, ReadsWhatPeopleWrite) {
    struct Case {
        const char* text;
        std::int64_t mantissa;
        int scale;
    };
    for (const Case& one : {Case{"0", 0, 0}, Case{"4.10", 410, 2}, Case{"-4.10", -410, 2}, Case{"+7", 7, 0},
                            Case{".5", 5, 1}, Case{"5.", 5, 0}, Case{"-0.0", 0, 1}, Case{"00012.5", 125, 1},
                            Case{"999999999999999999", 999999999999999999, 0},
                            Case{"0.000000000000000001", 1, 18}, Case{"0000000000000000000000042", 42, 0}}) {
        const auto number = Decimal::parse(one.text);
        ASSERT_TRUE(number) << one.text;
        EXPECT_EQ(number->mantissa, one.mantissa) << one.text;
        EXPECT_EQ(number->scale, one.scale) << one.text;
    }
    for (const char* text :
         {"", "-", "+", ".", "-.", "1.2.3", "1,234", "1e5", "1E+19", "0x10", " 1", "1 ", "--1", "1-", "nan",
          "inf", "１２", "1000000000000000000", "0.0000000000000000001"}) {
        EXPECT_FALSE(Decimal::parse(text)) << text;
    }
}

// parse(print(d)) = d, digits and scale alike, for random mantissas of 1..18 digits and every scale.
TEST(Decimal, PrintThenReadIsTheIdentity) {
    std::mt19937_64 random(20240305);
    for (int round = 0; round < 20000; ++round) {
        const auto bound = static_cast<std::int64_t>(std::pow(10.0, static_cast<double>(1 + random() % 18)));
        Decimal number{static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(bound)),
                       static_cast<std::int8_t>(random() % 19)};
        number.mantissa *= random() % 2 == 0 ? 1 : -1;
        const auto again = Decimal::parse(number.toString());
        ASSERT_TRUE(again) << number.toString();
        EXPECT_EQ(again->mantissa, number.mantissa);
        EXPECT_EQ(again->scale, number.scale);
    }
    EXPECT_EQ((Decimal{kSmallest, 0}.toString()), "-9223372036854775808");
    EXPECT_EQ((Decimal{kSmallest, 18}.toString()), "-9.223372036854775808");
    EXPECT_EQ((Decimal{-5, 3}.toString()), "-0.005");
}

// a = b as numbers exactly when a.mantissa * 10^b.scale = b.mantissa * 10^a.scale, computed in 128 bits.
TEST(Decimal, EqualityIsOfNumbers) {
    std::mt19937_64 random(7);
    int equal = 0;
    for (int round = 0; round < 20000; ++round) {
        const Decimal a{static_cast<std::int64_t>(random() % 50) * 10,
                        static_cast<std::int8_t>(random() % 4)};
        const Decimal b{static_cast<std::int64_t>(random() % 50) * 10,
                        static_cast<std::int8_t>(random() % 4)};
        const auto power = [](int exponent) { return static_cast<Wide>(std::pow(10.0, exponent)); };
        const bool expected = a.mantissa * power(b.scale) == b.mantissa * power(a.scale);
        EXPECT_EQ(a == b, expected) << a.toString() << " " << b.toString();
        equal += expected ? 1 : 0;
    }
    EXPECT_GT(equal, 100);
}

// times is exact or refuses: the product of mantissas at the sum of scales, checked in 128 bits.
TEST(Decimal, ProductIsExactOrRefused) {
    std::mt19937_64 random(11);
    int refused = 0;
    for (int round = 0; round < 50000; ++round) {
        const auto draw = [&] {
            const int bits = static_cast<int>(random() % 64);
            const auto magnitude = static_cast<std::int64_t>(random() >> (63 - bits) >> 1);
            return Decimal{random() % 2 == 0 ? magnitude : -magnitude,
                           static_cast<std::int8_t>(random() % 10)};
        };
        const Decimal a = draw();
        const Decimal b = draw();
        const auto product = a.times(b);
        const Wide exact = static_cast<Wide>(a.mantissa) * b.mantissa;
        if (product) {
            Wide shifted = product->mantissa;
            for (int scale = product->scale; scale < a.scale + b.scale; ++scale) {
                shifted *= 10;
            }
            ASSERT_TRUE(shifted == exact) << a.toString() << " * " << b.toString();
            ASSERT_LE(product->scale, 18);
        } else {
            ++refused;
            Wide left = a.trimmed().mantissa;
            left *= b.trimmed().mantissa;
            ASSERT_TRUE(left > kLargest || left < -static_cast<Wide>(kLargest))
                << a.toString() << " * " << b.toString();
        }
    }
    EXPECT_GT(refused, 100);
    EXPECT_FALSE((Decimal{kSmallest, 0}.times(Decimal{-1, 0})));
    EXPECT_FALSE((Decimal{2, 0}.times(Decimal{kSmallest, 0})));
    EXPECT_FALSE((Decimal{1, 18}.times(Decimal{1, 18})));  // 10^-36 has no place
    EXPECT_EQ(Decimal::parse("0.36")->times(*Decimal::parse("10")), (Decimal{36, 1}));
}

TEST(Decimal, MantissaAtAnotherScale) {
    const Decimal number{4100, 3};  // 4.1
    EXPECT_EQ(number.mantissaAt(3), 4100);
    EXPECT_EQ(number.mantissaAt(1), 41);
    EXPECT_EQ(number.mantissaAt(5), 410000);
    EXPECT_FALSE(number.mantissaAt(0));  // 4 would lose the tenth
    EXPECT_EQ((Decimal{9, 0}.mantissaAt(18)), 9000000000000000000);
    EXPECT_FALSE((Decimal{10, 0}.mantissaAt(18)));
    EXPECT_FALSE((Decimal{-10, 0}.mantissaAt(18)));
    EXPECT_EQ((Decimal{kSmallest, 4}.mantissaAt(4)), kSmallest);
    EXPECT_FALSE((Decimal{kSmallest, 4}.mantissaAt(5)));
    EXPECT_EQ((Decimal{0, 0}.mantissaAt(18)), 0);
}

// The double of a decimal with at most 15 digits is the one nearest to it: strtod of its text is the judge.
TEST(Decimal, NearestDouble) {
    std::mt19937_64 random(3);
    for (int round = 0; round < 20000; ++round) {
        const Decimal number{static_cast<std::int64_t>(random() % 1000000000000000),
                             static_cast<std::int8_t>(random() % 19)};
        EXPECT_EQ(number.toDouble(), std::strtod(number.toString().c_str(), nullptr)) << number.toString();
    }
}

TEST(Decimal, TrimmedKeepsTheNumber) {
    EXPECT_EQ((Decimal{4100, 3}.trimmed().mantissa), 41);
    EXPECT_EQ((Decimal{4100, 3}.trimmed().scale), 1);
    EXPECT_EQ((Decimal{100, 0}.trimmed().mantissa), 100);
    EXPECT_EQ((Decimal{0, 9}.trimmed().scale), 0);
}

}  // namespace
}  // namespace shuiheng
