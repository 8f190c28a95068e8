#include "app/sample_text.h"

#include "ingest/encoding.h"

namespace shuiheng::app {

std::string sampleRow(std::initializer_list<std::string> cells, char separator) {
    std::string row;
    for (const std::string& cell : cells) {
        row += cell;
        row += separator;
    }
    row.pop_back();
    return row + "\r\n";
}

std::string yesNo(bool value) {
    return value ? "是" : "否";
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
            return ingest::fromUtf8(file.text, ingest::Encoding::Gb18030);
        case SampleEncoding::Utf16:
            return "\xFF\xFE" + ingest::fromUtf8(file.text, ingest::Encoding::Utf16Le);
        case SampleEncoding::Utf8:
            break;
    }
    return file.text;
}

}  // namespace shuiheng::app
