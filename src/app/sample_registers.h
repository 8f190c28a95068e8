#pragma once

#include <vector>

#include "app/sample_files.h"
#include "app/sample_model.h"

namespace shuiheng::app {

/// Towns, zones, users, meters, permits, plans and wells as the departments keep them.
std::vector<SampleFile> sampleRegisterFiles(const SampleModel& model);

/// Who was named, surveyed, inspected and who reported when: the long lists behind the milestones. The short
/// ones are written by hand in data/sample.
std::vector<SampleFile> sampleMeasureFiles(const SampleModel& model);

}  // namespace shuiheng::app
