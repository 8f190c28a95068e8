// Enterprises of the lists frozen by year, schools and agencies: certified, diagnosed, audited.
#include <algorithm>

#include "compliance/member_ratio.h"

namespace shuiheng::compliance {
namespace {

/// Enterprises of a list as it was frozen for the year, all of them or those of some industries.
std::vector<Member> listedIn(const RuleContext& context, std::string_view list, const Text& remark,
                             const std::vector<std::string>& industries, Derivation& owner) {
    std::vector<Member> members;
    for (const county::ListedEnterprise& one : context.county().listedEnterprises) {
        if (one.list != list || one.year != context.year) {
            continue;
        }
        const bool wanted =
            industries.empty() ||
            std::any_of(industries.begin(), industries.end(), [&](const std::string& industry) {
                return one.industry.find(industry) != std::string::npos;
            });
        if (wanted) {
            members.push_back({one.name, one.name, one.origin, remark, one.userCode, one.annualUseM3});
        } else if (one.industry.empty()) {
            addMissing(owner, say("名录中“{name}”没有填行业，无法判断是否应计入",
                                  "the industry of “{name}” is blank: whether it counts is unknown",
                                  {{"name", one.name}}));
        }
    }
    return members;
}

Text listMissing(const RuleContext& context, std::string_view zh, std::string_view en) {
    return say("没有登记 {year} 年的{zh}", "the {en} of {year} is not recorded",
               {{"year", std::to_string(context.year)}, {"zh", std::string(zh)}, {"en", std::string(en)}});
}

/// What is unknown about the members takes the figure, and is listed with it.
void withdraw(RuleResult& result, const Derivation& unknown) {
    if (!unknown.missing.empty()) {
        result.derivation.value.reset();
        result.needed.clear();
        adoptMissing(result.derivation, unknown);
    }
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

Text kindName(const std::string& kind) {
    const auto known = std::find_if(std::begin(kCertificateKinds), std::end(kCertificateKinds),
                                    [&](const CertificateKind& one) { return one.code == kind; });
    return known != std::end(kCertificateKinds) ? known->name : Text{kind, kind};
}

/// Certificates valid on the day, by holder; true when the register holds any of the kind.
bool showCertificates(const RuleContext& context, const std::string& kind, Date day,
                      std::vector<Member>& members) {
    bool any = false;
    for (const county::Certificate& one : context.county().certificates) {
        if (one.kind != kind) {
            continue;
        }
        any = true;
        for (Member& member : members) {
            if (!member.isCalled(one.holder)) {
                continue;
            }
            if (one.validTo.value_or(day) >= day) {
                member.show(context, inputRow(one.number, std::nullopt, one.origin), one.issuedOn);
            } else if (!member.proof) {
                member.remark = {"证书已过期", "the certificate has expired"};
            }
        }
    }
    return any;
}

/// Assessments made by the day; true when the register holds any of the kind.
bool showAssessments(const RuleContext& context, std::string_view kind, std::vector<Member>& members) {
    bool any = false;
    for (const county::WaterAssessment& one : context.county().waterAssessments) {
        if (one.kind != kind) {
            continue;
        }
        any = true;
        for (Member& member : members) {
            if (member.isCalled(one.enterprise)) {
                member.show(context, inputRow(one.enterprise, std::nullopt, one.origin), one.assessedOn);
            }
        }
    }
    return any;
}

std::vector<Member> institutions(const RuleContext& context, bool schools, bool others, Date day) {
    std::vector<Member> members;
    for (const county::Institution& one : context.county().institutions) {
        const bool wanted = one.kind == "school" ? schools : others;
        if (wanted && existsOn(one.openedOn, one.closedOn, day)) {
            members.push_back({one.code, one.name, one.origin, {"没有证书", "no certificate"}, one.code});
        }
    }
    return members;
}

}  // namespace

RuleResult certifiedRatio(const RuleContext& context) {
    Derivation choices;
    const std::string kind = context.argument("kind", "water_saving_enterprise");
    const std::string population = context.argument("population", "high_consumption_enterprises");
    const Date day = context.referenceDay();
    const Text what = kindName(kind);
    std::vector<Member> members;
    RatioNames names{.id = "certified_ratio",
                     .name = {what.zh + "建成率", "share of " + what.en},
                     .due = {"应建成", "due"},
                     .shown = {"已建成（证书有效）", "with a valid certificate"},
                     .lacking = {"还须建成" + what.zh, "more " + what.en + " to certify"},
                     .unit = "家",
                     .dueTable = {},
                     .dueFilter = {},
                     .proofTable = "certificate",
                     .proofFilter = "kind = " + kind + " and valid on " + day.iso(),
                     .nobodyDue = {},
                     .nothingShown = say("没有登记任何{zh}证书", "no certificate of {en} is recorded",
                                         {{"zh", what.zh}, {"en", what.en}})};
    if (population == "high_consumption_enterprises") {
        const std::string choice = context.option(choices, "high_consumption_list", "register");
        const std::vector<std::string> industries =
            choice == "register" ? std::vector<std::string>()
                                 : splitList(context.argument(choice + "_industries", ""));
        members = listedIn(context, "high_consumption", {"没有证书", "no certificate"}, industries, choices);
        names.dueTable = "listed_enterprise";
        names.dueFilter = "list = high_consumption and year = " + std::to_string(context.year) +
                          (industries.empty() ? "" : " and industry in (" + joined(industries, ", ") + ")");
        names.nobodyDue = listMissing(context, "高耗水企业名录", "list of water-intensive enterprises");
    } else {
        const bool schools = population == "schools";
        const bool both = !schools && context.option(choices, "school_counted_as_agency", "no") == "yes";
        members = institutions(context, schools || both, !schools, day);
        names.unit = schools ? "所" : "个";
        names.dueTable = "institution";
        names.dueFilter = schools ? "kind = school" : both ? "all kinds" : "kind <> school";
        names.nobodyDue = schools ? Text{"没有登记学校", "no school is recorded"}
                                  : Text{"没有登记机关事业单位", "no public agency is recorded"};
    }
    const bool any = showCertificates(context, kind, day, members);
    RuleResult result = ratioOf(context, names, std::move(members), any);
    withdraw(result, choices);
    result.derivation.switches = choices.switches;
    return result;
}

RuleResult diagnosisCoverage(const RuleContext& context) {
    const Date day = context.referenceDay();
    const Text remark{"没有诊断记录", "no diagnosis"};
    const double threshold = context.numericArgument("high_consumption_threshold_m3").value_or(0);
    Derivation unknown;
    std::vector<Member> members = listedIn(context, "above_scale", remark, {}, unknown);
    const std::vector<Member> intensive = listedIn(context, "high_consumption", remark, {}, unknown);
    const bool complete = !members.empty() && !intensive.empty();
    for (const Member& one : intensive) {
        const bool there = std::any_of(members.begin(), members.end(),
                                       [&](const Member& member) { return member.name == one.name; });
        if (there) {
            continue;
        }
        if (!one.volumeM3) {
            addMissing(unknown,
                       say("高耗水企业“{name}”没有年用水量，无法判断是否达到门槛",
                           "the annual use of “{name}” is blank: whether it reaches the threshold is unknown",
                           {{"name", one.name}}));
        } else if (*one.volumeM3 >= threshold) {
            members.push_back(one);
        }
    }
    if (!complete) {
        members.clear();
    }
    const bool any = showAssessments(context, "diagnosis", members);
    RatioNames names{
        .id = "diagnosis_coverage",
        .name = {"用水诊断覆盖率", "coverage of water-use diagnoses"},
        .due = {"应诊断企业（规上工业与年用水量达门槛的高耗水企业）",
                "enterprises due: above scale, and water-intensive ones from the threshold up"},
        .shown = {"已诊断企业", "enterprises diagnosed"},
        .lacking = {"还须诊断企业", "more enterprises to diagnose"},
        .unit = "家",
        .dueTable = "listed_enterprise",
        .dueFilter = "year = " + std::to_string(context.year) +
                     " and (list = above_scale or list = high_consumption and annual_use_m3 >= " +
                     fixed(threshold, 0) + ")",
        .proofTable = "water_assessment",
        .proofFilter = "kind = diagnosis and assessed_on <= " + day.iso(),
        .nobodyDue = listMissing(context, "规上工业企业名录或高耗水企业名录",
                                 "list of enterprises above scale or of water-intensive ones"),
        .nothingShown = {"没有登记任何用水诊断", "no diagnosis is recorded"}};
    RuleResult result = ratioOf(context, names, std::move(members), any);
    withdraw(result, unknown);
    return result;
}

/// The plan asks for all typical users “电力、光伏等”: whoever is on the list is due, whatever its industry.
RuleResult auditDone(const RuleContext& context) {
    const Date day = context.referenceDay();
    const Text remark{"没有审计记录", "no audit"};
    Derivation industries;
    std::vector<Member> members = listedIn(context, "typical_user", remark, {}, industries);
    const std::size_t due = members.size();
    const bool any = showAssessments(context, "audit", members);
    RuleResult result =
        ratioOf(context,
                {.id = "audit_done",
                 .name = {"已完成审计的典型用水户", "typical users audited"},
                 .due = {"典型用水户", "typical users"},
                 .shown = {"已审计", "audited"},
                 .lacking = {},
                 .unit = "户",
                 .dueTable = "listed_enterprise",
                 .dueFilter = "list = typical_user and year = " + std::to_string(context.year),
                 .proofTable = "water_assessment",
                 .proofFilter = "kind = audit and assessed_on <= " + day.iso(),
                 .nobodyDue = listMissing(context, "典型用水户名录", "list of typical users"),
                 .nothingShown = {"没有登记任何用水审计", "no audit is recorded"}},
                std::move(members), any);
    // Counted, not as a share.
    if (result.derivation.value) {
        result.derivation.value = result.derivation.children.back().value;
        result.target = static_cast<double>(due);
        needRest(context, result, {"还须审计典型用水户", "more typical users to audit"});
    }
    result.derivation.unit = "户";
    result.derivation.formula = "n_已审计";
    result.derivation.expression = "c2";
    for (const std::string& industry : splitList(context.argument("industries", ""))) {
        if (due > 0 && listedIn(context, "typical_user", remark, {industry}, industries).empty()) {
            result.derivation.notes.push_back(
                say("典型用水户名录中没有方案点名的“{industry}”行业",
                    "no typical user of the industry “{industry}”, which the plan names, is on the list",
                    {{"industry", industry}}));
        }
    }
    return result;
}

}  // namespace shuiheng::compliance
