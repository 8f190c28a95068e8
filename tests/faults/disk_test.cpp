// The disk fails at the n-th write, sync, truncation or deletion of a use case, for every n until it
// succeeds. Then
//   - the use case says so with a problem, DISK_FULL or DISK_ERROR, and does not crash;
//   - once the disk works again the same project object does the work as if nothing had been;
//   - the file, opened anew, is whole and holds what it held before or what it holds after, nothing between.
#include <functional>

#include "app/problem_text.h"
#include "fault_support.h"
#include "store/schema.h"
#include "support/failing_vfs.h"
#include "support/temp_folder.h"

namespace shuiheng::test {
namespace {

using Fault = FailingVfs::Fault;
using Lasting = FailingVfs::Lasting;

struct Disk {
    const char* name;
    Fault fault;
    Lasting lasting;
};

class DiskFaults : public ::testing::TestWithParam<Disk> {
  protected:
    /// The n to try: all of them, or so many spread over them, the first and the last ones among them.
    static std::vector<std::int64_t> faultsOf(std::int64_t operations) {
        const std::int64_t rounds = std::min<std::int64_t>(faultRounds(3), operations);
        std::vector<std::int64_t> faults;
        for (std::int64_t i = 0; i < rounds; ++i) {
            faults.push_back(rounds == 1 ? 1 : 1 + i * (operations - 1) / (rounds - 1));
        }
        return faults;
    }

    void expectDiskProblem(const Result<>& result) const {
        ASSERT_FALSE(result) << "the disk failed and nobody said so";
        const std::string expected = GetParam().fault == Fault::Full ? "DISK_FULL" : "DISK_ERROR";
        for (const Language language : {Language::Chinese, Language::English}) {
            EXPECT_FALSE(app::remedy(result.error(), language).empty());
        }
        // Deleting and truncating are never refused for want of space.
        EXPECT_TRUE(result.error().code == expected || result.error().code == "DISK_ERROR")
            << result.error().code;
    }

    /// `work` on a copy of `original`, disturbed at every n.
    void disturb(const std::filesystem::path& original, bool smallCache,
                 const std::function<Result<>(store::Project&)>& work) {
        const auto copy = m_folder / "项目 副本.gpkg";
        const auto overwrite = std::filesystem::copy_options::overwrite_existing;
        const std::string before = contentOf(original);
        std::string after;
        std::int64_t operations = 0;
        const auto open = [&] {
            std::filesystem::copy_file(original, copy, overwrite);
            auto project = openProject(copy, true);
            EXPECT_TRUE(project) << project.error().code;
            if (smallCache) {  // pages go to the file before the end of the transaction
                project->connection().execute("PRAGMA cache_size=8");
            }
            return project;
        };
        FailingVfs disk;
        {
            auto project = open();
            disk.mend();
            const auto done = work(*project);
            ASSERT_TRUE(done) << done.error().code;
            operations = disk.operations();
        }
        after = contentOf(copy);
        ASSERT_NE(before, after);
        ASSERT_GT(operations, 3);
        for (const std::int64_t n : faultsOf(operations)) {
            SCOPED_TRACE("operation " + std::to_string(n) + " of " + std::to_string(operations));
            const bool again = n % 2 == 0;
            {
                auto project = open();
                disk.failAt(n, GetParam().fault, GetParam().lasting);
                const auto done = work(*project);
                EXPECT_TRUE(disk.hasFailed());
                if (done) {
                    // Only what comes after the commit may fail in silence.
                    EXPECT_GE(n, operations - 2);
                } else {
                    expectDiskProblem(done);
                    if (again) {
                        disk.mend();
                        const auto second = work(*project);
                        EXPECT_TRUE(second) << second.error().code;
                    }
                }
                disk.mend();
                if (GetParam().lasting == Lasting::FromThenOn && !again) {
                    disk.failAt(1, GetParam().fault, GetParam().lasting);  // closing does not help either
                }
            }
            disk.mend();
            expectWhole(copy);
            const std::string content = contentOf(copy);
            EXPECT_TRUE(content == before || content == after)
                << "something between: " << firstDifference(content, after);
            if (again) {
                EXPECT_TRUE(content == after);
            }
            if (m_folder.names().size() != m_files) {
                // A disk that never came back keeps the journal; the next edit clears it away.
                EXPECT_TRUE(std::filesystem::exists(m_folder / "项目 副本.gpkg-journal"));
                auto project = openProject(copy, true);
                ASSERT_TRUE(project) << project.error().code;
                const auto third = work(*project);
                EXPECT_TRUE(third) << third.error().code;
            }
            EXPECT_EQ(m_folder.names().size(), m_files) << "left beside the project";
            if (HasFatalFailure()) {
                return;
            }
        }
    }

    /// A small cache writes before the end of the transaction: the harder case. Both in the long run.
    static std::vector<bool> caches() {
        return std::getenv("SHUIHENG_FAULT_ROUNDS") != nullptr ? std::vector{true, false} : std::vector{true};
    }

    /// A project with one batch of January in it.
    std::filesystem::path withJanuary() {
        const auto path = m_folder / "固阳 项目.gpkg";
        writeReadingsFile(m_folder / "一月.csv", 1, 3, 31);
        writeReadingsFile(m_folder / "二月.csv", 2, 4, 28);
        EXPECT_TRUE(runNewProject(path));
        auto project = openProject(path, true);
        EXPECT_TRUE(project);
        EXPECT_TRUE(runImport(*project, m_folder / "一月.csv"));
        m_files = 4;
        return path;
    }

    TempFolder m_folder;
    std::size_t m_files = 0;
};

TEST_P(DiskFaults, WhileReadingsAreImported) {
    const auto path = withJanuary();
    for (const bool smallCache : caches()) {
        disturb(path, smallCache,
                [&](store::Project& project) { return runImport(project, m_folder / "二月.csv"); });
    }
}

TEST_P(DiskFaults, WhileABatchIsUndone) {
    const auto path = withJanuary();
    for (const bool smallCache : caches()) {
        disturb(path, smallCache, [&](store::Project& project) { return runUndo(project, 1); });
    }
}

// No file stands there that is not whole, nothing is left of the attempt, and the next one succeeds.
TEST_P(DiskFaults, WhileAProjectIsMade) {
    const auto path = m_folder / "新 项目.gpkg";
    FailingVfs disk;
    ASSERT_TRUE(runNewProject(path));
    const std::int64_t operations = disk.operations();
    for (const std::int64_t n : faultsOf(operations)) {
        SCOPED_TRACE("operation " + std::to_string(n) + " of " + std::to_string(operations));
        std::filesystem::remove(path);
        disk.failAt(n, GetParam().fault, GetParam().lasting);
        const auto made = runNewProject(path);
        EXPECT_TRUE(disk.hasFailed());
        disk.mend();
        if (made) {
            EXPECT_GE(n, operations - 2);
        } else {
            expectDiskProblem(made);
            EXPECT_EQ(m_folder.names(), std::vector<std::string>{}) << "left of the attempt";
            const auto second = runNewProject(path);
            ASSERT_TRUE(second) << second.error().code;
        }
        expectWhole(path);
        EXPECT_EQ(m_folder.names(), std::vector<std::string>{"新 项目.gpkg"});
        if (HasFatalFailure()) {
            return;
        }
    }
}

// An older file stays what it was, byte for byte in its content, with no backup in the way of the next
// attempt.
TEST_P(DiskFaults, WhileAnOlderSchemaIsMigrated) {
    const auto original = m_folder / "旧 项目.gpkg";
    const auto copy = m_folder / "旧 副本.gpkg";
    store::NewProject county{"150222", "固阳县", false, 2};
    ASSERT_TRUE(store::Project::create(original, county, faultClock()));
    const std::string before = contentOf(original);
    FailingVfs disk;
    std::filesystem::copy_file(original, copy);
    {
        const auto migrated = openProject(copy, true);
        ASSERT_TRUE(migrated);
        std::filesystem::remove(migrated->info().backup);
    }
    const std::string after = contentOf(copy);
    const std::int64_t operations = disk.operations();
    for (const std::int64_t n : faultsOf(operations)) {
        SCOPED_TRACE("operation " + std::to_string(n) + " of " + std::to_string(operations));
        std::filesystem::copy_file(original, copy, std::filesystem::copy_options::overwrite_existing);
        disk.failAt(n, GetParam().fault, GetParam().lasting);
        std::filesystem::path backup;
        {
            const auto migrated = openProject(copy, true);
            EXPECT_TRUE(disk.hasFailed());
            if (migrated) {
                EXPECT_GE(n, operations - 2);
                backup = migrated->info().backup;
            } else {
                expectDiskProblem(failure(migrated.error()));
            }
        }
        disk.mend();
        if (backup.empty()) {
            const auto again = openProject(copy, true);
            ASSERT_TRUE(again) << again.error().code;
            backup = again->info().backup;
        }
        EXPECT_EQ(backup.filename(), std::filesystem::path(u8"旧 副本.schema-v2.backup.gpkg"));
        EXPECT_EQ(contentOf(backup), before);
        std::filesystem::remove(backup);
        expectWhole(copy);
        EXPECT_EQ(contentOf(copy), after);
        EXPECT_EQ(m_folder.names().size(), 2u) << "left beside the project";
        if (HasFatalFailure()) {
            return;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Disks, DiskFaults,
                         ::testing::Values(Disk{"FullOnce", Fault::Full, Lasting::Once},
                                           Disk{"FullFromThenOn", Fault::Full, Lasting::FromThenOn},
                                           Disk{"ErrorOnce", Fault::InputOutput, Lasting::Once},
                                           Disk{"ErrorFromThenOn", Fault::InputOutput, Lasting::FromThenOn}),
                         [](const auto& one) { return std::string(one.param.name); });

// The copy itself can't be written: the migration does not begin.
TEST(BackupFault, StopsTheMigration) {
    const TempFolder folder;
    const auto path = folder / "旧 项目.gpkg";
    ASSERT_TRUE(store::Project::create(path, {"150222", "固阳县", false, 2}, faultClock()));
    const Bytes before = bytesOf(path);
    std::filesystem::create_directory(folder / "旧 项目.schema-v2.backup.gpkg.unfinished");
    const auto opened = openProject(path, true);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, "BACKUP_NOT_WRITTEN");
    EXPECT_EQ(bytesOf(path), before);
}

}  // namespace
}  // namespace shuiheng::test
