#include "sim/load/config_text.hpp"

#include <gtest/gtest.h>

namespace sekimori {
namespace {

TEST(ConfigText, ALineWithoutAnEndCountsAndATrailingEndAddsNone) {
  EXPECT_EQ(count_lines(""), 0U);
  EXPECT_EQ(count_lines("a"), 1U);
  EXPECT_EQ(count_lines("a\n"), 1U);
  EXPECT_EQ(count_lines("a\n\nb"), 3U);
}

TEST(ConfigText, LinesAreTakenOneByOneAndTheLastNeedsNoEnd) {
  std::string_view rest = "a\n\nb\r\nc";
  for (const std::string_view line : {"a", "", "b\r", "c"}) {
    ASSERT_FALSE(rest.empty());
    EXPECT_EQ(take_line(rest), line);
  }
  EXPECT_TRUE(rest.empty());
  EXPECT_EQ(take_line(rest), "");
}

TEST(ConfigText, BytesThatAreNotUtf8BecomeQuestionMarksOfTheSameLength) {
  EXPECT_EQ(printable_text("a\xC0\xAF\xE5\xB8\x82\n\x01z"), "a??\xE5\xB8\x82\n z");
}

TEST(ConfigText, AQuotationIsCutBetweenCharacters) {
  EXPECT_EQ(quotation("set ip"), "set ip");
  EXPECT_EQ(quotation(std::string(199, 'x') + "\xE5\xB8\x82" + "yz"), std::string(199, 'x') + " ...");
}

TEST(ConfigText, AFileNamesItsDeviceByItsStem) {
  EXPECT_EQ(stem_of("configs/fw/core-a.cfg"), "core-a");
  EXPECT_EQ(stem_of("core-a"), "core-a");
}

TEST(ConfigText, PrintableTextReplacesWhateverTheColumn) {
  const std::string plain(40, 'a');
  for (std::size_t at = 0; at < plain.size(); ++at) {
    for (const auto& [byte, becomes] :
         {std::pair{'\x01', ' '}, {'\x7F', ' '}, {'\x03', '\x03'}, {'\t', '\t'}, {'\n', '\n'}, {'\xFF', '?'}}) {
      std::string text = plain, expected = plain;
      text[at] = byte;
      expected[at] = becomes;
      EXPECT_EQ(printable_text(text), expected) << at;
    }
  }
}

TEST(ConfigText, WordsAreBetweenBlanksTabsAndCarriageReturns) {
  EXPECT_EQ(words_of(" a\tbc  d\r"), (std::vector<std::string_view>{"a", "bc", "d"}));
  EXPECT_TRUE(words_of(" \t\r").empty());
  EXPECT_EQ(words_of("a\vb"), (std::vector<std::string_view>{"a\vb"}));
}

TEST(ConfigText, ALineWithoutItsIndentIsEmptyWhenItIsBlank) {
  EXPECT_EQ(without_indent(" \t\r! x "), "! x ");
  EXPECT_EQ(without_indent(" \t\r"), "");
}

}  // namespace
}  // namespace sekimori
