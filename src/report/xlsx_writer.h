#pragma once

#include <filesystem>

#include "base/result.h"
#include "report/document.h"
#include "report/write_options.h"

namespace shuiheng::report {

/// Writes the document's tables and calculation sheets as a workbook, whole or not at all: one worksheet per
/// chapter that has any, then the records behind the figures. Figures, margins and verdicts are formulas
/// wherever the tree says how they follow, and hold the tree's own values until somebody recalculates. Text
/// is never a formula. Fails with REPORT_NOT_WRITTEN.
Result<> writeXlsx(const Document& document, const std::filesystem::path& file,
                   const WriteOptions& options = {});

}  // namespace shuiheng::report
