#include "app/batch_writer.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/import_readings.h"
#include "app/rejects.h"
#include "app/whole_file.h"
#include "ingest/csv_reader.h"

namespace shuiheng::app {

std::string argumentsJson(const std::vector<std::pair<std::string, std::string>>& arguments) {
    nlohmann::json json = nlohmann::json::object();
    for (const auto& [name, value] : arguments) {
        json[name] = value;
    }
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Result<BatchWriter> BatchWriter::begin(store::Project& project, const std::string& kind,
                                       const std::string& fileName, const std::string& encoding,
                                       const std::filesystem::path& rejectsFile) {
    BatchWriter writer(project, rejectsFile);
    store::Batch batch;
    batch.kind = kind;
    batch.fileName = fileName;
    batch.encoding = encoding;
    batch.sha256 = std::string(64, '0');  // known once the file has been read
    const auto id = store::beginBatch(project, batch);
    if (!id) {
        return failure(id.error());
    }
    writer.m_batch = *id;
    return writer;
}

void BatchWriter::reject(ingest::Reject&& reject) {
    ++m_rejected;
    if (++m_rejectCodes[reject.code] == 1) {
        m_examples.emplace(reject.code, Problem(reject.code, reject.arguments));
    }
    const Result<> saved = store::saveReject(
        *m_project, m_batch, {reject.line, reject.code, argumentsJson(reject.arguments), reject.rawText});
    if (!saved && !m_problem) {
        m_problem = saved.error();
    }
}

Result<> BatchWriter::finding(const ingest::Finding& finding, const std::string& meterCode) {
    const std::string code(finding.code);
    m_findings[code] += finding.count;
    if (m_examples.count(code) == 0) {
        m_examples.emplace(code, Problem(code, finding.arguments));
    }
    return store::saveFinding(
        *m_project, m_batch,
        {std::string(finding.code), finding.severity, meterCode, finding.firstRow, finding.lastRow,
         finding.count, finding.first.iso(), finding.last.iso(), argumentsJson(finding.arguments)});
}

void BatchWriter::summarise(ImportSummary& summary) const {
    summary.rejected = m_rejected;
    summary.rejectCodes = m_rejectCodes;
    summary.findings = m_findings;
    summary.examples = m_examples;
}

Result<> BatchWriter::conflicts(const std::filesystem::path& file, const ingest::RecognisedFormat& format,
                                std::vector<ingest::Reject> rejects) {
    if (!rejects.empty()) {
        std::stable_sort(rejects.begin(), rejects.end(),
                         [](const auto& a, const auto& b) { return a.line < b.line; });
        auto source = ingest::openFile(file);
        if (!source) {
            return failure(source.error());
        }
        ingest::CsvReader reader(**source, format.csvOptions());
        auto at = rejects.begin();
        while (at != rejects.end() && reader.next()) {
            for (; at != rejects.end() && at->line <= reader.line(); ++at) {
                if (at->rawText.empty()) {
                    at->rawText = ingest::toUtf8Lossy(reader.raw().substr(0, ingest::Reject::kRawTextLimit),
                                                      reader.fieldEncoding());
                }
                reject(std::move(*at));
            }
        }
        for (; at != rejects.end(); ++at) {
            reject(std::move(*at));
        }
    }
    return m_problem ? Result<>(failure(*m_problem)) : Result<>();
}

Result<> BatchWriter::finish(const ImportSummary& summary, const ingest::RecognisedFormat& format,
                             const ingest::ValidationParameters& rules, const std::string& sha256) {
    if (m_problem) {
        return failure(*m_problem);
    }
    const nlohmann::json rulesJson = {
        {"spike_sigma", rules.spikeSigma},     {"rollover_high", rules.rolloverHigh},
        {"rollover_low", rules.rolloverLow},   {"backward_tolerance_m3", rules.backwardToleranceM3},
        {"missing_hours", rules.missingHours}, {"stuck_periods", rules.stuckPeriods},
        {"zero_months", rules.zeroMonths},     {"estimate_gap_hours", rules.estimateGapHours}};
    store::Batch batch;
    batch.id = m_batch;
    batch.sha256 = sha256;
    batch.encoding = summary.encoding;
    batch.profile = summary.profile;
    batch.formatJson = format.asRead().toJson();
    batch.rulesJson = rulesJson.dump();
    batch.rowsRead = summary.rowsRead;
    batch.stored = summary.stored;
    batch.rejected = m_rejected;
    batch.skipped = summary.skipped;
    batch.unchanged = summary.unchanged;
    for (std::size_t i = 0; i < format.headers.size(); ++i) {
        batch.headerText += (i == 0 ? "" : std::string(1, format.delimiter)) + csvCell(format.headers[i]);
    }
    return store::finishBatch(*m_project, batch);
}

Result<> BatchWriter::finishRejects() {
    if (m_problem) {
        return failure(*m_problem);
    }
    return m_rejectsFile.empty() ? Result<>() : writeRejects(*m_project, m_batch, m_rejectsFile);
}

}  // namespace shuiheng::app
