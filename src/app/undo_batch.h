#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/import_readings.h"
#include "base/result.h"
#include "store/project.h"

namespace shuiheng::app {

struct UndoSummary {
    std::int64_t batch = 0;
    std::string fileName;
    std::int64_t metersTouched = 0;
    std::int64_t metersRemoved = 0;  ///< provisional ones that nothing refers to any more
    std::vector<std::string>
        frozenReports;  ///< that used the batch: they keep their figures, verify will list the difference
    std::vector<Effect> effects;
};

/// Takes a batch back, in one transaction: its readings or its register edits; roll-ups are computed anew.
/// Rejects and findings stay with the batch as its record. BATCH_UNKNOWN, BATCH_ALREADY_UNDONE,
/// CHANGE_CONFLICT.
Result<UndoSummary> undoBatch(store::Project& project, std::int64_t batch, const JobContext& job);

}  // namespace shuiheng::app
