#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/clock.h"
#include "base/result.h"

namespace shuiheng::app {

struct SampleSummary {
    std::string project;
    std::int64_t files = 0;
    std::int64_t stored = 0;
    std::int64_t rejected = 0;
};

Result<SampleSummary> makeSampleCounty(const std::filesystem::path& folder, const Clock& clock);

}  // namespace shuiheng::app
