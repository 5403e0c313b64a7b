#include "load_yaml.hpp"

namespace sekimori::test {
namespace {

std::string nat(const std::string& rules) {
  return "version: 1\ndevices:\n  - name: r\n    kind: firewall\n    interfaces: [{name: p5, address: 10.1.0.1/16}, {name: p6, address: "
         "192.0.2.1/24}, "
         "{name: p7}]\n    nat:\n" +
         rules;
}

TEST(NetworkFileNat, RulesOfAllKindsStayInOrder) {
  const Network network = loaded(nat(
      "      - {static: {local: 10.1.0.5, global: 192.0.2.5, inside: [p5], outside: p6, port: {protocol: udp, local: 80, global: 8080}}}\n"
      "      - {source: {in: [p5], out: [p6], from: 10.1.0.0/16, to: any, service: any, pool: 192.0.2.10-192.0.2.20, port-translation: "
      "true}}\n"
      "      - {destination: {in: [p6], to: 192.0.2.8, service: tcp/443, new-destination: 10.1.0.8, new-port: 8443}}\n"
      "      - {static: {local: 10.2.0.0/24, global: 192.0.3.0/24}}\n"));
  const auto& rules = device_named(network, "r").nat;
  ASSERT_EQ(rules.size(), 4U);
  const auto& fixed = std::get<StaticNat>(rules[0]);
  EXPECT_EQ(fixed.local, *parse_prefix("10.1.0.5"));
  EXPECT_EQ(fixed.global, *parse_prefix("192.0.2.5"));
  EXPECT_EQ(fixed.inside, std::vector{InterfaceId{0}});
  EXPECT_EQ(fixed.outside, std::vector{InterfaceId{1}});
  ASSERT_TRUE(fixed.port);
  EXPECT_EQ(fixed.port->protocol, kUdp);
  EXPECT_EQ(fixed.port->local, 80);
  EXPECT_EQ(fixed.port->global, 8080);
  const auto& source = std::get<SourceNat>(rules[1]);
  EXPECT_TRUE(source.port_translation);
  EXPECT_EQ(to_text(source.pool), "192.0.2.10/31, 192.0.2.12/30, 192.0.2.16/30, 192.0.2.20");
  EXPECT_EQ(source.match.src, std::vector{AddressPattern::of(*parse_prefix("10.1.0.0/16"))});
  EXPECT_EQ(source.at.line, 8U);
  const auto& destination = std::get<DestinationNat>(rules[2]);
  EXPECT_EQ(destination.match.dst, std::vector{AddressPattern::host(*parse_address("192.0.2.8"))});
  EXPECT_EQ(destination.to, AddressSet::of(*parse_address("10.1.0.8")));
  EXPECT_EQ(destination.to_port, (ServiceInterval{8443, 8443}));
  EXPECT_FALSE(std::get<StaticNat>(rules[3]).port);
}

TEST(NetworkFileNat, InterfacePoolIsTheAddressOfTheOutgoingInterfaces) {
  const Network network = loaded(nat("      - {source: {out: p6, pool: interface, port-translation: true}}\n"));
  EXPECT_EQ(std::get<SourceNat>(device_named(network, "r").nat.at(0)).pool, AddressSet::of(*parse_address("192.0.2.1")));
}

TEST(NetworkFileNat, APoolOfNoneKeepsTheRulesBehindFromTranslating) {
  const Network network = loaded(nat("      - {source: {out: p6, from: 10.1.0.5, to: any, pool: none}}\n"));
  const auto& rule = std::get<SourceNat>(device_named(network, "r").nat.at(0));
  EXPECT_TRUE(rule.exempt);
  EXPECT_EQ(rule.pool, AddressSet(Family::v4));
}

TEST(NetworkFileNat, RulesThatCannotTranslateAreErrors) {
  EXPECT_EQ(errors_of(nat("      - {source: {pool: interface}}\n"
                          "      - {source: {out: p7, pool: interface}}\n"
                          "      - {source: {from: any}}\n"
                          "      - {static: {local: 10.0.0.0/24, global: 192.0.2.0/25}}\n"
                          "      - {static: {local: 10.0.0.1, global: 192.0.2.1, port: {local: 0, global: 1}}}\n"
                          "      - {destination: {new-destination: [10.0.0.1, '::1']}}\n"
                          "      - {source: {pool: 10.0.0.1}, static: {local: 10.0.0.1, global: 10.0.0.2}}\n"
                          "      - {}\n"
                          "      - {source: {pool: []}}\n")),
            (Messages{"network.yaml:7:25: error: 'pool: interface' needs 'out' interfaces with an IPv4 address [N018]",
                      "network.yaml:8:34: error: 'pool: interface' needs 'out' interfaces with an IPv4 address [N018]",
                      "network.yaml:9:18: error: 'pool' is missing [Y021]",
                      "network.yaml:10:47: error: 'local' and 'global' must be of one family and of the same length [N018]",
                      "network.yaml:11:69: error: 'local' must be from 1 to 65535, not '0' [Y024]",
                      "network.yaml:12:23: error: 'to' is missing [Y021]",
                      "network.yaml:12:41: error: 'new-destination' mixes IPv4 and IPv6; write one rule for each [N018]",
                      "network.yaml:13:9: error: one of 'static', 'source' and 'destination' is wanted in each entry of 'nat' [N018]",
                      "network.yaml:14:9: error: one of 'static', 'source' and 'destination' is wanted in each entry of 'nat' [N018]",
                      "network.yaml:15:25: error: 'pool' is an empty list [Y026]"}));
}

}  // namespace
}  // namespace sekimori::test
