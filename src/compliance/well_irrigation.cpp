// Irrigation water of wells: metered, or from their electricity (以电折水).
//   W = Σ_w V_w (metered)  +  Σ_w T_w · E_w       T = ΣA_W / ΣA_E over the tests, m³/kWh       E = irrigation
//   energy, kWh u(W)² = Σ_T (u(T) · Σ E under T)²             wells that share a coefficient err together
// A well takes its own coefficient valid in the month, else that of its group, else of its town, else its own
// expired one (said so), else none: then its water is unknown, and so is the total. methods.md §4.
#include <algorithm>
#include <cmath>
#include <map>

#include "compliance/meter_volumes.h"
#include "compliance/rule.h"

namespace shuiheng::compliance {
namespace {

using county::Well;
using county::WellCoefficient;

constexpr double kPercent = 100;

enum class CoefficientSource { Own, Group, Town, Expired };

/// The tests that give one coefficient.
struct Coefficient {
    CoefficientSource source = CoefficientSource::Own;
    std::string key;  ///< whose tests
    double ratio = 0;
    std::optional<double> uncertainty;
    std::vector<const WellCoefficient*> tests;
};

/// The ratio of the sums, not the mean of ratios; uncertainties of the tests weighted by their energy.
Coefficient pooled(CoefficientSource source, std::string key, std::vector<const WellCoefficient*> tests) {
    Coefficient result{source, std::move(key), 0, 0.0, std::move(tests)};
    double volume = 0;
    double energy = 0;
    for (const WellCoefficient* test : result.tests) {
        volume += test->testedVolumeM3;
        energy += test->testedEnergyKwh;
    }
    double squares = 0;
    for (const WellCoefficient* test : result.tests) {
        if (!test->uncertaintyM3PerKwh) {
            result.uncertainty.reset();
            break;
        }
        const double part = *test->uncertaintyM3PerKwh * test->testedEnergyKwh / energy;
        squares += part * part;
    }
    result.ratio = volume / energy;
    if (result.uncertainty) {
        result.uncertainty = std::sqrt(squares);
    }
    return result;
}

/// The tests of the county. One without a stated end is good for some irrigation seasons, one a year.
class Book {
  public:
    Book(const RuleContext& context, Derivation& owner) : m_tests(context.county().wellCoefficients) {
        const bool open = std::any_of(m_tests.begin(), m_tests.end(),
                                      [](const WellCoefficient& test) { return !test.validTo; });
        if (open) {
            m_seasons = context.number(owner, "well.coefficient.validity_seasons");
        }
    }

    std::optional<Coefficient> coefficientOf(const Well& well, Month month) const {
        const auto own = [&](const WellCoefficient& test) { return test.wellCode == well.code; };
        const auto group = [&](const WellCoefficient& test) {
            return test.wellCode.empty() && !well.groupName.empty() && test.groupName == well.groupName;
        };
        const auto town = [&](const WellCoefficient& test) {
            return test.wellCode.empty() && test.groupName.empty() && !well.townCode.empty() &&
                   test.townCode == well.townCode;
        };
        if (auto found = valid(own, month); !found.empty()) {
            return pooled(CoefficientSource::Own, well.code, std::move(found));
        }
        if (auto found = valid(group, month); !found.empty()) {
            return pooled(CoefficientSource::Group, well.groupName, std::move(found));
        }
        if (auto found = valid(town, month); !found.empty()) {
            return pooled(CoefficientSource::Town, well.townCode, std::move(found));
        }
        if (auto found = latest(own, month); !found.empty()) {
            return pooled(CoefficientSource::Expired, well.code, std::move(found));
        }
        return std::nullopt;
    }

  private:
    template <typename Fits>
    std::vector<const WellCoefficient*> valid(Fits fits, Month month) const {
        std::vector<const WellCoefficient*> found;
        for (const WellCoefficient& test : m_tests) {
            if (fits(test) && test.validFrom <= month.lastDay() && endOf(test) >= month.lastDay()) {
                found.push_back(&test);
            }
        }
        return found;
    }

    /// The last test before the month's end.
    template <typename Fits>
    std::vector<const WellCoefficient*> latest(Fits fits, Month month) const {
        std::vector<const WellCoefficient*> found;
        for (const WellCoefficient& test : m_tests) {
            if (fits(test) && test.validFrom <= month.lastDay() &&
                (found.empty() || test.validFrom > found.front()->validFrom)) {
                found = {&test};
            }
        }
        return found;
    }

    Date endOf(const WellCoefficient& test) const {
        const int seasons = std::max(1, static_cast<int>(m_seasons.value_or(1)));
        return test.validTo.value_or(Month::of(test.validFrom.year() + seasons - 1, 12).lastDay());
    }

    const std::vector<WellCoefficient>& m_tests;
    std::optional<double> m_seasons;
};

std::string keyOf(const WellCoefficient& test) {
    const std::string whose = !test.wellCode.empty()    ? test.wellCode
                              : !test.groupName.empty() ? test.groupName
                                                        : test.townCode;
    return whose + " " + test.testedOn.iso();
}

/// Water of one class of evidence.
struct Part {
    Derivation figure;
    double total = 0;

    Part(std::string id, Text name, std::string formula, std::string table, std::string filter) {
        figure.id = std::move(id);
        figure.name = std::move(name);
        figure.unit = "m³";
        figure.formula = std::move(formula);
        figure.expression = "SUM(i1)";
        figure.inputs.push_back({std::move(table), std::move(filter), "m³", {}, {}});
    }

    void add(const std::string& key, double volume, const county::Origin& origin) {
        figure.inputs.front().rows.push_back(inputRow(key, volume, origin));
        total += volume;
    }
};

class Irrigation {
  public:
    explicit Irrigation(const RuleContext& context)
        : m_context(context), m_meters(context.county(), context.year), m_book(context, m_figure) {
        for (const county::Meter& meter : context.county().meters) {
            m_meterOf[meter.code] = &meter;
        }
        for (const county::WellPower& power : context.county().wellPowers) {
            if (power.month.year() == context.year) {
                m_powers[power.wellCode].push_back(&power);
            }
        }
        const std::string year = std::to_string(context.year);
        m_tests.table = "well_coefficient";
        m_tests.filter = "used in " + year;
        m_tests.unit = "m³/kWh";
    }

    Derivation derive() {
        const std::string year = std::to_string(m_context.year);
        for (const Well& well : m_context.county().wells) {
            if (well.purpose == "irrigation") {
                add(well);
            }
        }
        Derivation& figure = m_figure;
        figure.id = "well_irrigation_water";
        figure.name = {"机井灌溉用水量", "irrigation water of wells"};
        figure.unit = "m³";
        figure.formula = "W = ΣV + Σ T·E，T = ΣA_W / ΣA_E";
        figure.clause = "节约用水条例（国令第776号）；以电折水";
        const bool any = m_wells > 0;
        if (!any) {
            addMissing(figure,
                       say("{year} 年没有灌溉机井的计量或用电记录",
                           "no metering and no electricity of irrigation wells is recorded for {year}",
                           {{"year", year}}));
        }
        m_own.figure.inputs.push_back(m_tests);
        for (Part* part : {&m_metered, &m_own, &m_inferred}) {
            part->figure.value = part->total;
        }
        const double total = m_metered.total + m_own.total + m_inferred.total;
        for (const Text& text : m_missing) {
            addMissing(figure, text);
        }
        if (any && figure.missing.empty()) {
            figure.value = total;
            setRange(figure, total - deviation(), total + deviation());
        }
        if (total > 0) {
            figure.notes.push_back(say("计量 {a}%，以电折水 {b}%，推算（同类组、镇或过期系数）{c}%",
                                       "metered {a} %, by own coefficient {b} %, inferred {c} %",
                                       {{"a", fixed(m_metered.total / total * kPercent, 1)},
                                        {"b", fixed(m_own.total / total * kPercent, 1)},
                                        {"c", fixed(m_inferred.total / total * kPercent, 1)}}));
        }
        for (const Text& note : m_notes) {
            figure.notes.push_back(note);
        }
        if (m_silent > 0) {
            figure.notes.push_back(say(
                "{count} 眼灌溉机井既无计量也无用电记录，未计入",
                "{count} irrigation wells have neither metering nor electricity on record and are not in it",
                {{"count", std::to_string(m_silent)}}));
        }
        if (m_unknownUncertainty) {
            figure.notes.push_back({"部分系数没有不确定度，范围偏窄",
                                    "some coefficients have no uncertainty: the range is too narrow"});
        }
        figure.children = {std::move(m_metered.figure), std::move(m_own.figure),
                           std::move(m_inferred.figure)};
        figure.expression = sumOfChildren(figure);
        return std::move(figure);
    }

  private:
    void add(const Well& well) {
        if (const auto meter = m_meterOf.find(well.meterCode); meter != m_meterOf.end()) {
            const MeterVolume volume = m_meters.volumeOf(*meter->second);
            if (volume.known()) {
                ++m_wells;
                m_metered.add(well.code, volume.best(), meter->second->origin);
                return;
            }
        }
        const auto powers = m_powers.find(well.code);
        if (powers == m_powers.end()) {
            ++m_silent;
            return;
        }
        ++m_wells;
        double own = 0;
        double inferred = 0;
        for (const county::WellPower* power : powers->second) {
            const auto energy = power->energyKwh;
            const auto coefficient = m_book.coefficientOf(well, power->month);
            if (!energy) {
                m_missing.push_back(say("机井 {well} {month} 的用电量未填",
                                        "the electricity of well {well} in {month} is blank",
                                        {{"well", well.code}, {"month", power->month.iso()}}));
                continue;
            }
            const double used = *energy - power->otherEnergyKwh.value_or(0);
            if (used < 0) {
                m_missing.push_back(say("机井 {well} {month} 的非灌溉用电大于总用电",
                                        "well {well}, {month}: more other electricity than electricity",
                                        {{"well", well.code}, {"month", power->month.iso()}}));
                continue;
            }
            if (!coefficient) {
                if (used > 0) {
                    m_missing.push_back(say("机井 {well} 没有可用的以电折水系数",
                                            "no coefficient can be used for well {well}",
                                            {{"well", well.code}}));
                }
                continue;
            }
            (coefficient->source == CoefficientSource::Own ? own : inferred) += coefficient->ratio * used;
            note(well, *coefficient, used);
        }
        const county::Origin origin = powers->second.front()->origin;
        if (own > 0) {
            m_own.add(well.code, own, origin);
        }
        if (inferred > 0) {
            m_inferred.add(well.code, inferred, origin);
        }
    }

    void note(const Well& well, const Coefficient& coefficient, double energy) {
        if (coefficient.source == CoefficientSource::Expired) {
            const Text text = say("机井 {well} 用了过期的系数（{day} 测）",
                                  "well {well} uses an expired coefficient (tested {day})",
                                  {{"well", well.code}, {"day", coefficient.tests.front()->testedOn.iso()}});
            if (std::find(m_notes.begin(), m_notes.end(), text) == m_notes.end()) {
                m_notes.push_back(text);
            }
        }
        for (const WellCoefficient* test : coefficient.tests) {
            const std::string key = keyOf(*test);
            const bool there = std::any_of(m_tests.rows.begin(), m_tests.rows.end(),
                                           [&](const InputRow& row) { return row.key == key; });
            if (!there) {
                m_tests.rows.push_back(
                    inputRow(key, test->testedVolumeM3 / test->testedEnergyKwh, test->origin));
            }
        }
        if (coefficient.uncertainty) {
            m_deviations[coefficient.key] += *coefficient.uncertainty * energy;
        } else {
            m_unknownUncertainty = true;
        }
    }

    double deviation() const {
        double squares = 0;
        for (const auto& [key, part] : m_deviations) {
            squares += part * part;
        }
        return std::sqrt(squares);
    }

    const RuleContext& m_context;
    MeterBook m_meters;
    Derivation m_figure;
    Book m_book;
    std::map<std::string, const county::Meter*> m_meterOf;
    std::map<std::string, std::vector<const county::WellPower*>> m_powers;
    Part m_metered{"well_irrigation_water.metered",
                   {"计量", "metered"},
                   "ΣV",
                   "volume_month",
                   "meters of irrigation wells"};
    Part m_own{"well_irrigation_water.by_energy",
               {"以电折水（本井系数有效）", "by electricity, own valid coefficient"},
               "Σ T·E",
               "well_power",
               "wells without a metered volume"};
    Part m_inferred{"well_irrigation_water.inferred",
                    {"推算（同类组、镇或过期系数）", "inferred: group, town or expired coefficient"},
                    "Σ T·E",
                    "well_power",
                    "wells without a valid coefficient of their own"};
    UsedInput m_tests;
    std::map<std::string, double> m_deviations;  ///< coefficient -> Σ u(T)·E
    std::vector<Text> m_missing;
    std::vector<Text> m_notes;
    bool m_unknownUncertainty = false;
    int m_wells = 0;
    int m_silent = 0;
};

}  // namespace

std::vector<Derivation> wellIrrigation(const RuleContext& context) {
    return {Irrigation(context).derive()};
}

}  // namespace shuiheng::compliance
