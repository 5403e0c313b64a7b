#include "wiring.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "viz/render/geometry.hpp"

namespace sekimori {
namespace {

Wiring random_wiring(unsigned seed) {
  std::mt19937 random(seed);
  const auto number = [&](unsigned below) { return static_cast<std::size_t>(random() % below); };
  Wiring wiring;
  const std::size_t boxes = 6 + number(20);
  for (std::size_t i = 0; i < boxes; ++i) {
    wiring.boxes.push_back({number(5), 40 + static_cast<int>(number(80)), 20 + static_cast<int>(number(90)), std::nullopt, {}});
  }
  for (std::size_t i = 0; i < boxes + number(20); ++i) {
    const std::size_t a = number(static_cast<unsigned>(boxes)), b = number(static_cast<unsigned>(boxes));
    if (a != b) wiring.wires.push_back({a, b, {}});
  }
  return wiring;
}

/// The result as a diagram, for the common checks.
Diagram as_diagram(const Wiring& wiring) {
  Diagram diagram;
  diagram.layout = Layout::placed;
  diagram.size = {wiring.right, wiring.bottom};
  for (const WiredBox& box : wiring.boxes) diagram.nodes[diagram.add_node("box", "", NodeLook::card)].place = box.place;
  for (const Wire& wire : wiring.wires) diagram.edges[diagram.add_edge(wire.a, wire.b, EdgeLook::cable)].route = wire.route;
  return diagram;
}

TEST(Wiring, NoBoxOverlapsAnotherAndNoWireRunsThroughOne) {
  for (unsigned seed = 1; seed <= 40; ++seed) {
    SCOPED_TRACE(seed);
    Wiring wiring = random_wiring(seed);
    lay_out(wiring, {10, 10, 600});
    const Diagram diagram = as_diagram(wiring);
    testing::expect_places(diagram);
    testing::expect_routes(diagram);
  }
}

TEST(Wiring, TwoWiresNeverShareATrackWhereTheyOverlap) {
  Wiring wiring;
  for (int i = 0; i < 4; ++i) wiring.boxes.push_back({0, 60, 20, std::nullopt, {}});
  for (const int x : {300, 200, 100, 20}) wiring.boxes.push_back({1, 0, 0, x, {}});
  for (std::size_t i = 0; i < 4; ++i) wiring.wires.push_back({i, 7 - i, {}});
  wiring.wires.push_back({0, 4, {}});
  lay_out(wiring, {0, 0, 400});
  for (std::size_t i = 0; i < wiring.wires.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const std::vector<Point>&a = wiring.wires[i].route, &b = wiring.wires[j].route;
      if (a.size() != 4 || b.size() != 4 || a[1].y != b[1].y) continue;
      EXPECT_TRUE(std::max(a[1].x, a[2].x) < std::min(b[1].x, b[2].x) || std::max(b[1].x, b[2].x) < std::min(a[1].x, a[2].x))
          << i << " " << j;
    }
  }
}

TEST(Wiring, AFixedBoxKeepsItsPlace) {
  Wiring wiring;
  wiring.boxes = {{0, 50, 20, std::nullopt, {}}, {1, 0, 0, 345, {}}};
  wiring.wires = {{0, 1, {}}};
  lay_out(wiring, {0, 0, 400});
  EXPECT_EQ(wiring.boxes[1].place.left, 345);
  EXPECT_EQ(wiring.wires[0].route.back().x, 345);
}

TEST(Wiring, AWireGoesFromItsFirstBoxToItsSecondWhicheverIsHigher) {
  Wiring wiring;
  wiring.boxes = {{2, 50, 20, std::nullopt, {}}, {0, 50, 20, std::nullopt, {}}};
  wiring.wires = {{0, 1, {}}};
  lay_out(wiring, {0, 0, 400});
  EXPECT_EQ(wiring.wires[0].route.front().y, wiring.boxes[0].place.top);
  EXPECT_EQ(wiring.wires[0].route.back().y, wiring.boxes[1].place.bottom());
}

TEST(Wiring, BoxesThatDoNotFitGoBeyondTheRightEdge) {
  Wiring wiring;
  for (int i = 0; i < 5; ++i) wiring.boxes.push_back({0, 100, 20, std::nullopt, {}});
  lay_out(wiring, {0, 0, 300});
  testing::expect_places(as_diagram(wiring));
  EXPECT_GE(wiring.right, 500);
}

TEST(Spread, PlacesStayWhereTheyAreWishedIfTheyFit) { EXPECT_EQ(spread({0, 50, 100}, {20, 20}), (std::vector<double>{0, 50, 100})); }

TEST(Spread, NeighboursThatWishForOnePlaceShareTheMove) { EXPECT_EQ(spread({50, 50}, {20}), (std::vector<double>{40, 60})); }

}  // namespace
}  // namespace sekimori
