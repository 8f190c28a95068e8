#pragma once

#include <string>

#include "report/document.h"

/// The look of the OpenDocument text: page, header, footer and named styles after GB/T 9704-2012.
namespace shuiheng::report {

std::string odtStyles(const Document& document);

/// The opening tag of content and styles with all names that either uses.
std::string odtRoot(const std::string& element);

enum class Rule { None, Hair, Thin, Thick };
/// Name of the cell style with these rules above and below.
std::string odtCellStyle(Rule above, Rule below);
/// All of them; they belong to the content, where every program looks for them.
std::string odtCellStyles();
/// Calculation sheets are indented up to here.
inline constexpr int kOdtDepths = 7;

/// "12.5pt"
std::string odtPoints(double points);

}  // namespace shuiheng::report
