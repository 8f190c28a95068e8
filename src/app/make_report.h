#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/text.h"
#include "store/project.h"

namespace shuiheng::app {

struct ReportOptions {
    std::string kind = "annual";
    int year = 0;
    std::filesystem::path out;  ///< .pdf, .odt, .xlsx or .html
    Language language = Language::Chinese;
    bool freeze = false;
};

struct ReportSummary {
    int pages = 0;                                                       ///< of the PDF
    std::vector<std::pair<std::string, std::string>> fontSubstitutions;  ///< wanted, used
    std::int64_t frozenId = 0;
    std::string digest;
};

/// The report of a year, written whole or not at all; with `freeze` its derivations and hashes are kept in
/// the project. REPORT_KIND_UNKNOWN, REPORT_FORMAT_UNKNOWN. The caller keeps a QGuiApplication alive.
Result<ReportSummary> makeReport(store::Project& project, const ReportOptions& options);

/// A figure, or an input row of a figure, that is no longer what a frozen report says.
struct FrozenDifference {
    std::string milestone;
    std::string figure;  ///< derivation id
    std::string record;  ///< input table and key; empty for the figure itself
    std::string frozen;  ///< value, "—" = none
    std::string now;
    std::vector<std::int64_t> batches;  ///< of the record, now or then
    std::int64_t row = 0;
};

struct VerifiedReport {
    std::int64_t id = 0;
    std::string kind;
    int year = 0;
    bool intact = true;  ///< the stored text still has its hash
    std::vector<FrozenDifference> differences;
};

/// Derives frozen reports again from the data as they are now. `report` 0 = all. REPORT_UNKNOWN.
Result<std::vector<VerifiedReport>> verifyReports(const store::Project& project, std::int64_t report);

}  // namespace shuiheng::app
