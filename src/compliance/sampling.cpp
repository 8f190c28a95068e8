#include "compliance/sampling.h"

#include <algorithm>
#include <cmath>

namespace shuiheng::compliance {

double normalQuantile(double confidence) {
    // erf(z/√2) rises from 0 to 1: halving finds z to the last bit in the range that doubles can tell apart.
    double low = 0;
    double high = 9;
    for (int step = 0; step < 80; ++step) {
        const double middle = (low + high) / 2;
        (std::erf(middle / std::sqrt(2.0)) < confidence ? low : high) = middle;
    }
    return high;
}

std::optional<Interval> wilsonInterval(double successes, double sampleSize, double confidence,
                                       std::optional<double> population) {
    if (!(sampleSize > 0)) {
        return std::nullopt;
    }
    const double p = successes / sampleSize;
    double n = sampleSize;
    if (population) {
        if (*population <= sampleSize) {
            return Interval{p, p};
        }
        n *= (*population - 1) / (*population - sampleSize);
    }
    const double z2 = std::pow(normalQuantile(confidence), 2);
    const double centre = p + z2 / (2 * n);
    const double spread = std::sqrt(z2 * (p * (1 - p) / n + z2 / (4 * n * n)));
    const double scale = 1 + z2 / n;
    return Interval{std::max(0.0, (centre - spread) / scale), std::min(1.0, (centre + spread) / scale)};
}

}  // namespace shuiheng::compliance
