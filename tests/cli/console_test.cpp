#include "console.hpp"

#include <gtest/gtest.h>

namespace sekimori {
namespace {

TEST(Console, AJapaneseLocaleAsksForJapanese) {
  for (const char* locale : {"ja", "ja_JP", "ja_JP.UTF-8", "ja.UTF-8"}) EXPECT_EQ(language_of_locale(locale), Language::ja) << locale;
}

TEST(Console, EveryOtherLocaleMeansEnglish) {
  for (const char* locale : {"", "C", "C.UTF-8", "POSIX", "en_US.UTF-8", "jam_JM"})
    EXPECT_EQ(language_of_locale(locale), Language::en) << locale;
}

}  // namespace
}  // namespace sekimori
