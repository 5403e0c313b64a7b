// Out of a device: who takes a routed frame (semantics L5, L3, E5).
#include <gtest/gtest.h>

#include "sim/forward/flow_walk.hpp"
#include "support/tiny_network.hpp"

namespace sekimori {
namespace {

using namespace testing;

/// a - r - (10.0.0.0/24) - s - b, with t beside s: r routes to b's subnet by s.
struct Core {
  TinyNetwork n;
  DeviceId sw = n.switch_l2("sw"), r = n.router("r"), s = n.router("s"), t = n.router("t");
  InterfaceId r_core = n.routed(r, "core", "10.0.0.1/24"), s_core = n.routed(s, "core", "10.0.0.2/24"),
              t_core = n.routed(t, "core", "10.0.0.3/24");
  InterfaceId r_lan = n.routed(r, "lan", "10.0.1.1/24"), s_lan = n.routed(s, "lan", "10.0.2.1/24"),
              t_lan = n.routed(t, "lan", "10.0.2.2/24");
  Core() {
    int port = 0;
    for (const InterfaceId id : {r_core, s_core, t_core}) n.link(n.access(sw, std::to_string(++port), 10), id);
    n.host("a", "red", r_lan, "10.0.1.5");
    n.host("b", "blue", s_lan, "10.0.2.5");
    n.host("b2", "green", t_lan, "10.0.2.5");
    n.route(r, "10.0.2.0/24", "10.0.0.2");
  }
};

const Packet kPacket = tcp("10.0.1.5", "10.0.2.5");

TEST(NextHop, L5_a_routed_frame_goes_to_the_owner_of_the_next_hop_only) {
  Core c;
  EXPECT_EQ(reached(build_flow_graph(c.n.net), "a", kPacket), Names{"b"});
}

TEST(NextHop, L5_every_member_of_a_redundancy_group_takes_frames_for_the_shared_address) {
  Core c;
  for (const InterfaceId id : {c.s_core, c.t_core}) c.n.add_address(id, "10.0.0.9/24", true);
  c.n.of(c.n.of(c.r).vrfs.front()).routes.back().next_hop.via = address("10.0.0.9");
  EXPECT_EQ(reached(build_flow_graph(c.n.net), "a", kPacket), (Names{"b", "b2"}));
}

TEST(NextHop, L5_every_owner_of_a_duplicate_address_takes_its_frames) {
  Core c;
  c.n.add_address(c.t_core, "10.0.0.2/24");
  EXPECT_EQ(reached(build_flow_graph(c.n.net), "a", kPacket), (Names{"b", "b2"}));
}

TEST(NextHop, L5_a_frame_from_an_endpoint_may_go_to_any_interface_of_its_segment) {
  Core c;
  c.n.host("core-host", "yellow", c.n.access(c.sw, "9", 10), "10.0.0.77");
  EXPECT_EQ(reached(build_flow_graph(c.n.net), "core-host", tcp("10.0.0.77", "10.0.2.5")), (Names{"b", "b2"}));
}

TEST(NextHop, L5_in_the_any_routing_tiers_a_routed_frame_may_go_to_any_interface_of_its_segment) {
  Core c;
  EXPECT_EQ(reached(build_flow_graph(c.n.net, {RoutingTier::any_routing_vrf, false, {}}), "a", kPacket), (Names{"b", "b2"}));
}

TEST(NextHop, L5_a_proxy_answers_for_destinations_on_the_link_that_it_reaches_elsewhere) {
  Core c;
  auto& route = c.n.of(c.n.of(c.r).vrfs.front()).routes.back();
  route.next_hop = {};
  route.next_hop.out = c.r_core;
  EXPECT_EQ(reached(build_flow_graph(c.n.net), "a", kPacket), Names{});
  c.n.of(c.t_core).proxy_arp = true;
  EXPECT_EQ(reached(build_flow_graph(c.n.net), "a", kPacket), Names{"b2"});
}

TEST(NextHop, L5_a_connected_destination_goes_to_its_owner) {
  Core c;
  c.n.host("core-host", "yellow", c.n.access(c.sw, "9", 10), "10.0.0.77");
  const FlowGraph g = build_flow_graph(c.n.net);
  EXPECT_EQ(reached(g, "a", tcp("10.0.1.5", "10.0.0.77")), Names{"core-host"});
  EXPECT_TRUE(reaches(g, "a", "self of s", tcp("10.0.1.5", "10.0.0.2")));
  EXPECT_FALSE(reaches(g, "a", "self of t", tcp("10.0.1.5", "10.0.0.2")));
}

TEST(NextHop, L5_a_device_answers_for_the_addresses_it_translates) {
  Core c;
  StaticNat nat;
  nat.inside = {c.s_lan};
  nat.outside = {c.s_core};
  nat.local = prefix("10.0.2.5");
  nat.global = prefix("10.0.0.50");
  c.n.nat(c.s, nat);
  EXPECT_TRUE(reaches(build_flow_graph(c.n.net), "a", "b", tcp("10.0.1.5", "10.0.0.50"), Phase::initiate, {kPacket}));
}

TEST(NextHop, E5_a_multi_homed_host_forwards_what_it_is_the_next_hop_for) {
  Core c;
  const HostId pc = c.n.host("pc", "yellow", c.n.access(c.sw, "9", 10), "10.0.0.77");
  c.n.attach(pc, c.n.access(c.sw, "10", 20), "10.0.5.77");
  c.n.host("hidden", "black", c.n.access(c.sw, "11", 20), "10.0.5.5");
  c.n.route(c.r, "10.0.5.0/24", "10.0.0.77");
  const Packet p = tcp("10.0.1.5", "10.0.5.5");
  EXPECT_TRUE(reaches(build_flow_graph(c.n.net), "a", "hidden", p));
  c.n.of(pc).forwards = false;
  EXPECT_FALSE(reaches(build_flow_graph(c.n.net), "a", "hidden", p));
}

TEST(NextHop, L6_whatever_is_sent_into_a_tunnel_reaches_its_other_end) {
  TinyNetwork n;
  const DeviceId r = n.router("r"), s = n.router("s");
  const InterfaceId lan_r = n.routed(r, "lan", "10.0.1.1/24"), lan_s = n.routed(s, "lan", "10.0.2.1/24");
  const InterfaceId wan_r = n.routed(r, "wan", "203.0.113.1/30"), wan_s = n.routed(s, "wan", "203.0.113.2/30");
  n.link(wan_r, wan_s);
  n.host("a", "red", lan_r, "10.0.1.5");
  n.host("b", "blue", lan_s, "10.0.2.5");
  const InterfaceId end = n.tunnel(r, "Tunnel0", "172.16.0.1/30", wan_r, "203.0.113.2", true);
  n.tunnel(s, "Tunnel0", "172.16.0.2/30", wan_s, "203.0.113.1", true);
  n.route(r, "10.0.2.0/24", "172.16.0.2");
  n.of(n.of(r).vrfs.front()).routes.back().next_hop = {std::nullopt, end, std::nullopt, false};
  EXPECT_TRUE(reaches(build_flow_graph(n.net), "a", "b", kPacket)) << "the route names the interface, not a gateway";
}

/// r - fw (transparent) - b
struct BehindTransparent {
  TinyNetwork n;
  DeviceId fw = n.firewall("fw"), r = n.router("r"), sw = n.switch_l2("sw");
  InterfaceId in = n.access(fw, "in", 1), out = n.access(fw, "out", 1);
  InterfaceId lan = n.routed(r, "lan", "10.0.1.1/24"), core = n.routed(r, "core", "10.0.2.1/24");
  BehindTransparent() {
    n.of(fw).firewall->transparent = true;
    n.link(core, in);
    n.link(n.access(sw, "up", 5), out);
    n.host("a", "red", lan, "10.0.1.5");
    n.host("b", "blue", n.access(sw, "b", 5), "10.0.2.5");
  }
};

TEST(NextHop, L3_routed_frames_cross_a_transparent_firewall_under_its_policy) {
  BehindTransparent t;
  EXPECT_FALSE(reaches(build_flow_graph(t.n.net), "a", "b", kPacket));
  t.n.policy(t.fw, {t.in}, {t.out}, permit("any", "any", "tcp/80"));
  const FlowGraph g = build_flow_graph(t.n.net);
  EXPECT_TRUE(reaches(g, "a", "b", kPacket));
  EXPECT_FALSE(reaches(g, "a", "b", tcp("10.0.1.5", "10.0.2.5", 22)));
  EXPECT_TRUE(reaches(g, "b", "a", answer(kPacket), Phase::reply));
  EXPECT_FALSE(reaches(g, "b", "a", answer(kPacket), Phase::initiate));
}

TEST(NextHop, L3_broadcast_and_non_ip_frames_cross_a_transparent_firewall_by_its_setting) {
  BehindTransparent t;
  t.n.host("core-host", "yellow", t.n.access(t.sw, "x", 6), "10.0.2.7");
  Packet frame;
  frame.family = Family::non_ip;
  frame = canonical(frame);
  const auto heard = [&](const Packet& p) { return reaches(build_flow_graph(t.n.net), "b", "self of r", p); };
  EXPECT_TRUE(heard(frame));
  EXPECT_TRUE(heard(udp("10.0.2.5", "255.255.255.255")));
  t.n.of(t.fw).firewall->passes_non_ip = false;
  EXPECT_FALSE(heard(frame));
  EXPECT_FALSE(heard(udp("10.0.2.5", "255.255.255.255")));
}

}  // namespace
}  // namespace sekimori
