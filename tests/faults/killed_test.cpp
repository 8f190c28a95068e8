// A worker (this program itself) imports, undoes or migrates, and is killed at some moment. What it leaves
// behind opens as if it had never begun or had finished; its lock, its journal and its backup are in nobody's
// way.
//   parent ---- starts worker ----+---- SIGKILL after 0..duration ---- opens, compares
//   worker      opens, says go ---+- use case ... ×
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <random>
#include <thread>

#include "fault_support.h"
#include "store/project_lock.h"
#include "support/temp_folder.h"

namespace shuiheng::test {
namespace {

using Steady = std::chrono::steady_clock;

/// In the worker: opens, says go, does it. 0 = done.
int work(const std::string& task, const std::filesystem::path& path, const std::filesystem::path& csv) {
    const auto say = [](char letter) { static_cast<void>(!write(STDOUT_FILENO, &letter, 1)); };
    if (task == "migrate") {
        say('g');
        const bool opened = openProject(path, true).has_value();
        say('d');
        return opened ? 0 : 1;
    }
    auto project = openProject(path, true);
    if (!project) {
        return 1;
    }
    say('g');
    const Result<> done = task == "import" ? runImport(*project, csv) : runUndo(*project, 1);
    say('d');
    return done ? 0 : 2;
}

struct Case {
    const char* task;
    const char* folder;  ///< below the test's own, which has a Chinese name with spaces already
    const char* file;
};

class Killed : public ::testing::TestWithParam<Case> {
  protected:
    void SetUp() override {
        std::string pattern = (std::filesystem::temp_directory_path() / "shuiheng-killed-XXXXXX").string();
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        m_base = pattern;
        const std::string folder = GetParam().folder;
        m_folder = m_base / std::u8string(folder.begin(), folder.end());
        std::filesystem::create_directories(m_folder);
        const std::string file = GetParam().file;
        m_path = m_folder / std::u8string(file.begin(), file.end());
    }
    void TearDown() override {
        std::error_code ignored;
        std::filesystem::remove_all(m_base, ignored);
    }

    /// Starts the worker and kills it so long after its "go"; a negative delay lets it finish. Its exit code,
    /// or -1.
    int runWorker(std::chrono::microseconds delay, std::chrono::microseconds* duration = nullptr) {
        const std::string task = GetParam().task;
        const std::string path = m_path.string();
        const std::string csv = m_csv.string();
        const std::string self = std::filesystem::read_symlink("/proc/self/exe").string();
        int pipes[2] = {-1, -1};
        EXPECT_EQ(pipe(pipes), 0);
        const pid_t child = fork();
        if (child == 0) {
            dup2(pipes[1], STDOUT_FILENO);
            close(pipes[0]);
            close(pipes[1]);
            execl(self.c_str(), self.c_str(), "--worker", task.c_str(), path.c_str(), csv.c_str(), nullptr);
            _exit(127);
        }
        close(pipes[1]);
        char letter = 0;
        const bool started = read(pipes[0], &letter, 1) == 1;
        const auto begin = Steady::now();
        if (delay.count() >= 0) {
            if (started) {
                std::this_thread::sleep_for(delay);
            }
            kill(child, SIGKILL);
        }
        if (duration != nullptr) {
            EXPECT_EQ(read(pipes[0], &letter, 1), 1);
            *duration = std::chrono::duration_cast<std::chrono::microseconds>(Steady::now() - begin);
        }
        int status = 0;
        waitpid(child, &status, 0);
        close(pipes[0]);
        EXPECT_TRUE(started);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

    std::vector<std::string> names() const {
        std::vector<std::string> found;
        for (const auto& entry : std::filesystem::directory_iterator(m_folder)) {
            found.push_back(entry.path().filename().string());
        }
        std::sort(found.begin(), found.end());
        return found;
    }

    std::filesystem::path m_base;
    std::filesystem::path m_folder;
    std::filesystem::path m_path;
    std::filesystem::path m_csv;
};

TEST_P(Killed, LeavesTheWholeOrNothing) {
    const bool migrates = std::string(GetParam().task) == "migrate";
    const auto original = m_base / "original.gpkg";
    m_csv = m_base / "february.csv";
    writeReadingsFile(m_csv, 2, 8, 28);
    if (migrates) {
        ASSERT_TRUE(store::Project::create(original, {"150222", "固阳县", false, 2}, faultClock()));
    } else {
        writeReadingsFile(m_base / "january.csv", 1, 8, 31);
        ASSERT_TRUE(runNewProject(original));
        auto project = openProject(original, true);
        ASSERT_TRUE(project);
        ASSERT_TRUE(runImport(*project, m_base / "january.csv"));
    }
    const std::string before = contentOf(original);
    std::chrono::microseconds duration{};
    std::filesystem::copy_file(original, m_path);
    ASSERT_EQ(runWorker(std::chrono::microseconds(-1), &duration), 0);
    const std::string after = contentOf(m_path);
    ASSERT_NE(before, after);

    std::mt19937_64 random(20260105);
    int finished = 0;
    const int rounds = faultRounds(4);
    for (int round = 0; round < rounds; ++round) {
        SCOPED_TRACE("round " + std::to_string(round));
        for (const std::string& name : names()) {
            std::filesystem::remove(m_folder / name);
        }
        std::filesystem::copy_file(original, m_path);
        const auto limit = static_cast<std::uint64_t>(duration.count()) * 11 / 10 + 1;
        finished += runWorker(std::chrono::microseconds(random() % limit)) == 0 ? 1 : 0;
        EXPECT_EQ(store::ProjectLock::holderOf(m_path), "") << "a dead holder holds nothing";
        if (round % 2 == 0 && !migrates) {
            const auto reader = openProject(m_path, false);  // a reader comes first
            ASSERT_TRUE(reader) << reader.error().code;
        }
        {
            const auto project = openProject(m_path, true);
            ASSERT_TRUE(project) << project.error().code;
            const auto findings = project->integrityFindings();
            ASSERT_TRUE(findings);
            EXPECT_TRUE(findings->empty()) << findings->front();
        }
        const std::string content = contentOf(m_path);
        EXPECT_TRUE(content == after || (!migrates && content == before))
            << "something between: " << firstDifference(content, after);
        std::vector<std::string> beside = names();
        std::erase(beside, m_path.filename().string());
        if (migrates) {  // one backup, of the old content
            const auto backup = m_path.stem().string() + ".schema-v2.backup.gpkg";
            ASSERT_EQ(beside, std::vector<std::string>{backup});
            EXPECT_EQ(contentOf(m_folder / backup), before);
        } else {
            EXPECT_EQ(beside, std::vector<std::string>{});
        }
        if (HasFailure()) {
            return;
        }
    }
    RecordProperty("finished_before_the_kill", finished);
}

INSTANTIATE_TEST_SUITE_P(Workers, Killed,
                         ::testing::Values(Case{"import", "plain", "project.gpkg"},
                                           Case{"import", "共享 盘/水 务", "固阳县 项目.gpkg"},
                                           Case{"undo", "plain", "project.gpkg"},
                                           Case{"undo", "共享 盘/水 务", "固阳县 项目.gpkg"},
                                           Case{"migrate", "plain", "project.gpkg"},
                                           Case{"migrate", "共享 盘/水 务", "固阳县 项目.gpkg"}),
                         [](const auto& one) {
                             return std::string(one.param.task) + (one.index % 2 == 0 ? "Plain" : "Chinese");
                         });

}  // namespace
}  // namespace shuiheng::test

int main(int argumentCount, char** arguments) {
    if (argumentCount == 5 && std::string(arguments[1]) == "--worker") {
        return shuiheng::test::work(arguments[2], arguments[3], arguments[4]);
    }
    ::testing::InitGoogleTest(&argumentCount, arguments);
    return RUN_ALL_TESTS();
}
