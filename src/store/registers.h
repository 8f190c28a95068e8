#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/text.h"
#include "store/project.h"

/// The registers (用水户, 取水许可, 水表 ...) as described tables: one machinery imports, exports and edits
/// them all.
namespace shuiheng::store {

/// Key: what records are told apart by, compared without regard to width; Text: words that are printed as
/// they are.
enum class ColumnType { Text, Key, Integer, Real, Date, Month, Boolean, Code, Longitude, Latitude, Outline };

struct CodeValue {
    std::string_view code;
    std::string_view names;  ///< what people write for it, separated by |
};

struct RegisterColumn {
    std::string_view
        name;  ///< in the project file (longitude and latitude, or an outline, make the column geom)
    ColumnType type = ColumnType::Text;
    std::string_view headers;  ///< what it is called in files, separated by |; the first is used in exports
    bool required = false;
    std::span<const CodeValue> codes;  ///< for ColumnType::Code
    /// "volume": 万m³ and m³ in the header are converted; "body": a body's name or alias becomes its code.
    std::string_view dimension;
};

struct RegisterTable {
    std::string_view name;
    Text title;
    std::span<const RegisterColumn> columns;
    std::span<const std::string_view> key;  ///< columns that tell a record from another
};

std::span<const RegisterTable> registerTables();
/// By table name, its plural (users, permits) or Chinese title; nullptr when unknown.
const RegisterTable* findRegister(std::string_view name);

using FieldValue = std::variant<std::monostate, std::int64_t, double, std::string>;  ///< monostate = blank
using RecordValues = std::map<std::string, FieldValue>;                              ///< by column name

enum class Stored { Inserted, Updated, Unchanged };

/// Writes a record by its key; columns that `values` does not name stay as they are. RECORD_REFUSED with the
/// database's reason (unknown reference, value out of range). Within the caller's Transaction.
Result<Stored> writeRecord(Project& project, const RegisterTable& table, const RecordValues& values,
                           std::int64_t batch, std::int64_t sourceRow);

/// Why the project refused a record, as far as it can be told: REFERENCE_UNKNOWN (field, value, parent) or
/// VALUE_OUT_OF_RANGE (field, rule); else `refused` as it is.
Problem explainRefusal(const Project& project, const RegisterTable& table, const RecordValues& values,
                       const Problem& refused);

/// All records in key order: columns as in RegisterTable, as text (blank = empty).
Result<std::vector<std::vector<std::string>>> readRecords(const Project& project, const RegisterTable& table);

/// The code of a body by its code, name or alias; empty when nobody is called so.
Result<std::string> findBody(const Project& project, const std::string& name);

Result<std::int64_t> countRecords(const Project& project, std::string_view table);
/// Readings in both shapes.
Result<std::int64_t> countReadings(const Project& project);

}  // namespace shuiheng::store
