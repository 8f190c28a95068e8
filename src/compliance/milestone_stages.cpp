// What has been built, begun, issued, signed or returned by a day: works and documents by the stages they
// reached, and counts.
#include <algorithm>
#include <map>
#include <set>

#include "base/quantity.h"
#include "compliance/rule.h"

namespace shuiheng::compliance {
namespace {

using county::Origin;

/// A thing the plan names may be registered under any of its aliases.
std::set<std::string> namesOf(const RuleContext& context, const std::string& name) {
    std::set<std::string> names = {name};
    for (const Alias& alias : context.input.plan->aliases) {
        std::set<std::string> all(alias.aliases.begin(), alias.aliases.end());
        all.insert(alias.name);
        if (all.count(name) != 0) {
            names.insert(all.begin(), all.end());
        }
    }
    return names;
}

Derivation counting(const RuleContext& context, std::string id, Text name, std::string table,
                    std::string filter) {
    Derivation count;
    count.id = std::move(id);
    count.name = std::move(name);
    count.unit = context.milestone ? context.milestone->unit : "";
    count.formula = "n";
    count.expression = "SUM(i1)";  // each row says how much it counts
    count.inputs.push_back({std::move(table), std::move(filter), "", {}, {}});
    return count;
}

/// The first day on which any of the stages was reached.
struct Reached {
    bool registered = false;
    std::optional<Date> on;
    Origin origin;
};

template <typename Stage, typename Fits>
Reached reached(const std::vector<Stage>& stages, const std::set<std::string>& names, Fits fits) {
    Reached found;
    for (const Stage& stage : stages) {
        if (names.count(stage.name) == 0) {
            continue;
        }
        if (!found.registered) {
            found.origin = stage.origin;
        }
        found.registered = true;
        if (!stage.stage.empty() && stage.reachedOn && fits(stage) &&
            (!found.on || *stage.reachedOn < *found.on)) {
            found.on = stage.reachedOn;
            found.origin = stage.origin;
        }
    }
    return found;
}

/// Counts the named things that were reached by the day; says of each other why not.
void countReached(const RuleContext& context, RuleResult& result,
                  const std::vector<std::pair<std::string, Reached>>& things, const Text& register_) {
    const Date day = context.referenceDay();
    Derivation& count = result.derivation;
    double reachedInTime = 0;
    for (const auto& [name, thing] : things) {
        const bool done = thing.on && *thing.on <= day;
        if (!thing.registered) {
            addMissing(count,
                       say("{register}中没有“{name}”", "“{name}” is not in the {registerEn}",
                           {{"register", register_.zh}, {"registerEn", register_.en}, {"name", name}}));
            continue;
        }
        count.inputs.back().rows.push_back(inputRow(name, done ? 1 : 0, thing.origin));
        reachedInTime += done ? 1 : 0;
        if (!done && thing.on) {
            const Text late =
                say("{on} 才完成，比期限 {day} 晚 {days} 天", "reached only on {on}, {days} days after {day}",
                    {{"on", thing.on->iso()},
                     {"day", day.iso()},
                     {"days", std::to_string(daysBetween(day, *thing.on))}});
            result.namedList.push_back({name, name, std::nullopt, "", late});
            count.notes.push_back({"“" + name + "”" + late.zh, "“" + name + "” was " + late.en});
        } else if (!done) {
            result.namedList.push_back({name, name, std::nullopt, "", {"尚未完成", "not reached"}});
        }
    }
    if (things.empty()) {
        addMissing(count, {"方案没有写明是哪些", "the plan does not name them"});
    }
    const auto target = context.target();
    if (count.missing.empty() || (target && reachedInTime >= *target)) {
        count.value = reachedInTime;
        count.missing.clear();
    }
}

RuleResult worksReached(const RuleContext& context, const char* id, const Text& name,
                        const std::set<std::string>& stages) {
    RuleResult result;
    result.derivation = counting(context, id, name, "project_stage",
                                 "stage in (" + joined({stages.begin(), stages.end()}, ", ") +
                                     ") and reached_on <= " + context.referenceDay().iso());
    std::vector<std::pair<std::string, Reached>> things;
    for (const std::string& project : splitList(context.argument("projects", ""))) {
        things.emplace_back(project, reached(context.county().projectStages, namesOf(context, project),
                                             [&](const county::ProjectStage& stage) {
                                                 return stages.count(stage.stage) != 0;
                                             }));
    }
    countReached(context, result, things, {"工程项目台账", "register of works"});
    return result;
}

/// A count with its target from the plan, and a register that must not be empty.
void finishCount(RuleResult& result, bool any, double count, const Text& empty) {
    if (!any) {
        addMissing(result.derivation, empty);
        return;
    }
    result.derivation.value = count;
}

}  // namespace

RuleResult projectDone(const RuleContext& context) {
    return worksReached(context, "project_done", {"已完成的工程（项）", "works completed"},
                        {"completed", "accepted"});
}

RuleResult projectStarted(const RuleContext& context) {
    return worksReached(context, "project_started", {"已开工的工程（项）", "works started"},
                        {"started", "completed", "accepted"});
}

RuleResult worksBuiltCount(const RuleContext& context) {
    const Date day = context.referenceDay();
    const std::string project = context.argument("project", "");
    RuleResult result;
    result.derivation =
        counting(context, "works_built_count", {"已建成座数", "works built"}, "project_stage",
                 "project = " + project + " and stage = completed and reached_on <= " + day.iso());
    const std::set<std::string> names = namesOf(context, project);
    bool any = false;
    double built = 0;
    for (const county::ProjectStage& stage : context.county().projectStages) {
        if (names.count(stage.name) == 0) {
            continue;
        }
        any = true;
        if (stage.stage != "completed" || !stage.reachedOn || *stage.reachedOn > day) {
            continue;
        }
        if (!stage.numberBuilt) {
            addMissing(result.derivation, say("“{name}”{day}建成的座数未填",
                                              "how many of “{name}” were completed on {day} is blank",
                                              {{"name", stage.name}, {"day", stage.reachedOn->iso()}}));
            continue;
        }
        result.derivation.inputs.back().rows.push_back(
            inputRow(stage.name + " " + stage.reachedOn->iso(), *stage.numberBuilt, stage.origin));
        built += *stage.numberBuilt;
    }
    if (result.derivation.missing.empty()) {
        finishCount(result, any, built,
                    say("工程项目台账中没有“{name}”", "“{name}” is not in the register of works",
                        {{"name", project}}));
    }
    return result;
}

RuleResult documentIssued(const RuleContext& context) {
    const std::string reviewer = context.argument("review_by", "");
    RuleResult result;
    const std::string stage = reviewer.empty() ? "issued" : "review";
    result.derivation =
        counting(context, "document_issued",
                 {reviewer.empty() ? "已出台的文件（份）" : "已通过审查的文件（份）",
                  reviewer.empty() ? "documents issued" : "documents that passed review"},
                 "document_stage",
                 "stage = " + stage + (reviewer.empty() ? "" : " and authority = " + reviewer) +
                     " and reached_on <= " + context.referenceDay().iso());
    std::vector<std::pair<std::string, Reached>> things;
    for (const std::string& document : splitList(context.argument("documents", ""))) {
        things.emplace_back(document, reached(context.county().documentStages, namesOf(context, document),
                                              [&](const county::DocumentStage& one) {
                                                  return one.stage == stage &&
                                                         (reviewer.empty() ||
                                                          one.authority.find(reviewer) != std::string::npos);
                                              }));
    }
    countReached(context, result, things, {"制度文件台账", "register of documents"});
    return result;
}

RuleResult retrofitCount(const RuleContext& context) {
    const Date day = context.referenceDay();
    const std::string kind = context.argument("kind", "production_system");
    RuleResult result;
    result.derivation = counting(context, "retrofit_count",
                                 {"完成节水改造的企业（家）", "enterprises with a completed retrofit"},
                                 "retrofit", "kind = " + kind + " and completed_on <= " + day.iso());
    std::map<std::string, Origin> done;
    for (const county::Retrofit& one : context.county().retrofits) {
        if (one.kind != kind) {
            continue;
        }
        if (one.completedOn && *one.completedOn <= day) {
            done.emplace(one.enterprise, one.origin);
        } else {
            result.namedList.push_back({one.enterprise + "/" + one.project,
                                        one.enterprise,
                                        std::nullopt,
                                        "",
                                        {"未完成", "not completed"}});
        }
    }
    for (const auto& [enterprise, origin] : done) {
        result.derivation.inputs.back().rows.push_back(inputRow(enterprise, 1, origin));
    }
    for (const std::string& named : splitList(context.argument("named_enterprises", ""))) {
        const bool found = std::any_of(done.begin(), done.end(), [&](const auto& one) {
            return one.first.find(named) != std::string::npos;
        });
        if (!found) {
            result.derivation.notes.push_back(say("方案点名的“{name}”不在已完成之列",
                                                  "“{name}”, which the plan names, is not among them",
                                                  {{"name", named}}));
        }
    }
    finishCount(result, !context.county().retrofits.empty(), static_cast<double>(done.size()),
                {"没有登记任何节水改造", "no retrofit is recorded"});
    return result;
}

RuleResult contractCount(const RuleContext& context) {
    const Date day = context.referenceDay();
    Derivation choices;
    const bool additional = context.option(choices, "contract_count", "cumulative") == "additional";
    const bool completed = context.argument("status", "implemented") == "completed";
    RuleResult result;
    result.derivation = counting(context, "contract_count",
                                 {completed ? "已完成的合同节水（家）" : "已实施的合同节水（家）",
                                  completed ? "contracts completed" : "contracts in force"},
                                 "saving_contract",
                                 std::string(completed ? "completed_on" : "started_on") + " <= " + day.iso());
    double count = 0;
    for (const county::SavingContract& one : context.county().savingContracts) {
        const auto when = completed ? one.completedOn : one.startedOn;
        if (!when || *when > day) {
            result.namedList.push_back(
                {one.code,
                 one.unit,
                 std::nullopt,
                 "",
                 {completed ? "未完成" : "未实施", completed ? "not completed" : "not in force"}});
            continue;
        }
        ++count;
        std::optional<double> saved;
        if (one.baselineM3 && one.measuredM3) {
            saved = *one.baselineM3 - *one.measuredM3;
        } else {
            result.derivation.notes.push_back(
                say("“{unit}”的节水量未核实（基准或实施后水量未填）",
                    "the saving of “{unit}” is not verified: baseline or measured use is blank",
                    {{"unit", one.unit}}));
        }
        result.derivation.inputs.back().rows.push_back(inputRow(one.code, saved, one.origin));
    }
    finishCount(result, !context.county().savingContracts.empty(), count,
                {"没有登记任何合同节水", "no saving contract is recorded"});
    result.derivation.expression = "ROWS(i1)";  // the rows hold the water saved
    result.derivation.switches = choices.switches;
    if (additional && context.milestone && context.milestone->value) {
        double target = 0;
        for (const Milestone& one : context.input.plan->milestones) {
            if (one.indicator == "contract_count" && one.value && one.due && context.milestone->due &&
                *one.due <= *context.milestone->due) {
                target += *one.value;
            }
        }
        result.target = target;
    }
    return result;
}

RuleResult rightsReformStage(const RuleContext& context) {
    struct StageCode {
        std::string_view word;
        std::string_view code;
    };
    constexpr StageCode kStages[] = {
        {"启动", "launched"}, {"基本建立", "established"}, {"成熟高效", "mature"}};
    const Date day = context.referenceDay();
    const std::string system = context.argument("system", "");
    RuleResult result;
    result.derivation = counting(context, "rights_reform_stage", {"已达到的阶段数", "stages reached"},
                                 "project_stage", "project = " + system + " and reached_on <= " + day.iso());
    result.derivation.formula = "按期达到的阶段数";
    const std::set<std::string> names = namesOf(context, system);
    double onTime = 0;
    double due = 0;
    bool registered = false;
    for (const Stage& wanted : context.milestone ? context.milestone->stages : std::vector<Stage>()) {
        const auto code = std::find_if(std::begin(kStages), std::end(kStages),
                                       [&](const StageCode& one) { return one.word == wanted.value; });
        if (code == std::end(kStages)) {
            addMissing(result.derivation,
                       say("本版本不认识阶段“{stage}”", "this version does not know the stage “{stage}”",
                           {{"stage", wanted.value}}));
            continue;
        }
        const Reached thing =
            reached(context.county().projectStages, names,
                    [&](const county::ProjectStage& stage) { return stage.stage == code->code; });
        registered = registered || thing.registered;
        due += wanted.due <= day ? 1 : 0;
        const bool inTime = thing.on && *thing.on <= std::min(wanted.due, day);
        onTime += inTime ? 1 : 0;
        if (thing.registered) {
            result.derivation.inputs.back().rows.push_back(
                inputRow(wanted.value, inTime ? 1 : 0, thing.origin));
        }
        if (!inTime && wanted.due <= day) {
            result.namedList.push_back({wanted.value, wanted.value, std::nullopt, "",
                                        thing.on
                                            ? say("{on} 达到，晚于 {due}", "reached on {on}, after {due}",
                                                  {{"on", thing.on->iso()}, {"due", wanted.due.iso()}})
                                            : Text{"没有达到的记录", "not recorded as reached"}});
        }
    }
    if (result.derivation.missing.empty()) {
        finishCount(result, registered, onTime,
                    say("工程项目台账中没有“{name}”", "“{name}” is not in the register of works",
                        {{"name", system}}));
        result.target = due;
    }
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
    finishCount(result, !context.county().monthlyReturns.empty() || !held.empty(), complete,
                {"没有登记月调度报送和会议", "no monthly return and no meeting is recorded"});
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
        finishCount(result, !result.derivation.inputs.back().rows.empty(), total / units::kCubicMetresPerWan,
                    {"没有登记山北供水工程分配量", "the Shanbei share is not recorded"});
    }
    return result;
}

}  // namespace shuiheng::compliance
