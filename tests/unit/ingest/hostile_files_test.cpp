#include <algorithm>

#include "ingest/sha256.h"
#include "ingest/table_file.h"
#include "ingest_fixture.h"
#include "support/temp_folder.h"

// Files that crashed or misled other readers (names in hostile/duckdb/INDEX.tsv). For each: a problem with a
// code and the file's name, or counts that balance. Most have no meters, so they are read once more with
// their columns put into the roles by position, which drives every parser over their cells.
namespace shuiheng::ingest {
namespace {

class HostileFiles : public ::testing::Test {
  protected:
    void SetUp() override {
        const auto folder = referenceFile("hostile/duckdb");
        if (!std::filesystem::exists(folder)) {
            GTEST_SKIP() << "no reference data at " << folder;
        }
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
            if (entry.is_regular_file() && entry.path().filename() != "INDEX.tsv") {
                m_files.push_back(entry.path());
            }
        }
        std::sort(m_files.begin(), m_files.end());
        EXPECT_EQ(m_files.size(), 119u);
    }
    std::vector<std::filesystem::path> m_files;
};

void expectClear(const Problem& problem) {
    EXPECT_FALSE(problem.code.empty());
    EXPECT_FALSE(problem.arguments.empty() && problem.where.file.empty()) << problem.code;
    for (const auto& [name, value] : problem.arguments) {
        EXPECT_TRUE(isValidUtf8(value)) << problem.code << " " << name;
    }
}

/// Readings that validation takes, refuses or finds unchanged are all there were.
void expectValidated(const ReadFile& file) {
    for (const std::vector<county::Reading>& all : file.readings) {
        std::vector<county::Reading> readings = all;
        const ValidationResult result = validated(readings);
        EXPECT_EQ(readings.size() + result.conflicts.size() + static_cast<std::size_t>(result.unchanged),
                  all.size());
    }
}

TEST_F(HostileFiles, AreReadOrRefused) {
    for (const auto& path : m_files) {
        SCOPED_TRACE(utf8Name(path.filename()));
        const auto file = readPath(path);
        if (!file) {
            expectClear(file.error());
        } else {
            expectValidated(*file);
        }
    }
}

TEST_F(HostileFiles, EveryColumnInEveryRole) {
    int read = 0;
    for (const auto& path : m_files) {
        SCOPED_TRACE(utf8Name(path.filename()));
        for (const std::string time : {"#1", "#2"}) {
            for (const std::string value : {"#1", "#2", "#3"}) {
                RecogniseOptions options;
                options.map = {{"meterCode", "M"}, {"time", time}, {"index", value}};
                const auto file = readPath(path, options);
                if (!file) {
                    expectClear(file.error());
                    continue;
                }
                ++read;
                expectValidated(*file);
            }
        }
    }
    EXPECT_GT(read, 150);
}

TEST_F(HostileFiles, AsTables) {
    int tables = 0;
    for (const auto& path : m_files) {
        SCOPED_TRACE(utf8Name(path.filename()));
        const auto table = readTable(path);
        if (!table) {
            expectClear(table.error());
            continue;
        }
        ++tables;
        EXPECT_EQ(table->rowsRead,
                  static_cast<std::int64_t>(table->rows.size() + table->rejects.size()) + table->skipped);
        EXPECT_EQ(table->sha256, *sha256OfFile(path));
        for (const TableRow& row : table->rows) {
            EXPECT_EQ(row.cells.size(), table->headers.size());
        }
        for (const Reject& reject : table->rejects) {
            EXPECT_GE(reject.line, 1);
            EXPECT_FALSE(reject.code.empty());
        }
    }
    EXPECT_GT(tables, 60);
}

// Things that are no text files at all.
TEST(NotText, IsSaid) {
    const auto refusal = [](std::string_view bytes) { return codeOf(readBytes(bytes)); };
    EXPECT_EQ(refusal(""), "FILE_EMPTY");
    EXPECT_EQ(refusal(" \r\n\n\t "), "FILE_EMPTY");
    EXPECT_EQ(refusal("\xEF\xBB\xBF"), "FILE_EMPTY");
    EXPECT_EQ(refusal("\xFF\xFE"), "FILE_EMPTY");
    EXPECT_EQ(refusal(std::string(1000, '\0')), "FILE_EMPTY");
    EXPECT_EQ(refusal("PK\x03\x04 and so on"), "FORMAT_NOT_TEXT");
    EXPECT_EQ(refusal("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "FORMAT_NOT_TEXT");
    EXPECT_EQ(refusal("%PDF-1.7"), "FORMAT_NOT_TEXT");
    EXPECT_EQ(refusal("one word"), "FORMAT_NO_TABLE");
    EXPECT_EQ(refusal("时间,读数\n2024-01-01,1\n"), "FORMAT_NO_METER_COLUMN");
    EXPECT_EQ(refusal("表号,读数\nA,1\n"), "FORMAT_NO_TIME_COLUMN");
    EXPECT_EQ(refusal("表号,时间\nA,2024-01-01\n"), "FORMAT_NO_VALUE_COLUMN");
    EXPECT_EQ(refusal("表号,日期,读数\nA,03/04/2024,1\nA,05/06/2024,2\n"), "DATE_ORDER_AMBIGUOUS");
    EXPECT_EQ(codeOf(readPath("/nowhere/at/all.csv")), "FILE_NOT_READABLE");
}

}  // namespace
}  // namespace shuiheng::ingest
