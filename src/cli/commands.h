#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/output.h"

/// One function per command: arguments in, exit code out. Each calls one use case of app and prints what
/// comes back.
namespace shuiheng::cli {

struct ImportArguments {
    std::string table;  ///< "readings" or a register
    std::filesystem::path project;
    std::vector<std::filesystem::path> files;
    std::string profile;
    std::string encoding;
    std::vector<std::string> map;
    std::filesystem::path rejects;
    bool dryRun = false;
    bool knownMetersOnly = false;
};

int runNew(const Output& output, const std::filesystem::path& project, const std::filesystem::path& plan,
           const std::string& county);
int runSample(const Output& output, const std::filesystem::path& folder);
int runInfo(const Output& output, const std::filesystem::path& project);
int runImport(const Output& output, const ImportArguments& arguments);
int runExport(const Output& output, const std::string& table, const std::filesystem::path& project,
              const std::filesystem::path& out, const std::string& from, const std::string& to);
int runBatches(const Output& output, const std::filesystem::path& project);
int runUndo(const Output& output, const std::filesystem::path& project, std::int64_t batch);
int runRejects(const Output& output, const std::filesystem::path& project, std::int64_t batch,
               const std::filesystem::path& out);
int runCheck(const Output& output, const std::filesystem::path& project, int year);
/// `what`: an indicator, a milestone, a meter, or FILE:LINE of an import.
int runExplain(const Output& output, const std::filesystem::path& project, const std::string& what, int year);
int runReport(const Output& output, const std::filesystem::path& project, const std::string& kind, int year,
              const std::filesystem::path& out, bool freeze);
int runVerify(const Output& output, const std::filesystem::path& project, std::int64_t report);
int runSwitch(const Output& output, const std::filesystem::path& project, const std::string& name,
              const std::string& option, const std::string& reason);

}  // namespace shuiheng::cli
