#include "sim/load/cisco_ios_lexer.hpp"

#include <gtest/gtest.h>

namespace sekimori::cisco_ios {
namespace {

std::vector<std::string> texts(const Lexed& lexed) {
  std::vector<std::string> out;
  for (const Line& line : lexed.lines) out.emplace_back(line.text);
  return out;
}

TEST(CiscoIosLexer, KeepsIndentAndLineNumbersAndDropsCommentsAndCarriageReturns) {
  const Lexed lexed = lex("hostname a\r\n!\r\n\r\ninterface Vlan1\r\n ip address 10.0.0.1 255.0.0.0\r\n");
  EXPECT_EQ(texts(lexed), (std::vector<std::string>{"hostname a", "interface Vlan1", "ip address 10.0.0.1 255.0.0.0"}));
  EXPECT_EQ(lexed.lines[2].indent, 1U);
  EXPECT_EQ(lexed.lines[2].number, 5U);
  EXPECT_EQ(lexed.blank, 2U);
}

TEST(CiscoIosLexer, TheTextOfABannerIsNoCommand) {
  const Lexed lexed = lex("banner motd ^C\nip route 0.0.0.0 0.0.0.0 10.0.0.1\n^C\nhostname a\n");
  EXPECT_EQ(texts(lexed), (std::vector<std::string>{"banner motd ^C", "hostname a"}));
  EXPECT_EQ(lexed.banner_text, 2U);
}

TEST(CiscoIosLexer, ABannerOnOneLineEndsThere) { EXPECT_EQ(texts(lex("banner login #keep out#\nhostname a\n")).size(), 2U); }

TEST(CiscoIosLexer, ABannerWithoutAnEndHidesNothing) {
  const Lexed lexed = lex("banner motd #\nip routing\nhostname a\n");
  EXPECT_TRUE(lexed.lines[0].unterminated);
  EXPECT_EQ(texts(lexed), (std::vector<std::string>{"banner motd #", "ip routing", "hostname a"}));
}

TEST(CiscoIosLexer, ManyUnterminatedBannersAreEachReported) {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "banner motd @\n";
  text += "x\n";
  const Lexed lexed = lex("banner motd #\n" + text);
  EXPECT_TRUE(lexed.lines[0].unterminated);
}

TEST(CiscoIosLexer, ALineLongerThanAnyCommandIsMarkedAndCut) {
  const Lexed lexed = lex("description " + std::string(5'000'000, 'x') + "\nhostname a\n");
  ASSERT_EQ(lexed.lines.size(), 2U);
  EXPECT_TRUE(lexed.lines[0].too_long);
  EXPECT_EQ(lexed.lines[0].text.size(), kMaxLine);
  EXPECT_FALSE(lexed.lines[1].too_long);
}

TEST(CiscoIosCursor, APathMatchesWholeWordsOnly) {
  EXPECT_TRUE(Cursor("ip  address 1").take_path("ip address"));
  EXPECT_FALSE(Cursor("ip addresses").take_path("ip address"));
  EXPECT_FALSE(Cursor("ip").take_path("ip address"));
}

TEST(CiscoIosCursor, AReaderThatFailsConsumesNothing) {
  Cursor words("4095 255.0.255.0 10.0.0.1");
  EXPECT_FALSE(words.number(1, 4094));
  EXPECT_EQ(words.number(1, 4095), 4095U);
  EXPECT_FALSE(words.mask()) << "a mask with a hole is no prefix length";
  EXPECT_EQ(words.peek(), "255.0.255.0");
}

TEST(CiscoIosCursor, AMaskIsALength) {
  EXPECT_EQ(Cursor("255.255.255.0").mask(), 24U);
  EXPECT_EQ(Cursor("0.0.0.0").mask(), 0U);
  EXPECT_EQ(Cursor("255.255.255.255").mask(), 32U);
}

}  // namespace
}  // namespace sekimori::cisco_ios
