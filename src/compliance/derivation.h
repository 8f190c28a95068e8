#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/civil.h"
#include "base/text.h"

/// How a figure came about. Reports print it, the window explains it, a frozen report re-derives it.
namespace shuiheng::compliance {

struct Interval {
    double low = 0;
    double high = 0;
};

/// A row of the dated parameter table as it was used.
struct UsedParameter {
    std::string id;
    Text name;
    std::string value;  ///< as written in the table (a number or a list)
    std::string unit;
    std::string source;
    std::string clause;
    std::optional<Date> effectiveFrom;
    std::optional<Date> effectiveTo;
    std::string status;  ///< 已核实, 待核实 or 示例
};

/// One record that went into a figure.
struct InputRow {
    std::string key;              ///< the record's own name: meter code, year, sample district ...
    std::optional<double> value;  ///< in the input's unit; blank = missing
    std::vector<std::int64_t> batches;
    std::int64_t row = 0;  ///< source row when one batch row made the record; 0 otherwise
};

/// Records of one table that went into a figure. `sha256` is over the canonical text of `rows`, filled in by
/// app.
struct UsedInput {
    std::string table;
    std::string filter;  ///< e.g. "year = 2024 and role = system_input"
    std::string unit;
    std::vector<InputRow> rows;
    std::string sha256;

    std::vector<std::int64_t> batches() const;  ///< sorted, without repeats
};

/// A figure and everything behind it. A missing figure has no value and says what is missing.
struct Derivation {
    std::string id;  ///< indicator name, e.g. "leakage_rate.comprehensive"
    Text name;
    std::optional<double> value;
    std::string unit;               ///< "%", "万m³", "m³/万元", "1" ...
    std::optional<Interval> range;  ///< uncertainty, where inputs are estimated or out of validity
    std::string formula;            ///< with symbols, e.g. "R_WL = (Q_s − Q_a) / Q_s × 100 %"
    /// The same for a spreadsheet, over what stands below the figure; blank where that doesn't hold all of
    /// it. c2 = value of the second child, p1 = the first parameter, i1 = values of all rows of the first
    /// input, i1.3 = of its third row, c2.i1 = an input of the child. With + - * / ( ), comparisons and SUM,
    /// PRODUCT, ROWS, MIN, MAX, IF.
    std::string expression;
    std::string clause;  ///< where the formula stands
    std::vector<UsedParameter> parameters;
    std::map<std::string, std::string> switches;  ///< switch id -> option in force
    std::vector<UsedInput> inputs;
    std::vector<Text> missing;  ///< what has to be supplied; non-empty where value is blank
    std::vector<Text> notes;    ///< warnings that belong to the figure
    std::vector<Derivation> children;
};

}  // namespace shuiheng::compliance
