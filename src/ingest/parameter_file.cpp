#include "ingest/parameter_file.h"

#include <map>

#include "embedded/schemas.h"
#include "ingest/json_file.h"

namespace shuiheng::ingest {
namespace {

using compliance::Parameter;
using nlohmann::json;

std::string_view schemaText() {
    for (const embedded::File& file : embedded::schemas()) {
        if (file.name == "parameters.schema.json") {
            return file.content;
        }
    }
    return "{}";
}

std::optional<double> cellOf(const json& cell) {
    return cell.is_number() ? std::optional(cell.get<double>()) : std::nullopt;
}

void takeValue(const json& value, Parameter& parameter) {
    if (value.is_number()) {
        parameter.number = value.get<double>();
        return;
    }
    for (const json& row : value) {
        std::vector<std::optional<double>> cells;
        if (row.is_array()) {
            for (const json& cell : row) {
                cells.push_back(cellOf(cell));
            }
        } else {
            cells.push_back(cellOf(row));
        }
        parameter.table.push_back(std::move(cells));
    }
}

Parameter parameterOf(const json& item) {
    Parameter parameter;
    parameter.id = textOf(item, "id");
    parameter.name = {textOf(item, "name"), textOf(item, "name_en")};
    takeValue(item.at("value"), parameter);
    parameter.unit = textOf(item, "unit");
    parameter.source = textOf(item, "source");
    parameter.clause = textOf(item, "clause");
    parameter.effectiveFrom = Date::parse(textOf(item, "effective_from"));
    parameter.effectiveTo = Date::parse(textOf(item, "effective_to"));
    parameter.status = textOf(item, "status");
    parameter.note = textOf(item, "note");
    return parameter;
}

struct Period {
    Date from;
    Date to;
};

constexpr Date kAlwaysBefore{-1'000'000};
constexpr Date kAlwaysAfter{10'000'000};

void checkDates(JsonFile& file, const json& item, const std::string& pointer,
                std::map<std::string, std::vector<Period>>& periods) {
    for (const char* key : {"effective_from", "effective_to"}) {
        const std::string text = textOf(item, key);
        const std::string place = pointer + "/" + key;
        if (!text.empty() && !Date::parse(text) && !file.hasProblemAt(place)) {
            file.report(place, "PLAN_DATE_IMPOSSIBLE", {{"date", text}});
        }
    }
    const std::string id = textOf(item, "id");
    const Period period{Date::parse(textOf(item, "effective_from")).value_or(kAlwaysBefore),
                        Date::parse(textOf(item, "effective_to")).value_or(kAlwaysAfter)};
    if (period.to < period.from) {
        file.report(pointer + "/effective_to", "PARAMETER_PERIOD_REVERSED", {{"id", id}});
    }
    if (id.empty()) {
        return;
    }
    for (const Period& other : periods[id]) {
        if (other.from <= period.to && period.from <= other.to) {
            file.report(pointer + "/effective_from", "PARAMETER_PERIODS_OVERLAP", {{"id", id}});
            break;
        }
    }
    periods[id].push_back(period);
}

}  // namespace

ParameterFile readParameters(std::string_view text, const std::string& fileName) {
    ParameterFile result;
    JsonFile file(text, fileName, schemaText());
    if (file.root()) {
        std::map<std::string, std::vector<Period>> periods;
        const json& items = arrayOf(*file.root(), "parameters");
        for (std::size_t index = 0; index < items.size(); ++index) {
            checkDates(file, items[index], pointerTo("/parameters", index), periods);
        }
    }
    result.problems = file.takeProblems();
    if (file.root() && result.problems.empty()) {
        std::vector<Parameter> parameters;
        for (const json& item : arrayOf(*file.root(), "parameters")) {
            parameters.push_back(parameterOf(item));
        }
        result.table = compliance::ParameterTable(std::move(parameters));
    }
    return result;
}

}  // namespace shuiheng::ingest
