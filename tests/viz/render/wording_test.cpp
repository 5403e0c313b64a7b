#include "wording.hpp"

#include <gtest/gtest.h>

#include <set>

#include "unicode.hpp"

namespace sekimori {
namespace {

constexpr VerdictKind kKinds[] = {VerdictKind::proved,   VerdictKind::violated,   VerdictKind::inconclusive,  VerdictKind::vacuous,
                                  VerdictKind::attested, VerdictKind::unattested, VerdictKind::not_applicable};

TEST(Wording, VerdictsHaveTheWordsOfTheDesign) {
  EXPECT_EQ(word(Language::ja, VerdictKind::proved), "適合");
  EXPECT_EQ(word(Language::ja, VerdictKind::violated), "不適合");
  EXPECT_EQ(word(Language::ja, VerdictKind::inconclusive), "確認不能");
  EXPECT_EQ(word(Language::ja, VerdictKind::vacuous), "対象なし");
  EXPECT_EQ(word(Language::ja, VerdictKind::attested), "申告あり");
  EXPECT_EQ(word(Language::ja, VerdictKind::unattested), "人的確認要");
  EXPECT_EQ(word(Language::ja, VerdictKind::not_applicable), "対象外");
}

TEST(Wording, EveryVerdictHasALetterOfItsOwnInBothLanguages) {
  for (const Language language : {Language::en, Language::ja}) {
    std::set<std::string_view> letters;
    for (const VerdictKind kind : kKinds) {
      EXPECT_LE(display_width(letter(language, kind)), 2U);
      EXPECT_TRUE(letters.insert(letter(language, kind)).second);
    }
  }
}

TEST(Wording, ZoneSignsNeverRepeat) {
  std::set<std::string> signs;
  for (std::size_t i = 0; i < 500; ++i) EXPECT_TRUE(signs.insert(zone_sign(i)).second) << i;
  EXPECT_EQ(zone_sign(0), "A");
  EXPECT_EQ(zone_sign(25), "Z");
}

TEST(Wording, CircledNumbersFollowTheUnicodeBlocksAndThenBrackets) {
  EXPECT_EQ(circled(1), "①");
  EXPECT_EQ(circled(20), "⑳");
  EXPECT_EQ(circled(21), "㉑");
  EXPECT_EQ(circled(35), "㉟");
  EXPECT_EQ(circled(36), "㊱");
  EXPECT_EQ(circled(50), "㊿");
  EXPECT_EQ(circled(51), "(51)");
}

TEST(Wording, InterfaceTypesAreShortenedAsTheVendorDoes) {
  EXPECT_EQ(short_interface("GigabitEthernet1/0/24"), "Gi1/0/24");
  EXPECT_EQ(short_interface("TenGigabitEthernet0/1"), "Te0/1");
  EXPECT_EQ(short_interface("Vlan10"), "Vlan10");
  EXPECT_EQ(short_interface("eth0\x1b"), "eth0\xEF\xBF\xBD");
}

TEST(Wording, UnknownWordsStandForThemselves) {
  EXPECT_EQ(action_word(Language::ja, "permit"), "許可");
  EXPECT_EQ(action_word(Language::ja, "teleport"), "teleport");
  EXPECT_EQ(basis_word(Language::en, "physical"), "cabling alone");
  EXPECT_EQ(severity_word(Language::en, "high"), "high");
}

TEST(Wording, AZoneWithoutALabelIsCalledByItsName) {
  Zone zone;
  zone.name = "mynumber";
  EXPECT_EQ(zone_label(Language::ja, zone), "mynumber");
  zone.label_ja = "マイナンバー利用事務系";
  EXPECT_EQ(zone_label(Language::ja, zone), "マイナンバー利用事務系");
}

}  // namespace
}  // namespace sekimori
