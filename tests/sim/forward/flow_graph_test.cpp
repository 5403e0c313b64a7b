#include "sekimori/forward/flow_graph.hpp"

#include <gtest/gtest.h>

#include <random>

#include "sim/forward/flow_walk.hpp"
#include "support/tiny_network.hpp"

namespace sekimori {
namespace {

using namespace testing;

/// a (10.0.1.5) - r - b (10.0.2.5)
struct OneRouter {
  TinyNetwork n;
  DeviceId r = n.router("r");
  InterfaceId e0 = n.routed(r, "e0", "10.0.1.1/24"), e1 = n.routed(r, "e1", "10.0.2.1/24");
  HostId a = n.host("a", "red", e0, "10.0.1.5"), b = n.host("b", "blue", e1, "10.0.2.5");

  [[nodiscard]] FlowGraph graph(RoutingTier tier = RoutingTier::current_routing) const {
    return build_flow_graph(n.net, {tier, false, {}});
  }
};

TEST(FlowGraph, a_packet_for_a_host_behind_a_router_reaches_that_host_only) {
  OneRouter t;
  EXPECT_EQ(reached(t.graph(), "a", tcp("10.0.1.5", "10.0.2.5")), Names{"b"});
  EXPECT_EQ(reached(t.graph(), "a", tcp("10.0.1.5", "10.0.9.5")), Names{});
}

TEST(FlowGraph, E2_an_address_that_nobody_declared_belongs_to_the_rest_of_its_segment) {
  OneRouter t;
  EXPECT_EQ(reached(t.graph(), "a", tcp("10.0.1.5", "10.0.2.77")), Names{"rest of the segment at r:e1"});
  EXPECT_EQ(reached(t.graph(), "rest of the segment at r:e1", tcp("10.0.2.77", "10.0.1.5")), Names{"a"});
}

TEST(FlowGraph, the_ingress_and_egress_filters_decide_each_in_its_direction) {
  OneRouter t;
  t.n.filter_in(t.e0, {deny("any", "any", "tcp/22"), permit()});
  t.n.filter_out(t.e1, {permit("any", "any", "tcp"), deny()});
  const FlowGraph g = t.graph();
  EXPECT_FALSE(reaches(g, "a", "b", tcp("10.0.1.5", "10.0.2.5", 22)));
  EXPECT_TRUE(reaches(g, "b", "a", tcp("10.0.2.5", "10.0.1.5", 22)));
  EXPECT_TRUE(reaches(g, "a", "b", tcp("10.0.1.5", "10.0.2.5", 80)));
  EXPECT_FALSE(reaches(g, "a", "b", udp("10.0.1.5", "10.0.2.5")));
}

TEST(FlowGraph, S4_the_two_families_are_routed_and_filtered_apart) {
  OneRouter t;
  t.n.add_address(t.e0, "2001:db8:1::1/64");
  t.n.add_address(t.e1, "2001:db8:2::1/64");
  t.n.of(t.e0).filters.in_v4 = t.n.filter(t.r, {deny()});
  const Packet six = tcp("2001:db8:1::5", "2001:db8:2::5");
  EXPECT_FALSE(reaches(t.graph(), "a", "b", six)) << "IPv6 is not routed";
  t.n.of(t.r).forwards_v6 = true;
  EXPECT_TRUE(reaches(t.graph(), "a", "b", six)) << "an absent IPv6 filter permits, and b may have any address of its prefix";
  EXPECT_FALSE(reaches(t.graph(), "a", "b", tcp("10.0.1.5", "10.0.2.5")));
}

TEST(FlowGraph, L2_everybody_on_a_segment_hears_non_ip_frames_broadcast_and_multicast_whatever_his_address) {
  TinyNetwork n;
  const DeviceId sw = n.switch_l2("sw");
  n.host("x", "red", n.access(sw, "1", 10), "10.0.0.1");
  n.host("y", "blue", n.access(sw, "2", 10), "192.168.0.1");
  n.host("z", "green", n.access(sw, "3", 20), "10.0.0.2");
  const FlowGraph g = build_flow_graph(n.net);
  Packet frame;
  frame.family = Family::non_ip;
  const Names others = {"y", "rest of the segment at sw:1 VLAN 10"};
  EXPECT_EQ(reached(g, "x", canonical(frame)), others);
  EXPECT_EQ(reached(g, "x", udp("10.0.0.1", "255.255.255.255")), others);
  EXPECT_EQ(reached(g, "x", udp("10.0.0.1", "224.0.0.251")), others);
  EXPECT_EQ(reached(g, "x", udp("fe80::1", "ff02::fb")), others);
  EXPECT_EQ(reached(g, "x", udp("10.0.0.1", "192.168.0.1")), Names{"y"});
}

TEST(FlowGraph, broadcast_multicast_and_link_local_packets_are_not_routed_but_directed_broadcasts_are) {
  OneRouter t;
  t.n.route(t.r, "0.0.0.0/0", "10.0.2.5");
  EXPECT_FALSE(reaches(t.graph(), "a", "b", udp("10.0.1.5", "255.255.255.255")));
  EXPECT_FALSE(reaches(t.graph(), "a", "b", udp("10.0.1.5", "239.1.1.1")));
  EXPECT_TRUE(reaches(t.graph(), "a", "b", udp("10.0.1.5", "10.0.2.255")));
}

TEST(FlowGraph, R1_tiers_only_add_behaviour) {
  OneRouter t;
  const VrfId red = t.n.vrf(t.r, "red");
  t.n.of(t.e1).vrf = red;
  const Packet p = tcp("10.0.1.5", "10.0.2.5");
  EXPECT_FALSE(reaches(t.graph(), "a", "b", p));
  EXPECT_FALSE(reaches(t.graph(RoutingTier::any_routing_vrf), "a", "b", p)) << "VRFs are left as they are";
  EXPECT_TRUE(reaches(t.graph(RoutingTier::any_routing_all), "a", "b", p));
  t.n.of(t.n.of(t.r).vrfs.front()).leaks_to = {red};
  EXPECT_TRUE(reaches(t.graph(RoutingTier::any_routing_vrf), "a", "b", p));
}

TEST(FlowGraph, R1_without_a_route_a_packet_passes_in_the_any_routing_tiers_only) {
  OneRouter t;
  const InterfaceId e2 = t.n.routed(t.r, "e2", "10.0.3.1/24");
  const DeviceId s = t.n.router("s");
  const InterfaceId f0 = t.n.routed(s, "f0", "10.0.3.2/24"), f1 = t.n.routed(s, "f1", "10.0.4.1/24");
  t.n.link(e2, f0);
  t.n.host("c", "green", f1, "10.0.4.5");
  const Packet p = tcp("10.0.1.5", "10.0.4.5");
  EXPECT_FALSE(reaches(t.graph(), "a", "c", p));
  EXPECT_TRUE(reaches(t.graph(RoutingTier::any_routing_vrf), "a", "c", p));
  t.n.filter_out(e2, {deny("any", "10.0.4.0/24"), permit()});
  EXPECT_FALSE(reaches(t.graph(RoutingTier::any_routing_all), "a", "c", p)) << "filters hold in every tier";
}

TEST(FlowGraph, R2_an_unknown_table_or_policy_routing_may_send_anywhere_in_the_vrf) {
  OneRouter t;
  const InterfaceId e2 = t.n.routed(t.r, "e2", "10.0.3.1/24");
  const DeviceId s = t.n.router("s");
  const InterfaceId f0 = t.n.routed(s, "f0", "10.0.3.2/24"), f1 = t.n.routed(s, "f1", "10.0.4.1/24");
  t.n.link(e2, f0);
  t.n.host("c", "green", f1, "10.0.4.5");
  const Packet p = tcp("10.0.1.5", "10.0.4.5");
  EXPECT_FALSE(reaches(t.graph(), "a", "c", p));
  t.n.of(t.e0).policy_routed = true;
  EXPECT_TRUE(reaches(t.graph(), "a", "c", p));
  EXPECT_FALSE(reaches(t.graph(), "b", "c", tcp("10.0.2.5", "10.0.4.5"))) << "only what enters there is policy-routed";
  t.n.of(t.e0).policy_routed = false;
  t.n.of(t.n.of(t.r).vrfs.front()).any_routing = true;
  EXPECT_TRUE(reaches(t.graph(), "a", "c", p));
}

TEST(FlowGraph, a_device_that_does_not_route_only_receives) {
  OneRouter t;
  t.n.of(t.r).forwards_v4 = false;
  EXPECT_FALSE(reaches(t.graph(), "a", "b", tcp("10.0.1.5", "10.0.2.5")));
  EXPECT_TRUE(reaches(t.graph(), "a", "self of r", tcp("10.0.1.5", "10.0.1.1")));
}

TEST(FlowGraph, compromised_endpoints_accept_any_destination) {
  TinyNetwork n;
  const DeviceId sw = n.switch_l2("sw");
  n.host("x", "red", n.access(sw, "1", 10), "10.0.0.1");
  n.host("y", "blue", n.access(sw, "2", 10), "192.168.0.1");
  const Packet p = udp("10.0.0.1", "10.0.0.99");
  EXPECT_FALSE(reaches(build_flow_graph(n.net), "x", "y", p));
  EXPECT_TRUE(reaches(build_flow_graph(n.net, {RoutingTier::current_routing, true, {}}), "x", "y", p));
}

std::string text(const Network& network, const FlowGraph& g) {
  std::string all;
  for (const FlowEdge& e : g.edges) {
    all += describe(network, g, e.from) + " > " + describe(network, g, e.to) + " " + to_text(e.kind) + "\n";
  }
  for (const FlowEndpoint& e : g.endpoints) all += e.name + " " + g.zones.at(e.zone.index).name + "\n";
  for (const std::string& d : g.dropped) all += d + "\n";
  return all;
}

TEST(FlowGraph, does_not_depend_on_the_order_of_links) {
  TinyNetwork n;
  const DeviceId a = n.switch_l3("a"), b = n.switch_l3("b");
  std::vector<InterfaceId> ends;
  for (int i = 0; i < 4; ++i) {
    n.link(n.trunk(a, "t" + std::to_string(i), "10,20", i == 3 ? 20 : 10), n.trunk(b, "t" + std::to_string(i), "10,20", 10));
  }
  n.svi(a, 10, "10.0.10.1/24");
  n.svi(b, 20, "10.0.20.1/24");
  n.host("x", "red", n.access(a, "x", 10), "10.0.10.5");
  const std::string before = text(n.net, build_flow_graph(n.net));
  std::mt19937 random(3);
  for (int round = 0; round < 10; ++round) {
    std::shuffle(n.net.links.begin(), n.net.links.end(), random);
    EXPECT_EQ(text(n.net, build_flow_graph(n.net)), before);
  }
}

TEST(FlowGraph, locations_are_described_by_device_interface_and_side) {
  OneRouter t;
  const FlowGraph g = t.graph();
  Names names;
  for (std::size_t i = 0; i < g.locations.size(); ++i) names.insert(describe(t.n.net, g, make_id<LocationId>(i)));
  for (const char* name : {"segment of r:e0", "a", "r:e0 in", "r:e0 forward", "r:e0 out", "r:e0 out to any neighbour"}) {
    EXPECT_TRUE(names.contains(name)) << name;
  }
}

}  // namespace
}  // namespace sekimori
