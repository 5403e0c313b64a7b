#include "judged.hpp"

namespace sekimori::testing {
namespace {

const std::string kRules =
    "        - {name: r1, in: x, out: y, action: permit, from: 10.40.2.9, to: 10.50.2.9, service: tcp/443}\n"
    "        - {name: r2, action: deny}\n";

/// Two firewalls between the school zones that share sessions.
City pair_of(const std::string& second_rules) {
  const auto device = [](const std::string& name, const std::string& host, const std::string& rules) {
    return "  - name: " + name +
           "\n    kind: firewall\n    session-group: s\n    interfaces:\n      - {name: x, mode: routed, address: 10.40.2." + host +
           "/24}\n      - {name: y, mode: routed, address: 10.50.2." + host +
           "/24}\n    firewall:\n      stateful: true\n      default: deny\n      rules:\n" + rules;
  };
  const City city = with_line(lawful_city(), "- {name: a, mode: routed, address: 10.50.0.1/24}",
                              device("fw-a", "1", kRules) + device("fw-b", "2", second_rules));
  return with_line(city, "- [\"sw-in:up\", \"fw:in\"]", "  - [\"fw-a:x\", \"fw-b:x\"]\n  - [\"fw-a:y\", \"fw-b:y\"]");
}

TEST(PX11, TheSameRulesAndProofsForEveryRouteHold) {
  const Judged held = judged("P-X11", pair_of(kRules));
  EXPECT_EQ(held.verdict, VerdictKind::proved) << all(held);
}

// Catalogue row 41.
TEST(PX11, AnOldRuleOnTheOtherMemberIsViolated) {
  const Judged drift =
      judged("P-X11", pair_of("        - {name: old, in: x, out: y, action: permit, from: 10.40.2.0/24, to: any}\n" + kRules));
  EXPECT_EQ(drift.verdict, VerdictKind::violated);
  EXPECT_TRUE(says(drift, "violated fw-a", "old")) << all(drift);
}

TEST(PX11, ARuleBetweenOtherInterfacesIsAnother) {
  std::string other = kRules;
  other.replace(other.find("in: x, out: y"), 13, "in: y, out: x");
  EXPECT_EQ(judged("P-X11", pair_of(other)).verdict, VerdictKind::violated);
}

TEST(PX11, AnotherOrderIsAnotherPolicy) {
  const std::size_t second = kRules.find("        - {name: r2");
  const Judged drift = judged("P-X11", pair_of(kRules.substr(second) + kRules.substr(0, second)));
  EXPECT_TRUE(says(drift, "violated fw-a", "another order")) << all(drift);
}

TEST(PX11, AFirewallBesideAnotherMustHaveItsRulesThoughNothingDeclaresThemAPair) {
  const auto undeclared = [](City city) {
    return edited(edited(std::move(city), "name: fw-a\n    kind: firewall\n    session-group: s", "name: fw-a\n    kind: firewall"),
                  "name: fw-b\n    kind: firewall\n    session-group: s", "name: fw-b\n    kind: firewall");
  };
  EXPECT_EQ(judged("P-X11", undeclared(pair_of(kRules))).verdict, VerdictKind::proved);
  const Judged drift = judged("P-X11", undeclared(pair_of("        - {name: old, action: permit}\n" + kRules)));
  EXPECT_TRUE(says(drift, "violated fw-a", "old")) << all(drift);
}

/// A switch of a vendor on the My Number VLAN, with `cables` cables to switches of the city.
City ring_of(int cables) {
  std::string city = edited(lawful_city(), "- {name: p3, mode: access, vlan: 110, shutdown: true}",
                            "- {name: p3, mode: access, vlan: 110}\n      - {name: p4, mode: access, vlan: 110}")
                         .network;
  City result = lawful_city();
  result.network = std::move(city);
  result = with_line(result, "- {name: gc, role: government-cloud", "  - {name: vendor, role: vendor, subnets: [192.0.2.0/24]}");
  result = with_line(result, "- {name: a, mode: routed, address: 10.50.0.1/24}",
                     "  - name: ring\n    kind: switch\n    interfaces:\n      - {name: r1, mode: access, vlan: 110}\n"
                     "      - {name: r2, mode: access, vlan: 110}\n      - {name: r3, mode: access, vlan: 110}\n");
  result = with_line(result, "- [\"sw-in:up\", \"fw:in\"]",
                     std::string("  - [\"sw-mn:p3\", \"ring:r1\"]\n") + (cables > 1 ? "  - [\"sw-mn:p4\", \"ring:r2\"]\n" : ""));
  return with_line(result, "- {name: gc-line", "  - {name: operator, zone: vendor, port: \"ring:r3\", address: [192.0.2.1]}");
}

// Catalogue row 42.
TEST(PX11, AThirdPartyOnARedundantWayOfAZoneIsViolated) {
  const Judged ring = judged("P-X11", ring_of(2));
  EXPECT_TRUE(says(ring, "violated ring", "may carry the frames of mn")) << all(ring);
}

TEST(PX11, AThirdPartyAtTheEndOfOneCableIsNoWayRound) { EXPECT_FALSE(says(judged("P-X11", ring_of(1)), "violated ring")); }

// Catalogue row 42.
TEST(PX11, ACellThatHoldsForTodaysRoutesOnlyIsForAPersonToJudge) {
  Evidence evidence;
  evidence.tier = RoutingTier::current_routing;
  const Judged open = judged("P-X11", lawful_city(), {}, "2026-11-30", evidence);
  EXPECT_EQ(open.verdict, VerdictKind::unattested);
  EXPECT_TRUE(says(open, "unattested mn>net")) << all(open);
  evidence.tier.reset();
  EXPECT_EQ(judged("P-X11", lawful_city(), {}, "2026-11-30", evidence).verdict, VerdictKind::unattested);
}

TEST(PX11, ACellThatIsNotProvedIsNoProof) {
  EXPECT_EQ(judged("P-X11", lawful_city(), {{{"mn", "in"}, VerdictKind::violated}}).verdict, VerdictKind::inconclusive);
}

}  // namespace
}  // namespace sekimori::testing
