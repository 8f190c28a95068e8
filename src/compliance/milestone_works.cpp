// Works and documents by the stages they reached by a day, and the stages of the system of water rights.
#include <algorithm>
#include <map>
#include <set>

#include "compliance/counting.h"

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

/// Registers write titles with or without 《》.
std::string withoutTitleMarks(std::string name) {
    for (const std::string_view mark : {"《", "》"}) {
        for (auto at = name.find(mark); at != std::string::npos; at = name.find(mark)) {
            name.erase(at, mark.size());
        }
    }
    return name;
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
        if (names.count(withoutTitleMarks(stage.name)) == 0) {
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
                  const std::vector<std::pair<std::string, Reached>>& things, const Text& register_,
                  const Text& lacking) {
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
            const Text late = doneOnly(context, *thing.on);
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
        needRest(context, result, lacking);
    }
}

RuleResult worksReached(const RuleContext& context, const char* id, const Text& name, const Text& lacking,
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
    countReached(context, result, things, {"工程项目台账", "register of works"}, lacking);
    return result;
}

/// Whose review or signature a document needs; anybody's when nobody is named.
class Authority {
  public:
    Authority(const RuleContext& context, const std::string& reviewer, const std::string& issuer) {
        if (!reviewer.empty()) {
            m_names = {reviewer};
        }
        for (const Body& body : context.input.plan->bodies) {
            if (!issuer.empty() && body.id == issuer) {
                m_names = body.aliases;
                m_names.push_back(body.name);
            }
        }
    }
    bool fits(const std::string& authority) const {
        return m_names.empty() || std::any_of(m_names.begin(), m_names.end(), [&](const std::string& name) {
                   return authority.find(name) != std::string::npos;
               });
    }

  private:
    std::vector<std::string> m_names;
};

}  // namespace

RuleResult projectDone(const RuleContext& context) {
    return worksReached(context, "project_done", {"已完成的工程（项）", "works completed"},
                        {"还须完成工程", "more works to complete"}, {"completed", "accepted"});
}

RuleResult projectStarted(const RuleContext& context) {
    return worksReached(context, "project_started", {"已开工的工程（项）", "works started"},
                        {"还须开工工程", "more works to start"}, {"started", "completed", "accepted"});
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
        if (names.count(withoutTitleMarks(stage.name)) == 0) {
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
        finishCount(context, result, any, built,
                    say("工程项目台账中没有“{name}”", "“{name}” is not in the register of works",
                        {{"name", project}}),
                    {"还须建成", "more to build"});
    }
    return result;
}

RuleResult documentIssued(const RuleContext& context) {
    const std::string reviewer = context.argument("review_by", "");
    const std::string issuer = context.argument("issued_by", "");
    const Authority authority(context, reviewer, issuer);
    const bool review = !reviewer.empty();
    const std::string stage = review ? "review" : "issued";
    const std::string whose = review ? reviewer : issuer;
    RuleResult result;
    result.derivation = counting(context, "document_issued",
                                 {review ? "已通过审查的文件（份）" : "已出台的文件（份）",
                                  review ? "documents that passed review" : "documents issued"},
                                 "document_stage",
                                 "stage = " + stage + (whose.empty() ? "" : " and authority = " + whose) +
                                     " and reached_on <= " + context.referenceDay().iso());
    std::vector<std::pair<std::string, Reached>> things;
    for (const std::string& document : splitList(context.argument("documents", ""))) {
        const auto names = namesOf(context, document);
        const auto by = [&](auto fits) {
            return reached(context.county().documentStages, names, [&](const county::DocumentStage& one) {
                return one.stage == stage && fits(one.authority);
            });
        };
        things.emplace_back(document, by([&](const std::string& body) { return authority.fits(body); }));
        const bool nameless = by([](const std::string& body) { return body.empty(); }).on.has_value();
        if (nameless && !things.back().second.on) {
            addMissing(result.derivation,
                       say("“{name}”的审查或印发机关未填", "who reviewed or issued “{name}” is blank",
                           {{"name", document}}));
        }
    }
    countReached(context, result, things, {"制度文件台账", "register of documents"},
                 review ? Text{"还须通过审查的文件", "more documents to pass review"}
                        : Text{"还须出台文件", "more documents to issue"});
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
    result.derivation.formula = "n_按期达到的阶段";
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
        result.target = due;
        finishCount(
            context, result, registered, onTime,
            say("工程项目台账中没有“{name}”", "“{name}” is not in the register of works", {{"name", system}}),
            {"没有按期达到的阶段", "stages not reached in time"});
    }
    return result;
}

}  // namespace shuiheng::compliance
