// What every diagram that places everything itself has to keep.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>

#include "diagram.hpp"

namespace sekimori::testing {

inline bool overlap(const Box& a, const Box& b) {
  return a.left < b.right() && b.left < a.right() && a.top < b.bottom() && b.top < a.bottom();
}

/// Does the straight line between two corners of a route run through the inside of the box?
inline bool crosses(Point a, Point b, const Box& box) {
  constexpr int kTouch = 1;
  const Box line = {std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x) - std::min(a.x, b.x) + 1,
                    std::max(a.y, b.y) - std::min(a.y, b.y) + 1};
  return overlap(line, {box.left + kTouch, box.top + kTouch, box.width - 2 * kTouch, box.height - 2 * kTouch});
}

inline bool touches(Point at, const Box& box) { return at.x >= box.left && at.x <= box.right() && at.y >= box.top && at.y <= box.bottom(); }

inline void expect_places(const Diagram& diagram) {
  ASSERT_EQ(diagram.layout, Layout::placed);
  const Box page = {0, 0, diagram.size.x + 1, diagram.size.y + 1};
  for (const DiagramNode& node : diagram.nodes) {
    ASSERT_TRUE(node.place.has_value()) << node.key;
    EXPECT_TRUE(touches({node.place->left, node.place->top}, page) && touches({node.place->right(), node.place->bottom()}, page))
        << node.key;
  }
  for (std::size_t i = 0; i < diagram.nodes.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      EXPECT_FALSE(overlap(*diagram.nodes[i].place, *diagram.nodes[j].place)) << diagram.nodes[i].key << " " << diagram.nodes[j].key;
    }
  }
}

/// Lines have right angles, begin and end at their nodes and run through no other.
inline void expect_routes(const Diagram& diagram) {
  for (const DiagramEdge& edge : diagram.edges) {
    ASSERT_GE(edge.route.size(), 2U) << edge.key;
    EXPECT_TRUE(touches(edge.route.front(), *diagram.nodes[edge.from].place)) << edge.key << " " << diagram.nodes[edge.from].key;
    EXPECT_TRUE(touches(edge.route.back(), *diagram.nodes[edge.to].place)) << edge.key << " " << diagram.nodes[edge.to].key;
    for (std::size_t corner = 1; corner < edge.route.size(); ++corner) {
      const Point a = edge.route[corner - 1], b = edge.route[corner];
      EXPECT_TRUE(a.x == b.x || a.y == b.y) << edge.key << " " << diagram.nodes[edge.from].key << " " << diagram.nodes[edge.to].key;
      for (std::size_t i = 0; i < diagram.nodes.size(); ++i) {
        if (i == edge.from || i == edge.to) continue;
        EXPECT_FALSE(crosses(a, b, *diagram.nodes[i].place))
            << diagram.nodes[edge.from].key << " - " << diagram.nodes[edge.to].key << " runs through " << diagram.nodes[i].key;
      }
    }
  }
}

}  // namespace sekimori::testing
