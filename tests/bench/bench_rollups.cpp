// bench_rollups PROJECT YEAR: monthly sums of all meters from the roll-ups that the import keeps, how long
// they take, and by how much they differ from volumes computed anew from every stored reading.
#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "app/volumes.h"
#include "base/clock.h"
#include "store/readings.h"
#include "store/registers.h"

int main(int count, char** arguments) {
    using namespace shuiheng;
    if (count != 3) {
        std::fputs("bench_rollups PROJECT YEAR\n", stderr);
        return 2;
    }
    const int year = std::atoi(arguments[2]);
    const SystemClock clock;
    auto project = store::Project::open(arguments[1], {}, clock);
    if (!project) {
        std::fprintf(stderr, "%s\n", project.error().code.c_str());
        return 3;
    }
    using Timer = std::chrono::steady_clock;
    const auto millisecondsSince = [](Timer::time_point start) {
        return std::chrono::duration<double, std::milli>(Timer::now() - start).count();
    };
    store::ReadingStore readings(*project);
    std::vector<double> times;
    std::vector<double> sums;
    for (int round = 0; round < 21; ++round) {
        const auto start = Timer::now();
        sums = readings.monthlySums(year).value();
        times.push_back(millisecondsSince(start));
    }
    const double first = times.front();
    std::sort(times.begin(), times.end());

    const auto start = Timer::now();
    std::array<double, 12> anew{};
    const auto meters = readings.meters().value();
    for (const auto& [code, meter] : meters) {
        const auto days = app::recomputedDays(readings, meter, {});
        for (const county::DayVolume& day : days.value()) {
            if (day.day.year() == year) {
                anew[static_cast<std::size_t>(day.day.month() - 1)] += day.volumeM3;
            }
        }
    }
    const double recomputing = millisecondsSince(start);
    double worst = 0;
    for (std::size_t month = 0; month < anew.size(); ++month) {
        worst = std::max(worst, std::abs(anew[month] - sums[month]) / std::max(1.0, std::abs(anew[month])));
    }
    std::printf(
        "%lld readings of %zu meters: monthly sums of %d in %.1f ms (first %.1f ms); computing them anew "
        "%.0f ms; "
        "largest relative difference %.1e\n",
        static_cast<long long>(store::countReadings(*project).value()), meters.size(), year,
        times[times.size() / 2], first, recomputing, worst);
    return worst < 1e-9 ? 0 : 1;
}
