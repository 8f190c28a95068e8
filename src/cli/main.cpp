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

/// What has to be known before the arguments are understood: the language and form of a refusal to.
std::string optionBefore(const std::vector<std::string>& arguments, std::string_view name) {
    std::string value;
    for (std::size_t at = 0; at < arguments.size(); ++at) {
        if (arguments[at] == name && at + 1 < arguments.size()) {
            value = arguments[at + 1];
        } else if (arguments[at].starts_with(std::string(name) + "=")) {
            value = arguments[at].substr(name.size() + 1);
        }
    }
    return value;
}

/// The commands of the contract; each sets `run` when it is the one called.
class CommandLine {
  public:
    /// The arguments without the program's name, as UTF-8.
    explicit CommandLine(std::vector<std::string> arguments) : m_arguments(std::move(arguments)) {
        m_output.language = languageOf(optionBefore(m_arguments, "--lang"));
        m_output.json = std::find(m_arguments.begin(), m_arguments.end(), "--json") != m_arguments.end();
        if (m_output.language == Language::Chinese) {
            const auto labels = m_app.get_formatter();
            for (const auto& [label, text] :
                 {std::pair{"Usage", "用法"}, std::pair{"Positionals", "参数"}, std::pair{"OPTIONS", "选项"},
                  std::pair{"REQUIRED", "（必需）"}, std::pair{"SUBCOMMAND", "命令"},
                  std::pair{"TEXT", "文字"}, std::pair{"INT", "整数"}}) {
                labels->label(label, text);
            }
        }
        m_app.name("shuiheng");
        m_app.description(say("水衡：县域水资源管理", "Shuiheng: county water accounts"));
        m_app.require_subcommand(1);
        m_app.fallthrough();
        m_app.option_defaults()->group(say("选项", "Options"));
        m_app.set_help_flag("-h,--help", say("显示本说明", "print this help"));
        m_app.add_option("--lang", m_language, say("语言：zh 或 en", "language: zh or en"))
            ->check([this](const std::string& value) {
                return value == "zh" || value == "en" ? std::string()
                                                      : say("应为 zh 或 en", "zh or en is wanted");
            });
        m_app.add_flag("--json", m_output.json,
                       say("在标准输出写一个 JSON 对象", "one JSON object on standard output"));
        addProjects();
        addImports();
        addChecks();
    }

    int parseAndRun() {
        std::vector<std::string> reversed(m_arguments.rbegin(), m_arguments.rend());  // as CLI11 takes them
        try {
            m_app.parse(std::move(reversed));
        } catch (const CLI::ParseError& error) {
            if (error.get_exit_code() == 0) {
                m_app.exit(error);
                return kDone;
            }
            m_output.problem(misuse(error));
            return kWrongUsage;
        }
        return m_run();
    }

  private:
    using Path = std::filesystem::path;

    std::string say(const char* zh, const char* en) const {
        return m_output.language == Language::Chinese ? zh : en;
    }

    CLI::App* command(const char* name, std::string what, std::function<int()> run) {
        CLI::App* sub = m_app.add_subcommand(name, std::move(what));
        sub->group(say("命令", "Commands"));
        sub->get_help_ptr()->group(say("选项", "Options"));
        sub->fallthrough();
        sub->callback([this, run = std::move(run)] { m_run = run; });
        return sub;
    }

    static Path path(const std::string& utf8) { return Path(std::u8string(utf8.begin(), utf8.end())); }

    /// The library's refusals in our words; its own text only where it says more than which argument it was.
    shuiheng::Problem misuse(const CLI::ParseError& error) const {
        std::string known;
        std::string called;
        for (const CLI::App* sub : m_app.get_subcommands([](const CLI::App*) { return true; })) {
            known += (known.empty() ? "" : ", ") + sub->get_name();
            called = sub->parsed() ? sub->get_name() : called;
        }
        const std::string said = error.what();
        if (called.empty()) {
            for (std::size_t at = 0; at < m_arguments.size(); ++at) {
                if (!m_arguments[at].starts_with("-") && (at == 0 || m_arguments[at - 1] != "--lang")) {
                    return shuiheng::Problem("USAGE_COMMAND_UNKNOWN",
                                             {{"command", m_arguments[at]}, {"known", known}});
                }
            }
        }
        const auto behind = [&](std::string_view mark) {
            const std::size_t at = said.find(mark);
            return at == std::string::npos ? said : said.substr(at + mark.size());
        };
        const auto named = [&](const char* code, const std::string& argument,
                               const std::string& detail = {}) {
            return shuiheng::Problem(code, {{"argument", argument}, {"command", called}, {"detail", detail}});
        };
        const bool required = dynamic_cast<const CLI::RequiredError*>(&error) != nullptr;
        if (required && called.empty()) {
            return shuiheng::Problem("USAGE_COMMAND_MISSING", {{"known", known}});
        }
        if (required) {
            return named("USAGE_ARGUMENT_MISSING", said.substr(0, said.find(' ')));
        }
        if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
            return named("USAGE_ARGUMENT_UNKNOWN", behind(": "));
        }
        if (dynamic_cast<const CLI::ConversionError*>(&error) !=
            nullptr) {  // "Could not convert: BATCH = abc"
            const std::string pair = behind(": ");
            const std::size_t equals = std::min(pair.find(" = "), pair.size());
            return named("USAGE_VALUE_WRONG", pair.substr(0, equals),
                         say("应为整数，写的是", "a whole number is wanted, not") +
                             pair.substr(std::min(equals + 2, pair.size())));
        }
        const std::size_t colon = std::min(said.find(": "), said.size());
        return dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr
                   ? named("USAGE_ARGUMENT_MISSING", said.substr(0, colon))
                   : named("USAGE_VALUE_WRONG", said.substr(0, colon), behind(": "));
    }

    CLI::Option* notEmpty(CLI::Option* option) {
        return option->check([this](const std::string& value) {
            return value.empty() ? say("不能为空", "it must not be empty") : std::string();
        });
    }

    /// "-" is standard input; nobody wants a file of that name.
    CLI::Option* output(CLI::Option* option) {
        return notEmpty(option)->check([this](const std::string& value) {
            return value == "-"
                       ? say("“-”只表示标准输入，请写文件名", "\"-\" is standard input only, name a file")
                       : std::string();
        });
    }

    CLI::App* withProject(CLI::App* sub) {
        notEmpty(sub->add_option("PROJECT", m_project, say("项目文件（.gpkg）", "project file (.gpkg)"))
                     ->required());
        return sub;
    }

    void addProjects() {
        CLI::App* created = withProject(command("new", say("新建项目文件", "make a project file"), [this] {
            return runNew(m_output, path(m_project), path(m_plan), m_county);
        }));
        created->add_option("--plan", m_plan, say("方案文件（JSON）", "plan file (JSON)"));
        created->add_option("--county", m_county, say("县级区划代码，如 150222", "county code, e.g. 150222"));
        notEmpty(command("sample", say("生成示例县及其原始 CSV", "make the sample county with its CSVs"),
                         [this] { return runSample(m_output, path(m_folder)); })
                     ->add_option("DIR", m_folder, say("文件夹", "folder"))
                     ->required());
        withProject(command(
            "info", say("结构版本、记录数、批次、完整性", "schema version, counts, batches, integrity"),
            [this] { return runInfo(m_output, path(m_project)); }));
    }

    void addImports() {
        CLI::App* import =
            command("import", say("导入抄表数据或台账", "bring in meter readings or a register"), [this] {
                m_import.project = path(m_project);
                m_import.rejects = path(m_rejects);
                for (const std::string& file : m_files) {
                    m_import.files.push_back(path(file));
                }
                return runImport(m_output, m_import);
            });
        const std::string tables = say("readings（抄表数据）或台账：users、permits、meters、wells……",
                                       "readings, or a register: users, permits, meters, wells, ...");
        import->add_option("TABLE", m_import.table, tables)->required();
        withProject(import);
        notEmpty(import
                     ->add_option("FILE", m_files,
                                  say("CSV 文件；“-”为标准输入", "CSV files; - is standard input"))
                     ->required());
        import->add_option("--profile", m_import.profile, say("使用的列方案", "column profile to use"));
        import->add_option("--map", m_import.map, say("字段=列名", "FIELD=COLUMN"))
            ->take_all()
            ->allow_extra_args(true);
        import->add_option("--encoding", m_import.encoding, "UTF-8, GB18030, UTF-16LE, ...");
        import->add_flag("--dry-run", m_import.dryRun, say("试运行，不写入", "everything but the change"));
        import->add_flag("--known-meters-only", m_import.knownMetersOnly,
                         say("拒收台账中没有的水表", "refuse rows of meters that are not registered"));
        output(import->add_option("--rejects", m_rejects,
                                  say("把拒收的行写到此 CSV", "write refused rows to this CSV")));
        CLI::App* exported = command(
            "export", say("把抄表数据或台账导出为 CSV", "write readings or a register as CSV"),
            [this] { return runExport(m_output, m_table, path(m_project), path(m_out), m_from, m_to); });
        exported->add_option("TABLE", m_table, tables)->required();
        withProject(exported);
        output(exported->add_option("--out", m_out, say("输出文件（.csv）", "FILE.csv"))->required());
        exported->add_option("--from", m_from, say("起始日期 YYYY-MM-DD", "first day, YYYY-MM-DD"));
        exported->add_option("--to", m_to, say("截止日期 YYYY-MM-DD", "last day, YYYY-MM-DD"));
        withProject(command("batches", say("列出导入批次", "list the import batches"),
                            [this] { return runBatches(m_output, path(m_project)); }));
        const std::string batch = say("批次编号", "number of the batch");
        withProject(command("undo", say("撤销一个导入批次", "take an import batch back"),
                            [this] { return runUndo(m_output, path(m_project), m_batch); }))
            ->add_option("BATCH", m_batch, batch)
            ->required();
        CLI::App* rejects = withProject(
            command("rejects", say("列出一个批次中拒收的行", "the refused rows of a batch"),
                    [this] { return runRejects(m_output, path(m_project), m_batch, path(m_out)); }));
        rejects->add_option("BATCH", m_batch, batch)->required();
        output(rejects->add_option("--out", m_out,
                                   say("写出 CSV，改好后可再导入", "CSV to mend and import again")));
    }

    void addChecks() {
        const auto withYear = [this](CLI::App* sub) {
            sub->add_option("--year", m_year, say("年份", "year"))
                ->required()
                ->check([this](const std::string& value) {
                    constexpr int kFirst = 1950;
                    constexpr int kLast = 2200;
                    const bool digits =
                        value.size() == 4 && value.find_first_not_of("0123456789") == std::string::npos;
                    const int year = digits ? std::stoi(value) : 0;
                    return year >= kFirst && year <= kLast
                               ? std::string()
                               : say("应为 1950 至 2200 的年份", "a year from 1950 to 2200 is wanted");
                });
            return sub;
        };
        withYear(withProject(
            command("check", say("逐项核对指标：数值、目标、结论", "every milestone: value, target, verdict"),
                    [this] { return runCheck(m_output, path(m_project), m_year); })));
        CLI::App* explain = withProject(
            command("explain",
                    say("为什么：由指标向下到水表和行，由行向上到数值",
                        "down from an indicator to a meter and its rows, up from a row to the figures"),
                    [this] { return runExplain(m_output, path(m_project), m_indicator, m_year); }));
        explain
            ->add_option("INDICATOR", m_indicator,
                         say("指标、节点编号（如 m23）、水表编号，或导入文件的“文件名:行号”",
                             "indicator, milestone, meter code or FILE:LINE of an import"))
            ->required();
        withYear(explain);
        CLI::App* report = withYear(withProject(command("report", say("生成报告", "print a report"), [this] {
            return runReport(m_output, path(m_project), m_kind, m_year, path(m_out), m_freeze);
        })));
        report->add_option("--kind", m_kind, say("报告种类", "kind of report"))->default_val("annual");
        output(
            report
                ->add_option("--out", m_out,
                             say("输出文件（.pdf、.odt、.xlsx 或 .html）", "FILE.pdf, .odt, .xlsx or .html"))
                ->required());
        report->add_flag("--freeze", m_freeze,
                         say("在项目中冻结计算过程", "keep the derivations in the project"));
        withProject(command("verify",
                            say("重新计算已冻结的报告并列出差异",
                                "derive frozen reports again and list the differences"),
                            [this] { return runVerify(m_output, path(m_project), m_report); }))
            ->add_option("REPORT", m_report,
                         say("报告编号；不写则全部", "number of the report; all if left out"));
        CLI::App* decide = withProject(command(
            "switch", say("查看或设定方案歧义的口径", "show or set how an ambiguity of the plan is read"),
            [this] { return runSwitch(m_output, path(m_project), m_switch, m_option, m_reason); }));
        decide->add_option("SWITCH", m_switch, say("口径编号", "id of the switch"));
        decide->add_option("OPTION", m_option, say("选用的选项", "the option to take"));
        decide->add_option("--reason", m_reason, say("理由", "why"));
    }

    std::vector<std::string> m_arguments;
    CLI::App m_app;
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
        return CommandLine(argumentsAsUtf8(argc, argv)).parseAndRun();
    } catch (const std::exception& error) {
        std::fprintf(stderr, "程序缺陷，请把这一行发给我们。This is a defect of the program: %s\n",
                     error.what());
        return kOurDefect;
    }
}
