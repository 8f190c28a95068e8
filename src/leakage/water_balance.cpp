#include "leakage/water_balance.h"

#include <utility>

namespace shuiheng::leakage {
namespace {

/// Smaller remainders than this part of the supply are rounding of the parts, not a fault.
constexpr double kRoundingShare = 1e-9;
constexpr double kHoursPerDay = 24;

BalanceNode leaf(std::string id, Text name, std::optional<double> volume) {
    return {std::move(id), std::move(name), volume, {}};
}

std::optional<double> sumOf(const std::vector<BalanceNode>& nodes) {
    double sum = 0;
    for (const BalanceNode& node : nodes) {
        if (!node.volumeM3) {
            return std::nullopt;
        }
        sum += *node.volumeM3;
    }
    return sum;
}

BalanceNode parent(std::string id, Text name, std::vector<BalanceNode> children) {
    BalanceNode node{std::move(id), std::move(name), sumOf(children), {}};
    node.children = std::move(children);
    return node;
}

double knownLeaves(const BalanceNode& node) {
    if (node.children.empty()) {
        return node.volumeM3.value_or(0);
    }
    double sum = 0;
    for (const BalanceNode& child : node.children) {
        sum += knownLeaves(child);
    }
    return sum;
}

void reportNegativeLeaves(const BalanceNode& node, std::vector<Problem>& problems) {
    for (const BalanceNode& child : node.children) {
        reportNegativeLeaves(child, problems);
    }
    if (node.children.empty() && node.volumeM3 && *node.volumeM3 < 0 && node.id != "unallocated") {
        problems.push_back(
            Problem("BALANCE_NEGATIVE_LEAF", {{"leaf_zh", node.name.zh}, {"leaf_en", node.name.en}}));
    }
}

BalanceNode consumption(const county::SupplyBalance& balance) {
    return parent(
        "consumption", {"注册用户用水量", "Registered consumption"},
        {parent(
             "billed", {"计费用水量", "Billed"},
             {leaf("billed_metered", {"计费计量用水量", "Billed metered"}, balance.billedMeteredM3),
              leaf("billed_unmetered", {"计费未计量用水量", "Billed unmetered"}, balance.billedUnmeteredM3)}),
         parent("free", {"免费用水量", "Free"},
                {leaf("free_metered", {"免费计量用水量", "Free metered"}, balance.freeMeteredM3),
                 leaf("free_unmetered", {"免费未计量用水量", "Free unmetered"}, balance.freeUnmeteredM3)})});
}

BalanceNode losses(const county::SupplyBalance& balance) {
    return parent(
        "losses", {"漏损水量", "Losses"},
        {parent("real_losses", {"漏失水量", "Real losses"},
                {leaf("visible_leak", {"明漏水量", "Visible leaks"}, balance.visibleLeakM3),
                 leaf("hidden_leak", {"暗漏水量", "Hidden leaks"}, balance.hiddenLeakM3),
                 leaf("background_leak", {"背景漏失水量", "Background leakage"}, balance.backgroundLeakM3),
                 leaf("tank_leak", {"水箱、水池渗漏和溢流水量", "Tank leakage and overflow"},
                      balance.tankLeakM3)}),
         parent("metering_losses", {"计量损失水量", "Metering losses"},
                {leaf("resident_meter_loss",
                      {"居民用户总分表差损失水量", "Residential master/sub-meter difference"},
                      balance.residentMeterLossM3),
                 leaf("other_meter_loss", {"非居民用户表具误差损失水量", "Non-residential meter error"},
                      balance.otherMeterLossM3)}),
         leaf("other_loss", {"其他损失水量", "Other losses"}, balance.otherLossM3)});
}

const BalanceNode* findIn(const BalanceNode& node, const std::string& id) {
    if (node.id == id) {
        return &node;
    }
    for (const BalanceNode& child : node.children) {
        if (const BalanceNode* found = findIn(child, id)) {
            return found;
        }
    }
    return nullptr;
}

std::optional<double> volumeOf(const WaterBalance& balance, const std::string& id) {
    const BalanceNode* node = balance.find(id);
    return node ? node->volumeM3 : std::nullopt;
}

std::optional<double> supplyOf(const county::SupplyBalance& balance) {
    if (!balance.ownProductionM3 || !balance.purchasedM3 || !balance.exportedM3) {
        return std::nullopt;
    }
    return *balance.ownProductionM3 + *balance.purchasedM3 - *balance.exportedM3;
}

}  // namespace

const BalanceNode* WaterBalance::find(const std::string& id) const {
    return findIn(supply, id);
}

WaterBalance waterBalance(const county::SupplyBalance& balance) {
    WaterBalance result;
    BalanceNode used = consumption(balance);
    BalanceNode lost = losses(balance);
    result.supply = {"supply", {"供水总量", "Supply"}, supplyOf(balance), {}};
    lost.volumeM3.reset();
    if (result.supply.volumeM3 && used.volumeM3) {
        const double supply = *result.supply.volumeM3;
        lost.volumeM3 = supply - *used.volumeM3;
        const double remainder = *lost.volumeM3 - knownLeaves(lost);
        if (*lost.volumeM3 < 0) {
            result.problems.push_back(Problem("LEAKAGE_USE_ABOVE_SUPPLY"));
        } else if (remainder < -kRoundingShare * supply) {
            result.problems.push_back(Problem("BALANCE_PARTS_ABOVE_LOSSES"));
        }
        lost.children.push_back(leaf("unallocated", {"未分配的漏损水量", "Unallocated losses"}, remainder));
    }
    result.supply.children = {std::move(used), std::move(lost)};
    reportNegativeLeaves(result.supply, result.problems);
    return result;
}

BalanceRatios balanceRatios(const WaterBalance& balance, std::optional<double> mainsLengthKm,
                            int daysOfYear) {
    BalanceRatios ratios;
    const auto supply = balance.supply.volumeM3;
    const auto real = volumeOf(balance, "real_losses");
    const auto billed = volumeOf(balance, "billed");
    const auto lost = volumeOf(balance, "losses");
    const auto unallocated = volumeOf(balance, "unallocated");
    if (supply && *supply > 0) {
        if (real) {
            ratios.realLossRate = *real / *supply;
        }
        if (billed) {
            ratios.nonRevenueRate = (*supply - *billed) / *supply;
        }
    }
    if (real && mainsLengthKm && *mainsLengthKm > 0 && daysOfYear > 0) {
        ratios.realLossM3PerKmHour = *real / (*mainsLengthKm * daysOfYear * kHoursPerDay);
    }
    if (lost && *lost > 0 && unallocated) {
        ratios.unallocatedShareOfLosses = *unallocated / *lost;
    }
    return ratios;
}

}  // namespace shuiheng::leakage
