#pragma once

#include <optional>
#include <string>

#include "base/problem.h"
#include "base/text.h"

/// Problems as sentences, from resources/messages/problems.tsv: what happened, where, how to mend it.
namespace shuiheng::app {

/// "第 414 行：本期读数 5,198 小于上期读数 5,230。" An unknown code is shown as it is, with its arguments.
std::string whatHappened(const Problem& problem, Language language);
/// "若已换表，请登记换表日期；若抄错，请改正。" May be empty.
std::string remedy(const Problem& problem, Language language);
/// Both, with file and line in front where they are known and not in the text.
std::string sentence(const Problem& problem, Language language);

/// The catalogue's severity of a code.
std::optional<Severity> severityOf(const std::string& code);

}  // namespace shuiheng::app
