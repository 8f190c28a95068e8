#pragma once

#include <span>
#include <vector>

#include "base/civil.h"
#include "county/reading.h"

namespace shuiheng::county {

/// One day of one meter.
struct DayVolume {
    Date day;
    double volumeM3 = 0;              ///< measured
    double estimatedM3 = 0;           ///< estimated (估抄 or filled), not part of volumeM3
    std::int64_t coveredSeconds = 0;  ///< of the day, measured or estimated
    bool spread = false;              ///< a share of more than two days: nobody saw this very day
};

/// Volumes over any stretch of time, pro-rated by time onto the days of [first, last]: 按日分摊. Intervals in
/// time order; sums are taken in that order, so that the same readings give the same bits. Days without any
/// are left out.
std::vector<DayVolume> dayVolumes(std::span<const IntervalVolume> intervals, Date first, Date last);

}  // namespace shuiheng::county
