#include "judged.hpp"

namespace sekimori::testing {
namespace {

TEST(PMn8, DataFetchedFromTheGatewayServerIsAttested) {
  const Judged held = judged("P-MN8", lawful_city());
  EXPECT_EQ(held.verdict, VerdictKind::attested) << all(held);
}

TEST(PMn8, ARowOpenedFromTheLgwanSideIsViolated) {
  const Judged pushed = judged("P-MN8", edited(lawful_city(), "F4,mn-app,renkei", "F4,renkei,mn-app"));
  EXPECT_EQ(pushed.verdict, VerdictKind::violated);
  EXPECT_TRUE(says(pushed, "violated F4 ledger.csv:3", "opened from the LGWAN-connected zone")) << all(pushed);
}

TEST(PMn8, AnotherHostIsNoGatewayServerAndAnUnnamedServerIsAsked) {
  EXPECT_EQ(judged("P-MN8", edited(lawful_city(), "F4,mn-app,renkei", "F4,mn-app,lg-nas")).verdict, VerdictKind::violated);
  const Judged unknown = judged("P-MN8", edited(lawful_city(), "kind: gateway-server", "kind: server"));
  EXPECT_EQ(unknown.verdict, VerdictKind::unattested);
  EXPECT_TRUE(says(unknown, "unattested renkei")) << all(unknown);
  const City named = edited(edited(lawful_city(), "kind: gateway-server", "kind: server"), "attributes: {av-scan: \"yes\"}",
                            "attributes: {role: renkei, av-scan: \"yes\"}");
  EXPECT_EQ(judged("P-MN8", named).verdict, VerdictKind::attested);
}

TEST(PMn8, TheVirusScanIsDeclared) {
  EXPECT_EQ(judged("P-MN8", edited(lawful_city(), "av-scan: \"yes\"", "av-scan: \"no\"")).verdict, VerdictKind::violated);
  EXPECT_EQ(judged("P-MN8", edited(lawful_city(), ", attributes: {av-scan: \"yes\"}", "")).verdict, VerdictKind::unattested);
}

// (b) 38: the import path starts in the Internet zone.
TEST(PMn8, AGatewayServerInAnotherZoneIsViolated) {
  const Judged moved = judged("P-MN8", edited(lawful_city(), "{name: renkei, zone: lg,", "{name: renkei, zone: in,"));
  EXPECT_EQ(moved.verdict, VerdictKind::violated);
  EXPECT_TRUE(says(moved, "violated renkei", "not in the LGWAN-connected zone")) << all(moved);
}

TEST(PMn8, ARouterOnItsSegmentGoesRoundTheFirewall) {
  const City routed =
      edited(edited(lawful_city(), "port: \"fw:dmz\"", "port: \"rt-gc:a\""), "address: 10.20.1.10,", "address: 10.50.0.20,");
  const Judged open = judged("P-MN8", routed);
  EXPECT_TRUE(says(open, "violated renkei", "no firewall")) << all(open);
}

TEST(PMn8, ScreenTransferIsLeftToPMn7) {
  City city = edited(lawful_city(), "F4,mn-app,renkei,tcp/443", "F4,lg-pc,mn-app,tcp/3389");
  EXPECT_EQ(judged("P-MN8", city).verdict, VerdictKind::not_applicable);
  EXPECT_EQ(judged("P-MN7", city).verdict, VerdictKind::violated);
}

}  // namespace
}  // namespace sekimori::testing
