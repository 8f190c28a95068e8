#include "app/new_project.h"
#include "app/problem_text.h"
#include "app/project_info.h"
#include "app/sample_county.h"
#include "app/switches.h"
#include "base/clock.h"
#include "cli/commands.h"
#include "cli/standard_input.h"
#include "store/project.h"

namespace shuiheng::cli {

int runNew(const Output& output, const std::filesystem::path& project, const std::filesystem::path& plan,
           const std::string& county) {
    const auto file = InputFile::open(plan);
    if (!file) {
        return output.problem(file.error());
    }
    std::vector<Problem> planProblems;
    const Result<> made =
        app::newProject(project, {file->path(), county, false}, SystemClock(), planProblems);
    nlohmann::json problems = nlohmann::json::array();
    for (const Problem& found : planProblems) {
        const Problem problem = file->asNamed(found);
        std::fprintf(stderr, "%s\n", app::sentence(problem, output.language).c_str());
        problems.push_back(output.toJson(problem));
    }
    if (!made) {
        return output.problem(file->asNamed(made.error()), {{"problems", problems}});
    }
    if (output.json) {
        output.object({{"project", project.u8string().empty() ? ""
                                                              : std::string(reinterpret_cast<const char*>(
                                                                    project.u8string().c_str()))}});
    } else {
        output.line(output({"已建立项目文件。", "The project file has been made."}));
    }
    return kDone;
}

int runSample(const Output& output, const std::filesystem::path& folder) {
    const auto made = app::makeSampleCounty(folder, SystemClock());
    if (!made) {
        return output.problem(made.error());
    }
    if (output.json) {
        output.object({{"project", made->project},
                       {"files", made->files},
                       {"stored", made->stored},
                       {"rejected", made->rejected}});
        return kDone;
    }
    output.line(
        output({"示例县已生成（示例数据）：", "The sample county has been made (示例数据, sample data): "}) +
        made->project);
    output.line(output({"导入文件 ", "Files imported: "}) + std::to_string(made->files) +
                output({"，入库 ", ", stored "}) + std::to_string(made->stored) +
                output({"，拒收 ", ", rejected "}) + std::to_string(made->rejected));
    return kDone;
}

int runInfo(const Output& output, const std::filesystem::path& path) {
    const SystemClock clock;
    const auto project = store::Project::open(path, {}, clock);
    if (!project) {
        return output.problem(project.error());
    }
    const auto info = app::projectInfo(*project);
    if (!info) {
        return output.problem(info.error());
    }
    if (output.json) {
        nlohmann::json tables = nlohmann::json::object();
        for (const auto& [name, count] : info->counts) {
            tables[name] = count;
        }
        output.object({{"schema_version", info->project.schemaVersion},
                       {"county_code", info->project.countyCode},
                       {"county", info->project.countyName},
                       {"sample", info->project.sample},
                       {"created_at", info->project.createdAt},
                       {"program_version", info->project.programVersion},
                       {"counts", tables},
                       {"batches", info->batches},
                       {"integrity", info->findings.empty() ? "ok" : "damaged"},
                       {"findings", info->findings}});
        return kDone;
    }
    output.line(info->project.countyName + " " + info->project.countyCode +
                (info->project.sample ? "  [示例数据]" : ""));
    output.line(output({"结构版本 ", "schema version "}) + std::to_string(info->project.schemaVersion) +
                "  " + info->project.createdAt);
    for (const auto& [name, count] : info->counts) {
        output.line("  " + name + ": " + std::to_string(count));
    }
    output.line(output({"导入批次 ", "import batches "}) + std::to_string(info->batches));
    for (const std::string& finding : info->findings) {
        output.line("! " + finding);
    }
    output.line(info->findings.empty() ? output({"完整性检查通过", "integrity: ok"})
                                       : output({"完整性检查发现问题", "integrity: damaged"}));
    return kDone;
}

int runSwitch(const Output& output, const std::filesystem::path& path, const std::string& name,
              const std::string& option, const std::string& reason) {
    const SystemClock clock;
    auto project = store::Project::open(path, {!option.empty(), true, {}}, clock);
    if (!project) {
        return output.problem(project.error());
    }
    if (!option.empty()) {
        if (const Result<> set = app::setSwitch(*project, name, option, reason); !set) {
            return output.problem(set.error());
        }
    }
    const auto switches = app::switchesInForce(*project);
    if (!switches) {
        return output.problem(switches.error());
    }
    nlohmann::json list = nlohmann::json::array();
    for (const app::SwitchInForce& one : *switches) {
        if (!name.empty() && one.definition.id != name) {
            continue;
        }
        nlohmann::json options = nlohmann::json::array();
        std::string labels;
        for (const compliance::SwitchOption& choice : one.definition.options) {
            options.push_back({{"id", choice.id}, {"label", output(choice.label)}});
            labels +=
                (labels.empty() ? "" : " | ") + std::string(choice.id == one.chosen ? "*" : "") + choice.id;
        }
        list.push_back({{"id", one.definition.id},
                        {"question", output(one.definition.question)},
                        {"chosen", one.chosen},
                        {"default", one.definition.defaultOption},
                        {"options", options}});
        if (!output.json) {
            output.line(one.definition.id + ": " + labels + "\n    " + output(one.definition.question));
        }
    }
    if (list.empty()) {
        std::string known;
        for (const app::SwitchInForce& one : *switches) {
            known += (known.empty() ? "" : ", ") + one.definition.id;
        }
        return output.problem(Problem("SWITCH_UNKNOWN", {{"switch", name}, {"known", known}}));
    }
    if (output.json) {
        output.object({{"switches", list}});
    }
    return kDone;
}

}  // namespace shuiheng::cli
