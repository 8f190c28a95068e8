#include "ingest/csv_reader.h"

#include <nlohmann/json.hpp>
#include <set>

#include "ingest/sha256.h"
#include "ingest_fixture.h"
#include "support/temp_folder.h"

namespace shuiheng::ingest {
namespace {

using Rows = std::vector<std::vector<std::string>>;

/// Gives at most `step` bytes at a time, as a slow share would.
class TrickleSource final : public ByteSource {
  public:
    TrickleSource(std::string_view bytes, std::size_t step) : m_inner(bytes), m_step(step) {}
    std::size_t read(char* into, std::size_t capacity) override {
        return m_inner.read(into, std::min(capacity, m_step));
    }
    void rewind() override { m_inner.rewind(); }
    std::int64_t size() const override { return -1; }

  private:
    MemorySource m_inner;
    std::size_t m_step;
};

Rows rowsOf(std::string_view bytes, CsvOptions options = {}) {
    MemorySource source(bytes);
    CsvReader reader(source, options);
    Rows rows;
    while (reader.next()) {
        rows.emplace_back(reader.fields().begin(), reader.fields().end());
    }
    return rows;
}

/// In JSON text, where a CR is an escape.
std::string withoutCarriageReturns(std::string json) {
    for (std::size_t at = json.find("\\r"); at != std::string::npos; at = json.find("\\r", at)) {
        json.erase(at, 2);
    }
    return json;
}

// The answers of csv-spectrum are lists of objects, one per record, keyed by the header. One of them is a
// bare object, and its telephone number is not the one in the CSV: that cell alone is left out.
TEST(CsvReader, CsvSpectrumExactly) {
    const auto folder = referenceFile("hostile/csv-spectrum/csvs");
    if (!std::filesystem::exists(folder)) {
        GTEST_SKIP() << "no reference data at " << folder;
    }
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        SCOPED_TRACE(entry.path().filename().string());
        const std::string bytes = test::textOf(entry.path());
        std::string answer =
            test::textOf(folder.parent_path() / "json" / (entry.path().stem().string() + ".json"));
        if (bytes.find('\r') == std::string::npos) {
            answer = withoutCarriageReturns(answer);
        }
        auto expected = nlohmann::json::parse(answer);
        const bool bare = expected.is_object();
        EXPECT_EQ(bare, entry.path().stem() == "location_coordinates");
        expected = bare ? nlohmann::json::array({expected}) : expected;
        const Rows rows = rowsOf(bytes);
        ASSERT_EQ(rows.size(), expected.size() + 1);
        for (std::size_t row = 1; row < rows.size(); ++row) {
            ASSERT_EQ(rows[row].size(), rows[0].size());
            ASSERT_EQ(expected[row - 1].size(), rows[0].size());
            for (std::size_t column = bare ? 1 : 0; column < rows[0].size(); ++column) {
                EXPECT_EQ(rows[row][column], expected[row - 1].at(rows[0][column]).get<std::string>());
            }
        }
        if (bytes.find_first_of("\r\"") == std::string::npos) {
            std::string crlf;
            for (const char letter : bytes) {
                crlf += letter == '\n' ? "\r\n" : std::string(1, letter);
            }
            EXPECT_EQ(rowsOf(crlf), rows);
        }
        ++files;
    }
    EXPECT_EQ(files, 12);
}

TEST(CsvReader, LineEndsAndLineNumbers) {
    // LF, CRLF and a lone CR end records; line() counts all three, also inside quotes.
    const std::string text = "a,b\n1,\"x\r\ny\"\r\n2,z\r3,\"p\rq\nr\"\n\nlast";
    MemorySource source(text);
    CsvReader reader(source, {});
    std::vector<std::int64_t> lines;
    Rows rows;
    while (reader.next()) {
        lines.push_back(reader.line());
        rows.emplace_back(reader.fields().begin(), reader.fields().end());
    }
    EXPECT_EQ(lines, (std::vector<std::int64_t>{1, 2, 4, 5, 8, 9}));
    EXPECT_EQ(rows, (Rows{{"a", "b"}, {"1", "x\r\ny"}, {"2", "z"}, {"3", "p\rq\nr"}, {""}, {"last"}}));
}

TEST(CsvReader, StrayQuotesDoNotSwallowRows) {
    // Two quotes that nobody closed, with good rows between: only their own lines are given up.
    const std::string text = "a,b\n1,\"broken\n2,good\n3,x \"inch\" y\n4,\"also broken\n5,good\n";
    MemorySource source(text);
    CsvReader reader(source, {});
    std::vector<RecordFault> faults;
    Rows rows;
    while (reader.next()) {
        faults.push_back(reader.fault());
        rows.emplace_back(reader.fields().begin(), reader.fields().end());
    }
    ASSERT_EQ(rows.size(), 6u);
    EXPECT_EQ(faults[1], RecordFault::QuoteNotClosed);
    EXPECT_EQ(faults[4], RecordFault::QuoteNotClosed);
    EXPECT_EQ(rows[2], (std::vector<std::string>{"2", "good"}));
    EXPECT_EQ(rows[3], (std::vector<std::string>{"3", "x \"inch\" y"}));
    EXPECT_EQ(rows[5], (std::vector<std::string>{"5", "good"}));
}

TEST(CsvReader, LongRecordsAreFaultsNotMemory) {
    CsvOptions options;
    options.recordLimit = 100;
    options.bufferBytes = 256;
    const std::string text =
        "a,b\n" + std::string(5000, 'x') + ",1\n2,\"" + std::string(300, 'y') + "\"\n3,c\n";
    MemorySource source(text);
    CsvReader reader(source, options);
    std::vector<RecordFault> faults;
    std::vector<std::int64_t> lines;
    while (reader.next()) {
        faults.push_back(reader.fault());
        lines.push_back(reader.line());
    }
    ASSERT_EQ(faults.size(), 4u);
    EXPECT_EQ(faults[1], RecordFault::TooLong);
    EXPECT_NE(faults[2], RecordFault::None);
    EXPECT_EQ(faults[3], RecordFault::None);
    EXPECT_EQ(lines, (std::vector<std::int64_t>{1, 2, 3, 4}));
}

// However the bytes arrive and however small the buffer, records, lines and faults are the same.
TEST(CsvReader, PiecesMakeNoDifference) {
    Random random(20240305);
    constexpr std::string_view kLetters = "ab,\"\"\n\r;1 ";
    for (int round = 0; round < 400; ++round) {
        std::string text;
        for (std::size_t length = random.below(200); length > 0; --length) {
            text.push_back(kLetters[random.below(kLetters.size())]);
        }
        CsvOptions whole;
        whole.recordLimit = 64;
        MemorySource memory(text);
        CsvReader a(memory, whole);
        CsvOptions small = whole;
        small.bufferBytes = 1;
        TrickleSource trickle(text, 1 + random.below(7));
        CsvReader b(trickle, small);
        for (;;) {
            const bool more = a.next();
            ASSERT_EQ(b.next(), more) << round;
            if (!more) {
                break;
            }
            ASSERT_EQ(a.fields(), b.fields()) << round;
            ASSERT_EQ(a.line(), b.line()) << round;
            ASSERT_EQ(a.fault(), b.fault()) << round;
        }
    }
}

TEST(Sha256, KnownDigests) {
    // FIPS 180-4 examples, and a file against sha256sum's answer in SHA256SUMS of the reference data.
    EXPECT_EQ(sha256Of(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256Of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    std::ifstream sums(referenceFile("SHA256SUMS"), std::ios::binary);
    if (!sums) {
        GTEST_SKIP() << "no reference data at " << SHUIHENG_REFERENCE_DATA;
    }
    int checked = 0;
    for (std::string line; std::getline(sums, line);) {
        std::string name = line.substr(line.find_first_not_of(" *", 64));
        name = name.starts_with("./") ? name.substr(2) : name;
        if (name.starts_with("meters/") && name.ends_with(".csv")) {
            EXPECT_EQ(*sha256OfFile(referenceFile(name)), line.substr(0, 64)) << name;
            ++checked;
        }
    }
    EXPECT_EQ(checked, 5);
}

}  // namespace
}  // namespace shuiheng::ingest
