#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/result.h"

/// The two leakage rates of a town supply network after CJJ 92-2016 (local revision 2018).
///
///   R_WL = (Q_s − Q_a) / Q_s                         综合漏损率            (5.2.2-2)
///   R_BL = R_WL − R_n                                漏损率, graded        (5.2.2-1)
///   R_n  = R1 + R2 + R3 + R4                         总修正值              (5.2.3-1)
///   R1   = f1 · r,  r = Q_resident / Q_s             居民抄表到户水量
///   R2   = f2 · (A − A0), within ±cap, A = L / Q_s   单位供水量管长, km/万m³
///   R3   = step of p                                 年平均出厂压力, MPa
///   R4   = c4 if frost depth > d4, else 0            最大冻土深度, m
///
///   Q_s supply, Q_a registered use, Q_resident: m³ per year; L mains of DN75 and above: km.
/// Rates are fractions of 1. Every number of the standard comes in as a parameter: it is dated and may
/// change.
namespace shuiheng::leakage {

/// Pressures up to and including `upToMpa` (blank = no upper bound) get `correction`.
struct PressureBand {
    std::optional<double> upToMpa;
    double correction = 0;
};

struct Cjj92Parameters {
    double r1Factor = 0;
    double r2FactorWanM3PerKm = 0;
    double r2OffsetKmPerWanM3 = 0;
    double r2Cap = 0;
    std::vector<PressureBand> r3Bands;  ///< by rising pressure
    double r4FrostDepthM = 0;
    double r4Correction = 0;
    double grade1 = 0;
    double grade2 = 0;
};

struct Cjj92Inputs {
    double supplyM3 = 0;
    double consumptionM3 = 0;
    std::optional<double> residentMeteredM3;
    std::optional<double> mainsLengthKm;
    std::optional<double> pressureMpa;
    std::optional<double> frostDepthM;
};

enum class Bound { None, Lower, Upper };

struct Correction {
    double driver = 0;  ///< r, A, p or frost depth
    double raw = 0;
    double applied = 0;
    Bound bound = Bound::None;
};

/// A correction whose input is unknown is blank, and so are the sum and the graded rate then.
struct Cjj92Rates {
    double comprehensive = 0;
    std::optional<Correction> r1;
    std::optional<Correction> r2;
    std::optional<Correction> r3;
    std::optional<Correction> r4;
    std::optional<double> total;
    std::optional<double> graded;
};

/// LEAKAGE_SUPPLY_NOT_POSITIVE, LEAKAGE_INPUT_NEGATIVE, LEAKAGE_USE_ABOVE_SUPPLY or
/// LEAKAGE_RESIDENT_ABOVE_SUPPLY when the inputs can't be a network's year.
Result<Cjj92Rates> cjj92Rates(const Cjj92Inputs& inputs, const Cjj92Parameters& parameters);

enum class Grade { First, Second, BelowSecond };
/// Bounds included.
Grade gradeOf(double gradedRate, const Cjj92Parameters& parameters);

/// Rate of a region of several utilities: Σ R_i·Q_s,i / Σ Q_s,i (5.3.3). Blank without supply.
struct UtilityRate {
    double rate = 0;
    double supplyM3 = 0;
};
std::optional<double> regionRate(std::span<const UtilityRate> utilities);

}  // namespace shuiheng::leakage
