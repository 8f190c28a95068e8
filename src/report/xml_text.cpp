#include "report/xml_text.h"

#include <cstddef>
#include <cstdint>

namespace shuiheng::report {

namespace {

struct Character {
    char32_t code = 0xFFFD;
    std::size_t length = 1;
    bool valid = false;
};

Character readAt(const std::string& text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(at);
    if (lead < 0x80) {
        return {lead, 1, true};
    }
    const std::size_t length = lead >= 0xF0 ? 4 : (lead >= 0xE0 ? 3 : 2);
    if (lead < 0xC2 || lead > 0xF4 || at + length > text.size()) {
        return {};
    }
    char32_t code = lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(at + i) & 0xC0U) != 0x80) {
            return {};
        }
        code = (code << 6U) | (byte(at + i) & 0x3FU);
    }
    const char32_t least = length == 2 ? 0x80 : (length == 3 ? 0x800 : 0x10000);
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (code < least || code > 0x10FFFF || surrogate) {
        return {};
    }
    return {code, length, true};
}

bool isBlankOnPaper(char32_t code) {
    const bool direction = (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) ||
                           code == 0x200E || code == 0x200F || code == 0x061C;
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029 || direction;
}

bool isNoCharacter(char32_t code) {
    return (code & 0xFFFEU) == 0xFFFE || (code >= 0xFDD0 && code <= 0xFDEF);
}

}  // namespace

std::string harmlessText(const std::string& text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const Character character = readAt(text, at);
        if (!character.valid || isNoCharacter(character.code)) {
            result += "\xEF\xBF\xBD";
        } else if (isBlankOnPaper(character.code)) {
            result += ' ';
        } else {
            result.append(text, at, character.length);
        }
        at += character.length;
    }
    return result;
}

std::string xmlText(const std::string& text) {
    std::string result;
    result.reserve(text.size());
    for (const char c : harmlessText(text)) {
        switch (c) {
            case '&':
                result += "&amp;";
                break;
            case '<':
                result += "&lt;";
                break;
            case '>':
                result += "&gt;";
                break;
            case '"':
                result += "&quot;";
                break;
            case '\'':
                result += "&#39;";
                break;
            default:
                result += c;
        }
    }
    return result;
}

}  // namespace shuiheng::report
