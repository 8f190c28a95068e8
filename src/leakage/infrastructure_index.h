#pragma once

#include <optional>
#include <vector>

#include "base/result.h"

/// Unavoidable real losses and the infrastructure leakage index (IWA).
///
///   UARL = (a_m·L_m + a_c·N_c + a_p·L_p) · P      L/d
///   ILI  = CARL / UARL
///
///   L_m mains km; N_c service connections; L_p private pipe between boundary and meter, total km;
///   P mean pressure m; CARL current annual real losses; a_m, a_c, a_p from the parameter table.
/// Valid above a number of connections, a density per km and inside a pressure range; outside, the index is
/// still computed but comes with what it breaks, and whoever shows it says so.
namespace shuiheng::leakage {

struct IndexParameters {
    double mains = 0;            ///< L/(km·d·m)
    double connections = 0;      ///< L/(1·d·m)
    double privatePipe = 0;      ///< L/(km·d·m)
    double minConnections = 0;   ///< excluded
    double minDensityPerKm = 0;  ///< excluded
    double minPressureM = 0;     ///< included
    double maxPressureM = 0;     ///< included
};

struct IndexInputs {
    double mainsLengthKm = 0;
    double connections = 0;
    double privatePipeKm = 0;
    double pressureM = 0;
    std::optional<double> realLossM3PerYear;  ///< CARL
    int daysOfYear = 365;
};

enum class IndexLimit { Connections, Density, PressureLow, PressureHigh };

struct IndexResult {
    double unavoidableM3PerDay = 0;
    double unavoidableM3PerYear = 0;
    std::optional<double> index;         ///< ILI, blank without real losses
    std::vector<IndexLimit> outOfRange;  ///< empty = inside the range of validity
};

/// LEAKAGE_INDEX_INPUT when an input is negative or UARL would be zero.
Result<IndexResult> infrastructureIndex(const IndexInputs& inputs, const IndexParameters& parameters);

}  // namespace shuiheng::leakage
