#include "app/make_report.h"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <set>

#include "app/check_json.h"
#include "app/check_project.h"
#include "app/whole_file.h"
#include "ingest/byte_source.h"
#include "ingest/sha256.h"
#include "report/annual_report.h"
#include "report/html_writer.h"
#include "report/odt_writer.h"
#include "report/pdf_writer.h"
#include "report/xlsx_writer.h"
#include "store/batches.h"
#include "store/plan_store.h"
#include "store/project_file.h"

namespace shuiheng::app {
namespace {

using nlohmann::json;

constexpr int kMostEarlierYears = 9;  // a chart holds no more

void collectBatches(const compliance::Derivation& derivation, std::set<std::int64_t>& batches) {
    for (const compliance::UsedInput& input : derivation.inputs) {
        for (const std::int64_t batch : input.batches()) {
            batches.insert(batch);
        }
    }
    for (const compliance::Derivation& child : derivation.children) {
        collectBatches(child, batches);
    }
}

std::set<std::int64_t> batchesOf(const compliance::CheckResult& result) {
    std::set<std::int64_t> batches;
    for (const compliance::MilestoneResult& one : result.milestones) {
        collectBatches(one.derivation, batches);
    }
    for (const compliance::Derivation& one : result.supporting) {
        collectBatches(one, batches);
    }
    return batches;
}

Date dateOf(const std::string& stored) {
    return Date::parse(stored.substr(0, 10)).value_or(Date());
}

/// Only the batches that a figure rests on: the appendix proves the figures, it is no log.
Result<std::vector<report::DataSource>> sourcesOf(const store::Project& project,
                                                  const std::set<std::int64_t>& used) {
    const auto batches = store::readBatches(project);
    if (!batches) {
        return failure(batches.error());
    }
    std::vector<report::DataSource> sources;
    for (const store::Batch& batch : *batches) {
        if (used.count(batch.id) != 0) {
            sources.push_back({batch.id, batch.fileName, batch.sha256, dateOf(batch.importedAt), batch.stored,
                               batch.rejected, batch.status == "undone"});
        }
    }
    return sources;
}

Result<> write(const report::Document& document, const std::string& extension, LocalTime now,
               const std::filesystem::path& out, ReportSummary& summary) {
    const report::WriteOptions options{{}, now};
    if (extension == ".odt") {
        return report::writeOdt(document, out, options);
    }
    if (extension == ".xlsx") {
        return report::writeXlsx(document, out, options);
    }
    if (extension == ".html") {
        return report::writeHtml(document, out);
    }
    const auto written = report::writePdf(document, out, options);
    if (!written) {
        return failure(written.error());
    }
    summary.pages = written->pages;
    for (const report::FontSubstitution& one : written->substitutions) {
        summary.fontSubstitutions.emplace_back(one.wanted, one.used);
    }
    return {};
}

}  // namespace

Result<ReportSummary> makeReport(store::Project& project, const ReportOptions& options) {
    if (options.kind != "annual") {
        return failure(Problem("REPORT_KIND_UNKNOWN", {{"kind", options.kind}, {"known", "annual"}}));
    }
    std::string extension = ingest::utf8Name(options.out.extension());
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    if (extension != ".pdf" && extension != ".odt" && extension != ".xlsx" && extension != ".html") {
        return failure(
            Problem("REPORT_FORMAT_UNKNOWN", {{"format", extension}, {"known", ".pdf, .odt, .xlsx, .html"}}));
    }
    if (Result<> fine = checkOutput(options.out, store::companionsOf(project.info().path)); !fine) {
        return failure(fine.error());
    }
    auto loaded = loadCounty(project);
    if (!loaded) {
        return failure(loaded.error());
    }
    auto result = checkCounty(*loaded, options.year);
    if (!result) {
        return failure(result.error());
    }
    ReportSummary summary;
    report::AnnualReportInput input;
    for (int year = std::max(loaded->plan.firstYear, options.year - kMostEarlierYears);
         year < options.year && year <= loaded->plan.lastYear; ++year) {
        auto earlier = checkCounty(*loaded, year);
        if (!earlier) {
            return failure(earlier.error());
        }
        input.history.push_back(std::move(*earlier));
    }
    std::set<std::int64_t> used = batchesOf(*result);
    const LocalTime now = project.clock().now();
    const Date today = now.date();
    input.result = std::move(*result);
    json frozen = toJson(input.result, Language::Chinese, true);
    for (const report::EarlierFigure& earlier : report::earlierFigures(input)) {
        collectBatches(earlier.result->derivation, used);
        frozen["earlier"].push_back(
            {{"id", earlier.result->milestone.id},
             {"year", earlier.year},
             {"derivation", toJson(earlier.result->derivation, Language::Chinese, true)}});
    }
    const std::string resultJson = frozen.dump();
    summary.digest = ingest::sha256Of(resultJson);
    auto sources = sourcesOf(project, used);
    if (!sources) {
        return failure(sources.error());
    }
    input.plan = &loaded->plan;
    input.countyName = loaded->county.countyName;
    input.sample = loaded->county.sample;
    input.generatedOn = today;
    input.dataAsOf = std::min(today, Date::of(options.year, 12, 31).value_or(today));
    input.language = options.language;
    input.sources = std::move(*sources);
    input.softwareVersion = store::programVersion();

    std::optional<store::Transaction> transaction;
    if (options.freeze) {
        auto begun = store::Transaction::begin(project);
        if (!begun) {
            return failure(begun.error());
        }
        transaction.emplace(std::move(*begun));
        const auto id = store::saveFrozenReport(
            project,
            {0, options.kind, options.year, {}, {}, {}, summary.digest, resultJson, json(used).dump()});
        if (!id) {
            return failure(id.error());
        }
        summary.frozenId = *id;
        input.frozen = report::FrozenVersion{std::to_string(options.year) + "-" + std::to_string(*id), today,
                                             summary.digest};
    }
    if (Result<> written = write(report::annualReport(input), extension, now, options.out, summary);
        !written) {
        return failure(written.error());
    }
    if (transaction) {
        if (Result<> committed =
                transaction->commit("freeze_report", options.kind + " " + std::to_string(options.year));
            !committed) {
            return failure(committed.error());
        }
    }
    return summary;
}

namespace {

std::string valueText(const json& value) {
    return value.is_null() ? "—" : value.dump();
}

/// The records of one input by key; equal keys are told apart by their order.
std::map<std::string, const json*> recordsOf(const json& input) {
    std::map<std::string, const json*> records;
    for (const json& record : input.at("records")) {
        std::string key = record.at("key").get<std::string>();
        while (records.count(key) != 0) {
            key += "'";
        }
        records[key] = &record;
    }
    return records;
}

class Comparison {
  public:
    Comparison(std::string milestone, std::vector<FrozenDifference>& differences)
        : m_milestone(std::move(milestone)), m_differences(differences) {}

    void compare(const json& frozen, const json& now) {
        const std::string id = frozen.at("id").get<std::string>();
        if (frozen.at("value") != now.at("value")) {
            add(id, "", valueText(frozen.at("value")), valueText(now.at("value")), nullptr);
        }
        if (frozen.at("switches") != now.at("switches")) {
            add(id, "switches", frozen.at("switches").dump(), now.at("switches").dump(), nullptr);
        }
        compareParameters(id, frozen.at("parameters"), now.at("parameters"));
        compareInputs(id, frozen.at("inputs"), now.at("inputs"));
        const json& before = frozen.at("children");
        const json& after = now.at("children");
        for (std::size_t i = 0; i < std::max(before.size(), after.size()); ++i) {
            if (i < before.size() && i < after.size() && before[i].at("id") == after[i].at("id")) {
                compare(before[i], after[i]);
            } else {
                add(i < before.size() ? before[i].at("id").get<std::string>()
                                      : after[i].at("id").get<std::string>(),
                    "", i < before.size() ? valueText(before[i].at("value")) : "—",
                    i < after.size() ? valueText(after[i].at("value")) : "—", nullptr);
            }
        }
    }

  private:
    void compareParameters(const std::string& id, const json& frozen, const json& now) {
        for (std::size_t i = 0; i < std::max(frozen.size(), now.size()); ++i) {
            const json before = i < frozen.size() ? frozen[i] : json(nullptr);
            const json after = i < now.size() ? now[i] : json(nullptr);
            if (before != after) {
                add(id, "parameter " + (before.is_null() ? after : before).at("id").get<std::string>(),
                    before.is_null() ? "—" : valueText(before.at("value")),
                    after.is_null() ? "—" : valueText(after.at("value")), nullptr);
            }
        }
    }

    void compareInputs(const std::string& id, const json& frozen, const json& now) {
        for (const json& before : frozen) {
            for (const json& after : now) {
                if (before.at("table") != after.at("table") || before.at("filter") != after.at("filter")) {
                    continue;
                }
                if (before.at("sha256") != after.at("sha256")) {
                    compareRecords(id, before.at("table").get<std::string>(), recordsOf(before),
                                   recordsOf(after));
                }
            }
        }
    }

    void compareRecords(const std::string& id, const std::string& table,
                        const std::map<std::string, const json*>& frozen,
                        const std::map<std::string, const json*>& now) {
        for (const auto& [key, record] : frozen) {
            const auto found = now.find(key);
            if (found == now.end() || found->second->at("value") != record->at("value")) {
                add(id, table + " " + key, valueText(record->at("value")),
                    found == now.end() ? "—" : valueText(found->second->at("value")),
                    found == now.end() ? record : found->second);
            }
        }
        for (const auto& [key, record] : now) {
            if (frozen.count(key) == 0) {
                add(id, table + " " + key, "—", valueText(record->at("value")), record);
            }
        }
    }

    void add(const std::string& figure, const std::string& record, std::string frozen, std::string now,
             const json* source) {
        FrozenDifference difference{m_milestone, figure, record, std::move(frozen), std::move(now), {}, 0};
        if (source != nullptr) {
            difference.batches = source->at("batches").get<std::vector<std::int64_t>>();
            difference.row = source->at("row").get<std::int64_t>();
        }
        m_differences.push_back(std::move(difference));
    }

    std::string m_milestone;
    std::vector<FrozenDifference>& m_differences;
};

/// The figures of earlier years that the report's charts show.
Result<> compareEarlier(const LoadedCounty& county, const json& earlier, VerifiedReport& verified) {
    std::map<int, json> years;
    for (const json& one : earlier) {
        const int year = one.at("year").get<int>();
        if (years.count(year) == 0) {
            const auto result = checkCounty(county, year);
            if (!result) {
                return failure(result.error());
            }
            years[year] = toJson(*result, Language::Chinese, true);
        }
        const std::string id = one.at("id").get<std::string>();
        for (const json& now : years[year].at("milestones")) {
            if (now.at("id") == id) {
                Comparison(id, verified.differences).compare(one.at("derivation"), now.at("derivation"));
            }
        }
    }
    return {};
}

Result<VerifiedReport> verifyOne(const LoadedCounty& county, const store::FrozenReport& frozen) {
    VerifiedReport verified{
        frozen.id, frozen.kind, frozen.year, ingest::sha256Of(frozen.resultJson) == frozen.sha256, {}};
    const json before = json::parse(frozen.resultJson, nullptr, false);
    if (before.is_discarded() || !verified.intact) {
        verified.intact = false;
        return verified;
    }
    auto result = checkCounty(county, frozen.year);
    if (!result) {
        return failure(result.error());
    }
    const json now = toJson(*result, Language::Chinese, true);
    std::map<std::string, const json*> milestones;
    for (const json& one : now.at("milestones")) {
        milestones[one.at("id").get<std::string>()] = &one;
    }
    for (const json& one : before.at("milestones")) {
        const std::string id = one.at("id").get<std::string>();
        const auto found = milestones.find(id);
        if (found == milestones.end()) {
            verified.differences.push_back({id, id, "", valueText(one.at("value")), "—", {}, 0});
            continue;
        }
        if (one.at("verdict") != found->second->at("verdict")) {
            verified.differences.push_back({id,
                                            "verdict",
                                            "",
                                            one.at("verdict").get<std::string>(),
                                            found->second->at("verdict").get<std::string>(),
                                            {},
                                            0});
        }
        Comparison(id, verified.differences).compare(one.at("derivation"), found->second->at("derivation"));
    }
    std::map<std::string, const json*> supporting;
    for (const json& one : now.at("supporting")) {
        supporting[one.at("id").get<std::string>()] = &one;
    }
    for (const json& one : before.at("supporting")) {
        const std::string id = one.at("id").get<std::string>();
        if (const auto found = supporting.find(id); found != supporting.end()) {
            Comparison("", verified.differences).compare(one, *found->second);
        } else {
            verified.differences.push_back({"", id, "", valueText(one.at("value")), "—", {}, 0});
        }
    }
    if (before.contains("earlier")) {
        if (Result<> compared = compareEarlier(county, before.at("earlier"), verified); !compared) {
            return failure(compared.error());
        }
    }
    return verified;
}

}  // namespace

Result<std::vector<VerifiedReport>> verifyReports(const store::Project& project, std::int64_t report) {
    const auto frozen = store::readFrozenReports(project);
    if (!frozen) {
        return failure(frozen.error());
    }
    const auto county = loadCounty(project);
    std::vector<VerifiedReport> verified;
    for (const store::FrozenReport& one : *frozen) {
        if (report != 0 && one.id != report) {
            continue;
        }
        if (!county) {
            return failure(county.error());
        }
        auto result = verifyOne(*county, one);
        if (!result) {
            return failure(result.error());
        }
        verified.push_back(std::move(*result));
    }
    if (report != 0 && verified.empty()) {
        return failure(Problem("REPORT_UNKNOWN", {{"report", std::to_string(report)}}));
    }
    return verified;
}

}  // namespace shuiheng::app
