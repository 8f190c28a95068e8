#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/civil.h"
#include "county/measures.h"
#include "county/origin.h"

/// The county's records as values: what rules and reports compute from. Volumes in m³, lengths in km,
/// pressure in MPa, money in 万元, as the column names of the project file say. Blank is std::nullopt, never
/// 0.
namespace shuiheng::county {

enum class Sector {
    Domestic,
    Service,
    Industry,
    Agriculture,
    Ecology
};                                               // 生活(居民) 服务业/公共 工业 农业 生态
enum class Supply { PublicNetwork, OwnSource };  // 公共供水 自备水源
enum class WaterSource { Surface, Ground, Reclaimed, YellowRiver, Other };

struct WaterUser {
    std::string code;
    std::string name;
    Sector sector = Sector::Service;
    std::string industryCode;  ///< GB/T 4754
    std::string townCode;
    std::string park;  ///< id of the park's alias entry in the plan file; empty = none
    bool nonResident = true;
    bool keyUser = false;  ///< 重点取用水户
    bool specialTrade = false;
    Supply supply = Supply::PublicNetwork;
    std::optional<Date> validFrom;
    std::optional<Date> validTo;
    Origin origin;
};

struct Permit {
    std::string number;
    std::string userCode;
    WaterSource source = WaterSource::Ground;
    std::optional<double> volumeM3PerYear;
    std::optional<Date> validFrom;
    std::optional<Date> validTo;
    std::string status;
    Origin origin;
};

struct PlannedUse {
    std::string userCode;
    int year = 0;
    std::optional<double> volumeM3;
    Origin origin;
};

/// What a meter measures in the balance of the public supply.
enum class MeterRole { Customer, SystemInput, Export, Zone, Source, Other };  // 用户 出厂 转供 分区 取水口

struct Meter {
    std::string code;
    std::string userCode;  ///< empty = not yet assigned
    MeterRole role = MeterRole::Customer;
    std::optional<int> level;  ///< 1..3
    std::optional<double> boreMm;
    std::optional<int> registerDigits;
    double multiplier = 1;
    bool online = false;
    std::optional<Date> onlineSince;
    std::string platformId;
    std::optional<Date> installedOn;
    std::optional<Date> removedOn;
    std::optional<Date> calibrationDue;
    bool provisional = false;  ///< met in a file, not yet confirmed in the register
    Origin origin;
};

struct Well {
    std::string code;
    std::string townCode;
    std::string groupName;  ///< wells alike: 同类组
    std::string purpose;    ///< irrigation, domestic, industry, monitoring, other
    std::string meterCode;
    Origin origin;
};

/// A month's electricity of a well.
struct WellPower {
    std::string wellCode;
    Month month;
    std::optional<double> energyKwh;
    std::optional<double> otherEnergyKwh;  ///< part of energyKwh that did not lift irrigation water
    Origin origin;
};

/// A test of m³ per kWh, of a well, of a group of wells or of a town; the others blank.
struct WellCoefficient {
    std::string wellCode;
    std::string groupName;
    std::string townCode;
    Date testedOn;
    double testedVolumeM3 = 0;
    double testedEnergyKwh = 0;
    std::optional<double> uncertaintyM3PerKwh;  ///< standard uncertainty u(T)
    Date validFrom;
    std::optional<Date> validTo;
    Origin origin;
};

/// One meter's volume of one year, from the roll-ups.
struct MeterYear {
    std::string meterCode;
    int year = 0;
    double volumeM3 = 0;     ///< measured
    double estimatedM3 = 0;  ///< estimated, not part of volumeM3
    int daysCovered = 0;     ///< days of the year with data
    std::vector<std::int64_t> batches;
};

/// Table 4.2.1 of CJJ 92 for one supplier and year; a blank leaf is unknown. Blank totals may be filled from
/// meters.
struct SupplyBalance {
    int year = 0;
    std::string supplier;
    std::optional<double> ownProductionM3;      // 自产供水量
    std::optional<double> purchasedM3;          // 外购供水量
    std::optional<double> exportedM3;           // 转供其他供水单位
    std::optional<double> billedMeteredM3;      // 计费计量用水量
    std::optional<double> billedUnmeteredM3;    // 计费未计量用水量
    std::optional<double> freeMeteredM3;        // 免费计量用水量
    std::optional<double> freeUnmeteredM3;      // 免费未计量用水量
    std::optional<double> visibleLeakM3;        // 明漏
    std::optional<double> hiddenLeakM3;         // 暗漏
    std::optional<double> backgroundLeakM3;     // 背景漏失
    std::optional<double> tankLeakM3;           // 水箱水池渗漏和溢流
    std::optional<double> residentMeterLossM3;  // 居民总分表差损失
    std::optional<double> otherMeterLossM3;     // 非居民表具误差损失
    std::optional<double> otherLossM3;          // 其他损失
    std::optional<double> residentMeteredM3;    // 居民抄表到户水量
    std::optional<double> mainsLengthKm;        // DN75 and above
    std::optional<double> connections;
    std::optional<double> privatePipeKm;
    std::optional<double> meanPressureMpa;   // 年平均出厂压力
    std::optional<double> networkPressureM;  // mean pressure head in the network, for UARL
    std::optional<double> frostDepthM;       // 最大冻土深度
    Origin origin;
};

enum class EconomicKind { Gdp, IndustrialValueAdded };
enum class PriceBasis { Current, Constant2020 };
enum class Vintage { Preliminary, Final, CensusRevised };

struct EconomicValue {
    int year = 0;
    EconomicKind kind = EconomicKind::Gdp;
    std::optional<double> valueWanYuan;
    PriceBasis basis = PriceBasis::Current;
    std::optional<double> realIndex;  ///< real growth index, previous year = 1
    Vintage vintage = Vintage::Preliminary;
    std::optional<Date> publishedOn;
    std::string scope;  ///< e.g. 全部工业 or 规上工业
    Origin origin;
};

/// Annual water use of the county by sector and source (gross, incl. conveyance losses).
struct WaterUse {
    int year = 0;
    Sector sector = Sector::Domestic;
    WaterSource source = WaterSource::Ground;
    std::optional<double> volumeM3;
    std::optional<double> onceThroughCoolingM3;  ///< part of volumeM3 withdrawn for once-through cooling
    std::optional<double> coolingConsumptionM3;  ///< what of it is consumed
    Origin origin;
};

/// 样点灌区, 首尾测算分析法.
enum class DistrictClass { Large, Medium, Small, Well };

struct IrrigationSample {
    int year = 0;
    std::string name;
    DistrictClass districtClass = DistrictClass::Well;
    std::string subclass;  ///< medium: 1-5, 5-15, 15-30 万亩; well: earth, lined, pipe, sprinkler, drip
    std::optional<double> netM3;
    std::optional<double> grossM3;
    Origin origin;
};

/// Gross irrigation water of a whole class (weights of the mean).
struct IrrigationClassUse {
    int year = 0;
    DistrictClass districtClass = DistrictClass::Well;
    std::string subclass;
    std::optional<double> grossM3;
    Origin origin;
};

struct ReclaimedCapacity {
    std::string facility;
    int commissionedYear = 0;
    std::optional<double> volumeM3PerYear;  ///< 利用能力: treatment and pipes in place
    std::string proof;
    std::string kind;                           ///< new | shanbei_share (山北供水工程分配量)
    std::optional<double> allocatedM3PerYear;   ///< 已配置到用户的能力
    std::optional<double> treatmentM3PerYear;   ///< 处理能力
    std::optional<double> conveyanceM3PerYear;  ///< 输配能力
    Origin origin;
};

struct ReclaimedUse {
    int year = 0;
    std::string facility;
    std::string purpose;  ///< industry, ecology, urban, irrigation, plant_internal, river
    std::optional<double> volumeM3;
    bool counts = true;
    Origin origin;
};

struct SewageTreated {
    int year = 0;
    std::string plant;
    std::optional<double> volumeM3;
    Origin origin;
};

/// A snapshot of everything the check needs, taken in one read transaction.
struct Snapshot {
    std::string countyCode;
    std::string countyName;
    bool sample = false;  ///< 示例数据
    std::vector<WaterUser> users;
    std::vector<Permit> permits;
    std::vector<PlannedUse> plannedUses;
    std::vector<Meter> meters;
    std::vector<Well> wells;
    std::vector<WellPower> wellPowers;
    std::vector<WellCoefficient> wellCoefficients;
    std::vector<MeterYear> meterYears;
    std::vector<SupplyBalance> balances;
    std::vector<EconomicValue> economy;
    std::vector<WaterUse> waterUses;
    std::vector<IrrigationSample> irrigationSamples;
    std::vector<IrrigationClassUse> irrigationClassUses;
    std::vector<ReclaimedCapacity> reclaimedCapacities;
    std::vector<ReclaimedUse> reclaimedUses;
    std::vector<SewageTreated> sewageTreated;
    std::vector<ControlIndicator> controlIndicators;
    std::vector<ListedEnterprise> listedEnterprises;
    std::vector<Institution> institutions;
    std::vector<Certificate> certificates;
    std::vector<FixtureSurvey> fixtureSurveys;
    std::vector<FixtureSeller> fixtureSellers;
    std::vector<MarketInspection> marketInspections;
    std::vector<SavingContract> savingContracts;
    std::vector<WaterAssessment> waterAssessments;
    std::vector<Retrofit> retrofits;
    std::vector<ProblemDischarger> problemDischargers;
    std::vector<ProjectStage> projectStages;
    std::vector<DocumentStage> documentStages;
    std::vector<DrainageNode> drainageNodes;
    std::vector<Drill> drills;
    std::vector<MonthlyReturn> monthlyReturns;
    std::vector<DispatchMeeting> dispatchMeetings;
};

}  // namespace shuiheng::county
