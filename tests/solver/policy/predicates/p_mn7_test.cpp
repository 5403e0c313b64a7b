#include "judged.hpp"

namespace sekimori::testing {
namespace {

const char* const kScreenRow = "V1,lg-pc,mn-app,tcp/3389,,,no,画面転送,市民課,CISO,2027-03-31";

City with_screens(const std::string& policy) {
  City city = with_line(lawful_city(), "F4,", kScreenRow);
  city.policy = policy;
  return city;
}
/// Lawful under R7.3: switched on, redirections off, two factors.
City lawful_screens() {
  return edited(with_screens("version: 1\npack: alpha\nedition: \"R7.3\"\noptions: [screen-into-my-number]\n"),
                "name: mn-app, zone: mn, kind: server, port: \"sw-mn:p2\", address: 10.10.0.20",
                "name: mn-app, zone: mn, kind: server, port: \"sw-mn:p2\", address: 10.10.0.20, attributes: {redirections: \"off\", "
                "auth-factors: \"knowledge, possession\"}");
}

TEST(PMn7, WithoutScreensThereIsNothingToJudge) { EXPECT_EQ(judged("P-MN7", lawful_city()).verdict, VerdictKind::not_applicable); }

TEST(PMn7, APackThatForbidsItMakesItViolated) {
  const Judged forbidden = judged("P-MN7", with_screens(kLawfulPolicy));
  EXPECT_EQ(forbidden.verdict, VerdictKind::violated);
  EXPECT_TRUE(says(forbidden, "violated V1 ledger.csv:4", "this pack forbids")) << all(forbidden);
}

TEST(PMn7, TheCityMustSwitchItOn) {
  const Judged off = judged("P-MN7", edited(lawful_screens(), "options: [screen-into-my-number]\n", ""));
  EXPECT_EQ(off.verdict, VerdictKind::violated);
  EXPECT_TRUE(says(off, "violated V1", "does not switch on")) << all(off);
}

TEST(PMn7, SwitchedOnWithItsConditionsDeclaredItIsAttested) {
  const Judged held = judged("P-MN7", lawful_screens());
  EXPECT_EQ(held.verdict, VerdictKind::attested) << all(held);
}

// (b) 21: data, not a picture.
TEST(PMn7, RedirectionsAndSingleFactorsAreViolatedAndSilenceIsUnattested) {
  EXPECT_EQ(judged("P-MN7", edited(lawful_screens(), "redirections: \"off\"", "redirections: \"on\"")).verdict, VerdictKind::violated);
  EXPECT_EQ(judged("P-MN7", edited(lawful_screens(), "redirections: \"off\", ", "")).verdict, VerdictKind::unattested);
  EXPECT_EQ(
      judged("P-MN7", edited(lawful_screens(), "\"off\", auth-factors: \"knowledge, possession\"", "\"off\", auth-factors: knowledge"))
          .verdict,
      VerdictKind::violated);
  EXPECT_EQ(judged("P-MN7", edited(lawful_screens(), "\"off\", auth-factors: \"knowledge, possession\"", "\"off\"")).verdict,
            VerdictKind::unattested);
}

TEST(PMn7, TheGatewayIsSingle) {
  const Judged two = judged("P-MN7", with_line(lawful_screens(), "V1,", "V2,lg-pc,mn-pc,tcp/5900,,,no,画面転送,市民課,CISO,2027-03-31"));
  EXPECT_TRUE(says(two, "violated mn-app", "one of several gateways")) << all(two);
  EXPECT_TRUE(says(two, "violated mn-pc", "one of several gateways")) << all(two);
}

TEST(PMn7, ASanitiserThatShowsScreensOfTheZoneIsOne) {
  const City node =
      edited(edited(lawful_city(), "- {from: in, to: lg, intake: {service: tcp/25", "- {from: mn, to: lg, intake: {service: tcp/25"),
             "method: mail-text", "method: screen-transfer");
  const Judged forbidden = judged("P-MN7", node);
  EXPECT_EQ(forbidden.verdict, VerdictKind::violated);
  EXPECT_TRUE(says(forbidden, "violated mail-san", "this pack forbids")) << all(forbidden);
}

TEST(PMn7, AServiceThatMayBeAScreenCountsAsOne) {
  EXPECT_EQ(judged("P-MN7", with_line(lawful_city(), "F4,", "V1,lg-pc,mn-app,tcp/3000-4000,,,no,x,x,x,")).verdict, VerdictKind::violated);
}

}  // namespace
}  // namespace sekimori::testing
