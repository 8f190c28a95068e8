// Water use per value added, and its decrease against the base year.
//   w_t = W_t / G_t (m³/万元);  D = (1 − w_t / w_0) × 100 %
//   G_t at constant 2020 prices: stated, or G_2020 · Π I_k with the real indices I_k (previous year = 1).
// Nominal values and price indices of consumption never enter: they would make the decrease too large.
#include "compliance/rule.h"

#include <algorithm>
#include <set>

#include "base/quantity.h"
#include "county/codes.h"

namespace shuiheng::compliance {
namespace {

using county::EconomicValue;
using county::Sector;
using county::Vintage;

constexpr int kPriceYear = 2020;  ///< of PriceBasis::Constant2020: what the record's name says, not a rule
constexpr double kPercent = 100;
constexpr std::string_view kAllIndustry = "全部工业";
constexpr const char* kNormalYearFactor = "water_use.normal_year_factor";

struct Subject {
    std::string id;
    Text name;
    Text valueName;
    county::EconomicKind kind;
    std::optional<Sector> onlySector;
};

struct Options {
    bool unconventionalExcluded = true;
    bool coolingByConsumption = false;
    bool normalYear = false;
};

/// One series of one kind; which vintage and scope it takes, and which it had to mix.
class Series {
  public:
    Series(const RuleContext& context, const Subject& subject) : m_subject(subject) {
        for (const EconomicValue& record : context.county().economy) {
            if (record.kind == subject.kind) {
                m_records.push_back(&record);
            }
        }
    }

    /// The value added of a year at constant prices as a figure.
    Derivation constantPrices(int year, std::optional<Vintage> vintage, std::set<Vintage>& used,
                              std::set<std::string>& scopes) const {
        Derivation value;
        value.id = m_subject.id + ".value_added_" + std::to_string(year);
        value.name = say(
            "{year} 年{zh}（2020年不变价）", "{en} of {year} at constant 2020 prices",
            {{"year", std::to_string(year)}, {"zh", m_subject.valueName.zh}, {"en", m_subject.valueName.en}});
        value.unit = "万元";
        UsedInput input{
            "economic_value", "kind = " + std::string(county::codeOf(m_subject.kind)), "万元", {}, {}};
        const auto take = [&](const EconomicValue& record, double number, const std::string& what) {
            input.rows.push_back(inputRow(std::to_string(record.year) + "/" + what, number, record.origin));
            used.insert(record.vintage);
            scopes.insert(record.scope);
        };
        if (const EconomicValue* direct = find(year, vintage, isConstantValue)) {
            value.formula = "G_t";
            value.expression = "i1.1";
            take(*direct, *direct->valueWanYuan, "value");
            value.value = direct->valueWanYuan;
        } else {
            chain(year, vintage, value, take);
        }
        value.inputs.push_back(std::move(input));
        if (value.value && *value.value <= 0) {
            value.value.reset();
            addMissing(value, say("{year} 年{zh}不是正数", "{en} of {year} is not positive",
                                  {{"year", std::to_string(year)},
                                   {"zh", m_subject.valueName.zh},
                                   {"en", m_subject.valueName.en}}));
        }
        return value;
    }

    std::optional<double> nominal(int year) const {
        const EconomicValue* record = find(year, std::nullopt, [](const EconomicValue& candidate) {
            return candidate.basis == county::PriceBasis::Current && candidate.valueWanYuan.has_value();
        });
        return record ? record->valueWanYuan : std::nullopt;
    }

  private:
    const Subject& m_subject;
    std::vector<const EconomicValue*> m_records;

    static bool isConstantValue(const EconomicValue& record) {
        // In the price year itself current and constant prices are the same thing.
        return record.valueWanYuan &&
               (record.basis == county::PriceBasis::Constant2020 || record.year == kPriceYear);
    }

    template <typename Predicate>
    const EconomicValue* find(int year, std::optional<Vintage> vintage, Predicate fits) const {
        const EconomicValue* best = nullptr;
        for (const EconomicValue* record : m_records) {
            if (record->year != year || !fits(*record) || (vintage && record->vintage != *vintage)) {
                continue;
            }
            if (!best || better(*record, *best)) {
                best = record;
            }
        }
        return best;
    }

    static bool better(const EconomicValue& a, const EconomicValue& b) {
        const bool fullA = a.scope == kAllIndustry;
        const bool fullB = b.scope == kAllIndustry;
        if (a.kind == county::EconomicKind::IndustrialValueAdded && fullA != fullB) {
            return fullA;
        }
        if (a.vintage != b.vintage) {
            return a.vintage > b.vintage;
        }
        return a.publishedOn && (!b.publishedOn || *b.publishedOn < *a.publishedOn);
    }

    template <typename Take>
    void chain(int year, std::optional<Vintage> vintage, Derivation& value, const Take& take) const {
        value.formula = "G_t = G_2020 · Π I_k";
        value.expression = "PRODUCT(i1)";
        const EconomicValue* start = find(kPriceYear, vintage, isConstantValue);
        if (!start || year < kPriceYear) {
            addMissing(
                value,
                say("缺少{year}年{zh}的2020年不变价数值，也没有2020年数值可供链推",
                    "{en} of {year} at constant 2020 prices is missing, and so is a 2020 value to chain from",
                    {{"year", std::to_string(year)},
                     {"zh", m_subject.valueName.zh},
                     {"en", m_subject.valueName.en}}));
            return;
        }
        take(*start, *start->valueWanYuan, "value");
        double product = *start->valueWanYuan;
        for (int step = kPriceYear + 1; step <= year; ++step) {
            const EconomicValue* index = find(step, vintage, [](const EconomicValue& record) {
                return record.realIndex && *record.realIndex > 0;
            });
            if (!index) {
                addMissing(value, say("缺少{year}年{zh}的实际增长指数（上年=1）",
                                      "the real index of {en} of {year} is missing",
                                      {{"year", std::to_string(step)},
                                       {"zh", m_subject.valueName.zh},
                                       {"en", m_subject.valueName.en}}));
                continue;
            }
            product *= *index->realIndex;
            take(*index, *index->realIndex, "real_index");
        }
        if (value.missing.empty()) {
            value.value = product;
        }
    }
};

bool unconventional(county::WaterSource source) {
    return source == county::WaterSource::Reclaimed || source == county::WaterSource::Other;
}

Text sectorName(Sector sector, int year) {
    const Text name = county::nameOf(sector);
    return say("{year} 年{zh}用水量未填", "the {year} water use of {en} is not stated",
               {{"year", std::to_string(year)}, {"zh", name.zh}, {"en", name.en}});
}

/// What a record counts for under the switches; blank when the record does not say it.
std::optional<double> countedVolume(const county::WaterUse& use, const Options& options, double farmFactor) {
    std::optional<double> volume = use.volumeM3;
    if (options.coolingByConsumption && use.sector == Sector::Industry && volume) {
        if (!use.onceThroughCoolingM3 || (*use.onceThroughCoolingM3 > 0 && !use.coolingConsumptionM3)) {
            return std::nullopt;
        }
        volume = *volume - *use.onceThroughCoolingM3 + use.coolingConsumptionM3.value_or(0);
    }
    if (volume && use.sector == Sector::Agriculture) {
        volume = *volume * farmFactor;
    }
    return volume;
}

Derivation waterUse(const RuleContext& context, const Subject& subject, const Options& options) {
    Derivation use;
    use.id = subject.id + ".water_use_" + std::to_string(context.year);
    use.name = say("{year} 年{zh}", "{en} of {year}",
                   {{"year", std::to_string(context.year)},
                    {"zh", subject.onlySector ? "工业用水量" : "用水总量"},
                    {"en", subject.onlySector ? "industrial water use" : "total water use"}});
    use.unit = "m³";
    use.formula = "W = Σ W_sector,source";
    use.expression = "SUM(i1)";
    double farmFactor = 1;
    if (options.normalYear && !subject.onlySector) {
        farmFactor = context.number(use, kNormalYearFactor).value_or(1);
    }
    UsedInput input{"water_use", "year = " + std::to_string(context.year), "m³", {}, {}};
    if (subject.onlySector) {
        input.filter += " and sector = " + std::string(county::codeOf(*subject.onlySector));
    }
    if (options.unconventionalExcluded) {
        input.filter += " and source not in (reclaimed, other)";
    }
    std::set<Sector> seen;
    double sum = 0;
    double leftOut = 0;
    for (const county::WaterUse& record : context.county().waterUses) {
        if (record.year != context.year || (subject.onlySector && record.sector != *subject.onlySector)) {
            continue;
        }
        seen.insert(record.sector);
        if (options.unconventionalExcluded && unconventional(record.source)) {
            leftOut += record.volumeM3.value_or(0);
            continue;
        }
        const std::string key =
            std::string(county::codeOf(record.sector)) + "/" + std::string(county::codeOf(record.source));
        const auto volume = countedVolume(record, options, farmFactor);
        input.rows.push_back(inputRow(key, volume, record.origin));
        if (!volume || *volume < 0) {
            const bool cooling = record.volumeM3.has_value() && options.coolingByConsumption;
            addMissing(use,
                       cooling ? say("{year} 年 {key} 的直流冷却取水量或耗水量未填；没有的请写 0",
                                     "once-through cooling of {key} in {year} is not stated; write 0 if none",
                                     {{"year", std::to_string(context.year)}, {"key", key}})
                               : say("{year} 年用水量 {key} 未填或为负数",
                                     "water use {key} of {year} is blank or negative",
                                     {{"year", std::to_string(context.year)}, {"key", key}}));
            continue;
        }
        sum += *volume;
    }
    const std::vector<Sector> required =
        subject.onlySector
            ? std::vector{*subject.onlySector}
            : std::vector{Sector::Domestic, Sector::Industry, Sector::Agriculture, Sector::Ecology};
    for (const Sector sector : required) {
        if (!seen.contains(sector)) {
            addMissing(use, sectorName(sector, context.year));
        }
    }
    if (!subject.onlySector && !seen.contains(Sector::Service)) {
        use.notes.push_back({"没有单列公共服务用水，视为已含在生活用水中",
                             "no services are listed: taken as included in domestic use"});
    }
    if (leftOut > 0) {
        use.notes.push_back(say("已扣除非常规水源用水 {v} m³（再生水和其他水源）",
                                "{v} m³ from unconventional sources (reclaimed and other) is left out",
                                {{"v", fixed(leftOut, 0)}}));
    }
    use.inputs.push_back(std::move(input));
    if (use.missing.empty()) {
        use.value = sum;
    }
    return use;
}

Derivation intensity(const RuleContext& context, const Subject& subject, const Options& options,
                     Derivation value) {
    Derivation result;
    result.id = subject.id + ".w_" + std::to_string(context.year);
    result.name =
        say("{year} 年{zh}", "{en} of {year}",
            {{"year", std::to_string(context.year)}, {"zh", subject.name.zh}, {"en", subject.name.en}});
    result.unit = "m³/万元";
    result.formula = "w_t = W_t / G_t";
    result.expression = "c1/c2";
    adopt(result, waterUse(context, subject, options));
    adopt(result, std::move(value));
    if (result.missing.empty()) {
        result.value = *result.children[0].value / *result.children[1].value;
    }
    return result;
}

struct Values {
    Derivation base;
    Derivation now;
};

/// Both years from one vintage if any vintage has all that is needed; otherwise the best of each, and a
/// warning.
Values valuesOf(const RuleContext& context, const Subject& subject, int baseYear, Derivation& owner) {
    const Series series(context, subject);
    std::set<std::string> scopes;
    std::optional<Values> found;
    for (const Vintage vintage : {Vintage::CensusRevised, Vintage::Final, Vintage::Preliminary}) {
        std::set<Vintage> used;
        std::set<std::string> tried;
        Values values{series.constantPrices(baseYear, vintage, used, tried),
                      series.constantPrices(context.year, vintage, used, tried)};
        if (values.base.value && values.now.value) {
            found = std::move(values);
            scopes = std::move(tried);
            break;
        }
    }
    if (!found) {
        std::set<Vintage> used;
        found = Values{series.constantPrices(baseYear, {}, used, scopes),
                       series.constantPrices(context.year, {}, used, scopes)};
        if (used.size() > 1) {
            owner.notes.push_back(
                {"基准年与考核年混用了不同的数据版本（初步、最终核实、普查修订），请统一",
                 "base and report year mix vintages (preliminary, final, census revision): use one"});
        }
    }
    if (subject.kind == county::EconomicKind::IndustrialValueAdded) {
        for (const std::string& scope : scopes) {
            if (scope != kAllIndustry) {
                owner.notes.push_back(
                    say("增加值范围为“{zh}”，不是全部工业，降幅可能失真",
                        "the value added covers “{en}”, not all industry: the decrease may be distorted",
                        {{"zh", scope.empty() ? "未注明" : scope},
                         {"en", scope.empty() ? "not stated" : scope}}));
            }
        }
    }
    if (scopes.size() > 1) {
        owner.notes.push_back(
            {"不同年份的增加值统计范围不一致", "the scope of the value added differs between years"});
    }
    if (series.nominal(context.year)) {
        owner.notes.push_back(
            {"当年价数值仅供参考，未用于计算", "nominal values are on record but were not used"});
    }
    return std::move(*found);
}

/// 倒算: the use that would just meet the target, and what is above it.
void needLessUse(const RuleContext& context, RuleResult& result) {
    Derivation& figure = result.derivation;
    const auto target = context.target();
    if (!target || !figure.value) {
        return;
    }
    const Derivation& base = figure.children[0];
    const Derivation& now = figure.children[1];
    const double allowed = *base.value * (1 - *target / kPercent) * *now.children[1].value;
    const double above = (*now.children[0].value - allowed) / units::kCubicMetresPerWan;
    figure.notes.push_back(say("倒算允许用水量：{v} 万m³（w_0 ·(1 − 目标)· G_t）",
                               "allowed water use for the target: {v} 万m³ (w_0·(1 − target)·G_t)",
                               {{"v", fixed(allowed / units::kCubicMetresPerWan, 1)}}));
    if (above > 0) {
        result.needed.push_back(
            {{"还须减少用水量（超出允许用水量的部分）", "use to save, above the allowed use"},
             above,
             "万m³"});
    } else {
        figure.notes.push_back(
            say("距允许用水量尚有 {v} 万m³", "{v} 万m³ below the allowed use", {{"v", fixed(-above, 1)}}));
    }
}

RuleResult decrease(const RuleContext& context, const Subject& subject) {
    RuleResult result;
    Derivation& figure = result.derivation;
    figure.id = subject.id + "_decrease";
    figure.name = {subject.name.zh + "降幅", "decrease of " + subject.name.en};
    figure.unit = "%";
    figure.formula = "D = (1 − w_t / w_0) × 100 %";
    figure.expression = "(1-c2/c1)*100";
    Options options;
    options.unconventionalExcluded = context.option(figure, "unconventional_water", "excluded") == "excluded";
    options.coolingByConsumption =
        context.option(figure, "once_through_cooling", "withdrawal") == "consumption";
    options.normalYear = context.option(figure, "normal_year_conversion", "off") == "on";
    const int baseYear =
        static_cast<int>(context.numericArgument("base_year").value_or(context.input.plan->baseYear));
    Values values = valuesOf(context, subject, baseYear, figure);
    adopt(figure, intensity(context.inYear(baseYear), subject, options, std::move(values.base)));
    adopt(figure, intensity(context, subject, options, std::move(values.now)));
    const auto base = figure.children[0].value;
    const auto now = figure.children[1].value;
    if (base && now) {
        if (*base > 0) {
            figure.value = (1 - *now / *base) * kPercent;
        } else {
            addMissing(figure, {"基准年用水强度为零，不能计算降幅",
                                "the base intensity is zero: no decrease exists"});
        }
    }
    needLessUse(context, result);
    return result;
}

}  // namespace

RuleResult gdpWaterIntensityDecrease(const RuleContext& context) {
    return decrease(context, {"gdp_water_intensity",
                              {"万元GDP用水量", "water use per 10,000 yuan of GDP"},
                              {"地区生产总值", "GDP"},
                              county::EconomicKind::Gdp,
                              std::nullopt});
}

RuleResult industrialWaterIntensityDecrease(const RuleContext& context) {
    return decrease(context, {"industrial_water_intensity",
                              {"万元工业增加值用水量", "water use per 10,000 yuan of industrial value added"},
                              {"工业增加值", "industrial value added"},
                              county::EconomicKind::IndustrialValueAdded,
                              Sector::Industry});
}

}  // namespace shuiheng::compliance
