#include "base/clock.h"

#include <chrono>

namespace shuiheng {

/// China has one time zone, UTC+8 without summer time; a county's civil time is that, whatever the machine
/// says.
LocalTime SystemClock::now() const {
    constexpr std::int64_t kChinaOffsetSeconds = 8 * 3600;
    const auto sinceEpoch = std::chrono::system_clock::now().time_since_epoch();
    return LocalTime(std::chrono::duration_cast<std::chrono::seconds>(sinceEpoch).count() +
                     kChinaOffsetSeconds);
}

}  // namespace shuiheng
