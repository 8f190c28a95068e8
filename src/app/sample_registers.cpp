#include "app/sample_registers.h"

#include <array>

#include "app/sample_random.h"
#include "app/sample_text.h"

namespace shuiheng::app {
namespace {

constexpr const char* kMark = "示例数据";

/// Towns of the wells and their rough places, 示意: hundred-thousandths of a degree.
struct Place {
    const char* town;
    std::int64_t longitude;
    std::int64_t latitude;
};
constexpr std::array<Place, 6> kPlaces = {{{"150222102", 11006000, 4103000},
                                           {"150222103", 10972000, 4110000},
                                           {"150222104", 11035000, 4092000},
                                           {"150222105", 11018000, 4112000},
                                           {"150222106", 10998000, 4118000},
                                           {"150222107", 10980000, 4095000}}};

std::string positionNear(const std::string& town, SampleRandom& random) {
    for (const Place& place : kPlaces) {
        if (town == place.town) {
            const std::int64_t longitude = place.longitude + random.between(-2000, 2000);
            return withPoint(longitude, 5) + "," + withPoint(place.latitude + random.between(-1200, 1200), 5);
        }
    }
    return ",";
}

std::string yesNo(bool value) {
    return value ? "是" : "否";
}

std::string usersFile(const SampleModel& model) {
    std::string text =
        "户号,户名,用水性质,行业代码,镇代码,地址,所属园区,非居民,重点取用水户,特种行业,供水方式,开户日期,"
        "备注,经度,纬度\r\n";
    SampleRandom random(7);
    constexpr std::int64_t kKeyVolume = 50000;
    for (const SampleUser& user : model.users) {
        const bool key = !user.resident && user.monthlyM3 * 12 >= kKeyVolume;
        text += sampleRow({user.code, user.name, user.sector, user.industryCode, user.townCode, user.address,
                           user.inPark ? "金山产业园区" : "", yesNo(!user.resident), yesNo(key),
                           yesNo(user.specialTrade), user.ownSource ? "自备水源" : "公共供水", "2015/6/1",
                           kMark, positionNear(user.townCode, random)});
    }
    return text;
}

std::string meterRow(const SampleModel& model, const SampleMeter& meter, const char* role,
                     SampleRandom& random) {
    const SampleUser& user = model.users[meter.user];
    const bool online = !meter.onlineSince.empty() && meter.level == 1;
    return sampleRow({meter.code, user.code, role, std::to_string(meter.level), std::to_string(meter.boreMm),
                      std::to_string(meter.digits), std::to_string(meter.multiplier), yesNo(online),
                      online ? meter.onlineSince : "", online ? "PT" + meter.code : "", "2019-06-01",
                      "2027-06-01", kMark, positionNear(user.townCode, random)});
}

std::string metersFile(const SampleModel& model) {
    std::string text =
        "水表编号,户号,计量点类型,计量级别,口径(mm),字轮位数,倍率,在线,在线起始日期,平台编号,安装日期,"
        "检定到期,备注,经度,纬度\r\n";
    SampleRandom random(11);
    for (const SampleMeter& meter : model.meters) {
        text += meterRow(model, meter, "用户", random);
    }
    for (const SampleMeter& meter : model.subMeters) {
        text += meterRow(model, meter, "用户", random);
    }
    for (const SampleMeter& meter : model.intakes) {
        text += meterRow(model, meter, "取水口", random);
    }
    for (const char* works : {"CC000001", "CC000002"}) {
        text +=
            sampleRow({works, "", "出厂", "1", "300", "9", "1", "是", "2021-01-01", std::string("PT") + works,
                       "2020-10-01", "2026-10-01", kMark, positionNear(kPlaces[0].town, random)});
    }
    return text;
}

std::string permitsFile(const SampleModel& model) {
    std::string text = "取水许可证号,户号,水源类型,年许可水量(万m³),取水用途,有效期起,有效期止,状态,备注\r\n";
    int number = 0;
    for (const SampleUser& user : model.users) {
        if (!user.ownSource) {
            continue;
        }
        ++number;
        const std::int64_t permitted = user.monthlyM3 * 12 * 11 / 10;
        text += sampleRow({"取水（示例）字〔2022〕第" + padded(number, 3) + "号", user.code, "地下水",
                           withPoint(permitted / 100, 2), user.sector, "2022-03-01",
                           number == 1 ? "2025-11-30" : "2027-02-28", "有效", kMark});
    }
    return text;
}

std::string plansFile(const SampleModel& model) {
    std::string text = "户号,年度,年计划水量(m³),下达单位,下达日期\r\n";
    for (int year = 2023; year <= kSampleLastYear; ++year) {
        for (const SampleUser& user : model.users) {
            constexpr std::int64_t kUnderPlan = 5000;
            if (!user.resident && user.sector != "农业" && user.monthlyM3 * 12 >= kUnderPlan) {
                text += sampleRow(
                    {user.code, std::to_string(year), std::to_string(user.monthlyM3 * 124 / 1000 * 100),
                     user.ownSource ? "县水务局" : "县住建局", std::to_string(year) + "-01-31"});
            }
        }
    }
    return text;
}

constexpr int kWells = 12;

std::string wellCode(int well) {
    return "JJ" + padded(well, 4);
}

const Place& placeOf(int well) {
    return kPlaces[static_cast<std::size_t>(well) % kPlaces.size()];
}

std::string wellsFile() {
    std::string text = "机井编号,名称,户号,镇代码,用途,成井日期,批准文号,出水管径(mm),备注,经度,纬度\r\n";
    SampleRandom random(13);
    for (int well = 1; well <= kWells; ++well) {
        text += sampleRow({wellCode(well), "示例机井" + std::to_string(well),
                           well <= 4   ? "00020003"
                           : well <= 8 ? "00020004"
                                       : "00020005",
                           placeOf(well).town, "灌溉", std::to_string(2005 + well) + "-04-15",
                           "示例批〔" + std::to_string(2005 + well) + "〕" + std::to_string(well) + "号",
                           well % 3 == 0 ? "150" : "200", kMark, positionNear(placeOf(well).town, random)});
    }
    return text;
}

std::string wellPowerFile() {
    std::string text = "机井编号,月份,用电量(kWh),非灌溉用电量(kWh)\r\n";
    SampleRandom random(17);
    for (int year = 2023; year <= kSampleLastYear; ++year) {
        for (int well = 1; well <= kWells; ++well) {
            for (int month = 5; month <= 9; ++month) {
                text += sampleRow({wellCode(well), std::to_string(year) + "-" + padded(month, 2),
                                   std::to_string(random.between(5200, 9400)),
                                   std::to_string(well == 6 ? random.between(80, 160) : 0)});
            }
        }
    }
    return text;
}

/// Tested wells, one group and one town; the test of JJ0003 has run out, which is to be seen where it is
/// used.
std::string wellCoefficientsFile() {
    std::string text =
        "机井编号,同类组,镇代码,测试日期,测试水量(m³),测试电量(kWh),测试次数,不确定度,地下水埋深(m),水泵型号,"
        "水泵功率(kW),灌溉方式,测试人,有效期起,有效期止,失效原因\r\n";
    SampleRandom random(19);
    for (int well = 1; well <= 8; ++well) {
        const std::int64_t energy = random.between(180, 260);
        text += sampleRow({wellCode(well), "", "", "2023-05-1" + std::to_string(well),
                           std::to_string(energy * random.between(205, 260) / 100), std::to_string(energy),
                           "3", "0.08", std::to_string(48 + 3 * well), "200QJ50-104", "22",
                           well % 2 == 0 ? "滴灌" : "管灌", "示例测试组", "2023-05-20",
                           well == 3 ? "2024-09-30" : "2025-12-31", well == 3 ? "更换水泵" : ""});
    }
    text +=
        ",示例同类组,,2023-05-20,460,200,6,0.15,60,200QJ50-104,22,滴灌,示例测试组,2023-05-20,2025-12-31,\r\n";
    text +=
        ",,150222103,2023-05-21,450,205,9,0.25,65,200QJ50-104,22,管灌,示例测试组,2023-05-21,2025-12-31,\r\n";
    return text;
}

}  // namespace

std::vector<SampleFile> sampleRegisterFiles(const SampleModel& model) {
    return {{"01 用水户.csv", "users", usersFile(model), SampleEncoding::Gb18030},
            {"02 水表.csv", "meters", metersFile(model), SampleEncoding::Gb18030},
            {"03 取水许可.csv", "permits", permitsFile(model), SampleEncoding::Utf8Bom},
            {"04 计划用水.csv", "planned_use", plansFile(model), SampleEncoding::Utf8Bom},
            {"05 机井.csv", "wells", wellsFile(), SampleEncoding::Gb18030},
            {"06 机井用电.csv", "well_power", wellPowerFile(), SampleEncoding::Utf8},
            {"07 以电折水系数.csv", "well_coefficient", wellCoefficientsFile(), SampleEncoding::Gb18030},
            {"08 水库.csv", "reservoir",
             "编号,名称,状态,总库容(万m³),死库容(万m³),备注\r\n"
             "SK01,阿塔山水库,已建,,,库容无公开数据，留空待填\r\nSK02,下湿壕水库,规划,,,"
             "库容无公开数据，留空待填\r\n",
             SampleEncoding::Utf8Bom},
            {"09 水厂.csv", "plant",
             "编号,名称,类型,状态,日处理能力(万m³),备注,经度,纬度\r\n"
             "SC01,示例净水厂,水厂,已建,0.8,示例数据,110.04800,41.04100\r\nWS01,示例生活污水处理站,"
             "污水处理厂,已建,0.6,示例数据,110.07900,41.01700\r\n"
             "WS02,示例园区污水处理厂,污水处理厂,已建,0.4,示例数据,110.10200,41.01200\r\nZS01,"
             "再生水二次净化水厂,再生水厂,规划,,示例数据,110.10600,41.01000\r\n",
             SampleEncoding::Gb18030}};
}

}  // namespace shuiheng::app
