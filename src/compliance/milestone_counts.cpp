// Things counted by a day: retrofits, contracts, months of dispatch, and the Shanbei share.
#include <algorithm>
#include <map>
#include <set>

#include "base/quantity.h"
#include "compliance/counting.h"

namespace shuiheng::compliance {
namespace {

/// What the plan asks to be done in its years does not count when it was done before.
bool withinPlan(const RuleContext& context, std::optional<Date> when) {
    return when && *when >= Month::of(context.input.plan->firstYear, 1).firstDay() &&
           *when <= context.referenceDay();
}

/// Why something does not count: not there, there too late, or before the plan.
Text whyNot(const RuleContext& context, std::optional<Date> when, const Text& open) {
    if (!when) {
        return open;
    }
    return *when > context.referenceDay() ? doneOnly(context, *when)
                                          : Text{"方案期前完成，不计入", "done before the plan: not counted"};
}

/// The plan names some of the enterprises: without one of them, its place is not taken by another.
double placesFilled(const RuleContext& context, const std::map<std::string, county::Origin>& done,
                    Derivation& count) {
    auto filled = static_cast<double>(done.size());
    const auto target = context.target();
    double absent = 0;
    for (const std::string& named : splitList(context.argument("named_enterprises", ""))) {
        const bool found = std::any_of(done.begin(), done.end(), [&](const auto& one) {
            return one.first.find(named) != std::string::npos;
        });
        if (!found) {
            ++absent;
            count.notes.push_back(
                say("完成 {n} 家，但方案点名的“{name}”不在其中，不能由别家代替",
                    "{n} done, but “{name}”, which the plan names, is not among them and no "
                    "other stands in for it",
                    {{"name", named}, {"n", fixed(filled, 0)}}));
        }
    }
    return target ? std::min(filled, *target - absent) : filled;
}

}  // namespace

RuleResult retrofitCount(const RuleContext& context) {
    const Date day = context.referenceDay();
    const std::string kind = context.argument("kind", "production_system");
    RuleResult result;
    Derivation& count = result.derivation;
    count = counting(context, "retrofit_count",
                     {"完成节水改造的企业（家）", "enterprises with a completed retrofit"}, "retrofit",
                     "kind = " + kind + " and completed_on from " +
                         std::to_string(context.input.plan->firstYear) + " to " + day.iso());
    std::map<std::string, county::Origin> done;
    bool any = false;
    for (const county::Retrofit& one : context.county().retrofits) {
        if (one.kind != kind) {
            continue;
        }
        any = true;
        if (withinPlan(context, one.completedOn)) {
            done.emplace(one.enterprise, one.origin);
        } else {
            result.namedList.push_back({one.enterprise + "/" + one.project, one.enterprise, std::nullopt, "",
                                        whyNot(context, one.completedOn, {"未完成", "not completed"})});
        }
    }
    for (const auto& [enterprise, origin] : done) {
        count.inputs.back().rows.push_back(inputRow(enterprise, 1, origin));
    }
    const double filled = any ? placesFilled(context, done, count) : 0;
    finishCount(context, result, any, filled, {"没有登记任何节水改造", "no retrofit is recorded"},
                {"还须完成改造的企业", "more enterprises to retrofit"});
    return result;
}

namespace {

/// The targets of the contracts up to the milestone's day, added up.
double addedTargets(const RuleContext& context) {
    double target = 0;
    for (const Milestone& one : context.input.plan->milestones) {
        if (one.indicator == "contract_count" && one.value && one.due && context.milestone->due &&
            *one.due <= *context.milestone->due) {
            target += *one.value;
        }
    }
    return target;
}

}  // namespace

RuleResult contractCount(const RuleContext& context) {
    const Date day = context.referenceDay();
    const bool completed = context.argument("status", "implemented") == "completed";
    const std::string column = completed ? "completed_on" : "started_on";
    RuleResult result;
    Derivation& figure = result.derivation;
    figure = counting(context, "contract_count",
                      {completed ? "已完成的合同节水（家）" : "已实施的合同节水（家）",
                       completed ? "contracts completed" : "contracts in force"},
                      "saving_contract",
                      column + " from " + std::to_string(context.input.plan->firstYear) + " to " + day.iso());
    figure.expression = "ROWS(i1)";  // the rows hold the water saved
    const bool additional = context.option(figure, "contract_count", "cumulative") == "additional";
    double count = 0;
    for (const county::SavingContract& one : context.county().savingContracts) {
        const auto when = completed ? one.completedOn : one.startedOn;
        if (!withinPlan(context, when)) {
            const Text open{completed ? "未完成" : "未实施", completed ? "not completed" : "not in force"};
            result.namedList.push_back({one.code, one.unit, std::nullopt, "", whyNot(context, when, open)});
            continue;
        }
        ++count;
        std::optional<double> saved;
        if (one.baselineM3 && one.measuredM3) {
            saved = *one.baselineM3 - *one.measuredM3;
        } else {
            figure.notes.push_back(
                say("“{unit}”的节水量未核实（基准或实施后水量未填）",
                    "the saving of “{unit}” is not verified: baseline or measured use is blank",
                    {{"unit", one.unit}}));
        }
        figure.inputs.back().rows.push_back(inputRow(one.code, saved, one.origin));
    }
    if (const auto stated = context.target(); stated && addedTargets(context) > *stated) {
        const double sum = addedTargets(context);
        result.target = additional ? sum : *stated;
        figure.notes.push_back(say("两种读法：累计 {a} 家，另增则累计 {b} 家",
                                   "two readings: {a} in total, or {b} if they come on top",
                                   {{"a", fixed(*stated, 0)}, {"b", fixed(sum, 0)}}));
    }
    finishCount(context, result, !context.county().savingContracts.empty(), count,
                {"没有登记任何合同节水", "no saving contract is recorded"},
                {"还须增加合同节水单位", "more contracts"});
    return result;
}

RuleResult monthlyReturns(const RuleContext& context) {
    const Date day = context.referenceDay();
    const auto first = Month::parse(context.argument("first_month", ""));
    const auto last = Month::parse(context.argument("last_month", ""));
    RuleResult result;
    result.derivation = counting(
        context, "monthly_returns",
        {"按月调度且牵头单位报齐的月数", "months with a meeting and returns of all lead bodies"},
        "monthly_return", context.argument("first_month", "") + " to " + context.argument("last_month", ""));
    if (!first || !last) {
        addMissing(result.derivation, {"方案没有写明起止月份", "the plan does not state the months"});
        return result;
    }
    std::set<std::string> leads;
    for (const Task& task : context.input.plan->tasks) {
        leads.insert(task.lead.begin(), task.lead.end());
    }
    std::map<std::string, std::set<std::string>> returned;
    std::map<std::string, const county::DispatchMeeting*> held;
    for (const county::MonthlyReturn& one : context.county().monthlyReturns) {
        if (one.submittedOn.value_or(day) <= day) {
            returned[one.month].insert(one.bodyCode);
        }
    }
    for (const county::DispatchMeeting& meeting : context.county().dispatchMeetings) {
        if (meeting.heldOn.value_or(day) <= day) {
            held[meeting.month] = &meeting;
        }
    }
    double complete = 0;
    for (Month month = *first; month <= *last && month.firstDay() <= day; month = month.next()) {
        const std::set<std::string>& bodies = returned[month.iso()];
        std::vector<std::string> absent;
        for (const std::string& lead : leads) {
            if (bodies.count(lead) == 0) {
                absent.push_back(lead);
            }
        }
        const auto meeting = held.find(month.iso());
        const bool good = meeting != held.end() && absent.empty();
        complete += good ? 1 : 0;
        if (good) {
            result.derivation.inputs.back().rows.push_back(inputRow(month.iso(), 1, meeting->second->origin));
            continue;
        }
        Text why = meeting == held.end() ? Text{"没有调度会议记录", "no meeting on record"} : Text{};
        if (!absent.empty()) {
            const Text counted = say("{count} 个牵头单位未报", "{count} lead bodies did not report",
                                     {{"count", std::to_string(absent.size())}});
            why = {why.zh + (why.zh.empty() ? "" : "，") + counted.zh,
                   why.en + (why.en.empty() ? "" : ", ") + counted.en};
        }
        result.namedList.push_back({month.iso(), month.iso(), static_cast<double>(absent.size()), "个", why});
    }
    finishCount(context, result, !context.county().monthlyReturns.empty() || !held.empty(), complete,
                {"没有登记月调度报送和会议", "no monthly return and no meeting is recorded"},
                {"还缺完整调度", "months still without meeting and all returns"});
    return result;
}

RuleResult reclaimedAllocation(const RuleContext& context) {
    RuleResult result;
    result.derivation =
        counting(context, "reclaimed_allocation", {"已落实的山北再生水分配量", "Shanbei share secured"},
                 "reclaimed_capacity",
                 "kind = shanbei_share and commissioned_year <= " + std::to_string(context.year));
    result.derivation.inputs.back().unit = "m³";
    result.derivation.formula = "Σ V";
    result.derivation.expression = "SUM(i1)/" + shortest(units::kCubicMetresPerWan);
    double total = 0;
    for (const county::ReclaimedCapacity& one : context.county().reclaimedCapacities) {
        if (one.kind != "shanbei_share" || one.commissionedYear > context.year) {
            continue;
        }
        result.derivation.inputs.back().rows.push_back(
            inputRow(one.facility, one.volumeM3PerYear, one.origin));
        if (!one.volumeM3PerYear) {
            addMissing(result.derivation, say("“{name}”的水量未填", "the volume of “{name}” is blank",
                                              {{"name", one.facility}}));
        }
        total += one.volumeM3PerYear.value_or(0);
    }
    if (result.derivation.missing.empty()) {
        finishCount(context, result, !result.derivation.inputs.back().rows.empty(),
                    total / units::kCubicMetresPerWan,
                    {"没有登记山北供水工程分配量", "the Shanbei share is not recorded"},
                    {"还须落实分配量", "share still to secure"});
        const auto target = context.target();
        const auto secured = result.derivation.value;
        if (target && secured && *secured > *target) {
            result.needed.push_back({{"超出分配量，须减少", "above the share, to give back"},
                                     *secured - *target,
                                     context.milestone->unit});
        }
    }
    return result;
}

}  // namespace shuiheng::compliance
