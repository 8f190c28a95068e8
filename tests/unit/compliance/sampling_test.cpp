#include "compliance/sampling.h"

#include <gtest/gtest.h>

namespace {

using shuiheng::compliance::normalQuantile;
using shuiheng::compliance::wilsonInterval;

// Tables of the normal distribution: 90, 95 and 99 % lie within 1.6449, 1.9600 and 2.5758.
TEST(Sampling, quantilesOfTheNormalDistribution) {
    EXPECT_NEAR(normalQuantile(0.90), 1.644854, 1e-6);
    EXPECT_NEAR(normalQuantile(0.95), 1.959964, 1e-6);
    EXPECT_NEAR(normalQuantile(0.99), 2.575829, 1e-6);
}

// The bounds are the p at which the sample lies exactly z deviations away: (k/n − p)² = z²·p(1 − p)/n.
TEST(Sampling, boundsSolveTheQuadratic) {
    const double z = normalQuantile(0.95);
    for (const double n : {5.0, 20.0, 500.0}) {
        for (const double k : {1.0, 2.0, n - 1}) {
            const auto bounds = wilsonInterval(k, n, 0.95);
            for (const double p : {bounds->low, bounds->high}) {
                EXPECT_NEAR((k / n - p) * (k / n - p), z * z * p * (1 - p) / n, 1e-12) << k << "/" << n;
            }
        }
    }
}

// All of ten good: p >= n/(n + z²) = 10/13.8415 = 0.7225.
TEST(Sampling, allGoodIsNoProofOfAll) {
    const auto bounds = wilsonInterval(10, 10, 0.95);
    EXPECT_NEAR(bounds->low, 10 / (10 + 1.959964 * 1.959964), 1e-6);
    EXPECT_DOUBLE_EQ(bounds->high, 1);
}

// Ten of nineteen count as 10·18/9 = 20; all of ten leave no doubt; nothing says nothing.
TEST(Sampling, aFiniteWholeNarrowsIt) {
    const auto finite = wilsonInterval(5, 10, 0.95, 19);
    const auto larger = wilsonInterval(10, 20, 0.95);
    EXPECT_NEAR(finite->low, larger->low, 1e-12);
    EXPECT_NEAR(finite->high, larger->high, 1e-12);
    EXPECT_DOUBLE_EQ(wilsonInterval(9, 10, 0.95, 10)->low, 0.9);
    EXPECT_DOUBLE_EQ(wilsonInterval(9, 10, 0.95, 10)->high, 0.9);
    EXPECT_FALSE(wilsonInterval(0, 0, 0.95).has_value());
}

}  // namespace
