#include "ingest/column_roles.h"

#include <algorithm>
#include <optional>

#include "ingest/header_names.h"

namespace shuiheng::ingest {
namespace {

struct Assignment {
    std::optional<Field> field;
    std::optional<Unit> unit;
};

using Assignments = std::vector<Assignment>;

bool isValue(Field field) {
    return field == Field::Index || field == Field::Volume || field == Field::Flow;
}

bool takesUnit(Field field) {
    return isValue(field) || field == Field::PreviousIndex || field == Field::OldFinalIndex ||
           field == Field::NewInitialIndex;
}

void assign(Assignments& assignments, std::size_t position, Field field, std::optional<Unit> unit) {
    for (Assignment& other : assignments) {
        if (other.field == field && field != Field::Ignore) {
            other = {};
        }
    }
    assignments[position] = {field, unit};
}

void assignMapping(const std::vector<std::string>& headers, const ColumnMapping& mapping,
                   Assignments& assignments, ColumnRoles& roles) {
    if (const auto position = columnPosition(headers, mapping.header)) {
        assign(assignments, *position, mapping.field, mapping.unit);
    } else if (roles.missingColumn.empty() && mapping.field != Field::Ignore) {
        roles.missingColumn = mapping.header;
    }
}

void assignByKnownHeaders(const std::vector<std::string>& headers, Assignments& assignments) {
    for (std::size_t position = 0; position < headers.size(); ++position) {
        const auto field = fieldByHeader(headers[position]);
        const bool taken =
            field && std::any_of(assignments.begin(), assignments.end(),
                                 [&](const Assignment& other) { return other.field == field; });
        if (field && !taken) {
            assignments[position].field = field;
        }
    }
    // "流量(m³)" counts volume, "用水量(m³/h)" is a flow: the unit knows better than the name.
    for (std::size_t position = 0; position < headers.size(); ++position) {
        Assignment& assignment = assignments[position];
        const auto unit = unitInHeader(headers[position]);
        if (unit && assignment.field == Field::Flow && !isFlow(*unit)) {
            assignment.field = Field::Volume;
        } else if (unit && assignment.field == Field::Volume && isFlow(*unit)) {
            assignment.field = Field::Flow;
        }
    }
}

bool assigned(const Assignments& assignments, Field field) {
    return std::any_of(assignments.begin(), assignments.end(),
                       [&](const Assignment& assignment) { return assignment.field == field; });
}

bool hasTimeColumn(const Assignments& assignments) {
    return assigned(assignments, Field::Time) || assigned(assignments, Field::Date);
}

std::size_t countMonths(const std::vector<std::string>& headers, const Assignments& assignments) {
    std::size_t months = 0;
    for (std::size_t position = 0; position < headers.size(); ++position) {
        months += !assignments[position].field && monthByHeader(headers[position]) ? 1 : 0;
    }
    return months;
}

std::size_t countUnitColumns(const std::vector<std::string>& headers, const Assignments& assignments) {
    std::size_t columns = 0;
    for (std::size_t position = 0; position < headers.size(); ++position) {
        columns += !assignments[position].field && unitInHeader(headers[position]) ? 1 : 0;
    }
    return columns;
}

Layout layoutOf(const std::vector<std::string>& headers, const Assignments& assignments) {
    constexpr std::size_t kMonthsThatMakeALayout = 2;
    if (countMonths(headers, assignments) >= kMonthsThatMakeALayout && !hasTimeColumn(assignments)) {
        return Layout::MonthColumns;
    }
    const bool meter = assigned(assignments, Field::Meter) || assigned(assignments, Field::UserCode);
    const bool values = assigned(assignments, Field::Index) || assigned(assignments, Field::Volume) ||
                        assigned(assignments, Field::Flow);
    return !meter && !values && hasTimeColumn(assignments) && countUnitColumns(headers, assignments) > 0
               ? Layout::MeterColumns
               : Layout::Long;
}

/// The unit of a value column: the profile's, the header's, the file's, else the customary one, which is
/// told.
Unit unitOf(const std::string& header, Field field, std::optional<Unit> mapped, const ReadingFormat& format,
            ColumnRoles& roles) {
    if (mapped) {
        return *mapped;
    }
    if (const auto unit = unitInHeader(header); unit && (field == Field::Flow) == isFlow(*unit)) {
        return *unit;
    }
    if (format.valueUnit && (field == Field::Flow) == isFlow(*format.valueUnit)) {
        return *format.valueUnit;
    }
    const Unit customary = field == Field::Flow ? Unit::CubicMetrePerHour : Unit::CubicMetre;
    roles.assumedUnits.push_back(customary);
    roles.unitlessHeaders.push_back(plainText(header));
    return customary;
}

std::string meterCodeOf(const std::string& header) {
    std::string plain = plainText(header);
    const std::vector<std::string> parts = bracketParts(header);
    if (!parts.empty() && unitByText(parts.back())) {
        // "DMA 1 (L/s)" -> "DMA 1": cut before the bracket that holds the unit.
        const std::size_t content = plain.rfind(parts.back());
        const std::size_t open = content == std::string::npos ? content : plain.find_last_of("([{", content);
        if (open != std::string::npos) {
            plain.erase(open);
        } else if (content != std::string::npos && content >= 3) {
            plain.erase(content - 3);  // a full-width bracket that plainText() knows no ASCII form of
        }
    }
    return plainText(plain);
}

/// The single field of a wide layout's cells.
Field wideValueField(const std::vector<std::string>& headers, const Assignments& assignments,
                     const ReadingFormat& format, bool byProfile) {
    if (byProfile) {
        return format.valueField;
    }
    for (std::size_t position = 0; position < headers.size(); ++position) {
        if (const auto unit = unitInHeader(headers[position]); !assignments[position].field && unit) {
            return isFlow(*unit) ? Field::Flow : Field::Volume;
        }
        if (!assignments[position].field && normalisedHeader(headers[position]).ends_with("读数")) {
            return Field::Index;
        }
    }
    return format.valueUnit && isFlow(*format.valueUnit) ? Field::Flow : Field::Volume;
}

void addWideColumns(const std::vector<std::string>& headers, const Assignments& assignments,
                    const ReadingFormat& format, bool byProfile, ColumnRoles& roles) {
    roles.valueField = wideValueField(headers, assignments, format, byProfile);
    for (std::size_t position = 0; position < headers.size(); ++position) {
        if (assignments[position].field) {
            continue;
        }
        Column column{position, roles.valueField, Unit::CubicMetre, headers[position], {}, 0, 0};
        if (roles.layout == Layout::MonthColumns) {
            const auto month = monthByHeader(headers[position]);
            if (!month) {
                continue;
            }
            column.year = month->year;
            column.month = month->month;
        } else {
            column.meterCode = meterCodeOf(headers[position]);
            const bool isMeter = unitInHeader(headers[position]) || (byProfile && format.valueUnit);
            if (column.meterCode.empty() || !isMeter) {
                continue;
            }
        }
        column.unit = unitOf(headers[position], roles.valueField, std::nullopt, format, roles);
        roles.columns.push_back(std::move(column));
        ++roles.score;
    }
}

int weightOf(Field field) {
    constexpr int kCarrying = 3;
    return field == Field::Meter || field == Field::Time || field == Field::Date || isValue(field) ? kCarrying
                                                                                                   : 1;
}

}  // namespace

bool ColumnRoles::has(Field field) const {
    return std::any_of(columns.begin(), columns.end(),
                       [&](const Column& column) { return column.field == field; });
}

bool ColumnRoles::hasMeter(const ReadingFormat& format) const {
    return layout == Layout::MeterColumns || has(Field::Meter) || !format.meterCode.empty();
}

bool ColumnRoles::hasTime() const {
    return layout == Layout::MonthColumns || has(Field::Time) || has(Field::Date);
}

bool ColumnRoles::hasValue() const {
    return has(Field::Index) || has(Field::Volume) || has(Field::Flow);
}

std::optional<std::size_t> columnPosition(const std::vector<std::string>& headers,
                                          const std::string& wanted) {
    if (wanted.size() >= 2 && wanted.size() <= 6 && wanted[0] == '#' &&
        std::all_of(wanted.begin() + 1, wanted.end(),
                    [](char letter) { return letter >= '0' && letter <= '9'; })) {
        const auto position = static_cast<std::size_t>(std::stoul(wanted.substr(1)));
        return position >= 1 && position <= headers.size() ? std::optional(position - 1) : std::nullopt;
    }
    const std::string plain = plainText(wanted);
    for (std::size_t position = 0; position < headers.size(); ++position) {
        if (plainText(headers[position]) == plain) {
            return position;
        }
    }
    const std::string normalised = normalisedHeader(wanted);
    for (std::size_t position = 0; position < headers.size() && !normalised.empty(); ++position) {
        if (normalisedHeader(headers[position]) == normalised) {
            return position;
        }
    }
    return std::nullopt;
}

ColumnRoles rolesOf(const std::vector<std::string>& headers, const ReadingFormat& format, bool byProfile,
                    const std::vector<ColumnMapping>& overrides) {
    ColumnRoles roles;
    Assignments assignments(headers.size());
    if (byProfile && !format.columns.empty()) {
        for (const ColumnMapping& mapping : format.columns) {
            assignMapping(headers, mapping, assignments, roles);
        }
    } else {
        assignByKnownHeaders(headers, assignments);
    }
    for (const ColumnMapping& mapping : overrides) {
        assignMapping(headers, mapping, assignments, roles);
    }
    roles.layout = byProfile ? format.layout : layoutOf(headers, assignments);
    if (!assigned(assignments, Field::Meter) && format.meterCode.empty() &&
        roles.layout != Layout::MeterColumns) {
        for (Assignment& assignment : assignments) {
            if (assignment.field == Field::UserCode) {
                assignment.field = Field::Meter;  // one meter per user: told as METER_BY_USER_CODE
                roles.meterByUserCode = true;
                break;
            }
        }
    }
    if (!hasTimeColumn(assignments) && roles.layout != Layout::MonthColumns) {
        for (Assignment& assignment : assignments) {
            if (assignment.field == Field::Year) {
                assignment.field = Field::Time;
                break;
            }
        }
    }
    for (std::size_t position = 0; position < headers.size(); ++position) {
        const Assignment& assignment = assignments[position];
        if (!assignment.field || *assignment.field == Field::Ignore) {
            continue;
        }
        // In the wide layouts the cells are the values; a total column beside them is not another reading.
        if (roles.layout != Layout::Long && takesUnit(*assignment.field)) {
            continue;
        }
        Column column{position, *assignment.field, Unit::CubicMetre, headers[position], {}, 0, 0};
        if (takesUnit(*assignment.field)) {
            column.unit = unitOf(headers[position], *assignment.field, assignment.unit, format, roles);
        }
        roles.score += weightOf(*assignment.field);
        roles.columns.push_back(std::move(column));
    }
    if (roles.layout != Layout::Long) {
        addWideColumns(headers, assignments, format, byProfile, roles);
    }
    std::sort(roles.columns.begin(), roles.columns.end(),
              [](const Column& a, const Column& b) { return a.position < b.position; });
    return roles;
}

}  // namespace shuiheng::ingest
