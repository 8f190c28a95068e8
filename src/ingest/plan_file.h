#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "compliance/plan.h"

namespace shuiheng::ingest {

/// A plan file as read: the plan, or everything that is wrong with the file, each with its line and a remedy.
struct PlanFile {
    std::optional<compliance::Plan> plan;
    std::vector<Problem> problems;  ///< by line; empty when there is a plan
};

/// Never throws and never stops at the first fault: syntax (line and column), the schema
/// data/plans/plan.schema.json that is built in, then what a schema can't say (ids that stand twice,
/// references that lead nowhere, days that do not exist, targets and defaults that are missing).
PlanFile readPlan(std::string_view json, const std::string& fileName);

}  // namespace shuiheng::ingest
