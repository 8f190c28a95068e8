#include <algorithm>
#include <array>
#include <vector>

#include "ingest/value_parsers.h"

namespace shuiheng::ingest {
namespace {

constexpr std::int64_t kSecondsPerDay = LocalTime::kSecondsPerDay;

bool isDigit(char letter) {
    return letter >= '0' && letter <= '9';
}

/// Reads up to `most` digits; -1 when there is none.
int readNumber(const char*& at, const char* end, int most) {
    if (at == end || !isDigit(*at)) {
        return -1;
    }
    int value = 0;
    for (int count = 0; at != end && isDigit(*at) && count < most; ++count) {
        value = value * 10 + (*at++ - '0');
    }
    return value;
}

/// Second of the day; -1 when what follows is not H:MM[:SS[.fff]].
std::int64_t readClock(const char*& at, const char* end) {
    const int hour = readNumber(at, end, 2);
    if (hour < 0 || at == end || *at != ':') {
        return -1;
    }
    ++at;
    const int minute = readNumber(at, end, 2);
    int second = 0;
    if (at != end && *at == ':') {
        ++at;
        if (at != end) {
            second = readNumber(at, end, 2);
        }
        if (at != end && *at == '.') {
            ++at;
            while (at != end && isDigit(*at)) {
                ++at;
            }
        }
    }
    const bool midnight = hour == 24 && minute == 0 && second == 0;
    if (minute < 0 || minute > 59 || second < 0 || second > 59 || (hour > 23 && !midnight)) {
        return -1;
    }
    return hour * 3600 + minute * 60 + second;
}

struct DateParts {
    int first = -1;
    int second = -1;
    int third = -1;
    std::ptrdiff_t firstDigits = 0;
    std::ptrdiff_t thirdDigits = 0;
};

std::optional<Date> dateOf(const DateParts& parts, DateOrder order) {
    if (parts.firstDigits == 4) {
        return Date::of(parts.first, parts.second, parts.third);
    }
    if (parts.thirdDigits != 4) {
        return std::nullopt;
    }
    if (order == DateOrder::DayMonthYear) {
        return Date::of(parts.third, parts.second, parts.first);
    }
    return order == DateOrder::MonthDayYear ? Date::of(parts.third, parts.first, parts.second) : std::nullopt;
}

/// a-b-c with one kind of separator; false when the text does not begin so.
bool readDateParts(const char*& at, const char* end, DateParts& parts) {
    const char* begin = at;
    parts.first = readNumber(at, end, 4);
    parts.firstDigits = at - begin;
    if (parts.first < 0 || at == end || (*at != '-' && *at != '/' && *at != '.')) {
        return false;
    }
    const char separator = *at++;
    parts.second = readNumber(at, end, 2);
    if (parts.second < 0 || at == end || *at != separator) {
        return false;
    }
    begin = ++at;
    parts.third = readNumber(at, end, 4);
    parts.thirdDigits = at - begin;
    return parts.third >= 0;
}

Parsed<TimeValue> fail(const char* code) {
    return {std::nullopt, code};
}

Parsed<TimeValue> period(std::optional<Date> start, TimeValue::Span span) {
    if (!start) {
        return fail("DATE_IMPOSSIBLE");
    }
    return {TimeValue{LocalTime::at(*start), span}, nullptr};
}

int digitsAt(std::string_view text, std::size_t at, std::size_t count) {
    int value = 0;
    for (const char letter : text.substr(at, count)) {
        value = value * 10 + (letter - '0');
    }
    return value;
}

bool plausibleYear(int year) {
    return year >= 1900 && year <= 2199;
}

/// 2024, 202403, 20240305, 202403050830, 20240305083000.
Parsed<TimeValue> parseDigits(std::string_view text, bool allowSerial) {
    const std::size_t size = text.size();
    if (size == 5 && allowSerial) {
        // Excel's day 25569 is 1970-01-01 (its false 1900-02-29 lies far before any reading).
        const int serial = digitsAt(text, 0, 5);
        constexpr int kFirstSerial = 20000;
        constexpr int kLastSerial = 80000;
        return serial >= kFirstSerial && serial <= kLastSerial
                   ? period(Date(serial - 25569), TimeValue::Span::Day)
                   : fail("DATE_NOT_RECOGNISED");
    }
    if ((size != 4 && size != 6 && size != 8 && size != 12 && size != 14) ||
        !plausibleYear(digitsAt(text, 0, 4))) {
        return fail("DATE_NOT_RECOGNISED");
    }
    const int year = digitsAt(text, 0, 4);
    if (size == 4) {
        return period(Date::of(year, 1, 1), TimeValue::Span::Year);
    }
    const int month = digitsAt(text, 4, 2);
    if (size == 6) {
        return period(Date::of(year, month, 1), TimeValue::Span::Month);
    }
    const auto day = Date::of(year, month, digitsAt(text, 6, 2));
    if (size == 8 || !day) {
        return period(day, TimeValue::Span::Day);
    }
    const int hour = digitsAt(text, 8, 2);
    const int minute = digitsAt(text, 10, 2);
    const int second = size == 14 ? digitsAt(text, 12, 2) : 0;
    if (hour > 23 || minute > 59 || second > 59) {
        return fail("DATE_IMPOSSIBLE");
    }
    return {TimeValue{LocalTime::at(*day, hour * 3600 + minute * 60 + second), TimeValue::Span::Instant},
            nullptr};
}

/// 45356.5: an Excel day with its time as a fraction, to the nearest second.
Parsed<TimeValue> parseSerialWithTime(std::string_view text) {
    const auto number = Decimal::parse(text.substr(0, std::min<std::size_t>(text.size(), 18)));
    if (!number || text.find_first_not_of("0123456789.") != std::string_view::npos) {
        return fail("DATE_NOT_RECOGNISED");
    }
    const auto serial = number->toDouble();
    if (serial < 20000 || serial > 80000) {
        return fail("DATE_NOT_RECOGNISED");
    }
    const auto seconds =
        static_cast<std::int64_t>((serial - 25569) * static_cast<double>(kSecondsPerDay) + 0.5);
    return {TimeValue{LocalTime(seconds), TimeValue::Span::Instant}, nullptr};
}

void replaceAll(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

/// 2024年3月5日 8时30分 -> 2024-3-5 8:30
std::string withoutCharacters(std::string text) {
    constexpr std::array<std::array<std::string_view, 2>, 10> kReplacements = {{{"年", "-"},
                                                                                {"月份", "-"},
                                                                                {"月", "-"},
                                                                                {"日", " "},
                                                                                {"号", " "},
                                                                                {"点", ":"},
                                                                                {"时", ":"},
                                                                                {"分", ":"},
                                                                                {"秒", ""},
                                                                                {"- ", "-"}}};
    const bool chinese = text.find("年") != std::string::npos;
    for (const std::string_view mark : {"年", "月", "日"}) {  // 2024 年 3 月 5 日
        replaceAll(text, " " + std::string(mark), mark);
    }
    for (const auto& [from, to] : kReplacements) {
        replaceAll(text, from, to);
    }
    while (chinese && !text.empty() && (text.back() == '-' || text.back() == ' ' || text.back() == ':')) {
        // "8时" alone is a full hour
        if (text.back() == ':' && std::count(text.begin(), text.end(), ':') == 1) {
            text += "00";
            break;
        }
        text.pop_back();
    }
    return text;
}

/// The rest behind a date: a clock, with what ISO 8601 may add.
Parsed<TimeValue> withClock(Date date, std::string_view rest) {
    while (!rest.empty() && (rest.front() == ' ' || rest.front() == 'T')) {
        rest.remove_prefix(1);
    }
    if (rest.empty()) {
        return period(date, TimeValue::Span::Day);
    }
    // The county's own zone says nothing new; any other would need a conversion that nobody asked for.
    if (rest.ends_with("+08:00")) {
        rest.remove_suffix(6);
    }
    const auto clock = parseClock(rest);
    if (!clock) {
        return fail("DATE_NOT_RECOGNISED");
    }
    return {TimeValue{LocalTime::at(date, *clock), TimeValue::Span::Instant}, nullptr};
}

}  // namespace

LocalTime TimeValue::end() const {
    const Date date = time.date();
    switch (span) {
        case Span::Instant:
            return time;
        case Span::Day:
            return LocalTime::at(date.plusDays(1));
        case Span::Month:
            return LocalTime::at(Month::containing(date).next().firstDay());
        case Span::Year:
            return LocalTime::at(Date::of(date.year() + 1, 1, 1).value_or(date.plusDays(365)));
    }
    return time;
}

std::optional<std::int64_t> parseClock(std::string_view text) {
    const char* at = text.data();
    const char* const end = at + text.size();
    const std::int64_t second = readClock(at, end);
    return second >= 0 && at == end ? std::optional(second) : std::nullopt;
}

std::optional<TimeValue> parsePlainTime(std::string_view text, DateOrder order) {
    const char* at = text.data();
    const char* const end = at + text.size();
    DateParts parts;
    if (!readDateParts(at, end, parts)) {
        return std::nullopt;
    }
    const auto date = dateOf(parts, order);
    if (!date) {
        return std::nullopt;
    }
    if (at == end) {
        return TimeValue{LocalTime::at(*date), TimeValue::Span::Day};
    }
    if (*at != ' ' && *at != 'T') {
        return std::nullopt;
    }
    ++at;
    const std::int64_t clock = readClock(at, end);
    if (clock < 0 || at != end) {
        return std::nullopt;
    }
    return TimeValue{LocalTime::at(*date, clock), TimeValue::Span::Instant};
}

Parsed<TimeValue> parseTime(std::string_view utf8, DateOrder order, bool allowSerial) {
    std::string plain = plainText(utf8);
    while (!plain.empty() && plain.front() == '\'') {
        plain.erase(0, 1);
    }
    if (plain.empty() || plain == "-" || plain == "--" || plain == "/" || plain == "无") {
        return fail("VALUE_MISSING");
    }
    const std::string text = withoutCharacters(plain);
    if (text.empty()) {
        return fail("DATE_NOT_RECOGNISED");
    }
    if (std::all_of(text.begin(), text.end(), isDigit)) {
        return parseDigits(text, allowSerial);
    }
    constexpr std::size_t kDayDigits = 8;  // 20240305 08:30
    if (text.find_first_not_of("0123456789") == kDayDigits &&
        (text[kDayDigits] == ' ' || text[kDayDigits] == 'T')) {
        const auto day = parseDigits(std::string_view(text).substr(0, kDayDigits), false);
        return day ? withClock(day.value->time.date(), std::string_view(text).substr(kDayDigits)) : day;
    }
    const char* at = text.data();
    const char* const end = at + text.size();
    DateParts parts;
    if (!readDateParts(at, end, parts)) {
        // 2024-03 and 2024.3 are months; 45356.5 is a serial.
        at = text.data();
        const int year = readNumber(at, end, 5);
        const bool fourDigits = at - text.data() == 4;
        if (!fourDigits) {
            return allowSerial && at - text.data() == 5 ? parseSerialWithTime(text)
                                                        : fail("DATE_NOT_RECOGNISED");
        }
        if (at == end || (*at != '-' && *at != '/' && *at != '.')) {
            return fail("DATE_NOT_RECOGNISED");
        }
        ++at;
        const int month = readNumber(at, end, 2);
        return month >= 0 && at == end ? period(Date::of(year, month, 1), TimeValue::Span::Month)
                                       : fail("DATE_NOT_RECOGNISED");
    }
    if (parts.firstDigits != 4 && parts.thirdDigits == 4 && order != DateOrder::DayMonthYear &&
        order != DateOrder::MonthDayYear) {
        return fail("DATE_ORDER_UNKNOWN");
    }
    const auto date = dateOf(parts, order);
    if (!date) {
        const bool wholeYear = parts.firstDigits == 4 || parts.thirdDigits == 4;
        return fail(wholeYear ? "DATE_IMPOSSIBLE" : "DATE_NOT_RECOGNISED");
    }
    if (at != end && *at != ' ' && *at != 'T') {
        return fail("DATE_NOT_RECOGNISED");
    }
    return withClock(*date, std::string_view(at, static_cast<std::size_t>(end - at)));
}

void DateOrderEvidence::feed(std::string_view utf8) {
    const std::string text = plainText(utf8);
    const char* at = text.data();
    const char* const end = at + text.size();
    DateParts parts;
    if (!readDateParts(at, end, parts) || parts.firstDigits == 4 || parts.thirdDigits != 4) {
        return;
    }
    ++m_slashed;
    m_dayFirst += parts.first > 12 && parts.second <= 12 ? 1 : 0;
    m_monthFirst += parts.second > 12 && parts.first <= 12 ? 1 : 0;
}

DateOrder DateOrderEvidence::order() const {
    if (m_dayFirst > 0 && m_monthFirst == 0) {
        return DateOrder::DayMonthYear;
    }
    return m_monthFirst > 0 && m_dayFirst == 0 ? DateOrder::MonthDayYear : DateOrder::Automatic;
}

}  // namespace shuiheng::ingest
