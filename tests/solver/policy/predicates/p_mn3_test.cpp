#include "judged.hpp"

namespace sekimori::testing {
namespace {

TEST(PMn3, RestsOnTheDeclarationOfItsPeersSoItIsAttestedNotProved) {
  const Judged held = judged("P-MN3", lawful_city());
  EXPECT_EQ(held.verdict, VerdictKind::attested) << all(held);
  EXPECT_EQ(held.declared, (std::vector<Declaration>{{"J-LIS", "2026-06-01"}}));
}

TEST(PMn3, WithoutPeersItIsProvedByItsCells) {
  City city = lawful_city();
  city.ledger = city.ledger.substr(0, city.ledger.find('\n') + 1);
  EXPECT_EQ(judged("P-MN3", city).verdict, VerdictKind::proved);
}

TEST(PMn3, FollowsTheCellsWithTheInternet) {
  expect_follows_cell("P-MN3", "mn", "net");
  expect_follows_cell("P-MN3", "net", "mn");
}

TEST(PMn3, APeerOnTheInternetIsViolatedAndAnUnknownOneIsUnattested) {
  const Judged connected = judged("P-MN3", edited(lawful_city(), "internet-connected: \"no\"", "internet-connected: \"yes\""));
  EXPECT_EQ(connected.verdict, VerdictKind::violated);
  EXPECT_TRUE(says(connected, "violated lgwan-line")) << all(connected);
  const Judged silent = judged("P-MN3", edited(lawful_city(), "internet-connected: \"no\", ", ""));
  EXPECT_EQ(silent.verdict, VerdictKind::unattested);
}

TEST(PMn3, WithoutAnInternetInTheModelNothingIsProved) {
  const City city = edited(lawful_city(), "{name: net, role: internet,", "{name: net, role: other,");
  EXPECT_EQ(judged("P-MN3", city).verdict, VerdictKind::vacuous) << "though its peers are declared";
}

}  // namespace
}  // namespace sekimori::testing
