// Every fact leads to something in the graph or is named with a reason (semantics C6).
#include <gtest/gtest.h>

#include "sim/forward/flow_walk.hpp"
#include "support/tiny_network.hpp"

namespace sekimori {
namespace {

using namespace testing;

void expect_dropped(const TinyNetwork& n, const std::string& fact) {
  const FlowGraph g = build_flow_graph(n.net);
  EXPECT_NE(std::ranges::find(g.dropped, fact), g.dropped.end()) << fact;
}

TEST(UnusedFacts, C6_filters_that_nothing_passes_are_named) {
  TinyNetwork n;
  const DeviceId sw = n.switch_l2("sw");
  const InterfaceId port = n.access(sw, "1", 10);
  n.filter_in(port, {permit()});
  n.filter(sw, {deny()});
  expect_dropped(n, "sw:1: filter acl0 drops nothing here, as no packet is routed through it");
  expect_dropped(n, "sw: filter acl1 is bound to nothing");
}

TEST(UnusedFacts, C6_routes_that_are_not_in_the_table_are_named) {
  TinyNetwork n;
  const DeviceId r = n.router("r");
  n.routed(r, "e0", "10.0.0.1/24");
  n.route(r, "192.0.2.0/24", "198.51.100.1");
  n.route(r, "203.0.113.0/24", "10.0.0.9");
  expect_dropped(n, "r: route 192.0.2.0/24 is not in the table: its next hop does not resolve, or a better route is");
  const FlowGraph g = build_flow_graph(n.net);
  EXPECT_EQ(g.dropped.size(), 1U);
  n.of(r).forwards_v4 = false;
  expect_dropped(n, "r: route 203.0.113.0/24 is not used, as the device does not route this family");
}

TEST(UnusedFacts, C6_interfaces_that_are_down_or_on_no_segment_are_named) {
  TinyNetwork n;
  const DeviceId r = n.router("r");
  n.of(n.routed(r, "e0", "10.0.0.1/24")).up = false;
  n.loopback(r, "Loopback0", "10.255.0.1/32");
  expect_dropped(n, "r:e0: shutdown");
  expect_dropped(n, "r:Loopback0: layer 3 without a segment; its addresses are the device's own");
}

TEST(UnusedFacts, C6_services_that_pass_nothing_on_and_policies_that_decide_nothing_are_named) {
  TinyNetwork n;
  const DeviceId fw = n.firewall("fw");
  n.of(fw).forwards_v4 = false;
  n.of(fw).services.push_back({"ntp", service("udp/123"), false, std::nullopt, std::nullopt, {}});
  expect_dropped(n, "fw: service ntp passes nothing on (E4)");
  expect_dropped(n, "fw: its policy decides nothing, as the device does not route");
}

}  // namespace
}  // namespace sekimori
