#include "judged.hpp"

namespace sekimori::testing {
namespace {

City under(const std::string& pack) {
  City city = lawful_city();
  city.policy = "version: 1\npack: " + pack + "\nedition: \"R6.10\"\n";
  return city;
}
City with_detection(City city, const std::string& attributes) {
  return edited(std::move(city), "port: \"sw-in:p1\", address: 10.30.0.11",
                "port: \"sw-in:p1\", address: 10.30.0.11, attributes: {" + attributes + "}");
}
City with_access_control(City city, const std::string& value) {
  return edited(std::move(city), "port: \"sw-in:p2\", address: 10.30.0.20",
                "port: \"sw-in:p2\", address: 10.30.0.20, attributes: {asset-acl: \"" + value + "\"}");
}
const char* const kWatched = "edr: \"yes\", edr-monitored: \"yes\"";

TEST(PIn3, ModelAlphaDoesNotAskButTakesWhatIsClaimed) {
  EXPECT_EQ(judged("P-IN3", lawful_city()).verdict, VerdictKind::not_applicable);
  EXPECT_EQ(judged("P-IN3", with_detection(lawful_city(), "edr: \"no\"")).verdict, VerdictKind::not_applicable);
  EXPECT_EQ(judged("P-IN3", with_detection(lawful_city(), "edr: \"yes\"")).verdict, VerdictKind::attested);
}

TEST(PIn3, ModelBetaWantsItWatchedOnEveryTerminal) {
  EXPECT_EQ(judged("P-IN3", with_detection(under("beta"), kWatched)).verdict, VerdictKind::attested);
  EXPECT_EQ(judged("P-IN3", under("beta")).verdict, VerdictKind::unattested);
  EXPECT_EQ(judged("P-IN3", with_detection(under("beta"), "edr: \"yes\"")).verdict, VerdictKind::unattested);
  EXPECT_EQ(judged("P-IN3", with_detection(under("beta"), "edr: \"yes\", edr-monitored: \"no\"")).verdict, VerdictKind::violated);
}

TEST(PIn3, ModelBetaPrimeWantsAccessControlOfAssetsOnServers) {
  const City watched = with_detection(under("beta-prime"), kWatched);
  const Judged silent = judged("P-IN3", watched);
  EXPECT_EQ(silent.verdict, VerdictKind::unattested);
  EXPECT_TRUE(says(silent, "unattested in-web", "asset-acl")) << all(silent);
  EXPECT_EQ(judged("P-IN3", with_access_control(watched, "yes")).verdict, VerdictKind::attested);
  EXPECT_EQ(judged("P-IN3", with_access_control(watched, "no")).verdict, VerdictKind::violated);
}

}  // namespace
}  // namespace sekimori::testing
