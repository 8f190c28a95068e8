#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace shuiheng::ingest {

struct SchemaError {
    std::string pointer;  ///< RFC 6901
    std::string code;     ///< of resources/messages/problems.tsv
    std::string detail;   ///< a property's name, a limit; may be empty
};

/// Everything in which the document breaks the JSON schema (draft 7). Never throws.
std::vector<SchemaError> schemaErrors(const nlohmann::json& document, std::string_view schema);

}  // namespace shuiheng::ingest
