// Leakage of the town public supply: both rates of CJJ 92, always, for every supplier and for the region.
//   R_WL = (Q_s − Q_a)/Q_s × 100 %;  R_BL = R_WL − (R1 + R2 + R3 + R4);  R̄ = Σ R_i·Q_s,i / Σ Q_s,i
// Which of the two the plan's number is compared with is a switch, because the plan does not say.
#include <algorithm>
#include <cmath>
#include <limits>

#include "compliance/rule.h"
#include "compliance/supply_volumes.h"
#include "leakage/cjj92.h"

namespace shuiheng::compliance {
namespace {

constexpr double kPercent = 100;

struct ReadParameters {
    std::optional<leakage::Cjj92Parameters> values;
    Derivation r1, r2, r3, r4, grades;  ///< carry the parameters each of them uses
};

/// Figures of one supplier, in percent.
struct SupplierRates {
    const SupplierYear* year = nullptr;
    Derivation comprehensive;
    Derivation graded;
};

Text problemText(const Problem& problem) {
    if (problem.code == "LEAKAGE_SUPPLY_NOT_POSITIVE") {
        return {"供水总量不是正数，请核对", "the supply volume is not positive: check it"};
    }
    if (problem.code == "LEAKAGE_USE_ABOVE_SUPPLY") {
        return {"注册用户用水量大于供水总量，请核对两者的年份和范围",
                "the registered consumption exceeds the supply: check year and area of both"};
    }
    if (problem.code == "LEAKAGE_RESIDENT_ABOVE_SUPPLY") {
        return {"居民抄表到户水量大于供水总量，请核对", "the residents' volume exceeds the supply: check it"};
    }
    return {"供水平衡表中有负数，请改正", "the supply balance holds a negative number: correct it"};
}

Derivation correction(std::string id, Text name, std::string formula, std::string clause) {
    Derivation derivation;
    derivation.id = "leakage_rate.cjj92." + std::move(id);
    derivation.name = std::move(name);
    derivation.unit = "%";
    derivation.formula = std::move(formula);
    derivation.clause = std::move(clause);
    return derivation;
}

std::vector<leakage::PressureBand> bandsOf(const Parameter& parameter) {
    std::vector<leakage::PressureBand> bands;
    for (const auto& row : parameter.table) {
        if (row.size() == 2 && row[1]) {
            bands.push_back({row[0], *row[1]});
        }
    }
    return bands;
}

/// R3 by band as nested conditions.
std::string bandExpression(const std::vector<leakage::PressureBand>& bands) {
    std::string expression;
    for (auto band = bands.rbegin(); band != bands.rend(); ++band) {
        const std::string correction = shortest(band->correction);
        if (!band->upToMpa) {
            expression = correction;
        } else {
            expression = "IF(i1.1<=" + shortest(*band->upToMpa) + "," + correction + "," +
                         (expression.empty() ? "0" : expression) + ")";
        }
    }
    return expression + "*100";
}

ReadParameters readParameters(const RuleContext& context) {
    ReadParameters read;
    read.r1 = correction("r1", {"居民抄表到户水量修正 R1", "correction for residents' meters R1"},
                         "R1 = f1 · r × 100 %, r = Q_resident / Q_s", "CJJ 92-2016（2018年局部修订） 5.2.3");
    read.r2 = correction("r2", {"单位供水量管长修正 R2", "correction for pipe length R2"},
                         "R2 = f2 · (A − A0) × 100 %, |R2| ≤ cap, A = L / Q_s (km/万m³)",
                         "CJJ 92-2016（2018年局部修订） 5.2.3");
    read.r3 = correction("r3", {"年平均出厂压力修正 R3", "correction for supply pressure R3"}, "R3 = R3(p)",
                         "CJJ 92-2016（2018年局部修订） 5.2.3");
    read.r4 = correction("r4", {"最大冻土深度修正 R4", "correction for frost depth R4"},
                         "R4 = c4 (d > d4), 0 (d ≤ d4)", "CJJ 92-2016（2018年局部修订） 5.2.3");
    read.r1.expression = "p1*c1/c2*100";
    read.r2.expression = "MAX(-p3,MIN(p3,p1*(i1.1/(c1/10000)-p2)))*100";
    read.r4.expression = "IF(i1.1>p1,p2,0)*100";
    const auto f1 = context.number(read.r1, "cjj92.r1.factor");
    const auto f2 = context.number(read.r2, "cjj92.r2.factor");
    const auto offset = context.number(read.r2, "cjj92.r2.offset");
    const auto cap = context.number(read.r2, "cjj92.r2.cap");
    const auto bands = context.parameter(read.r3, "cjj92.r3.bands");
    const auto frost = context.number(read.r4, "cjj92.r4.frost_depth_m");
    const auto c4 = context.number(read.r4, "cjj92.r4.correction");
    const auto grade1 = context.number(read.grades, "cjj92.grade1");
    const auto grade2 = context.number(read.grades, "cjj92.grade2");
    if (f1 && f2 && offset && cap && bands && frost && c4 && grade1 && grade2) {
        read.values = {*f1, *f2, *offset, *cap, bandsOf(*bands), *frost, *c4, *grade1, *grade2};
        read.r3.expression = bandExpression(read.values->r3Bands);
    }
    return read;
}

leakage::Cjj92Inputs inputsOf(const SupplierYear& year, double supply, double consumption,
                              std::optional<double> resident) {
    return {supply,
            consumption,
            resident,
            year.record->mainsLengthKm,
            year.record->meanPressureMpa,
            year.record->frostDepthM};
}

Derivation comprehensiveOf(const SupplierYear& year) {
    Derivation rate;
    rate.id = "leakage_rate.comprehensive";
    rate.name = {"综合漏损率 R_WL", "comprehensive leakage rate R_WL"};
    rate.unit = "%";
    rate.formula = "R_WL = (Q_s − Q_a) / Q_s × 100 %";
    rate.expression = "(c1-c2)/c1*100";
    rate.clause = "CJJ 92-2016（2018年局部修订） 5.2.2";
    adopt(rate, year.supply);
    adopt(rate, year.consumption);
    if (!year.supply.value || !year.consumption.value) {
        return rate;
    }
    const auto rates =
        leakage::cjj92Rates(inputsOf(year, *year.supply.value, *year.consumption.value, {}), {});
    if (!rates) {
        addMissing(rate, problemText(rates.error()));
        return rate;
    }
    rate.value = rates->comprehensive * kPercent;
    if (lowOf(year.supply) > 0) {
        setRange(rate, (1 - highOf(year.consumption) / lowOf(year.supply)) * kPercent,
                 (1 - lowOf(year.consumption) / highOf(year.supply)) * kPercent);
    }
    return rate;
}

void applyCorrection(Derivation& derivation, const std::optional<leakage::Correction>& found,
                     std::string_view symbol, int decimals, std::string_view unit) {
    if (!found) {
        return;
    }
    derivation.value = found->applied * kPercent;
    std::string zh = std::string(symbol) + " = " + fixed(found->driver, decimals) + std::string(unit);
    std::string en = zh;
    if (found->bound != leakage::Bound::None) {
        const std::string raw = fixed(found->raw * kPercent, 4);
        const bool upper = found->bound == leakage::Bound::Upper;
        zh += "；计算值 " + raw + " %，按" + (upper ? "上限" : "下限") + "取值";
        en += "; computed " + raw + " %, cut at the " + (upper ? "upper" : "lower") + " bound";
    }
    derivation.notes.push_back({zh, en});
}

void requireField(Derivation& derivation, const SupplierYear& year, int calendarYear, std::string_view column,
                  const Text& name, const std::string& unit, std::optional<double> value) {
    UsedInput input{"supply_balance", "year = " + std::to_string(calendarYear), unit, {}, {}};
    input.rows.push_back(
        inputRow(supplierLabel(*year.record) + "/" + std::string(column), value, year.record->origin));
    derivation.inputs.push_back(std::move(input));
    if (!value) {
        addMissing(derivation, say("{year} 年供水平衡表（{who}）未填{zh}",
                                   "the supply balance of {year} ({who}) lacks {en}",
                                   {{"year", std::to_string(calendarYear)},
                                    {"who", supplierLabel(*year.record)},
                                    {"zh", name.zh},
                                    {"en", name.en}}));
    }
}

/// R_BL rises with Q_s and falls with Q_a and Q_resident, so the corners of the inputs' ranges bound it.
void gradedRange(Derivation& rate, const SupplierYear& year, const leakage::Cjj92Parameters& parameters) {
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const double supply : {lowOf(year.supply), highOf(year.supply)}) {
        for (const double use : {lowOf(year.consumption), highOf(year.consumption)}) {
            for (const double resident : {lowOf(year.resident), highOf(year.resident)}) {
                if (!(supply > 0)) {
                    continue;
                }
                // A corner with more use than supply is a bound, not a year: clamp what the rate refuses.
                const auto rates = leakage::cjj92Rates(
                    inputsOf(year, supply, std::min(use, supply), std::min(resident, supply)), parameters);
                if (rates && rates->graded) {
                    low = std::min(low, *rates->graded * kPercent);
                    high = std::max(high, *rates->graded * kPercent);
                }
            }
        }
    }
    setRange(rate, low, high);
}

void noteGrade(Derivation& rate, const leakage::Cjj92Parameters& parameters) {
    switch (leakage::gradeOf(*rate.value / kPercent, parameters)) {
        case leakage::Grade::First:
            rate.notes.push_back({"CJJ 92 等级：一级", "CJJ 92 grade: 1"});
            return;
        case leakage::Grade::Second:
            rate.notes.push_back({"CJJ 92 等级：二级", "CJJ 92 grade: 2"});
            return;
        case leakage::Grade::BelowSecond:
            rate.notes.push_back({"CJJ 92 等级：未达到二级", "CJJ 92 grade: below 2"});
    }
}

Derivation gradedOf(const RuleContext& context, const SupplierYear& year, const Derivation& comprehensive) {
    Derivation rate;
    rate.id = "leakage_rate.cjj92";
    rate.name = {"漏损率 R_BL（CJJ 92 修正）", "leakage rate R_BL (corrected, CJJ 92)"};
    rate.unit = "%";
    rate.formula = "R_BL = R_WL − (R1 + R2 + R3 + R4)";
    rate.expression = "c1-(c2+c3+c4+c5)";
    rate.clause = "CJJ 92-2016（2018年局部修订） 5.2.2, 5.2.3";
    adoptMissing(rate, comprehensive);
    ReadParameters read = readParameters(context);
    rate.parameters = read.grades.parameters;
    adoptMissing(rate, read.grades);
    const county::SupplyBalance& record = *year.record;
    adopt(read.r1, year.resident);
    adopt(read.r1, cited(year.supply));
    adopt(read.r2, cited(year.supply));
    requireField(read.r2, year, context.year, "mains_length_km",
                 {"DN75及以上管道长度", "the length of mains of DN75 and above"}, "km", record.mainsLengthKm);
    requireField(read.r3, year, context.year, "mean_pressure_mpa",
                 {"年平均出厂压力", "the mean annual supply pressure"}, "MPa", record.meanPressureMpa);
    requireField(read.r4, year, context.year, "frost_depth_m", {"最大冻土深度", "the maximum frost depth"},
                 "m", record.frostDepthM);
    if (comprehensive.value && read.values) {
        const auto rates = leakage::cjj92Rates(
            inputsOf(year, *year.supply.value, *year.consumption.value, year.resident.value), *read.values);
        if (rates) {
            applyCorrection(read.r1, rates->r1, "r", 4, "");
            applyCorrection(read.r2, rates->r2, "A", 4, " km/万m³");
            applyCorrection(read.r3, rates->r3, "p", 3, " MPa");
            applyCorrection(read.r4, rates->r4, "d", 2, " m");
            if (rates->graded) {
                rate.value = *rates->graded * kPercent;
                gradedRange(rate, year, *read.values);
                noteGrade(rate, *read.values);
                rate.notes.push_back(say("修正合计 R_n = {n} %", "total correction R_n = {n} %",
                                         {{"n", fixed(*rates->total * kPercent, 4)}}));
            } else if (record.meanPressureMpa && !rates->r3) {
                addMissing(read.r3, {"年平均出厂压力超出参数 cjj92.r3.bands 的最后一档",
                                     "the supply pressure lies above the last band of cjj92.r3.bands"});
            }
        } else {
            addMissing(rate, problemText(rates.error()));
        }
    }
    adopt(rate, cited(comprehensive));
    for (Derivation* part : {&read.r1, &read.r2, &read.r3, &read.r4}) {
        adopt(rate, std::move(*part));
    }
    return rate;
}

Derivation labelled(Derivation figure, const std::string& supplier) {
    figure.id += "/" + supplier;
    figure.name = {supplier + " " + figure.name.zh, supplier + " " + figure.name.en};
    return figure;
}

/// One rate for the region of several suppliers, weighted by their supply.
Derivation region(const std::vector<SupplierRates>& suppliers, Derivation SupplierRates::*which) {
    const Derivation& first = suppliers.front().*which;
    if (suppliers.size() == 1) {
        return first;
    }
    Derivation rate;
    rate.id = first.id;
    rate.name = first.name;
    rate.unit = first.unit;
    rate.formula = "R̄ = Σ R_i · Q_s,i / Σ Q_s,i";
    rate.clause = "CJJ 92-2016（2018年局部修订） 5.3.3";
    std::vector<leakage::UtilityRate> middle;
    std::vector<leakage::UtilityRate> low;
    std::vector<leakage::UtilityRate> high;
    std::string weighted;
    std::string weights;
    for (const SupplierRates& supplier : suppliers) {
        const std::string label = supplierLabel(*supplier.year->record);
        Derivation child = labelled(supplier.*which, label);
        if (child.value) {
            const double supply = *supplier.year->supply.value;
            middle.push_back({*child.value, supply});
            low.push_back({lowOf(child), supply});
            high.push_back({highOf(child), supply});
        }
        adopt(rate, std::move(child));
        adopt(rate, labelled(cited(supplier.year->supply), label));
        const std::string weight = "c" + std::to_string(rate.children.size());
        weighted += (weighted.empty() ? "c" : "+c") + std::to_string(rate.children.size() - 1) + "*" + weight;
        weights += (weights.empty() ? "" : "+") + weight;
    }
    rate.expression = "(" + weighted + ")/(" + weights + ")";
    if (!rate.missing.empty()) {
        return rate;
    }
    rate.value = leakage::regionRate(middle);
    setRange(rate, leakage::regionRate(low).value_or(0), leakage::regionRate(high).value_or(0));
    return rate;
}

/// The volume above the target, and what must be found when the use stays and the supply falls with the
/// leaks:
///   (R − t)·Q_s   and, as (Q_s − V)·(1 − t) = Q_a,   V = (R − t)·Q_s / (1 − t)   for the comprehensive rate
void needLessLeakage(const RuleContext& context, RuleResult& result,
                     const std::vector<SupplierRates>& suppliers, bool corrected) {
    const auto target = context.target();
    const auto rate = result.derivation.value;
    if (!target || !rate || *rate <= *target) {
        return;
    }
    double supply = 0;
    for (const SupplierRates& supplier : suppliers) {
        supply += supplier.year->supply.value.value_or(0);
    }
    const double excess = (*rate - *target) / kPercent * supply;
    result.needed.push_back(
        {{"还须减少漏损水量（(R − 目标)·Q_s）", "losses to save ((R − target)·Q_s)"}, excess, "m³"});
    if (!corrected && *target < kPercent) {
        result.needed.push_back(
            {{"用水量不变、供水量随漏损减少时为（(R − 目标)·Q_s/(1 − 目标)）",
              "at the same use, the supply falling with the losses ((R − target)·Q_s/(1 − target))"},
             excess / (1 - *target / kPercent),
             "m³"});
    }
}

/// Where the plan's silence on the rate decides the verdict, it is said.
void noteOtherRate(const RuleContext& context, Derivation& total, const Derivation& other) {
    const auto target = context.target();
    if (target && total.value && other.value && (*other.value <= *target) != (*total.value <= *target)) {
        total.notes.push_back(
            say("口径决定结论：按{zh}为 {v} %", "the chosen rate decides the verdict: {en} is {v} %",
                {{"zh", other.name.zh}, {"en", other.name.en}, {"v", fixed(*other.value, 4)}}));
    }
}

}  // namespace

RuleResult leakageRate(const RuleContext& context) {
    RuleResult result;
    Derivation& total = result.derivation;
    total.id = "leakage_rate";
    total.name = {"城镇公共供水管网漏损率", "leakage rate of the town public supply"};
    total.unit = "%";
    const bool corrected = context.option(total, "leakage_rate", "comprehensive") == "cjj92";
    const std::vector<SupplierYear> years = supplierYears(context, total);
    if (years.empty()) {
        return result;
    }
    std::vector<SupplierRates> suppliers;
    for (const SupplierYear& year : years) {
        Derivation comprehensive = comprehensiveOf(year);
        Derivation graded = gradedOf(context, year, comprehensive);
        suppliers.push_back({&year, std::move(comprehensive), std::move(graded)});
    }
    Derivation comprehensive = region(suppliers, &SupplierRates::comprehensive);
    Derivation graded = region(suppliers, &SupplierRates::graded);
    const Derivation& assessed = corrected ? graded : comprehensive;
    total.value = assessed.value;
    total.range = assessed.range;
    total.formula = assessed.formula;
    total.expression = corrected ? "c2" : "c1";
    total.clause = assessed.clause;
    adoptMissing(total, assessed);
    needLessLeakage(context, result, suppliers, corrected);
    noteOtherRate(context, total, corrected ? comprehensive : graded);
    total.children = {std::move(comprehensive), std::move(graded)};
    return result;
}

}  // namespace shuiheng::compliance
