#pragma once

#include <string>

/// One rule for figures in Chinese text, whoever wrote it: no blank before % nor between figures and Chinese
/// characters; a blank only before a unit in Latin letters.
namespace shuiheng::report {

std::string closedUp(const std::string& chinese);

/// Widths without a font, in em: a Chinese character is one, a Latin letter `latin`.
inline constexpr double kLatinEm = 0.55;
double widthInEms(const std::string& text, double latin = kLatinEm);
/// Of the widest piece between two places where a line may end.
double pieceInEms(const std::string& text, double latin = kLatinEm);

/// A remark as running text: units in words, formulas left to the calculation sheet.
std::string sentenceOf(const std::string& chinese);
std::string englishSentenceOf(const std::string& english);

}  // namespace shuiheng::report
