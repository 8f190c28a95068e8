#include <array>

#include "app/sample_readings.h"
#include "app/sample_text.h"

namespace shuiheng::app {
namespace {

/// What the network loses from 2022 on: under the plan's limits of 12 % in 2023 and 10 % in 2024, over its 8
/// % in 2025.
constexpr std::array<std::int64_t, 4> kLossPerMille = {127, 116, 97, 86};
constexpr std::int64_t kLitresPerM3 = 1000;
constexpr std::array<int, 24> kDay = {62,  55,  52,  51,  54,  68,  96,  128, 132, 118, 110, 114,
                                      126, 116, 104, 100, 106, 122, 140, 136, 120, 102, 86,  72};
constexpr int kHours = 365 * 24;

/// m³ that have to go in, for each year to lose what kLossPerMille says.
std::vector<std::int64_t> supplies(const SampleModel& model, const std::vector<SampleVisit>& visits) {
    std::vector<std::int64_t> m3;
    for (const std::int64_t litres : billedLitres(model, visits)) {
        const std::int64_t used = litres + kSampleUnmeteredM3 * kLitresPerM3;
        m3.push_back((used + 500) / (kLitresPerM3 - kLossPerMille[m3.size()]));
    }
    return m3;
}

struct WorksMeter {
    const char* code;
    std::int64_t percent;  ///< of the supply
    std::int64_t index;
};

std::int64_t shareOf(std::int64_t supply, const WorksMeter& meter) {
    const std::int64_t main = supply * std::max(meter.percent, 100 - meter.percent) / 100;
    return meter.percent > 50 ? main : supply - main;
}

std::string worksByMonth(const std::vector<std::int64_t>& supply, std::array<WorksMeter, 2>& meters) {
    std::string text = "测点编号,抄表日期,累计流量(m³)\r\n";
    for (WorksMeter& meter : meters) {
        text += std::string(meter.code) + "," + std::to_string(kSampleFirstYear) + "-01-01," +
                std::to_string(meter.index) + "\r\n";
        for (int year = kSampleFirstYear; year < kSampleLastYear; ++year) {
            const std::int64_t share =
                shareOf(supply[static_cast<std::size_t>(year - kSampleFirstYear)], meter);
            for (int month = 1; month <= 12; ++month) {
                text += std::string(meter.code) + "," + Month::of(year, month).next().firstDay().iso() + "," +
                        std::to_string(meter.index + share * month / 12) + "\r\n";
            }
            meter.index += share;
        }
    }
    return text;
}

bool silent(std::size_t meter, int hour) {
    // Hours since the year began that never came: 14 March 06–11 h; 2 August 03 h; 20 November 22 h – 21st 03
    // h.
    const auto within = [&](int from, int to) { return hour >= from && hour <= to; };
    return meter == 0 ? within(72 * 24 + 6, 72 * 24 + 11)
                      : within(213 * 24 + 3, 213 * 24 + 3) || within(323 * 24 + 22, 323 * 24 + 27);
}

/// The works' telemetry: flow and register at the end of every hour.
std::string worksByHour(std::int64_t supply, const WorksMeter& meter, std::size_t at, char separator) {
    SampleRandom random(31 + at);
    std::vector<std::int64_t> weights(kHours);
    std::int64_t all = 0;
    for (int hour = 0; hour < kHours; ++hour) {
        auto& weight = weights[static_cast<std::size_t>(hour)];
        weight = kDay[static_cast<std::size_t>(hour % 24)] * random.between(94, 106);
        all += weight;
    }
    const std::int64_t share = shareOf(supply, meter) * 10;  // in tenths of a cubic metre
    std::string text = sampleRow({"测点编号", "时间", "瞬时流量(m³/h)", "累计流量(m³)"}, separator);
    const Date newYear = Month::of(kSampleLastYear, 1).firstDay();
    std::int64_t passed = 0;
    std::int64_t before = 0;
    for (int hour = 1; hour <= kHours; ++hour) {
        passed += weights[static_cast<std::size_t>(hour - 1)];
        const std::int64_t tenths = share * passed / all;
        const std::string time = newYear.plusDays(hour / 24).iso() + " " + padded(hour % 24, 2) + ":00";
        if (!silent(at, hour)) {
            text += sampleRow(
                {meter.code, time, withPoint(tenths - before, 1), withPoint(meter.index * 10 + tenths, 1)},
                separator);
        }
        before = tenths;
    }
    return text;
}

/// "2025/3/1 0:00": the end of an hour as spreadsheets write it.
std::string hourEnd(Date day, int hour) {
    const Date date = day.plusDays((hour + 1) / 24);
    return std::to_string(date.year()) + "/" + std::to_string(date.month()) + "/" +
           std::to_string(date.day()) + " " + std::to_string((hour + 1) % 24) + ":00";
}

/// A column for every meter whose platform sends hours, a quarter of the last year.
std::string platformHours(const SampleModel& model, int quarter) {
    std::string text = "时间";
    std::vector<const SampleMeter*> meters;
    for (const SampleMeter& meter : model.meters) {
        if (meter.hourly) {
            meters.push_back(&meter);
            text += "," + meter.code + "(m³)";
        }
    }
    text += "\r\n";
    for (int month = quarter * 3 - 2; month <= quarter * 3; ++month) {
        const Month now = Month::of(kSampleLastYear, month);
        std::vector<std::vector<std::optional<std::int64_t>>> series;
        for (const SampleMeter* meter : meters) {
            series.push_back(sampleHours(model, *meter, now));
        }
        for (int hour = 0; hour < now.days() * 24; ++hour) {
            text += hourEnd(now.firstDay().plusDays(hour / 24), hour % 24);
            for (const auto& one : series) {
                const auto& litres = one[static_cast<std::size_t>(hour)];
                text += "," + (!litres        ? std::string()
                               : *litres == 0 ? std::string("0")
                                              : withPoint(*litres, 3));
            }
            text += "\r\n";
        }
    }
    return text;
}

/// The inlets of the metering zones, mean flow of the hour.
std::string zoneFlows(std::int64_t supply) {
    constexpr std::array<std::int64_t, kSampleZoneMeters> kPermille = {96, 118, 74, 131, 88, 62, 310, 121};
    std::string text = "时间";
    for (int meter = 1; meter <= kSampleZoneMeters; ++meter) {
        text += ",FQ" + padded(meter, 6) + "(m³/h)";
    }
    text += "\r\n";
    SampleRandom random(41);
    for (int hour = 0; hour < kHours; ++hour) {
        text += hourEnd(Month::of(kSampleLastYear, 1).firstDay().plusDays(hour / 24), hour % 24);
        for (const std::int64_t permille : kPermille) {
            // Hundredths of m³/h: the mean flow of the year, the hour's share of its day, a little chance.
            const std::int64_t mean = supply * permille / 10 / kHours;
            text += "," + withPoint(mean * kDay[static_cast<std::size_t>(hour % 24)] *
                                        random.between(96, 104) / 10000,
                                    2);
        }
        text += "\r\n";
    }
    return text;
}

}  // namespace

std::vector<SampleFile> sampleTelemetryFiles(const SampleModel& model,
                                             const std::vector<SampleVisit>& visits) {
    const std::vector<std::int64_t> supply = supplies(model, visits);
    std::array<WorksMeter, 2> works = {{{"CC000001", 65, 1'500'000}, {"CC000002", 35, 800'000}}};
    std::vector<SampleFile> files;
    files.push_back(
        {"24 出厂总表 2022-2024.csv", "readings", worksByMonth(supply, works), SampleEncoding::Utf8Bom});
    files.push_back({"25 出厂在线 CC000001 2025.csv", "readings",
                     worksByHour(supply.back(), works[0], 0, '\t'), SampleEncoding::Utf16});
    files.push_back({"25 出厂在线 CC000002 2025.csv", "readings",
                     worksByHour(supply.back(), works[1], 1, ','), SampleEncoding::Utf8Bom});
    for (int quarter = 1; quarter <= 4; ++quarter) {
        files.push_back({"26 远传小时水量 2025年" + std::to_string(quarter) + "季度.csv", "readings",
                         platformHours(model, quarter), SampleEncoding::Utf8Bom});
    }
    files.push_back({"27 分区流量 2025.csv", "readings", zoneFlows(supply.back()), SampleEncoding::Gb18030});
    return files;
}

}  // namespace shuiheng::app
