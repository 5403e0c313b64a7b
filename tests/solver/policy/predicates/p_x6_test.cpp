#include "judged.hpp"

namespace sekimori::testing {
namespace {

TEST(PX6, RowsWithAnEndToComeHold) {
  const Judged held = judged("P-X6", lawful_city(), {}, "2027-03-31");  // the last day counts
  EXPECT_EQ(held.verdict, VerdictKind::proved) << all(held);
}

// Catalogue row 10.
TEST(PX6, TheDayAfterTheyAreOneDayOverdue) {
  const Judged late = judged("P-X6", lawful_city(), {}, "2027-04-01");
  EXPECT_EQ(late.verdict, VerdictKind::violated);
  EXPECT_TRUE(says(late, "violated F1 ledger.csv:2", "1 days overdue")) << all(late);
}

TEST(PX6, ARowWithoutAnEndIsViolated) {
  const Judged open = judged("P-X6", edited(lawful_city(), "申請データの取込,市民課,CISO,2027-03-31", "申請データの取込,市民課,CISO,"));
  EXPECT_TRUE(says(open, "violated F4", "no expiry")) << all(open);
}

TEST(PX6, WithoutTodaysDateNothingIsSaid) { EXPECT_EQ(judged("P-X6", lawful_city(), {}, "").verdict, VerdictKind::inconclusive); }

TEST(PX6, AnEmptyLedgerHasNothingToExpire) {
  City city = lawful_city();
  city.ledger = city.ledger.substr(0, city.ledger.find('\n') + 1);
  EXPECT_EQ(judged("P-X6", city).verdict, VerdictKind::not_applicable);
}

}  // namespace
}  // namespace sekimori::testing
