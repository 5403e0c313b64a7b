#include "text_page.hpp"

#include <gtest/gtest.h>

namespace sekimori {
namespace {

TEST(TextPage, WithoutColourThereIsNoEscape) {
  const TextPage page({Language::en, false, 80});
  EXPECT_EQ(page.painted(Tone::bad, "x"), "x");
}

TEST(TextPage, AColourIsAlwaysEndedAgain) {
  const TextPage page({Language::en, true, 80});
  EXPECT_EQ(page.painted(Tone::bad, "x"), "\x1b[1;31mx\x1b[0m");
  EXPECT_EQ(page.painted(Tone::plain, "x"), "x");
}

TEST(TextPage, ViolatedAndProvedDifferInTone) { EXPECT_NE(tone_of(VerdictKind::violated), tone_of(VerdictKind::proved)); }

TEST(TextPage, ParagraphsAreIndentedAndContinueDeeper) {
  TextPage page({Language::en, false, 46});
  page.paragraph(2, std::string(40, 'a') + " " + std::string(10, 'b'));
  EXPECT_EQ(std::move(page).take(), "  " + std::string(40, 'a') + "\n    " + std::string(10, 'b') + "\n");
}

TEST(TextPage, HeadingsAreSetOffExceptAtTheTop) {
  TextPage page({Language::en, false, 80});
  page.heading("one");
  page.heading("two");
  EXPECT_EQ(std::move(page).take(), "one\n\ntwo\n");
}

TEST(TextPage, AParagraphDefusesTerminalEscapes) {
  TextPage page({Language::en, false, 80});
  page.paragraph(0, "\x1b]0;owned\x07");
  EXPECT_EQ(std::move(page).take(), "\xEF\xBF\xBD]0;owned\xEF\xBF\xBD\n");
}

}  // namespace
}  // namespace sekimori
