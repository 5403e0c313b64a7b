#include "judged.hpp"

namespace sekimori::testing {
namespace {

TEST(PIn1, FollowsTheCellsOfTheInternetZoneWithTheInternet) {
  EXPECT_EQ(judged("P-IN1", lawful_city()).verdict, VerdictKind::proved);
  expect_follows_cell("P-IN1", "in", "net");
  expect_follows_cell("P-IN1", "net", "in");
}

// (b) 24.
TEST(PIn1, ADeclaredMobileCardIsASecondExit) {
  const Judged card = judged(
      "P-IN1", edited(lawful_city(), "name: lg-pc, zone: lg, kind: terminal, port: \"sw-lg:p1\", address: 10.20.0.11",
                      "name: lg-pc, zone: lg, kind: terminal, port: \"sw-lg:p1\", address: 10.20.0.11, attributes: {wwan: \"yes\"}"));
  EXPECT_EQ(card.verdict, VerdictKind::violated);
  EXPECT_TRUE(says(card, "violated lg-pc")) << all(card);
}

TEST(PIn1, ASchoolsCardIsNoExitOfTheCityLan) {
  const City school = edited(lawful_city(), "port: \"rt-school:a\", address: 10.40.0.11",
                             "port: \"rt-school:a\", address: 10.40.0.11, attributes: {wwan: \"yes\"}");
  EXPECT_EQ(judged("P-IN1", school).verdict, VerdictKind::proved);
}

TEST(PIn1, WithoutAnInternetInTheModelNothingIsProved) {
  EXPECT_EQ(judged("P-IN1", edited(lawful_city(), "{name: net, role: internet,", "{name: net, role: other,")).verdict,
            VerdictKind::vacuous);
}

TEST(PIn1, WithoutAnInternetZoneItIsAboutNothing) {
  EXPECT_EQ(judged("P-IN1", edited(lawful_city(), "role: internet-zone", "role: other")).verdict, VerdictKind::not_applicable);
}

}  // namespace
}  // namespace sekimori::testing
