#include "app/sample_county.h"

#include "app/import_readings.h"
#include "app/import_table.h"
#include "app/new_project.h"
#include "app/sample_files.h"
#include "app/sample_text.h"
#include "app/whole_file.h"
#include "ingest/byte_source.h"

namespace shuiheng::app {
namespace {

using Path = std::filesystem::path;

Path pathOf(const std::string& utf8) {
    return Path(std::u8string(utf8.begin(), utf8.end()));
}

Result<SampleSummary> fill(const Path& folder, const Clock& clock) {
    SampleSummary summary;
    const Path raw = folder / pathOf("原始数据");
    std::error_code error;
    std::filesystem::create_directories(raw, error);
    const Path projectFile = folder / pathOf("固阳县示例.gpkg");
    std::vector<Problem> problems;
    if (const Result<> made = newProject(projectFile, {{}, {}, true}, clock, problems); !made) {
        return failure(made.error());
    }
    auto project = store::Project::open(projectFile, {true, true, {}}, clock);
    if (!project) {
        return failure(project.error());
    }
    for (const SampleFile& file : sampleFiles()) {
        const Path path = raw / pathOf(file.name);
        if (const Result<> written = writeWholeFile(path, encodedSample(file)); !written) {
            return failure(written.error());
        }
        ImportOptions options;
        options.withEffects = false;
        const auto imported = file.table == "readings" ? importReadings(*project, path, options, {})
                                                       : importTable(*project, file.table, path, options, {});
        if (!imported) {
            Problem problem = imported.error();
            problem.where.file = file.name;
            return failure(std::move(problem));
        }
        ++summary.files;
        summary.stored += imported->stored;
        summary.rejected += imported->rejected;
    }
    for (const auto& [name, text] :
         {std::pair{"network.inp", sampleNetwork()}, std::pair{"README.md", sampleGuide()}}) {
        if (const Result<> written = writeWholeFile(folder / name, text); !written) {
            return failure(written.error());
        }
    }
    return summary;
}

}  // namespace

Result<SampleSummary> makeSampleCounty(const Path& wanted, const Clock& clock) {
    std::error_code error;
    Path folder = std::filesystem::absolute(wanted, error).lexically_normal();
    folder = folder.has_filename() ? folder : folder.parent_path();  // "sample/" is "sample"
    if (std::filesystem::exists(folder, error) && !std::filesystem::is_empty(folder, error)) {
        return failure(Problem("SAMPLE_EXISTS", {{"folder", ingest::utf8Name(folder)}}));
    }
    // Made beside and renamed last: nobody finds half a county.
    Path unfinished = folder;
    unfinished += ".unfinished";
    std::filesystem::remove_all(unfinished, error);
    Result<SampleSummary> made = fill(unfinished, clock);
    if (!made) {
        std::filesystem::remove_all(unfinished, error);
        return made;
    }
    std::filesystem::remove(folder, error);
    std::filesystem::rename(unfinished, folder, error);
    if (error) {
        std::error_code ignored;
        std::filesystem::remove_all(unfinished, ignored);
        return failure(
            Problem("FILE_NOT_WRITTEN", {{"file", ingest::utf8Name(folder)}, {"detail", error.message()}}));
    }
    made->project = ingest::utf8Name(folder / pathOf("固阳县示例.gpkg"));
    return made;
}

}  // namespace shuiheng::app
