#include "app/sample_model.h"

#include <algorithm>
#include <array>

#include "app/sample_random.h"
#include "app/sample_text.h"

namespace shuiheng::app {
namespace {

constexpr const char* kJinshan = "150222102";
constexpr std::int64_t kSmallRegister = 100000;  // five digits

struct Entry {
    const char* name;
    const char* sector;
    const char* industryCode;
    const char* town;
    const char* address;
    bool inPark;
    bool specialTrade;
    std::int64_t monthlyM3;
    const char* onlineSince;
    int meters;
};

/// On the public network. Everybody above 10,000 m³ a year is online in time; of those above 5,000 m³ two are
/// not.
constexpr Entry kCustomers[] = {
    {"示例一号钢厂", "工业", "3120", kJinshan, "金山产业园区示例路1号", true, false, 21000, "2023-05-01", 1},
    {"示例二号合金厂", "工业", "3140", kJinshan, "金山产业园区示例路2号", true, false, 16500, "2023-06-01",
     1},
    {"示例三号材料厂", "工业", "3091", kJinshan, "金山产业园区示例路3号", true, false, 5200, "2023-06-01", 1},
    {"示例四号机械厂", "工业", "3411", kJinshan, "金山产业园区示例路4号", true, false, 2600, "2023-09-01", 1},
    {"示例五号建材厂", "工业", "3021", kJinshan, "金山产业园区示例路5号", true, false, 760, "2023-09-15", 1},
    {"示例六号食品厂", "工业", "1353", kJinshan, "示例大街6号", false, false, 4700, "2023-10-01", 1},
    {"示例一号医院", "公共服务", "8411", kJinshan, "示例大街7号", false, false, 4500, "2023-11-01", 2},
    {"示例一号中学", "公共服务", "8331", kJinshan, "示例大街8号", false, false, 2900, "2024-03-01", 1},
    {"示例二号中学", "公共服务", "8331", kJinshan, "示例大街9号", false, false, 1900, "2024-03-01", 1},
    {"示例机关大院", "公共服务", "9221", kJinshan, "示例大街10号", false, false, 1400, "2024-04-01", 1},
    {"示例一号商场", "公共服务", "5211", kJinshan, "示例大街11号", false, false, 1300, "2024-08-01", 2},
    {"示例一号宾馆", "公共服务", "6110", kJinshan, "示例大街12号", false, false, 1050, "2024-08-01", 1},
    {"示例二号宾馆", "公共服务", "6110", kJinshan, "示例大街13号", false, false, 720, "2025-02-01", 1},
    {"示例洗浴中心", "公共服务", "8051", kJinshan, "示例大街14号", false, true, 650, "2025-03-01", 1},
    {"示例客运站", "公共服务", "5411", kJinshan, "示例大街15号", false, false, 530, "2025-05-01", 1},
    {"示例洗车行", "公共服务", "8111", kJinshan, "示例大街16号", false, true, 560, "", 1},
    {"示例农贸市场", "公共服务", "5129", kJinshan, "示例大街17号", false, false, 610, "", 1},
    {"示例一号小学", "公共服务", "8321", kJinshan, "示例大街18号", false, false, 260, "", 1},
    {"示例一号银行", "公共服务", "6621", kJinshan, "示例大街19号", false, false, 90, "", 1},
    {"示例公园", "生态", "7850", kJinshan, "示例大街20号", false, false, 300, "", 1},
};
constexpr int kResidentBlocks = 12;

/// With a well of their own.
constexpr Entry kAbstractors[] = {
    {"示例七号选矿厂", "工业", "0810", "150222107", "示例矿区1号", false, false, 9800, "2023-04-01", 1},
    {"示例八号发电厂", "工业", "4411", kJinshan, "金山产业园区示例路8号", true, false, 7400, "2023-03-01", 1},
    {"示例一号灌溉合作社", "农业", "", "150222102", "示例灌区一", false, false, 31000, "2024-05-01", 1},
    {"示例二号灌溉合作社", "农业", "", "150222103", "示例灌区二", false, false, 24000, "", 1},
    {"示例三号灌溉合作社", "农业", "", "150222105", "示例灌区三", false, false, 18000, "", 1},
    {"示例一号养殖场", "农业", "0313", "150222106", "示例牧区1号", false, false, 1500, "", 1},
};

SampleUser userOf(const Entry& entry, std::int64_t number, bool ownSource) {
    SampleUser user;
    user.code = padded(number, 8);
    user.name = entry.name;
    user.sector = entry.sector;
    user.industryCode = entry.industryCode;
    user.townCode = entry.town;
    user.address = entry.address;
    user.inPark = entry.inPark;
    user.specialTrade = entry.specialTrade;
    user.ownSource = ownSource;
    user.resident = user.sector == "居民生活";
    user.monthlyM3 = entry.monthlyM3;
    return user;
}

void addCustomer(SampleModel& model, const Entry& entry, SampleRandom& random) {
    const std::int64_t number = 10001 + static_cast<std::int64_t>(model.users.size());
    model.users.push_back(userOf(entry, number, false));
    for (int count = 0; count < entry.meters; ++count) {
        SampleMeter meter;
        meter.code = "SB" + padded(1 + static_cast<std::int64_t>(model.meters.size()), 6);
        meter.user = model.users.size() - 1;
        meter.monthlyM3 = entry.monthlyM3 / entry.meters;
        meter.boreMm = meter.monthlyM3 > 10000  ? 200
                       : meter.monthlyM3 > 3000 ? 100
                       : meter.monthlyM3 > 500  ? 50
                                                : 25;
        meter.multiplier = meter.boreMm == 200 ? 10 : 1;
        meter.onlineSince = entry.onlineSince;
        meter.index = random.between(2000, 60000);
        model.meters.push_back(meter);
    }
}

void addSubMeters(SampleModel& model) {
    // Meter within model.meters, level, share of its use in percent.
    constexpr std::array<std::array<int, 3>, 6> kParts = {
        {{0, 2, 45}, {0, 2, 40}, {0, 3, 18}, {1, 2, 52}, {1, 2, 38}, {10, 2, 60}}};
    for (const auto& [main, level, percent] : kParts) {
        SampleMeter meter = model.meters[static_cast<std::size_t>(main)];
        meter.code = "FB" + padded(1 + static_cast<std::int64_t>(model.subMeters.size()), 6);
        meter.level = level;
        meter.boreMm = 80;
        meter.multiplier = 1;
        meter.monthlyM3 = meter.monthlyM3 * percent / 100;
        model.subMeters.push_back(meter);
    }
}

}  // namespace

SampleModel sampleModel() {
    SampleModel model;
    SampleRandom random(150222);
    for (const Entry& entry : kCustomers) {
        addCustomer(model, entry, random);
    }
    for (int block = 1; block <= kResidentBlocks; ++block) {
        const std::string name = "示例居民小区" + padded(block, 2);
        const std::string address = "示例小区路" + std::to_string(block) + "号";
        addCustomer(model,
                    {name.c_str(), "居民生活", "", kJinshan, address.c_str(), false, false,
                     3050 + 210 * block, "", 1},
                    random);
    }
    for (SampleMeter& meter : model.meters) {
        if (model.users[meter.user].name == "示例一号小学") {
            meter.digits = 5;  // passes zero in 2023
            meter.index = kSmallRegister - 29 * meter.monthlyM3;
        }
    }
    addSubMeters(model);
    for (const Entry& entry : kAbstractors) {
        model.users.push_back(userOf(entry, 20001 + static_cast<std::int64_t>(model.intakes.size()), true));
        SampleMeter meter;
        meter.code = "QS" + padded(1 + static_cast<std::int64_t>(model.intakes.size()), 6);
        meter.user = model.users.size() - 1;
        meter.boreMm = 150;
        meter.onlineSince = entry.onlineSince;
        meter.monthlyM3 = entry.monthlyM3;
        model.intakes.push_back(meter);
    }
    return model;
}

namespace {

/// What one meter does in a month, with what is remarkable about some of them.
class MeterLife {
  public:
    MeterLife(const SampleMeter& meter, std::string user, std::size_t position)
        : m_meter(meter),
          m_user(std::move(user)),
          m_position(position),
          m_index(meter.index),
          m_random(meter.index + 7919 * position) {
        for (int digit = 0; digit < meter.digits; ++digit) {
            m_range *= 10;
        }
    }

    SampleReading next(Month month) {
        SampleReading reading;
        reading.meter = m_position;
        reading.month = month;
        reading.before = m_index;
        const std::int64_t used = use(month.month()) + m_owed;
        m_owed = 0;
        std::int64_t shown = used;
        if (is("示例一号小学", month, 2024, 7) || is("示例居民小区12", month, 2025, 7)) {
            reading.estimated = true;
            shown = used * 9 / 10;
            m_owed = used - shown;
        }
        if (is("示例二号中学", month, 2024, 5)) {
            constexpr std::int64_t kNewInitial = 12;
            const std::int64_t oldPart = used * 2 / 5;
            reading.change = {m_index + oldPart, kNewInitial};
            m_index = kNewInitial + used - oldPart;
        } else if (is("示例农贸市场", month, 2025, 9)) {
            reading.backward = true;
            m_index = used * 2 / 5;  // a new register began at zero and nobody wrote it down
        } else {
            m_index = (m_index + shown / m_meter.multiplier) % m_range;
        }
        reading.after = m_index;
        reading.volumeM3 = shown;
        return reading;
    }

  private:
    SampleMeter m_meter;
    std::string m_user;
    std::size_t m_position;
    std::int64_t m_index;
    std::int64_t m_range = 1;
    std::int64_t m_owed = 0;  ///< used, but not in the estimate
    SampleRandom m_random;

    bool is(const char* user, Month month, int year, int number) const {
        return m_user == user && month == Month::of(year, number);
    }

    /// More in summer, less in winter, a little by chance; in whole units of the register.
    std::int64_t use(int month) {
        const std::int64_t season = month >= 6 && month <= 8 ? 108 : month <= 2 || month == 12 ? 95 : 100;
        const std::int64_t spread = m_meter.monthlyM3 / 20;
        const std::int64_t volume = m_meter.monthlyM3 * season / 100 + m_random.between(-spread, spread);
        return volume / m_meter.multiplier * m_meter.multiplier;
    }
};

}  // namespace

std::vector<SampleReading> sampleReadings(const SampleModel& model) {
    std::vector<MeterLife> lives;
    for (std::size_t meter = 0; meter < model.meters.size(); ++meter) {
        lives.emplace_back(model.meters[meter], model.users[model.meters[meter].user].name, meter);
    }
    std::vector<SampleReading> readings;
    for (Month month = Month::of(kSampleFirstYear, 1); month <= Month::of(kSampleLastYear, 12);
         month = month.next()) {
        for (MeterLife& life : lives) {
            readings.push_back(life.next(month));
        }
    }
    return readings;
}

std::int64_t measuredVolume(const std::vector<SampleReading>& readings, int year) {
    std::int64_t sum = 0;
    for (const SampleReading& reading : readings) {
        sum += reading.month.year() == year && !reading.backward ? reading.volumeM3 : 0;
    }
    return sum;
}

}  // namespace shuiheng::app
