#include <gtest/gtest.h>

#include <algorithm>

#include "views.hpp"
#include "viz/render/campus.hpp"
#include "viz/render/geometry.hpp"

namespace sekimori {
namespace {

std::size_t count_of(const Diagram& diagram, NodeLook look) {
  return static_cast<std::size_t>(std::ranges::count(diagram.nodes, look, &DiagramNode::look));
}

std::string text_of(const Diagram& diagram) {
  std::string text;
  for (const DiagramNode& node : diagram.nodes) {
    for (const std::string& line : node.lines) text += line + "\n";
    for (const CardRow& row : node.rows) text += row.text + "\n";
  }
  return text;
}

TEST(Overview, EverySiteIsDrawnOnce) {
  const testing::Campus campus;
  const Diagram diagram = overview_view(campus.n.net, {});
  EXPECT_EQ(count_of(diagram, NodeLook::site), campus.n.net.sites.size());
  for (const char* name : {"本庁舎", "市民センター"}) {
    EXPECT_EQ(
        std::ranges::count_if(diagram.nodes, [&](const DiagramNode& n) { return n.look == NodeLook::site && n.lines.front() == name; }), 1);
  }
}

TEST(Overview, ThingsStandApartAndLinesRunBetweenThem) {
  testing::Campus campus;
  campus.n.of(*find_zone(campus.n.net, "lgwan-zone")).subnets = {*parse_prefix("10.0.99.0/24")};
  const Diagram diagram = overview_view(campus.n.net, {});
  testing::expect_places(diagram);
  testing::expect_routes(diagram);
}

TEST(Overview, EveryDeviceAndHostHasAPlaceThatStandsForIt) {
  const testing::Campus campus;
  const Diagram diagram = overview_view(campus.n.net, {});
  for (const Device& device : campus.n.net.devices) EXPECT_TRUE(diagram.by_name.contains(device.name)) << device.name;
  for (const Host& host : campus.n.net.hosts) EXPECT_TRUE(diagram.by_name.contains(host.name)) << host.name;
}

TEST(Overview, ParallelCablesAreOneLineWithTheirNumber) {
  testing::Campus campus;
  for (const char* port : {"GigabitEthernet1/0/11", "GigabitEthernet1/0/12"}) {
    campus.n.link(campus.n.trunk(campus.core, port, "20"), campus.n.trunk(campus.branch, port, "20"));
  }
  const Diagram diagram = overview_view(campus.n.net, {});
  const auto trunk = std::ranges::find(diagram.edges, 3U, &DiagramEdge::cables);
  ASSERT_NE(trunk, diagram.edges.end());
  EXPECT_EQ(trunk->label, "×3");
  EXPECT_EQ(diagram.nodes[trunk->from].look, NodeLook::site);
  EXPECT_EQ(diagram.nodes[trunk->to].look, NodeLook::site);
}

TEST(Overview, ALegInOneZoneEndsInItsLaneAndHasItsColour) {
  testing::Campus campus;
  const ZoneId zone = *find_zone(campus.n.net, "lgwan-zone");
  campus.n.of(zone).subnets = {*parse_prefix("10.0.99.0/24")};
  const Diagram diagram = overview_view(campus.n.net, {});
  const std::size_t fw = diagram.by_name.find("fw-in")->second;
  const auto leg = std::ranges::find_if(diagram.edges, [&](const DiagramEdge& e) { return e.to == fw && e.zone == zone.index; });
  ASSERT_NE(leg, diagram.edges.end());
  EXPECT_EQ(diagram.nodes[leg->from].look, NodeLook::cell);
  EXPECT_EQ(diagram.nodes[leg->from].zone, zone.index);
}

TEST(Overview, SmallestTextIsNinePixels) {
  constexpr int kPixelsPerFourPoints = 3;  // 96 / 72
  for (const DiagramNode& node : overview_view(testing::Campus().n.net, {}).nodes) {
    const int below_name = node.look == NodeLook::cell ? 0 : 2;  // further lines are smaller than the name; a cell has one size
    EXPECT_GE((node.font - below_name) * 4, 9 * kPixelsPerFourPoints) << node.key;
  }
}

TEST(Overview, LabelsAndLegendFollowTheLanguage) {
  const testing::Campus campus;
  const std::string ja = text_of(overview_view(campus.n.net, {}));
  ViewOptions options;
  options.language = Language::en;
  const std::string en = text_of(overview_view(campus.n.net, options));
  EXPECT_NE(ja.find("端末 7"), std::string::npos) << ja;
  EXPECT_NE(ja.find("線は配線"), std::string::npos);
  EXPECT_NE(en.find("terminal 7"), std::string::npos) << en;
  EXPECT_NE(en.find("Lines are cables"), std::string::npos);
  EXPECT_EQ(en.find("端末"), std::string::npos);
}

TEST(Overview, WhatHasNoSiteIsShownAsSuch) {
  testing::Campus campus;
  campus.n.net.sites.clear();
  const Diagram diagram = overview_view(campus.n.net, {});
  EXPECT_EQ(count_of(diagram, NodeLook::site), 1U);
  EXPECT_NE(text_of(diagram).find("拠点なし"), std::string::npos);
}

}  // namespace
}  // namespace sekimori
