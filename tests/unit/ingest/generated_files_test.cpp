#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

#include "ingest/table_file.h"
#include "ingest_fixture.h"

// 2,000 hostile exports from a seeded generator. Half are left as generated: then every count, every reject
// code with its line and every reading is known beforehand. The other half get broken bytes: then what must
// hold is what readWith() checks of any file, rowsRead = delivered + rejected + skipped, every reject told.
namespace shuiheng::ingest {
namespace {

/// GB18030 of the characters that the generator writes; from the tables of the standard, not from our reader.
constexpr std::pair<std::string_view, std::string_view> kGb18030[] = {
    {"固", "\xB9\xCC"}, {"阳", "\xD1\xF4"}, {"县", "\xCF\xD8"}, {"供", "\xB9\xA9"}, {"水", "\xCB\xAE"},
    {"公", "\xB9\xAB"}, {"司", "\xCB\xBE"}, {"抄", "\xB3\xAD"}, {"表", "\xB1\xED"}, {"数", "\xCA\xFD"},
    {"据", "\xBE\xDD"}, {"月", "\xD4\xC2"}, {"单", "\xB5\xA5"}, {"位", "\xCE\xBB"}, {"号", "\xBA\xC5"},
    {"时", "\xCA\xB1"}, {"间", "\xBC\xE4"}, {"期", "\xC6\xDA"}, {"日", "\xC8\xD5"}, {"读", "\xB6\xC1"},
    {"量", "\xC1\xBF"}, {"户", "\xBB\xA7"}, {"名", "\xC3\xFB"}, {"用", "\xD3\xC3"}, {"地", "\xB5\xD8"},
    {"址", "\xD6\xB7"}, {"吨", "\xB6\xD6"}, {"万", "\xCD\xF2"}, {"合", "\xBA\xCF"}, {"计", "\xBC\xC6"},
    {"小", "\xD0\xA1"}, {"总", "\xD7\xDC"}, {"残", "\xB2\xD0"}, {"行", "\xD0\xD0"}, {"坏", "\xBB\xB5"},
    {"金", "\xBD\xF0"}, {"山", "\xC9\xBD"}, {"镇", "\xD5\xF2"}, {"怀", "\xBB\xB3"}, {"朔", "\xCB\xB7"},
    {"街", "\xBD\xD6"}, {"年", "\xC4\xEA"}, {"分", "\xB7\xD6"}, {"甲", "\xBC\xD7"}, {"乙", "\xD2\xD2"},
    {"丙", "\xB1\xFB"}, {"丁", "\xB6\xA1"}, {"庚", "\xB8\xFD"}, {"１", "\xA3\xB1"}, {"２", "\xA3\xB2"},
    {"３", "\xA3\xB3"}, {"４", "\xA3\xB4"}, {"５", "\xA3\xB5"}, {"６", "\xA3\xB6"}, {"７", "\xA3\xB7"},
    {"８", "\xA3\xB8"}, {"９", "\xA3\xB9"}, {"０", "\xA3\xB0"}, {"．", "\xA3\xAE"}, {"－", "\xA3\xAD"},
    {"：", "\xA3\xBA"}, {"，", "\xA3\xAC"}, {"（", "\xA3\xA8"}, {"）", "\xA3\xA9"}, {"³", "\x81\x30\x85\x36"},
    {"吉", "\xBC\xAA"}, {"庆", "\xC7\xEC"}, {"路", "\xC2\xB7"}, {"值", "\xD6\xB5"}, {"错", "\xB4\xED"},
    {"误", "\xCE\xF3"}, {"编", "\xB1\xE0"}, {"乱", "\xC2\xD2"}, {"码", "\xC2\xEB"}, {"备", "\xB1\xB8"},
    {"注", "\xD7\xA2"}, {"一", "\xD2\xBB"}, {"二", "\xB6\xFE"}, {"三", "\xC8\xFD"},
};

enum class Coding { Utf8, Utf8Bom, Gb18030, Utf16Le, Utf16Be };

std::size_t lengthOfCharacter(char first) {
    const auto byte = static_cast<unsigned char>(first);
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

std::string encoded(const std::string& utf8, Coding coding) {
    if (coding == Coding::Utf8 || coding == Coding::Utf8Bom) {
        return (coding == Coding::Utf8Bom ? "\xEF\xBB\xBF" : "") + utf8;
    }
    std::string bytes;
    const auto unit = [&](unsigned code) {
        const char low = static_cast<char>(code & 255);
        const char high = static_cast<char>(code >> 8);
        bytes.push_back(coding == Coding::Utf16Le ? low : high);
        bytes.push_back(coding == Coding::Utf16Le ? high : low);
    };
    if (coding != Coding::Gb18030) {
        unit(0xFEFF);
    }
    for (std::size_t at = 0; at < utf8.size();) {
        const std::size_t length = lengthOfCharacter(utf8[at]);
        const std::string_view letter = std::string_view(utf8).substr(at, length);
        at += length;
        if (coding != Coding::Gb18030) {
            unsigned code = length == 1   ? static_cast<unsigned char>(letter[0])
                            : length == 2 ? static_cast<unsigned char>(letter[0]) & 31u
                                          : static_cast<unsigned char>(letter[0]) & 15u;
            for (const char more : letter.substr(1)) {
                code = (code << 6) | (static_cast<unsigned char>(more) & 63u);
            }
            unit(code);
        } else if (length == 1) {
            bytes.push_back(letter[0]);
        } else {
            const auto* const found = std::find_if(std::begin(kGb18030), std::end(kGb18030),
                                                   [&](const auto& pair) { return pair.first == letter; });
            EXPECT_NE(found, std::end(kGb18030)) << letter;
            bytes += found != std::end(kGb18030) ? found->second : std::string_view("?");
        }
    }
    return bytes;
}

struct ExpectedReading {
    LocalTime time;
    Decimal index;
    std::optional<Decimal> volume;
    std::int64_t line = 0;
};

/// A file and what reading it must give.
struct Generated {
    std::string bytes;
    RecogniseOptions options;
    RowCounts counts;
    std::vector<std::pair<std::int64_t, std::string>> rejects;  ///< line, code
    std::map<std::string, std::vector<ExpectedReading>> readings;
};

class Generator {
  public:
    explicit Generator(std::uint64_t seed) : m_random(seed) {}

    Generated make() {
        m_delimiter = std::string(",;\t|")[m_random.below(4)];
        m_lineEnd = std::array<std::string, 3>{"\n", "\r\n", "\r"}[m_random.below(3)];
        m_coding = static_cast<Coding>(m_random.below(5));
        m_wan = m_random.oneIn(5);
        chooseColumns();
        titles();
        m_file.counts.skippedHeader = 1;
        record(m_headers);
        for (std::size_t rows = m_random.below(24); rows > 0; --rows) {
            row();
        }
        const bool blankLast = m_text.ends_with(m_lineEnd + m_lineEnd);
        if (m_random.oneIn(3) && !blankLast) {  // no line end behind the last record
            m_text.resize(m_text.size() - m_lineEnd.size());
        }
        m_file.bytes = encoded(m_text, m_coding);
        auto& counts = m_file.counts;
        counts.rowsRead = counts.delivered + counts.rejected + counts.skipped();
        return std::move(m_file);
    }

  private:
    void chooseColumns() {
        m_headers = {m_random.oneIn(2) ? "表号" : "水表编号", m_random.oneIn(2) ? "抄表日期" : "时间",
                     std::string("读数") + (m_wan               ? "(万m³)"
                                            : m_random.oneIn(2) ? "（吨）"
                                                                : ""),
                     "户名", "用水地址"};
        m_hasVolume = m_random.oneIn(2);
        if (m_hasVolume) {
            m_headers.push_back("水量(吨)");
        }
        // Any order: position p of the file holds column m_order[p].
        for (std::size_t column = 0; column < m_headers.size(); ++column) {
            m_order.insert(m_order.begin() + static_cast<std::ptrdiff_t>(m_random.below(m_order.size() + 1)),
                           column);
        }
        m_trailing = m_random.oneIn(4) ? 1 + m_random.below(3) : 0;
    }

    void titles() {
        for (std::size_t lines = m_random.below(3); lines > 0; --lines) {
            if (m_random.oneIn(3)) {
                ++m_file.counts.skippedBlank;
                line("");
            } else {
                ++m_file.counts.skippedTitle;
                line("固阳县供水公司抄表数据");
            }
        }
    }

    void line(const std::string& text) {
        m_text += text + m_lineEnd;
        ++m_line;
    }

    std::string quotedIfNeeded(const std::string& cell) {
        const bool needed = cell.find_first_of(std::string("\"\r\n") + m_delimiter) != std::string::npos;
        if (!needed && !m_random.oneIn(8)) {
            return cell;
        }
        std::string quoted = "\"";
        for (const char letter : cell) {
            quoted += letter == '"' ? "\"\"" : std::string(1, letter);
        }
        return quoted + "\"";
    }

    /// Cells by column; returns the line where the record begins.
    std::int64_t record(const std::vector<std::string>& cells, const std::string& extra = {}) {
        const std::int64_t begin = m_line;
        std::string text;
        for (const std::size_t column : m_order) {
            text += (text.empty() && column == m_order.front() ? "" : std::string(1, m_delimiter)) +
                    quotedIfNeeded(cells[column]);
            m_line += std::count(cells[column].begin(), cells[column].end(), '\n');
        }
        text += std::string(m_trailing, m_delimiter);
        text += extra.empty() ? "" : m_delimiter + extra;
        line(text);
        return begin;
    }

    std::string fullWidth(const std::string& ascii) {
        std::string wide;
        for (const char letter : ascii) {
            if ((letter >= '0' && letter <= '9') || letter == '.' || letter == '-' || letter == ':') {
                const unsigned code = 0xFEE0u + static_cast<unsigned char>(letter);
                wide += {static_cast<char>(0xE0 | (code >> 12)), static_cast<char>(0x80 | ((code >> 6) & 63)),
                         static_cast<char>(0x80 | (code & 63))};
            } else {
                wide.push_back(letter);
            }
        }
        return wide;
    }

    static std::string padded(int number, std::size_t width) {
        std::string text = std::to_string(number);
        return std::string(text.size() < width ? width - text.size() : 0, '0') + text;
    }

    /// A time in one of the forms that exports use, and the instant that it means for a register.
    std::pair<std::string, LocalTime> time() {
        const int year = 2020 + static_cast<int>(m_random.below(6));
        const int month = 1 + static_cast<int>(m_random.below(12));
        const int day = 1 + static_cast<int>(m_random.below(28));
        const int hour = static_cast<int>(m_random.below(24));
        const std::string y = std::to_string(year);
        const std::string m = std::to_string(month);
        const std::string d = std::to_string(day);
        const std::string mm = padded(month, 2);
        const std::string dd = padded(day, 2);
        const std::string hh = padded(hour, 2);
        const LocalTime date = timeOf(year, month, day);
        const LocalTime instant = timeOf(year, month, day, hour, 30);
        const std::string serial = std::to_string(date.date().daysSince1970() + 25569);
        switch (m_random.below(15)) {
            case 0:
                return {y + "-" + mm + "-" + dd, date};
            case 1:
                return {y + "/" + m + "/" + d, date};
            case 2:
                return {y + "." + m + "." + d, date};
            case 3:
                return {y + mm + dd, date};
            case 4:
                return {y + "年" + m + "月" + d + "日", date};
            case 5:  // a month as a period: its register stands at the end
                return {y + "年" + m + "月",
                        month == 12 ? timeOf(year + 1, 1, 1) : timeOf(year, month + 1, 1)};
            case 6:
                return {serial, date};
            case 7:
                return {y + "-" + mm + "-" + dd + " " + hh + ":30:00", instant};
            case 8:
                return {y + "/" + m + "/" + d + " " + std::to_string(hour) + ":30", instant};
            case 9:
                return {y + "-" + mm + "-" + dd + "T" + hh + ":30", instant};
            case 10:
                return {y + mm + dd + hh + "30", instant};
            case 11:
                return {fullWidth(y + "-" + mm + "-" + dd), date};
            case 12:
                return {serial + ".5", timeOf(year, month, day, 12)};
            case 13:
                return {y + "年" + m + "月" + d + "日 " + std::to_string(hour) + "时30分", instant};
            default:
                return {" \t" + y + "-" + mm + "-" + dd + "  ", date};
        }
    }

    Decimal decimal() {
        return {static_cast<std::int64_t>(m_random.below(2'000'000'000)),
                static_cast<std::int8_t>(m_random.below(4))};
    }

    /// A number in one of the forms that exports use.
    std::string number(Decimal value) {
        const std::string plain = value.toString();
        switch (m_random.below(8)) {
            case 0:
                return fullWidth(plain);
            case 1:
                return "'" + plain;
            case 2:
                return "\t" + plain;
            case 3:
                return plain + "吨";
            case 4:
                return " " + plain + " ";
            case 5: {
                const std::size_t point = std::min(plain.find('.'), plain.size());
                std::string grouped = plain.substr(point);
                for (std::size_t end = point; end > 0;) {
                    const std::size_t begin = end > 3 ? end - 3 : 0;
                    grouped = plain.substr(begin, end - begin) + (end == point ? "" : ",") + grouped;
                    end = begin;
                }
                return grouped;
            }
            default:
                return plain;
        }
    }

    std::vector<std::string> goodCells(ExpectedReading& expected, std::string& code) {
        code = "0" + std::to_string(1000 + m_random.below(6));
        const auto [timeText, instant] = time();
        const Decimal index = decimal();
        expected.time = instant;
        const std::string indexText = number(index);
        const bool ownUnit = indexText.ends_with("吨");  // goes before the header's
        expected.index = m_wan && !ownUnit ? *index.times({10000, 0}) : index;
        const std::string shown = m_random.oneIn(4)   ? "'" + code
                                  : m_random.oneIn(4) ? fullWidth(code)
                                  : m_random.oneIn(4) ? "\t" + code + " "
                                                      : code;
        std::string address = m_random.oneIn(6)    ? std::string("金山镇\n吉庆路\"3\"号")
                              : m_random.oneIn(6)  ? std::string("a,b;c|d\te")
                              : m_random.oneIn(20) ? std::string(1500, 'x')
                                                   : std::string("怀朔镇");
        std::vector<std::string> cells = {shown, timeText, indexText, "甲户", address};
        if (m_hasVolume) {
            const Decimal volume = decimal();
            expected.volume = volume;
            cells.push_back(number(volume));
        }
        return cells;
    }

    void row() {
        ExpectedReading expected;
        std::string code;
        std::vector<std::string> cells = goodCells(expected, code);
        auto& counts = m_file.counts;
        const auto rejected = [&](std::int64_t at, const char* problem) {
            ++counts.rejected;
            m_file.rejects.emplace_back(at, problem);
        };
        switch (m_random.below(26)) {
            case 0: {  // the same row twice
                for (int copy = 0; copy < 2; ++copy) {
                    expected.line = record(cells);
                    deliver(code, expected);
                }
                return;
            }
            case 1:
                cells[0] = m_random.oneIn(2) ? "合计" : "小计";
                cells[1] = "";
                record(cells);
                ++counts.skippedTotal;
                return;
            case 2:
                cells = std::vector<std::string>(cells.size());
                cells[3] = "总计";
                cells[2] = "123456";
                record(cells);
                ++counts.skippedTotal;
                return;
            case 3:
                record(m_headers);
                ++counts.skippedHeader;
                return;
            case 4:
                line("");
                ++counts.skippedBlank;
                return;
            case 5:
                record(std::vector<std::string>(cells.size()));
                ++counts.skippedBlank;
                return;
            case 6:
                cells[0] = "1.23E+19";
                return rejected(record(cells), "METER_ID_IN_EXPONENT");
            case 7:
                cells[1] = m_random.oneIn(2) ? "2023-02-29" : "2024/13/1";
                return rejected(record(cells), "DATE_IMPOSSIBLE");
            case 8:
                cells[1] = "坏日期";
                return rejected(record(cells), "DATE_NOT_RECOGNISED");
            case 9:
                cells[2] = m_random.oneIn(2) ? "数值错误" : "12.3.4";
                return rejected(record(cells), "VALUE_NOT_A_NUMBER");
            case 10:
                cells[2] = "12345678901234567890123";
                return rejected(record(cells), "VALUE_TOO_LONG");
            case 11:
                cells[2] = "";
                if (m_hasVolume) {
                    cells[5] = "-";
                }
                record(cells);
                ++counts.skippedEmptyCell;
                return;
            case 12: {
                const std::int64_t at = m_line;
                line("残行");
                return rejected(at, "ROW_TOO_FEW_COLUMNS");
            }
            case 13:
                return rejected(record(cells, "777"), "ROW_TOO_MANY_COLUMNS");
            case 14:
                cells[0] = std::string(
                    "12\0"
                    "34",
                    5);
                return rejected(record(cells), "TEXT_NOT_DECODABLE");
            case 15:
                cells[0] = "";
                return rejected(record(cells), "METER_ID_MISSING");
            case 16:
                cells[1] = "";
                return rejected(record(cells), "VALUE_MISSING");
            default:
                expected.line = record(cells);
                deliver(code, expected);
        }
    }

    void deliver(const std::string& code, const ExpectedReading& expected) {
        ++m_file.counts.delivered;
        m_file.readings[code].push_back(expected);
    }

    Random m_random;
    char m_delimiter = ',';
    std::string m_lineEnd;
    Coding m_coding = Coding::Utf8;
    bool m_wan = false;
    bool m_hasVolume = false;
    std::size_t m_trailing = 0;
    std::vector<std::string> m_headers;
    std::vector<std::size_t> m_order;
    std::string m_text;
    std::int64_t m_line = 1;
    Generated m_file;
};

void expectKnown(const Generated& generated, const ReadFile& file) {
    const RowCounts& expected = generated.counts;
    EXPECT_EQ(file.counts.rowsRead, expected.rowsRead);
    EXPECT_EQ(file.counts.delivered, expected.delivered);
    EXPECT_EQ(file.counts.rejected, expected.rejected);
    EXPECT_EQ(file.counts.skippedTitle, expected.skippedTitle);
    EXPECT_EQ(file.counts.skippedHeader, expected.skippedHeader);
    EXPECT_EQ(file.counts.skippedTotal, expected.skippedTotal);
    EXPECT_EQ(file.counts.skippedBlank, expected.skippedBlank);
    EXPECT_EQ(file.counts.skippedEmptyCell, expected.skippedEmptyCell);
    std::vector<std::pair<std::int64_t, std::string>> rejects;
    for (const Reject& reject : file.rejects) {
        rejects.emplace_back(reject.line, reject.code);
    }
    EXPECT_EQ(rejects, generated.rejects);
    std::size_t metersWithReadings = 0;
    for (const auto& readings : file.readings) {
        metersWithReadings += readings.empty() ? 0 : 1;
    }
    EXPECT_EQ(metersWithReadings, generated.readings.size());
    for (auto [code, wanted] : generated.readings) {
        std::stable_sort(wanted.begin(), wanted.end(),
                         [](const auto& a, const auto& b) { return a.time < b.time; });
        const auto& readings = file.of(code);
        ASSERT_EQ(readings.size(), wanted.size()) << code;
        for (std::size_t at = 0; at < wanted.size(); ++at) {
            EXPECT_EQ(readings[at].time, wanted[at].time);
            EXPECT_EQ(readings[at].row, wanted[at].line);
            EXPECT_EQ(readings[at].indexM3(), wanted[at].index);
            EXPECT_EQ(readings[at].has(county::kHasVolume), wanted[at].volume.has_value());
            EXPECT_TRUE(!wanted[at].volume || readings[at].volumeM3() == *wanted[at].volume);
        }
    }
}

/// Flips, insertions, deletions, doubled and cut stretches of bytes.
void mutate(std::string& bytes, Random& random) {
    for (std::size_t changes = 1 + random.below(12); changes > 0 && !bytes.empty(); --changes) {
        const std::size_t at = random.below(bytes.size());
        const std::size_t length = random.below(std::min<std::size_t>(bytes.size() - at, 60) + 1);
        constexpr std::string_view kNasty("\0\"\r\n,;\t|\xFF\xFE\x81\xE5\x80 '-", 17);
        switch (random.below(6)) {
            case 0:
                bytes[at] = static_cast<char>(random.below(256));
                break;
            case 1:
                bytes[at] = kNasty[random.below(kNasty.size())];
                break;
            case 2:
                bytes.insert(at, 1, kNasty[random.below(kNasty.size())]);
                break;
            case 3:
                bytes.erase(at, length);
                break;
            case 4:
                bytes.insert(at, bytes.substr(at, length));
                break;
            default:
                if (random.oneIn(4)) {
                    bytes.resize(at);
                }
        }
    }
}

void expectValidated(const ReadFile& file) {
    for (const std::vector<county::Reading>& all : file.readings) {
        std::vector<county::Reading> readings = all;
        const ValidationResult result = validated(readings);
        EXPECT_EQ(readings.size() + result.conflicts.size() + static_cast<std::size_t>(result.unchanged),
                  all.size());
    }
}

constexpr std::uint64_t kSeed = 150222;

TEST(GeneratedFiles, ThousandAsGenerated) {
    for (std::uint64_t number = 0; number < 1000 && !::testing::Test::HasFailure(); ++number) {
        SCOPED_TRACE(number);
        const Generated generated = Generator(kSeed + number).make();
        const auto file = readBytes(generated.bytes, generated.options);
        if (!file) {
            FAIL() << file.error().code << "\n" << generated.bytes.substr(0, 2000);
        }
        expectKnown(generated, *file);
        expectValidated(*file);
        if (::testing::Test::HasFailure()) {
            ADD_FAILURE() << generated.bytes.substr(0, 3000);
        }
    }
}

TEST(GeneratedFiles, ThousandWithBrokenBytes) {
    int read = 0;
    for (std::uint64_t number = 0; number < 1000 && !::testing::Test::HasFailure(); ++number) {
        SCOPED_TRACE(number);
        Generated generated = Generator(kSeed + 100'000 + number).make();
        Random random(kSeed + number);
        mutate(generated.bytes, random);
        if (random.oneIn(4)) {  // the reader of registers, too
            MemorySource source(generated.bytes);
            const auto table = readTable(source, "文件.csv");
            EXPECT_TRUE(!table || table->rowsRead ==
                                      static_cast<std::int64_t>(table->rows.size() + table->rejects.size()) +
                                          table->skipped);
        }
        const auto file = readBytes(generated.bytes, generated.options);
        if (!file) {
            EXPECT_FALSE(file.error().code.empty());
            continue;
        }
        ++read;
        expectValidated(*file);
        if (random.oneIn(4)) {  // and through a temporary file: the same
            ReadOptions small;
            small.memoryLimitBytes = 1;
            const auto again = readBytes(generated.bytes, generated.options, small);
            ASSERT_TRUE(again);
            EXPECT_EQ(again->counts.delivered, file->counts.delivered);
        }
    }
    EXPECT_GT(read, 500);
}

}  // namespace
}  // namespace shuiheng::ingest
