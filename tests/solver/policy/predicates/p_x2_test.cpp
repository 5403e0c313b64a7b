#include "judged.hpp"

namespace sekimori::testing {
namespace {

/// Two more switches, joined, whose trunks are set like this; the first has a terminal port of the Internet zone.
City trunks(const std::string& a, const std::string& b, const std::string& more = "") {
  const City city = with_line(lawful_city(), "- {name: a, mode: routed, address: 10.50.0.1/24}",
                              "  - name: sw-a\n    kind: switch\n    interfaces:\n      - {name: t, mode: trunk, " + a +
                                  "}\n      - {name: p, mode: access, vlan: 310}\n  - name: sw-b\n    kind: switch\n    interfaces:\n      "
                                  "- {name: t, mode: trunk, " +
                                  b + "}\n" + more);
  return with_line(city, "- [\"sw-in:up\", \"fw:in\"]", "  - [\"sw-a:t\", \"sw-b:t\"]");
}

TEST(PX2, HoldsWhereEveryBroadcastDomainIsOfOneZone) {
  const Judged held = judged("P-X2", lawful_city());
  EXPECT_EQ(held.verdict, VerdictKind::proved) << all(held);
}

// Catalogue row 2.
TEST(PX2, AHostPatchedIntoAnotherZonesDomainIsViolated) {
  const Judged merged =
      judged("P-X2", edited(lawful_city(), "port: \"sw-lg:p2\", address: 10.20.0.20", "port: \"sw-nhi:p3\", address: 10.20.0.20"));
  EXPECT_EQ(merged.verdict, VerdictKind::violated);
  EXPECT_TRUE(says(merged, "violated sw-nhi:", "VLANs 113")) << all(merged);
}

TEST(PX2, TwoVlansJoinedByACableAreOneDomain) {
  const Judged merged = judged("P-X2", with_line(edited(lawful_city(), "shutdown: true", "shutdown: false"), "- [\"sw-in:up\", \"fw:in\"]",
                                                 "  - [\"sw-mn:p3\", \"sw-nhi:p3\"]"));
  EXPECT_TRUE(says(merged, "violated ", "VLANs 110,113")) << all(merged);
}

// Catalogue row 4.
TEST(PX2, AnotherNativeVlanAtTheFarEndIsViolatedWithBothEnds) {
  const Judged mismatch = judged("P-X2", trunks("allowed: \"110,310\", native: 110", "allowed: \"110,310\", native: 310"));
  EXPECT_EQ(mismatch.verdict, VerdictKind::violated);
  EXPECT_TRUE(says(mismatch, "violated sw-a:t", "sends VLAN 110 untagged, sw-b:t")) << all(mismatch);
}

TEST(PX2, NativeVlansThatNeitherEndCarriesPassNothing) {
  const Judged held = judged("P-X2", trunks("allowed: \"310\", native: 998", "allowed: \"310\", native: 999"));
  EXPECT_EQ(held.verdict, VerdictKind::proved) << all(held);
}

// Catalogue row 3.
TEST(PX2, TrunksThatNobodyRestrictedTakeAZoneToWhereNothingUsesIt) {
  const Judged wide = judged("P-X2", trunks("allowed: \"1-4094\", native: 999", "allowed: \"1-4094\", native: 999"));
  EXPECT_EQ(wide.verdict, VerdictKind::violated);
  EXPECT_TRUE(says(wide, "violated sw-a:t", "carry every VLAN")) << all(wide);
}

TEST(PX2, AnExplicitListIsADecision) {
  const Judged held = judged("P-X2", trunks("allowed: \"310\", native: 999", "allowed: \"310\", native: 999"));
  EXPECT_EQ(held.verdict, VerdictKind::proved) << all(held);
}

// Catalogue row 5: what DTP may make of an access-looking port.
TEST(PX2, ATrunkPortThatNobodyKnowsTheOtherEndOfIsViolated) {
  const Judged open = judged("P-X2", trunks("allowed: \"310\", native: 999", "allowed: \"310\", native: 999",
                                            "      - {name: q, mode: trunk, allowed: \"110,310\", native: 999}\n"));
  EXPECT_TRUE(says(open, "violated sw-b:q", "nothing known at its far end")) << all(open);
}

// Catalogue row 32.
TEST(PX2, HostsOfTwoZonesBehindOnePortAreViolated) {
  const City city = trunks("allowed: \"110,310\", native: 999", "allowed: \"110,310\", native: 999",
                           "      - {name: vm, mode: trunk, allowed: \"110,310\", native: 999}\n");
  const Judged shared = judged("P-X2", with_line(city, "- {name: in-web, zone: in",
                                                 "  - {name: vm-mn, zone: mn, port: \"sw-b:vm\", vlan: 110, address: 10.10.0.77}\n"
                                                 "  - {name: vm-in, zone: in, port: \"sw-b:vm\", vlan: 310, address: 10.30.0.77}"));
  EXPECT_TRUE(says(shared, "violated sw-b:vm", "share port sw-b:vm")) << all(shared);
}

}  // namespace
}  // namespace sekimori::testing
