#include "app/rejects.h"

#include <nlohmann/json.hpp>

#include "app/problem_text.h"
#include "app/whole_file.h"
#include "store/batches.h"

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
    const auto found = store::findBatch(project, batch);
    const auto rejects = rejectsOf(project, batch);
    if (!found || !rejects) {
        return failure(!found ? found.error() : rejects.error());
    }
    // The reason stands in front: a mangled row keeps its own columns in their order behind it.
    const std::string& header = (*found)->headerText;
    const char separator = header.find('\t') != std::string::npos ? '\t'
                           : header.find(';') != std::string::npos && header.find(',') == std::string::npos
                               ? ';'
                               : ',';
    std::string text = "\xEF\xBB\xBF";
    text += std::string("拒收行号") + separator + "拒收代码" + separator + "拒收原因" + separator + header +
            "\r\n";
    for (const NamedReject& one : *rejects) {
        text += std::to_string(one.problem.where.line) + separator + one.problem.code + separator +
                csvCell(sentence(one.problem, Language::Chinese)) + separator + one.rawText + "\r\n";
    }
    return writeWholeFile(out, text);
}

}  // namespace shuiheng::app
