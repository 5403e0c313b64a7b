#include "load_yaml.hpp"

namespace sekimori::test {
namespace {

std::string with_hosts(const std::string& rest) {
  return "version: 1\nsites: [{name: main}, {name: east}]\nzones: [{name: a}, {name: b}]\ndevices:\n"
         "  - {name: sw, kind: switch, site: east, interfaces: [{name: p1, vlan: 5}, {name: p2, vlan: 6, voice-vlan: 7}, {name: t, "
         "allowed: '5-6'}, "
         "{name: v, svi: 5}]}\n" +
         rest;
}

TEST(NetworkFileHosts, HostWithOnePortIsWrittenShort) {
  const Network network =
      loaded(with_hosts("hosts:\n  - {name: pc, zone: b, kind: terminal, port: sw:p1, address: [10.0.0.1, 10.0.1.0/24, 10.0.2.1-10.0.2.9, "
                        "'2001:db8::5'], count: 5,\n"
                        "     attributes: {owner: 総務}}\n"));
  const Host& host = host_named(network, "pc");
  EXPECT_EQ(network.at(host.zone).name, "b");
  EXPECT_EQ(host.kind, "terminal");
  EXPECT_FALSE(host.relays);
  EXPECT_EQ(host.count, 5U);
  EXPECT_EQ(network.at(host.site).name, "east");  // where its port is
  EXPECT_EQ(host.attributes.at("owner"), "総務");
  ASSERT_EQ(host.attachments.size(), 1U);
  EXPECT_EQ(describe(network, host.attachments[0].port), "sw:p1");
  EXPECT_FALSE(host.attachments[0].vlan);
  EXPECT_TRUE(host.attachments[0].v4.contains(*parse_address("10.0.2.9")));
  EXPECT_FALSE(host.attachments[0].v4.contains(*parse_address("10.0.2.10")));
  EXPECT_TRUE(host.attachments[0].v6.contains(*parse_address("2001:db8::5")));
  EXPECT_TRUE(std::holds_alternative<PlainHost>(host.role));
  EXPECT_EQ(assumptions_of(network), Messages{"harmless declared: pc kind: terminal"});
}

TEST(NetworkFileHosts, SeveralCardsAreAttachmentsAndForwardUnlessDeclaredOtherwise) {
  const std::string cards = "attachments: [{port: sw:p1, address: 10.0.0.1}, {port: sw:t, vlan: 6, address: 10.0.6.1}]";
  const Network network = loaded(with_hosts("hosts:\n  - {name: x, zone: a, kind: nas, site: main, " + cards + "}\n"));
  const Host& host = host_named(network, "x");
  ASSERT_EQ(host.attachments.size(), 2U);
  EXPECT_EQ(host.attachments[1].vlan, VlanId::from(6));
  EXPECT_TRUE(host.forwards);
  EXPECT_TRUE(host.relays);
  EXPECT_EQ(network.at(host.site).name, "main");
  EXPECT_TRUE(network.assumptions.empty());
  const Network apart = loaded(with_hosts("hosts:\n  - {name: x, zone: a, kind: nas, forwards: false, " + cards + "}\n"));
  EXPECT_FALSE(host_named(apart, "x").forwards);
  EXPECT_EQ(assumptions_of(apart), Messages{"harmless declared: x forwards: false"});
}

// E1: every kind but three relays, and so does a host about whose kind nothing is said.
TEST(NetworkFileHosts, OnlyTerminalsPrintersAndSensorsDoNotRelay) {
  const Network network =
      loaded(with_hosts("hosts:\n  - {name: h1, zone: a, kind: printer-only, port: sw:p1, address: 10.0.0.1}\n  - {name: h2, zone: a, "
                        "kind: sensor, port: sw:p1, "
                        "address: 10.0.0.2}\n  - {name: h3, zone: a, kind: mfp, port: sw:p1, address: 10.0.0.3}\n  - {name: h4, zone: a, "
                        "port: sw:p1, address: 10.0.0.4}\n"));
  EXPECT_FALSE(host_named(network, "h1").relays);
  EXPECT_FALSE(host_named(network, "h2").relays);
  EXPECT_TRUE(host_named(network, "h3").relays);
  EXPECT_TRUE(host_named(network, "h4").relays);
  EXPECT_EQ(assumptions_of(network), (Messages{"harmless declared: h1 kind: printer-only", "harmless declared: h2 kind: sensor",
                                               "harmless default: h4 kind: server"}));
}

TEST(NetworkFileHosts, MisspeltTerminalRelaysWithAWarning) {
  const LoadedNetwork result = load_yaml(with_hosts("hosts:\n  - {name: h, zone: a, kind: terminl, port: sw:p1, address: 10.0.0.1}\n"));
  EXPECT_EQ(texts(result), Messages{"network.yaml:7:30: warning: a host of kind 'terminl' relays; did you mean 'terminal'? [N022]"});
  EXPECT_TRUE(host_named(*result.network, "h").relays);
}

TEST(NetworkFileHosts, SanitiserIsAsWorstAsItIsNotDeclared) {
  const std::string services =
      "services: [{from: b, to: a, intake: {service: tcp/443, opener: peer}, outlet: {service: tcp/445, opener: sanitiser}, method: "
      "file-cdr}]";
  const Network network = loaded(with_hosts("sanitisers:\n  - {name: s, zone: b, port: sw:p1, address: 10.0.0.1, " + services + "}\n"));
  const auto& role = std::get<Sanitiser>(host_named(network, "s").role);
  EXPECT_FALSE(role.fail_closed);
  EXPECT_TRUE(role.bypass);
  EXPECT_FALSE(role.redirections_off);
  EXPECT_TRUE(role.ip_forwarding);
  ASSERT_EQ(role.services.size(), 1U);
  EXPECT_EQ(network.at(role.services[0].from).name, "b");
  EXPECT_EQ(network.at(role.services[0].to).name, "a");
  EXPECT_EQ(role.services[0].intake.service, *parse_service("tcp/443"));
  EXPECT_EQ(role.services[0].intake.opener, Opener::peer);
  EXPECT_EQ(role.services[0].outlet.opener, Opener::sanitiser);
  EXPECT_EQ(role.services[0].method, "file-cdr");
  EXPECT_EQ(role.services[0].opposite, Opposite::raw);
  EXPECT_EQ(assumptions_of(network), Messages{"harmless default: s without fail, bypass, redirections, ip-forwarding"});
}

TEST(NetworkFileHosts, DeclaredSanitiserIsPrinted) {
  const Network network = loaded(with_hosts(
      "sanitisers:\n  - name: s\n    zone: b\n    attachments: [{port: sw:p1, address: 10.0.0.1}]\n    maintenance: [udp/53, udp/123]\n"
      "    fail: closed\n    bypass: false\n    redirections: off\n    ip-forwarding: false\n    services:\n"
      "      - {from: b, to: a, intake: {service: tcp/443, opener: peer}, outlet: {service: tcp/445, opener: sanitiser}, method: x, "
      "opposite: ack-only}\n"));
  const auto& role = std::get<Sanitiser>(host_named(network, "s").role);
  EXPECT_TRUE(role.fail_closed);
  EXPECT_FALSE(role.bypass);
  EXPECT_TRUE(role.redirections_off);
  EXPECT_FALSE(role.ip_forwarding);
  EXPECT_EQ(role.maintenance.size(), 2U);
  EXPECT_EQ(role.services.at(0).opposite, Opposite::ack_only);
  EXPECT_EQ(assumptions_of(network),
            (Messages{"harmless declared: s opposite: ack-only", "harmless declared: s maintenance: udp/53",
                      "harmless declared: s maintenance: udp/123",
                      "harmless declared: s fail: closed, bypass: false, redirections: off, ip-forwarding: false"}));
}

TEST(NetworkFileHosts, SecurityCloudListsItsServices) {
  const Network network =
      loaded(with_hosts("security-clouds: [{name: sc, zone: b, port: sw:p1, address: 10.0.0.1, services: [tcp/8080, tcp/25]}]\n"));
  const auto& role = std::get<SecurityCloud>(host_named(network, "sc").role);
  ASSERT_EQ(role.services.size(), 2U);
  EXPECT_EQ(role.services[1].service, *parse_service("tcp/25"));
  EXPECT_EQ(host_named(network, "sc").kind, "security-cloud");
}

TEST(NetworkFileHosts, ExternalNeedsNoAddressAndIsOpenUnlessDeclaredClosed) {
  const Network network =
      loaded(with_hosts("externals:\n  - {name: net, zone: b, port: sw:p1}\n  - {name: line, zone: b, port: sw:p2, address: 0.0.0.0/0, "
                        "closed: true, transit: false}\n"));
  const auto& net = std::get<External>(host_named(network, "net").role);
  EXPECT_FALSE(net.closed);
  EXPECT_TRUE(net.transit);
  EXPECT_TRUE(host_named(network, "net").relays);
  EXPECT_TRUE(host_named(network, "net").attachments.at(0).v4.empty());
  const auto& line = std::get<External>(host_named(network, "line").role);
  EXPECT_TRUE(line.closed);
  EXPECT_FALSE(line.transit);
  EXPECT_EQ(assumptions_of(network), (Messages{"harmless declared: line closed: true", "harmless declared: line transit: false"}));
}

TEST(NetworkFileHosts, HostAttachedToNothingIsAWarning) {
  const LoadedNetwork result = load_yaml(with_hosts("hosts: [{name: h, zone: a, kind: nas}]\n"));
  EXPECT_TRUE(result.network);
  EXPECT_EQ(texts(result), Messages{"network.yaml:6:9: warning: 'h' is attached to nothing: no verdict can speak of it [N021]"});
}

TEST(NetworkFileHosts, BadHostsAreLocated) {
  EXPECT_EQ(
      errors_of(with_hosts("hosts:\n"
                           "  - {name: h1, port: sw:p1, address: 10.0.0.1, kind: nas}\n"
                           "  - {name: h2, zone: c, port: sw:p1, kind: nas}\n"
                           "  - {name: h3, zone: a, address: 10.0.0.3, kind: nas}\n"
                           "  - {name: h4, zone: a, port: sw:v, address: 10.0.0.4, kind: nas}\n"
                           "  - {name: h5, zone: a, port: sw:p1, vlan: 5, address: 10.0.0.5, kind: nas}\n"
                           "  - {name: h6, zone: a, port: sw:p1, address: 10.0.0.1/24, kind: nas}\n"
                           "  - {name: h7, zone: a, port: sw:p1, attachments: [{port: sw:p1, address: 10.0.0.7}], count: 0, kind: nas}\n"
                           "  - {name: h8, zone: a, port: sw:p1, address: [], kind: nas}\n")),
      (Messages{
          "network.yaml:7:5: error: 'zone' is missing [Y021]", "network.yaml:8:5: error: 'address' is missing [Y021]",
          "network.yaml:8:22: error: there is no zone 'c'; did you mean 'a'? [N003]", "network.yaml:9:5: error: 'port' is missing [Y021]",
          "network.yaml:10:31: error: 'sw:v' is no port that a cable fits: name a physical port or a port-channel [N013]",
          "network.yaml:11:44: error: sw:p1 is an access port, which takes no tagged frames; leave 'vlan' out [N020]",
          "network.yaml:12:47: error: 'address' must be an address, a prefix or a range such as 10.0.0.1-10.0.0.9, not '10.0.0.1/24'; it "
          "has host bits, the network is 10.0.0.0/24 [N006]",
          "network.yaml:13:31: error: 'port' does not fit here: 'attachments' says it [Y026]",
          "network.yaml:13:94: error: 'count' must be from 1 to 1000000, not '0' [Y024]",
          "network.yaml:14:47: error: 'address' is an empty list [Y026]"}));
}

TEST(NetworkFileHosts, VoiceVlanMayBeTaggedOnAnAccessPort) {
  EXPECT_EQ(loaded(with_hosts("hosts: [{name: phone, zone: a, kind: phone, port: sw:p2, vlan: 7, address: 10.0.7.1}]\n")).hosts.size(), 1U);
}

TEST(NetworkFileHosts, TagThatTheTrunkDoesNotAllowIsAWarning) {
  const LoadedNetwork result = load_yaml(with_hosts("hosts: [{name: h, zone: a, kind: nas, port: sw:t, vlan: 9, address: 10.0.7.1}]\n"));
  EXPECT_TRUE(result.network);
  EXPECT_EQ(texts(result), Messages{"network.yaml:6:57: warning: sw:t does not allow VLAN 9 [N020]"});
}

TEST(NetworkFileHosts, SanitisingServiceMustBeComplete) {
  EXPECT_EQ(errors_of(with_hosts("sanitisers:\n  - {name: s, zone: b, port: sw:p1, address: 10.0.0.1}\n"
                                 "  - {name: u, zone: b, port: sw:p1, address: 10.0.0.2, services: [{from: c, intake: {service: x}}]}\n")),
            (Messages{"network.yaml:7:5: error: 'services' is missing [Y021]", "network.yaml:8:67: error: 'method' is missing [Y021]",
                      "network.yaml:8:67: error: 'outlet' is missing [Y021]", "network.yaml:8:67: error: 'to' is missing [Y021]",
                      "network.yaml:8:74: error: there is no zone 'c'; did you mean 'a'? [N003]",
                      "network.yaml:8:85: error: 'opener' is missing [Y021]",
                      "network.yaml:8:95: error: 'service' must be a service such as tcp/443, udp/53, icmp or any, not 'x' [N009]"}));
}

}  // namespace
}  // namespace sekimori::test
