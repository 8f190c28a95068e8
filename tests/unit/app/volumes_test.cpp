#include "app/volumes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <random>
#include <set>

#include "app/import_readings.h"
#include "app/import_table.h"
#include "app/new_project.h"
#include "app/undo_batch.h"
#include "store/sqlite.h"
#include "support/temp_folder.h"

namespace shuiheng::app {
namespace {

/// A meter's days as they stand in the project.
std::map<std::int32_t, std::pair<double, double>> storedDays(store::Project& project, std::int64_t meter) {
    std::map<std::int32_t, std::pair<double, double>> days;
    store::Statement rows = project.connection().prepare(
        "SELECT day, volume_m3, estimated_m3 FROM volume_day WHERE meter_id = ?");
    rows.bind(1, meter);
    while (rows.step()) {
        const auto date = Date::parse(rows.text(0));
        days[date->daysSince1970()] = {rows.real(1), rows.real(2)};
    }
    return days;
}

/// Measured and estimated volume of its months.
std::map<std::string, double> storedMonths(store::Project& project, std::int64_t meter) {
    std::map<std::string, double> months;
    store::Statement rows = project.connection().prepare(
        "SELECT month, volume_m3 + estimated_m3 FROM volume_month WHERE meter_id = ?");
    rows.bind(1, meter);
    while (rows.step()) {
        months[rows.text(0)] = rows.real(1);
    }
    return months;
}

/// A visit every four to seven weeks, read or estimated, then a week of hours; the visits bridge months.
std::vector<std::string> visitRows(std::mt19937& random) {
    std::vector<std::string> rows;
    double index = 500;
    std::int64_t seconds = LocalTime::at(*Date::of(2023, 1, 10)).seconds();
    const auto row = [&](const char* status) {
        rows.push_back("M1," + LocalTime(seconds).iso() + "," + std::to_string(index) + ",,," + status);
    };
    for (int visit = 0; visit < 14; ++visit) {
        row(visit % 5 == 3 ? "估抄" : "人工");
        seconds += (28 + static_cast<int>(random() % 22)) * LocalTime::kSecondsPerDay;
        index += 20 + static_cast<int>(random() % 30);
    }
    for (int hour = 0; hour < 7 * 24; ++hour) {
        row("远传");
        seconds += 3600;
        index += 0.25;
    }
    return rows;
}

/// One line per hour for 40 days: registers; lost registers with a flow; estimates (估抄) with a volume or a
/// register; holes; a register that falls.
std::vector<std::string> hourlyRows(std::mt19937& random, bool registers) {
    std::vector<std::string> rows;
    double index = 99'800;
    const auto below = [&](unsigned bound) { return random() % bound; };
    for (int hour = 0; hour < 40 * 24; ++hour) {
        const double used = below(5000) / 1000.0;
        index += used;
        index -= index >= 100'000 ? 100'000 : 0;
        if (below(25) == 0) {
            hour += static_cast<int>(below(30));
            continue;
        }
        const LocalTime time(LocalTime::at(*Date::of(2024, 3, 5)).seconds() + hour * 3600);
        std::string row = "M1," + time.iso() + ",";
        const unsigned kind = registers ? below(14) : 0;
        const std::string indexText = std::to_string(index);
        switch (kind) {
            case 0:
                row += ",," + std::to_string(used) + ",远传";
                break;
            case 1:
                row += "," + std::to_string(used) + ",,估抄";
                break;
            case 2:
                row += std::to_string(index + 3) + ",,,估抄";
                break;
            case 3:
                row += (below(6) == 0 ? std::to_string(index / 2) : indexText) + ",,,远传";
                break;
            default:
                row += indexText + ",,,远传";
        }
        rows.push_back(row);
    }
    return rows;
}

class Volumes : public ::testing::Test {
  protected:
    void SetUp() override {
        std::vector<Problem> problems;
        const auto path = m_folder / "project.gpkg";
        ASSERT_TRUE(newProject(path, {}, m_clock, problems));
        store::OpenOptions options;
        options.write = true;
        auto opened = store::Project::open(path, options, m_clock);
        ASSERT_TRUE(opened) << opened.error().code;
        m_project.emplace(std::move(*opened));
    }

    /// Rows that belong to one file, in time order.
    std::int64_t import(const std::vector<std::string>& rows) {
        const auto file = m_folder / ("part" + std::to_string(m_files++) + ".csv");
        std::ofstream stream(file, std::ios::binary);
        stream << "表号,时间,读数,水量(m³),流量(m³/h),抄表状态\n";
        for (const std::string& row : rows) {
            stream << row << "\n";
        }
        stream.close();
        const auto summary = importReadings(*m_project, file, {}, {});
        EXPECT_TRUE(summary) << (summary ? "" : summary.error().code);
        if (!summary) {
            return 0;
        }
        EXPECT_EQ(summary->rowsRead,
                  summary->stored + summary->rejected + summary->skipped + summary->unchanged);
        EXPECT_EQ(summary->stored, static_cast<std::int64_t>(rows.size()));
        return summary->batch;
    }

    /// Stored days and months = those of a computation from nothing.
    void expectFresh(const std::string& when) {
        store::ReadingStore store(*m_project);
        const auto meter = store.findMeter("M1");
        ASSERT_TRUE(meter && *meter);
        const auto fresh = recomputedDays(store, **meter, ingest::ValidationParameters());
        ASSERT_TRUE(fresh);
        auto stored = storedDays(*m_project, (*meter)->id);
        auto months = storedMonths(*m_project, (*meter)->id);
        EXPECT_EQ(static_cast<std::ptrdiff_t>(stored.size()),
                  std::count_if(fresh->begin(), fresh->end(), [](const auto& day) { return !day.spread; }))
            << when;
        for (const county::DayVolume& day : *fresh) {
            months[Month::containing(day.day).iso()] -= day.volumeM3 + day.estimatedM3;
            if (day.spread) {
                continue;
            }
            const auto found = stored.find(day.day.daysSince1970());
            ASSERT_NE(found, stored.end()) << when << " " << day.day.iso();
            EXPECT_DOUBLE_EQ(found->second.first, day.volumeM3) << when << " " << day.day.iso();
            EXPECT_DOUBLE_EQ(found->second.second, day.estimatedM3) << when << " " << day.day.iso();
        }
        for (const auto& [month, rest] : months) {
            EXPECT_NEAR(rest, 0, 1e-6) << when << " " << month;
        }
    }

    test::TempFolder m_folder;
    FixedClock m_clock{LocalTime::at(*Date::of(2025, 1, 1))};
    std::optional<store::Project> m_project;
    int m_files = 0;
};

// One series cut into files by stretches or row by row, imported in any order, one of them taken back and
// brought again: after each step the roll-ups are those of the readings that stand there, whatever the way.
TEST_F(Volumes, AnyOrderOfImportsGivesTheSameDays) {
    std::mt19937 random(150222);
    for (int round = 0; round < 6; ++round) {
        if (round > 0) {
            m_project.reset();
            std::filesystem::remove(m_folder / "project.gpkg");
            SetUp();
        }
        const auto rows = round < 4 ? hourlyRows(random, round < 2) : visitRows(random);
        constexpr std::size_t kFiles = 5;
        std::vector<std::vector<std::string>> files(kFiles);
        for (std::size_t row = 0; row < rows.size(); ++row) {
            const std::size_t file = round % 2 == 0 ? row * kFiles / rows.size() : random() % kFiles;
            files[file].push_back(rows[row]);
        }
        std::shuffle(files.begin(), files.end(), random);
        std::vector<std::int64_t> batches;
        for (const auto& file : files) {
            batches.push_back(import(file));
            expectFresh("round " + std::to_string(round) + " import " + std::to_string(batches.size()));
            ASSERT_FALSE(HasFailure());
        }
        const std::size_t back = random() % kFiles;
        const auto undone = undoBatch(*m_project, batches[back], {});
        ASSERT_TRUE(undone) << undone.error().code;
        expectFresh("round " + std::to_string(round) + " undone");
        import(files[back]);
        expectFresh("round " + std::to_string(round) + " again");
        ASSERT_FALSE(HasFailure());
    }
}

double totalOf(const std::map<std::string, double>& months) {
    double sum = 0;
    for (const auto& [month, volume] : months) {
        sum += volume;
    }
    return sum;
}

// What the register of meters says counts whenever it is said: readings first, then the multiplier, then the
// change of meter; each taken back again.
TEST_F(Volumes, RegistersThatComeLaterCountToo) {
    import({"M1,2024-01-01 00:00,100,,,", "M1,2024-02-01 00:00,20,,,", "M1,2024-03-01 00:00,50,,,"});
    store::ReadingStore store(*m_project);
    const std::int64_t meter = (*store.findMeter("M1"))->id;
    const auto total = [&] {
        expectFresh("register");
        return totalOf(storedMonths(*m_project, meter));
    };
    EXPECT_NEAR(total(), 30, 1e-9);  // 100 -> 20 runs backward
    const auto table = [&](const std::string& name, const std::string& text) {
        const auto file = m_folder / (name + ".csv");
        std::ofstream(file, std::ios::binary) << text;
        const auto summary = importTable(*m_project, name, file, {}, {});
        EXPECT_TRUE(summary && summary->stored == 1) << name;
        return summary ? summary->batch : 0;
    };
    const auto change = table("meter_change", "水表编号,换表日期,旧表止数,新表起数\nM1,2024-01-20,130,5\n");
    EXPECT_NEAR(total(), 75, 1e-9);  // (130 − 100) + (20 − 5) + 30
    const auto multiplier = table("meter", "水表编号,倍率\nM1,10\n");
    EXPECT_NEAR(total(), 750, 1e-9);
    ASSERT_TRUE(undoBatch(*m_project, change, {}));
    EXPECT_NEAR(total(), 300, 1e-9);
    ASSERT_TRUE(undoBatch(*m_project, multiplier, {}));
    EXPECT_NEAR(total(), 30, 1e-9);
}

}  // namespace
}  // namespace shuiheng::app
