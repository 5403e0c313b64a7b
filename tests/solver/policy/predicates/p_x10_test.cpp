#include "judged.hpp"

namespace sekimori::testing {
namespace {

TEST(PX10, CellsProvedForBothFamiliesHold) {
  const Judged held = judged("P-X10", lawful_city());
  EXPECT_EQ(held.verdict, VerdictKind::proved) << all(held);
}

TEST(PX10, ACellThatWasDecidedForIPv4AloneIsOpen) {
  Evidence evidence;
  evidence.families = {"v4"};
  const Judged open = judged("P-X10", lawful_city(), {}, "2026-11-30", evidence);
  EXPECT_EQ(open.verdict, VerdictKind::inconclusive);
  EXPECT_TRUE(says(open, "inconclusive mn>net", "v6")) << all(open);
}

// Catalogue row 43.
TEST(PX10, APacketOverIPv6IsViolated) {
  Evidence evidence;
  evidence.legs["mn>in"].packet.family = Family::v6;
  EXPECT_TRUE(
      says(judged("P-X10", lawful_city(), {{{"mn", "in"}, VerdictKind::violated}}, "2026-11-30", evidence), "violated mn>in", "IPv6"));
}

TEST(PX10, ACellThatIsNotProvedIsNoProofOfIPv6) {
  EXPECT_EQ(judged("P-X10", lawful_city(), {{{"mn", "in"}, VerdictKind::violated}}).verdict, VerdictKind::inconclusive);
  EXPECT_EQ(judged("P-X10", lawful_city(), {{{"mn", "in"}, VerdictKind::inconclusive}}).verdict, VerdictKind::inconclusive);
}

TEST(PX10, TunnelsAreNamedWithWhetherTheyAreEncrypted) {
  const City city =
      with_line(lawful_city(), "- {name: a, mode: routed, address: 10.40.0.1/24}",
                "      - {name: tun, kind: tunnel, address: 10.40.9.1/30, tunnel: {local: a, remote: 10.40.0.9, encrypted: false}}");
  EXPECT_TRUE(says(judged("P-X10", city), "proved rt-school:tun", "without encryption")) << all(judged("P-X10", city));
}

}  // namespace
}  // namespace sekimori::testing
