// New reclaimed-water capacity of a year, and how much of the sewage is used again.
//   C_y = Σ capacity commissioned in y (万m³/a), usable or assigned to users as the switch says
//   utilisation = Σ counted use / Σ sewage treated × 100 %
//   assigned <= usable <= min(treatment, conveyance);  Σ usable <= sewage;  use <= Σ usable
#include "base/quantity.h"
#include "compliance/rule.h"

namespace shuiheng::compliance {
namespace {

constexpr double kPercent = 100;
constexpr std::string_view kShanbeiShare = "shanbei_share";

/// Σ of records as a figure in m³; blank volumes and negative ones are missing, no record at all is missing.
struct Sum {
    Derivation derivation;
    double total = 0;

    void add(const std::string& key, std::optional<double> volume, const county::Origin& origin,
             const Text& what = {"水量", "volume"}) {
        derivation.inputs.back().rows.push_back(inputRow(key, volume, origin));
        if (!volume || *volume < 0) {
            addMissing(derivation, {"“" + key + "”的" + what.zh + "未填或为负数",
                                    "the " + what.en + " of “" + key + "” is blank or negative"});
            return;
        }
        total += *volume;
    }
    void finish(const Text& nothing, double unitM3) {
        if (derivation.inputs.back().rows.empty()) {
            addMissing(derivation, nothing);
        }
        if (derivation.missing.empty()) {
            derivation.value = total / unitM3;
            derivation.expression = unitM3 == 1 ? "SUM(i1)" : "SUM(i1)/" + shortest(unitM3);
        }
    }
};

Sum sum(std::string id, Text name, std::string unit, std::string formula, std::string table,
        std::string filter) {
    Sum result;
    result.derivation.id = std::move(id);
    result.derivation.name = std::move(name);
    result.derivation.unit = std::move(unit);
    result.derivation.formula = std::move(formula);
    result.derivation.inputs.push_back({std::move(table), std::move(filter), "m³", {}, {}});
    return result;
}

Sum countedUse(const RuleContext& context, double unitM3, std::string unit) {
    const std::string year = std::to_string(context.year);
    Sum used = sum("reclaimed_use", {"再生水利用量", "reclaimed water used"}, std::move(unit),
                   "Σ V (counts = 1)", "reclaimed_use", "year = " + year + " and counts = 1");
    for (const county::ReclaimedUse& use : context.county().reclaimedUses) {
        if (use.year == context.year && use.counts) {
            used.add(use.facility + "/" + use.purpose, use.volumeM3, use.origin);
        }
    }
    used.finish({year + " 年没有再生水利用量记录", "no reclaimed use is recorded for " + year}, unitM3);
    return used;
}

/// The two words of the plan: 利用能力 is what stands ready, 配置利用能力 what is assigned to users.
struct CapacityKind {
    Text name;
    std::optional<double> county::ReclaimedCapacity::*field;
    std::string column;
};
const CapacityKind kUsable{
    {"利用能力", "usable capacity"}, &county::ReclaimedCapacity::volumeM3PerYear, "volume_m3_per_year"};
const CapacityKind kAssigned{{"已配置能力", "assigned capacity"},
                             &county::ReclaimedCapacity::allocatedM3PerYear,
                             "allocated_m3_per_year"};

/// The share of a regional project is an assignment by itself and stands in its volume.
Sum newCapacity(const RuleContext& context, const CapacityKind& kind, bool withShare) {
    const std::string year = std::to_string(context.year);
    Sum capacity =
        sum("reclaimed_new_capacity", {"新增再生水" + kind.name.zh, "new reclaimed-water " + kind.name.en},
            "万m³", "C = Σ 当年投产能力", "reclaimed_capacity",
            kind.column + ", commissioned_year = " + year + (withShare ? "" : " and kind = new"));
    double share = 0;
    for (const county::ReclaimedCapacity& item : context.county().reclaimedCapacities) {
        if (item.commissionedYear != context.year) {
            continue;
        }
        const bool isShare = item.kind == kShanbeiShare;
        if (isShare && !withShare) {
            share += item.volumeM3PerYear.value_or(0);
            continue;
        }
        capacity.add(item.facility, isShare ? item.volumeM3PerYear : item.*kind.field, item.origin,
                     kind.name);
        if (item.proof.empty()) {
            capacity.derivation.notes.push_back(
                {"“" + item.facility + "”没有佐证材料", "“" + item.facility + "” has no proof on record"});
        }
    }
    if (share > 0) {
        capacity.derivation.notes.push_back(say("未计入山北供水工程分配量 {v} 万m³",
                                                "the Shanbei share of {v} 万m³ is not counted",
                                                {{"v", fixed(share / units::kCubicMetresPerWan, 2)}}));
    }
    capacity.finish({year + " 年没有新增再生水能力记录；没有新增的请登记 0",
                     "no new capacity is recorded for " + year + "; record 0 if there was none"},
                    units::kCubicMetresPerWan);
    return capacity;
}

void noteOverload(Derivation& figure, const Text& whose, double value, std::optional<double> limit,
                  const Text& what) {
    if (limit && value > *limit) {
        figure.notes.push_back(say("{whose}：{what}（{value} 大于 {limit} m³），请核对",
                                   "{whoseEn}: {whatEn} ({value} above {limit} m³): check",
                                   {{"whose", whose.zh},
                                    {"whoseEn", whose.en},
                                    {"what", what.zh},
                                    {"whatEn", what.en},
                                    {"value", fixed(value, 0)},
                                    {"limit", fixed(*limit, 0)}}));
    }
}

/// All capacity on record until the year, and whether it can be: not above what treatment, pipes and sewage
/// allow, nor below what is assigned and used.
Derivation cumulativeCapacity(const RuleContext& context, std::optional<double> used,
                              std::optional<double> treated) {
    Sum capacity =
        sum("reclaimed_capacity", {"再生水累计利用能力", "cumulative reclaimed-water capacity"}, "m³", "Σ C",
            "reclaimed_capacity", "kind = new and commissioned_year <= " + std::to_string(context.year));
    for (const county::ReclaimedCapacity& item : context.county().reclaimedCapacities) {
        if (item.commissionedYear > context.year || item.kind == kShanbeiShare) {
            continue;
        }
        capacity.add(item.facility + " " + std::to_string(item.commissionedYear), item.volumeM3PerYear,
                     item.origin);
        const Text whose{"“" + item.facility + "”", "“" + item.facility + "”"};
        if (item.volumeM3PerYear) {
            noteOverload(capacity.derivation, whose, *item.volumeM3PerYear, item.treatmentM3PerYear,
                         {"利用能力大于处理能力", "usable capacity above the treatment capacity"});
            noteOverload(capacity.derivation, whose, *item.volumeM3PerYear, item.conveyanceM3PerYear,
                         {"利用能力大于输配能力", "usable capacity above the conveyance capacity"});
            noteOverload(capacity.derivation, whose, item.allocatedM3PerYear.value_or(0),
                         item.volumeM3PerYear,
                         {"已配置能力大于利用能力", "assigned capacity above the usable capacity"});
        }
    }
    capacity.finish({"没有登记再生水能力", "no reclaimed-water capacity is recorded"}, 1);
    if (const auto total = capacity.derivation.value) {
        const Text whose{"全县", "the county"};
        noteOverload(capacity.derivation, whose, *total, treated,
                     {"利用能力大于污水处理量", "usable capacity above the sewage treated"});
        noteOverload(capacity.derivation, whose, used.value_or(0), total,
                     {"利用量大于累计利用能力（早年能力可能未登记）",
                      "use above the cumulative capacity (earlier capacity may not be on record)"});
    }
    return std::move(capacity.derivation);
}

}  // namespace

RuleResult reclaimedNewCapacity(const RuleContext& context) {
    Derivation choices;
    const bool asVolume = context.option(choices, "reclaimed_capacity_unit", "per_year") == "volume";
    const bool assigned = context.option(choices, "reclaimed_capacity_kind", "utilisation") == "allocation";
    const bool withShare = context.option(choices, "shanbei_share_counts", "no") == "yes";
    RuleResult result;
    if (asVolume) {
        result.derivation = countedUse(context, units::kCubicMetresPerWan, "万m³").derivation;
        result.derivation.id = "reclaimed_new_capacity";
        needRest(context, result, {"还须增加当年再生水利用量", "more reclaimed water to use in the year"});
    } else {
        const CapacityKind& kind = assigned ? kAssigned : kUsable;
        const CapacityKind& other = assigned ? kUsable : kAssigned;
        result.derivation = newCapacity(context, kind, withShare).derivation;
        if (const auto value = newCapacity(context, other, withShare).derivation.value) {
            result.derivation.notes.push_back(
                say("另一口径“{zh}”为 {v} 万m³", "the other reading, {en}: {v} 万m³",
                    {{"zh", other.name.zh}, {"en", other.name.en}, {"v", fixed(*value, 2)}}));
        }
        needRest(context, result,
                 {"还须新增再生水" + kind.name.zh, "more new reclaimed-water " + kind.name.en});
    }
    result.derivation.switches = choices.switches;
    return result;
}

std::vector<Derivation> reclaimedSupport(const RuleContext& context) {
    Sum used = countedUse(context, 1, "m³");
    const std::string year = std::to_string(context.year);
    Sum treated = sum("sewage_treated", {"污水处理量", "sewage treated"}, "m³", "Σ V", "sewage_treated",
                      "year = " + year);
    for (const county::SewageTreated& plant : context.county().sewageTreated) {
        if (plant.year == context.year) {
            treated.add(plant.plant, plant.volumeM3, plant.origin);
        }
    }
    treated.finish({year + " 年没有污水处理量记录", "no treated sewage is recorded for " + year}, 1);

    Derivation rate;
    rate.id = "reclaimed_utilisation";
    rate.name = {"再生水利用率", "reuse rate"};
    rate.unit = "%";
    rate.formula = "再生水利用率 = 再生水利用量 / 污水处理量 × 100 %";
    rate.expression = "c1/c2*100";
    rate.clause = "发改环资〔2021〕827号";
    if (used.derivation.value && treated.derivation.value) {
        if (*treated.derivation.value > 0) {
            rate.value = *used.derivation.value / *treated.derivation.value * kPercent;
        } else {
            addMissing(rate, {"污水处理量为零", "no sewage was treated"});
        }
    }
    Derivation capacity = cumulativeCapacity(context, used.derivation.value, treated.derivation.value);
    adopt(rate, std::move(used.derivation));
    adopt(rate, std::move(treated.derivation));
    return {std::move(rate), std::move(capacity)};
}

}  // namespace shuiheng::compliance
