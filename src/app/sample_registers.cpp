#include "app/sample_registers.h"

#include "app/sample_readings.h"
#include "app/sample_text.h"

namespace shuiheng::app {
namespace {

constexpr const char* kMark = "示例数据";

std::string townsFile(const SamplePlaces& places) {
    std::string text = "镇代码,镇名,来源,边界(WKT)\r\n";
    for (const SampleTown& town : places.towns()) {
        text += sampleRow({town.code, town.name, "名称代码：国家统计局统计用区划代码；边界：示意，自绘",
                           outlineCell(town.outline)});
    }
    return text;
}

std::string zonesFile(const SamplePlaces& places) {
    std::string text = "分区编号,分区名称,类型,备注,边界(WKT)\r\n";
    for (const SampleZone& zone : places.zones()) {
        text +=
            sampleRow({zone.code, zone.name, zone.kind, "示例数据，示意，自绘", outlineCell(zone.outline)});
    }
    return text;
}

std::string usersFile(const SampleModel& model) {
    std::string text =
        "固阳县用水户台账（示例数据）,,,,,,,,,,,,,,\r\n户号,户名,用水性质,行业代码,镇代码,地址,所属园区,"
        "非居民,"
        "重点取用水户,特种行业,供水方式,开户日期,备注,经度,纬度\r\n";
    SampleRandom random(7);
    constexpr std::int64_t kKeyVolume = 50000;
    for (const SampleUser& user : model.users) {
        const bool key = !user.resident && user.monthlyM3 * 12 >= kKeyVolume && user.sector != "农业";
        const SampleVillage& village = model.places.villages()[user.village];
        text += sampleRow({user.code, user.name, user.sector, user.industryCode, village.townCode,
                           village.name + " " + user.address, user.inPark ? "金山产业园区" : "",
                           yesNo(!user.resident), yesNo(key), yesNo(user.specialTrade),
                           user.ownSource ? "自备水源" : "公共供水", "2015/6/1", kMark,
                           positionCells(model.places.near(user.village, random))});
    }
    return text;
}

std::string meterRow(const SampleModel& model, const SampleMeter& meter, const char* role,
                     SampleRandom& random) {
    const SampleUser& user = model.users[meter.user];
    const bool online = !meter.onlineSince.empty();
    return sampleRow({meter.code, user.code, role, std::to_string(meter.level), std::to_string(meter.boreMm),
                      std::to_string(meter.digits), std::to_string(meter.multiplier), yesNo(online),
                      meter.onlineSince, online ? "PT" + meter.code : "", "2019-06-01", "2027-06-01", kMark,
                      positionCells(model.places.near(user.village, random))});
}

std::string metersFile(const SampleModel& model) {
    std::string text =
        "水表编号,户号,计量点类型,计量级别,口径(mm),字轮位数,倍率,在线,在线起始日期,平台编号,安装日期,"
        "检定到期,备注,经度,纬度\r\n";
    SampleRandom random(11);
    for (const auto* meters : {&model.meters, &model.subMeters}) {
        for (const SampleMeter& meter : *meters) {
            text += meterRow(model, meter, "用户", random);
        }
    }
    for (const SampleMeter& meter : model.intakes) {
        text += meterRow(model, meter, "取水口", random);
    }
    const auto own = [&](const std::string& code, const char* role, std::size_t village) {
        text +=
            sampleRow({code, "", role, "1", "300", "9", "1", "是", "2021-01-01", "PT" + code, "2020-10-01",
                       "2026-10-01", kMark, positionCells(model.places.near(village, random))});
    };
    const std::vector<std::size_t> urban = model.places.villagesThat(true);
    for (std::size_t zone = 0; zone < kSampleZoneMeters; ++zone) {
        own("FQ" + padded(static_cast<std::int64_t>(zone) + 1, 6), "分区", urban[zone % urban.size()]);
    }
    own("CC000001", "出厂", urban.front());
    own("CC000002", "出厂", urban.back());
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
                           withPoint(permitted / 100, 2), user.sector, "2022年3月1日",
                           number % 40 == 1 ? "2025年11月30日" : "2027年2月28日",
                           number == 77 ? "已过期" : "有效", kMark});  // no such state: refused
    }
    return text;
}

std::string plansFile(const SampleModel& model) {
    std::string text = "户号,年度,年计划水量(m³),下达单位,下达日期\r\n";
    for (int year = kSampleFirstYear + 1; year <= kSampleLastYear; ++year) {
        for (const SampleUser& user : model.users) {
            constexpr std::int64_t kUnderPlan = 5000;
            if (!user.resident && user.sector != "农业" && user.monthlyM3 * 12 >= kUnderPlan) {
                const std::int64_t volume = user.monthlyM3 * 124 / 1000 * 100;
                text += sampleRow({user.code, std::to_string(year),
                                   year == 2025 ? withThousands(volume) : std::to_string(volume),
                                   user.ownSource ? "县水务局" : "县住建局", std::to_string(year) + ".1.31"});
            }
        }
    }
    return text;
}

// --- wells -------------------------------------------------------------------------------------------------

constexpr int kIrrigationWells = 146;
constexpr int kWells = 150;
constexpr int kExpired = 33;  ///< its own test has run out, and it has nothing to fall back on
constexpr const char* kTownOfGroups = "150222107";

struct Well {
    std::string code;
    const SampleUser* user = nullptr;
    std::string town;
    std::string group;
    std::string meter;
    bool irrigates = true;
    bool silent = false;  ///< neither metered nor is its electricity known
    bool tested = false;
};

std::vector<Well> wellsOf(const SampleModel& model) {
    std::vector<const SampleUser*> farms;
    for (const SampleUser& user : model.users) {
        if (user.ownSource && user.sector == "农业" && user.industryCode.empty()) {
            farms.push_back(&user);
        }
    }
    std::vector<Well> wells;
    for (int number = 1; number <= kWells; ++number) {
        Well well;
        well.code = "JJ" + padded(number, 4);
        well.user = farms[static_cast<std::size_t>(number - 1) % farms.size()];
        well.town = model.places.villages()[well.user->village].townCode;
        well.irrigates = number <= kIrrigationWells;
        well.silent = number % 29 == 0;
        well.tested = number > 30 && number <= 90;
        const bool grouped = number % 3 == 0 || well.town == kTownOfGroups;
        well.group = grouped && number != kExpired ? "示例同类组" + well.town.substr(8) : "";
        for (const SampleMeter& meter : model.intakes) {
            if (&model.users[meter.user] == well.user && static_cast<std::size_t>(number) <= farms.size()) {
                well.meter = meter.code;
            }
        }
        wells.push_back(std::move(well));
    }
    // One well ends up without any fallback: its test has run out, in the town where only groups were tested.
    wells[kExpired - 1].town = kTownOfGroups;
    return wells;
}

std::string wellsFile(const SampleModel& model) {
    std::string text =
        "机井编号,名称,户号,镇代码,同类组,用途,成井日期,批准文号,出水管径(mm),水表编号,备注,经度,纬度\r\n";
    SampleRandom random(13);
    int number = 0;
    for (const Well& well : wellsOf(model)) {
        ++number;
        const std::string drilled = std::to_string(2000 + number % 22);
        text += sampleRow({well.code, "示例机井" + std::to_string(number), well.user->code, well.town,
                           well.group, well.irrigates ? "灌溉" : "监测", drilled + "-04-15",
                           "示例批〔" + drilled + "〕" + std::to_string(number) + "号",
                           number % 3 == 0 ? "150" : "200", well.meter, kMark,
                           positionCells(model.places.near(well.user->village, random))});
    }
    return text;
}

std::string wellPowerFile(const SampleModel& model) {
    std::string text = "机井编号,月份,用电量(kWh),非灌溉用电量(kWh)\r\n";
    SampleRandom random(17);
    for (int year = kSampleFirstYear + 1; year <= kSampleLastYear; ++year) {
        for (const Well& well : wellsOf(model)) {
            for (int month = 5; month <= 9 && well.irrigates && well.meter.empty() && !well.silent; ++month) {
                const std::int64_t energy = random.between(5200, 9400);
                const bool blank = well.code == "JJ0046" && year == 2023 && month == 7;
                text += sampleRow({well.code, std::to_string(year) + "-" + padded(month, 2),
                                   blank ? "" : std::to_string(energy),
                                   std::to_string(well.code == "JJ0052" ? random.between(80, 160) : 0)});
            }
        }
    }
    return text;
}

std::string coefficientRow(const std::string& well, const std::string& group, const std::string& town,
                           const char* uncertainty, const std::string& validTo, SampleRandom& random) {
    const std::int64_t energy = random.between(180, 260);
    return sampleRow({well, group, town, "2023-05-" + padded(random.between(10, 18), 2),
                      withPoint(energy * random.between(205, 260) / 10, 1), std::to_string(energy), "3",
                      uncertainty, std::to_string(random.between(46, 88)), "200QJ50-104", "22",
                      random.between(0, 1) == 0 ? "滴灌" : "管灌", "示例测试组", "2023-05-20", validTo,
                      validTo < "2025" ? "更换水泵" : ""});
}

std::string wellCoefficientsFile(const SampleModel& model) {
    std::string text =
        "机井编号,同类组,镇代码,测试日期,测试水量(m³),测试电量(kWh),测试次数,不确定度,地下水埋深(m),水泵型号,"
        "水泵功率(kW),灌溉方式,测试人,有效期起,有效期止,失效原因\r\n";
    SampleRandom random(19);
    int number = 0;
    for (const Well& well : wellsOf(model)) {
        ++number;
        if (well.tested) {
            const bool ends = number == kExpired || number % 11 == 0;
            text += coefficientRow(well.code, "", "", "0.08", ends ? "2024-09-30" : "2025-12-31", random);
        }
    }
    for (const SampleTown& town : model.places.towns()) {
        text += coefficientRow("", "示例同类组" + town.code.substr(8), "", "0.15", "2025-12-31", random);
        if (town.code != kTownOfGroups) {
            text += coefficientRow("", "", town.code, "0.25", "2025-12-31", random);
        }
    }
    return text;
}

}  // namespace

std::vector<SampleFile> sampleRegisterFiles(const SampleModel& model) {
    using enum SampleEncoding;
    return {{"00 镇界示意.csv", "towns", townsFile(model.places), Utf8Bom},
            {"00 分区示意.csv", "zones", zonesFile(model.places), Utf8Bom},
            {"01 用水户.csv", "users", usersFile(model), Gb18030},
            {"02 水表.csv", "meters", metersFile(model), Gb18030},
            {"03 取水许可.csv", "permits", permitsFile(model), Utf8Bom},
            {"04 计划用水.csv", "planned_use", plansFile(model), Utf8Bom},
            {"05 机井.csv", "wells", wellsFile(model), Gb18030},
            {"06 机井用电.csv", "well_power", wellPowerFile(model), Utf8},
            {"07 以电折水系数.csv", "well_coefficient", wellCoefficientsFile(model), Gb18030}};
}

}  // namespace shuiheng::app
