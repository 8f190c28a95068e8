#include "store/batches.h"

#include <array>

#include "store/change_set.h"
#include "store/sqlite.h"

namespace shuiheng::store {
namespace {

constexpr const char* kBatchColumns =
    "SELECT id, kind, file_name, sha256, encoding, profile, format_json, rules_json, rows_read, stored, "
    "rejected, skipped, "
    "unchanged, imported_by, imported_at, status, header_text FROM import_batch ";

Batch batchOf(const Statement& row) {
    Batch batch;
    batch.id = row.integer(0);
    batch.kind = row.text(1);
    batch.fileName = row.text(2);
    batch.sha256 = row.text(3);
    batch.encoding = row.text(4);
    batch.profile = row.text(5);
    batch.formatJson = row.text(6);
    batch.rulesJson = row.text(7);
    batch.rowsRead = row.integer(8);
    batch.stored = row.integer(9);
    batch.rejected = row.integer(10);
    batch.skipped = row.integer(11);
    batch.unchanged = row.integer(12);
    batch.importedBy = row.text(13);
    batch.importedAt = row.text(14);
    batch.status = row.text(15);
    batch.headerText = row.text(16);
    return batch;
}

constexpr std::array kSeverities = {"info", "warning", "error"};

Severity severityOf(const std::string& name) {
    return name == "info" ? Severity::Info : name == "warning" ? Severity::Warning : Severity::Error;
}

}  // namespace

Result<std::vector<Batch>> readBatches(const Project& project) {
    return guarded([&] {
        std::vector<Batch> batches;
        Statement row = project.connection().prepare(std::string(kBatchColumns) + "ORDER BY id");
        while (row.step()) {
            batches.push_back(batchOf(row));
        }
        return batches;
    });
}

Result<std::optional<Batch>> findBatch(const Project& project, std::int64_t id) {
    return guarded([&]() -> std::optional<Batch> {
        Statement row = project.connection().prepare(std::string(kBatchColumns) + "WHERE id = ?");
        row.bind(1, id);
        return row.step() ? std::optional(batchOf(row)) : std::nullopt;
    });
}

Result<std::optional<Batch>> findBatchBySha256(const Project& project, const std::string& kind,
                                               const std::string& sha256) {
    return guarded([&]() -> std::optional<Batch> {
        Statement row = project.connection().prepare(
            std::string(kBatchColumns) + "WHERE sha256 = ? AND kind = ? AND status = 'done' LIMIT 1");
        row.bind(1, sha256).bind(2, kind);
        return row.step() ? std::optional(batchOf(row)) : std::nullopt;
    });
}

Result<std::vector<StoredReject>> readRejects(const Project& project, std::int64_t batch) {
    return guarded([&] {
        std::vector<StoredReject> rejects;
        Statement row = project.connection().prepare(
            "SELECT line, code, arguments_json, raw_text FROM import_reject WHERE batch_id = ? ORDER BY "
            "line, id");
        row.bind(1, batch);
        while (row.step()) {
            rejects.push_back({row.integer(0), row.text(1), row.text(2), row.text(3)});
        }
        return rejects;
    });
}

Result<std::vector<StoredFinding>> readFindings(const Project& project, std::int64_t batch) {
    return guarded([&] {
        std::vector<StoredFinding> findings;
        Statement row = project.connection().prepare(
            "SELECT code, severity, meter_code, first_row, last_row, count, first_time, last_time, "
            "arguments_json FROM import_finding "
            "WHERE batch_id = ? ORDER BY first_row, id");
        row.bind(1, batch);
        while (row.step()) {
            findings.push_back({row.text(0), severityOf(row.text(1)), row.text(2), row.integer(3),
                                row.integer(4), row.integer(5), row.text(6), row.text(7), row.text(8)});
        }
        return findings;
    });
}

Result<std::vector<ColumnProfile>> readProfiles(const Project& project) {
    return guarded([&] {
        std::vector<ColumnProfile> profiles;
        Statement row = project.connection().prepare(
            "SELECT name, kind, header_signature, format_json FROM column_profile ORDER BY used_at DESC, "
            "name");
        while (row.step()) {
            profiles.push_back({row.text(0), row.text(1), row.text(2), row.text(3)});
        }
        return profiles;
    });
}

Result<std::int64_t> beginBatch(Project& project, const Batch& batch) {
    return guarded([&] {
        Connection& connection = project.connection();
        connection
            .prepare(
                "INSERT INTO import_batch(kind, file_name, sha256, encoding, imported_by, imported_at) "
                "VALUES (?, ?, ?, ?, ?, ?)")
            .bind(1, batch.kind)
            .bind(2, batch.fileName)
            .bind(3, batch.sha256)
            .bind(4, batch.encoding)
            .bind(5, project.holder())
            .bind(6, project.clock().now().iso())
            .run();
        return connection.lastInsertId();
    });
}

Result<> finishBatch(Project& project, const Batch& batch) {
    return guarded([&] {
        project.connection()
            .prepare(
                "UPDATE import_batch SET sha256 = ?, encoding = ?, profile = ?, format_json = ?, rules_json "
                "= ?, rows_read = ?, stored = ?, "
                "rejected = ?, skipped = ?, unchanged = ?, header_text = ? WHERE id = ?")
            .bind(1, batch.sha256)
            .bind(2, batch.encoding)
            .bind(3, batch.profile)
            .bind(4, batch.formatJson)
            .bind(5, batch.rulesJson)
            .bind(6, batch.rowsRead)
            .bind(7, batch.stored)
            .bind(8, batch.rejected)
            .bind(9, batch.skipped)
            .bind(10, batch.unchanged)
            .bind(11, batch.headerText)
            .bind(12, batch.id)
            .run();
    });
}

Result<> saveReject(Project& project, std::int64_t batch, const StoredReject& reject) {
    return guarded([&] {
        project.connection()
            .prepare(
                "INSERT INTO import_reject(batch_id, line, code, arguments_json, raw_text) VALUES (?, ?, ?, "
                "?, ?)")
            .bind(1, batch)
            .bind(2, reject.line)
            .bind(3, reject.code)
            .bind(4, reject.argumentsJson)
            .bind(5, reject.rawText)
            .run();
    });
}

Result<> saveFinding(Project& project, std::int64_t batch, const StoredFinding& finding) {
    return guarded([&] {
        project.connection()
            .prepare(
                "INSERT INTO import_finding(batch_id, code, severity, meter_code, first_row, last_row, "
                "count, first_time, last_time, "
                "arguments_json) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .bind(1, batch)
            .bind(2, finding.code)
            .bind(3, kSeverities[static_cast<std::size_t>(finding.severity)])
            .bind(4, finding.meterCode)
            .bind(5, finding.firstRow)
            .bind(6, finding.lastRow)
            .bind(7, finding.count)
            .bind(8, finding.firstTime)
            .bind(9, finding.lastTime)
            .bind(10, finding.argumentsJson)
            .run();
    });
}

Result<> saveProfile(Project& project, const ColumnProfile& profile) {
    return guarded([&] {
        project.connection()
            .prepare(
                "INSERT OR REPLACE INTO column_profile(name, kind, header_signature, format_json, used_at) "
                "VALUES (?, ?, ?, ?, ?)")
            .bind(1, profile.name)
            .bind(2, profile.kind)
            .bind(3, profile.headerSignature)
            .bind(4, profile.formatJson)
            .bind(5, project.clock().now().iso())
            .run();
    });
}

Result<> markBatchUndone(Project& project, std::int64_t batch) {
    return guarded([&] {
        project.connection()
            .prepare("UPDATE import_batch SET status = 'undone', undone_by = ?, undone_at = ? WHERE id = ?")
            .bind(1, project.holder())
            .bind(2, project.clock().now().iso())
            .bind(3, batch)
            .run();
    });
}

Result<> revertBatchChanges(Project& project, std::int64_t batch) {
    return guarded([&] {
        Connection& connection = project.connection();
        Statement row = connection.prepare(
            "SELECT id FROM change_set WHERE batch_id = ? AND state = 'done' ORDER BY id DESC");
        std::vector<std::int64_t> ids;
        row.bind(1, batch);
        while (row.step()) {
            ids.push_back(row.integer(0));
        }
        row.reset();
        for (const std::int64_t id : ids) {
            revertWithin(connection, id);
        }
    });
}

Result<> removeMeterChanges(Project& project, std::int64_t batch) {
    return guarded([&] {
        project.connection().prepare("DELETE FROM meter_change WHERE batch_id = ?").bind(1, batch).run();
    });
}

Result<> markMetersProvisional(Project& project, std::int64_t batch) {
    return guarded([&] {
        project.connection()
            .prepare("UPDATE meter SET provisional = 1 WHERE batch_id = ?")
            .bind(1, batch)
            .run();
    });
}

Result<std::int64_t> removeOrphanMeters(Project& project, std::int64_t batch) {
    return guarded([&] {
        Connection& connection = project.connection();
        const std::string orphans =
            "SELECT m.id FROM meter m JOIN import_batch b ON b.id = m.batch_id "
            "WHERE (b.id = ?1 OR b.status = 'undone') AND m.provisional = 1 AND m.user_code IS NULL "
            "AND NOT EXISTS (SELECT 1 FROM reading_chunk c WHERE c.meter_id = m.id) "
            "AND NOT EXISTS (SELECT 1 FROM reading r WHERE r.meter_id = m.id) "
            "AND NOT EXISTS (SELECT 1 FROM meter_change x WHERE x.meter_code = m.code) "
            "AND NOT EXISTS (SELECT 1 FROM well w WHERE w.meter_code = m.code)";
        for (const char* table : {"volume_day", "volume_month", "reading_estimate"}) {
            connection.prepare("DELETE FROM " + std::string(table) + " WHERE meter_id IN (" + orphans + ")")
                .bind(1, batch)
                .run();
        }
        connection.prepare("DELETE FROM meter WHERE id IN (" + orphans + ")").bind(1, batch).run();
        return connection.changes();
    });
}

Result<std::vector<std::string>> reportsUsing(const Project& project, std::int64_t batch) {
    return guarded([&] {
        std::vector<std::string> reports;
        Statement row = project.connection().prepare(
            "SELECT kind || ' ' || year || ', #' || id FROM frozen_report r WHERE EXISTS (SELECT 1 FROM "
            "json_each(r.batches_json) b WHERE "
            "b.value = ?) ORDER BY id");
        row.bind(1, batch);
        while (row.step()) {
            reports.push_back(row.text(0));
        }
        return reports;
    });
}

}  // namespace shuiheng::store
