#include "sekimori/load/text.hpp"

#include <gtest/gtest.h>

#include <string>

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

TEST(Text, Utf8IsWhatIsWellFormedWhereverItBegins) {
  const std::string ascii = "hostname r1\x03\x1B\n";  // control characters are UTF-8, too
  for (const std::string_view good : {"", "\x7F", "本庁", "\xF4\x8F\xBF\xBF"}) {
    for (std::size_t before = 0; before <= ascii.size(); ++before)
      EXPECT_TRUE(is_utf8(ascii.substr(0, before) + std::string(good) + ascii));
  }
  // A lone continuation, an overlong form, a surrogate, past U+10FFFF, cut short.
  for (const std::string_view bad : {"\x80", "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE6\x9C"}) {
    for (std::size_t before = 0; before <= ascii.size(); ++before) {
      EXPECT_FALSE(is_utf8(ascii.substr(0, before) + std::string(bad))) << before;
      EXPECT_FALSE(is_utf8(ascii.substr(0, before) + std::string(bad) + ascii)) << before;
    }
  }
}

TEST(Text, InvalidBytesAreReplacedAndLinesStay) { EXPECT_EQ(replace_invalid("a\xFF\nb"), "a\xEF\xBF\xBD\nb"); }

}  // namespace
}  // namespace sekimori
