#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "compliance/check.h"
#include "county/records.h"
#include "store/project.h"

namespace shuiheng::app {

struct Effect;

/// The county as the check sees it: records, plan, parameters and the switches in force.
struct LoadedCounty {
    county::Snapshot county;
    compliance::Plan plan;
    compliance::ParameterTable parameters;
    compliance::SwitchState switches;

    compliance::CheckInput input(int year) const;
};

/// PLAN_MISSING when the project has no plan.
Result<LoadedCounty> loadCounty(const store::Project& project);
Result<compliance::ParameterTable> loadParameters(const store::Project& project);

/// Every milestone of the plan at the end of `year`, with the hashes of its inputs.
Result<compliance::CheckResult> checkProject(const store::Project& project, int year);
/// The same for several years of one county, which is read once.
Result<compliance::CheckResult> checkCounty(const LoadedCounty& loaded, int year);
/// One indicator or milestone id. INDICATOR_UNKNOWN lists those there are.
Result<compliance::Derivation> explainIndicator(const store::Project& project, const std::string& indicator,
                                                int year);

/// Fills in the SHA-256 of every input of the tree, over a canonical text of its rows.
void seal(compliance::Derivation& derivation);

/// Looks at the indicators before an import and tells afterwards what it did to them. Without a plan it says
/// nothing, nor when it is told not to look.
class IndicatorWatch {
  public:
    explicit IndicatorWatch(const store::Project& project, bool withEffects = true);
    const compliance::ParameterTable& parameters() const { return m_parameters; }
    /// Milestones whose value changed.
    std::vector<Effect> effects() const;

  private:
    const store::Project& m_project;
    compliance::ParameterTable m_parameters;
    std::optional<LoadedCounty> m_before;
};

}  // namespace shuiheng::app
