#include "app/sample_files.h"

#include <array>
#include <cstdint>
#include <cstdio>

#include "base/civil.h"

namespace shuiheng::app {
namespace {

constexpr int kFirstYear = 2023;
constexpr int kLastYear = 2025;
/// What the year's network loses; chosen so that 2023 and 2024 are met and 2025 is missed narrowly.
constexpr std::array kLossPerMille = {116, 97, 86};
constexpr std::int64_t kUnmeteredM3 = 24000;  // 计费未计量 + 免费未计量, stated in the balance

/// splitmix64: the same numbers on every platform, which std::distributions do not promise.
class Random {
  public:
    explicit Random(std::uint64_t seed) : m_state(seed) {}
    std::uint64_t next() {
        std::uint64_t z = (m_state += 0x9e3779b97f4a7c15ull);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
        return z ^ (z >> 31);
    }
    std::int64_t between(std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(high - low + 1));
    }

  private:
    std::uint64_t m_state;
};

struct Customer {
    std::string user;
    std::string name;
    std::string sector;
    std::string meter;
    std::string park;
    std::string onlineSince;  ///< empty = not online
    bool resident = false;
    std::int64_t monthlyM3 = 0;  ///< about
    std::int64_t index = 0;      ///< register at the start
    int digits = 7;
};

std::string padded(std::int64_t number, int width) {
    std::string text = std::to_string(number);
    return text.size() < static_cast<std::size_t>(width)
               ? std::string(static_cast<std::size_t>(width) - text.size(), '0') + text
               : text;
}

std::vector<Customer> customers() {
    std::vector<Customer> list;
    const auto add = [&](const char* name, const char* sector, const char* park, const char* online,
                         bool resident, std::int64_t monthly) {
        Customer one;
        const auto number = static_cast<std::int64_t>(list.size()) + 1;
        one.user = padded(number, 8);
        one.name = std::string("示例") + name;
        one.sector = sector;
        one.meter = "SL" + padded(1000 + number, 6);
        one.park = park;
        one.onlineSince = online;
        one.resident = resident;
        one.monthlyM3 = monthly;
        one.index = 1000 * number;
        list.push_back(one);
    };
    add("一号材料厂", "工业", "jinshan-park", "2023-05-01", false, 21000);
    add("二号合金厂", "工业", "jinshan-park", "2023-06-01", false, 16500);
    add("三号机械厂", "工业", "jinshan-park", "2023-06-01", false, 5200);
    add("四号建材厂", "工业", "jinshan-park", "2023-09-01", false, 2600);
    add("五号食品厂", "工业", "", "2023-10-01", false, 4600);
    add("县医院", "公共服务", "", "2023-11-01", false, 4400);
    add("一中", "公共服务", "", "2024-03-01", false, 2900);
    add("二中", "公共服务", "", "2024-03-01", false, 1900);
    add("机关大院", "公共服务", "", "2024-04-01", false, 1400);
    add("商场", "公共服务", "", "2024-08-01", false, 1250);
    add("宾馆一", "公共服务", "", "2024-08-01", false, 1000);
    add("宾馆二", "公共服务", "", "2025-02-01", false, 720);
    add("洗浴中心", "公共服务", "", "2025-03-01", false, 650);
    add("客运站", "公共服务", "", "2025-05-01", false, 520);
    add("洗车行", "公共服务", "", "", false, 560);    // due in 2025, not online
    add("农贸市场", "公共服务", "", "", false, 610);  // due in 2025, not online
    add("小学", "公共服务", "", "", false, 260);
    add("银行", "公共服务", "", "", false, 90);
    for (int block = 1; block <= 12; ++block) {
        add(("居民小区" + std::to_string(block)).c_str(), "生活", "", "", true, 6500 + 700 * block);
    }
    list[16].digits = 5;  // its register passes zero in 2024
    list[16].index = 95200;
    return list;
}

std::string usersFile(const std::vector<Customer>& list) {
    std::string text = "户号,户名,用水性质,所属园区,非居民,重点取用水户,供水方式,镇代码,经度,纬度,备注\r\n";
    Random random(7);
    for (const Customer& one : list) {
        char position[64];
        std::snprintf(position, sizeof position, "%.5f,%.5f",
                      110.04 + 0.0001 * static_cast<double>(random.between(0, 400)),
                      41.02 + 0.0001 * static_cast<double>(random.between(0, 200)));
        const bool key = !one.resident && one.monthlyM3 * 12 >= 50000;
        text += one.user + "," + one.name + "," + one.sector + "," + one.park + "," +
                (one.resident ? "否" : "是") + "," + (key ? "是" : "否") + ",公共供水,150222102000," +
                position + ",示例数据\r\n";
    }
    return text;
}

std::string metersFile(const std::vector<Customer>& list) {
    std::string text =
        "水表编号,户号,计量点类型,计量级别,口径(mm),字轮位数,倍率,在线,在线起始日期,安装日期,检定到期,"
        "备注\r\n";
    for (const Customer& one : list) {
        text += one.meter + "," + one.user + ",用户,1," + (one.monthlyM3 > 5000 ? "100" : "50") + "," +
                std::to_string(one.digits) + ",1," +
                (one.onlineSince.empty() ? "否," : "是," + one.onlineSince) +
                ",2019-06-01,2027-06-01,示例数据\r\n";
    }
    text += "CC000001,,出厂,1,300,9,1,是,2021-01-01,2020-10-01,2026-10-01,示例数据\r\n";
    text += "CC000002,,出厂,1,200,9,1,是,2021-01-01,2020-10-01,2026-10-01,示例数据\r\n";
    return text;
}

std::string dateText(Date date) {
    return std::to_string(date.year()) + "/" + std::to_string(date.month()) + "/" +
           std::to_string(date.day());
}

/// 12,345 in quotes, as spreadsheets write it.
std::string withComma(std::int64_t value) {
    return value < 1000 ? std::to_string(value)
                        : "\"" + std::to_string(value / 1000) + "," + padded(value % 1000, 3) + "\"";
}

/// The supply company's yearly export, with its habits: a title, sub-totals, thousands separators, full-width
/// digits, and in 2025 two rows that nobody could read right.
std::string billingFile(std::vector<Customer>& list, int year, std::int64_t& total) {
    Random random(static_cast<std::uint64_t>(year));
    std::string text = "固阳县城镇供水" + std::to_string(year) + "年抄表明细（示例数据）,,,,,,,,,,,\r\n";
    text +=
        "册号,户号,户名,用水性质,水表编号,上次抄表日期,上期读数,本次抄表日期,本期读数,倍率,本期水量(吨),"
        "抄表方式\r\n";
    for (int month = 1; month <= 12; ++month) {
        const Month current = Month::of(year, month);
        std::int64_t sum = 0;
        for (Customer& one : list) {
            const std::int64_t season = month >= 6 && month <= 8 ? 108 : month <= 2 ? 94 : 100;
            const std::int64_t volume =
                one.monthlyM3 * season / 100 + random.between(-one.monthlyM3 / 20, one.monthlyM3 / 20);
            std::int64_t range = 1;
            for (int digit = 0; digit < one.digits; ++digit) {
                range *= 10;
            }
            const std::int64_t before = one.index;
            one.index = (one.index + volume) % range;
            const bool estimated = one.resident && month == 7 && one.user == "00000021";
            std::string shown = one.user == "00000006" ? withComma(one.index) : std::to_string(one.index);
            if (one.user == "00000009" && month == 3) {
                shown = "　" + shown + "　";
            }
            text += "B01," + one.user + "," + one.name + "," + one.sector + "," + one.meter + "," +
                    dateText(current.firstDay()) + "," + std::to_string(before) + "," +
                    dateText(current.next().firstDay()) + "," + shown + ",1," + std::to_string(volume) + "," +
                    (estimated                 ? "估抄"
                     : one.onlineSince.empty() ? "人工"
                                               : "远传") +
                    "\r\n";
            sum += volume;
        }
        text += ",,合计,,,,,,,," + std::to_string(sum) + ",\r\n";
        total += sum;
    }
    if (year == kLastYear) {
        text += "B01,00000017,示例小学,公共服务,SL001017,2025/2/1,1,2025/2/30,9,1,8,人工\r\n";
        text += "B01,00000018,示例银行,公共服务,1.23E+19,2025/3/1,1,2025/4/1,9,1,8,人工\r\n";
    }
    return text;
}

/// Two meters at the works, such that the year loses what kLossPerMille says.
std::string worksFile(int year, std::int64_t metered, std::array<std::int64_t, 2>& indices) {
    const std::int64_t loss = kLossPerMille[static_cast<std::size_t>(year - kFirstYear)];
    const std::int64_t input = (metered + kUnmeteredM3) * 1000 / (1000 - loss);
    std::string text = "测点编号,时间,累计流量(m³)\r\n";
    for (std::size_t meter = 0; meter < indices.size(); ++meter) {
        const std::int64_t share = meter == 0 ? input * 65 / 100 : input - input * 65 / 100;
        const std::string code = "CC00000" + std::to_string(meter + 1);
        for (int month = 1; month <= 12; ++month) {
            if (month == 1 && year == kFirstYear) {
                text += code + "," + Month::of(year, 1).firstDay().iso() + " 00:00," +
                        std::to_string(indices[meter]) + "\r\n";
            }
            text += code + "," + Month::of(year, month).next().firstDay().iso() + " 00:00," +
                    std::to_string(indices[meter] + share * month / 12) + "\r\n";
        }
        indices[meter] += share;
    }
    return text;
}

std::string balanceFile() {
    std::string text =
        "年份,供水单位,外购供水量(m³),转供水量(m³),计费未计量用水量(m³),免费计量用水量(m³),免费未计量用水量("
        "m³),DN75及以上管长(km),接户数,户内管长(km),年平均出厂压力(MPa),管网平均压力(m),最大冻土深度(m),"
        "备注\r\n";
    for (int year = kFirstYear; year <= kLastYear; ++year) {
        text += std::to_string(year) + ",示例供水公司,0,0,14000,0,10000,95,6200,0,0.42,32,1.9,示例数据\r\n";
    }
    return text;
}

std::string economyFile() {
    constexpr std::array kGdpIndex = {"1.05", "1.06", "1.07", "1.08", "1.06"};
    constexpr std::array kIndustryIndex = {"1.06", "1.07", "1.08", "1.09", "1.07"};
    std::string text = "年份,指标,数值(万元),价格口径,可比价指数(上年=1),数据版本,发布日期,范围,来源\r\n";
    text +=
        "2020,GDP,600000,2020年不变价,,最终核实,2021-12-20,,示例数据\r\n2020,工业增加值,210000,2020年不变价,,"
        "最终核实,2021-12-20,全部工业,示例数据\r\n";
    for (int year = 2021; year <= kLastYear; ++year) {
        const auto at = static_cast<std::size_t>(year - 2021);
        text += std::to_string(year) + ",GDP,,2020年不变价," + kGdpIndex[at] + ",最终核实,,,示例数据\r\n";
        text += std::to_string(year) + ",工业增加值,,2020年不变价," + kIndustryIndex[at] +
                ",最终核实,,全部工业,示例数据\r\n";
    }
    return text;
}

std::string waterUseFile() {
    // 万m³: domestic, industry, agriculture, ecology, reclaimed (industry); 2020–2025
    constexpr std::array<std::array<int, 5>, 6> kUse = {{{520, 640, 3480, 110, 40},
                                                         {525, 632, 3440, 112, 52},
                                                         {530, 625, 3400, 114, 66},
                                                         {532, 610, 3330, 118, 96},
                                                         {536, 596, 3270, 121, 121},
                                                         {540, 580, 3200, 124, 146}}};
    constexpr std::array<std::array<const char*, 2>, 5> kCells = {
        {{"生活", "地下水"}, {"工业", "地下水"}, {"农业", "地下水"}, {"生态", "地表水"}, {"工业", "再生水"}}};
    std::string text = "年份,行业,水源,用水量(万m³),备注\r\n";
    for (std::size_t year = 0; year < kUse.size(); ++year) {
        for (std::size_t cell = 0; cell < kCells.size(); ++cell) {
            text += std::to_string(2020 + year) + "," + kCells[cell][0] + "," + kCells[cell][1] + "," +
                    std::to_string(kUse[year][cell]) + ",示例数据\r\n";
        }
    }
    return text;
}

}  // namespace

std::vector<SampleFile> sampleFiles() {
    std::vector<Customer> list = customers();
    std::vector<SampleFile> files;
    files.push_back({"01 用水户.csv", "users", usersFile(list), true});
    files.push_back({"02 水表.csv", "meters", metersFile(list), true});
    files.push_back(
        {"03 取水许可.csv", "permits",
         "取水许可证号,户号,水源类型,年许可水量(万m³),有效期起,有效期止,状态,备注\r\n"
         "取水（示例）字〔2022〕第001号,00000001,地下水,30,2022-03-01,2027-02-28,有效,示例数据\r\n"
         "取水（示例）字〔2021〕第002号,00000002,地下水,24,2021-05-01,2026-04-30,有效,示例数据\r\n",
         false});
    files.push_back({"04 水量平衡.csv", "supply_balance", balanceFile(), false});
    files.push_back({"05 经济指标.csv", "economic_value", economyFile(), true});
    files.push_back({"06 用水总量.csv", "water_use", waterUseFile(), true});
    files.push_back(
        {"07 样点灌区.csv", "irrigation_sample",
         "年份,样点灌区,灌区类型,细分类型,净灌溉水量(m³),毛灌溉水量(m³)\r\n"
         "2024,示例样点一,纯井灌区,pipe,94000,120000\r\n2024,示例样点二,纯井灌区,drip,164000,200000\r\n"
         "2024,示例样点三,纯井灌区,lined,204000,300000\r\n2024,示例样点四,纯井灌区,sprinkler,115500,"
         "150000\r\n"
         "2025,示例样点一,纯井灌区,pipe,103200,120000\r\n2025,示例样点二,纯井灌区,drip,166000,200000\r\n"
         "2025,示例样点三,纯井灌区,lined,210000,300000\r\n2025,示例样点四,纯井灌区,sprinkler,117000,"
         "150000\r\n",
         false});
    files.push_back({"08 再生水能力.csv", "reclaimed_capacity",
                     "设施名称,投产年份,年配置利用能力(万m³),类别,证明材料\r\n"
                     "示例中水回用一期,2023,31,新增,示例验收单1\r\n示例中水回用二期,2024,26,新增,"
                     "示例验收单2\r\n示例园区回用,2025,22,新增,示例验收单3\r\n",
                     true});
    files.push_back({"09 再生水利用.csv", "reclaimed_use",
                     "年份,设施名称,用途,利用量(万m³),计入利用量\r\n2023,示例中水回用一期,工业,28,是\r\n2024,"
                     "示例中水回用一期,工业,50,是\r\n"
                     "2025,示例中水回用二期,工业,70,是\r\n2025,示例中水回用二期,生态,8,是\r\n",
                     false});
    files.push_back({"10 污水处理量.csv", "sewage_treated",
                     "年份,污水处理厂,处理量(万m³)\r\n2023,示例污水厂,195\r\n2024,示例污水厂,201\r\n2025,"
                     "示例污水厂,206\r\n",
                     false});
    std::array<std::int64_t, 2> works = {1'500'000, 800'000};
    for (int year = kFirstYear; year <= kLastYear; ++year) {
        std::int64_t total = 0;
        files.push_back(
            {"抄表明细 " + std::to_string(year) + ".csv", "readings", billingFile(list, year, total), true});
        files.push_back(
            {"出厂流量 " + std::to_string(year) + ".csv", "readings", worksFile(year, total, works), false});
    }
    return files;
}

}  // namespace shuiheng::app
