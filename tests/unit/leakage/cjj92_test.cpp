#include "leakage/cjj92.h"

#include <gtest/gtest.h>

#include <array>

namespace {

using namespace shuiheng::leakage;

Cjj92Parameters parametersOf2018() {
    Cjj92Parameters parameters;
    parameters.r1Factor = 0.08;
    parameters.r2FactorWanM3PerKm = 0.99;
    parameters.r2OffsetKmPerWanM3 = 0.0693;
    parameters.r2Cap = 0.03;
    parameters.r3Bands = {{0.35, 0.0}, {0.55, 0.005}, {0.75, 0.01}, {std::nullopt, 0.02}};
    parameters.r4FrostDepthM = 1.4;
    parameters.r4Correction = 0.01;
    parameters.grade1 = 0.10;
    parameters.grade2 = 0.12;
    return parameters;
}

/// Volumes in 万m³, r as a share of the supply.
Cjj92Inputs network(double supplyWan, double useWan, double r, double lengthKm, double pressure,
                    double frost) {
    Cjj92Inputs inputs;
    inputs.supplyM3 = supplyWan * 1e4;
    inputs.consumptionM3 = useWan * 1e4;
    inputs.residentMeteredM3 = r * supplyWan * 1e4;
    inputs.mainsLengthKm = lengthKm;
    inputs.pressureMpa = pressure;
    inputs.frostDepthM = frost;
    return inputs;
}

struct Vector {
    Cjj92Inputs inputs;
    double comprehensive, r1, r2, r3, r4, graded;  // %
    Bound bound;
};

// The three worked networks of methods.md §1.1, computed there by hand, in percent to four decimals.
TEST(Cjj92, testVectors) {
    const Vector vectors[] = {
        {network(300, 262, 0.60, 95, 0.42, 1.9), 12.6667, 4.8, 3, 0.5, 1, 3.3667, Bound::Upper},
        {network(30000, 26000, 0.30, 2000, 0.30, 0.5), 13.3333, 2.4, -0.2607, 0, 0, 11.1940, Bound::None},
        {network(1000, 880, 0.50, 69.3, 0.55, 1.4), 12.0, 4.0, 0, 0.5, 0, 7.5, Bound::None}};
    for (const Vector& vector : vectors) {
        const auto rates = cjj92Rates(vector.inputs, parametersOf2018());
        ASSERT_TRUE(rates.has_value());
        EXPECT_NEAR(rates->comprehensive * 100, vector.comprehensive, 5e-5);
        EXPECT_NEAR(rates->r1->applied * 100, vector.r1, 5e-5);
        EXPECT_NEAR(rates->r2->applied * 100, vector.r2, 5e-4);
        EXPECT_NEAR(rates->r3->applied * 100, vector.r3, 5e-5);
        EXPECT_NEAR(rates->r4->applied * 100, vector.r4, 5e-5);
        EXPECT_NEAR(*rates->graded * 100, vector.graded, 5e-4);
        EXPECT_EQ(rates->r2->bound, vector.bound);
    }
}

// A = 95 km / 300 万m³ = 0.316667; 0.99·(0.316667 − 0.0693) = 0.244893: the raw value stays visible under the
// cap.
TEST(Cjj92, capKeepsTheRawValue) {
    const auto rates = cjj92Rates(network(300, 262, 0.6, 95, 0.42, 1.9), parametersOf2018());
    ASSERT_TRUE(rates.has_value());
    EXPECT_NEAR(rates->r2->driver, 95.0 / 300.0, 1e-12);
    EXPECT_NEAR(rates->r2->raw, 0.244893, 1e-6);
    EXPECT_DOUBLE_EQ(rates->r2->applied, 0.03);
}

// R2 reaches +3 % at A = 0.0693 + 0.03/0.99 = 0.099603 and −3 % at 0.038997 km/万m³.
TEST(Cjj92, capsStartWhereTheLineMeetsThem) {
    const auto boundAt = [](double a) {
        return cjj92Rates(network(1000, 900, 0.1, a * 1000, 0.3, 1), parametersOf2018())->r2->bound;
    };
    EXPECT_EQ(boundAt(0.0995), Bound::None);
    EXPECT_EQ(boundAt(0.0997), Bound::Upper);
    EXPECT_EQ(boundAt(0.0391), Bound::None);
    EXPECT_EQ(boundAt(0.0389), Bound::Lower);
    EXPECT_DOUBLE_EQ(cjj92Rates(network(1000, 900, 0.1, 1, 0.3, 1), parametersOf2018())->r2->applied, -0.03);
}

// A pressure equal to an upper bound belongs to the lower band: p <= 0.35, 0.55, 0.75.
TEST(Cjj92, pressureBandsIncludeTheirUpperBound) {
    const auto r3 = [](double p) {
        return cjj92Rates(network(1000, 900, 0.1, 70, p, 1), parametersOf2018())->r3->applied;
    };
    EXPECT_DOUBLE_EQ(r3(0.35), 0.0);
    EXPECT_DOUBLE_EQ(r3(0.3501), 0.005);
    EXPECT_DOUBLE_EQ(r3(0.55), 0.005);
    EXPECT_DOUBLE_EQ(r3(0.5501), 0.01);
    EXPECT_DOUBLE_EQ(r3(0.75), 0.01);
    EXPECT_DOUBLE_EQ(r3(0.7501), 0.02);
}

// Frost counts only above the limit: exactly 1.4 m gives nothing.
TEST(Cjj92, frostDepthLimitIsExcluded) {
    const auto r4 = [](double depth) {
        return cjj92Rates(network(1000, 900, 0.1, 70, 0.3, depth), parametersOf2018())->r4->applied;
    };
    EXPECT_DOUBLE_EQ(r4(1.4), 0.0);
    EXPECT_DOUBLE_EQ(r4(1.4001), 0.01);
}

// The 2016 reading compared R_WL with a corrected limit, the 2018 one compares R_BL with a fixed limit:
// R_WL <= R_0 + R_n  <=>  R_WL − R_n <= R_0. Both must agree on every grid point.
TEST(Cjj92, bothReadingsOfTheStandardAgree) {
    const Cjj92Parameters parameters = parametersOf2018();
    int first = 0;
    for (int use = 800; use <= 1000; use += 7) {
        for (double r : {0.0, 0.3, 0.61}) {
            for (double length : {20.0, 70.0, 200.0}) {
                const auto rates = cjj92Rates(network(1000, use, r, length, 0.6, 1.9), parameters);
                ASSERT_TRUE(rates.has_value());
                const bool oldReading = rates->comprehensive <= parameters.grade1 + *rates->total + 1e-15;
                const bool newReading = gradeOf(*rates->graded - 1e-15, parameters) == Grade::First;
                EXPECT_EQ(oldReading, newReading);
                first += newReading ? 1 : 0;
            }
        }
    }
    EXPECT_GT(first, 0);
}

TEST(Cjj92, gradesIncludeTheirBound) {
    const Cjj92Parameters parameters = parametersOf2018();
    EXPECT_EQ(gradeOf(0.10, parameters), Grade::First);
    EXPECT_EQ(gradeOf(0.1000001, parameters), Grade::Second);
    EXPECT_EQ(gradeOf(0.12, parameters), Grade::Second);
    EXPECT_EQ(gradeOf(0.1200001, parameters), Grade::BelowSecond);
}

// An unknown correction is not zero: the sum and the graded rate stay blank, R_WL does not need it.
TEST(Cjj92, unknownInputLeavesTheGradedRateBlank) {
    Cjj92Inputs inputs = network(300, 262, 0.6, 95, 0.42, 1.9);
    inputs.frostDepthM.reset();
    const auto rates = cjj92Rates(inputs, parametersOf2018());
    ASSERT_TRUE(rates.has_value());
    EXPECT_FALSE(rates->r4.has_value());
    EXPECT_FALSE(rates->graded.has_value());
    EXPECT_NEAR(rates->comprehensive, 38.0 / 300.0, 1e-12);
}

TEST(Cjj92, impossibleInputsAreRefused) {
    const auto codeOf = [](const Cjj92Inputs& inputs) {
        const auto rates = cjj92Rates(inputs, parametersOf2018());
        return rates ? std::string("accepted") : rates.error().code;
    };
    EXPECT_EQ(codeOf(network(0, 0, 0, 1, 1, 1)), "LEAKAGE_SUPPLY_NOT_POSITIVE");
    EXPECT_EQ(codeOf(network(10, 11, 0, 1, 1, 1)), "LEAKAGE_USE_ABOVE_SUPPLY");
    EXPECT_EQ(codeOf(network(10, 9, 1.1, 1, 1, 1)), "LEAKAGE_RESIDENT_ABOVE_SUPPLY");
    EXPECT_EQ(codeOf(network(10, 9, 0.5, -1, 1, 1)), "LEAKAGE_INPUT_NEGATIVE");
}

// Two utilities: losses add, so the region's R_WL is (38 + 12) / (300 + 100) whatever the single rates are.
TEST(Cjj92, regionIsWeightedByVolume) {
    const std::array utilities = {UtilityRate{38.0 / 300.0, 300}, UtilityRate{12.0 / 100.0, 100}};
    EXPECT_NEAR(*regionRate(utilities), 50.0 / 400.0, 1e-12);
    EXPECT_FALSE(regionRate({}).has_value());
}

}  // namespace
