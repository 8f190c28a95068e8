#include "store_fixture.h"

namespace shuiheng::store {
namespace {

class ChangeSets : public StoreTest {
  protected:
    /// Every register's rows as one text: what "nothing changed" means.
    std::string registers() {
        std::string all;
        for (const RegisterTable& table : registerTables()) {
            const auto records = readRecords(project(), table);
            for (const auto& record : *records) {
                all += std::string(table.name);
                for (const std::string& field : record) {
                    all += "|" + field;
                }
                all += "\n";
            }
        }
        return all;
    }
    std::vector<std::string> states() {
        std::vector<std::string> found;
        const auto history = project().history();
        for (const ChangeSetInfo& change : *history) {
            found.push_back(change.state);
        }
        return found;
    }
};

TEST_F(ChangeSets, RecordWhoWhenWhat) {
    Result<Transaction> transaction = Transaction::begin(project());
    ASSERT_TRUE(transaction);
    ASSERT_TRUE(writeRecord(project(), *findRegister("water_user"), user("U1", "水泥厂"), 0, 0));
    ASSERT_TRUE(transaction->commit("import_table", "用水户 2026.csv"));
    const auto history = project().history();
    ASSERT_EQ(history->size(), 1u);
    EXPECT_EQ(history->front().useCase, "import_table");
    EXPECT_EQ(history->front().subject, "用水户 2026.csv");
    EXPECT_EQ(history->front().changedBy, "张三");
    EXPECT_EQ(history->front().changedAt, "2026-01-05T09:00:00");
    EXPECT_EQ(history->front().state, "done");
    EXPECT_EQ(history->front().batch, 0);
}

// s0 -a-> s1 -b-> s2 -c-> s3. Undo walks back through exactly these states, redo forward, across reopening.
TEST_F(ChangeSets, UndoAndRedoWalkThroughTheStates) {
    std::vector<std::string> state = {registers()};
    ASSERT_TRUE(write("water_user", user("U1", "甲")));
    state.push_back(registers());
    ASSERT_TRUE(write("water_user", user("U1", "乙")));
    state.push_back(registers());
    ASSERT_TRUE(write("permit", {{"number", std::string("D150222G2021-0001")},
                                 {"user_code", std::string("U1")},
                                 {"source", std::string("ground")},
                                 {"volume_m3_per_year", 120000.0}}));
    state.push_back(registers());
    for (int round = 0; round < 2; ++round) {
        for (int i = 3; i > 0; --i) {
            EXPECT_EQ(registers(), state[static_cast<std::size_t>(i)]);
            ASSERT_TRUE(project().undo());
            reopen();
        }
        EXPECT_EQ(registers(), state[0]);
        EXPECT_EQ(project().undo().error().code, "CHANGE_NONE");
        for (int i = 1; i <= 3; ++i) {
            ASSERT_TRUE(project().redo());
            EXPECT_EQ(registers(), state[static_cast<std::size_t>(i)]);
        }
        EXPECT_EQ(project().redo().error().code, "CHANGE_NONE");
    }
}

// A new edit after an undo: the undone branch can no longer be brought back.
TEST_F(ChangeSets, ANewEditSupersedesWhatWasUndone) {
    ASSERT_TRUE(write("water_user", user("U1", "甲")));
    ASSERT_TRUE(project().undo());
    ASSERT_TRUE(write("water_user", user("U2", "乙")));
    EXPECT_EQ(states(), (std::vector<std::string>{"done", "superseded"}));
    EXPECT_EQ(project().redo().error().code, "CHANGE_NONE");
    EXPECT_EQ(*countRecords(project(), "water_user"), 1);
}

// An older change set whose row was edited since, or which others refer to, is not undone, and nothing moves;
// after the later edits are undone it is.
TEST_F(ChangeSets, UndoAfterAConflictingEditIsRefusedWhole) {
    ASSERT_TRUE(write("water_user", user("U1", "甲")));
    const std::int64_t first = project().history()->front().id;
    ASSERT_TRUE(write("water_user", user("U1", "改名")));
    std::string before = registers();
    EXPECT_EQ(project().undoChangeSet(first).error().code, "CHANGE_CONFLICT");
    EXPECT_EQ(registers(), before);
    EXPECT_EQ(states(), (std::vector<std::string>{"done", "done"}));
    ASSERT_TRUE(project().undo());
    ASSERT_TRUE(write("permit", {{"number", std::string("P1")},
                                 {"user_code", std::string("U1")},
                                 {"source", std::string("ground")}}));
    before = registers();
    EXPECT_EQ(project().undoChangeSet(first).error().code, "CHANGE_CONFLICT");
    EXPECT_EQ(registers(), before);
    ASSERT_TRUE(project().undo());
    EXPECT_TRUE(project().undoChangeSet(first));
    EXPECT_EQ(registers(), "");
    EXPECT_EQ(project().undoChangeSet(12345).error().code, "CHANGE_NONE");
}

// A transaction without commit, or rolled back, leaves no row and no entry.
TEST_F(ChangeSets, WithoutCommitNothingHappened) {
    {
        Result<Transaction> transaction = Transaction::begin(project());
        ASSERT_TRUE(writeRecord(project(), *findRegister("water_user"), user("U1", "甲"), 0, 0));
        EXPECT_EQ(*countRecords(project(), "water_user"), 1);
    }
    EXPECT_EQ(registers(), "");
    Result<Transaction> transaction = Transaction::begin(project());
    ASSERT_TRUE(writeRecord(project(), *findRegister("water_user"), user("U1", "甲"), 0, 0));
    transaction->rollBack();
    EXPECT_EQ(registers(), "");
    EXPECT_TRUE(project().history()->empty());
    EXPECT_TRUE(write("water_user", user("U1", "甲")));
}

// The edits of a batch belong to the batch: the history's undo passes them by, revertBatchChanges takes them
// all.
TEST_F(ChangeSets, EditsOfABatchAreUndoneWithTheBatch) {
    ASSERT_TRUE(write("water_user", user("U1", "甲")));
    const std::string before = registers();
    Result<Transaction> transaction = Transaction::begin(project());
    const std::int64_t batch = newBatch();
    ASSERT_TRUE(writeRecord(project(), *findRegister("water_user"), user("U2", "乙"), batch, 2));
    ASSERT_TRUE(writeRecord(project(), *findRegister("water_user"), user("U1", "新名"), batch, 3));
    ASSERT_TRUE(transaction->commit("import_table", "用水户.csv", batch));
    EXPECT_EQ(project().history()->front().batch, batch);
    Result<Transaction> second = Transaction::begin(project());
    ASSERT_TRUE(revertBatchChanges(project(), batch));
    ASSERT_TRUE(markBatchUndone(project(), batch));
    ASSERT_TRUE(second->commit("undo_batch", "用水户.csv", batch));
    EXPECT_EQ(registers(), before);
    EXPECT_EQ(findBatch(project(), batch)->value().status, "undone");
    EXPECT_FALSE(findBatchBySha256(project(), "readings", std::string(64, 'a'))->has_value());
}

}  // namespace
}  // namespace shuiheng::store
