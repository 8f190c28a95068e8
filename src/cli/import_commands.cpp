#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>

#ifdef _WIN32
#include <io.h>
#else
#include <unistd.h>
#endif

#include "app/export_table.h"
#include "app/import_readings.h"
#include "app/import_table.h"
#include "app/problem_text.h"
#include "app/rejects.h"
#include "app/undo_batch.h"
#include "app/whole_file.h"
#include "base/clock.h"
#include "cli/commands.h"
#include "cli/standard_input.h"
#include "ingest/byte_source.h"
#include "store/batches.h"
#include "store/project.h"

namespace shuiheng::cli {
namespace {

bool onTerminal() {
#ifdef _WIN32
    return _isatty(_fileno(stderr)) != 0;
#else
    return isatty(fileno(stderr)) != 0;
#endif
}

/// Progress to standard error: a bar on a terminal, nothing otherwise.
JobContext terminalJob() {
    JobContext job;
    if (onTerminal()) {
        job.progress = [last = std::chrono::steady_clock::time_point()](std::int64_t done,
                                                                        std::int64_t total) mutable {
            const auto now = std::chrono::steady_clock::now();
            if (total <= 0 || (now - last < std::chrono::milliseconds(100) && done < total)) {
                return;
            }
            last = now;
            constexpr int kWidth = 40;
            const int filled = static_cast<int>(kWidth * done / total);
            std::fprintf(stderr, "\r[%s%s] %3d%%", std::string(static_cast<std::size_t>(filled), '#').c_str(),
                         std::string(static_cast<std::size_t>(kWidth - filled), ' ').c_str(),
                         static_cast<int>(100 * done / total));
            if (done >= total) {
                std::fprintf(stderr, "\r%*s\r", kWidth + 8, "");
            }
        };
    }
    return job;
}

nlohmann::json effectsJson(const std::vector<app::Effect>& effects) {
    nlohmann::json list = nlohmann::json::array();
    for (const app::Effect& effect : effects) {
        list.push_back({{"id", effect.milestone},
                        {"before", effect.before ? nlohmann::json(*effect.before) : nlohmann::json(nullptr)},
                        {"after", effect.after ? nlohmann::json(*effect.after) : nlohmann::json(nullptr)}});
    }
    return list;
}

nlohmann::json toJson(const app::ImportSummary& summary, const std::filesystem::path& rejectsFile) {
    return {{"file", summary.file},
            {"rejects_file",
             rejectsFile.empty() ? nlohmann::json(nullptr) : nlohmann::json(ingest::utf8Name(rejectsFile))},
            {"batch", summary.batch == 0 ? nlohmann::json(nullptr) : nlohmann::json(summary.batch)},
            {"already_imported", summary.alreadyImported},
            {"profile", summary.profile},
            {"encoding", summary.encoding},
            {"rows_read", summary.rowsRead},
            {"stored", summary.stored},
            {"rejected", summary.rejected},
            {"skipped", summary.skipped},
            {"unchanged", summary.unchanged},
            {"new_meters", summary.newMeters},
            {"findings", summary.findings},
            {"reject_codes", summary.rejectCodes},
            {"effects", effectsJson(summary.effects)},
            {"seconds", summary.seconds}};
}

/// Each file's refused rows go into a list of their own, for each has its own columns: OUT.csv, OUT-2.csv,
/// ...
std::filesystem::path rejectsOf(const ImportArguments& arguments, std::size_t position) {
    if (arguments.rejects.empty() || position == 0) {
        return arguments.rejects;
    }
    std::filesystem::path name = arguments.rejects.stem();
    name += "-" + std::to_string(position + 1);
    name += arguments.rejects.extension();
    return arguments.rejects.parent_path() / name;
}

std::string valueOf(std::optional<double> value) {
    return value ? number(*value) : "—";
}

/// "READING_GAP × 2：表“CC000002”在 … 到 … 之间缺读数。"
std::string counted(const Output& output, const app::ImportSummary& summary, const std::string& code,
                    std::int64_t count) {
    const auto example = summary.examples.find(code);
    std::string text = code + " × " + std::to_string(count);
    if (example != summary.examples.end()) {
        text += output(count > 1 ? Text{"，如：", ", as: "} : Text{"：", ": "}) +
                app::whatHappened(example->second, output.language);
    }
    return text;
}

void print(const Output& output, const app::ImportSummary& summary, bool dryRun) {
    const auto count = [&](const Text& name, std::int64_t value) {
        return output(name) + " " + std::to_string(value);
    };
    if (summary.alreadyImported) {
        output.line(summary.file + output({"：已导入过，没有变化", ": imported before, nothing changed"}) +
                    (summary.batch != 0 ? output({"（批次 ", " (batch "}) + std::to_string(summary.batch) +
                                              output({"）", ")"})
                                        : ""));
    } else if (dryRun) {
        output.line(summary.file + output({"：试运行，没有写入", ": dry run, nothing written"}));
    } else {
        output.line(summary.file + output({"：批次 ", ": batch "}) + std::to_string(summary.batch));
    }
    output.line("  " + output({"编码", "encoding"}) + " " + summary.encoding + "  " +
                output({"列方案", "profile"}) + " " + summary.profile);
    output.line("  " + count({"读入", "rows read"}, summary.rowsRead) + " = " +
                count({"入库", "stored"}, summary.stored) + " + " +
                count({"拒收", "rejected"}, summary.rejected) + " + " +
                count({"跳过", "skipped"}, summary.skipped) + " + " +
                count({"未变", "unchanged"}, summary.unchanged) + "   " + number(summary.seconds, 2) + " s");
    for (const Problem& problem : summary.assumed) {
        output.line("  ? " + app::sentence(problem, output.language));
    }
    for (const auto& [code, rows] : summary.rejectCodes) {
        output.line("  × " + counted(output, summary, code, rows));
    }
    for (const auto& [code, rows] : summary.findings) {
        output.line("  ! " + counted(output, summary, code, rows));
    }
    for (const app::Effect& effect : summary.effects) {
        output.line("  → " + effect.milestone + " " + output(effect.title) + ": " + valueOf(effect.before) +
                    " → " + valueOf(effect.after));
    }
}

}  // namespace

int runImport(const Output& output, const ImportArguments& arguments) {
    app::ImportOptions options;
    options.profile = arguments.profile;
    options.encoding = arguments.encoding;
    options.dryRun = arguments.dryRun;
    options.knownMetersOnly = arguments.knownMetersOnly;
    for (const std::string& one : arguments.map) {
        const std::size_t equals = one.find('=');
        if (equals == std::string::npos || equals == 0) {
            output.problem(Problem("MAP_NOT_UNDERSTOOD", {{"map", one}}));
            return kWrongUsage;
        }
        options.map.emplace_back(one.substr(0, equals), one.substr(equals + 1));
    }
    if (std::count(arguments.files.begin(), arguments.files.end(), "-") > 1) {
        output.problem(Problem("USAGE_STDIN_TWICE"));
        return kWrongUsage;
    }
    // One file's list must not take the place of another file, nor of what is still to be read.
    for (std::size_t at = 0; at < arguments.files.size() && !arguments.rejects.empty(); ++at) {
        if (const Result<> fine = app::checkOutput(rejectsOf(arguments, at), arguments.files); !fine) {
            return output.problem(fine.error());
        }
    }
    const SystemClock clock;
    auto project = store::Project::open(arguments.project, {true, true, {}}, clock);
    if (!project) {
        return output.problem(project.error());
    }
    nlohmann::json results = nlohmann::json::array();
    for (std::size_t at = 0; at < arguments.files.size(); ++at) {
        const auto file = InputFile::open(arguments.files[at]);
        if (!file) {
            return output.problem(file.error(), {{"imports", results}});
        }
        options.rejectsFile = rejectsOf(arguments, at);
        auto summary =
            arguments.table == "readings"
                ? app::importReadings(*project, file->path(), options, terminalJob())
                : app::importTable(*project, arguments.table, file->path(), options, terminalJob());
        if (!summary) {
            return output.problem(file->asNamed(summary.error()), {{"imports", results}});
        }
        for (Problem& problem : summary->assumed) {
            problem = file->asNamed(std::move(problem));
        }
        results.push_back(toJson(*summary, options.rejectsFile));
        if (!output.json) {
            print(output, *summary, arguments.dryRun);
            if (!options.rejectsFile.empty()) {
                output.line("  " + output({"拒收的行写在 ", "refused rows are in "}) +
                            ingest::utf8Name(options.rejectsFile));
            }
        }
    }
    if (output.json) {
        output.object(results.size() == 1 ? results.front() : nlohmann::json{{"imports", results}});
    }
    return kDone;
}

int runExport(const Output& output, const std::string& table, const std::filesystem::path& path,
              const std::filesystem::path& out, const std::string& from, const std::string& to) {
    app::ExportOptions options{table, out, Date::parse(from), Date::parse(to)};
    if ((!from.empty() && !options.from) || (!to.empty() && !options.to)) {
        output.problem(
            Problem("DATE_OPTION_NOT_UNDERSTOOD", {{"value", !options.from && !from.empty() ? from : to}}));
        return kWrongUsage;
    }
    if (options.from && options.to && *options.to < *options.from) {
        output.problem(Problem("DATE_RANGE_REVERSED", {{"from", from}, {"to", to}}));
        return kWrongUsage;
    }
    const SystemClock clock;
    auto project = store::Project::open(path, {}, clock);
    if (!project) {
        return output.problem(project.error());
    }
    const auto rows = app::exportTable(*project, options, terminalJob());
    if (!rows) {
        return output.problem(rows.error());
    }
    if (output.json) {
        output.object({{"table", table}, {"rows", *rows}});
    } else {
        output.line(output({"导出行数 ", "rows exported: "}) + std::to_string(*rows));
    }
    return kDone;
}

int runBatches(const Output& output, const std::filesystem::path& path) {
    const SystemClock clock;
    const auto project = store::Project::open(path, {}, clock);
    if (!project) {
        return output.problem(project.error());
    }
    const auto batches = store::readBatches(*project);
    if (!batches) {
        return output.problem(batches.error());
    }
    nlohmann::json list = nlohmann::json::array();
    for (const store::Batch& batch : *batches) {
        list.push_back({{"id", batch.id},
                        {"kind", batch.kind},
                        {"file", batch.fileName},
                        {"sha256", batch.sha256},
                        {"encoding", batch.encoding},
                        {"profile", batch.profile},
                        {"rows_read", batch.rowsRead},
                        {"stored", batch.stored},
                        {"rejected", batch.rejected},
                        {"skipped", batch.skipped},
                        {"unchanged", batch.unchanged},
                        {"imported_by", batch.importedBy},
                        {"imported_at", batch.importedAt},
                        {"status", batch.status}});
        if (!output.json) {
            output.line(std::to_string(batch.id) + "  " + batch.importedAt + "  " + batch.kind + "  " +
                        batch.fileName + "  " + output({"入库 ", "stored "}) + std::to_string(batch.stored) +
                        output({"，拒收 ", ", rejected "}) + std::to_string(batch.rejected) +
                        (batch.status == "undone" ? output({"  [已撤销]", "  [undone]"}) : ""));
        }
    }
    if (output.json) {
        output.object({{"batches", list}});
    } else if (list.empty()) {
        output.line(output({"还没有导入过文件", "nothing has been imported yet"}));
    }
    return kDone;
}

int runUndo(const Output& output, const std::filesystem::path& path, std::int64_t batch) {
    const SystemClock clock;
    auto project = store::Project::open(path, {true, true, {}}, clock);
    if (!project) {
        return output.problem(project.error());
    }
    const auto summary = app::undoBatch(*project, batch, terminalJob());
    if (!summary) {
        return output.problem(summary.error());
    }
    if (output.json) {
        output.object({{"batch", summary->batch},
                       {"file", summary->fileName},
                       {"meters_touched", summary->metersTouched},
                       {"meters_removed", summary->metersRemoved},
                       {"frozen_reports", summary->frozenReports},
                       {"effects", effectsJson(summary->effects)}});
        return kDone;
    }
    output.line(output({"已撤销批次 ", "undone: batch "}) + std::to_string(summary->batch) + "  " +
                summary->fileName);
    for (const std::string& report : summary->frozenReports) {
        output.line(output({"  ! 已冻结的报告用过它：", "  ! a frozen report used it: "}) + report);
    }
    for (const app::Effect& effect : summary->effects) {
        output.line("  → " + effect.milestone + " " + output(effect.title) + ": " + valueOf(effect.before) +
                    " → " + valueOf(effect.after));
    }
    return kDone;
}

int runRejects(const Output& output, const std::filesystem::path& path, std::int64_t batch,
               const std::filesystem::path& out) {
    const SystemClock clock;
    const auto project = store::Project::open(path, {}, clock);
    if (!project) {
        return output.problem(project.error());
    }
    const auto rejects = app::rejectsOf(*project, batch);
    if (!rejects) {
        return output.problem(rejects.error());
    }
    if (!out.empty()) {
        if (const Result<> written = app::writeRejects(*project, batch, out); !written) {
            return output.problem(written.error());
        }
    }
    nlohmann::json list = nlohmann::json::array();
    for (const app::NamedReject& one : *rejects) {
        const std::string text = app::sentence(one.problem, output.language);
        list.push_back({{"line", one.problem.where.line},
                        {"code", one.problem.code},
                        {"message", text},
                        {"raw", one.rawText}});
        if (!output.json) {
            output.line(text + "\n    " + one.rawText);
        }
    }
    if (output.json) {
        output.object({{"batch", batch}, {"rejects", list}});
    } else if (list.empty()) {
        output.line(output({"该批次没有拒收的行", "no row of this batch was refused"}));
    }
    return kDone;
}

}  // namespace shuiheng::cli
