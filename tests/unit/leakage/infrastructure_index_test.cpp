#include "leakage/infrastructure_index.h"

#include <gtest/gtest.h>

namespace {

using namespace shuiheng::leakage;

const IndexParameters kParameters{18, 0.8, 25, 5000, 20, 25, 100};

// methods.md §1.3: (18·95 + 0.8·6200)·32 = 213 440 L/d; ·365 = 77 905.6 m³/a; 250 000 / 77 905.6 = 3.209.
TEST(InfrastructureIndex, workedExample) {
    const auto result = infrastructureIndex({95, 6200, 0, 32, 250000.0, 365}, kParameters);
    ASSERT_TRUE(result.has_value());
    EXPECT_NEAR(result->unavoidableM3PerDay, 213.44, 1e-9);
    EXPECT_NEAR(result->unavoidableM3PerYear, 77905.6, 1e-6);
    EXPECT_NEAR(*result->index, 3.21, 0.005);
    EXPECT_TRUE(result->outOfRange.empty());
}

// Outside its range the index is computed and says what it breaks: 900 connections on 95 km at 20 m.
TEST(InfrastructureIndex, outOfRangeIsSaid) {
    const auto result = infrastructureIndex({95, 900, 0, 20, 250000.0, 365}, kParameters);
    ASSERT_TRUE(result.has_value());
    EXPECT_EQ(result->outOfRange,
              (std::vector{IndexLimit::Connections, IndexLimit::Density, IndexLimit::PressureLow}));
    EXPECT_TRUE(result->index.has_value());
    // The limits "more than 5000" and "more than 20 per km" exclude the number, the pressures include it.
    EXPECT_EQ(infrastructureIndex({50, 5000, 0, 25, {}, 365}, kParameters)->outOfRange,
              (std::vector{IndexLimit::Connections}));
    EXPECT_EQ(infrastructureIndex({300, 6000, 0, 100, {}, 365}, kParameters)->outOfRange,
              (std::vector{IndexLimit::Density}));
    EXPECT_EQ(infrastructureIndex({95, 6200, 0, 101, {}, 365}, kParameters)->outOfRange,
              (std::vector{IndexLimit::PressureHigh}));
}

TEST(InfrastructureIndex, nothingToDivideByIsRefused) {
    EXPECT_FALSE(infrastructureIndex({0, 0, 0, 32, 1.0, 365}, kParameters).has_value());
    EXPECT_FALSE(infrastructureIndex({95, 6200, 0, -1, 1.0, 365}, kParameters).has_value());
}

TEST(InfrastructureIndex, unknownLossesGiveNoIndex) {
    const auto result = infrastructureIndex({95, 6200, 0, 32, {}, 365}, kParameters);
    ASSERT_TRUE(result.has_value());
    EXPECT_FALSE(result->index.has_value());
}

}  // namespace
