#include "app/import_table.h"

#include <chrono>
#include <map>

#include "app/batch_writer.h"
#include "app/check_project.h"
#include "app/volumes.h"
#include "app/whole_file.h"
#include "geo/well_known_text.h"
#include "ingest/table_file.h"
#include "ingest/units.h"
#include "ingest/value_parsers.h"
#include "store/project_file.h"
#include "store/registers.h"

namespace shuiheng::app {
namespace {

using store::ColumnType;
using store::FieldValue;
using store::RecordValues;
using store::RegisterColumn;
using store::RegisterTable;

std::vector<std::string> split(std::string_view names) {
    std::vector<std::string> parts;
    while (!names.empty()) {
        const std::size_t end = std::min(names.find('|'), names.size());
        parts.emplace_back(names.substr(0, end));
        names.remove_prefix(std::min(end + 1, names.size()));
    }
    return parts;
}

/// Where a column of the register stands in the file, and what its header says of the unit.
struct Place {
    const RegisterColumn* column = nullptr;
    std::size_t position = 0;
    double factor = 1;
};

std::string withoutBrackets(const std::string& header) {
    std::string text = header;
    for (const char* open : {"(", "（", "[", "【"}) {
        text = text.substr(0, text.find(open));
    }
    return text;
}

std::vector<Place> placesOf(const RegisterTable& table, const ingest::TableFile& file,
                            const ImportOptions& options) {
    std::vector<Place> places;
    for (const RegisterColumn& column : table.columns) {
        std::optional<std::size_t> found;
        for (const auto& [field, header] : options.map) {
            if (field == column.name) {
                found = file.column(header);
            }
        }
        if (!found) {
            found = file.column(column.name);
        }
        for (const std::string& name : split(column.headers)) {
            for (std::size_t i = 0; i < file.headers.size() && !found; ++i) {
                if (ingest::plainText(file.headers[i]) == name ||
                    ingest::plainText(withoutBrackets(file.headers[i])) == name) {
                    found = i;
                }
            }
        }
        if (!found) {
            continue;
        }
        Place place{&column, *found, 1};
        if (column.dimension == "volume") {
            const std::string& header = file.headers[*found];
            const bool wan =
                header.find("万") != std::string::npos || header.find("10k m3") != std::string::npos;
            place.factor = wan ? 10000 : 1;
        }
        places.push_back(place);
    }
    return places;
}

/// The cell as its column wants it; `fault` gets a code when it is not that.
FieldValue converted(const Place& place, const std::string& cell, std::string& fault) {
    const std::string text = ingest::plainText(cell);
    if (text.empty()) {
        return {};
    }
    switch (place.column->type) {
        case ColumnType::Text: {
            const auto words = ingest::parseWords(cell);
            fault = words ? "" : words.code;
            return words && !words.value->empty() ? FieldValue(*words.value) : FieldValue();
        }
        case ColumnType::Key: {
            const auto code = ingest::parseCode(text);
            const bool blank = !code && std::string_view(code.code) == "METER_ID_MISSING";
            fault = code || blank ? "" : code.code;
            return code ? FieldValue(*code.value) : FieldValue();
        }
        case ColumnType::Integer:
        case ColumnType::Real:
        case ColumnType::Longitude:
        case ColumnType::Latitude: {
            const auto measured = ingest::parseMeasured(text);
            if (!measured) {
                fault = measured.code;
                return {};
            }
            const bool volume = place.column->dimension == "volume";
            if (measured.value->unit && (!volume || ingest::isFlow(*measured.value->unit))) {
                fault = "UNIT_DOES_NOT_FIT";
                return {};
            }
            const Decimal number = measured.value->number;
            if (place.column->type == ColumnType::Integer) {
                const auto whole = number.mantissaAt(0);
                fault = whole ? "" : "VALUE_NOT_WHOLE";
                return whole ? FieldValue(*whole) : FieldValue();
            }
            // Exact decimal factor first, binary last: 5.07万m³ is 50700 m³, not 50699.99….
            const auto scaled = measured.value->unit
                                    ? ingest::toCanonical(number, *measured.value->unit)
                                    : number.times(Decimal{static_cast<std::int64_t>(place.factor), 0});
            if (!scaled) {
                fault = "VALUE_TOO_LONG";
                return {};
            }
            const double value = scaled->toDouble();
            const double limit = place.column->type == ColumnType::Longitude ? 180 : 90;
            if ((place.column->type == ColumnType::Longitude || place.column->type == ColumnType::Latitude) &&
                (value < -limit || value > limit)) {
                fault = "POSITION_IMPOSSIBLE";
                return {};
            }
            return FieldValue(value);
        }
        case ColumnType::Date:
        case ColumnType::Month: {
            const auto time = ingest::parseTime(text, ingest::DateOrder::Automatic);
            if (!time) {
                fault = time.code;
                return {};
            }
            const std::string iso = time.value->time.date().iso();
            return FieldValue(place.column->type == ColumnType::Month ? iso.substr(0, 7) : iso);
        }
        case ColumnType::Outline:
            fault = geo::polygonsFromText(text) ? "" : "OUTLINE_NOT_RECOGNISED";
            return FieldValue(text);
        case ColumnType::Boolean:
            for (const char* yes : {"1", "是", "有", "true", "TRUE", "True", "yes", "Y", "y", "√", "在线"}) {
                if (text == yes) {
                    return FieldValue(std::int64_t{1});
                }
            }
            for (const char* no : {"0", "否", "无", "false", "FALSE", "False", "no", "N", "n", "×", "离线"}) {
                if (text == no) {
                    return FieldValue(std::int64_t{0});
                }
            }
            fault = "VALUE_NOT_YES_OR_NO";
            return {};
        case ColumnType::Code:
            for (const store::CodeValue& code : place.column->codes) {
                for (const std::string& name : split(code.names)) {
                    if (text == name) {
                        return FieldValue(std::string(code.code));
                    }
                }
            }
            fault = "VALUE_NOT_IN_LIST";
            return {};
    }
    return {};
}

/// What may be written: the first Chinese name of each code, and the codes themselves.
Text listOf(const RegisterColumn& column) {
    Text list;
    for (const store::CodeValue& code : column.codes) {
        const std::vector<std::string> names = split(code.names);
        list.zh += (list.zh.empty() ? "" : "、") + names[std::min<std::size_t>(1, names.size() - 1)];
        list.en += (list.en.empty() ? "" : ", ") + std::string(code.code);
    }
    return list;
}

using Arguments = std::vector<std::pair<std::string, std::string>>;

/// Records of the file so far by their key: the second telling of one is refused where it differs.
using SeenRecords = std::map<std::string, std::pair<std::int64_t, RecordValues>>;

std::string keyOf(const RegisterTable& table, const RecordValues& values) {
    std::string key;
    for (const std::string_view name : table.key) {
        const auto value = values.find(std::string(name));
        if (value == values.end()) {
            continue;
        }
        if (const auto* text = std::get_if<std::string>(&value->second)) {
            key += (key.empty() ? "" : ", ") + *text;
        } else if (const auto* number = std::get_if<std::int64_t>(&value->second)) {
            key += (key.empty() ? "" : ", ") + std::to_string(*number);
        }
    }
    return key;
}

/// A refusal of the project in the words of the file: its header and its cell.
void rejectRefused(const store::Project& project, const RegisterTable& table,
                   const std::vector<Place>& places, const ingest::TableFile& file,
                   const ingest::TableRow& row, const RecordValues& values, const Problem& refused,
                   BatchWriter& writer) {
    const Problem reason = store::explainRefusal(project, table, values, refused);
    Arguments arguments = {{"line", std::to_string(row.line)}};
    std::string field;
    for (const auto& [name, value] : reason.arguments) {
        field = name == "field" ? value : field;
        if (const store::RegisterTable* parent = name == "parent" ? store::findRegister(value) : nullptr) {
            arguments.insert(arguments.end(),
                             {{"register_zh", parent->title.zh}, {"register_en", parent->title.en}});
        } else if (name != "value") {
            arguments.emplace_back(name, value);
        }
    }
    std::string column = field;
    std::string cell;
    for (const Place& place : places) {
        if (place.column->name == field) {
            column = file.headers[place.position];
            cell = row.cells[place.position];
        }
    }
    arguments.insert(arguments.end(), {{"column", column}, {"value", cell}});
    writer.reject({row.line, row.rawText, reason.code, arguments});
}

Result<> storeRow(store::Project& project, const RegisterTable& table, const std::vector<Place>& places,
                  const ingest::TableFile& file, const ingest::TableRow& row, SeenRecords& seen,
                  BatchWriter& writer, ImportSummary& summary) {
    RecordValues values;
    for (const Place& place : places) {
        std::string fault;
        const std::string& cell = row.cells[place.position];
        FieldValue value = converted(place, cell, fault);
        const bool blank = std::holds_alternative<std::monostate>(value);
        if (place.column->dimension == "body" && !blank && fault.empty()) {
            auto code = store::findBody(project, std::get<std::string>(value));
            if (!code) {
                return failure(code.error());
            }
            fault = code->empty() ? "BODY_UNKNOWN" : "";
            value = std::move(*code);
        }
        if (!fault.empty() || (blank && place.column->required)) {
            const Text list = listOf(*place.column);
            writer.reject({row.line,
                           row.rawText,
                           fault.empty() ? "VALUE_MISSING" : fault,
                           {{"line", std::to_string(row.line)},
                            {"column", file.headers[place.position]},
                            {"value", cell},
                            {"list_zh", list.zh},
                            {"list_en", list.en}}});
            return {};
        }
        // An empty subclass or scope is a key of its own, not a blank.
        const bool emptyKey = blank && (place.column->name == "subclass" || place.column->name == "scope");
        if (!blank || !place.column->codes.empty()) {
            if (blank) {
                continue;  // the schema's default
            }
            values[std::string(place.column->name)] = std::move(value);
        } else if (emptyKey) {
            values[std::string(place.column->name)] = std::string();
        } else if (place.column->type != ColumnType::Boolean) {
            values[std::string(place.column->name)] = FieldValue();
        }
    }
    for (const std::string_view key : table.key) {
        if (values.count(std::string(key)) == 0 && (key == "subclass" || key == "scope")) {
            values[std::string(key)] = std::string();
        }
        if (values.count(std::string(key)) == 0 && key == "kind" && table.name == "reclaimed_capacity") {
            values["kind"] = std::string("new");
        }
    }
    const std::string key = keyOf(table, values);
    if (const auto former = seen.find(key); former != seen.end() && former->second.second != values) {
        writer.reject({row.line,
                       row.rawText,
                       "RECORD_TWICE",
                       {{"line", std::to_string(row.line)},
                        {"key", key},
                        {"other", std::to_string(former->second.first)}}});
        return {};
    }
    const auto written = store::writeRecord(project, table, values, writer.batch(), row.line);
    if (written) {
        ++(*written == store::Stored::Unchanged ? summary.unchanged : summary.stored);
        seen.try_emplace(key, row.line, std::move(values));
        return {};
    }
    if (written.error().code != "RECORD_REFUSED") {
        return failure(written.error());
    }
    rejectRefused(project, table, places, file, row, values, written.error(), writer);
    return {};
}

/// --map has to name a field of the register and a column of the file.
Result<> checkMap(const RegisterTable& table, const ingest::TableFile& file, const std::string& seen,
                  const ImportOptions& options) {
    for (const auto& [field, header] : options.map) {
        const auto known = [&field = field](const RegisterColumn& column) { return column.name == field; };
        if (std::none_of(table.columns.begin(), table.columns.end(), known)) {
            std::string fields;
            for (const RegisterColumn& column : table.columns) {
                fields += (fields.empty() ? "" : ", ") + std::string(column.name);
            }
            return failure(Problem("REGISTER_FIELD_UNKNOWN", {{"field", field}, {"known", fields}}));
        }
        if (!file.column(header)) {
            return failure(
                Problem("MAP_COLUMN_UNKNOWN",
                        {{"column", header}, {"headers", seen}, {"line", std::to_string(file.headerLine)}}));
        }
    }
    return {};
}

}  // namespace

Result<ImportSummary> importTable(store::Project& project, const std::string& tableName,
                                  const std::filesystem::path& file, const ImportOptions& options,
                                  const JobContext& job) {
    const auto started = std::chrono::steady_clock::now();
    const RegisterTable* table = store::findRegister(tableName);
    if (table == nullptr) {
        std::string known;
        for (const RegisterTable& one : store::registerTables()) {
            known += (known.empty() ? "" : ", ") + std::string(one.title.en);
        }
        return failure(Problem("REGISTER_UNKNOWN", {{"table", tableName}, {"known", known}}));
    }
    if (!options.rejectsFile.empty()) {
        std::vector<std::filesystem::path> inputs = store::companionsOf(project.info().path);
        inputs.push_back(file);
        if (Result<> fine = checkOutput(options.rejectsFile, inputs); !fine) {
            return failure(fine.error());
        }
    }
    ingest::TableOptions read;
    read.encoding = options.encoding;
    read.plainCells = false;
    for (const RegisterColumn& column : table->columns) {
        read.knownHeaders.emplace_back(column.name);
        for (const std::string& name : split(column.headers)) {
            read.knownHeaders.push_back(name);
        }
        for (const store::CodeValue& code : column.codes) {
            read.skipTotals =
                read.skipTotals && ("|" + std::string(code.names) + "|").find("|合计|") == std::string::npos;
        }
    }
    auto content = ingest::readTable(file, read, job);
    if (!content) {
        return failure(content.error());
    }
    const std::vector<Place> places = placesOf(*table, *content, options);
    std::string seen;
    for (const std::string& header : content->headers) {
        seen += (seen.empty() ? "" : ", ") + header;
    }
    if (Result<> understood = checkMap(*table, *content, seen, options); !understood) {
        return failure(understood.error());
    }
    for (const RegisterColumn& column : table->columns) {
        const bool there = std::any_of(places.begin(), places.end(),
                                       [&](const Place& place) { return place.column == &column; });
        if (column.required && !there) {
            return failure(Problem("REGISTER_COLUMN_MISSING",
                                   {{"column", split(column.headers).front()},
                                    {"field", std::string(column.name)},
                                    {"headers", seen}},
                                   {ingest::utf8Name(file), content->headerLine, {}, {}, {}}));
        }
    }

    ImportSummary summary;
    summary.file = ingest::utf8Name(file.filename());
    summary.encoding = ingest::encodingName(content->encoding);
    summary.rowsRead = content->rowsRead;
    summary.skipped = content->skipped;
    auto transaction = store::Transaction::begin(project);
    if (!transaction) {
        return failure(transaction.error());
    }
    const IndicatorWatch watch(project, options.withEffects);
    store::ReadingStore readings(project);
    const auto basis = volumeBasis(readings);
    if (!basis) {
        return failure(basis.error());
    }
    auto writer = BatchWriter::begin(project, std::string(table->name), summary.file, summary.encoding,
                                     options.rejectsFile);
    if (!writer) {
        return failure(writer.error());
    }
    for (ingest::Reject& reject : content->rejects) {
        writer->reject(std::move(reject));
    }
    SeenRecords records;
    for (const ingest::TableRow& row : content->rows) {
        if (job.stopRequested()) {
            return failure(Problem("JOB_STOPPED"));
        }
        if (Result<> stored = storeRow(project, *table, places, *content, row, records, *writer, summary);
            !stored) {
            return failure(stored.error());
        }
    }
    // The register of meters and their changes say what the readings mean.
    if (Result<> volumes = recomputeWhereDiffers(
            readings, *basis, validationParameters(watch.parameters(), project.clock().now().date()), job);
        !volumes) {
        return failure(volumes.error());
    }
    writer->summarise(summary);
    summary.profile = std::string(table->name);
    ingest::RecognisedFormat format;
    format.headers = content->headers;
    format.delimiter = content->delimiter;
    if (Result<> finished = writer->finish(summary, format, {}, content->sha256); !finished) {
        return failure(finished.error());
    }
    summary.effects = watch.effects();
    if (Result<> rejects = writer->finishRejects(); !rejects) {
        return failure(rejects.error());
    }
    const bool nothingNew = summary.stored == 0 && summary.rejected == 0;
    if (options.dryRun || nothingNew) {
        summary.alreadyImported = nothingNew;
        transaction->rollBack();
    } else {
        summary.batch = writer->batch();
        if (Result<> committed =
                transaction->commit("import_" + std::string(table->name), summary.file, writer->batch());
            !committed) {
            return failure(committed.error());
        }
    }
    summary.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    return summary;
}

}  // namespace shuiheng::app
