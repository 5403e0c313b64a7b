#include "unicode.hpp"

#include <gtest/gtest.h>

#include <string>

namespace sekimori {
namespace {

constexpr std::string_view kReplaced = "\xEF\xBF\xBD";

TEST(Unicode, WellFormedTextStaysAsItIs) { EXPECT_EQ(valid_utf8("市役所 a😀"), "市役所 a😀"); }

TEST(Unicode, EachStrayByteBecomesOneReplacementCharacter) {
  EXPECT_EQ(valid_utf8("a\xff\x80z"), "a" + std::string(kReplaced) + std::string(kReplaced) + "z");
  EXPECT_EQ(valid_utf8("\xe5\xb8"), std::string(kReplaced) + std::string(kReplaced));
}

TEST(Unicode, OverlongFormsAndSurrogatesAreNotUtf8) {
  EXPECT_EQ(valid_utf8("\xc0\x80").find('\0'), std::string::npos);
  EXPECT_EQ(valid_utf8("\xe0\x80\x80").substr(0, 3), kReplaced);
  EXPECT_EQ(valid_utf8("\xed\xa0\x80").substr(0, 3), kReplaced);
  EXPECT_EQ(valid_utf8("\xf4\x90\x80\x80").substr(0, 3), kReplaced);
}

TEST(Unicode, NoControlCharacterSurvivesPrinting) {
  for (int c = 0; c < 0x20; ++c) {
    const std::string shown = printable(std::string(1, static_cast<char>(c)));
    EXPECT_EQ(shown, c == '\t' ? " " : std::string(kReplaced)) << c;
  }
  EXPECT_EQ(printable("\x7f"), kReplaced);
  EXPECT_EQ(printable("\xc2\x9b"), kReplaced) << "C1 control sequence introducer";
}

TEST(Unicode, BidirectionalOverridesCannotReorderARule) { EXPECT_EQ(printable("\xe2\x80\xae"), kReplaced); }

TEST(Unicode, JapaneseCharactersAreTwoColumnsWide) {
  EXPECT_EQ(display_width("市内LAN"), 7U);
  EXPECT_EQ(display_width("？"), 2U);
  EXPECT_EQ(display_width("ｱ"), 1U) << "halfwidth katakana";
  EXPECT_EQ(display_width("か\u3099"), 2U) << "a combining mark takes no column";
}

TEST(Unicode, PaddingCountsColumnsNotBytes) {
  EXPECT_EQ(padded("市", 4), "市  ");
  EXPECT_EQ(padded("abcd", 2), "abcd");
}

TEST(Unicode, ShorteningNeverExceedsTheWidthAndSaysThatSomethingIsMissing) {
  EXPECT_EQ(shortened("市役所市役所", 8), "市役...");
  EXPECT_EQ(shortened("short", 5), "short");
}

TEST(Unicode, LinesBreakAtSpacesAndBetweenJapaneseCharacters) {
  EXPECT_EQ(wrapped("aaa bbb ccc", 7), (std::vector<std::string>{"aaa bbb", "ccc"}));
  EXPECT_EQ(wrapped("市役所市役所", 6), (std::vector<std::string>{"市役所", "市役所"}));
}

TEST(Unicode, AWordLongerThanTheLineIsCut) { EXPECT_EQ(wrapped("aaaaaaaaaa", 4), (std::vector<std::string>{"aaaa", "aaaa", "aa"})); }

TEST(Unicode, ClosingMarksDoNotBeginALine) { EXPECT_EQ(wrapped("市役所。次", 6), (std::vector<std::string>{"市役", "所。次"})); }

TEST(Unicode, NothingIsOneEmptyLine) { EXPECT_EQ(wrapped("", 10), std::vector<std::string>{""}); }

}  // namespace
}  // namespace sekimori
