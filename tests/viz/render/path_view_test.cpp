#include <gtest/gtest.h>

#include <algorithm>

#include "views.hpp"
#include "viz/render/campus.hpp"
#include "viz/render/geometry.hpp"

namespace sekimori {
namespace {

Diagram path_of(testing::Campus& campus, Language language = Language::ja) {
  ViewOptions options;
  options.language = language;
  options.report = &campus.report;
  return path_view(campus.n.net, campus.cell(VerdictKind::violated), options);
}

std::string text_of(const Diagram& diagram) {
  std::string text;
  for (const DiagramNode& node : diagram.nodes) {
    for (const CardRow& row : node.rows) text += row.text + "\n";
  }
  return text;
}

/// A witness that passes the same two devices again and again.
void lengthen(testing::Campus& campus, int by) {
  std::vector<Hop>& hops = campus.cell(VerdictKind::violated).witness->legs.front().hops;
  for (int i = 0; i < by; ++i) hops.insert(hops.begin() + 1, {hops[0], hops[1]});
}

TEST(PathView, ThingsStandApartAndArrowsRunBetweenThem) {
  for (const int by : {0, 6}) {
    testing::Campus campus;
    lengthen(campus, by);
    const Diagram diagram = path_of(campus);
    testing::expect_places(diagram);
    testing::expect_routes(diagram);
  }
}

TEST(PathView, EachArrowLeadsToTheNextStation) {
  testing::Campus campus;
  const Diagram diagram = path_of(campus);
  ASSERT_EQ(diagram.edges.size(), 6U);
  for (std::size_t i = 0; i < diagram.edges.size(); ++i) {
    EXPECT_EQ(diagram.edges[i].arrow, Arrow::forward);
    if (i > 0) {
      EXPECT_EQ(diagram.edges[i].from, diagram.edges[i - 1].to);
    }
  }
  EXPECT_EQ(diagram.nodes[diagram.edges.front().from].lines.front(), "the-internet");
  EXPECT_EQ(diagram.nodes[diagram.edges.back().to].lines.front(), "atena-srv");
}

TEST(PathView, StationsAreReadFromLeftToRightInRows) {
  testing::Campus campus;
  lengthen(campus, 6);
  const Diagram diagram = path_of(campus);
  for (const DiagramEdge& edge : diagram.edges) {
    const Box &from = *diagram.nodes[edge.from].place, &to = *diagram.nodes[edge.to].place;
    EXPECT_TRUE(from.top == to.top ? from.left < to.left : from.top < to.top && from.left > to.left);
  }
}

TEST(PathView, FitsAScreenInWidth) {
  constexpr int kScreen = 1200;  // 1600 px
  testing::Campus campus;
  lengthen(campus, 20);
  EXPECT_LE(path_of(campus).size.x, kScreen);
}

TEST(PathView, TheHeadingSaysWhichCellAndWhy) {
  testing::Campus campus;
  const std::string ja = text_of(path_of(campus)), en = text_of(path_of(campus, Language::en));
  EXPECT_NE(ja.find("不適合: P-MN3:internet->mynumber@relay（条項 6(3)ア、重大度 高）"), std::string::npos) << ja;
  EXPECT_NE(en.find("violated: P-MN3:internet->mynumber@relay (clause 6(3)ア, high)"), std::string::npos) << en;
  EXPECT_EQ(en.find("不適合"), std::string::npos);
}

TEST(PathView, NeighbouringStationsOfOneSiteStandInOneFrame) {
  testing::Campus campus;
  const Diagram diagram = path_of(campus);
  ASSERT_EQ(diagram.clusters.size(), 1U) << "all but the Internet are in the main office";
  const Box frame = *diagram.clusters.front().place;
  EXPECT_FALSE(testing::overlap(frame, *diagram.nodes[diagram.edges.front().from].place));
  for (const DiagramEdge& edge : diagram.edges) {
    const Box& to = *diagram.nodes[edge.to].place;
    EXPECT_TRUE(testing::touches({to.left, to.top}, frame) && testing::touches({to.right(), to.bottom()}, frame));
  }
}

}  // namespace
}  // namespace sekimori
