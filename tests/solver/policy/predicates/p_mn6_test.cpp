#include "judged.hpp"

namespace sekimori::testing {
namespace {

TEST(PMn6, WiredSegmentsHold) {
  const Judged held = judged("P-MN6", lawful_city());
  EXPECT_EQ(held.verdict, VerdictKind::proved) << all(held);
}

// (b) 36: a staff SSID mapped to a VLAN of the zone.
TEST(PMn6, AWirelessPortOnTheZonesVlanIsViolated) {
  const Judged radio = judged("P-MN6", edited(lawful_city(), "{name: p3, mode: access, vlan: 110, shutdown: true}",
                                              "{name: p3, mode: access, vlan: 110, wireless: true}"));
  EXPECT_EQ(radio.verdict, VerdictKind::violated);
  EXPECT_TRUE(says(radio, "violated sw-mn", "sw-mn:p3")) << all(radio);
}

TEST(PMn6, AnAccessPointOnATrunkThatCarriesTheVlanIsViolated) {
  City city = edited(lawful_city(), "{name: p3, mode: access, vlan: 110, shutdown: true}",
                     "{name: p3, mode: trunk, native: 999, allowed: \"110,310\"}");
  city =
      edited(city, "  - name: sw-lg\n",
             "  - name: ap\n    kind: access-point\n    interfaces:\n      - {name: up, mode: trunk, native: 999, allowed: \"110,310\"}\n"
             "  - name: sw-lg\n");
  city = edited(city, "  - [\"sw-mn:up\", \"fw:mn\"]", "  - [\"sw-mn:up\", \"fw:mn\"]\n  - [\"sw-mn:p3\", \"ap:up\"]");
  const Judged radio = judged("P-MN6", city);
  EXPECT_EQ(radio.verdict, VerdictKind::violated);
  EXPECT_TRUE(says(radio, "violated ap ", "ap:up")) << all(radio);
}

TEST(PMn6, AHostThatIsAnAccessPointOrHasARadioIsViolated) {
  const City host = with_line(lawful_city(), "name: mn-pc,",
                              "  - {name: ap-host, zone: wifi, kind: access-point, port: \"sw-mn:p1\", address: 10.60.0.2}");
  EXPECT_TRUE(says(judged("P-MN6", host), "violated ap-host"));
  const City card = edited(lawful_city(), "take-out-log: \"yes\"", "take-out-log: \"yes\", wireless: \"yes\"");
  EXPECT_TRUE(says(judged("P-MN6", card), "violated mn-pc", "'wireless' is declared as yes"));
}

TEST(PMn6, ARadioOfAnotherZoneIsNoneOfItsBusiness) {
  const Judged other =
      judged("P-MN6", edited(lawful_city(), "{name: p2, mode: access, vlan: 310}", "{name: p2, mode: access, vlan: 310, wireless: true}"));
  EXPECT_EQ(other.verdict, VerdictKind::proved) << all(other);
}

TEST(PMn6, ATrunkToNobodyKnownMayLeadToAnAccessPoint) {
  const Judged open = judged("P-MN6", edited(lawful_city(), "{name: p3, mode: access, vlan: 110, shutdown: true}",
                                             "{name: p3, mode: trunk, native: 999, allowed: \"110\"}"));
  EXPECT_EQ(open.verdict, VerdictKind::inconclusive);
  EXPECT_TRUE(says(open, "inconclusive sw-mn", "sw-mn:p3")) << all(open);
}

TEST(PMn6, ADeclarationThatThereIsNoneMakesItAttested) {
  const Judged said = judged(
      "P-MN6", edited(lawful_city(), "attributes: {declared-by: 情報政策課,", "attributes: {wireless: \"no\", declared-by: 情報政策課,"));
  EXPECT_EQ(said.verdict, VerdictKind::attested) << all(said);
}

}  // namespace
}  // namespace sekimori::testing
