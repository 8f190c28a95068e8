#pragma once

#include <filesystem>

#include "base/result.h"
#include "report/document.h"
#include "report/write_options.h"

namespace shuiheng::report {

/// Writes the document as OpenDocument text on the page of GB/T 9704-2012, whole or not at all, for
/// LibreOffice, Word and WPS. The faces of the standard are named, not embedded. Charts are painted as for
/// the PDF: the caller keeps a QGuiApplication alive. Fails with REPORT_NOT_WRITTEN or REPORT_FONT_MISSING.
Result<> writeOdt(const Document& document, const std::filesystem::path& file,
                  const WriteOptions& options = {});

}  // namespace shuiheng::report
