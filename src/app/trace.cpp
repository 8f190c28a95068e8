#include "app/trace.h"

#include <algorithm>
#include <charconv>

#include "app/check_project.h"
#include "app/volumes.h"
#include "store/batches.h"
#include "store/readings.h"

namespace shuiheng::app {
namespace {

using compliance::Derivation;
using compliance::InputRow;
using compliance::UsedInput;

template <typename Fits>
void collectUses(const std::string& milestone, const Derivation& figure, Fits fits,
                 std::vector<RecordUse>& uses) {
    for (const UsedInput& input : figure.inputs) {
        for (const InputRow& row : input.rows) {
            if (fits(input, row)) {
                uses.push_back({milestone, figure.id, input.table + " " + row.key});
            }
        }
    }
    for (const Derivation& child : figure.children) {
        collectUses(milestone, child, fits, uses);
    }
}

template <typename Fits>
Result<std::vector<RecordUse>> usesWhere(const store::Project& project, int year, Fits fits) {
    const auto result = checkProject(project, year);
    if (!result) {
        return failure(result.error());
    }
    std::vector<RecordUse> uses;
    for (const compliance::MilestoneResult& one : result->milestones) {
        collectUses(one.milestone.id, one.derivation, fits, uses);
    }
    for (const Derivation& one : result->supporting) {
        collectUses("", one, fits, uses);
    }
    return uses;
}

/// A meter's volume of the year: "M" where the whole input is of that year, else "M/YEAR".
bool isVolumeOf(const UsedInput& input, const InputRow& row, const std::string& meter, int year) {
    const std::string y = std::to_string(year);
    return input.table == "volume_month" &&
           (row.key == meter + "/" + y ||
            (row.key == meter && input.filter.find("year = " + y) != std::string::npos));
}

/// What the stretch counts for in the year, shared by time.
double shareIn(int year, const county::IntervalVolume& interval) {
    const LocalTime begin = LocalTime::at(Month::of(year, 1).firstDay());
    const LocalTime end = LocalTime::at(Month::of(year + 1, 1).firstDay());
    const auto from = std::max(interval.from, begin).seconds();
    const auto to = std::min(interval.to, end).seconds();
    const auto length = interval.to.seconds() - interval.from.seconds();
    return from < to ? interval.volumeM3 * static_cast<double>(to - from) / static_cast<double>(length) : 0;
}

bool touches(int year, const county::IntervalVolume& interval) {
    return interval.from < LocalTime::at(Month::of(year + 1, 1).firstDay()) &&
           interval.to > LocalTime::at(Month::of(year, 1).firstDay());
}

/// One record per stretch of time that counts in the year: of the reading that ends it, or of nobody where a
/// gap was filled.
Result<UsedInput> readingsOf(store::ReadingStore& store, const store::MeterSeries& meter, int year,
                             const std::vector<county::IntervalVolume>& intervals) {
    UsedInput input{
        "readings", "meter = " + meter.code + " and year = " + std::to_string(year), "m³", {}, {}};
    const auto extent = store.extent(meter.id);
    if (!extent || !*extent) {
        return extent ? Result<UsedInput>(input) : failure(extent.error());
    }
    const auto stored = store.load(meter.id, (*extent)->first, LocalTime((*extent)->second.seconds() + 1));
    if (!stored) {
        return failure(stored.error());
    }
    std::map<std::int64_t, const store::StoredReading*> byTime;
    for (const store::StoredReading& one : *stored) {
        byTime[one.reading.time.seconds()] = &one;
    }
    for (const county::IntervalVolume& interval : intervals) {
        if (!touches(year, interval)) {
            continue;
        }
        InputRow row{interval.from.iso() + "/" + interval.to.iso(), shareIn(year, interval), {}, 0};
        if (const auto found = byTime.find(interval.to.seconds()); found != byTime.end()) {
            row.batches = {found->second->batch};
            row.row = found->second->reading.row;
        }
        input.rows.push_back(std::move(row));
    }
    return input;
}

struct Place {
    std::string file;
    std::int64_t line = 0;
};

std::optional<Place> placeOf(const std::string& text) {
    const std::size_t colon = text.rfind(':');
    Place place;
    if (colon == std::string::npos || colon == 0) {
        return std::nullopt;
    }
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data() + colon + 1, end, place.line);
    place.file = text.substr(0, colon);
    return error == std::errc() && stop == end && place.line > 0 ? std::optional(place) : std::nullopt;
}

}  // namespace

Result<std::optional<MeterTrace>> traceMeter(store::Project& project, const std::string& code, int year) {
    store::ReadingStore store(project);
    const auto meter = store.findMeter(code);
    const auto parameters = loadParameters(project);
    if (!meter || !parameters) {
        return failure(!meter ? meter.error() : parameters.error());
    }
    if (!*meter) {
        return std::optional<MeterTrace>();
    }
    const auto intervals =
        recomputedIntervals(store, **meter, validationParameters(*parameters, project.clock().now().date()));
    if (!intervals) {
        return failure(intervals.error());
    }
    auto readings = readingsOf(store, **meter, year, *intervals);
    const auto batches = store::readBatches(project);
    auto uses = usesWhere(project, year, [&](const UsedInput& input, const InputRow& row) {
        return isVolumeOf(input, row, code, year);
    });
    if (!readings || !batches || !uses) {
        return failure(!readings ? readings.error() : !batches ? batches.error() : uses.error());
    }
    MeterTrace trace;
    Derivation& figure = trace.derivation;
    const std::string when = std::to_string(year);
    figure.id = "meter/" + code;
    figure.name = {"水表 " + code + " " + when + " 年水量", "volume of meter " + code + " in " + when};
    figure.unit = "m³";
    figure.formula = "V = Σ V_i · Δt_i∩年 / Δt_i";
    if (readings->rows.empty()) {
        figure.missing.push_back({when + " 年没有读数", "no readings in " + when});
    } else {
        double sum = 0;
        for (const InputRow& row : readings->rows) {
            sum += row.value.value_or(0);
        }
        figure.value = sum;
    }
    const std::vector<std::int64_t> used = readings->batches();
    for (const store::Batch& batch : *batches) {
        if (std::binary_search(used.begin(), used.end(), batch.id)) {
            trace.files[batch.id] = batch.fileName;
        }
    }
    figure.inputs.push_back(std::move(*readings));
    seal(figure);
    trace.usedBy = std::move(*uses);
    return std::optional(std::move(trace));
}

Result<std::optional<RowTrace>> traceRow(store::Project& project, const std::string& text, int year) {
    const std::optional<Place> place = placeOf(text);
    const auto batches = store::readBatches(project);
    if (!batches) {
        return failure(batches.error());
    }
    const auto batch = std::find_if(batches->begin(), batches->end(), [&](const store::Batch& one) {
        return place && one.fileName == place->file && one.status == "done";
    });
    if (batch == batches->end()) {
        return std::optional<RowTrace>();
    }
    RowTrace trace{place->file, place->line, batch->id, batch->kind, {}, {}};
    auto meters = store::ReadingStore(project).metersOfRow(batch->id, place->line);
    if (!meters) {
        return failure(meters.error());
    }
    trace.meters = std::move(*meters);
    auto uses = usesWhere(project, year, [&](const UsedInput& input, const InputRow& row) {
        const bool fromRow = row.row == trace.line && row.batches == std::vector{trace.batch};
        return fromRow ||
               std::any_of(trace.meters.begin(), trace.meters.end(),
                           [&](const std::string& meter) { return isVolumeOf(input, row, meter, year); });
    });
    if (!uses) {
        return failure(uses.error());
    }
    trace.usedBy = std::move(*uses);
    return std::optional(std::move(trace));
}

}  // namespace shuiheng::app
