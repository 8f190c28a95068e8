#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "base/text.h"
#include "compliance/check.h"

/// The check as JSON, after the command-line contract.
namespace shuiheng::app {

/// `withRows`: every input row with value, batches and source row; otherwise only counts and hashes.
nlohmann::json toJson(const compliance::Derivation& derivation, Language language, bool withRows);
nlohmann::json toJson(const compliance::CheckResult& result, Language language, bool withRows);

}  // namespace shuiheng::app
