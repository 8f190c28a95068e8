#include "ingest/reading_format.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <nlohmann/json.hpp>

namespace shuiheng::ingest {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 23> kFieldNames = {
    "meter",           "time",     "date",    "startTime",  "startDate",  "index",
    "previousIndex",   "volume",   "flow",    "multiplier", "bore",       "digits",
    "userCode",        "userName", "address", "useClass",   "readStatus", "oldFinalIndex",
    "newInitialIndex", "duration", "clock",   "year",       "ignore"};
constexpr std::array<std::string_view, 3> kLayoutNames = {"long", "monthColumns", "meterColumns"};
constexpr std::array<std::string_view, 3> kKindNames = {"automatic", "telemetry", "manual"};
constexpr std::array<std::string_view, 2> kStampNames = {"start", "end"};
constexpr std::array<std::string_view, 4> kDateOrderNames = {"automatic", "ymd", "dmy", "mdy"};

template <typename Enum, std::size_t count>
std::optional<Enum> enumByName(const std::array<std::string_view, count>& names, std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? std::nullopt : std::optional(static_cast<Enum>(found - names.begin()));
}

/// What is wrong with the profile, for PROFILE_NOT_VALID.
struct NotValid {
    std::string place;
    std::string reason;
};

const Json* member(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

std::string textOf(const Json& object, const char* key) {
    const Json* value = member(object, key);
    if (value == nullptr) {
        return {};
    }
    if (!value->is_string()) {
        throw NotValid{key, "text expected"};
    }
    return value->get<std::string>();
}

std::int64_t numberOf(const Json& object, const char* key) {
    const Json* value = member(object, key);
    if (value == nullptr) {
        return 0;
    }
    if (!value->is_number_integer() || *value < 0 || *value > 1'000'000'000) {
        throw NotValid{key, "whole number expected"};
    }
    return value->get<std::int64_t>();
}

template <typename Enum, std::size_t count>
Enum choiceOf(const Json& object, const char* key, const std::array<std::string_view, count>& names,
              Enum absent) {
    const std::string name = textOf(object, key);
    if (name.empty()) {
        return absent;
    }
    const auto choice = enumByName<Enum>(names, name);
    if (!choice) {
        throw NotValid{key, "unknown: " + name};
    }
    return *choice;
}

std::optional<Unit> unitOf(const Json& object, const char* key) {
    const std::string name = textOf(object, key);
    if (name.empty()) {
        return std::nullopt;
    }
    const auto unit = unitByText(name);
    if (!unit) {
        throw NotValid{key, "unknown: " + name};
    }
    return unit;
}

ColumnMapping columnOf(const Json& object) {
    if (!object.is_object()) {
        throw NotValid{"columns", "object expected"};
    }
    ColumnMapping mapping;
    const std::string field = textOf(object, "field");
    const auto known = fieldByName(field);
    if (!known) {
        throw NotValid{"columns.field", "unknown: " + field};
    }
    mapping.field = *known;
    mapping.header = textOf(object, "header");
    mapping.unit = unitOf(object, "unit");
    return mapping;
}

ReadingFormat formatOf(const Json& object) {
    if (!object.is_object()) {
        throw NotValid{"", "object expected"};
    }
    ReadingFormat format;
    format.name = textOf(object, "name");
    format.layout = choiceOf(object, "layout", kLayoutNames, Layout::Long);
    format.kind = choiceOf(object, "kind", kKindNames, SeriesKind::Automatic);
    format.delimiter = textOf(object, "delimiter");
    if (format.delimiter.size() > 1 ||
        (!format.delimiter.empty() &&
         std::string_view(",;\t|").find(format.delimiter) == std::string_view::npos)) {
        throw NotValid{"delimiter", "one of , ; TAB |"};
    }
    if (const std::string name = textOf(object, "encoding"); !name.empty()) {
        format.encoding = encodingByName(name);
        if (!format.encoding) {
            throw NotValid{"encoding", "unknown: " + name};
        }
    }
    format.headerLine = numberOf(object, "headerLine");
    if (const Json* columns = member(object, "columns")) {
        if (!columns->is_array()) {
            throw NotValid{"columns", "list expected"};
        }
        for (const Json& column : *columns) {
            format.columns.push_back(columnOf(column));
        }
    }
    if (const std::string name = textOf(object, "valueField"); !name.empty()) {
        const auto field = fieldByName(name);
        if (field != Field::Index && field != Field::Volume && field != Field::Flow) {
            throw NotValid{"valueField", "index, volume or flow"};
        }
        format.valueField = *field;
    }
    format.valueUnit = unitOf(object, "valueUnit");
    format.stamp = choiceOf(object, "stamp", kStampNames, Stamp::End);
    format.intervalSeconds = numberOf(object, "intervalSeconds");
    format.dateOrder = choiceOf(object, "dateOrder", kDateOrderNames, DateOrder::Automatic);
    if (const Json* comma = member(object, "decimalComma")) {
        if (!comma->is_boolean()) {
            throw NotValid{"decimalComma", "true or false"};
        }
        format.decimalComma = comma->get<bool>();
    }
    format.meterCode = textOf(object, "meterCode");
    format.year = static_cast<int>(std::min<std::int64_t>(numberOf(object, "year"), 9999));
    format.headerSignature = textOf(object, "headerSignature");
    return format;
}

}  // namespace

std::string_view fieldName(Field field) {
    return kFieldNames[static_cast<std::size_t>(field)];
}

std::optional<Field> fieldByName(std::string_view name) {
    return enumByName<Field>(kFieldNames, name);
}

std::optional<DateOrder> dateOrderByName(std::string_view name) {
    return enumByName<DateOrder>(kDateOrderNames, name);
}

std::optional<Stamp> stampByName(std::string_view name) {
    return enumByName<Stamp>(kStampNames, name);
}

const Column* RecognisedFormat::find(Field field) const {
    const auto found = std::find_if(columns.begin(), columns.end(),
                                    [&](const Column& column) { return column.field == field; });
    return found == columns.end() ? nullptr : &*found;
}

CsvOptions RecognisedFormat::csvOptions() const {
    CsvOptions options;
    options.encoding = encoding;
    options.bomBytes = bomBytes;
    options.delimiter = delimiter;
    options.leadingFields = leadingFields;
    return options;
}

ReadingFormat RecognisedFormat::asRead() const {
    ReadingFormat read = format;
    read.delimiter = std::string(1, delimiter);
    read.valueUnit = format.valueUnit ? format.valueUnit : titleUnit;
    read.year = format.layout == Layout::MonthColumns ? year : format.year;
    return read;
}

std::string ReadingFormat::toJson() const {
    Json object;
    object["name"] = name;
    object["layout"] = kLayoutNames[static_cast<std::size_t>(layout)];
    object["kind"] = kKindNames[static_cast<std::size_t>(kind)];
    if (!delimiter.empty()) {
        object["delimiter"] = delimiter;
    }
    if (encoding) {
        object["encoding"] = encodingName(*encoding);
    }
    if (headerLine > 0) {
        object["headerLine"] = headerLine;
    }
    object["columns"] = Json::array();
    for (const ColumnMapping& mapping : columns) {
        Json column;
        column["field"] = fieldName(mapping.field);
        column["header"] = mapping.header;
        if (mapping.unit) {
            column["unit"] = unitName(*mapping.unit);
        }
        object["columns"].push_back(std::move(column));
    }
    object["valueField"] = fieldName(valueField);
    if (valueUnit) {
        object["valueUnit"] = unitName(*valueUnit);
    }
    object["stamp"] = kStampNames[static_cast<std::size_t>(stamp)];
    if (intervalSeconds > 0) {
        object["intervalSeconds"] = intervalSeconds;
    }
    object["dateOrder"] = kDateOrderNames[static_cast<std::size_t>(dateOrder)];
    object["decimalComma"] = decimalComma;
    if (!meterCode.empty()) {
        object["meterCode"] = meterCode;
    }
    if (year > 0) {
        object["year"] = year;
    }
    object["headerSignature"] = headerSignature;
    return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<ReadingFormat> ReadingFormat::fromJson(std::string_view json) {
    const auto refused = [](const std::string& profile, const std::string& place, const std::string& reason) {
        return failure("PROFILE_NOT_VALID", std::vector<std::pair<std::string, std::string>>{
                                                {"profile", profile}, {"place", place}, {"reason", reason}});
    };
    const Json object = Json::parse(json, nullptr, false);
    if (object.is_discarded()) {
        return refused("", "", "JSON");
    }
    try {
        return formatOf(object);
    } catch (const NotValid& fault) {
        const bool named = object.is_object() && object.contains("name") && object["name"].is_string();
        return refused(named ? object["name"].get<std::string>() : std::string(), fault.place, fault.reason);
    }
}

std::string headerSignature(const std::vector<std::string>& headers) {
    std::string signature;
    for (const std::string& header : headers) {
        for (const char letter : plainText(header)) {
            if (letter != ' ') {
                signature.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(letter))));
            }
        }
        signature.push_back('|');
    }
    // A spreadsheet adds empty columns at the right end as it likes.
    while (signature.ends_with("||")) {
        signature.pop_back();
    }
    return signature;
}

}  // namespace shuiheng::ingest
