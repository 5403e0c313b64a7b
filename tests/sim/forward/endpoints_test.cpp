// Who is on the network: hosts, the undeclared, externals, devices' selves, unknown tunnel peers (semantics E).
#include <gtest/gtest.h>

#include "sim/forward/flow_walk.hpp"
#include "support/tiny_network.hpp"

namespace sekimori {
namespace {

using namespace testing;

TEST(Endpoints, E1_whatever_is_not_declared_a_terminal_relays) {
  TinyNetwork n;
  const DeviceId sw = n.switch_l2("sw");
  n.host("server", "red", n.access(sw, "1", 10), "10.0.0.1");
  n.of(n.host("printer", "red", n.access(sw, "2", 10), "10.0.0.2")).relays = false;
  const FlowGraph g = build_flow_graph(n.net);
  EXPECT_EQ(endpoint(g, "server").relay, RelayKind::always);
  EXPECT_EQ(endpoint(g, "printer").relay, RelayKind::never);
}

TEST(Endpoints, E3_an_external_is_hostile_and_takes_every_packet_put_on_its_attachment) {
  TinyNetwork n;
  const DeviceId r = n.router("r");
  const InterfaceId e0 = n.routed(r, "e0", "10.0.1.1/24"), e1 = n.routed(r, "e1", "203.0.113.1/30");
  n.host("a", "red", e0, "10.0.1.5");
  n.external("isp", "internet", e1);
  n.route(r, "0.0.0.0/0", "203.0.113.2");
  const FlowGraph g = build_flow_graph(n.net);
  EXPECT_TRUE(endpoint(g, "isp").hostile);
  EXPECT_TRUE(reaches(g, "a", "isp", tcp("10.0.1.5", "8.8.8.8")));
}

TEST(Endpoints, E3_an_external_passes_packets_between_its_attachments_and_back_unless_declared_not_to) {
  TinyNetwork n;
  const DeviceId r = n.router("r"), s = n.router("s");
  const InterfaceId out_r = n.routed(r, "out", "203.0.113.1/30"), out_s = n.routed(s, "out", "198.51.100.1/30");
  const InterfaceId in_r = n.routed(r, "in", "10.0.1.1/24"), in_s = n.routed(s, "in", "10.0.2.1/24");
  n.host("a", "red", in_r, "10.0.1.5");
  n.host("b", "blue", in_s, "10.0.2.5");
  const HostId isp = n.external("isp", "internet", out_r);
  n.attach(isp, out_s, "");
  n.route(r, "0.0.0.0/0", "203.0.113.2");
  const Packet p = tcp("10.0.1.5", "10.0.2.5");
  EXPECT_TRUE(reaches(build_flow_graph(n.net), "a", "b", p));
  std::get<External>(n.of(isp).role).transit = false;
  EXPECT_FALSE(reaches(build_flow_graph(n.net), "a", "b", p));
}

TEST(Endpoints, E4_a_device_has_one_self_for_all_its_interfaces_in_the_zone_of_devices) {
  TinyNetwork n;
  const DeviceId r = n.router("r");
  const InterfaceId e0 = n.routed(r, "e0", "10.0.1.1/24");
  n.routed(r, "e1", "10.0.2.1/24");
  n.loopback(r, "Loopback0", "10.255.0.1/32");
  n.host("a", "red", e0, "10.0.1.5");
  const FlowGraph g = build_flow_graph(n.net);
  const FlowEndpoint& self = endpoint(g, "self of r");
  EXPECT_EQ(g.zones.at(self.zone.index).name, "devices");
  EXPECT_TRUE(g.zones.at(self.zone.index).implicit);
  EXPECT_EQ(self.attachments.size(), 2U);
  EXPECT_TRUE(self.attachments[0].own_v4.contains(address("10.255.0.1")));
  for (const char* own : {"10.0.1.1", "10.0.2.1", "10.255.0.1"}) EXPECT_TRUE(reaches(g, "a", "self of r", tcp("10.0.1.5", own)));
  EXPECT_FALSE(reaches(g, "a", "self of r", tcp("10.0.1.5", "10.0.2.2")));
}

/// Would this packet, delivered to the device, be passed on by it?
bool relayed(const FlowGraph& g, const Packet& p) {
  return std::ranges::any_of(endpoint(g, "self of r").relay_when, [&](const RelayCondition& c) {
    return c.phase == Phase::initiate && c.family == p.family && holds(g, c.guard, p);
  });
}

TEST(Endpoints, E4_a_device_relays_what_its_session_services_admit_and_nothing_else) {
  TinyNetwork n;
  const DeviceId r = n.router("r");
  n.routed(r, "e0", "10.0.1.1/24");
  EXPECT_EQ(endpoint(build_flow_graph(n.net), "self of r").relay, RelayKind::never);
  const FilterId admins = n.filter(r, {permit("10.0.1.5"), deny()});
  n.of(r).services.push_back({"ssh", service("tcp/22"), true, admins, std::nullopt, {}});
  n.of(r).services.push_back({"https", service("tcp/443"), true, std::nullopt, std::nullopt, {}});
  n.of(r).services.push_back({"ntp", service("udp/123"), false, std::nullopt, std::nullopt, {}});
  const FlowGraph g = build_flow_graph(n.net);
  EXPECT_EQ(endpoint(g, "self of r").relay, RelayKind::conditional);
  EXPECT_TRUE(relayed(g, tcp("10.0.1.5", "10.0.1.1", 22)));
  EXPECT_FALSE(relayed(g, tcp("10.0.1.6", "10.0.1.1", 22)));
  EXPECT_TRUE(relayed(g, tcp("10.0.1.6", "10.0.1.1", 443)));
  EXPECT_FALSE(relayed(g, udp("10.0.1.5", "10.0.1.1", 123)));
  n.of(r).has_config = false;
  EXPECT_EQ(endpoint(build_flow_graph(n.net), "self of r").relay, RelayKind::always);
}

TEST(Endpoints, S4_every_host_may_give_itself_link_local_addresses_and_those_of_its_segments_prefixes) {
  TinyNetwork n;
  const DeviceId r = n.router("r");
  const InterfaceId e0 = n.routed(r, "e0", {"10.0.1.1/24", "2001:db8::1/64"});
  n.host("a", "red", e0, "10.0.1.5");
  const FlowGraph g = build_flow_graph(n.net);
  const AddressSet& own = endpoint(g, "a").attachments.at(0).own_v6;
  EXPECT_TRUE(own.contains(address("fe80::1234")));
  EXPECT_TRUE(own.contains(address("2001:db8::abcd")));
  EXPECT_FALSE(own.contains(address("2001:db8:1::1")));
}

TEST(Endpoints, L4_hostile_senders_reach_other_vlans_by_the_native_vlan_and_by_the_trunk_they_are_cabled_to) {
  TinyNetwork n;
  const DeviceId a = n.switch_l2("a"), b = n.switch_l2("b");
  n.link(n.trunk(a, "up", "10,20,30", 10), n.trunk(b, "up", "10,20,30", 10));
  n.external("guest", "internet", n.access(a, "guest", 10));
  n.host("x", "red", n.access(b, "x", 20), "10.0.20.5");
  const HostId provider = n.external("provider", "internet", n.trunk(a, "provider", "20,30", 20));
  n.of(provider).attachments.front().vlan = vlan(30);
  const FlowGraph g = build_flow_graph(n.net);
  const auto hops = [&](const char* name) {
    std::set<std::string> vlans;
    for (const LocationId l : endpoint(g, name).attachments.at(0).hop_emissions) {
      for (const VlanId v : g.segments.segments.at(std::get<SegmentId>(g.at(l).of).index).vlans) vlans.insert(std::to_string(v.number()));
    }
    return vlans;
  };
  EXPECT_EQ(hops("guest"), (std::set<std::string>{"20", "30"}));
  EXPECT_EQ(hops("provider"), (std::set<std::string>{"20"}));
  EXPECT_TRUE(hops("x").contains("30")) << "20 is the native VLAN of the provider's trunk";
}

TEST(Endpoints, L6_an_unpaired_tunnel_end_has_a_hostile_unknown_peer) {
  TinyNetwork n;
  const DeviceId r = n.router("r");
  const InterfaceId e0 = n.routed(r, "e0", "10.0.1.1/24");
  n.host("a", "red", e0, "10.0.1.5");
  n.tunnel(r, "Tunnel0", "172.16.0.1/30", e0, "192.0.2.1", true);
  n.route(r, "10.9.0.0/16", "172.16.0.2");
  const FlowGraph g = build_flow_graph(n.net);
  EXPECT_TRUE(endpoint(g, "unknown peer of r:Tunnel0").hostile);
  EXPECT_TRUE(reaches(g, "a", "unknown peer of r:Tunnel0", tcp("10.0.1.5", "10.9.0.1")));
  EXPECT_TRUE(reaches(g, "unknown peer of r:Tunnel0", "a", tcp("10.9.0.1", "10.0.1.5")));
}

struct TunnelOverInternet {
  TinyNetwork n;
  DeviceId r = n.router("r"), s = n.router("s");
  InterfaceId lan_r = n.routed(r, "lan", "10.0.1.1/24"), lan_s = n.routed(s, "lan", "10.0.2.1/24");
  InterfaceId wan_r = n.routed(r, "wan", "203.0.113.1/30"), wan_s = n.routed(s, "wan", "198.51.100.1/30");
  TunnelOverInternet() {
    n.host("a", "red", lan_r, "10.0.1.5");
    n.host("b", "red", lan_s, "10.0.2.5");
    n.attach(n.external("isp", "internet", wan_r), wan_s, "");
  }
  void tunnel(bool encrypted) {
    n.tunnel(r, "Tunnel0", "172.16.0.1/30", wan_r, "198.51.100.1", encrypted);
    n.tunnel(s, "Tunnel0", "172.16.0.2/30", wan_s, "203.0.113.1", encrypted);
    n.route(r, "10.0.2.0/24", "172.16.0.2");
  }
};

TEST(Endpoints, E2_on_a_segment_whose_frames_pass_one_way_the_undeclared_of_a_vlan_are_where_the_vlan_is) {
  // The untagged frames of a's VLAN 10 are b's VLAN 20: 10 and 20 run together, but a's 20 hears nothing of b.
  TinyNetwork n;
  const DeviceId a = n.switch_l2("a"), b = n.switch_l2("b");
  n.host("r", "red", n.access(a, "1", 10), "10.0.1.1");
  n.host("q", "blue", n.access(a, "2", 20), "10.0.1.2");
  n.net.zones[0].vlans = {vlan(10)};
  n.net.zones[1].vlans = {vlan(20)};
  n.link(n.trunk(a, "x", "10,20", 10), n.trunk(b, "x", "10,20", 20));
  const FlowGraph g = build_flow_graph(n.net);
  EXPECT_TRUE(reaches(g, "q", "r", udp("10.0.1.2", "10.0.1.1"))) << "20 tagged to b, untagged back to a's 10";
  EXPECT_FALSE(reaches(g, "r", "q", udp("10.0.1.1", "10.0.1.2")));
  EXPECT_TRUE(reaches(g, "rest of the segment at a:1 VLAN 10 (blue)", "r", udp("10.0.1.9", "10.0.1.1")));
  EXPECT_FALSE(reaches(g, "rest of the segment at a:1 VLAN 10 (red)", "q", udp("10.0.1.9", "10.0.1.2")));
}

TEST(Endpoints, L6_an_encrypted_tunnel_is_a_wire_of_its_own) {
  TunnelOverInternet t;
  t.tunnel(true);
  EXPECT_EQ(reached(build_flow_graph(t.n.net), "a", tcp("10.0.1.5", "10.0.2.5")), Names{"b"});
}

TEST(Endpoints, L6_externals_read_and_write_in_a_tunnel_that_is_not_encrypted) {
  TunnelOverInternet t;
  t.tunnel(false);
  const FlowGraph g = build_flow_graph(t.n.net);
  EXPECT_TRUE(reaches(g, "a", "isp", tcp("10.0.1.5", "10.0.2.5")));
  t.n.filter_in(t.wan_r, {deny()});
  t.n.filter_in(t.wan_s, {deny()});
  EXPECT_TRUE(reaches(build_flow_graph(t.n.net), "isp", "b", tcp("10.0.1.5", "10.0.2.5")));
}

}  // namespace
}  // namespace sekimori
