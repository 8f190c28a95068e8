#include "ingest/reading_validation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace shuiheng::ingest {
namespace {

using county::Reading;
using Arguments = std::vector<std::pair<std::string, std::string>>;

constexpr double kSecondsPerHour = 3600;
constexpr std::uint32_t kValueFlags = county::kHasIndex | county::kHasVolume | county::kHasFlow;

bool sameValues(const Reading& a, const Reading& b) {
    return (a.flags & kValueFlags) == (b.flags & kValueFlags) &&
           (!a.has(county::kHasIndex) || a.indexM3() == b.indexM3()) &&
           (!a.has(county::kHasVolume) || a.volumeM3() == b.volumeM3()) &&
           (!a.has(county::kHasFlow) || a.flowM3PerHour() == b.flowM3PerHour());
}

/// Mean and variance so far, by Welford's recurrence.
class RunningStatistics {
  public:
    void add(double value) {
        ++m_count;
        const double delta = value - m_mean;
        m_mean += delta / static_cast<double>(m_count);
        m_squares += delta * (value - m_mean);
    }
    std::int64_t count() const { return m_count; }
    double mean() const { return m_mean; }
    double deviation() const {
        return m_count > 1 ? std::sqrt(m_squares / static_cast<double>(m_count - 1)) : 0;
    }

  private:
    std::int64_t m_count = 0;
    double m_mean = 0;
    double m_squares = 0;
};

}  // namespace

struct ReadingValidator::State {
    MeterContext context;
    ValidationParameters parameters;
    std::optional<Reading> previous;       ///< last accepted reading
    std::optional<Reading> previousIndex;  ///< last accepted register
    RunningStatistics rates;               ///< m³/h of the intervals so far
    std::int64_t commonStepSeconds = 0;
    int stuck = 0;
    LocalTime zeroSince;
    bool zeroRunning = false;
    bool estimatedBefore = false;
    std::array<std::optional<Finding>, 16> open;  ///< runs of findings, by kind

    enum Kind {
        Duplicate,
        Gap,
        Rollover,
        Change,
        Backward,
        Reverse,
        Spike,
        Stuck,
        Zero,
        Estimated,
        TrueUp,
        Differs
    };

    static constexpr std::array<std::pair<std::string_view, Severity>, 12> kKinds = {{
        {"READING_DUPLICATE", Severity::Info},
        {"READING_GAP", Severity::Warning},
        {"READING_ROLLOVER", Severity::Info},
        {"METER_CHANGED", Severity::Info},
        {"READING_BACKWARD", Severity::Error},
        {"READING_REVERSE_FLOW", Severity::Warning},
        {"READING_SPIKE", Severity::Warning},
        {"READING_STUCK", Severity::Warning},
        {"READING_ZERO", Severity::Info},
        {"READING_ESTIMATED", Severity::Info},
        {"READING_TRUE_UP", Severity::Info},
        {"READING_VOLUME_DIFFERS", Severity::Warning},
    }};

    void note(Kind kind, const Reading& reading, ValidationResult& result, Arguments arguments = {}) {
        std::optional<Finding>& run = open[kind];
        if (run && m_position == m_lastNoted[kind] + 1) {
            run->lastRow = reading.row;
            run->last = reading.time;
            ++run->count;
        } else {
            if (run) {
                result.findings.push_back(std::move(*run));
            }
            arguments.insert(arguments.begin(), {"line", std::to_string(reading.row)});
            arguments.emplace_back("meter", context.code);
            run = Finding{kKinds[kind].first, kKinds[kind].second, context.meter,
                          reading.row,        reading.row,         1,
                          reading.time,       reading.time,        std::move(arguments)};
        }
        m_lastNoted[kind] = m_position;
    }

    void closeRuns(ValidationResult& result) {
        for (std::optional<Finding>& run : open) {
            if (run) {
                result.findings.push_back(std::move(*run));
                run.reset();
            }
        }
    }

    /// The rules in their order; false when the reading is not taken.
    bool accept(Reading& reading, ValidationResult& result) {
        ++m_position;
        if (!checkDuplicate(reading, result)) {
            return false;
        }
        IntervalVolume interval;
        const bool hasInterval = intervalOf(reading, interval, result);
        checkGap(reading, interval, hasInterval, result);
        if (hasInterval) {
            checkReverse(reading, interval, result);
            checkPattern(reading, interval, result);
        }
        checkEstimate(reading, result);
        if (hasInterval) {
            interval.estimated = reading.has(county::kStatedEstimate);
            result.volumes.push_back(interval);
        }
        if (reading.has(county::kHasIndex)) {
            previousIndex = reading;
        }
        previous = reading;
        return true;
    }

  private:
    using IntervalVolume = county::IntervalVolume;

    bool checkDuplicate(const Reading& reading, ValidationResult& result) {
        if (!previous || previous->time != reading.time) {
            return true;
        }
        if (sameValues(*previous, reading)) {
            ++result.unchanged;
            note(Duplicate, reading, result, {{"time", reading.time.iso()}});
        } else {
            result.conflicts.push_back({reading.row,
                                        {},
                                        "READING_CONFLICT",
                                        {{"line", std::to_string(reading.row)},
                                         {"meter", context.code},
                                         {"time", reading.time.iso()},
                                         {"other", std::to_string(previous->row)}}});
        }
        return false;
    }

    /// Readings of a series that has a step of its own: a hole is longer than the limit, or than one and a
    /// half steps.
    void checkGap(Reading& reading, const IntervalVolume& interval, bool hasInterval,
                  ValidationResult& result) {
        if (!previous) {
            return;
        }
        const std::int64_t step = reading.time.seconds() - previous->time.seconds();
        const bool isInterval = !reading.has(county::kHasIndex) && reading.has(county::kHasStart);
        const std::int64_t hole =
            isInterval ? reading.start.seconds() - previous->time.seconds() : step - commonStepSeconds;
        const bool telemetry = commonStepSeconds > 0 && static_cast<double>(commonStepSeconds) <
                                                            parameters.missingHours * kSecondsPerHour;
        const bool gap = isInterval ? hole > 0 && telemetry
                                    : telemetry && step > commonStepSeconds + commonStepSeconds / 2;
        if (commonStepSeconds == 0 || step < commonStepSeconds) {
            commonStepSeconds = step;
        }
        if (!gap) {
            return;
        }
        reading.flags |= county::kAfterGap;
        note(Gap, reading, result, {{"from", previous->time.iso()}, {"to", reading.time.iso()}});
        const bool estimable = isInterval && hasInterval &&
                               static_cast<double>(hole) <= parameters.estimateGapHours * kSecondsPerHour;
        if (estimable && m_lastRate) {
            const double length =
                static_cast<double>(interval.to.seconds() - interval.from.seconds()) / kSecondsPerHour;
            const double rate = (*m_lastRate + interval.volumeM3 / length) / 2;
            result.estimates.push_back({previous->time, reading.start,
                                        rate * static_cast<double>(hole) / kSecondsPerHour,
                                        "linear_between_neighbours"});
        }
    }

    /// Register difference × multiplier, else the stated volume, else flow × interval.
    bool intervalOf(Reading& reading, IntervalVolume& interval, ValidationResult& result) {
        const std::optional<double> stated =
            reading.has(county::kHasVolume) ? std::optional(reading.volumeM3().toDouble()) : std::nullopt;
        interval.to = reading.time;
        if (reading.has(county::kHasIndex)) {
            const std::optional<double> measured = registerVolume(reading, interval, result);
            if (measured) {
                interval.volumeM3 = *measured;
                if (stated &&
                    std::abs(*stated - *measured) >
                        std::max(parameters.backwardToleranceM3, 0.005 * std::abs(*measured)) &&
                    std::abs(*stated - *measured) >= 1) {
                    reading.flags |= county::kVolumeDiffers;
                    note(
                        Differs, reading, result,
                        {{"stated", reading.volumeM3().toString()}, {"computed", std::to_string(*measured)}});
                }
                return interval.from < interval.to;
            }
            if (reading.has(county::kBackward)) {
                return false;
            }
        }
        if (reading.has(county::kHasStart)) {
            interval.from = reading.start;
        } else if (previous) {
            interval.from = previous->time;
        } else {
            return false;
        }
        const double hours =
            static_cast<double>(interval.to.seconds() - interval.from.seconds()) / kSecondsPerHour;
        if (hours <= 0) {
            return false;
        }
        if (stated) {
            interval.volumeM3 = *stated;
            return true;
        }
        if (reading.has(county::kHasFlow)) {
            interval.volumeM3 = reading.flowM3PerHour().toDouble() * hours;
            return true;
        }
        return false;
    }

    /// What the registers say of the interval; nothing without an earlier register or when it ran backward.
    std::optional<double> registerVolume(Reading& reading, IntervalVolume& interval,
                                         ValidationResult& result) {
        std::optional<double> before;
        if (previousIndex) {
            interval.from = previousIndex->time;
            before = previousIndex->indexM3().toDouble();
        } else if (reading.has(county::kHasPreviousIndex) && reading.has(county::kHasStart)) {
            interval.from = reading.start;
            before = reading.previousIndexM3().toDouble();
        }
        if (!before) {
            return std::nullopt;
        }
        const double current = reading.indexM3().toDouble();
        if (context.registerDigits && current < *before) {
            const double range = std::pow(10.0, *context.registerDigits);
            if (*before > parameters.rolloverHigh * range && current < parameters.rolloverLow * range) {
                reading.flags |= county::kRollover;
                note(Rollover, reading, result,
                     {{"previous", std::to_string(*before)}, {"value", reading.indexM3().toString()}});
                return (range - *before + current) * context.multiplier;
            }
        }
        for (const county::MeterChange& change : context.changes) {
            if (change.time > interval.from && change.time <= reading.time) {
                reading.flags |= county::kMeterChange;
                note(Change, reading, result);
                return (change.oldFinalIndexM3.toDouble() - *before + current -
                        change.newInitialIndexM3.toDouble()) *
                       context.multiplier;
            }
        }
        if (current < *before - parameters.backwardToleranceM3) {
            reading.flags |= county::kBackward;
            note(Backward, reading, result,
                 {{"value", reading.indexM3().toString()},
                  {"previous", previousIndex ? previousIndex->indexM3().toString()
                                             : reading.previousIndexM3().toString()}});
            return std::nullopt;
        }
        return (current - *before) * context.multiplier;
    }

    void checkReverse(Reading& reading, const IntervalVolume& interval, ValidationResult& result) {
        if (interval.volumeM3 < -parameters.backwardToleranceM3) {
            reading.flags |= county::kReverseFlow;
            note(Reverse, reading, result, {{"value", std::to_string(interval.volumeM3)}});
        }
    }

    void checkPattern(Reading& reading, const IntervalVolume& interval, ValidationResult& result) {
        const double hours =
            static_cast<double>(interval.to.seconds() - interval.from.seconds()) / kSecondsPerHour;
        const double rate = interval.volumeM3 / hours;
        constexpr std::int64_t kFewestForStatistics = 24;
        if (rates.count() >= kFewestForStatistics &&
            rate > rates.mean() + parameters.spikeSigma * rates.deviation() && rates.deviation() > 0) {
            reading.flags |= county::kSpike;
            note(Spike, reading, result, {{"value", std::to_string(interval.volumeM3)}});
        }
        const bool same = m_lastRate && *m_lastRate == rate && rate != 0;
        stuck = same ? stuck + 1 : 0;
        if (stuck >= parameters.stuckPeriods) {
            reading.flags |= county::kStuck;
            note(Stuck, reading, result);
        }
        if (interval.volumeM3 == 0) {
            zeroSince = zeroRunning ? zeroSince : interval.from;
            zeroRunning = true;
            constexpr double kDaysPerMonth = 30;
            const double days =
                static_cast<double>(interval.to.seconds() - zeroSince.seconds()) / LocalTime::kSecondsPerDay;
            if (days >= kDaysPerMonth * parameters.zeroMonths) {
                reading.flags |= county::kZero;
                note(Zero, reading, result);
            }
        } else {
            zeroRunning = false;
        }
        m_lastRate = rate;
        rates.add(rate);
    }

    void checkEstimate(Reading& reading, ValidationResult& result) {
        if (reading.has(county::kStatedEstimate)) {
            note(Estimated, reading, result);
        } else if (estimatedBefore && reading.has(county::kHasIndex)) {
            reading.flags |= county::kTrueUp;
            note(TrueUp, reading, result);
        }
        estimatedBefore = reading.has(county::kStatedEstimate);
    }

    std::int64_t m_position = 0;
    std::array<std::int64_t, 16> m_lastNoted{};
    std::optional<double> m_lastRate;
};

ReadingValidator::ReadingValidator(MeterContext context, const ValidationParameters& parameters)
    : m_state(std::make_unique<State>()) {
    m_state->previous = context.previous;
    m_state->previousIndex = context.previous && context.previous->has(county::kHasIndex)
                                 ? context.previous
                                 : context.previousIndex;
    m_state->estimatedBefore = context.previous && context.previous->has(county::kStatedEstimate);
    m_state->context = std::move(context);
    m_state->parameters = parameters;
}

ReadingValidator::~ReadingValidator() = default;
ReadingValidator::ReadingValidator(ReadingValidator&&) noexcept = default;
ReadingValidator& ReadingValidator::operator=(ReadingValidator&&) noexcept = default;

void ReadingValidator::feed(std::vector<Reading>& block, ValidationResult& result) {
    std::size_t kept = 0;
    for (Reading& reading : block) {
        if (m_state->accept(reading, result)) {
            block[kept++] = reading;
        }
    }
    block.resize(kept);
}

void ReadingValidator::finish(ValidationResult& result) {
    m_state->closeRuns(result);
}

}  // namespace shuiheng::ingest
