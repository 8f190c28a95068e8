// readings(meter_code, from_time, to_time): the readings of a meter as rows of SQL, chunks and rows alike.
// A table-valued function of our own connections, for statements of ours alone: no trigger and no view of a
// file may use it.
#include <sqlite3.h>

#include <algorithm>
#include <memory>

#include "store/series_reader.h"

namespace shuiheng::store {
namespace {

enum Column {
    kTime,
    kStartTime,
    kIndex,
    kPreviousIndex,
    kVolume,
    kFlow,
    kFlags,
    kBatch,
    kSourceRow,
    kKind,
    kMeterCode,
    kFromTime,
    kToTime
};

constexpr const char* kDeclaration =
    "CREATE TABLE readings(time TEXT, start_time TEXT, index_m3 REAL, previous_index_m3 REAL, volume_m3 "
    "REAL, "
    "flow_m3_h REAL, flags INTEGER, batch_id INTEGER, source_row INTEGER, kind TEXT, meter_code TEXT HIDDEN, "
    "from_time TEXT HIDDEN, to_time TEXT HIDDEN)";

constexpr LocalTime kFirstTime = LocalTime(-62135596800);  // 0001-01-01
constexpr LocalTime kEndOfTime = LocalTime(253402300799);  // 9999-12-31T23:59:59: no reading is later

struct Table : sqlite3_vtab {
    sqlite3* database = nullptr;
    StatementCache statements;  ///< its own: the connection's may be gone before the table
};

/// One month in memory at a time.
struct Cursor : sqlite3_vtab_cursor {
    std::optional<SeriesReader> reader;
    std::string meterCode;
    std::int64_t meter = 0;
    LocalTime from;
    LocalTime to;
    std::optional<Month> month;
    std::vector<StoredReading> readings;
    std::size_t at = 0;
    sqlite3_int64 row = 0;

    /// Goes on to the next month that has readings in [from, to), once this one is through.
    void settle() {
        while (month && at >= readings.size()) {
            month = reader->monthWithReadings(meter, *month, true);
            if (month && LocalTime::at(month->firstDay()) >= to) {
                month.reset();
            }
            if (month) {
                readings = reader->load(meter, std::max(from, LocalTime::at(month->firstDay())),
                                        std::min(to, LocalTime::at(month->next().firstDay())));
                at = 0;
                month = month->next();
            }
        }
    }
    bool atEnd() const { return at >= readings.size(); }
};

/// Runs a step; what it throws becomes the table's message.
template <typename F>
int step(sqlite3_vtab* table, F&& function) {
    try {
        function();
        return SQLITE_OK;
    } catch (const SqliteFailure& failure) {
        std::string message = failure.problem.code;
        for (const auto& [name, value] : failure.problem.arguments) {
            message += ", " + name + " " + value;
        }
        sqlite3_free(table->zErrMsg);
        table->zErrMsg = sqlite3_mprintf("readings: %s", message.c_str());
        return failure.problem.code == "CHUNK_DAMAGED" ? SQLITE_CORRUPT : SQLITE_ERROR;
    } catch (...) {
        return SQLITE_NOMEM;
    }
}

int connectTable(sqlite3* database, void*, int, const char* const*, sqlite3_vtab** table, char**) {
    const int code = sqlite3_declare_vtab(database, kDeclaration);
    if (code != SQLITE_OK) {
        return code;
    }
    sqlite3_vtab_config(database, SQLITE_VTAB_DIRECTONLY);
    auto made = std::make_unique<Table>();
    made->database = database;
    *table = made.release();
    return SQLITE_OK;
}

int disconnectTable(sqlite3_vtab* table) {
    const std::unique_ptr<Table> owner(static_cast<Table*>(table));
    return SQLITE_OK;
}

/// idxNum: bit 0 = from_time is given, bit 1 = to_time is given; meter_code always is.
int bestIndex(sqlite3_vtab* table, sqlite3_index_info* info) {
    int positions[3] = {-1, -1, -1};
    for (int i = 0; i < info->nConstraint; ++i) {
        const auto& constraint = info->aConstraint[i];
        if (constraint.iColumn < kMeterCode || constraint.op != SQLITE_INDEX_CONSTRAINT_EQ) {
            continue;
        }
        if (!constraint.usable) {
            return SQLITE_CONSTRAINT;
        }
        positions[constraint.iColumn - kMeterCode] = i;
    }
    if (positions[0] < 0) {
        sqlite3_free(table->zErrMsg);
        table->zErrMsg =
            sqlite3_mprintf("readings: name a meter: readings('00017', '2025-01-01', '2026-01-01')");
        return SQLITE_ERROR;
    }
    int argument = 0;
    for (const int position : positions) {
        if (position >= 0) {
            info->aConstraintUsage[position].argvIndex = ++argument;
            info->aConstraintUsage[position].omit = 1;
        }
    }
    info->idxNum = (positions[1] >= 0 ? 1 : 0) | (positions[2] >= 0 ? 2 : 0);
    info->orderByConsumed =
        info->nOrderBy == 1 && info->aOrderBy[0].iColumn == kTime && info->aOrderBy[0].desc == 0 ? 1 : 0;
    constexpr double kMonthCost = 100;
    constexpr sqlite3_int64 kReadingsOfAMonth = 720;
    const int open = 3 - argument;
    info->estimatedCost = kMonthCost * (1 + open * open * 10);
    info->estimatedRows = kReadingsOfAMonth * (1 + open * 12);
    return SQLITE_OK;
}

int openCursor(sqlite3_vtab*, sqlite3_vtab_cursor** cursor) {
    *cursor = std::make_unique<Cursor>().release();
    return SQLITE_OK;
}

int closeCursor(sqlite3_vtab_cursor* cursor) {
    const std::unique_ptr<Cursor> owner(static_cast<Cursor*>(cursor));
    return SQLITE_OK;
}

/// A day or an instant; NULL leaves that side open.
LocalTime timeOf(sqlite3_value* value, LocalTime open) {
    if (sqlite3_value_type(value) == SQLITE_NULL) {
        return open;
    }
    const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
    const std::string_view given(text != nullptr ? text : "");
    if (const auto time = parseStoredTime(given)) {
        return *time;
    }
    if (const auto day = Date::parse(given)) {
        return LocalTime::at(*day);
    }
    throw SqliteFailure{Problem("DATE_OPTION_NOT_UNDERSTOOD", {{"value", std::string(given)}})};
}

int filter(sqlite3_vtab_cursor* base, int given, const char*, int, sqlite3_value** arguments) {
    auto* cursor = static_cast<Cursor*>(base);
    return step(base->pVtab, [&] {
        auto* table = static_cast<Table*>(base->pVtab);
        cursor->readings.clear();
        cursor->at = 0;
        cursor->row = 0;
        cursor->month.reset();
        const auto* code = reinterpret_cast<const char*>(sqlite3_value_text(arguments[0]));
        if (code == nullptr) {
            return;
        }
        cursor->meterCode = code;
        int next = 1;
        cursor->from = (given & 1) != 0 ? timeOf(arguments[next++], kFirstTime) : kFirstTime;
        cursor->to = (given & 2) != 0 ? timeOf(arguments[next], kEndOfTime) : kEndOfTime;
        Statement meter(table->database, table->statements, "SELECT id FROM meter WHERE code = ?");
        meter.bind(1, cursor->meterCode);
        if (!meter.step()) {
            return;
        }
        cursor->meter = meter.integer(0);
        if (!cursor->reader) {
            cursor->reader.emplace(table->database, table->statements);
        }
        cursor->month = Month::containing(cursor->from.date());
        cursor->settle();
    });
}

int next(sqlite3_vtab_cursor* base) {
    auto* cursor = static_cast<Cursor*>(base);
    return step(base->pVtab, [&] {
        ++cursor->at;
        ++cursor->row;
        cursor->settle();
    });
}

int atEnd(sqlite3_vtab_cursor* base) {
    return static_cast<Cursor*>(base)->atEnd() ? 1 : 0;
}

int column(sqlite3_vtab_cursor* base, sqlite3_context* context, int number) {
    const auto* cursor = static_cast<Cursor*>(base);
    const StoredReading& stored = cursor->readings[cursor->at];
    const county::Reading& reading = stored.reading;
    const auto text = [&](const std::string& value) {
        sqlite3_result_text(context, value.data(), static_cast<int>(value.size()), SQLITE_TRANSIENT);
    };
    const auto decimal = [&](county::ReadingFlag flag, Decimal value) {
        if (reading.has(flag)) {
            sqlite3_result_double(context, value.toDouble());
        }
    };
    switch (number) {
        case kTime:
            text(reading.time.iso());
            break;
        case kStartTime:
            if (reading.has(county::kHasStart)) {
                text(reading.start.iso());
            }
            break;
        case kIndex:
            decimal(county::kHasIndex, reading.indexM3());
            break;
        case kPreviousIndex:
            decimal(county::kHasPreviousIndex, reading.previousIndexM3());
            break;
        case kVolume:
            decimal(county::kHasVolume, reading.volumeM3());
            break;
        case kFlow:
            decimal(county::kHasFlow, reading.flowM3PerHour());
            break;
        case kFlags:
            sqlite3_result_int64(context, reading.flags);
            break;
        case kBatch:
            sqlite3_result_int64(context, stored.batch);
            break;
        case kSourceRow:
            sqlite3_result_int64(context, reading.row);
            break;
        case kKind:
            text(stored.kept == Keep::Chunks ? "chunk" : "row");
            break;
        case kMeterCode:
            text(cursor->meterCode);
            break;
        case kFromTime:
            text(cursor->from.iso());
            break;
        default:
            text(cursor->to.iso());
    }
    return SQLITE_OK;
}

int rowNumber(sqlite3_vtab_cursor* base, sqlite3_int64* number) {
    *number = static_cast<Cursor*>(base)->row;
    return SQLITE_OK;
}

/// Without xCreate it exists only as a function, never as a table that a file could declare; without xUpdate
/// it is read-only.
const sqlite3_module kModule = [] {
    sqlite3_module module{};
    module.xConnect = connectTable;
    module.xBestIndex = bestIndex;
    module.xDisconnect = disconnectTable;
    module.xOpen = openCursor;
    module.xClose = closeCursor;
    module.xFilter = filter;
    module.xNext = next;
    module.xEof = atEnd;
    module.xColumn = column;
    module.xRowid = rowNumber;
    return module;
}();

}  // namespace

void addReadingTable(sqlite3* database) {
    sqlite3_create_module_v2(database, "readings", &kModule, nullptr, nullptr);
}

}  // namespace shuiheng::store
