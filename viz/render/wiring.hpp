// Boxes in layers from top to bottom and wires with right angles between them, for diagrams that place everything themselves. Knows
// nothing of networks.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "diagram.hpp"

namespace sekimori {

struct WiredBox {
  std::size_t layer = 0;
  int width = 0, height = 0;
  std::optional<int> fixed_x;  ///< of the centre; then the box keeps its place
  Box place;                   ///< result
};
/// Between boxes of any two layers; in one layer it hangs below both.
struct Wire {
  std::size_t a = 0, b = 0;
  std::vector<Point> route;  ///< result, from `a` to `b`
};
struct Wiring {
  std::vector<WiredBox> boxes;
  std::vector<Wire> wires;
  int bottom = 0;  ///< result: below the last layer and the wires under it
  int right = 0;   ///< result: of the rightmost box
};
struct WiringArea {
  int left = 0, top = 0, right = 0;  ///< boxes that do not fit go beyond `right`, never onto each other
  int between = 12;                  ///< boxes of one layer
  int headroom = 6;                  ///< from a layer to the first wire below it
};

/// Orders and places the boxes so that the wires are short, and gives each wire its corners. No two boxes overlap, and no wire crosses a
/// box. Source: the layered method of Sugiyama, Tagawa and Toda (1981); places by isotonic regression.
void lay_out(Wiring& wiring, const WiringArea& area);

/// Where boxes should stand, in their order, so that neighbours keep `distances[i]` between the centres i and i + 1 and the sum of squared
/// moves from `wishes` is the smallest.
[[nodiscard]] std::vector<double> spread(const std::vector<double>& wishes, const std::vector<double>& distances);

}  // namespace sekimori
