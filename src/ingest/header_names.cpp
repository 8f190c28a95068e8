#include "ingest/header_names.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace shuiheng::ingest {
namespace {

/// Names as normalisedHeader() leaves them. One line per name; the first match wins.
constexpr std::pair<std::string_view, Field> kHeaderNames[] = {
    {"水表编号", Field::Meter},
    {"水表号", Field::Meter},
    {"水表号码", Field::Meter},
    {"水表表号", Field::Meter},
    {"表号", Field::Meter},
    {"表码", Field::Meter},
    {"表编号", Field::Meter},
    {"表具编号", Field::Meter},
    {"表具号", Field::Meter},
    {"表身号", Field::Meter},
    {"表钢号", Field::Meter},
    {"仪表编号", Field::Meter},
    {"设备编号", Field::Meter},
    {"设备号", Field::Meter},
    {"测点", Field::Meter},
    {"测点编号", Field::Meter},
    {"测点编码", Field::Meter},
    {"测站", Field::Meter},
    {"测站编码", Field::Meter},
    {"测站编号", Field::Meter},
    {"站点编号", Field::Meter},
    {"站点编码", Field::Meter},
    {"计量点", Field::Meter},
    {"计量点编号", Field::Meter},
    {"监测点", Field::Meter},
    {"监测点编号", Field::Meter},
    {"监测点编码", Field::Meter},
    {"取水口编号", Field::Meter},
    {"机井编号", Field::Meter},
    {"终端编号", Field::Meter},
    {"meter", Field::Meter},
    {"meterid", Field::Meter},
    {"meterno", Field::Meter},
    {"metercode", Field::Meter},
    {"meternumber", Field::Meter},
    {"sensor", Field::Meter},
    {"sensorid", Field::Meter},
    {"deviceid", Field::Meter},
    {"stationid", Field::Meter},
    {"时间", Field::Time},
    {"采集时间", Field::Time},
    {"监测时间", Field::Time},
    {"数据时间", Field::Time},
    {"上报时间", Field::Time},
    {"抄表时间", Field::Time},
    {"读数时间", Field::Time},
    {"记录时间", Field::Time},
    {"观测时间", Field::Time},
    {"结束时间", Field::Time},
    {"时间点", Field::Time},
    {"时标", Field::Time},
    {"time", Field::Time},
    {"datetime", Field::Time},
    {"timestamp", Field::Time},
    {"endtime", Field::Time},
    {"日期", Field::Date},
    {"本次抄表日期", Field::Date},
    {"本期抄表日期", Field::Date},
    {"抄表日期", Field::Date},
    {"本次抄表时间", Field::Date},
    {"抄表日", Field::Date},
    {"抄表年月", Field::Date},
    {"抄表月份", Field::Date},
    {"用水月份", Field::Date},
    {"账期", Field::Date},
    {"水费年月", Field::Date},
    {"年月", Field::Date},
    {"月份", Field::Date},
    {"月度", Field::Date},
    {"结束日期", Field::Date},
    {"date", Field::Date},
    {"enddate", Field::Date},
    {"readingdate", Field::Date},
    {"month", Field::Date},
    {"时刻", Field::Clock},
    {"小时", Field::Clock},
    {"clock", Field::Clock},
    {"年", Field::Year},
    {"年份", Field::Year},
    {"年度", Field::Year},
    {"year", Field::Year},
    {"开始时间", Field::StartTime},
    {"起始时间", Field::StartTime},
    {"starttime", Field::StartTime},
    {"上次抄表日期", Field::StartDate},
    {"上期抄表日期", Field::StartDate},
    {"上次抄表时间", Field::StartDate},
    {"上次日期", Field::StartDate},
    {"开始日期", Field::StartDate},
    {"起始日期", Field::StartDate},
    {"startdate", Field::StartDate},
    {"本期读数", Field::Index},
    {"本次读数", Field::Index},
    {"本月读数", Field::Index},
    {"本期止数", Field::Index},
    {"本期示数", Field::Index},
    {"本次示数", Field::Index},
    {"本期表底", Field::Index},
    {"本期止码", Field::Index},
    {"止码", Field::Index},
    {"止数", Field::Index},
    {"现读数", Field::Index},
    {"读数", Field::Index},
    {"表读数", Field::Index},
    {"水表读数", Field::Index},
    {"抄表读数", Field::Index},
    {"表底数", Field::Index},
    {"示数", Field::Index},
    {"表底", Field::Index},
    {"累计读数", Field::Index},
    {"累计流量", Field::Index},
    {"累计水量", Field::Index},
    {"累计用水量", Field::Index},
    {"累积流量", Field::Index},
    {"累积水量", Field::Index},
    {"正累计", Field::Index},
    {"正向累计", Field::Index},
    {"正累计流量", Field::Index},
    {"正向累计流量", Field::Index},
    {"净累计", Field::Index},
    {"净累计流量", Field::Index},
    {"index", Field::Index},
    {"reading", Field::Index},
    {"register", Field::Index},
    {"totalizer", Field::Index},
    {"上期读数", Field::PreviousIndex},
    {"上次读数", Field::PreviousIndex},
    {"上月读数", Field::PreviousIndex},
    {"上期止数", Field::PreviousIndex},
    {"上期示数", Field::PreviousIndex},
    {"上次示数", Field::PreviousIndex},
    {"上期表底", Field::PreviousIndex},
    {"起码", Field::PreviousIndex},
    {"起数", Field::PreviousIndex},
    {"原读数", Field::PreviousIndex},
    {"previousindex", Field::PreviousIndex},
    {"previousreading", Field::PreviousIndex},
    {"本期水量", Field::Volume},
    {"本期用水量", Field::Volume},
    {"本次水量", Field::Volume},
    {"本次用水量", Field::Volume},
    {"本月水量", Field::Volume},
    {"本月用水量", Field::Volume},
    {"实用水量", Field::Volume},
    {"实际水量", Field::Volume},
    {"抄见水量", Field::Volume},
    {"计费水量", Field::Volume},
    {"用水量", Field::Volume},
    {"取水量", Field::Volume},
    {"供水量", Field::Volume},
    {"水量", Field::Volume},
    {"用量", Field::Volume},
    {"日用水量", Field::Volume},
    {"月用水量", Field::Volume},
    {"时段水量", Field::Volume},
    {"volume", Field::Volume},
    {"consumption", Field::Volume},
    {"usage", Field::Volume},
    {"瞬时流量", Field::Flow},
    {"流量", Field::Flow},
    {"平均流量", Field::Flow},
    {"小时流量", Field::Flow},
    {"flow", Field::Flow},
    {"flowrate", Field::Flow},
    {"inflow", Field::Flow},
    {"倍率", Field::Multiplier},
    {"水表倍率", Field::Multiplier},
    {"multiplier", Field::Multiplier},
    {"口径", Field::Bore},
    {"水表口径", Field::Bore},
    {"表径", Field::Bore},
    {"管径", Field::Bore},
    {"bore", Field::Bore},
    {"表位数", Field::Digits},
    {"位数", Field::Digits},
    {"水表位数", Field::Digits},
    {"量程位数", Field::Digits},
    {"digits", Field::Digits},
    {"户号", Field::UserCode},
    {"用户编号", Field::UserCode},
    {"用户号", Field::UserCode},
    {"用户编码", Field::UserCode},
    {"用水户编号", Field::UserCode},
    {"客户编号", Field::UserCode},
    {"usercode", Field::UserCode},
    {"userid", Field::UserCode},
    {"户名", Field::UserName},
    {"用户名", Field::UserName},
    {"用户名称", Field::UserName},
    {"用水户", Field::UserName},
    {"用水单位", Field::UserName},
    {"单位名称", Field::UserName},
    {"用水户名称", Field::UserName},
    {"username", Field::UserName},
    {"用水地址", Field::Address},
    {"地址", Field::Address},
    {"用户地址", Field::Address},
    {"安装地址", Field::Address},
    {"安装位置", Field::Address},
    {"address", Field::Address},
    {"用水性质", Field::UseClass},
    {"用水类别", Field::UseClass},
    {"用水类型", Field::UseClass},
    {"性质", Field::UseClass},
    {"useclass", Field::UseClass},
    {"抄表方式", Field::ReadStatus},
    {"抄表状态", Field::ReadStatus},
    {"抄表类型", Field::ReadStatus},
    {"读数状态", Field::ReadStatus},
    {"抄见状态", Field::ReadStatus},
    {"readstatus", Field::ReadStatus},
    {"readmethod", Field::ReadStatus},
    {"换表旧表止数", Field::OldFinalIndex},
    {"旧表止数", Field::OldFinalIndex},
    {"旧表止码", Field::OldFinalIndex},
    {"旧表底数", Field::OldFinalIndex},
    {"换表旧表止码", Field::OldFinalIndex},
    {"oldfinalindex", Field::OldFinalIndex},
    {"换表新表起数", Field::NewInitialIndex},
    {"新表起数", Field::NewInitialIndex},
    {"新表起码", Field::NewInitialIndex},
    {"新表底数", Field::NewInitialIndex},
    {"换表新表起码", Field::NewInitialIndex},
    {"newinitialindex", Field::NewInitialIndex},
    {"时长", Field::Duration},
    {"历时", Field::Duration},
    {"duration", Field::Duration},
};

constexpr std::array<std::array<std::string_view, 2>, 8> kBrackets = {
    {{"(", ")"}, {"[", "]"}, {"{", "}"}, {"【", "】"}, {"〔", "〕"}, {"［", "］"}, {"「", "」"}, {"<", ">"}}};

/// Calls `visit(position, opening length, content, closing length)` for each bracket pair.
template <typename Visit>
void forEachBracket(std::string_view text, Visit visit) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        for (const auto& [open, close] : kBrackets) {
            if (!text.substr(at).starts_with(open)) {
                continue;
            }
            const std::size_t end = text.find(close, at + open.size());
            if (end == std::string_view::npos) {
                continue;
            }
            visit(at, end + close.size(), text.substr(at + open.size(), end - at - open.size()));
            at = end + close.size() - 1;
            break;
        }
    }
}

bool isDigit(char letter) {
    return letter >= '0' && letter <= '9';
}

int numberOf(std::string_view digits) {
    int value = 0;
    for (const char letter : digits) {
        value = value * 10 + (letter - '0');
    }
    return value;
}

}  // namespace

std::string normalisedHeader(std::string_view utf8) {
    const std::string plain = plainText(utf8);
    std::string outside;
    std::size_t from = 0;
    forEachBracket(plain, [&](std::size_t begin, std::size_t end, std::string_view) {
        outside.append(plain, from, begin - from);
        from = end;
    });
    outside.append(plain, from);
    std::string name;
    for (const char letter : outside) {
        if (letter == ' ' || letter == '-' || letter == '_' || letter == ':' || letter == '\t' ||
            letter == '\n' || letter == '\r' || letter == '*' || letter == '.') {
            continue;
        }
        name.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(letter))));
    }
    return name;
}

std::vector<std::string> bracketParts(std::string_view utf8) {
    const std::string plain = plainText(utf8);
    std::vector<std::string> parts;
    forEachBracket(plain,
                   [&](std::size_t, std::size_t, std::string_view content) { parts.emplace_back(content); });
    return parts;
}

std::optional<Unit> unitInHeader(std::string_view utf8) {
    const std::vector<std::string> parts = bracketParts(utf8);
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
        std::string text = *part;
        if (const std::string mark = "单位:"; text.starts_with(mark)) {
            text.erase(0, mark.size());
        }
        if (const auto unit = unitByText(text)) {
            return unit;
        }
    }
    const std::string plain = plainText(utf8);
    for (std::size_t at = plain.find_first_of("/ _-"); at != std::string::npos;
         at = plain.find_first_of("/ _-", at + 1)) {
        if (const auto unit = unitByText(std::string_view(plain).substr(at + 1)); unit && at > 0) {
            return unit;
        }
    }
    return std::nullopt;
}

std::optional<Field> fieldByHeader(std::string_view utf8) {
    const std::string name = normalisedHeader(utf8);
    const auto lookUp = [](std::string_view wanted) -> std::optional<Field> {
        for (const auto& [known, field] : kHeaderNames) {
            if (known == wanted) {
                return field;
            }
        }
        return std::nullopt;
    };
    if (const auto field = lookUp(name)) {
        return field;
    }
    if (name.starts_with("datetime") || name.starts_with("timestamp")) {
        return Field::Time;  // "Date-time CET-CEST (DD/MM/YYYY HH:mm)"
    }
    const std::size_t slash = name.find('/');
    return slash != std::string::npos && unitByText(std::string_view(name).substr(slash + 1))
               ? lookUp(std::string_view(name).substr(0, slash))
               : std::nullopt;
}

std::optional<MonthHeader> monthByHeader(std::string_view utf8) {
    const std::string name = normalisedHeader(utf8);
    std::string text;
    for (const std::string_view tail : {"用水量", "水量", "读数", "用量", "份"}) {
        if (name.size() > tail.size() && name.ends_with(tail)) {
            text = name.substr(0, name.size() - tail.size());
            break;
        }
    }
    text = text.empty() ? name : text;
    if (const auto time = parseTime(utf8, DateOrder::YearMonthDay, false);
        time && time.value->span == TimeValue::Span::Month) {
        const Date first = time.value->time.date();
        if (first.year() >= 1900 && first.year() <= 2199) {
            return MonthHeader{first.year(), first.month()};
        }
        return std::nullopt;
    }
    MonthHeader header;
    if (const std::size_t year = text.find("年"); year != std::string::npos) {
        const std::string digits = text.substr(0, year);
        if (digits.size() != 4 || !std::all_of(digits.begin(), digits.end(), isDigit)) {
            return std::nullopt;
        }
        header.year = numberOf(digits);
        if (header.year < 1900 || header.year > 2199) {
            return std::nullopt;
        }
        text.erase(0, year + std::string_view("年").size());
    }
    if (const std::string_view month = "月"; text.ends_with(month)) {
        text.erase(text.size() - month.size());
        if (header.year == 0 && text.size() == 6) {
            return std::nullopt;
        }
    } else if (header.year == 0 && text.size() != 6) {
        return std::nullopt;
    }
    if (text.empty() || !std::all_of(text.begin(), text.end(), isDigit)) {
        constexpr std::array<std::string_view, 12> kMonths = {"一", "二", "三", "四", "五",   "六",
                                                              "七", "八", "九", "十", "十一", "十二"};
        const auto* const found = std::find(kMonths.begin(), kMonths.end(), text);
        if (found == kMonths.end()) {
            return std::nullopt;
        }
        header.month = static_cast<int>(found - kMonths.begin()) + 1;
        return header;
    }
    if (text.size() == 6) {  // 2024-03 and 202403, the hyphen gone
        header.year = numberOf(std::string_view(text).substr(0, 4));
        text.erase(0, 4);
        if (header.year < 1900 || header.year > 2199) {
            return std::nullopt;
        }
    }
    header.month = text.size() <= 2 ? numberOf(text) : 0;
    return header.month >= 1 && header.month <= 12 ? std::optional(header) : std::nullopt;
}

int yearInText(std::string_view utf8) {
    const std::string text = plainText(utf8);
    int found = 0;
    for (std::size_t at = 0; at + 4 <= text.size(); ++at) {
        const bool alone =
            (at == 0 || !isDigit(text[at - 1])) && (at + 4 == text.size() || !isDigit(text[at + 4]));
        const bool digits = std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at),
                                        text.begin() + static_cast<std::ptrdiff_t>(at + 4), isDigit);
        if (!alone || !digits) {
            continue;
        }
        const int year = numberOf(std::string_view(text).substr(at, 4));
        if (year < 1950 || year > 2100) {
            continue;
        }
        if (found != 0 && found != year) {
            return 0;
        }
        found = year;
    }
    return found;
}

bool isTotalMark(std::string_view utf8) {
    std::string name = normalisedHeader(utf8);
    for (const std::string_view tail : {"合计", "小计", "总计", "共计"}) {
        // "固阳镇小计" is a total as well, but a long name that merely ends so would be a strange user.
        if (name.ends_with(tail) && name.size() <= tail.size() + 24) {
            return true;
        }
    }
    for (const std::string_view mark : {"合计", "小计", "总计", "共计"}) {
        if (name.starts_with(mark) && name.size() > mark.size() && isDigit(name[mark.size()])) {
            return true;  // 合计12户
        }
    }
    return name == "total" || name == "subtotal" || name == "grandtotal" || name == "sum";
}

}  // namespace shuiheng::ingest
