#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "compliance/derivation.h"
#include "store/project.h"

/// The last steps of "why": from a meter's volume down to the rows of its files, and from a row back up to
/// the figures that rest on it.
namespace shuiheng::app {

/// A figure of the year's check that uses a record of that year. `milestone` is empty for the figures beside
/// the targets.
struct RecordUse {
    std::string milestone;
    std::string figure;
    std::string record;
};

struct MeterTrace {
    compliance::Derivation
        derivation;  ///< the year's volume; its records are the readings, their sum its value
    std::map<std::int64_t, std::string> files;  ///< of the batches in it
    std::vector<RecordUse> usedBy;
};
/// Nothing when no meter is called so.
Result<std::optional<MeterTrace>> traceMeter(store::Project& project, const std::string& code, int year);

struct RowTrace {
    std::string file;
    std::int64_t line = 0;
    std::int64_t batch = 0;
    std::string table;                ///< "readings" or a register
    std::vector<std::string> meters;  ///< that have readings from this row
    std::vector<RecordUse> usedBy;
};
/// "FILE:LINE", the line as the file counts it. Nothing when it is not that or no import brought such a row.
Result<std::optional<RowTrace>> traceRow(store::Project& project, const std::string& place, int year);

}  // namespace shuiheng::app
