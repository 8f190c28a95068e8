#pragma once

#include <initializer_list>
#include <string>
#include <utility>

#include "compliance/check.h"

/// Words to write small counties with: each adds the records that one sentence of a comment speaks of.
namespace shuiheng::golden {

using county::Sector;
using county::Snapshot;

inline Date day(const char* iso) {
    return Date::parse(iso).value();
}

inline std::optional<Date> dayOrNone(const char* iso) {
    return *iso ? std::optional(day(iso)) : std::nullopt;
}

inline int daysOf(int year) {
    return daysBetween(Month::of(year, 1).firstDay(), Month::of(year, 12).lastDay()) + 1;
}

using YearVolumes = std::initializer_list<std::pair<int, double>>;

inline county::Meter& meter(Snapshot& county, const std::string& code, const std::string& user,
                            county::MeterRole role, YearVolumes volumes) {
    for (const auto& [year, m3] : volumes) {
        county.meterYears.push_back({code, year, m3, 0, daysOf(year), {}});
    }
    county::Meter meter;
    meter.code = code;
    meter.userCode = user;
    meter.role = role;
    county.meters.push_back(meter);
    return county.meters.back();
}

/// A non-resident user with one meter: what it read in each year, and since when it is online ("" = not).
inline county::WaterUser& user(Snapshot& county, const std::string& code, YearVolumes volumes,
                               const char* onlineSince = "", Sector sector = Sector::Service) {
    county::Meter& entry = meter(county, "表" + code, code, county::MeterRole::Customer, volumes);
    entry.onlineSince = dayOrNone(onlineSince);
    entry.online = entry.onlineSince.has_value();
    county::WaterUser user;
    user.code = code;
    user.name = code;
    user.sector = sector;
    county.users.push_back(user);
    return county.users.back();
}

/// A supplier's year, m³: what it put in and what was billed; all other uses none.
inline county::SupplyBalance& supply(Snapshot& county, int year, double own, std::optional<double> billed,
                                     const std::string& supplier = "固盛供水公司") {
    county::SupplyBalance balance;
    balance.year = year;
    balance.supplier = supplier;
    balance.ownProductionM3 = own;
    balance.purchasedM3 = balance.exportedM3 = 0;
    balance.billedMeteredM3 = billed;
    balance.billedUnmeteredM3 = balance.freeMeteredM3 = balance.freeUnmeteredM3 = 0;
    county.balances.push_back(balance);
    return county.balances.back();
}

/// The first network of methods.md §1.1: 300 万m³ in, 262 used, r = 0.6, 95 km, 0.42 MPa, 1.9 m of frost.
inline county::SupplyBalance& workedNetwork(Snapshot& county, int year) {
    county::SupplyBalance& balance = supply(county, year, 3000000, 2620000);
    balance.residentMeteredM3 = 1800000;
    balance.mainsLengthKm = 95;
    balance.meanPressureMpa = 0.42;
    balance.frostDepthM = 1.9;
    return balance;
}

/// Value added at constant 2020 prices, 万元.
inline void economy(Snapshot& county, county::EconomicKind kind, int year, double wanYuan) {
    county::EconomicValue value;
    value.year = year;
    value.kind = kind;
    value.valueWanYuan = wanYuan;
    value.basis = county::PriceBasis::Constant2020;
    value.vintage = county::Vintage::Final;
    value.scope = kind == county::EconomicKind::Gdp ? "" : "全部工业";
    county.economy.push_back(value);
}

inline void growth(Snapshot& county, int year, double index) {
    county::EconomicValue value;
    value.year = year;
    value.basis = county::PriceBasis::Current;
    value.realIndex = index;
    value.vintage = county::Vintage::Final;
    county.economy.push_back(value);
}

inline county::WaterUse& use(Snapshot& county, int year, Sector sector, double wanM3,
                             county::WaterSource source = county::WaterSource::Ground) {
    county::WaterUse record;
    record.year = year;
    record.sector = sector;
    record.source = source;
    record.volumeM3 = wanM3 * 1e4;
    county.waterUses.push_back(record);
    return county.waterUses.back();
}

/// All four kinds of use, 万m³.
inline void uses(Snapshot& county, int year, double domestic, double industry, double farm, double ecology) {
    use(county, year, Sector::Domestic, domestic);
    use(county, year, Sector::Industry, industry);
    use(county, year, Sector::Agriculture, farm);
    use(county, year, Sector::Ecology, ecology);
}

/// A sample district of wells of one type with its η, and the type's gross water, 万m³.
inline void wells(Snapshot& county, int year, const std::string& type, double eta, double grossWan) {
    county::IrrigationSample sample;
    sample.year = year;
    sample.name = type;
    sample.subclass = type;
    sample.grossM3 = 100000;
    sample.netM3 = eta * 100000;
    county.irrigationSamples.push_back(sample);
    county.irrigationClassUses.push_back({year, county::DistrictClass::Well, type, grossWan * 1e4, {}});
}

inline county::ReclaimedCapacity& capacity(Snapshot& county, const std::string& facility, int year,
                                           std::optional<double> wanM3, const std::string& kind = "new") {
    county::ReclaimedCapacity item;
    item.facility = facility;
    item.commissionedYear = year;
    item.volumeM3PerYear = wanM3 ? std::optional(*wanM3 * 1e4) : std::nullopt;
    item.proof = "验收单";
    item.kind = kind;
    county.reclaimedCapacities.push_back(item);
    return county.reclaimedCapacities.back();
}

inline void enterprise(Snapshot& county, const std::string& list, int year, const std::string& name,
                       std::optional<double> useM3 = {}, const std::string& industry = "") {
    county.listedEnterprises.push_back({list, year, name, "", industry, useM3, {}});
}

inline void institution(Snapshot& county, const std::string& code, const std::string& kind) {
    county.institutions.push_back({code, code, kind, {}, {}, {}});
}

inline void certificate(Snapshot& county, const std::string& kind, const std::string& holder,
                        const char* issuedOn, const char* validTo = "") {
    county.certificates.push_back({kind, "证" + holder, holder, dayOrNone(issuedOn), dayOrNone(validTo), {}});
}

inline void assessed(Snapshot& county, const std::string& kind, const std::string& enterprise,
                     const char* on) {
    county.waterAssessments.push_back({kind, enterprise, day(on), {}, {}});
}

inline void retrofit(Snapshot& county, const std::string& enterprise, const char* completedOn,
                     const std::string& kind = "production_system") {
    county.retrofits.push_back({enterprise, "改造", kind, dayOrNone(completedOn), {}});
}

inline void discharger(Snapshot& county, const std::string& name, const char* closedOn,
                       std::optional<bool> retestPassed, const char* stopOrderedOn = "") {
    county.problemDischargers.push_back(
        {name, "氯化物", dayOrNone(closedOn), retestPassed, dayOrNone(stopOrderedOn), {}});
}

inline void contract(Snapshot& county, const std::string& unit, const char* startedOn,
                     const char* completedOn = "") {
    county.savingContracts.push_back(
        {unit, unit, "shared", dayOrNone(startedOn), dayOrNone(completedOn), 50000, 40000, {}});
}

/// Works in the register; a stage reached, or none.
inline void works(Snapshot& county, const std::string& name, const std::string& stage = "",
                  const char* on = "", std::optional<int> built = {}) {
    county.projectStages.push_back({name, stage, dayOrNone(on), built, {}});
}

inline void document(Snapshot& county, const std::string& name, const std::string& stage, const char* on,
                     const std::string& authority = "") {
    county.documentStages.push_back({name, stage, dayOrNone(on), authority, {}});
}

inline void node(Snapshot& county, const std::string& code, const char* monitoredSince) {
    county.drainageNodes.push_back({code, code, dayOrNone(monitoredSince), {}});
}

inline void fixtures(Snapshot& county, const std::string& building, const char* on, std::optional<int> total,
                     std::optional<int> saving) {
    county.fixtureSurveys.push_back({building, "水嘴", day(on), total, saving, {}});
}

/// A seller in business, inspected on the day ("" = not), with what was found on sale.
inline void seller(Snapshot& county, const std::string& code, const char* inspectedOn, int models = 10,
                   int saving = 10) {
    county.fixtureSellers.push_back({code, code, {}, {}, {}});
    if (*inspectedOn) {
        county.marketInspections.push_back({code, day(inspectedOn), models, saving, {}});
    }
}

/// A month's meeting and the returns of the bodies.
template <typename Bodies>
void dispatch(Snapshot& county, Month month, const Bodies& bodies) {
    county.dispatchMeetings.push_back({month.iso(), month.lastDay(), {}});
    for (const std::string& body : bodies) {
        county.monthlyReturns.push_back({month.iso(), body, month.lastDay(), {}});
    }
}

}  // namespace shuiheng::golden
