#include "app/volumes.h"

#include <algorithm>

namespace shuiheng::app {
namespace {

/// Validation of the stored readings in [from, to) with what came before as context.
Result<ingest::ValidationResult> validateStored(store::ReadingStore& store, const store::MeterSeries& meter,
                                                LocalTime from, LocalTime to,
                                                const ingest::ValidationParameters& parameters) {
    auto changes = store.meterChanges(meter.code);
    auto previous = store.before(meter.id, from, false);
    auto previousIndex = store.before(meter.id, from, true);
    auto stored = store.load(meter.id, from, to);
    if (!changes || !previous || !previousIndex || !stored) {
        return failure(!changes         ? changes.error()
                       : !previous      ? previous.error()
                       : !previousIndex ? previousIndex.error()
                                        : stored.error());
    }
    ingest::MeterContext context;
    context.code = meter.code;
    context.registerDigits = meter.registerDigits;
    context.multiplier = meter.multiplier;
    context.boreMm = meter.boreMm;
    context.changes = std::move(*changes);
    context.previous = *previous;
    context.previousIndex = *previousIndex;
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

constexpr LocalTime kEndOfTime = LocalTime::at(Date(2932896));  // 9999-12-31

}  // namespace

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
    const auto next = store.atOrAfter(meter.id, LocalTime(to.seconds() + 1));
    const auto extent = store.volumeExtent(meter.id);
    if (!previous || !next || !extent) {
        return failure(!previous ? previous.error() : !next ? next.error() : extent.error());
    }
    Date first = from.date();
    Date last = to.date();
    if (*extent) {
        first = std::min(first, (*extent)->first);
        last = std::max(last, (*extent)->second);
    }
    if (*previous) {
        first = std::min(from.date(), (*previous)->time.date());
    }
    if (*next) {
        last = std::max(to.date(), (*next)->time.date());
    }
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
    if (const Result<> replaced =
            store.replaceVolumes(meter.id, first, last, county::dayVolumes(intervals, first, last));
        !replaced) {
        return replaced;
    }
    std::erase_if(result->estimates, [&](const county::ReadingEstimate& one) {
        return one.from < windowStart || one.from >= windowEnd;
    });
    return store.replaceEstimates(meter.id, windowStart, windowEnd, result->estimates);
}

Result<std::vector<county::DayVolume>> recomputedDays(store::ReadingStore& store,
                                                      const store::MeterSeries& meter,
                                                      const ingest::ValidationParameters& parameters) {
    const auto result = validateStored(store, meter, LocalTime::at(Date::of(1, 1, 1).value_or(Date())),
                                       kEndOfTime, parameters);
    if (!result) {
        return failure(result.error());
    }
    const auto intervals = allIntervals(*result);
    if (intervals.empty()) {
        return std::vector<county::DayVolume>();
    }
    Date first = intervals.front().from.date();
    Date last = first;
    for (const county::IntervalVolume& interval : intervals) {
        first = std::min(first, interval.from.date());
        last = std::max(last, interval.to.date());
    }
    return county::dayVolumes(intervals, first, last);
}

}  // namespace shuiheng::app
