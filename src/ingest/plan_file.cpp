#include "ingest/plan_file.h"

#include <functional>
#include <map>
#include <set>

#include "embedded/schemas.h"
#include "ingest/json_file.h"

namespace shuiheng::ingest {
namespace {

using compliance::Operator;
using compliance::Plan;
using nlohmann::json;

struct OperatorName {
    std::string_view name;
    Operator op;
    bool needsTarget;
};

constexpr OperatorName kOperators[] = {
    {">=", Operator::AtLeast, true},
    {"<=", Operator::AtMost, true},
    {"=", Operator::Equal, true},
    {"decrease>=", Operator::DecreaseAtLeast, true},
    {"count>=", Operator::CountAtLeast, true},
    {"closed=", Operator::Closed, true},
    {"coverage=", Operator::Coverage, true},
    {"done", Operator::Done, false},
    {"doc", Operator::Document, true},
    {"start", Operator::Start, true},
    {"stage", Operator::Stage, false},
};

const OperatorName* operatorOf(const std::string& name) {
    for (const OperatorName& entry : kOperators) {
        if (entry.name == name) {
            return &entry;
        }
    }
    return nullptr;
}

std::string_view schemaText() {
    for (const embedded::File& file : embedded::schemas()) {
        if (file.name == "plan.schema.json") {
            return file.content;
        }
    }
    return "{}";
}

/// What a schema can't say. Works on whatever is there, so that one run lists everything.
class PlanCheck {
  public:
    explicit PlanCheck(JsonFile& file) : m_file(file), m_root(*file.root()) {}

    void run() {
        for (const char* list :
             {"bodies", "aliases", "objectives", "tasks", "safeguards", "milestones", "switches"}) {
            m_ids[list] = uniqueIds(list);
        }
        years();
        tasks();
        objectives();
        milestones();
        switches();
        questions();
    }

  private:
    JsonFile& m_file;
    const json& m_root;
    std::map<std::string, std::set<std::string>> m_ids;

    void each(const char* list, const std::function<void(const json&, const std::string&)>& visit) {
        const json& items = arrayOf(m_root, list);
        for (std::size_t index = 0; index < items.size(); ++index) {
            if (items[index].is_object()) {
                visit(items[index], pointerTo(std::string("/") + list, index));
            }
        }
    }

    std::set<std::string> uniqueIds(const char* list) {
        std::set<std::string> ids;
        each(list, [&](const json& item, const std::string& pointer) {
            const std::string id = textOf(item, "id");
            if (!id.empty() && !ids.insert(id).second) {
                m_file.report(pointer + "/id", "PLAN_DUPLICATE_ID", {{"list", list}, {"id", id}});
            }
        });
        return ids;
    }

    void references(const json& item, const std::string& pointer, const char* key,
                    std::initializer_list<const char*> lists) {
        const json& items = arrayOf(item, key);
        for (std::size_t index = 0; index < items.size(); ++index) {
            if (items[index].is_string()) {
                reference(items[index].get<std::string>(), pointerTo(pointer + "/" + key, index), lists);
            }
        }
    }

    void reference(const std::string& id, const std::string& pointer,
                   std::initializer_list<const char*> lists) {
        std::string names;
        for (const char* list : lists) {
            if (m_ids[list].contains(id)) {
                return;
            }
            names += (names.empty() ? "" : ", ") + std::string(list);
        }
        m_file.report(pointer, "PLAN_UNKNOWN_REFERENCE", {{"id", id}, {"list", names}});
    }

    void date(const json& item, const std::string& pointer) {
        const std::string due = textOf(item, "due");
        if (!due.empty() && !Date::parse(due) && !m_file.hasProblemAt(pointer + "/due")) {
            m_file.report(pointer + "/due", "PLAN_DATE_IMPOSSIBLE", {{"date", due}});
        }
    }

    void years() {
        const auto first = numberOf(m_root, "first_year");
        const auto last = numberOf(m_root, "last_year");
        const auto base = numberOf(m_root, "base_year");
        if (first && last && *first > *last) {
            m_file.report("/last_year", "PLAN_YEARS_REVERSED", {});
        }
        if (first && base && *base > *first) {
            m_file.report("/base_year", "PLAN_BASE_YEAR_LATE", {});
        }
    }

    void tasks() {
        each("tasks", [&](const json& task, const std::string& pointer) {
            references(task, pointer, "lead", {"bodies"});
            references(task, pointer, "support", {"bodies"});
        });
    }

    void objectives() {
        each("objectives", [&](const json& objective, const std::string& pointer) {
            references(objective, pointer, "milestones", {"milestones"});
        });
    }

    void milestones() {
        each("milestones", [&](const json& milestone, const std::string& pointer) {
            references(milestone, pointer, "articles", {"tasks", "objectives", "safeguards"});
            date(milestone, pointer);
            const json arguments = milestone.value("arguments", json::object());
            if (const std::string question = textOf(arguments, "due_switch"); !question.empty()) {
                reference(question, pointer + "/arguments/due_switch", {"switches"});
            }
            const json& stages = arrayOf(milestone, "stages");
            for (std::size_t index = 0; index < stages.size(); ++index) {
                if (stages[index].is_object()) {
                    date(stages[index], pointerTo(pointer + "/stages", index));
                }
            }
            const std::string name = textOf(milestone, "operator");
            const OperatorName* op = operatorOf(name);
            const bool stated = milestone.contains("value") && !milestone["value"].is_null();
            if (op && op->needsTarget && !stated) {
                m_file.report(pointer + "/value", "PLAN_TARGET_MISSING",
                              {{"id", textOf(milestone, "id")}, {"operator", name}});
            }
        });
    }

    void switches() {
        each("switches", [&](const json& question, const std::string& pointer) {
            std::set<std::string> options;
            const json& items = arrayOf(question, "options");
            for (std::size_t index = 0; index < items.size(); ++index) {
                const std::string id = textOf(items[index], "id");
                if (!id.empty() && !options.insert(id).second) {
                    m_file.report(pointerTo(pointer + "/options", index) + "/id", "PLAN_DUPLICATE_ID",
                                  {{"list", "options"}, {"id", id}});
                }
            }
            const std::string standard = textOf(question, "default");
            if (!standard.empty() && !options.contains(standard)) {
                m_file.report(pointer + "/default", "PLAN_DEFAULT_UNKNOWN",
                              {{"id", textOf(question, "id")}, {"option", standard}});
            }
        });
    }

    void questions() {
        std::set<double> numbers;
        each("questions", [&](const json& question, const std::string& pointer) {
            const std::string id = textOf(question, "switch");
            if (!id.empty()) {
                reference(id, pointer + "/switch", {"switches"});
            }
            const auto number = numberOf(question, "no");
            if (number && !numbers.insert(*number).second) {
                m_file.report(pointer + "/no", "PLAN_DUPLICATE_ID",
                              {{"list", "questions"}, {"id", question["no"].dump()}});
            }
        });
    }
};

// --- from a file without problems to the plan --------------------------------------------------------------

int yearOf(const json& object, const char* key) {
    return static_cast<int>(numberOf(object, key).value_or(0));
}

std::string argumentText(const json& value) {
    if (value.is_string()) {
        return value.get<std::string>();
    }
    if (!value.is_array()) {
        return value.dump();
    }
    std::string text;
    for (const json& item : value) {
        text += text.empty() ? "" : "|";
        text += argumentText(item);
    }
    return text;
}

compliance::Task taskOf(const json& item) {
    return {textOf(item, "id"),   textOf(item, "section"), {textOf(item, "title"), textOf(item, "title_en")},
            textOf(item, "text"), textsOf(item, "lead"),   textsOf(item, "support")};
}

compliance::Milestone milestoneOf(const json& item) {
    compliance::Milestone milestone;
    milestone.id = textOf(item, "id");
    milestone.articles = textsOf(item, "articles");
    milestone.title = {textOf(item, "title"), textOf(item, "title_en")};
    milestone.due = Date::parse(textOf(item, "due"));
    milestone.dueText = textOf(item, "due_text");
    milestone.indicator = textOf(item, "indicator");
    for (const auto& [name, value] : item.at("arguments").items()) {
        milestone.arguments[name] = argumentText(value);
    }
    milestone.op = operatorOf(textOf(item, "operator"))->op;
    milestone.value = numberOf(item, "value");
    milestone.unit = textOf(item, "unit");
    milestone.scope = textOf(item, "scope");
    milestone.strength = textOf(item, "strength");
    milestone.binding = item.at("binding").get<bool>();
    for (const json& stage : arrayOf(item, "stages")) {
        milestone.stages.push_back({*Date::parse(textOf(stage, "due")), textOf(stage, "value")});
    }
    return milestone;
}

compliance::Switch switchOf(const json& item) {
    compliance::Switch question;
    question.id = textOf(item, "id");
    question.ambiguity = yearOf(item, "ambiguity");
    question.question = {textOf(item, "question"), textOf(item, "question_en")};
    for (const json& option : arrayOf(item, "options")) {
        question.options.push_back(
            {textOf(option, "id"), {textOf(option, "label"), textOf(option, "label_en")}});
    }
    question.defaultOption = textOf(item, "default");
    question.note = textOf(item, "note");
    return question;
}

Plan planOf(const json& root) {
    Plan plan;
    plan.id = textOf(root, "id");
    plan.title = textOf(root, "title");
    plan.countyCode = textOf(root, "county_code");
    plan.county = textOf(root, "county");
    plan.firstYear = yearOf(root, "first_year");
    plan.lastYear = yearOf(root, "last_year");
    plan.baseYear = yearOf(root, "base_year");
    for (const json& item : arrayOf(root, "bodies")) {
        plan.bodies.push_back(
            {textOf(item, "id"), textOf(item, "name"), textsOf(item, "aliases"), textOf(item, "kind")});
    }
    for (const json& item : arrayOf(root, "aliases")) {
        plan.aliases.push_back({textOf(item, "id"), textOf(item, "kind"), textOf(item, "name"),
                                textsOf(item, "aliases"), textOf(item, "note")});
    }
    for (const json& item : arrayOf(root, "objectives")) {
        const auto year = numberOf(item, "year");
        plan.objectives.push_back({textOf(item, "id"),
                                   year ? std::optional(static_cast<int>(*year)) : std::nullopt,
                                   textOf(item, "text"), textsOf(item, "milestones")});
    }
    for (const json& item : arrayOf(root, "tasks")) {
        plan.tasks.push_back(taskOf(item));
    }
    for (const json& item : arrayOf(root, "safeguards")) {
        plan.safeguards.push_back(taskOf(item));
    }
    for (const json& item : arrayOf(root, "milestones")) {
        plan.milestones.push_back(milestoneOf(item));
    }
    for (const json& item : arrayOf(root, "switches")) {
        plan.switches.push_back(switchOf(item));
    }
    for (const json& item : arrayOf(root, "questions")) {
        plan.questions.push_back({yearOf(item, "no"), textOf(item, "text"), textOf(item, "switch")});
    }
    return plan;
}

}  // namespace

PlanFile readPlan(std::string_view json, const std::string& fileName) {
    PlanFile result;
    JsonFile file(json, fileName, schemaText());
    if (file.root()) {
        PlanCheck(file).run();
    }
    result.problems = file.takeProblems();
    if (file.root() && result.problems.empty()) {
        result.plan = planOf(*file.root());
    }
    return result;
}

}  // namespace shuiheng::ingest
