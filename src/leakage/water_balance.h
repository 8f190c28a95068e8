#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/problem.h"
#include "base/text.h"
#include "county/records.h"

/// Water balance of a supply network for one year (CJJ 92, table 4.2.1).
///
///   Q_s = Q_a + losses;  losses = real losses + metering losses + other losses + unallocated
///
/// All volumes m³. A parent is the sum of its children; what the stated parts of the losses do not explain is
/// a node of its own ("unallocated"), shown and never hidden. A blank leaf is unknown: its parent is blank
/// too, except the losses, which are Q_s − Q_a.
namespace shuiheng::leakage {

struct BalanceNode {
    std::string id;  ///< column name without unit: "billed_metered", "losses", "unallocated" ...
    Text name;
    std::optional<double> volumeM3;
    std::vector<BalanceNode> children;
};

struct WaterBalance {
    BalanceNode supply;
    std::vector<Problem> problems;  ///< negative leaves, use above supply, losses above Q_s − Q_a

    const BalanceNode* find(const std::string& id) const;
};

/// The totals must have been filled in before, where they come from meters.
WaterBalance waterBalance(const county::SupplyBalance& balance);

/// Ratios beside the rates; blank where a volume is unknown.
struct BalanceRatios {
    std::optional<double> realLossRate;         ///< 漏失率 = real losses / Q_s
    std::optional<double> nonRevenueRate;       ///< 产销差率 = (Q_s − billed) / Q_s
    std::optional<double> realLossM3PerKmHour;  ///< 单位管长漏失量
    std::optional<double> unallocatedShareOfLosses;
};
BalanceRatios balanceRatios(const WaterBalance& balance, std::optional<double> mainsLengthKm, int daysOfYear);

}  // namespace shuiheng::leakage
