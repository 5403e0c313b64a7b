#include "judged.hpp"

namespace sekimori::testing {
namespace {

const std::string kRule = "from: 10.10.0.20, to: 10.20.1.10, service: tcp/443";

Judged with_rule(const std::string& rule) { return judged("P-X5", edited(lawful_city(), kRule, rule)); }

TEST(PX5, NarrowPermitsBeforeADenyOfTheRestHold) {
  const Judged held = judged("P-X5", lawful_city());
  EXPECT_EQ(held.verdict, VerdictKind::proved) << all(held);
}

TEST(PX5, WhatNoRuleMatchesMustBeDenied) {
  EXPECT_EQ(judged("P-X5", edited(lawful_city(), "default: deny", "default: permit")).verdict, VerdictKind::proved);  // behind deny-all
  const City open = edited(edited(lawful_city(), "default: deny", "default: permit"), "        - {name: deny-all, action: deny}\n", "");
  EXPECT_TRUE(says(judged("P-X5", open), "violated fw", "no rule"));
}

TEST(PX5, AtTheMyNumberBoundaryNoneOfTheThreeMayBeAny) {
  EXPECT_TRUE(says(with_rule("from: any, to: 10.20.1.10, service: tcp/443"), "violated fw", "permits any source"));
  EXPECT_TRUE(says(with_rule("from: 10.10.0.20, to: any, service: tcp/443"), "violated fw", "permits any destination"));
  EXPECT_TRUE(says(with_rule("from: 10.10.0.20, to: 10.20.1.10, service: any"), "violated fw", "permits any service"));
  EXPECT_TRUE(says(with_rule("from: 10.10.0.20, to: 10.20.1.10, service: tcp/1-65535"), "violated fw", "permits any service"));
  EXPECT_EQ(with_rule("from: 10.10.0.20, to: 10.20.1.10, service: tcp/443-444").verdict, VerdictKind::proved);
}

/// A firewall between schools alone.
City school_firewall(const std::string& rule) {
  return with_line(
      lawful_city(), "- {name: a, mode: routed, address: 10.50.0.1/24}",
      "  - name: fw-s\n    kind: firewall\n    interfaces:\n      - {name: x, mode: routed, address: 10.40.2.1/24}\n"
      "      - {name: y, mode: routed, address: 10.50.2.1/24}\n    firewall:\n      stateful: true\n      default: deny\n      rules:\n"
      "        - {name: s, action: permit, " +
          rule + "}");
}

TEST(PX5, ElsewhereOnlyAllThreeTogether) {
  EXPECT_EQ(judged("P-X5", school_firewall("from: any, to: 10.50.2.9, service: any")).verdict, VerdictKind::proved);
  EXPECT_TRUE(says(judged("P-X5", school_firewall("from: any, to: any, service: any")), "violated fw-s", "source, destination, service"));
}

City with_deny(const std::string& deny) { return with_line(lawful_city(), "- {name: applications", "        " + deny); }

// Catalogue row 46.
TEST(PX5, ADenyBehindPermitsOfAllThatItDeniesIsDead) {
  const Judged dead =
      judged("P-X5", with_deny("- {name: d1, in: mn, out: dmz, action: deny, from: 10.10.0.20, to: 10.20.1.10, service: tcp/443}"));
  EXPECT_EQ(dead.verdict, VerdictKind::violated);
  EXPECT_TRUE(says(dead, "violated fw", "d1")) << all(dead);
  EXPECT_TRUE(says(dead, "violated fw", "applications")) << all(dead);
}

TEST(PX5, ADenyThatStillDeniesSomethingIsNot) {
  EXPECT_EQ(
      judged("P-X5", with_deny("- {name: d1, in: mn, out: dmz, action: deny, from: 10.10.0.20, to: 10.20.1.10, service: tcp}")).verdict,
      VerdictKind::proved);
  EXPECT_EQ(judged("P-X5", with_deny("- {name: d1, in: mn, action: deny, from: 10.10.0.20, to: 10.20.1.10, service: tcp/443}")).verdict,
            VerdictKind::proved);  // of more interfaces than the permit
}

TEST(PX5, WithoutABoundaryThereIsNothingToAsk) {
  City city = lawful_city();
  const std::size_t at = city.network.find("devices:");
  city.network = city.network.substr(0, at) + "devices:\n  - {name: sw, kind: switch}\n";
  city.ledger = city.ledger.substr(0, city.ledger.find('\n') + 1);
  EXPECT_EQ(judged("P-X5", city).verdict, VerdictKind::not_applicable);
}

}  // namespace
}  // namespace sekimori::testing
