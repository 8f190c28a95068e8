#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "county/day_volumes.h"
#include "county/reading.h"
#include "store/project.h"

namespace shuiheng::store {

/// Which of the two shapes a series is kept in; readers see no difference.
enum class Keep { Chunks, Rows };

struct StoredReading {
    county::Reading reading;
    std::int64_t batch = 0;
    Keep kept = Keep::Chunks;
};

/// A meter as readings see it.
struct MeterSeries {
    std::int64_t id = 0;
    std::string code;
    std::optional<int> registerDigits;
    double multiplier = 1;
    std::optional<double> boreMm;
    bool hasReadings = false;
};

/// Readings, estimates and roll-ups of a project: the one reader and writer of both shapes. Methods throw
/// inside the room; app calls them through Result-returning functions below.
class ReadingStore {
  public:
    explicit ReadingStore(Project& project);
    ~ReadingStore();

    Result<std::optional<MeterSeries>> findMeter(const std::string& code);
    /// All meters by code, with hasReadings.
    Result<std::map<std::string, MeterSeries>> meters();
    /// By day, but at their reading where a file of hand readings told them.
    Result<std::vector<county::MeterChange>> meterChanges(const std::string& meterCode);

    /// Readings of one meter with from <= time < to, in time order.
    Result<std::vector<StoredReading>> load(std::int64_t meter, LocalTime from, LocalTime to);
    /// The last reading before / the first at or after a time; `withIndex` looks only at registers that
    /// validation accepted.
    Result<std::optional<county::Reading>> before(std::int64_t meter, LocalTime time, bool withIndex);
    Result<std::optional<county::Reading>> atOrAfter(std::int64_t meter, LocalTime time);
    /// Time of the first and last reading.
    Result<std::optional<std::pair<LocalTime, LocalTime>>> extent(std::int64_t meter);

    /// First and last month with a rolled-up volume.
    Result<std::optional<std::pair<Month, Month>>> volumeExtent(std::int64_t meter);

    /// Readings of one meter in time order, none of which is stored yet. A value with more digits than a row
    /// can hold is kept in a chunk.
    Result<> add(std::int64_t meter, std::int64_t batch, Keep keep,
                 std::span<const county::Reading> readings);

    /// Puts the days of the months [first, last] in place of those that stand there, and their sums. Days
    /// that are only a share of a longer interval count in the sums and are not kept.
    Result<> replaceVolumes(std::int64_t meter, Month first, Month last,
                            std::span<const county::DayVolume> days);
    Result<> replaceEstimates(std::int64_t meter, LocalTime from, LocalTime to,
                              std::span<const county::ReadingEstimate> estimates);

    /// Codes of the meters that have a reading from this row of a batch's file.
    Result<std::vector<std::string>> metersOfRow(std::int64_t batch, std::int64_t sourceRow);

    /// Takes a batch's readings out; for each meter touched the months that have to be computed anew.
    struct Touched {
        MeterSeries meter;
        LocalTime first;
        LocalTime last;
    };
    Result<std::vector<Touched>> removeBatch(std::int64_t batch);

    /// Σ of all meters per month of a year, from the roll-ups: 12 values.
    Result<std::vector<double>> monthlySums(int year);

  private:
    struct Impl;
    Impl& impl();
    Project* m_project;
    std::unique_ptr<Impl> m_impl;
};

/// "YYYY-MM-DDTHH:MM:SS" as stored; nothing when it is not that.
std::optional<LocalTime> parseStoredTime(std::string_view text);

}  // namespace shuiheng::store
