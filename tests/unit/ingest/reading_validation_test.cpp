#include "ingest/reading_validation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <tuple>

#include "county/day_volumes.h"
#include "ingest_fixture.h"

// The rules in the order they are applied: duplicates, gaps, rollover, meter change, backward, reverse flow,
// spike, stuck, zero, estimated and true-up, pro-rating by day. What is invalid as a cell never gets here.
namespace shuiheng::ingest {
namespace {

using county::Reading;

constexpr std::int64_t kHour = 3600;
constexpr LocalTime kStart = LocalTime::at(Date(19723));  // 2024-01-01

LocalTime hour(std::int64_t hours) {
    return LocalTime(kStart.seconds() + hours * kHour);
}

LocalTime day(std::int64_t days) {
    return hour(24 * days);
}

/// A register in thousandths of m³, as exact as the file had it.
Reading registerAt(LocalTime time, double cubicMetres, std::uint32_t flags = 0) {
    static std::int64_t row = 0;
    Reading reading;
    reading.time = time;
    reading.index = std::llround(cubicMetres * 1000);
    reading.indexScale = 3;
    reading.flags = county::kHasIndex | flags;
    reading.row = ++row;
    return reading;
}

Reading volumeAt(LocalTime time, double cubicMetres, std::uint32_t flags = 0) {
    Reading reading = registerAt(time, 0);
    reading.flags = county::kHasVolume | flags;
    reading.index = 0;
    reading.volume = std::llround(cubicMetres * 1000);
    reading.volumeScale = 3;
    return reading;
}

/// Mean flow over the hour that ends at `time`, as telemetry without a stated start comes out of the reader.
Reading hourlyFlow(LocalTime time, double cubicMetresPerHour) {
    Reading reading = registerAt(time, 0);
    reading.flags = county::kHasFlow | county::kHasStart | county::kRegularPeriod;
    reading.start = LocalTime(time.seconds() - kHour);
    reading.index = 0;
    reading.flow = std::llround(cubicMetresPerHour * 1000);
    reading.flowScale = 3;
    return reading;
}

double total(const ValidationResult& result) {
    double sum = 0;
    for (const county::IntervalVolume& interval : result.volumes) {
        sum += interval.volumeM3;
    }
    return sum;
}

const Finding* find(const ValidationResult& result, std::string_view code) {
    for (const Finding& finding : result.findings) {
        if (finding.code == code) {
            return &finding;
        }
    }
    return nullptr;
}

std::string argument(const Finding* finding, const std::string& name) {
    if (finding != nullptr) {
        for (const auto& [key, value] : finding->arguments) {
            if (key == name) {
                return value;
            }
        }
    }
    return "(none)";
}

MeterContext meter() {
    MeterContext context;
    context.code = "表001";
    return context;
}

// t:      0 h    1 h    1 h (again)   2 h          3 h      3 h (other)   2 h (late)
// index:  100    101    101           102          103      104           102
//                       unchanged                           conflict      out of order
TEST(ReadingValidation, OneReadingPerTime) {
    std::vector<Reading> readings = {registerAt(hour(0), 100), registerAt(hour(1), 101),
                                     registerAt(hour(1), 101), registerAt(hour(2), 102),
                                     registerAt(hour(3), 103), registerAt(hour(3), 104),
                                     registerAt(hour(2), 102)};
    const std::int64_t keptRow = readings[4].row;
    const ValidationResult result = validated(readings, meter());
    ASSERT_EQ(readings.size(), 4u);
    EXPECT_EQ(result.unchanged, 1);
    EXPECT_EQ(countOf(result, "READING_DUPLICATE"), 1);
    ASSERT_EQ(result.conflicts.size(), 2u);
    EXPECT_EQ(result.conflicts[0].code, "READING_CONFLICT");
    EXPECT_EQ(result.conflicts[0].line, keptRow + 1);
    EXPECT_EQ(result.conflicts[0].arguments.back(),
              (std::pair<std::string, std::string>("other", std::to_string(keptRow))));
    EXPECT_EQ(result.conflicts[1].code, "READING_OUT_OF_ORDER");
    EXPECT_EQ(total(result), 3);
}

// A file pasted twice: every reading has its double. One run of findings, not one per reading.
TEST(ReadingValidation, DoubledSeriesIsOneFinding) {
    std::vector<Reading> readings;
    for (int at = 0; at < 100; ++at) {
        readings.push_back(registerAt(hour(at), 100 + at * at));
        readings.push_back(registerAt(hour(at), 100 + at * at));
    }
    const ValidationResult result = validated(readings, meter());
    EXPECT_EQ(readings.size(), 100u);
    EXPECT_EQ(result.unchanged, 100);
    ASSERT_EQ(result.findings.size(), 1u);
    EXPECT_EQ(result.findings[0].count, 100);
}

// Two events with the same end and volume but other beginnings are two events: not silently one.
TEST(ReadingValidation, OtherPeriodIsNoDuplicate) {
    std::vector<Reading> readings = {volumeAt(hour(2), 5, county::kHasStart),
                                     volumeAt(hour(2), 5, county::kHasStart)};
    readings[0].start = hour(0);
    readings[1].start = hour(1);
    const ValidationResult result = validated(readings, meter());
    EXPECT_EQ(result.unchanged, 0);
    EXPECT_EQ(result.conflicts.size(), 1u);
}

// Hourly flows, 10 m³/h up to 03:00, then 16 m³/h from the hour that ends at 06:00 on:
//   |--10--|--10--|--10--|  ??  |  ??  |--16--|
//   0      1      2      3      4      5      6
// The two hours get (10 + 16)/2 × 2 = 26 m³, apart from the readings.
TEST(ReadingValidation, GapOfAnIntervalSeriesIsEstimated) {
    std::vector<Reading> readings = {hourlyFlow(hour(1), 10), hourlyFlow(hour(2), 10),
                                     hourlyFlow(hour(3), 10), hourlyFlow(hour(6), 16)};
    const ValidationResult result = validated(readings, meter());
    EXPECT_TRUE(readings[3].has(county::kAfterGap));
    EXPECT_FALSE(readings[2].has(county::kAfterGap));
    const Finding* gap = find(result, "READING_GAP");
    EXPECT_EQ(argument(gap, "from"), "2024-01-01T03:00:00");
    EXPECT_EQ(argument(gap, "to"), "2024-01-01T06:00:00");
    ASSERT_EQ(result.estimates.size(), 1u);
    EXPECT_EQ(result.estimates[0].from, hour(3));
    EXPECT_EQ(result.estimates[0].to, hour(5));
    EXPECT_DOUBLE_EQ(result.estimates[0].volumeM3, 26);
    EXPECT_DOUBLE_EQ(total(result), 46);
}

// 24 missing hours are estimated, 25 are not.
TEST(ReadingValidation, LongGapsStayGaps) {
    std::vector<Reading> day1 = {hourlyFlow(hour(1), 10), hourlyFlow(hour(26), 10)};
    EXPECT_EQ(validated(day1, meter()).estimates.size(), 1u);
    std::vector<Reading> longer = {hourlyFlow(hour(1), 10), hourlyFlow(hour(27), 10)};
    const ValidationResult result = validated(longer, meter());
    EXPECT_TRUE(result.estimates.empty());
    EXPECT_EQ(countOf(result, "READING_GAP"), 1);
}

// Registers know the volume of a gap: 0 1 2 . . 5 h is found, nothing is estimated. A single early reading
// (2.5 h) does not turn the usual step into half an hour.
TEST(ReadingValidation, GapOfARegisterSeries) {
    std::vector<Reading> readings;
    for (const double at : {0.0, 1.0, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 9.0, 10.0, 13.0}) {
        readings.push_back(registerAt(LocalTime(kStart.seconds() + std::llround(at * kHour)), 100 + at));
    }
    const ValidationResult result = validated(readings, meter());
    EXPECT_EQ(countOf(result, "READING_GAP"), 2);
    EXPECT_TRUE(readings[8].has(county::kAfterGap));
    EXPECT_TRUE(readings[10].has(county::kAfterGap));
    EXPECT_TRUE(result.estimates.empty());
    EXPECT_DOUBLE_EQ(total(result), 13);
    // Visits every month are no telemetry.
    std::vector<Reading> visits = {registerAt(day(0), 1), registerAt(day(31), 2), registerAt(day(60), 3),
                                   registerAt(day(150), 4)};
    EXPECT_TRUE(validated(visits, meter()).findings.empty());
}

// A five-digit register: 99990 -> 00015 is 100000 − 99990 + 15 = 25 units, × 10 = 250 m³.
TEST(ReadingValidation, RolloverOfFiveDigitsTimesMultiplier) {
    std::vector<Reading> readings = {registerAt(day(0), 99990), registerAt(day(30), 15)};
    MeterContext context = meter();
    context.registerDigits = 5;
    context.multiplier = 10;
    const ValidationResult result = validated(readings, context);
    EXPECT_TRUE(readings[1].has(county::kRollover));
    EXPECT_FALSE(readings[1].has(county::kBackward));
    EXPECT_DOUBLE_EQ(total(result), 250);
    const Finding* rollover = find(result, "READING_ROLLOVER");
    EXPECT_EQ(argument(rollover, "digits"), "5");
    EXPECT_EQ(argument(rollover, "previous"), "99990");
    EXPECT_EQ(argument(rollover, "value"), "15");
}

// 0.9 and 0.1 of the range bound a rollover: 90000 -> 9999 and 90001 -> 10000 run backward.
TEST(ReadingValidation, RolloverOnlyNearTheEnds) {
    MeterContext context = meter();
    context.registerDigits = 5;
    for (const auto& [before, after, rollover] :
         {std::tuple(90001.0, 9999.0, true), std::tuple(90000.0, 9999.0, false),
          std::tuple(90001.0, 10000.0, false)}) {
        std::vector<Reading> readings = {registerAt(day(0), before), registerAt(day(30), after)};
        validated(readings, context);
        EXPECT_EQ(readings[1].has(county::kRollover), rollover) << before << " " << after;
        EXPECT_EQ(readings[1].has(county::kBackward), !rollover) << before << " " << after;
    }
    // Without known digits nothing can roll over.
    std::vector<Reading> readings = {registerAt(day(0), 99990), registerAt(day(30), 15)};
    validated(readings, meter());
    EXPECT_TRUE(readings[1].has(county::kBackward));
}

// Old meter 95000 -> 95100, new one 0 -> 50: (95100 − 95000) + (50 − 0) = 150. The record explains the fall,
// although five digits could have rolled over to 100000 − 95000 + 50 = 5050.
TEST(ReadingValidation, RecordedMeterChange) {
    std::vector<Reading> readings = {registerAt(day(0), 95000), registerAt(day(30), 50)};
    MeterContext context = meter();
    context.registerDigits = 5;
    context.changes = {{day(12), {95100, 0}, {0, 0}}};
    const ValidationResult result = validated(readings, context);
    EXPECT_TRUE(readings[1].has(county::kMeterChange));
    EXPECT_FALSE(readings[1].has(county::kRollover));
    EXPECT_DOUBLE_EQ(total(result), 150);
    EXPECT_EQ(argument(find(result, "METER_CHANGED"), "old"), "95100");
    EXPECT_EQ(argument(find(result, "METER_CHANGED"), "new"), "0");
}

// Two changes between two visits, given in the wrong order: 500 -> 520 | 3 -> 10 | 7 -> 9 is 20 + 7 + 2 = 29.
// A change exactly at the first reading belongs before it, one at the second to the interval.
TEST(ReadingValidation, SeveralMeterChanges) {
    std::vector<Reading> readings = {registerAt(day(0), 500), registerAt(day(30), 9)};
    MeterContext context = meter();
    context.changes = {
        {day(30), {10, 0}, {7, 0}}, {day(10), {520, 0}, {3, 0}}, {day(0), {9999, 0}, {500, 0}}};
    EXPECT_DOUBLE_EQ(total(validated(readings, context)), 29);
}

// Hourly registers, the meter changed at 14:00; the record knows only the day. Old 10000 … 10061 | 5 … new:
//   day 2, 13:00: 10061   14:00: 5   15:00: 6
// (10062 − 10061) + (5 − 5) = 1 in the hour of the change, 1 in every other: nowhere ten thousand.
TEST(ReadingValidation, ChangeByDayFallsWhereTheRegisterDoes) {
    std::vector<Reading> readings;
    for (int at = 0; at < 96; ++at) {
        readings.push_back(registerAt(hour(at), at < 62 ? 10000 + at : at - 57));
    }
    MeterContext context = meter();
    context.changes = {{day(2), {10062, 0}, {5, 0}, true}};
    const ValidationResult result = validated(readings, context);
    ASSERT_EQ(result.volumes.size(), 95u);
    for (const county::IntervalVolume& one : result.volumes) {
        EXPECT_DOUBLE_EQ(one.volumeM3, 1) << one.to.iso();
    }
    EXPECT_EQ(argument(find(result, "METER_CHANGED"), "time"), hour(62).iso());
    EXPECT_EQ(countOf(result, "READING_BACKWARD"), 0);
}

// Visits on the day of the change: what the old meter showed, or what the new one shows already.
//   100 | 130 (old, its last) | 20      100 | 7 (new) | 27:  30 + (20 − 5) = 45,  30 + (7 − 5) + 20 = 52
TEST(ReadingValidation, ReadingOnTheDayOfTheChange) {
    MeterContext context = meter();
    context.changes = {{day(30), {130, 0}, {5, 0}, true}};
    std::vector<Reading> oldMeter = {registerAt(day(0), 100), registerAt(day(30), 130),
                                     registerAt(day(60), 20)};
    EXPECT_DOUBLE_EQ(total(validated(oldMeter, context)), 45);
    std::vector<Reading> newMeter = {registerAt(day(0), 100), registerAt(day(30), 7),
                                     registerAt(day(60), 27)};
    EXPECT_DOUBLE_EQ(total(validated(newMeter, context)), 52);
}

// The first reading brings 50 m³ since nobody knows when: said, not lost in silence.
TEST(ReadingValidation, VolumeWithoutBeginningIsTold) {
    std::vector<Reading> readings = {registerAt(day(0), 150, county::kHasVolume), registerAt(day(30), 190)};
    readings[0].volume = 50;
    const ValidationResult result = validated(readings, meter());
    EXPECT_EQ(argument(find(result, "READING_PERIOD_UNKNOWN"), "value"), "50");
    EXPECT_DOUBLE_EQ(total(result), 40);
    std::vector<Reading> plain = {registerAt(day(0), 150), registerAt(day(30), 190)};
    EXPECT_TRUE(validated(plain, meter()).findings.empty());
}

// 500 -> 20 without a record: the interval has no volume, the new meter counts from 20 on: 20 -> 45 is 25.
TEST(ReadingValidation, UnmarkedMeterChangeCostsOneInterval) {
    std::vector<Reading> readings = {registerAt(day(0), 480), registerAt(day(30), 500),
                                     registerAt(day(60), 20), registerAt(day(90), 45)};
    const ValidationResult result = validated(readings, meter());
    EXPECT_TRUE(readings[2].has(county::kBackward));
    ASSERT_EQ(result.volumes.size(), 2u);
    EXPECT_DOUBLE_EQ(result.volumes[0].volumeM3, 20);
    EXPECT_DOUBLE_EQ(result.volumes[1].volumeM3, 25);
    EXPECT_EQ(result.volumes[1].from, day(60));
    EXPECT_EQ(argument(find(result, "READING_BACKWARD"), "previous"), "500");
}

// A register that trembles by less than 0.01 m³ has not run backward, and the volumes still sum to its ends.
TEST(ReadingValidation, ToleranceOfBackward) {
    std::vector<Reading> readings = {registerAt(hour(0), 10), registerAt(hour(1), 9.995),
                                     registerAt(hour(2), 9.98), registerAt(hour(3), 10.5)};
    const ValidationResult result = validated(readings, meter());
    EXPECT_FALSE(readings[1].has(county::kBackward));
    EXPECT_TRUE(readings[2].has(county::kBackward));
    EXPECT_EQ(countOf(result, "READING_REVERSE_FLOW"), 0);
    EXPECT_NEAR(total(result), -0.005 + 0.52, 1e-12);
}

// Flow −4 m³/h over an hour is −4 m³: counted, and told.
TEST(ReadingValidation, ReverseFlow) {
    std::vector<Reading> readings = {hourlyFlow(hour(1), 10), hourlyFlow(hour(2), -4),
                                     hourlyFlow(hour(3), -0.005)};
    const ValidationResult result = validated(readings, meter());
    EXPECT_TRUE(readings[1].has(county::kReverseFlow));
    EXPECT_FALSE(readings[2].has(county::kReverseFlow));
    EXPECT_NEAR(total(result), 5.995, 1e-12);
    EXPECT_EQ(argument(find(result, "READING_REVERSE_FLOW"), "value"), "-4");
}

// 24 hours of 9, 11, 9, 11 ...: mean 10, deviation sqrt(24/23) = 1.0215. The limit is 10 + 3 × 1.0215
// = 13.06.
TEST(ReadingValidation, SpikeAboveThreeDeviations) {
    for (const auto& [flow, spike] : {std::pair(13.0, false), std::pair(13.1, true)}) {
        std::vector<Reading> readings;
        for (int at = 1; at <= 24; ++at) {
            readings.push_back(hourlyFlow(hour(at), at % 2 == 0 ? 11 : 9));
        }
        readings.push_back(hourlyFlow(hour(25), flow));
        const ValidationResult result = validated(readings, meter());
        EXPECT_EQ(readings.back().has(county::kSpike), spike);
        EXPECT_EQ(countOf(result, "READING_SPIKE"), spike ? 1 : 0);
        EXPECT_EQ(argument(find(result, "READING_SPIKE"), "mean"), spike ? "10" : "(none)");
    }
}

// The same flow again and again: the 24 repetitions after the first are too many, the run goes on to the 30th
// value. Zero is no stuck meter.
TEST(ReadingValidation, StuckValue) {
    std::vector<Reading> readings;
    std::vector<Reading> zeros;
    for (int at = 1; at <= 30; ++at) {
        readings.push_back(hourlyFlow(hour(at), 7.25));
        zeros.push_back(hourlyFlow(hour(at), 0));
    }
    const ValidationResult result = validated(readings, meter());
    EXPECT_FALSE(readings[23].has(county::kStuck));
    EXPECT_TRUE(readings[24].has(county::kStuck));
    const Finding* stuck = find(result, "READING_STUCK");
    ASSERT_NE(stuck, nullptr);
    EXPECT_EQ(stuck->count, 6);
    EXPECT_EQ(argument(stuck, "count"), "30");
    EXPECT_EQ(argument(stuck, "value"), "7.25");
    EXPECT_EQ(countOf(validated(zeros, meter()), "READING_STUCK"), 0);
}

// Monthly visits, register unmoved: after 3 × 30 days of nothing the fourth visit says so. A drop of water
// starts the count anew.
TEST(ReadingValidation, ZeroForMonths) {
    std::vector<Reading> readings = {registerAt(day(0), 50),   registerAt(day(31), 50),
                                     registerAt(day(60), 50),  registerAt(day(91), 50),
                                     registerAt(day(121), 51), registerAt(day(152), 51)};
    const ValidationResult result = validated(readings, meter());
    std::vector<bool> zero;
    for (const Reading& reading : readings) {
        zero.push_back(reading.has(county::kZero));
    }
    EXPECT_EQ(zero, (std::vector<bool>{false, false, false, true, false, false}));
    EXPECT_EQ(argument(find(result, "READING_ZERO"), "months"), "3");
}

// The same when each month comes as a file of its own, with the months before as context.
TEST(ReadingValidation, ZeroAcrossImports) {
    MeterContext context = meter();
    context.before = {registerAt(day(0), 50), registerAt(day(31), 50), registerAt(day(60), 50)};
    std::vector<Reading> readings = {registerAt(day(91), 50)};
    const ValidationResult result = validated(readings, context);
    EXPECT_TRUE(readings[0].has(county::kZero));
    EXPECT_EQ(result.volumes.size(), 1u);  // what came before is not told again
    EXPECT_EQ(result.findings.size(), 1u);
}

// Stated registers 100, estimate 130 (30 m³), really read 125: true total 125 − 100 = 25 = 30 − 5.
TEST(ReadingValidation, TrueUpBelowTheEstimate) {
    std::vector<Reading> readings = {registerAt(day(0), 100),
                                     registerAt(day(30), 130, county::kStatedEstimate),
                                     registerAt(day(60), 125), registerAt(day(90), 140)};
    const ValidationResult result = validated(readings, meter());
    ASSERT_EQ(result.volumes.size(), 3u);
    EXPECT_DOUBLE_EQ(result.volumes[0].volumeM3, 30);
    EXPECT_TRUE(result.volumes[0].estimated);
    EXPECT_DOUBLE_EQ(result.volumes[1].volumeM3, -5);
    EXPECT_FALSE(result.volumes[1].estimated);
    EXPECT_DOUBLE_EQ(total(result), 40);
    EXPECT_TRUE(readings[2].has(county::kTrueUp));
    EXPECT_FALSE(readings[2].has(county::kBackward));
    EXPECT_FALSE(readings[2].has(county::kReverseFlow));
    EXPECT_FALSE(readings[3].has(county::kTrueUp));
    EXPECT_EQ(countOf(result, "READING_ESTIMATED"), 1);
    EXPECT_EQ(argument(find(result, "READING_TRUE_UP"), "value"), "25");
}

// Estimates without a register: 100, then 12 and 15 m³ estimated, then really 140: 40 in all, so 40 − 27 = 13
// are left for the last month; the volume of 27 is not counted twice.
TEST(ReadingValidation, TrueUpAfterEstimatedVolumes) {
    std::vector<Reading> readings = {registerAt(day(0), 100), volumeAt(day(30), 12, county::kStatedEstimate),
                                     volumeAt(day(60), 15, county::kStatedEstimate),
                                     registerAt(day(90), 140)};
    const ValidationResult result = validated(readings, meter());
    ASSERT_EQ(result.volumes.size(), 3u);
    EXPECT_DOUBLE_EQ(result.volumes[2].volumeM3, 13);
    EXPECT_EQ(result.volumes[2].from, day(60));
    EXPECT_DOUBLE_EQ(total(result), 40);
    EXPECT_EQ(argument(find(result, "READING_TRUE_UP"), "value"), "40");
}

// Really read below the last real register: no true-up explains that.
TEST(ReadingValidation, TrueUpBelowTheLastRealRegister) {
    std::vector<Reading> readings = {registerAt(day(0), 100),
                                     registerAt(day(30), 130, county::kStatedEstimate),
                                     registerAt(day(60), 90), registerAt(day(90), 95)};
    const ValidationResult result = validated(readings, meter());
    EXPECT_TRUE(readings[2].has(county::kBackward));
    EXPECT_DOUBLE_EQ(total(result), 35);
}

// An estimate over the zero of a five-digit register, really read before it: from 99900, estimated 00100
// (200 m³), read 99995. True total 95, so the correction is 95 − 200 = −105.
TEST(ReadingValidation, TrueUpBeforeTheEstimatedRollover) {
    std::vector<Reading> readings = {registerAt(day(0), 99900),
                                     registerAt(day(30), 100, county::kStatedEstimate),
                                     registerAt(day(60), 99995)};
    MeterContext context = meter();
    context.registerDigits = 5;
    EXPECT_DOUBLE_EQ(total(validated(readings, context)), 95);
}

// A telemetry row that lost its register: 100 | flow 3 m³/h × 1 h | 108 an hour later: 8 in all, 3 + 5.
TEST(ReadingValidation, FlowBetweenRegistersCountsOnce) {
    std::vector<Reading> readings = {registerAt(hour(0), 100), hourlyFlow(hour(1), 3),
                                     registerAt(hour(2), 108)};
    const ValidationResult result = validated(readings, meter());
    ASSERT_EQ(result.volumes.size(), 2u);
    EXPECT_DOUBLE_EQ(result.volumes[1].volumeM3, 5);
    EXPECT_EQ(result.volumes[1].from, hour(1));
}

// Stated 120 m³ against registers 1000 -> 1012 × 10 = 120: equal. Stated 12 (the multiplier forgotten): kept,
// told, and the registers count.
TEST(ReadingValidation, StatedVolumeDiffers) {
    MeterContext context = meter();
    context.multiplier = 10;
    for (const auto& [stated, differs] :
         {std::pair(120.0, false), std::pair(12.0, true), std::pair(120.6, false)}) {
        std::vector<Reading> readings = {registerAt(day(0), 1000), registerAt(day(30), 1012)};
        readings[1].volume = std::llround(stated * 1000);
        readings[1].volumeScale = 3;
        readings[1].flags |= county::kHasVolume;
        const ValidationResult result = validated(readings, context);
        EXPECT_EQ(readings[1].has(county::kVolumeDiffers), differs) << stated;
        EXPECT_DOUBLE_EQ(total(result), 120);
        EXPECT_DOUBLE_EQ(readings[1].volumeM3().toDouble(), stated);
        EXPECT_EQ(argument(find(result, "READING_VOLUME_DIFFERS"), "computed"), differs ? "120" : "(none)");
    }
}

// The first row of a bill names its own beginning: 上期 300 on day 0, 本期 320 on day 30: 20 m³ at once.
TEST(ReadingValidation, FirstRowWithItsOwnPreviousRegister) {
    std::vector<Reading> readings = {registerAt(day(30), 320, county::kHasPreviousIndex | county::kHasStart)};
    readings[0].previousIndex = 300'000;
    readings[0].start = day(0);
    const ValidationResult result = validated(readings, meter());
    ASSERT_EQ(result.volumes.size(), 1u);
    EXPECT_DOUBLE_EQ(result.volumes[0].volumeM3, 20);
    EXPECT_EQ(result.volumes[0].from, day(0));
}

// 按日分摊: 31 m³ from Jan 1 18:00 to Feb 1 18:00 is 1 m³ a day: 0.25 on the first day (6 of 24 h), 1 on each
// of the next thirty, 0.75 on Feb 1.
TEST(ReadingValidation, ProRatedByDay) {
    std::vector<Reading> readings = {registerAt(hour(18), 100), registerAt(hour(31 * 24 + 18), 131)};
    const ValidationResult result = validated(readings, meter());
    const auto days = county::dayVolumes(result.volumes, kStart.date(), kStart.date().plusDays(40));
    ASSERT_EQ(days.size(), 32u);
    EXPECT_NEAR(days.front().volumeM3, 0.25, 1e-12);
    EXPECT_EQ(days.front().coveredSeconds, 6 * kHour);
    EXPECT_NEAR(days[1].volumeM3, 1, 1e-12);
    EXPECT_NEAR(days.back().volumeM3, 0.75, 1e-12);
    double sum = 0;
    for (const county::DayVolume& one : days) {
        sum += one.volumeM3;
    }
    EXPECT_NEAR(sum, 31, 1e-12);
}

/// A series with everything in it: registers, lost registers, estimates, rollovers, changes, gaps, conflicts.
struct Series {
    MeterContext context = meter();
    std::vector<Reading> readings;
};

Series randomSeries(Random& random) {
    Series series;
    series.context.registerDigits = 5;
    series.context.multiplier = random.oneIn(2) ? 1 : 10;
    double index = 99000 + static_cast<double>(random.below(1000));
    const bool registers = !random.oneIn(4);
    std::int64_t at = 0;
    for (int count = 0; count < 300; ++count) {
        at += random.oneIn(12) ? static_cast<std::int64_t>(1 + random.below(40)) : 1;
        const double used = random.oneIn(10) ? 0 : static_cast<double>(random.below(9000)) / 1000;
        index = std::fmod(index + used, 100'000);
        Reading reading = registers ? registerAt(hour(at), index) : hourlyFlow(hour(at), used);
        if (registers) {
            switch (random.below(12)) {
                case 0:
                    reading = hourlyFlow(hour(at), used);
                    break;
                case 1:
                    reading = volumeAt(hour(at), used, county::kStatedEstimate);
                    break;
                case 2:
                    reading = registerAt(hour(at), index + static_cast<double>(random.below(5)),
                                         county::kStatedEstimate);
                    break;
                case 3:
                    if (random.oneIn(3)) {
                        const bool byDay = random.oneIn(2);
                        series.context.changes.push_back(
                            {byDay ? LocalTime::at(hour(at).date()) : LocalTime(hour(at).seconds() - 1800),
                             {std::llround(index * 1000), 3},
                             {std::llround((index - 50) * 1000), 3},
                             byDay});
                        index -= 50;
                        reading = registerAt(hour(at), index);
                    }
                    break;
                case 4:
                    reading = random.oneIn(3) ? registerAt(hour(at), index / 2) : reading;
                    break;
                default:
                    break;
            }
        }
        series.readings.push_back(reading);
        if (random.oneIn(15)) {
            series.readings.push_back(reading);
            series.readings.back().index += random.oneIn(2) ? 1000 : 0;
        }
    }
    return series;
}

using Volumes = std::vector<std::tuple<LocalTime, LocalTime, double, bool>>;

Volumes volumesOf(const ValidationResult& result) {
    Volumes volumes;
    for (const county::IntervalVolume& one : result.volumes) {
        volumes.emplace_back(one.from, one.to, one.volumeM3, one.estimated);
    }
    return volumes;
}

Volumes estimatesOf(const ValidationResult& result) {
    Volumes volumes;
    for (const county::ReadingEstimate& one : result.estimates) {
        volumes.emplace_back(one.from, one.to, one.volumeM3, true);
    }
    return volumes;
}

// feed(a + b + c) = feed(a), feed(b), feed(c): readings with their flags, volumes, estimates, findings.
TEST(ReadingValidation, BlocksMakeNoDifference) {
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        Random random(seed);
        const Series series = randomSeries(random);
        std::vector<Reading> whole = series.readings;
        const ValidationResult expected = validated(whole, series.context);
        ReadingValidator validator(series.context, {});
        ValidationResult result;
        std::vector<Reading> pieces;
        for (std::size_t at = 0; at < series.readings.size();) {
            const std::size_t end = std::min(series.readings.size(), at + random.below(40));
            std::vector<Reading> block(series.readings.begin() + static_cast<std::ptrdiff_t>(at),
                                       series.readings.begin() + static_cast<std::ptrdiff_t>(end));
            validator.feed(block, result);
            pieces.insert(pieces.end(), block.begin(), block.end());
            at = end;
        }
        validator.finish(result);
        ASSERT_EQ(pieces.size(), whole.size()) << seed;
        for (std::size_t at = 0; at < whole.size(); ++at) {
            ASSERT_EQ(pieces[at].flags, whole[at].flags) << seed;
            ASSERT_EQ(pieces[at].row, whole[at].row) << seed;
        }
        EXPECT_EQ(volumesOf(result), volumesOf(expected)) << seed;
        EXPECT_EQ(estimatesOf(result), estimatesOf(expected)) << seed;
        EXPECT_EQ(result.unchanged, expected.unchanged);
        EXPECT_EQ(result.conflicts.size(), expected.conflicts.size());
        ASSERT_EQ(result.findings.size(), expected.findings.size()) << seed;
        for (std::size_t at = 0; at < result.findings.size(); ++at) {
            EXPECT_EQ(result.findings[at].code, expected.findings[at].code);
            EXPECT_EQ(result.findings[at].count, expected.findings[at].count);
            EXPECT_EQ(result.findings[at].arguments, expected.findings[at].arguments);
        }
    }
}

// Accepted readings as they are stored (with the flags of then), any window of them validated anew with what
// came before since the last register really read: the same volumes and estimates, to the last bit.
TEST(ReadingValidation, WindowsGiveTheSameVolumes) {
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        Random random(1000 + seed);
        const Series series = randomSeries(random);
        std::vector<Reading> stored = series.readings;
        const ValidationResult whole = validated(stored, series.context);
        for (int trial = 0; trial < 20; ++trial) {
            const std::size_t begin = random.below(stored.size());
            const std::size_t end = begin + 1 + random.below(stored.size() - begin);
            std::size_t anchor = begin == 0 ? 0 : begin - 1;
            const auto reallyRead = [](const Reading& one) {
                return one.has(county::kHasIndex) && !one.has(county::kStatedEstimate);
            };
            for (std::size_t at = begin; at > 0; --at) {
                if (reallyRead(stored[at - 1])) {
                    anchor = at - 1;
                    break;
                }
                if (at == 1) {
                    // No real register at all: everything, or the last reading of a series that has none.
                    const bool anyRegister =
                        std::any_of(stored.begin(), stored.begin() + static_cast<std::ptrdiff_t>(begin),
                                    [](const Reading& one) { return one.has(county::kHasIndex); });
                    anchor = anyRegister ? 0 : begin - 1;
                }
            }
            MeterContext context = series.context;
            context.before.assign(stored.begin() + static_cast<std::ptrdiff_t>(anchor),
                                  stored.begin() + static_cast<std::ptrdiff_t>(begin));
            std::vector<Reading> window(stored.begin() + static_cast<std::ptrdiff_t>(begin),
                                        stored.begin() + static_cast<std::ptrdiff_t>(end));
            const LocalTime first = window.front().time;
            const LocalTime last = window.back().time;
            const ValidationResult result = validated(window, context);
            ASSERT_EQ(window.size(), end - begin);
            Volumes volumes;
            for (const auto& one : volumesOf(whole)) {
                if (std::get<1>(one) >= first && std::get<1>(one) <= last) {
                    volumes.push_back(one);
                }
            }
            Volumes estimates;
            const LocalTime before = begin == 0 ? LocalTime(0) : stored[begin - 1].time;
            for (const auto& one : estimatesOf(whole)) {
                if (std::get<0>(one) >= before && std::get<1>(one) <= last) {
                    estimates.push_back(one);
                }
            }
            ASSERT_EQ(volumesOf(result), volumes) << seed << " " << begin << " " << end;
            ASSERT_EQ(estimatesOf(result), estimates) << seed << " " << begin << " " << end;
        }
    }
}

// Every placeholder of a finding's message is among its arguments, and its weight is the catalogue's.
TEST(ReadingValidation, FindingsCarryWhatTheirMessagesAsk) {
    std::map<std::string, std::vector<std::string>> catalogue;
    std::ifstream stream(std::string(SHUIHENG_SOURCE_DIR) + "/resources/messages/problems.tsv",
                         std::ios::binary);
    for (std::string line; std::getline(stream, line);) {
        const auto cells = splitLine(line, '\t');
        catalogue[cells[0]] = cells;
    }
    std::set<std::string_view> seen;
    const auto check = [&](const ValidationResult& result) {
        for (const Finding& finding : result.findings) {
            seen.insert(finding.code);
            const auto& cells = catalogue.at(std::string(finding.code));
            const std::array<std::string, 3> weights = {"info", "warning", "error"};
            EXPECT_EQ(cells[1], weights[static_cast<std::size_t>(finding.severity)]) << finding.code;
            for (std::size_t cell = 2; cell < cells.size(); ++cell) {
                for (std::size_t at = cells[cell].find('{'); at != std::string::npos;
                     at = cells[cell].find('{', at + 1)) {
                    const std::string name = cells[cell].substr(at + 1, cells[cell].find('}', at) - at - 1);
                    EXPECT_NE(argument(&finding, name), "(none)") << finding.code << " {" << name << "}";
                }
            }
        }
    };
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        Random random(seed);
        Series series = randomSeries(random);
        check(validated(series.readings, series.context));
    }
    std::vector<Reading> rest;
    for (int at = 0; at < 30; ++at) {
        rest.push_back(hourlyFlow(hour(at), 5));
    }
    rest.push_back(hourlyFlow(hour(30), -5));
    rest.push_back(hourlyFlow(hour(31), 500));
    rest.push_back(registerAt(hour(40), 10));
    rest.push_back(registerAt(day(60), 10));
    rest.push_back(registerAt(day(160), 10));
    rest.push_back(registerAt(day(161), 20));
    rest.back().flags |= county::kHasVolume;
    rest.back().volume = 99;
    check(validated(rest, meter()));
    EXPECT_EQ(seen.size(), 13u);
}

}  // namespace
}  // namespace shuiheng::ingest
