#include <algorithm>

#include "ingest/row_reader.h"

/// The three layouts: what a record means, cell by cell.
namespace shuiheng::ingest {
namespace {

using county::Reading;

/// Times before year 1 or after 9999 cannot come out of the parsers; a duration could still leave that range.
bool sensible(LocalTime time) {
    const std::int64_t limit = 9999ll * 366 * LocalTime::kSecondsPerDay;
    return time.seconds() > -limit && time.seconds() < limit;
}

/// No water was metered before or after: 0024-03-05 and 2924-03-05 are slips that would spread a volume over
/// centuries of days.
bool plausible(LocalTime time) {
    static const LocalTime first = LocalTime::at(Date::of(1900, 1, 1).value_or(Date()));
    static const LocalTime end = LocalTime::at(Date::of(2200, 1, 1).value_or(Date()));
    return time >= first && time < end;
}

bool isWholeNumberOfSeconds(double seconds) {
    return seconds >= 0 && seconds < 400.0 * 366 * 86400;
}

}  // namespace

void setNamedPeriod(const TimeValue& time, Reading& reading) {
    reading.start = time.time;
    reading.time = time.end();
    reading.flags = (reading.flags & ~kSpanMask) | (static_cast<std::uint32_t>(time.span) << kSpanShift) |
                    county::kHasStart;
}

void settlePeriod(const ReadingFormat& format, std::int64_t step, Reading& reading) {
    const auto span = static_cast<TimeValue::Span>((reading.flags & kSpanMask) >> kSpanShift);
    const bool wholeDay = (reading.flags & kWholeDay) != 0;
    reading.flags &= ~(kSpanMask | kWholeDay);
    if (span != TimeValue::Span::Instant) {
        const Date end = reading.time.date();
        Date start = end.plusDays(-1);
        if (span == TimeValue::Span::Month) {
            start = Month::containing(start).firstDay();
        } else if (span == TimeValue::Span::Year) {
            start = Date::of(start.year(), 1, 1).value_or(start);
        }
        reading.start = LocalTime::at(start);
        reading.flags |= county::kRegularPeriod;
        return;
    }
    const bool interval = reading.has(county::kHasVolume) || reading.has(county::kHasFlow);
    if (reading.has(county::kHasStart) || reading.has(county::kHasIndex) || !interval) {
        return;
    }
    constexpr std::int64_t kLongestStep = LocalTime::kSecondsPerDay;
    const std::int64_t length = format.intervalSeconds > 0 ? format.intervalSeconds : step;
    if (wholeDay && length == kLongestStep) {
        reading.start = reading.time;
        reading.time = LocalTime(reading.time.seconds() + length);
        reading.flags |= county::kHasStart | county::kRegularPeriod;
        return;
    }
    // Steps beyond a day (a visit each month) are no interval: the reading before tells where the period
    // began.
    if (wholeDay || length <= 0 || (length > kLongestStep && format.intervalSeconds == 0)) {
        return;
    }
    const bool atStart = format.stamp == Stamp::Start;
    reading.start = atStart ? reading.time : LocalTime(reading.time.seconds() - length);
    reading.time = LocalTime(reading.start.seconds() + length);
    reading.flags |= county::kHasStart | county::kRegularPeriod;
}

std::optional<RowReader::Amount> RowReader::amount(const Column* column, std::string_view raw, Fault& fault) {
    if (!m_format.format.decimalComma) {
        if (const auto plain = parsePlainNumber(raw)) {
            return Amount{*plain, column->unit};
        }
    }
    const auto decoded = text(raw);
    if (!decoded) {
        fault = {"TEXT_NOT_DECODABLE", column};
        return std::nullopt;
    }
    const auto parsed = parseMeasured(*decoded, m_format.format.decimalComma);
    if (!parsed) {
        fault = {parsed.code, column};
        return std::nullopt;
    }
    const Unit unit = parsed.value->unit.value_or(column->unit);
    if (isFlow(unit) != isFlow(column->unit)) {
        fault = {"UNIT_DOES_NOT_FIT", column};
        return std::nullopt;
    }
    return Amount{parsed.value->number, unit};
}

/// A cell in its canonical unit; nothing and no fault when the column or the value is absent.
std::optional<Decimal> RowReader::value(const Column* column, Fault& fault) {
    if (column == nullptr) {
        return std::nullopt;
    }
    Fault found;
    const auto raw = amount(column, cell(column), found);
    if (!raw) {
        if (found.code != nullptr && std::string_view(found.code) != "VALUE_MISSING") {
            fault = found;
        }
        return std::nullopt;
    }
    const auto canonical = toCanonical(raw->number, raw->unit);
    if (!canonical) {
        fault = {"VALUE_TOO_LONG", column};
    }
    return canonical;
}

std::optional<TimeValue> RowReader::timeCell(const Column* column, Fault& fault) {
    const std::string_view raw = cell(column);
    if (m_lastTime && raw == m_lastTimeRaw) {
        return m_lastTime;
    }
    auto parsed = parsePlainTime(raw, m_format.format.dateOrder);
    if (!parsed) {
        const auto decoded = text(raw);
        if (!decoded) {
            fault = {"TEXT_NOT_DECODABLE", column};
            return std::nullopt;
        }
        const auto slow = parseTime(*decoded, m_format.format.dateOrder);
        if (!slow) {
            fault = {slow.code, column};
            return std::nullopt;
        }
        parsed = slow.value;
    }
    if (!plausible(parsed->time)) {
        fault = {"DATE_IMPOSSIBLE", column};
        return std::nullopt;
    }
    m_lastTimeRaw.assign(raw);
    m_lastTime = parsed;
    return parsed;
}

std::optional<TimeValue> RowReader::rowTime(Fault& fault) {
    auto time = timeCell(m_time != nullptr ? m_time : m_date, fault);
    if (time && m_clock != nullptr && time->span == TimeValue::Span::Day) {
        const auto decoded = text(cell(m_clock));
        const std::string plain = decoded ? plainText(*decoded) : std::string();
        auto clock = parseClock(plain);
        if (const auto hour = Decimal::parse(plain);
            !clock && hour && hour->scale == 0 && hour->mantissa >= 0 && hour->mantissa <= 24) {
            clock = hour->mantissa * 3600;
        }
        if (!clock) {
            fault = {"DATE_NOT_RECOGNISED", m_clock};
            return std::nullopt;
        }
        return TimeValue{LocalTime(time->time.seconds() + *clock), TimeValue::Span::Instant};
    }
    return time;
}

/// The beginning of the period, if a column states it.
bool RowReader::rowStart(const TimeValue& time, Reading& reading, Fault& fault) {
    const Column* column = m_startTime != nullptr ? m_startTime : m_startDate;
    if (column != nullptr && !blankCell(cell(column))) {
        const auto start = timeCell(column, fault);
        if (!start) {
            return false;
        }
        if (start->time > reading.time) {
            fault = {"PERIOD_REVERSED", column};
            return false;
        }
        reading.start = start->time;
        reading.flags = (reading.flags & ~kSpanMask) | county::kHasStart;
        return true;
    }
    if (m_duration != nullptr && time.span == TimeValue::Span::Instant && !blankCell(cell(m_duration))) {
        const auto duration = amount(m_duration, cell(m_duration), fault);
        if (!duration) {
            return false;
        }
        const double seconds = duration->number.toDouble() * static_cast<double>(m_durationSeconds);
        if (!isWholeNumberOfSeconds(seconds)) {
            fault = {"VALUE_NOT_A_NUMBER", m_duration};
            return false;
        }
        reading.start = LocalTime(reading.time.seconds() - static_cast<std::int64_t>(seconds + 0.5));
        reading.flags |= county::kHasStart;
    }
    return true;
}

bool RowReader::fillIndex(Reading& reading, Fault& fault) {
    const auto index = value(m_index, fault);
    const auto previous = value(m_previousIndex, fault);
    if (fault.code != nullptr) {
        return false;
    }
    if (index) {
        reading.index = index->mantissa;
        reading.indexScale = index->scale;
        reading.flags |= county::kHasIndex;
    }
    if (index && previous) {
        const std::int8_t scale = std::max(index->scale, previous->scale);
        const auto indexMantissa = index->mantissaAt(scale);
        const auto previousMantissa = previous->mantissaAt(scale);
        if (!indexMantissa || !previousMantissa) {
            fault = {"VALUE_TOO_LONG", m_previousIndex};
            return false;
        }
        reading.index = *indexMantissa;
        reading.previousIndex = *previousMantissa;
        reading.indexScale = scale;
        reading.flags |= county::kHasPreviousIndex;
    }
    return true;
}

/// An interval's value: a month, year or day names its period itself.
bool RowReader::fillVolume(Decimal volume, const TimeValue& time, Reading& reading) {
    reading.volume = volume.mantissa;
    reading.volumeScale = volume.scale;
    reading.flags |= county::kHasVolume;
    if (!reading.has(county::kHasStart) && time.span == TimeValue::Span::Day &&
        !reading.has(county::kHasIndex)) {
        reading.flags |= kWholeDay;  // a day's volume, or the date of a visit: the meter's step will tell
    }
    return true;
}

bool RowReader::fillFlow(const Column* column, Amount raw, const TimeValue& time, Reading& reading,
                         Fault& fault) {
    const bool wholePeriod = time.span != TimeValue::Span::Instant && !reading.has(county::kHasIndex) &&
                             !reading.has(county::kHasVolume);
    if (wholePeriod) {
        // A mean rate over a named day, month or year is a volume: exact where hours of m³/h would not be.
        if (!reading.has(county::kHasStart)) {
            setNamedPeriod(time, reading);
        }
        const auto volume =
            volumeOverSeconds(raw.number, raw.unit, reading.time.seconds() - reading.start.seconds());
        if (!volume) {
            fault = {"VALUE_TOO_LONG", column};
            return false;
        }
        reading.volume = volume->mantissa;
        reading.volumeScale = volume->scale;
        reading.flags |= county::kHasVolume;
        return true;
    }
    const auto flow = toCanonical(raw.number, raw.unit);
    if (!flow) {
        fault = {"VALUE_TOO_LONG", column};
        return false;
    }
    reading.flow = flow->mantissa;
    reading.flowScale = flow->scale;
    reading.flags |= county::kHasFlow;
    return true;
}

bool RowReader::fillValues(const TimeValue& time, Reading& reading, Fault& fault) {
    if (!fillIndex(reading, fault)) {
        return false;
    }
    if (const auto volume = value(m_volume, fault)) {
        fillVolume(*volume, time, reading);
    }
    if (fault.code != nullptr) {
        return false;
    }
    if (m_flow != nullptr) {
        Fault found;
        const auto raw = amount(m_flow, cell(m_flow), found);
        if (!raw && std::string_view(found.code) != "VALUE_MISSING") {
            fault = found;
            return false;
        }
        return !raw || fillFlow(m_flow, *raw, time, reading, fault);
    }
    return true;
}

bool RowReader::meterChange(std::uint32_t meter, const Reading& reading, Fault& fault) {
    if (m_oldFinal == nullptr || m_newInitial == nullptr) {
        return true;
    }
    const auto oldFinal = value(m_oldFinal, fault);
    const auto newInitial = value(m_newInitial, fault);
    if (fault.code != nullptr) {
        return false;
    }
    const auto zeroOrNone = [](const std::optional<Decimal>& number) {
        return !number || number->mantissa == 0;
    };
    if (zeroOrNone(oldFinal) && zeroOrNone(newInitial)) {
        return true;  // some systems fill both columns with 0 when nothing was changed
    }
    if (!oldFinal || !newInitial) {
        fault = {"METER_CHANGE_INCOMPLETE", oldFinal ? m_newInitial : m_oldFinal};
        return false;
    }
    if (oldFinal->mantissa < 0 || newInitial->mantissa < 0) {
        fault = {"METER_CHANGE_NEGATIVE", oldFinal->mantissa < 0 ? m_oldFinal : m_newInitial};
        return false;
    }
    m_changes.push_back({meter, reading.row, {reading.time, *oldFinal, *newInitial}});
    return true;
}

Result<> RowReader::longRow() {
    Fault fault;
    const auto& fields = m_csv.fields();
    if (missingColumns()) {
        skipOrReject({"ROW_TOO_FEW_COLUMNS", nullptr});
        return {};
    }
    // A thousands comma without quotes shifts every value behind it: better refused than read wrong.
    for (std::size_t extra = m_format.headers.size(); extra < fields.size(); ++extra) {
        if (!blankCell(fields[extra])) {
            skipOrReject({"ROW_TOO_MANY_COLUMNS", nullptr});
            return {};
        }
    }
    const auto meter = meterOfRow(fault);
    if (!meter) {
        skipOrReject(fault);
        return {};
    }
    const auto time = rowTime(fault);
    if (!time) {
        skipOrReject(fault);
        return {};
    }
    Reading reading;
    reading.meter = *meter;
    reading.row = m_csv.line();
    reading.time = time->time;
    const bool longPeriod = time->span == TimeValue::Span::Month || time->span == TimeValue::Span::Year;
    if (longPeriod) {
        setNamedPeriod(*time, reading);
    }
    if (!rowStart(*time, reading, fault) || !fillValues(*time, reading, fault)) {
        skipOrReject(fault);
        return {};
    }
    const std::uint32_t held = reading.flags & (county::kHasIndex | county::kHasVolume | county::kHasFlow);
    if (held == 0) {
        const bool total = totalRecord();
        ++m_counts.rowsRead;
        ++(total ? m_counts.skippedTotal : m_counts.skippedEmptyCell);
        return {};
    }
    if (!sensible(reading.time) || (reading.has(county::kHasStart) && !sensible(reading.start))) {
        skipOrReject({"DATE_IMPOSSIBLE", m_time != nullptr ? m_time : m_date});
        return {};
    }
    if (m_status != nullptr) {
        const auto status = text(cell(m_status));
        if (status && (status->find("估") != std::string_view::npos ||
                       status->find("stimat") != std::string_view::npos)) {
            reading.flags |= county::kStatedEstimate;
        }
    }
    if (!meterChange(*meter, reading, fault)) {
        skipOrReject(fault);
        return {};
    }
    noteAttributes(*meter);
    return deliver(reading);
}

bool RowReader::wideValue(const Column& column, Amount raw, const TimeValue& time, Reading& reading,
                          Fault& fault) {
    if (column.field == Field::Flow) {
        return fillFlow(&column, raw, time, reading, fault);
    }
    const auto canonical = toCanonical(raw.number, raw.unit);
    if (!canonical) {
        fault = {"VALUE_TOO_LONG", &column};
        return false;
    }
    if (column.field == Field::Index) {
        reading.index = canonical->mantissa;
        reading.indexScale = canonical->scale;
        reading.flags |= county::kHasIndex;
        return true;
    }
    return fillVolume(*canonical, time, reading);
}

Result<> RowReader::monthRow() {
    Fault fault;
    if (missingColumns()) {
        skipOrReject({"ROW_TOO_FEW_COLUMNS", nullptr});
        return {};
    }
    const auto meter = meterOfRow(fault);
    if (!meter) {
        skipOrReject(fault);
        return {};
    }
    int rowYear = m_format.year;
    if (m_year != nullptr) {
        const auto year = timeCell(m_year, fault);
        if (!year) {
            skipOrReject(fault);
            return {};
        }
        rowYear = year->time.date().year();
    }
    noteAttributes(*meter);
    for (const Column* column : m_values) {
        const std::string_view raw = cell(column);
        if (blankCell(raw)) {
            ++m_counts.rowsRead;
            ++m_counts.skippedEmptyCell;
            continue;
        }
        fault = {};
        const auto parsed = amount(column, raw, fault);
        const auto month = Date::of(column->year != 0 ? column->year : rowYear, column->month, 1);
        if (parsed && !month) {
            fault = {"DATE_IMPOSSIBLE", column};
        }
        Reading reading;
        reading.meter = *meter;
        reading.row = m_csv.line();
        if (parsed && month) {
            const TimeValue time{LocalTime::at(*month), TimeValue::Span::Month};
            setNamedPeriod(time, reading);
            if (wideValue(*column, *parsed, time, reading, fault)) {
                if (auto delivered = deliver(reading); !delivered) {
                    return delivered;
                }
                continue;
            }
        }
        if (std::string_view(fault.code) == "VALUE_MISSING") {
            ++m_counts.rowsRead;
            ++m_counts.skippedEmptyCell;
        } else {
            reject(fault.code, column, raw);
        }
    }
    return {};
}

Result<> RowReader::meterColumnsRow() {
    Fault fault;
    const auto time = missingColumns() ? std::nullopt : rowTime(fault);
    if (!time && (missingColumns() || blankRecord() || headerRecord() || totalRecord())) {
        skipOrReject({"ROW_TOO_FEW_COLUMNS", nullptr});
        return {};
    }
    for (std::size_t at = 0; at < m_values.size(); ++at) {
        const Column* column = m_values[at];
        const std::string_view raw = cell(column);
        if (blankCell(raw)) {
            ++m_counts.rowsRead;
            ++m_counts.skippedEmptyCell;
            continue;
        }
        if (!time) {
            reject(fault.code, fault.column, cell(fault.column));
            continue;
        }
        Fault cellFault;
        Reading reading;
        reading.meter = m_columnMeters[at];
        reading.row = m_csv.line();
        reading.time = time->time;
        if (time->span == TimeValue::Span::Month || time->span == TimeValue::Span::Year) {
            setNamedPeriod(*time, reading);
        }
        const auto parsed = amount(column, raw, cellFault);
        if (parsed && wideValue(*column, *parsed, *time, reading, cellFault)) {
            if (auto delivered = deliver(reading); !delivered) {
                return delivered;
            }
        } else if (std::string_view(cellFault.code) == "VALUE_MISSING") {
            ++m_counts.rowsRead;
            ++m_counts.skippedEmptyCell;
        } else {
            reject(cellFault.code, column, raw);
        }
    }
    return {};
}

}  // namespace shuiheng::ingest
