#include "app/rejects.h"

#include <nlohmann/json.hpp>

#include "app/problem_text.h"
#include "app/whole_file.h"
#include "ingest/reading_format.h"
#include "ingest/reject.h"
#include "ingest/units.h"
#include "store/batches.h"
#include "store/project_file.h"

namespace shuiheng::app {

Result<std::vector<NamedReject>> rejectsOf(const store::Project& project, std::int64_t batch) {
    const auto found = store::findBatch(project, batch);
    const auto stored = store::readRejects(project, batch);
    if (!found || !stored) {
        return failure(!found ? found.error() : stored.error());
    }
    if (!*found) {
        return failure(Problem("BATCH_UNKNOWN", {{"batch", std::to_string(batch)}}));
    }
    std::vector<NamedReject> rejects;
    for (const store::StoredReject& one : *stored) {
        NamedReject reject;
        reject.rawText = one.rawText;
        reject.problem.code = one.code;
        reject.problem.where.line = one.line;
        const auto arguments = nlohmann::json::parse(one.argumentsJson, nullptr, false);
        if (arguments.is_object()) {
            for (const auto& [name, value] : arguments.items()) {
                reject.problem.arguments.emplace_back(
                    name, value.is_string() ? value.get<std::string>() : value.dump());
            }
        }
        rejects.push_back(std::move(reject));
    }
    return rejects;
}

Result<> writeRejects(const store::Project& project, std::int64_t batch, const std::filesystem::path& out) {
    if (Result<> fine = checkOutput(out, store::companionsOf(project.info().path)); !fine) {
        return fine;
    }
    const auto found = store::findBatch(project, batch);
    const auto rejects = rejectsOf(project, batch);
    if (!found || !rejects) {
        return failure(!found ? found.error() : rejects.error());
    }
    // The reason stands in front: a mangled row keeps its own columns in their order behind it.
    const auto format = ingest::ReadingFormat::fromJson((*found)->formatJson);
    const std::string separator = format && !format->delimiter.empty() ? format->delimiter : ",";
    std::string text = "\xEF\xBB\xBF";
    // What only the file's title or name said goes along: without its unit a mended row would be another
    // volume.
    std::string title =
        format && format->valueUnit ? "单位：" + std::string(ingest::unitLabel(*format->valueUnit)) : "";
    if (format && format->year > 0) {
        title += (title.empty() ? "" : "；") + std::to_string(format->year) + "年";
    }
    if (!title.empty()) {
        text += separator + separator + separator + title + "\r\n";
    }
    for (const std::string_view name : ingest::kRejectHeaders) {
        text += std::string(name) + separator;
    }
    text += (*found)->headerText + "\r\n";
    for (const NamedReject& one : *rejects) {
        text += std::to_string(one.problem.where.line) + separator + one.problem.code + separator +
                csvCell(sentence(one.problem, Language::Chinese)) + separator + one.rawText + "\r\n";
    }
    return writeWholeFile(out, text);
}

}  // namespace shuiheng::app
