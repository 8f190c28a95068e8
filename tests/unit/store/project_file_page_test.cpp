// docs/reference/project-file.md against a new project: every table, column and type of the one stands in the
// other.
#include <map>
#include <set>
#include <sstream>

#include "store_fixture.h"

namespace shuiheng::store {
namespace {

using Columns = std::map<std::string, std::string>;  ///< name -> type

std::vector<std::string> cellsOf(const std::string& line) {
    std::vector<std::string> cells;
    std::istringstream stream(line.substr(1));
    for (std::string cell; std::getline(stream, cell, '|');) {
        const std::size_t first = cell.find_first_not_of(' ');
        const std::size_t last = cell.find_last_not_of(' ');
        cells.push_back(first == std::string::npos ? std::string() : cell.substr(first, last - first + 1));
    }
    return cells;
}

class ProjectFilePage : public StoreTest {
  protected:
    /// Tables of the page: "### name 中文" opens one, "| `column` | TYPE | unit | meaning | restriction |" is
    /// a column.
    std::map<std::string, Columns> tablesOfPage() {
        std::map<std::string, Columns> tables;
        std::istringstream lines(m_page);
        std::string table;
        for (std::string line; std::getline(lines, line);) {
            if (line.starts_with("#")) {
                table = line.starts_with("### ") ? line.substr(4, line.find(' ', 4) - 4) : std::string();
            } else if (!table.empty() && line.starts_with("| `")) {
                const auto cells = cellsOf(line);
                EXPECT_EQ(cells.size(), 5u) << line;
                EXPECT_FALSE(cells.at(3).empty()) << table << ": " << line;
                const std::string name = cells[0].substr(1, cells[0].size() - 2);
                EXPECT_TRUE(tables[table].emplace(name, cells[1]).second) << table << "." << name;
            }
        }
        return tables;
    }

    std::map<std::string, Columns> tablesOfProject() {
        std::map<std::string, Columns> tables;
        Statement row = connection().prepare(
            "SELECT m.name, c.name, c.type FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE "
            "m.type = 'table' "
            "AND m.name NOT GLOB 'gpkg_*' AND m.name NOT GLOB 'rtree_*' AND m.name NOT GLOB 'sqlite_*'");
        while (row.step()) {
            tables[row.text(0)][row.text(1)] = row.text(2);
        }
        return tables;
    }

    std::string m_page =
        test::textOf(std::filesystem::path(SHUIHENG_SOURCE_DIR) / "docs/reference/project-file.md");
};

TEST_F(ProjectFilePage, DescribesEveryColumnAndNoOther) {
    const auto page = tablesOfPage();
    const auto project = tablesOfProject();
    EXPECT_GT(project.size(), 40u);
    for (const auto& [table, columns] : project) {
        const auto described = page.find(table);
        if (described == page.end()) {
            ADD_FAILURE() << "table " << table << " is not on the page";
            continue;
        }
        EXPECT_EQ(described->second, columns) << table;
    }
    for (const auto& [table, columns] : page) {
        // The flags and the queries stand under headings of their own, without columns of this form.
        EXPECT_TRUE(project.contains(table))
            << "no table " << table << " with " << columns.size() << " columns";
    }
}

// The group of GeoPackage's own tables is complete as well, and so is the list of layers.
TEST_F(ProjectFilePage, NamesGeoPackageTablesAndLayers) {
    Statement table =
        connection().prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB 'gpkg_*'");
    while (table.step()) {
        EXPECT_NE(m_page.find("`" + table.text(0) + "`"), std::string::npos) << table.text(0);
    }
    Statement layer = connection().prepare(
        "SELECT g.table_name, g.geometry_type_name, c.description FROM gpkg_geometry_columns g JOIN "
        "gpkg_contents c USING "
        "(table_name)");
    int layers = 0;
    while (layer.step()) {
        const std::string row =
            "| `" + layer.text(0) + "` | " + layer.text(1) + " | " + layer.text(2) + " |\n";
        EXPECT_NE(m_page.find(row), std::string::npos) << row;
        ++layers;
    }
    EXPECT_EQ(layers, 8);
}

// What the page says is one of `a`, `b` is what the schema lets in, word for word; references likewise.
TEST_F(ProjectFilePage, StatesTheRestrictionsOfTheSchema) {
    std::istringstream lines(m_page);
    std::string table;
    std::map<std::string, std::string> restrictions;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("#")) {
            table = line.starts_with("### ") ? line.substr(4, line.find(' ', 4) - 4) : std::string();
        } else if (!table.empty() && line.starts_with("| `")) {
            const auto cells = cellsOf(line);
            restrictions[table + "." + cells[0].substr(1, cells[0].size() - 2)] = cells.at(4);
        }
    }
    Statement notNull = connection().prepare(
        "SELECT m.name || '.' || c.name, c.\"notnull\" OR c.pk > 0, c.pk FROM sqlite_schema m JOIN "
        "pragma_table_info(m.name) c "
        "WHERE m.type = 'table' AND m.name NOT GLOB 'gpkg_*' AND m.name NOT GLOB 'rtree_*' AND m.name NOT "
        "GLOB 'sqlite_*'");
    while (notNull.step()) {
        const std::string& said = restrictions[notNull.text(0)];
        const bool saysSo =
            said.find("not null") != std::string::npos && said.find("is not null") == std::string::npos;
        const bool saysKey = said.find("primary key") != std::string::npos;
        EXPECT_EQ(saysSo || saysKey, notNull.integer(1) != 0) << notNull.text(0) << ": " << said;
        EXPECT_EQ(saysKey, notNull.integer(2) != 0) << notNull.text(0) << ": " << said;
    }
    Statement reference = connection().prepare(
        "SELECT m.name || '.' || f.\"from\", f.\"table\" || '.' || f.\"to\" FROM sqlite_schema m JOIN "
        "pragma_foreign_key_list(m.name) f WHERE m.type = 'table' AND m.name NOT GLOB 'gpkg_*'");
    while (reference.step()) {
        const std::string& said = restrictions[reference.text(0)];
        EXPECT_NE(said.find("refers to `" + reference.text(1) + "`"), std::string::npos)
            << reference.text(0) << ": " << said;
    }
}

// The page's queries run on a project as they stand there, with nothing but SQLite.
TEST_F(ProjectFilePage, QueriesRun) {
    int queries = 0;
    const std::string opening = "```sql\n";
    for (std::size_t at = m_page.find(opening); at != std::string::npos; at = m_page.find(opening, at + 1)) {
        const std::size_t start = at + opening.size();
        Statement query = connection().prepare(m_page.substr(start, m_page.find("```", start) - start));
        while (query.step()) {
        }
        ++queries;
    }
    EXPECT_GE(queries, 4);
}

}  // namespace
}  // namespace shuiheng::store
