#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/clock.h"
#include "base/result.h"

/// The sample county (示例数据): every number in it is made up by a deterministic generator; names of towns
/// and the plan are real. It is filled through the same imports that a bureau uses.
namespace shuiheng::app {

struct SampleSummary {
    std::string project;  ///< path of the project file
    std::int64_t files = 0;
    std::int64_t stored = 0;
    std::int64_t rejected = 0;
};

/// Makes `folder` with the raw CSVs, the project filled from them and a README. SAMPLE_EXISTS when it is
/// there already.
Result<SampleSummary> makeSampleCounty(const std::filesystem::path& folder, const Clock& clock);

}  // namespace shuiheng::app
