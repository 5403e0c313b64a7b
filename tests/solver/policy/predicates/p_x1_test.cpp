#include "judged.hpp"

namespace sekimori::testing {
namespace {

const std::string kLgPc = "port: \"sw-lg:p1\", address: 10.20.0.11}";

TEST(PX1, HoldsWhereEveryHostHasItsZoneAlone) {
  const Judged held = judged("P-X1", lawful_city());
  EXPECT_EQ(held.verdict, VerdictKind::proved) << all(held);
}

// Catalogue row 1.
TEST(PX1, ASecondCardInAnotherZoneIsViolatedWithBothPorts) {
  const City city =
      edited(lawful_city(), kLgPc, "attachments: [{port: \"sw-lg:p1\", address: 10.20.0.11}, {port: \"sw-nhi:p3\", address: 10.41.0.3}]}");
  const Judged dual = judged("P-X1", city);
  EXPECT_EQ(dual.verdict, VerdictKind::violated);
  EXPECT_TRUE(says(dual, "violated lg-pc", "sw-lg:p1, sw-nhi:p3")) << all(dual);
}

TEST(PX1, NotForwardingDoesNotExcuseASecondCard) {
  const City city =
      edited(lawful_city(), kLgPc,
             "forwards: false, attachments: [{port: \"sw-lg:p1\", address: 10.20.0.11}, {port: \"sw-nhi:p3\", address: 10.41.0.3}]}");
  EXPECT_EQ(judged("P-X1", city).verdict, VerdictKind::violated);
}

TEST(PX1, TwoCardsInOneZoneAreNoBridge) {
  const City city = edited(lawful_city(), "port: \"sw-nhi:p1\", address: 10.41.0.2}",
                           "attachments: [{port: \"sw-nhi:p1\", address: 10.41.0.2}, {port: \"sw-nhi:p3\", address: 10.41.0.3}]}");
  const Judged held = judged("P-X1", city);
  EXPECT_EQ(held.verdict, VerdictKind::proved) << all(held);
}

TEST(PX1, ASegmentOfNoKnownZoneLeavesItOpen) {
  const City city = edited(edited(lawful_city(), "- {name: p3, mode: access, vlan: 113}", "- {name: p3, mode: access, vlan: 999}"), kLgPc,
                           "attachments: [{port: \"sw-lg:p1\", address: 10.20.0.11}, {port: \"sw-nhi:p3\", address: 10.99.0.3}]}");
  const Judged open = judged("P-X1", city);
  EXPECT_EQ(open.verdict, VerdictKind::inconclusive);
  EXPECT_TRUE(says(open, "inconclusive lg-pc", "sw-nhi:p3")) << all(open);
}

// Catalogue row 24.
TEST(PX1, AMobileLineOfAHostIsViolated) {
  const City city = edited(lawful_city(), kLgPc, "port: \"sw-lg:p1\", address: 10.20.0.11, attributes: {wwan: \"yes\"}}");
  EXPECT_TRUE(says(judged("P-X1", city), "violated lg-pc", "'wwan' is declared as yes"));
}

const std::string kCdr = "port: \"fw:cdr\"\n    address: 10.30.1.2\n";

TEST(PX1, ASanitiserMayStandBetweenTheZonesThatItCleansFor) {
  const City city =
      edited(lawful_city(), kCdr, "attachments: [{port: \"fw:cdr\", address: 10.30.1.2}, {port: \"sw-lg:p1\", address: 10.20.0.12}]\n");
  const Judged held =
      judged("P-X1", edited(city, "  - {name: lg-pc, zone: lg, kind: terminal, port: \"sw-lg:p1\", address: 10.20.0.11}\n", ""));
  EXPECT_EQ(held.verdict, VerdictKind::proved) << all(held);
}

TEST(PX1, ASanitiserInAThirdZoneIsViolated) {
  const City city =
      edited(lawful_city(), kCdr, "attachments: [{port: \"fw:cdr\", address: 10.30.1.2}, {port: \"sw-nhi:p3\", address: 10.41.0.3}]\n");
  EXPECT_TRUE(says(judged("P-X1", city), "violated cdr"));
}

}  // namespace
}  // namespace sekimori::testing
