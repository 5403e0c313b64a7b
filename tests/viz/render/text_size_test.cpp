#include "text_size.hpp"

#include <gtest/gtest.h>

namespace sekimori {
namespace {

TEST(TextSize, AJapaneseCharacterIsAsWideAsTheFontIsHighAndALatinOneAboutHalf) {
  EXPECT_EQ(text_width("本庁舎", 10), 30);
  EXPECT_EQ(text_width("①→", 10), 20);
  EXPECT_GE(text_width("abcdefghij", 10), 50);
  EXPECT_LT(text_width("abcdefghij", 10), 60);
}

TEST(TextSize, TheWidestLineCounts) { EXPECT_EQ(text_width(std::vector<std::string>{"本", "本庁舎", ""}, 10), 30); }

TEST(TextSize, LinesBelowEachOtherTakeNoMoreThanEachByItself) {
  EXPECT_EQ(text_height(0, 9), 0);
  EXPECT_GE(text_height(1, 9), 9);
  EXPECT_LE(text_height(10, 7), 10 * line_height(7));
}

TEST(TextSize, FittedLinesAreNoWiderThanAskedAndNothingIsLost) {
  const std::string text = "permit tcp 10.30.0.0 0.0.0.255 host 10.20.32.20 eq 445";
  std::string together;
  for (const std::string& line : fitted(text, 90, 8)) {
    EXPECT_LE(text_width(line, 8), 90) << line;
    together += (together.empty() ? "" : " ") + line;
  }
  EXPECT_EQ(together, text);
}

}  // namespace
}  // namespace sekimori
