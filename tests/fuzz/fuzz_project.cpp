// A project file from anywhere: opening says what is wrong or gives a project that can be read to its end.
// For reading, not a byte of it changes and nothing is left beside it.
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "store/batches.h"
#include "store/plan_store.h"
#include "store/project.h"
#include "store/readings.h"
#include "store/registers.h"
#include "store/snapshot.h"

namespace {

using namespace shuiheng;

void require(bool holds, const char* what) {
    if (!holds) {
        std::fprintf(stderr, "%s\n", what);
        std::abort();
    }
}

const std::filesystem::path& folder() {
    static const std::filesystem::path made = [] {
        const std::filesystem::path memory = "/dev/shm";
        std::filesystem::path base =
            std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path();
        base /= "shuiheng-fuzz-" + std::to_string(getpid());
        std::filesystem::create_directories(base);
        std::atexit([] {
            std::error_code ignored;
            std::filesystem::remove_all(folder(), ignored);
        });
        return base;
    }();
    return made;
}

void readEverything(store::Project& project) {
    static_cast<void>(project.integrityFindings());
    static_cast<void>(project.history());
    static_cast<void>(store::readSnapshot(project));
    static_cast<void>(store::readActivePlan(project));
    static_cast<void>(store::readParameters(project));
    static_cast<void>(store::readFrozenReports(project));
    static_cast<void>(store::readProfiles(project));
    for (const store::RegisterTable& table : store::registerTables()) {
        static_cast<void>(store::readRecords(project, table));
    }
    if (const auto batches = store::readBatches(project)) {
        for (const store::Batch& batch : *batches) {
            static_cast<void>(store::readRejects(project, batch.id));
            static_cast<void>(store::readFindings(project, batch.id));
        }
    }
    store::ReadingStore readings(project);
    if (const auto meters = readings.meters()) {
        for (const auto& [code, meter] : *meters) {
            static_cast<void>(readings.load(meter.id, LocalTime(-62135596800), LocalTime(253402300799)));
            static_cast<void>(readings.extent(meter.id));
            static_cast<void>(readings.before(meter.id, LocalTime(253402300799), true));
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const SystemClock clock;
    const auto path = folder() / "project.gpkg";
    {
        std::ofstream stream(path, std::ios::binary | std::ios::trunc);
        stream.write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
    }
    store::OpenOptions options;
    options.checkIntegrity = size % 2 == 0;
    options.holder = "fuzz";
    {
        auto project = store::Project::open(path, options, clock);
        if (project) {
            readEverything(*project);
        } else {
            require(!project.error().code.empty(), "no code");
        }
    }
    std::ifstream stream(path, std::ios::binary);
    const std::vector<std::uint8_t> after{std::istreambuf_iterator<char>(stream), {}};
    require(std::equal(after.begin(), after.end(), data, data + size), "the file changed");
    const auto files = std::distance(std::filesystem::directory_iterator(folder()), {});
    require(files == 1, "left beside the file");

    // For writing it may be migrated and edited, or refused; never more than that.
    options.write = true;
    {
        auto project = store::Project::open(path, options, clock);
        if (project) {
            static_cast<void>(project->undo());
            static_cast<void>(project->redo());
        }
    }
    for (const auto& entry : std::filesystem::directory_iterator(folder())) {
        std::filesystem::remove(entry.path());
    }
    return 0;
}
