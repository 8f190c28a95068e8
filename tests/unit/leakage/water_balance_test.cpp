#include "leakage/water_balance.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace {

using namespace shuiheng;
using namespace shuiheng::leakage;

county::SupplyBalance fullBalance() {
    county::SupplyBalance balance;
    balance.year = 2024;
    balance.ownProductionM3 = 2900000;
    balance.purchasedM3 = 200000;
    balance.exportedM3 = 100000;
    balance.billedMeteredM3 = 2500000;
    balance.billedUnmeteredM3 = 50000;
    balance.freeMeteredM3 = 40000;
    balance.freeUnmeteredM3 = 30000;
    balance.visibleLeakM3 = 100000;
    balance.hiddenLeakM3 = 80000;
    balance.backgroundLeakM3 = 60000;
    balance.tankLeakM3 = 10000;
    balance.residentMeterLossM3 = 70000;
    balance.otherMeterLossM3 = 30000;
    balance.otherLossM3 = 20000;
    return balance;
}

double volume(const WaterBalance& balance, const std::string& id) {
    const BalanceNode* node = balance.find(id);
    EXPECT_TRUE(node && node->volumeM3) << id;
    return node && node->volumeM3 ? *node->volumeM3 : -1;
}

/// Every parent with a volume equals the sum of its children.
void expectTree(const BalanceNode& node) {
    double sum = 0;
    for (const BalanceNode& child : node.children) {
        expectTree(child);
        sum += child.volumeM3.value_or(0);
    }
    if (!node.children.empty() && node.volumeM3) {
        EXPECT_NEAR(sum, *node.volumeM3, 1e-6) << node.id;
    }
}

bool has(const WaterBalance& balance, const std::string& code) {
    return std::any_of(balance.problems.begin(), balance.problems.end(),
                       [&](const Problem& problem) { return problem.code == code; });
}

// Q_s = 290 + 20 − 10 = 300; Q_a = 250 + 5 + 4 + 3 = 262; losses 38 = 25 + 10 + 2 + unallocated 1 (万m³).
TEST(WaterBalance, treeCloses) {
    const WaterBalance balance = waterBalance(fullBalance());
    EXPECT_TRUE(balance.problems.empty());
    expectTree(balance.supply);
    EXPECT_DOUBLE_EQ(volume(balance, "supply"), 3000000);
    EXPECT_DOUBLE_EQ(volume(balance, "consumption"), 2620000);
    EXPECT_DOUBLE_EQ(volume(balance, "losses"), 380000);
    EXPECT_DOUBLE_EQ(volume(balance, "real_losses"), 250000);
    EXPECT_DOUBLE_EQ(volume(balance, "unallocated"), 10000);
}

// A blank leaf is not zero: its parent is blank, and what is known still comes off the remainder.
// 38 − (10 + 8 + 1 + 7 + 3 + 2) = 7 万m³ unallocated when the background leakage is unknown.
TEST(WaterBalance, unknownLeafGoesToTheRemainder) {
    county::SupplyBalance record = fullBalance();
    record.backgroundLeakM3.reset();
    const WaterBalance balance = waterBalance(record);
    EXPECT_FALSE(balance.find("real_losses")->volumeM3.has_value());
    EXPECT_DOUBLE_EQ(volume(balance, "losses"), 380000);
    EXPECT_DOUBLE_EQ(volume(balance, "unallocated"), 70000);
    EXPECT_FALSE(balanceRatios(balance, 95, 366).realLossRate.has_value());
}

TEST(WaterBalance, faultsAreNamed) {
    county::SupplyBalance record = fullBalance();
    record.visibleLeakM3 = -5;
    EXPECT_TRUE(has(waterBalance(record), "BALANCE_NEGATIVE_LEAF"));
    record = fullBalance();
    record.hiddenLeakM3 = 200000;
    EXPECT_TRUE(has(waterBalance(record), "BALANCE_PARTS_ABOVE_LOSSES"));
    record = fullBalance();
    record.billedMeteredM3 = 3000000;
    EXPECT_TRUE(has(waterBalance(record), "LEAKAGE_USE_ABOVE_SUPPLY"));
}

// Without Q_a there are no losses to divide: blank, not Q_s.
TEST(WaterBalance, unknownUseLeavesLossesBlank) {
    county::SupplyBalance record = fullBalance();
    record.freeUnmeteredM3.reset();
    const WaterBalance balance = waterBalance(record);
    EXPECT_FALSE(balance.find("losses")->volumeM3.has_value());
    EXPECT_EQ(balance.find("unallocated"), nullptr);
}

// 漏失率 25/300, 产销差率 (300 − 255)/300, 单位管长漏失量 250000/(95·366·24).
TEST(WaterBalance, ratios) {
    const BalanceRatios ratios = balanceRatios(waterBalance(fullBalance()), 95, 366);
    EXPECT_NEAR(*ratios.realLossRate, 25.0 / 300, 1e-12);
    EXPECT_NEAR(*ratios.nonRevenueRate, 45.0 / 300, 1e-12);
    EXPECT_NEAR(*ratios.realLossM3PerKmHour, 250000.0 / 834480.0, 1e-12);
    EXPECT_NEAR(*ratios.unallocatedShareOfLosses, 1.0 / 38, 1e-12);
}

}  // namespace
