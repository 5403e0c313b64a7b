// On a segment: who receives what an endpoint sends (semantics L2, L3, L5, E8).
#include <gtest/gtest.h>

#include "sim/forward/flow_walk.hpp"
#include "support/tiny_network.hpp"

namespace sekimori {
namespace {

using namespace testing;

TEST(Layer2Edges, E8_a_host_accepts_its_addresses_on_every_card) {
  TinyNetwork n;
  const DeviceId sw = n.switch_l2("sw");
  n.host("x", "red", n.access(sw, "1", 10), "10.0.0.1");
  const HostId dual = n.host("dual", "red", n.access(sw, "2", 10), "10.0.0.2");
  n.attach(dual, n.access(sw, "3", 20), "10.0.9.2");
  n.of(dual).forwards = false;
  EXPECT_TRUE(reaches(build_flow_graph(n.net), "x", "dual", tcp("10.0.0.1", "10.0.9.2")));
  EXPECT_FALSE(reaches(build_flow_graph(n.net), "x", "dual", tcp("10.0.0.1", "10.0.9.3")));
}

TEST(Layer2Edges, L2_directed_broadcasts_of_the_segments_subnets_are_heard_by_all) {
  TinyNetwork n;
  const DeviceId sw = n.switch_l3("sw");
  n.svi(sw, 10, "10.0.0.1/24");
  n.host("x", "red", n.access(sw, "1", 10), "10.0.0.2");
  n.host("y", "blue", n.access(sw, "2", 10), "192.168.0.1");
  EXPECT_TRUE(reaches(build_flow_graph(n.net), "x", "y", udp("10.0.0.2", "10.0.0.255")));
  EXPECT_FALSE(reaches(build_flow_graph(n.net), "x", "y", udp("10.0.0.2", "10.0.1.255")));
}

TEST(Layer2Edges, L5_an_interface_receives_only_families_it_speaks) {
  TinyNetwork n;
  const DeviceId r = n.router("r");
  n.host("x", "red", n.routed(r, "e0", "10.0.0.1/24"), "10.0.0.2");
  const FlowGraph g = build_flow_graph(n.net);
  for (const FlowEdge& e : g.edges) EXPECT_FALSE(e.kind == EdgeKind::receive && e.family != Family::v4);
}

TEST(Layer2Edges, non_ip_frames_reach_the_selves_of_devices_and_are_not_routed) {
  TinyNetwork n;
  const DeviceId r = n.router("r");
  n.host("x", "red", n.routed(r, "e0", "10.0.0.1/24"), "10.0.0.2");
  n.host("y", "blue", n.routed(r, "e1", "10.0.1.1/24"), "10.0.1.2");
  Packet frame;
  frame.family = Family::non_ip;
  frame = canonical(frame);
  const FlowGraph g = build_flow_graph(n.net);
  EXPECT_TRUE(reaches(g, "x", "self of r", frame));
  EXPECT_FALSE(reaches(g, "x", "y", frame));
}

TEST(Layer2Edges, L3_a_transparent_firewall_is_managed_from_all_its_sides) {
  TinyNetwork n;
  const DeviceId fw = n.firewall("fw");
  n.of(fw).firewall->transparent = true;
  n.host("x", "red", n.access(fw, "1", 10), "10.0.0.2");
  n.host("y", "blue", n.access(fw, "2", 10), "10.0.0.3");
  n.svi(fw, 10, "10.0.0.1/24");
  const FlowGraph g = build_flow_graph(n.net);
  EXPECT_TRUE(reaches(g, "x", "self of fw", tcp("10.0.0.2", "10.0.0.1")));
  EXPECT_TRUE(reaches(g, "y", "self of fw", tcp("10.0.0.3", "10.0.0.1")));
  EXPECT_FALSE(reaches(g, "x", "y", tcp("10.0.0.2", "10.0.0.3"))) << "its policy permits nothing";
}

}  // namespace
}  // namespace sekimori
