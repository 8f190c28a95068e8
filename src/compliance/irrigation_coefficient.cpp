// Effective use coefficient of irrigation water by the head-and-tail method (首尾测算分析法).
//   η_s = W_net / W_gross of a sample district, in (0, 1]
//   large:  Σ W_net / Σ W_gross;  small: mean of η_s
//   medium, wells: mean of η_s inside a size or type, then weighted by the gross water of the size or type
//   region: η = Σ η_c · W_c / Σ W_c over the classes, W_c gross irrigation water of the class
#include <algorithm>
#include <map>

#include "compliance/rule.h"
#include "county/codes.h"

namespace shuiheng::compliance {
namespace {

using county::DistrictClass;
using county::IrrigationSample;

constexpr double kPercent = 100;
constexpr DistrictClass kClasses[] = {DistrictClass::Large, DistrictClass::Medium, DistrictClass::Small,
                                      DistrictClass::Well};

double coefficientOf(const IrrigationSample& sample) {
    return *sample.netM3 / *sample.grossM3;
}

bool valid(const IrrigationSample& sample) {
    return sample.netM3 && sample.grossM3 && *sample.grossM3 > 0 && *sample.netM3 > 0 &&
           *sample.netM3 <= *sample.grossM3;
}

using Samples = std::vector<const IrrigationSample*>;

double plainMean(const Samples& samples) {
    double sum = 0;
    for (const IrrigationSample* sample : samples) {
        sum += coefficientOf(*sample);
    }
    return sum / static_cast<double>(samples.size());
}

double grossOf(const Samples& samples) {
    double sum = 0;
    for (const IrrigationSample* sample : samples) {
        sum += *sample->grossM3;
    }
    return sum;
}

/// The year's gross water by class and subclass; subclass "" is the whole class.
class GrossUse {
  public:
    GrossUse(const RuleContext& context) {
        for (const county::IrrigationClassUse& use : context.county().irrigationClassUses) {
            if (use.year == context.year) {
                m_records.push_back(&use);
            }
        }
    }
    const std::vector<const county::IrrigationClassUse*>& records() const { return m_records; }

    std::optional<double> of(DistrictClass districtClass, const std::string& subclass) const {
        for (const county::IrrigationClassUse* use : m_records) {
            if (use->districtClass == districtClass && use->subclass == subclass) {
                return use->grossM3;
            }
        }
        return std::nullopt;
    }

    /// All classes; blank when one of them is not stated.
    std::optional<double> total() const {
        double sum = 0;
        for (const DistrictClass districtClass : kClasses) {
            const auto whole = of(districtClass);
            if (!whole && mentions(districtClass)) {
                return std::nullopt;
            }
            sum += whole.value_or(0);
        }
        return sum > 0 ? std::optional(sum) : std::nullopt;
    }

    /// The class as a whole: stated, or the sum of its stated subclasses.
    std::optional<double> of(DistrictClass districtClass) const {
        if (const auto whole = of(districtClass, "")) {
            return whole;
        }
        double sum = 0;
        bool any = false;
        for (const county::IrrigationClassUse* use : m_records) {
            if (use->districtClass == districtClass && !use->subclass.empty()) {
                if (!use->grossM3) {
                    return std::nullopt;
                }
                sum += *use->grossM3;
                any = true;
            }
        }
        return any ? std::optional(sum) : std::nullopt;
    }

    bool mentions(DistrictClass districtClass) const {
        return std::any_of(m_records.begin(), m_records.end(), [&](const county::IrrigationClassUse* use) {
            return use->districtClass == districtClass && use->grossM3.value_or(1) > 0;
        });
    }

  private:
    std::vector<const county::IrrigationClassUse*> m_records;
};

struct ClassMean {
    double eta = 0;
    std::vector<std::string>
        subclassesByOwnSamples;  ///< weighted by their samples for want of a stated volume
};

ClassMean meanOfSubclasses(DistrictClass districtClass, const Samples& samples, const GrossUse& gross) {
    std::map<std::string, Samples> groups;
    for (const IrrigationSample* sample : samples) {
        groups[sample->subclass].push_back(sample);
    }
    ClassMean mean;
    double weighted = 0;
    double weights = 0;
    for (const auto& [subclass, members] : groups) {
        std::optional<double> weight = subclass.empty() ? std::nullopt : gross.of(districtClass, subclass);
        if (!weight) {
            mean.subclassesByOwnSamples.push_back(subclass.empty() ? "-" : subclass);
            weight = grossOf(members);
        }
        weighted += plainMean(members) * *weight;
        weights += *weight;
    }
    if (groups.size() == 1) {
        mean.subclassesByOwnSamples.clear();  // a single group needs no weight
    }
    mean.eta = weights > 0 ? weighted / weights : plainMean(samples);
    return mean;
}

ClassMean classMean(DistrictClass districtClass, const Samples& samples, const GrossUse& gross) {
    switch (districtClass) {
        case DistrictClass::Large: {
            double net = 0;
            for (const IrrigationSample* sample : samples) {
                net += *sample->netM3;
            }
            return {net / grossOf(samples), {}};
        }
        case DistrictClass::Small:
            return {plainMean(samples), {}};
        case DistrictClass::Medium:
        case DistrictClass::Well:
            break;
    }
    return meanOfSubclasses(districtClass, samples, gross);
}

Samples ofClass(const Samples& samples, DistrictClass districtClass) {
    Samples result;
    std::copy_if(samples.begin(), samples.end(), std::back_inserter(result),
                 [&](const IrrigationSample* sample) { return sample->districtClass == districtClass; });
    return result;
}

/// The region's coefficient; blank when a class lacks its weight or a weighted class lacks samples.
std::optional<double> regionMean(const Samples& samples, const GrossUse& gross) {
    double weighted = 0;
    double weights = 0;
    std::vector<double> means;
    bool weightless = false;
    for (const DistrictClass districtClass : kClasses) {
        const Samples members = ofClass(samples, districtClass);
        if (members.empty()) {
            if (gross.mentions(districtClass)) {
                return std::nullopt;
            }
            continue;
        }
        const auto weight = gross.of(districtClass);
        means.push_back(classMean(districtClass, members, gross).eta);
        weightless = weightless || !weight || *weight <= 0;
        weighted += means.back() * weight.value_or(0);
        weights += weight.value_or(0);
    }
    if (means.size() == 1) {
        return means.front();  // the weight of the only class cancels
    }
    if (means.empty() || weightless) {
        return std::nullopt;
    }
    return weighted / weights;
}

/// What a type of well district usually reaches; parameters irrigation.eta.NAME.min and .max.
struct Band {
    std::string_view code;
    std::string_view zh;
    std::string_view parameter;
};
constexpr Band kBands[] = {{"drip", "微灌", "drip"},
                           {"drip", "滴灌", "drip"},
                           {"pipe", "低压管道", "low_pressure_pipe"},
                           {"lined", "渠道防渗", "lined_canal"},
                           {"earth", "土渠", "earth_canal"}};

/// A plausibility check only: it notes, and never takes a sample away.
void noteUnusual(const RuleContext& context, Derivation& figure, const IrrigationSample& sample) {
    const auto band = std::find_if(std::begin(kBands), std::end(kBands), [&](const Band& one) {
        return sample.districtClass == DistrictClass::Well &&
               (sample.subclass == one.code || sample.subclass.find(one.zh) != std::string::npos);
    });
    if (band == std::end(kBands)) {
        return;
    }
    const std::string id = "irrigation.eta." + std::string(band->parameter);
    const auto low = context.input.parameters->at(id + ".min", context.yearEnd());
    const auto high = context.input.parameters->at(id + ".max", context.yearEnd());
    const double eta = coefficientOf(sample);
    if (low && high && (eta < low->number || eta > high->number)) {
        figure.notes.push_back(
            say("样点“{name}”的系数 {eta} 超出{type}的常见范围 {low} 至 {high}，请核对",
                "the coefficient {eta} of “{name}” is outside the usual range of its type, "
                "{low} to {high}: check it",
                {{"name", sample.name},
                 {"eta", fixed(eta, 4)},
                 {"type", std::string(band->zh)},
                 {"low", fixed(low->number, 2)},
                 {"high", fixed(high->number, 2)}}));
    }
}

Samples validSamples(const RuleContext& context, Derivation& figure) {
    Samples samples;
    UsedInput input{"irrigation_sample", "year = " + std::to_string(context.year), "1", {}, {}};
    for (const IrrigationSample& sample : context.county().irrigationSamples) {
        if (sample.year != context.year) {
            continue;
        }
        const bool usable = valid(sample);
        input.rows.push_back(inputRow(
            sample.name, usable ? std::optional(coefficientOf(sample)) : std::nullopt, sample.origin));
        if (usable) {
            samples.push_back(&sample);
            noteUnusual(context, figure, sample);
        } else if (!sample.netM3 || !sample.grossM3) {
            addMissing(figure, {"样点灌区“" + sample.name + "”缺净灌溉水量或毛灌溉水量",
                                "sample district “" + sample.name + "” lacks its net or gross water"});
        } else {
            addMissing(figure, {"样点灌区“" + sample.name + "”的系数不在 (0, 1] 内，请核对",
                                "the coefficient of sample district “" + sample.name +
                                    "” is not in (0, 1]: check it"});
        }
    }
    if (input.rows.empty()) {
        const std::string year = std::to_string(context.year);
        addMissing(figure, {year + " 年没有样点灌区记录", "no sample district is recorded for " + year});
    }
    figure.inputs.push_back(std::move(input));
    return samples;
}

void addClassChildren(const RuleContext& context, Derivation& figure, const Samples& samples,
                      const GrossUse& gross) {
    int classes = 0;
    for (const DistrictClass districtClass : kClasses) {
        classes += ofClass(samples, districtClass).empty() && !gross.mentions(districtClass) ? 0 : 1;
    }
    for (const DistrictClass districtClass : kClasses) {
        const Samples members = ofClass(samples, districtClass);
        const Text name = county::nameOf(districtClass);
        if (members.empty() && !gross.mentions(districtClass)) {
            continue;
        }
        Derivation child;
        child.id = "irrigation_coefficient." + std::string(county::codeOf(districtClass));
        child.name = {name.zh + "平均系数", "mean coefficient, " + name.en};
        child.unit = "1";
        child.formula = districtClass == DistrictClass::Large   ? "η = Σ W_net / Σ W_gross"
                        : districtClass == DistrictClass::Small ? "η = Σ η_s / n"
                                                                : "η = Σ (η̄_k · W_k) / Σ W_k";
        if (members.empty()) {
            addMissing(child, {name.zh + "有灌溉水量而没有样点",
                               "class " + name.en + " has irrigation water but no sample"});
        } else {
            const ClassMean mean = classMean(districtClass, members, gross);
            child.value = mean.eta;
            if (!mean.subclassesByOwnSamples.empty()) {
                const Text names = listed(mean.subclassesByOwnSamples);
                child.notes.push_back({"分类毛灌溉水量未填，按样点毛水量加权：" + names.zh,
                                       "gross water not stated, weighted by the samples' own: " + names.en});
            }
        }
        const auto weight = gross.of(districtClass);
        UsedInput input{"irrigation_class_use",
                        "year = " + std::to_string(context.year) +
                            " and district_class = " + std::string(county::codeOf(districtClass)),
                        "m³",
                        {},
                        {}};
        for (const county::IrrigationClassUse* use : gross.records()) {
            if (use->districtClass == districtClass) {
                input.rows.push_back(
                    inputRow(use->subclass.empty() ? "*" : use->subclass, use->grossM3, use->origin));
            }
        }
        child.inputs.push_back(std::move(input));
        if (!weight || *weight <= 0) {
            if (classes > 1) {
                addMissing(child,
                           say("缺{year}年{zh}的毛灌溉水量",
                               "the gross irrigation water of class {en} in {year} is missing",
                               {{"year", std::to_string(context.year)}, {"zh", name.zh}, {"en", name.en}}));
            } else {
                child.notes.push_back(
                    {"只有这一类灌区，权重不影响结果", "the only class: its weight cancels"});
            }
        }
        adopt(figure, std::move(child));
    }
}

/// Σ η_c·W_c / Σ W_c over the classes: W_c is the class's own record, named "*", else the sum of its
/// subclasses.
std::string weightedExpression(const Derivation& figure) {
    if (figure.children.size() == 1) {
        return "c1";
    }
    std::string weighted;
    std::string weights;
    for (std::size_t i = 0; i < figure.children.size(); ++i) {
        const std::string child = "c" + std::to_string(i + 1);
        const std::vector<InputRow>& rows = figure.children[i].inputs.front().rows;
        const auto whole =
            std::find_if(rows.begin(), rows.end(), [](const InputRow& row) { return row.key == "*"; });
        const std::string weight = whole == rows.end()
                                       ? "SUM(" + child + ".i1)"
                                       : child + ".i1." + std::to_string(whole - rows.begin() + 1);
        weighted += (i == 0 ? "" : "+") + child + "*" + weight;
        weights += (i == 0 ? "" : "+") + weight;
    }
    return "(" + weighted + ")/(" + weights + ")";
}

Derivation plainMeanChild(const Samples& samples) {
    Derivation child;
    child.id = "irrigation_coefficient.plain_mean";
    child.name = {"样点简单平均（仅供对照）", "plain mean of the samples (for comparison only)"};
    child.unit = "1";
    child.formula = "Σ η_s / n";
    child.value = plainMean(samples);
    return child;
}

/// How much the figure hangs on one sample.
std::optional<Derivation> leaveOneOut(double value, const Samples& samples, const GrossUse& gross) {
    std::optional<Interval> range;
    for (std::size_t left = 0; left < samples.size(); ++left) {
        Samples others = samples;
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(left));
        const auto other = regionMean(others, gross);
        if (!other) {
            continue;
        }
        range = range ? Interval{std::min(range->low, *other), std::max(range->high, *other)}
                      : Interval{*other, *other};
    }
    if (!range) {
        return std::nullopt;
    }
    Derivation child;
    child.id = "irrigation_coefficient.leave_one_out";
    child.name = {"逐一去掉一个样点的范围", "range when any one sample is left out"};
    child.unit = "1";
    child.value = value;
    child.range = range;
    child.notes.push_back(say("{low} 至 {high}", "{low} to {high}",
                              {{"low", fixed(range->low, 4)}, {"high", fixed(range->high, 4)}}));
    return child;
}

/// η = W_net / W: with the same net water the gross water must fall to W·η/η*.
void needLessGross(const RuleContext& context, RuleResult& result, const GrossUse& gross) {
    const auto target = context.target();
    const auto eta = result.derivation.value;
    if (!target || !eta || *eta >= *target) {
        return;
    }
    const double share = 1 - *eta / *target;
    result.needed.push_back({{"净灌溉水量不变，毛灌溉水量还须减少 1 − η/目标，即",
                              "cut of the gross water at the same net water, 1 − η/target"},
                             share * kPercent,
                             "%"});
    if (const auto total = gross.total()) {
        result.needed.push_back({{"还须减少毛灌溉水量", "gross water to save"}, share * *total, "m³"});
    }
}

}  // namespace

RuleResult irrigationCoefficient(const RuleContext& context) {
    RuleResult result;
    Derivation& figure = result.derivation;
    figure.id = "irrigation_coefficient";
    figure.name = {"农田灌溉水有效利用系数", "effective use coefficient of irrigation water"};
    figure.unit = "1";
    figure.formula = "η = Σ (η_c · W_c) / Σ W_c";
    figure.clause = "《全国农田灌溉水有效利用系数测算分析技术指导细则》（2015-12）";
    const GrossUse gross(context);
    const Samples samples = validSamples(context, figure);
    if (samples.empty()) {
        return result;
    }
    addClassChildren(context, figure, samples, gross);
    figure.expression = weightedExpression(figure);
    const auto eta = regionMean(samples, gross);
    if (figure.missing.empty()) {
        figure.value = eta;
        needLessGross(context, result, gross);
    } else if (eta) {
        figure.notes.push_back(
            say("仅按有效样点计算为 {v}", "the valid samples alone give {v}", {{"v", fixed(*eta, 4)}}));
    }
    figure.children.push_back(plainMeanChild(samples));
    if (eta) {
        if (auto child = leaveOneOut(*eta, samples, gross)) {
            figure.children.push_back(std::move(*child));
        }
    }
    return result;
}

}  // namespace shuiheng::compliance
