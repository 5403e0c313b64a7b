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

}  // namespace
}  // namespace sekimori
