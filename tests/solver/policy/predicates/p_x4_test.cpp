#include "judged.hpp"

namespace sekimori::testing {
namespace {

const std::string kNas = "port: \"sw-lg:p2\", address: 10.20.0.20}";

TEST(PX4, AStoreOfOneZoneHolds) {
  const Judged held = judged("P-X4", lawful_city());
  EXPECT_EQ(held.verdict, VerdictKind::proved) << all(held);
}

// Catalogue row 29.
TEST(PX4, AStoreThatIsDeclaredToServeAnotherZoneIsViolated) {
  const Judged shared =
      judged("P-X4", edited(lawful_city(), kNas, "port: \"sw-lg:p2\", address: 10.20.0.20, attributes: {serves: \"lg, mn\"}}"));
  EXPECT_EQ(shared.verdict, VerdictKind::violated);
  EXPECT_TRUE(says(shared, "violated lg-nas", "serves mn")) << all(shared);
}

TEST(PX4, AZoneThatThereIsNotLeavesItOpen) {
  EXPECT_EQ(
      judged("P-X4", edited(lawful_city(), kNas, "port: \"sw-lg:p2\", address: 10.20.0.20, attributes: {serves: \"lg, mm\"}}")).verdict,
      VerdictKind::inconclusive);
}

// Catalogue row 17.
TEST(PX4, AStoreWithACardInAnotherZoneIsViolated) {
  const Judged shared = judged(
      "P-X4",
      edited(lawful_city(), kNas,
             "forwards: false, attachments: [{port: \"sw-lg:p2\", address: 10.20.0.20}, {port: \"sw-nhi:p3\", address: 10.41.0.9}]}"));
  EXPECT_TRUE(says(shared, "violated lg-nas", "is attached to")) << all(shared);
}

// Catalogue row 30: an exception is one only if its row is limited (P-MN2).
TEST(PX4, ARowWithoutLimitsCoversNothing) {
  const City city = with_line(lawful_city(), "F4,mn-app", "T30,mn-app,lg-nas,tcp/1024-65535,,,,信頼関係,情報政策課,CISO,2027-03-31");
  EXPECT_TRUE(says(judged("P-X4", city), "violated lg-nas", "serves mn")) << all(judged("P-X4", city));
  const Judged narrow = judged("P-X4", edited(city, "tcp/1024-65535", "tcp/636"));
  EXPECT_FALSE(says(narrow, "violated lg-nas")) << all(narrow);
}

// Catalogue row 31.
TEST(PX4, AServerThatSendsWhatGetsThroughIsViolated) {
  Evidence evidence;
  evidence.crossed["lg>mn"] = {{"lg-nas", "mn-app"}};
  const Judged crossed = judged("P-X4", lawful_city(), {{{"lg", "mn"}, VerdictKind::violated}}, "2026-11-30", evidence);
  EXPECT_TRUE(says(crossed, "violated lg-nas", "lg-nas to mn-app (cell lg>mn)")) << all(crossed);
  evidence.crossed["lg>mn"] = {{"lg-pc", "mn-app"}};
  EXPECT_FALSE(says(judged("P-X4", lawful_city(), {{{"lg", "mn"}, VerdictKind::violated}}, "2026-11-30", evidence), "violated lg-nas"));
}

TEST(PX4, ARowThatTheMatrixAdmitsCoversIt) {
  const City city = with_line(edited(lawful_city(), kNas, "port: \"sw-lg:p2\", address: 10.20.0.20, attributes: {serves: \"lg, in\"}}"),
                              "F4,mn-app", "X1,lg-nas,in-web,tcp/445,,,,承認付き持ち出し,総務課,CISO,2027-03-31");
  const Judged held = judged("P-X4", city);
  EXPECT_EQ(held.verdict, VerdictKind::attested) << all(held);  // `serves` is declared
}

TEST(PX4, ARowThatTheMatrixDoesNotAdmitCoversNothing) {
  const City city = with_line(lawful_city(), "F4,mn-app", "X1,lg-nas,school-staff,tcp/445,,,,共有,総務課,CISO,2027-03-31");
  EXPECT_TRUE(says(judged("P-X4", city), "violated lg-nas"));
}

TEST(PX4, TakingFromOneZoneAndGivingToAnotherIsForAPerson) {
  City city = with_line(lawful_city(), "F4,mn-app", "X1,lg-nas,in-web,tcp/445,,,,持ち出し,総務課,CISO,2027-03-31");
  city = with_line(city, "X1,lg-nas", "X2,mn-app,lg-nas,tcp/445,,,,取込,総務課,CISO,2027-03-31");
  const Judged between = judged("P-X4", city);
  EXPECT_EQ(between.verdict, VerdictKind::unattested);
  EXPECT_TRUE(says(between, "unattested lg-nas")) << all(between);
}

TEST(PX4, WithoutASharedServiceThereIsNothingToAsk) {
  EXPECT_EQ(judged("P-X4", edited(lawful_city(), "kind: nas", "kind: server")).verdict, VerdictKind::not_applicable);
}

}  // namespace
}  // namespace sekimori::testing
