#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/civil.h"
#include "base/decimal.h"
#include "ingest/units.h"

namespace shuiheng::ingest {

enum class DateOrder { Automatic, YearMonthDay, DayMonthYear, MonthDayYear };

/// A cell made plain, all in UTF-8: full-width forms become ASCII, U+3000, no-break and thin spaces become
/// spaces, the true minus and dashes before a digit become '-', zero-width marks vanish, blanks at both ends
/// are cut.
std::string plainText(std::string_view utf8);

/// Why a cell is not what it should be; `code` is a static problem code.
template <typename T>
struct Parsed {
    std::optional<T> value;
    const char* code = nullptr;  ///< set when there is no value
    explicit operator bool() const { return value.has_value(); }
};

/// A number with the unit that its cell names, if any.
struct Measured {
    Decimal number;
    std::optional<Unit> unit;
};

/// Thousands separators, a leading ' or tab, a trailing unit (吨, m³, L/s ...) are accepted; exponents are
/// not. Codes: VALUE_MISSING (blank, "-", "--", "/", "无", "NaN", "NULL"), VALUE_NOT_A_NUMBER,
/// VALUE_TOO_LONG.
Parsed<Measured> parseMeasured(std::string_view utf8, bool decimalComma = false);
/// The same where a unit has no place.
Parsed<Decimal> parseNumber(std::string_view utf8, bool decimalComma = false);
/// Only optional minus, digits and one point in ASCII: the common case, no allocation. Nothing otherwise.
std::optional<Decimal> parsePlainNumber(std::string_view text);

/// What a time cell means: an instant, or a whole day, month or year as a period.
struct TimeValue {
    enum class Span { Instant, Day, Month, Year };
    LocalTime time;  ///< the instant, or the first second of the period
    Span span = Span::Instant;
    /// First second after the period (for an instant: the instant).
    LocalTime end() const;
};

/// 2024-03-05, 2024/3/5, 2024.3.5, 20240305, 2024年3月5日, 2024年3月, 2024-03, 202403, 2024, "2022/1/1 0:00",
/// ISO 8601 with T, Excel serials (1900 system) when allowed, DD/MM/YYYY or MM/DD/YYYY when `order` says so.
/// Codes: VALUE_MISSING, DATE_NOT_RECOGNISED, DATE_IMPOSSIBLE (2023-02-29), DATE_ORDER_UNKNOWN (3/4/2024
/// while nobody said which comes first).
Parsed<TimeValue> parseTime(std::string_view utf8, DateOrder order, bool allowSerial = true);
/// The common ASCII forms without allocation: Y-M-D or Y/M/D (or D/M/Y, M/D/Y by order) with optional
/// H:MM[:SS].
std::optional<TimeValue> parsePlainTime(std::string_view text, DateOrder order);
/// HH:MM[:SS] -> seconds of the day. 24:00 is allowed.
std::optional<std::int64_t> parseClock(std::string_view text);

/// A meter's or user's code: text with its leading zeros; ' and tabs in front cut, full-width made ASCII.
/// Codes: METER_ID_MISSING, METER_ID_IN_EXPONENT (1.23E+19: a spreadsheet has destroyed it),
/// TEXT_NOT_DECODABLE (control characters).
Parsed<std::string> parseCode(std::string_view utf8);
/// Words that somebody may print again (names, notes): as they stand, full-width forms too, without blanks at
/// the ends and without a guard (' or `) in front. Empty for what people write where there is nothing: -, /,
/// 无. TEXT_NOT_DECODABLE.
Parsed<std::string> parseWords(std::string_view utf8);

/// Which orders a D/M/Y-like cell rules out; feed a sample, then ask.
class DateOrderEvidence {
  public:
    void feed(std::string_view utf8);
    /// Automatic = no cell decided (or cells contradict each other).
    DateOrder order() const;
    bool ambiguous() const { return m_slashed > 0 && order() == DateOrder::Automatic; }
    bool contradictory() const { return m_dayFirst > 0 && m_monthFirst > 0; }

  private:
    std::int64_t m_slashed = 0;
    std::int64_t m_dayFirst = 0;
    std::int64_t m_monthFirst = 0;
};

}  // namespace shuiheng::ingest
