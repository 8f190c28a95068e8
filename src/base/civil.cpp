#include "base/civil.h"

#include <charconv>
#include <cstdio>

namespace shuiheng {
namespace {

std::chrono::year_month_day calendarOf(Date date) {
    return std::chrono::year_month_day(std::chrono::sys_days(std::chrono::days(date.daysSince1970())));
}

std::optional<int> digits(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || text.front() == '-') {
        return std::nullopt;
    }
    return value;
}

template <typename... Args>
std::string formatted(const char* format, Args... args) {
    char buffer[40];
    std::snprintf(buffer, sizeof buffer, format, args...);
    return buffer;
}

}  // namespace

std::optional<Date> Date::of(int year, int month, int day) {
    using namespace std::chrono;
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) {
        return std::nullopt;
    }
    const year_month_day calendar(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                  std::chrono::day(static_cast<unsigned>(day)));
    if (!calendar.ok()) {
        return std::nullopt;
    }
    return Date(static_cast<std::int32_t>(sys_days(calendar).time_since_epoch().count()));
}

std::optional<Date> Date::parse(std::string_view iso) {
    if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') {
        return std::nullopt;
    }
    const auto year = digits(iso.substr(0, 4));
    const auto month = digits(iso.substr(5, 2));
    const auto day = digits(iso.substr(8, 2));
    if (!year || !month || !day) {
        return std::nullopt;
    }
    return of(*year, *month, *day);
}

int Date::year() const {
    return static_cast<int>(calendarOf(*this).year());
}

int Date::month() const {
    return static_cast<int>(static_cast<unsigned>(calendarOf(*this).month()));
}

int Date::day() const {
    return static_cast<int>(static_cast<unsigned>(calendarOf(*this).day()));
}

std::string Date::iso() const {
    return formatted("%04d-%02d-%02d", year(), month(), day());
}

std::optional<Month> Month::parse(std::string_view iso) {
    if (iso.size() != 7) {
        return std::nullopt;
    }
    const auto first = Date::parse(std::string(iso) + "-01");
    return first ? std::optional(containing(*first)) : std::nullopt;
}

Date Month::firstDay() const {
    return Date::of(year(), month(), 1).value_or(Date());
}

Date Month::lastDay() const {
    return next().firstDay().plusDays(-1);
}

std::string Month::iso() const {
    return formatted("%04d-%02d", year(), month());
}

std::string LocalTime::iso() const {
    const int second = static_cast<int>(secondOfDay());
    return date().iso() + formatted("T%02d:%02d:%02d", second / 3600, second / 60 % 60, second % 60);
}

}  // namespace shuiheng
