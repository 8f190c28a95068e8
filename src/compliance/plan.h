#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/civil.h"
#include "base/text.h"

/// The county's plan as data: tasks, milestones, switches. No target stands in code.
namespace shuiheng::compliance {

struct Body {
    std::string id;
    std::string name;
    std::vector<std::string> aliases;
    std::string kind;
};

struct Alias {
    std::string id;
    std::string kind;
    std::string name;
    std::vector<std::string> aliases;
    std::string note;
};

struct Objective {
    std::string id;
    std::optional<int> year;
    std::string text;
    std::vector<std::string> milestones;
};

/// One of the 34 tasks (or of the 5 safeguards: no bodies then).
struct Task {
    std::string id;
    std::string section;
    Text title;
    std::string text;
    std::vector<std::string> lead;
    std::vector<std::string> support;
};

enum class Operator {
    AtLeast,
    AtMost,
    Equal,
    DecreaseAtLeast,
    CountAtLeast,
    Closed,
    Coverage,
    Done,
    Document,
    Start,
    Stage
};

struct Stage {
    Date due;
    std::string value;
};

struct Milestone {
    std::string id;
    std::vector<std::string> articles;
    Text title;
    std::optional<Date> due;
    std::string dueText;
    std::string indicator;
    std::map<std::string, std::string> arguments;  ///< numbers and strings as text; lists joined by "|"
    Operator op = Operator::AtLeast;
    std::optional<double> value;
    std::string unit;
    std::string scope;
    std::string strength;  ///< the plan's verb
    bool binding = true;   ///< false for 争取, 力争, 计划, 拟
    std::vector<Stage> stages;
};

struct SwitchOption {
    std::string id;
    Text label;
};

/// An ambiguity of the plan's text that changes a number or a verdict.
struct Switch {
    std::string id;
    int ambiguity = 0;
    Text question;
    std::vector<SwitchOption> options;
    std::string defaultOption;
    std::string note;
};

struct Question {
    int number = 0;
    std::string text;
    std::string switchId;
};

struct Plan {
    std::string id;
    std::string title;
    std::string countyCode;
    std::string county;
    int firstYear = 0;
    int lastYear = 0;
    int baseYear = 0;
    std::vector<Body> bodies;
    std::vector<Alias> aliases;
    std::vector<Objective> objectives;
    std::vector<Task> tasks;
    std::vector<Task> safeguards;
    std::vector<Milestone> milestones;
    std::vector<Switch> switches;
    std::vector<Question> questions;
};

/// Switch id -> chosen option.
using SwitchState = std::map<std::string, std::string>;

/// The defaults of the plan, overlaid by what the project chose.
SwitchState switchState(const Plan& plan, const SwitchState& chosen);

}  // namespace shuiheng::compliance
