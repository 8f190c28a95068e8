#include "leakage/cjj92.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "base/quantity.h"

namespace shuiheng::leakage {
namespace {

Correction unbounded(double driver, double value) {
    return {driver, value, value, Bound::None};
}

Correction pipeLengthCorrection(double lengthKm, double supplyM3, const Cjj92Parameters& parameters) {
    const double a = lengthKm / (supplyM3 / units::kCubicMetresPerWan);
    Correction correction = unbounded(a, parameters.r2FactorWanM3PerKm * (a - parameters.r2OffsetKmPerWanM3));
    if (correction.raw > parameters.r2Cap) {
        correction.applied = parameters.r2Cap;
        correction.bound = Bound::Upper;
    } else if (correction.raw < -parameters.r2Cap) {
        correction.applied = -parameters.r2Cap;
        correction.bound = Bound::Lower;
    }
    return correction;
}

std::optional<Correction> pressureCorrection(double pressureMpa, const Cjj92Parameters& parameters) {
    for (const PressureBand& band : parameters.r3Bands) {
        if (!band.upToMpa || pressureMpa <= *band.upToMpa) {
            return unbounded(pressureMpa, band.correction);
        }
    }
    return std::nullopt;  // above the last band of a table without an open end: nothing is known there
}

Result<> checkInputs(const Cjj92Inputs& inputs) {
    if (!std::isfinite(inputs.supplyM3) || inputs.supplyM3 <= 0) {
        return failure("LEAKAGE_SUPPLY_NOT_POSITIVE");
    }
    const struct {
        std::string_view name;
        std::optional<double> value;
    } fields[] = {{"consumption_m3", inputs.consumptionM3},
                  {"resident_metered_m3", inputs.residentMeteredM3},
                  {"mains_length_km", inputs.mainsLengthKm},
                  {"mean_pressure_mpa", inputs.pressureMpa},
                  {"frost_depth_m", inputs.frostDepthM}};
    for (const auto& field : fields) {
        if (field.value && !(*field.value >= 0 && std::isfinite(*field.value))) {
            return failure(Problem("LEAKAGE_INPUT_NEGATIVE", {{"field", std::string(field.name)}}));
        }
    }
    if (inputs.consumptionM3 > inputs.supplyM3) {
        return failure("LEAKAGE_USE_ABOVE_SUPPLY");
    }
    if (inputs.residentMeteredM3 && *inputs.residentMeteredM3 > inputs.supplyM3) {
        return failure("LEAKAGE_RESIDENT_ABOVE_SUPPLY");
    }
    return {};
}

}  // namespace

Result<Cjj92Rates> cjj92Rates(const Cjj92Inputs& inputs, const Cjj92Parameters& parameters) {
    if (auto valid = checkInputs(inputs); !valid) {
        return failure(valid.error());
    }
    Cjj92Rates rates;
    rates.comprehensive = (inputs.supplyM3 - inputs.consumptionM3) / inputs.supplyM3;
    if (inputs.residentMeteredM3) {
        const double r = *inputs.residentMeteredM3 / inputs.supplyM3;
        rates.r1 = unbounded(r, parameters.r1Factor * r);
    }
    if (inputs.mainsLengthKm) {
        rates.r2 = pipeLengthCorrection(*inputs.mainsLengthKm, inputs.supplyM3, parameters);
    }
    if (inputs.pressureMpa) {
        rates.r3 = pressureCorrection(*inputs.pressureMpa, parameters);
    }
    if (inputs.frostDepthM) {
        const bool deep = *inputs.frostDepthM > parameters.r4FrostDepthM;
        rates.r4 = unbounded(*inputs.frostDepthM, deep ? parameters.r4Correction : 0.0);
    }
    if (rates.r1 && rates.r2 && rates.r3 && rates.r4) {
        rates.total = rates.r1->applied + rates.r2->applied + rates.r3->applied + rates.r4->applied;
        rates.graded = rates.comprehensive - *rates.total;
    }
    return rates;
}

Grade gradeOf(double gradedRate, const Cjj92Parameters& parameters) {
    if (gradedRate <= parameters.grade1) {
        return Grade::First;
    }
    return gradedRate <= parameters.grade2 ? Grade::Second : Grade::BelowSecond;
}

std::optional<double> regionRate(std::span<const UtilityRate> utilities) {
    double weighted = 0;
    double supply = 0;
    for (const UtilityRate& utility : utilities) {
        weighted += utility.rate * utility.supplyM3;
        supply += utility.supplyM3;
    }
    if (!(supply > 0)) {
        return std::nullopt;
    }
    return weighted / supply;
}

}  // namespace shuiheng::leakage
