#include "compliance/parameters.h"

#include <array>
#include <charconv>
#include <utility>

namespace shuiheng::compliance {
namespace {

/// Shortest text that reads back as the same number, the same on every platform.
std::string shortest(double value) {
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    return std::string(buffer.data(), end);
}

bool inForce(const Parameter& parameter, Date date) {
    return (!parameter.effectiveFrom || *parameter.effectiveFrom <= date) &&
           (!parameter.effectiveTo || date <= *parameter.effectiveTo);
}

/// Of two rows in force the one that began later; a row without a beginning is the oldest.
bool beganLater(const Parameter& a, const Parameter& b) {
    return a.effectiveFrom && (!b.effectiveFrom || *b.effectiveFrom < *a.effectiveFrom);
}

}  // namespace

std::string Parameter::valueText() const {
    if (table.empty()) {
        return shortest(number);
    }
    std::string text = "[";
    for (std::size_t row = 0; row < table.size(); ++row) {
        text += row ? ", [" : "[";
        for (std::size_t cell = 0; cell < table[row].size(); ++cell) {
            text += cell ? ", " : "";
            text += table[row][cell] ? shortest(*table[row][cell]) : "-";
        }
        text += "]";
    }
    return text + "]";
}

UsedParameter Parameter::used() const {
    return {id, name, valueText(), unit, source, clause, effectiveFrom, effectiveTo, status};
}

ParameterTable::ParameterTable(std::vector<Parameter> parameters) : m_parameters(std::move(parameters)) {}

Result<Parameter> ParameterTable::at(std::string_view id, Date date) const {
    const Parameter* best = nullptr;
    bool known = false;
    for (const Parameter& parameter : m_parameters) {
        if (parameter.id != id) {
            continue;
        }
        known = true;
        if (inForce(parameter, date) && (!best || beganLater(parameter, *best))) {
            best = &parameter;
        }
    }
    if (best) {
        return *best;
    }
    if (!known) {
        return failure(Problem("PARAMETER_MISSING", {{"id", std::string(id)}}));
    }
    return failure(Problem("PARAMETER_NOT_IN_FORCE", {{"id", std::string(id)}, {"date", date.iso()}}));
}

}  // namespace shuiheng::compliance
