#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "report/document.h"
#include "report/write_options.h"

namespace shuiheng::report {

/// A face that GB/T 9704 asks for and what stands in for it on this machine.
struct FontSubstitution {
    std::string wanted;
    std::string used;
    bool operator==(const FontSubstitution&) const = default;
};

struct PdfSummary {
    int pages = 0;
    std::int64_t bytes = 0;
    std::vector<std::string> fonts;
    std::vector<FontSubstitution> substitutions;  ///< also printed at the end of the body
};

/// Writes the document as a PDF on the page of GB/T 9704-2012, whole or not at all. The caller keeps a
/// QGuiApplication alive (the platform `offscreen` is enough) and calls from the thread that made it.
/// Fonts are embedded as subsets. Fails with REPORT_NOT_WRITTEN or REPORT_FONT_MISSING.
/// Headings become bookmarks.
Result<PdfSummary> writePdf(const Document& document, const std::filesystem::path& file,
                            const WriteOptions& options = {});

}  // namespace shuiheng::report
