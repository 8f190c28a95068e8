#include "report/typography.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace shuiheng::report {

namespace {

/// The characters of a UTF-8 text, each as the bytes it came in; broken bytes stand alone.
std::vector<std::string> charactersOf(const std::string& text) {
    std::vector<std::string> characters;
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t length = lead < 0xC0 ? 1 : (lead < 0xE0 ? 2 : (lead < 0xF0 ? 3 : 4));
        characters.push_back(text.substr(i, length));
        i += length;
    }
    return characters;
}

double emOf(const std::string& character, double latin) {
    return character.size() == 1 ? latin : 1;
}

/// Three bytes from U+2E80 on: Chinese characters and signs of full width.
bool isChinese(const std::string& character) {
    return character.size() == 3 && static_cast<unsigned char>(character[0]) >= 0xE2 &&
           !(static_cast<unsigned char>(character[0]) == 0xE2 &&
             static_cast<unsigned char>(character[1]) < 0xBA);
}

bool isDigit(const std::string& character) {
    return character.size() == 1 && character[0] >= '0' && character[0] <= '9';
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

bool isFormula(const std::string& text) {
    const bool product = text.find("×") != std::string::npos || text.find("·") != std::string::npos;
    return product && text.find('_') != std::string::npos;
}

/// Without the groups in these brackets that hold a formula.
std::string withoutFormulas(const std::string& text, const std::string& open, const std::string& close) {
    std::string result;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t begin = text.find(open, at);
        if (begin == std::string::npos) {
            break;
        }
        int depth = 1;
        std::size_t end = begin + open.size();
        while (end < text.size() && depth > 0) {
            if (text.compare(end, open.size(), open) == 0) {
                ++depth;
                end += open.size();
            } else if (text.compare(end, close.size(), close) == 0) {
                --depth;
                end += close.size();
            } else {
                ++end;
            }
        }
        result += text.substr(at, begin - at);
        const std::string group = text.substr(begin, end - begin);
        if (depth > 0 || !isFormula(group)) {
            result += group;
        }
        at = end;
    }
    return result + (at < text.size() ? text.substr(at) : std::string());
}

}  // namespace

std::string closedUp(const std::string& chinese) {
    const std::vector<std::string> characters = charactersOf(chinese);
    std::string result;
    for (std::size_t i = 0; i < characters.size(); ++i) {
        if (characters[i] == " " && i > 0 && i + 1 < characters.size()) {
            const std::string& before = characters[i - 1];
            const std::string& after = characters[i + 1];
            const bool percent = after == "%" && isDigit(before);
            const bool inChinese = (isChinese(before) && (isChinese(after) || isDigit(after))) ||
                                   (isChinese(after) && (isDigit(before) || before == "%"));
            if (percent || inChinese) {
                continue;
            }
        }
        result += characters[i];
    }
    return result;
}

double widthInEms(const std::string& text, double latin) {
    double width = 0;
    for (const std::string& character : charactersOf(text)) {
        width += emOf(character, latin);
    }
    return width;
}

double pieceInEms(const std::string& text, double latin) {
    double widest = 0;
    double piece = 0;
    for (const std::string& character : charactersOf(text)) {
        if (character == " " || isChinese(character)) {
            piece = 0;
        }
        piece += character == " " ? 0 : emOf(character, latin);
        widest = std::max(widest, piece);
    }
    return widest;
}

std::string sentenceOf(const std::string& chinese) {
    static const std::array<std::array<const char*, 2>, 4> units = {{
        {" m³", "m³"},
        {"m³/年", "m³每年"},
        {"m³/a", "m³每年"},
        {"m³", "立方米"},
    }};
    std::string text = withoutFormulas(chinese, "（", "）");
    for (const auto& [from, to] : units) {
        text = replaced(text, from, to);
    }
    return closedUp(text);
}

std::string englishSentenceOf(const std::string& english) {
    std::string text = replaced(withoutFormulas(english, "(", ")"), "  ", " ");
    text.erase(text.find_last_not_of(' ') + 1);
    const std::size_t tail = text.rfind(", (");
    if (tail != std::string::npos && isFormula(text.substr(tail))) {
        text.erase(tail);
    }
    return replaced(replaced(text, "万m³", "× 10⁴ m³"), " %", "%");
}

}  // namespace shuiheng::report
