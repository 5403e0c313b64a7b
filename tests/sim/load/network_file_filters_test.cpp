#include "load_yaml.hpp"

namespace sekimori::test {
namespace {

std::string router_with(const std::string& rest) {
  return "version: 1\ndevices:\n  - name: r\n    kind: router\n    interfaces: [{name: a}, {name: b}]\n" + rest;
}

Packet tcp(const char* src, const char* dst, std::uint16_t sport, std::uint16_t dport) {
  Packet packet;
  packet.src = parse_address(src)->bits;
  packet.dst = parse_address(dst)->bits;
  packet.sport = sport;
  packet.dport = dport;
  return packet;
}

Action verdict(const Filter& filter, const Packet& packet) { return decide(filter, packet).action; }

TEST(NetworkFileFilters, RuleMatchesOnAllItsFields) {
  const Network network =
      loaded(router_with("    filters:\n      - name: f\n        rules:\n"
                         "          - {action: permit, from: [10.10.0.0/16, 10.0.0.1-10.0.0.9], to: 10.1.0.0/24, service: tcp/443, "
                         "source-port: 1024-65535, name: '10'}\n"));
  ASSERT_EQ(network.filters.size(), 1U);
  const Filter& filter = network.filters[0];
  EXPECT_EQ(filter.device, DeviceId{0});
  EXPECT_EQ(filter.rules.at(0).label, "10");
  EXPECT_EQ(network.sources.describe(filter.rules[0].at), "network.yaml:9:13");
  EXPECT_EQ(verdict(filter, tcp("10.10.3.4", "10.1.0.9", 1024, 443)), Action::permit);
  EXPECT_EQ(verdict(filter, tcp("10.0.0.9", "10.1.0.9", 65535, 443)), Action::permit);
  EXPECT_EQ(verdict(filter, tcp("10.0.0.10", "10.1.0.9", 1024, 443)), Action::deny);
  EXPECT_EQ(verdict(filter, tcp("10.0.0.9", "10.1.1.9", 1024, 443)), Action::deny);
  EXPECT_EQ(verdict(filter, tcp("10.0.0.9", "10.1.0.9", 1023, 443)), Action::deny);
  EXPECT_EQ(verdict(filter, tcp("10.0.0.9", "10.1.0.9", 1024, 444)), Action::deny);
}

TEST(NetworkFileFilters, DenyIsTheDefaultAndPermitMayBeSaid) {
  const Network network = loaded(router_with("    filters: [{name: f}, {name: g, default: permit}]\n"));
  EXPECT_EQ(network.filters.at(0).fallback, Action::deny);
  EXPECT_EQ(network.filters.at(1).fallback, Action::permit);
}

TEST(NetworkFileFilters, WithoutFromToAndServiceARuleMatchesEverythingOfBothFamilies) {
  const Network network = loaded(router_with("    filters: [{name: f, rules: [{action: permit}, {action: deny, from: any}]}]\n"));
  EXPECT_EQ(network.filters.at(0).rules.at(0).match, HeaderMatch{});
  EXPECT_EQ(network.filters.at(0).rules.at(1).match, HeaderMatch{});
}

TEST(NetworkFileFilters, EstablishedIsTcpOnly) {
  const Network network = loaded(router_with("    filters: [{name: f, rules: [{action: permit, established: true}]}]\n"));
  Packet packet = tcp("10.0.0.1", "10.0.0.2", 1, 2);
  EXPECT_EQ(verdict(network.filters.at(0), packet), Action::deny);
  packet.established = true;
  EXPECT_EQ(verdict(network.filters.at(0), packet), Action::permit);
  EXPECT_EQ(errors_of(router_with("    filters: [{name: f, rules: [{action: permit, service: icmp, established: true}]}]\n")),
            Messages{"network.yaml:6:78: error: no 'service' of this rule can have 'established' [N011]"});
}

TEST(NetworkFileFilters, WildcardPatternsNeedNotBeContiguous) {
  const Network network = loaded(router_with("    filters: [{name: f, rules: [{action: permit, from: 10.0.5.1 wildcard 0.255.0.255}]}]\n"));
  const HeaderMatch& match = network.filters.at(0).rules.at(0).match;
  ASSERT_EQ(match.src.size(), 1U);
  EXPECT_TRUE(match.src[0].matches(*parse_address("10.77.5.200")));
  EXPECT_FALSE(match.src[0].matches(*parse_address("10.77.6.200")));
}

Packet later_fragment() {
  Packet packet = tcp("10.0.0.1", "10.1.0.1", 0, 0);
  packet.fragment = true;
  return packet;
}

// S5: a stateless permit with a port lets the later fragments of the same addresses and protocol pass, as they have no port to look at.
TEST(NetworkFileFilters, PermitWithAPortLetsLaterFragmentsPassUnlessDeclaredOtherwise) {
  const std::string rules = "rules: [{action: permit, to: 10.1.0.0/24, service: tcp/443}]";
  const Network by_address = loaded(router_with("    filters: [{name: f, " + rules + "}]\n"));
  EXPECT_EQ(verdict(by_address.filters.at(0), later_fragment()), Action::permit);
  const Network refused = loaded(router_with("    filters: [{name: f, fragments: refused, " + rules + "}]\n"));
  EXPECT_EQ(verdict(refused.filters.at(0), later_fragment()), Action::deny);
  EXPECT_EQ(assumptions_of(refused), Messages{"harmless declared: filter f of r fragments: refused"});
}

TEST(NetworkFileFilters, DenyWithAPortStopsNoLaterFragment) {
  const Network network = loaded(router_with("    filters: [{name: f, default: permit, rules: [{action: deny, service: tcp/443}]}]\n"));
  EXPECT_EQ(verdict(network.filters.at(0), later_fragment()), Action::permit);
  EXPECT_EQ(verdict(network.filters.at(0), tcp("10.0.0.1", "10.1.0.1", 5, 443)), Action::deny);
}

TEST(NetworkFileFilters, RuleMayNameFragmentsItself) {
  const Network network = loaded(router_with(
      "    filters: [{name: f, rules: [{action: permit, fragment: true}, {action: permit, service: tcp/80, fragment: false}]}]\n"));
  EXPECT_EQ(verdict(network.filters.at(0), later_fragment()), Action::permit);
  EXPECT_EQ(network.filters[0].rules.at(1).match.services.size(), 1U);
}

TEST(NetworkFileFilters, FirewallIsStatefulAndDeniesByDefault) {
  const Network network = loaded(router_with(
      "    firewall:\n      rules:\n        - {in: a, out: [b], action: permit, service: tcp/443, name: p1}\n        - {action: deny}\n"));
  const auto& firewall = device_named(network, "r").firewall;
  ASSERT_TRUE(firewall);
  EXPECT_TRUE(firewall->stateful);
  EXPECT_FALSE(firewall->transparent);
  EXPECT_TRUE(firewall->passes_non_ip);
  EXPECT_EQ(firewall->fallback, Action::deny);
  ASSERT_EQ(firewall->rules.size(), 2U);
  EXPECT_EQ(firewall->rules[0].in, std::vector{InterfaceId{0}});
  EXPECT_EQ(firewall->rules[0].out, std::vector{InterfaceId{1}});
  EXPECT_EQ(firewall->rules[0].rule.label, "p1");
  EXPECT_FALSE(matches(firewall->rules[0].rule.match, later_fragment()));  // a stateful device reassembles (S5)
  EXPECT_TRUE(firewall->rules[1].in.empty());
}

TEST(NetworkFileFilters, FirewallSettingsAreRead) {
  const Network network =
      loaded(router_with("    firewall: {stateful: false, transparent: true, passes-non-ip: false, default: permit, rules: [{action: "
                         "permit, service: tcp/1}]}\n"));
  const auto& firewall = device_named(network, "r").firewall;
  EXPECT_FALSE(firewall->stateful);
  EXPECT_TRUE(firewall->transparent);
  EXPECT_FALSE(firewall->passes_non_ip);
  EXPECT_EQ(firewall->fallback, Action::permit);
  EXPECT_TRUE(matches(firewall->rules[0].rule.match, later_fragment()));
}

TEST(NetworkFileFilters, ARuleMayPassWithoutASession) {
  const Network network = loaded(router_with("    firewall: {rules: [{action: permit, inspect: false}, {action: permit}]}\n"));
  const auto& firewall = device_named(network, "r").firewall;
  EXPECT_FALSE(firewall->rules[0].inspect);
  EXPECT_TRUE(firewall->rules[1].inspect);
}

TEST(NetworkFileFilters, BadRulesAreLocated) {
  EXPECT_EQ(
      errors_of(router_with("    filters:\n      - name: f\n        rules:\n"
                            "          - {from: any}\n"
                            "          - {action: allow}\n"
                            "          - {action: permit, from: []}\n"
                            "          - {action: permit, from: }\n"
                            "          - {action: permit, to: 10.0.0.300}\n"
                            "          - {action: permit, service: tcp/70000}\n"
                            "          - {action: permit, service: udp/53, source-port: many}\n"
                            "          - {action: permit, service: icmp, source-port: 5}\n"
                            "      - {name: f}\n"
                            "    firewall: {rules: [{in: c, action: permit}], passes-non-ip: false}\n")),
      (Messages{
          "network.yaml:9:13: error: 'action' is missing [Y021]",
          "network.yaml:10:22: error: 'allow' is no value of 'action': permit, deny [Y023]",
          "network.yaml:11:36: error: 'from' is an empty list, which matches nothing [Y026]",
          "network.yaml:12:36: error: 'from' has no value [Y022]",
          "network.yaml:13:34: error: '10.0.0.300' is not 'any', an address, a prefix, a range, a wildcard pattern or a group of this "
          "device [N006]",
          "network.yaml:14:39: error: 'tcp/70000' is not a service such as tcp/443, udp/53, icmp or any, or a service group of this "
          "device [N009]",
          "network.yaml:15:60: error: 'source-port' must be a port or a range such as 1024-65535, not 'many' [N010]",
          "network.yaml:16:58: error: no 'service' of this rule can have 'source-port' [N011]",
          "network.yaml:17:16: error: filter 'f' is declared twice on this device [N002]",
          "network.yaml:18:29: error: device 'r' has no interface 'c'; did you mean 'a'? [N003]",
          "network.yaml:18:65: error: 'passes-non-ip' does not fit here: only a transparent firewall passes frames that are not IP "
          "[Y026]"}));
}

}  // namespace
}  // namespace sekimori::test
