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

/// The lawful ledger with a column for the day of the last review.
City reviewed(const std::string& first, const std::string& second) {
  City city = edited(lawful_city(), "approver,expiry\n", "approver,expiry,reviewed\n");
  city = edited(city, "中間サーバー,市民課,CISO,2027-03-31", "中間サーバー,市民課,CISO,2027-03-31," + first);
  return edited(city, "取込,市民課,CISO,2027-03-31", "取込,市民課,CISO,2027-03-31," + second);
}

TEST(PX6, ARowReviewedWithinTheYearHoldsAndAnOlderOneIsForAPersonToLookAt) {
  EXPECT_EQ(judged("P-X6", reviewed("2026-04-01", "2025-12-01"), {}, "2026-11-30").verdict, VerdictKind::proved);
  const Judged old = judged("P-X6", reviewed("2026-04-01", "2025-11-30"), {}, "2026-11-30");
  EXPECT_EQ(old.verdict, VerdictKind::unattested);
  EXPECT_TRUE(says(old, "unattested F4 ledger.csv:3", "last reviewed on 2025-11-30")) << all(old);
}

TEST(PX6, WhereTheLedgerSaysReviewsEachRowHasOne) {
  EXPECT_TRUE(says(judged("P-X6", reviewed("2026-04-01", ""), {}, "2026-11-30"), "unattested F4", "no day of its last review"));
}

TEST(PX6, AnEmptyLedgerHasNothingToExpire) {
  City city = lawful_city();
  city.ledger = city.ledger.substr(0, city.ledger.find('\n') + 1);
  EXPECT_EQ(judged("P-X6", city).verdict, VerdictKind::not_applicable);
}

}  // namespace
}  // namespace sekimori::testing
