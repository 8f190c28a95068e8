#include "store/readings.h"

#include <algorithm>
#include <set>

#include "store/reading_chunk.h"
#include "store/series_reader.h"
#include "store/sqlite.h"

namespace shuiheng::store {
namespace {

using county::Reading;

constexpr const char* kMeterColumns =
    "SELECT m.id, m.code, m.register_digits, m.multiplier, m.bore_mm, "
    "EXISTS (SELECT 1 FROM reading_chunk c WHERE c.meter_id = m.id) OR EXISTS (SELECT 1 FROM reading r WHERE "
    "r.meter_id = m.id) "
    "FROM meter m ";

MeterSeries meterOf(const Statement& row) {
    MeterSeries meter;
    meter.id = row.integer(0);
    meter.code = row.text(1);
    if (const auto digits = row.optionalInteger(2)) {
        meter.registerDigits = static_cast<int>(*digits);
    }
    meter.multiplier = row.real(3);
    meter.boreMm = row.optionalReal(4);
    meter.hasReadings = row.integer(5) != 0;
    return meter;
}

/// A row keeps its values as REAL, which holds some 15 digits; what is longer would come back as another
/// number.
bool fitsRow(const Reading& reading) {
    const auto survives = [](Decimal value) { return decimalOf(value.toDouble()) == value; };
    return (!reading.has(county::kHasIndex) || survives(reading.indexM3())) &&
           (!reading.has(county::kHasPreviousIndex) || survives(reading.previousIndexM3())) &&
           (!reading.has(county::kHasVolume) || survives(reading.volumeM3())) &&
           (!reading.has(county::kHasFlow) || survives(reading.flowM3PerHour()));
}

}  // namespace

struct ReadingStore::Impl {
    Project& project;
    Connection& connection;
    Statement insertChunk;
    Statement findChunk;
    Statement insertRow;
    Statement insertDay;
    Statement deleteDays;
    Statement insertMonth;
    Statement deleteMonths;
    Statement deleteEstimates;
    Statement insertEstimate;
    SeriesReader series;

    explicit Impl(Project& owner)
        : project(owner),
          connection(owner.connection()),
          insertChunk(connection.prepare(
              "INSERT INTO reading_chunk(meter_id, month, batch_id, readings, first_time, last_time, data) "
              "VALUES (?, ?, ?, ?, ?, ?, ?) "
              "ON CONFLICT(meter_id, month, batch_id) DO UPDATE SET readings = excluded.readings, first_time "
              "= "
              "excluded.first_time, last_time = excluded.last_time, data = excluded.data")),
          findChunk(connection.prepare(
              "SELECT data FROM reading_chunk WHERE meter_id = ? AND month = ? AND batch_id = ?")),
          insertRow(connection.prepare("INSERT INTO reading(meter_id, time, start_time, index_m3, "
                                       "previous_index_m3, volume_m3, flow_m3_h, flags, batch_id, "
                                       "source_row) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")),
          insertDay(connection.prepare("INSERT INTO volume_day(meter_id, day, volume_m3, estimated_m3, "
                                       "covered_s) VALUES (?, ?, ?, ?, ?)")),
          deleteDays(connection.prepare("DELETE FROM volume_day WHERE meter_id = ? AND day BETWEEN ? AND ?")),
          insertMonth(connection.prepare("INSERT INTO volume_month(meter_id, month, volume_m3, estimated_m3, "
                                         "covered_s) VALUES (?, ?, ?, ?, ?)")),
          deleteMonths(
              connection.prepare("DELETE FROM volume_month WHERE meter_id = ? AND month BETWEEN ? AND ?")),
          deleteEstimates(connection.prepare(
              "DELETE FROM reading_estimate WHERE meter_id = ? AND start_time >= ? AND start_time < ?")),
          insertEstimate(connection.prepare("INSERT OR REPLACE INTO reading_estimate(meter_id, start_time, "
                                            "end_time, volume_m3, method) VALUES (?, ?, ?, ?, ?)")),
          series(connection.handle(), connection.cache()) {}

    void writeRow(std::int64_t meter, std::int64_t batch, const Reading& reading) {
        const auto value = [&](county::ReadingFlag flag, Decimal number) {
            return reading.has(flag) ? std::optional(number.toDouble()) : std::nullopt;
        };
        insertRow.bind(1, meter).bind(2, reading.time.iso());
        insertRow.bind(3, reading.has(county::kHasStart) ? std::optional(reading.start.iso()) : std::nullopt);
        insertRow.bind(4, value(county::kHasIndex, reading.indexM3()));
        insertRow.bind(5, value(county::kHasPreviousIndex, reading.previousIndexM3()));
        insertRow.bind(6, value(county::kHasVolume, reading.volumeM3()));
        insertRow.bind(7, value(county::kHasFlow, reading.flowM3PerHour()));
        insertRow.bind(8, static_cast<std::int64_t>(reading.flags)).bind(9, batch).bind(10, reading.row);
        insertRow.run();
    }

    void writeDay(std::int64_t meter, const county::DayVolume& day) {
        insertDay.bind(1, meter)
            .bind(2, day.day.iso())
            .bind(3, day.volumeM3)
            .bind(4, day.estimatedM3)
            .bind(5, day.coveredSeconds);
        insertDay.run();
    }

    void writeMonth(std::int64_t meter, Month month, std::span<const county::DayVolume> days) {
        county::DayVolume total;
        for (const county::DayVolume& day : days) {
            total.volumeM3 += day.volumeM3;
            total.estimatedM3 += day.estimatedM3;
            total.coveredSeconds += day.coveredSeconds;
        }
        insertMonth.bind(1, meter)
            .bind(2, month.iso())
            .bind(3, total.volumeM3)
            .bind(4, total.estimatedM3)
            .bind(5, total.coveredSeconds);
        insertMonth.run();
    }
};

ReadingStore::ReadingStore(Project& project) : m_project(&project) {}

/// Made by the first method, so that a failure to prepare is that method's Result.
ReadingStore::Impl& ReadingStore::impl() {
    if (!m_impl) {
        m_impl = std::make_unique<Impl>(*m_project);
    }
    return *m_impl;
}

ReadingStore::~ReadingStore() = default;

Result<std::optional<MeterSeries>> ReadingStore::findMeter(const std::string& code) {
    return guarded([&]() -> std::optional<MeterSeries> {
        Statement row = impl().connection.prepare(std::string(kMeterColumns) + "WHERE m.code = ?");
        row.bind(1, code);
        return row.step() ? std::optional(meterOf(row)) : std::nullopt;
    });
}

Result<std::map<std::string, MeterSeries>> ReadingStore::meters() {
    return guarded([&] {
        std::map<std::string, MeterSeries> meters;
        Statement row = impl().connection.prepare(kMeterColumns);
        while (row.step()) {
            MeterSeries meter = meterOf(row);
            std::string code = meter.code;
            meters.emplace(std::move(code), std::move(meter));
        }
        return meters;
    });
}

Result<std::vector<county::MeterChange>> ReadingStore::meterChanges(const std::string& meterCode) {
    return guarded([&] {
        std::vector<county::MeterChange> changes;
        // A change that a file of readings told stands at that reading: by hand it is the one of that day.
        const std::string sameDay =
            "(SELECT min(r.time) FROM reading r WHERE r.meter_id = m.id AND r.time >= c.changed_on AND "
            "r.time < "
            "date(c.changed_on, '+1 day')";
        Statement row = impl().connection.prepare(
            "SELECT c.changed_on, c.old_final_index_m3, c.new_initial_index_m3, iif(b.kind IS 'readings', "
            "coalesce(" +
            sameDay + " AND r.batch_id = c.batch_id AND r.source_row = c.source_row), " + sameDay +
            ")), NULL) FROM meter_change c JOIN meter m ON m.code = c.meter_code LEFT JOIN import_batch b ON "
            "b.id "
            "= c.batch_id WHERE c.meter_code = ? ORDER BY c.changed_on");
        row.bind(1, meterCode);
        while (row.step()) {
            const auto reading = row.isNull(3) ? std::nullopt : parseStoredTime(row.text(3));
            const auto day = Date::parse(row.text(0));
            changes.push_back({reading.value_or(LocalTime::at(day.value_or(Date()))), decimalOf(row.real(1)),
                               decimalOf(row.real(2)), !reading});
        }
        return changes;
    });
}

Result<std::vector<StoredReading>> ReadingStore::load(std::int64_t meter, LocalTime from, LocalTime to) {
    return guarded([&] { return impl().series.load(meter, from, to); });
}

Result<std::optional<Reading>> ReadingStore::before(std::int64_t meter, LocalTime time, bool withIndex) {
    return guarded([&]() -> std::optional<Reading> {
        auto month = impl().series.monthWithReadings(meter, Month::containing(time.date()), false);
        while (month) {
            const auto readings = impl().series.load(meter, LocalTime::at(month->firstDay()),
                                                     std::min(time, LocalTime::at(month->next().firstDay())));
            for (auto at = readings.rbegin(); at != readings.rend(); ++at) {
                if (!withIndex || at->reading.has(county::kHasIndex)) {
                    return at->reading;
                }
            }
            month = impl().series.monthWithReadings(meter, Month(month->index() - 1), false);
        }
        return std::nullopt;
    });
}

Result<std::optional<Reading>> ReadingStore::atOrAfter(std::int64_t meter, LocalTime time) {
    return guarded([&]() -> std::optional<Reading> {
        auto month = impl().series.monthWithReadings(meter, Month::containing(time.date()), true);
        while (month) {
            const auto readings = impl().series.load(meter, std::max(time, LocalTime::at(month->firstDay())),
                                                     LocalTime::at(month->next().firstDay()));
            if (!readings.empty()) {
                return readings.front().reading;
            }
            month = impl().series.monthWithReadings(meter, month->next(), true);
        }
        return std::nullopt;
    });
}

Result<std::optional<std::pair<LocalTime, LocalTime>>> ReadingStore::extent(std::int64_t meter) {
    return guarded([&]() -> std::optional<std::pair<LocalTime, LocalTime>> {
        Statement row = impl().connection.prepare(
            "SELECT min(a), max(b) FROM (SELECT min(first_time) AS a, max(last_time) AS b FROM reading_chunk "
            "WHERE meter_id = ?1 "
            "UNION ALL SELECT min(time), max(time) FROM reading WHERE meter_id = ?1)");
        row.bind(1, meter);
        if (!row.step() || row.isNull(0)) {
            return std::nullopt;
        }
        const auto first = parseStoredTime(row.text(0));
        const auto last = parseStoredTime(row.text(1));
        return first && last ? std::optional(std::pair(*first, *last)) : std::nullopt;
    });
}

Result<std::optional<std::pair<Month, Month>>> ReadingStore::volumeExtent(std::int64_t meter) {
    return guarded([&]() -> std::optional<std::pair<Month, Month>> {
        Statement row =
            impl().connection.prepare("SELECT min(month), max(month) FROM volume_month WHERE meter_id = ?");
        row.bind(1, meter);
        if (!row.step() || row.isNull(0)) {
            return std::nullopt;
        }
        const auto first = Month::parse(row.text(0));
        const auto last = Month::parse(row.text(1));
        return first && last ? std::optional(std::pair(*first, *last)) : std::nullopt;
    });
}

Result<> ReadingStore::add(std::int64_t meter, std::int64_t batch, Keep keep,
                           std::span<const Reading> readings) {
    return guarded([&] {
        std::vector<Reading> tooLong;
        if (keep == Keep::Rows) {
            for (const Reading& reading : readings) {
                if (fitsRow(reading)) {
                    impl().writeRow(meter, batch, reading);
                } else {
                    tooLong.push_back(reading);
                }
            }
            readings = tooLong;
        }
        for (std::size_t start = 0; start < readings.size();) {
            const Month month = Month::containing(readings[start].time.date());
            const LocalTime monthEnd = LocalTime::at(month.next().firstDay());
            std::size_t end = start + 1;
            while (end < readings.size() && readings[end].time < monthEnd) {
                ++end;
            }
            std::vector<Reading> whole;
            std::span<const Reading> part = readings.subspan(start, end - start);
            Statement& existing = impl().findChunk;
            existing.reset();
            existing.bind(1, meter).bind(2, month.iso()).bind(3, batch);
            if (existing.step()) {  // a month that came in two blocks
                auto chunk = decodeChunk(existing.blob(0));
                if (!chunk) {
                    throw SqliteFailure{inMonth(chunk.error(), meter, month.iso())};
                }
                whole = std::move(*chunk);
                whole.insert(whole.end(), part.begin(), part.end());
                std::stable_sort(whole.begin(), whole.end(),
                                 [](const Reading& a, const Reading& b) { return a.time < b.time; });
                part = whole;
            }
            existing.reset();
            Statement& row = impl().insertChunk;
            row.bind(1, meter)
                .bind(2, month.iso())
                .bind(3, batch)
                .bind(4, static_cast<std::int64_t>(part.size()));
            row.bind(5, part.front().time.iso())
                .bind(6, part.back().time.iso())
                .bindBlob(7, encodeChunk(part));
            row.run();
            start = end;
        }
    });
}

Result<> ReadingStore::replaceVolumes(std::int64_t meter, Month first, Month last,
                                      std::span<const county::DayVolume> days) {
    return guarded([&] {
        impl().deleteDays.bind(1, meter).bind(2, first.firstDay().iso()).bind(3, last.lastDay().iso());
        impl().deleteDays.run();
        impl().deleteMonths.bind(1, meter).bind(2, first.iso()).bind(3, last.iso());
        impl().deleteMonths.run();
        for (std::size_t begin = 0; begin < days.size();) {
            const Month month = Month::containing(days[begin].day);
            std::size_t end = begin;
            for (; end < days.size() && days[end].day <= month.lastDay(); ++end) {
                if (!days[end].spread) {
                    impl().writeDay(meter, days[end]);
                }
            }
            impl().writeMonth(meter, month, days.subspan(begin, end - begin));
            begin = end;
        }
    });
}

Result<> ReadingStore::replaceEstimates(std::int64_t meter, LocalTime from, LocalTime to,
                                        std::span<const county::ReadingEstimate> estimates) {
    return guarded([&] {
        impl().deleteEstimates.bind(1, meter).bind(2, from.iso()).bind(3, to.iso());
        impl().deleteEstimates.run();
        for (const county::ReadingEstimate& estimate : estimates) {
            Statement& row = impl().insertEstimate;
            row.bind(1, meter)
                .bind(2, estimate.from.iso())
                .bind(3, estimate.to.iso())
                .bind(4, estimate.volumeM3)
                .bind(5, estimate.method);
            row.run();
        }
    });
}

Result<std::vector<std::string>> ReadingStore::metersOfRow(std::int64_t batch, std::int64_t sourceRow) {
    return guarded([&] {
        std::set<std::string> meters;
        Connection& connection = impl().connection;
        Statement row = connection.prepare(
            "SELECT m.code FROM reading r JOIN meter m ON m.id = r.meter_id WHERE r.batch_id = ? AND "
            "r.source_row = ?");
        row.bind(1, batch).bind(2, sourceRow);
        while (row.step()) {
            meters.insert(row.text(0));
        }
        Statement chunk = connection.prepare(
            "SELECT m.code, c.data FROM reading_chunk c JOIN meter m ON m.id = c.meter_id WHERE c.batch_id = "
            "?");
        chunk.bind(1, batch);
        while (chunk.step()) {
            const auto readings = decodeChunk(chunk.blob(1));
            if (!readings) {
                throw SqliteFailure{readings.error()};
            }
            const bool there = std::any_of(readings->begin(), readings->end(),
                                           [&](const Reading& reading) { return reading.row == sourceRow; });
            if (there) {
                meters.insert(chunk.text(0));
            }
        }
        return std::vector<std::string>(meters.begin(), meters.end());
    });
}

Result<std::vector<ReadingStore::Touched>> ReadingStore::removeBatch(std::int64_t batch) {
    return guarded([&] {
        Connection& connection = impl().connection;
        std::vector<Touched> touched;
        Statement row = connection.prepare(
            "SELECT meter_id, min(a), max(b) FROM (SELECT meter_id, min(first_time) AS a, max(last_time) AS "
            "b FROM reading_chunk "
            "WHERE batch_id = ?1 GROUP BY meter_id UNION ALL SELECT meter_id, min(time), max(time) FROM "
            "reading WHERE batch_id = ?1 "
            "GROUP BY meter_id) GROUP BY meter_id");
        row.bind(1, batch);
        std::vector<std::pair<std::int64_t, std::size_t>> ids;
        while (row.step()) {
            Touched one;
            one.meter.id = row.integer(0);
            one.first = parseStoredTime(row.text(1)).value_or(LocalTime());
            one.last = parseStoredTime(row.text(2)).value_or(LocalTime());
            touched.push_back(std::move(one));
        }
        row.reset();
        connection.prepare("DELETE FROM reading_chunk WHERE batch_id = ?").bind(1, batch).run();
        connection.prepare("DELETE FROM reading WHERE batch_id = ?").bind(1, batch).run();
        Statement meter = connection.prepare(std::string(kMeterColumns) + "WHERE m.id = ?");
        for (Touched& one : touched) {
            meter.bind(1, one.meter.id);
            if (meter.step()) {
                one.meter = meterOf(meter);
            }
            meter.reset();
        }
        return touched;
    });
}

Result<std::vector<double>> ReadingStore::monthlySums(int year) {
    return guarded([&] {
        std::vector<double> sums(12, 0.0);
        Statement row = impl().connection.prepare(
            "SELECT CAST(substr(month, 6, 2) AS INTEGER), sum(volume_m3) FROM volume_month WHERE month "
            "BETWEEN ? AND ? GROUP BY month");
        row.bind(1, Month::of(year, 1).iso()).bind(2, Month::of(year, 12).iso());
        while (row.step()) {
            sums[static_cast<std::size_t>(row.integer(0) - 1)] = row.real(1);
        }
        return sums;
    });
}

}  // namespace shuiheng::store
