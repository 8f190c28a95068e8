#include "geo/projection.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace shuiheng::geo {
namespace {

/// Meridian arc from the equator on the CGCS2000 ellipsoid by Simpson's rule: ∫ a(1-e²)/(1-e² sin²φ)^1.5 dφ.
double meridianArc(double latitudeDegrees) {
    constexpr double kA = 6378137.0;
    constexpr double kFlattening = 1 / 298.257222101;
    const double e2 = kFlattening * (2 - kFlattening);
    const double end = latitudeDegrees * std::numbers::pi / 180;
    constexpr int kSteps = 20000;
    double sum = 0;
    for (int i = 0; i <= kSteps; ++i) {
        const double sine = std::sin(end * i / kSteps);
        const double radius = kA * (1 - e2) / std::pow(1 - e2 * sine * sine, 1.5);
        sum += radius * (i == 0 || i == kSteps ? 1 : i % 2 == 1 ? 4 : 2);
    }
    return sum * end / kSteps / 3;
}

// methods.md §13: 41.03 N 110.06 E -> X (north) 4 544 330.625, Y (east) 420 948.299, with zone number 37 420
// 948.299.
TEST(Projection, CheckPointOfTheMethods) {
    const Position point{110.06, 41.03};
    const auto plain = Projection::to(4546);
    ASSERT_TRUE(plain);
    EXPECT_NEAR(plain->forward(point).northingM, 4544330.625, 0.001);
    EXPECT_NEAR(plain->forward(point).eastingM, 420948.299, 0.001);
    const auto zoned = Projection::to(4525);
    ASSERT_TRUE(zoned);
    EXPECT_NEAR(zoned->forward(point).northingM, 4544330.625, 0.001);
    EXPECT_NEAR(zoned->forward(point).eastingM, 37420948.299, 0.001);
}

// On the central meridian 111° E the easting is 500 km and the northing the arc of the meridian (scale 1).
TEST(Projection, CentralMeridianIsTheMeridianArc) {
    const auto projection = Projection::to(4546);
    ASSERT_TRUE(projection);
    for (const double latitude : {0.0, 10.0, 40.9, 41.03, 41.6}) {
        const PlanePosition plane = projection->forward({111, latitude});
        EXPECT_NEAR(plane.eastingM, 500000, 1e-6);
        EXPECT_NEAR(plane.northingM, meridianArc(latitude), 1e-4);
    }
}

// inverse(forward(p)) = p over the county's extent, to 1e-9 degrees (0.1 mm).
TEST(Projection, ThereAndBack) {
    const auto projection = Projection::to(4546);
    ASSERT_TRUE(projection);
    for (double longitude = 109.67; longitude <= 110.69; longitude += 0.17) {
        for (double latitude = 40.7; latitude <= 41.6; latitude += 0.15) {
            const Position again = projection->inverse(projection->forward({longitude, latitude}));
            EXPECT_NEAR(again.longitudeDegrees, longitude, 1e-9);
            EXPECT_NEAR(again.latitudeDegrees, latitude, 1e-9);
        }
    }
}

TEST(Projection, RefusesAnUnknownSystem) {
    const auto projection = Projection::to(999999);
    ASSERT_FALSE(projection);
    EXPECT_EQ(projection.error().code, "CRS_UNKNOWN");
}

}  // namespace
}  // namespace shuiheng::geo
