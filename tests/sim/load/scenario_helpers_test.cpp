#include <gtest/gtest.h>

#include "fortios_support.hpp"
#include "sekimori/load/scenario.hpp"

namespace sekimori {
namespace {

using test::LoadedFortios;
using test::Texts;

/// A FortiGate with one policy, of this service.
LoadedFortios fortigate(const std::string& service) {
  return test::load_forti(
      "config system interface\nedit \"port1\"\nset vdom \"root\"\nset ip 10.1.0.1 255.255.255.0\nnext\nedit \"port2\"\nset vdom \"root\"\n"
      "set ip 10.2.0.1 255.255.255.0\nnext\nend\nconfig firewall policy\nedit 1\nset name \"p\"\nset srcintf \"port1\"\nset dstintf "
      "\"port2\"\n"
      "set srcaddr \"all\"\nset dstaddr \"all\"\nset action accept\nset schedule \"always\"\nset service \"" +
      service + "\"\nnext\nend\n");
}

/// Where the helpers' rules stand, after the edit.
Texts helped_after(LoadedFortios& it, const std::string& edit) {
  WrittenFacts written;
  Diagnostics diagnostics;
  const auto applied = apply_scenario("version: 1\nedits:\n  - " + edit + "\n", "s.yaml", it.network, written, diagnostics);
  Texts places;
  for (const Diagnostic& d : diagnostics) places.push_back(to_text(d, it.network.sources));
  if (!applied) return places;
  for (const Assumption& a : it.network.assumptions) {
    const auto* scope = std::get_if<HelperSessions>(&a.scope);
    if (scope != nullptr) places.push_back(it.network.sources.describe(scope->rule));
  }
  (void)it.helped();  // each names a permit
  return places;
}

constexpr const char* kAdd = "add_rule: {device: fw, position: first, action: permit, in: port1, out: port2, service: ";

TEST(ScenarioHelpers, ARuleForAProtocolThatIsFollowedOpensWhatTheProtocolDoes) {
  for (const std::string service : {"tcp/21", "tcp", "any", "udp/5060", "tcp/20-25"}) {
    LoadedFortios it = fortigate("HTTPS");
    EXPECT_EQ(helped_after(it, kAdd + service + "}").size(), 1U) << service;
  }
  for (const std::string service : {"tcp/443", "icmp", "udp/53"}) {
    LoadedFortios it = fortigate("HTTPS");
    EXPECT_EQ(helped_after(it, kAdd + service + "}"), Texts{}) << service;
  }
  LoadedFortios it = fortigate("HTTPS");
  EXPECT_EQ(helped_after(it, "add_rule: {device: fw, position: first, action: deny, service: tcp/21}"), Texts{}) << "a deny opens nothing";
}

TEST(ScenarioHelpers, AnEditOfARuleKeepsItsHelpers) {
  LoadedFortios it = fortigate("FTP");
  ASSERT_EQ(it.helped().size(), 1U);
  EXPECT_EQ(helped_after(it, "set_rule: {device: fw, rule: p, to: 10.2.0.9}"), Texts{"s.yaml:3:15"});
}

TEST(ScenarioHelpers, AnEditThatMakesARuleOneForSuchAProtocolGivesItHelpers) {
  LoadedFortios it = fortigate("HTTPS");
  EXPECT_EQ(helped_after(it, "set_rule: {device: fw, rule: p, service: tcp/21}"), Texts{"s.yaml:3:15"});
}

}  // namespace
}  // namespace sekimori
