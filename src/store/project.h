#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace shuiheng::store {

class Connection;

struct NewProject {
    std::string countyCode;
    std::string countyName;
    bool sample = false;    ///< 示例数据
    int schemaVersion = 0;  ///< 0 = newest; older ones only for tests of migration
};

struct OpenOptions {
    bool write = false;
    bool checkIntegrity = true;
    std::string holder;  ///< who opens for writing; empty = the operating system's name
};

struct ProjectInfo {
    std::filesystem::path path;
    std::string uuid;
    std::string countyCode;
    std::string countyName;
    bool sample = false;
    int schemaVersion = 0;
    std::string createdAt;
    std::string programVersion;
    std::filesystem::path backup;  ///< made by a migration when this file was opened; empty otherwise
};

/// An entry of the project's history of edits.
struct ChangeSetInfo {
    std::int64_t id = 0;
    std::string useCase;
    std::string subject;
    std::string changedBy;
    std::string changedAt;
    std::string state;  ///< done, undone, superseded
    std::int64_t batch = 0;
};

/// One county's project file, open. Not shared between threads.
class Project {
  public:
    /// Makes a new file, whole or not at all. PROJECT_EXISTS when there is one already.
    static Result<> create(const std::filesystem::path& path, const NewProject& project, const Clock& clock);

    /// Reading only changes no byte of the file. Writing takes the lock, and backs up and migrates an older
    /// schema. Everything wrong with the file is a Problem, and such a file is left as it is.
    static Result<Project> open(const std::filesystem::path& path, const OpenOptions& options,
                                const Clock& clock);

    Project(Project&&) noexcept;
    Project& operator=(Project&&) noexcept;
    ~Project();

    const ProjectInfo& info() const;
    bool writable() const;
    const std::string& holder() const;
    const Clock& clock() const;
    /// For the repositories of this room.
    Connection& connection() const;

    /// Edits of registers, newest first.
    Result<std::vector<ChangeSetInfo>> history() const;
    /// Takes back the newest change set that is not undone / brings back the one undone last. CHANGE_NONE
    /// when there is none, CHANGE_CONFLICT (and nothing changed) when later edits stand in the way.
    Result<ChangeSetInfo> undo();
    Result<ChangeSetInfo> redo();
    /// The same for one entry, if what it changed has not been changed since.
    Result<ChangeSetInfo> undoChangeSet(std::int64_t id);

    /// Every page and every reference: for `info`.
    Result<std::vector<std::string>> integrityFindings() const;

  private:
    friend class Transaction;
    struct Impl;
    explicit Project(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

/// One use case's write: committed as a whole with its change set, or gone.
class Transaction {
  public:
    static Result<Transaction> begin(Project& project);
    Transaction(Transaction&&) noexcept;
    ~Transaction();

    /// Records what changed in the registers (bulk readings are not in it) and commits.
    Result<> commit(const std::string& useCase, const std::string& subject, std::int64_t batch = 0);
    void rollBack();

  private:
    struct Impl;
    explicit Transaction(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

/// The program's own version, as it is written into files.
std::string programVersion();

}  // namespace shuiheng::store
