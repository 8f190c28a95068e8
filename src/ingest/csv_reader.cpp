#include "ingest/csv_reader.h"

#include <algorithm>
#include <cstring>

namespace shuiheng::ingest {
namespace {

bool isLineEnd(char letter) {
    return letter == '\n' || letter == '\r';
}

/// First byte after the line end at `at` (CRLF counts as one).
const char* afterLineEnd(const char* at, const char* end) {
    if (at == end) {
        return end;
    }
    return *at == '\r' && at + 1 != end && at[1] == '\n' ? at + 2 : at + 1;
}

const char* findLineEnd(const char* at, const char* end) {
    return std::find_if(at, end, isLineEnd);
}

}  // namespace

CsvReader::CsvReader(ByteSource& source, const CsvOptions& options)
    : m_source(&source), m_options(options), m_fieldEncoding(options.encoding) {
    if (!splitsOnRawBytes(options.encoding, options.delimiter)) {
        m_transcoder = transcodingSource(source, options.encoding);
        m_source = m_transcoder.get();
        m_fieldEncoding = Encoding::Utf8;
        m_options.bomBytes = 0;
    }
    m_capacity = std::max(options.bufferBytes, 2 * options.recordLimit);
    m_buffer = std::make_unique_for_overwrite<char[]>(m_capacity + 1);
    m_special[static_cast<unsigned char>(m_options.delimiter)] = true;
    m_special[static_cast<unsigned char>('\n')] = true;
    m_special[static_cast<unsigned char>('\r')] = true;
    fill();
    m_at = std::min(m_filled, static_cast<std::size_t>(m_options.bomBytes));
}

CsvReader::~CsvReader() = default;

/// Moves the unread rest to the front and reads until the buffer is full or the source ends.
bool CsvReader::fill() {
    if (m_at > 0) {
        std::memmove(m_buffer.get(), m_buffer.get() + m_at, m_filled - m_at);
        m_consumed += static_cast<std::int64_t>(m_at);
        m_filled -= m_at;
        m_at = 0;
    }
    while (!m_atEnd && m_filled < m_capacity) {
        const std::size_t count = m_source->read(m_buffer.get() + m_filled, m_capacity - m_filled);
        m_atEnd = count == 0;
        m_filled += count;
    }
    return m_filled > m_at;
}

bool CsvReader::next() {
    // One byte more than the limit, so that a CRLF is never cut in two.
    if (m_filled - m_at <= m_options.recordLimit + 2 && !m_atEnd) {
        fill();
    }
    m_fields.clear();
    m_fault = RecordFault::None;
    m_line = m_nextLine;
    if (m_at == m_filled) {
        return false;
    }
    const char* const begin = m_buffer.get() + m_at;
    const char* const end = m_buffer.get() + m_filled;
    m_buffer[m_filled] = '\n';  // stops the scan of the last field
    parseRecord(begin, end);
    return true;
}

/// Behind the separator of the last leading field, or at the line end before it.
const char* CsvReader::passLeadingFields(const char* begin, const char* end) {
    const char* at = begin;
    for (std::size_t field = 0; field < m_options.leadingFields; ++field) {
        bool closed = false;
        if (*at == '"' && at != end) {
            at = parseQuoted(at, end, closed);
        }
        if (!closed) {
            at = std::find_if(at, end,
                              [&](char letter) { return m_special[static_cast<unsigned char>(letter)]; });
        }
        if (at >= end || *at != m_options.delimiter) {
            break;
        }
        ++at;
    }
    m_fields.clear();
    m_unescaped.clear();
    return at;
}

bool CsvReader::parseRecord(const char* begin, const char* end) {
    m_unescaped.clear();
    begin = m_options.leadingFields > 0 ? passLeadingFields(begin, end) : begin;
    m_rawLine = m_nextLine;
    const char* at = begin;
    for (;;) {
        if (*at == '"' && at != end) {
            bool closed = false;
            at = parseQuoted(at, end, closed);
            if (!closed) {
                giveUpLine(begin, end, RecordFault::QuoteNotClosed);
                return false;
            }
        } else {
            const char* const start = at;
            while (!m_special[static_cast<unsigned char>(*at)]) {
                ++at;
            }
            m_fields.emplace_back(start, static_cast<std::size_t>(at - start));
        }
        if (at >= end || *at != m_options.delimiter) {
            break;
        }
        ++at;
    }
    if (static_cast<std::size_t>(at - begin) > m_options.recordLimit) {
        giveUpLine(begin, end, RecordFault::TooLong);
        return false;
    }
    m_raw = {begin, static_cast<std::size_t>(at - begin)};
    ++m_nextLine;
    m_at = static_cast<std::size_t>(afterLineEnd(at, end) - m_buffer.get());
    return true;
}

/// `at` stands on the opening quote. Returns the separator or line end behind the field.
const char* CsvReader::parseQuoted(const char* at, const char* end, bool& closed) {
    const char* const limit = std::min(end, at + m_options.recordLimit);
    const char* const start = at + 1;
    const char* close = start;
    bool escapes = false;
    for (;;) {
        close = static_cast<const char*>(
            close < limit ? std::memchr(close, '"', static_cast<std::size_t>(limit - close)) : nullptr);
        if (close == nullptr) {
            return at;
        }
        if (close + 1 >= end || close[1] != '"') {
            break;
        }
        escapes = true;
        close += 2;
    }
    std::int64_t lineEnds = 0;
    for (const char* look = start; look < close; ++look) {
        lineEnds += isLineEnd(*look) && !(*look == '\r' && look[1] == '\n') ? 1 : 0;
    }
    const char* after = close + 1;
    while (after < end && !m_special[static_cast<unsigned char>(*after)]) {
        ++after;
    }
    const bool proper = after == close + 1;
    if (lineEnds > m_options.quotedLineLimit || (lineEnds > 0 && !proper)) {
        return at;
    }
    closed = true;
    m_nextLine += lineEnds;
    if (!escapes && proper) {
        m_fields.emplace_back(start, static_cast<std::size_t>(close - start));
        return after;
    }
    // Views into m_unescaped must stay good while the record lasts: it never holds more than the record.
    if (m_unescaped.capacity() < static_cast<std::size_t>(end - start)) {
        m_unescaped.reserve(std::min(m_capacity, static_cast<std::size_t>(end - start)) + 1);
    }
    const std::size_t offset = m_unescaped.size();
    for (const char* look = start; look < close; ++look) {
        m_unescaped.push_back(*look);
        look += *look == '"' ? 1 : 0;
    }
    m_unescaped.append(close + 1, after);
    m_fields.emplace_back(m_unescaped.data() + offset, m_unescaped.size() - offset);
    return after;
}

void CsvReader::giveUpLine(const char* begin, const char* end, RecordFault fault) {
    m_fields.clear();
    m_nextLine = m_rawLine;
    m_fault = fault;
    const char* const lineEnd = findLineEnd(begin, end);
    const auto length = static_cast<std::size_t>(lineEnd - begin);
    if (length > m_options.recordLimit) {
        m_fault = RecordFault::TooLong;
        skipLongLine();
        return;
    }
    m_raw = {begin, length};
    ++m_nextLine;
    m_at = static_cast<std::size_t>(afterLineEnd(lineEnd, end) - m_buffer.get());
}

/// The line may be longer than the buffer: only its start is kept.
void CsvReader::skipLongLine() {
    constexpr std::size_t kKept = 8192;
    m_longStart.assign(m_buffer.get() + m_at, std::min(kKept, m_filled - m_at));
    m_raw = m_longStart;
    ++m_nextLine;
    for (;;) {
        const char* const end = m_buffer.get() + m_filled;
        const char* const lineEnd = findLineEnd(m_buffer.get() + m_at, end);
        const bool whole = lineEnd != end && (*lineEnd == '\n' || lineEnd + 1 != end || m_atEnd);
        if (whole) {
            m_at = static_cast<std::size_t>(afterLineEnd(lineEnd, end) - m_buffer.get());
            return;
        }
        m_at = static_cast<std::size_t>(lineEnd - m_buffer.get());
        if (m_atEnd) {
            return;
        }
        fill();
        if (m_at == m_filled) {
            return;
        }
    }
}

}  // namespace shuiheng::ingest
