#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil.h"
#include "base/result.h"
#include "base/text.h"
#include "compliance/derivation.h"

namespace shuiheng::compliance {

/// One dated regulatory number (or small table) with its source.
struct Parameter {
    std::string id;
    Text name;
    double number = 0;                                      ///< when `table` is empty
    std::vector<std::vector<std::optional<double>>> table;  ///< rows, e.g. {upper bound or blank, value}
    std::string unit;
    std::string source;
    std::string clause;
    std::optional<Date> effectiveFrom;
    std::optional<Date> effectiveTo;  ///< inclusive
    std::string status;
    std::string note;

    std::string valueText() const;
    UsedParameter used() const;
};

/// Parameters by id and date; the same id may stand several times with other dates.
class ParameterTable {
  public:
    ParameterTable() = default;
    explicit ParameterTable(std::vector<Parameter> parameters);
    const std::vector<Parameter>& all() const { return m_parameters; }
    /// The row in force on `date`. When none is, PARAMETER_MISSING or PARAMETER_NOT_IN_FORCE.
    Result<Parameter> at(std::string_view id, Date date) const;

  private:
    std::vector<Parameter> m_parameters;
};

}  // namespace shuiheng::compliance
