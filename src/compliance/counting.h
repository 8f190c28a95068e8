#pragma once

#include <string>

#include "compliance/rule.h"

/// What the rules that count things by a day share. Internal to compliance.
namespace shuiheng::compliance {

/// A count in the milestone's unit, with one table of inputs.
Derivation counting(const RuleContext& context, std::string id, Text name, std::string table,
                    std::string filter);

/// The count with its shortfall; a register that holds nothing of the kind gives no count.
void finishCount(const RuleContext& context, RuleResult& result, bool any, double count, const Text& empty,
                 const Text& lacking);

}  // namespace shuiheng::compliance
