#include "judged.hpp"

namespace sekimori::testing {
namespace {

/// The lawful city has one port that is up and free.
City seen() {
  return edited(lawful_city(), "- {name: p3, mode: access, vlan: 113}", "- {name: p3, mode: access, vlan: 113, shutdown: true}");
}

TEST(PX13, HoldsWhereEverythingIsKnown) {
  const Judged held = judged("P-X13", seen());
  EXPECT_EQ(held.verdict, VerdictKind::proved) << all(held);
}

TEST(PX13, AFreePortOfAZoneIsForAPersonToLookAt) {
  const Judged free = judged("P-X13", lawful_city());
  EXPECT_EQ(free.verdict, VerdictKind::unattested);
  EXPECT_TRUE(says(free, "unattested sw-nhi:p3")) << all(free);
}

TEST(PX13, AFreePortOfNoZoneIsUndetermined) {
  EXPECT_EQ(judged("P-X13", edited(lawful_city(), "- {name: p3, mode: access, vlan: 113}", "- {name: p3, mode: trunk}")).verdict,
            VerdictKind::inconclusive);
}

TEST(PX13, ASegmentOfNoZoneIsUndetermined) {
  const Judged open = judged("P-X13", edited(seen(), "subnets: [10.50.0.0/16]", "subnets: [10.51.0.0/16]"));
  EXPECT_EQ(judged("P-X13", seen()).verdict, VerdictKind::proved);
  const City city =
      with_line(seen(), "- {name: a, mode: routed, address: 10.50.0.1/24}", "      - {name: b, mode: routed, address: 10.99.0.1/24}");
  const Judged unzoned = judged("P-X13", city);
  EXPECT_EQ(unzoned.verdict, VerdictKind::inconclusive);
  EXPECT_TRUE(says(unzoned, "inconclusive ", "belongs to no zone")) << all(unzoned) << all(open);
}

// Catalogue row 48.
TEST(PX13, AFileThatWasNotReadIsUndetermined) {
  City city = seen();
  city.others["configs/old-switch.cfg"] = "set everything on fire\n";
  const Judged open = judged("P-X13", city);
  EXPECT_EQ(open.verdict, VerdictKind::inconclusive) << all(open);
}

}  // namespace
}  // namespace sekimori::testing
