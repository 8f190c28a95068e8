#include "base/civil.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <limits>

#include "base/clock.h"
#include "base/job.h"

namespace shuiheng {
namespace {

/// Julian day number of a Gregorian date (Fliegel and Van Flandern 1968), integer arithmetic that shares
/// nothing with std::chrono. 1970-01-01 is day 2440588.
int julianDay(int year, int month, int day) {
    const int a = (month - 14) / 12;
    return (1461 * (year + 4800 + a)) / 4 + (367 * (month - 2 - 12 * a)) / 12 -
           (3 * ((year + 4900 + a) / 100)) / 4 + day - 32075;
}

bool isLeap(int year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int daysIn(int year, int month) {
    constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return kDays[month - 1] + (month == 2 && isLeap(year) ? 1 : 0);
}

// For all days 1900..2100: Date::of - 1970-01-01 = JDN - 2440588, consecutive days differ by 1, and the way
// back to year, month, day and text is the identity. 201 years have 201 * 365 + 49 leap days (1900 and 2100
// are none).
TEST(Date, EveryDayOfTwoCenturies) {
    int count = 0;
    for (int year = 1900; year <= 2100; ++year) {
        for (int month = 1; month <= 12; ++month) {
            for (int day = 1; day <= daysIn(year, month); ++day) {
                const auto date = Date::of(year, month, day);
                ASSERT_TRUE(date);
                ASSERT_EQ(date->daysSince1970(), julianDay(year, month, day) - 2440588);
                ASSERT_EQ(date->year(), year);
                ASSERT_EQ(date->month(), month);
                ASSERT_EQ(date->day(), day);
                char text[32];
                std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
                ASSERT_EQ(date->iso(), text);
                ASSERT_EQ(Date::parse(text), date);
                ++count;
            }
            ASSERT_FALSE(Date::of(year, month, daysIn(year, month) + 1));
        }
    }
    EXPECT_EQ(count, 201 * 365 + 49);
}

TEST(Date, RefusesWhatIsNoDay) {
    for (const char* text :
         {"", "2024-02-30", "2023-02-29", "1900-02-29", "2024-00-10", "2024-13-01", "2024-01-00", "2024-1-01",
          "24-01-01", "2024/01/01", "2024-01-01 ", " 2024-01-01", "+024-01-01", "-024-01-01", "2024-+1-01",
          "2024-01--1", "0000-01-01", "2024-01-0a", "二〇二四-一月"}) {
        EXPECT_FALSE(Date::parse(text)) << text;
    }
    EXPECT_FALSE(Date::of(0, 1, 1));
    EXPECT_FALSE(Date::of(10000, 1, 1));
    EXPECT_TRUE(Date::of(2000, 2, 29));
}

TEST(Date, DifferenceAndShiftAreInverse) {
    const Date start = *Date::of(2023, 12, 31);
    for (int days = -800; days <= 800; ++days) {
        EXPECT_EQ(daysBetween(start, start.plusDays(days)), days);
    }
    EXPECT_EQ(start.plusDays(1).iso(), "2024-01-01");
    EXPECT_EQ(start.plusDays(60).iso(), "2024-02-29");
}

// Months tile the calendar: last day + 1 = next first day, and the days of 1900..2100 add up.
TEST(Month, TileTheCalendar) {
    int days = 0;
    for (Month month = Month::of(1900, 1); month <= Month::of(2100, 12); month = month.next()) {
        EXPECT_EQ(month.days(), daysIn(month.year(), month.month()));
        EXPECT_EQ(month.lastDay().plusDays(1), month.next().firstDay());
        EXPECT_EQ(Month::containing(month.firstDay()), month);
        EXPECT_EQ(Month::containing(month.lastDay()), month);
        EXPECT_EQ(Month::parse(month.iso()), month);
        days += month.days();
    }
    EXPECT_EQ(days, 201 * 365 + 49);
    for (const char* text : {"", "2024", "2024-13", "2024-1", "2024-01-", "2024/01"}) {
        EXPECT_FALSE(Month::parse(text)) << text;
    }
}

// t = 86400 * day + second for every second class, before and after 1970, and at the ends of the 64-bit range
// (bytes of a damaged file may say anything) 0 <= second of day < 86400 where the day fits.
TEST(LocalTime, SplitsIntoDayAndSecond) {
    for (const int day : {-25567, -1, 0, 1, 19876, 47481}) {
        for (const int second : {0, 1, 3599, 43200, 86399}) {
            const LocalTime time = LocalTime::at(Date(day), second);
            EXPECT_EQ(time.seconds(), day * std::int64_t{86400} + second);
            EXPECT_EQ(time.date(), Date(day));
            EXPECT_EQ(time.secondOfDay(), second);
        }
    }
    EXPECT_EQ(LocalTime::at(*Date::of(1969, 12, 31), 86399).iso(), "1969-12-31T23:59:59");
    EXPECT_EQ(LocalTime::at(*Date::of(2024, 2, 29), 8 * 3600 + 5 * 60 + 9).iso(), "2024-02-29T08:05:09");
    EXPECT_LT(LocalTime(-1).date(), Date(0));
    static_cast<void>(LocalTime(std::numeric_limits<std::int64_t>::min()).date());  // no undefined behaviour
    static_cast<void>(LocalTime(std::numeric_limits<std::int64_t>::max()).date());
}

// China's clock is UTC+8 all year: a fixed clock gives what it was given, the system's lies 8 h ahead of UTC.
TEST(Clock, ChinaIsEightHoursAhead) {
    EXPECT_EQ(FixedClock(LocalTime(42)).now(), LocalTime(42));
    const auto utc = [] {
        return std::chrono::duration_cast<std::chrono::seconds>(
                   std::chrono::system_clock::now().time_since_epoch())
            .count();
    };
    const std::int64_t before = utc();
    const std::int64_t now = SystemClock().now().seconds();
    const std::int64_t after = utc();
    EXPECT_GE(now, before + 8 * 3600);
    EXPECT_LE(now, after + 8 * 3600);
}

TEST(JobContext, StopsAndReports) {
    std::stop_source source;
    std::int64_t seen = 0;
    const JobContext job{source.get_token(),
                         [&](std::int64_t done, std::int64_t total) { seen = done * 100 + total; }};
    EXPECT_FALSE(job.stopRequested());
    job.report(3, 7);
    EXPECT_EQ(seen, 307);
    source.request_stop();
    EXPECT_TRUE(job.stopRequested());
    JobContext().report(1, 2);  // nobody listens: nothing happens
}

}  // namespace
}  // namespace shuiheng
