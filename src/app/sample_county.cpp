#include "app/sample_county.h"

#include <QStringEncoder>

#include "app/import_readings.h"
#include "app/import_table.h"
#include "app/new_project.h"
#include "app/sample_files.h"
#include "app/whole_file.h"
#include "ingest/byte_source.h"

namespace shuiheng::app {
namespace {

using Path = std::filesystem::path;

Path pathOf(const std::string& utf8) {
    return Path(std::u8string(utf8.begin(), utf8.end()));
}

/// GB18030 as Excel on a Chinese Windows writes it, where Qt can; else UTF-8 with a mark.
std::string encoded(const SampleFile& file) {
    if (file.gb18030) {
        QStringEncoder encoder("GB18030");
        if (encoder.isValid()) {
            const QByteArray bytes = encoder(QString::fromStdString(file.text));
            return bytes.toStdString();
        }
    }
    return "\xEF\xBB\xBF" + file.text;
}

constexpr std::string_view kReadme =
    "# 固阳县示例（示例数据）\n\n"
    "本文件夹的全部数字都由程序按固定规则生成，是**示例数据**"
    "，不是固阳县的实际情况，不作依据。真实的只有镇名和方案原文。\n"
    "`原始数据` 里是各单位通常报来的样子（GB18030 与 UTF-8 "
    "混用，有标题行、合计行、全角空格、千分位、估抄、一只 5 位表过零、两行有错），\n"
    "`固阳县示例.gpkg` 由这些文件逐个导入而成。被拒收的行：`shuiheng rejects 固阳县示例.gpkg "
    "批次号`。重新生成：`shuiheng sample 文件夹`。\n\n"
    "# Sample county\n\n"
    "Every number here is made up by a fixed rule (示例数据, sample data) and says nothing about the real "
    "county. Only the names of towns and\n"
    "the text of the plan are real. The folder 原始数据 holds the raw files as their senders would write "
    "them; the project was filled by\n"
    "importing them one by one. Two rows of 2025 are refused on purpose.\n";

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
        if (const Result<> written = writeWholeFile(path, encoded(file)); !written) {
            return failure(written.error());
        }
        const auto imported = file.table == "readings" ? importReadings(*project, path, {}, {})
                                                       : importTable(*project, file.table, path, {}, {});
        if (!imported) {
            return failure(imported.error());
        }
        ++summary.files;
        summary.stored += imported->stored;
        summary.rejected += imported->rejected;
    }
    if (const Result<> written = writeWholeFile(folder / "README.md", kReadme); !written) {
        return failure(written.error());
    }
    return summary;
}

}  // namespace

Result<SampleSummary> makeSampleCounty(const Path& folder, const Clock& clock) {
    std::error_code error;
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
        return failure(
            Problem("FILE_NOT_WRITTEN", {{"file", ingest::utf8Name(folder)}, {"detail", error.message()}}));
    }
    made->project = ingest::utf8Name(folder / pathOf("固阳县示例.gpkg"));
    return made;
}

}  // namespace shuiheng::app
