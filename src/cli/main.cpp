#include <CLI/CLI.hpp>

#ifdef _WIN32
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#include <shellapi.h>
#endif

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <vector>

#include "cli/commands.h"

namespace {

using shuiheng::Language;
using namespace shuiheng::cli;

Language languageOf(const std::string& option) {
    if (!option.empty()) {
        return option == "en" ? Language::English : Language::Chinese;
    }
    for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(variable);
        if (value != nullptr && *value != '\0') {
            return std::string_view(value).substr(0, 2) == "en" ? Language::English : Language::Chinese;
        }
    }
    return Language::Chinese;
}

/// The commands of the contract; each sets `run` when it is the one called.
class CommandLine {
  public:
    CommandLine() {
        m_app.require_subcommand(1);
        m_app.fallthrough();
        m_app.add_option("--lang", m_language, "zh | en")->check(CLI::IsMember({"zh", "en"}));
        m_app.add_flag("--json", m_output.json, "one JSON object on standard output");
        addProjects();
        addImports();
        addChecks();
    }

    /// The arguments without the program's name, as UTF-8.
    int parseAndRun(std::vector<std::string> arguments) {
        std::reverse(arguments.begin(), arguments.end());  // as CLI11 takes them
        try {
            m_app.parse(std::move(arguments));
        } catch (const CLI::ParseError& error) {
            return m_app.exit(error) == 0 ? kDone : kWrongUsage;
        }
        m_output.language = languageOf(m_language);
        return m_run();
    }

  private:
    using Path = std::filesystem::path;

    CLI::App* command(const char* name, const char* what, std::function<int()> run) {
        CLI::App* sub = m_app.add_subcommand(name, what);
        sub->fallthrough();
        sub->callback([this, run = std::move(run)] { m_run = run; });
        return sub;
    }

    static Path path(const std::string& utf8) { return Path(std::u8string(utf8.begin(), utf8.end())); }

    CLI::App* withProject(CLI::App* sub) {
        sub->add_option("PROJECT", m_project, "project file (.gpkg)")->required();
        return sub;
    }

    void addProjects() {
        CLI::App* created = withProject(command("new", "make a project file", [this] {
            return runNew(m_output, path(m_project), path(m_plan), m_county);
        }));
        created->add_option("--plan", m_plan, "plan file (JSON)");
        created->add_option("--county", m_county, "county code, e.g. 150222");
        command("sample", "make the sample county with its CSVs",
                [this] { return runSample(m_output, path(m_folder)); })
            ->add_option("DIR", m_folder)
            ->required();
        withProject(command("info", "schema version, counts, batches, integrity",
                            [this] { return runInfo(m_output, path(m_project)); }));
    }

    void addImports() {
        CLI::App* import = command("import", "bring in meter readings or a register", [this] {
            m_import.project = path(m_project);
            m_import.rejects = path(m_rejects);
            for (const std::string& file : m_files) {
                m_import.files.push_back(path(file));
            }
            return runImport(m_output, m_import);
        });
        import
            ->add_option("TABLE", m_import.table,
                         "readings, or a register: users, permits, meters, wells, ...")
            ->required();
        withProject(import);
        import->add_option("FILE", m_files, "CSV files")->required();
        import->add_option("--profile", m_import.profile, "column profile to use");
        import->add_option("--map", m_import.map, "FIELD=COLUMN")->take_all()->allow_extra_args(true);
        import->add_option("--encoding", m_import.encoding, "UTF-8, GB18030, UTF-16LE, ...");
        import->add_flag("--dry-run", m_import.dryRun, "everything but the change");
        import->add_flag("--known-meters-only", m_import.knownMetersOnly,
                         "refuse rows of meters that are not registered");
        import->add_option("--rejects", m_rejects, "write refused rows to this CSV");
        CLI::App* exported = command("export", "write readings or a register as CSV", [this] {
            return runExport(m_output, m_table, path(m_project), path(m_out), m_from, m_to);
        });
        exported->add_option("TABLE", m_table)->required();
        withProject(exported);
        exported->add_option("--out", m_out)->required();
        exported->add_option("--from", m_from, "YYYY-MM-DD");
        exported->add_option("--to", m_to, "YYYY-MM-DD");
        withProject(command("batches", "list the import batches",
                            [this] { return runBatches(m_output, path(m_project)); }));
        withProject(command("undo", "take an import batch back",
                            [this] { return runUndo(m_output, path(m_project), m_batch); }))
            ->add_option("BATCH", m_batch)
            ->required();
        CLI::App* rejects = withProject(command("rejects", "the refused rows of a batch", [this] {
            return runRejects(m_output, path(m_project), m_batch, path(m_out));
        }));
        rejects->add_option("BATCH", m_batch)->required();
        rejects->add_option("--out", m_out, "CSV to mend and import again");
    }

    void addChecks() {
        const auto withYear = [this](CLI::App* sub) {
            sub->add_option("--year", m_year)->required()->check(CLI::Range(1950, 2200));
            return sub;
        };
        withYear(withProject(command("check", "every milestone: value, target, verdict",
                                     [this] { return runCheck(m_output, path(m_project), m_year); })));
        CLI::App* explain = withProject(command(
            "explain", "why: down from an indicator to a meter and its rows, up from a row to the figures",
            [this] { return runExplain(m_output, path(m_project), m_indicator, m_year); }));
        explain
            ->add_option("INDICATOR", m_indicator,
                         "indicator, milestone, meter code or FILE:LINE of an import")
            ->required();
        withYear(explain);
        CLI::App* report = withYear(withProject(command("report", "print a report", [this] {
            return runReport(m_output, path(m_project), m_kind, m_year, path(m_out), m_freeze);
        })));
        report->add_option("--kind", m_kind)->default_val("annual");
        report->add_option("--out", m_out, "FILE.pdf, .odt, .xlsx or .html")->required();
        report->add_flag("--freeze", m_freeze, "keep the derivations in the project");
        withProject(command("verify", "derive frozen reports again and list the differences", [this] {
            return runVerify(m_output, path(m_project), m_report);
        }))->add_option("REPORT", m_report);
        CLI::App* decide =
            withProject(command("switch", "show or set how an ambiguity of the plan is read", [this] {
                return runSwitch(m_output, path(m_project), m_switch, m_option, m_reason);
            }));
        decide->add_option("SWITCH", m_switch);
        decide->add_option("OPTION", m_option);
        decide->add_option("--reason", m_reason);
    }

    CLI::App m_app{"水衡 Shuiheng: county water accounts"};
    std::function<int()> m_run;
    Output m_output;
    ImportArguments m_import;
    std::string m_language, m_project, m_plan, m_county, m_folder, m_table, m_out, m_from, m_to, m_rejects,
        m_indicator, m_kind, m_switch, m_option, m_reason;
    std::vector<std::string> m_files;
    std::int64_t m_batch = 0;
    std::int64_t m_report = 0;
    int m_year = 0;
    bool m_freeze = false;
};

#ifdef _WIN32
/// What main() gets there is in the system's code page and has lost what that cannot hold.
std::vector<std::string> argumentsAsUtf8(int, char**) {
    SetConsoleOutputCP(CP_UTF8);
    int count = 0;
    wchar_t** wide = CommandLineToArgvW(GetCommandLineW(), &count);
    std::vector<std::string> arguments;
    for (int i = 1; i < count; ++i) {
        const int length = WideCharToMultiByte(CP_UTF8, 0, wide[i], -1, nullptr, 0, nullptr, nullptr);
        std::string text(static_cast<std::size_t>(length), '\0');
        WideCharToMultiByte(CP_UTF8, 0, wide[i], -1, text.data(), length, nullptr, nullptr);
        text.pop_back();  // the terminating NUL
        arguments.push_back(std::move(text));
    }
    LocalFree(wide);
    return arguments;
}
#else
std::vector<std::string> argumentsAsUtf8(int argc, char** argv) {
    return {argv + std::min(argc, 1), argv + argc};
}
#endif

}  // namespace

int main(int argc, char** argv) {
    try {
        return CommandLine().parseAndRun(argumentsAsUtf8(argc, argv));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "程序缺陷，请把这一行发给我们。This is a defect of the program: %s\n",
                     error.what());
        return kOurDefect;
    }
}
