#include "app/check_json.h"
#include "app/check_project.h"
#include "app/make_report.h"
#include "app/trace.h"
#include "base/clock.h"
#include "cli/commands.h"
#include "report/print_session.h"
#include "store/project.h"

namespace shuiheng::cli {
namespace {

std::string valueText(std::optional<double> value, const std::string& unit) {
    return value ? number(*value) + (unit.empty() || unit == "1" ? "" : " " + unit) : "—";
}

void printTree(const Output& output, const compliance::Derivation& derivation, int depth) {
    const std::string indent(static_cast<std::size_t>(depth) * 2, ' ');
    output.line(indent + output(derivation.name) + " = " + valueText(derivation.value, derivation.unit) +
                (derivation.range
                     ? "  [" + number(derivation.range->low) + ", " + number(derivation.range->high) + "]"
                     : ""));
    if (!derivation.formula.empty()) {
        output.line(indent + "  " + derivation.formula +
                    (derivation.clause.empty() ? "" : "  (" + derivation.clause + ")"));
    }
    for (const compliance::UsedParameter& one : derivation.parameters) {
        output.line(indent + "  · " + one.id + " = " + one.value + " " + one.unit + "  " + one.source + " " +
                    one.clause + " [" + one.status + "]");
    }
    for (const auto& [name, option] : derivation.switches) {
        output.line(indent + "  · " + name + ": " + option);
    }
    for (const compliance::UsedInput& input : derivation.inputs) {
        output.line(indent + "  · " + input.table + " (" + input.filter +
                    "): " + std::to_string(input.rows.size()) + output({" 行，sha256 ", " rows, sha256 "}) +
                    input.sha256.substr(0, 12));
        constexpr std::size_t kMostRows = 50;
        for (std::size_t i = 0; i < input.rows.size() && i < kMostRows; ++i) {
            const compliance::InputRow& row = input.rows[i];
            std::string batches;
            for (const std::int64_t batch : row.batches) {
                batches += (batches.empty() ? "" : ",") + std::to_string(batch);
            }
            output.line(indent + "      " + row.key + " = " + valueText(row.value, input.unit) +
                        (batches.empty() ? "" : output({"  批次 ", "  batch "}) + batches) +
                        (row.row > 0 ? output({" 行 ", " row "}) + std::to_string(row.row) : ""));
        }
        if (input.rows.size() > kMostRows) {
            output.line(indent + "      … " + std::to_string(input.rows.size() - kMostRows) +
                        output({" 行见 --json", " more with --json"}));
        }
    }
    for (const Text& missing : derivation.missing) {
        output.line(indent + "  ? " + output(missing));
    }
    for (const Text& note : derivation.notes) {
        output.line(indent + "  ! " + output(note));
    }
    for (const compliance::Derivation& child : derivation.children) {
        printTree(output, child, depth + 1);
    }
}

nlohmann::json usesJson(const std::vector<app::RecordUse>& uses) {
    nlohmann::json list = nlohmann::json::array();
    for (const app::RecordUse& use : uses) {
        list.push_back(
            {{"milestone", use.milestone.empty() ? nlohmann::json(nullptr) : nlohmann::json(use.milestone)},
             {"figure", use.figure},
             {"record", use.record}});
    }
    return list;
}

void printUses(const Output& output, const std::vector<app::RecordUse>& uses) {
    output.line(output({"用于：", "used by:"}) + (uses.empty() ? output({" 无", " nothing"}) : ""));
    for (const app::RecordUse& use : uses) {
        output.line("  " + (use.milestone.empty() ? "" : use.milestone + " ") + use.figure + " ← " +
                    use.record);
    }
}

void printMeter(const Output& output, const app::MeterTrace& meter) {
    if (output.json) {
        nlohmann::json object = app::toJson(meter.derivation, output.language, true);
        object["files"] = nlohmann::json::object();
        for (const auto& [batch, file] : meter.files) {
            object["files"][std::to_string(batch)] = file;
        }
        object["used_by"] = usesJson(meter.usedBy);
        output.object(object);
        return;
    }
    printTree(output, meter.derivation, 0);
    for (const auto& [batch, file] : meter.files) {
        output.line(output({"批次 ", "batch "}) + std::to_string(batch) + " = " + file);
    }
    printUses(output, meter.usedBy);
}

void printRow(const Output& output, const app::RowTrace& row) {
    if (output.json) {
        output.object({{"file", row.file},
                       {"line", row.line},
                       {"batch", row.batch},
                       {"table", row.table},
                       {"meters", row.meters},
                       {"used_by", usesJson(row.usedBy)}});
        return;
    }
    output.line(row.file + ":" + std::to_string(row.line) + output({"  批次 ", "  batch "}) +
                std::to_string(row.batch) + "  " + row.table);
    for (const std::string& meter : row.meters) {
        output.line("  " + output({"水表 ", "meter "}) + meter);
    }
    printUses(output, row.usedBy);
}

}  // namespace

int runCheck(const Output& output, const std::filesystem::path& path, int year) {
    const SystemClock clock;
    const auto project = store::Project::open(path, {}, clock);
    if (!project) {
        return output.problem(project.error());
    }
    const auto result = app::checkProject(*project, year);
    if (!result) {
        return output.problem(result.error());
    }
    if (output.json) {
        output.object(app::toJson(*result, output.language, false));
        return kDone;
    }
    if (project->info().sample) {
        output.line("示例数据 / sample data");
    }
    for (const compliance::MilestoneResult& one : result->milestones) {
        output.line(one.milestone.id + "  " + output(compliance::nameOf(one.verdict)) + "  " +
                    output(one.milestone.title) + "  " + valueText(one.value, one.milestone.unit) +
                    output({"  目标 ", "  target "}) + valueText(one.target, one.milestone.unit) +
                    (one.margin ? output({"  差额 ", "  margin "}) + number(*one.margin) : ""));
        for (const Text& missing : one.missing) {
            output.line("      ? " + output(missing));
        }
    }
    for (const compliance::ObjectiveResult& one : result->objectives) {
        output.line(one.objective.id + "  " + output(compliance::nameOf(one.verdict)) + "  " +
                    output({"年度目标：按其量化指标判定", "objective, judged by its milestones"}));
    }
    return kDone;
}

int runExplain(const Output& output, const std::filesystem::path& path, const std::string& what, int year) {
    const SystemClock clock;
    auto project = store::Project::open(path, {}, clock);
    if (!project) {
        return output.problem(project.error());
    }
    const auto derivation = app::explainIndicator(*project, what, year);
    if (derivation) {
        if (output.json) {
            output.object(app::toJson(*derivation, output.language, true));
        } else {
            printTree(output, *derivation, 0);
        }
        return kDone;
    }
    if (derivation.error().code != "INDICATOR_UNKNOWN") {
        return output.problem(derivation.error());
    }
    const auto meter = app::traceMeter(*project, what, year);
    if (meter && *meter) {
        printMeter(output, **meter);
        return kDone;
    }
    const auto row = app::traceRow(*project, what, year);
    if (row && *row) {
        printRow(output, **row);
        return kDone;
    }
    return output.problem(!meter ? meter.error() : !row ? row.error() : derivation.error());
}

int runReport(const Output& output, const std::filesystem::path& path, const std::string& kind, int year,
              const std::filesystem::path& out, bool freeze) {
    const SystemClock clock;
    auto project = store::Project::open(path, {freeze, true, {}}, clock);
    if (!project) {
        return output.problem(project.error());
    }
    const report::PrintSession session;
    const auto made = app::makeReport(*project, {kind, year, out, output.language, freeze});
    if (!made) {
        return output.problem(made.error());
    }
    nlohmann::json fonts = nlohmann::json::array();
    for (const auto& [wanted, used] : made->fontSubstitutions) {
        fonts.push_back({{"wanted", wanted}, {"used", used}});
    }
    if (output.json) {
        output.object(
            {{"pages", made->pages},
             {"font_substitutions", fonts},
             {"frozen", made->frozenId == 0 ? nlohmann::json(nullptr) : nlohmann::json(made->frozenId)},
             {"sha256", made->digest}});
        return kDone;
    }
    output.line(made->pages > 0 ? output({"报告已写出，页数 ", "The report has been written; pages: "}) +
                                      std::to_string(made->pages)
                                : output({"报告已写出", "The report has been written"}));
    for (const auto& [wanted, used] : made->fontSubstitutions) {
        output.line("  " + output({"字体替代：", "font replaced: "}) + wanted + " → " + used);
    }
    if (made->frozenId != 0) {
        output.line(output({"已冻结，编号 ", "frozen as #"}) + std::to_string(made->frozenId) + "  sha256 " +
                    made->digest);
    }
    return kDone;
}

int runVerify(const Output& output, const std::filesystem::path& path, std::int64_t report) {
    const SystemClock clock;
    const auto project = store::Project::open(path, {}, clock);
    if (!project) {
        return output.problem(project.error());
    }
    const auto verified = app::verifyReports(*project, report);
    if (!verified) {
        return output.problem(verified.error());
    }
    nlohmann::json list = nlohmann::json::array();
    for (const app::VerifiedReport& one : *verified) {
        nlohmann::json differences = nlohmann::json::array();
        if (!output.json) {
            output.line(
                "#" + std::to_string(one.id) + " " + one.kind + " " + std::to_string(one.year) + ": " +
                (!one.intact ? output({"冻结内容已损坏", "the frozen text is damaged"})
                 : one.differences.empty()
                     ? output({"一致", "the same"})
                     : output({"不同之处 ", "differences: "}) + std::to_string(one.differences.size())));
        }
        for (const app::FrozenDifference& difference : one.differences) {
            differences.push_back({{"milestone", difference.milestone},
                                   {"figure", difference.figure},
                                   {"record", difference.record},
                                   {"frozen", difference.frozen},
                                   {"now", difference.now},
                                   {"batches", difference.batches},
                                   {"row", difference.row}});
            if (!output.json) {
                std::string batches;
                for (const std::int64_t batch : difference.batches) {
                    batches +=
                        (batches.empty() ? output({"  批次 ", "  batch "}) : ",") + std::to_string(batch);
                }
                output.line(
                    "  " + difference.milestone + " " + difference.figure + " " + difference.record + ": " +
                    difference.frozen + " → " + difference.now + batches +
                    (difference.row > 0 ? output({" 行 ", " row "}) + std::to_string(difference.row) : ""));
            }
        }
        list.push_back({{"id", one.id},
                        {"kind", one.kind},
                        {"year", one.year},
                        {"intact", one.intact},
                        {"differences", differences}});
    }
    if (output.json) {
        output.object({{"reports", list}});
    } else if (list.empty()) {
        output.line(output({"没有冻结的报告", "no report has been frozen"}));
    }
    return kDone;
}

}  // namespace shuiheng::cli
