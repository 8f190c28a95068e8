#include "county/reading.h"

#include <cmath>

namespace shuiheng::county {

bool MeterChange::isBehind(LocalTime reading, double indexM3) const {
    if (reading < time || !byDay || reading.seconds() >= time.seconds() + LocalTime::kSecondsPerDay) {
        return reading >= time;
    }
    return std::abs(indexM3 - newInitialIndexM3.toDouble()) < std::abs(indexM3 - oldFinalIndexM3.toDouble());
}

}  // namespace shuiheng::county
