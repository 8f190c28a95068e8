#include "ingest/reading_validation.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ingest/row_reader.h"

namespace shuiheng::ingest {
namespace {

using county::IntervalVolume;
using county::Reading;

constexpr double kSecondsPerHour = 3600;
constexpr std::uint32_t kValueFlags = county::kHasIndex | county::kHasVolume | county::kHasFlow;
/// What validation says; a stored reading brings what an earlier one said, which counts for nothing.
constexpr std::uint32_t kVerdictFlags =
    county::kTrueUp | county::kRollover | county::kMeterChange | county::kBackward | county::kReverseFlow |
    county::kSpike | county::kStuck | county::kZero | county::kVolumeDiffers | county::kAfterGap;

double hoursBetween(LocalTime from, LocalTime to) {
    return static_cast<double>(to.seconds() - from.seconds()) / kSecondsPerHour;
}

/// At most three decimals, the same text everywhere.
std::string numberText(double value) {
    constexpr double kThousandths = 1000;
    constexpr double kLargest = 1e15;
    if (!(std::abs(value) < kLargest)) {
        return std::to_string(value);
    }
    return Decimal{std::llround(value * kThousandths), 3}.trimmed().toString();
}

/// m³/h that an interval reading states by itself; nothing for registers and readings without a period.
std::optional<double> ownRate(const Reading& reading) {
    const double hours = hoursBetween(reading.start, reading.time);
    if (reading.has(county::kHasIndex) || !reading.has(county::kHasStart) || hours <= 0) {
        return std::nullopt;
    }
    if (reading.has(county::kHasVolume)) {
        return reading.volumeM3().toDouble() / hours;
    }
    return reading.has(county::kHasFlow) ? std::optional(reading.flowM3PerHour().toDouble()) : std::nullopt;
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

/// A register that intervals are measured from, with what has been counted since.
struct Base {
    double index = 0;
    LocalTime time;
    bool any = false;
    double countedM3 = 0;  ///< by estimates and readings without a register

    void set(const Reading& reading) { *this = {reading.indexM3().toDouble(), reading.time, true, 0}; }
};

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
    Differs,
    Uncounted,
    KindCount
};

constexpr std::array<std::pair<std::string_view, Severity>, KindCount> kKinds = {{
    {"READING_DUPLICATE", Severity::Info},
    {"READING_GAP", Severity::Warning},
    {"READING_ROLLOVER", Severity::Info},
    {"METER_CHANGED", Severity::Info},
    {"READING_BACKWARD", Severity::Warning},
    {"READING_REVERSE_FLOW", Severity::Warning},
    {"READING_SPIKE", Severity::Warning},
    {"READING_STUCK", Severity::Warning},
    {"READING_ZERO", Severity::Warning},
    {"READING_ESTIMATED", Severity::Info},
    {"READING_TRUE_UP", Severity::Info},
    {"READING_VOLUME_DIFFERS", Severity::Warning},
    {"READING_PERIOD_UNKNOWN", Severity::Warning},
}};

/// A run of findings that may go on; its texts are made when it ends, not per reading.
struct Run {
    std::int64_t count = 0;
    std::int64_t position = 0;  ///< of the last reading concerned
    std::int64_t firstRow = 0;
    std::int64_t lastRow = 0;
    LocalTime first;
    LocalTime last;
    LocalTime from;
    double value = 0;  ///< what the finding is about ...
    double other = 0;  ///< ... and what it is compared with
};

}  // namespace

bool sameReading(const Reading& a, const Reading& b) {
    const auto statesPeriod = [](const Reading& one) {
        return one.has(county::kHasStart) && !one.has(county::kRegularPeriod);
    };
    return (a.flags & kValueFlags) == (b.flags & kValueFlags) &&
           (!a.has(county::kHasIndex) || a.indexM3() == b.indexM3()) &&
           (!a.has(county::kHasVolume) || a.volumeM3() == b.volumeM3()) &&
           (!a.has(county::kHasFlow) || a.flowM3PerHour() == b.flowM3PerHour()) &&
           (!statesPeriod(a) || !statesPeriod(b) || a.start == b.start);
}

struct ReadingValidator::State {
  public:
    State(MeterContext meter, const ValidationParameters& rules)
        : m_context(std::move(meter)), m_parameters(rules) {
        std::stable_sort(m_context.changes.begin(), m_context.changes.end(),
                         [](const auto& a, const auto& b) { return a.time < b.time; });
        // What came before is lived through once more, unheard.
        ValidationResult unheard;
        for (Reading reading : m_context.before) {
            accept(reading, unheard);
        }
        closeRuns(unheard);
        m_context.before.clear();
    }

    /// The rules in their order; false when the reading is not taken.
    bool accept(Reading& reading, ValidationResult& result) {
        if (m_any && !checkOrder(reading, result)) {
            return false;
        }
        reading.flags &= ~kVerdictFlags;
        checkGap(reading, result);
        IntervalVolume interval;
        const Source source = intervalOf(reading, interval, result);
        if (source != Source::None) {
            checkReverse(reading, interval, source, result);
        }
        checkEstimate(reading, interval, source, result);
        if (source != Source::None) {
            checkPattern(reading, interval, result);
            interval.estimated = reading.has(county::kStatedEstimate);
            result.volumes.push_back(interval);
        }
        remember(reading, interval, source);
        return true;
    }

    void closeRuns(ValidationResult& result) {
        for (int kind = 0; kind < KindCount; ++kind) {
            closeRun(static_cast<Kind>(kind), result);
        }
    }

  private:
    /// Where an interval's volume comes from.
    enum class Source { None, Register, Stated };

    void note(Kind kind, const Reading& reading, ValidationResult& result, double value = 0, double other = 0,
              LocalTime from = {}) {
        Run& run = m_runs[kind];
        if (run.count > 0 && m_position > run.position + 1) {
            closeRun(kind, result);
        }
        if (run.count == 0) {
            run = {0, 0, reading.row, reading.row, reading.time, reading.time, from, value, other};
        }
        ++run.count;
        run.position = m_position;
        run.lastRow = reading.row;
        run.last = reading.time;
    }

    void closeRun(Kind kind, ValidationResult& result) {
        Run& run = m_runs[kind];
        if (run.count == 0) {
            return;
        }
        Finding finding;
        finding.code = kKinds[kind].first;
        finding.severity = kKinds[kind].second;
        finding.meter = m_context.meter;
        finding.firstRow = run.firstRow;
        finding.lastRow = run.lastRow;
        finding.count = run.count;
        finding.first = run.first;
        finding.last = run.last;
        finding.arguments = {
            {"line", std::to_string(run.firstRow)}, {"meter", m_context.code}, {"time", run.first.iso()}};
        addArguments(kind, run, finding.arguments);
        result.findings.push_back(std::move(finding));
        run = {};
    }

    void addArguments(Kind kind, const Run& run,
                      std::vector<std::pair<std::string, std::string>>& arguments) const {
        const auto add = [&](const char* name, std::string text) {
            arguments.emplace_back(name, std::move(text));
        };
        switch (kind) {
            case Gap:
                add("from", run.from.iso());
                add("to", run.last.iso());
                break;
            case Rollover:
                add("digits", std::to_string(m_context.registerDigits.value_or(0)));
                [[fallthrough]];
            case Backward:
                add("value", numberText(run.value));
                add("previous", numberText(run.other));
                break;
            case Change:
                add("old", numberText(run.value));
                add("new", numberText(run.other));
                break;
            case Spike:
                add("mean", numberText(run.other));
                [[fallthrough]];
            case Reverse:
            case TrueUp:
            case Uncounted:
                add("value", numberText(run.value));
                break;
            case Stuck:
                add("value", numberText(run.value));
                add("count", std::to_string(run.count + m_parameters.stuckPeriods));
                return;
            case Zero:
                add("months", std::to_string(m_parameters.zeroMonths));
                break;
            case Differs:
                add("stated", numberText(run.value));
                add("computed", numberText(run.other));
                break;
            default:
                break;
        }
        add("count", std::to_string(run.count));
    }

    void refuse(const char* code, const Reading& reading, ValidationResult& result) const {
        result.conflicts.push_back({reading.row,
                                    {},
                                    code,
                                    {{"line", std::to_string(reading.row)},
                                     {"meter", m_context.code},
                                     {"time", reading.time.iso()},
                                     {"other", std::to_string(m_previous.row)}}});
    }

    /// One reading per time: the first stays.
    bool checkOrder(const Reading& reading, ValidationResult& result) {
        if (reading.time > m_previous.time) {
            return true;
        }
        if (reading.time < m_previous.time) {
            refuse("READING_OUT_OF_ORDER", reading, result);
        } else if (sameReading(m_previous, reading)) {
            ++result.unchanged;
            note(Duplicate, reading, result);
        } else {
            refuse("READING_CONFLICT", reading, result);
        }
        return false;
    }

    /// Periods that follow from a step or the calendar leave a hole where half of one or more is missing;
    /// other telemetry where a step is longer than the limit, or than one and a half of its usual ones.
    /// Periods that the sender states himself (events) have no holes.
    void checkGap(Reading& reading, ValidationResult& result) {
        if (!m_any) {
            m_steps.feed(reading.time.seconds());
            return;
        }
        bool gap = false;
        const bool isInterval = !reading.has(county::kHasIndex) && reading.has(county::kHasStart);
        const std::int64_t hole = reading.start.seconds() - m_previous.time.seconds();
        if (isInterval) {
            gap = reading.has(county::kRegularPeriod) && hole > 0 &&
                  hole * 2 >= reading.time.seconds() - reading.start.seconds();
        } else {
            const auto usual = static_cast<double>(m_steps.votes > 0 ? m_steps.step : 0);
            const double limit = m_parameters.missingHours * kSecondsPerHour;
            const auto step = static_cast<double>(reading.time.seconds() - m_previous.time.seconds());
            gap = usual > 0 && usual < limit && step > std::min(limit, 1.5 * usual);
        }
        m_steps.feed(reading.time.seconds());
        if (!gap) {
            return;
        }
        reading.flags |= county::kAfterGap;
        note(Gap, reading, result, 0, 0, m_previous.time);
        if (!isInterval || static_cast<double>(hole) > m_parameters.estimateGapHours * kSecondsPerHour) {
            return;
        }
        const auto before = ownRate(m_previous);
        const auto after = ownRate(reading);
        if (before && after) {
            const double volume = (*before + *after) / 2 * static_cast<double>(hole) / kSecondsPerHour;
            result.estimates.push_back({m_previous.time, reading.start, volume, "linear_between_neighbours"});
            count(volume);
        }
    }

    void count(double volumeM3) {
        m_register.countedM3 += volumeM3;
        m_realRegister.countedM3 += volumeM3;
    }

    Source intervalOf(Reading& reading, IntervalVolume& interval, ValidationResult& result) {
        const bool stated = reading.has(county::kHasVolume);
        interval.to = reading.time;
        if (reading.has(county::kHasIndex)) {
            if (registerVolume(reading, interval, result)) {
                if (stated) {
                    compareStated(reading, interval, result);
                }
                return interval.from < interval.to ? Source::Register : Source::None;
            }
            if (reading.has(county::kBackward)) {
                return Source::None;
            }
        }
        if (reading.has(county::kHasStart)) {
            interval.from = reading.start;
        } else if (m_any) {
            interval.from = m_previous.time;
        } else {
            if (stated || reading.has(county::kHasPreviousIndex)) {
                noteUncounted(reading, result);
            }
            return Source::None;
        }
        if (interval.from >= interval.to) {
            return Source::None;
        }
        if (stated) {
            interval.volumeM3 = reading.volumeM3().toDouble();
            return Source::Stated;
        }
        if (reading.has(county::kHasFlow)) {
            interval.volumeM3 = reading.flowM3PerHour().toDouble() * hoursBetween(interval.from, interval.to);
            return Source::Stated;
        }
        return Source::None;
    }

    /// The first reading of a meter brings a volume, yet nobody says since when: it belongs to no month.
    void noteUncounted(const Reading& reading, ValidationResult& result) {
        const double volume = reading.has(county::kHasVolume)
                                  ? reading.volumeM3().toDouble()
                                  : (reading.indexM3().toDouble() - reading.previousIndexM3().toDouble()) *
                                        m_context.multiplier;
        if (volume != 0) {
            note(Uncounted, reading, result, volume);
        }
    }

    void compareStated(Reading& reading, const IntervalVolume& interval, ValidationResult& result) {
        constexpr double kRelative = 0.005;
        constexpr double kRounding = 1;  // bills are in whole m³
        const double stated = reading.volumeM3().toDouble();
        const double difference = std::abs(stated - interval.volumeM3);
        if (difference >= kRounding && difference > kRelative * std::abs(interval.volumeM3)) {
            reading.flags |= county::kVolumeDiffers;
            note(Differs, reading, result, stated, interval.volumeM3);
        }
    }

    /// What the registers say of the interval, less what has been counted for it already; false without an
    /// earlier register or when it ran backward.
    bool registerVolume(Reading& reading, IntervalVolume& interval, ValidationResult& result) {
        const bool real = !reading.has(county::kStatedEstimate);
        const Base* base = real && m_realRegister.any ? &m_realRegister : &m_register;
        Base stated;
        if (base->any) {
            interval.from = m_countedTo;
        } else if (reading.has(county::kHasPreviousIndex) && reading.has(county::kHasStart)) {
            stated = {reading.previousIndexM3().toDouble(), reading.start, true, 0};
            base = &stated;
            interval.from = reading.start;
        } else {
            return false;
        }
        const auto difference = registerDifference(*base, interval.from, reading, result);
        if (!difference) {
            return false;
        }
        interval.volumeM3 = *difference * m_context.multiplier - base->countedM3;
        return true;
    }

    /// From the base to the reading, over rollovers and recorded changes of meter.
    std::optional<double> registerDifference(const Base& base, LocalTime intervalFrom, Reading& reading,
                                             ValidationResult& result) {
        const double current = reading.indexM3().toDouble();
        double sum = 0;
        double from = base.index;
        for (const county::MeterChange& change : m_context.changes) {
            if (change.isBehind(base.time, base.index) || !change.isBehind(reading.time, current)) {
                continue;
            }
            const double oldFinal = change.oldFinalIndexM3.toDouble();
            const double newInitial = change.newInitialIndexM3.toDouble();
            const auto segment = segmentDifference(from, oldFinal, reading, result);
            if (!segment) {
                return std::nullopt;
            }
            const bool told = change.byDay
                                  ? m_register.any && change.isBehind(m_register.time, m_register.index)
                                  : change.time <= intervalFrom;
            if (!told) {
                reading.flags |= county::kMeterChange;
                note(Change, reading, result, oldFinal, newInitial);
            }
            sum += *segment;
            from = newInitial;
        }
        const auto segment = segmentDifference(from, current, reading, result);
        return segment ? std::optional(sum + *segment) : std::nullopt;
    }

    /// Of one and the same meter; nothing when it ran backward without a rollover to explain it.
    std::optional<double> segmentDifference(double from, double to, Reading& reading,
                                            ValidationResult& result) {
        if (to >= from) {
            return to - from;
        }
        if (m_context.registerDigits) {
            const double range = std::pow(10.0, *m_context.registerDigits);
            if (from > m_parameters.rolloverHigh * range && to < m_parameters.rolloverLow * range) {
                reading.flags |= county::kRollover;
                note(Rollover, reading, result, to, from);
                return range - from + to;
            }
        }
        if (to < from - m_parameters.backwardToleranceM3) {
            reading.flags |= county::kBackward;
            note(Backward, reading, result, to, from);
            return std::nullopt;
        }
        return to - from;
    }

    /// Registers net what was counted before, and what runs backward is told apart: only stated values flow
    /// back.
    void checkReverse(Reading& reading, const IntervalVolume& interval, Source source,
                      ValidationResult& result) {
        if (source == Source::Stated && interval.volumeM3 < -m_parameters.backwardToleranceM3) {
            reading.flags |= county::kReverseFlow;
            note(Reverse, reading, result, interval.volumeM3);
        }
    }

    void checkEstimate(Reading& reading, const IntervalVolume& interval, Source source,
                       ValidationResult& result) {
        if (reading.has(county::kStatedEstimate)) {
            note(Estimated, reading, result);
        } else if (m_estimatesOpen && reading.has(county::kHasIndex)) {
            reading.flags |= county::kTrueUp;
            const double settled = source == Source::None ? 0 : interval.volumeM3;
            note(TrueUp, reading, result, m_realRegister.countedM3 + settled);
        }
    }

    /// Estimates and corrections tell nothing of how the meter runs.
    void checkPattern(Reading& reading, const IntervalVolume& interval, ValidationResult& result) {
        if (reading.has(county::kStatedEstimate) || reading.has(county::kTrueUp)) {
            return;
        }
        const double hours = hoursBetween(interval.from, interval.to);
        const double rate = interval.volumeM3 / hours;
        constexpr std::int64_t kFewestForStatistics = 24;
        if (rate > m_rates.mean() && m_rates.count() >= kFewestForStatistics) {
            const double deviation = m_rates.deviation();
            if (deviation > 0 && rate > m_rates.mean() + m_parameters.spikeSigma * deviation) {
                reading.flags |= county::kSpike;
                note(Spike, reading, result, interval.volumeM3, m_rates.mean() * hours);
            }
        }
        const bool same = m_rates.count() > 0 && m_lastRate == rate && rate != 0;
        m_sameRates = same ? m_sameRates + 1 : 0;
        if (m_sameRates >= m_parameters.stuckPeriods) {
            reading.flags |= county::kStuck;
            note(Stuck, reading, result, interval.volumeM3);
        }
        checkZero(reading, interval, result);
        m_lastRate = rate;
        m_rates.add(rate);
    }

    void checkZero(Reading& reading, const IntervalVolume& interval, ValidationResult& result) {
        if (interval.volumeM3 != 0) {
            m_zeroRunning = false;
            return;
        }
        m_zeroSince = m_zeroRunning ? m_zeroSince : interval.from;
        m_zeroRunning = true;
        constexpr double kHoursPerMonth = 30 * 24;
        if (hoursBetween(m_zeroSince, interval.to) >= kHoursPerMonth * m_parameters.zeroMonths) {
            reading.flags |= county::kZero;
            note(Zero, reading, result);
        }
    }

    void remember(const Reading& reading, const IntervalVolume& interval, Source source) {
        if (source != Source::None) {
            count(interval.volumeM3);
            m_countedTo = reading.time;
        }
        if (reading.has(county::kHasIndex)) {
            m_register.set(reading);
            m_countedTo = reading.time;
            if (!reading.has(county::kStatedEstimate)) {
                m_realRegister.set(reading);
                m_estimatesOpen = false;
            }
        }
        m_estimatesOpen = m_estimatesOpen || reading.has(county::kStatedEstimate);
        m_previous = reading;
        m_any = true;
        ++m_position;
    }

    MeterContext m_context;
    ValidationParameters m_parameters;
    Reading m_previous;            ///< last accepted reading
    bool m_any = false;            ///< there is one
    Base m_register;               ///< last accepted register, estimated or not
    Base m_realRegister;           ///< last one really read
    LocalTime m_countedTo;         ///< end of the last interval that was counted
    bool m_estimatesOpen = false;  ///< estimates since the last register really read
    StepVote m_steps;
    RunningStatistics m_rates;  ///< m³/h of the intervals so far
    double m_lastRate = 0;
    int m_sameRates = 0;
    LocalTime m_zeroSince;
    bool m_zeroRunning = false;
    std::int64_t m_position = 1;  ///< of the reading at hand among the accepted ones
    std::array<Run, KindCount> m_runs;
};

ReadingValidator::ReadingValidator(MeterContext context, const ValidationParameters& parameters)
    : m_state(std::make_unique<State>(std::move(context), parameters)) {}

ReadingValidator::~ReadingValidator() = default;
ReadingValidator::ReadingValidator(ReadingValidator&&) noexcept = default;
ReadingValidator& ReadingValidator::operator=(ReadingValidator&&) noexcept = default;

void ReadingValidator::feed(std::vector<Reading>& block, ValidationResult& result) {
    std::size_t kept = 0;
    const std::size_t needed = result.volumes.size() + block.size();
    if (result.volumes.capacity() < needed) {
        result.volumes.reserve(std::max(needed, 2 * result.volumes.capacity()));
    }
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
