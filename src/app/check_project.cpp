#include "app/check_project.h"

#include <charconv>
#include <nlohmann/json.hpp>

#include "app/import_readings.h"
#include "ingest/plan_file.h"
#include "ingest/sha256.h"
#include "store/plan_store.h"
#include "store/snapshot.h"

namespace shuiheng::app {
namespace {

std::string exactText(double value) {
    char buffer[64];
    const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value);
    return std::string(buffer, end);
}

compliance::Parameter withValue(const store::StoredParameter& stored) {
    compliance::Parameter parameter = stored.parameter;
    const auto json = nlohmann::json::parse(stored.valueJson, nullptr, false);
    if (json.is_number()) {
        parameter.number = json.get<double>();
    } else if (json.is_array()) {
        for (const auto& row : json) {
            std::vector<std::optional<double>> cells;
            for (const auto& cell : row.is_array() ? row : nlohmann::json::array({row})) {
                cells.push_back(cell.is_number() ? std::optional(cell.get<double>()) : std::nullopt);
            }
            parameter.table.push_back(std::move(cells));
        }
    }
    return parameter;
}

}  // namespace

compliance::CheckInput LoadedCounty::input(int year) const {
    return {year, &county, &plan, &parameters, switches};
}

Result<compliance::ParameterTable> loadParameters(const store::Project& project) {
    const auto stored = store::readParameters(project);
    if (!stored) {
        return failure(stored.error());
    }
    std::vector<compliance::Parameter> parameters;
    for (const store::StoredParameter& one : *stored) {
        parameters.push_back(withValue(one));
    }
    return compliance::ParameterTable(std::move(parameters));
}

Result<LoadedCounty> loadCounty(const store::Project& project) {
    const auto planText = store::readActivePlan(project);
    if (!planText) {
        return failure(planText.error());
    }
    if (!*planText) {
        return failure(Problem("PLAN_MISSING"));
    }
    ingest::PlanFile file = ingest::readPlan(**planText, "plan");
    if (!file.plan) {
        return failure(file.problems.empty() ? Problem("PLAN_MISSING") : file.problems.front());
    }
    auto county = store::readSnapshot(project);
    auto parameters = loadParameters(project);
    auto chosen = store::readSwitches(project, file.plan->id);
    if (!county || !parameters || !chosen) {
        return failure(!county ? county.error() : !parameters ? parameters.error() : chosen.error());
    }
    LoadedCounty loaded;
    loaded.county = std::move(*county);
    loaded.plan = std::move(*file.plan);
    loaded.parameters = std::move(*parameters);
    loaded.switches = compliance::switchState(loaded.plan, *chosen);
    return loaded;
}

void seal(compliance::Derivation& derivation) {
    for (compliance::UsedInput& input : derivation.inputs) {
        std::string text = input.table + "\n" + input.filter + "\n" + input.unit + "\n";
        for (const compliance::InputRow& row : input.rows) {
            text += row.key + "\t" + (row.value ? exactText(*row.value) : std::string("-")) + "\n";
        }
        input.sha256 = ingest::sha256Of(text);
    }
    for (compliance::Derivation& child : derivation.children) {
        seal(child);
    }
}

Result<compliance::CheckResult> checkProject(const store::Project& project, int year) {
    const auto loaded = loadCounty(project);
    if (!loaded) {
        return failure(loaded.error());
    }
    return checkCounty(*loaded, year);
}

Result<compliance::CheckResult> checkCounty(const LoadedCounty& loaded, int year) {
    if (year < loaded.plan.baseYear || year > loaded.plan.lastYear + 10) {
        return failure(Problem("YEAR_OUTSIDE_PLAN", {{"year", std::to_string(year)},
                                                     {"first", std::to_string(loaded.plan.firstYear)},
                                                     {"last", std::to_string(loaded.plan.lastYear)}}));
    }
    compliance::CheckResult result = compliance::check(loaded.input(year));
    for (compliance::MilestoneResult& milestone : result.milestones) {
        seal(milestone.derivation);
    }
    for (compliance::Derivation& derivation : result.supporting) {
        seal(derivation);
    }
    return result;
}

Result<compliance::Derivation> explainIndicator(const store::Project& project, const std::string& indicator,
                                                int year) {
    const auto loaded = loadCounty(project);
    if (!loaded) {
        return failure(loaded.error());
    }
    std::optional<compliance::Derivation> derivation = compliance::derive(loaded->input(year), indicator);
    if (!derivation) {
        compliance::CheckResult result = compliance::check(loaded->input(year));
        for (compliance::MilestoneResult& milestone : result.milestones) {
            if (milestone.milestone.id == indicator) {
                derivation = std::move(milestone.derivation);
            }
        }
    }
    if (!derivation) {
        std::string known;
        for (const std::string& name : compliance::indicatorNames()) {
            known += (known.empty() ? "" : ", ") + name;
        }
        return failure(Problem("INDICATOR_UNKNOWN", {{"indicator", indicator}, {"known", known}}));
    }
    seal(*derivation);
    return std::move(*derivation);
}

IndicatorWatch::IndicatorWatch(const store::Project& project, bool withEffects) : m_project(project) {
    if (auto parameters = loadParameters(project)) {
        m_parameters = std::move(*parameters);
    }
    if (!withEffects) {
        return;
    }
    if (auto loaded = loadCounty(project)) {
        m_before = std::move(*loaded);
    }
}

std::vector<Effect> IndicatorWatch::effects() const {
    std::vector<Effect> effects;
    if (!m_before) {
        return effects;
    }
    auto county = store::readSnapshot(m_project);
    if (!county) {
        return effects;
    }
    const int year = m_before->plan.lastYear;
    compliance::CheckInput after = m_before->input(year);
    after.county = &*county;
    const compliance::CheckResult before = compliance::check(m_before->input(year));
    const compliance::CheckResult now = compliance::check(after);
    for (std::size_t i = 0; i < now.milestones.size(); ++i) {
        if (now.milestones[i].value != before.milestones[i].value) {
            effects.push_back({now.milestones[i].milestone.id, now.milestones[i].milestone.title,
                               before.milestones[i].value, now.milestones[i].value});
        }
    }
    return effects;
}

}  // namespace shuiheng::app
