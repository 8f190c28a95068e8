#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "app/sample_model.h"

/// What the readers of meters wrote down, and what passed the meters meanwhile.
namespace shuiheng::app {

/// A visit to a customer's meter: the period it bills, from the day of the one before.
struct SampleVisit {
    std::size_t meter = 0;
    Date from;
    Date to;
    std::int64_t before = 0;  ///< register
    std::int64_t after = 0;
    std::int64_t volumeM3 = 0;  ///< as billed
    bool estimated = false;     ///< 估抄; the next visit sets it right
    std::optional<std::pair<std::int64_t, std::int64_t>>
        change;             ///< the old register's last, the new one's first
    bool backward = false;  ///< swapped without a note: the registers tell no volume
};

/// By meter, then in time: from 1 January 2023 until the first visit of 2026, or until its platform takes
/// over.
std::vector<SampleVisit> sampleVisits(const SampleModel& model);

/// Whole m³ of a meter's month in the old system, before 2023.
std::int64_t sampleMonthM3(const SampleModel& model, const SampleMeter& meter, Month month);

/// A platform's hours of a month, in thousandths of a cubic metre; they add up to sampleLitres() of the
/// month. Nothing = the hour never came.
std::vector<std::optional<std::int64_t>> sampleHours(const SampleModel& model, const SampleMeter& meter,
                                                     Month month);

/// Litres that customers' registers and platforms tell for each of the years from kSampleFirstYear on:
/// periods that bridge years are shared by their days.
std::vector<std::int64_t> billedLitres(const SampleModel& model, const std::vector<SampleVisit>& visits);

}  // namespace shuiheng::app
