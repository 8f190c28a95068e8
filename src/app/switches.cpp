#include "app/switches.h"

#include "app/check_project.h"
#include "store/plan_store.h"

namespace shuiheng::app {

Result<std::vector<SwitchInForce>> switchesInForce(const store::Project& project) {
    const auto loaded = loadCounty(project);
    if (!loaded) {
        return failure(loaded.error());
    }
    std::vector<SwitchInForce> switches;
    for (const compliance::Switch& one : loaded->plan.switches) {
        switches.push_back({one, loaded->switches.at(one.id)});
    }
    return switches;
}

Result<> setSwitch(store::Project& project, const std::string& name, const std::string& option,
                   const std::string& reason) {
    const auto loaded = loadCounty(project);
    if (!loaded) {
        return failure(loaded.error());
    }
    std::string names;
    for (const compliance::Switch& one : loaded->plan.switches) {
        names += (names.empty() ? "" : ", ") + one.id;
        if (one.id != name) {
            continue;
        }
        std::string options;
        for (const compliance::SwitchOption& choice : one.options) {
            options += (options.empty() ? "" : ", ") + choice.id;
            if (choice.id != option) {
                continue;
            }
            auto transaction = store::Transaction::begin(project);
            if (!transaction) {
                return failure(transaction.error());
            }
            if (Result<> saved = store::saveSwitch(project, loaded->plan.id, name, option, reason); !saved) {
                return saved;
            }
            return transaction->commit("set_switch", name + " = " + option);
        }
        return failure(
            Problem("SWITCH_OPTION_UNKNOWN", {{"switch", name}, {"option", option}, {"known", options}}));
    }
    return failure(Problem("SWITCH_UNKNOWN", {{"switch", name}, {"known", names}}));
}

}  // namespace shuiheng::app
