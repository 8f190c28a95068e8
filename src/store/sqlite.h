#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

/// Inside `store` only: a thin owner around SQLite. Failures travel as one exception inside the room and
/// become a Problem at its edge (see guarded()).
namespace shuiheng::store {

struct SqliteFailure {
    Problem problem;
};

/// Prepared statements that nobody uses at the moment, by their text: most work repeats a few of them.
class StatementCache {
  public:
    StatementCache() = default;
    ~StatementCache() { clear(); }
    StatementCache(const StatementCache&) = delete;
    StatementCache& operator=(const StatementCache&) = delete;

    /// nullptr when there is none of this text.
    sqlite3_stmt* take(std::string_view sql);
    void give(sqlite3_stmt* statement);
    void clear();

    /// From watch() to unwatch() a transaction is open. A failing disk makes SQLite take it back on its own;
    /// what came after would then be written piece by piece, if whoever met the failure passed over it. So
    /// every later statement fails with that problem.
    void watch() { m_watching = true; }
    void unwatch();
    /// Throws when the transaction is gone.
    void requireTransaction(sqlite3* database) const;
    /// After a failed statement.
    void noteFailure(sqlite3* database, const Problem& problem);

  private:
    bool m_watching = false;
    std::optional<Problem> m_lostBy;
    static constexpr std::size_t kMost = 64;
    std::map<std::string_view, sqlite3_stmt*> m_idle;  ///< the text is the statement's own
};

/// Must not outlive its connection.
class Statement {
  public:
    Statement(sqlite3* database, StatementCache& cache, std::string_view sql);
    ~Statement();
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&&) = delete;
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    Statement& bind(int position, std::int64_t value);
    Statement& bind(int position, int value) { return bind(position, static_cast<std::int64_t>(value)); }
    Statement& bind(int position, bool value) { return bind(position, static_cast<std::int64_t>(value)); }
    Statement& bind(int position, double value);
    /// The text is copied.
    Statement& bind(int position, std::string_view value);
    Statement& bind(int position, const char* value) { return bind(position, std::string_view(value)); }
    Statement& bindBlob(int position, std::span<const std::uint8_t> bytes);
    Statement& bindNull(int position);
    template <typename T>
    Statement& bind(int position, const std::optional<T>& value) {
        return value ? bind(position, *value) : bindNull(position);
    }

    /// True while there is a row.
    bool step();
    /// For statements without rows: runs, then makes it ready again.
    void run();
    void reset();

    bool isNull(int column) const;
    std::int64_t integer(int column) const;
    double real(int column) const;
    std::string text(int column) const;
    std::span<const std::uint8_t> blob(int column) const;
    std::optional<double> optionalReal(int column) const;
    std::optional<std::int64_t> optionalInteger(int column) const;
    int columnCount() const;
    std::string columnName(int column) const;

  private:
    sqlite3* m_database;
    StatementCache* m_cache;
    sqlite3_stmt* m_statement = nullptr;
};

class Connection {
  public:
    /// Immutable: reading a file that nobody writes, without making anything beside it.
    enum class Mode { ReadOnly, Immutable, ReadWrite, Create, Memory };
    Connection(const std::filesystem::path& path, Mode mode);
    ~Connection();
    Connection(Connection&& other) noexcept;
    Connection& operator=(Connection&&) = delete;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    Statement prepare(std::string_view sql) { return Statement(m_database, *m_cache, sql); }
    /// One or more statements, no results.
    void execute(const std::string& sql);
    std::int64_t lastInsertId() const;
    std::int64_t changes() const;
    bool inTransaction() const;
    std::optional<std::int64_t> scalar(std::string_view sql);
    /// Lets the schema's triggers use the RTree tables: only after every trigger has been found to be ours.
    void trustSchema();
    sqlite3* handle() const { return m_database; }
    StatementCache& cache() const { return *m_cache; }

  private:
    sqlite3* m_database = nullptr;
    std::unique_ptr<StatementCache> m_cache = std::make_unique<StatementCache>();
};

/// What SQLite last said, as a Problem (DISK_FULL, PROJECT_DAMAGED, PROJECT_BUSY, DATABASE_ERROR ...).
[[noreturn]] void throwSqlite(sqlite3* database, int code);
Problem sqliteProblem(sqlite3* database, int code);

/// ST_MinX .. ST_IsEmpty over GeoPackage blobs, which the RTree triggers call.
void addGeometryFunctions(sqlite3* database);
/// readings(meter_code, from_time, to_time): docs/reference/project-file.md.
void addReadingTable(sqlite3* database);

/// The room's edge: a Result instead of an exception.
template <typename F>
auto guarded(F&& function) -> Result<decltype(function())> {
    try {
        if constexpr (std::is_void_v<decltype(function())>) {
            function();
            return {};
        } else {
            return function();
        }
    } catch (const SqliteFailure& error) {
        return failure(error.problem);
    }
}

}  // namespace shuiheng::store
