#include "placing.hpp"

#include <gtest/gtest.h>

#include "text_size.hpp"

namespace sekimori {
namespace {

TEST(Placing, AShapeHoldsItsLongestLineAndARoundOneIsWider) {
  DiagramNode node;
  node.lines = {"fw", "a rather long second line"};
  node.font = 9;
  node.look = NodeLook::firewall;
  const WiredBox angular = shape_box(node, 3);
  EXPECT_GT(angular.width, text_width(node.lines, 7));
  EXPECT_EQ(angular.layer, 3U);
  node.look = NodeLook::router;
  EXPECT_GT(shape_box(node, 3).width, angular.width);
}

TEST(Placing, ANoteIsWrappedToItsWidthAndSaysHowHighItIs) {
  Diagram diagram;
  const int height = add_note(diagram, {"one two three four five six"}, {10, 20, 60}, 8, TextTone::plain);
  const DiagramNode& note = diagram.nodes.front();
  EXPECT_GT(note.rows.size(), 1U);
  EXPECT_EQ(height, note.place->height);
  EXPECT_EQ(height, text_height(note.rows.size(), 8));
}

TEST(Placing, ZoneSignsGoOnInANewRowWhereTheWidthEnds) {
  Diagram diagram;
  LegendBlock zones;
  for (std::size_t i = 0; i < 4; ++i) zones.rows.push_back({"A", "a zone", i});
  const int height = add_zone_signs(diagram, zones, {0, 0, 100}, 8);
  ASSERT_EQ(diagram.nodes.size(), 4U);
  EXPECT_GT(diagram.nodes.back().place->top, diagram.nodes.front().place->top);
  EXPECT_EQ(height, diagram.nodes.back().place->bottom());
  EXPECT_EQ(add_zone_signs(diagram, {}, {0, 0, 100}, 8), 0);
}

}  // namespace
}  // namespace sekimori
