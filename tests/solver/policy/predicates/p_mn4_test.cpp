#include "judged.hpp"

namespace sekimori::testing {
namespace {

TEST(PMn4, BlockedMediaWithALogAreAttestedBySourceAndDate) {
  const Judged held = judged("P-MN4", lawful_city());
  EXPECT_EQ(held.verdict, VerdictKind::attested) << all(held);
  ASSERT_FALSE(held.declared.empty());
  EXPECT_EQ(held.declared.front(), (Declaration{"情報政策課", "2026-04-01"}));
}

TEST(PMn4, AnOpenPortForMediaIsViolatedWhereItIsDeclared) {
  const Judged open = judged("P-MN4", edited(lawful_city(), "removable-media: blocked", "removable-media: open"));
  EXPECT_EQ(open.verdict, VerdictKind::violated);
  EXPECT_TRUE(says(open, "violated mn-pc network.yaml:", "'removable-media' is declared as open")) << all(open);
}

TEST(PMn4, WhatNobodyDeclaredIsUnattestedNotAttested) {
  const Judged silent = judged("P-MN4", edited(lawful_city(), "take-out-log: \"yes\", ", ""));
  EXPECT_EQ(silent.verdict, VerdictKind::unattested);
  EXPECT_TRUE(says(silent, "unattested mn-pc", "'take-out-log' is not declared")) << all(silent);
}

TEST(PMn4, ADeclarationOlderThanThePackAdmitsIsToBeConfirmedAgain) {
  EXPECT_EQ(judged("P-MN4", lawful_city(), {}, "2027-03-31").verdict, VerdictKind::attested);
  EXPECT_EQ(judged("P-MN4", lawful_city(), {}, "2027-04-01").verdict, VerdictKind::unattested);
}

TEST(PMn4, ADateThatIsNoneOrIsToComeIsNotTaken) {
  for (const char* date : {"2026/04/01", "R8.4.1", "2027-01-01"}) {
    EXPECT_EQ(judged("P-MN4", edited(lawful_city(), "declared-on: \"2026-04-01\"", std::string("declared-on: \"") + date + "\"")).verdict,
              VerdictKind::unattested)
        << date;
  }
}

TEST(PMn4, WithoutTerminalsThereIsNothingToAsk) {
  const Judged none =
      judged("P-MN4", edited(lawful_city(), "name: mn-pc, zone: mn, kind: terminal", "name: mn-pc, zone: mn, kind: server"));
  EXPECT_EQ(none.verdict, VerdictKind::not_applicable);
}

}  // namespace
}  // namespace sekimori::testing
