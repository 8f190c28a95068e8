#pragma once

#include <functional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "compliance/rule.h"

/// Volumes of groups of meters in one year, with their gaps said. Internal to compliance.
namespace shuiheng::compliance {

/// One meter's year. `best` counts estimates; `low` is what was measured alone; `high` stretches the measured
/// part over the days without data where that is more.
struct MeterVolume {
    const county::Meter* meter = nullptr;
    const county::MeterYear* year = nullptr;  ///< blank = nothing known
    int daysExpected = 0;

    bool known() const {
        return year && (year->daysCovered > 0 || year->volumeM3 > 0 || year->estimatedM3 > 0);
    }
    bool complete() const { return known() && year->daysCovered >= daysExpected; }
    double best() const { return year->volumeM3 + year->estimatedM3; }
    double low() const { return year->volumeM3; }
    double high() const;
};

class MeterBook {
  public:
    MeterBook(const county::Snapshot& county, int year);
    int year() const { return m_year; }
    /// Was in service on at least one day of the year.
    bool inService(const county::Meter& meter) const { return daysInService(meter) > 0; }
    int daysInService(const county::Meter& meter) const;
    MeterVolume volumeOf(const county::Meter& meter) const;

  private:
    int m_year;
    std::unordered_map<std::string, const county::MeterYear*> m_years;
};

/// A user with a main meter and sub-meters is counted once: of each user and role only the meters of the
/// lowest level stay (blank level = 1). Meters without a user all stay.
std::vector<const county::Meter*> withoutSubMeters(std::vector<const county::Meter*> meters);

/// What the meters of one user took in the book's year; blank when none of them is known.
struct UserVolume {
    std::optional<double> best;
    double low = 0;
    double high = 0;
    bool open = false;  ///< a meter of the user has no data: there may be more
};

/// The meters that measure use, by user.
using UserMeters = std::unordered_map<std::string, std::vector<const county::Meter*>>;
UserMeters metersByUser(const county::Snapshot& county);
UserVolume userVolume(const MeterBook& book, const UserMeters& meters, const std::string& userCode);

/// Σ of the meters as a figure: gaps as range and notes, meters without any data as missing.
Derivation meterTotal(const MeterBook& book, std::string id, Text name, std::string filter,
                      const std::vector<const county::Meter*>& meters);

}  // namespace shuiheng::compliance
