#pragma once

#include <string>

namespace shuiheng::report {

/// The text as valid UTF-8 on one line: broken bytes become U+FFFD; control characters and those that steer
/// the direction of writing become blanks.
std::string harmlessText(const std::string& text);

/// That, escaped for XML and HTML, between tags and in quotes.
std::string xmlText(const std::string& text);

}  // namespace shuiheng::report
