#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/civil.h"
#include "base/result.h"
#include "ingest/csv_reader.h"
#include "ingest/encoding.h"
#include "ingest/units.h"
#include "ingest/value_parsers.h"

namespace shuiheng::ingest {

enum class Layout {
    Long,          ///< one row per meter and time
    MonthColumns,  ///< one row per meter, one column per month
    MeterColumns   ///< one row per time, one column per meter
};

/// Telemetry goes into chunks, manual readings into rows.
enum class SeriesKind { Automatic, Telemetry, Manual };

/// Whether an interval's value carries the time of its beginning or of its end.
enum class Stamp { Start, End };

enum class Field {
    Meter,
    Time,
    Date,
    StartTime,
    StartDate,
    Index,
    PreviousIndex,
    Volume,
    Flow,
    Multiplier,
    Bore,
    Digits,
    UserCode,
    UserName,
    Address,
    UseClass,
    ReadStatus,
    OldFinalIndex,
    NewInitialIndex,
    Duration,
    Clock,  ///< time of day beside a date column
    Year,   ///< year beside month columns
    Ignore  ///< a column that looks like something but is not to be read
};

/// Names in profiles and in --map: meter, time, date, startTime, startDate, index, previousIndex, volume,
/// flow, multiplier, bore, digits, userCode, userName, address, useClass, readStatus, oldFinalIndex,
/// newInitialIndex, duration, clock, year, ignore.
std::string_view fieldName(Field field);
std::optional<Field> fieldByName(std::string_view name);

/// As profiles and --map name them: ymd, dmy, mdy; start, end.
std::optional<DateOrder> dateOrderByName(std::string_view name);
std::optional<Stamp> stampByName(std::string_view name);

struct ColumnMapping {
    Field field = Field::Ignore;
    std::string header;  ///< compared normalised: brackets, width, blanks and case do not matter
    std::optional<Unit> unit;
    bool operator==(const ColumnMapping&) const = default;
};

/// The column profile: how one kind of file is to be read. Saved in the project as JSON. What is left empty
/// is found out from the file.
struct ReadingFormat {
    std::string name;
    Layout layout = Layout::Long;
    SeriesKind kind = SeriesKind::Automatic;
    std::string delimiter;  ///< "," ";" "\t" "|"; empty = automatic
    std::optional<Encoding> encoding;
    std::int64_t headerLine = 0;         ///< 1-based line; 0 = automatic
    std::vector<ColumnMapping> columns;  ///< header -> field; empty = by the table of known headers
    Field valueField = Field::Volume;    ///< wide layouts: what the cells hold (Index, Volume or Flow)
    std::optional<Unit> valueUnit;       ///< unit of value columns whose header names none
    Stamp stamp = Stamp::End;
    std::int64_t intervalSeconds = 0;  ///< of interval values; 0 = the commonest step of each meter
    DateOrder dateOrder = DateOrder::Automatic;
    bool decimalComma = false;
    std::string meterCode;  ///< for files of one meter without a meter column
    int year = 0;           ///< for month columns without a year; 0 = from the title or a column
    std::string headerSignature;

    std::string toJson() const;
    /// PROFILE_NOT_VALID (profile, place, reason).
    static Result<ReadingFormat> fromJson(std::string_view json);
    bool operator==(const ReadingFormat&) const = default;
};

/// A column of the file at hand with the role it got.
struct Column {
    std::size_t position = 0;
    Field field = Field::Ignore;
    Unit unit = Unit::CubicMetre;
    std::string header;
    std::string meterCode;  ///< MeterColumns: the meter of this column
    std::int32_t year = 0;  ///< MonthColumns; 0 = by the year column or title
    int month = 0;
};

struct RecognisedFormat {
    ReadingFormat format;  ///< complete: may be saved as a profile
    Encoding encoding = Encoding::Utf8;
    int bomBytes = 0;
    char delimiter = ',';
    std::size_t leadingFields = 0;  ///< of a list of refused rows, before the file's own
    std::int64_t headerLine = 0;
    std::optional<Unit> titleUnit;  ///< 单位 of the title rows
    int year = 0;  ///< for month columns without a year: the format's, else from the title or file name
    std::vector<std::string> headers;
    std::vector<Column> columns;
    std::vector<std::vector<std::string>> preview;  ///< the first data rows, UTF-8
    /// What was assumed because nothing decided (UNIT_ASSUMED, STAMP_ASSUMED, ENCODING_DOUBTFUL ...).
    std::vector<Problem> undecided;
    bool bySavedProfile = false;

    const Column* find(Field field) const;
    CsvOptions csvOptions() const;
    /// How this very file was read, with what only its title or name said: for the list of its refused rows.
    ReadingFormat asRead() const;
};

struct RecogniseOptions {
    std::string encoding;                 ///< forced, by name; empty = detect
    std::vector<ReadingFormat> profiles;  ///< the saved ones; chosen by header signature
    std::string profile;                  ///< forced, by name (PROFILE_UNKNOWN)
    /// --map FIELD=COLUMN; the column by header, or #3 by position. Beside the fields: meterCode=CODE,
    /// dateOrder=dmy, stamp=start.
    std::vector<std::pair<std::string, std::string>> map;
};

/// Finds out how a file is to be read. Problems: FILE_NOT_READABLE, FILE_EMPTY, FORMAT_NOT_TEXT (kind: xlsx,
/// xls, pdf, zip ...), ENCODING_UNKNOWN, PROFILE_UNKNOWN, MAP_FIELD_UNKNOWN, MAP_COLUMN_UNKNOWN,
/// FORMAT_NO_TABLE, FORMAT_NO_METER_COLUMN, FORMAT_NO_TIME_COLUMN, FORMAT_NO_VALUE_COLUMN (each with the
/// headers seen), DATE_ORDER_AMBIGUOUS, YEAR_UNKNOWN.
Result<RecognisedFormat> recognise(const std::filesystem::path& path, const RecogniseOptions& options);
/// `fileName` only names the file in problems and gives a year if it holds one.
Result<RecognisedFormat> recognise(ByteSource& source, const std::string& fileName,
                                   const RecogniseOptions& options);

/// Header cells normalised and joined: equal for files of the same make.
std::string headerSignature(const std::vector<std::string>& headers);

}  // namespace shuiheng::ingest
