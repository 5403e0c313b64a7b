#include <gtest/gtest.h>

#include <algorithm>

#include "views.hpp"
#include "viz/render/campus.hpp"

namespace sekimori {
namespace {

Diagram zones_of(const testing::Campus& campus) {
  ViewOptions options;
  options.report = &campus.report;
  return zones_view(campus.n.net, options);
}

std::vector<DiagramEdge> between(const Diagram& diagram, std::size_t a, std::size_t b) {
  std::vector<DiagramEdge> found;
  for (const DiagramEdge& e : diagram.edges) {
    if ((e.from == a && e.to == b) || (e.from == b && e.to == a)) found.push_back(e);
  }
  return found;
}

TEST(ZonesView, WithoutAReportThereAreZonesAndNoClaims) {
  const testing::Campus campus;
  const Diagram diagram = zones_view(campus.n.net, {});
  EXPECT_EQ(diagram.nodes.size(), 4U);
  EXPECT_TRUE(diagram.edges.empty());
}

TEST(ZonesView, TwoDirectionsWithDifferentVerdictsAreTwoEdges) {
  const auto edges = between(zones_of(testing::Campus()), 0, 3);
  ASSERT_EQ(edges.size(), 2U);
  EXPECT_TRUE(std::ranges::any_of(edges, [](const DiagramEdge& e) {
    return e.look == EdgeLook::violated && e.from == 3 && e.arrow == Arrow::forward && e.at_from == "不";
  }));
  EXPECT_TRUE(std::ranges::any_of(edges, [](const DiagramEdge& e) { return e.look == EdgeLook::inconclusive && e.from == 0; }));
}

TEST(ZonesView, APairProvedBothWaysIsOneEdgeWithTwoArrows) {
  const auto edges = between(zones_of(testing::Campus()), 0, 1);
  ASSERT_EQ(edges.size(), 1U);
  EXPECT_EQ(edges.front().look, EdgeLook::proved);
  EXPECT_EQ(edges.front().arrow, Arrow::both);
}

TEST(ZonesView, AnotherThreatLevelDoesNotColourTheEdges) {
  testing::Campus campus;
  campus.cell(VerdictKind::violated).threat = Threat::compromise;
  for (const DiagramEdge& edge : zones_of(campus).edges) EXPECT_NE(edge.look, EdgeLook::violated);
}

}  // namespace
}  // namespace sekimori
