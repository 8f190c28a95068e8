#include "compliance/member_ratio.h"

#include <algorithm>
#include <cmath>

namespace shuiheng::compliance {
namespace {

constexpr double kPercent = 100;

}  // namespace

void Member::show(const RuleContext& context, InputRow row, std::optional<Date> since) {
    if (!since || *since <= context.referenceDay()) {
        proof = std::move(row);
    } else if (!proof) {
        remark = doneOnly(context, *since);
    }
}

void needMembers(const RuleContext& context, RuleResult& result, const RatioNames& names, double due,
                 double shown) {
    constexpr double kNoise = 1e-9;
    const auto target = context.target();
    if (target && result.derivation.value && *result.derivation.value < *target) {
        const double wanted = std::ceil(*target / kPercent * due - kNoise);
        result.needed.push_back({names.lacking, wanted - shown, names.unit});
    }
}

Derivation countOf(const std::string& id, const Text& name, const std::string& unit, const std::string& table,
                   const std::string& filter, std::vector<InputRow> rows) {
    Derivation count;
    count.id = id;
    count.name = name;
    count.unit = unit;
    count.formula = "n";
    count.expression = "ROWS(i1)";
    count.value = static_cast<double>(rows.size());
    count.inputs.push_back({table, filter, "", std::move(rows), {}});
    return count;
}

RuleResult ratioOf(const RuleContext& context, const RatioNames& names, std::vector<Member> members,
                   bool anyProof) {
    RuleResult result;
    Derivation& ratio = result.derivation;
    ratio.id = names.id;
    ratio.name = names.name;
    ratio.unit = "%";
    ratio.formula = "n_完成 / n_应完成 × 100 %";
    ratio.expression = "c2/c1*100";
    std::sort(members.begin(), members.end(), [](const Member& a, const Member& b) { return a.key < b.key; });
    std::vector<InputRow> dueRows;
    std::vector<InputRow> proofRows;
    for (const Member& member : members) {
        dueRows.push_back(inputRow(member.key, member.volumeM3, member.origin));
        if (member.proof) {
            proofRows.push_back(*member.proof);
        } else {
            result.namedList.push_back(
                {member.key, member.name, member.volumeM3, member.volumeM3 ? "m³" : "", member.remark});
        }
    }
    const auto due = static_cast<double>(dueRows.size());
    const auto shown = static_cast<double>(proofRows.size());
    Derivation dueCount = countOf(names.id + ".due", names.due, names.unit, names.dueTable, names.dueFilter,
                                  std::move(dueRows));
    Derivation shownCount = countOf(names.id + ".shown", names.shown, names.unit, names.proofTable,
                                    names.proofFilter, std::move(proofRows));
    if (due == 0) {
        dueCount.value.reset();
        addMissing(dueCount, names.nobodyDue);
    }
    if (!anyProof) {
        result.namedList.clear();  // nobody is named for what nobody recorded
        shownCount.value.reset();
        addMissing(shownCount, names.nothingShown);
    }
    if (due > 0 && anyProof) {
        ratio.value = shown / due * kPercent;
        needMembers(context, result, names, due, shown);
    }
    adopt(ratio, std::move(dueCount));
    adopt(ratio, std::move(shownCount));
    return result;
}

bool existsOn(std::optional<Date> from, std::optional<Date> to, Date day) {
    return from.value_or(day) <= day && to.value_or(day) >= day;
}

}  // namespace shuiheng::compliance
