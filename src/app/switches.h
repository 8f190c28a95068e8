#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "compliance/plan.h"
#include "store/project.h"

namespace shuiheng::app {

struct SwitchInForce {
    compliance::Switch definition;
    std::string chosen;
};

/// How the plan's ambiguities are read in this project.
Result<std::vector<SwitchInForce>> switchesInForce(const store::Project& project);
/// SWITCH_UNKNOWN, SWITCH_OPTION_UNKNOWN list what there is.
Result<> setSwitch(store::Project& project, const std::string& name, const std::string& option,
                   const std::string& reason);

}  // namespace shuiheng::app
