#include "report/typography.h"

#include <gtest/gtest.h>

namespace shuiheng::report {
namespace {

TEST(Typography, FiguresStandCloseToChinese) {
    EXPECT_EQ(closedUp("要达到 8.00 %，须再减少"), "要达到8.00%，须再减少");
    EXPECT_EQ(closedUp("3 户只有部分水表在线"), "3户只有部分水表在线");
    EXPECT_EQ(closedUp("还须新增 3.00 万m³"), "还须新增3.00万m³");
    EXPECT_EQ(closedUp("2020 年用水总量"), "2020年用水总量");
}

TEST(Typography, LatinKeepsItsBlanks) {
    EXPECT_EQ(closedUp("供水总量 Q_s"), "供水总量 Q_s");
    EXPECT_EQ(closedUp("A = 0.3167 km"), "A = 0.3167 km");
    EXPECT_EQ(closedUp("CJJ 92-2016"), "CJJ 92-2016");
    EXPECT_EQ(closedUp(" x "), " x ");
    EXPECT_EQ(closedUp(""), "");
    EXPECT_EQ(closedUp("\xE6 %"), "\xE6 %");  // a character cut in two
}

TEST(Typography, SentencesHaveUnitsInWordsAndNoFormula) {
    EXPECT_EQ(sentenceOf("要达到 8.00 %，须再减少漏损 9692 m³/年（(R − 目标) × Q_s）"),
              "要达到8.00%，须再减少漏损9692立方米每年");
    EXPECT_EQ(sentenceOf("倒算允许用水量：4197.4 万m³（w_0 ·(1 − 目标)· G_t）"),
              "倒算允许用水量：4197.4万立方米");
    EXPECT_EQ(sentenceOf("按漏损率 R_BL（CJJ 92 修正）为 1.4355 %"), "按漏损率 R_BL（CJJ 92修正）为1.4355%");
    EXPECT_EQ(englishSentenceOf("to reach 8.00 % another 9692 m³ a year must be saved, (R − target) × Q_s"),
              "to reach 8.00% another 9692 m³ a year must be saved");
    EXPECT_EQ(englishSentenceOf("allowed water use: 4197.4 万m³ (w_0·(1 − target)·G_t)"),
              "allowed water use: 4197.4 × 10⁴ m³");
}

}  // namespace
}  // namespace shuiheng::report
