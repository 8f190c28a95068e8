#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/civil.h"
#include "base/text.h"
#include "compliance/check.h"
#include "compliance/plan.h"
#include "report/document.h"

namespace shuiheng::report {

/// An import batch, as listed in the appendix on data sources.
struct DataSource {
    std::int64_t batch = 0;
    std::string fileName;
    std::string sha256;
    Date importedOn;
    std::int64_t rows = 0;  ///< stored
    std::int64_t rejected = 0;
    bool undone = false;
};

struct FrozenVersion {
    std::string id;  ///< e.g. "2024-1"
    Date frozenOn;
    std::string digest;  ///< hexadecimal, printed short
};

struct AnnualReportInput {
    compliance::CheckResult result;
    std::vector<compliance::CheckResult> history;  ///< of the plan's earlier years, for the charts
    const compliance::Plan* plan = nullptr;
    std::string countyName;
    bool sample = false;
    Date generatedOn;
    Date dataAsOf;
    Language language = Language::Chinese;
    std::vector<DataSource> sources;
    std::string softwareVersion;
    std::optional<FrozenVersion> frozen;
};

/// A figure of an earlier year that the report shows besides `result`.
struct EarlierFigure {
    int year = 0;
    const compliance::MilestoneResult* result = nullptr;  ///< in `history`
};
std::vector<EarlierFigure> earlierFigures(const AnnualReportInput& input);

/// The yearly self-check report (自查报告) on the plan's targets, with calculation sheets, parameters and
/// sources. Every figure in it is taken from a derivation of `result` or `history`; nothing is computed here
/// but counts of verdicts.
Document annualReport(const AnnualReportInput& input);

}  // namespace shuiheng::report
