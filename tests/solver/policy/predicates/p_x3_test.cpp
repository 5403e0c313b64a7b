#include "judged.hpp"

namespace sekimori::testing {
namespace {

/// A switch with routing tables for the Internet zone and the schools; `route` is a line of the former.
City two_tables(const std::string& route, const std::string& kind = "l3-switch") {
  return with_line(lawful_city(), "- {name: a, mode: routed, address: 10.50.0.1/24}",
                   "  - name: core\n    kind: " + kind +
                       "\n    interfaces:\n      - {name: x, mode: routed, vrf: one, address: 10.30.2.1/24}\n"
                       "      - {name: y, mode: routed, vrf: two, address: 10.40.2.1/24}\n    vrfs:\n      - name: one\n" +
                       route + "      - name: two");
}

TEST(PX3, TablesThatKnowNothingOfEachOtherHold) {
  const Judged held = judged("P-X3", two_tables("        routes: [{to: 10.30.9.0/24, via: 10.30.2.9}]\n"));
  EXPECT_EQ(held.verdict, VerdictKind::proved) << all(held);
}

// Catalogue row 7.
TEST(PX3, AStaticRouteIntoTheTableOfAnotherZoneIsViolated) {
  const Judged leak = judged("P-X3", two_tables("        routes: [{to: 10.40.2.0/24, via: 10.40.2.9, to-vrf: two}]\n"));
  EXPECT_EQ(leak.verdict, VerdictKind::violated);
  EXPECT_TRUE(says(leak, "violated core", "10.40.2.0/24")) << all(leak);
}

TEST(PX3, ARouteOutOfAnInterfaceOfTheOtherTableIsALeakToo) {
  EXPECT_EQ(judged("P-X3", two_tables("        routes: [{to: 10.40.2.0/24, out: y}]\n")).verdict, VerdictKind::violated);
}

// Catalogue row 8.
TEST(PX3, ImportedRoutesAreViolated) {
  EXPECT_TRUE(says(judged("P-X3", two_tables("        leaks-to: [two]\n")), "violated core", "imported routes"));
}

TEST(PX3, BetweenTablesOfOneZoneARouteLeaksNothing) {
  const Judged held = judged("P-X3", edited(two_tables("        leaks-to: [two]\n"), "address: 10.40.2.1/24", "address: 10.30.3.1/24"));
  EXPECT_EQ(held.verdict, VerdictKind::proved) << all(held);
}

TEST(PX3, AFirewallMayJoinThem) {
  const Judged held = judged("P-X3", two_tables("        leaks-to: [two]\n", "firewall"));
  EXPECT_EQ(held.verdict, VerdictKind::proved) << all(held);
}

TEST(PX3, ATableOfNoKnownZoneLeavesItOpen) {
  const City city = edited(two_tables("        leaks-to: [two]\n"), "- {name: y, mode: routed, vrf: two, address: 10.40.2.1/24}",
                           "- {name: y, mode: routed, vrf: two, shutdown: true, address: 10.99.2.1/24}");
  EXPECT_EQ(judged("P-X3", city).verdict, VerdictKind::inconclusive);
}

TEST(PX3, WhatRestsOnRoutesAloneIsSaidAndWeighsNothing) {
  Evidence evidence;
  evidence.tier = RoutingTier::current_routing;
  const Judged held = judged("P-X3", lawful_city(), {}, "2026-11-30", evidence);
  EXPECT_EQ(held.verdict, VerdictKind::proved);
  EXPECT_TRUE(says(held, "proved mn>net", "routing alone")) << all(held);
}

}  // namespace
}  // namespace sekimori::testing
