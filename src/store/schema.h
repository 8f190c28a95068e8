#pragma once

#include <string>
#include <vector>

#include "base/civil.h"
#include "store/sqlite.h"

/// The project file's schema: numbered migrations from resources/sql, applied in order.
namespace shuiheng::store {

inline constexpr std::int64_t kGeoPackageApplicationId = 0x47504B47;  // "GPKG"
inline constexpr std::int64_t kGeoPackageVersion = 10300;             // 1.3.0

/// The newest version this program knows.
int newestSchemaVersion();

/// Applies the migrations (from, to], each with its row in schema_migration. The caller holds the
/// transaction.
void migrate(Connection& connection, int from, int to, LocalTime now, const std::string& programVersion);

/// Version of an open file; 0 when it is no project of ours.
int schemaVersionOf(Connection& connection);

/// How an open project's schema differs from what its migrations made.
struct SchemaDifferences {
    /// Triggers and views that no migration made and no GIS is known to add: such a project came from
    /// somebody who wants code to run.
    std::vector<std::string> foreign;
    /// "table.column" that the migrations make and the file lacks.
    std::vector<std::string> missing;
};
SchemaDifferences compareSchema(Connection& connection);

}  // namespace shuiheng::store
