#include "app/sample_text.h"

#include <unordered_map>

#include "ingest/encoding.h"

namespace shuiheng::app {
namespace {

/// Bytes of the character that begins at `at`.
std::size_t lengthAt(const std::string& utf8, std::size_t at) {
    const auto lead = static_cast<unsigned char>(utf8[at]);
    return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/// Every character of the two-byte area, which holds all that the sample writes.
std::unordered_map<std::string, std::string> twoByteCharacters() {
    std::unordered_map<std::string, std::string> codes;
    for (int lead = 0x81; lead <= 0xFE; ++lead) {
        for (int trail = 0x40; trail <= 0xFE; ++trail) {
            const std::string bytes = {static_cast<char>(lead), static_cast<char>(trail)};
            if (const auto character = ingest::toUtf8(bytes, ingest::Encoding::Gb18030);
                trail != 0x7F && character) {
                codes.emplace(*character, bytes);
            }
        }
    }
    return codes;
}

std::string toGb18030(const std::string& utf8) {
    static const std::unordered_map<std::string, std::string> kCodes = twoByteCharacters();
    std::string bytes;
    for (std::size_t at = 0; at < utf8.size();) {
        const std::size_t length = lengthAt(utf8, at);
        const std::string character = utf8.substr(at, length);
        const auto found = kCodes.find(character);
        bytes += length == 1 ? character : found != kCodes.end() ? found->second : "?";
        at += length;
    }
    return bytes;
}

/// The sample has no character beyond the basic plane.
std::string toUtf16(const std::string& utf8) {
    std::string bytes = "\xFF\xFE";
    for (std::size_t at = 0; at < utf8.size();) {
        const std::size_t length = lengthAt(utf8, at);
        unsigned code = static_cast<unsigned char>(utf8[at]);
        code = length == 1 ? code : length == 2 ? code & 0x1Fu : code & 0x0Fu;
        for (std::size_t next = 1; next < length; ++next) {
            code = code << 6 | (static_cast<unsigned char>(utf8[at + next]) & 0x3Fu);
        }
        bytes += static_cast<char>(code & 0xFFu);
        bytes += static_cast<char>(code >> 8 & 0xFFu);
        at += length;
    }
    return bytes;
}

}  // namespace

std::string sampleRow(std::initializer_list<std::string> cells, char separator) {
    std::string row;
    for (const std::string& cell : cells) {
        row += cell;
        row += separator;
    }
    row.pop_back();
    return row + "\r\n";
}

std::string padded(std::int64_t number, int width) {
    const std::string text = std::to_string(number);
    const auto wanted = static_cast<std::size_t>(width);
    return text.size() < wanted ? std::string(wanted - text.size(), '0') + text : text;
}

std::string withPoint(std::int64_t units, int scale) {
    std::int64_t one = 1;
    for (int digit = 0; digit < scale; ++digit) {
        one *= 10;
    }
    return std::to_string(units / one) + (scale > 0 ? "." + padded(units % one, scale) : "");
}

std::string withThousands(std::int64_t number) {
    std::string text = std::to_string(number);
    for (std::size_t at = text.size(); at > 3;) {
        at -= 3;
        text.insert(at, ",");
    }
    return text.find(',') == std::string::npos ? text : "\"" + text + "\"";
}

std::string fullWidth(std::int64_t number) {
    constexpr const char* kDigits[] = {"０", "１", "２", "３", "４", "５", "６", "７", "８", "９"};
    std::string text;
    for (const char digit : std::to_string(number)) {
        text += kDigits[digit - '0'];
    }
    return text;
}

std::string encodedSample(const SampleFile& file) {
    switch (file.encoding) {
        case SampleEncoding::Utf8Bom:
            return "\xEF\xBB\xBF" + file.text;
        case SampleEncoding::Gb18030:
            return toGb18030(file.text);
        case SampleEncoding::Utf16:
            return toUtf16(file.text);
        case SampleEncoding::Utf8:
            break;
    }
    return file.text;
}

}  // namespace shuiheng::app
