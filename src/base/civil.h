#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace shuiheng {

/// A civil day in the county's own calendar (no time zone: the county has one). Stored as days since
/// 1970-01-01.
class Date {
  public:
    constexpr Date() = default;
    constexpr explicit Date(std::int32_t daysSince1970) : m_days(daysSince1970) {}
    /// Nothing for a day that does not exist (2023-02-29) or a year outside 1..9999.
    static std::optional<Date> of(int year, int month, int day);
    /// Exactly YYYY-MM-DD.
    static std::optional<Date> parse(std::string_view iso);

    constexpr std::int32_t daysSince1970() const { return m_days; }
    int year() const;
    int month() const;
    int day() const;
    std::string iso() const;
    constexpr Date plusDays(std::int32_t days) const { return Date(m_days + days); }
    constexpr auto operator<=>(const Date&) const = default;

  private:
    std::int32_t m_days = 0;
};

/// Days from a to b (b - a).
constexpr std::int32_t daysBetween(Date a, Date b) {
    return b.daysSince1970() - a.daysSince1970();
}

/// A civil month, counted from 0000-01.
class Month {
  public:
    constexpr Month() = default;
    constexpr explicit Month(std::int32_t index) : m_index(index) {}
    constexpr static Month of(int year, int month) { return Month(year * 12 + month - 1); }
    static Month containing(Date date) { return of(date.year(), date.month()); }
    /// Exactly YYYY-MM.
    static std::optional<Month> parse(std::string_view iso);

    constexpr std::int32_t index() const { return m_index; }
    constexpr int year() const { return m_index / 12; }
    constexpr int month() const { return m_index % 12 + 1; }
    Date firstDay() const;
    Date lastDay() const;
    int days() const { return daysBetween(firstDay(), lastDay()) + 1; }
    constexpr Month next() const { return Month(m_index + 1); }
    std::string iso() const;
    constexpr auto operator<=>(const Month&) const = default;

  private:
    std::int32_t m_index = 0;
};

/// A civil instant: seconds since 1970-01-01T00:00:00 of the county's clock.
class LocalTime {
  public:
    static constexpr std::int64_t kSecondsPerDay = 86400;
    constexpr LocalTime() = default;
    constexpr explicit LocalTime(std::int64_t seconds) : m_seconds(seconds) {}
    constexpr static LocalTime at(Date date, std::int64_t secondOfDay = 0) {
        return LocalTime(date.daysSince1970() * kSecondsPerDay + secondOfDay);
    }

    constexpr std::int64_t seconds() const { return m_seconds; }
    constexpr Date date() const {
        const std::int64_t days = m_seconds / kSecondsPerDay - (m_seconds % kSecondsPerDay < 0 ? 1 : 0);
        return Date(static_cast<std::int32_t>(days));
    }
    constexpr std::int64_t secondOfDay() const { return m_seconds - date().daysSince1970() * kSecondsPerDay; }
    /// YYYY-MM-DDTHH:MM:SS
    std::string iso() const;
    constexpr auto operator<=>(const LocalTime&) const = default;

  private:
    std::int64_t m_seconds = 0;
};

}  // namespace shuiheng
