#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include "ingest/encoding.h"

namespace shuiheng::ingest {
namespace {

/// Structure of GB18030: one, two or four bytes.
class Gb18030Validator {
  public:
    bool feed(std::string_view bytes) {
        const char* at = bytes.data();
        const char* const end = at + bytes.size();
        while (m_valid && at != end) {
            if (m_state == 0) {
                at = afterAsciiWords(at, end);
                if (at == end) {
                    break;
                }
            }
            step(static_cast<unsigned char>(*at++));
        }
        return m_valid;
    }
    bool complete() const { return m_valid && m_state == 0; }
    /// Chinese as people write it stays inside GB 2312 (both bytes from A1 up); Western letters, Big5 and
    /// Shift_JIS taken for GB18030 scatter their second bytes below.
    bool looksChinese() const { return m_pairs > 0 && m_commonPairs * 10 >= m_pairs * 7; }

  private:
    void step(unsigned char byte) {
        const bool lead = byte >= 0x81 && byte <= 0xFE;
        const bool digit = byte >= 0x30 && byte <= 0x39;
        switch (m_state) {
            case 0:
                m_state = byte < 0x80 ? 0 : 1;
                m_lead = byte;
                m_valid = byte < 0x80 || lead;
                return;
            case 1:
                ++m_pairs;
                m_commonPairs += m_lead >= 0xA1 && m_lead <= 0xF7 && byte >= 0xA1 ? 1 : 0;
                m_state = digit ? 2 : 0;
                m_valid = digit || (byte >= 0x40 && byte != 0x7F && byte != 0xFF);
                return;
            case 2:
                m_state = 3;
                m_valid = lead;
                return;
            default:
                m_state = 0;
                m_valid = digit;
        }
    }

    bool m_valid = true;
    int m_state = 0;
    unsigned char m_lead = 0;
    std::int64_t m_pairs = 0;
    std::int64_t m_commonPairs = 0;
};

/// What ICU's statistics say of the sample, among the encodings we read; nothing when it is none of them.
std::optional<Encoding> statisticalGuess(std::string_view sample) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status),
                                                                              &ucsdet_close);
    if (U_FAILURE(status)) {
        return std::nullopt;
    }
    ucsdet_setText(detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &status);
    const UCharsetMatch* match = ucsdet_detect(detector.get(), &status);
    if (U_FAILURE(status) || match == nullptr) {
        return std::nullopt;
    }
    const char* name = ucsdet_getName(match, &status);
    const std::int32_t confidence = ucsdet_getConfidence(match, &status);
    constexpr std::int32_t kSureEnough = 30;
    if (U_FAILURE(status) || name == nullptr || confidence < kSureEnough) {
        return std::nullopt;
    }
    return encodingByName(name);
}

/// Text in UTF-16 without a mark shows NULs at every other byte, where it holds digits and separators.
std::optional<Encoding> utf16ByNuls(std::string_view sample) {
    std::array<std::size_t, 2> nuls{};
    for (std::size_t at = 0; at < sample.size(); ++at) {
        nuls[at % 2] += sample[at] == '\0' ? 1 : 0;
    }
    const std::size_t units = sample.size() / 2;
    const auto many = [&](std::size_t count) { return units >= 4 && count * 5 >= units * 2; };
    const auto few = [&](std::size_t count) { return count * 20 <= units; };
    if (many(nuls[1]) && few(nuls[0])) {
        return Encoding::Utf16Le;
    }
    if (many(nuls[0]) && few(nuls[1])) {
        return Encoding::Utf16Be;
    }
    return std::nullopt;
}

std::optional<DetectedEncoding> byMark(std::string_view start) {
    if (start.starts_with("\xEF\xBB\xBF")) {
        return DetectedEncoding{Encoding::Utf8Bom, 3, false};
    }
    if (start.starts_with("\xFF\xFE")) {
        return DetectedEncoding{Encoding::Utf16Le, 2, false};
    }
    if (start.starts_with("\xFE\xFF")) {
        return DetectedEncoding{Encoding::Utf16Be, 2, false};
    }
    return std::nullopt;
}

DetectedEncoding withoutMark(ByteSource& source, std::vector<char>& buffer, std::size_t count) {
    constexpr std::size_t kSampleBytes = 64 * 1024;
    const std::string sample(buffer.data(), std::min(count, kSampleBytes));
    if (const auto utf16 = utf16ByNuls(sample)) {
        return {*utf16, 0, false};
    }
    Utf8Validator utf8;
    Gb18030Validator gb18030;
    bool mayBeUtf8 = true;
    bool mayBeGb18030 = true;
    for (; count > 0 && (mayBeUtf8 || mayBeGb18030); count = source.read(buffer.data(), buffer.size())) {
        mayBeUtf8 = mayBeUtf8 && utf8.feed({buffer.data(), count});
        mayBeGb18030 = mayBeGb18030 && gb18030.feed({buffer.data(), count});
    }
    if (mayBeUtf8 && utf8.complete()) {
        return {Encoding::Utf8, 0, false};
    }
    const std::optional<Encoding> guess = statisticalGuess(sample);
    if (!mayBeGb18030 || !gb18030.complete()) {
        const bool wide = guess == Encoding::Utf16Le || guess == Encoding::Utf16Be;
        if (guess && *guess != Encoding::Gb18030 && !wide) {
            return {*guess, 0, true};
        }
        // Mostly good UTF-8 or GB18030 with some broken bytes beats a Latin 1 reading of Chinese; the rows
        // with the broken bytes are rejected one by one.
        return {guess == Encoding::Gb18030 ? Encoding::Gb18030 : Encoding::Utf8, 0, true};
    }
    if (gb18030.looksChinese()) {
        return {Encoding::Gb18030, 0, false};
    }
    const bool other =
        guess && (*guess == Encoding::Latin1 || *guess == Encoding::ShiftJis || *guess == Encoding::Big5);
    return {other ? *guess : Encoding::Gb18030, 0, true};
}

}  // namespace

DetectedEncoding detectEncoding(ByteSource& source) {
    source.rewind();
    constexpr std::int64_t kPiece = 1 << 20;
    const std::int64_t size = source.size() >= 0 ? source.size() : kPiece;
    std::vector<char> buffer(static_cast<std::size_t>(std::clamp<std::int64_t>(size, 1024, kPiece)));
    const std::size_t count = source.read(buffer.data(), buffer.size());
    const auto marked = byMark({buffer.data(), count});
    const DetectedEncoding detected = marked ? *marked : withoutMark(source, buffer, count);
    source.rewind();
    return detected;
}

}  // namespace shuiheng::ingest
