#pragma once

#include <filesystem>
#include <vector>

#include "base/result.h"

/// What can be told of a project file without SQLite, and steps on whole files.
namespace shuiheng::store {

/// Header, application id and length of the file against its own page count: FILE_NOT_FOUND,
/// FILE_NOT_A_PROJECT, PROJECT_TRUNCATED. Touches nothing.
Result<> checkHeader(const std::filesystem::path& path);

/// True when a rollback journal lies beside the file and counts: its writer died in the middle.
bool hasHotJournal(const std::filesystem::path& path);

/// True when the file is in write-ahead mode but no log lies beside it: the next reader would make one.
bool isDryWriteAhead(const std::filesystem::path& path);

/// Takes away a half-made file with the journal of its half-made transaction, which would spoil the next file
/// of that name.
void removeUnfinished(const std::filesystem::path& path);

/// A copy beside the file, FILE.schema-vN.backup.gpkg, synced to disk. When that exists and is this very file
/// (a migration was broken off) it serves; another one is left and the copy numbered further.
Result<std::filesystem::path> backUp(const std::filesystem::path& path, int schemaVersion);

/// The project file and what may lie beside it while it is used: lock, journal, write-ahead log.
std::vector<std::filesystem::path> companionsOf(const std::filesystem::path& path);

/// The file itself where the name is a link, so that lock and journal lie beside it whatever name is used.
std::filesystem::path resolved(const std::filesystem::path& path);

/// "C:\…\固阳 项目.gpkg" as UTF-8 text.
std::string utf8Of(const std::filesystem::path& path);

}  // namespace shuiheng::store
