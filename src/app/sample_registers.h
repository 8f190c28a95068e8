#pragma once

#include <vector>

#include "app/sample_files.h"
#include "app/sample_model.h"

namespace shuiheng::app {

/// 用水户, 水表, 取水许可, 计划用水, 机井, 水库 and 水厂 as the departments keep them.
std::vector<SampleFile> sampleRegisterFiles(const SampleModel& model);

/// 水量平衡, 经济指标, 用水总量, 灌溉 and 再生水: the yearly accounts.
std::vector<SampleFile> sampleAccountFiles();

}  // namespace shuiheng::app
