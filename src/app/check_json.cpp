#include "app/check_json.h"

#include <nlohmann/json.hpp>

namespace shuiheng::app {
namespace {

using nlohmann::json;

json texts(const std::vector<Text>& list, Language language) {
    json result = json::array();
    for (const Text& text : list) {
        result.push_back(text.in(language));
    }
    return result;
}

json number(std::optional<double> value) {
    return value ? json(*value) : json(nullptr);
}

json interval(const std::optional<compliance::Interval>& range) {
    return range ? json::array({range->low, range->high}) : json(nullptr);
}

std::string operatorText(compliance::Operator op) {
    using enum compliance::Operator;
    switch (op) {
        case AtLeast:
            return ">=";
        case AtMost:
            return "<=";
        case Equal:
            return "=";
        case DecreaseAtLeast:
            return "decrease>=";
        case CountAtLeast:
            return "count>=";
        case Closed:
            return "closed=";
        case Coverage:
            return "coverage=";
        case Done:
            return "done";
        case Document:
            return "doc";
        case Start:
            return "start";
        case Stage:
            return "stage";
    }
    return {};
}

json inputJson(const compliance::UsedInput& input, bool withRows) {
    json result = {{"table", input.table},      {"filter", input.filter},     {"unit", input.unit},
                   {"rows", input.rows.size()}, {"batches", input.batches()}, {"sha256", input.sha256}};
    if (withRows) {
        json records = json::array();
        for (const compliance::InputRow& row : input.rows) {
            records.push_back(
                {{"key", row.key}, {"value", number(row.value)}, {"batches", row.batches}, {"row", row.row}});
        }
        result["records"] = std::move(records);
    }
    return result;
}

}  // namespace

json toJson(const compliance::Derivation& derivation, Language language, bool withRows) {
    json result = {{"id", derivation.id},
                   {"name", derivation.name.in(language)},
                   {"value", number(derivation.value)},
                   {"unit", derivation.unit},
                   {"range", interval(derivation.range)},
                   {"formula", derivation.formula},
                   {"clause", derivation.clause},
                   {"switches", derivation.switches},
                   {"missing", texts(derivation.missing, language)},
                   {"notes", texts(derivation.notes, language)}};
    json parameters = json::array();
    for (const compliance::UsedParameter& one : derivation.parameters) {
        parameters.push_back(
            {{"id", one.id},
             {"name", one.name.in(language)},
             {"value", json::parse(one.value, nullptr, false).is_discarded() ? json(one.value)
                                                                             : json::parse(one.value)},
             {"unit", one.unit},
             {"source", one.source},
             {"clause", one.clause},
             {"effective_from", one.effectiveFrom ? json(one.effectiveFrom->iso()) : json(nullptr)},
             {"effective_to", one.effectiveTo ? json(one.effectiveTo->iso()) : json(nullptr)},
             {"status", one.status}});
    }
    result["parameters"] = std::move(parameters);
    json inputs = json::array();
    for (const compliance::UsedInput& input : derivation.inputs) {
        inputs.push_back(inputJson(input, withRows));
    }
    result["inputs"] = std::move(inputs);
    json children = json::array();
    for (const compliance::Derivation& child : derivation.children) {
        children.push_back(toJson(child, language, withRows));
    }
    result["children"] = std::move(children);
    return result;
}

json toJson(const compliance::CheckResult& result, Language language, bool withRows) {
    json milestones = json::array();
    for (const compliance::MilestoneResult& one : result.milestones) {
        json articles = json::array();
        for (const std::string& article : one.milestone.articles) {
            articles.push_back(article);
        }
        const std::string& first =
            one.milestone.articles.empty() ? std::string() : one.milestone.articles.front();
        const bool numeric = !first.empty() && first.find_first_not_of("0123456789") == std::string::npos;
        json list = json::array();
        for (const compliance::NamedItem& item : one.namedList) {
            list.push_back({{"key", item.key},
                            {"name", item.name},
                            {"value", number(item.value)},
                            {"unit", item.unit},
                            {"remark", item.remark.in(language)}});
        }
        json needed = json::array();
        for (const compliance::Requirement& rest : one.needed) {
            needed.push_back(
                {{"what", rest.what.in(language)}, {"amount", rest.amount}, {"unit", rest.unit}});
        }
        milestones.push_back({{"id", one.milestone.id},
                              {"article", numeric ? json(std::stoi(first)) : json(first)},
                              {"articles", std::move(articles)},
                              {"title", one.milestone.title.in(language)},
                              {"due", one.milestone.due ? json(one.milestone.due->iso()) : json(nullptr)},
                              {"value", number(one.value)},
                              {"unit", one.milestone.unit},
                              {"target", number(one.target)},
                              {"operator", operatorText(one.milestone.op)},
                              {"margin", number(one.margin)},
                              {"range", interval(one.range)},
                              {"verdict", compliance::codeOf(one.verdict)},
                              {"missing", texts(one.missing, language)},
                              {"list", std::move(list)},
                              {"needed", std::move(needed)},
                              {"derivation", toJson(one.derivation, language, withRows)}});
    }
    json supporting = json::array();
    for (const compliance::Derivation& one : result.supporting) {
        supporting.push_back(toJson(one, language, withRows));
    }
    json objectives = json::array();
    for (const compliance::ObjectiveResult& one : result.objectives) {
        objectives.push_back({{"id", one.objective.id},
                              {"year", one.objective.year ? json(*one.objective.year) : json(nullptr)},
                              {"milestones", one.objective.milestones},
                              {"verdict", compliance::codeOf(one.verdict)},
                              {"missing", texts(one.missing, language)}});
    }
    return {{"year", result.year},
            {"milestones", std::move(milestones)},
            {"objectives", std::move(objectives)},
            {"supporting", std::move(supporting)}};
}

}  // namespace shuiheng::app
