#include "judged.hpp"

namespace sekimori::testing {
namespace {

Judged with_purposes(const std::string& purposes) {
  return judged("P-GC1", edited(lawful_city(), "internet-purposes: \"patch, console\"", "internet-purposes: \"" + purposes + "\""));
}

TEST(PGc1, ListedPurposesAndNoneAreAttested) {
  const Judged held = judged("P-GC1", lawful_city());
  EXPECT_EQ(held.verdict, VerdictKind::attested) << all(held);
  EXPECT_EQ(with_purposes("none").verdict, VerdictKind::attested);
}

// (b) 40.
TEST(PGc1, AnotherPurposeIsViolatedAndNamed) {
  const Judged plugin = with_purposes("patch, saas");
  EXPECT_EQ(plugin.verdict, VerdictKind::violated);
  EXPECT_TRUE(says(plugin, "violated gc-line", "for saas")) << all(plugin);
}

TEST(PGc1, SilenceIsUnattested) {
  EXPECT_EQ(judged("P-GC1", edited(lawful_city(), "internet-purposes: \"patch, console\", ", "")).verdict, VerdictKind::unattested);
  EXPECT_EQ(with_purposes("").verdict, VerdictKind::unattested);
}

TEST(PGc1, FollowsTheCellsWithTheInternet) {
  expect_follows_cell("P-GC1", "gc", "net");
  expect_follows_cell("P-GC1", "net", "gc");
}

TEST(PGc1, WithoutAnInternetInTheModelItIsVacuousThoughDeclared) {
  EXPECT_EQ(judged("P-GC1", edited(lawful_city(), "{name: net, role: internet,", "{name: net, role: other,")).verdict,
            VerdictKind::vacuous);
}

TEST(PGc1, WithoutALineThereIsNothingProved) {
  City city = lawful_city();
  const std::size_t begin = city.network.find("  - {name: gc-line"), end = city.network.find("  - {name: nhi-line");
  city.network.erase(begin, end - begin);
  EXPECT_EQ(judged("P-GC1", city).verdict, VerdictKind::vacuous);
}

}  // namespace
}  // namespace sekimori::testing
