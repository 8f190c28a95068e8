#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "base/civil.h"
#include "base/job.h"
#include "base/result.h"
#include "store/project.h"

namespace shuiheng::app {

struct ExportOptions {
    std::string table;  ///< "readings" or a register
    std::filesystem::path out;
    std::optional<Date> from;
    std::optional<Date> to;  ///< inclusive
};

/// A CSV (UTF-8 with BOM, CRLF: Excel opens it) that the import reads back. Written whole or not at all;
/// returns rows. Readings: meter, time, start, index, volume, flow, flags, batch and source row; registers:
/// the headers of their import.
Result<std::int64_t> exportTable(store::Project& project, const ExportOptions& options,
                                 const JobContext& job);

}  // namespace shuiheng::app
