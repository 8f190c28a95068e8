#pragma once

#include <QFont>
#include <QString>
#include <array>
#include <filesystem>
#include <map>
#include <vector>

#include "base/result.h"
#include "report/pdf_writer.h"

namespace shuiheng::report {

enum class FontRole { Body, Title, Heading, Lead, Table, TableHead };
inline constexpr int kFontRoles = 6;

/// The faces of GB/T 9704 as far as this machine has them.
class FontSet {
  public:
    /// Fails with REPORT_FONT_MISSING when no face with Chinese characters is installed.
    static Result<FontSet> choose(const std::vector<std::filesystem::path>& folders);

    /// Without letter spacing; the size in pixels of the painted device.
    QFont font(FontRole role, int pixels) const;
    const std::vector<FontSubstitution>& substitutions() const { return m_substitutions; }
    std::vector<std::string> families() const;
    /// Radicals and compatibility characters, by the common character that shares their glyph.
    std::map<char16_t, char16_t> twins() const;

  private:
    struct Choice {
        QString family;
        bool bold = false;
    };
    std::array<Choice, kFontRoles> m_choices;
    std::vector<FontSubstitution> m_substitutions;
};

}  // namespace shuiheng::report
