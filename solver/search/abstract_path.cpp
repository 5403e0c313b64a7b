// Shortest abstract legs, by breadth-first search over single classes inside the fixpoint. Each leg starts at an endpoint that was an
// emitter before the leg's target was found, so that the chain of legs ends at a source.
#include <algorithm>
#include <deque>
#include <limits>
#include <unordered_map>

#include "delivery.hpp"
#include "sekimori/search/search.hpp"

namespace sekimori {
namespace {

struct Node {
  Family family = Family::v4;
  Phase phase = Phase::initiate;
  std::size_t tag = 0;
  LocationId location;
  HeaderClass c;
  friend bool operator==(const Node&, const Node&) = default;
};

class LegSearch {
 public:
  LegSearch(const FlowProblem& problem, const SearchState& state)
      : problem_(problem), graph_(*problem.graph), state_(state), transfer_(graph_, state.spaces), out_edges_(graph_.locations.size()) {
    for (std::size_t i = 0; i < graph_.edges.size(); ++i) out_edges_[graph_.edges[i].from.index].push_back(make_id<FlowEdgeId>(i));
  }

  /// The shortest leg into `target` from emitters found before `round`.
  std::optional<AbstractLeg> into(FlowEndpointId target, std::uint32_t round, bool must_relay) {
    nodes_.clear();
    seen_.clear();
    queue_.clear();
    goals_.clear();
    regions_.clear();
    for (const DeliveryPoint& point : delivery_points(problem_, target)) {
      goals_.push_back(must_relay ? relayed_classes(problem_, state_, transfer_, point) : unexcused_classes(problem_, state_, transfer_, point));
    }
    for (std::size_t i = 0; i < graph_.endpoints.size(); ++i) {
      if (state_.emitters[i] && state_.emitter_round[i] < round) start_from(make_id<FlowEndpointId>(i));
    }
    while (!queue_.empty()) {
      const std::size_t index = queue_.front();
      queue_.pop_front();
      if (is_goal(nodes_[index].node, target)) return leg(index, target, must_relay);
      expand(index);
    }
    return std::nullopt;
  }

 private:
  struct Visit {
    Node node;
    std::size_t parent = 0;
    FlowEdgeId edge;
    std::uint32_t region = 0;
    bool root = false;
  };

  std::uint64_t key(const Node& n) const {
    const ClassSpace& space = transfer_.space(n.family);
    const std::uint64_t c = (static_cast<std::uint64_t>(n.c.src) * space.service_count() + n.c.service) * space.address_count() + n.c.dst;
    return state_.state_index(n.family, n.phase, n.tag, n.location) * (std::uint64_t{1} << 36U) + c;
  }

  void visit(const Visit& v) {
    if (!seen_.emplace(key(v.node), nodes_.size()).second) return;
    queue_.push_back(nodes_.size());
    nodes_.push_back(v);
  }

  void start_from(FlowEndpointId emitter) {
    for (const EmissionRegion& region : emission_regions(problem_, emitter)) {
      regions_.push_back(region);
      const auto id = static_cast<std::uint32_t>(regions_.size() - 1);
      emission_classes(problem_, transfer_, region).for_each(transfer_.space(region.family), [&](HeaderClass c) {
        visit({{region.family, region.phase, region.tag, region.at, c}, 0, {}, id, true});
      });
    }
  }

  void expand(std::size_t index) {
    const Node node = nodes_[index].node;
    const ClassSpace& space = transfer_.space(node.family);
    ClassSet one(space);
    one.insert(space, node.c);
    for (const FlowEdgeId id : out_edges_[node.location.index]) {
      const FlowEdge& edge = graph_.at(id);
      if (edge.family != node.family || !edge.in_phase(node.phase)) continue;
      transfer_.image(id, one).for_each(space, [&](HeaderClass c) {
        visit({{node.family, node.phase, node.tag, edge.to, c}, index, id, nodes_[index].region, false});
      });
    }
  }

  bool is_goal(const Node& node, FlowEndpointId target) const {
    if (node.location != graph_.at(target).delivery) return false;
    const std::size_t point = (static_cast<std::size_t>(node.family) * 2 + static_cast<std::size_t>(node.phase)) * problem_.tags() + node.tag;
    return goals_[point].allocated() && goals_[point].contains(transfer_.space(node.family), node.c);
  }

  AbstractLeg leg(std::size_t index, FlowEndpointId target, bool must_relay) const {
    const EmissionRegion& region = regions_[nodes_[index].region];
    AbstractLeg result{region.sender, target, region.attachment, region.at, region.family, region.phase, region.tag, {}, {}, must_relay};
    for (;; index = nodes_[index].parent) {
      result.classes.push_back(nodes_[index].node.c);
      if (nodes_[index].root) break;
      result.edges.push_back(nodes_[index].edge);
    }
    std::reverse(result.classes.begin(), result.classes.end());
    std::reverse(result.edges.begin(), result.edges.end());
    return result;
  }

  const FlowProblem& problem_;
  const FlowGraph& graph_;
  const SearchState& state_;
  Transfer transfer_;
  std::vector<std::vector<FlowEdgeId>> out_edges_;
  std::vector<Visit> nodes_;
  std::unordered_map<std::uint64_t, std::size_t> seen_;
  std::deque<std::size_t> queue_;
  std::vector<ClassSet> goals_;
  std::vector<EmissionRegion> regions_;
};

}  // namespace

std::vector<AbstractLeg> abstract_path(const FlowProblem& problem, const SearchState& state, FlowEndpointId target) {
  std::vector<AbstractLeg> legs;
  if (!state.holders[target.index]) return legs;
  LegSearch legs_into(problem, state);
  std::uint32_t round = state.holder_round[target.index];
  bool must_relay = false;
  while (round > 0) {
    auto leg = legs_into.into(target, round, must_relay);
    if (!leg) return {};
    target = leg->emitter;
    round = state.emitter_round[target.index];
    must_relay = true;
    legs.push_back(std::move(*leg));
  }
  std::reverse(legs.begin(), legs.end());
  return legs;
}

std::optional<AbstractLeg> spoiling_leg(const FlowProblem& problem, const SearchState& state, FlowEndpointId node) {
  return LegSearch(problem, state).into(node, std::numeric_limits<std::uint32_t>::max(), false);
}

}  // namespace sekimori
