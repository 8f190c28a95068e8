#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/job.h"
#include "ingest/csv_reader.h"
#include "ingest/meter_table.h"
#include "ingest/packed_readings.h"
#include "ingest/reading_file.h"

namespace shuiheng::ingest {

/// The commonest step between the times of one meter (Boyer and Moore's majority vote): the interval of
/// series whose file does not state it.
struct StepVote {
    std::int64_t lastTime = 0;
    std::int64_t step = 0;
    std::int64_t votes = 0;
    bool any = false;

    void feed(std::int64_t time);
};

/// A reading that belongs to a whole day whose period depends on the meter's step; lives in flags between
/// reading and handing out, never outside.
inline constexpr std::uint32_t kWholeDay = 1u << 5;
/// A named period (day 1, month 2, year 3) that ends at the reading's time: its start needs no room of its
/// own.
inline constexpr int kSpanShift = 6;
inline constexpr std::uint32_t kSpanMask = 3u << kSpanShift;

void setNamedPeriod(const TimeValue& time, county::Reading& reading);
/// Takes the internal marks out of the flags and puts the start in that they mean. `step` is the meter's
/// commonest one (0 = unknown), `format` says how interval values are stamped.
void settlePeriod(const ReadingFormat& format, std::int64_t step, county::Reading& reading);

/// Turns the records of one file into readings, rejects and counts. One object per file.
class RowReader {
  public:
    RowReader(CsvReader& csv, const RecognisedFormat& format, ReadingSink& sink, MeterTable& meters,
              PackedReadings& packed, std::vector<SeenMeterChange>& changes, RowCounts& counts);

    /// The record that `csv` stands on. Fails only when the temporary file does.
    Result<> readRecord();

    std::vector<StepVote>& steps() { return m_steps; }

  private:
    /// What went wrong with a cell: the reject code and the cell's place.
    struct Fault {
        const char* code = nullptr;
        const Column* column = nullptr;
    };

    Result<> longRow();
    Result<> monthRow();
    Result<> meterColumnsRow();

    std::string_view cell(const Column* column) const;
    bool blankCell(std::string_view raw);
    bool blankRecord();
    bool totalRecord();
    bool headerRecord();
    /// UTF-8 of a cell; nothing when its bytes are not valid.
    std::optional<std::string_view> text(std::string_view raw);
    bool missingColumns() const { return m_csv.fields().size() < m_neededColumns; }

    std::optional<std::uint32_t> meterOfRow(Fault& fault);
    std::optional<TimeValue> timeCell(const Column* column, Fault& fault);
    std::optional<TimeValue> rowTime(Fault& fault);
    bool rowStart(const TimeValue& time, county::Reading& reading, Fault& fault);
    /// In the unit that the cell names, else in the column's.
    struct Amount {
        Decimal number;
        Unit unit = Unit::CubicMetre;
    };
    std::optional<Amount> amount(const Column* column, std::string_view raw, Fault& fault);
    std::optional<Decimal> value(const Column* column, Fault& fault);
    bool fillIndex(county::Reading& reading, Fault& fault);
    bool fillValues(const TimeValue& time, county::Reading& reading, Fault& fault);
    bool fillFlow(const Column* column, Amount raw, const TimeValue& time, county::Reading& reading,
                  Fault& fault);
    bool fillVolume(Decimal volume, const TimeValue& time, county::Reading& reading);
    bool meterChange(std::uint32_t meter, const county::Reading& reading, Fault& fault);
    bool wideValue(const Column& column, Amount raw, const TimeValue& time, county::Reading& reading,
                   Fault& fault);
    void noteAttributes(std::uint32_t meter);
    Result<> deliver(county::Reading& reading);
    /// Total, header or blank rows fail as data; only what is none of them is a reject.
    void skipOrReject(const Fault& fault);
    void reject(const char* code, const Column* column, std::string_view raw);

    CsvReader& m_csv;
    const RecognisedFormat& m_format;
    ReadingSink& m_sink;
    MeterTable& m_meters;
    PackedReadings& m_packed;
    std::vector<SeenMeterChange>& m_changes;
    RowCounts& m_counts;
    std::vector<StepVote> m_steps;

    const Column* m_meter = nullptr;
    const Column* m_time = nullptr;
    const Column* m_date = nullptr;
    const Column* m_clock = nullptr;
    const Column* m_startTime = nullptr;
    const Column* m_startDate = nullptr;
    const Column* m_duration = nullptr;
    const Column* m_index = nullptr;
    const Column* m_previousIndex = nullptr;
    const Column* m_volume = nullptr;
    const Column* m_flow = nullptr;
    const Column* m_status = nullptr;
    const Column* m_oldFinal = nullptr;
    const Column* m_newInitial = nullptr;
    const Column* m_year = nullptr;
    std::vector<const Column*> m_attributes;
    std::vector<const Column*> m_values;        ///< of the wide layouts
    std::vector<std::uint32_t> m_columnMeters;  ///< MeterColumns: per m_values
    std::size_t m_neededColumns = 0;
    std::int64_t m_durationSeconds = 60;
    std::uint32_t m_constantMeter = 0;

    std::string m_lastMeterRaw;
    std::optional<std::uint32_t> m_lastMeter;
    std::string m_lastTimeRaw;
    std::optional<TimeValue> m_lastTime;
    std::unordered_map<std::string, std::optional<std::string>> m_decoded;
    std::string m_decodedLarge;
    std::vector<std::uint64_t> m_attributeHashes;
    std::vector<std::string> m_headerCells;
};

/// At most Reject::kRawTextLimit bytes, cut at a whole character.
std::string cutText(std::string text, std::size_t limit);

}  // namespace shuiheng::ingest
