#include "county/day_volumes.h"

#include <algorithm>

namespace shuiheng::county {
namespace {

constexpr std::int64_t kLongestSeenSeconds = 2 * LocalTime::kSecondsPerDay;

}  // namespace

std::vector<DayVolume> dayVolumes(std::span<const IntervalVolume> intervals, Date first, Date last) {
    std::vector<DayVolume> days;
    const LocalTime windowStart = LocalTime::at(first);
    const LocalTime windowEnd = LocalTime::at(last.plusDays(1));
    for (const IntervalVolume& interval : intervals) {
        const std::int64_t length = interval.to.seconds() - interval.from.seconds();
        const LocalTime from = std::max(interval.from, windowStart);
        const LocalTime to = std::min(interval.to, windowEnd);
        if (length <= 0 || from >= to) {
            continue;
        }
        for (LocalTime at = from; at < to;) {
            const Date day = at.date();
            const LocalTime next = std::min(LocalTime::at(day.plusDays(1)), to);
            const std::int64_t seconds = next.seconds() - at.seconds();
            // Intervals come in order, but an estimate may lie before the last day begun: look back for the
            // day.
            auto found = days.end();
            while (found != days.begin() && std::prev(found)->day > day) {
                --found;
            }
            if (found == days.begin() || std::prev(found)->day != day) {
                found = days.insert(found, DayVolume{day, 0, 0, 0, false});
            } else {
                --found;
            }
            const double share = seconds == length ? interval.volumeM3
                                                   : interval.volumeM3 * static_cast<double>(seconds) /
                                                         static_cast<double>(length);
            (interval.estimated ? found->estimatedM3 : found->volumeM3) += share;
            found->spread = found->spread || length > kLongestSeenSeconds;
            found->coveredSeconds = std::min(found->coveredSeconds + seconds, LocalTime::kSecondsPerDay);
            at = next;
        }
    }
    return days;
}

}  // namespace shuiheng::county
