#include "app/import_table.h"

#include <gtest/gtest.h>

#include <fstream>

#include "app/new_project.h"
#include "store/registers.h"
#include "store/sqlite.h"
#include "support/temp_folder.h"

namespace shuiheng::app {
namespace {

class ImportTable : public ::testing::Test {
  protected:
    void SetUp() override {
        std::vector<Problem> problems;
        const auto path = m_folder / "project.gpkg";
        ASSERT_TRUE(newProject(path, {}, m_clock, problems));
        auto opened = store::Project::open(path, {true, true, {}}, m_clock);
        ASSERT_TRUE(opened) << opened.error().code;
        m_project.emplace(std::move(*opened));
    }

    ImportSummary import(const std::string& table, const std::string& text) {
        const auto file = m_folder / ("table" + std::to_string(m_files++) + ".csv");
        std::ofstream(file, std::ios::binary) << text;
        const auto summary = importTable(*m_project, table, file, {}, {});
        EXPECT_TRUE(summary) << (summary ? "" : summary.error().code);
        if (!summary) {
            return {};
        }
        EXPECT_EQ(summary->rowsRead,
                  summary->stored + summary->rejected + summary->skipped + summary->unchanged);
        return *summary;
    }

    std::string cell(const std::string& sql) {
        store::Statement row = m_project->connection().prepare(sql);
        return row.step() && !row.isNull(0) ? row.text(0) : "NULL";
    }

    test::TempFolder m_folder;
    FixedClock m_clock{LocalTime::at(*Date::of(2025, 1, 1))};
    std::optional<store::Project> m_project;
    int m_files = 0;
};

// Names are printed again and compared with the plan's: （水窖） must not become (水窖). Codes tell records
// apart: full-width digits are the same code.
TEST_F(ImportTable, NamesStayAsWrittenAndCodesAreFolded) {
    import("users",
           "户号,户名,用水性质,非居民,备注\n００１２,　示例（水窖）—甲　,工业,是,无\n0013,'=1+1,工业,是,-\n");
    EXPECT_EQ(cell("SELECT name FROM water_user WHERE code = '0012'"), "示例（水窖）—甲");
    EXPECT_EQ(cell("SELECT name FROM water_user WHERE code = '0013'"), "=1+1");
    EXPECT_EQ(cell("SELECT count(note) FROM water_user"), "0") << "无 and - are blanks";
    const auto again = import("users", "户号,户名,用水性质,非居民\n0012,-,工业,是\n");
    EXPECT_EQ(again.rejectCodes.at("VALUE_MISSING"), 1);
}

// Where 合计 is a value of a column, a row with it is data; a line of totals is then refused, not lost.
TEST_F(ImportTable, TotalsAreDataWhereTheyAreAValue) {
    const auto summary =
        import("control_indicators",
               "年份,行业,水源,控制指标(万m³)\n2025,合计,合计,4520\n2025,工业,合计,610\n合计,,,5130\n");
    EXPECT_EQ(summary.stored, 2);
    EXPECT_EQ(summary.rejected, 1);
    EXPECT_EQ(cell("SELECT volume_m3 FROM control_indicator WHERE sector = 'all'"), "45200000.0");
    const auto users = import("users", "户号,户名,用水性质,非居民\n1,甲,工业,是\n合计,1户,,\n");
    EXPECT_EQ(users.stored, 1);
    EXPECT_EQ(users.rejected, 0);
}

// An outline goes in as a GIS writes it and comes out the same; anything else is refused with its place.
TEST_F(ImportTable, OutlinesOfTowns) {
    const std::string outline = "MULTIPOLYGON(((110 41,110.5 41,110.5 41.25,110 41)))";
    const auto summary =
        import("towns", "镇代码,镇名,边界(WKT)\n150222102,金山镇,\"" + outline +
                            "\"\n150222103,西斗铺镇,\"POLYGON((110 41,110.5 41,110 41))\"\n");
    EXPECT_EQ(summary.stored, 1);
    EXPECT_EQ(summary.rejectCodes.at("OUTLINE_NOT_RECOGNISED"), 1);
    EXPECT_EQ(cell("SELECT maxy FROM rtree_town_geom"), "41.25");
    const auto records = store::readRecords(*m_project, *store::findRegister("town"));
    ASSERT_TRUE(records);
    EXPECT_EQ(records->front().back(), outline);
    EXPECT_EQ((*records)[1].back(), "");
    EXPECT_EQ(import("towns", "镇代码,镇名,边界(WKT)\n150222102,金山镇,\"" + outline + "\"\n").stored, 0);
}

}  // namespace
}  // namespace shuiheng::app
