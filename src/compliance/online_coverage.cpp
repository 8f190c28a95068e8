// Online metering of the users above a threshold.
//   coverage = users online / users due × 100 %, by count (the value) and by volume
//   due: annual volume >= threshold; the plan does not say which volume, nor of which year: two switches
//   online: at least one online meter in service on the day
#include <algorithm>
#include <cmath>
#include <map>

#include "compliance/meter_volumes.h"
#include "compliance/rule.h"

namespace shuiheng::compliance {
namespace {

using county::Meter;
using county::WaterUser;

constexpr double kPercent = 100;

enum class Standing { Due, NotDue, Unknown };

struct UserState {
    const WaterUser* user = nullptr;
    UserVolume basis;  ///< the largest of what the switch compares
    Standing standing = Standing::Unknown;
    bool uncertain = false;
    bool online = false;
    bool undatedOnline = false;        ///< online, but nobody wrote down since when
    std::optional<Date> onlineLater;   ///< first online date after the day
    std::vector<const Meter*> meters;  ///< in service on the day
};

bool inServiceOn(const Meter& meter, Date day) {
    return meter.installedOn.value_or(day) <= day && (!meter.removedOn || day < *meter.removedOn);
}

/// A permit applied for allows nothing yet; one that was ended did so until its last day, if that is on
/// record.
bool inForce(const county::Permit& permit, Date day) {
    const bool ended =
        permit.status == "lapsed" || permit.status == "cancelled" || permit.status == "suspended";
    return permit.status != "applied" && (!ended || permit.validTo) &&
           permit.validFrom.value_or(day) <= day && day <= permit.validTo.value_or(day);
}

void widen(UserVolume& basis, double best, double low, double high) {
    basis.best = std::max(basis.best.value_or(best), best);
    basis.low = std::max(basis.low, low);
    basis.high = std::max(basis.high, high);
}

class Coverage {
  public:
    Coverage(const RuleContext& context, Derivation& figure)
        : m_context(context),
          m_day(context.referenceDay()),
          m_threshold(context.numericArgument("threshold_m3").value_or(0)),
          m_population(context.argument("population", "non_resident")),
          m_basis(context.option(figure, "online_threshold_basis", "max")),
          m_farmIncluded(context.option(figure, "online_farm_users", "excluded") == "included"),
          m_currentYear(context.option(figure, "online_threshold_year", "previous") == "current"),
          m_present(context.county(), context.year),
          m_previous(context.county(), context.year - 1),
          m_meters(metersByUser(context.county())) {
        for (const county::PlannedUse& plan : context.county().plannedUses) {
            if (plan.year == context.year && plan.volumeM3) {
                m_planned[plan.userCode] += *plan.volumeM3;
            }
        }
        for (const county::Permit& permit : context.county().permits) {
            if (inForce(permit, m_day) && permit.volumeM3PerYear) {
                m_permitted[permit.userCode] += *permit.volumeM3PerYear;
            }
        }
    }

    Date day() const { return m_day; }
    double threshold() const { return m_threshold; }
    const std::string& basisName() const { return m_basis; }

    std::vector<UserState> users() const {
        std::vector<UserState> states;
        for (const WaterUser& user : m_context.county().users) {
            if (belongs(user)) {
                states.push_back(stateOf(user));
            }
        }
        return states;
    }

    /// Volume of the checked year itself: who will be due next.
    double presentVolume(const UserState& state) const {
        return userVolume(m_present, m_meters, state.user->code).best.value_or(0);
    }

  private:
    const RuleContext& m_context;
    Date m_day;
    double m_threshold;
    std::string m_population;
    std::string m_basis;
    bool m_farmIncluded;
    bool m_currentYear;
    MeterBook m_present;
    MeterBook m_previous;
    UserMeters m_meters;
    std::map<std::string, double> m_planned;
    std::map<std::string, double> m_permitted;

    bool belongs(const WaterUser& user) const {
        if (user.validFrom.value_or(m_day) > m_day || user.validTo.value_or(m_day) < m_day) {
            return false;
        }
        if (m_population == "park_industry") {
            return user.sector == county::Sector::Industry && !user.park.empty();
        }
        return user.nonResident && (m_farmIncluded || user.sector != county::Sector::Agriculture);
    }

    UserVolume basisOf(const std::string& code) const {
        UserVolume basis;
        if (m_basis == "actual" || m_basis == "max") {
            if (!m_currentYear) {
                basis = userVolume(m_previous, m_meters, code);
            }
            if (!basis.best) {
                // A user without a full year before is judged by the year itself.
                basis = userVolume(m_present, m_meters, code);
            }
        }
        if (m_basis == "plan" || m_basis == "max") {
            if (const auto found = m_planned.find(code); found != m_planned.end()) {
                widen(basis, found->second, found->second, found->second);
            }
        }
        if (m_basis == "permit" || m_basis == "max") {
            if (const auto found = m_permitted.find(code); found != m_permitted.end()) {
                widen(basis, found->second, found->second, found->second);
            }
        }
        return basis;
    }

    UserState stateOf(const WaterUser& user) const {
        UserState state;
        state.user = &user;
        state.basis = basisOf(user.code);
        if (m_threshold <= 0) {
            state.standing = Standing::Due;
        } else if (state.basis.best) {
            state.standing = *state.basis.best >= m_threshold ? Standing::Due : Standing::NotDue;
            state.uncertain =
                state.basis.low < m_threshold && (state.basis.high >= m_threshold || state.basis.open);
        } else {
            state.uncertain = true;
        }
        if (const auto found = m_meters.find(user.code); found != m_meters.end()) {
            for (const Meter* meter : found->second) {
                lookAt(*meter, state);
            }
        }
        return state;
    }

    void lookAt(const Meter& meter, UserState& state) const {
        if (!inServiceOn(meter, m_day)) {
            return;
        }
        state.meters.push_back(&meter);
        if (!meter.online) {
            return;
        }
        if (meter.onlineSince && *meter.onlineSince > m_day) {
            state.onlineLater = std::min(state.onlineLater.value_or(*meter.onlineSince), *meter.onlineSince);
            return;
        }
        state.undatedOnline = (state.undatedOnline || !state.online) && !meter.onlineSince;
        state.online = true;
    }
};

struct Count {
    int due = 0;
    int dueOnline = 0;
    int certainDue = 0;
    int certainOnline = 0;
    int openOnline = 0;
    int openOffline = 0;
    double dueVolume = 0;
    double onlineVolume = 0;
};

Count countOf(const std::vector<UserState>& users) {
    Count count;
    for (const UserState& state : users) {
        if (state.uncertain) {
            ++(state.online ? count.openOnline : count.openOffline);
        } else if (state.standing == Standing::Due) {
            ++count.certainDue;
            count.certainOnline += state.online ? 1 : 0;
        }
        if (state.standing == Standing::Due) {
            ++count.due;
            count.dueOnline += state.online ? 1 : 0;
            count.dueVolume += state.basis.best.value_or(0);
            count.onlineVolume += state.online ? state.basis.best.value_or(0) : 0;
        }
    }
    return count;
}

/// Lowest: everybody in doubt who is offline is due, nobody in doubt who is online. Highest: the other way
/// round.
void coverageRange(Derivation& figure, const Count& count) {
    const int most = count.certainDue + count.openOffline;
    const int least = count.certainDue + count.openOnline;
    const double low = most > 0 ? kPercent * count.certainOnline / most : *figure.value;
    const double high =
        least > 0 ? kPercent * (count.certainOnline + count.openOnline) / least : *figure.value;
    setRange(figure, std::min(low, *figure.value), std::max(high, *figure.value));
}

void recordInputs(Derivation& figure, const std::vector<UserState>& users, const RuleContext& context,
                  const Coverage& coverage) {
    UsedInput register_{
        "water_user", "population = " + context.argument("population", "non_resident"), "m³", {}, {}};
    UsedInput meters{"meter", "in service on " + coverage.day().iso() + ", online = 1", "1", {}, {}};
    UsedInput volumes{
        "volume_month",
        "year in (" + std::to_string(context.year - 1) + ", " + std::to_string(context.year) + ")",
        "m³",
        {},
        {}};
    std::map<std::string, const county::MeterYear*> present;
    std::map<std::string, const county::MeterYear*> previous;
    for (const county::MeterYear& year : context.county().meterYears) {
        if (year.year == context.year) {
            present.emplace(year.meterCode, &year);
        } else if (year.year == context.year - 1) {
            previous.emplace(year.meterCode, &year);
        }
    }
    for (const UserState& state : users) {
        register_.rows.push_back(inputRow(state.user->code, state.basis.best, state.user->origin));
        for (const Meter* meter : state.meters) {
            meters.rows.push_back(inputRow(meter->code, meter->online ? 1 : 0, meter->origin));
            for (const auto* book : {&previous, &present}) {
                if (const auto found = book->find(meter->code); found != book->end()) {
                    volumes.rows.push_back({meter->code + "/" + std::to_string(found->second->year),
                                            found->second->volumeM3 + found->second->estimatedM3,
                                            found->second->batches, 0});
                }
            }
        }
    }
    figure.inputs = {std::move(register_), std::move(meters), std::move(volumes)};
    UsedInput plans{"planned_use", "year = " + std::to_string(context.year), "m³", {}, {}};
    for (const county::PlannedUse& plan : context.county().plannedUses) {
        if (plan.year == context.year) {
            plans.rows.push_back(inputRow(plan.userCode, plan.volumeM3, plan.origin));
        }
    }
    UsedInput permits{"permit", "in force on " + coverage.day().iso(), "m³", {}, {}};
    for (const county::Permit& permit : context.county().permits) {
        if (inForce(permit, coverage.day())) {
            permits.rows.push_back(inputRow(permit.number, permit.volumeM3PerYear, permit.origin));
        }
    }
    if (coverage.basisName() == "plan" || coverage.basisName() == "max") {
        figure.inputs.push_back(std::move(plans));
    }
    if (coverage.basisName() == "permit" || coverage.basisName() == "max") {
        figure.inputs.push_back(std::move(permits));
    }
}

Text remarkOf(const UserState& state, const Coverage& coverage) {
    if (state.standing == Standing::Unknown) {
        return {"年水量未知，不能判定是否应装", "annual volume unknown: not clear whether due"};
    }
    if (state.onlineLater) {
        return say("{date} 才在线，晚于期限", "online since {date} only, after the day",
                   {{"date", state.onlineLater->iso()}});
    }
    if (state.meters.empty()) {
        return {"没有登记在用水表", "no meter in service on record"};
    }
    return say("截至 {day} 未在线", "not online on {day}", {{"day", coverage.day().iso()}});
}

std::vector<NamedItem> missingUsers(const std::vector<UserState>& users, const Coverage& coverage) {
    std::vector<NamedItem> items;
    for (const UserState& state : users) {
        if (!state.online && (state.standing == Standing::Due || state.uncertain)) {
            items.push_back(
                {state.user->code, state.user->name, state.basis.best, "m³", remarkOf(state, coverage)});
        }
    }
    std::stable_sort(items.begin(), items.end(), [](const NamedItem& a, const NamedItem& b) {
        return a.value.value_or(-1) > b.value.value_or(-1);
    });
    return items;
}

void addNotes(Derivation& figure, const std::vector<UserState>& users, const Coverage& coverage) {
    std::vector<std::string> undated;
    std::vector<std::string> unknown;
    std::vector<std::string> doubtful;
    std::vector<std::string> crossing;
    int partly = 0;
    for (const UserState& state : users) {
        if (state.online && state.undatedOnline) {
            undated.push_back(state.user->code);
        }
        if (state.standing == Standing::Unknown) {
            unknown.push_back(state.user->code);
        } else if (state.uncertain) {
            doubtful.push_back(state.user->code);
        }
        if (state.standing == Standing::NotDue && coverage.presentVolume(state) >= coverage.threshold()) {
            crossing.push_back(state.user->code);
        }
        const auto offline = [](const Meter* meter) { return !meter->online; };
        partly += state.online && std::any_of(state.meters.begin(), state.meters.end(), offline) ? 1 : 0;
    }
    const auto note = [&](const std::vector<std::string>& codes, const std::string& zh, const std::string& en,
                          bool missing) {
        if (codes.empty()) {
            return;
        }
        const Text names = listed(codes);
        Text text{zh + "：" + names.zh, en + ": " + names.en};
        if (missing) {
            addMissing(figure, std::move(text));
        } else {
            figure.notes.push_back(std::move(text));
        }
    };
    note(unknown, "没有年水量、不能判定是否应装的用户",
         "users without an annual volume, due or not due unknown", true);
    note(doubtful, "水量跨门槛不确定的用户", "users whose volume may lie on either side of the threshold",
         true);
    note(undated, "在线日期未登记、按在线计的用户", "users counted as online without a date on record",
         false);
    note(crossing, "当年水量已达门槛、下一年应装的用户",
         "users whose volume of the year reaches the threshold, due next", false);
    if (partly > 0) {
        figure.notes.push_back(say("{n} 户只有部分水表在线",
                                   "{n} users have only some of their meters online",
                                   {{"n", std::to_string(partly)}}));
    }
}

Derivation byVolume(const Count& count) {
    Derivation child;
    child.id = "online_coverage.by_volume";
    child.name = {"按水量计的在线覆盖率", "online coverage by volume"};
    child.unit = "%";
    child.formula = "Σ V(在线) / Σ V(应装) × 100 %";
    if (count.dueVolume > 0) {
        child.value = kPercent * count.onlineVolume / count.dueVolume;
    } else {
        addMissing(child, {"应装用户没有水量", "the users due have no volume on record"});
    }
    return child;
}

Derivation number(std::string id, Text name, int value) {
    Derivation child;
    child.id = "online_coverage." + std::move(id);
    child.name = std::move(name);
    child.unit = "户";
    child.value = value;
    child.formula = "n";
    return child;
}

void needMoreOnline(const RuleContext& context, RuleResult& result, const Count& count) {
    const double share = context.target().value_or(kPercent) / kPercent;
    constexpr double kNoise = 1e-9;
    const double users = std::ceil(share * count.due - kNoise) - count.dueOnline;
    if (users > 0) {
        result.needed.push_back({{"还须在线的用水户", "more users to bring online"}, users, "户"});
        result.needed.push_back(
            {{"其中应装未在线用户的年水量", "annual volume of the users due and not online"},
             count.dueVolume - count.onlineVolume,
             "m³"});
    }
}

}  // namespace

RuleResult onlineCoverage(const RuleContext& context) {
    RuleResult result;
    Derivation& figure = result.derivation;
    figure.id = "online_coverage";
    figure.name = {"在线计量覆盖率", "online metering coverage"};
    figure.unit = "%";
    figure.formula = "覆盖率 = 在线户数 / 应装户数 × 100 %";
    figure.expression = "c2/c1*100";
    const Coverage coverage(context, figure);
    const std::vector<UserState> users = coverage.users();
    recordInputs(figure, users, context, coverage);
    if (users.empty()) {
        addMissing(figure, {"用水户名录中没有这一类用户；请登记用水户",
                            "the register holds no user of this kind: register the users"});
        return result;
    }
    const Count count = countOf(users);
    addNotes(figure, users, coverage);
    result.namedList = missingUsers(users, coverage);
    if (count.due == 0) {
        addMissing(figure, {"没有达到门槛的用户，覆盖率无从计算",
                            "no user reaches the threshold: there is no coverage to compute"});
        return result;
    }
    figure.value = kPercent * count.dueOnline / count.due;
    coverageRange(figure, count);
    figure.children.push_back(number("due", {"应装户数", "users due"}, count.due));
    figure.children.push_back(number("online", {"在线户数", "users online"}, count.dueOnline));
    figure.children.push_back(byVolume(count));
    needMoreOnline(context, result, count);
    return result;
}

}  // namespace shuiheng::compliance
