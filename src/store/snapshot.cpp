#include "store/snapshot.h"

#include <map>

#include "county/codes.h"
#include "store/snapshot_rows.h"

namespace shuiheng::store {
namespace {

using namespace county;

std::vector<MeterYear> readMeterYears(Connection& connection) {
    std::map<std::pair<std::string, int>, std::vector<std::int64_t>> batches;
    Statement from = connection.prepare(
        "SELECT DISTINCT m.code, CAST(substr(c.month, 1, 4) AS INTEGER), c.batch_id FROM reading_chunk c "
        "JOIN meter m ON m.id = c.meter_id "
        "UNION SELECT DISTINCT m.code, CAST(substr(r.time, 1, 4) AS INTEGER), r.batch_id FROM reading r JOIN "
        "meter m ON m.id = r.meter_id "
        "UNION SELECT DISTINCT m.code, CAST(substr(r.start_time, 1, 4) AS INTEGER), r.batch_id FROM reading "
        "r JOIN meter m ON m.id = "
        "r.meter_id WHERE r.start_time IS NOT NULL ORDER BY 1, 2, 3");
    while (from.step()) {
        batches[{from.text(0), static_cast<int>(from.integer(1))}].push_back(from.integer(2));
    }
    std::vector<MeterYear> years = readAll<MeterYear>(
        connection,
        "SELECT m.code, CAST(substr(v.month, 1, 4) AS INTEGER) AS y, sum(v.volume_m3), sum(v.estimated_m3), "
        "sum(v.covered_s) "
        "FROM volume_month v JOIN meter m ON m.id = v.meter_id GROUP BY m.id, y ORDER BY m.code, y",
        [](Row& row) {
            MeterYear year;
            year.meterCode = row.text();
            year.year = row.integer();
            year.volumeM3 = row.real();
            year.estimatedM3 = row.real();
            year.daysCovered =
                static_cast<int>(row.real() / static_cast<double>(LocalTime::kSecondsPerDay) + 0.5);
            return year;
        });
    for (MeterYear& year : years) {
        year.batches = batches[{year.meterCode, year.year}];
    }
    return years;
}

void readRegisters(Connection& connection, Snapshot& snapshot) {
    snapshot.users = readAll<WaterUser>(
        connection,
        "SELECT code, name, sector, industry_code, town_code, park, non_resident, key_user, special_trade, "
        "supply, valid_from, valid_to, "
        "batch_id, source_row FROM water_user ORDER BY code",
        [](Row& row) {
            return WaterUser{row.text(), row.text(), row.code<Sector>(), row.text(), row.text(),
                             row.text(), row.flag(), row.flag(),         row.flag(), row.code<Supply>(),
                             row.date(), row.date(), row.origin()};
        });
    snapshot.permits =
        readAll<Permit>(connection,
                        "SELECT number, user_code, source, volume_m3_per_year, valid_from, valid_to, status, "
                        "batch_id, source_row FROM permit ORDER BY number",
                        [](Row& row) {
                            return Permit{row.text(),         row.text(),  row.code<WaterSource>(),
                                          row.optionalReal(), row.date(),  row.date(),
                                          row.text(),         row.origin()};
                        });
    snapshot.plannedUses = readAll<PlannedUse>(
        connection,
        "SELECT user_code, year, volume_m3, batch_id, source_row FROM planned_use ORDER BY user_code, year",
        [](Row& row) {
            return PlannedUse{row.text(), row.integer(), row.optionalReal(), row.origin()};
        });
    snapshot.wells = readAll<Well>(connection,
                                   "SELECT code, town_code, group_name, purpose, meter_code, batch_id, "
                                   "source_row FROM well ORDER BY code",
                                   [](Row& row) {
                                       return Well{row.text(), row.text(), row.text(),
                                                   row.text(), row.text(), row.origin()};
                                   });
    snapshot.wellPowers =
        readAll<WellPower>(connection,
                           "SELECT well_code, month, energy_kwh, other_energy_kwh, batch_id, source_row FROM "
                           "well_power ORDER BY "
                           "well_code, month",
                           [](Row& row) {
                               return WellPower{row.text(), Month::parse(row.text()).value_or(Month()),
                                                row.optionalReal(), row.optionalReal(), row.origin()};
                           });
    snapshot.wellCoefficients = readAll<WellCoefficient>(
        connection,
        "SELECT well_code, group_name, town_code, tested_on, tested_volume_m3, tested_energy_kwh, "
        "uncertainty_m3_per_kwh, valid_from, valid_to, batch_id, source_row FROM well_coefficient ORDER BY "
        "well_code, group_name, town_code, tested_on",
        [](Row& row) {
            return WellCoefficient{row.text(), row.text(),  row.text(),         row.date().value_or(Date()),
                                   row.real(), row.real(),  row.optionalReal(), row.date().value_or(Date()),
                                   row.date(), row.origin()};
        });
    snapshot.meters = readAll<Meter>(
        connection,
        "SELECT code, user_code, role, level, bore_mm, register_digits, multiplier, online, online_since, "
        "platform_id, installed_on, "
        "removed_on, calibration_due, provisional, batch_id, source_row FROM meter ORDER BY code",
        [](Row& row) {
            return Meter{row.text(),
                         row.text(),
                         row.code<MeterRole>(),
                         row.optionalInteger(),
                         row.optionalReal(),
                         row.optionalInteger(),
                         row.real(),
                         row.flag(),
                         row.date(),
                         row.text(),
                         row.date(),
                         row.date(),
                         row.date(),
                         row.flag(),
                         row.origin()};
        });
}

SupplyBalance readBalance(Row& row) {
    SupplyBalance balance;
    balance.year = row.integer();
    balance.supplier = row.text();
    for (std::optional<double> SupplyBalance::*field :
         {&SupplyBalance::ownProductionM3,   &SupplyBalance::purchasedM3,
          &SupplyBalance::exportedM3,        &SupplyBalance::billedMeteredM3,
          &SupplyBalance::billedUnmeteredM3, &SupplyBalance::freeMeteredM3,
          &SupplyBalance::freeUnmeteredM3,   &SupplyBalance::visibleLeakM3,
          &SupplyBalance::hiddenLeakM3,      &SupplyBalance::backgroundLeakM3,
          &SupplyBalance::tankLeakM3,        &SupplyBalance::residentMeterLossM3,
          &SupplyBalance::otherMeterLossM3,  &SupplyBalance::otherLossM3,
          &SupplyBalance::residentMeteredM3, &SupplyBalance::mainsLengthKm,
          &SupplyBalance::connections,       &SupplyBalance::privatePipeKm,
          &SupplyBalance::meanPressureMpa,   &SupplyBalance::networkPressureM,
          &SupplyBalance::frostDepthM}) {
        balance.*field = row.optionalReal();
    }
    balance.origin = row.origin();
    return balance;
}

void readAccounts(Connection& connection, Snapshot& snapshot) {
    snapshot.balances = readAll<SupplyBalance>(
        connection,
        "SELECT year, supplier, own_production_m3, purchased_m3, exported_m3, billed_metered_m3, "
        "billed_unmetered_m3, free_metered_m3, "
        "free_unmetered_m3, visible_leak_m3, hidden_leak_m3, background_leak_m3, tank_leak_m3, "
        "resident_meter_loss_m3, other_meter_loss_m3, "
        "other_loss_m3, resident_metered_m3, mains_length_km, connections, private_pipe_km, "
        "mean_pressure_mpa, network_pressure_m, "
        "frost_depth_m, batch_id, source_row FROM supply_balance ORDER BY year, supplier",
        readBalance);
    snapshot.economy = readAll<EconomicValue>(
        connection,
        "SELECT year, kind, value_wan_yuan, basis, real_index, vintage, published_on, scope, batch_id, "
        "source_row FROM economic_value "
        "ORDER BY kind, year, id",
        [](Row& row) {
            return EconomicValue{
                row.integer(),      row.code<EconomicKind>(), row.optionalReal(), row.code<PriceBasis>(),
                row.optionalReal(), row.code<Vintage>(),      row.date(),         row.text(),
                row.origin()};
        });
    snapshot.waterUses =
        readAll<WaterUse>(connection,
                          "SELECT year, sector, source, volume_m3, once_through_cooling_m3, "
                          "cooling_consumption_m3, batch_id, source_row FROM water_use "
                          "ORDER BY year, sector, source",
                          [](Row& row) {
                              return WaterUse{row.integer(),      row.code<Sector>(), row.code<WaterSource>(),
                                              row.optionalReal(), row.optionalReal(), row.optionalReal(),
                                              row.origin()};
                          });
    snapshot.irrigationSamples = readAll<IrrigationSample>(
        connection,
        "SELECT year, name, district_class, subclass, net_m3, gross_m3, batch_id, source_row FROM "
        "irrigation_sample ORDER BY year, name",
        [](Row& row) {
            return IrrigationSample{row.integer(), row.text(),         row.code<DistrictClass>(),
                                    row.text(),    row.optionalReal(), row.optionalReal(),
                                    row.origin()};
        });
    snapshot.irrigationClassUses = readAll<IrrigationClassUse>(
        connection,
        "SELECT year, district_class, subclass, gross_m3, batch_id, source_row FROM irrigation_class_use "
        "ORDER BY year, district_class, "
        "subclass",
        [](Row& row) {
            return IrrigationClassUse{row.integer(), row.code<DistrictClass>(), row.text(),
                                      row.optionalReal(), row.origin()};
        });
    snapshot.reclaimedCapacities = readAll<ReclaimedCapacity>(
        connection,
        "SELECT facility, commissioned_year, volume_m3_per_year, proof, kind, allocated_m3_per_year, "
        "treatment_m3_per_year, conveyance_m3_per_year, batch_id, source_row FROM reclaimed_capacity ORDER "
        "BY "
        "commissioned_year, facility, kind",
        [](Row& row) {
            return ReclaimedCapacity{row.text(),         row.integer(),      row.optionalReal(),
                                     row.text(),         row.text(),         row.optionalReal(),
                                     row.optionalReal(), row.optionalReal(), row.origin()};
        });
    snapshot.reclaimedUses =
        readAll<ReclaimedUse>(connection,
                              "SELECT year, facility, purpose, volume_m3, counts, batch_id, source_row FROM "
                              "reclaimed_use ORDER BY year, facility, purpose",
                              [](Row& row) {
                                  return ReclaimedUse{row.integer(),      row.text(), row.text(),
                                                      row.optionalReal(), row.flag(), row.origin()};
                              });
    snapshot.sewageTreated = readAll<SewageTreated>(
        connection,
        "SELECT year, plant, volume_m3, batch_id, source_row FROM sewage_treated ORDER BY year, plant",
        [](Row& row) {
            return SewageTreated{row.integer(), row.text(), row.optionalReal(), row.origin()};
        });
}

}  // namespace

Result<Snapshot> readSnapshot(const Project& project) {
    return guarded([&] {
        Connection& connection = project.connection();
        Snapshot snapshot;
        snapshot.countyCode = project.info().countyCode;
        snapshot.countyName = project.info().countyName;
        snapshot.sample = project.info().sample;
        const bool own =
            !connection.inTransaction();  // one view of the file, also while somebody else writes
        if (own) {
            connection.execute("BEGIN");
        }
        try {
            readRegisters(connection, snapshot);
            snapshot.meterYears = readMeterYears(connection);
            readAccounts(connection, snapshot);
            readMeasures(connection, snapshot);
        } catch (const SqliteFailure&) {
            if (own) {
                connection.execute("ROLLBACK");
            }
            throw;
        }
        if (own) {
            connection.execute("COMMIT");
        }
        return snapshot;
    });
}

}  // namespace shuiheng::store
