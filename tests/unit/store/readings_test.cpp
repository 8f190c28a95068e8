#include "store/readings.h"

#include <map>
#include <random>

#include "store/snapshot.h"
#include "store_fixture.h"

namespace shuiheng::store {
namespace {

using county::DayVolume;
using county::Reading;

Reading reading(LocalTime time, std::int64_t index, std::int8_t scale = 2) {
    Reading one;
    one.flags = county::kHasIndex;
    one.time = time;
    one.index = index;
    one.indexScale = scale;
    one.row = time.seconds() / 3600 % 100000;
    return one;
}

LocalTime at(int year, int month, int day, int hour = 0) {
    return LocalTime::at(*Date::of(year, month, day), hour * 3600);
}

std::vector<Reading> hoursOf(LocalTime first, int count, std::int64_t start = 1000) {
    std::vector<Reading> readings;
    for (int hour = 0; hour < count; ++hour) {
        readings.push_back(reading(LocalTime(first.seconds() + hour * 3600), start + hour * 25));
    }
    return readings;
}

class Readings : public StoreTest {
  protected:
    void SetUp() override {
        StoreTest::SetUp();
        ASSERT_TRUE(write("meter", {{"code", std::string("00017")},
                                    {"register_digits", std::int64_t{6}},
                                    {"multiplier", 10.0},
                                    {"bore_mm", 50.0}}));
        ASSERT_TRUE(write("meter", {{"code", std::string("表二")}}));
        m_store.emplace(project());
        m_meter = (*m_store->findMeter("00017"))->id;
        m_other = (*m_store->findMeter("表二"))->id;
    }
    void TearDown() override { m_store.reset(); }

    std::int64_t add(std::int64_t meter, Keep keep, const std::vector<Reading>& readings,
                     const std::string& file = "一月.csv") {
        Result<Transaction> transaction = Transaction::begin(project());
        const std::int64_t batch = newBatch(file);
        EXPECT_TRUE(m_store->add(meter, batch, keep, readings));
        EXPECT_TRUE(transaction->commit("import_readings", file, batch));
        return batch;
    }
    std::vector<LocalTime> timesOf(std::int64_t meter, LocalTime from, LocalTime to) {
        std::vector<LocalTime> times;
        const auto loaded = m_store->load(meter, from, to);
        EXPECT_TRUE(loaded);
        for (const StoredReading& one : *loaded) {
            times.push_back(one.reading.time);
        }
        return times;
    }

    std::optional<ReadingStore> m_store;
    std::int64_t m_meter = 0;
    std::int64_t m_other = 0;
};

/// A row's REAL has room for some 15 digits; the raw value of a longer one must come back all the same.
TEST_F(Readings, ValuesTooLongForARealComeBackAsTheyWere) {
    const std::vector<Decimal> values = {{123456, 1},
                                         {123456789012345678, 0},
                                         {123456789012345678, 18},
                                         {12300000000000001, 15},
                                         {999999999999999999, 0},
                                         {1, 18}};
    std::vector<Reading> readings;
    for (std::size_t i = 0; i < values.size(); ++i) {
        readings.push_back(
            reading(at(2025, 1, static_cast<int>(i) + 1), values[i].mantissa, values[i].scale));
    }
    add(m_meter, Keep::Rows, readings);
    const auto loaded = m_store->load(m_meter, at(2025, 1, 1), at(2025, 2, 1));
    ASSERT_TRUE(loaded);
    ASSERT_EQ(loaded->size(), values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        EXPECT_EQ((*loaded)[i].reading.indexM3(), values[i]) << i;
    }
    EXPECT_EQ(loaded->front().kept, Keep::Rows);
}

TEST_F(Readings, MetersAsReadingsSeeThem) {
    const auto meter = *m_store->findMeter("00017");
    EXPECT_EQ(meter->registerDigits, 6);
    EXPECT_EQ(meter->multiplier, 10);
    EXPECT_EQ(meter->boreMm, 50);
    EXPECT_FALSE(meter->hasReadings);
    EXPECT_FALSE(m_store->findMeter("17")->has_value()) << "leading zeros tell meters apart";
    add(m_other, Keep::Rows, {reading(at(2024, 1, 1), 5)});
    const auto meters = m_store->meters();
    ASSERT_EQ(meters->size(), 2u);
    EXPECT_TRUE(meters->at("表二").hasReadings);
    EXPECT_FALSE(meters->at("00017").hasReadings);
    ASSERT_TRUE(write("meter_change", {{"meter_code", std::string("00017")},
                                       {"changed_on", std::string("2024-05-01")},
                                       {"old_final_index_m3", 812.5},
                                       {"new_initial_index_m3", 0.1}}));
    const auto changes = m_store->meterChanges("00017");
    ASSERT_EQ(changes->size(), 1u);
    EXPECT_EQ(changes->front().time, at(2024, 5, 1));
    EXPECT_EQ(changes->front().oldFinalIndexM3.toString(), "812.5");
    EXPECT_EQ(changes->front().newInitialIndexM3.toString(), "0.1");
}

// Both shapes give back what they were given, over month edges, with the batch of each; [from, to) is half
// open.
//   Jan 31 22:00 23:00 | Feb 1 00:00 01:00 02:00
TEST_F(Readings, BothShapesBehaveAlike) {
    const std::vector<Reading> given = hoursOf(at(2024, 1, 31, 22), 5);
    for (const auto& [meter, keep] : {std::pair(m_meter, Keep::Chunks), std::pair(m_other, Keep::Rows)}) {
        const std::int64_t batch = add(meter, keep, given);
        const auto loaded = m_store->load(meter, at(2024, 1, 1), at(2024, 3, 1));
        ASSERT_EQ(loaded->size(), given.size());
        for (std::size_t i = 0; i < given.size(); ++i) {
            EXPECT_EQ((*loaded)[i].reading.time, given[i].time);
            EXPECT_TRUE((*loaded)[i].reading.indexM3() == given[i].indexM3());
            EXPECT_EQ((*loaded)[i].reading.flags, given[i].flags);
            EXPECT_EQ((*loaded)[i].reading.row, given[i].row);
            EXPECT_EQ((*loaded)[i].batch, batch);
        }
        EXPECT_EQ(timesOf(meter, at(2024, 1, 31, 23), at(2024, 2, 1, 1)).size(), 2u);
        EXPECT_EQ(timesOf(meter, at(2024, 2, 1), at(2024, 2, 1, 1)), std::vector{at(2024, 2, 1)});
        EXPECT_TRUE(timesOf(meter, at(2024, 2, 1, 3), at(2025, 1, 1)).empty());
        EXPECT_TRUE(timesOf(meter, at(2023, 1, 1), at(2024, 1, 31, 22)).empty());
        const auto extent = m_store->extent(meter);
        ASSERT_TRUE(*extent);
        EXPECT_EQ((*extent)->first, at(2024, 1, 31, 22));
        EXPECT_EQ((*extent)->second, at(2024, 2, 1, 2));
    }
    EXPECT_EQ(number("SELECT count(*) FROM reading_chunk"), 2) << "one chunk per month";
    EXPECT_EQ(*countReadings(project()), 10);
}

TEST_F(Readings, RowsKeepEveryField) {
    Reading full = reading(at(2024, 3, 1, 8), 123456, 3);
    full.flags |= county::kHasPreviousIndex | county::kHasVolume | county::kHasFlow | county::kHasStart |
                  county::kSpike;
    full.start = at(2024, 2, 1, 8);
    full.previousIndex = 120000;
    full.volume = -345;
    full.volumeScale = 1;
    full.flow = 7;
    full.flowScale = 4;
    add(m_meter, Keep::Rows, {full});
    const Reading stored = m_store->load(m_meter, at(2024, 3, 1), at(2024, 4, 1))->front().reading;
    EXPECT_EQ(stored.flags, full.flags);
    EXPECT_EQ(stored.start, full.start);
    EXPECT_TRUE(stored.indexM3() == full.indexM3());
    EXPECT_TRUE(stored.previousIndexM3() == full.previousIndexM3());
    EXPECT_TRUE(stored.volumeM3() == full.volumeM3());
    EXPECT_TRUE(stored.flowM3PerHour() == full.flowM3PerHour());
}

// before(t) is the last reading < t and atOrAfter(t) the first >= t: compared with a scan of the sorted list,
// for random series with holes of months, in both shapes at once, from before the first to after the last
// reading.
TEST_F(Readings, NeighboursAgreeWithAScan) {
    std::mt19937 random(17);
    std::map<LocalTime, Reading> all;
    LocalTime time = at(2023, 11, 20);
    for (int block = 0; block < 6; ++block) {
        std::vector<Reading> readings;
        for (int i = 0; i < 40; ++i) {
            time = LocalTime(time.seconds() + 3600 * (1 + static_cast<std::int64_t>(random() % 40)));
            Reading one = reading(time, static_cast<std::int64_t>(all.size()));
            if (random() % 3 == 0) {
                one.flags = county::kHasVolume;
                one.index = 0;
                one.volume = 4;
            }
            readings.push_back(one);
            all[time] = one;
        }
        add(m_meter, block % 2 == 0 ? Keep::Chunks : Keep::Rows, readings);
        time = LocalTime(time.seconds() + 86400 * static_cast<std::int64_t>(random() % 100));
    }
    for (LocalTime probe = at(2023, 10, 1); probe < LocalTime(time.seconds() + 40 * 86400);
         probe = LocalTime(probe.seconds() + 3600 * (1 + static_cast<std::int64_t>(random() % 50)))) {
        std::optional<LocalTime> last;
        std::optional<LocalTime> lastIndex;
        for (const auto& [key, one] : all) {
            if (key < probe) {
                last = key;
                lastIndex = one.has(county::kHasIndex) ? std::optional(key) : lastIndex;
            }
        }
        const auto next = all.lower_bound(probe);
        const auto timeOf = [](const Result<std::optional<Reading>>& found) {
            EXPECT_TRUE(found);
            return *found ? std::optional((*found)->time) : std::nullopt;
        };
        ASSERT_EQ(timeOf(m_store->before(m_meter, probe, false)), last) << probe.iso();
        ASSERT_EQ(timeOf(m_store->before(m_meter, probe, true)), lastIndex) << probe.iso();
        ASSERT_EQ(timeOf(m_store->atOrAfter(m_meter, probe)),
                  next == all.end() ? std::nullopt : std::optional(next->first))
            << probe.iso();
    }
    EXPECT_EQ(timesOf(m_meter, at(2023, 1, 1), at(2030, 1, 1)).size(), all.size());
}

// A month that comes in two blocks of one batch is one chunk; from two batches it is two, read as one series.
TEST_F(Readings, BlocksOfAMonthMerge) {
    const std::vector<Reading> month = hoursOf(at(2024, 5, 1), 300);
    Result<Transaction> transaction = Transaction::begin(project());
    const std::int64_t batch = newBatch();
    ASSERT_TRUE(m_store->add(m_meter, batch, Keep::Chunks, std::span(month).first(100)));
    ASSERT_TRUE(m_store->add(m_meter, batch, Keep::Chunks, std::span(month).subspan(200)));
    ASSERT_TRUE(transaction->commit("import_readings", "一", batch));
    EXPECT_EQ(number("SELECT count(*) FROM reading_chunk"), 1);
    EXPECT_EQ(number("SELECT readings FROM reading_chunk"), 200);
    add(m_meter, Keep::Chunks, std::vector(month.begin() + 100, month.begin() + 200));
    EXPECT_EQ(number("SELECT count(*) FROM reading_chunk"), 2);
    const auto times = timesOf(m_meter, at(2024, 5, 1), at(2024, 6, 1));
    ASSERT_EQ(times.size(), 300u);
    EXPECT_TRUE(std::is_sorted(times.begin(), times.end()));
}

// Taking a batch out leaves the other batch's readings and names what has to be computed anew.
TEST_F(Readings, RemoveBatchTakesOnlyItsOwn) {
    const std::int64_t first = add(m_meter, Keep::Chunks, hoursOf(at(2024, 1, 30), 100));
    const std::int64_t second =
        add(m_meter, Keep::Rows, {reading(at(2024, 3, 1), 9), reading(at(2024, 4, 1), 10)});
    Result<Transaction> transaction = Transaction::begin(project());
    auto touched = m_store->removeBatch(first);
    ASSERT_EQ(touched->size(), 1u);
    EXPECT_EQ(touched->front().meter.code, "00017");
    EXPECT_EQ(touched->front().first, at(2024, 1, 30));
    EXPECT_EQ(touched->front().last, LocalTime(at(2024, 1, 30).seconds() + 99 * 3600));
    EXPECT_TRUE(touched->front().meter.hasReadings);
    EXPECT_EQ(timesOf(m_meter, at(2024, 1, 1), at(2025, 1, 1)),
              (std::vector{at(2024, 3, 1), at(2024, 4, 1)}));
    touched = m_store->removeBatch(second);
    EXPECT_FALSE(touched->front().meter.hasReadings);
    EXPECT_TRUE(m_store->removeBatch(12345)->empty());
    transaction->rollBack();
    EXPECT_EQ(timesOf(m_meter, at(2024, 1, 1), at(2025, 1, 1)).size(), 102u);
}

// A batch of readings that were refused (two for one moment) leaves the store able to go on.
TEST_F(Readings, ADuplicateIsRefusedAndTheStoreGoesOn) {
    Result<Transaction> transaction = Transaction::begin(project());
    const std::int64_t batch = newBatch();
    const std::vector<Reading> twice = {reading(at(2024, 1, 1), 5), reading(at(2024, 1, 1), 6)};
    const Result<> refused = m_store->add(m_meter, batch, Keep::Rows, twice);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "RECORD_REFUSED");
    const std::vector<Reading> next = {reading(at(2024, 1, 2), 6)};
    EXPECT_TRUE(m_store->add(m_meter, batch, Keep::Rows, next));
    EXPECT_FALSE(m_store->add(m_meter, 999, Keep::Rows, next)) << "no such batch";
}

// A damaged chunk is named with its place, and only the month it lies in is lost.
TEST_F(Readings, DamagedChunkIsNamed) {
    add(m_meter, Keep::Chunks, hoursOf(at(2024, 1, 31, 20), 10));
    connection().execute("UPDATE reading_chunk SET data = x'01ff' WHERE month = '2024-01'");
    const auto loaded = m_store->load(m_meter, at(2024, 1, 1), at(2024, 3, 1));
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().code, "CHUNK_DAMAGED");
    EXPECT_NE(loaded.error().where.key.find("2024-01"), std::string::npos);
    EXPECT_EQ(timesOf(m_meter, at(2024, 2, 1), at(2024, 3, 1)).size(), 6u);
    EXPECT_FALSE(m_store->before(m_meter, at(2024, 2, 1), false));
}

// volume_month = Σ of the days given for the month after any sequence of replacements; days that are a share
// of a longer interval count there and have no row of their own.
TEST_F(Readings, MonthsAreTheSumOfTheirDays) {
    std::mt19937 random(23);
    std::map<Date, DayVolume> expected;
    for (int round = 0; round < 60; ++round) {
        const Month first(Month::of(2024, 1).index() + static_cast<int>(random() % 5));
        const Month last(first.index() + static_cast<int>(random() % 3));
        std::vector<DayVolume> days;
        for (Date day = first.firstDay(); day <= last.lastDay(); day = day.plusDays(1)) {
            expected.erase(day);
            if (random() % 4 != 0) {
                days.push_back({day, static_cast<double>(random() % 1000) / 8,
                                static_cast<double>(random() % 100) / 4, 86400, random() % 3 == 0});
                expected[day] = days.back();
            }
        }
        Result<Transaction> transaction = Transaction::begin(project());
        ASSERT_TRUE(m_store->replaceVolumes(m_meter, first, last, days));
        ASSERT_TRUE(transaction->commit("test", "volumes"));
        std::map<std::string, double> months;
        for (const auto& [day, volume] : expected) {
            months[Month::containing(day).iso()] += volume.volumeM3;
        }
        Statement row = connection().prepare(
            "SELECT month, volume_m3, covered_s FROM volume_month WHERE meter_id = ? ORDER BY month");
        row.bind(1, m_meter);
        auto month = months.begin();
        while (row.step()) {
            ASSERT_NE(month, months.end());
            EXPECT_EQ(row.text(0), month->first);
            EXPECT_DOUBLE_EQ(row.real(1), month->second);
            ++month;
        }
        EXPECT_EQ(month, months.end());
        EXPECT_EQ(number("SELECT count(*) FROM volume_day"),
                  std::count_if(expected.begin(), expected.end(),
                                [](const auto& one) { return !one.second.spread; }));
    }
    const auto extent = *m_store->volumeExtent(m_meter);
    ASSERT_TRUE(extent);
    EXPECT_EQ(extent->first, Month::containing(expected.begin()->first));
    EXPECT_EQ(extent->second, Month::containing(expected.rbegin()->first));
    EXPECT_FALSE(*m_store->volumeExtent(m_other));
    std::vector<double> sums(12, 0.0);
    for (const auto& [day, volume] : expected) {
        sums[static_cast<std::size_t>(day.month() - 1)] += volume.volumeM3;
    }
    const auto monthly = m_store->monthlySums(2024);
    ASSERT_EQ(monthly->size(), 12u);
    for (std::size_t i = 0; i < 12; ++i) {
        EXPECT_DOUBLE_EQ((*monthly)[i], sums[i]);
    }
}

TEST_F(Readings, EstimatesAreReplacedByTheirStart) {
    const auto estimate = [](LocalTime from, double volume) {
        return county::ReadingEstimate{from, LocalTime(from.seconds() + 3600), volume,
                                       "linear_between_neighbours"};
    };
    Result<Transaction> transaction = Transaction::begin(project());
    ASSERT_TRUE(
        m_store->replaceEstimates(m_meter, at(2024, 1, 1), at(2024, 2, 1),
                                  std::vector{estimate(at(2024, 1, 5), 1), estimate(at(2024, 1, 6), 2)}));
    ASSERT_TRUE(m_store->replaceEstimates(m_meter, at(2024, 1, 6), at(2024, 1, 7),
                                          std::vector{estimate(at(2024, 1, 6, 3), 3)}));
    EXPECT_EQ(number("SELECT count(*) FROM reading_estimate"), 2);
    EXPECT_EQ(number("SELECT sum(volume_m3) FROM reading_estimate"), 4);
    ASSERT_TRUE(m_store->replaceEstimates(m_meter, at(2024, 1, 1), at(2024, 2, 1), {}));
    EXPECT_EQ(number("SELECT count(*) FROM reading_estimate"), 0);
}

TEST_F(Readings, StoredTimes) {
    EXPECT_EQ(parseStoredTime("2024-02-29T23:59:59"), LocalTime(at(2024, 3, 1).seconds() - 1));
    for (const char* text :
         {"", "2024-02-29", "2024-02-30T00:00:00", "2024-02-29 00:00:00", "2024-02-29T00:00:0",
          "2024-02-29Txx:yy:zz", "2024-02-29T24:00:00", "2024-02-29T00-00-00"}) {
        EXPECT_FALSE(parseStoredTime(text)) << text;
    }
}

// The snapshot holds what was written: registers, accounts, and per meter and year the sum of the months.
TEST_F(Readings, SnapshotHoldsWhatWasWritten) {
    using S = std::string;
    ASSERT_TRUE(write("water_user", user("U1", "固阳县水泥厂")));
    ASSERT_TRUE(write("permit", {{"number", S("P1")},
                                 {"user_code", S("U1")},
                                 {"source", S("yellow_river")},
                                 {"volume_m3_per_year", 120000.0},
                                 {"valid_to", S("2026-12-31")}}));
    ASSERT_TRUE(write("planned_use",
                      {{"user_code", S("U1")}, {"year", std::int64_t{2025}}, {"volume_m3", FieldValue()}}));
    ASSERT_TRUE(
        write("supply_balance",
              {{"year", std::int64_t{2025}}, {"supplier", S("自来水公司")}, {"own_production_m3", 1000.5}}));
    ASSERT_TRUE(write("economic_value", {{"year", std::int64_t{2025}},
                                         {"kind", S("gdp")},
                                         {"basis", S("constant_2020")},
                                         {"vintage", S("final")},
                                         {"value_wan_yuan", 1500000.0}}));
    ASSERT_TRUE(write("water_use", {{"year", std::int64_t{2025}},
                                    {"sector", S("industry")},
                                    {"source", S("ground")},
                                    {"volume_m3", 7.0}}));
    ASSERT_TRUE(write("irrigation_sample", {{"year", std::int64_t{2025}},
                                            {"name", S("样点一")},
                                            {"district_class", S("well")},
                                            {"net_m3", 80.0},
                                            {"gross_m3", 100.0}}));
    ASSERT_TRUE(write("irrigation_class_use",
                      {{"year", std::int64_t{2025}}, {"district_class", S("well")}, {"gross_m3", 5.0}}));
    ASSERT_TRUE(write("reclaimed_capacity", {{"facility", S("再生水厂")},
                                             {"commissioned_year", std::int64_t{2024}},
                                             {"volume_m3_per_year", 9.0},
                                             {"allocated_m3_per_year", 7.0},
                                             {"treatment_m3_per_year", 12.0}}));
    ASSERT_TRUE(write("reclaimed_use", {{"year", std::int64_t{2025}},
                                        {"facility", S("再生水厂")},
                                        {"purpose", S("ecology")},
                                        {"volume_m3", 3.0}}));
    ASSERT_TRUE(
        write("sewage_treated", {{"year", std::int64_t{2025}}, {"plant", S("污水厂")}, {"volume_m3", 4.0}}));
    const std::int64_t batch = add(m_meter, Keep::Chunks, hoursOf(at(2024, 12, 31, 20), 8));
    Result<Transaction> transaction = Transaction::begin(project());
    ASSERT_TRUE(m_store->replaceVolumes(m_meter, Month::of(2024, 12), Month::of(2025, 1),
                                        std::vector{DayVolume{*Date::of(2024, 12, 31), 1, 0, 4 * 3600, false},
                                                    DayVolume{*Date::of(2025, 1, 1), 10, 0, 86400, false},
                                                    DayVolume{*Date::of(2025, 1, 2), 20, 5, 86400, false}}));
    ASSERT_TRUE(transaction->commit("test", "volumes"));
    m_store.reset();
    reopen(false);

    const auto snapshot = readSnapshot(project());
    ASSERT_TRUE(snapshot);
    EXPECT_EQ(snapshot->countyName, "固阳县");
    ASSERT_EQ(snapshot->users.size(), 1u);
    EXPECT_EQ(snapshot->users[0].name, "固阳县水泥厂");
    EXPECT_EQ(snapshot->users[0].sector, county::Sector::Industry);
    EXPECT_FALSE(snapshot->users[0].validFrom);
    ASSERT_EQ(snapshot->permits.size(), 1u);
    EXPECT_EQ(snapshot->permits[0].source, county::WaterSource::YellowRiver);
    EXPECT_EQ(snapshot->permits[0].validTo, Date::of(2026, 12, 31));
    EXPECT_EQ(snapshot->permits[0].status, "valid");
    ASSERT_EQ(snapshot->plannedUses.size(), 1u);
    EXPECT_FALSE(snapshot->plannedUses[0].volumeM3) << "blank is not 0";
    ASSERT_EQ(snapshot->meters.size(), 2u);
    EXPECT_EQ(snapshot->meters[0].multiplier, 10);
    ASSERT_EQ(snapshot->balances.size(), 1u);
    EXPECT_EQ(snapshot->balances[0].ownProductionM3, 1000.5);
    EXPECT_FALSE(snapshot->balances[0].frostDepthM);
    ASSERT_EQ(snapshot->economy.size(), 1u);
    EXPECT_EQ(snapshot->economy[0].basis, county::PriceBasis::Constant2020);
    EXPECT_EQ(snapshot->economy[0].vintage, county::Vintage::Final);
    ASSERT_EQ(snapshot->waterUses.size(), 1u);
    ASSERT_EQ(snapshot->irrigationSamples.size(), 1u);
    EXPECT_EQ(snapshot->irrigationSamples[0].districtClass, county::DistrictClass::Well);
    ASSERT_EQ(snapshot->irrigationClassUses.size(), 1u);
    ASSERT_EQ(snapshot->reclaimedCapacities.size(), 1u);
    EXPECT_EQ(snapshot->reclaimedCapacities[0].kind, "new");
    EXPECT_EQ(snapshot->reclaimedCapacities[0].allocatedM3PerYear, 7.0);
    EXPECT_EQ(snapshot->reclaimedCapacities[0].treatmentM3PerYear, 12.0);
    EXPECT_FALSE(snapshot->reclaimedCapacities[0].conveyanceM3PerYear.has_value());
    ASSERT_EQ(snapshot->reclaimedUses.size(), 1u);
    EXPECT_TRUE(snapshot->reclaimedUses[0].counts);
    ASSERT_EQ(snapshot->sewageTreated.size(), 1u);
    ASSERT_EQ(snapshot->meterYears.size(), 2u);
    EXPECT_EQ(snapshot->meterYears[0].year, 2024);
    EXPECT_EQ(snapshot->meterYears[1].year, 2025);
    EXPECT_DOUBLE_EQ(snapshot->meterYears[1].volumeM3, 30);
    EXPECT_DOUBLE_EQ(snapshot->meterYears[1].estimatedM3, 5);
    EXPECT_EQ(snapshot->meterYears[1].daysCovered, 2);
    EXPECT_EQ(snapshot->meterYears[1].batches, std::vector{batch});
}

}  // namespace
}  // namespace shuiheng::store
