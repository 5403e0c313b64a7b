#include <gtest/gtest.h>

#include <algorithm>

#include "support/tiny_network.hpp"
#include "views.hpp"

namespace sekimori {
namespace {

/// Two VLANs on one switch, routed by one router, a host in each.
struct TwoVlans {
  testing::TinyNetwork n;
  TwoVlans() {
    const DeviceId sw = n.switch_l3("sw");
    n.svi(sw, 10, "10.0.10.1/24");
    n.svi(sw, 20, "10.0.20.1/24");
    n.host("red-pc", "red", n.access(sw, "GigabitEthernet0/1", 10), "10.0.10.5");
    n.host("blue-pc", "blue", n.access(sw, "GigabitEthernet0/2", 20), "10.0.20.5");
  }
};

std::size_t segments_in(const Diagram& diagram) {
  return static_cast<std::size_t>(std::ranges::count(diagram.nodes, NodeLook::segment, &DiagramNode::look));
}

bool joined(const Diagram& diagram, std::size_t a, std::size_t b) {
  return std::ranges::any_of(diagram.edges, [&](const DiagramEdge& e) { return (e.from == a && e.to == b) || (e.from == b && e.to == a); });
}

const DiagramNode& node_of(const Diagram& diagram, std::string_view name) { return diagram.nodes.at(diagram.by_name.find(name)->second); }

TEST(SegmentViews, ASegmentPerVlanStandsBetweenSwitchAndHosts) {
  const TwoVlans two;
  const Diagram diagram = l2_view(two.n.net, {});
  EXPECT_EQ(segments_in(diagram), 2U);
  const std::size_t sw = diagram.by_name.find("sw")->second, red = diagram.by_name.find("red-pc")->second;
  const auto segment = std::ranges::find_if(diagram.nodes, [](const DiagramNode& n) { return n.lines.front() == "VLAN 10"; });
  ASSERT_NE(segment, diagram.nodes.end());
  const auto index = static_cast<std::size_t>(segment - diagram.nodes.begin());
  EXPECT_TRUE(joined(diagram, sw, index));
  EXPECT_TRUE(joined(diagram, index, red));
  EXPECT_EQ(segment->zone, node_of(diagram, "red-pc").zone);
}

TEST(SegmentViews, ASegmentWithTwoZonesHasNoColourOfItsOwn) {
  TwoVlans two;
  for (Interface& interface : two.n.net.interfaces) {
    if (interface.mode == PortMode::access) interface.access_vlan = testing::vlan(10);
  }
  const Diagram diagram = l2_view(two.n.net, {});
  const auto segment = std::ranges::find_if(diagram.nodes, [](const DiagramNode& n) { return n.lines.front() == "VLAN 10"; });
  ASSERT_NE(segment, diagram.nodes.end());
  EXPECT_FALSE(segment->zone.has_value());
}

TEST(SegmentViews, ARoutedPortIsNamedOnce) {
  testing::TinyNetwork n;
  const DeviceId r = n.router("r"), s = n.router("s");
  n.link(n.routed(r, "e0", "10.0.0.1/30"), n.routed(s, "e1", "10.0.0.2/30"));
  EXPECT_TRUE(std::ranges::any_of(l2_view(n.net, {}).edges, [](const DiagramEdge& e) { return e.label == "e0"; }));
}

TEST(SegmentViews, LayerThreeShowsSubnetsAndInterfaceAddresses) {
  const TwoVlans two;
  const Diagram diagram = l3_view(two.n.net, {});
  EXPECT_EQ(segments_in(diagram), 2U);
  EXPECT_TRUE(std::ranges::any_of(diagram.nodes, [](const DiagramNode& n) { return n.lines.front() == "10.0.20.0/24"; }));
  EXPECT_TRUE(std::ranges::any_of(diagram.edges, [](const DiagramEdge& e) { return e.label == "Vlan20\n10.0.20.1"; }));
}

}  // namespace
}  // namespace sekimori
