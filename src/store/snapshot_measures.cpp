#include "store/snapshot_rows.h"

namespace shuiheng::store {

using namespace county;

void readMeasures(Connection& connection, Snapshot& snapshot) {
    snapshot.controlIndicators =
        readAll<ControlIndicator>(connection,
                                  "SELECT year, sector, source, volume_m3, document, batch_id, source_row "
                                  "FROM control_indicator ORDER BY "
                                  "year, sector, source",
                                  [](Row& row) {
                                      return ControlIndicator{row.integer(),      row.text(), row.text(),
                                                              row.optionalReal(), row.text(), row.origin()};
                                  });
    snapshot.listedEnterprises = readAll<ListedEnterprise>(
        connection,
        "SELECT list, year, name, user_code, industry, annual_use_m3, batch_id, source_row FROM "
        "listed_enterprise ORDER BY list, year, name",
        [](Row& row) {
            return ListedEnterprise{row.text(), row.integer(),      row.text(),  row.text(),
                                    row.text(), row.optionalReal(), row.origin()};
        });
    snapshot.institutions = readAll<Institution>(
        connection,
        "SELECT code, name, kind, opened_on, closed_on, batch_id, source_row FROM institution ORDER BY code",
        [](Row& row) {
            return Institution{row.text(), row.text(), row.text(), row.date(), row.date(), row.origin()};
        });
    snapshot.certificates = readAll<Certificate>(connection,
                                                 "SELECT kind, number, holder, issued_on, valid_to, "
                                                 "batch_id, source_row FROM certificate ORDER BY kind, "
                                                 "number",
                                                 [](Row& row) {
                                                     return Certificate{row.text(), row.text(), row.text(),
                                                                        row.date(), row.date(), row.origin()};
                                                 });
    snapshot.fixtureSurveys = readAll<FixtureSurvey>(
        connection,
        "SELECT building, fixture, surveyed_on, total, saving, batch_id, source_row FROM fixture_survey "
        "ORDER "
        "BY building, fixture, surveyed_on",
        [](Row& row) {
            return FixtureSurvey{
                row.text(),  row.text(), row.date(), row.optionalInteger(), row.optionalInteger(),
                row.origin()};
        });
    snapshot.fixtureSellers = readAll<FixtureSeller>(
        connection,
        "SELECT code, name, opened_on, closed_on, batch_id, source_row FROM fixture_seller ORDER BY code",
        [](Row& row) {
            return FixtureSeller{row.text(), row.text(), row.date(), row.date(), row.origin()};
        });
    snapshot.marketInspections = readAll<MarketInspection>(
        connection,
        "SELECT seller_code, inspected_on, models_on_sale, saving_models, batch_id, source_row FROM "
        "market_inspection ORDER BY seller_code, inspected_on",
        [](Row& row) {
            return MarketInspection{row.text(), row.date(), row.optionalInteger(), row.optionalInteger(),
                                    row.origin()};
        });
    snapshot.savingContracts = readAll<SavingContract>(
        connection,
        "SELECT code, unit, kind, started_on, completed_on, baseline_m3, measured_m3, batch_id, source_row "
        "FROM "
        "saving_contract ORDER BY code",
        [](Row& row) {
            return SavingContract{row.text(), row.text(),         row.text(),         row.date(),
                                  row.date(), row.optionalReal(), row.optionalReal(), row.origin()};
        });
    snapshot.waterAssessments = readAll<WaterAssessment>(
        connection,
        "SELECT kind, enterprise, assessed_on, potential_m3, batch_id, source_row FROM water_assessment "
        "ORDER "
        "BY kind, enterprise, assessed_on",
        [](Row& row) {
            return WaterAssessment{row.text(), row.text(), row.date(), row.optionalReal(), row.origin()};
        });
    snapshot.retrofits = readAll<Retrofit>(
        connection,
        "SELECT enterprise, project, kind, completed_on, batch_id, source_row FROM retrofit ORDER BY "
        "enterprise, project",
        [](Row& row) {
            return Retrofit{row.text(), row.text(), row.text(), row.date(), row.origin()};
        });
    snapshot.problemDischargers = readAll<ProblemDischarger>(
        connection,
        "SELECT name, parameter, closed_on, retest_passed, stop_ordered_on, batch_id, source_row FROM "
        "problem_discharger ORDER BY name, parameter",
        [](Row& row) {
            ProblemDischarger one;
            one.name = row.text();
            one.parameter = row.text();
            one.closedOn = row.date();
            if (const auto passed = row.optionalInteger()) {
                one.retestPassed = *passed != 0;
            }
            one.stopOrderedOn = row.date();
            one.origin = row.origin();
            return one;
        });
    snapshot.projectStages = readAll<ProjectStage>(
        connection,
        "SELECT p.name, coalesce(s.stage, ''), s.reached_on, s.number_built, coalesce(s.batch_id, "
        "p.batch_id), "
        "coalesce(s.source_row, p.source_row) FROM project_work p LEFT JOIN project_stage s ON "
        "s.project_name "
        "= p.name ORDER BY p.name, s.reached_on, s.stage",
        [](Row& row) {
            return ProjectStage{row.text(), row.text(), row.date(), row.optionalInteger(), row.origin()};
        });
    snapshot.documentStages = readAll<DocumentStage>(
        connection,
        "SELECT d.name, coalesce(s.stage, ''), s.reached_on, s.authority, coalesce(s.batch_id, d.batch_id), "
        "coalesce(s.source_row, d.source_row) FROM document d LEFT JOIN document_stage s ON s.document_name "
        "= "
        "d.name ORDER BY d.name, s.reached_on, s.stage",
        [](Row& row) {
            return DocumentStage{row.text(), row.text(), row.date(), row.text(), row.origin()};
        });
    snapshot.drainageNodes = readAll<DrainageNode>(
        connection,
        "SELECT code, name, monitored_since, batch_id, source_row FROM drainage_node ORDER BY code",
        [](Row& row) {
            return DrainageNode{row.text(), row.text(), row.date(), row.origin()};
        });
    snapshot.drills = readAll<Drill>(
        connection, "SELECT held_on, subject, batch_id, source_row FROM drill ORDER BY held_on, subject",
        [](Row& row) {
            return Drill{row.date(), row.text(), row.origin()};
        });
    snapshot.monthlyReturns = readAll<MonthlyReturn>(
        connection,
        "SELECT month, body_code, submitted_on, batch_id, source_row FROM monthly_return ORDER BY month, "
        "body_code",
        [](Row& row) {
            return MonthlyReturn{row.text(), row.text(), row.date(), row.origin()};
        });
    snapshot.dispatchMeetings = readAll<DispatchMeeting>(
        connection, "SELECT month, held_on, batch_id, source_row FROM dispatch_meeting ORDER BY month",
        [](Row& row) {
            return DispatchMeeting{row.text(), row.date(), row.origin()};
        });
}

}  // namespace shuiheng::store
