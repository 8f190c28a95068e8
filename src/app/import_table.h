#pragma once

#include "app/import_readings.h"

namespace shuiheng::app {

/// A register (用水户, 取水许可, 水表 ...) from a CSV, by the machinery of the meter files: recognised
/// headers in either language, rejects with reasons, one batch, one transaction, undone as a whole. Records
/// are known by their key; a column that the file does not have stays as it is. REGISTER_UNKNOWN lists the
/// registers there are.
Result<ImportSummary> importTable(store::Project& project, const std::string& table,
                                  const std::filesystem::path& file, const ImportOptions& options,
                                  const JobContext& job);

}  // namespace shuiheng::app
