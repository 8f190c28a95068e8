#include "app/volumes.h"

#include <algorithm>

namespace shuiheng::app {
namespace {

/// Validation of the stored readings in [from, to) with what came before as context.
Result<ingest::ValidationResult> validateStored(store::ReadingStore& store, const store::MeterSeries& meter,
                                                LocalTime from, LocalTime to,
                                                const ingest::ValidationParameters& parameters) {
    auto changes = store.meterChanges(meter.code);
    auto before = readingsBefore(store, meter, from);
    auto stored = store.load(meter.id, from, to);
    if (!changes || !before || !stored) {
        return failure(!changes ? changes.error() : !before ? before.error() : stored.error());
    }
    ingest::MeterContext context;
    context.code = meter.code;
    context.registerDigits = meter.registerDigits;
    context.multiplier = meter.multiplier;
    context.boreMm = meter.boreMm;
    context.changes = std::move(*changes);
    context.before = std::move(*before);
    std::vector<county::Reading> readings;
    readings.reserve(stored->size());
    for (const store::StoredReading& one : *stored) {
        readings.push_back(one.reading);
    }
    ingest::ReadingValidator validator(std::move(context), parameters);
    ingest::ValidationResult result;
    validator.feed(readings, result);
    validator.finish(result);
    return result;
}

bool reallyRead(const county::Reading& reading) {
    return reading.has(county::kHasIndex) && !reading.has(county::kStatedEstimate);
}

/// The last register before `time` that was really read.
Result<std::optional<county::Reading>> realRegisterBefore(store::ReadingStore& store, std::int64_t meter,
                                                          LocalTime time) {
    for (;;) {
        auto found = store.before(meter, time, true);
        if (!found || !*found || reallyRead(**found)) {
            return found;
        }
        time = (*found)->time;
    }
}

/// The reading at or after `time` behind which a change before it has no effect any more: the next register
/// really read, for it settles what was counted before; the next reading where nothing is to be settled.
Result<std::optional<county::Reading>> settledAtOrAfter(store::ReadingStore& store, std::int64_t meter,
                                                        LocalTime time) {
    auto next = store.atOrAfter(meter, time);
    if (!next || !*next || reallyRead(**next)) {
        return next;
    }
    const auto base = realRegisterBefore(store, meter, time);
    if (!base || !*base) {
        return base ? next : base;
    }
    constexpr std::int64_t kStride = 31 * LocalTime::kSecondsPerDay;
    auto last = *next;
    for (auto from = *next; from;) {
        const LocalTime until(from->time.seconds() + kStride);
        const auto readings = store.load(meter, from->time, until);
        if (!readings) {
            return failure(readings.error());
        }
        for (const store::StoredReading& one : *readings) {
            last = one.reading;
            if (reallyRead(one.reading)) {
                return last;
            }
        }
        auto further = store.atOrAfter(meter, until);
        if (!further) {
            return further;
        }
        from = *further;
    }
    return last;
}

constexpr LocalTime kEndOfTime = LocalTime::at(Date(2932896));  // 9999-12-31

}  // namespace

Result<std::vector<county::Reading>> readingsBefore(store::ReadingStore& store,
                                                    const store::MeterSeries& meter, LocalTime from,
                                                    std::int64_t lookBackDays) {
    std::vector<county::Reading> readings;
    const LocalTime since(from.seconds() - lookBackDays * LocalTime::kSecondsPerDay);
    const auto previous = store.before(meter.id, since, false);
    if (!previous) {
        return failure(previous.error());
    }
    LocalTime begin = *previous ? (*previous)->time : since;
    if (*previous && !reallyRead(**previous)) {
        const auto base = realRegisterBefore(store, meter.id, since);
        if (!base) {
            return failure(base.error());
        }
        begin = *base ? (*base)->time : begin;
    }
    const auto stored = store.load(meter.id, begin, from);
    if (!stored) {
        return failure(stored.error());
    }
    readings.reserve(stored->size());
    for (const store::StoredReading& one : *stored) {
        readings.push_back(one.reading);
    }
    return readings;
}

ingest::ValidationParameters validationParameters(const compliance::ParameterTable& table, Date date) {
    ingest::ValidationParameters parameters;
    const auto set = [&](std::string_view id, auto& field) {
        if (const auto row = table.at(id, date)) {
            field = static_cast<std::remove_reference_t<decltype(field)>>(row->number);
        }
    };
    set("reading.spike_sigma", parameters.spikeSigma);
    set("reading.rollover_high", parameters.rolloverHigh);
    set("reading.rollover_low", parameters.rolloverLow);
    set("reading.backward_tolerance_m3", parameters.backwardToleranceM3);
    set("reading.missing_hours", parameters.missingHours);
    set("reading.stuck_periods", parameters.stuckPeriods);
    set("reading.zero_months", parameters.zeroMonths);
    return parameters;
}

std::vector<county::IntervalVolume> allIntervals(const ingest::ValidationResult& result) {
    std::vector<county::IntervalVolume> intervals;
    intervals.reserve(result.volumes.size() + result.estimates.size());
    auto estimate = result.estimates.begin();
    for (const county::IntervalVolume& volume : result.volumes) {
        for (; estimate != result.estimates.end() && estimate->from < volume.from; ++estimate) {
            intervals.push_back({estimate->from, estimate->to, estimate->volumeM3, true});
        }
        intervals.push_back(volume);
    }
    for (; estimate != result.estimates.end(); ++estimate) {
        intervals.push_back({estimate->from, estimate->to, estimate->volumeM3, true});
    }
    return intervals;
}

Result<> recomputeVolumes(store::ReadingStore& store, const store::MeterSeries& meter, LocalTime from,
                          LocalTime to, const ingest::ValidationParameters& parameters) {
    const auto previous = store.before(meter.id, from, false);
    const auto next = settledAtOrAfter(store, meter.id, LocalTime(to.seconds() + 1));
    const auto extent = store.volumeExtent(meter.id);
    if (!previous || !next || !extent) {
        return failure(!previous ? previous.error() : !next ? next.error() : extent.error());
    }
    Date first = from.date();
    Date last = to.date();
    if (*extent) {
        first = std::min(first, (*extent)->first.firstDay());
        last = std::max(last, (*extent)->second.lastDay());
    }
    if (*previous) {
        first = std::min(from.date(), (*previous)->time.date());
    }
    if (*next) {
        last = std::max(to.date(), (*next)->time.date());
    }
    // Roll-ups are kept by whole months: a month's sum needs all of its days.
    first = Month::containing(first).firstDay();
    last = Month::containing(last).lastDay();
    const LocalTime windowStart = LocalTime::at(first);
    const LocalTime windowEnd = LocalTime::at(last.plusDays(1));
    // One reading beyond the window: its interval may begin inside.
    const auto beyond = store.atOrAfter(meter.id, windowEnd);
    if (!beyond) {
        return failure(beyond.error());
    }
    const LocalTime end = *beyond ? LocalTime((*beyond)->time.seconds() + 1) : windowEnd;
    auto result = validateStored(store, meter, windowStart, end, parameters);
    if (!result) {
        return failure(result.error());
    }
    std::vector<county::IntervalVolume> intervals = allIntervals(*result);
    for (const county::IntervalVolume& interval :
         intervals) {  // a stated period may reach further back than any reading
        if (!*previous) {
            first = std::min(first, interval.from.date());
        }
    }
    first = Month::containing(first).firstDay();
    if (const Result<> replaced =
            store.replaceVolumes(meter.id, Month::containing(first), Month::containing(last),
                                 county::dayVolumes(intervals, first, last));
        !replaced) {
        return replaced;
    }
    std::erase_if(result->estimates, [&](const county::ReadingEstimate& one) {
        return one.from < windowStart || one.from >= windowEnd;
    });
    return store.replaceEstimates(meter.id, windowStart, windowEnd, result->estimates);
}

bool VolumeBasis::operator==(const VolumeBasis& other) const {
    const auto same = [](const county::MeterChange& a, const county::MeterChange& b) {
        return a.time == b.time && a.byDay == b.byDay && a.oldFinalIndexM3 == b.oldFinalIndexM3 &&
               a.newInitialIndexM3 == b.newInitialIndexM3;
    };
    return registerDigits == other.registerDigits && multiplier == other.multiplier &&
           std::equal(changes.begin(), changes.end(), other.changes.begin(), other.changes.end(), same);
}

Result<std::map<std::string, VolumeBasis>> volumeBasis(store::ReadingStore& store) {
    const auto meters = store.meters();
    if (!meters) {
        return failure(meters.error());
    }
    std::map<std::string, VolumeBasis> basis;
    for (const auto& [code, meter] : *meters) {
        if (!meter.hasReadings) {
            continue;
        }
        auto changes = store.meterChanges(code);
        if (!changes) {
            return failure(changes.error());
        }
        basis[code] = {meter.registerDigits, meter.multiplier, std::move(*changes)};
    }
    return basis;
}

Result<> recomputeWhereDiffers(store::ReadingStore& store, const std::map<std::string, VolumeBasis>& before,
                               const ingest::ValidationParameters& parameters, const JobContext& job) {
    const auto after = volumeBasis(store);
    if (!after) {
        return failure(after.error());
    }
    for (const auto& [code, basis] : *after) {
        const auto former = before.find(code);
        if (former == before.end() || former->second == basis) {
            continue;
        }
        if (job.stopRequested()) {
            return failure(Problem("JOB_STOPPED"));
        }
        const auto meter = store.findMeter(code);
        if (!meter || !*meter) {
            return failure(meter ? Problem("DATABASE_ERROR", {{"detail", code}}) : meter.error());
        }
        const auto extent = store.extent((*meter)->id);
        if (!extent) {
            return failure(extent.error());
        }
        if (*extent) {
            if (Result<> done =
                    recomputeVolumes(store, **meter, (*extent)->first, (*extent)->second, parameters);
                !done) {
                return done;
            }
        }
    }
    return {};
}

Result<std::vector<county::IntervalVolume>> recomputedIntervals(
    store::ReadingStore& store, const store::MeterSeries& meter,
    const ingest::ValidationParameters& parameters) {
    const auto result = validateStored(store, meter, LocalTime::at(Date::of(1, 1, 1).value_or(Date())),
                                       kEndOfTime, parameters);
    return result ? Result<std::vector<county::IntervalVolume>>(allIntervals(*result))
                  : failure(result.error());
}

Result<std::vector<county::DayVolume>> recomputedDays(store::ReadingStore& store,
                                                      const store::MeterSeries& meter,
                                                      const ingest::ValidationParameters& parameters) {
    const auto intervals = recomputedIntervals(store, meter, parameters);
    if (!intervals) {
        return failure(intervals.error());
    }
    if (intervals->empty()) {
        return std::vector<county::DayVolume>();
    }
    Date first = intervals->front().from.date();
    Date last = first;
    for (const county::IntervalVolume& interval : *intervals) {
        first = std::min(first, interval.from.date());
        last = std::max(last, interval.to.date());
    }
    return county::dayVolumes(*intervals, first, last);
}

}  // namespace shuiheng::app
