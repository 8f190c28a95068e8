#include "ingest/reading_file.h"

#include <algorithm>

#include "ingest/sha256.h"
#include "ingest_fixture.h"
#include "support/temp_folder.h"

namespace shuiheng::ingest {
namespace {

using county::Reading;

ReadFile read(std::string_view bytes, const RecogniseOptions& options = {},
              const ReadOptions& readOptions = {}) {
    auto file = readBytes(bytes, options, readOptions);
    if (!file) {
        std::string arguments;
        for (const auto& [name, value] : file.error().arguments) {
            arguments += " " + name + "=" + value;
        }
        ADD_FAILURE() << file.error().code << arguments << "\n" << bytes;
        return {};
    }
    return std::move(*file);
}

std::string dateAndTime(const Reading& reading) {
    return reading.time.iso();
}

// Each way to write 2024-03-05 (and a time of it) in a register's row; a day's register stands at its
// beginning, a month's at the month's end.
TEST(ReadingFile, DateForms) {
    const std::vector<std::pair<std::string, std::string>> forms = {
        {"2024-03-05", "2024-03-05T00:00:00"},
        {"2024-3-5", "2024-03-05T00:00:00"},
        {"2024/3/5", "2024-03-05T00:00:00"},
        {"2024/03/05", "2024-03-05T00:00:00"},
        {"2024.3.5", "2024-03-05T00:00:00"},
        {"2024.03.05", "2024-03-05T00:00:00"},
        {"20240305", "2024-03-05T00:00:00"},
        {"2024年3月5日", "2024-03-05T00:00:00"},
        {"2024年03月05日", "2024-03-05T00:00:00"},
        {"2024年3月5号", "2024-03-05T00:00:00"},
        {"2024 年 3 月 5 日", "2024-03-05T00:00:00"},
        {"２０２４年３月５日", "2024-03-05T00:00:00"},
        {"２０２４－０３－０５", "2024-03-05T00:00:00"},
        {"２０２４／３／５", "2024-03-05T00:00:00"},
        {"45356", "2024-03-05T00:00:00"},
        {"45356.5", "2024-03-05T12:00:00"},
        {"45356.354166666664", "2024-03-05T08:30:00"},
        {"'2024-03-05", "2024-03-05T00:00:00"},
        {"\t2024-03-05 ", "2024-03-05T00:00:00"},
        {"2024-03-05 08:30", "2024-03-05T08:30:00"},
        {"2024-03-05 8:30:15", "2024-03-05T08:30:15"},
        {"2024-03-05 08:30:15.000", "2024-03-05T08:30:15"},
        {"2024-03-05T08:30:15", "2024-03-05T08:30:15"},
        {"2024-03-05T08:30:15+08:00", "2024-03-05T08:30:15"},
        {"2024/3/5 8:30", "2024-03-05T08:30:00"},
        {"2024.3.5 8:30", "2024-03-05T08:30:00"},
        {"20240305083000", "2024-03-05T08:30:00"},
        {"202403050830", "2024-03-05T08:30:00"},
        {"20240305 08:30", "2024-03-05T08:30:00"},
        {"2024年3月5日 8:30", "2024-03-05T08:30:00"},
        {"2024年3月5日8:30", "2024-03-05T08:30:00"},
        {"2024年3月5日8时30分", "2024-03-05T08:30:00"},
        {"2024年3月5日 8时30分15秒", "2024-03-05T08:30:15"},
        {"2024年3月5日8时", "2024-03-05T08:00:00"},
        {"2024-03-05 24:00", "2024-03-06T00:00:00"},
        {"2024年3月", "2024-04-01T00:00:00"},
        {"2024年3月份", "2024-04-01T00:00:00"},
        {"2024-03", "2024-04-01T00:00:00"},
        {"2024/3", "2024-04-01T00:00:00"},
        {"2024.3", "2024-04-01T00:00:00"},
        {"202403", "2024-04-01T00:00:00"},
        {"2024年12月", "2025-01-01T00:00:00"},
        {"2024", "2025-01-01T00:00:00"},
    };
    for (const auto& [form, expected] : forms) {
        const ReadFile file = read("表号,抄表日期,读数\nA1," + form + ",12.5\n");
        ASSERT_EQ(file.counts.delivered, 1) << form << " " << file.rejects.front().code;
        EXPECT_EQ(dateAndTime(file.of("A1").front()), expected) << form;
        EXPECT_EQ(file.of("A1").front().indexM3(), (Decimal{125, 1}));
    }
}

TEST(ReadingFile, BrokenDates) {
    const std::vector<std::pair<std::string, std::string>> forms = {
        {"2023-02-29", "DATE_IMPOSSIBLE"},
        {"2024-13-01", "DATE_IMPOSSIBLE"},
        {"2024-00-10", "DATE_IMPOSSIBLE"},
        {"20240231", "DATE_IMPOSSIBLE"},
        {"0024-03-05", "DATE_IMPOSSIBLE"},
        {"2924/3/5 8:30", "DATE_IMPOSSIBLE"},
        {"2024年2月30日", "DATE_IMPOSSIBLE"},
        {"yesterday", "DATE_NOT_RECOGNISED"},
        {"2024-03-05 25:00", "DATE_NOT_RECOGNISED"},
        {"12345", "DATE_NOT_RECOGNISED"},
        {"2024-03-05 08:30+02:00", "DATE_NOT_RECOGNISED"},
        {"5.3.24", "DATE_NOT_RECOGNISED"},
        {"-", "VALUE_MISSING"},
        {"", "VALUE_MISSING"}};
    for (const auto& [form, code] : forms) {
        const ReadFile file = read("表号,抄表日期,读数\nA1,2024-01-01,1\nA1," + form + ",12.5\n");
        ASSERT_EQ(file.rejects.size(), 1u) << form;
        EXPECT_EQ(file.rejects[0].code, code) << form;
        EXPECT_EQ(file.rejects[0].line, 3);
        EXPECT_EQ(file.rejects[0].rawText, "A1," + form + ",12.5");
    }
}

// 13/02 can only be a day first, 02/13 only a month first; the header or one such row decides for all.
TEST(ReadingFile, OrderOfDayAndMonth) {
    const ReadFile dayFirst = read("表号,日期,读数\nA,03/02/2024,1\nA,13/02/2024,2\n");
    EXPECT_EQ(dateAndTime(dayFirst.of("A")[0]), "2024-02-03T00:00:00");
    const ReadFile monthFirst = read("表号,日期,读数\nA,03/02/2024,1\nA,03/13/2024,2\n");
    EXPECT_EQ(dateAndTime(monthFirst.of("A")[0]), "2024-03-02T00:00:00");
    const ReadFile byHeader = read("表号,日期(DD/MM/YYYY),读数\nA,03/02/2024,1\n");
    EXPECT_EQ(dateAndTime(byHeader.of("A")[0]), "2024-02-03T00:00:00");
    EXPECT_EQ(codeOf(readBytes("表号,日期,读数\nA,13/02/2024,1\nA,02/13/2024,2\n")), "DATE_ORDER_AMBIGUOUS");
}

// value × factor = m³ or m³/h, exactly.
TEST(ReadingFile, Units) {
    struct Case {
        std::string header;
        std::string written;
        Decimal expected;
        county::ReadingFlag flag;
    };
    const std::vector<Case> cases = {
        {"读数(m³)", "12.345", {12345, 3}, county::kHasIndex},
        {"读数（吨）", "12.345", {12345, 3}, county::kHasIndex},
        {"读数(㎥)", "7", {7, 0}, county::kHasIndex},
        {"读数(m3)", "7", {7, 0}, county::kHasIndex},
        {"读数（万m³）", "1.23456", {123456, 1}, county::kHasIndex},
        {"累计流量(万吨)", "0.00005", {5, 1}, county::kHasIndex},
        {"用水量(吨)", "31", {31, 0}, county::kHasVolume},
        {"用水量（万立方米）", "0.031", {310, 0}, county::kHasVolume},
        {"用水量(L)", "1500", {15, 1}, county::kHasVolume},
        {"瞬时流量(m³/h)", "4.5", {45, 1}, county::kHasFlow},
        {"瞬时流量(L/s)", "2.5", {9, 0}, county::kHasFlow},
        {"瞬时流量(m3/s)", "0.01", {36, 0}, county::kHasFlow},
        {"流量(m³)", "9", {9, 0}, county::kHasVolume},
        {"用水量(m³/h)", "9", {9, 0}, county::kHasFlow},
        {"读数", "12.5吨", {125, 1}, county::kHasIndex},
    };
    for (const Case& one : cases) {
        const ReadFile file = read("表号,时间," + one.header + "\nA,2024-03-05 08:00," + one.written + "\n");
        ASSERT_EQ(file.counts.delivered, 1) << one.header;
        const Reading& reading = file.of("A").front();
        ASSERT_TRUE(reading.has(one.flag)) << one.header;
        const Decimal value = one.flag == county::kHasIndex    ? reading.indexM3()
                              : one.flag == county::kHasVolume ? reading.volumeM3()
                                                               : reading.flowM3PerHour();
        EXPECT_EQ(value, one.expected) << one.header << " " << value.toString();
    }
    // 单位 in a title row is the unit of columns that name none.
    const ReadFile title = read("2024年取水统计表\n单位：万m³\n表号,日期,读数\nA,2024-03-05,2\n");
    EXPECT_EQ(title.of("A").front().indexM3(), (Decimal{20000, 0}));
    EXPECT_EQ(title.counts.skippedTitle, 2);
}

TEST(ReadingFile, NumberForms) {
    const std::vector<std::pair<std::string, std::string>> good = {
        {"1234.50", "1234.5"},
        {"\"1,234.50\"", "1234.5"},
        {"\"1,234,567\"", "1234567"},
        {"１２３４．５", "1234.5"},
        {"'1234.5", "1234.5"},
        {"\t1234.5", "1234.5"},
        {" 1234.5 ", "1234.5"},
        {"1234.5吨", "1234.5"},
        {"1234.5 m³", "1234.5"},
        {"007", "7"},
        {"+5", "5"},
        {".5", "0.5"},
        {"5.", "5"},
        {"－3.5", "-3.5"},
        {"1 234", "1234"},
        {"999999999999999999", "999999999999999999"}};
    for (const auto& [written, expected] : good) {
        const ReadFile file = read("表号,日期,读数\nA,2024-03-05," + written + "\n");
        ASSERT_EQ(file.counts.delivered, 1) << written;
        EXPECT_EQ(file.of("A").front().indexM3(), *Decimal::parse(expected)) << written;
    }
    const std::vector<std::pair<std::string, std::string>> bad = {
        {"1.2.3", "VALUE_NOT_A_NUMBER"},          {"1.23E+05", "VALUE_NOT_A_NUMBER"},
        {"\"12,34\"", "VALUE_NOT_A_NUMBER"},      {"abc", "VALUE_NOT_A_NUMBER"},
        {"0x10", "VALUE_NOT_A_NUMBER"},           {"12kg", "VALUE_NOT_A_NUMBER"},
        {"1234567890123456789", "VALUE_TOO_LONG"}};
    for (const auto& [written, code] : bad) {
        const ReadFile file = read("表号,日期,读数\nA,2024-03-05," + written + "\n");
        ASSERT_EQ(file.rejects.size(), 1u) << written;
        EXPECT_EQ(file.rejects[0].code, code) << written;
    }
    for (const std::string blank : {"", "-", "--", "/", "无", "NaN", "NULL", "#N/A", "　"}) {
        const ReadFile file = read("表号,日期,读数\nA,2024-03-05," + blank + "\n");
        EXPECT_EQ(file.counts.skippedEmptyCell, 1) << blank;
    }
    // Empty is a gap, 0 is a value.
    EXPECT_EQ(read("表号,日期,读数\nA,2024-03-05,0\n").counts.delivered, 1);
}

// 00017, '00017, ００017 and TAB 00017 are one meter with its zeros; a spreadsheet's 1.23E+19 is none.
TEST(ReadingFile, MeterIds) {
    const ReadFile file = read(
        "表号,日期,读数\n00017,2024-03-05,1\n'00017,2024-03-06,2\n００017,2024-03-07,3\n\t00017 "
        ",2024-03-08,4\n"
        "17,2024-03-05,9\n1.23E+19,2024-03-05,5\n12E5,2024-03-05,6\n,2024-03-05,7\n");
    ASSERT_EQ(file.meters.size(), 3u);
    EXPECT_EQ(file.of("00017").size(), 4u);
    EXPECT_EQ(file.of("17").size(), 1u);
    EXPECT_EQ(file.of("12E5").size(), 1u);
    EXPECT_EQ(file.rejectCodes(),
              (std::map<std::string, int>{{"METER_ID_IN_EXPONENT", 1}, {"METER_ID_MISSING", 1}}));
}

// The composite export of a supply company: register, volume and what stands beside them.
TEST(ReadingFile, CompanyExport) {
    const std::string text =
        "固阳县供水公司2024年3月抄表明细,,,,,,,,,,,,,\n"
        "户号,户名,用水地址,用水性质,水表编号,口径(mm),上次抄表日期,上期读数,本次抄表日期,本期读数,"
        "换表旧表止数,"
        "换表新表起数,本期水量(吨),抄表方式,备注\n"
        "0001,甲,\"金山镇,1号\",居民,B1,DN20,2024-02-05,100,2024-03-05,112,,,12,人工,\n"
        "0002,乙,,非居民,B2,40,2024-02-05,500,2024-03-05,8,520,0,28,人工,换表\n"
        "0003,丙,,居民,B3,20,2024-02-05,60,2024-03-05,75,,,15,估抄,\n"
        "0004,丁,,居民,B4,20,2024-02-05,60,2024-03-05,75,70,,15,人工,\n"
        "0005,戊,,居民,B5,20,2024-03-06,60,2024-03-05,75,,,15,人工,\n"
        "小计,,,,,,,,,,,,70,,\n"
        ",合计,,,,,,,,,,,70,,\n";
    const ReadFile file = read(text);
    EXPECT_EQ(file.counts.rowsRead, 9);
    EXPECT_EQ(file.counts.delivered, 3);
    EXPECT_EQ(file.counts.skippedTotal, 2);
    EXPECT_EQ(file.counts.skippedTitle, 1);
    EXPECT_EQ(file.rejectCodes(),
              (std::map<std::string, int>{{"METER_CHANGE_INCOMPLETE", 1}, {"PERIOD_REVERSED", 1}}));
    EXPECT_EQ(file.format.format.kind, SeriesKind::Manual);
    const Reading& first = file.of("B1").front();
    EXPECT_EQ(first.indexM3(), (Decimal{112, 0}));
    EXPECT_EQ(first.previousIndexM3(), (Decimal{100, 0}));
    EXPECT_EQ(first.volumeM3(), (Decimal{12, 0}));
    EXPECT_EQ(first.start, timeOf(2024, 2, 5));
    EXPECT_TRUE(file.of("B3").front().has(county::kStatedEstimate));
    EXPECT_FALSE(first.has(county::kStatedEstimate));
    EXPECT_EQ(file.meters[0].userCode, "0001");
    EXPECT_EQ(file.meters[0].address, "金山镇,1号");
    EXPECT_EQ(file.meters[0].useClass, "居民");
    EXPECT_EQ(file.meters[0].boreMm, 20);
    ASSERT_EQ(file.changes.size(), 1u);
    EXPECT_EQ(file.changes[0].row, 4);
    EXPECT_EQ(file.changes[0].change.oldFinalIndexM3, (Decimal{520, 0}));
    // (520 − 500) + (8 − 0) = 28, as stated.
    std::vector<Reading> readings = file.of("B2");
    MeterContext context;
    context.changes = {file.changes[0].change};
    const ValidationResult result = validated(readings, context);
    ASSERT_EQ(result.volumes.size(), 1u);
    EXPECT_DOUBLE_EQ(result.volumes[0].volumeM3, 28);
    EXPECT_EQ(countOf(result, "READING_VOLUME_DIFFERS"), 0);
}

// Register and volume in one file, the volume of the second row wrong by a factor of ten: both kept, told.
TEST(ReadingFile, VolumeThatDiffersIsKept) {
    const ReadFile file =
        read("表号,日期,读数,水量(吨)\nA,2024-03-05,100,\nA,2024-04-05,112,120\nA,2024-05-05,130,18\n");
    std::vector<Reading> readings = file.of("A");
    const ValidationResult result = validated(readings);
    EXPECT_TRUE(readings[1].has(county::kVolumeDiffers));
    EXPECT_FALSE(readings[2].has(county::kVolumeDiffers));
    EXPECT_EQ(readings[1].volumeM3(), (Decimal{120, 0}));
    ASSERT_EQ(result.volumes.size(), 2u);
    EXPECT_DOUBLE_EQ(result.volumes[0].volumeM3, 12);
}

// One column per month: each cell is a row of the count.
TEST(ReadingFile, MonthColumns) {
    for (const std::string headers :
         {"2024年1月,2024年2月,2024年3月", "2024-01,2024-02,2024-03", "202401,202402,202403",
          "2024年1月水量(吨),2024年2月水量(吨),2024年3月水量(吨)", "2024/1,2024/2,2024/3"}) {
        const ReadFile file =
            read("水表编号,户名," + headers + ",合计\nA,甲,10,,0\nB,乙,1.5,bad,3,4.5\n合计,,11.5,,3,\n");
        SCOPED_TRACE(headers);
        EXPECT_EQ(file.format.format.layout, Layout::MonthColumns);
        EXPECT_EQ(file.counts.delivered, 4);
        EXPECT_EQ(file.counts.skippedEmptyCell, 1);
        EXPECT_EQ(file.counts.rejected, 1);
        EXPECT_EQ(file.counts.skippedTotal, 1);
        const Reading& january = file.of("A").front();
        EXPECT_EQ(january.start, timeOf(2024, 1, 1));
        EXPECT_EQ(january.time, timeOf(2024, 2, 1));
        EXPECT_EQ(january.volumeM3(), (Decimal{10, 0}));
        EXPECT_EQ(file.of("B")[1].time, timeOf(2024, 4, 1));
    }
    // The year from the title, from a column; without either it is asked for.
    EXPECT_EQ(read("2023年用水量\n表号,1月,2月\nA,1,2\n").of("A")[1].time, timeOf(2023, 3, 1));
    EXPECT_EQ(read("表号,年份,1月,2月\nA,2022,1,2\n").of("A")[1].time, timeOf(2022, 3, 1));
    EXPECT_EQ(codeOf(readBytes("表号,1月,2月\nA,1,2\n")), "YEAR_UNKNOWN");
    // Registers by month: 读数 in the header.
    const ReadFile registers = read("表号,2024年1月读数,2024年2月读数\nA,100,130\n");
    std::vector<Reading> readings = registers.of("A");
    ASSERT_EQ(readings.size(), 2u);
    EXPECT_TRUE(readings[1].has(county::kHasIndex));
    const ValidationResult result = validated(readings);
    ASSERT_EQ(result.volumes.size(), 1u);
    EXPECT_DOUBLE_EQ(result.volumes[0].volumeM3, 30);
    EXPECT_EQ(result.volumes[0].from, timeOf(2024, 2, 1));
}

// Daily volumes belong to their day; hourly ones to the hour that ends at the stamp, or begins when told.
TEST(ReadingFile, PeriodsFromTheStep) {
    const ReadFile days = read("表号,日期,用水量\nA,2024-03-05,24\nA,2024-03-06,25\nA,2024-03-07,26\n");
    EXPECT_EQ(days.of("A")[0].start, timeOf(2024, 3, 5));
    EXPECT_EQ(days.of("A")[0].time, timeOf(2024, 3, 6));
    EXPECT_TRUE(days.of("A")[0].has(county::kRegularPeriod));
    const std::string hours =
        "表号,时间,流量\nA,2024-03-05 01:00,1\nA,2024-03-05 02:00,2\nA,2024-03-05 03:00,3\n";
    const ReadFile atEnd = read(hours);
    EXPECT_EQ(atEnd.of("A")[0].start, timeOf(2024, 3, 5, 0));
    EXPECT_EQ(atEnd.of("A")[0].time, timeOf(2024, 3, 5, 1));
    ReadingFormat profile = atEnd.format.format;
    profile.name = "小时";
    profile.stamp = Stamp::Start;
    RecogniseOptions options;
    options.profiles = {profile};
    const ReadFile atStart = read(hours, options);
    EXPECT_TRUE(atStart.format.bySavedProfile);
    EXPECT_EQ(atStart.of("A")[0].start, timeOf(2024, 3, 5, 1));
    EXPECT_EQ(atStart.of("A")[0].time, timeOf(2024, 3, 5, 2));
    // A date with a clock column beside it.
    const ReadFile clock = read("表号,日期,时刻,读数\nA,2024-03-05,8:30,1\nA,2024-03-05,9,2\n");
    EXPECT_EQ(clock.of("A")[0].time, timeOf(2024, 3, 5, 8, 30));
    EXPECT_EQ(clock.of("A")[1].time, timeOf(2024, 3, 5, 9));
}

TEST(ReadingFile, MapOverrides) {
    const std::string text = "代码,何时,甲数,乙数\nA,2024-03-05,10,20\n";
    EXPECT_FALSE(readBytes(text));
    RecogniseOptions options;
    options.map = {{"meter", "代码"}, {"time", "何时"}, {"index", "乙数"}};
    EXPECT_EQ(read(text, options).of("A").front().indexM3(), (Decimal{20, 0}));
    options.map = {{"meter", "#1"}, {"time", "#2"}, {"volume", "#3"}};
    EXPECT_EQ(read(text, options).of("A").front().volumeM3(), (Decimal{10, 0}));
    options.map = {{"meterCode", "M9"}, {"time", "何时"}, {"index", "甲数"}};
    EXPECT_EQ(read(text, options).of("M9").size(), 1u);
    options.map = {{"meters", "代码"}};
    EXPECT_EQ(codeOf(readBytes(text, options)), "MAP_FIELD_UNKNOWN");
    options.map = {{"meter", "没有"}, {"time", "何时"}, {"index", "乙数"}};
    EXPECT_EQ(codeOf(readBytes(text, options)), "MAP_COLUMN_UNKNOWN");
    // What the header seems to say gives way, and a column can be left out.
    const std::string both = "表号,时间,读数,流量\nA,2024-03-05 08:00,10,20\n";
    options.map = {{"ignore", "流量"}};
    EXPECT_FALSE(read(both, options).of("A").front().has(county::kHasFlow));
    EXPECT_TRUE(read(both).of("A").front().has(county::kHasFlow));
}

// A profile is chosen by the header of its make, by name when forced, and survives its JSON.
TEST(ReadingFile, SavedProfiles) {
    const std::string text = "代码,何时,甲数,乙数\nA,2024-03-05,10,20\n";
    RecogniseOptions options;
    options.map = {{"meter", "代码"}, {"time", "何时"}, {"index", "乙数"}};
    ReadingFormat profile = read(text, options).format.format;
    profile.name = "甲乙";
    const auto again = ReadingFormat::fromJson(profile.toJson());
    ASSERT_TRUE(again);
    EXPECT_EQ(*again, profile);
    RecogniseOptions saved;
    saved.profiles = {*again};
    const ReadFile byHeader = read("标题\n代码 ,何时,甲数,乙数,,\nB,2024-03-06,1,2,,\n", saved);
    EXPECT_TRUE(byHeader.format.bySavedProfile);
    EXPECT_EQ(byHeader.of("B").front().indexM3(), (Decimal{2, 0}));
    EXPECT_FALSE(readBytes("代码,何时,甲数,丙数\nA,2024-03-05,10,20\n", saved));
    saved.profile = "甲乙";
    EXPECT_EQ(codeOf(readBytes("代码,何时,甲数,丙数\nA,2024-03-05,10,20\n", saved)), "MAP_COLUMN_UNKNOWN");
    saved.profile = "没有";
    EXPECT_EQ(codeOf(readBytes(text, saved)), "PROFILE_UNKNOWN");
    for (const std::string broken : {"", "[]", "{\"layout\": 3}", "{\"columns\": [{\"field\": \"nothing\"}]}",
                                     "{\"delimiter\": \"x\"}"}) {
        const auto refused = ReadingFormat::fromJson(broken);
        ASSERT_FALSE(refused) << broken;
        EXPECT_EQ(refused.error().code, "PROFILE_NOT_VALID");
    }
}

// Bytes that are no text: only their rows are refused, the encoding being told.
TEST(ReadingFile, TruncatedCharacters) {
    RecogniseOptions options;
    options.encoding = "utf-8";
    const ReadFile utf8 = read("表号,日期,读数\nA\xE8\xA1,2024-03-05,1\nB,2024-03-05,2\n", options);
    EXPECT_EQ(utf8.rejectCodes(), (std::map<std::string, int>{{"TEXT_NOT_DECODABLE", 1}}));
    EXPECT_EQ(utf8.counts.delivered, 1);
    options.encoding = "gbk";
    const ReadFile gbk = read(
        "\xB1\xED\xBA\xC5,\xC8\xD5\xC6\xDA,\xB6\xC1\xCA\xFD\nA\xB1,2024-03-05,1\nB,2024-03-05,2\n", options);
    EXPECT_EQ(gbk.rejectCodes(), (std::map<std::string, int>{{"TEXT_NOT_DECODABLE", 1}}));
    EXPECT_EQ(gbk.counts.delivered, 1);
    options.encoding = "klingon";
    EXPECT_EQ(codeOf(readBytes("表号,日期,读数\nA,2024-03-05,1\n", options)), "ENCODING_UNKNOWN");
}

/// Rows of several meters in no order, with equal times, in every column that a record can hold.
std::string unorderedFile(std::size_t rows) {
    Random random(7);
    std::string text = "表号,开始时间,时间,读数,上期读数,水量,流量\n";
    for (std::size_t row = 0; row < rows; ++row) {
        const auto two = [&](std::size_t below) {
            const std::string digits = std::to_string(random.below(below));
            return digits.size() < 2 ? "0" + digits : digits;
        };
        text += "M" + std::to_string(random.below(9)) + ",2024-01-01 00:00,2024-0" +
                std::to_string(2 + random.below(3)) + "-1" + std::to_string(random.below(10)) + " " +
                two(24) + ":00," + std::to_string(random.below(100'000)) + "." +
                std::to_string(random.below(1000)) + "," +
                (random.oneIn(2) ? std::to_string(random.below(1000)) : "") + "," +
                std::to_string(random.below(500)) + "," +
                (random.oneIn(3) ? "" : "-" + std::to_string(random.below(50))) + "\n";
    }
    return text;
}

// Through the temporary file: bit for bit what memory gives, in the same order, and no file is left behind.
TEST(ReadingFile, SpilledEqualsMemory) {
    const std::string text = unorderedFile(20'000);
    const ReadFile memory = read(text);
    EXPECT_FALSE(memory.spilled);
    for (const std::size_t limit : {1u, 20'000u, 300'000u}) {
        test::TempFolder folder;
        ReadOptions options;
        options.memoryLimitBytes = limit;
        options.temporaryDirectory = folder.path();
        const ReadFile spilled = read(text, {}, options);
        EXPECT_TRUE(spilled.spilled) << limit;
        EXPECT_TRUE(folder.names().empty());
        ASSERT_EQ(spilled.readings.size(), memory.readings.size());
        for (std::size_t meter = 0; meter < memory.readings.size(); ++meter) {
            ASSERT_EQ(spilled.readings[meter].size(), memory.readings[meter].size());
            for (std::size_t at = 0; at < memory.readings[meter].size(); ++at) {
                const Reading& a = memory.readings[meter][at];
                const Reading& b = spilled.readings[meter][at];
                ASSERT_EQ(a.row, b.row);
                ASSERT_EQ(a.time, b.time);
                ASSERT_EQ(a.start, b.start);
                ASSERT_EQ(a.flags, b.flags);
                ASSERT_EQ(std::tie(a.index, a.previousIndex, a.volume, a.flow),
                          std::tie(b.index, b.previousIndex, b.volume, b.flow));
                ASSERT_EQ(std::tie(a.indexScale, a.volumeScale, a.flowScale),
                          std::tie(b.indexScale, b.volumeScale, b.flowScale));
            }
            // Sorted by time, equal times in file order.
            EXPECT_TRUE(std::is_sorted(memory.readings[meter].begin(), memory.readings[meter].end(),
                                       [](const Reading& a, const Reading& b) {
                                           return std::tie(a.time, a.row) < std::tie(b.time, b.row);
                                       }));
        }
    }
    ReadOptions nowhere;
    nowhere.memoryLimitBytes = 1;
    nowhere.temporaryDirectory = "/nowhere/at/all";
    EXPECT_EQ(codeOf(readBytes(text, {}, nowhere)), "TEMPORARY_FILE_FAILED");
}

TEST(ReadingFile, HashIsThatOfTheBytes) {
    for (const std::string& text : {std::string("\xEF\xBB\xBF表号,日期,读数\r\nA,2024-03-05,1\r\n"),
                                    std::string("表号,日期,读数\nA,2024-03-05,1"), unorderedFile(5000)}) {
        EXPECT_EQ(read(text).sha256, sha256Of(text));
    }
}

TEST(ReadingFile, StoppedJob) {
    const std::string text = unorderedFile(20'000);
    MemorySource source(text);
    const auto format = recognise(source, "文件.csv", {});
    ASSERT_TRUE(format);
    std::stop_source stop;
    stop.request_stop();
    JobContext job;
    job.stop = stop.get_token();
    CollectingSink sink;
    const auto batch = readReadings(source, "文件.csv", *format, sink, job);
    ASSERT_FALSE(batch);
    EXPECT_EQ(batch.error().code, "JOB_STOPPED");
}

}  // namespace
}  // namespace shuiheng::ingest
