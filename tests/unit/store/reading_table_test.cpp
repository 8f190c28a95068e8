// readings(meter_code, from_time, to_time) gives the rows that ReadingStore::load gives, and nobody but us
// may call it.
#include <random>

#include "store/readings.h"
#include "store_fixture.h"

namespace shuiheng::store {
namespace {

using county::Reading;

class ReadingTable : public StoreTest {
  protected:
    void SetUp() override {
        StoreTest::SetUp();
        ASSERT_TRUE(write("meter", {{"code", std::string("00017")}}));
        ASSERT_TRUE(write("meter", {{"code", std::string("表二")}}));
    }

    std::int64_t add(const std::string& code, Keep keep, const std::vector<Reading>& readings) {
        Result<Transaction> transaction = Transaction::begin(project());
        ReadingStore store(project());
        const std::int64_t batch = newBatch();
        EXPECT_TRUE(store.add((*store.findMeter(code))->id, batch, keep, readings));
        EXPECT_TRUE(transaction->commit("import_readings", code, batch));
        return batch;
    }

    /// Random fields, two decimals, a step of up to two days: some months stay empty.
    std::vector<Reading> randomReadings(LocalTime first, int count) {
        std::vector<Reading> readings;
        LocalTime time = first;
        for (int i = 0; i < count; ++i) {
            Reading one;
            one.time = time;
            one.flags = 1 + static_cast<std::uint32_t>(m_random() % 31);
            one.start = LocalTime(time.seconds() - 3600);
            one.index = static_cast<std::int64_t>(m_random() % 1000000);
            one.previousIndex = static_cast<std::int64_t>(m_random() % 1000000);
            one.volume = static_cast<std::int64_t>(m_random() % 1000) - 500;
            one.flow = static_cast<std::int64_t>(m_random() % 1000);
            one.indexScale = one.volumeScale = one.flowScale = 2;
            one.row = i + 2;
            readings.push_back(one);
            time = LocalTime(time.seconds() + 1 + static_cast<std::int64_t>(m_random() % 172800));
        }
        return readings;
    }

    std::string errorOf(const std::string& sql) {
        const Result<> done = guarded([&] {
            Statement statement = connection().prepare(sql);
            while (statement.step()) {
            }
        });
        if (done) {
            return {};
        }
        return done.error().code + " " +
               (done.error().arguments.empty() ? std::string() : done.error().arguments.front().second);
    }

    std::mt19937 m_random{20260105};
};

TEST_F(ReadingTable, EqualsTheStoresOwnReader) {
    const LocalTime first = LocalTime::at(*Date::of(2023, 11, 20), 0);
    const std::vector<Reading> all = randomReadings(first, 500);
    // The same series in three batches and both shapes, interleaved.
    for (std::size_t part = 0; part < 3; ++part) {
        std::vector<Reading> readings;
        for (std::size_t i = part; i < all.size(); i += 3) {
            readings.push_back(all[i]);
        }
        add("00017", part == 1 ? Keep::Rows : Keep::Chunks, readings);
    }
    ReadingStore store(project());
    const std::int64_t meter = (*store.findMeter("00017"))->id;
    Statement query = connection().prepare(
        "SELECT time, start_time, index_m3, previous_index_m3, volume_m3, flow_m3_h, flags, batch_id, "
        "source_row, kind "
        "FROM readings(?, ?, ?) ORDER BY time");
    const std::int64_t span = all.back().time.seconds() - first.seconds();
    for (int round = 0; round < 40; ++round) {
        const LocalTime from(first.seconds() - 86400 + static_cast<std::int64_t>(m_random() % 2000000));
        const LocalTime to(round == 0 ? first.seconds() + 2 * span
                                      : from.seconds() + static_cast<std::int64_t>(m_random() % (span + 1)));
        const auto expected = store.load(meter, from, to);
        ASSERT_TRUE(expected);
        query.bind(1, "00017").bind(2, from.iso()).bind(3, to.iso());
        for (const StoredReading& stored : *expected) {
            ASSERT_TRUE(query.step());
            const Reading& one = stored.reading;
            EXPECT_EQ(query.text(0), one.time.iso());
            EXPECT_EQ(query.text(1), one.has(county::kHasStart) ? one.start.iso() : "");
            const auto equal = [&](int column, county::ReadingFlag flag, Decimal value) {
                EXPECT_EQ(query.optionalReal(column),
                          one.has(flag) ? std::optional(value.toDouble()) : std::nullopt)
                    << column;
            };
            equal(2, county::kHasIndex, one.indexM3());
            equal(3, county::kHasPreviousIndex, one.previousIndexM3());
            equal(4, county::kHasVolume, one.volumeM3());
            equal(5, county::kHasFlow, one.flowM3PerHour());
            EXPECT_EQ(query.integer(6), one.flags);
            EXPECT_EQ(query.integer(7), stored.batch);
            EXPECT_EQ(query.integer(8), one.row);
            EXPECT_EQ(query.text(9), stored.kept == Keep::Chunks ? "chunk" : "row");
        }
        EXPECT_FALSE(query.step());
        query.reset();
    }
    // Days, and either side left open, by leaving it out or by NULL.
    EXPECT_EQ(number("SELECT count(*) FROM readings('00017')"), 500);
    EXPECT_EQ(number("SELECT count(*) FROM readings('00017', NULL, NULL)"), 500);
    EXPECT_EQ(number("SELECT count(*) FROM readings('00017', '2024-03-01')") +
                  number("SELECT count(*) FROM readings('00017', NULL, '2024-03-01')"),
              500);
    EXPECT_EQ(number("SELECT count(*) FROM readings WHERE meter_code = '00017' AND to_time = '2023-11-20'"),
              0);
    EXPECT_EQ(number("SELECT count(*) FROM readings('00017') WHERE kind = 'row'"),
              number("SELECT count(*) FROM reading"));
}

TEST_F(ReadingTable, JoinsWithTheRegisters) {
    add("00017", Keep::Chunks, randomReadings(LocalTime::at(*Date::of(2024, 1, 1), 0), 70));
    add("表二", Keep::Rows, randomReadings(LocalTime::at(*Date::of(2024, 1, 1), 0), 30));
    Statement row = connection().prepare(
        "SELECT m.code, count(r.time) FROM meter m, readings(m.code) r GROUP BY m.code ORDER BY 1");
    ASSERT_TRUE(row.step());
    EXPECT_EQ(row.text(0) + " " + row.text(1), "00017 70");
    ASSERT_TRUE(row.step());
    EXPECT_EQ(row.text(0) + " " + row.text(1), "表二 30");
    EXPECT_FALSE(row.step());
}

TEST_F(ReadingTable, SaysWhatIsWrong) {
    add("00017", Keep::Chunks, randomReadings(LocalTime::at(*Date::of(2024, 1, 31), 0), 5));
    EXPECT_EQ(number("SELECT count(*) FROM readings('17')"), 0) << "an unknown meter has none";
    EXPECT_EQ(number("SELECT count(*) FROM readings(NULL)"), 0);
    EXPECT_NE(errorOf("SELECT * FROM readings").find("name a meter"), std::string::npos);
    EXPECT_NE(errorOf("SELECT * FROM readings('00017', '2024-02-30')").find("2024-02-30"), std::string::npos);
    EXPECT_NE(errorOf("SELECT * FROM readings('00017', 'yesterday')").find("yesterday"), std::string::npos);
    EXPECT_NE(errorOf("DELETE FROM readings"), "") << "read-only";
    EXPECT_NE(errorOf("CREATE VIRTUAL TABLE mine USING readings"), "") << "a function, no module for tables";
    connection().execute("UPDATE reading_chunk SET data = x'01ff'");
    const std::string damaged = errorOf("SELECT * FROM readings('00017')");
    EXPECT_TRUE(damaged.starts_with("PROJECT_DAMAGED")) << damaged;
    EXPECT_NE(damaged.find("CHUNK_DAMAGED"), std::string::npos) << damaged;
}

// A view or trigger of a file can't read through it, even where the schema is trusted.
TEST_F(ReadingTable, IsForStatementsOfOursAlone) {
    connection().execute(
        "CREATE VIEW spy AS SELECT * FROM readings('00017');"
        "CREATE TABLE loot(n);"
        "CREATE TRIGGER spy_too AFTER INSERT ON body BEGIN INSERT INTO loot SELECT count(*) FROM "
        "readings('00017'); END");
    EXPECT_NE(errorOf("SELECT * FROM spy").find("unsafe use of virtual table"), std::string::npos);
    const std::string insert = "INSERT INTO body(code, name, kind) VALUES ('a', 'a', 'town')";
    EXPECT_NE(errorOf(insert).find("unsafe use of virtual table"), std::string::npos);
}

// It is gone with its connection, also while a cached statement has used it (leaks would show under ASan).
TEST_F(ReadingTable, EndsWithItsConnection) {
    add("00017", Keep::Chunks, randomReadings(LocalTime::at(*Date::of(2024, 1, 31), 0), 5));
    {
        Statement query = connection().prepare("SELECT * FROM readings('00017')");
        ASSERT_TRUE(query.step());
    }
    reopen(false);
    EXPECT_EQ(number("SELECT count(*) FROM readings('00017')"), 5);
}

}  // namespace
}  // namespace shuiheng::store
