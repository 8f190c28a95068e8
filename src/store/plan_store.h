#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compliance/parameters.h"
#include "compliance/plan.h"
#include "store/project.h"

/// The plan, the switches as chosen, the dated parameters and the frozen reports of a project.
namespace shuiheng::store {

/// The plan's own text is kept whole; its tasks and milestones also stand in tables that any SQL tool reads.
/// Makes it the active plan. Within the caller's Transaction.
Result<> savePlan(Project& project, const compliance::Plan& plan, const std::string& fileJson,
                  const std::string& sha256);
/// The active plan's file text; nothing when the project has none.
Result<std::optional<std::string>> readActivePlan(const Project& project);

Result<compliance::SwitchState> readSwitches(const Project& project, const std::string& planId);
Result<> saveSwitch(Project& project, const std::string& planId, const std::string& switchId,
                    const std::string& option, const std::string& reason);

/// A parameter as it is stored: its value stays JSON here (a number or rows of numbers).
struct StoredParameter {
    compliance::Parameter parameter;  ///< number and table not filled
    std::string valueJson;
};
Result<> saveParameters(Project& project, const std::vector<StoredParameter>& parameters);
Result<std::vector<StoredParameter>> readParameters(const Project& project);

struct FrozenReport {
    std::int64_t id = 0;
    std::string kind;
    int year = 0;
    std::string frozenBy;
    std::string frozenAt;
    std::string programVersion;
    std::string sha256;      ///< of resultJson
    std::string resultJson;  ///< the whole check, derivations included
    std::string batchesJson;
};
Result<std::int64_t> saveFrozenReport(Project& project, const FrozenReport& report);
Result<std::vector<FrozenReport>> readFrozenReports(const Project& project);

}  // namespace shuiheng::store
