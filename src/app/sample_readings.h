#pragma once

#include <vector>

#include "app/sample_files.h"
#include "app/sample_visits.h"

namespace shuiheng::app {

/// The supply company's and the users' meter files, each with the habits of its sender.
std::vector<SampleFile> sampleReadingFiles(const SampleModel& model, const std::vector<SampleVisit>& visits);

/// What platforms send: the works, the metering zones, the customers' hours.
std::vector<SampleFile> sampleTelemetryFiles(const SampleModel& model,
                                             const std::vector<SampleVisit>& visits);

/// 计费未计量 and 免费未计量 of every year, as data/sample/supply_balance.csv states them.
constexpr std::int64_t kSampleUnmeteredM3 = 24000;

constexpr int kSampleZoneMeters = 8;

}  // namespace shuiheng::app
