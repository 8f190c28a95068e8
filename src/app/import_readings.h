#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/job.h"
#include "base/result.h"
#include "base/text.h"
#include "store/project.h"

namespace shuiheng::app {

struct ImportOptions {
    std::string profile;                                   ///< of this name; empty = by header
    std::string encoding;                                  ///< forced; empty = detect
    std::vector<std::pair<std::string, std::string>> map;  ///< FIELD=COLUMN
    bool dryRun = false;                                   ///< everything but the commit
    bool withEffects = true;            ///< say what changes in the indicators: checks the county twice
    bool knownMetersOnly = false;       ///< refuse rows of meters that the register does not have
    std::filesystem::path rejectsFile;  ///< CSV of the refused rows, to mend and import again; empty = none
};

/// An indicator before and after.
struct Effect {
    std::string milestone;
    Text title;
    std::optional<double> before;
    std::optional<double> after;
};

/// rowsRead = stored + rejected + skipped + unchanged, for every file.
struct ImportSummary {
    std::string file;
    std::int64_t batch = 0;  ///< of the earlier import when the file had been imported before; 0 on a dry run
    bool alreadyImported = false;
    std::string profile;
    std::string encoding;
    std::int64_t rowsRead = 0;
    std::int64_t stored = 0;
    std::int64_t rejected = 0;
    std::int64_t skipped = 0;
    std::int64_t unchanged = 0;
    std::int64_t newMeters = 0;
    std::map<std::string, std::int64_t> findings;  ///< code -> readings concerned
    std::map<std::string, std::int64_t> rejectCodes;
    std::map<std::string, Problem> examples;  ///< the first of each code of both
    std::vector<Problem> assumed;             ///< what the file did not say
    std::vector<Effect> effects;
    double seconds = 0;
};

/// One meter file into the project: read, validated, stored with its batch and its roll-ups, in one
/// transaction. The same file, or the same rows again, change nothing.
Result<ImportSummary> importReadings(store::Project& project, const std::filesystem::path& file,
                                     const ImportOptions& options, const JobContext& job);

}  // namespace shuiheng::app
