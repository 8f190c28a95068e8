#pragma once

#include <optional>

#include "compliance/derivation.h"

/// How far a share found in a sample may lie from that of the whole.
///
///   Wilson:  (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n),  p = k/n
///   of a finite whole N the sample counts for more:  n → n·(N−1)/(N−n);  n = N leaves no doubt
namespace shuiheng::compliance {

/// z with P(|X| <= z) = confidence for a standard normal X.
double normalQuantile(double confidence);

/// Bounds of the share in [0, 1]; nothing for an empty sample.
std::optional<Interval> wilsonInterval(double successes, double sampleSize, double confidence,
                                       std::optional<double> population = {});

}  // namespace shuiheng::compliance
