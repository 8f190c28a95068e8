// New reclaimed-water capacity of a year, and how much of the sewage is used again.
//   C_y = Σ capacity commissioned in y (万m³/a);  utilisation = Σ counted use / Σ sewage treated × 100 %
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

    void add(const std::string& key, std::optional<double> volume, const county::Origin& origin) {
        derivation.inputs.back().rows.push_back(inputRow(key, volume, origin));
        if (!volume || *volume < 0) {
            addMissing(derivation, {"“" + key + "”的水量未填或为负数",
                                    "the volume of “" + key + "” is blank or negative"});
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

Sum newCapacity(const RuleContext& context, bool withShare) {
    const std::string year = std::to_string(context.year);
    Sum capacity = sum("reclaimed_new_capacity", {"新增再生水利用能力", "new reclaimed-water capacity"},
                       "万m³", "C = Σ 当年投产能力", "reclaimed_capacity",
                       "commissioned_year = " + year + (withShare ? "" : " and kind = new"));
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
        capacity.add(item.facility, item.volumeM3PerYear, item.origin);
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

}  // namespace

RuleResult reclaimedNewCapacity(const RuleContext& context) {
    Derivation choices;
    const bool asVolume = context.option(choices, "reclaimed_capacity_unit", "per_year") == "volume";
    const bool allocation = context.option(choices, "reclaimed_capacity_kind", "utilisation") == "allocation";
    const bool withShare = context.option(choices, "shanbei_share_counts", "no") == "yes";
    RuleResult result;
    if (asVolume) {
        result.derivation = countedUse(context, units::kCubicMetresPerWan, "万m³").derivation;
        result.derivation.id = "reclaimed_new_capacity";
    } else {
        result.derivation = newCapacity(context, withShare).derivation;
    }
    result.derivation.switches = choices.switches;
    if (allocation) {
        result.derivation.notes.push_back(
            {"能力台账不区分建成能力和已配置能力，按登记值计算",
             "the register does not tell usable from allocated capacity: taken as recorded"});
    }
    const auto target = context.target();
    if (target && result.derivation.value && *result.derivation.value < *target) {
        result.derivation.notes.push_back(say("要达到目标，还须新增 {v} 万m³",
                                              "another {v} 万m³ is needed for the target",
                                              {{"v", fixed(*target - *result.derivation.value, 2)}}));
    }
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
    double capacity = 0;
    bool complete = true;
    for (const county::ReclaimedCapacity& item : context.county().reclaimedCapacities) {
        if (item.commissionedYear <= context.year) {
            complete = complete && item.volumeM3PerYear.has_value();
            capacity += item.volumeM3PerYear.value_or(0);
        }
    }
    if (complete && used.derivation.value && *used.derivation.value > capacity) {
        rate.notes.push_back(
            say("利用量大于登记的累计能力 {v} 万m³，请核对（早年能力可能未登记）",
                "the use exceeds the recorded cumulative capacity of {v} 万m³: check (earlier "
                "capacity may not be on record)",
                {{"v", fixed(capacity / units::kCubicMetresPerWan, 2)}}));
    }
    adopt(rate, std::move(used.derivation));
    adopt(rate, std::move(treated.derivation));
    return {std::move(rate)};
}

}  // namespace shuiheng::compliance
