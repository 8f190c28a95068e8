#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "ingest/reading_file.h"
#include "ingest/reading_validation.h"
#include "store/batches.h"

namespace shuiheng::app {

struct ImportSummary;

/// Puts a batch's rejects and findings into the project as they come, counts them, and writes the rejects
/// file.
class BatchWriter final : public ingest::ReadingSink {
  public:
    /// Within the caller's transaction.
    static Result<BatchWriter> begin(store::Project& project, const std::string& kind,
                                     const std::string& fileName, const std::string& encoding,
                                     const std::filesystem::path& rejectsFile);

    void reject(ingest::Reject&& reject) override;
    Result<> finding(const ingest::Finding& finding, const std::string& meterCode);
    /// Rejects that were found after reading: their raw rows are fetched from the file by line.
    Result<> conflicts(const std::filesystem::path& file, const ingest::RecognisedFormat& format,
                       std::vector<ingest::Reject> rejects);
    Result<> finish(const ImportSummary& summary, const ingest::RecognisedFormat& format,
                    const ingest::ValidationParameters& rules, const std::string& sha256);
    /// The rejects as a CSV that can be mended and imported again, whole or not at all.
    Result<> finishRejects();

    std::int64_t batch() const { return m_batch; }
    std::int64_t rejected() const { return m_rejected; }
    /// Counts and examples so far.
    void summarise(ImportSummary& summary) const;

  private:
    BatchWriter(store::Project& project, std::filesystem::path rejectsFile)
        : m_project(&project), m_rejectsFile(std::move(rejectsFile)) {}

    store::Project* m_project;
    std::filesystem::path m_rejectsFile;
    std::int64_t m_batch = 0;
    std::int64_t m_rejected = 0;
    std::map<std::string, std::int64_t> m_rejectCodes;
    std::map<std::string, std::int64_t> m_findings;
    std::map<std::string, Problem> m_examples;
    std::optional<Problem> m_problem;  ///< the first failure while streaming
};

/// [["line","414"]] -> {"line":"414"} as JSON text.
std::string argumentsJson(const std::vector<std::pair<std::string, std::string>>& arguments);

}  // namespace shuiheng::app
