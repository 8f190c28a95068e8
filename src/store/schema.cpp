#include "store/schema.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <set>

#include "embedded/migrations.h"

namespace shuiheng::store {
namespace {

constexpr std::string_view kLayerDirective = "--@feature_layer ";
constexpr std::string_view kLayerTemplate = "feature_layer.sql";

int versionOfName(std::string_view name) {
    int version = 0;
    std::from_chars(name.data(), name.data() + name.size(), version);
    return version;
}

std::string_view templateText() {
    for (const embedded::File& file : embedded::migrations()) {
        if (file.name == kLayerTemplate) {
            return file.content;
        }
    }
    return {};
}

void replaceAll(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

/// "--@feature_layer water_user POINT 用水户" becomes the template's statements.
std::string expandLine(std::string_view line) {
    line.remove_prefix(kLayerDirective.size());
    const std::size_t afterTable = line.find(' ');
    const std::size_t afterType = line.find(' ', afterTable + 1);
    std::string sql(templateText());
    replaceAll(sql, "{table}", line.substr(0, afterTable));
    replaceAll(sql, "{type}", line.substr(afterTable + 1, afterType - afterTable - 1));
    replaceAll(sql, "{title}", line.substr(afterType + 1));
    return sql;
}

std::string expand(std::string_view sql) {
    std::string expanded;
    while (!sql.empty()) {
        const std::size_t end = std::min(sql.find('\n'), sql.size());
        const std::string_view line = sql.substr(0, end);
        expanded += line.starts_with(kLayerDirective) ? expandLine(line) : std::string(line);
        expanded += '\n';
        sql.remove_prefix(std::min(end + 1, sql.size()));
    }
    return expanded;
}

std::set<std::string> schemaObjects(Connection& connection) {
    std::set<std::string> objects;
    Statement statement = connection.prepare(
        "SELECT type || ' ' || name || ': ' || coalesce(sql, '') FROM sqlite_schema WHERE type IN "
        "('trigger', 'view')");
    while (statement.step()) {
        objects.insert(statement.text(0));
    }
    return objects;
}

/// Every column of every table as "table.column"; a virtual table is not the same as a plain one.
std::set<std::string> tableColumns(Connection& connection) {
    std::set<std::string> columns;
    Statement statement = connection.prepare(
        "SELECT iif(m.sql LIKE 'CREATE VIRTUAL%', 'virtual ', '') || m.name || '.' || c.name FROM "
        "sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'");
    while (statement.step()) {
        columns.insert(statement.text(0));
    }
    return columns;
}

/// The triggers with which GDAL and QGIS keep their feature counts: one statement, on their own table.
bool isFeatureCount(const std::string& object) {
    return object.starts_with("trigger trigger_") && object.find("_feature_count_") != std::string::npos &&
           object.find("UPDATE gpkg_ogr_contents SET feature_count = feature_count") != std::string::npos &&
           std::count(object.begin(), object.end(), ';') == 1;
}

}  // namespace

int newestSchemaVersion() {
    int newest = 0;
    for (const embedded::File& file : embedded::migrations()) {
        newest = std::max(newest, versionOfName(file.name));
    }
    return newest;
}

void migrate(Connection& connection, int from, int to, LocalTime now, const std::string& programVersion) {
    for (const embedded::File& file : embedded::migrations()) {
        const int version = versionOfName(file.name);
        if (version <= from || version > to) {
            continue;
        }
        connection.execute(expand(file.content));
        connection
            .prepare(
                "INSERT INTO schema_migration(version, name, applied_at, program_version) VALUES (?, ?, ?, "
                "?)")
            .bind(1, version)
            .bind(2, file.name)
            .bind(3, now.iso())
            .bind(4, programVersion)
            .run();
    }
}

int schemaVersionOf(Connection& connection) {
    const auto tables = connection.scalar(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('schema_migration', 'project', "
        "'gpkg_contents')");
    if (tables != 3) {
        return 0;
    }
    return static_cast<int>(connection.scalar("SELECT max(version) FROM schema_migration").value_or(0));
}

SchemaDifferences compareSchema(Connection& connection) {
    Connection reference({}, Connection::Mode::Memory);
    migrate(reference, 0, schemaVersionOf(connection), LocalTime(), "");
    SchemaDifferences differences;
    const std::set<std::string> known = schemaObjects(reference);
    for (const std::string& object : schemaObjects(connection)) {
        if (!known.contains(object) && !isFeatureCount(object)) {
            differences.foreign.push_back(object.substr(0, object.find(':')));
        }
    }
    const std::set<std::string> needed = tableColumns(reference);
    const std::set<std::string> present = tableColumns(connection);
    std::set_difference(needed.begin(), needed.end(), present.begin(), present.end(),
                        std::back_inserter(differences.missing));
    return differences;
}

}  // namespace shuiheng::store
