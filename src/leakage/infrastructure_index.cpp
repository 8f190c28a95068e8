#include "leakage/infrastructure_index.h"

#include <cmath>

#include "base/quantity.h"

namespace shuiheng::leakage {

Result<IndexResult> infrastructureIndex(const IndexInputs& inputs, const IndexParameters& parameters) {
    for (const double value : {inputs.mainsLengthKm, inputs.connections, inputs.privatePipeKm,
                               inputs.pressureM, inputs.realLossM3PerYear.value_or(0)}) {
        if (!(value >= 0) || !std::isfinite(value)) {
            return failure("LEAKAGE_INDEX_INPUT");
        }
    }
    const double litresPerDay =
        (parameters.mains * inputs.mainsLengthKm + parameters.connections * inputs.connections +
         parameters.privatePipe * inputs.privatePipeKm) *
        inputs.pressureM;
    if (!(litresPerDay > 0)) {
        return failure("LEAKAGE_INDEX_INPUT");
    }
    IndexResult result;
    result.unavoidableM3PerDay = litresPerDay / units::kLitresPerCubicMetre;
    result.unavoidableM3PerYear = result.unavoidableM3PerDay * inputs.daysOfYear;
    if (inputs.realLossM3PerYear) {
        result.index = *inputs.realLossM3PerYear / result.unavoidableM3PerYear;
    }
    if (inputs.connections <= parameters.minConnections) {
        result.outOfRange.push_back(IndexLimit::Connections);
    }
    if (inputs.connections <= parameters.minDensityPerKm * inputs.mainsLengthKm) {
        result.outOfRange.push_back(IndexLimit::Density);
    }
    if (inputs.pressureM < parameters.minPressureM) {
        result.outOfRange.push_back(IndexLimit::PressureLow);
    }
    if (inputs.pressureM > parameters.maxPressureM) {
        result.outOfRange.push_back(IndexLimit::PressureHigh);
    }
    return result;
}

}  // namespace shuiheng::leakage
