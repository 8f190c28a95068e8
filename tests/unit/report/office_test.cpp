#include <gtest/gtest.h>

#include <limits>
#include <numeric>

#include "report/column_widths.h"
#include "report/odt_writer.h"
#include "report/typography.h"
#include "report/xlsx_calculation.h"
#include "report/xlsx_sheet.h"
#include "report/xlsx_writer.h"
#include "report_support.h"
#include "sample_result.h"

namespace shuiheng::report {
namespace {

using sample::contentOf;
using sample::kHostile;
using sample::small;

WriteOptions fixedDate() {
    return {{}, LocalTime::at(*Date::of(2026, 1, 14), 3600)};
}

/// The text of every XML part of an office document, each with its name; nothing when one is not well formed.
std::string partsOf(const std::filesystem::path& file) {
    return sample::outputOf(
        "python3 -c \"import sys,zipfile,xml.etree.ElementTree as E\n"
        "z=zipfile.ZipFile(sys.argv[1])\n"
        "print(''.join(n+':'+''.join(E.fromstring(z.read(n)).itertext())+'\\n' for n in z.namelist() "
        "if n.endswith('.xml')))\" " +
        sample::quoted(file));
}

class Office : public ::testing::TestWithParam<const char*> {
  protected:
    Result<> write(const Document& document, const std::filesystem::path& file) const {
        return std::string(GetParam()) == "odt" ? writeOdt(document, file, fixedDate())
                                                : writeXlsx(document, file, fixedDate());
    }
    std::filesystem::path file(const std::string& name) const { return folder / (name + "." + GetParam()); }

    sample::Folder folder;
};

TEST_P(Office, SameDocumentSameBytes) {
    const compliance::Plan plan = sample::plan();
    const Document document = annualReport(sample::input(plan));
    ASSERT_TRUE(write(document, file("a")));
    ASSERT_TRUE(write(document, file("b")));
    EXPECT_GT(contentOf(file("a")).size(), 10000U);
    EXPECT_TRUE(contentOf(file("a")) == contentOf(file("b")));
}

TEST_P(Office, FailureLeavesNothingBehind) {
    const Result<> made = write(small("x"), folder / "none" / (std::string("x.") + GetParam()));
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, "REPORT_NOT_WRITTEN");
    std::filesystem::create_directories(file("taken"));
    ASSERT_FALSE(write(small("x"), file("taken")));
    EXPECT_TRUE(std::filesystem::is_empty(file("taken")));
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST_P(Office, HostileNamesStayText) {
    if (!sample::installed("python3")) {
        GTEST_SKIP() << "python3 is not installed: the file is not read back";
    }
    std::string endless;
    for (int i = 0; i < 10000; ++i) {
        endless += i % 2 == 0 ? "水" : "W";
    }
    const std::pair<std::string, std::string> names[] = {
        {kHostile, "<script>alert(1)</script>=1+1 & \"'"},
        {endless, endless},
        {"\x01\x02\t=cmd|' /C calc'!A0\r\n", "=cmd|' /C calc'!A0"},
        {"😀مرحبا", "😀مرحبا"},
        {"broken \xFF\xC3 utf-8", "broken \xEF\xBF\xBD\xEF\xBF\xBD utf-8"},
        {"", ""},
    };
    for (const auto& [name, shown] : names) {
        ASSERT_TRUE(write(small(name), file("hostile")));
        const std::string text = partsOf(file("hostile"));
        EXPECT_FALSE(text.empty()) << "not well formed with " << name.substr(0, 40);
        EXPECT_NE(text.find(shown), std::string::npos) << name.substr(0, 40);
        EXPECT_EQ(text.find('\x01'), std::string::npos);
    }
}

INSTANTIATE_TEST_SUITE_P(Writers, Office, ::testing::Values("odt", "xlsx"),
                         [](const auto& one) { return std::string(one.param); });

TEST(Workbook, TextIsCutWhereACellEnds) {
    EXPECT_EQ(xlsxText(std::string(40000, 'x')).size(), 32767U);
    std::string faces;
    for (int i = 0; i < 20000; ++i) {
        faces += "😀";  // two units each
    }
    EXPECT_EQ(xlsxText(faces).size(), 32766U / 2 * 4);
    EXPECT_EQ(xlsxText("a\x01\n\xE2\x80\xAE"
                       "b"),
              "a   b");
    EXPECT_EQ(xlsxText("_x0041_ _x00_ _x00zz_"), "_x005F_x0041_ _x00_ _x00zz_");
}

TEST(Workbook, SheetsHaveNamesThatMayBe) {
    EXPECT_EQ(sheetName("[目标]:*?/\\'", {}), "目标");
    EXPECT_EQ(sheetName("目标", {"目标", "目标 2"}), "目标 3");
    EXPECT_EQ(sheetName("", {}), "-");
    EXPECT_EQ(sheetName(std::string(40, 'x'), {}).size(), 31U);
    EXPECT_EQ(sheetName(std::string(40, 'x'), {std::string(31, 'x')}), std::string(29, 'x') + " 2");
}

TEST(Workbook, CellsAreNamedLikeInSpreadsheets) {
    EXPECT_EQ(cellName(0, 0), "A1");
    EXPECT_EQ(cellName(4, 25), "Z5");
    EXPECT_EQ(cellName(4, 26), "AA5");
    EXPECT_EQ(cellName(99, 701, true), "$ZZ$100");
    EXPECT_EQ(cellName(99, 702), "AAA100");
}

TEST(Workbook, NumbersKeepTheWordsAroundThem) {
    EXPECT_EQ(numberFormat("≤10", 10), "\"≤\"0;\"−\"0");
    EXPECT_EQ(numberFormat("力争1", 1), "\"力争\"0;\"−\"0");
    EXPECT_EQ(numberFormat("超 0.43", -0.43), "0.00;\"超 \"0.00");
    EXPECT_EQ(numberFormat("−3.50", -3.5), "0.00;\"−\"0.00");
    EXPECT_EQ(numberFormat("余 270.0", 270), "\"余 \"0.0;\"−\"0.0");
    EXPECT_EQ(numberFormat("95.3至100", 95.3), "");  // two numbers are a text
    EXPECT_EQ(numberFormat("—", 1), "");
    EXPECT_EQ(plainNumberFormat("10.43%"), "0.00;\"−\"0.00");
}

TEST(Workbook, ReferencesBecomeCells) {
    const auto resolve = [](std::string_view reference) -> std::optional<std::string> {
        return reference == "c9" ? std::nullopt : std::optional("<" + std::string(reference) + ">");
    };
    EXPECT_EQ(translated("(c1-c2)/c1*100", resolve), "(<c1>-<c2>)/<c1>*100");
    EXPECT_EQ(translated("MAX(-p3,MIN(p3,SUM(c1.i1)+i1.12))", resolve),
              "MAX(-<p3>,MIN(<p3>,SUM(<c1.i1>)+<i1.12>))");
    EXPECT_EQ(translated("c1+c9", resolve), std::nullopt);
    EXPECT_EQ(translated("IF(1>0,2,3)", resolve), "IF(1>0,2,3)");
}

TEST(ColumnWidths, NaturalWhereTheyFitAndTextTakesTheRest) {
    const std::vector<Column> columns = {{"a", Alignment::Left, true}, {"b", Alignment::Right, false}};
    const std::vector<double> widths = columnWidths(columns, {{{30, 10, 0}, {20, 20, 0}}}, {100, 5, 50});
    EXPECT_NEAR(widths[0], 80, 1e-9);
    EXPECT_NEAR(widths[1], 20, 1e-9);
}

TEST(ColumnWidths, FiguresStayWholeWhileTextsWrap) {
    const std::vector<Column> columns = {{"a", Alignment::Left, true}, {"b", Alignment::Right, false}};
    const std::vector<double> widths = columnWidths(columns, {{{500, 10, 0}, {40, 40, 4}}}, {100, 5, 50});
    EXPECT_NEAR(widths[1], 44, 1e-9);
    EXPECT_NEAR(widths[0] + widths[1], 100, 1e-9);
}

TEST(ColumnWidths, TooMuchIsSharedOut) {
    const std::vector<Column> columns(30, {"a", Alignment::Left, false});
    const std::vector<double> widths =
        columnWidths(columns, {std::vector<CellExtent>(30, {90, 90, 0})}, {100, 5, 50});
    EXPECT_NEAR(std::accumulate(widths.begin(), widths.end(), 0.0), 100, 1e-6);
}

TEST(Typography, WidthsWithoutAFont) {
    EXPECT_DOUBLE_EQ(widthInEms("水m"), 1 + kLatinEm);
    EXPECT_DOUBLE_EQ(pieceInEms("漏损率 R_WL"), 4 * kLatinEm);
    EXPECT_DOUBLE_EQ(pieceInEms("水务局"), 1);
    EXPECT_DOUBLE_EQ(pieceInEms(""), 0);
}

}  // namespace
}  // namespace shuiheng::report
