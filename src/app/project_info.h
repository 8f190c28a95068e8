#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "store/project.h"

namespace shuiheng::app {

struct InfoSummary {
    store::ProjectInfo project;
    std::vector<std::pair<std::string, std::int64_t>> counts;  ///< table, records
    std::int64_t batches = 0;
    std::vector<std::string> findings;  ///< of the whole integrity check; empty = sound
};

Result<InfoSummary> projectInfo(const store::Project& project);

}  // namespace shuiheng::app
