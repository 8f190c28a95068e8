#include "store/plan_store.h"

#include <array>

#include "store/sqlite.h"

namespace shuiheng::store {
namespace {

void saveBodies(Connection& connection, const compliance::Plan& plan) {
    Statement body = connection.prepare(
        "INSERT INTO body(code, name, kind) VALUES (?, ?, ?) ON CONFLICT(code) DO UPDATE SET name = "
        "excluded.name, kind = excluded.kind");
    Statement alias = connection.prepare(
        "INSERT INTO body_alias(alias, kind, target_code, note) VALUES (?, ?, ?, ?) ON CONFLICT(kind, alias) "
        "DO UPDATE SET "
        "target_code = excluded.target_code, note = excluded.note");
    const auto saveAliases = [&](const std::string& code, const std::string& kind,
                                 const std::vector<std::string>& names, const std::string& note) {
        for (const std::string& name : names) {
            alias.bind(1, name).bind(2, kind).bind(3, code).bind(4, note).run();
        }
    };
    for (const compliance::Body& one : plan.bodies) {
        body.bind(1, one.id).bind(2, one.name).bind(3, one.kind).run();
        saveAliases(one.id, "body", one.aliases, "");
    }
    for (const compliance::Alias& one : plan.aliases) {
        saveAliases(one.id, one.kind, one.aliases, one.note);
    }
}

void saveTasks(Connection& connection, const compliance::Plan& plan) {
    Statement task = connection.prepare(
        "INSERT INTO plan_task(plan_id, task_id, section, title, text, safeguard) VALUES (?, ?, ?, ?, ?, ?)");
    Statement part = connection.prepare(
        "INSERT INTO plan_task_body(plan_id, task_id, body_code, part) VALUES (?, ?, ?, ?)");
    const auto save = [&](const compliance::Task& one, bool safeguard) {
        task.bind(1, plan.id)
            .bind(2, one.id)
            .bind(3, one.section)
            .bind(4, one.title.zh)
            .bind(5, one.text)
            .bind(6, safeguard)
            .run();
        for (const std::string& body : one.lead) {
            part.bind(1, plan.id).bind(2, one.id).bind(3, body).bind(4, "lead").run();
        }
        for (const std::string& body : one.support) {
            part.bind(1, plan.id).bind(2, one.id).bind(3, body).bind(4, "support").run();
        }
    };
    for (const compliance::Task& one : plan.tasks) {
        save(one, false);
    }
    for (const compliance::Task& one : plan.safeguards) {
        save(one, true);
    }
}

constexpr std::array kOperators = {
    ">=", "<=", "=", "decrease>=", "count>=", "closed=", "coverage=", "done", "doc", "start", "stage"};

void saveMilestones(Connection& connection, const compliance::Plan& plan) {
    Statement row = connection.prepare(
        "INSERT INTO plan_milestone(plan_id, milestone_id, articles, title, due, indicator, operator, value, "
        "unit, strength, binding) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (const compliance::Milestone& one : plan.milestones) {
        std::string articles;
        for (const std::string& article : one.articles) {
            articles += (articles.empty() ? "" : ",") + article;
        }
        row.bind(1, plan.id).bind(2, one.id).bind(3, articles).bind(4, one.title.zh);
        row.bind(5, one.due ? std::optional(one.due->iso()) : std::nullopt).bind(6, one.indicator);
        row.bind(7, kOperators[static_cast<std::size_t>(one.op)]).bind(8, one.value).bind(9, one.unit);
        row.bind(10, one.strength).bind(11, one.binding).run();
    }
}

}  // namespace

Result<> savePlan(Project& project, const compliance::Plan& plan, const std::string& fileJson,
                  const std::string& sha256) {
    return guarded([&] {
        Connection& connection = project.connection();
        for (const char* table : {"plan_task_body", "plan_task", "plan_milestone"}) {
            connection.prepare("DELETE FROM " + std::string(table) + " WHERE plan_id = ?")
                .bind(1, plan.id)
                .run();
        }
        connection.execute("UPDATE plan SET active = 0");
        connection
            .prepare(
                "INSERT INTO plan(id, title, first_year, last_year, base_year, active, sha256, file_json) "
                "VALUES (?, ?, ?, ?, ?, 1, ?, ?) "
                "ON CONFLICT(id) DO UPDATE SET title = excluded.title, first_year = excluded.first_year, "
                "last_year = excluded.last_year, "
                "base_year = excluded.base_year, active = 1, sha256 = excluded.sha256, file_json = "
                "excluded.file_json")
            .bind(1, plan.id)
            .bind(2, plan.title)
            .bind(3, plan.firstYear)
            .bind(4, plan.lastYear)
            .bind(5, plan.baseYear)
            .bind(6, sha256)
            .bind(7, fileJson)
            .run();
        saveBodies(connection, plan);
        saveTasks(connection, plan);
        saveMilestones(connection, plan);
    });
}

Result<std::optional<std::string>> readActivePlan(const Project& project) {
    return guarded([&]() -> std::optional<std::string> {
        Statement row = project.connection().prepare("SELECT file_json FROM plan WHERE active = 1");
        return row.step() ? std::optional(row.text(0)) : std::nullopt;
    });
}

Result<compliance::SwitchState> readSwitches(const Project& project, const std::string& planId) {
    return guarded([&] {
        compliance::SwitchState switches;
        Statement row =
            project.connection().prepare("SELECT switch_id, chosen FROM plan_switch WHERE plan_id = ?");
        row.bind(1, planId);
        while (row.step()) {
            switches[row.text(0)] = row.text(1);
        }
        return switches;
    });
}

Result<> saveSwitch(Project& project, const std::string& planId, const std::string& switchId,
                    const std::string& option, const std::string& reason) {
    return guarded([&] {
        project.connection()
            .prepare(
                "INSERT INTO plan_switch(plan_id, switch_id, chosen, reason) VALUES (?, ?, ?, ?) ON "
                "CONFLICT(plan_id, switch_id) DO UPDATE "
                "SET chosen = excluded.chosen, reason = excluded.reason")
            .bind(1, planId)
            .bind(2, switchId)
            .bind(3, option)
            .bind(4, reason)
            .run();
    });
}

Result<> saveParameters(Project& project, const std::vector<StoredParameter>& parameters) {
    return guarded([&] {
        Connection& connection = project.connection();
        Statement removed =
            connection.prepare("DELETE FROM parameter WHERE code = ? AND effective_from IS ?");
        Statement row = connection.prepare(
            "INSERT INTO parameter(code, name, name_en, value_json, unit, source, clause, effective_from, "
            "effective_to, status, note) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        for (const StoredParameter& stored : parameters) {
            const compliance::Parameter& one = stored.parameter;
            const auto from = one.effectiveFrom ? std::optional(one.effectiveFrom->iso()) : std::nullopt;
            const auto to = one.effectiveTo ? std::optional(one.effectiveTo->iso()) : std::nullopt;
            removed.bind(1, one.id).bind(2, from).run();
            row.bind(1, one.id)
                .bind(2, one.name.zh)
                .bind(3, one.name.en)
                .bind(4, stored.valueJson)
                .bind(5, one.unit);
            row.bind(6, one.source)
                .bind(7, one.clause)
                .bind(8, from)
                .bind(9, to)
                .bind(10, one.status)
                .bind(11, one.note)
                .run();
        }
    });
}

Result<std::vector<StoredParameter>> readParameters(const Project& project) {
    return guarded([&] {
        std::vector<StoredParameter> parameters;
        Statement row = project.connection().prepare(
            "SELECT code, name, name_en, value_json, unit, source, clause, effective_from, effective_to, "
            "status, note FROM parameter "
            "ORDER BY code, effective_from");
        while (row.step()) {
            StoredParameter stored;
            compliance::Parameter& one = stored.parameter;
            one.id = row.text(0);
            one.name = {row.text(1), row.text(2)};
            stored.valueJson = row.text(3);
            one.unit = row.text(4);
            one.source = row.text(5);
            one.clause = row.text(6);
            one.effectiveFrom = Date::parse(row.text(7));
            one.effectiveTo = Date::parse(row.text(8));
            one.status = row.text(9);
            one.note = row.text(10);
            parameters.push_back(std::move(stored));
        }
        return parameters;
    });
}

Result<std::int64_t> saveFrozenReport(Project& project, const FrozenReport& report) {
    return guarded([&] {
        Connection& connection = project.connection();
        connection
            .prepare(
                "INSERT INTO frozen_report(kind, year, frozen_by, frozen_at, program_version, sha256, "
                "result_json, batches_json) VALUES "
                "(?, ?, ?, ?, ?, ?, ?, ?)")
            .bind(1, report.kind)
            .bind(2, report.year)
            .bind(3, project.holder())
            .bind(4, project.clock().now().iso())
            .bind(5, programVersion())
            .bind(6, report.sha256)
            .bind(7, report.resultJson)
            .bind(8, report.batchesJson)
            .run();
        return connection.lastInsertId();
    });
}

Result<std::vector<FrozenReport>> readFrozenReports(const Project& project) {
    return guarded([&] {
        std::vector<FrozenReport> reports;
        Statement row = project.connection().prepare(
            "SELECT id, kind, year, frozen_by, frozen_at, program_version, sha256, result_json, batches_json "
            "FROM frozen_report ORDER BY id");
        while (row.step()) {
            reports.push_back({row.integer(0), row.text(1), static_cast<int>(row.integer(2)), row.text(3),
                               row.text(4), row.text(5), row.text(6), row.text(7), row.text(8)});
        }
        return reports;
    });
}

}  // namespace shuiheng::store
