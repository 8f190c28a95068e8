#include "app/sample_visits.h"

#include <algorithm>
#include <array>

namespace shuiheng::app {
namespace {

constexpr std::int64_t kLitresPerM3 = 1000;

Date firstDayOf(int year) {
    return Month::of(year, 1).firstDay();
}

/// One meter from visit to visit, with what is remarkable about some of them.
class MeterLife {
  public:
    MeterLife(const SampleModel& model, std::size_t position)
        : m_model(model),
          m_meter(model.meters[position]),
          m_user(model.users[m_meter.user]),
          m_position(position),
          m_index(m_meter.index),
          m_from(firstDayOf(kSampleFirstYear + 1)),
          m_random(7919 * (position + 1)) {
        for (int digit = 0; digit < m_meter.digits; ++digit) {
            m_range *= 10;
        }
    }

    /// Every month on the meter's day; somebody who is not at home is left out and read next time.
    void visit(std::vector<SampleVisit>& visits) {
        const Date end = firstDayOf(m_meter.hourly ? kSampleLastYear : kSampleLastYear + 1);
        for (Month month = Month::of(kSampleFirstYear + 1, 1); m_from < end; month = month.next()) {
            const Date day = month.firstDay().plusDays(m_meter.day - 1);
            constexpr std::int64_t kOneIn = 90;
            const bool nobodyHome = m_user.resident && day < end && m_random.between(1, kOneIn) == 1;
            if (day > m_from && !nobodyHome) {
                visits.push_back(read(day));
            }
        }
    }

  private:
    const SampleModel& m_model;
    const SampleMeter& m_meter;
    const SampleUser& m_user;
    std::size_t m_position;
    std::int64_t m_index;
    std::int64_t m_range = 1;
    std::int64_t m_rest = 0;  ///< litres that the register does not show yet
    std::int64_t m_owed = 0;  ///< units used, but not in the estimate
    Date m_from;
    SampleRandom m_random;

    bool is(const char* user, int year, int month) const {
        return m_user.name == user && Month::containing(m_from) == Month::of(year, month);
    }

    SampleVisit read(Date day) {
        SampleVisit visit;
        visit.meter = m_position;
        visit.from = m_from;
        visit.to = day;
        visit.before = m_index;
        const std::int64_t unit = kLitresPerM3 * m_meter.multiplier;
        const std::int64_t litres = m_rest + sampleLitres(m_model, m_meter, m_from, day);
        const std::int64_t used = litres / unit + m_owed;
        m_rest = litres % unit;
        const bool guessed = m_user.resident && m_owed == 0 && used > 3 && m_random.between(1, 170) == 1;
        std::int64_t shown = used;
        m_owed = 0;
        if (is("示例一号小学", 2024, 7) || guessed) {
            visit.estimated = true;
            shown = used * 9 / 10;
            m_owed = used - shown;
        }
        const bool swapped = m_user.resident && !visit.estimated && m_random.between(1, 1500) == 1;
        if (is("示例二号中学", 2024, 5) || swapped) {
            const std::int64_t newInitial = swapped ? 0 : 12;
            const std::int64_t oldPart = used * 2 / 5;
            visit.change = {m_index + oldPart, newInitial};
            m_index = newInitial + used - oldPart;
        } else if (is("示例农贸市场", 2025, 9)) {
            visit.backward = true;
            m_index = used * 2 / 5;  // a new register began at zero and nobody wrote it down
        } else {
            m_index = (m_index + shown) % m_range;
        }
        visit.after = m_index;
        visit.volumeM3 = shown * m_meter.multiplier;
        m_from = day;
        return visit;
    }
};

/// Hours that a platform lost: a concentrator of the estate for five hours of June, one meter for nine days.
bool lost(const SampleMeter& meter, Date day, int hour) {
    if (meter.code == "JM000031") {
        return day >= Date::of(kSampleLastYear, 10, 6) && day < Date::of(kSampleLastYear, 10, 15);
    }
    constexpr int kBehindConcentrator = 40;
    return meter.code.starts_with("JM0000") && std::stoi(meter.code.substr(2)) <= kBehindConcentrator &&
           day == Date::of(kSampleLastYear, 6, 18) && hour >= 3 && hour < 8;
}

}  // namespace

std::vector<SampleVisit> sampleVisits(const SampleModel& model) {
    std::vector<SampleVisit> visits;
    for (std::size_t meter = 0; meter < model.meters.size(); ++meter) {
        MeterLife(model, meter).visit(visits);
    }
    return visits;
}

std::int64_t sampleMonthM3(const SampleModel& model, const SampleMeter& meter, Month month) {
    return (sampleLitres(model, meter, month.firstDay(), month.next().firstDay()) + kLitresPerM3 / 2) /
           kLitresPerM3;
}

std::vector<std::optional<std::int64_t>> sampleHours(const SampleModel& model, const SampleMeter& meter,
                                                     Month month) {
    constexpr std::array<int, 24> kHome = {6,  0,  0,  0,  0,  14, 60,  130, 80, 40, 30, 55,
                                           75, 30, 20, 25, 40, 70, 140, 120, 90, 70, 50, 20};
    constexpr std::array<int, 24> kWork = {52,  50,  48,  48,  50,  60,  90, 128, 140, 136, 130, 126,
                                           112, 124, 132, 130, 122, 108, 92, 80,  72,  66,  60,  55};
    const std::array<int, 24>& day = model.users[meter.user].resident ? kHome : kWork;
    SampleRandom random(sampleSeed(meter.code, month.index()));
    constexpr int kHoursPerDay = 24;
    const auto hours = static_cast<std::size_t>(month.days() * kHoursPerDay);
    std::vector<std::int64_t> weights(hours);
    std::int64_t all = 0;
    for (std::size_t hour = 0; hour < hours; ++hour) {
        weights[hour] = day[hour % kHoursPerDay] * random.between(70, 130);
        all += weights[hour];
    }
    const std::int64_t litres = sampleLitres(model, meter, month.firstDay(), month.next().firstDay());
    std::vector<std::optional<std::int64_t>> result(hours);
    std::int64_t passed = 0;
    std::int64_t before = 0;
    for (std::size_t hour = 0; hour < hours; ++hour) {
        passed += weights[hour];
        const std::int64_t now = litres * passed / all;
        if (!lost(meter, month.firstDay().plusDays(static_cast<int>(hour) / kHoursPerDay),
                  static_cast<int>(hour) % kHoursPerDay)) {
            result[hour] = now - before;
        }
        before = now;
    }
    return result;
}

std::vector<std::int64_t> billedLitres(const SampleModel& model, const std::vector<SampleVisit>& visits) {
    std::vector<std::int64_t> sums(kSampleLastYear - kSampleFirstYear + 1);  // thousandths of a litre
    const auto add = [&](int year, std::int64_t litres, std::int64_t days = 1, std::int64_t ofDays = 1) {
        sums[static_cast<std::size_t>(year - kSampleFirstYear)] += litres * 1000 * days / ofDays;
    };
    for (const SampleMeter& meter : model.meters) {
        for (int month = 1; month <= 12; ++month) {
            add(kSampleFirstYear,
                sampleMonthM3(model, meter, Month::of(kSampleFirstYear, month)) * kLitresPerM3);
            if (meter.hourly) {
                for (const auto& hour : sampleHours(model, meter, Month::of(kSampleLastYear, month))) {
                    add(kSampleLastYear, hour.value_or(0));
                }
            }
        }
    }
    for (const SampleVisit& visit : visits) {
        for (int year = kSampleFirstYear + 1; year <= kSampleLastYear && !visit.backward; ++year) {
            const Date from = std::max(visit.from, firstDayOf(year));
            const Date to = std::min(visit.to, firstDayOf(year + 1));
            if (from < to) {
                add(year, visit.volumeM3 * kLitresPerM3, daysBetween(from, to),
                    daysBetween(visit.from, visit.to));
            }
        }
    }
    for (std::int64_t& sum : sums) {
        sum /= 1000;
    }
    return sums;
}

}  // namespace shuiheng::app
