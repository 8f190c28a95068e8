#pragma once

#include <string>
#include <utility>
#include <vector>

#include "ingest/format_sample.h"
#include "ingest/reading_format.h"

/// Which column of a header row plays which part.
namespace shuiheng::ingest {

struct ColumnRoles {
    std::vector<Column> columns;  ///< by position; ignored ones left out
    Layout layout = Layout::Long;
    Field valueField = Field::Volume;
    int score = 0;  ///< how much of the row is understood
    bool meterByUserCode = false;
    std::vector<Unit> assumedUnits;
    std::vector<std::string> unitlessHeaders;
    std::string missingColumn;  ///< of a profile or --map: not among the headers

    bool has(Field field) const;
    bool hasMeter(const ReadingFormat& format) const;
    bool hasTime() const;
    bool hasValue() const;
    bool complete(const ReadingFormat& format) const { return hasMeter(format) && hasTime() && hasValue(); }
};

/// `overrides` are pairs of a field and a column (header or #position).
ColumnRoles rolesOf(const std::vector<std::string>& headers, const ReadingFormat& format, bool byProfile,
                    const std::vector<ColumnMapping>& overrides);

/// Position of `wanted` among the headers: #3, the same text, or the same normalised text.
std::optional<std::size_t> columnPosition(const std::vector<std::string>& headers, const std::string& wanted);

}  // namespace shuiheng::ingest
