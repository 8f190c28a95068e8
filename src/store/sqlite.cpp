#include "store/sqlite.h"

#include <sqlite3.h>

#include <utility>

namespace shuiheng::store {
namespace {

std::string utf8Of(const std::filesystem::path& path) {
    const auto text = path.u8string();
    return std::string(text.begin(), text.end());
}

/// file:///folder/name?immutable=1, percent-encoded.
std::string immutableUri(const std::filesystem::path& path) {
    const auto text = std::filesystem::absolute(path).generic_u8string();
    std::string uri = text.starts_with(u8"/") ? "file://" : "file:///";
    for (const char8_t character : text) {
        const auto byte = static_cast<unsigned char>(character);
        const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                           (byte >= '0' && byte <= '9') || byte == '/' || byte == ':' || byte == '.' ||
                           byte == '-' || byte == '_';
        if (plain) {
            uri += static_cast<char>(byte);
        } else {
            constexpr std::string_view kDigits = "0123456789ABCDEF";
            uri += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
        }
    }
    return uri + "?immutable=1";
}

void check(sqlite3* database, int code) {
    if (code != SQLITE_OK) {
        throwSqlite(database, code);
    }
}

}  // namespace

Problem sqliteProblem(sqlite3* database, int code) {
    const int extended = database != nullptr ? sqlite3_extended_errcode(database) : code;
    const std::string said = database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code);
    switch (code & 0xff) {
        case SQLITE_FULL:
            return Problem("DISK_FULL");
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return Problem("PROJECT_DAMAGED", {{"detail", said}});
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return Problem("PROJECT_BUSY");
        case SQLITE_IOERR:
            return Problem("DISK_ERROR", {{"detail", said + " (" + std::to_string(extended) + ")"}});
        case SQLITE_READONLY:
            return Problem(extended == SQLITE_READONLY_DBMOVED ? "PROJECT_REPLACED" : "PROJECT_READ_ONLY");
        case SQLITE_CANTOPEN:
            return Problem("PROJECT_NOT_OPENED", {{"detail", said}});
        case SQLITE_CONSTRAINT:
            return Problem("RECORD_REFUSED", {{"detail", said}});
        default:
            return Problem("DATABASE_ERROR", {{"detail", said + " (" + std::to_string(extended) + ")"}});
    }
}

void throwSqlite(sqlite3* database, int code) {
    throw SqliteFailure{sqliteProblem(database, code)};
}

sqlite3_stmt* StatementCache::take(std::string_view sql) {
    const auto found = m_idle.find(sql);
    if (found == m_idle.end()) {
        return nullptr;
    }
    sqlite3_stmt* statement = found->second;
    m_idle.erase(found);
    return statement;
}

void StatementCache::give(sqlite3_stmt* statement) {
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    if (m_idle.size() >= kMost) {
        clear();
    }
    if (!m_idle.emplace(sqlite3_sql(statement), statement).second) {
        sqlite3_finalize(statement);
    }
}

void StatementCache::clear() {
    for (const auto& [text, statement] : std::exchange(m_idle, {})) {
        sqlite3_finalize(statement);
    }
}

void StatementCache::unwatch() {
    m_watching = false;
    m_lostBy.reset();
}

void StatementCache::requireTransaction(sqlite3* database) const {
    if (m_watching && sqlite3_get_autocommit(database) != 0) {
        throw SqliteFailure{
            m_lostBy.value_or(Problem("DATABASE_ERROR", {{"detail", "the transaction is gone"}}))};
    }
}

void StatementCache::noteFailure(sqlite3* database, const Problem& problem) {
    if (m_watching && !m_lostBy && sqlite3_get_autocommit(database) != 0) {
        m_lostBy = problem;
    }
}

Statement::Statement(sqlite3* database, StatementCache& cache, std::string_view sql)
    : m_database(database), m_cache(&cache), m_statement(cache.take(sql)) {
    if (m_statement == nullptr) {
        check(m_database, sqlite3_prepare_v3(m_database, sql.data(), static_cast<int>(sql.size()),
                                             SQLITE_PREPARE_PERSISTENT, &m_statement, nullptr));
    }
}

Statement::~Statement() {
    if (m_statement != nullptr) {
        m_cache->give(m_statement);
    }
}

Statement::Statement(Statement&& other) noexcept
    : m_database(other.m_database),
      m_cache(other.m_cache),
      m_statement(std::exchange(other.m_statement, nullptr)) {}

Statement& Statement::bind(int position, std::int64_t value) {
    check(m_database, sqlite3_bind_int64(m_statement, position, value));
    return *this;
}

Statement& Statement::bind(int position, double value) {
    check(m_database, sqlite3_bind_double(m_statement, position, value));
    return *this;
}

Statement& Statement::bind(int position, std::string_view value) {
    check(m_database, sqlite3_bind_text64(m_statement, position, value.data() != nullptr ? value.data() : "",
                                          value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
    return *this;
}

Statement& Statement::bindBlob(int position, std::span<const std::uint8_t> bytes) {
    check(m_database,
          sqlite3_bind_blob64(m_statement, position, bytes.data(), bytes.size(), SQLITE_TRANSIENT));
    return *this;
}

Statement& Statement::bindNull(int position) {
    check(m_database, sqlite3_bind_null(m_statement, position));
    return *this;
}

bool Statement::step() {
    m_cache->requireTransaction(m_database);
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW) {
        return true;
    }
    if (code != SQLITE_DONE) {
        const Problem problem = sqliteProblem(m_database, code);
        m_cache->noteFailure(m_database, problem);
        sqlite3_reset(m_statement);  // ready for the next try, as after any run()
        throw SqliteFailure{problem};
    }
    return false;
}

void Statement::run() {
    while (step()) {
    }
    reset();
}

void Statement::reset() {
    sqlite3_reset(m_statement);
}

bool Statement::isNull(int column) const {
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(m_statement, column);
}

double Statement::real(int column) const {
    return sqlite3_column_double(m_statement, column);
}

std::string Statement::text(int column) const {
    const unsigned char* text = sqlite3_column_text(m_statement, column);
    if (text == nullptr) {
        return {};
    }
    return std::string(reinterpret_cast<const char*>(text),
                       static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column)));
}

std::span<const std::uint8_t> Statement::blob(int column) const {
    const void* bytes = sqlite3_column_blob(m_statement, column);
    return {static_cast<const std::uint8_t*>(bytes),
            static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column))};
}

std::optional<double> Statement::optionalReal(int column) const {
    return isNull(column) ? std::nullopt : std::optional(real(column));
}

std::optional<std::int64_t> Statement::optionalInteger(int column) const {
    return isNull(column) ? std::nullopt : std::optional(integer(column));
}

int Statement::columnCount() const {
    return sqlite3_column_count(m_statement);
}

std::string Statement::columnName(int column) const {
    return sqlite3_column_name(m_statement, column);
}

Connection::Connection(const std::filesystem::path& path, Mode mode) {
    const int flags = mode == Mode::ReadOnly    ? SQLITE_OPEN_READONLY
                      : mode == Mode::Immutable ? SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
                      : mode == Mode::ReadWrite ? SQLITE_OPEN_READWRITE
                                                : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
                                                      (mode == Mode::Memory ? SQLITE_OPEN_MEMORY : 0);
    const std::string name = mode == Mode::Memory      ? ":memory:"
                             : mode == Mode::Immutable ? immutableUri(path)
                                                       : utf8Of(path);
    const int code = sqlite3_open_v2(name.c_str(), &m_database, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    if (code != SQLITE_OK) {
        const Problem problem = sqliteProblem(m_database, code);
        sqlite3_close(m_database);
        throw SqliteFailure{problem};
    }
    constexpr int kBusyTimeoutMs = 5000;
    sqlite3_extended_result_codes(m_database, 0);
    sqlite3_busy_timeout(m_database, kBusyTimeoutMs);
    // A project file may come from anywhere: nothing stored in its schema may run code of ours beyond what is
    // marked harmless, and no statement may write the schema or shadow tables behind our back.
    sqlite3_db_config(m_database, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(m_database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    addGeometryFunctions(m_database);
    addReadingTable(m_database);
    // A flag of the connection, read from no file: it can't fail, and the destructor of a half-made
    // Connection would not run.
    sqlite3_exec(m_database, "PRAGMA cell_size_check=ON", nullptr, nullptr, nullptr);
}

Connection::~Connection() {
    if (m_cache) {
        m_cache->clear();
    }
    sqlite3_close(m_database);
}

Connection::Connection(Connection&& other) noexcept
    : m_database(std::exchange(other.m_database, nullptr)), m_cache(std::move(other.m_cache)) {}

void Connection::execute(const std::string& sql) {
    m_cache->requireTransaction(m_database);
    const int code = sqlite3_exec(m_database, sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) {
        const Problem problem = sqliteProblem(m_database, code);
        m_cache->noteFailure(m_database, problem);
        throw SqliteFailure{problem};
    }
}

std::int64_t Connection::lastInsertId() const {
    return sqlite3_last_insert_rowid(m_database);
}

std::int64_t Connection::changes() const {
    return sqlite3_changes64(m_database);
}

void Connection::trustSchema() {
    // Only from 3.44 on does SQLite call its RTree harmless enough for the triggers of an untrusted schema.
    constexpr int kRtreeIsInnocuous = 3044000;
    if (sqlite3_libversion_number() < kRtreeIsInnocuous) {
        sqlite3_db_config(m_database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 1, nullptr);
    }
}

bool Connection::inTransaction() const {
    return sqlite3_get_autocommit(m_database) == 0;
}

std::optional<std::int64_t> Connection::scalar(std::string_view sql) {
    Statement statement = prepare(sql);
    if (!statement.step() || statement.isNull(0)) {
        return std::nullopt;
    }
    return statement.integer(0);
}

}  // namespace shuiheng::store
