#include "app/sample_model.h"

#include <algorithm>

#include "app/sample_text.h"

namespace shuiheng::app {
namespace {

struct Entry {
    std::string name;
    std::string sector;
    std::string industryCode;
    std::string address;
    bool inPark = false;
    bool specialTrade = false;
    std::int64_t monthlyM3 = 0;
    std::string onlineSince;
    int meters = 1;
};

/// The customers with a story. Of those above 50,000 m³ a year everybody is online in 2023, of those above
/// 10,000 in 2024; one enterprise of the park comes too late, of those above 5,000 two never come.
const Entry kCustomers[] = {
    {"示例一号钢厂", "工业", "3120", "金山产业园区示例路1号", true, false, 21000, "2023-05-01", 1},
    {"示例二号合金厂", "工业", "3140", "金山产业园区示例路2号", true, false, 16500, "2023-06-01", 1},
    {"示例三号材料厂", "工业", "3091", "金山产业园区示例路3号", true, false, 5200, "2023-06-01", 1},
    {"示例四号机械厂", "工业", "3411", "金山产业园区示例路4号", true, false, 2600, "2023-09-01", 1},
    {"示例五号建材厂", "工业", "3021", "金山产业园区示例路5号", true, false, 760, "2024-02-20", 1},
    {"示例六号食品厂", "工业", "1353", "示例大街6号", false, false, 4700, "2023-10-01", 1},
    {"示例一号医院", "公共服务", "8411", "示例大街7号", false, false, 4500, "2023-11-01", 2},
    {"示例一号中学", "公共服务", "8331", "示例大街8号", false, false, 2900, "2024-03-01", 1},
    {"示例二号中学", "公共服务", "8331", "示例大街9号", false, false, 1900, "2024-03-01", 1},
    {"示例机关大院", "公共服务", "9221", "示例大街10号", false, false, 1400, "2024-04-01", 1},
    {"示例一号商场", "公共服务", "5211", "示例大街11号", false, false, 1300, "2024-08-01", 2},
    {"示例一号宾馆", "公共服务", "6110", "示例大街12号", false, false, 1050, "2024-08-01", 1},
    {"示例二号宾馆", "公共服务", "6110", "示例大街13号", false, false, 720, "2025-02-01", 1},
    {"示例洗浴中心", "公共服务", "8051", "示例大街14号", false, true, 650, "2025-03-01", 1},
    {"示例客运站", "公共服务", "5411", "示例大街15号", false, false, 530, "2025-05-01", 1},
    {"示例洗车行", "公共服务", "8111", "示例大街16号", false, true, 560, "", 1},
    {"示例农贸市场", "公共服务", "5129", "示例大街17号", false, false, 610, "", 1},
    {"示例一号小学", "公共服务", "8321", "示例大街18号", false, false, 260, "", 1},
    {"示例一号银行", "公共服务", "6621", "示例大街19号", false, false, 90, "", 1},
    {"示例公园", "生态", "7850", "示例大街20号", false, false, 300, "", 1},
    {"示例九号光伏材料厂", "工业", "3985", "金山产业园区示例路9号", true, false, 6300, "2023-06-01", 1},
    {"示例十号热电厂", "工业", "4412", "金山产业园区示例路10号", true, false, 8800, "2023-08-01", 1},
    {"示例十一号焦化厂", "工业", "2521", "示例大街21号", false, false, 3900, "2024-05-10", 1},
    {"示例十二号水泥厂", "工业", "3011", "示例大街22号", false, false, 2200, "2024-06-15", 1},
};
const Entry kAbstractors[] = {
    {"示例七号选矿厂", "工业", "0810", "示例矿区1号", false, false, 9800, "2023-04-01", 1},
    {"示例八号发电厂", "工业", "4411", "金山产业园区示例路8号", true, false, 7400, "2023-03-01", 1},
    {"示例一号养殖场", "农业", "0313", "示例牧区1号", false, false, 1500, "", 1},
};
constexpr int kShops = 340;
constexpr int kMiddle = 42;
constexpr int kMiddleHourly = 36;
constexpr int kCooperatives = 73;
constexpr int kMeteredCooperatives = 30;
constexpr int kResidents = 2460;
constexpr int kSmartEstate = 72;  ///< residents whose meters send hours
constexpr std::int64_t kCustomerNumbers = 10001;
constexpr std::int64_t kOwnSourceNumbers = 20001;
constexpr std::int64_t kResidentNumbers = 100001;

class ModelMaker {
  public:
    SampleModel make() {
        m_urban = m_model.places.villagesThat(true);
        m_rural = m_model.places.villagesThat(false);
        m_park = 0;
        while (m_model.places.villages()[m_park].name.find("园区") == std::string::npos) {
            ++m_park;
        }
        for (const Entry& entry : kCustomers) {
            addCustomer(entry);
        }
        addSubMeters();
        addShops();
        addAbstractors();
        addCooperatives();
        addVillageStations();
        addResidents();
        return std::move(m_model);
    }

  private:
    SampleModel m_model;
    std::vector<std::size_t> m_urban;
    std::vector<std::size_t> m_rural;
    std::size_t m_park = 0;
    SampleRandom m_random{150222};
    std::int64_t m_ownSources = 0;

    std::size_t urban(std::size_t number) const { return m_urban[number % m_urban.size()]; }
    std::size_t rural(std::size_t number) const { return m_rural[number % m_rural.size()]; }

    SampleUser& addUser(const Entry& entry, std::int64_t number, std::size_t village) {
        SampleUser user;
        user.code = padded(number, 8);
        user.name = entry.name;
        user.sector = entry.sector;
        user.industryCode = entry.industryCode;
        user.village = village;
        user.address = entry.address;
        user.inPark = entry.inPark;
        user.specialTrade = entry.specialTrade;
        user.monthlyM3 = entry.monthlyM3;
        return m_model.users.emplace_back(std::move(user));
    }

    SampleMeter meterOf(const std::string& prefix, const std::vector<SampleMeter>& among,
                        std::int64_t monthlyM3) {
        SampleMeter meter;
        meter.code = prefix + padded(1 + static_cast<std::int64_t>(among.size()), 6);
        meter.user = m_model.users.size() - 1;
        meter.monthlyM3 = monthlyM3;
        meter.boreMm = monthlyM3 > 10000 ? 200 : monthlyM3 > 3000 ? 100 : monthlyM3 > 500 ? 50 : 25;
        meter.multiplier = meter.boreMm == 200 ? 10 : 1;
        meter.index = m_random.between(2000, 60000);
        return meter;
    }

    void addCustomer(const Entry& entry) {
        const auto count = m_model.users.size();
        addUser(entry, kCustomerNumbers + static_cast<std::int64_t>(count),
                entry.inPark ? m_park : urban(count));
        for (int meters = 0; meters < entry.meters; ++meters) {
            SampleMeter meter = meterOf("SB", m_model.meters, entry.monthlyM3 / entry.meters);
            meter.onlineSince = entry.onlineSince;
            meter.hourly = !entry.onlineSince.empty() && entry.onlineSince < "2025";
            if (entry.name == "示例一号小学") {
                meter.digits = 5;  // passes zero in 2023
                meter.index = 100000 - 5 * meter.monthlyM3;
            }
            m_model.meters.push_back(std::move(meter));
        }
    }

    /// Two meters behind the main one of every enterprise, and a third level in the two largest.
    void addSubMeters() {
        const auto behind = [&](std::size_t main, int level, std::int64_t percent) {
            SampleMeter meter = m_model.meters[main];
            meter.code = "FB" + padded(1 + static_cast<std::int64_t>(m_model.subMeters.size()), 6);
            meter.level = level;
            meter.boreMm = 80;
            meter.multiplier = 1;
            meter.onlineSince.clear();
            meter.hourly = false;
            meter.monthlyM3 = meter.monthlyM3 * percent / 100;
            m_model.subMeters.push_back(std::move(meter));
        };
        for (std::size_t main = 0; main < m_model.meters.size(); ++main) {
            const SampleUser& user = m_model.users[m_model.meters[main].user];
            if (user.sector == "工业") {
                behind(main, 2, 45);
                behind(main, 2, 38);
                if (user.monthlyM3 > 16000) {
                    behind(main, 3, 18);
                }
            }
        }
    }

    void addShops() {
        for (int shop = 1; shop <= kShops; ++shop) {
            addCustomer({"示例商户" + padded(shop, 3), "公共服务", "5212",
                         "示例巷" + std::to_string(shop) + "号", false, shop % 40 == 0,
                         m_random.between(6, 190), "", 1});
        }
        for (int middle = 1; middle <= kMiddle; ++middle) {
            // Above 10,000 m³ a year by 2024, above 5,000 by 2025: but the last one in January 2026.
            const bool large = middle <= kMiddleHourly / 2;
            const std::string since = middle < kMiddleHourly + 1 ? "2024-" + padded(3 + middle % 9, 2) + "-15"
                                      : middle == kMiddle        ? "2026-01-20"
                                                          : "2025-" + padded(2 + middle % 9, 2) + "-10";
            addCustomer({"示例单位" + padded(middle, 3), "公共服务", "8010",
                         "示例新街" + std::to_string(middle) + "号", false, false,
                         large ? m_random.between(950, 1300) : m_random.between(470, 690), since, 1});
        }
    }

    void addOwnSource(const Entry& entry, std::size_t village, bool metered) {
        SampleUser& user = addUser(entry, kOwnSourceNumbers + m_ownSources++, village);
        user.ownSource = true;
        user.resident = user.sector == "居民生活";
        if (metered) {
            SampleMeter meter = meterOf("QS", m_model.intakes, entry.monthlyM3);
            meter.boreMm = 150;
            meter.multiplier = 1;
            meter.onlineSince = entry.onlineSince;
            m_model.intakes.push_back(std::move(meter));
        }
    }

    void addAbstractors() {
        for (const Entry& entry : kAbstractors) {
            addOwnSource(
                entry, entry.inPark ? m_park : rural(static_cast<std::size_t>(m_ownSources) * 31 + 60), true);
        }
    }

    void addCooperatives() {
        for (int number = 1; number <= kCooperatives; ++number) {
            addOwnSource(
                {"示例灌溉合作社" + padded(number, 3), "农业", "", "示例灌区" + std::to_string(number), false,
                 false, m_random.between(9000, 32000), "", 1},
                rural(static_cast<std::size_t>(number) * 5), number <= kMeteredCooperatives);
        }
    }

    void addVillageStations() {
        for (const std::size_t village : m_rural) {
            addOwnSource({"示例村镇供水站" + padded(m_ownSources, 3), "居民生活", "", "示例供水站", false,
                          false, m_random.between(400, 1800), "", 1},
                         village, true);
        }
    }

    /// Kitchen and bathroom stand on two risers with a meter each, in nine flats of ten.
    void addResidents() {
        for (int resident = 0; resident < kResidents; ++resident) {
            const bool smart = resident < kSmartEstate;
            const int number = resident - (smart ? 0 : kSmartEstate);
            const std::int64_t monthly = m_random.between(30, 110);  // tenths of a cubic metre
            SampleUser& user = addUser(
                {"示例居民" + padded(resident + 1, 4), "居民生活", "",
                 (smart ? "示例智慧小区" : "示例小区") + std::to_string(number / 60 + 1) + "号楼" +
                     std::to_string(number % 60 / 20 + 1) + "单元" + std::to_string(number % 20 + 1) + "号",
                 false, false, (monthly + 5) / 10, "", 1},
                kResidentNumbers + resident, urban(static_cast<std::size_t>(number / 60)));
            user.resident = true;
            const int meters = resident % 10 == 0 ? 1 : 2;
            for (int meterNumber = 0; meterNumber < meters; ++meterNumber) {
                SampleMeter meter = meterOf("JM", m_model.meters, 0);
                meter.code = "JM" + padded(resident * 2 + meterNumber + 1, 6);
                meter.boreMm = 15;
                meter.digits = 5;
                meter.index = m_random.between(20, 1900);
                meter.day = smart ? 1 : 5 * (number / 60 % 5 + 1);
                meter.hourly = smart;
                meter.onlineSince = smart ? "2024-12-20" : "";
                meter.monthlyM3 =
                    std::max<std::int64_t>(1, (monthly * (meterNumber == 0 ? 6 : 4) / 10 + 5) / 10);
                m_model.meters.push_back(std::move(meter));
            }
        }
    }
};

}  // namespace

SampleModel sampleModel() {
    return ModelMaker().make();
}

std::string bookOf(const SampleUser& user, const SampleMeter& meter) {
    return user.resident ? "B" + std::to_string(10 + meter.day / 5) : "B01";
}

std::int64_t sampleLitres(const SampleModel& model, const SampleMeter& meter, Date from, Date to) {
    const SampleUser& user = model.users[meter.user];
    const std::uint64_t seed = sampleSeed(meter.code, from.daysSince1970());
    SampleRandom random(seed);
    const int month = from.plusDays(daysBetween(from, to) / 2).month();
    const bool empty = user.resident && !user.ownSource && seed % 97 < 2;  // the flat is empty for that month
    std::int64_t percent = month >= 6 && month <= 8 ? 108 : month <= 2 || month == 12 ? 95 : 100;
    if (user.sector == "农业" && user.industryCode.empty()) {
        percent = month >= 5 && month <= 9 ? 240 : 0;
    }
    const std::int64_t chance = user.resident && !user.ownSource ? 35 : 5;
    constexpr std::int64_t kDaysPerYear = 365;
    const std::int64_t about =
        meter.monthlyM3 * 12 * 1000 * daysBetween(from, to) / kDaysPerYear * percent / 100;
    return empty ? 0 : about * (100 + random.between(-chance, chance)) / 100;
}

}  // namespace shuiheng::app
