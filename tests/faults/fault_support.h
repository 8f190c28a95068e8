#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "app/import_readings.h"
#include "app/new_project.h"
#include "app/undo_batch.h"
#include "base/clock.h"
#include "store/project.h"
#include "store/sqlite.h"

/// What the fault tests share: a small county, the work that is disturbed, and the whole content of a
/// project.
namespace shuiheng::test {

inline const FixedClock& faultClock() {
    static const FixedClock clock(LocalTime::at(*Date::of(2026, 1, 5), 9 * 3600));
    return clock;
}

/// How many faults each case tries; SHUIHENG_FAULT_ROUNDS for the long run.
inline int faultRounds(int usual) {
    const char* rounds = std::getenv("SHUIHENG_FAULT_ROUNDS");
    const int given = rounds != nullptr ? std::atoi(rounds) : 0;
    return given > 0 ? given : usual;
}

/// Hourly registers of a few meters from the first of a month on.
inline void writeReadingsFile(const std::filesystem::path& file, int month, int meters, int days) {
    std::ofstream stream(file, std::ios::binary);
    stream << "水表编号,抄表时间,累计读数(m³)\n";
    for (int meter = 0; meter < meters; ++meter) {
        std::int64_t register_ = 1000 + month * 100000;
        const LocalTime first = LocalTime::at(*Date::of(2025, month, 1));
        for (int hour = 0; hour < days * 24; ++hour) {
            register_ += 1 + (hour * 7 + meter * 13) % 9;
            const std::string time = LocalTime(first.seconds() + hour * 3600).iso();
            stream << "M-" << meter << "," << time.substr(0, 10) << " " << time.substr(11) << "," << register_
                   << "\n";
        }
    }
}

inline Result<store::Project> openProject(const std::filesystem::path& path, bool write) {
    store::OpenOptions options;
    options.write = write;
    options.holder = "测试";
    return store::Project::open(path, options, faultClock());
}

inline std::string codeOf(const Result<>& result) {
    return result ? std::string() : result.error().code;
}

/// The use cases that are disturbed: "" or the problem's code.
inline Result<> runImport(store::Project& project, const std::filesystem::path& file) {
    app::ImportOptions options;
    const auto summary = app::importReadings(project, file, options, {});
    return summary ? Result<>() : failure(summary.error());
}
inline Result<> runUndo(store::Project& project, std::int64_t batch) {
    const auto summary = app::undoBatch(project, batch, {});
    return summary ? Result<>() : failure(summary.error());
}
inline Result<> runNewProject(const std::filesystem::path& path) {
    std::vector<Problem> problems;
    return app::newProject(path, {}, faultClock(), problems);
}

/// Where two contents part, for messages.
inline std::string firstDifference(const std::string& a, const std::string& b) {
    const auto at =
        static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
    const std::size_t line = at == 0 ? 0 : a.rfind('\n', at - 1) + 1;
    return a.substr(line, 300) + "\n<->\n" + b.substr(std::min(line, b.size()), 300);
}

/// Everything a project holds, as text: two projects are the same when this is.
/// (gpkg_contents.last_change is SQLite's own clock and left out.)
inline std::string contentOf(const std::filesystem::path& path) {
    std::string content;
    store::Connection connection(path, store::Connection::Mode::ReadOnly);
    std::vector<std::pair<std::string, std::string>> tables;
    store::Statement schema =
        connection.prepare("SELECT type, name, coalesce(sql, '') FROM sqlite_schema ORDER BY 1, 2");
    while (schema.step()) {
        content += schema.text(0) + " " + schema.text(1) + ": " + schema.text(2) + "\n";
        if (schema.text(0) == "table") {
            tables.emplace_back(schema.text(1), schema.text(2));
        }
    }
    for (const auto& [table, sql] : tables) {
        content += table + "\n";
        store::Statement row = connection.prepare("SELECT * FROM \"" + table + "\" ORDER BY 1, 2");
        while (row.step()) {
            for (int column = 0; column < row.columnCount(); ++column) {
                if (row.columnName(column) == "last_change") {
                    continue;
                }
                content += row.isNull(column) ? std::string("NULL|") : row.text(column) + "|";
            }
            content += "\n";
        }
    }
    return content;
}

/// Nothing is broken in it, neither page nor reference nor sum.
inline void expectWhole(const std::filesystem::path& path) {
    const auto project = openProject(path, false);
    ASSERT_TRUE(project) << project.error().code;
    const auto findings = project->integrityFindings();
    ASSERT_TRUE(findings);
    EXPECT_TRUE(findings->empty()) << findings->front();
}

}  // namespace shuiheng::test
