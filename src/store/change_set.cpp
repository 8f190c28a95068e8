#include "store/change_set.h"

#include <sqlite3.h>

#include <array>
#include <memory>
#include <string_view>

namespace shuiheng::store {
namespace {

/// Bulk data (undone by batch), derived tables, the history itself and what SQLite and GIS keep for
/// themselves.
bool isRecorded(std::string_view table) {
    constexpr std::array kLeftOut = {
        std::string_view("reading"),          std::string_view("reading_chunk"),
        std::string_view("reading_estimate"), std::string_view("volume_day"),
        std::string_view("volume_month"),     std::string_view("import_batch"),
        std::string_view("import_reject"),    std::string_view("import_finding"),
        std::string_view("change_set"),       std::string_view("schema_migration"),
        std::string_view("frozen_report"),    std::string_view("column_profile"),
    };
    for (const std::string_view name : kLeftOut) {
        if (table == name) {
            return false;
        }
    }
    return !table.starts_with("gpkg_") && !table.starts_with("rtree_") && !table.starts_with("sqlite_") &&
           !table.starts_with("layer_styles");
}

int tableFilter(void*, const char* table) {
    return isRecorded(table) ? 1 : 0;
}

int onConflict(void*, int, sqlite3_changeset_iter*) {
    return SQLITE_CHANGESET_ABORT;
}

struct SqliteMemory {
    void operator()(void* memory) const { sqlite3_free(memory); }
};

constexpr std::string_view kColumns =
    "SELECT id, use_case, subject, changed_by, changed_at, state, batch_id FROM change_set ";

ChangeSetInfo infoOf(const Statement& row) {
    ChangeSetInfo info;
    info.id = row.integer(0);
    info.useCase = row.text(1);
    info.subject = row.text(2);
    info.changedBy = row.text(3);
    info.changedAt = row.text(4);
    info.state = row.text(5);
    info.batch = row.optionalInteger(6).value_or(0);
    return info;
}

ChangeSetInfo findOne(Connection& connection, const std::string& condition) {
    Statement row = connection.prepare(std::string(kColumns) + condition);
    if (!row.step()) {
        throw SqliteFailure{Problem("CHANGE_NONE")};
    }
    return infoOf(row);
}

void apply(Connection& connection, const ChangeSetInfo& info, bool inverse) {
    Statement row = connection.prepare("SELECT changes FROM change_set WHERE id = ?");
    row.bind(1, info.id).step();
    const std::span<const std::uint8_t> bytes = row.blob(0);
    std::vector<std::uint8_t> changes(bytes.begin(), bytes.end());
    row.reset();
    int size = static_cast<int>(changes.size());
    void* applied = changes.data();
    std::unique_ptr<void, SqliteMemory> inverted;
    if (inverse) {
        void* result = nullptr;
        const int code = sqlite3changeset_invert(size, changes.data(), &size, &result);
        if (code != SQLITE_OK) {
            throwSqlite(connection.handle(), code);
        }
        inverted.reset(result);
        applied = result;
    }
    const int code =
        sqlite3changeset_apply(connection.handle(), size, applied, tableFilter, onConflict, nullptr);
    if (code == SQLITE_ABORT || code == SQLITE_CONSTRAINT) {
        throw SqliteFailure{Problem("CHANGE_CONFLICT", {{"change", info.subject}})};
    }
    if (code != SQLITE_OK) {
        throwSqlite(connection.handle(), code);
    }
    connection.prepare("UPDATE change_set SET state = ? WHERE id = ?")
        .bind(1, inverse ? "undone" : "done")
        .bind(2, info.id)
        .run();
}

ChangeSetInfo applyInTransaction(Connection& connection, const std::string& condition, bool inverse) {
    connection.execute("BEGIN IMMEDIATE");
    try {
        const ChangeSetInfo info = findOne(connection, condition);
        apply(connection, info, inverse);
        connection.execute("COMMIT");
        return info;
    } catch (const SqliteFailure&) {
        if (connection.inTransaction()) {
            connection.execute("ROLLBACK");
        }
        throw;
    }
}

}  // namespace

ChangeRecorder::ChangeRecorder(Connection& connection) {
    const int code = sqlite3session_create(connection.handle(), "main", &m_session);
    if (code != SQLITE_OK) {
        throwSqlite(connection.handle(), code);
    }
    sqlite3session_table_filter(m_session, tableFilter, nullptr);
    sqlite3session_attach(m_session, nullptr);
}

ChangeRecorder::~ChangeRecorder() {
    sqlite3session_delete(m_session);
}

void ChangeRecorder::save(Connection& connection, const ChangeSetInfo& info) {
    int size = 0;
    void* bytes = nullptr;
    const int code = sqlite3session_changeset(m_session, &size, &bytes);
    const std::unique_ptr<void, SqliteMemory> owner(bytes);
    if (code != SQLITE_OK) {
        throwSqlite(connection.handle(), code);
    }
    if (size == 0) {
        return;
    }
    connection.execute("UPDATE change_set SET state = 'superseded' WHERE state = 'undone'");
    connection
        .prepare(
            "INSERT INTO change_set(use_case, subject, changed_by, changed_at, batch_id, changes) VALUES (?, "
            "?, ?, ?, ?, ?)")
        .bind(1, info.useCase)
        .bind(2, info.subject)
        .bind(3, info.changedBy)
        .bind(4, info.changedAt)
        .bind(5, info.batch == 0 ? std::nullopt : std::optional(info.batch))
        .bindBlob(6, {static_cast<const std::uint8_t*>(bytes), static_cast<std::size_t>(size)})
        .run();
}

std::vector<ChangeSetInfo> readHistory(Connection& connection) {
    std::vector<ChangeSetInfo> history;
    Statement row = connection.prepare(std::string(kColumns) + "ORDER BY id DESC");
    while (row.step()) {
        history.push_back(infoOf(row));
    }
    return history;
}

ChangeSetInfo revertNewest(Connection& connection) {
    return applyInTransaction(connection,
                              "WHERE state = 'done' AND batch_id IS NULL ORDER BY id DESC LIMIT 1", true);
}

ChangeSetInfo repeatOldest(Connection& connection) {
    return applyInTransaction(connection, "WHERE state = 'undone' AND batch_id IS NULL ORDER BY id LIMIT 1",
                              false);
}

ChangeSetInfo revert(Connection& connection, std::int64_t id) {
    return applyInTransaction(connection, "WHERE state = 'done' AND id = " + std::to_string(id), true);
}

void revertWithin(Connection& connection, std::int64_t id) {
    apply(connection, findOne(connection, "WHERE state = 'done' AND id = " + std::to_string(id)), true);
}

}  // namespace shuiheng::store
