#include "store/registers.h"

#include <set>

#include "store_fixture.h"

namespace shuiheng::store {
namespace {

class Registers : public StoreTest {};

TEST_F(Registers, InsertUpdateUnchanged) {
    RecordValues values = user("000123", "固阳县第一中学");
    values["sector"] = std::string("service");
    EXPECT_EQ(*write("water_user", values), Stored::Inserted);
    EXPECT_EQ(*write("water_user", values), Stored::Unchanged);
    values["name"] = std::string("固阳县第一中学（新校区）");
    EXPECT_EQ(*write("water_user", values), Stored::Updated);
    EXPECT_EQ(*write("water_user", values), Stored::Unchanged);
    EXPECT_EQ(project().history()->size(), 2u) << "an unchanged record is no edit";
    const auto records = readRecords(project(), *findRegister("用水户"));
    ASSERT_EQ(records->size(), 1u);
    EXPECT_EQ(records->front()[0], "000123") << "leading zeros stay";
    EXPECT_EQ(records->front()[1], "固阳县第一中学（新校区）");
}

// A column the values do not name keeps what it holds; one named blank becomes NULL, not 0 and not ''.
TEST_F(Registers, BlankIsNotMissing) {
    RecordValues values = user("U1", "甲");
    values["address"] = std::string("金山镇人民路 1 号");
    values["park"] = std::string("jinshan");
    ASSERT_TRUE(write("water_user", values));
    RecordValues second = user("U1", "甲");
    second["park"] = FieldValue();
    EXPECT_EQ(*write("water_user", second), Stored::Updated);
    EXPECT_EQ(number("SELECT count(*) FROM water_user WHERE address = '金山镇人民路 1 号' AND park IS NULL"),
              1);
}

TEST_F(Registers, PositionsMakeGeometries) {
    RecordValues values = user("U1", "甲");
    values["longitude"] = 110.0612345;
    values["latitude"] = 41.0376543;
    EXPECT_EQ(*write("water_user", values), Stored::Inserted);
    EXPECT_EQ(*write("water_user", values), Stored::Unchanged);
    const auto& table = *findRegister("users");
    const auto record = readRecords(project(), table)->front();
    EXPECT_EQ(record[record.size() - 2], "110.0612345");
    EXPECT_EQ(record[record.size() - 1], "41.0376543");
    values["latitude"] = 41.0;
    EXPECT_EQ(*write("water_user", values), Stored::Updated);
    values.erase("longitude");  // half a position moves nothing
    EXPECT_EQ(*write("water_user", values), Stored::Unchanged);
}

// The schema's own restrictions: each refusal has the code, nothing is stored, and the next record goes in.
TEST_F(Registers, RefusesWhatTheSchemaForbids) {
    ASSERT_TRUE(write("water_user", user("U1", "甲")));
    const auto refused = [&](const std::string& table, const RecordValues& values) {
        const std::int64_t before = *countRecords(project(), findRegister(table)->name);
        const Result<Stored> stored = write(table, values);
        ASSERT_FALSE(stored) << table;
        EXPECT_EQ(stored.error().code, "RECORD_REFUSED");
        EXPECT_FALSE(stored.error().arguments.empty());
        EXPECT_EQ(*countRecords(project(), findRegister(table)->name), before);
    };
    using S = std::string;
    refused("permit", {{"number", S("P1")}, {"user_code", S("无此户")}, {"source", S("ground")}});
    refused("permit", {{"number", S("P1")}, {"user_code", S("U1")}, {"source", S("月球水")}});
    refused(
        "permit",
        {{"number", S("P1")}, {"user_code", S("U1")}, {"source", S("ground")}, {"volume_m3_per_year", -1.0}});
    refused("permit", {{"number", S("P1")},
                       {"user_code", S("U1")},
                       {"source", S("ground")},
                       {"valid_from", S("2024-02-30")}});
    refused("permit", {{"number", S("P1")},
                       {"user_code", S("U1")},
                       {"source", S("ground")},
                       {"valid_from", S("2024-02-01")},
                       {"valid_to", S("2024-01-31")}});
    refused("meter", {{"code", S("M1")}, {"multiplier", 0.0}});
    refused("meter", {{"code", S("M1")}, {"register_digits", std::int64_t{13}}});
    refused("meter", {{"code", S("M1")}, {"level", std::int64_t{4}}});
    refused("planned_use", {{"user_code", S("U1")}, {"year", std::int64_t{20255}}, {"volume_m3", 1.0}});
    refused("well_power", {{"well_code", S("W1")}, {"month", S("2024-01")}, {"energy_kwh", 1.0}});
    RecordValues nameless = user("U2", "乙");
    nameless["name"] = FieldValue();
    refused("water_user", nameless);
    EXPECT_TRUE(write("permit", {{"number", S("P1")}, {"user_code", S("U1")}, {"source", S("ground")}}));
}

// Keys of several columns, one of them blank: a coefficient of a whole group (no well) is one record, not
// two.
TEST_F(Registers, BlankKeyColumnsAreEqual) {
    const RecordValues values = {{"group_name", std::string("甲组")},
                                 {"tested_on", std::string("2024-05-01")},
                                 {"tested_volume_m3", 30.0},
                                 {"tested_energy_kwh", 12.5},
                                 {"valid_from", std::string("2024-01-01")}};
    EXPECT_EQ(*write("well_coefficient", values), Stored::Inserted);
    EXPECT_EQ(*write("well_coefficient", values), Stored::Unchanged);
    EXPECT_EQ(*countRecords(project(), "well_coefficient"), 1);
}

// Every described register: its table and columns exist, it is found by its three names, which belong to it
// alone, its codes are those the schema allows, and it reads back empty.
TEST_F(Registers, DescriptionsFitTheSchema) {
    std::set<std::string> names;
    for (const RegisterTable& table : registerTables()) {
        for (const std::string& name :
             std::set<std::string>{std::string(table.name), table.title.zh, table.title.en}) {
            EXPECT_TRUE(names.insert(name).second) << name;
            EXPECT_EQ(findRegister(name), &table);
        }
        const auto records = readRecords(project(), table);
        ASSERT_TRUE(records) << table.name;
        EXPECT_TRUE(records->empty());
        Statement schema =
            connection().prepare("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?");
        ASSERT_TRUE(schema.bind(1, table.name).step());
        const std::string sql = schema.text(0);
        for (const RegisterColumn& column : table.columns) {
            EXPECT_FALSE(column.headers.empty() || column.headers.front() == '|' ||
                         column.headers.back() == '|');
            for (const CodeValue& code : column.codes) {
                EXPECT_NE(sql.find("'" + std::string(code.code) + "'"), std::string::npos)
                    << table.name << " " << code.code;
            }
        }
        for (const std::string_view key : table.key) {
            EXPECT_TRUE(std::any_of(table.columns.begin(), table.columns.end(),
                                    [&](const RegisterColumn& column) { return column.name == key; }))
                << key;
        }
    }
    EXPECT_EQ(findRegister("无此表"), nullptr);
}

TEST_F(Registers, CountsOnlyTables) {
    EXPECT_EQ(*countRecords(project(), "meter; DROP TABLE meter"), 0);
    EXPECT_EQ(*countRecords(project(), "meter"), 0);
    EXPECT_FALSE(countRecords(project(), "no_such_table"));
}

// A batch with everything it refused and noticed, and its profile, come back as they went in.
TEST_F(Registers, BatchesKeepRejectsAndFindings) {
    Result<Transaction> transaction = Transaction::begin(project());
    Batch batch;
    batch.id = newBatch("抄表 2025年1月.csv");
    batch.kind = "readings";
    batch.sha256 = std::string(64, 'b');
    batch.encoding = "GB18030";
    batch.profile = "远传 A";
    batch.headerText = "表号,时间,读数";
    batch.formatJson = "{\"delimiter\":\",\"}";
    batch.rulesJson = "{}";
    batch.rowsRead = 10;
    batch.stored = 5;
    batch.rejected = 2;
    batch.skipped = 2;
    batch.unchanged = 1;
    ASSERT_TRUE(
        saveReject(project(), batch.id, {9, "VALUE_MISSING", "{\"column\":\"读数\"}", "00017,2025-01-02,"}));
    ASSERT_TRUE(saveReject(project(), batch.id, {4, "DATE_IMPOSSIBLE", "{}", "00017,2025-02-30,\"1\n2\""}));
    ASSERT_TRUE(saveFinding(project(), batch.id,
                            {"READING_SPIKE", Severity::Warning, "00017", 5, 8, 2, "2025-01-03T00:00:00",
                             "2025-01-04T00:00:00", "{\"value\":\"999\"}"}));
    ASSERT_TRUE(saveProfile(project(), {"远传 A", "readings", "表号|时间|读数", batch.formatJson}));
    ASSERT_TRUE(finishBatch(project(), batch));
    ASSERT_TRUE(transaction->commit("import_readings", batch.fileName, batch.id));
    reopen(false);
    const auto stored = findBatch(project(), batch.id);
    ASSERT_TRUE(stored && *stored);
    EXPECT_EQ((*stored)->fileName, "抄表 2025年1月.csv");
    EXPECT_EQ((*stored)->profile, "远传 A");
    EXPECT_EQ((*stored)->headerText, "表号,时间,读数");
    EXPECT_EQ((*stored)->rowsRead, 10);
    EXPECT_EQ((*stored)->stored + (*stored)->rejected + (*stored)->skipped + (*stored)->unchanged, 10);
    EXPECT_EQ((*stored)->importedBy, "张三");
    EXPECT_EQ((*stored)->status, "done");
    EXPECT_EQ(findBatchBySha256(project(), "readings", batch.sha256)->value().id, batch.id);
    EXPECT_FALSE(findBatchBySha256(project(), "water_user", batch.sha256)->has_value());
    const auto rejects = readRejects(project(), batch.id);
    ASSERT_EQ(rejects->size(), 2u);
    EXPECT_EQ(rejects->at(0).line, 4);
    EXPECT_EQ(rejects->at(0).rawText, "00017,2025-02-30,\"1\n2\"");
    const auto findings = readFindings(project(), batch.id);
    ASSERT_EQ(findings->size(), 1u);
    EXPECT_EQ(findings->front().severity, Severity::Warning);
    EXPECT_EQ(findings->front().lastRow, 8);
    EXPECT_EQ(readProfiles(project())->front().headerSignature, "表号|时间|读数");
    EXPECT_EQ(readBatches(project())->size(), 1u);
}

// rows read = stored + rejected + skipped + unchanged is the schema's own law.
TEST_F(Registers, ABatchMustAddUp) {
    Result<Transaction> transaction = Transaction::begin(project());
    Batch batch;
    batch.id = newBatch();
    batch.sha256 = std::string(64, 'b');
    batch.rowsRead = 10;
    batch.stored = 9;
    const Result<> finished = finishBatch(project(), batch);
    ASSERT_FALSE(finished);
    EXPECT_EQ(finished.error().code, "RECORD_REFUSED");
}

}  // namespace
}  // namespace shuiheng::store
