// make_project_seeds FOLDER: small projects of every schema version, in small pages, one of them with
// readings.
#include <filesystem>

#include "store/batches.h"
#include "store/project.h"
#include "store/readings.h"
#include "store/registers.h"
#include "store/schema.h"
#include "store/sqlite.h"

namespace {

using namespace shuiheng;

bool addReadings(const std::filesystem::path& path, const Clock& clock) {
    auto project = store::Project::open(path, {true, true, "seed"}, clock);
    if (!project) {
        return false;
    }
    auto transaction = store::Transaction::begin(*project);
    if (!transaction ||
        !store::writeRecord(*project, *store::findRegister("meter"), {{"code", std::string("M1")}}, 0, 0)) {
        return false;
    }
    store::Batch batch;
    batch.kind = "readings";
    batch.fileName = "seed.csv";
    batch.sha256 = std::string(64, '0');
    batch.encoding = "UTF-8";
    const auto id = store::beginBatch(*project, batch);
    store::ReadingStore readings(*project);
    std::vector<county::Reading> series;
    for (int hour = 0; hour < 30; ++hour) {
        county::Reading one;
        one.time = LocalTime::at(*Date::of(2025, 1, 1), hour * 3600);
        one.flags = county::kHasIndex;
        one.index = 100 + hour;
        one.row = hour + 2;
        series.push_back(one);
    }
    const auto meter = readings.findMeter("M1");
    return id && meter && *meter && readings.add((*meter)->id, *id, store::Keep::Chunks, series) &&
           transaction->commit("seed", "seed");
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2) {
        return 2;
    }
    const FixedClock clock(LocalTime::at(*Date::of(2026, 1, 5)));
    const std::filesystem::path folder = arguments[1];
    std::filesystem::create_directories(folder);
    for (int version = 1; version <= store::newestSchemaVersion(); ++version) {
        const auto path = folder / ("schema" + std::to_string(version) + ".gpkg");
        std::filesystem::remove(path);
        if (!store::Project::create(path, {"150222", "County", false, version}, clock) ||
            (version == store::newestSchemaVersion() && !addReadings(path, clock))) {
            return 1;
        }
        store::Connection connection(path, store::Connection::Mode::ReadWrite);
        connection.execute("PRAGMA page_size=512; VACUUM");
    }
    return 0;
}
