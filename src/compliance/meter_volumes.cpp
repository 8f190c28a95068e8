#include "compliance/meter_volumes.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace shuiheng::compliance {
namespace {

constexpr int kMainLevel = 1;

void noteGaps(Derivation& total, const std::vector<std::string>& estimated,
              const std::vector<std::string>& gaps) {
    if (!estimated.empty()) {
        const Text names = listed(estimated);
        total.notes.push_back({"含估抄水量的水表：" + names.zh + "；不确定范围从不计估抄到计入估抄",
                               "meters with estimated volumes: " + names.en +
                                   "; the range runs from without to with the estimates"});
    }
    if (!gaps.empty()) {
        const Text names = listed(gaps);
        total.notes.push_back(
            {"数据未覆盖全部在用天数的水表：" + names.zh + "；范围上限按已有天数比例推至全部天数",
             "meters without data for every day in service: " + names.en +
                 "; the upper bound stretches the known days over all days"});
    }
}

}  // namespace

double MeterVolume::high() const {
    if (complete() || year->daysCovered <= 0) {
        return best();
    }
    return std::max(best(), year->volumeM3 * daysExpected / year->daysCovered);
}

MeterBook::MeterBook(const county::Snapshot& county, int year) : m_year(year) {
    for (const county::MeterYear& entry : county.meterYears) {
        if (entry.year == year) {
            m_years.emplace(entry.meterCode, &entry);
        }
    }
}

int MeterBook::daysInService(const county::Meter& meter) const {
    const Date begin = Month::of(m_year, 1).firstDay();
    const Date end = Month::of(m_year, 12).lastDay();
    const Date from = std::max(begin, meter.installedOn.value_or(begin));
    const Date to = std::min(end, meter.removedOn.value_or(end));
    return std::max(0, daysBetween(from, to) + 1);
}

MeterVolume MeterBook::volumeOf(const county::Meter& meter) const {
    const auto found = m_years.find(meter.code);
    return {&meter, found != m_years.end() ? found->second : nullptr, daysInService(meter)};
}

std::vector<const county::Meter*> withoutSubMeters(std::vector<const county::Meter*> meters) {
    std::map<std::pair<std::string, county::MeterRole>, int> lowest;
    for (const county::Meter* meter : meters) {
        const int level = meter->level.value_or(kMainLevel);
        const auto [entry, fresh] = lowest.try_emplace({meter->userCode, meter->role}, level);
        if (!fresh) {
            entry->second = std::min(entry->second, level);
        }
    }
    std::erase_if(meters, [&](const county::Meter* meter) {
        return !meter->userCode.empty() &&
               meter->level.value_or(kMainLevel) > lowest.at({meter->userCode, meter->role});
    });
    return meters;
}

UserMeters metersByUser(const county::Snapshot& county) {
    UserMeters meters;
    for (const county::Meter& meter : county.meters) {
        const bool use = meter.role == county::MeterRole::Customer || meter.role == county::MeterRole::Source;
        if (use && !meter.userCode.empty()) {
            meters[meter.userCode].push_back(&meter);
        }
    }
    return meters;
}

UserVolume userVolume(const MeterBook& book, const UserMeters& meters, const std::string& userCode) {
    UserVolume total;
    const auto found = meters.find(userCode);
    if (found == meters.end()) {
        return total;
    }
    std::vector<const county::Meter*> own = found->second;
    std::erase_if(own, [&](const county::Meter* meter) { return !book.inService(*meter); });
    for (const county::Meter* meter : withoutSubMeters(std::move(own))) {
        const MeterVolume volume = book.volumeOf(*meter);
        if (!volume.known()) {
            total.open = true;
            continue;
        }
        total.best = total.best.value_or(0) + volume.best();
        total.low += volume.low();
        total.high += volume.high();
    }
    return total.best ? total : UserVolume();
}

Derivation meterTotal(const MeterBook& book, std::string id, Text name, std::string filter,
                      const std::vector<const county::Meter*>& meters) {
    Derivation total;
    total.id = std::move(id);
    total.name = std::move(name);
    total.unit = "m³";
    total.formula = "Σ V";
    total.expression = "SUM(i1)";
    UsedInput input{"volume_month", std::move(filter), "m³", {}, {}};
    std::vector<std::string> unknown;
    std::vector<std::string> estimated;
    std::vector<std::string> gaps;
    double sum = 0;
    double low = 0;
    double high = 0;
    for (const county::Meter* meter : meters) {
        const MeterVolume volume = book.volumeOf(*meter);
        if (!volume.known()) {
            unknown.push_back(meter->code);
            input.rows.push_back({meter->code, std::nullopt, {}, 0});
            continue;
        }
        sum += volume.best();
        low += volume.low();
        high += volume.high();
        input.rows.push_back({meter->code, volume.best(), volume.year->batches, 0});
        if (volume.year->estimatedM3 > 0) {
            estimated.push_back(meter->code);
        }
        if (!volume.complete()) {
            gaps.push_back(meter->code + " (" + std::to_string(volume.year->daysCovered) + "/" +
                           std::to_string(volume.daysExpected) + ")");
        }
    }
    total.inputs.push_back(std::move(input));
    noteGaps(total, estimated, gaps);
    if (!unknown.empty()) {
        const Text names = listed(unknown);
        const std::string year = std::to_string(book.year());
        addMissing(total, {year + " 年没有水量的水表：" + names.zh,
                           "meters without any volume in " + year + ": " + names.en});
        total.notes.push_back(
            say("其余 {n} 块水表合计 {v} m³", "the other {n} meters sum to {v} m³",
                {{"n", std::to_string(meters.size() - unknown.size())}, {"v", fixed(sum, 0)}}));
        return total;
    }
    total.value = sum;
    setRange(total, low, high);
    return total;
}

}  // namespace shuiheng::compliance
