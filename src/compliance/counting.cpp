#include "compliance/counting.h"

namespace shuiheng::compliance {

Derivation counting(const RuleContext& context, std::string id, Text name, std::string table,
                    std::string filter) {
    Derivation count;
    count.id = std::move(id);
    count.name = std::move(name);
    count.unit = context.milestone ? context.milestone->unit : "";
    count.formula = "n";
    count.expression = "SUM(i1)";  // each row says how much it counts
    count.inputs.push_back({std::move(table), std::move(filter), "", {}, {}});
    return count;
}

void finishCount(const RuleContext& context, RuleResult& result, bool any, double count, const Text& empty,
                 const Text& lacking) {
    if (!any) {
        result.namedList.clear();  // nobody is named for what nobody recorded
        addMissing(result.derivation, empty);
        return;
    }
    result.derivation.value = count;
    needRest(context, result, lacking);
}

}  // namespace shuiheng::compliance
