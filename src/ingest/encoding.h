#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ingest/byte_source.h"

namespace shuiheng::ingest {

/// Character encodings that exports come in. GBK and GB2312 are read as GB18030, their superset.
enum class Encoding { Utf8, Utf8Bom, Gb18030, Utf16Le, Utf16Be, Latin1, Big5, ShiftJis };

/// "UTF-8", "UTF-8-BOM", "GB18030", "UTF-16LE", "UTF-16BE", "ISO-8859-1", "Big5", "Shift_JIS".
std::string_view encodingName(Encoding encoding);
/// Names in any case, with or without hyphens: gbk, GB2312, cp936, utf8, utf-16 (= little endian), latin1 ...
std::optional<Encoding> encodingByName(std::string_view name);

struct DetectedEncoding {
    Encoding encoding = Encoding::Utf8;
    int bomBytes = 0;
    /// The bytes fit more than one encoding (or none) and a statistical guess decided.
    bool doubtful = false;
};

/// Byte order mark; else the whole stream valid UTF-8; else UTF-16 by its NUL bytes; else valid GB18030,
/// where ICU's detector decides between it and Latin 1, Big5 and Shift_JIS. Rewinds the source before and
/// after.
DetectedEncoding detectEncoding(ByteSource& source);

/// Nothing when the bytes are not valid in that encoding. A BOM is kept out by the caller.
std::optional<std::string> toUtf8(std::string_view bytes, Encoding encoding);
/// Never fails: what cannot be decoded becomes U+FFFD. For showing rejects.
std::string toUtf8Lossy(std::string_view bytes, Encoding encoding);

/// The other way, without a BOM; what the encoding lacks becomes its substitute character.
std::string fromUtf8(std::string_view utf8, Encoding encoding);

/// , ; TAB " CR LF are never part of a longer character, so records may be split before decoding.
/// With `|` as separator GB18030, Big5 and Shift_JIS do not qualify: it occurs as a second byte.
bool splitsOnRawBytes(Encoding encoding, char delimiter);

/// A stream that gives `source` as UTF-8 (undecodable bytes as U+FFFD), without a BOM. `source` must outlive
/// it.
std::unique_ptr<ByteSource> transcodingSource(ByteSource& source, Encoding encoding);

/// Past the words of eight bytes that are all ASCII, which most of an export is.
const char* afterAsciiWords(const char* at, const char* end);

/// Streamed validity; feed() in pieces, then complete().
class Utf8Validator {
  public:
    /// False from the first invalid byte on.
    bool feed(std::string_view bytes);
    bool complete() const { return m_valid && m_expected == 0; }

  private:
    bool m_valid = true;
    int m_expected = 0;
    unsigned char m_low = 0x80;
    unsigned char m_high = 0xBF;
};

bool isValidUtf8(std::string_view bytes);

}  // namespace shuiheng::ingest
