#pragma once

#include <vector>

#include "app/sample_files.h"
#include "app/sample_model.h"

namespace shuiheng::app {

/// The supply company's and the departments' meter files, each with the habits of its sender.
std::vector<SampleFile> sampleReadingFiles(const SampleModel& model);

/// 计费未计量 and 免费未计量 of every year, as the balance states them.
constexpr std::int64_t kSampleBilledUnmeteredM3 = 14000;
constexpr std::int64_t kSampleFreeUnmeteredM3 = 10000;

}  // namespace shuiheng::app
