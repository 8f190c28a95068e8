#include "store/project.h"

#include <sqlite3.h>

#include <array>
#include <random>

#include "store/change_set.h"
#include "store/project_file.h"
#include "store/project_lock.h"
#include "store/schema.h"
#include "store/sqlite.h"

namespace shuiheng::store {
namespace {

std::string newUuid() {
    std::random_device device;
    std::string text;
    for (const int length : {8, 4, 4, 4, 12}) {
        text += text.empty() ? "" : "-";
        for (int digit = 0; digit < length; ++digit) {
            text += "0123456789abcdef"[device() % 16];
        }
    }
    return text;
}

void fill(Connection& connection, const NewProject& project, const Clock& clock) {
    const int version = project.schemaVersion == 0 ? newestSchemaVersion() : project.schemaVersion;
    connection.execute("PRAGMA application_id=" + std::to_string(kGeoPackageApplicationId));
    connection.execute("PRAGMA user_version=" + std::to_string(kGeoPackageVersion));
    connection.execute("PRAGMA foreign_keys=ON");
    connection.execute("BEGIN IMMEDIATE");
    migrate(connection, 0, version, clock.now(), programVersion());
    connection
        .prepare(
            "INSERT INTO project(id, uuid, county_code, county_name, sample, created_at, program_version) "
            "VALUES (1, ?, ?, ?, ?, ?, ?)")
        .bind(1, newUuid())
        .bind(2, project.countyCode)
        .bind(3, project.countyName)
        .bind(4, project.sample)
        .bind(5, clock.now().iso())
        .bind(6, programVersion())
        .run();
    connection.execute("COMMIT");
}

ProjectInfo readInfo(Connection& connection, const std::filesystem::path& path) {
    ProjectInfo info;
    info.path = path;
    info.schemaVersion = schemaVersionOf(connection);
    Statement row = connection.prepare(
        "SELECT uuid, county_code, county_name, sample, created_at, program_version FROM project WHERE id = "
        "1");
    if (!row.step()) {
        throw SqliteFailure{Problem("PROJECT_DAMAGED", {{"detail", "table project is empty"}})};
    }
    info.uuid = row.text(0);
    info.countyCode = row.text(1);
    info.countyName = row.text(2);
    info.sample = row.integer(3) != 0;
    info.createdAt = row.text(4);
    info.programVersion = row.text(5);
    return info;
}

/// SQLite's own limit, for the longest name that it needs.
Result<> checkLength(const std::filesystem::path& path, std::string_view ending) {
    std::error_code error;
    const std::size_t length = utf8Of(std::filesystem::absolute(path, error)).size();
    const sqlite3_vfs* vfs = sqlite3_vfs_find(nullptr);
    if (vfs != nullptr && length + ending.size() > static_cast<std::size_t>(vfs->mxPathname)) {
        return failure(
            Problem("PROJECT_PATH_TOO_LONG",
                    {{"file", utf8Of(path)},
                     {"length", std::to_string(length)},
                     {"limit", std::to_string(static_cast<std::size_t>(vfs->mxPathname) - ending.size())}}));
    }
    return {};
}

void checkPages(Connection& connection) {
    Statement check = connection.prepare("PRAGMA quick_check(1)");
    if (check.step() && check.text(0) != "ok") {
        std::string found = check.text(0);  // "*** in database main ***" and the fault on the next line
        found = found.substr(found.starts_with("***") ? std::min(found.find('\n') + 1, found.size()) : 0);
        throw SqliteFailure{Problem("PROJECT_DAMAGED", {{"detail", found}})};
    }
}

/// A version that this program can work with, or the reason why not.
int checkVersion(Connection& connection) {
    const int version = schemaVersionOf(connection);
    if (version == 0) {
        throw SqliteFailure{Problem("FILE_NOT_A_PROJECT")};
    }
    if (version > newestSchemaVersion()) {
        throw SqliteFailure{Problem("PROJECT_TOO_NEW", {{"version", std::to_string(version)},
                                                        {"known", std::to_string(newestSchemaVersion())}})};
    }
    const SchemaDifferences differences = compareSchema(connection);
    if (!differences.foreign.empty()) {
        throw SqliteFailure{Problem("PROJECT_FOREIGN_CODE", {{"object", differences.foreign.front()}})};
    }
    if (!differences.missing.empty()) {
        throw SqliteFailure{
            Problem("PROJECT_DAMAGED", {{"detail", differences.missing.front() + " is missing"}})};
    }
    return version;
}

/// A writer that died before it touched the file leaves a journal that counts for nothing, and lies there
/// until the next edit. An edit that is taken back clears it away; if somebody else is editing, it is theirs.
void clearColdJournal(Connection& connection, const std::filesystem::path& path) {
    std::filesystem::path journal = path;
    journal += "-journal";
    std::error_code error;
    if (std::filesystem::exists(journal, error)) {
        static_cast<void>(guarded([&] {
            connection.execute("BEGIN IMMEDIATE; PRAGMA user_version=" + std::to_string(kGeoPackageVersion));
        }));
        if (connection.inTransaction()) {
            connection.execute("ROLLBACK");
        }
    }
}

void upgrade(Connection& connection, int from, const Clock& clock) {
    connection.execute("BEGIN IMMEDIATE");
    try {
        migrate(connection, from, newestSchemaVersion(), clock.now(), programVersion());
        connection.execute("COMMIT");
    } catch (const SqliteFailure&) {
        if (connection.inTransaction()) {
            connection.execute("ROLLBACK");
        }
        throw;
    }
}

/// Names the file as the user did, whatever name the failing step had for it.
Problem inFile(Problem problem, const std::filesystem::path& path) {
    std::erase_if(problem.arguments, [](const auto& argument) { return argument.first == "file"; });
    problem.where.file = utf8Of(path);
    problem.arguments.emplace_back("file", utf8Of(path));
    return problem;
}

}  // namespace

struct Project::Impl {
    ProjectInfo info;
    std::string holder;
    const Clock* clock = nullptr;
    std::optional<ProjectLock> lock;  // declared before the connection: released after it is closed
    std::optional<Connection> connection;

    Connection& writableConnection() {
        if (!lock) {
            throw SqliteFailure{Problem("PROJECT_READ_ONLY")};
        }
        return *connection;
    }
};

std::string programVersion() {
    return SHUIHENG_VERSION;
}

Result<> Project::create(const std::filesystem::path& path, const NewProject& project, const Clock& clock) {
    std::error_code error;
    if (std::filesystem::exists(path, error)) {
        return failure(Problem("PROJECT_EXISTS", {{"file", utf8Of(path)}}));
    }
    const std::filesystem::path folder = path.parent_path();
    if (!folder.empty() && !std::filesystem::is_directory(folder, error)) {
        return failure(Problem("FOLDER_NOT_FOUND", {{"folder", utf8Of(folder)}}));
    }
    if (Result<> fits = checkLength(path, ".unfinished-journal"); !fits) {
        return fits;
    }
    std::filesystem::path unfinished = path;
    unfinished += ".unfinished";
    removeUnfinished(unfinished);
    const Result<> made = guarded([&] {
        Connection connection(unfinished, Connection::Mode::Create);
        connection.trustSchema();
        fill(connection, project, clock);
    });
    if (!made) {
        removeUnfinished(unfinished);
        Problem problem = inFile(made.error(), path);
        problem.code = problem.code == "PROJECT_NOT_OPENED" ? "PROJECT_NOT_WRITTEN" : problem.code;
        return failure(problem);
    }
    std::filesystem::rename(unfinished, path, error);
    if (error) {
        const std::string detail = error.message();
        removeUnfinished(unfinished);
        return failure(Problem("PROJECT_NOT_WRITTEN", {{"file", utf8Of(path)}, {"detail", detail}}));
    }
    return {};
}

Result<Project> Project::open(const std::filesystem::path& named, const OpenOptions& options,
                              const Clock& clock) {
    if (Result<> header = checkHeader(named); !header) {
        return failure(header.error());
    }
    const std::filesystem::path path = resolved(named);
    if (Result<> fits = checkLength(path, "-journal"); !fits) {
        return failure(fits.error());
    }
    auto impl = std::make_unique<Impl>();
    impl->clock = &clock;
    impl->holder = options.holder.empty() ? currentUserName() : options.holder;
    if (options.write) {
        Result<ProjectLock> lock = ProjectLock::acquire(path, impl->holder);
        if (!lock) {
            return failure(lock.error());
        }
        impl->lock.emplace(std::move(*lock));
    }
    const Result<> opened = guarded([&] {
        if (!options.write && hasHotJournal(path)) {
            // The last writer died in the middle: its half is rolled back before anybody reads.
            const Result<ProjectLock> lock = ProjectLock::acquire(path, impl->holder);
            if (!lock && lock.error().code == "FOLDER_NOT_WRITABLE") {
                throw SqliteFailure{Problem("PROJECT_HALF_WRITTEN")};
            }
            if (lock) {
                Connection(path, Connection::Mode::ReadWrite).scalar("SELECT count(*) FROM sqlite_schema");
            }
        }
        // A GIS leaves files in write-ahead mode, in which even reading would make files beside this one.
        impl->connection.emplace(path, options.write           ? Connection::Mode::ReadWrite
                                       : isDryWriteAhead(path) ? Connection::Mode::Immutable
                                                               : Connection::Mode::ReadOnly);
        Connection& connection = *impl->connection;
        if (options.write && sqlite3_db_readonly(connection.handle(), "main") != 0) {
            throw SqliteFailure{Problem("PROJECT_WRITE_PROTECTED")};
        }
        if (options.checkIntegrity) {
            checkPages(connection);
        }
        const int version = checkVersion(connection);
        if (options.write) {
            connection.trustSchema();
            // Write-ahead mode is nothing that a network share can be trusted with.
            connection.execute("PRAGMA journal_mode=DELETE");
            clearColdJournal(connection, path);
        }
        if (version < newestSchemaVersion()) {
            if (!options.write) {
                throw SqliteFailure{
                    Problem("PROJECT_TOO_OLD_TO_READ", {{"version", std::to_string(version)}})};
            }
            const Result<std::filesystem::path> backup = backUp(path, version);
            if (!backup) {
                throw SqliteFailure{backup.error()};
            }
            upgrade(connection, version, clock);
            impl->info.backup = *backup;
        }
        const std::filesystem::path backup = impl->info.backup;
        impl->info = readInfo(connection, path);
        impl->info.backup = backup;
        connection.execute("PRAGMA foreign_keys=ON; PRAGMA cache_size=-32768; PRAGMA temp_store=MEMORY");
    });
    if (!opened) {
        return failure(inFile(opened.error(), named));
    }
    return Project(std::move(impl));
}

Project::Project(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
Project::Project(Project&&) noexcept = default;
Project& Project::operator=(Project&&) noexcept = default;
Project::~Project() = default;

const ProjectInfo& Project::info() const {
    return m_impl->info;
}

bool Project::writable() const {
    return m_impl->lock.has_value();
}

const std::string& Project::holder() const {
    return m_impl->holder;
}

const Clock& Project::clock() const {
    return *m_impl->clock;
}

Connection& Project::connection() const {
    return *m_impl->connection;
}

Result<std::vector<ChangeSetInfo>> Project::history() const {
    return guarded([&] { return readHistory(connection()); });
}

Result<ChangeSetInfo> Project::undo() {
    return guarded([&] { return revertNewest(m_impl->writableConnection()); });
}

Result<ChangeSetInfo> Project::redo() {
    return guarded([&] { return repeatOldest(m_impl->writableConnection()); });
}

Result<ChangeSetInfo> Project::undoChangeSet(std::int64_t id) {
    return guarded([&] { return revert(m_impl->writableConnection(), id); });
}

Result<std::vector<std::string>> Project::integrityFindings() const {
    return guarded([&] {
        std::vector<std::string> findings;
        Statement pages = connection().prepare("PRAGMA integrity_check(100)");
        while (pages.step()) {
            if (pages.text(0) != "ok") {
                findings.push_back(pages.text(0));
            }
        }
        Statement references = connection().prepare("PRAGMA foreign_key_check");
        while (references.step()) {
            findings.push_back("foreign key: " + references.text(0) + " row " + references.text(1) + " -> " +
                               references.text(2));
        }
        return findings;
    });
}

namespace {

/// A program that puts another file in the project's place (a synchronised folder does) leaves this one
/// without a name: what is written to it would be lost without a word.
void requireSameFile(Connection& connection) {
    int moved = 0;
    if (sqlite3_file_control(connection.handle(), "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK &&
        moved != 0) {
        throw SqliteFailure{Problem("PROJECT_REPLACED")};
    }
}

}  // namespace

struct Transaction::Impl {
    Project* project = nullptr;
    std::optional<ChangeRecorder> recorder;
    bool open = false;
};

Transaction::Transaction(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
Transaction::Transaction(Transaction&&) noexcept = default;

Transaction::~Transaction() {
    if (m_impl) {
        rollBack();
    }
}

Result<Transaction> Transaction::begin(Project& project) {
    if (!project.writable()) {
        return failure(Problem("PROJECT_READ_ONLY"));
    }
    return guarded([&] {
        auto impl = std::make_unique<Impl>();
        impl->project = &project;
        project.connection().execute("BEGIN IMMEDIATE");
        impl->open = true;
        project.connection().cache().watch();
        impl->recorder.emplace(project.connection());
        return Transaction(std::move(impl));
    });
}

Result<> Transaction::commit(const std::string& useCase, const std::string& subject, std::int64_t batch) {
    return guarded([&] {
        Connection& connection = m_impl->project->connection();
        ChangeSetInfo info;
        info.useCase = useCase;
        info.subject = subject;
        info.changedBy = m_impl->project->holder();
        info.changedAt = m_impl->project->clock().now().iso();
        info.batch = batch;
        connection.cache().requireTransaction(connection.handle());
        requireSameFile(connection);
        m_impl->recorder->save(connection, info);
        connection.execute("COMMIT");
        connection.cache().unwatch();
        m_impl->open = false;
        m_impl->recorder.reset();
    });
}

void Transaction::rollBack() {
    m_impl->recorder.reset();
    if (m_impl->open) {
        m_impl->open = false;
        Connection& connection = m_impl->project->connection();
        connection.cache().unwatch();
        if (connection.inTransaction()) {
            static_cast<void>(guarded([&] { connection.execute("ROLLBACK"); }));
        }
    }
}

}  // namespace shuiheng::store
