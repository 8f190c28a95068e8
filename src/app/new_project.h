#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace shuiheng::app {

struct NewProjectOptions {
    std::filesystem::path planFile;  ///< empty = the plan that is shipped
    std::string countyCode;          ///< empty = the plan's
    bool sample = false;             ///< 示例数据
};

/// A new project file with plan, parameters, towns and villages in it. PLAN_NOT_VALID comes with all of the
/// plan file's problems in `planProblems`.
Result<> newProject(const std::filesystem::path& project, const NewProjectOptions& options,
                    const Clock& clock, std::vector<Problem>& planProblems);

}  // namespace shuiheng::app
