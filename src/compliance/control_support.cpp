// Figures beside the plan's tasks 1, 4 and 26: use against the control indicators, users above their plan,
// drills.
//   headroom = control − use per sector and source;  above the plan: V > plan, far above: V > (1 + p)·plan
#include <algorithm>
#include <cmath>

#include "compliance/member_ratio.h"
#include "compliance/meter_volumes.h"
#include "county/codes.h"

namespace shuiheng::compliance {
namespace {

using county::ControlIndicator;

constexpr std::string_view kAll = "all";
/// Sums of stated controls that differ by less than this part are the same sum.
constexpr double kRoundingShare = 1e-6;

std::string keyOf(std::string_view sector, std::string_view source) {
    return std::string(sector) + "/" + std::string(source);
}

/// The control indicators of one year.
class Control {
  public:
    explicit Control(const RuleContext& context) : m_context(context), m_year(std::to_string(context.year)) {
        for (const ControlIndicator& one : context.county().controlIndicators) {
            if (one.year == context.year) {
                m_cells.push_back(&one);
            }
        }
    }
    const std::vector<const ControlIndicator*>& cells() const { return m_cells; }

    /// Control less use of one cell.
    Derivation headroom(const ControlIndicator& cell) const {
        Derivation figure;
        const std::string key = keyOf(cell.sector, cell.source);
        figure.id = "total_use_control." + key;
        figure.name = {key + " 控制指标余量", key + ": headroom"};
        figure.unit = "m³";
        figure.formula = "控制指标 − 用水量";
        figure.expression = "SUM(i1)-SUM(i2)";
        UsedInput limit{"control_indicator", "year = " + m_year, "m³", {}, {}};
        limit.rows.push_back(inputRow(key, cell.volumeM3, cell.origin));
        UsedInput uses{"water_use", "year = " + m_year, "m³", {}, {}};
        double use = 0;
        bool blank = false;
        for (const county::WaterUse& record : m_context.county().waterUses) {
            if (record.year == m_context.year && covers(cell, record)) {
                uses.rows.push_back(
                    inputRow(keyOf(county::codeOf(record.sector), county::codeOf(record.source)),
                             record.volumeM3, record.origin));
                use += record.volumeM3.value_or(0);
                blank = blank || !record.volumeM3;
            }
        }
        if (uses.rows.empty() || blank) {
            addMissing(figure,
                       say("{year} 年 {key} 的用水量没有填全", "the use of {key} in {year} is not complete",
                           {{"year", m_year}, {"key", key}}));
        }
        if (!cell.volumeM3) {
            addMissing(figure, say("{year} 年控制指标 {key} 未填", "the control of {key} for {year} is blank",
                                   {{"year", m_year}, {"key", key}}));
        }
        figure.inputs = {std::move(limit), std::move(uses)};
        if (figure.missing.empty()) {
            figure.value = *cell.volumeM3 - use;
        }
        return figure;
    }

    /// Σ sectors = Σ sources = total, as far as they are stated.
    void noteSums(Derivation& figure) const {
        const auto total = sum(true, true);
        for (const auto& [part, name] : {std::pair{sum(false, true), Text{"分行业", "the sectors"}},
                                         {sum(true, false), Text{"分水源", "the sources"}}}) {
            if (total && part && std::abs(*part - *total) > kRoundingShare * *total) {
                figure.notes.push_back(say("{zh}控制指标之和 {part} m³ 与总量 {total} m³ 不等",
                                           "the controls of {en} sum to {part} m³, the total is {total} m³",
                                           {{"zh", name.zh},
                                            {"en", name.en},
                                            {"part", fixed(*part, 0)},
                                            {"total", fixed(*total, 0)}}));
            }
        }
    }

  private:
    const RuleContext& m_context;
    std::string m_year;
    std::vector<const ControlIndicator*> m_cells;

    /// 生活 includes services where they have no control of their own.
    bool covers(const ControlIndicator& cell, const county::WaterUse& use) const {
        const bool ownServices = std::any_of(m_cells.begin(), m_cells.end(), [](const ControlIndicator* one) {
            return one->sector == county::codeOf(county::Sector::Service);
        });
        const bool asDomestic = use.sector == county::Sector::Service && !ownServices;
        const auto sector = county::codeOf(asDomestic ? county::Sector::Domestic : use.sector);
        return (cell.sector == kAll || cell.sector == sector) &&
               (cell.source == kAll || cell.source == county::codeOf(use.source));
    }

    std::optional<double> sum(bool allSectors, bool allSources) const {
        std::optional<double> total;
        for (const ControlIndicator* cell : m_cells) {
            if ((cell->sector == kAll) == allSectors && (cell->source == kAll) == allSources &&
                cell->volumeM3) {
                total = total.value_or(0) + *cell->volumeM3;
            }
        }
        return total;
    }
};

void noteCodes(Derivation& figure, const std::vector<std::string>& codes, const Text& what) {
    if (!codes.empty()) {
        const Text names = listed(codes);
        figure.notes.push_back({what.zh + "：" + names.zh, what.en + ": " + names.en});
    }
}

}  // namespace

std::vector<Derivation> totalUseControl(const RuleContext& context) {
    Derivation figure;
    figure.id = "total_use_control";
    figure.name = {"超过用水总量控制指标的项数", "control indicators exceeded"};
    figure.unit = "项";
    figure.formula = "n (用水量 > 控制指标)";
    const Control control(context);
    if (control.cells().empty()) {
        const std::string year = std::to_string(context.year);
        addMissing(figure,
                   {year + " 年没有登记用水总量控制指标", "no control indicator is recorded for " + year});
    }
    double exceeded = 0;
    for (const ControlIndicator* cell : control.cells()) {
        Derivation headroom = control.headroom(*cell);
        if (headroom.value.value_or(0) < 0) {
            ++exceeded;
            figure.notes.push_back(
                say("{key} 超出 {v} m³", "{key} exceeded by {v} m³",
                    {{"key", keyOf(cell->sector, cell->source)}, {"v", fixed(-*headroom.value, 0)}}));
        }
        adopt(figure, std::move(headroom));
    }
    control.noteSums(figure);
    if (figure.missing.empty()) {
        figure.value = exceeded;
    }
    return {std::move(figure)};
}

std::vector<Derivation> plannedUse(const RuleContext& context) {
    const std::string year = std::to_string(context.year);
    Derivation figure;
    figure.id = "users_above_plan";
    figure.name = {"超计划用水户", "users above their plan"};
    figure.unit = "户";
    figure.formula = "n (V > 计划)";
    figure.clause = "计划用水管理办法（水资源〔2014〕360号）";
    UsedInput plans{"planned_use", "year = " + year, "m³", {}, {}};
    UsedInput volumes{"volume_month", "year = " + year + ", meters of these users", "m³", {}, {}};
    const MeterBook book(context.county(), context.year);
    const UserMeters meters = metersByUser(context.county());
    const auto far = context.number(figure, "plan.year_balance_test");
    std::vector<std::string> above;
    std::vector<std::string> farAbove;
    std::vector<std::string> unknown;
    double low = 0;
    double high = 0;
    for (const county::PlannedUse& plan : context.county().plannedUses) {
        if (plan.year != context.year || !plan.volumeM3) {
            continue;
        }
        const UserVolume volume = userVolume(book, meters, plan.userCode);
        plans.rows.push_back(inputRow(plan.userCode, plan.volumeM3, plan.origin));
        volumes.rows.push_back({plan.userCode, volume.best, {}, 0});
        low += volume.low > *plan.volumeM3 ? 1 : 0;
        high += volume.high > *plan.volumeM3 || volume.open || !volume.best ? 1 : 0;
        if (!volume.best) {
            unknown.push_back(plan.userCode);
        } else if (*volume.best > *plan.volumeM3) {
            above.push_back(plan.userCode);
            if (far && *volume.best > (1 + *far) * *plan.volumeM3) {
                farAbove.push_back(plan.userCode);
            }
        }
    }
    if (plans.rows.empty()) {
        addMissing(figure, {year + " 年没有登记用水计划", "no planned use is recorded for " + year});
    } else if (figure.missing.empty()) {
        figure.value = static_cast<double>(above.size());
        setRange(figure, low, high);
    }
    noteCodes(figure, above, {"超计划的用水户", "users above their plan"});
    noteCodes(
        figure, farAbove,
        {"超计划比例大于参数值、须做水平衡测试的用水户", "so far above it that they owe a balance test"});
    noteCodes(figure, unknown,
              {"有计划而没有年水量、未判断的用水户", "users with a plan and no volume, not judged"});
    figure.inputs = {std::move(plans), std::move(volumes)};
    return {std::move(figure)};
}

std::vector<Derivation> drillsHeld(const RuleContext& context) {
    const std::string year = std::to_string(context.year);
    std::vector<InputRow> rows;
    for (const county::Drill& one : context.county().drills) {
        if (one.heldOn && one.heldOn->year() == context.year) {
            rows.push_back(inputRow(one.heldOn->iso() + " " + one.subject, 1, one.origin));
        }
    }
    Derivation figure = countOf("drills_held", {"应急演练次数", "emergency drills"}, "次", "drill",
                                "year = " + year, std::move(rows));
    if (context.county().drills.empty()) {
        figure.value.reset();
        addMissing(figure, {"没有登记任何应急演练", "no drill is recorded"});
    }
    return {std::move(figure)};
}

}  // namespace shuiheng::compliance
