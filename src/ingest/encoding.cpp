#include "ingest/encoding.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>
#include <memory>
#include <utility>
#include <vector>

namespace shuiheng::ingest {
namespace {

const char* converterName(Encoding encoding) {
    switch (encoding) {
        case Encoding::Utf8:
        case Encoding::Utf8Bom:
            return "UTF-8";
        case Encoding::Gb18030:
            return "gb18030";
        case Encoding::Utf16Le:
            return "UTF-16LE";
        case Encoding::Utf16Be:
            return "UTF-16BE";
        case Encoding::Latin1:
            return "windows-1252";  // its superset, and what people mean by it
        case Encoding::Big5:
            return "Big5";
        case Encoding::ShiftJis:
            return "Shift_JIS";
    }
    return "UTF-8";
}

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

Converter openConverter(Encoding encoding, bool strict) {
    UErrorCode status = U_ZERO_ERROR;
    Converter converter(ucnv_open(converterName(encoding), &status), &ucnv_close);
    if (converter && strict) {
        UConverterToUCallback previous = nullptr;
        const void* previousContext = nullptr;
        ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, &previous, &previousContext,
                            &status);
    }
    return converter;
}

/// Opening a converter costs microseconds; cells are decoded by the thousand.
UConverter* cachedConverter(Encoding encoding, bool strict) {
    thread_local std::array<std::array<Converter, 2>, 8> converters = [] {
        const auto none = [] { return Converter(nullptr, &ucnv_close); };
        return std::array<std::array<Converter, 2>, 8>{{{none(), none()},
                                                        {none(), none()},
                                                        {none(), none()},
                                                        {none(), none()},
                                                        {none(), none()},
                                                        {none(), none()},
                                                        {none(), none()},
                                                        {none(), none()}}};
    }();
    Converter& slot = converters[static_cast<std::size_t>(encoding)][strict ? 1 : 0];
    if (!slot) {
        slot = openConverter(encoding, strict);
    }
    return slot.get();
}

void appendCodePoint(std::string& text, char32_t point) {
    if (point < 0x80) {
        text.push_back(static_cast<char>(point));
    } else if (point < 0x800) {
        text.push_back(static_cast<char>(0xC0 | (point >> 6)));
        text.push_back(static_cast<char>(0x80 | (point & 63)));
    } else if (point < 0x10000) {
        text.push_back(static_cast<char>(0xE0 | (point >> 12)));
        text.push_back(static_cast<char>(0x80 | ((point >> 6) & 63)));
        text.push_back(static_cast<char>(0x80 | (point & 63)));
    } else {
        text.push_back(static_cast<char>(0xF0 | (point >> 18)));
        text.push_back(static_cast<char>(0x80 | ((point >> 12) & 63)));
        text.push_back(static_cast<char>(0x80 | ((point >> 6) & 63)));
        text.push_back(static_cast<char>(0x80 | (point & 63)));
    }
}

/// UTF-16 code units to UTF-8; a surrogate that lost its partner becomes U+FFFD. `pending` keeps a high
/// surrogate between pieces.
void appendUtf16(std::string& text, const UChar* begin, const UChar* end, char32_t& pending) {
    for (const UChar* at = begin; at != end; ++at) {
        const char32_t unit = *at;
        if (pending != 0) {
            if (unit >= 0xDC00 && unit <= 0xDFFF) {
                appendCodePoint(text, 0x10000 + ((pending - 0xD800) << 10) + (unit - 0xDC00));
                pending = 0;
                continue;
            }
            appendCodePoint(text, 0xFFFD);
            pending = 0;
        }
        if (unit >= 0xD800 && unit <= 0xDBFF) {
            pending = unit;
        } else {
            appendCodePoint(text, unit >= 0xDC00 && unit <= 0xDFFF ? 0xFFFD : unit);
        }
    }
}

std::optional<std::string> convert(std::string_view bytes, Encoding encoding, bool strict) {
    UConverter* converter = cachedConverter(encoding, strict);
    if (converter == nullptr) {
        return std::nullopt;
    }
    ucnv_resetToUnicode(converter);
    std::string text;
    text.reserve(bytes.size() * 3 / 2 + 4);
    std::array<UChar, 512> units{};
    char32_t pending = 0;
    const char* at = bytes.data();
    const char* const end = at + bytes.size();
    UErrorCode status = U_BUFFER_OVERFLOW_ERROR;
    while (status == U_BUFFER_OVERFLOW_ERROR) {
        status = U_ZERO_ERROR;
        UChar* out = units.data();
        ucnv_toUnicode(converter, &out, units.data() + units.size(), &at, end, nullptr, true, &status);
        appendUtf16(text, units.data(), out, pending);
    }
    if (pending != 0) {
        appendCodePoint(text, 0xFFFD);
    }
    if (U_FAILURE(status)) {
        return std::nullopt;
    }
    return text;
}

class TranscodingSource final : public ByteSource {
  public:
    TranscodingSource(ByteSource& source, Encoding encoding)
        : m_source(source), m_converter(openConverter(encoding, false)), m_input(64 * 1024) {}

    std::size_t read(char* into, std::size_t capacity) override {
        while (m_given == m_text.size() && !m_done) {
            refill();
        }
        const std::size_t count = std::min(capacity, m_text.size() - m_given);
        if (count > 0) {
            std::memcpy(into, m_text.data() + m_given, count);
        }
        m_given += count;
        return count;
    }
    void rewind() override {
        m_source.rewind();
        ucnv_resetToUnicode(m_converter.get());
        m_text.clear();
        m_given = 0;
        m_pending = 0;
        m_done = false;
        m_first = true;
    }
    std::int64_t size() const override { return -1; }
    bool failed() const override { return m_source.failed(); }

  private:
    void refill() {
        m_text.clear();
        m_given = 0;
        const std::size_t count = m_source.read(m_input.data(), m_input.size());
        m_done = count == 0;
        const char* at = m_input.data();
        const char* const end = at + count;
        std::array<UChar, 4096> units{};
        UErrorCode status = U_BUFFER_OVERFLOW_ERROR;
        while (status == U_BUFFER_OVERFLOW_ERROR) {
            status = U_ZERO_ERROR;
            UChar* out = units.data();
            ucnv_toUnicode(m_converter.get(), &out, units.data() + units.size(), &at, end, nullptr, m_done,
                           &status);
            appendUtf16(m_text, units.data(), out, m_pending);
        }
        if (m_done && m_pending != 0) {
            appendCodePoint(m_text, 0xFFFD);
        }
        if (m_first && !m_text.empty()) {
            m_first = false;
            if (m_text.starts_with("\xEF\xBB\xBF")) {
                m_given = 3;
            }
        }
    }

    ByteSource& m_source;
    Converter m_converter;
    std::vector<char> m_input;
    std::string m_text;
    std::size_t m_given = 0;
    char32_t m_pending = 0;
    bool m_done = false;
    bool m_first = true;
};

constexpr std::array<std::pair<Encoding, std::string_view>, 8> kNames = {{{Encoding::Utf8, "UTF-8"},
                                                                          {Encoding::Utf8Bom, "UTF-8-BOM"},
                                                                          {Encoding::Gb18030, "GB18030"},
                                                                          {Encoding::Utf16Le, "UTF-16LE"},
                                                                          {Encoding::Utf16Be, "UTF-16BE"},
                                                                          {Encoding::Latin1, "ISO-8859-1"},
                                                                          {Encoding::Big5, "Big5"},
                                                                          {Encoding::ShiftJis, "Shift_JIS"}}};

constexpr std::array<std::pair<std::string_view, Encoding>, 20> kAliases = {
    {{"utf8", Encoding::Utf8},         {"utf8bom", Encoding::Utf8Bom},    {"utf8sig", Encoding::Utf8Bom},
     {"gb18030", Encoding::Gb18030},   {"gbk", Encoding::Gb18030},        {"gb2312", Encoding::Gb18030},
     {"cp936", Encoding::Gb18030},     {"utf16", Encoding::Utf16Le},      {"utf16le", Encoding::Utf16Le},
     {"utf16be", Encoding::Utf16Be},   {"ucs2", Encoding::Utf16Le},       {"latin1", Encoding::Latin1},
     {"iso88591", Encoding::Latin1},   {"windows1252", Encoding::Latin1}, {"cp1252", Encoding::Latin1},
     {"ascii", Encoding::Utf8},        {"big5", Encoding::Big5},          {"cp950", Encoding::Big5},
     {"shiftjis", Encoding::ShiftJis}, {"sjis", Encoding::ShiftJis}}};

}  // namespace

std::string_view encodingName(Encoding encoding) {
    return kNames[static_cast<std::size_t>(encoding)].second;
}

std::optional<Encoding> encodingByName(std::string_view name) {
    std::string plain;
    for (const char letter : name) {
        if (std::isalnum(static_cast<unsigned char>(letter)) != 0) {
            plain.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(letter))));
        }
    }
    for (const auto& [alias, encoding] : kAliases) {
        if (alias == plain) {
            return encoding;
        }
    }
    return std::nullopt;
}

std::optional<std::string> toUtf8(std::string_view bytes, Encoding encoding) {
    if (encoding == Encoding::Utf8 || encoding == Encoding::Utf8Bom) {
        return isValidUtf8(bytes) ? std::optional(std::string(bytes)) : std::nullopt;
    }
    return convert(bytes, encoding, true);
}

std::string toUtf8Lossy(std::string_view bytes, Encoding encoding) {
    if ((encoding == Encoding::Utf8 || encoding == Encoding::Utf8Bom) && isValidUtf8(bytes)) {
        return std::string(bytes);
    }
    return convert(bytes, encoding, false).value_or(std::string());
}

std::string fromUtf8(std::string_view utf8, Encoding encoding) {
    UErrorCode status = U_ZERO_ERROR;
    // A code point becomes at most four bytes, and has at least one in UTF-8.
    std::string bytes(utf8.size() * 4 + 1, '\0');
    char* target = bytes.data();
    const char* source = utf8.data();
    ucnv_convertEx(cachedConverter(encoding, false), cachedConverter(Encoding::Utf8, false), &target,
                   bytes.data() + bytes.size(), &source, source + utf8.size(), nullptr, nullptr, nullptr,
                   nullptr, 1, 1, &status);
    bytes.resize(static_cast<std::size_t>(target - bytes.data()));
    return bytes;
}

bool splitsOnRawBytes(Encoding encoding, char delimiter) {
    switch (encoding) {
        case Encoding::Utf8:
        case Encoding::Utf8Bom:
        case Encoding::Latin1:
            return true;
        case Encoding::Gb18030:
        case Encoding::Big5:
        case Encoding::ShiftJis:
            return delimiter != '|';
        case Encoding::Utf16Le:
        case Encoding::Utf16Be:
            return false;
    }
    return false;
}

std::unique_ptr<ByteSource> transcodingSource(ByteSource& source, Encoding encoding) {
    return std::make_unique<TranscodingSource>(source, encoding);
}

const char* afterAsciiWords(const char* at, const char* end) {
    while (end - at >= 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, 8);
        if ((word & 0x8080808080808080ull) != 0) {
            break;
        }
        at += 8;
    }
    return at;
}

bool Utf8Validator::feed(std::string_view bytes) {
    const char* at = bytes.data();
    const char* const end = at + bytes.size();
    while (m_valid && at != end) {
        if (m_expected == 0) {
            at = afterAsciiWords(at, end);
            if (at == end) {
                break;
            }
        }
        const auto byte = static_cast<unsigned char>(*at++);
        if (m_expected > 0) {
            m_valid = byte >= m_low && byte <= m_high;
            m_low = 0x80;
            m_high = 0xBF;
            --m_expected;
        } else if (byte >= 0xC2 && byte <= 0xDF) {
            m_expected = 1;
        } else if (byte >= 0xE0 && byte <= 0xEF) {
            m_expected = 2;
            m_low = byte == 0xE0 ? 0xA0 : 0x80;
            m_high = byte == 0xED ? 0x9F : 0xBF;
        } else if (byte >= 0xF0 && byte <= 0xF4) {
            m_expected = 3;
            m_low = byte == 0xF0 ? 0x90 : 0x80;
            m_high = byte == 0xF4 ? 0x8F : 0xBF;
        } else if (byte >= 0x80) {
            m_valid = false;
        }
    }
    return m_valid;
}

bool isValidUtf8(std::string_view bytes) {
    Utf8Validator validator;
    return validator.feed(bytes) && validator.complete();
}

}  // namespace shuiheng::ingest
