#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/problem.h"
#include "county/reading.h"
#include "ingest/reject.h"

namespace shuiheng::ingest {

/// What is known of the meter before the block.
struct MeterContext {
    std::uint32_t meter = 0;
    std::string code;                   ///< for messages
    std::optional<int> registerDigits;  ///< whole digits before the point
    double multiplier = 1;              ///< m³ per register unit, 倍率
    std::optional<double> boreMm;
    std::vector<county::MeterChange> changes;  ///< any order; one lies in (previous, current]
    /// Accepted readings before the block in time order: from the last register really read (not estimated)
    /// on, or at least the last reading where there is none. With less the volumes of the block may differ
    /// from those of the whole series; with more the findings that look back (spike, stuck, zero) see more.
    std::vector<county::Reading> before;
};

/// Filled by the caller from the dated parameter table.
struct ValidationParameters {
    double spikeSigma = 3;
    double rolloverHigh = 0.9;
    double rolloverLow = 0.1;
    double backwardToleranceM3 = 0.01;
    double missingHours = 25;
    int stuckPeriods = 24;
    int zeroMonths = 3;
    double estimateGapHours = 24;  ///< gaps of interval series up to this long get an estimate
};

/// The same telling of the same time: equal values, and equal periods where both state them.
bool sameReading(const county::Reading& a, const county::Reading& b);

/// Consecutive equal findings of one meter, merged into one run.
struct Finding {
    std::string_view code;  ///< static
    Severity severity = Severity::Warning;
    std::uint32_t meter = 0;
    std::int64_t firstRow = 0;
    std::int64_t lastRow = 0;
    std::int64_t count = 0;
    LocalTime first;
    LocalTime last;
    std::vector<std::pair<std::string, std::string>> arguments;
};

struct ValidationResult {
    std::vector<county::IntervalVolume> volumes;  ///< by their ends; overlapping only where stated starts do
    std::vector<county::ReadingEstimate> estimates;
    std::vector<Finding> findings;
    /// READING_CONFLICT, READING_OUT_OF_ORDER; rawText empty: the caller has the row by its line.
    std::vector<Reject> conflicts;
    std::int64_t unchanged = 0;  ///< READING_DUPLICATE: same meter, time and values
};

/// The rules of methods.md §7 over one meter's readings in time order, block after block. Raw values never
/// change; feed() sets flags and moves accepted readings to the front of `block`, cutting it to them.
///
/// The effective volume of a reading: register difference × multiplier, else the stated volume, else flow ×
/// interval. A register really read settles everything since the last one really read: what estimates (估抄)
/// and readings without a register have been counted for in between is taken off, so that nothing counts
/// twice and the sum is what the registers say; such a correction may be negative. A register below the one
/// before without a rollover or change of meter gets no volume (kBackward), yet becomes the base of the next
/// interval: a wrong low reading costs one interval, and a meter that was swapped without notice goes on
/// counting at once instead of staying silent until it passes the old register.
///
/// Volumes depend on nothing older than the last register really read and the last reading, estimates for
/// gaps only on the two readings beside the gap: a stored window validated anew, with MeterContext::before as
/// asked for, gives the same.
class ReadingValidator {
  public:
    ReadingValidator(MeterContext context, const ValidationParameters& parameters);
    ~ReadingValidator();
    ReadingValidator(ReadingValidator&&) noexcept;
    ReadingValidator& operator=(ReadingValidator&&) noexcept;

    /// Readings in time order, none before those fed earlier.
    void feed(std::vector<county::Reading>& block, ValidationResult& result);
    /// Closes open runs of findings.
    void finish(ValidationResult& result);

  private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace shuiheng::ingest
