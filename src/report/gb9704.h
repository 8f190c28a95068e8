#pragma once

namespace shuiheng::report {

/// Measures of GB/T 9704-2012 in millimetres, and type sizes in points.
namespace gb {
inline constexpr double kPageWidth = 210;
inline constexpr double kPageHeight = 297;
inline constexpr double kTop = 37;
inline constexpr double kLeft = 28;
inline constexpr double kWidth = 156;
inline constexpr double kHeight = 225;
inline constexpr int kLines = 22;
inline constexpr int kCharacters = 28;
inline constexpr double kPageNumberGap = 7;
inline constexpr double kBodySize = 16;
inline constexpr double kTitleSize = 22;
inline constexpr double kPageNumberSize = 14;
inline constexpr double kTableTitleSize = 14;
inline constexpr double kNoteSize = 10.5;
inline constexpr double kTableSize = 9;
}  // namespace gb

}  // namespace shuiheng::report
