// Dischargers put right, drainage nodes monitored, sellers inspected.
#include <map>

#include "compliance/member_ratio.h"

namespace shuiheng::compliance {
namespace {

/// The plan's day, or the first of its month where the switch reads it so.
Date rectificationDay(const RuleContext& context, Derivation& choices) {
    const Date day = context.referenceDay();
    const bool early = context.option(choices, "discharge_deadline", "month_end") == "month_start";
    const bool own = context.milestone && context.milestone->due == day;
    return early && own ? Month::containing(day).firstDay() : day;
}

Member discharger(const county::ProblemDischarger& one, Date deadline) {
    Member member{one.name + "/" + one.parameter, one.name, one.origin, {"未销号", "not closed"}, {}};
    const bool passed = one.retestPassed.value_or(false);
    if (one.closedOn && *one.closedOn <= deadline && passed) {
        member.proof = inputRow(member.key, std::nullopt, one.origin);
    } else if (one.closedOn && *one.closedOn > deadline) {
        member.remark = say(
            "{day} 销号，逾期 {days} 天", "closed on {day}, {days} days late",
            {{"day", one.closedOn->iso()}, {"days", std::to_string(daysBetween(deadline, *one.closedOn))}});
    } else if (one.closedOn) {
        member.remark = {"已报销号，但没有复测达标记录",
                         "reported closed, but no passed re-test is recorded"};
    } else if (one.stopOrderedOn) {
        member.remark = say("{day} 已限期停止排水", "ordered to stop draining on {day}",
                            {{"day", one.stopOrderedOn->iso()}});
    }
    return member;
}

}  // namespace

RuleResult dischargeRectification(const RuleContext& context) {
    Derivation choices;
    const Date deadline = rectificationDay(context, choices);
    std::vector<Member> members;
    std::vector<std::string> stopped;
    for (const county::ProblemDischarger& one : context.county().problemDischargers) {
        members.push_back(discharger(one, deadline));
        if (!members.back().proof && one.stopOrderedOn) {
            stopped.push_back(one.name);
        }
    }
    RuleResult result = ratioOf(context,
                                {.id = "discharge_rectification",
                                 .name = {"超标排水企业整治完成率", "share of problem dischargers put right"},
                                 .due = {"超标排水企业（项）", "cases of exceedance"},
                                 .shown = {"按期销号且复测达标", "closed in time with a passed re-test"},
                                 .lacking = {"还须整治销号", "more cases to close"},
                                 .unit = "项",
                                 .dueTable = "problem_discharger",
                                 .dueFilter = "all",
                                 .proofTable = "problem_discharger",
                                 .proofFilter = "closed_on <= " + deadline.iso() + " and retest_passed = 1",
                                 .nobodyDue = {"没有登记超标排水企业", "no problem discharger is recorded"}},
                                std::move(members));
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
        Member member{node.code, node.name, node.origin, {"未远程监控", "not monitored"}, {}};
        if (node.monitoredSince) {
            member.show(context, inputRow(node.code, std::nullopt, node.origin), node.monitoredSince);
        }
        members.push_back(std::move(member));
    }
    return ratioOf(context,
                   {.id = "monitoring_coverage",
                    .name = {"排水管网远程监控覆盖率", "coverage of drainage nodes by remote monitoring"},
                    .due = {"应监控点", "nodes required"},
                    .shown = {"已监控点", "nodes monitored"},
                    .lacking = {"还须接入监控点", "more nodes to monitor"},
                    .unit = "个",
                    .dueTable = "drainage_node",
                    .dueFilter = "all",
                    .proofTable = "drainage_node",
                    .proofFilter = "monitored_since <= " + day.iso(),
                    .nobodyDue = {"没有登记排水监控点", "no drainage node is recorded"}},
                   std::move(members));
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
        Member member{
            seller.code, seller.name, seller.origin, {"当年未抽检", "not inspected in the year"}, {}};
        if (const auto found = inspected.find(seller.code); found != inspected.end()) {
            member.proof = inputRow(seller.code, std::nullopt, found->second->origin);
        }
        members.push_back(std::move(member));
    }
    const std::string year = std::to_string(context.year);
    return ratioOf(
        context,
        {.id = "inspection_coverage",
         .name = {"生活用水器具市场抽检覆盖率", "coverage of market inspections"},
         .due = {"在业经营者", "sellers in business"},
         .shown = {"当年已抽检", "inspected in the year"},
         .lacking = {"还须抽检经营者", "more sellers to inspect"},
         .unit = "家",
         .dueTable = "fixture_seller",
         .dueFilter = "in business on " + day.iso(),
         .proofTable = "market_inspection",
         .proofFilter = "year = " + year,
         .nobodyDue = {"没有登记用水器具经营者", "no seller of fixtures is recorded"},
         .nothingShown = {year + " 年没有市场抽检记录", "no market inspection is recorded for " + year}},
        std::move(members), !inspected.empty());
}

}  // namespace shuiheng::compliance
