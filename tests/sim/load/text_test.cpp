#include "sekimori/load/text.hpp"

#include <gtest/gtest.h>

namespace sekimori {
namespace {

TEST(Text, JapaneseUtf8HasNoFault) { EXPECT_FALSE(first_text_fault("label: 本庁\n\ttab\r\n")); }

TEST(Text, FaultIsLocatedInCodePointsNotBytes) {
  const auto fault = first_text_fault("a\n本庁\xFF");
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->kind, TextFaultKind::not_utf8);
  EXPECT_EQ(fault->line, 2U);
  EXPECT_EQ(fault->column, 3U);
  EXPECT_EQ(fault->code, 0xFFU);
}

TEST(Text, OverlongFormsSurrogatesAndPastTheEndAreNotUtf8) {
  for (const char* bytes :
       {"\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xE6\x9C", "\x80"}) {
    const auto fault = first_text_fault(bytes);
    ASSERT_TRUE(fault) << bytes;
    EXPECT_EQ(fault->kind, TextFaultKind::not_utf8);
    EXPECT_EQ(fault->column, 1U);
  }
  EXPECT_FALSE(first_text_fault("\xF4\x8F\xBF\xBD"));  // U+10FFFD
}

TEST(Text, CharactersThatWouldShiftLineNumbersAreRefused) {
  for (const std::string& text : {std::string("a\rb"), std::string("a\xC2\x85"), std::string("a\xE2\x80\xA8"), std::string("a\0b", 3)}) {
    const auto fault = first_text_fault(text);
    ASSERT_TRUE(fault);
    EXPECT_EQ(fault->kind, TextFaultKind::control);
    EXPECT_EQ(fault->column, 2U);
  }
}

TEST(Text, ByteOrderMarkIsNoFaultAndTakesNoColumn) {
  const auto fault = first_text_fault("\xEF\xBB\xBF\x01");
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->column, 1U);
  EXPECT_EQ(without_bom("\xEF\xBB\xBFx"), "x");
}

TEST(Text, Cp932WithNecExtensionsIsDecoded) {
  EXPECT_EQ(decode_cp932("\x96\x7B\x92\xA1\x87\x40"), "本庁①");
  EXPECT_EQ(decode_cp932("a\\b"), "a\\b");  // 0x5C stays a backslash
  EXPECT_FALSE(decode_cp932("\x81"));
  EXPECT_EQ(decode_cp932(""), "");
}

TEST(Text, InvalidBytesAreReplacedAndLinesStay) { EXPECT_EQ(replace_invalid("a\xFF\nb"), "a\xEF\xBF\xBD\nb"); }

}  // namespace
}  // namespace sekimori
