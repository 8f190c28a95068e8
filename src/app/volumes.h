#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/job.h"
#include "base/result.h"
#include "compliance/parameters.h"
#include "ingest/reading_validation.h"
#include "store/readings.h"

/// Roll-ups of a meter: from its readings through the same validation that the import uses.
namespace shuiheng::app {

/// The rules' numbers as the dated parameter table has them; built-in ones where a row is missing.
ingest::ValidationParameters validationParameters(const compliance::ParameterTable& table, Date date);

/// The stored readings that validation must know before it goes on at `from` (see MeterContext::before), and
/// those of `lookBackDays` more for the findings that look back.
Result<std::vector<county::Reading>> readingsBefore(store::ReadingStore& store,
                                                    const store::MeterSeries& meter, LocalTime from,
                                                    std::int64_t lookBackDays = 0);

/// Computes the days anew that a change of readings between `from` and `to` may touch: from the reading
/// before to the reading after, or to the next register really read where it settles what was counted before.
/// Estimates likewise.
Result<> recomputeVolumes(store::ReadingStore& store, const store::MeterSeries& meter, LocalTime from,
                          LocalTime to, const ingest::ValidationParameters& parameters);

/// What a meter's volumes rest on beside its readings.
struct VolumeBasis {
    std::optional<int> registerDigits;
    double multiplier = 1;
    std::vector<county::MeterChange> changes;

    bool operator==(const VolumeBasis& other) const;
};

/// Of all meters that have readings, by code.
Result<std::map<std::string, VolumeBasis>> volumeBasis(store::ReadingStore& store);
/// Computes every meter anew whose basis is no longer as it was `before`.
Result<> recomputeWhereDiffers(store::ReadingStore& store, const std::map<std::string, VolumeBasis>& before,
                               const ingest::ValidationParameters& parameters, const JobContext& job);

/// The whole meter's volumes and estimates from its stored readings, in order of time.
Result<std::vector<county::IntervalVolume>> recomputedIntervals(
    store::ReadingStore& store, const store::MeterSeries& meter,
    const ingest::ValidationParameters& parameters);
/// The whole meter's days as a fresh computation gives them, without writing: what the roll-ups must equal.
Result<std::vector<county::DayVolume>> recomputedDays(store::ReadingStore& store,
                                                      const store::MeterSeries& meter,
                                                      const ingest::ValidationParameters& parameters);

/// Volumes and estimates of a validation as intervals for county::dayVolumes.
std::vector<county::IntervalVolume> allIntervals(const ingest::ValidationResult& result);

}  // namespace shuiheng::app
