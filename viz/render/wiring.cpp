#include "wiring.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <numeric>

namespace sekimori {

namespace {

constexpr int kTrack = 6;      ///< between parallel wires
constexpr int kWireWidth = 8;  ///< the room that a wire takes where it passes through a layer
constexpr int kSweeps = 8;
constexpr int kTooClose = 3;

struct Node {
  std::size_t layer = 0;
  int width = 0, height = 0;
  std::optional<int> fixed;
  bool passes = false;  ///< stands for a wire on its way through the layer
  double x = 0;
  int top = 0;
};

/// The part of a wire between two neighbouring layers, or under one layer when both ends are in it.
struct Segment {
  std::size_t upper = 0, lower = 0;
  int upper_x = 0, lower_x = 0;
  std::optional<std::size_t> track;
  bool hook = false;
};

class LayeredWires {
 public:
  LayeredWires(Wiring& wiring, const WiringArea& area) : wiring_(wiring), area_(area) {}

  void run() {
    for (const WiredBox& box : wiring_.boxes) {
      add_node({box.layer, box.width, box.height, box.fixed_x, false, static_cast<double>(box.fixed_x.value_or(area_.left)), 0});
    }
    for (const Wire& wire : wiring_.wires) chains_.push_back(chain_of(wire));
    for (int sweep = 0; sweep < kSweeps; ++sweep) {
      for (std::size_t i = 0; i < layers_.size(); ++i) place_layer(sweep % 2 == 0 ? layers_.size() - 1 - i : i, sweep);
    }
    choose_ports();
    for (std::size_t layer = 0; layer < layers_.size(); ++layer) choose_tracks(layer);
    choose_heights();
    write_result();
  }

 private:
  std::size_t add_node(const Node& node) {
    if (layers_.size() <= node.layer) layers_.resize(node.layer + 1);
    nodes_.push_back(node);
    layers_[node.layer].push_back(nodes_.size() - 1);
    return nodes_.size() - 1;
  }

  /// From the upper end to the lower one, with a node for each layer on the way.
  std::vector<std::size_t> chain_of(const Wire& wire) {
    const bool down = nodes_[wire.a].layer <= nodes_[wire.b].layer;
    std::size_t upper = down ? wire.a : wire.b;
    const std::size_t end = down ? wire.b : wire.a;
    std::vector<std::size_t> chain;
    for (std::size_t layer = nodes_[upper].layer + 1; layer < nodes_[end].layer; ++layer) {
      const std::size_t pass = add_node({layer, kWireWidth, 0, std::nullopt, true, nodes_[upper].x, 0});
      segments_.push_back({upper, pass, 0, 0, std::nullopt, false});
      chain.push_back(segments_.size() - 1);
      upper = pass;
    }
    segments_.push_back({upper, end, 0, 0, std::nullopt, nodes_[upper].layer == nodes_[end].layer});
    chain.push_back(segments_.size() - 1);
    return chain;
  }

  /// The mean of the neighbours on the side from which the sweep comes, on both sides in the last two sweeps; its own place without any.
  double wish_of(std::size_t node, int sweep) const {
    double sum = 0;
    int count = 0;
    for (const Segment& segment : segments_) {
      const bool all = sweep >= kSweeps - 2 || segment.hook;
      if (segment.upper == node && (all || sweep % 2 == 0)) sum += nodes_[segment.lower].x, ++count;
      if (segment.lower == node && (all || sweep % 2 == 1)) sum += nodes_[segment.upper].x, ++count;
    }
    return count == 0 ? nodes_[node].x : sum / count;
  }

  double distance(std::size_t a, std::size_t b) const {
    const int room = nodes_[a].passes && nodes_[b].passes ? 0 : area_.between;
    return (nodes_[a].width + nodes_[b].width) / 2.0 + room;
  }

  void place_layer(std::size_t layer, int sweep) {
    std::vector<std::size_t>& order = layers_[layer];
    if (order.empty() || nodes_[order.front()].fixed) return;
    std::map<std::size_t, double> wishes;
    for (const std::size_t node : order) wishes[node] = wish_of(node, sweep);
    std::ranges::stable_sort(order, {}, [&](std::size_t node) { return wishes.at(node); });
    std::vector<double> sorted, distances;
    for (const std::size_t node : order) sorted.push_back(wishes.at(node));
    for (std::size_t i = 1; i < order.size(); ++i) distances.push_back(distance(order[i - 1], order[i]));
    const std::vector<double> places = spread(sorted, distances);
    for (std::size_t i = 0; i < order.size(); ++i) nodes_[order[i]].x = places[i];
    keep_inside(order);
  }

  void keep_inside(const std::vector<std::size_t>& order) {
    double limit = area_.right;
    for (std::size_t i = order.size(); i-- > 0;) {
      Node& node = nodes_[order[i]];
      node.x = std::min(node.x, i + 1 == order.size() ? limit - node.width / 2.0 : limit);
      if (i > 0) limit = node.x - distance(order[i - 1], order[i]);
    }
    limit = area_.left;
    for (std::size_t i = 0; i < order.size(); ++i) {
      Node& node = nodes_[order[i]];
      node.x = std::max(node.x, i == 0 ? limit + node.width / 2.0 : limit);
      if (i + 1 < order.size()) limit = node.x + distance(order[i], order[i + 1]);
    }
  }

  /// Wires leave a side of a box at even distances, in the order of where they go.
  void choose_ports() {
    std::map<std::pair<std::size_t, bool>, std::vector<std::pair<std::size_t, bool>>> sides;
    for (std::size_t i = 0; i < segments_.size(); ++i) {
      sides[{segments_[i].upper, true}].emplace_back(i, true);
      sides[{segments_[i].lower, segments_[i].hook}].emplace_back(i, false);
    }
    for (auto& [side, ends] : sides) {
      const Node& node = nodes_[side.first];
      std::ranges::stable_sort(
          ends, {}, [&](const auto& end) { return nodes_[end.second ? segments_[end.first].lower : segments_[end.first].upper].x; });
      for (std::size_t i = 0; i < ends.size(); ++i) {
        const double share = static_cast<double>(i + 1) / static_cast<double>(ends.size() + 1) - 0.5;
        const int x = static_cast<int>(std::lround(node.x + (node.passes || node.fixed ? 0.0 : node.width * share)));
        (ends[i].second ? segments_[ends[i].first].upper_x : segments_[ends[i].first].lower_x) = x;
      }
    }
    for (Segment& segment : segments_) straighten(segment, sides);
    for (std::size_t i = 0; i < segments_.size(); ++i) part(i);
  }

  bool reaches(std::size_t node, int x) const {
    constexpr int kCorner = 6;
    const Node& box = nodes_[node];
    return !box.passes && !box.fixed && std::abs(x - box.x) <= box.width / 2.0 - kCorner;
  }

  /// A box with one wire on this side moves the wire's end instead of bending it.
  template <class Sides>
  void straighten(Segment& segment, const Sides& sides) {
    if (segment.hook) return;
    if (sides.at({segment.lower, false}).size() == 1 && reaches(segment.lower, segment.upper_x)) {
      segment.lower_x = segment.upper_x;
    } else if (sides.at({segment.upper, true}).size() == 1 && reaches(segment.upper, segment.lower_x)) {
      segment.upper_x = segment.lower_x;
    }
  }

  /// Two wires must not run on one vertical line: the upper end of one gives way to the lower end of another.
  void part(std::size_t index) {
    Segment& segment = segments_[index];
    if (nodes_[segment.upper].passes || segment.upper_x == segment.lower_x) return;
    constexpr int kTries = 6;
    for (int i = 0; i < kTries; ++i) {
      const bool clash = std::ranges::any_of(segments_, [&](const Segment& other) {
        return &other != &segment && nodes_[other.upper].layer == nodes_[segment.upper].layer &&
               (std::abs(other.lower_x - segment.upper_x) < kTooClose || std::abs(other.upper_x - segment.upper_x) < kTooClose);
      });
      if (!clash || !reaches(segment.upper, segment.upper_x + kTooClose)) return;
      segment.upper_x += kTooClose;
    }
  }

  /// Horizontal parts that overlap get tracks of their own.
  void choose_tracks(std::size_t layer) {
    std::vector<std::size_t> bent;
    for (std::size_t i = 0; i < segments_.size(); ++i) {
      if (nodes_[segments_[i].upper].layer == layer && segments_[i].upper_x != segments_[i].lower_x) bent.push_back(i);
    }
    const auto span = [&](std::size_t i) {
      return std::pair{std::min(segments_[i].upper_x, segments_[i].lower_x), std::max(segments_[i].upper_x, segments_[i].lower_x)};
    };
    std::ranges::stable_sort(bent, {}, span);
    std::vector<int> ends;
    for (const std::size_t i : bent) {
      const auto [first, last] = span(i);
      const auto free = std::ranges::find_if(ends, [from = first](int end) { return end + kTooClose < from; });
      segments_[i].track = static_cast<std::size_t>(free - ends.begin());
      if (free == ends.end()) {
        ends.push_back(last);
      } else {
        *free = last;
      }
    }
    tracks_.resize(layers_.size());
    tracks_[layer] = ends.size();
  }

  void choose_heights() {
    constexpr int kLeastGap = 14;
    int y = area_.top;
    for (std::size_t layer = 0; layer < layers_.size(); ++layer) {
      int height = 0;
      for (const std::size_t node : layers_[layer]) height = std::max(height, nodes_[node].height);
      for (const std::size_t node : layers_[layer]) {
        if (nodes_[node].passes) nodes_[node].height = height;
        nodes_[node].top = y + (height - nodes_[node].height) / 2;
      }
      bottoms_.push_back(y + height);
      y += height + std::max(kLeastGap, area_.headroom + static_cast<int>(tracks_[layer]) * kTrack + 2);
    }
    wiring_.bottom = y;
  }

  int track_y(const Segment& segment) const {
    return bottoms_[nodes_[segment.upper].layer] + area_.headroom + static_cast<int>(segment.track.value_or(0)) * kTrack;
  }

  void append(std::vector<Point>& route, const Segment& segment) const {
    const Node& upper = nodes_[segment.upper];
    const Node& lower = nodes_[segment.lower];
    route.push_back({segment.upper_x, upper.top + upper.height});
    if (segment.upper_x != segment.lower_x) {
      route.push_back({segment.upper_x, track_y(segment)});
      route.push_back({segment.lower_x, track_y(segment)});
    }
    route.push_back({segment.lower_x, segment.hook ? lower.top + lower.height : lower.top});
  }

  void write_result() {
    for (std::size_t i = 0; i < wiring_.boxes.size(); ++i) {
      const Node& node = nodes_[i];
      wiring_.boxes[i].place = {static_cast<int>(std::lround(node.x - node.width / 2.0)), node.top, node.width, node.height};
      wiring_.right = std::max(wiring_.right, wiring_.boxes[i].place.right());
    }
    for (std::size_t i = 0; i < wiring_.wires.size(); ++i) {
      Wire& wire = wiring_.wires[i];
      for (const std::size_t segment : chains_[i]) append(wire.route, segments_[segment]);
      const auto twice = std::unique(wire.route.begin(), wire.route.end());
      wire.route.erase(twice, wire.route.end());
      if (nodes_[wire.a].layer > nodes_[wire.b].layer) std::ranges::reverse(wire.route);
    }
  }

  Wiring& wiring_;
  WiringArea area_;
  std::vector<Node> nodes_;  ///< the boxes first
  std::vector<Segment> segments_;
  std::vector<std::vector<std::size_t>> chains_;  ///< by wire: its segments from above
  std::vector<std::vector<std::size_t>> layers_;
  std::vector<std::size_t> tracks_;  ///< by layer: how many below it
  std::vector<int> bottoms_;
};

}  // namespace

std::vector<double> spread(const std::vector<double>& wishes, const std::vector<double>& distances) {
  struct Block {
    double sum = 0;
    std::size_t count = 0;
    [[nodiscard]] double mean() const { return sum / static_cast<double>(count); }
  };
  std::vector<Block> blocks;
  double offset = 0;
  for (std::size_t i = 0; i < wishes.size(); ++i) {
    if (i > 0) offset += distances[i - 1];
    blocks.push_back({wishes[i] - offset, 1});
    while (blocks.size() > 1 && blocks[blocks.size() - 2].mean() > blocks.back().mean()) {
      blocks[blocks.size() - 2].sum += blocks.back().sum;
      blocks[blocks.size() - 2].count += blocks.back().count;
      blocks.pop_back();
    }
  }
  std::vector<double> places;
  offset = 0;
  for (const Block& block : blocks) {
    for (std::size_t i = 0; i < block.count; ++i) {
      if (!places.empty()) offset += distances[places.size() - 1];
      places.push_back(block.mean() + offset);
    }
  }
  return places;
}

void lay_out(Wiring& wiring, const WiringArea& area) { LayeredWires(wiring, area).run(); }

}  // namespace sekimori
