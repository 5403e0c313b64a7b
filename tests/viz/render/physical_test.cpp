#include <gtest/gtest.h>

#include <algorithm>

#include "views.hpp"
#include "viz/render/campus.hpp"

namespace sekimori {
namespace {

const DiagramNode& node_of(const Diagram& diagram, std::string_view name) { return diagram.nodes.at(diagram.by_name.find(name)->second); }

TEST(Physical, EveryDeviceAndEveryHostIsShown) {
  const testing::Campus campus;
  const Diagram diagram = physical_view(campus.n.net, {});
  for (const Device& device : campus.n.net.devices) EXPECT_TRUE(diagram.by_name.contains(device.name)) << device.name;
  for (const Host& host : campus.n.net.hosts) EXPECT_TRUE(diagram.by_name.contains(host.name)) << host.name;
}

TEST(Physical, AZoneClusterStandsInsideItsSite) {
  const testing::Campus campus;
  const Diagram diagram = physical_view(campus.n.net, {});
  const DiagramCluster& zone = diagram.clusters.at(node_of(diagram, "branch-pc-1").cluster.value());
  EXPECT_EQ(zone.look, ClusterLook::zone);
  EXPECT_EQ(zone.label, "C インターネット接続系");
  EXPECT_EQ(diagram.clusters.at(zone.parent.value()).label, "市民センター");
  EXPECT_EQ(diagram.clusters.at(node_of(diagram, "core").cluster.value()).label, "本庁舎");
}

TEST(Physical, ExternalsStandOutsideTheSites) {
  const testing::Campus campus;
  EXPECT_FALSE(node_of(physical_view(campus.n.net, {}), "the-internet").cluster.has_value());
}

TEST(Physical, ACableCarriesBothPortNamesShort) {
  const testing::Campus campus;
  const Diagram diagram = physical_view(campus.n.net, {});
  EXPECT_TRUE(std::ranges::any_of(diagram.edges, [](const DiagramEdge& e) { return e.at_from == "Gi1/0/1" && e.at_to == "Gi0/24"; }));
}

TEST(Physical, ABadgeSaysHowManyPortsItStandsFor) {
  const testing::Campus campus;
  const Diagram diagram = physical_view(campus.n.net, {});
  EXPECT_TRUE(std::ranges::any_of(diagram.edges, [](const DiagramEdge& e) { return e.label == "Fa0/1 +6 VLAN 20"; }));
}

TEST(Physical, ManyHostsOfAZoneStandInTwoColumns) {
  testing::Campus campus;
  for (int i = 1; i <= 3; ++i) {
    const std::string number = std::to_string(i);
    const HostId id = campus.n.host("srv-" + number, "lgwan-zone", campus.n.access(campus.core, "GigabitEthernet1/0/1" + number, 20),
                                    "10.0.20.6" + number);
    campus.n.of(id).kind = "server-" + number;  // unlike each other, so that no badge takes them
  }
  const auto hidden = [](const Diagram& d) { return std::ranges::count(d.edges, EdgeLook::hidden, &DiagramEdge::look); };
  EXPECT_EQ(hidden(physical_view(testing::Campus().n.net, {})), 0);
  EXPECT_EQ(hidden(physical_view(campus.n.net, {})), 2) << "one badge and four servers: three rows and two beside them";
}

TEST(Physical, TheLegendNamesEachZoneOnceWithItsSign) {
  const testing::Campus campus;
  const Diagram diagram = physical_view(campus.n.net, {});
  ASSERT_EQ(diagram.legend.size(), 1U);
  ASSERT_EQ(diagram.legend.front().rows.size(), 4U);
  EXPECT_EQ(diagram.legend.front().rows.front().sign, "A");
  EXPECT_EQ(diagram.legend.front().rows.front().text, "マイナンバー利用事務系");
}

}  // namespace
}  // namespace sekimori
