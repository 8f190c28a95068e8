#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/encoding.h"

namespace shuiheng::ingest {

struct CsvOptions {
    Encoding encoding = Encoding::Utf8;
    int bomBytes = 0;
    char delimiter = ',';
    std::size_t bufferBytes = 4u << 20;  ///< raised to twice the record limit
    std::size_t recordLimit = 1u << 20;  ///< bytes; a longer record is a fault, never a bigger buffer
    std::size_t leadingFields = 0;       ///< passed over in every record; neither in fields() nor in raw()
    int quotedLineLimit = 256;  ///< line ends inside one quoted field; more means a quote never closed
};

enum class RecordFault {
    None,
    TooLong,        ///< ROW_TOO_LONG: over the limit; skipped up to the next line end
    QuoteNotClosed  ///< QUOTE_NOT_CLOSED: this line alone is given up; reading goes on with the next line
};

/// Streams the records of a separated text with bounded memory. Quotes as in RFC 4180, leniently: a quote
/// inside an unquoted field is a character; text after a closing quote is kept. A quoted field that spans
/// lines must close properly (before a separator or line end), or else the quote counts as never closed: two
/// stray quotes must not swallow the rows between them. LF, CRLF and lone CR end a record; every record comes
/// out once.
class CsvReader {
  public:
    /// `source` must outlive the reader and stand at its start.
    CsvReader(ByteSource& source, const CsvOptions& options);
    ~CsvReader();
    CsvReader(const CsvReader&) = delete;
    CsvReader& operator=(const CsvReader&) = delete;

    /// False at the end. A blank line is a record of one empty field.
    bool next();

    /// Fields of the record, unquoted, in fieldEncoding(); valid until next(). Empty after a fault.
    const std::vector<std::string_view>& fields() const { return m_fields; }
    RecordFault fault() const { return m_fault; }
    /// 1-based line where the record begins.
    std::int64_t line() const { return m_line; }
    /// The record's bytes without its line end (after TooLong: the first 4 KiB or more of it).
    std::string_view raw() const { return m_raw; }
    /// Encoding of fields() and raw(): that of the file where raw splitting is safe, else UTF-8.
    Encoding fieldEncoding() const { return m_fieldEncoding; }
    /// Bytes of the source consumed so far, for progress (of the transcoded stream for UTF-16).
    std::int64_t position() const { return m_consumed + static_cast<std::int64_t>(m_at); }

  private:
    bool fill();
    bool parseRecord(const char* begin, const char* end);
    const char* passLeadingFields(const char* begin, const char* end);
    const char* parseQuoted(const char* at, const char* end, bool& closed);
    void giveUpLine(const char* begin, const char* end, RecordFault fault);
    void skipLongLine();

    std::unique_ptr<ByteSource> m_transcoder;
    ByteSource* m_source = nullptr;
    CsvOptions m_options;
    Encoding m_fieldEncoding;
    std::unique_ptr<char[]> m_buffer;
    std::size_t m_capacity = 0;
    std::size_t m_at = 0;      ///< begin of the next record in the buffer
    std::size_t m_filled = 0;  ///< bytes in the buffer
    std::int64_t m_consumed = 0;
    bool m_atEnd = false;
    bool m_special[256] = {};
    std::int64_t m_line = 0;
    std::int64_t m_rawLine = 0;  ///< where raw() begins: the leading fields may hold line ends
    std::int64_t m_nextLine = 1;
    RecordFault m_fault = RecordFault::None;
    std::vector<std::string_view> m_fields;
    std::string_view m_raw;
    std::string m_unescaped;
    std::string m_longStart;
};

}  // namespace shuiheng::ingest
