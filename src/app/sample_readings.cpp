#include "app/sample_readings.h"

#include <array>
#include <map>

#include "app/sample_text.h"
#include "app/sample_visits.h"

namespace shuiheng::app {
namespace {

/// Dates as four years of clerks wrote them.
std::string dateAs(int year, Date date) {
    const std::string y = std::to_string(date.year());
    const std::string m = std::to_string(date.month());
    const std::string d = std::to_string(date.day());
    switch (year) {
        case 2023:
            return y + padded(date.month(), 2) + padded(date.day(), 2);
        case 2024:
            return y + "年" + m + "月" + d + "日";
        default:
            return y + "/" + m + "/" + d;
    }
}

/// Meter numbers as text: some exports guard them with a tab or with '.
std::string guarded(int year, const std::string& code) {
    return year == 2023 ? "\"\t" + code + "\"" : year == 2024 ? "'" + code : code;
}

std::string numberAs(int year, const std::string& user, std::int64_t value) {
    if (year == 2025) {
        return withThousands(value);
    }
    return year == 2024 && user == "示例一号中学" ? fullWidth(value) : std::to_string(value);
}

std::string billingRow(const SampleModel& model, const SampleVisit& visit, int year) {
    const SampleMeter& meter = model.meters[visit.meter];
    const SampleUser& user = model.users[meter.user];
    const bool online = !meter.onlineSince.empty() && meter.onlineSince <= visit.from.iso();
    return sampleRow({bookOf(user, meter),
                      user.code,
                      user.name,
                      user.address,
                      user.specialTrade ? "特种" : "非居民",
                      guarded(year, meter.code),
                      std::to_string(meter.boreMm),
                      "每月",
                      dateAs(year, visit.from),
                      numberAs(year, user.name, visit.before),
                      dateAs(year, visit.to),
                      numberAs(year, user.name, visit.after),
                      visit.change ? std::to_string(visit.change->first) : "",
                      visit.change ? std::to_string(visit.change->second) : "",
                      std::to_string(meter.multiplier),
                      numberAs(year, user.name, visit.volumeM3),
                      visit.estimated ? "估抄"
                      : online        ? "远传"
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

/// The company's customers but residents, a year: a title over it, a sub-total under every month, a total
/// under all; a few rows exported twice, two that cannot be right.
std::string billingFile(const SampleModel& model, const std::vector<SampleVisit>& visits, int year) {
    std::array<std::string, 13> rows;
    std::array<std::int64_t, 13> sums{};
    for (const SampleVisit& visit : visits) {
        const SampleMeter& meter = model.meters[visit.meter];
        if (visit.from.year() != year || model.users[meter.user].resident) {
            continue;
        }
        const auto month = static_cast<std::size_t>(visit.from.month());
        const std::string row = billingRow(model, visit, year);
        const bool twice = (year == 2023 && month == 3 && visit.meter < 2) ||
                           (year == 2024 && month == 8 && visit.meter == 5);
        rows[month] += twice ? row + row : row;
        sums[month] += visit.volumeM3;
    }
    std::string text =
        "固阳县城镇供水" + std::to_string(year) + "年抄表明细（示例数据）,,,,,,,,,,,,,,,,,,,\r\n";
    text += ",,,,,,,,,,,,,,,,,制表：示例,,\r\n";
    text += sampleRow({"册号",         "户号",     "户名",         "用水地址",     "用水性质",
                       "水表编号",     "口径(mm)", "抄表周期",     "上次抄表日期", "上期读数",
                       "本次抄表日期", "本期读数", "换表旧表止数", "换表新表起数", "倍率",
                       "本期水量(吨)", "抄表方式", "表况",         "抄表员",       "备注"});
    std::int64_t total = 0;
    for (std::size_t month = 1; month <= 12; ++month) {
        text += rows[month] + totalRow(std::to_string(month) + "月小计", year, sums[month]);
        total += sums[month];
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

/// Residents as their readers bring them back, book by book.
std::string residentsFile(const SampleModel& model, const std::vector<SampleVisit>& visits, int year) {
    std::map<std::string, std::string> books;
    for (const SampleVisit& visit : visits) {
        const SampleMeter& meter = model.meters[visit.meter];
        const SampleUser& user = model.users[meter.user];
        if (visit.to.year() != year || !user.resident) {
            continue;
        }
        books[bookOf(user, meter)] +=
            sampleRow({bookOf(user, meter), user.code, user.name, meter.code, visit.from.iso(),
                       std::to_string(visit.before), visit.to.iso(), std::to_string(visit.after),
                       visit.change ? std::to_string(visit.change->first) : "",
                       visit.change ? std::to_string(visit.change->second) : "",
                       std::to_string(visit.volumeM3), visit.estimated ? "估抄" : "人工"});
    }
    std::string text = "居民抄表册 " + std::to_string(year) + "年（示例数据）,,,,,,,,,,,\r\n";
    const std::string header =
        sampleRow({"册号", "户号", "户名", "表号", "上次抄表日期", "上次读数", "本次抄表日期", "本次读数",
                   "旧表止数", "新表起数", "用水量(m³)", "抄表状态"});
    for (const auto& [book, rows] : books) {
        text += header + rows;  // every book begins with its header again
    }
    if (year == kSampleLastYear) {
        text += "B11,00100081,示例居民0082,JM000163,2025-12-05,8O1,2025-12-30,8O9,,,8,人工\r\n";  // letters O
        text += "B11,00100082,示例居民0083,JM000165,2025-13-05,,2025-13-30,,,,6,人工\r\n";
    }
    return text;
}

/// The year before the company changed its system: a column for every month, no registers.
std::string monthColumns(const SampleModel& model, int year) {
    std::string text = "固阳县城镇供水" + std::to_string(year) +
                       "年用水量表（示例数据）,,,,,,,,,,,,,,,\r\n单位：吨,,,,,,,,,,,,,,,\r\n";
    text += "户号,户名,用水性质,水表编号,1月,2月,3月,4月,5月,6月,7月,8月,9月,10月,11月,12月\r\n";
    std::array<std::int64_t, 12> sums{};
    for (const SampleMeter& meter : model.meters) {
        const SampleUser& user = model.users[meter.user];
        text += user.code + "," + user.name + "," + (user.resident ? "居民" : "非居民") + "," + meter.code;
        for (int month = 1; month <= 12; ++month) {
            const std::int64_t volume = sampleMonthM3(model, meter, Month::of(year, month));
            text += "," + std::to_string(volume);
            sums[static_cast<std::size_t>(month - 1)] += volume;
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
    std::string text =
        "企业二三级表月用水量(m³)（示例数据）,,,,,,,,,,,,,,,\r\n年份,户号,户名,水表编号,1月,2月,3月,4月,5月,"
        "6月,7月,8月,9月,10月,11月,12月\r\n";
    for (int year = kSampleFirstYear + 1; year <= kSampleLastYear; ++year) {
        for (const SampleMeter& meter : model.subMeters) {
            const SampleUser& user = model.users[meter.user];
            text += std::to_string(year) + "," + user.code + "," + user.name + "," + meter.code;
            for (int month = 1; month <= 12; ++month) {
                text += "," + std::to_string(sampleMonthM3(model, meter, Month::of(year, month)));
            }
            text += "\r\n";
        }
    }
    return text;
}

/// Abstraction from own wells in 万m³, a row for every month.
std::string intakeFile(const SampleModel& model) {
    std::string text = "取水口编号;取水户;用水月份;取水量(万m³)\r\n";
    for (const SampleMeter& meter : model.intakes) {
        for (Month month = Month::of(kSampleFirstYear, 1); month <= Month::of(kSampleLastYear, 12);
             month = month.next()) {
            text += meter.code + ";" + model.users[meter.user].name + ";" + std::to_string(month.year()) +
                    "年" + std::to_string(month.month()) + "月;" +
                    withPoint(sampleMonthM3(model, meter, month), 4) + "\r\n";
        }
    }
    return text;
}

}  // namespace

std::vector<SampleFile> sampleReadingFiles(const SampleModel& model, const std::vector<SampleVisit>& visits) {
    std::vector<SampleFile> files;
    files.push_back(
        {"20 用水量 2022.csv", "readings", monthColumns(model, kSampleFirstYear), SampleEncoding::Gb18030});
    for (int year = kSampleFirstYear + 1; year <= kSampleLastYear; ++year) {
        const std::string y = std::to_string(year);
        files.push_back({"21 抄表明细 " + y + ".csv", "readings", billingFile(model, visits, year),
                         SampleEncoding::Gb18030});
        files.push_back({"22 居民抄表册 " + y + ".csv", "readings", residentsFile(model, visits, year),
                         SampleEncoding::Gb18030});
    }
    files.push_back({"22 居民抄表册 2026年1月.csv", "readings",
                     residentsFile(model, visits, kSampleLastYear + 1), SampleEncoding::Gb18030});
    files.push_back({"23 企业分表 2023-2025.csv", "readings", subMeterFile(model), SampleEncoding::Utf8Bom});
    files.push_back({"24 自备水源取水量.csv", "readings", intakeFile(model), SampleEncoding::Utf8});
    return files;
}

}  // namespace shuiheng::app
