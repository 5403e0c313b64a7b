#include "phrases.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace sekimori {
namespace {

std::ptrdiff_t holes(std::string_view form) { return std::ranges::count(form, '{'); }

TEST(Phrases, BothLanguagesSayTheSameThings) {
  for (const Phrase& p : phrases()) EXPECT_EQ(holes(p.en), holes(p.ja)) << p.en;
}

TEST(Phrases, EachIsReachedByATextOfItsForm) {  // none is hidden by an earlier one that is wider
  for (const Phrase& p : phrases()) {
    std::string text(p.en), ja(p.ja);
    for (int i = 1; text.find("{}") != std::string::npos; ++i) text.replace(text.find("{}"), 2, "n" + std::to_string(i));
    const auto found = in_japanese(text);
    ASSERT_TRUE(found) << text;
    for (int i = 1; i <= holes(p.ja); ++i) {
      const std::string numbered = "{" + std::to_string(i - 1) + "}", name = "n" + std::to_string(i);
      const std::size_t at = ja.find(numbered) == std::string::npos ? ja.find("{}") : ja.find(numbered);
      ja.replace(at, at == ja.find(numbered) ? 3 : 2, name);
    }
    EXPECT_EQ(*found, ja) << p.en;
  }
}

TEST(Phrases, ATextInsideATextIsSaidInJapaneseToo) {
  EXPECT_EQ(in_japanese("10.0.2.0/24 via 10.0.9.2, 10.0.9.0/30 connected to up"), "10.0.2.0/24 は 10.0.9.2 経由、10.0.9.0/30 は up に直結");
}

TEST(Phrases, WhatIsNotInTheCatalogueStaysAsItIs) {
  EXPECT_EQ(phrase(Language::ja, "something else"), "something else");
  EXPECT_EQ(phrase(Language::en, "floods VLAN 10"), "floods VLAN 10");
  EXPECT_EQ(phrase(Language::ja, "floods VLAN 10"), "VLAN 10 の全ポートへ転送");
}

}  // namespace
}  // namespace sekimori
