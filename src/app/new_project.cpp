#include "app/new_project.h"

#include <nlohmann/json.hpp>

#include "app/shipped.h"
#include "app/whole_file.h"
#include "ingest/byte_source.h"
#include "ingest/plan_file.h"
#include "ingest/sha256.h"
#include "ingest/table_file.h"
#include "store/plan_store.h"
#include "store/project.h"
#include "store/project_file.h"
#include "store/registers.h"

namespace shuiheng::app {
namespace {

constexpr const char* kDivisionsCounty = "150222";

std::vector<store::StoredParameter> shippedParameters() {
    std::vector<store::StoredParameter> parameters;
    const auto json = nlohmann::json::parse(shippedFile(kShippedParameters));
    for (const auto& one : json.at("parameters")) {
        store::StoredParameter stored;
        const auto text = [&](const char* key) {
            return one.contains(key) && one[key].is_string() ? one[key].get<std::string>() : std::string();
        };
        stored.parameter.id = text("id");
        stored.parameter.name = {text("name"), text("name_en")};
        stored.parameter.unit = text("unit");
        stored.parameter.source = text("source");
        stored.parameter.clause = text("clause");
        stored.parameter.effectiveFrom = Date::parse(text("effective_from"));
        stored.parameter.effectiveTo = Date::parse(text("effective_to"));
        stored.parameter.status = text("status");
        stored.parameter.note = text("note");
        stored.valueJson = one.at("value").dump();
        parameters.push_back(std::move(stored));
    }
    return parameters;
}

Result<> writeDivisions(store::Project& project) {
    const std::string_view text = shippedFile(kShippedDivisions);
    ingest::MemorySource source(text);
    const auto table = ingest::readTable(source, std::string(kShippedDivisions));
    if (!table) {
        return failure(table.error());
    }
    const std::string origin = "国家统计局统计用区划代码（china-division 2.7.0，2023-06-30）";
    for (const auto& [level, name] : {std::pair{"township", "town"}, std::pair{"village", "village"}}) {
        const store::RegisterTable& target = *store::findRegister(name);
        for (const ingest::TableRow& row : table->rows) {
            if (row.cells[0] != level) {
                continue;
            }
            store::RecordValues values{{"code", row.cells[1]}, {"name", row.cells[2]}, {"source", origin}};
            if (target.name == "village") {
                values["town_code"] = row.cells[3];
            }
            if (const auto written = store::writeRecord(project, target, values, 0, 0); !written) {
                return failure(written.error());
            }
        }
    }
    return {};
}

Result<> fill(store::Project& project, const compliance::Plan& plan, const std::string& planText) {
    auto transaction = store::Transaction::begin(project);
    if (!transaction) {
        return failure(transaction.error());
    }
    if (Result<> saved = store::savePlan(project, plan, planText, ingest::sha256Of(planText)); !saved) {
        return saved;
    }
    if (Result<> saved = store::saveParameters(project, shippedParameters()); !saved) {
        return saved;
    }
    if (project.info().countyCode == kDivisionsCounty) {
        if (Result<> divisions = writeDivisions(project); !divisions) {
            return divisions;
        }
    }
    return transaction->commit("new_project", plan.title);
}

}  // namespace

Result<> newProject(const std::filesystem::path& project, const NewProjectOptions& options,
                    const Clock& clock, std::vector<Problem>& planProblems) {
    std::string planText(shippedFile(kShippedPlan));
    std::string planName(kShippedPlan);
    if (!options.planFile.empty()) {
        auto text = readWholeFile(options.planFile);
        if (!text) {
            return failure(text.error());
        }
        planText = std::move(*text);
        planName = ingest::utf8Name(options.planFile);
    }
    ingest::PlanFile file = ingest::readPlan(planText, planName);
    planProblems = file.problems;
    if (!file.plan) {
        return failure(
            Problem("PLAN_NOT_VALID", {{"file", planName}, {"count", std::to_string(file.problems.size())}}));
    }
    if (!options.countyCode.empty() && options.countyCode != file.plan->countyCode) {
        return failure(
            Problem("PLAN_OTHER_COUNTY", {{"plan", file.plan->countyCode}, {"county", options.countyCode}}));
    }
    // Filled beside its name and renamed last: a half-made project never stands there.
    std::error_code error;
    if (std::filesystem::exists(project, error)) {
        return failure(Problem("PROJECT_EXISTS", {{"file", ingest::utf8Name(project)}}));
    }
    std::filesystem::path unfinished = project;
    unfinished += ".filling";
    store::removeUnfinished(unfinished);
    Result<> made = store::Project::create(
        unfinished, {file.plan->countyCode, file.plan->county, options.sample, 0}, clock);
    if (made) {
        auto opened = store::Project::open(unfinished, {true, true, {}}, clock);
        made = opened ? fill(*opened, *file.plan, planText) : failure(opened.error());
    }
    if (!made) {
        store::removeUnfinished(unfinished);
        Problem problem = made.error();
        problem.where.file = ingest::utf8Name(project);
        for (auto& [name, value] : problem.arguments) {
            value = name == "file" ? problem.where.file : value;
        }
        return failure(problem);
    }
    std::filesystem::rename(unfinished, project, error);
    if (error) {
        store::removeUnfinished(unfinished);
        return failure(Problem("PROJECT_NOT_WRITTEN",
                               {{"file", ingest::utf8Name(project)}, {"detail", error.message()}}));
    }
    return {};
}

}  // namespace shuiheng::app
