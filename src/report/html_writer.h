#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"
#include "report/document.h"

namespace shuiheng::report {

/// The document as one page of HTML without scripts or outside files. Every text is escaped.
std::string toHtml(const Document& document);

/// Writes it whole or not at all. Fails with REPORT_NOT_WRITTEN.
Result<> writeHtml(const Document& document, const std::filesystem::path& file);

}  // namespace shuiheng::report
