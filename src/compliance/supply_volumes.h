#pragma once

#include <string>
#include <vector>

#include "compliance/rule.h"
#include "leakage/water_balance.h"

/// The volumes of one public supplier's year, stated or taken from meters. Internal to compliance.
namespace shuiheng::compliance {

struct SupplierYear {
    const county::SupplyBalance* record = nullptr;
    Derivation supply;             ///< Q_s
    Derivation consumption;        ///< Q_a
    Derivation resident;           ///< 居民抄表到户水量
    county::SupplyBalance filled;  ///< the record with its totals filled in
};

/// The suppliers that the switch leakage_scope asks for. With no record for the year, one nameless supplier
/// whose every item is missing or metered. Blank when the scope names a company that has no record; `problem`
/// says so.
std::vector<SupplierYear> supplierYears(const RuleContext& context, Derivation& owner);

std::string supplierLabel(const county::SupplyBalance& record);

}  // namespace shuiheng::compliance
