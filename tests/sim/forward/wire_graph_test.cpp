#include "sim/forward/wire_graph.hpp"

#include <gtest/gtest.h>

#include <set>

#include "support/tiny_network.hpp"

namespace sekimori {
namespace {

using namespace testing;

TEST(WireGraph, every_spot_has_a_component_and_cabled_ones_share_it) {
  TinyNetwork n;
  const DeviceId a = n.switch_l2("a"), b = n.switch_l2("b");
  const InterfaceId x = n.access(a, "x", 10), y = n.access(b, "y", 20);
  n.access(a, "z", 30);
  const auto vlans = relevant_vlans(n.net);
  EXPECT_EQ(connect_spots(n.net, vlans).count, 3U);
  n.link(x, y);
  const SpotComponents joined = connect_spots(n.net, vlans);
  EXPECT_EQ(joined.count, 2U);
  std::set<std::size_t> numbers;
  for (const auto& [spot, component] : joined.of) numbers.insert(component);
  EXPECT_EQ(numbers, (std::set<std::size_t>{0, 1}));
}

TEST(WireGraph, an_empty_network_has_no_component) {
  const Network empty;
  EXPECT_EQ(connect_spots(empty, {}).count, 0U);
}

TEST(WireGraph, a_link_needs_two_ports_that_are_up_with_their_channels) {
  TinyNetwork n;
  const DeviceId a = n.switch_l2("a"), b = n.switch_l3("b");
  const InterfaceId x = n.access(a, "x", 10), y = n.access(b, "y", 10);
  const InterfaceId channel = n.interface(a, "Port-channel1", InterfaceKind::port_channel, PortMode::access);
  n.link(x, y);
  EXPECT_TRUE(link_is_live(n.net, n.net.links.back()));
  n.of(x).channel = channel;
  n.of(channel).up = false;
  EXPECT_FALSE(link_is_live(n.net, n.net.links.back()));
  n.link(n.svi(b, 10, "10.0.0.1/24"), y);
  EXPECT_FALSE(link_is_live(n.net, n.net.links.back())) << "an SVI has no socket";
}

bool hears(const TinyNetwork& n, Spot from, Spot to) {
  return spots_hearing(direct_frames(n.net, relevant_vlans(n.net)), from).contains(to);
}
Spot vlan(DeviceId device, std::uint16_t number) { return {SpotKind::bridge, device.index, number}; }

TEST(WireGraph, L1_a_native_vlan_leaves_untagged_only_and_does_not_come_to_a_subinterface) {
  TinyNetwork n;
  const DeviceId s = n.switch_l2("s"), r = n.router("r");
  const InterfaceId port = n.routed(r, "t0", "10.0.0.1/24");
  const InterfaceId sub = n.subinterface(port, 12, "10.0.12.1/24");
  n.link(port, n.trunk(s, "up", "11-14", 12));
  const Spot tagged = *spot_of_layer3(n.net, sub), untagged = *spot_of_layer3(n.net, port);
  EXPECT_TRUE(hears(n, tagged, vlan(s, 12)));
  EXPECT_FALSE(hears(n, vlan(s, 12), tagged));
  EXPECT_TRUE(hears(n, vlan(s, 12), untagged));
  EXPECT_FALSE(hears(n, untagged, tagged));
}

TEST(WireGraph, L1_trunks_with_two_native_vlans_join_them_crosswise) {
  TinyNetwork n;
  const DeviceId a = n.switch_l2("a"), b = n.switch_l2("b");
  n.link(n.trunk(a, "x", "11-14", 12), n.trunk(b, "x", "11-14", 13));
  EXPECT_TRUE(hears(n, vlan(a, 12), vlan(b, 13)) && hears(n, vlan(b, 13), vlan(a, 12))) << "untagged both ways";
  EXPECT_TRUE(hears(n, vlan(b, 12), vlan(a, 12)));
  EXPECT_TRUE(hears(n, vlan(a, 13), vlan(b, 13)));
  EXPECT_FALSE(hears(n, vlan(a, 12), vlan(b, 12)));
  EXPECT_FALSE(hears(n, vlan(b, 13), vlan(a, 13)));
  EXPECT_TRUE(hears(n, vlan(a, 11), vlan(b, 11)) && hears(n, vlan(b, 11), vlan(a, 11)));
}

TEST(WireGraph, L1_trunks_and_access_ports_that_agree_pass_frames_both_ways) {
  TinyNetwork n;
  const DeviceId a = n.switch_l2("a"), b = n.switch_l2("b"), c = n.switch_l2("c");
  n.link(n.trunk(a, "x", "11-14", 12), n.trunk(b, "x", "11-14", 12));
  n.link(n.access(a, "y", 11), n.trunk(c, "x", "11-14", 13));
  EXPECT_TRUE(hears(n, vlan(a, 12), vlan(b, 12)) && hears(n, vlan(b, 12), vlan(a, 12)));
  EXPECT_TRUE(hears(n, vlan(a, 11), vlan(c, 13)) && hears(n, vlan(c, 13), vlan(a, 11))) << "untagged both ways";
  EXPECT_TRUE(hears(n, vlan(c, 11), vlan(a, 11))) << "an access port takes its own tag";
  EXPECT_FALSE(hears(n, vlan(a, 11), vlan(c, 11))) << "and never sends it";
}

}  // namespace
}  // namespace sekimori
