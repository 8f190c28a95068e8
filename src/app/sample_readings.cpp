#include "app/sample_readings.h"

#include <array>

#include "app/sample_random.h"
#include "app/sample_text.h"

namespace shuiheng::app {
namespace {

/// What the network loses from 2021 on: under the plan's limits of 12 % in 2023 and 10 % in 2024, over its 8
/// % in 2025.
constexpr std::array<std::int64_t, 5> kLossPerMille = {134, 127, 116, 97, 86};
constexpr std::array<const char*, 2> kWorksMeters = {"CC000001", "CC000002"};
constexpr std::int64_t kFirstShare = 65;  // percent of the supply that passes the first of them

/// Dates as four years of clerks wrote them.
std::string dateAs(int year, Date date) {
    const std::string y = std::to_string(date.year());
    const std::string m = std::to_string(date.month());
    const std::string d = std::to_string(date.day());
    switch (year) {
        case 2022:
            return y + "." + m + "." + d;
        case 2023:
            return y + padded(date.month(), 2) + padded(date.day(), 2);
        case 2024:
            return y + "年" + m + "月" + d + "日";
        default:
            return y + "/" + m + "/" + d;
    }
}

/// Meter numbers as text: some exports guard them with ' or a tab.
std::string guarded(int year, const std::string& code) {
    return year == 2022 ? "'" + code : year == 2023 ? "\"\t" + code + "\"" : code;
}

std::string numberAs(int year, const std::string& user, std::int64_t value) {
    if (year == 2025) {
        return withThousands(value);
    }
    return year == 2024 && user == "示例一号中学" ? fullWidth(value) : std::to_string(value);
}

std::string billingRow(const SampleModel& model, const SampleReading& reading, int year) {
    const SampleMeter& meter = model.meters[reading.meter];
    const SampleUser& user = model.users[meter.user];
    const Date first = reading.month.firstDay();
    const bool online = !meter.onlineSince.empty() && meter.onlineSince <= first.iso();
    return sampleRow({user.resident ? "B02" : "B01",
                      user.code,
                      user.name,
                      user.address,
                      user.resident       ? "居民"
                      : user.specialTrade ? "特种"
                                          : "非居民",
                      guarded(year, meter.code),
                      std::to_string(meter.boreMm),
                      "每月",
                      dateAs(year, first),
                      numberAs(year, user.name, reading.before),
                      dateAs(year, reading.month.next().firstDay()),
                      numberAs(year, user.name, reading.after),
                      reading.change ? std::to_string(reading.change->first) : "",
                      reading.change ? std::to_string(reading.change->second) : "",
                      std::to_string(meter.multiplier),
                      numberAs(year, user.name, reading.volumeM3),
                      reading.estimated ? "估抄"
                      : online          ? "远传"
                                        : "人工",
                      "正常",
                      "示例抄表员",
                      ""});
}

std::string totalRow(const std::string& label, int year, std::int64_t volume) {
    return sampleRow({"", "", label, "", "", "", "", "",
                      "", "", "",    "", "", "", "", numberAs(year, "", volume),
                      "", "", "",    ""});
}

/// The supply company's export of a year: a title over it, a sub-total under every month, a total under all.
std::string billingFile(const SampleModel& model, const std::vector<SampleReading>& readings, int year) {
    std::string text =
        "固阳县城镇供水" + std::to_string(year) + "年抄表明细（示例数据）,,,,,,,,,,,,,,,,,,,\r\n";
    text += ",,,,,,,,,,,,,,,,,制表：示例,,\r\n";
    text += sampleRow({"册号",         "户号",     "户名",         "用水地址",     "用水性质",
                       "水表编号",     "口径(mm)", "抄表周期",     "上次抄表日期", "上期读数",
                       "本次抄表日期", "本期读数", "换表旧表止数", "换表新表起数", "倍率",
                       "本期水量(吨)", "抄表方式", "表况",         "抄表员",       "备注"});
    std::int64_t total = 0;
    for (int month = 1; month <= 12; ++month) {
        std::int64_t sum = 0;
        for (const SampleReading& reading : readings) {
            if (reading.month != Month::of(year, month)) {
                continue;
            }
            const std::string row = billingRow(model, reading, year);
            text += row;
            sum += reading.volumeM3;
            const bool twice = (year == 2023 && month == 3 && reading.meter < 2) ||
                               (year == 2024 && month == 8 && reading.meter == 5);
            text += twice ? row : "";  // exported twice
        }
        text += totalRow(std::to_string(month) + "月小计", year, sum);
        total += sum;
    }
    if (year == kSampleLastYear) {
        text +=
            "B01,00010018,示例一号小学,示例大街18号,非居民,SB000020,25,每月,2025/2/1,200,2025/2/"
            "30,260,,,1,60,人工,正常,示例抄表员,\r\n";
        text +=
            "B01,00010019,示例一号银行,示例大街19号,非居民,1.23E+19,25,每月,2025/3/1,200,2025/4/"
            "1,290,,,1,90,人工,正常,示例抄表员,\r\n";
    }
    return text + totalRow("合计", year, total);
}

/// The year before the company changed its system: a column for every month, no registers.
std::string monthColumns(const SampleModel& model, const std::vector<SampleReading>& readings, int year) {
    std::string text = "固阳县城镇供水" + std::to_string(year) +
                       "年用水量表（示例数据）,,,,,,,,,,,,,,,\r\n单位：吨,,,,,,,,,,,,,,,\r\n";
    text += "户号,户名,用水性质,水表编号,1月,2月,3月,4月,5月,6月,7月,8月,9月,10月,11月,12月\r\n";
    std::array<std::int64_t, 12> sums{};
    for (std::size_t meter = 0; meter < model.meters.size(); ++meter) {
        const SampleUser& user = model.users[model.meters[meter].user];
        text += user.code + "," + user.name + "," + (user.resident ? "居民" : "非居民") + "," +
                model.meters[meter].code;
        for (const SampleReading& reading : readings) {
            if (reading.meter == meter && reading.month.year() == year) {
                text += "," + std::to_string(reading.volumeM3);
                sums[static_cast<std::size_t>(reading.month.month() - 1)] += reading.volumeM3;
            }
        }
        text += "\r\n";
    }
    text += ",合计,,";
    for (const std::int64_t sum : sums) {
        text += "," + std::to_string(sum);
    }
    return text + "\r\n";
}

/// Sub-meters as their enterprises return them: a row for every year.
std::string subMeterFile(const SampleModel& model) {
    SampleRandom random(23);
    std::string text =
        "企业二三级表月用水量(m³)（示例数据）,,,,,,,,,,,,,,,\r\n年份,户号,户名,水表编号,1月,2月,3月,4月,5月,"
        "6月,7月,8月,9月,10月,11月,12月\r\n";
    for (int year = 2024; year <= kSampleLastYear; ++year) {
        for (const SampleMeter& meter : model.subMeters) {
            const SampleUser& user = model.users[meter.user];
            text += std::to_string(year) + "," + user.code + "," + user.name + "," + meter.code;
            for (int month = 1; month <= 12; ++month) {
                text += "," + std::to_string(meter.monthlyM3 +
                                             random.between(-meter.monthlyM3 / 20, meter.monthlyM3 / 20));
            }
            text += "\r\n";
        }
    }
    return text;
}

/// Abstraction from own wells in 万m³, a row for every month.
std::string intakeFile(const SampleModel& model) {
    SampleRandom random(29);
    std::string text = "取水口编号;取水户;用水月份;取水量(万m³)\r\n";
    for (const SampleMeter& meter : model.intakes) {
        const SampleUser& user = model.users[meter.user];
        for (Month month = Month::of(kSampleFirstYear, 1); month <= Month::of(kSampleLastYear, 12);
             month = month.next()) {
            const bool season = month.month() >= 5 && month.month() <= 9;
            const std::int64_t about = user.sector != "农业" || user.industryCode == "0313" ? meter.monthlyM3
                                       : season ? meter.monthlyM3 * 12 / 5
                                                : 0;
            const std::int64_t volume = about > 0 ? about + random.between(-about / 20, about / 20) : 0;
            text += meter.code + ";" + user.name + ";" + std::to_string(month.year()) + "年" +
                    std::to_string(month.month()) + "月;" + withPoint(volume, 4) + "\r\n";
        }
    }
    return text;
}

/// What has to go in for the year to lose what kLossPerMille says.
std::int64_t supplyOf(const std::vector<SampleReading>& readings, int year) {
    const std::int64_t used =
        measuredVolume(readings, year) + kSampleBilledUnmeteredM3 + kSampleFreeUnmeteredM3;
    return (used * 1000 + 500) / (1000 - kLossPerMille[static_cast<std::size_t>(year - kSampleFirstYear)]);
}

struct WorksMeter {
    std::string code;
    std::int64_t index;
};

std::string worksByMonth(const std::vector<SampleReading>& readings, std::array<WorksMeter, 2>& meters) {
    std::string text = "测点编号,抄表日期,累计流量(m³)\r\n";
    for (std::size_t at = 0; at < meters.size(); ++at) {
        WorksMeter& meter = meters[at];
        text += meter.code + ",2021-01-01," + std::to_string(meter.index) + "\r\n";
        for (int year = kSampleFirstYear; year < kSampleLastYear; ++year) {
            const std::int64_t supply = supplyOf(readings, year);
            const std::int64_t first = supply * kFirstShare / 100;
            const std::int64_t share = at == 0 ? first : supply - first;
            for (int month = 1; month <= 12; ++month) {
                text += meter.code + "," + Month::of(year, month).next().firstDay().iso() + "," +
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
std::string worksByHour(const std::vector<SampleReading>& readings, const WorksMeter& meter, std::size_t at,
                        char separator) {
    constexpr std::array<int, 24> kDay = {62,  55,  52,  51,  54,  68,  96,  128, 132, 118, 110, 114,
                                          126, 116, 104, 100, 106, 122, 140, 136, 120, 102, 86,  72};
    constexpr int kHours = 365 * 24;
    SampleRandom random(31 + at);
    std::vector<std::int64_t> weights(kHours);
    std::int64_t all = 0;
    for (int hour = 0; hour < kHours; ++hour) {
        auto& weight = weights[static_cast<std::size_t>(hour)];
        weight = kDay[static_cast<std::size_t>(hour % 24)] * random.between(94, 106);
        all += weight;
    }
    const std::int64_t supply = supplyOf(readings, kSampleLastYear);
    const std::int64_t first = supply * kFirstShare / 100;
    const std::int64_t share = (at == 0 ? first : supply - first) * 10;  // in tenths of a cubic metre
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

}  // namespace

std::vector<SampleFile> sampleReadingFiles(const SampleModel& model) {
    const std::vector<SampleReading> readings = sampleReadings(model);
    std::vector<SampleFile> files;
    files.push_back({"20 用水量 2021.csv", "readings", monthColumns(model, readings, kSampleFirstYear),
                     SampleEncoding::Gb18030});
    for (int year = kSampleFirstYear + 1; year <= kSampleLastYear; ++year) {
        files.push_back({"21 抄表明细 " + std::to_string(year) + ".csv", "readings",
                         billingFile(model, readings, year), SampleEncoding::Gb18030});
    }
    files.push_back({"22 企业分表 2024-2025.csv", "readings", subMeterFile(model), SampleEncoding::Utf8Bom});
    files.push_back({"23 自备水源取水量.csv", "readings", intakeFile(model), SampleEncoding::Utf8});
    std::array<WorksMeter, 2> works = {{{kWorksMeters[0], 1'500'000}, {kWorksMeters[1], 800'000}}};
    files.push_back(
        {"24 出厂总表 2021-2024.csv", "readings", worksByMonth(readings, works), SampleEncoding::Utf8Bom});
    files.push_back({"25 出厂在线 CC000001 2025.csv", "readings", worksByHour(readings, works[0], 0, '\t'),
                     SampleEncoding::Utf16});
    files.push_back({"25 出厂在线 CC000002 2025.csv", "readings", worksByHour(readings, works[1], 1, ','),
                     SampleEncoding::Utf8Bom});
    return files;
}

}  // namespace shuiheng::app
