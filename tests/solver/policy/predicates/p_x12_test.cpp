#include "judged.hpp"

namespace sekimori::testing {
namespace {

TEST(PX12, HoldsWhereEveryRequiredRowIsDelivered) {
  Evidence evidence;
  evidence.required = {{"F1", true, "", {}}, {"F4", true, "", {}}};
  EXPECT_EQ(judged("P-X12", lawful_city(), {}, "2026-11-30", evidence).verdict, VerdictKind::proved);
}

// Catalogue row 14.
TEST(PX12, ABlockedRowIsViolatedWithWhatBlocksIt) {
  Evidence evidence;
  evidence.required = {{"F1", true, "", {}}, {"F4", false, "reply: denied-policy at fw", {}}};
  const Judged blocked = judged("P-X12", lawful_city(), {}, "2026-11-30", evidence);
  EXPECT_EQ(blocked.verdict, VerdictKind::violated);
  EXPECT_TRUE(says(blocked, "violated F4", "reply: denied-policy at fw")) << all(blocked);
}

TEST(PX12, WithoutARequiredRowThereIsNothingToAsk) { EXPECT_EQ(judged("P-X12", lawful_city()).verdict, VerdictKind::not_applicable); }

}  // namespace
}  // namespace sekimori::testing
