#include "report/wording.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <map>

#include "report/typography.h"

namespace shuiheng::report {

using compliance::MilestoneResult;
using compliance::Operator;
using compliance::Verdict;

namespace {

constexpr int kMostDecimals = 6;

struct UnitWords {
    const char* tableEn;
    const char* proseZh;
    const char* proseEn;  ///< with its leading blank
    int decimals;
};

const std::map<std::string, UnitWords>& units() {
    static const std::map<std::string, UnitWords> table = {
        {"%", {"%", "%", "%", 2}},
        {"万m³", {"10⁴ m³", "万立方米", " × 10⁴ m³", 2}},
        {"万m³/a", {"10⁴ m³/a", "万立方米每年", " × 10⁴ m³/a", 2}},
        {"m³", {"m³", "立方米", " m³", 0}},
        {"m³/a", {"m³/a", "立方米每年", " m³/a", 0}},
        {"m³/万元", {"m³/10⁴ CNY", "立方米每万元", " m³ per 10⁴ CNY", 2}},
        {"万元", {"10⁴ CNY", "万元", " × 10⁴ CNY", 1}},
        {"km", {"km", "公里", " km", 2}},
        {"km/万m³", {"km/10⁴ m³", "公里每万立方米", " km per 10⁴ m³", 4}},
        {"MPa", {"MPa", "兆帕", " MPa", 2}},
        {"m", {"m", "米", " m", 2}},
        {"1", {"—", "", "", 3}},
        {"-", {"—", "", "", 0}},
        {"户", {"users", "户", " users", 0}},
        {"家", {"units", "家", " units", 0}},
        {"项", {"items", "项", " items", 0}},
        {"份", {"documents", "份", " documents", 0}},
        {"座", {"works", "座", " works", 0}},
        {"所", {"schools", "所", " schools", 0}},
        {"月", {"months", "个月", " months", 0}},
        {"天", {"days", "天", " days", 0}},
        {"个", {"units", "个", " units", 0}},
        {"件", {"pieces", "件", " pieces", 0}},
    };
    return table;
}

const std::map<std::string, Text>& tableNames() {
    static const std::map<std::string, Text> names = {
        {"certificate", {"节水载体证书", "certificates"}},
        {"document_stage", {"文件台账", "register of documents"}},
        {"drainage_node", {"排水监控点", "drainage nodes"}},
        {"economic_value", {"经济指标", "economic figures"}},
        {"fixture_seller", {"用水器具经营者", "sellers of fixtures"}},
        {"fixture_survey", {"用水器具普查", "surveys of fixtures"}},
        {"institution", {"学校和机关事业单位", "schools and agencies"}},
        {"irrigation_class_use", {"灌区毛用水量", "gross irrigation water"}},
        {"irrigation_sample", {"样点灌区", "irrigation samples"}},
        {"listed_enterprise", {"企业名录", "lists of enterprises"}},
        {"market_inspection", {"市场抽检", "market inspections"}},
        {"meter", {"水表", "meters"}},
        {"monthly_return", {"月调度报送", "monthly returns"}},
        {"permit", {"取水许可", "permits"}},
        {"planned_use", {"计划用水", "planned use"}},
        {"problem_discharger", {"超标排水企业", "problem dischargers"}},
        {"project_stage", {"工程台账", "register of works"}},
        {"reclaimed_capacity", {"再生水能力", "reclaimed-water capacity"}},
        {"reclaimed_use", {"再生水利用", "reclaimed-water use"}},
        {"retrofit", {"节水改造", "retrofits"}},
        {"saving_contract", {"合同节水", "saving contracts"}},
        {"sewage_treated", {"污水处理量", "sewage treated"}},
        {"supply_balance", {"供水平衡表", "supply balance"}},
        {"volume_month", {"水表水量", "meter volumes"}},
        {"water_assessment", {"用水诊断和审计", "diagnoses and audits"}},
        {"water_use", {"用水总量", "water use"}},
        {"water_user", {"用水户", "water users"}},
        {"well_coefficient", {"以电折水系数", "well coefficients"}},
        {"well_power", {"机井用电", "electricity of wells"}},
    };
    return names;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

}  // namespace

Mark markOf(Verdict verdict) {
    switch (verdict) {
        case Verdict::Met:
            return Mark::Met;
        case Verdict::Missed:
            return Mark::Missed;
        case Verdict::Insufficient:
            return Mark::Insufficient;
        case Verdict::NotDue:
            return Mark::NotDue;
        case Verdict::EffortMissed:
            return Mark::EffortMissed;
    }
    return Mark::Insufficient;
}

std::string Wording::text(const Text& text) const {
    const std::string& chosen = text.in(m_language);
    return chinese() ? closedUp(chosen.empty() ? text.zh : chosen) : (chosen.empty() ? text.zh : chosen);
}

std::string Wording::sentence(const Text& text) const {
    std::string words = this->text(text);
    words = chinese() ? sentenceOf(words) : englishSentenceOf(words);
    if (!chinese() && !words.empty() && words.front() >= 'a' && words.front() <= 'z') {
        words.front() = static_cast<char>(words.front() - 'a' + 'A');
    }
    const bool stopped = words.ends_with("。") || words.ends_with(".");
    return words + (stopped ? pick("", " ") : pick("。", ". "));
}

std::string Wording::longDate(Date date) const {
    static const std::array<const char*, 12> months = {"January",   "February", "March",    "April",
                                                       "May",       "June",     "July",     "August",
                                                       "September", "October",  "November", "December"};
    if (chinese()) {
        return std::to_string(date.year()) + "年" + std::to_string(date.month()) + "月" +
               std::to_string(date.day()) + "日";
    }
    return std::to_string(date.day()) + " " + months[static_cast<std::size_t>(date.month() - 1)] + " " +
           std::to_string(date.year());
}

std::string Wording::tableUnit(const std::string& unit) const {
    if (unit.empty() || unit == "1" || unit == "-") {
        return "—";
    }
    const auto found = units().find(unit);
    if (chinese()) {
        return unit;
    }
    return found != units().end() ? found->second.tableEn
                                  : replaced(replaced(unit, "万m³", "10⁴ m³"), "万元", "10⁴ CNY");
}

std::string Wording::proseUnit(const std::string& unit) const {
    const auto found = units().find(unit);
    if (found == units().end()) {
        return chinese() ? unit : " " + tableUnit(unit);
    }
    return chinese() ? found->second.proseZh : found->second.proseEn;
}

std::string Wording::prose(double value, const std::string& unit, int decimals) const {
    return number(value, decimals) + proseUnit(unit);
}

std::string Wording::status(const std::string& status) const {
    if (chinese()) {
        return status;
    }
    if (status == "已核实") {
        return "verified";
    }
    if (status == "待核实") {
        return "to be verified";
    }
    return status == "示例" ? "sample" : status;
}

std::string Wording::tableName(const std::string& table) const {
    const auto found = tableNames().find(table);
    return found == tableNames().end() ? table : text(found->second);
}

std::string Wording::joined(const std::vector<std::string>& parts) const {
    std::string result;
    for (const std::string& part : parts) {
        result += (result.empty() ? "" : pick("、", ", ")) + part;
    }
    return result;
}

std::string Wording::verdictWord(Verdict verdict) const {
    // The short words of look.md §2, which fit a table cell beside the mark; compliance::nameOf() has the
    // long ones.
    switch (verdict) {
        case Verdict::Met:
            return pick("达标", "met");
        case Verdict::Missed:
            return pick("未达标", "missed");
        case Verdict::Insufficient:
            return pick("数据不足", "data missing");
        case Verdict::NotDue:
            return pick("未到期", "not due");
        case Verdict::EffortMissed:
            return pick("尽力未完成", "aim not met");
    }
    return {};
}

std::string number(double value, int decimals) {
    if (!std::isfinite(value)) {
        return "—";
    }
    std::array<char, 400> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.*f", decimals, std::abs(value));
    const std::string digits(buffer.data());
    const bool zero = digits.find_first_of("123456789") == std::string::npos;
    return (value < 0 && !zero ? "−" : "") + digits;
}

std::string shortNumber(double value, int most) {
    std::string text = number(value, most);
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.') {
            text.pop_back();
        }
    }
    return text;
}

int decimalsOf(const std::string& unit) {
    const auto found = units().find(unit);
    return found != units().end() ? found->second.decimals : 2;
}

int decimalsOf(const MilestoneResult& result) {
    int decimals = decimalsOf(result.milestone.unit);
    const bool differs = result.value && result.target && *result.value != *result.target;
    while (differs && decimals < kMostDecimals &&
           number(*result.value, decimals) == number(*result.target, decimals)) {
        ++decimals;
    }
    return decimals;
}

std::string requirement(const MilestoneResult& result, const Wording& words) {
    if (!result.target) {
        return "—";
    }
    const std::string value = shortNumber(*result.target, kMostDecimals);
    const compliance::Milestone& milestone = result.milestone;
    if (!milestone.binding) {
        // The plan's own verb tells an aim from a duty.
        return words.chinese() ? (milestone.strength.size() <= 6 ? milestone.strength : "争取") + value
                               : "aim " + value;
    }
    switch (milestone.op) {
        case Operator::AtMost:
            return "≤" + value;
        case Operator::AtLeast:
        case Operator::DecreaseAtLeast:
        case Operator::CountAtLeast:
            return "≥" + value;
        default:
            return value;
    }
}

std::string achieved(const MilestoneResult& result, const Wording& words) {
    const int decimals = decimalsOf(result);
    if (result.value) {
        return number(*result.value, decimals);
    }
    if (result.range) {
        return shortNumber(result.range->low, decimals) + words.pick("至", "–") +
               shortNumber(result.range->high, decimals);
    }
    return "—";
}

std::string difference(const MilestoneResult& result, const Wording& words) {
    if (!result.margin || !result.value) {
        return "—";
    }
    const double margin = *result.margin;
    const std::string size = number(std::abs(margin), decimalsOf(result));
    if (size.find_first_of("123456789") == std::string::npos) {
        return "0";
    }
    if (compliance::comparisonOf(result.milestone.op) == compliance::Comparison::AtMost) {
        return margin >= 0 ? words.pick("余 ", "spare ") + size : words.pick("超 ", "over ") + size;
    }
    if (margin >= 0) {
        return words.pick("多 ", "more ") + size;
    }
    const bool open = result.verdict == Verdict::NotDue;
    return words.pick(open ? "差 " : "少 ", "short ") + size;
}

std::string dueText(const compliance::Milestone& milestone, const Wording& words) {
    if (milestone.due) {
        return milestone.due->iso();
    }
    return words.chinese() && !milestone.dueText.empty() ? milestone.dueText
                                                         : words.pick("未写明", "not stated");
}

}  // namespace shuiheng::report
