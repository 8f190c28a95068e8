// Figures beside the leakage target: the balance table, 漏失率, 产销差率, unit-length leakage and ILI.
#include <algorithm>

#include "compliance/rule.h"
#include "compliance/supply_volumes.h"
#include "leakage/infrastructure_index.h"
#include "leakage/water_balance.h"

namespace shuiheng::compliance {
namespace {

constexpr double kPercent = 100;

Text unknownPart(const leakage::BalanceNode& node) {
    return {"“" + node.name.zh + "”有未填的分项", "a part of “" + node.name.en + "” is not stated"};
}

Derivation tableOf(const leakage::BalanceNode& node) {
    Derivation derivation;
    derivation.id = "water_balance." + node.id;
    derivation.name = node.name;
    derivation.value = node.volumeM3;
    derivation.unit = "m³";
    if (!node.volumeM3) {
        addMissing(derivation, node.children.empty() ? Text{"“" + node.name.zh + "”未填",
                                                            "“" + node.name.en + "” is not stated"}
                                                     : unknownPart(node));
    }
    for (const leakage::BalanceNode& child : node.children) {
        derivation.children.push_back(tableOf(child));
    }
    // Holds for the losses too: what their parts leave unexplained is a part itself.
    if (std::all_of(derivation.children.begin(), derivation.children.end(),
                    [](const Derivation& child) { return child.value.has_value(); })) {
        derivation.expression = sumOfChildren(derivation);
    }
    return derivation;
}

Derivation balanceTable(const SupplierYear& year, const leakage::WaterBalance& balance) {
    Derivation table = tableOf(balance.supply);
    table.id = "water_balance";
    table.name = {"供水量平衡表", "water balance"};
    table.formula = "Q_s = Q_a + 漏损水量";
    table.clause = "CJJ 92-2016 表4.2.1";
    table.inputs = year.supply.inputs;
    if (!table.value) {
        table.missing = year.supply.missing;
    }
    for (const Problem& problem : balance.problems) {
        if (problem.code == "BALANCE_PARTS_ABOVE_LOSSES") {
            table.notes.push_back({"各项漏损水量之和大于漏损水量，未分配量为负",
                                   "the stated parts exceed the losses: the unallocated part is negative"});
        } else if (problem.code == "BALANCE_NEGATIVE_LEAF") {
            table.notes.push_back({"有分项为负数，请改正", "a part is negative: correct it"});
        } else {
            table.notes.push_back(
                {"注册用户用水量大于供水总量，请核对", "the consumption exceeds the supply: check it"});
        }
    }
    return table;
}

Derivation named(std::string id, Text name, std::string unit, std::string formula, std::string expression) {
    Derivation derivation;
    derivation.id = std::move(id);
    derivation.name = std::move(name);
    derivation.unit = std::move(unit);
    derivation.formula = std::move(formula);
    derivation.expression = std::move(expression);
    return derivation;
}

/// `parts` become its children; the last is the one that may be unknown.
Derivation ratio(Derivation derivation, std::optional<double> value, std::vector<Derivation> parts) {
    derivation.value = value;
    if (!value && !parts.back().value) {
        adoptMissing(derivation, parts.back());
    } else if (!value) {
        addMissing(derivation, {"供水平衡表数据不足", "the supply balance lacks data"});
    }
    derivation.children = std::move(parts);
    return derivation;
}

std::optional<double> percent(std::optional<double> share) {
    return share ? std::optional(*share * kPercent) : std::nullopt;
}

Derivation perKilometre(const RuleContext& context, const SupplierYear& year,
                        const leakage::BalanceRatios& ratios, const Derivation& real) {
    Derivation figure =
        ratio(named("real_loss_per_km_hour", {"单位管长漏失量", "real losses per km and hour"}, "m³/(km·h)",
                    "漏失水量 / (L · h)", "c1/(i1.1*" + std::to_string(context.daysOfYear()) + "*24)"),
              ratios.realLossM3PerKmHour, {real});
    const county::SupplyBalance& record = *year.record;
    figure.inputs.push_back(
        {"supply_balance",
         "year = " + std::to_string(context.year),
         "km",
         {inputRow(supplierLabel(record) + "/mains_length_km", record.mainsLengthKm, record.origin)},
         {}});
    return figure;
}

Text limitText(leakage::IndexLimit limit) {
    switch (limit) {
        case leakage::IndexLimit::Connections:
            return {"超出适用范围：接户数不足", "out of range: too few connections"};
        case leakage::IndexLimit::Density:
            return {"超出适用范围：每公里接户数不足", "out of range: too few connections per km"};
        case leakage::IndexLimit::PressureLow:
            return {"超出适用范围：压力过低", "out of range: pressure too low"};
        case leakage::IndexLimit::PressureHigh:
            break;
    }
    return {"超出适用范围：压力过高", "out of range: pressure too high"};
}

Derivation indexOf(const RuleContext& context, const SupplierYear& year,
                   const leakage::WaterBalance& balance) {
    Derivation index =
        named("infrastructure_leakage_index", {"供水设施漏失指数 ILI", "infrastructure leakage index ILI"},
              "1", "ILI = CARL / UARL, UARL = (a_m·L_m + a_c·N_c + a_p·L_p) · P", "c2/c1");
    index.clause = "IWA";
    Derivation unavoidable =
        named("unavoidable_real_losses", {"不可避免年真实漏失量 UARL", "unavoidable annual real losses UARL"},
              "m³", "UARL = (a_m·L_m + a_c·N_c + a_p·L_p) · P",
              "(p1*i1.1+p2*i1.2+p3*i1.3)*i1.4*" + std::to_string(context.daysOfYear()) + "/1000");
    leakage::IndexParameters parameters;
    for (auto [id, field] : {std::pair{"iwa.uarl.mains", &leakage::IndexParameters::mains},
                             {"iwa.uarl.connections", &leakage::IndexParameters::connections},
                             {"iwa.uarl.private", &leakage::IndexParameters::privatePipe},
                             {"iwa.ili.min_connections", &leakage::IndexParameters::minConnections},
                             {"iwa.ili.min_density", &leakage::IndexParameters::minDensityPerKm},
                             {"iwa.ili.min_pressure_m", &leakage::IndexParameters::minPressureM},
                             {"iwa.ili.max_pressure_m", &leakage::IndexParameters::maxPressureM}}) {
        parameters.*field = context.number(unavoidable, id).value_or(0);
    }
    const county::SupplyBalance& record = *year.record;
    UsedInput input{"supply_balance", "year = " + std::to_string(context.year), "", {}, {}};
    const struct {
        std::string column;
        Text name;
        std::optional<double> value;
    } fields[] = {{"mains_length_km", {"管道长度", "mains length"}, record.mainsLengthKm},
                  {"connections", {"接户数", "connections"}, record.connections},
                  {"private_pipe_km",
                   {"户外管长度（没有的写 0）", "private pipe length (0 if none)"},
                   record.privatePipeKm},
                  {"network_pressure_m", {"管网平均压力", "mean network pressure"}, record.networkPressureM}};
    for (const auto& field : fields) {
        input.rows.push_back(
            inputRow(supplierLabel(record) + "/" + field.column, field.value, record.origin));
        if (!field.value) {
            addMissing(unavoidable, say("供水平衡表未填{zh}", "the supply balance lacks {en}",
                                        {{"zh", field.name.zh}, {"en", field.name.en}}));
        }
    }
    unavoidable.inputs.push_back(std::move(input));
    const leakage::BalanceNode* real = balance.find("real_losses");
    if (real && !real->volumeM3) {
        addMissing(index, unknownPart(*real));
    }
    if (unavoidable.missing.empty()) {
        const auto result = leakage::infrastructureIndex(
            {*record.mainsLengthKm, *record.connections, *record.privatePipeKm, *record.networkPressureM,
             real ? real->volumeM3 : std::nullopt, context.daysOfYear()},
            parameters);
        if (result) {
            unavoidable.value = result->unavoidableM3PerYear;
            index.value = result->index;
            for (const leakage::IndexLimit limit : result->outOfRange) {
                index.notes.push_back(limitText(limit));
            }
        } else {
            addMissing(unavoidable,
                       {"管长、接户数、压力或漏失水量为负数或为零，请核对",
                        "mains, connections, pressure or real losses are negative or zero: check them"});
        }
    }
    adopt(index, std::move(unavoidable));
    if (real) {
        adopt(index, cited(tableOf(*real)));
    }
    return index;
}

}  // namespace

std::vector<Derivation> leakageSupport(const RuleContext& context) {
    std::vector<Derivation> figures;
    Derivation owner;
    const std::vector<SupplierYear> years = supplierYears(context, owner);
    for (const SupplierYear& year : years) {
        const leakage::WaterBalance balance = leakage::waterBalance(year.filled);
        const leakage::BalanceRatios ratios =
            leakage::balanceRatios(balance, year.record->mainsLengthKm, context.daysOfYear());
        std::vector<Derivation> own;
        own.push_back(balanceTable(year, balance));
        const Derivation real = cited(tableOf(*balance.find("real_losses")));
        own.push_back(ratio(named("real_loss_rate", {"漏失率", "real loss rate"}, "%",
                                  "漏失率 = 漏失水量 / Q_s × 100 %", "c2/c1*100"),
                            percent(ratios.realLossRate), {cited(year.supply), real}));
        own.push_back(ratio(named("non_revenue_rate", {"产销差率", "non-revenue water"}, "%",
                                  "产销差率 = (Q_s − 计费用水量) / Q_s × 100 %", "(c1-c2)/c1*100"),
                            percent(ratios.nonRevenueRate),
                            {cited(year.supply), cited(tableOf(*balance.find("billed")))}));
        own.push_back(perKilometre(context, year, ratios, real));
        own.push_back(indexOf(context, year, balance));
        for (Derivation& figure : own) {
            if (years.size() > 1) {
                const std::string label = supplierLabel(*year.record);
                figure.id += "/" + label;
                figure.name = {label + " " + figure.name.zh, label + " " + figure.name.en};
            }
            figures.push_back(std::move(figure));
        }
    }
    return figures;
}

}  // namespace shuiheng::compliance
