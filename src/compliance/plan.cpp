#include "compliance/plan.h"

namespace shuiheng::compliance {
namespace {

bool offers(const Switch& question, const std::string& option) {
    for (const SwitchOption& candidate : question.options) {
        if (candidate.id == option) {
            return true;
        }
    }
    return false;
}

}  // namespace

// A choice that the plan does not offer (a project moved to a successor plan) falls back to the plan's
// default rather than steering a rule by a word nobody can look up.
SwitchState switchState(const Plan& plan, const SwitchState& chosen) {
    SwitchState state;
    for (const Switch& question : plan.switches) {
        const auto choice = chosen.find(question.id);
        const bool valid = choice != chosen.end() && offers(question, choice->second);
        state[question.id] = valid ? choice->second : question.defaultOption;
    }
    return state;
}

}  // namespace shuiheng::compliance
