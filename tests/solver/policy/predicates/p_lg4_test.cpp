#include "judged.hpp"

namespace sekimori::testing {
namespace {

const char* const kExit =
    "  - {name: saas, zone: net, port: \"fw:net\", address: 198.51.100.3, attributes: {breakout: \"yes\", fqdn: \"outlook.example.jp, "
    "login.example.jp\", "
    "tenant-control: \"yes\", edr: \"yes\", cdr-on-download: \"yes\"}}";

/// α′ with one breakout that meets every condition.
City lawful_breakout() {
  City city = with_line(with_line(lawful_city(), "name: lgwan-line,", kExit), "F4,",
                        "L1,lg-pc,saas,tcp/443,,198.51.100.3,no,グループウェア,総務課,CISO,2027-03-31");
  city.policy = "version: 1\npack: alpha-prime\nedition: \"R6.10\"\noptions: [local-breakout]\n";
  return city;
}

TEST(PLg4, WithoutBreakoutItIsProvedByItsCells) {
  EXPECT_EQ(judged("P-LG4", lawful_city()).verdict, VerdictKind::proved);
  expect_follows_cell("P-LG4", "lg", "net");
  expect_follows_cell("P-LG4", "net", "lg");
}

TEST(PLg4, BreakoutUnderItsConditionsIsAttested) {
  const Judged held = judged("P-LG4", lawful_breakout());
  EXPECT_EQ(held.verdict, VerdictKind::attested) << all(held);
}

// (b) 25.
TEST(PLg4, ModelAlphaForbidsItEvenIfTheCityWidensItsMatrix) {
  City declared_only = with_line(lawful_city(), "name: lgwan-line,", kExit);
  EXPECT_TRUE(says(judged("P-LG4", declared_only), "violated saas", "forbids"));
  City widened = lawful_breakout();
  widened.policy = std::string(kLawfulPolicy) + "cells:\n  - {from: lg, to: net, admits: [L]}\n";
  EXPECT_TRUE(says(judged("P-LG4", widened), "violated L1 ledger.csv:4", "forbids")) << all(judged("P-LG4", widened));
}

TEST(PLg4, TheCityMustSwitchItOn) {
  const Judged off = judged("P-LG4", edited(lawful_breakout(), "options: [local-breakout]\n", ""));
  EXPECT_EQ(off.verdict, VerdictKind::violated);
  EXPECT_TRUE(says(off, "violated L1", "does not switch on")) << all(off);
}

TEST(PLg4, EachConditionIsAskedFor) {
  for (const char* name : {"tenant-control", "edr", "cdr-on-download"}) {
    const std::string yes = std::string(name) + ": \"yes\"";
    EXPECT_EQ(judged("P-LG4", edited(lawful_breakout(), yes, std::string(name) + ": \"no\"")).verdict, VerdictKind::violated) << name;
    EXPECT_EQ(judged("P-LG4", edited(lawful_breakout(), yes, std::string("x-") + yes)).verdict, VerdictKind::unattested) << name;
  }
}

// (b) 26.
TEST(PLg4, DestinationsAreNamesWithoutWildcards) {
  EXPECT_TRUE(says(judged("P-LG4", edited(lawful_breakout(), "login.example.jp", "*.cloudfront.net")), "violated saas",
                   "*.cloudfront.net is not one name"));
  EXPECT_EQ(judged("P-LG4", edited(lawful_breakout(), "fqdn: \"outlook.example.jp, login.example.jp\", ", "")).verdict,
            VerdictKind::unattested);
}

TEST(PLg4, ARowToTheSecurityCloudIsNoBreakout) {
  City city = with_line(lawful_city(), "F4,", "C1,in-web,cloud,tcp/443,,,no,x,x,x,");
  city.policy = "version: 1\npack: beta\nedition: \"R6.10\"\n";
  EXPECT_EQ(judged("P-LG4", city).verdict, VerdictKind::proved) << all(judged("P-LG4", city));
}

TEST(PLg4, TheInternetZonesBreakoutIsOneToo) {
  City city = edited(lawful_breakout(), "L1,lg-pc,saas", "L1,in-web,saas");
  city.policy = "version: 1\npack: beta\nedition: \"R6.10\"\n";
  EXPECT_TRUE(says(judged("P-LG4", city), "violated L1", "does not switch on"));
  city.policy += "options: [local-breakout]\n";
  EXPECT_EQ(judged("P-LG4", city).verdict, VerdictKind::attested);
}

TEST(PLg4, ARowToHalfTheInternetIsNoList) {
  const City wide = edited(edited(lawful_breakout(), "address: 198.51.100.3, attributes", "address: [198.51.100.3, 0.0.0.0/1], attributes"),
                           ",,198.51.100.3,no", ",,0.0.0.0/1,no");
  EXPECT_TRUE(says(judged("P-LG4", wide), "violated L1", "too many"));
}

}  // namespace
}  // namespace sekimori::testing
