#include "county/codes.h"

#include <array>

namespace shuiheng::county {
namespace {

constexpr std::array kSectors = {
    CodeName<Sector>{Sector::Domestic, "domestic", "生活", "domestic"},
    CodeName<Sector>{Sector::Service, "service", "公共服务", "services"},
    CodeName<Sector>{Sector::Industry, "industry", "工业", "industry"},
    CodeName<Sector>{Sector::Agriculture, "agriculture", "农业", "agriculture"},
    CodeName<Sector>{Sector::Ecology, "ecology", "生态", "ecology"},
};
constexpr std::array kSupplies = {
    CodeName<Supply>{Supply::PublicNetwork, "public_network", "公共供水", "public network"},
    CodeName<Supply>{Supply::OwnSource, "own_source", "自备水源", "own source"},
};
constexpr std::array kWaterSources = {
    CodeName<WaterSource>{WaterSource::Surface, "surface", "地表水", "surface water"},
    CodeName<WaterSource>{WaterSource::Ground, "ground", "地下水", "groundwater"},
    CodeName<WaterSource>{WaterSource::Reclaimed, "reclaimed", "再生水", "reclaimed water"},
    CodeName<WaterSource>{WaterSource::YellowRiver, "yellow_river", "黄河水", "Yellow River"},
    CodeName<WaterSource>{WaterSource::Other, "other", "其他水源", "other"},
};
constexpr std::array kMeterRoles = {
    CodeName<MeterRole>{MeterRole::Customer, "customer", "用户", "customer"},
    CodeName<MeterRole>{MeterRole::SystemInput, "system_input", "出厂", "system input"},
    CodeName<MeterRole>{MeterRole::Export, "export", "转供", "export"},
    CodeName<MeterRole>{MeterRole::Zone, "zone", "分区", "zone"},
    CodeName<MeterRole>{MeterRole::Source, "source", "取水口", "abstraction"},
    CodeName<MeterRole>{MeterRole::Other, "other", "其他", "other"},
};
constexpr std::array kEconomicKinds = {
    CodeName<EconomicKind>{EconomicKind::Gdp, "gdp", "地区生产总值", "GDP"},
    CodeName<EconomicKind>{EconomicKind::IndustrialValueAdded, "industrial_value_added", "工业增加值",
                           "industrial value added"},
};
constexpr std::array kPriceBases = {
    CodeName<PriceBasis>{PriceBasis::Current, "current", "当年价", "current prices"},
    CodeName<PriceBasis>{PriceBasis::Constant2020, "constant_2020", "2020年不变价", "constant 2020 prices"},
};
constexpr std::array kVintages = {
    CodeName<Vintage>{Vintage::Preliminary, "preliminary", "初步核算", "preliminary"},
    CodeName<Vintage>{Vintage::Final, "final", "最终核实", "final"},
    CodeName<Vintage>{Vintage::CensusRevised, "census_revised", "普查修订", "census revision"},
};
constexpr std::array kDistrictClasses = {
    CodeName<DistrictClass>{DistrictClass::Large, "large", "大型灌区", "large"},
    CodeName<DistrictClass>{DistrictClass::Medium, "medium", "中型灌区", "medium"},
    CodeName<DistrictClass>{DistrictClass::Small, "small", "小型灌区", "small"},
    CodeName<DistrictClass>{DistrictClass::Well, "well", "纯井灌区", "wells only"},
};

template <typename Table, typename E>
const auto& entryOf(const Table& table, E value) {
    for (const auto& entry : table) {
        if (entry.value == value) {
            return entry;
        }
    }
    return table.front();
}

template <typename Table>
auto search(const Table& table, std::string_view text) -> std::optional<decltype(table.front().value)> {
    for (const auto& entry : table) {
        if (text == entry.code || text == entry.zh || text == entry.en) {
            return entry.value;
        }
    }
    return std::nullopt;
}

}  // namespace

#define SHUIHENG_CODES(E, table)                               \
    std::string_view codeOf(E value) {                         \
        return entryOf(table, value).code;                     \
    }                                                          \
    Text nameOf(E value) {                                     \
        const auto& entry = entryOf(table, value);             \
        return {std::string(entry.zh), std::string(entry.en)}; \
    }                                                          \
    template <>                                                \
    std::optional<E> fromCode<E>(std::string_view text) {      \
        return search(table, text);                            \
    }

SHUIHENG_CODES(Sector, kSectors)
SHUIHENG_CODES(Supply, kSupplies)
SHUIHENG_CODES(WaterSource, kWaterSources)
SHUIHENG_CODES(MeterRole, kMeterRoles)
SHUIHENG_CODES(EconomicKind, kEconomicKinds)
SHUIHENG_CODES(PriceBasis, kPriceBases)
SHUIHENG_CODES(Vintage, kVintages)
SHUIHENG_CODES(DistrictClass, kDistrictClasses)

}  // namespace shuiheng::county
