#pragma once

#include <string>

namespace shuiheng {

enum class Language { Chinese, English };

/// A sentence or name that people read, in both languages of the product. Chinese comes first.
struct Text {
    std::string zh;
    std::string en;

    const std::string& in(Language language) const { return language == Language::Chinese ? zh : en; }
    bool operator==(const Text&) const = default;
};

}  // namespace shuiheng
