#include "ingest/value_parsers.h"

#include <algorithm>
#include <array>

#include "ingest/units.h"

namespace shuiheng::ingest {
namespace {

bool isDigit(char letter) {
    return letter >= '0' && letter <= '9';
}

/// What a three-byte UTF-8 character is in plain text: an ASCII letter, '\0' for "drop it", or nothing for
/// "keep".
std::optional<char> plainForm(unsigned code) {
    if (code >= 0xFF01 && code <= 0xFF5E) {
        return static_cast<char>(code - 0xFEE0);
    }
    if (code == 0x3000 || (code >= 0x2000 && code <= 0x200A) || code == 0x202F) {
        return ' ';
    }
    if (code == 0x2212 || (code >= 0x2010 && code <= 0x2014)) {
        return '-';
    }
    if (code == 0xFEFF || (code >= 0x200B && code <= 0x200F)) {
        return '\0';
    }
    if (code == 0x2018 || code == 0x2019) {
        return '\'';
    }
    return std::nullopt;
}

bool isBlankValue(std::string_view text) {
    constexpr std::array<std::string_view, 14> kBlanks = {"",    "-",   "--",  "---",  "/",    "\\",  "无",
                                                          "NaN", "nan", "NAN", "NULL", "null", "N/A", "#N/A"};
    return std::find(kBlanks.begin(), kBlanks.end(), text) != kBlanks.end();
}

/// No replacement characters and no control characters.
bool readable(std::string_view text) {
    return text.find("\xEF\xBF\xBD") == std::string_view::npos &&
           std::none_of(text.begin(), text.end(),
                        [](char letter) { return static_cast<unsigned char>(letter) < 32; });
}

/// 1,234,567 (groups of exactly three after the first) -> digits alone; nothing when the grouping is wrong.
std::optional<std::string> withoutGroups(std::string_view whole, char separator) {
    std::string digits;
    std::size_t group = 0;
    bool grouped = false;
    for (const char letter : whole) {
        if (letter == separator) {
            if (group == 0 || group > 3 || (grouped && group != 3)) {
                return std::nullopt;
            }
            grouped = true;
            group = 0;
            continue;
        }
        digits.push_back(letter);
        ++group;
    }
    return !grouped || group == 3 ? std::optional(digits) : std::nullopt;
}

}  // namespace

std::string plainText(std::string_view utf8) {
    std::string text;
    text.reserve(utf8.size());
    for (std::size_t at = 0; at < utf8.size(); ++at) {
        const auto byte = static_cast<unsigned char>(utf8[at]);
        if (byte == 0xC2 && at + 1 < utf8.size() && static_cast<unsigned char>(utf8[at + 1]) == 0xA0) {
            text.push_back(' ');
            ++at;
            continue;
        }
        if ((byte & 0xF0) == 0xE0 && at + 2 < utf8.size()) {
            const unsigned code = ((byte & 15u) << 12) |
                                  ((static_cast<unsigned char>(utf8[at + 1]) & 63u) << 6) |
                                  (static_cast<unsigned char>(utf8[at + 2]) & 63u);
            if (const auto plain = plainForm(code)) {
                if (*plain != '\0') {
                    text.push_back(*plain);
                }
            } else {
                text.append(utf8, at, 3);
            }
            at += 2;
            continue;
        }
        text.push_back(utf8[at]);
    }
    constexpr std::string_view kBlank = " \t\r\n";
    const std::size_t first = text.find_first_not_of(kBlank);
    if (first == std::string::npos) {
        return {};
    }
    text = text.substr(first, text.find_last_not_of(kBlank) - first + 1);
    // ="00123" is how exports keep a spreadsheet from turning text into a number.
    constexpr std::size_t kMarks = 3;
    const bool wrapped = text.size() > kMarks && text.starts_with("=\"") && text.back() == '"' &&
                         text.find('"', 2) == text.size() - 1;
    return wrapped ? text.substr(2, text.size() - kMarks) : text;
}

std::optional<Decimal> parsePlainNumber(std::string_view text) {
    constexpr std::size_t kSafeLength = 19;  // sign or point and 18 digits
    if (text.empty() || text.size() > kSafeLength) {
        return std::nullopt;
    }
    const char* at = text.data();
    const char* const end = at + text.size();
    const bool negative = *at == '-';
    at += negative ? 1 : 0;
    const char* const digits = at;
    std::int64_t mantissa = 0;
    while (at != end && isDigit(*at)) {
        mantissa = mantissa * 10 + (*at++ - '0');
    }
    if (at == digits) {
        return std::nullopt;
    }
    std::ptrdiff_t scale = 0;
    if (at != end) {
        if (*at != '.') {
            return std::nullopt;
        }
        const char* const fraction = ++at;
        while (at != end && isDigit(*at)) {
            mantissa = mantissa * 10 + (*at++ - '0');
        }
        if (at != end) {
            return std::nullopt;
        }
        scale = at - fraction;
    } else if (at - digits > 18) {
        return std::nullopt;
    }
    return Decimal{negative ? -mantissa : mantissa, static_cast<std::int8_t>(scale)};
}

Parsed<Measured> parseMeasured(std::string_view utf8, bool decimalComma) {
    std::string text = plainText(utf8);
    if (!text.empty() && (text.front() == '\'' || text.front() == '`')) {
        text = plainText(std::string_view(text).substr(1));
    }
    if (isBlankValue(text)) {
        return {std::nullopt, "VALUE_MISSING"};
    }
    const char point = decimalComma ? ',' : '.';
    const char group = decimalComma ? '.' : ',';
    const std::size_t numberEnd = std::min(text.find_first_not_of("0123456789+-., "), text.size());
    const std::string tail = plainText(std::string_view(text).substr(numberEnd));
    const auto unit = tail.empty() ? std::nullopt : unitByText(tail);
    if (!tail.empty() && !unit) {
        return {std::nullopt, "VALUE_NOT_A_NUMBER"};
    }
    const std::string number = plainText(std::string_view(text).substr(0, numberEnd));
    const std::size_t sign = !number.empty() && (number[0] == '-' || number[0] == '+') ? 1 : 0;
    const std::size_t pointAt = std::min(number.find(point), number.size());
    const std::string_view whole = std::string_view(number).substr(sign, pointAt - sign);
    const char separator = whole.find(group) != std::string_view::npos ? group : ' ';
    const auto digits = withoutGroups(whole, separator);
    if (!digits) {
        return {std::nullopt, "VALUE_NOT_A_NUMBER"};
    }
    std::string canonical = number.substr(0, sign) + *digits;
    if (pointAt < number.size()) {
        canonical += "." + number.substr(pointAt + 1);
    }
    if (const auto value = Decimal::parse(canonical)) {
        return {Measured{*value, unit}, nullptr};
    }
    const bool onlyDigits = canonical.find_first_not_of("0123456789.", sign) == std::string::npos &&
                            std::count(canonical.begin(), canonical.end(), '.') <= 1 &&
                            std::any_of(canonical.begin(), canonical.end(), isDigit);
    return {std::nullopt, onlyDigits ? "VALUE_TOO_LONG" : "VALUE_NOT_A_NUMBER"};
}

Parsed<std::string> parseWords(std::string_view utf8) {
    const auto trim = [&] {
        for (bool more = true; more;) {
            more = false;
            for (const std::string_view blank :
                 {" ", "\t", "\r", "\n", "\xC2\xA0", "\xE3\x80\x80", "\xEF\xBB\xBF"}) {
                while (utf8.starts_with(blank)) {
                    utf8.remove_prefix(blank.size());
                    more = true;
                }
                while (utf8.ends_with(blank)) {
                    utf8.remove_suffix(blank.size());
                    more = true;
                }
            }
        }
    };
    for (trim(); !utf8.empty() && (utf8.front() == '\'' || utf8.front() == '`'); trim()) {
        utf8.remove_prefix(1);
    }
    if (isBlankValue(utf8)) {
        return {std::string(), nullptr};
    }
    if (!readable(utf8)) {
        return {std::nullopt, "TEXT_NOT_DECODABLE"};
    }
    return {std::string(utf8), nullptr};
}

Parsed<Decimal> parseNumber(std::string_view utf8, bool decimalComma) {
    const auto measured = parseMeasured(utf8, decimalComma);
    if (!measured) {
        return {std::nullopt, measured.code};
    }
    return measured.value->unit ? Parsed<Decimal>{std::nullopt, "VALUE_NOT_A_NUMBER"}
                                : Parsed<Decimal>{measured.value->number, nullptr};
}

Parsed<std::string> parseCode(std::string_view utf8) {
    std::string text = plainText(utf8);
    while (!text.empty() && (text.front() == '\'' || text.front() == '`')) {
        text = plainText(std::string_view(text).substr(1));
    }
    if (isBlankValue(text)) {
        return {std::nullopt, "METER_ID_MISSING"};
    }
    if (!readable(text)) {
        return {std::nullopt, "TEXT_NOT_DECODABLE"};
    }
    // 1.23E+19 is what a spreadsheet leaves of a long number; the sign tells it from a code such as 12E5.
    const std::size_t mark = text.find_first_of("Ee");
    if (mark != std::string::npos && mark > 0 && mark + 2 < text.size() && text[mark + 1] == '+' &&
        text.find_first_not_of("0123456789.,") == mark &&
        text.find_first_not_of("0123456789", mark + 2) == std::string::npos) {
        return {std::nullopt, "METER_ID_IN_EXPONENT"};
    }
    return {std::move(text), nullptr};
}

}  // namespace shuiheng::ingest
