#include "ingest/json_schema.h"

#include <algorithm>
#include <array>
#include <exception>
#include <functional>
#include <set>

#include "ingest/json_file.h"

#define VALIJSON_USE_EXCEPTIONS 1
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace shuiheng::ingest {
namespace {

using nlohmann::json;

/// std::regex recurses once per character: long strings would overflow the stack, so the patterns see a
/// stand-in.
constexpr std::size_t kLongestForPatterns = 256;
constexpr std::size_t kKeptEnds = 32;
constexpr int kMostRounds = 200;

bool continues(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0u) == 0x80u;
}

/// Both ends of the string, every ASCII character that occurs between (one Han character for all others), and
/// a hash that keeps different strings different. Cut between characters: valijson counts UTF-8 and trusts it
/// to be whole.
std::string standIn(const std::string& text) {
    std::size_t head = kKeptEnds;
    while (head > 0 && continues(text[head])) {
        --head;
    }
    std::size_t tail = text.size() - kKeptEnds;
    while (tail < text.size() && continues(text[tail])) {
        ++tail;
    }
    std::array<bool, 128> seen{};
    bool wide = false;
    std::string middle;
    for (const char character : text) {
        const auto byte = static_cast<unsigned char>(character);
        if (byte >= seen.size()) {
            wide = true;
        } else if (!seen[byte]) {
            seen[byte] = true;
            middle += character;
        }
    }
    return text.substr(0, head) + middle + (wide ? "水" : "") +
           std::to_string(std::hash<std::string>{}(text)) + text.substr(tail);
}

/// The depth of the document has been limited before.
void shortenStrings(json& value) {
    if (value.is_string()) {
        std::string& text = value.get_ref<std::string&>();
        if (text.size() > kLongestForPatterns) {
            text = standIn(text);
        }
        return;
    }
    if (value.is_array()) {
        std::for_each(value.begin(), value.end(), shortenStrings);
    } else if (value.is_object()) {
        json shortened = json::object();
        for (auto& [key, member] : value.items()) {
            shortenStrings(member);
            shortened[key.size() > kLongestForPatterns ? standIn(key) : key] = std::move(member);
        }
        value = std::move(shortened);
    }
}

struct Kind {
    std::string_view beginning;
    std::string_view code;
    bool composite;  ///< only repeats that something inside is wrong
};

constexpr Kind kKinds[] = {
    {"Missing required property", "JSON_PROPERTY_MISSING", false},
    {"Object contains a property", "JSON_PROPERTY_UNKNOWN", false},
    {"Value type not permitted", "JSON_TYPE", false},
    {"Failed to match against any enum", "JSON_VALUE_NOT_ALLOWED", false},
    {"Failed to match expected value", "JSON_VALUE_NOT_ALLOWED", false},
    {"Failed to match regex", "JSON_PATTERN", false},
    {"Failed to validate against any schemas allowed by anyOf", "JSON_NO_FORM_FITS", false},
    {"Elements at indexes", "JSON_ITEMS_REPEATED", false},
    {"Failed to validate item #", "", true},
    {"Failed to validate against schema associated", "", true},
    {"Failed to validate against additional properties", "", true},
    {"Failed to validate against child schema", "", true},
    {"Failed to validate against a conditional schema", "", true},
};

const Kind* kindOf(const std::string& description) {
    const auto found = std::find_if(std::begin(kKinds), std::end(kKinds), [&](const Kind& kind) {
        return description.starts_with(kind.beginning);
    });
    return found != std::end(kKinds) ? &*found : nullptr;
}

/// The last name in single quotes.
std::string quotedName(const std::string& description) {
    const std::size_t close = description.rfind('\'');
    if (close == std::string::npos || close == 0) {
        return {};
    }
    // valijson writes ": 'name'." and "property 'name'.", and a name may hold quotes of its own.
    for (const std::string_view before : {": '", "property '"}) {
        const std::size_t open = description.find(before);
        if (open != std::string::npos && open + before.size() <= close) {
            return description.substr(open + before.size(), close - open - before.size());
        }
    }
    return {};
}

/// "<root>", "[milestones]", "[3]" to /milestones/3.
std::string pointerOf(const std::vector<std::string>& context) {
    std::string pointer;
    for (std::size_t part = 1; part < context.size(); ++part) {
        const std::string& name = context[part];
        pointer = pointerTo(pointer, name.size() >= 2 ? name.substr(1, name.size() - 2) : name);
    }
    return pointer;
}

bool inside(const std::string& pointer, const std::string& outer) {
    return pointer.starts_with(outer) && (pointer.size() == outer.size() || pointer[outer.size()] == '/');
}

struct Found {
    SchemaError error;
    bool composite = false;
};

std::vector<Found> validateOnce(const json& document, const valijson::Schema& schema) {
    valijson::Validator validator;
    valijson::ValidationResults results;
    const valijson::adapters::NlohmannJsonAdapter target(document);
    validator.validate(schema, target, &results);
    std::vector<Found> found;
    for (const auto& error : results) {
        const Kind* kind = kindOf(error.description);
        SchemaError entry{pointerOf(error.context), kind ? std::string(kind->code) : "JSON_SCHEMA", {}};
        if (!kind || kind->composite) {
            entry.code = "JSON_SCHEMA";
            entry.detail = error.description;
        } else if (entry.code == "JSON_PROPERTY_MISSING" || entry.code == "JSON_PROPERTY_UNKNOWN") {
            entry.detail = quotedName(error.description);
        }
        found.push_back({std::move(entry), kind && kind->composite});
    }
    return found;
}

/// Without the echoes: a composite says nothing where something inside it is named, and where none of several
/// forms fits, why each of them does not is noise.
std::vector<SchemaError> withoutEchoes(const std::vector<Found>& found) {
    std::set<std::string> plain;
    std::set<std::string> formless;
    for (const Found& one : found) {
        if (!one.composite) {
            plain.insert(one.error.pointer);
        }
        if (one.error.code == "JSON_NO_FORM_FITS") {
            formless.insert(one.error.pointer);
        }
    }
    const auto echoes = [&](const Found& one) {
        if (one.composite) {
            const auto next = plain.lower_bound(one.error.pointer);
            const auto below = plain.lower_bound(one.error.pointer + "/");
            return (next != plain.end() && *next == one.error.pointer) ||
                   (below != plain.end() && inside(*below, one.error.pointer));
        }
        if (one.error.code == "JSON_NO_FORM_FITS") {
            return false;
        }
        for (std::string outer = one.error.pointer;; outer.erase(outer.rfind('/'))) {
            if (formless.contains(outer)) {
                return true;
            }
            if (outer.empty()) {
                return false;
            }
        }
    };
    std::vector<SchemaError> errors;
    std::set<std::string> written;
    for (const Found& one : found) {
        const std::string identity = one.error.pointer + "\n" + one.error.code + "\n" + one.error.detail;
        if (!echoes(one) && written.insert(identity).second) {
            errors.push_back(one.error);
        }
    }
    return errors;
}

/// valijson names one unknown property per object: they are taken out of the copy, and the next ones show.
bool removeUnknown(json& document, const std::vector<Found>& found) {
    bool removed = false;
    for (const Found& one : found) {
        if (one.error.code != "JSON_PROPERTY_UNKNOWN") {
            continue;
        }
        const json::json_pointer pointer(one.error.pointer);
        if (document.contains(pointer) && document.at(pointer).is_object()) {
            removed = document.at(pointer).erase(one.error.detail) > 0 || removed;
        }
    }
    return removed;
}

}  // namespace

std::vector<SchemaError> schemaErrors(const json& document, std::string_view schemaText) {
    try {
        const json schemaDocument = json::parse(schemaText);
        valijson::Schema schema;
        valijson::SchemaParser parser;
        parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(schemaDocument), schema);
        json copy = document;
        shortenStrings(copy);
        std::vector<Found> all = validateOnce(copy, schema);
        std::vector<Found> last = all;
        for (int round = 0; round < kMostRounds && removeUnknown(copy, last); ++round) {
            last = validateOnce(copy, schema);
            std::copy_if(last.begin(), last.end(), std::back_inserter(all),
                         [](const Found& one) { return one.error.code == "JSON_PROPERTY_UNKNOWN"; });
        }
        return withoutEchoes(all);
    } catch (const std::exception& error) {
        return {{"", "JSON_SCHEMA", error.what()}};
    }
}

}  // namespace shuiheng::ingest
