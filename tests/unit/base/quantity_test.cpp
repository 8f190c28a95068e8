#include "base/quantity.h"

#include <gtest/gtest.h>

#include <concepts>

#include "base/problem.h"
#include "base/result.h"
#include "base/text.h"

namespace shuiheng {
namespace {

template <typename A, typename B>
concept Addable = requires(A a, B b) {
    a + b;
};
template <typename A, typename B>
concept Subtractable = requires(A a, B b) {
    a - b;
};
template <typename A, typename B>
concept Multipliable = requires(A a, B b) {
    a* b;
};
template <typename A, typename B>
concept Divisible = requires(A a, B b) {
    a / b;
};
template <typename A, typename B>
concept Comparable = requires(A a, B b) {
    a < b;
};

// What physics knows ...
static_assert(Addable<Flow, Flow> && Subtractable<Volume, Volume> && Comparable<Head, Head>);
static_assert(std::same_as<decltype(Flow() * Duration()), Volume> &&
              std::same_as<decltype(Duration() * Flow()), Volume>);
static_assert(std::same_as<decltype(Volume() / Duration()), Flow>);
static_assert(std::same_as<decltype(Volume() / Volume()), double>);
static_assert(std::same_as<decltype(Level::metresAboveDatum(1) - Level::metresAboveDatum(2)), Head>);
static_assert(std::same_as<decltype(Level::metresAboveDatum(1) + Head()), Level>);
// ... and what it does not.
static_assert(!Addable<Flow, Volume> && !Subtractable<Flow, Volume> && !Comparable<Flow, Volume>);
static_assert(!Addable<Level, Level> && !Addable<Head, Level> && !Multipliable<Level, double>);
static_assert(!Addable<Head, Pressure> && !Addable<Head, Length> && !Comparable<Head, Level>);
static_assert(!Addable<Flow, double> && !Addable<double, Volume> && !Comparable<Volume, double>);
static_assert(!Multipliable<Flow, Flow> && !Multipliable<Volume, Duration> && !Multipliable<Volume, Volume>);
static_assert(!Divisible<double, Flow> && !Divisible<Flow, Volume> && !Divisible<Duration, Flow>);
static_assert(!std::convertible_to<double, Flow> && !std::convertible_to<Flow, double>);
static_assert(!std::convertible_to<Volume, Flow> && !std::constructible_from<Flow, double>);
static_assert(!std::constructible_from<Level, double>);
// A quantity costs nothing.
static_assert(sizeof(Flow) == sizeof(double) && sizeof(Level) == sizeof(double));

// Constants by their definitions, written down a second time from other figures: 1 US gallon = 231 in³,
// 1 in = 25.4 mm, so 231 * 16.387064 cm³; a day has 24 * 60 * 60 s.
TEST(Units, ConstantsByDefinition) {
    EXPECT_DOUBLE_EQ(units::kCubicMetresPerUsGallon, 231 * 16.387064 * 1e-6);
    EXPECT_EQ(units::kSecondsPerDay, 24.0 * 60 * 60);
    EXPECT_EQ(units::kSecondsPerHour, 60.0 * 60);
    EXPECT_EQ(units::kLitresPerCubicMetre, 10.0 * 10 * 10);
    EXPECT_EQ(units::kCubicMetresPerWan, 10000.0);
    EXPECT_EQ(units::kStandardGravity, 9.80665);
}

TEST(Quantity, FactoriesAndReadersAreInverse) {
    EXPECT_DOUBLE_EQ(Flow::cubicMetresPerDay(120).cubicMetresPerDay(), 120);
    EXPECT_DOUBLE_EQ(Flow::litresPerSecond(1).cubicMetresPerHour(), 3.6);
    EXPECT_DOUBLE_EQ(Flow::cubicMetresPerHour(36).litresPerSecond(), 10);
    EXPECT_DOUBLE_EQ(Volume::wanCubicMetres(2.5).cubicMetres(), 25000);
    EXPECT_DOUBLE_EQ(Volume::cubicMetres(25000).wanCubicMetres(), 2.5);
    EXPECT_DOUBLE_EQ(Pressure::megapascals(0.28).pascals(), 280000);
    EXPECT_DOUBLE_EQ(Pressure::pascals(280000).megapascals(), 0.28);
    EXPECT_DOUBLE_EQ(Length::kilometres(1.5).metres(), 1500);
    EXPECT_DOUBLE_EQ(Length::metres(1500).kilometres(), 1.5);
    EXPECT_DOUBLE_EQ(Duration::days(2).seconds(), 172800);
    EXPECT_DOUBLE_EQ(Duration::hours(12).days(), 0.5);
}

// V = Q t and Q = V / t.
TEST(Quantity, VolumeIsFlowTimesTime) {
    const Volume day = Flow::litresPerSecond(10) * Duration::days(1);
    EXPECT_DOUBLE_EQ(day.cubicMetres(), 864);
    EXPECT_DOUBLE_EQ((day / Duration::days(1)).litresPerSecond(), 10);
    EXPECT_DOUBLE_EQ((2 * day - day / 2 + -day).cubicMetres(), 432);
    EXPECT_DOUBLE_EQ(day / Volume::cubicMetres(432), 2);
    EXPECT_TRUE(day > Volume::cubicMetres(863.9) && day != Volume::cubicMetres(863.9));
}

TEST(Quantity, LevelsHaveADifference) {
    const Level tank = Level::metresAboveDatum(1347.5);
    const Level tap = Level::metresAboveDatum(1320);
    EXPECT_DOUBLE_EQ((tank - tap).metres(), 27.5);
    EXPECT_DOUBLE_EQ((tap + (tank - tap)).metresAboveDatum(), 1347.5);
    EXPECT_LT(tap, tank);
}

TEST(Result, CarriesTheProblem) {
    const Result<int> wrong = failure("DISK_FULL");
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().code, "DISK_FULL");
    EXPECT_EQ(wrong.error().severity, Severity::Error);
    const Text text{"水", "water"};
    EXPECT_EQ(text.in(Language::Chinese), "水");
    EXPECT_EQ(text.in(Language::English), "water");
}

}  // namespace
}  // namespace shuiheng
