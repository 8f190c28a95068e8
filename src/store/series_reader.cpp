#include "store/series_reader.h"

#include <algorithm>
#include <charconv>

#include "store/reading_chunk.h"

namespace shuiheng::store {

using county::Reading;

std::optional<LocalTime> parseStoredTime(std::string_view text) {
    if (text.size() != 19 || text[10] != 'T' || text[13] != ':' || text[16] != ':') {
        return std::nullopt;
    }
    const auto two = [&](std::size_t at) {
        const int tens = text[at] - '0';
        const int ones = text[at + 1] - '0';
        return tens >= 0 && tens <= 5 && ones >= 0 && ones <= 9 ? tens * 10 + ones : 60;
    };
    const auto date = Date::parse(text.substr(0, 10));
    const int hour = two(11);
    const int minute = two(14);
    const int second = two(17);
    if (!date || hour > 23 || minute > 59 || second > 59) {
        return std::nullopt;
    }
    return LocalTime::at(*date, hour * 3600 + minute * 60 + second);
}

Decimal decimalOf(double value) {
    char buffer[400];
    const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed);
    return Decimal::parse({buffer, static_cast<std::size_t>(end - buffer)}).value_or(Decimal());
}

namespace {

Reading readingOf(const Statement& row) {
    Reading reading;
    reading.time = parseStoredTime(row.text(0)).value_or(LocalTime());
    reading.flags = static_cast<std::uint32_t>(row.integer(6));
    if (!row.isNull(1)) {
        reading.start = parseStoredTime(row.text(1)).value_or(LocalTime());
    }
    const Decimal index = decimalOf(row.real(2));
    const Decimal previous = decimalOf(row.real(3));
    const Decimal volume = decimalOf(row.real(4));
    const Decimal flow = decimalOf(row.real(5));
    reading.indexScale =
        std::max(index.scale, reading.has(county::kHasPreviousIndex) ? previous.scale : index.scale);
    reading.index = index.mantissaAt(reading.indexScale).value_or(0);
    reading.previousIndex = previous.mantissaAt(reading.indexScale).value_or(0);
    reading.volume = volume.mantissa;
    reading.volumeScale = volume.scale;
    reading.flow = flow.mantissa;
    reading.flowScale = flow.scale;
    reading.row = row.integer(7);
    return reading;
}

}  // namespace

Problem inMonth(Problem problem, std::int64_t meter, const std::string& month) {
    problem.where.table = "reading_chunk";
    problem.where.key = "meter_id " + std::to_string(meter) + ", " + month;
    problem.arguments.emplace_back("place", problem.where.key);
    return problem;
}

SeriesReader::SeriesReader(sqlite3* database, StatementCache& cache)
    : m_database(database),
      m_cache(&cache),
      m_chunks(
          database, cache,
          "SELECT data, batch_id, month FROM reading_chunk WHERE meter_id = ?1 AND month BETWEEN ?2 AND ?3 "
          "AND first_time < ?5 AND last_time >= ?4"),
      m_rows(database, cache,
             "SELECT time, start_time, index_m3, previous_index_m3, volume_m3, flow_m3_h, flags, source_row, "
             "batch_id FROM reading WHERE meter_id = ? AND time >= ? AND time < ? ORDER BY time") {}

std::vector<StoredReading> SeriesReader::load(std::int64_t meter, LocalTime from, LocalTime to) {
    std::vector<StoredReading> readings;
    const std::string first = from.iso();
    const std::string end = to.iso();
    m_chunks.reset();
    m_chunks.bind(1, meter).bind(2, first.substr(0, 7)).bind(3, end.substr(0, 7)).bind(4, first).bind(5, end);
    while (m_chunks.step()) {
        auto chunk = decodeChunk(m_chunks.blob(0));
        if (!chunk) {
            throw SqliteFailure{inMonth(chunk.error(), meter, m_chunks.text(2))};
        }
        for (const Reading& reading : *chunk) {
            if (reading.time >= from && reading.time < to) {
                readings.push_back({reading, m_chunks.integer(1), Keep::Chunks});
            }
        }
    }
    m_chunks.reset();
    m_rows.reset();
    m_rows.bind(1, meter).bind(2, first).bind(3, end);
    while (m_rows.step()) {
        readings.push_back({readingOf(m_rows), m_rows.integer(8), Keep::Rows});
    }
    m_rows.reset();
    std::stable_sort(readings.begin(), readings.end(), [](const StoredReading& a, const StoredReading& b) {
        return a.reading.time < b.reading.time;
    });
    return readings;
}

std::optional<Month> SeriesReader::monthWithReadings(std::int64_t meter, Month month, bool later) {
    const std::string sql =
        std::string("SELECT ") + (later ? "min" : "max") + "(m) FROM (SELECT " + (later ? "min" : "max") +
        "(month) AS m FROM reading_chunk WHERE meter_id = ?1 AND month " + (later ? ">=" : "<=") +
        " ?2 UNION ALL SELECT " + (later ? "min" : "max") +
        "(substr(time, 1, 7)) FROM reading WHERE meter_id = ?1 AND time " + (later ? ">= ?2" : "< ?3") + ")";
    Statement statement(m_database, *m_cache, sql);
    statement.bind(1, meter).bind(2, month.iso());
    if (!later) {
        statement.bind(3, month.next().iso());
    }
    return statement.step() && !statement.isNull(0) ? Month::parse(statement.text(0)) : std::nullopt;
}

}  // namespace shuiheng::store
