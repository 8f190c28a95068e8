#include <gtest/gtest.h>

#include <cmath>

#include "compliance/check.h"
#include "unit/compliance/county_fixture.h"

namespace shuiheng::compliance {
namespace {

using county::Well;
using county::WellCoefficient;

Date day(int year, int month, int date) {
    return *Date::of(year, month, date);
}

/// The figure of 2025 for a county with these wells only.
class WellIrrigation : public ::testing::Test {
  protected:
    void well(const std::string& code, const std::string& group = "", const std::string& town = "") {
        county.wells.push_back({code, town, group, "irrigation", "", {}});
    }
    void power(const std::string& code, int month, std::optional<double> energy, double other = 0) {
        county.wellPowers.push_back({code, Month::of(2025, month), energy, other, {}});
    }
    void test(const std::string& wellCode, const std::string& group, const std::string& town, double volume,
              double energy, std::optional<double> uncertainty, Date validTo = day(2026, 12, 31)) {
        county.wellCoefficients.push_back({wellCode,
                                           group,
                                           town,
                                           day(2024, 5, 1),
                                           volume,
                                           energy,
                                           uncertainty,
                                           day(2024, 5, 1),
                                           validTo,
                                           {}});
    }
    Derivation derived() {
        Plan plan;
        const ParameterTable parameters;
        const CheckInput input{2025, &county, &plan, &parameters, {}};
        return derive(input, "well_irrigation_water").value();
    }

    county::Snapshot county;
};

/// T = (500 + 300)/(200 + 120) = 2.5 m³/kWh, not the mean of 2.5 and 2.5; E = 1000 − 40 kWh; W = 2.5 · 960 =
/// 2400 m³. u(T)² = (0.10·200/320)² + (0.20·120/320)² = 0.0625² + 0.075²; u(W) = 0.097628… · 960 = 93.72 m³.
TEST_F(WellIrrigation, takesTheRatioOfSumsAndLeavesOtherElectricityOut) {
    well("J1");
    power("J1", 6, 1000, 40);
    test("J1", "", "", 500, 200, 0.10);
    test("J1", "", "", 300, 120, 0.20);
    const Derivation figure = derived();
    EXPECT_NEAR(figure.value.value(), 2400, 1e-9);
    const double deviation = std::sqrt(0.0625 * 0.0625 + 0.075 * 0.075) * 960;
    EXPECT_NEAR(figure.range.value().low, 2400 - deviation, 1e-6);
    EXPECT_NEAR(figure.range.value().high, 2400 + deviation, 1e-6);
}

/// Own coefficient 3 until June, expired in July: then the group's 2, for a well without group the
/// town's 1.5.
///   J1: June 3·100 + July 2·100 = 500;  J2 (town only): 1.5·100 = 150;  total 650, of it own 300.
TEST_F(WellIrrigation, fallsBackFromWellToGroupToTown) {
    well("J1", "管灌50米", "150222102");
    well("J2", "", "150222102");
    power("J1", 6, 100);
    power("J1", 7, 100);
    power("J2", 7, 100);
    test("J1", "", "", 300, 100, 0.1, day(2025, 6, 30));
    test("", "管灌50米", "", 200, 100, 0.1);
    test("", "", "150222102", 150, 100, 0.1);
    const Derivation figure = derived();
    EXPECT_NEAR(figure.value.value(), 650, 1e-9);
    EXPECT_NEAR(figure.children[1].value.value(), 300, 1e-9);
    EXPECT_NEAR(figure.children[2].value.value(), 350, 1e-9);
}

/// Two wells on one group coefficient err together: u(W) = 0.1 · (100 + 100) = 20, not 0.1 · √(100² + 100²).
TEST_F(WellIrrigation, wellsThatShareACoefficientErrTogether) {
    well("J1", "g");
    well("J2", "g");
    power("J1", 6, 100);
    power("J2", 6, 100);
    test("", "g", "", 200, 100, 0.1);
    EXPECT_NEAR(derived().range.value().high, 400 + 20, 1e-9);
}

/// Its own coefficient ran out and nothing else is there: used, inferred, and said.
TEST_F(WellIrrigation, anExpiredCoefficientIsSaid) {
    well("J1");
    power("J1", 8, 100);
    test("J1", "", "", 200, 100, 0.1, day(2025, 7, 31));
    const Derivation figure = derived();
    EXPECT_NEAR(figure.value.value(), 200, 1e-9);
    EXPECT_NEAR(figure.children[2].value.value(), 200, 1e-9);
    bool said = false;
    for (const Text& note : figure.notes) {
        said = said || note.zh.find("过期") != std::string::npos;
    }
    EXPECT_TRUE(said);
}

/// No coefficient at all, or electricity blank: the total is unknown, never smaller.
TEST_F(WellIrrigation, whatIsUnknownIsMissingNotZero) {
    well("J1");
    power("J1", 6, 100);
    EXPECT_FALSE(derived().value);
    EXPECT_FALSE(derived().missing.empty());
    test("J1", "", "", 200, 100, 0.1);
    EXPECT_TRUE(derived().value);
    power("J1", 7, std::nullopt);
    EXPECT_FALSE(derived().value);
}

/// A metered well counts what its meter says, whatever its electricity.
TEST_F(WellIrrigation, aMeterComesFirst) {
    county::Meter meter;
    meter.code = "SB1";
    meter.role = county::MeterRole::Source;
    county.meters.push_back(meter);
    county.meterYears.push_back({"SB1", 2025, 777, 0, 365, {}});
    county.wells.push_back({"J1", "", "", "irrigation", "SB1", {}});
    power("J1", 6, 100);
    EXPECT_NEAR(derived().value.value(), 777, 1e-9);
}

}  // namespace
}  // namespace shuiheng::compliance
