#pragma once

#include "county/records.h"
#include "store/project.h"

namespace shuiheng::store {

/// Everything that the check needs, read in one go; values, so that it can be computed with anywhere.
Result<county::Snapshot> readSnapshot(const Project& project);

}  // namespace shuiheng::store
