#include "store/registers.h"

#include <algorithm>
#include <charconv>

#include "geo/gpkg_geometry.h"
#include "geo/well_known_text.h"
#include "store/sqlite.h"

namespace shuiheng::store {
namespace {

bool isPosition(const RegisterColumn& column) {
    return column.type == ColumnType::Longitude || column.type == ColumnType::Latitude;
}

bool isPlace(const RegisterColumn& column) {
    return isPosition(column) || column.type == ColumnType::Outline;
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
    std::string text;
    for (const std::string& part : parts) {
        text += (text.empty() ? "" : std::string(between)) + part;
    }
    return text;
}

void bindField(Statement& statement, int position, const FieldValue& value) {
    if (const auto* integer = std::get_if<std::int64_t>(&value)) {
        statement.bind(position, *integer);
    } else if (const auto* real = std::get_if<double>(&value)) {
        statement.bind(position, *real);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
        statement.bind(position, std::string_view(*text));
    } else {
        statement.bindNull(position);
    }
}

/// The place the values name: a position, when both its parts are there, or an outline; empty = none.
std::vector<std::uint8_t> placeIn(const RecordValues& values) {
    if (const auto outline = values.find("outline"); outline != values.end()) {
        const auto* text = std::get_if<std::string>(&outline->second);
        const auto polygons = text != nullptr ? geo::polygonsFromText(*text) : std::nullopt;
        return polygons ? geo::multiPolygonBlob(*polygons) : std::vector<std::uint8_t>();
    }
    const auto longitude = values.find("longitude");
    const auto latitude = values.find("latitude");
    if (longitude == values.end() || latitude == values.end() ||
        !std::holds_alternative<double>(longitude->second) ||
        !std::holds_alternative<double>(latitude->second)) {
        return {};
    }
    return geo::pointBlob({std::get<double>(longitude->second), std::get<double>(latitude->second)});
}

std::string shortest(double value) {
    char buffer[400];
    const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed);
    return std::string(buffer, end);
}

}  // namespace

Result<Stored> writeRecord(Project& project, const RegisterTable& table, const RecordValues& values,
                           std::int64_t batch, std::int64_t sourceRow) {
    return guarded([&] {
        Connection& connection = project.connection();
        std::vector<std::string> columns;
        std::vector<FieldValue> fields;
        for (const RegisterColumn& column : table.columns) {
            const auto value = values.find(std::string(column.name));
            if (value != values.end() && !isPlace(column)) {
                columns.emplace_back(column.name);
                fields.push_back(value->second);
            }
        }
        const std::vector<std::uint8_t> place = placeIn(values);
        std::vector<std::string> keyTests;
        for (const std::string_view key : table.key) {
            keyTests.push_back(std::string(key) + " IS ?");
        }
        const auto bindKey = [&](Statement& statement, int at) {
            for (const std::string_view key : table.key) {
                const auto value = values.find(std::string(key));
                bindField(statement, at++, value != values.end() ? value->second : FieldValue());
            }
        };
        const std::string where = " WHERE " + joined(keyTests, " AND ");
        Statement found = connection.prepare("SELECT id FROM " + std::string(table.name) + where);
        bindKey(found, 1);
        std::vector<std::string> slots;
        if (found.step()) {
            const std::int64_t id = found.integer(0);
            found.reset();
            std::vector<std::string> sets;
            std::vector<std::string> differs;
            for (const std::string& column : columns) {
                sets.push_back(column + " = ?");
                differs.push_back(column + " IS NOT ?");
            }
            if (!place.empty()) {
                sets.emplace_back("geom = ?");
                differs.emplace_back("geom IS NOT ?");
            }
            const int count = static_cast<int>(sets.size());
            Statement update = connection.prepare(
                "UPDATE " + std::string(table.name) + " SET " + joined(sets, ", ") +
                ", batch_id = ?, source_row = ? WHERE id = ? AND (" + joined(differs, " OR ") + ")");
            for (int pass = 0; pass < 2; ++pass) {
                int at = pass == 0 ? 1 : count + 4;
                for (const FieldValue& field : fields) {
                    bindField(update, at++, field);
                }
                if (!place.empty()) {
                    update.bindBlob(at, place);
                }
            }
            update.bind(count + 1, batch == 0 ? std::nullopt : std::optional(batch));
            update.bind(count + 2, batch == 0 ? std::nullopt : std::optional(sourceRow)).bind(count + 3, id);
            update.run();
            return connection.changes() > 0 ? Stored::Updated : Stored::Unchanged;
        }
        if (!place.empty()) {
            columns.emplace_back("geom");
        }
        for (std::size_t i = 0; i < columns.size(); ++i) {
            slots.emplace_back("?");
        }
        Statement insert =
            connection.prepare("INSERT INTO " + std::string(table.name) + "(" + joined(columns, ", ") +
                               ", batch_id, source_row) VALUES (" + joined(slots, ", ") + ", ?, ?)");
        int at = 1;
        for (const FieldValue& field : fields) {
            bindField(insert, at++, field);
        }
        if (!place.empty()) {
            insert.bindBlob(at++, place);
        }
        insert.bind(at, batch == 0 ? std::nullopt : std::optional(batch));
        insert.bind(at + 1, batch == 0 ? std::nullopt : std::optional(sourceRow));
        insert.run();
        return Stored::Inserted;
    });
}

Problem explainRefusal(const Project& project, const RegisterTable& table, const RecordValues& values,
                       const Problem& refused) {
    std::string detail;
    for (const auto& [name, value] : refused.arguments) {
        detail = name == "detail" ? value : detail;
    }
    if (const std::string mark = "CHECK constraint failed: "; detail.starts_with(mark)) {
        const std::string rule = detail.substr(mark.size());
        const auto named =
            std::find_if(table.columns.begin(), table.columns.end(), [&](const RegisterColumn& column) {
                const std::size_t at = rule.find(column.name);
                const auto partOfName = [](char letter) {
                    return letter == '_' || (letter >= 'a' && letter <= 'z');
                };
                return at != std::string::npos && (at == 0 || !partOfName(rule[at - 1])) &&
                       (at + column.name.size() == rule.size() || !partOfName(rule[at + column.name.size()]));
            });
        return named == table.columns.end()
                   ? refused
                   : Problem("VALUE_OUT_OF_RANGE", {{"field", std::string(named->name)}, {"rule", rule}});
    }
    Problem found = refused;
    static_cast<void>(guarded([&] {
        Connection& connection = project.connection();
        Statement references = connection.prepare(
            "SELECT \"from\", \"table\", coalesce(\"to\", 'id') FROM pragma_foreign_key_list(?)");
        references.bind(1, table.name);
        while (references.step()) {
            const auto value = values.find(references.text(0));
            const auto* text = value != values.end() ? std::get_if<std::string>(&value->second) : nullptr;
            if (text == nullptr) {
                continue;
            }
            Statement parent = connection.prepare("SELECT 1 FROM " + references.text(1) + " WHERE " +
                                                  references.text(2) + " = ?");
            parent.bind(1, std::string_view(*text));
            if (!parent.step()) {
                found = Problem(
                    "REFERENCE_UNKNOWN",
                    {{"field", references.text(0)}, {"value", *text}, {"parent", references.text(1)}});
                return;
            }
        }
    }));
    return found;
}

Result<std::vector<std::vector<std::string>>> readRecords(const Project& project,
                                                          const RegisterTable& table) {
    return guarded([&] {
        std::vector<std::string> columns;
        std::vector<std::string> order;
        for (const RegisterColumn& column : table.columns) {
            columns.emplace_back(column.type == ColumnType::Longitude  ? "ST_MinX(geom)"
                                 : column.type == ColumnType::Latitude ? "ST_MinY(geom)"
                                 : column.type == ColumnType::Outline  ? "geom"
                                                                       : column.name);
        }
        for (const std::string_view key : table.key) {
            order.emplace_back(key);
        }
        std::vector<std::vector<std::string>> records;
        Statement row =
            project.connection().prepare("SELECT " + joined(columns, ", ") + " FROM " +
                                         std::string(table.name) + " ORDER BY " + joined(order, ", "));
        while (row.step()) {
            std::vector<std::string> record;
            for (int i = 0; i < row.columnCount(); ++i) {
                const RegisterColumn& column = table.columns[static_cast<std::size_t>(i)];
                const bool real = column.type == ColumnType::Real || isPosition(column);
                const auto polygons = column.type == ColumnType::Outline && !row.isNull(i)
                                          ? geo::polygonsOf(row.blob(i))
                                          : std::nullopt;
                record.push_back(row.isNull(i) ? std::string()
                                 : polygons    ? geo::textOf(*polygons)
                                 : real        ? shortest(row.real(i))
                                               : row.text(i));
            }
            records.push_back(std::move(record));
        }
        return records;
    });
}

Result<std::string> findBody(const Project& project, const std::string& name) {
    return guarded([&]() -> std::string {
        Statement row = project.connection().prepare(
            "SELECT code FROM body WHERE code = ?1 OR name = ?1 UNION SELECT target_code FROM body_alias "
            "WHERE "
            "kind = 'body' AND alias = ?1 LIMIT 1");
        row.bind(1, name);
        return row.step() ? row.text(0) : std::string();
    });
}

Result<std::int64_t> countRecords(const Project& project, std::string_view table) {
    return guarded([&] {
        const bool known = std::all_of(table.begin(), table.end(),
                                       [](char c) { return c == '_' || (c >= 'a' && c <= 'z'); });
        return known ? project.connection().scalar("SELECT count(*) FROM " + std::string(table)).value_or(0)
                     : 0;
    });
}

Result<std::int64_t> countReadings(const Project& project) {
    return guarded([&] {
        return project.connection()
            .scalar(
                "SELECT (SELECT coalesce(sum(readings), 0) FROM reading_chunk) + (SELECT count(*) FROM "
                "reading)")
            .value_or(0);
    });
}

}  // namespace shuiheng::store
