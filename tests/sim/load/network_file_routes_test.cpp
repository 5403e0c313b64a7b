#include "load_yaml.hpp"

namespace sekimori::test {
namespace {

std::string router_with(const std::string& rest) {
  return "version: 1\ndevices:\n  - name: r\n    kind: router\n    interfaces: [{name: p5}]\n" + rest;
}

TEST(NetworkFileRoutes, StaticRoutesSayExactlyWhatTheirLineSays) {
  const Network network = loaded(
      router_with("    vrfs: [{name: LG}]\n    routes:\n      - {to: 10.2.0.0/16, via: 10.0.0.2, out: p5, distance: 10, to-vrf: LG}\n"
                  "      - {to: 0.0.0.0/0, discard: true}\n      - {to: '::/0', via: '2001:db8::2'}\n"));
  const Vrf& global = network.at(device_named(network, "r").vrfs.front());
  ASSERT_EQ(global.routes.size(), 3U);
  EXPECT_EQ(global.routes[0].destination, *parse_prefix("10.2.0.0/16"));
  EXPECT_EQ(global.routes[0].next_hop.via, parse_address("10.0.0.2"));
  EXPECT_EQ(global.routes[0].next_hop.out, InterfaceId{0});
  EXPECT_EQ(global.routes[0].distance, 10);
  EXPECT_EQ(network.at(*global.routes[0].next_hop.vrf).name, "LG");
  EXPECT_TRUE(global.routes[1].next_hop.discard);
  EXPECT_EQ(global.routes[1].distance, 1);
  EXPECT_EQ(global.routes[2].destination.family(), Family::v6);
}

TEST(NetworkFileRoutes, VrfsHaveRoutesLeaksAndDynamicProtocols) {
  const Network network = loaded(
      router_with("    dynamic: true\n    leaks-to: MN\n"
                  "    vrfs: [{name: MN, routes: [{to: 0.0.0.0/0, via: 10.0.0.2}], leaks-to: [LG, global]}, {name: LG, dynamic: true}]\n"));
  const Device& device = device_named(network, "r");
  const Vrf& global = network.at(device.vrfs.at(0));
  const Vrf& mn = network.at(device.vrfs.at(1));
  const Vrf& lg = network.at(device.vrfs.at(2));
  EXPECT_TRUE(global.any_routing);
  EXPECT_EQ(global.leaks_to, std::vector{device.vrfs[1]});
  EXPECT_FALSE(mn.any_routing);
  EXPECT_EQ(mn.routes.size(), 1U);
  EXPECT_EQ(mn.leaks_to, (std::vector{device.vrfs[2], device.vrfs[0]}));
  EXPECT_TRUE(lg.any_routing);
  EXPECT_EQ(lg.any_routing_why, "declared dynamic");
  EXPECT_EQ(lg.any_routing_at.line, 8U);
}

TEST(NetworkFileRoutes, RoutesThatGoNowhereOrMixFamiliesAreErrors) {
  EXPECT_EQ(
      errors_of(router_with("    vrfs: [{name: A, leaks-to: [A, B]}]\n    routes:\n      - {to: 10.0.0.0/8}\n      - {via: 10.0.0.1}\n"
                            "      - {to: 10.0.0.0/8, via: '::1'}\n      - {to: 10.0.0.0/8, out: p5, discard: true}\n"
                            "      - {to: 10.0.0.0/8, out: p5, distance: 256}\n      - {to: 10.0.0.0/8, out: p5, to-vrf: C}\n"
                            "      - {to: 10.0.0.1/8, out: p6}\n")),
      (Messages{"network.yaml:6:33: error: a VRF cannot leak to itself [N017]",
                "network.yaml:6:36: error: there is no VRF 'B'; did you mean 'A'? [N003]",
                "network.yaml:8:9: error: a route needs 'via', 'out' or 'discard: true' [N017]",
                "network.yaml:9:9: error: 'to' is missing [Y021]",
                "network.yaml:10:31: error: 'via' must be of the same family as 'to' [N017]",
                "network.yaml:11:44: error: a route that discards has no 'via' and no 'out' [N017]",
                "network.yaml:12:45: error: 'distance' must be from 1 to 255, not '256' [Y024]",
                "network.yaml:13:43: error: there is no VRF 'C'; did you mean 'A'? [N003]",
                "network.yaml:14:14: error: 'to' must be a prefix such as 10.0.0.0/8, not '10.0.0.1/8'; it has host bits, the network is "
                "10.0.0.0/8 [N007]",
                "network.yaml:14:31: error: device 'r' has no interface 'p6'; did you mean 'p5'? [N003]"}));
}

TEST(NetworkFileRoutes, ManagementServicesAdmitEverybodyUnlessFromIsGiven) {
  const Network network =
      loaded(router_with("    groups: {jump: [10.90.0.5]}\n    management:\n      - {name: ssh, from: [10.90.0.0/28, jump]}\n      - "
                         "{name: web, service: tcp/8443}\n"
                         "      - {name: snmp-ro}\n      - {name: ntp}\n"));
  const auto& services = device_named(network, "r").services;
  ASSERT_EQ(services.size(), 4U);
  EXPECT_EQ(services[0].service, *parse_service("tcp/22"));
  EXPECT_TRUE(services[0].session);
  ASSERT_TRUE(services[0].admits_v4);
  EXPECT_EQ(services[0].admits_v4, services[0].admits_v6);
  const Filter& admits = network.at(*services[0].admits_v4);
  Packet packet;
  packet.src = parse_address("10.90.0.15")->bits;
  EXPECT_EQ(decide(admits, packet).action, Action::permit);
  packet.src = parse_address("10.90.0.16")->bits;
  EXPECT_EQ(decide(admits, packet).action, Action::deny);
  EXPECT_EQ(services[1].service, *parse_service("tcp/8443"));
  EXPECT_FALSE(services[1].admits_v4);
  EXPECT_FALSE(services[2].session);  // E4: SNMP reading and NTP relay nothing
  EXPECT_FALSE(services[3].session);
  EXPECT_TRUE(network.assumptions.empty());
}

TEST(NetworkFileRoutes, SessionFalseOfARelayingServiceIsADeclaration) {
  const Network network = loaded(router_with("    management: [{name: https, session: false}]\n"));
  EXPECT_FALSE(device_named(network, "r").services.at(0).session);
  EXPECT_EQ(assumptions_of(network), Messages{"harmless declared: https of r session: false"});
}

TEST(NetworkFileRoutes, UnknownServiceNameNeedsItsService) {
  EXPECT_EQ(
      errors_of(router_with("    management: [{name: portal}, {name: x, service: tcp/0x16}]\n")),
      (Messages{"network.yaml:6:18: error: 'service' is missing [Y021]",
                "network.yaml:6:53: error: 'service' must be a service such as tcp/443, udp/53, icmp or any, not 'tcp/0x16' [N009]"}));
}

}  // namespace
}  // namespace sekimori::test
