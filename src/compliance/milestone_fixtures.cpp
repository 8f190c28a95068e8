// Water-saving fixtures: those in use in public buildings, and the models on sale.
//   share = Σ n_saving / Σ n × 100 %
#include <map>

#include "compliance/member_ratio.h"
#include "compliance/sampling.h"

namespace shuiheng::compliance {
namespace {

constexpr double kPercent = 100;

std::optional<double> real(std::optional<int> number) {
    return number ? std::optional(static_cast<double>(*number)) : std::nullopt;
}

/// Σ part / Σ whole of counted things.
class Share {
  public:
    explicit Share(RatioNames names) : m_names(std::move(names)) {
        whole =
            countOf(m_names.id + ".due", m_names.due, m_names.unit, m_names.dueTable, m_names.dueFilter, {});
        part = countOf(m_names.id + ".shown", m_names.shown, m_names.unit, m_names.proofTable,
                       m_names.proofFilter, {});
        whole.formula = part.formula = "Σ n";
        whole.expression = part.expression = "SUM(i1)";
        whole.value = part.value = 0;
    }

    /// `short_`: what the list says of it when not all of them are good.
    void add(const std::string& key, const std::string& name, std::optional<int> all, std::optional<int> good,
             const county::Origin& origin, const Text& short_) {
        whole.inputs.back().rows.push_back(inputRow(key, real(all), origin));
        part.inputs.back().rows.push_back(inputRow(key, real(good), origin));
        if (!all || !good) {
            addMissing(whole, say("“{key}”的数量未填", "the numbers of “{key}” are blank", {{"key", key}}));
            return;
        }
        *whole.value += *all;
        *part.value += *good;
        if (*good < *all) {
            m_list.push_back({key, name, static_cast<double>(*all - *good), m_names.unit, short_});
        }
    }

    RuleResult finish(const RuleContext& context) {
        RuleResult result;
        Derivation& ratio = result.derivation;
        ratio.id = m_names.id;
        ratio.name = m_names.name;
        ratio.unit = "%";
        ratio.formula = "Σ n_节水型 / Σ n × 100 %";
        ratio.expression = "c2/c1*100";
        if (whole.inputs.back().rows.empty() || (whole.missing.empty() && *whole.value == 0)) {
            addMissing(whole, m_names.nobodyDue);
        }
        if (whole.missing.empty()) {
            ratio.value = *part.value / *whole.value * kPercent;
            needMembers(context, result, m_names, *whole.value, *part.value);
        } else {
            whole.value.reset();
            part.value.reset();
        }
        adopt(ratio, whole);
        adopt(ratio, part);
        result.namedList = std::move(m_list);
        return result;
    }

    Derivation whole;
    Derivation part;

  private:
    RatioNames m_names;
    std::vector<NamedItem> m_list;
};

/// The shops inspected are a sample of the shops: how far the share may lie from that of the whole market.
/// The models of the whole market are put at the same number per shop.
Derivation samplingRange(const RuleContext& context, const Share& share, double inspected, double sellers) {
    Derivation range;
    range.id = "compliant_model_share.sampling";
    range.name = {"抽样的置信区间（仅供对照）", "confidence interval of the sample (for comparison only)"};
    range.unit = "%";
    range.formula = "Wilson，n → n·(N − 1)/(N − n)，N = n·在业/抽检";
    const auto confidence = context.number(range, "saving.confidence");
    const double models = *share.whole.value;
    const auto bounds =
        confidence ? wilsonInterval(*share.part.value, models, *confidence, models * sellers / inspected)
                   : std::nullopt;
    if (!bounds) {
        return range;
    }
    range.value = *share.part.value / models * kPercent;
    range.range = Interval{bounds->low * kPercent, bounds->high * kPercent};
    range.notes.push_back(say("n = {n} 个型号，抽检 {k} 家、在业 {all} 家：{low}% 至 {high}%",
                              "n = {n} models, {k} of {all} sellers inspected: {low} % to {high} %",
                              {{"n", fixed(models, 0)},
                               {"k", fixed(inspected, 0)},
                               {"all", fixed(sellers, 0)},
                               {"low", fixed(range.range->low, 1)},
                               {"high", fixed(range.range->high, 1)}}));
    return range;
}

}  // namespace

RuleResult fixtureRatio(const RuleContext& context) {
    const Date day = context.referenceDay();
    const std::string filter = "latest survey until " + day.iso();
    std::map<std::pair<std::string, std::string>, const county::FixtureSurvey*> latest;
    for (const county::FixtureSurvey& survey : context.county().fixtureSurveys) {
        const county::FixtureSurvey*& last = latest[{survey.building, survey.fixture}];
        const Date on = survey.surveyedOn.value_or(day);
        if (on <= day && (!last || last->surveyedOn.value_or(day) < on)) {
            last = &survey;
        }
    }
    Share share({.id = "fixture_ratio",
                 .name = {"公共建筑节水型器具普及率", "share of water-saving fixtures in public buildings"},
                 .due = {"在用器具", "fixtures in use"},
                 .shown = {"其中节水型", "of them water-saving"},
                 .lacking = {"还须更换器具", "more fixtures to replace"},
                 .unit = "件",
                 .dueTable = "fixture_survey",
                 .dueFilter = filter,
                 .proofTable = "fixture_survey",
                 .proofFilter = filter,
                 .nobodyDue = {"没有登记公共建筑用水器具普查", "no survey of fixtures is recorded"}});
    for (const auto& [key, survey] : latest) {
        if (survey) {
            share.add(key.first + "/" + key.second, key.first, survey->total, survey->saving, survey->origin,
                      say("{fixture}非节水型", "{fixture} not water-saving", {{"fixture", key.second}}));
        }
    }
    return share.finish(context);
}

RuleResult compliantModelShare(const RuleContext& context) {
    const std::string year = std::to_string(context.year);
    const Date day = context.referenceDay();
    std::map<std::string, const county::FixtureSeller*> sellers;
    for (const county::FixtureSeller& one : context.county().fixtureSellers) {
        if (existsOn(one.openedOn, one.closedOn, day)) {
            sellers.emplace(one.code, &one);
        }
    }
    // Of several inspections the last of the year counts; what a closed shop sold is no longer on sale.
    std::map<std::string, const county::MarketInspection*> latest;
    for (const county::MarketInspection& one : context.county().marketInspections) {
        if (!one.inspectedOn || one.inspectedOn->year() != context.year ||
            sellers.count(one.sellerCode) == 0) {
            continue;
        }
        const county::MarketInspection*& last = latest[one.sellerCode];
        last = !last || *last->inspectedOn < *one.inspectedOn ? &one : last;
    }
    Share share(
        {.id = "compliant_model_share",
         .name = {"在售用水器具中节水型器具占比", "share of water-saving models on sale"},
         .due = {"抽检在售型号", "models on sale where inspected"},
         .shown = {"其中节水型", "of them water-saving"},
         .lacking = {"还须下架非节水型型号", "models to take off sale"},
         .unit = "个",
         .dueTable = "market_inspection",
         .dueFilter = "year = " + year,
         .proofTable = "market_inspection",
         .proofFilter = "year = " + year,
         .nobodyDue = {year + " 年没有市场抽检记录", "no market inspection is recorded for " + year}});
    for (const auto& [seller, one] : latest) {
        share.add(seller, sellers.at(seller)->name, one->modelsOnSale, one->savingModels, one->origin,
                  {"非节水型型号在售", "models on sale that are not water-saving"});
    }
    RuleResult result = share.finish(context);
    if (result.derivation.value) {
        result.derivation.notes.push_back(
            {"占比只反映被抽检经营者的在售型号", "the share is that of the sellers inspected"});
        result.derivation.children.push_back(samplingRange(context, share, static_cast<double>(latest.size()),
                                                           static_cast<double>(sellers.size())));
    }
    return result;
}

}  // namespace shuiheng::compliance
