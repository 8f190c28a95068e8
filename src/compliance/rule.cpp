#include "compliance/rule.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace shuiheng::compliance {
namespace {

constexpr std::size_t kNamesInASentence = 20;

std::string replaced(std::string_view pattern, Arguments arguments) {
    std::string result;
    std::size_t position = 0;
    while (position < pattern.size()) {
        const std::size_t open = pattern.find('{', position);
        const std::size_t close = open == std::string_view::npos ? open : pattern.find('}', open);
        if (close == std::string_view::npos) {
            break;
        }
        result += pattern.substr(position, open - position);
        const std::string_view name = pattern.substr(open + 1, close - open - 1);
        const auto found = std::find_if(arguments.begin(), arguments.end(),
                                        [&](const auto& argument) { return argument.first == name; });
        result += found != arguments.end() ? std::string_view(found->second)
                                           : pattern.substr(open, close - open + 1);
        position = close + 1;
    }
    return result.append(pattern.substr(position));
}

}  // namespace

Date RuleContext::referenceDay() const {
    if (milestone && milestone->due && milestone->due->year() == year) {
        return *milestone->due;
    }
    return yearEnd();
}

std::string RuleContext::option(Derivation& derivation, const std::string& switchId,
                                const std::string& fallback) const {
    const auto found = input.switches.find(switchId);
    std::string choice = found != input.switches.end() ? found->second : fallback;
    derivation.switches[switchId] = choice;
    return choice;
}

std::optional<Parameter> RuleContext::parameter(Derivation& derivation, const std::string& id) const {
    const auto found = input.parameters->at(id, yearEnd());
    if (!found) {
        addMissing(derivation, say("参数表中没有 {year} 年有效的参数 {id}",
                                   "the parameter table has no value of {id} in force in {year}",
                                   {{"year", std::to_string(year)}, {"id", id}}));
        return std::nullopt;
    }
    derivation.parameters.push_back(found->used());
    return *found;
}

std::optional<double> RuleContext::number(Derivation& derivation, const std::string& id) const {
    const auto found = parameter(derivation, id);
    return found ? std::optional(found->number) : std::nullopt;
}

std::string RuleContext::argument(const std::string& name, const std::string& fallback) const {
    if (!milestone) {
        return fallback;
    }
    const auto found = milestone->arguments.find(name);
    return found != milestone->arguments.end() ? found->second : fallback;
}

std::optional<double> RuleContext::numericArgument(const std::string& name) const {
    const std::string text = argument(name, "");
    double value = 0;
    const auto end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc() || stop != end || !std::isfinite(value)) {
        return std::nullopt;
    }
    return value;
}

std::optional<double> RuleContext::target() const {
    return milestone ? milestone->value : std::nullopt;
}

Text say(std::string_view zh, std::string_view en, Arguments arguments) {
    return {replaced(zh, arguments), replaced(en, arguments)};
}

std::string fixed(double value, int decimals) {
    // Long enough for the largest double with the decimals asked here.
    std::array<char, 400> buffer{};
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                      std::chars_format::fixed, decimals);
    return std::string(buffer.data(), result.ptr);
}

std::string shortest(double value) {
    std::array<char, 400> buffer{};
    const auto result =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed);
    return std::string(buffer.data(), result.ptr);
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
    std::string text;
    for (const std::string& part : parts) {
        text += text.empty() ? "" : separator;
        text += part;
    }
    return text;
}

std::vector<std::string> splitList(const std::string& list) {
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin < list.size();) {
        const std::size_t end = std::min(list.find('|', begin), list.size());
        parts.push_back(list.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

Text listed(const std::vector<std::string>& names) {
    const std::size_t shown = std::min(names.size(), kNamesInASentence);
    const std::vector<std::string> first(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(shown));
    Text text{joined(first, "、"), joined(first, ", ")};
    if (shown < names.size()) {
        text.zh += " 等 " + std::to_string(names.size()) + " 个";
        text.en += " and " + std::to_string(names.size() - shown) + " more";
    }
    return text;
}

double lowOf(const Derivation& derivation) {
    return derivation.range ? derivation.range->low : derivation.value.value_or(0);
}

double highOf(const Derivation& derivation) {
    return derivation.range ? derivation.range->high : derivation.value.value_or(0);
}

void setRange(Derivation& derivation, double low, double high) {
    if (low < high) {
        derivation.range = Interval{low, high};
    }
}

void addMissing(Derivation& derivation, Text text) {
    if (std::find(derivation.missing.begin(), derivation.missing.end(), text) == derivation.missing.end()) {
        derivation.missing.push_back(std::move(text));
    }
}

void adoptMissing(Derivation& parent, const Derivation& child) {
    for (const Text& text : child.missing) {
        addMissing(parent, text);
    }
}

void adopt(Derivation& parent, Derivation child) {
    adoptMissing(parent, child);
    parent.children.push_back(std::move(child));
}

Text doneOnly(const RuleContext& context, Date on) {
    const Date day = context.referenceDay();
    if (!context.milestone || context.milestone->due != day) {
        return say("{on} 才完成", "done only on {on}", {{"on", on.iso()}});
    }
    return say("{on} 才完成，比期限 {day} 晚 {days} 天", "done only on {on}, {days} days after {day}",
               {{"on", on.iso()}, {"day", day.iso()}, {"days", std::to_string(daysBetween(day, on))}});
}

void needRest(const RuleContext& context, RuleResult& result, Text what) {
    const auto target = result.target ? result.target : context.target();
    const auto value = result.derivation.value;
    if (target && value && *value < *target) {
        result.needed.push_back(
            {std::move(what), *target - *value, context.milestone ? context.milestone->unit : ""});
    }
}

Derivation cited(const Derivation& figure) {
    Derivation name;
    name.id = figure.id;
    name.name = figure.name;
    name.value = figure.value;
    name.unit = figure.unit;
    name.range = figure.range;
    name.missing = figure.missing;
    return name;
}

std::string sumOfChildren(const Derivation& figure) {
    std::string sum;
    for (std::size_t i = 1; i <= figure.children.size(); ++i) {
        sum += (sum.empty() ? "c" : "+c") + std::to_string(i);
    }
    return sum;
}

InputRow inputRow(std::string key, std::optional<double> value, const county::Origin& origin) {
    InputRow row{std::move(key), value, {}, origin.row};
    if (origin.batch > 0) {
        row.batches.push_back(origin.batch);
    }
    return row;
}

}  // namespace shuiheng::compliance
