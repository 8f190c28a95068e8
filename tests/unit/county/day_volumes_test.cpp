#include "county/day_volumes.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace shuiheng::county {
namespace {

Date day(int year, int month, int dayOfMonth) {
    return *Date::of(year, month, dayOfMonth);
}

// 05-01 18:00 |---- 24 m³ over 24 h ----| 05-02 18:00   ->   6 h: 6 m³ | 18 h: 18 m³
TEST(DayVolumes, SplitsAtMidnightByTime) {
    const IntervalVolume interval{LocalTime::at(day(2024, 5, 1), 18 * 3600),
                                  LocalTime::at(day(2024, 5, 2), 18 * 3600), 24, false};
    const auto days = dayVolumes({&interval, 1}, day(2024, 5, 1), day(2024, 5, 31));
    ASSERT_EQ(days.size(), 2u);
    EXPECT_DOUBLE_EQ(days[0].volumeM3, 6);
    EXPECT_EQ(days[0].coveredSeconds, 6 * 3600);
    EXPECT_DOUBLE_EQ(days[1].volumeM3, 18);
    EXPECT_EQ(days[1].coveredSeconds, 18 * 3600);
    EXPECT_FALSE(days[0].spread || days[1].spread);
}

// A month's volume over its days: equal shares; the window [5, 7] takes three of thirty.
TEST(DayVolumes, WindowClips) {
    const IntervalVolume month{LocalTime::at(day(2024, 6, 1)), LocalTime::at(day(2024, 7, 1)), 300, false};
    const auto days = dayVolumes({&month, 1}, day(2024, 6, 5), day(2024, 6, 7));
    ASSERT_EQ(days.size(), 3u);
    for (std::size_t i = 0; i < days.size(); ++i) {
        EXPECT_EQ(days[i].day, day(2024, 6, 5).plusDays(static_cast<int>(i)));
        EXPECT_DOUBLE_EQ(days[i].volumeM3, 10);
        EXPECT_EQ(days[i].coveredSeconds, 86400);
        EXPECT_TRUE(days[i].spread);
    }
    EXPECT_TRUE(dayVolumes({&month, 1}, day(2024, 7, 1), day(2024, 7, 31)).empty());
    EXPECT_TRUE(dayVolumes({}, day(2024, 7, 1), day(2024, 7, 31)).empty());
}

TEST(DayVolumes, EstimatesStandApart) {
    const std::vector<IntervalVolume> intervals = {
        {LocalTime::at(day(2024, 5, 1)), LocalTime::at(day(2024, 5, 1), 43200), 5, false},
        {LocalTime::at(day(2024, 5, 1), 43200), LocalTime::at(day(2024, 5, 2)), 7, true}};
    const auto days = dayVolumes(intervals, day(2024, 5, 1), day(2024, 5, 1));
    ASSERT_EQ(days.size(), 1u);
    EXPECT_DOUBLE_EQ(days[0].volumeM3, 5);
    EXPECT_DOUBLE_EQ(days[0].estimatedM3, 7);
    EXPECT_EQ(days[0].coveredSeconds, 86400);
}

TEST(DayVolumes, IgnoresEmptyAndReversedIntervals) {
    const std::vector<IntervalVolume> intervals = {
        {LocalTime::at(day(2024, 5, 2)), LocalTime::at(day(2024, 5, 2)), 5, false},
        {LocalTime::at(day(2024, 5, 3)), LocalTime::at(day(2024, 5, 2)), 5, false}};
    EXPECT_TRUE(dayVolumes(intervals, day(2024, 5, 1), day(2024, 5, 31)).empty());
}

// Σ days = Σ intervals when the window holds them all; each day equals a recomputation second by second
// (here: per 10 min, on which all bounds lie); days ascend and are never covered beyond 86400 s, although
// estimates overlap.
TEST(DayVolumes, ConserveVolume) {
    std::mt19937 random(5);
    constexpr std::int64_t kStep = 600;
    for (int round = 0; round < 200; ++round) {
        std::vector<IntervalVolume> intervals;
        std::map<Date, double> expected;
        double measured = 0;
        double estimated = 0;
        LocalTime at = LocalTime::at(day(2024, 2, 27), static_cast<std::int64_t>(random() % 144) * kStep);
        for (int i = 0; i < 40; ++i) {
            const std::int64_t steps = 1 + static_cast<std::int64_t>(random() % (i % 7 == 0 ? 1000 : 30));
            const LocalTime end(at.seconds() + steps * kStep);
            const bool estimate = random() % 5 == 0;
            const LocalTime from =
                estimate ? LocalTime(at.seconds() - static_cast<std::int64_t>(random() % 100) * kStep) : at;
            const double volume = static_cast<double>(random() % 100000) / 100;
            intervals.push_back({from, end, volume, estimate});
            (estimate ? estimated : measured) += volume;
            const double count = static_cast<double>((end.seconds() - from.seconds()) / kStep);
            for (LocalTime part = from; part < end; part = LocalTime(part.seconds() + kStep)) {
                expected[part.date()] += volume / count;
            }
            at = end;
        }
        const auto days = dayVolumes(intervals, day(2024, 1, 1), day(2025, 12, 31));
        double sumMeasured = 0;
        double sumEstimated = 0;
        ASSERT_EQ(days.size(), expected.size());
        for (std::size_t i = 0; i < days.size(); ++i) {
            ASSERT_TRUE(i == 0 || days[i - 1].day < days[i].day);
            ASSERT_LE(days[i].coveredSeconds, 86400);
            ASSERT_NEAR(days[i].volumeM3 + days[i].estimatedM3, expected[days[i].day], 1e-6);
            sumMeasured += days[i].volumeM3;
            sumEstimated += days[i].estimatedM3;
        }
        ASSERT_NEAR(sumMeasured, measured, 1e-6);
        ASSERT_NEAR(sumEstimated, estimated, 1e-6);
    }
}

}  // namespace
}  // namespace shuiheng::county
