// Ratios of members that can show something: certified, diagnosed, audited, closed, monitored, inspected.
//   ratio = members with proof on the day / members due × 100 %;  members and proofs are lists, kept by name
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/quantity.h"
#include "compliance/rule.h"

namespace shuiheng::compliance {
namespace {

using county::Origin;

constexpr double kPercent = 100;

/// Somebody who is due, and what he can show for it.
struct Member {
    std::string key;
    std::string name;
    Origin origin;
    std::optional<double> volumeM3;
    std::optional<InputRow> proof;
    Text remark;  ///< why there is no proof
};

/// The two lists of a ratio, as tables.
struct RatioNames {
    std::string id;
    Text name;
    Text due;
    Text shown;
    std::string unit;  ///< of the members: 家, 所, 个
    std::string clause;
    std::string dueTable;
    std::string dueFilter;
    std::string proofTable;
    std::string proofFilter;
    Text nobodyDue;
    Text nothingShown;  ///< used when the register of proofs is empty
};

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

/// How many more are needed for the target.
void addStillNeeded(const RuleContext& context, Derivation& ratio, std::size_t due, std::size_t shown) {
    const auto target = context.target();
    if (!target || !ratio.value || *ratio.value >= *target) {
        return;
    }
    constexpr double kNoise = 1e-9;
    const double wanted = std::ceil(*target / kPercent * static_cast<double>(due) - kNoise);
    ratio.notes.push_back(
        say("要达到 {target}%，还须完成 {count} 个", "{count} more are needed to reach {target} %",
            {{"target", fixed(*target, 0)}, {"count", fixed(wanted - static_cast<double>(shown), 0)}}));
}

RuleResult ratioOf(const RuleContext& context, RatioNames names, std::vector<Member> members, bool anyProof) {
    RuleResult result;
    Derivation& ratio = result.derivation;
    ratio.id = names.id;
    ratio.name = std::move(names.name);
    ratio.unit = "%";
    ratio.formula = "n_完成 / n_应完成 × 100 %";
    ratio.expression = "c2/c1*100";
    ratio.clause = std::move(names.clause);
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
    const std::size_t due = dueRows.size();
    const std::size_t shown = proofRows.size();
    Derivation dueCount = countOf(names.id + ".due", names.due, names.unit, names.dueTable, names.dueFilter,
                                  std::move(dueRows));
    Derivation shownCount = countOf(names.id + ".shown", names.shown, names.unit, names.proofTable,
                                    names.proofFilter, std::move(proofRows));
    if (due == 0) {
        dueCount.value.reset();
        addMissing(dueCount, names.nobodyDue);
    }
    if (!anyProof) {
        shownCount.value.reset();
        addMissing(shownCount, names.nothingShown);
    }
    if (due > 0 && anyProof) {
        ratio.value = static_cast<double>(shown) / static_cast<double>(due) * kPercent;
        addStillNeeded(context, ratio, due, shown);
    }
    adopt(ratio, std::move(dueCount));
    adopt(ratio, std::move(shownCount));
    return result;
}

bool existsOn(std::optional<Date> from, std::optional<Date> to, Date day) {
    return from.value_or(day) <= day && to.value_or(day) >= day;
}

/// Enterprises of a list as it was frozen for the year.
std::vector<Member> listedIn(const RuleContext& context, std::string_view list,
                             const std::vector<std::string>& industries) {
    std::vector<Member> members;
    for (const county::ListedEnterprise& one : context.county().listedEnterprises) {
        const bool wanted =
            industries.empty() ||
            std::any_of(industries.begin(), industries.end(), [&](const std::string& industry) {
                return one.industry.find(industry) != std::string::npos;
            });
        if (one.list == list && one.year == context.year && wanted) {
            members.push_back({one.name, one.name, one.origin, one.annualUseM3, std::nullopt, {}});
        }
    }
    return members;
}

Text listMissing(const RuleContext& context, std::string_view zh, std::string_view en) {
    return say("没有登记 {year} 年的{zh}", "the {en} of {year} is not recorded",
               {{"year", std::to_string(context.year)}, {"zh", std::string(zh)}, {"en", std::string(en)}});
}

struct CertificateKind {
    std::string_view code;
    Text name;
};
const CertificateKind kCertificateKinds[] = {
    {"water_saving_enterprise", {"节水型企业", "water-saving enterprises"}},
    {"water_saving_school", {"节水型学校", "water-saving schools"}},
    {"water_saving_unit", {"节水型单位", "water-saving units"}},
};

/// Certificates valid on the day, by holder; true when the register holds any of the kind.
bool addCertificates(const RuleContext& context, const std::string& kind, Date day,
                     std::vector<Member>& members) {
    bool any = false;
    std::map<std::string, const county::Certificate*> valid;
    std::map<std::string, const county::Certificate*> expired;
    for (const county::Certificate& one : context.county().certificates) {
        if (one.kind != kind) {
            continue;
        }
        any = true;
        if (one.issuedOn.value_or(day) <= day) {
            (one.validTo.value_or(day) >= day ? valid : expired)[one.holder] = &one;
        }
    }
    for (Member& member : members) {
        auto found = valid.find(member.name);
        found = found != valid.end() ? found : valid.find(member.key);
        if (found != valid.end()) {
            member.proof = inputRow(found->second->number, std::nullopt, found->second->origin);
        } else if (expired.count(member.name) + expired.count(member.key) > 0) {
            member.remark = {"证书已过期", "the certificate has expired"};
        } else {
            member.remark = {"没有证书", "no certificate"};
        }
    }
    return any;
}

}  // namespace

RuleResult certifiedRatio(const RuleContext& context) {
    Derivation choices;
    const std::string kind = context.argument("kind", "water_saving_enterprise");
    const std::string population = context.argument("population", "high_consumption_enterprises");
    const Date day = context.referenceDay();
    const auto known = std::find_if(std::begin(kCertificateKinds), std::end(kCertificateKinds),
                                    [&](const CertificateKind& one) { return one.code == kind; });
    const Text kindName = known != std::end(kCertificateKinds) ? known->name : Text{kind, kind};
    std::vector<Member> members;
    RatioNames names{"certified_ratio",
                     {kindName.zh + "建成率", "share of " + kindName.en},
                     {"应建成", "due"},
                     {"已建成（证书有效）", "with a valid certificate"},
                     "家",
                     "",
                     "",
                     "",
                     "certificate",
                     "kind = " + kind + " and valid on " + day.iso(),
                     {},
                     say("没有登记任何{zh}证书", "no certificate of {en} is recorded",
                         {{"zh", kindName.zh}, {"en", kindName.en}})};
    if (population == "high_consumption_enterprises") {
        const std::string choice = context.option(choices, "high_consumption_list", "register");
        const std::vector<std::string> industries =
            choice == "register" ? std::vector<std::string>()
                                 : splitList(context.argument(choice + "_industries", ""));
        members = listedIn(context, "high_consumption", industries);
        names.dueTable = "listed_enterprise";
        names.dueFilter = "list = high_consumption and year = " + std::to_string(context.year) +
                          (industries.empty() ? "" : " and industry in (" + joined(industries, ", ") + ")");
        names.nobodyDue = listMissing(context, "高耗水企业名录", "list of water-intensive enterprises");
    } else {
        const bool schools = population == "schools";
        const bool both = !schools && context.option(choices, "school_counted_as_agency", "no") == "yes";
        for (const county::Institution& one : context.county().institutions) {
            const bool school = one.kind == "school";
            if ((school ? schools || both : !schools) && existsOn(one.openedOn, one.closedOn, day)) {
                members.push_back({one.code, one.name, one.origin, std::nullopt, std::nullopt, {}});
            }
        }
        names.unit = schools ? "所" : "个";
        names.dueTable = "institution";
        names.dueFilter = schools ? "kind = school" : both ? "all kinds" : "kind <> school";
        names.nobodyDue = schools ? Text{"没有登记学校", "no school is recorded"}
                                  : Text{"没有登记机关事业单位", "no public agency is recorded"};
    }
    const bool any = addCertificates(context, kind, day, members);
    RuleResult result = ratioOf(context, std::move(names), std::move(members), any);
    result.derivation.switches = choices.switches;
    return result;
}

RuleResult diagnosisCoverage(const RuleContext& context) {
    const Date day = context.referenceDay();
    const double threshold = context.numericArgument("high_consumption_threshold_m3").value_or(0);
    std::vector<Member> members = listedIn(context, "above_scale", {});
    std::vector<Member> intensive = listedIn(context, "high_consumption", {});
    const bool complete = !members.empty() && !intensive.empty();
    RuleResult unknown;
    for (Member& one : intensive) {
        const bool there = std::any_of(members.begin(), members.end(),
                                       [&](const Member& member) { return member.name == one.name; });
        if (!one.volumeM3) {
            addMissing(unknown.derivation,
                       say("高耗水企业“{name}”没有年用水量，无法判断是否达到门槛",
                           "the annual use of “{name}” is blank: whether it reaches the threshold is unknown",
                           {{"name", one.name}}));
        } else if (!there && *one.volumeM3 >= threshold) {
            members.push_back(std::move(one));
        }
    }
    bool any = false;
    for (const county::WaterAssessment& assessment : context.county().waterAssessments) {
        if (assessment.kind != "diagnosis") {
            continue;
        }
        any = true;
        for (Member& member : members) {
            if (member.name == assessment.enterprise && assessment.assessedOn.value_or(day) <= day) {
                member.proof = inputRow(assessment.enterprise, std::nullopt, assessment.origin);
            }
        }
    }
    for (Member& member : members) {
        member.remark = {"没有诊断记录", "no diagnosis"};
    }
    if (!complete) {
        members.clear();
    }
    RatioNames names{"diagnosis_coverage",
                     {"用水诊断覆盖率", "coverage of water-use diagnoses"},
                     {"应诊断企业（规上工业与年用水量达门槛的高耗水企业）",
                      "enterprises due: above scale, and water-intensive ones from the threshold up"},
                     {"已诊断企业", "enterprises diagnosed"},
                     "家",
                     "",
                     "listed_enterprise",
                     "year = " + std::to_string(context.year) +
                         " and (list = above_scale or list = high_consumption and annual_use_m3 >= " +
                         fixed(threshold, 0) + ")",
                     "water_assessment",
                     "kind = diagnosis and assessed_on <= " + day.iso(),
                     listMissing(context, "规上工业企业名录或高耗水企业名录",
                                 "list of enterprises above scale or of water-intensive ones"),
                     {"没有登记任何用水诊断", "no diagnosis is recorded"}};
    RuleResult result = ratioOf(context, std::move(names), std::move(members), any);
    if (!unknown.derivation.missing.empty()) {
        result.derivation.value.reset();
        adoptMissing(result.derivation, unknown.derivation);
    }
    return result;
}

RuleResult auditDone(const RuleContext& context) {
    const Date day = context.referenceDay();
    std::vector<Member> members =
        listedIn(context, "typical_user", splitList(context.argument("industries", "")));
    bool any = false;
    for (const county::WaterAssessment& assessment : context.county().waterAssessments) {
        any = any || assessment.kind == "audit";
        for (Member& member : members) {
            if (assessment.kind == "audit" && member.name == assessment.enterprise &&
                assessment.assessedOn.value_or(day) <= day) {
                member.proof = inputRow(assessment.enterprise, std::nullopt, assessment.origin);
            }
        }
    }
    for (Member& member : members) {
        member.remark = {"没有审计记录", "no audit"};
    }
    const std::size_t due = members.size();
    RuleResult result = ratioOf(context,
                                {"audit_done",
                                 {"已完成审计的典型用水户", "typical users audited"},
                                 {"典型用水户", "typical users"},
                                 {"已审计", "audited"},
                                 "户",
                                 "",
                                 "listed_enterprise",
                                 "list = typical_user and year = " + std::to_string(context.year),
                                 "water_assessment",
                                 "kind = audit and assessed_on <= " + day.iso(),
                                 listMissing(context, "典型用水户名录", "list of typical users"),
                                 {"没有登记任何用水审计", "no audit is recorded"}},
                                std::move(members), any);
    // The plan asks for all of them: counted, not as a share.
    if (result.derivation.value) {
        result.derivation.value = result.derivation.children.back().value;
        result.target = static_cast<double>(due);
    }
    result.derivation.unit = "户";
    result.derivation.formula = "n_已审计";
    result.derivation.expression = "c2";
    return result;
}

RuleResult dischargeRectification(const RuleContext& context) {
    Derivation choices;
    Date deadline = context.referenceDay();
    if (context.option(choices, "discharge_deadline", "month_end") == "month_start") {
        deadline = Month::containing(deadline).firstDay();
    }
    std::vector<Member> members;
    std::vector<std::string> stopped;
    for (const county::ProblemDischarger& one : context.county().problemDischargers) {
        Member member{one.name + "/" + one.parameter, one.name, one.origin, std::nullopt, std::nullopt,
                      {"未销号", "not closed"}};
        if (one.closedOn && *one.closedOn <= deadline && one.retestPassed.value_or(false)) {
            member.proof = inputRow(member.key, std::nullopt, one.origin);
        } else if (one.closedOn && *one.closedOn > deadline) {
            member.remark = say("{day} 销号，逾期 {days} 天", "closed on {day}, {days} days late",
                                {{"day", one.closedOn->iso()},
                                 {"days", std::to_string(daysBetween(deadline, *one.closedOn))}});
        } else if (one.closedOn) {
            member.remark = {"已报销号，但没有复测达标记录",
                             "reported closed, but no passed re-test is recorded"};
        } else if (one.stopOrderedOn) {
            member.remark = say("{day} 已限期停止排水", "ordered to stop draining on {day}",
                                {{"day", one.stopOrderedOn->iso()}});
        }
        if (!member.proof && one.stopOrderedOn) {
            stopped.push_back(one.name);
        }
        members.push_back(std::move(member));
    }
    RuleResult result = ratioOf(context,
                                {"discharge_rectification",
                                 {"超标排水企业整治完成率", "share of problem dischargers put right"},
                                 {"超标排水企业（项）", "cases of exceedance"},
                                 {"按期销号且复测达标", "closed in time with a passed re-test"},
                                 "项",
                                 "",
                                 "problem_discharger",
                                 "all",
                                 "problem_discharger",
                                 "closed_on <= " + deadline.iso() + " and retest_passed = 1",
                                 {"没有登记超标排水企业", "no problem discharger is recorded"},
                                 {}},
                                std::move(members), true);
    result.derivation.switches = choices.switches;
    if (!stopped.empty()) {
        const Text names = listed(stopped);
        result.derivation.notes.push_back(
            {"已决定限期停止排水：" + names.zh, "ordered to stop: " + names.en});
    }
    return result;
}

RuleResult monitoringCoverage(const RuleContext& context) {
    const Date day = context.referenceDay();
    std::vector<Member> members;
    for (const county::DrainageNode& node : context.county().drainageNodes) {
        Member member{node.code,    node.name,    node.origin,
                      std::nullopt, std::nullopt, {"未远程监控", "not monitored"}};
        if (node.monitoredSince && *node.monitoredSince <= day) {
            member.proof = inputRow(node.code, std::nullopt, node.origin);
        }
        members.push_back(std::move(member));
    }
    return ratioOf(context,
                   {"monitoring_coverage",
                    {"排水管网远程监控覆盖率", "coverage of drainage nodes by remote monitoring"},
                    {"应监控点", "nodes required"},
                    {"已监控点", "nodes monitored"},
                    "个",
                    "",
                    "drainage_node",
                    "all",
                    "drainage_node",
                    "monitored_since <= " + day.iso(),
                    {"没有登记排水监控点", "no drainage node is recorded"},
                    {}},
                   std::move(members), true);
}

RuleResult inspectionCoverage(const RuleContext& context) {
    const Date day = context.referenceDay();
    std::map<std::string, const county::MarketInspection*> inspected;
    for (const county::MarketInspection& one : context.county().marketInspections) {
        if (one.inspectedOn && one.inspectedOn->year() == context.year) {
            inspected[one.sellerCode] = &one;
        }
    }
    std::vector<Member> members;
    for (const county::FixtureSeller& seller : context.county().fixtureSellers) {
        if (!existsOn(seller.openedOn, seller.closedOn, day)) {
            continue;
        }
        Member member{seller.code,  seller.name,  seller.origin,
                      std::nullopt, std::nullopt, {"当年未抽检", "not inspected in the year"}};
        if (const auto found = inspected.find(seller.code); found != inspected.end()) {
            member.proof = inputRow(seller.code, std::nullopt, found->second->origin);
        }
        members.push_back(std::move(member));
    }
    const std::string year = std::to_string(context.year);
    return ratioOf(context,
                   {"inspection_coverage",
                    {"生活用水器具市场抽检覆盖率", "coverage of market inspections"},
                    {"在业经营者", "sellers in business"},
                    {"当年已抽检", "inspected in the year"},
                    "家",
                    "",
                    "fixture_seller",
                    "in business on " + day.iso(),
                    "market_inspection",
                    "year = " + year,
                    {"没有登记用水器具经营者", "no seller of fixtures is recorded"},
                    {year + " 年没有市场抽检记录", "no market inspection is recorded for " + year}},
                   std::move(members), !inspected.empty());
}

namespace {

/// Σ part / Σ whole of counted things.
struct Share {
    Derivation whole;
    Derivation part;

    Share(const RatioNames& names) {
        whole = countOf(names.id + ".due", names.due, names.unit, names.dueTable, names.dueFilter, {});
        part = countOf(names.id + ".shown", names.shown, names.unit, names.proofTable, names.proofFilter, {});
        whole.formula = part.formula = "Σ n";
        whole.expression = part.expression = "SUM(i1)";
        whole.value = part.value = 0;
    }

    void add(const std::string& key, std::optional<int> all, std::optional<int> good, const Origin& origin) {
        const auto real = [](std::optional<int> number) {
            return number ? std::optional(static_cast<double>(*number)) : std::nullopt;
        };
        whole.inputs.back().rows.push_back(inputRow(key, real(all), origin));
        part.inputs.back().rows.push_back(inputRow(key, real(good), origin));
        if (!all || !good) {
            addMissing(whole, say("“{key}”的数量未填", "the numbers of “{key}” are blank", {{"key", key}}));
            return;
        }
        *whole.value += *all;
        *part.value += *good;
    }

    RuleResult finish(const RatioNames& names) {
        RuleResult result;
        Derivation& ratio = result.derivation;
        ratio.id = names.id;
        ratio.name = names.name;
        ratio.unit = "%";
        ratio.formula = "Σ n_节水型 / Σ n × 100 %";
        ratio.expression = "c2/c1*100";
        ratio.clause = names.clause;
        if (whole.inputs.back().rows.empty() || (whole.missing.empty() && *whole.value == 0)) {
            addMissing(whole, names.nobodyDue);
        }
        if (whole.missing.empty()) {
            ratio.value = *part.value / *whole.value * kPercent;
        } else {
            whole.value.reset();
            part.value.reset();
        }
        adopt(ratio, std::move(whole));
        adopt(ratio, std::move(part));
        return result;
    }
};

}  // namespace

RuleResult fixtureRatio(const RuleContext& context) {
    const Date day = context.referenceDay();
    RatioNames names{"fixture_ratio",
                     {"公共建筑节水型器具普及率", "share of water-saving fixtures in public buildings"},
                     {"在用器具", "fixtures in use"},
                     {"其中节水型", "of them water-saving"},
                     "件",
                     "",
                     "fixture_survey",
                     "latest survey until " + day.iso(),
                     "fixture_survey",
                     "latest survey until " + day.iso(),
                     {"没有登记公共建筑用水器具普查", "no survey of fixtures is recorded"},
                     {}};
    std::map<std::pair<std::string, std::string>, const county::FixtureSurvey*> latest;
    for (const county::FixtureSurvey& survey : context.county().fixtureSurveys) {
        if (survey.surveyedOn.value_or(day) <= day) {
            latest[{survey.building, survey.fixture}] = &survey;  // in order of date
        }
    }
    Share share(names);
    std::vector<NamedItem> short_;
    for (const auto& [key, survey] : latest) {
        share.add(key.first + "/" + key.second, survey->total, survey->saving, survey->origin);
        if (survey->total && survey->saving && *survey->saving < *survey->total) {
            short_.push_back(
                {key.first + "/" + key.second, key.first,
                 static_cast<double>(*survey->total - *survey->saving), "件",
                 say("{fixture}非节水型", "{fixture} not water-saving", {{"fixture", key.second}})});
        }
    }
    RuleResult result = share.finish(names);
    result.namedList = std::move(short_);
    return result;
}

RuleResult compliantModelShare(const RuleContext& context) {
    const std::string year = std::to_string(context.year);
    RatioNames names{"compliant_model_share",
                     {"在售用水器具中节水型器具占比", "share of water-saving models on sale"},
                     {"抽检在售型号", "models on sale where inspected"},
                     {"其中节水型", "of them water-saving"},
                     "个",
                     "",
                     "market_inspection",
                     "year = " + year,
                     "market_inspection",
                     "year = " + year,
                     {year + " 年没有市场抽检记录", "no market inspection is recorded for " + year},
                     {}};
    std::map<std::string, const county::MarketInspection*> latest;
    for (const county::MarketInspection& one : context.county().marketInspections) {
        if (one.inspectedOn && one.inspectedOn->year() == context.year) {
            latest[one.sellerCode] = &one;  // the last of the year counts
        }
    }
    Share share(names);
    std::set<std::string> inBusiness;
    for (const auto& [seller, one] : latest) {
        share.add(seller, one->modelsOnSale, one->savingModels, one->origin);
    }
    RuleResult result = share.finish(names);
    if (result.derivation.value) {
        result.derivation.notes.push_back(
            {"占比只反映被抽检经营者的在售型号", "the share is that of the sellers inspected"});
    }
    return result;
}

}  // namespace shuiheng::compliance
