#include "county/codes.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <set>
#include <string>

namespace shuiheng::county {
namespace {

/// code, Chinese and English name of each value lead back to it; no two values share one; other text leads
/// nowhere.
template <typename E>
void provesItself(std::initializer_list<E> values) {
    std::set<std::string> seen;
    for (const E value : values) {
        const std::string code(codeOf(value));
        const Text name = nameOf(value);
        for (const std::string& text : std::set<std::string>{code, name.zh, name.en}) {
            EXPECT_FALSE(text.empty());
            EXPECT_TRUE(seen.insert(text).second) << text;
            EXPECT_EQ(fromCode<E>(text), value) << text;
        }
    }
    EXPECT_FALSE(fromCode<E>(""));
    EXPECT_FALSE(fromCode<E>("无此代码"));
}

TEST(Codes, RoundTrip) {
    provesItself({Sector::Domestic, Sector::Service, Sector::Industry, Sector::Agriculture, Sector::Ecology});
    provesItself({Supply::PublicNetwork, Supply::OwnSource});
    provesItself({WaterSource::Surface, WaterSource::Ground, WaterSource::Reclaimed, WaterSource::YellowRiver,
                  WaterSource::Other});
    provesItself({MeterRole::Customer, MeterRole::SystemInput, MeterRole::Export, MeterRole::Zone,
                  MeterRole::Source, MeterRole::Other});
    provesItself({EconomicKind::Gdp, EconomicKind::IndustrialValueAdded});
    provesItself({PriceBasis::Current, PriceBasis::Constant2020});
    provesItself({Vintage::Preliminary, Vintage::Final, Vintage::CensusRevised});
    provesItself({DistrictClass::Large, DistrictClass::Medium, DistrictClass::Small, DistrictClass::Well});
}

}  // namespace
}  // namespace shuiheng::county
