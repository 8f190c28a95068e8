#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/problem.h"
#include "store/project.h"

/// Import batches with what they refused and noticed, and the column profiles.
namespace shuiheng::store {

struct Batch {
    std::int64_t id = 0;
    std::string kind;  ///< "readings" or a register's table name
    std::string fileName;
    std::string sha256;
    std::string encoding;
    std::string profile;
    std::string headerText;  ///< the file's header row as CSV, UTF-8
    std::string formatJson;
    std::string rulesJson;
    std::int64_t rowsRead = 0;
    std::int64_t stored = 0;
    std::int64_t rejected = 0;
    std::int64_t skipped = 0;
    std::int64_t unchanged = 0;
    std::string importedBy;
    std::string importedAt;
    std::string status;  ///< done, undone
};

struct StoredReject {
    std::int64_t line = 0;
    std::string code;
    std::string argumentsJson;
    std::string rawText;
};

struct StoredFinding {
    std::string code;
    Severity severity = Severity::Warning;
    std::string meterCode;
    std::int64_t firstRow = 0;
    std::int64_t lastRow = 0;
    std::int64_t count = 0;
    std::string firstTime;
    std::string lastTime;
    std::string argumentsJson;
};

struct ColumnProfile {
    std::string name;
    std::string kind;
    std::string headerSignature;
    std::string formatJson;
};

Result<std::vector<Batch>> readBatches(const Project& project);
Result<std::optional<Batch>> findBatch(const Project& project, std::int64_t id);
/// A batch of this kind with these bytes that still stands.
Result<std::optional<Batch>> findBatchBySha256(const Project& project, const std::string& kind,
                                               const std::string& sha256);
Result<std::vector<StoredReject>> readRejects(const Project& project, std::int64_t batch);
Result<std::vector<StoredFinding>> readFindings(const Project& project, std::int64_t batch);
Result<std::vector<ColumnProfile>> readProfiles(const Project& project);

/// These run within the caller's Transaction.
Result<std::int64_t> beginBatch(Project& project, const Batch& batch);
Result<> finishBatch(Project& project, const Batch& batch);
Result<> saveReject(Project& project, std::int64_t batch, const StoredReject& reject);
Result<> saveFinding(Project& project, std::int64_t batch, const StoredFinding& finding);
Result<> saveProfile(Project& project, const ColumnProfile& profile);
Result<> markBatchUndone(Project& project, std::int64_t batch);
/// Takes back the register edits that belong to a batch (within the caller's transaction).
Result<> revertBatchChanges(Project& project, std::int64_t batch);
/// Meters that a batch brought in are marked as met in a file, not yet confirmed.
Result<> markMetersProvisional(Project& project, std::int64_t batch);
/// Changes of meter that a batch of readings stated.
Result<> removeMeterChanges(Project& project, std::int64_t batch);
/// Meters that a batch of readings brought in, that nobody confirmed and nothing refers to any more.
Result<std::int64_t> removeOrphanMeters(Project& project, std::int64_t batch);
/// Frozen reports that used a batch: "annual 2025, #3".
Result<std::vector<std::string>> reportsUsing(const Project& project, std::int64_t batch);

}  // namespace shuiheng::store
