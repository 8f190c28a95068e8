#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/civil.h"
#include "base/text.h"
#include "compliance/check.h"
#include "report/document.h"

/// Numbers, dates, units and verdicts in words, for paper: no blank before %, true minus, "—" for what is
/// missing.
namespace shuiheng::report {

Mark markOf(compliance::Verdict verdict);

/// Chooses by language; an English text that is missing falls back to the Chinese one.
class Wording {
  public:
    explicit Wording(Language language) : m_language(language) {}

    Language language() const { return m_language; }
    bool chinese() const { return m_language == Language::Chinese; }
    std::string pick(const char* zh, const char* en) const { return chinese() ? zh : en; }
    std::string text(const Text& text) const;
    /// A remark of a derivation as a sentence: its stop, units in words, no formula.
    std::string sentence(const Text& text) const;

    /// 2024年12月31日, 31 December 2024
    std::string longDate(Date date) const;
    /// 万m³, 10⁴ m³; "—" for a pure number
    std::string tableUnit(const std::string& unit) const;
    /// 万立方米; nothing for a pure number
    std::string proseUnit(const std::string& unit) const;
    /// A figure in running text: "10.43%", "26.00万立方米"
    std::string prose(double value, const std::string& unit, int decimals) const;
    std::string status(const std::string& status) const;
    /// 用水户 for water_user: the project file's tables as people call them.
    std::string tableName(const std::string& table) const;
    std::string joined(const std::vector<std::string>& parts) const;  ///< 、 or commas
    std::string verdictWord(compliance::Verdict verdict) const;

  private:
    Language m_language;
};

/// Fixed decimals with a true minus; rounding never shows "−0.00".
std::string number(double value, int decimals);
/// Up to `most` decimals, without trailing zeros.
std::string shortNumber(double value, int most = 4);
/// How many decimals a figure of this unit is printed with.
int decimalsOf(const std::string& unit);
/// The same, but enough that a missed target does not look met: 8.003 against 8 is not printed as 8.00.
int decimalsOf(const compliance::MilestoneResult& result);

std::string requirement(const compliance::MilestoneResult& result, const Wording& words);  ///< "≤10", "力争1"
std::string achieved(const compliance::MilestoneResult& result,
                     const Wording& words);  ///< "10.43", "95.3至100"
/// "超 0.43", "余 270.0", "少 2.9", "多 1.0"; "—" where there is no margin
std::string difference(const compliance::MilestoneResult& result, const Wording& words);
std::string dueText(const compliance::Milestone& milestone, const Wording& words);

}  // namespace shuiheng::report
