#include "judged.hpp"

namespace sekimori::testing {
namespace {

TEST(PNb1, ASegmentOfItsOwnHoldsAndFollowsItsCells) {
  const Judged held = judged("P-NB1", lawful_city());
  EXPECT_EQ(held.verdict, VerdictKind::proved) << all(held);
  for (const char* other : {"mn", "lg", "in", "net", "lgwan", "gc", "school-a", "wifi"}) {
    expect_follows_cell("P-NB1", "nhi", other);
    expect_follows_cell("P-NB1", other, "nhi");
  }
}

// (b) 37.
TEST(PNb1, ASecondCardIsViolated) {
  const Judged two =
      judged("P-NB1", edited(lawful_city(), "name: nhi-pc, zone: nhi, kind: terminal, port: \"sw-nhi:p1\", address: 10.41.0.2",
                             "name: nhi-pc, zone: nhi, kind: terminal, forwards: false, attachments: [{port: \"sw-nhi:p1\", address: "
                             "10.41.0.2}, {port: \"sw-lg:p2\", address: 10.20.0.30}]"));
  EXPECT_EQ(two.verdict, VerdictKind::violated);
  EXPECT_TRUE(says(two, "violated nhi-pc", "2 connections")) << all(two);
}

TEST(PNb1, AHostOfAnotherZoneOnItsSegmentIsViolated) {
  const Judged shared = judged("P-NB1", edited(lawful_city(), "name: lg-nas, zone: lg, kind: nas, port: \"sw-lg:p2\"",
                                               "name: lg-nas, zone: lg, kind: nas, port: \"sw-nhi:p3\""));
  EXPECT_EQ(shared.verdict, VerdictKind::violated);
  EXPECT_TRUE(says(shared, "violated ", "lg is on the segment")) << all(shared);
}

TEST(PNb1, ADeviceThatRoutesFromThereIsViolated) {
  const City routed =
      edited(edited(lawful_city(), "{name: gc, mode: routed, address: 10.200.0.1/30}",
                    "{name: gc, mode: routed, address: 10.200.0.1/30}\n      - {name: nhi, mode: routed, address: 10.41.0.14/28}"),
             "  - [\"sw-mn:up\", \"fw:mn\"]", "  - [\"sw-mn:up\", \"fw:mn\"]\n  - [\"sw-nhi:p3\", \"fw:nhi\"]");
  const Judged out = judged("P-NB1", routed);
  EXPECT_EQ(out.verdict, VerdictKind::violated);
  EXPECT_TRUE(says(out, "violated fw", "routes from")) << all(out);
}

TEST(PNb1, ARouterBetweenSegmentsOfTheFederationIsItsOwn) {
  City city = edited(lawful_city(), "role: nhi-federation, subnets: [10.41.0.0/28]",
                     "role: nhi-federation, subnets: [10.41.0.0/28, 172.30.2.0/24]");
  city = edited(city, "  - name: rt-gc\n",
                "  - name: rt-nhi\n    kind: router\n    interfaces:\n      - {name: lan, mode: routed, address: 10.41.0.14/28}\n      - "
                "{name: wan, mode: routed, address: 172.30.2.1/30}\n  - name: rt-gc\n");
  city = edited(city, "  - [\"sw-mn:up\", \"fw:mn\"]", "  - [\"sw-mn:up\", \"fw:mn\"]\n  - [\"sw-nhi:p3\", \"rt-nhi:lan\"]");
  city = edited(city, "port: \"sw-nhi:p2\", address: 10.41.0.1", "port: \"rt-nhi:wan\", address: 172.30.2.2");
  const Judged held = judged("P-NB1", city);
  EXPECT_EQ(held.verdict, VerdictKind::proved) << all(held);
}

TEST(PNb1, WithoutTheFederationItIsAboutNothing) {
  EXPECT_EQ(judged("P-NB1", edited(lawful_city(), "role: nhi-federation", "role: other")).verdict, VerdictKind::not_applicable);
}

}  // namespace
}  // namespace sekimori::testing
