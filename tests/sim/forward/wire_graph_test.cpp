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

}  // namespace
}  // namespace sekimori
