#include "ingest/row_reader.h"

#include <algorithm>
#include <cstring>
#include <functional>

#include "ingest/header_names.h"

namespace shuiheng::ingest {
namespace {

bool isAscii(std::string_view bytes) {
    const char* at = bytes.data();
    std::size_t left = bytes.size();
    for (; left >= 8; left -= 8, at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, 8);
        if ((word & 0x8080808080808080ull) != 0) {
            return false;
        }
    }
    for (; left > 0; --left, ++at) {
        if ((static_cast<unsigned char>(*at) & 0x80) != 0) {
            return false;
        }
    }
    return true;
}

std::int64_t secondsOfUnit(const std::string& header) {
    for (const std::string& part : bracketParts(header)) {
        if (part == "h" || part == "小时" || part == "时" || part == "hours") {
            return 3600;
        }
        if (part == "s" || part == "秒" || part == "seconds") {
            return 1;
        }
    }
    return 60;
}

}  // namespace

std::string cutText(std::string text, std::size_t limit) {
    if (text.size() > limit) {
        while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0) == 0x80) {
            --limit;
        }
        text.resize(limit);
    }
    return text;
}

void StepVote::feed(std::int64_t time) {
    const std::int64_t difference = time > lastTime ? time - lastTime : lastTime - time;
    if (any && difference > 0) {
        if (difference == step) {
            ++votes;
        } else if (votes == 0) {
            step = difference;
            votes = 1;
        } else {
            --votes;
        }
    }
    lastTime = time;
    any = true;
}

RowReader::RowReader(CsvReader& csv, const RecognisedFormat& format, ReadingSink& sink, MeterTable& meters,
                     PackedReadings& packed, std::vector<SeenMeterChange>& changes, RowCounts& counts)
    : m_csv(csv),
      m_format(format),
      m_sink(sink),
      m_meters(meters),
      m_packed(packed),
      m_changes(changes),
      m_counts(counts),
      m_meter(format.find(Field::Meter)),
      m_time(format.find(Field::Time)),
      m_date(format.find(Field::Date)),
      m_clock(format.find(Field::Clock)),
      m_startTime(format.find(Field::StartTime)),
      m_startDate(format.find(Field::StartDate)),
      m_duration(format.find(Field::Duration)),
      m_index(format.find(Field::Index)),
      m_previousIndex(format.find(Field::PreviousIndex)),
      m_volume(format.find(Field::Volume)),
      m_flow(format.find(Field::Flow)),
      m_status(format.find(Field::ReadStatus)),
      m_oldFinal(format.find(Field::OldFinalIndex)),
      m_newInitial(format.find(Field::NewInitialIndex)),
      m_year(format.find(Field::Year)) {
    for (const Column& column : format.columns) {
        const bool valueCell =
            format.format.layout != Layout::Long && column.field == format.format.valueField;
        if (valueCell) {
            m_values.push_back(&column);
            continue;
        }
        switch (column.field) {
            case Field::Multiplier:
            case Field::Bore:
            case Field::Digits:
            case Field::UserCode:
            case Field::UserName:
            case Field::Address:
            case Field::UseClass:
                m_attributes.push_back(&column);
                break;
            default:
                m_neededColumns = std::max(m_neededColumns, column.position + 1);
        }
    }
    if (m_duration != nullptr) {
        m_durationSeconds = secondsOfUnit(m_duration->header);
    }
    if (format.format.layout == Layout::MeterColumns) {
        for (const Column* column : m_values) {
            m_columnMeters.push_back(m_meters.add(column->meterCode, column->meterCode).value_or(0));
        }
    } else if (m_meter == nullptr) {
        m_constantMeter = m_meters.add(format.format.meterCode, format.format.meterCode).value_or(0);
    }
    for (const std::string& header : format.headers) {
        m_headerCells.push_back(plainText(header));
    }
}

std::string_view RowReader::cell(const Column* column) const {
    const auto& fields = m_csv.fields();
    return column != nullptr && column->position < fields.size() ? fields[column->position]
                                                                 : std::string_view();
}

std::optional<std::string_view> RowReader::text(std::string_view raw) {
    if (isAscii(raw)) {
        return raw;
    }
    constexpr std::size_t kCacheEntries = 4096;
    constexpr std::size_t kLongestCached = 256;
    if (raw.size() > kLongestCached) {
        auto decoded = toUtf8(raw, m_csv.fieldEncoding());
        if (!decoded) {
            return std::nullopt;
        }
        m_decodedLarge = std::move(*decoded);
        return m_decodedLarge;
    }
    if (m_decoded.size() >= kCacheEntries) {
        m_decoded.clear();
    }
    const auto [entry, isNew] = m_decoded.try_emplace(std::string(raw));
    if (isNew) {
        entry->second = toUtf8(raw, m_csv.fieldEncoding());
    }
    return entry->second ? std::optional<std::string_view>(*entry->second) : std::nullopt;
}

bool RowReader::blankCell(std::string_view raw) {
    for (const char letter : raw) {
        if (letter != ' ' && letter != '\t') {
            if ((static_cast<unsigned char>(letter) & 0x80) == 0) {
                return false;
            }
            const auto decoded = text(raw);
            return decoded && plainText(*decoded).empty();
        }
    }
    return true;
}

bool RowReader::blankRecord() {
    const auto& fields = m_csv.fields();
    return std::all_of(fields.begin(), fields.end(),
                       [this](std::string_view field) { return blankCell(field); });
}

/// A total says so in one of its first cells or where the meter should stand.
bool RowReader::totalRecord() {
    constexpr std::size_t kCellsLookedAt = 4;
    if (const auto code = text(cell(m_meter)); code && isTotalMark(*code)) {
        return true;
    }
    std::size_t seen = 0;
    for (const std::string_view field : m_csv.fields()) {
        if (blankCell(field)) {
            continue;
        }
        const auto decoded = text(field);
        constexpr std::size_t kLongestMark = 80;
        if (decoded && decoded->size() <= kLongestMark && isTotalMark(*decoded)) {
            return true;
        }
        if (++seen == kCellsLookedAt) {
            break;
        }
    }
    return false;
}

bool RowReader::headerRecord() {
    const auto& fields = m_csv.fields();
    if (m_csv.line() == m_format.headerLine) {
        return true;
    }
    if (fields.size() > m_headerCells.size() || fields.size() < 2) {
        return false;
    }
    for (std::size_t position = 0; position < fields.size(); ++position) {
        const auto decoded = text(fields[position]);
        if (!decoded || plainText(*decoded) != m_headerCells[position]) {
            return false;
        }
    }
    return true;
}

void RowReader::reject(const char* code, const Column* column, std::string_view raw) {
    constexpr std::size_t kLongestValue = 120;
    Reject rejected;
    rejected.line = m_csv.line();
    rejected.code = code;
    rejected.rawText =
        cutText(toUtf8Lossy(m_csv.raw().substr(0, Reject::kRawTextLimit + 3), m_csv.fieldEncoding()),
                Reject::kRawTextLimit);
    rejected.arguments.emplace_back("line", std::to_string(rejected.line));
    rejected.arguments.emplace_back("column", column != nullptr ? plainText(column->header) : std::string());
    rejected.arguments.emplace_back(
        "value",
        cutText(toUtf8Lossy(raw.substr(0, kLongestValue * 2), m_csv.fieldEncoding()), kLongestValue));
    m_sink.reject(std::move(rejected));
    ++m_counts.rowsRead;
    ++m_counts.rejected;
}

void RowReader::skipOrReject(const Fault& fault) {
    if (blankRecord()) {
        ++m_counts.rowsRead;
        ++m_counts.skippedBlank;
    } else if (headerRecord()) {
        ++m_counts.rowsRead;
        ++m_counts.skippedHeader;
    } else if (totalRecord()) {
        ++m_counts.rowsRead;
        ++m_counts.skippedTotal;
    } else {
        reject(fault.code, fault.column, cell(fault.column));
    }
}

Result<> RowReader::readRecord() {
    if (m_csv.fault() != RecordFault::None) {
        reject(m_csv.fault() == RecordFault::TooLong ? "ROW_TOO_LONG" : "QUOTE_NOT_CLOSED", nullptr, {});
        return {};
    }
    if (m_csv.line() <= m_format.headerLine) {
        ++m_counts.rowsRead;
        const bool header = m_csv.line() == m_format.headerLine;
        const bool blank = !header && blankRecord();
        ++(header ? m_counts.skippedHeader : blank ? m_counts.skippedBlank : m_counts.skippedTitle);
        return {};
    }
    switch (m_format.format.layout) {
        case Layout::Long:
            return longRow();
        case Layout::MonthColumns:
            return monthRow();
        case Layout::MeterColumns:
            return meterColumnsRow();
    }
    return {};
}

std::optional<std::uint32_t> RowReader::meterOfRow(Fault& fault) {
    if (m_meter == nullptr) {
        return m_constantMeter;
    }
    const std::string_view raw = cell(m_meter);
    if (m_lastMeter && raw == m_lastMeterRaw) {
        return m_lastMeter;
    }
    auto known = m_meters.findRaw(raw);
    if (!known) {
        const auto decoded = text(raw);
        if (!decoded) {
            fault = {"TEXT_NOT_DECODABLE", m_meter};
            return std::nullopt;
        }
        constexpr std::size_t kLongestCode = 200;
        auto code = parseCode(*decoded);
        if (!code || code.value->size() > kLongestCode) {
            fault = {code ? "METER_ID_TOO_LONG" : code.code, m_meter};
            return std::nullopt;
        }
        // A new name is looked at closely once: 合计 in the meter column, or the header once more.
        if (isTotalMark(*code.value) || headerRecord()) {
            fault = {"METER_ID_MISSING", m_meter};
            return std::nullopt;
        }
        known = m_meters.add(raw, std::move(*code.value));
        if (!known) {
            fault = {"TOO_MANY_METERS", m_meter};
            return std::nullopt;
        }
    }
    m_lastMeterRaw.assign(raw);
    m_lastMeter = known;
    return known;
}

void RowReader::noteAttributes(std::uint32_t meter) {
    if (m_attributes.empty()) {
        return;
    }
    std::uint64_t hash = 1;
    for (const Column* column : m_attributes) {
        hash = hash * 1099511628211ull + std::hash<std::string_view>()(cell(column));
    }
    if (m_attributeHashes.size() <= meter) {
        m_attributeHashes.resize(static_cast<std::size_t>(meter) + 1, 0);
    }
    if (m_attributeHashes[meter] == hash) {
        return;
    }
    m_attributeHashes[meter] = hash;
    SeenMeter& seen = m_meters.meter(meter);
    for (const Column* column : m_attributes) {
        const auto decoded = text(cell(column));
        constexpr std::size_t kLongestAttribute = 500;
        std::string plain = decoded ? cutText(plainText(*decoded), kLongestAttribute) : std::string();
        if (plain.empty()) {
            continue;
        }
        // DN20, 20mm and 20 alike
        const std::size_t from = std::min(plain.find_first_of("0123456789"), plain.size());
        const std::size_t to = std::min(plain.find_first_not_of("0123456789.", from), plain.size());
        const auto number = Decimal::parse(std::string_view(plain).substr(from, to - from));
        const bool positive = number && number->mantissa > 0;
        switch (column->field) {
            case Field::Multiplier:
                seen.multiplier = positive ? std::optional(number->toDouble()) : seen.multiplier;
                break;
            case Field::Bore:
                seen.boreMm = positive ? std::optional(number->toDouble()) : seen.boreMm;
                break;
            case Field::Digits:
                if (positive && number->toDouble() <= 12) {
                    seen.registerDigits = static_cast<int>(number->toDouble());
                }
                break;
            case Field::UserCode:
                seen.userCode = std::move(plain);
                break;
            case Field::UserName:
                seen.userName = std::move(plain);
                break;
            case Field::Address:
                seen.address = std::move(plain);
                break;
            default:
                seen.useClass = std::move(plain);
        }
    }
}

Result<> RowReader::deliver(county::Reading& reading) {
    if (m_steps.size() <= reading.meter) {
        m_steps.resize(std::max<std::size_t>(static_cast<std::size_t>(reading.meter) + 1, m_meters.size()));
    }
    m_steps[reading.meter].feed(reading.time.seconds());
    ++m_counts.rowsRead;
    ++m_counts.delivered;
    return m_packed.add(reading);
}

}  // namespace shuiheng::ingest
