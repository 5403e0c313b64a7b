// Shortest abstract legs: sets of classes are propagated in layers until one meets the goal, and one class is followed back through the
// layers. Each leg starts at an endpoint that was an emitter before the leg's target was found, so that the chain of legs ends at a source.
#include <algorithm>
#include <limits>
#include <map>

#include "asked.hpp"
#include "delivery.hpp"
#include "sekimori/search/search.hpp"

namespace sekimori {
namespace {

/// One place of the fixpoint with a class there.
struct Node {
  Family family = Family::v4;
  Phase phase = Phase::initiate;
  std::size_t tag = 0;
  LocationId location;
  HeaderClass c;
};

class LegSearch {
 public:
  LegSearch(const FlowProblem& problem, const SearchState& state)
      : problem_(problem), graph_(*problem.graph), state_(state), transfer_(problem, state.spaces), out_edges_(graph_.locations.size()),
        in_edges_(graph_.locations.size()) {
    for (std::size_t i = 0; i < graph_.edges.size(); ++i) {
      out_edges_[graph_.edges[i].from.index].push_back(make_id<FlowEdgeId>(i));
      in_edges_[graph_.edges[i].to.index].push_back(make_id<FlowEdgeId>(i));
    }
  }

  /// The shortest leg into `target` from emitters found before `round`.
  std::optional<AbstractLeg> into(FlowEndpointId target, std::uint32_t round, bool must_relay) {
    find_goals(target, must_relay);
    start([&](std::size_t endpoint) { return state_.emitters[endpoint] && state_.emitter_round[endpoint] < round; });
    return walk(target, must_relay);
  }

  /// The shortest leg from `sender` that delivers one of `classes` to `target` as an initiation without a tag.
  std::optional<AbstractLeg> between(FlowEndpointId sender, FlowEndpointId target, Family family, const ClassSet& classes) {
    goals_.clear();
    for (const DeliveryPoint& point : delivery_points(problem_, target)) {
      goals_.push_back(point.family == family && point.phase == Phase::initiate && point.tag == 0 ? classes : ClassSet());
    }
    start([&](std::size_t endpoint) { return endpoint == sender.index; });
    return walk(target, false);
  }

 private:
  using Layer = std::map<std::size_t, ClassSet>;  ///< state index -> classes that are new there

  std::size_t index_of(const Node& n) const { return state_.state_index(n.family, n.phase, n.tag, n.location); }

  Node place_of(std::size_t index) const {
    const std::size_t rest = index / state_.locations;
    return {static_cast<Family>(rest / state_.tags / 2), static_cast<Phase>(rest / state_.tags % 2), rest % state_.tags,
            make_id<LocationId>(index % state_.locations), {}};
  }

  void find_goals(FlowEndpointId target, bool must_relay) {
    goals_.clear();
    for (const DeliveryPoint& point : delivery_points(problem_, target)) {
      goals_.push_back(must_relay ? relayed_classes(problem_, state_, transfer_, point) : unexcused_classes(problem_, state_, transfer_, point));
    }
  }

  void add(Layer& layer, std::size_t index, ClassSet classes) {
    classes.subtract(reached_[index]);
    if (classes.empty()) return;
    reached_[index].unite(classes);
    layer[index].unite(classes);
  }

  std::optional<AbstractLeg> walk(FlowEndpointId target, bool must_relay) {
    while (!layers_.back().empty()) {
      if (const auto goal = met_goal(target)) return leg(*goal, target, must_relay);
      advance();
    }
    return std::nullopt;
  }

  template <class Sends>
  void start(const Sends& sends) {
    layers_.assign(1, {});
    reached_.assign(state_.numbers.size(), {});
    regions_.clear();
    for (std::size_t i = 0; i < graph_.endpoints.size(); ++i) {
      if (!sends(i)) continue;
      for (EmissionRegion& region : emission_regions(problem_, make_id<FlowEndpointId>(i))) {
        const ClassSet classes = emission_classes(problem_, transfer_, region);
        add(layers_.back(), state_.state_index(region.family, region.phase, region.tag, region.at), classes);
        regions_.emplace_back(std::move(region), classes);
      }
    }
  }

  void advance() {
    Layer next;
    for (const auto& [index, classes] : layers_.back()) {
      const Node at = place_of(index);
      for (const FlowEdgeId id : out_edges_[at.location.index]) {
        const FlowEdge& edge = graph_.at(id);
        if (edge.family != at.family || !edge.in_phase(at.phase)) continue;
        add(next, state_.state_index(at.family, at.phase, at.tag, edge.to), transfer_.image(id, classes));
      }
    }
    layers_.push_back(std::move(next));
  }

  std::optional<Node> met_goal(FlowEndpointId target) const {
    const auto points = delivery_points(problem_, target);
    for (std::size_t i = 0; i < points.size(); ++i) {
      Node node{points[i].family, points[i].phase, points[i].tag, graph_.at(target).delivery, {}};
      const auto found = layers_.back().find(index_of(node));
      if (found == layers_.back().end()) continue;
      ClassSet hit = found->second;
      hit.intersect(goals_[i]);
      if (hit.empty()) continue;
      node.c = first_of(transfer_.space(node.family), hit);
      return node;
    }
    return std::nullopt;
  }

  static HeaderClass first_of(const ClassSpace& space, const ClassSet& set) {
    std::optional<HeaderClass> first;
    set.for_each(space, [&](HeaderClass c) {
      if (!first) first = c;
    });
    return *first;
  }

  /// A class of the previous layer, and the edge by which it becomes `node`.
  std::pair<Node, FlowEdgeId> step_back(const Node& node, const Layer& previous) {
    for (const FlowEdgeId id : in_edges_[node.location.index]) {
      const FlowEdge& edge = graph_.at(id);
      if (edge.family != node.family || !edge.in_phase(node.phase)) continue;
      Node before{node.family, node.phase, node.tag, edge.from, node.c};
      const auto found = previous.find(index_of(before));
      if (found == previous.end()) continue;
      const ClassSpace& space = transfer_.space(node.family);
      if (transfer_.is_identity(id)) {
        if (found->second.contains(space, node.c) && transfer_.may_step(id, node.c, node.c)) return {before, id};
        continue;
      }
      bool stepped = false;
      found->second.for_each(space, [&](HeaderClass c) {
        if (stepped || !transfer_.may_step(id, c, node.c)) return;
        before.c = c;
        stepped = true;
      });
      if (stepped) return {before, id};
    }
    return {node, {}};  // cannot happen: every class of a layer came from the one before
  }

  AbstractLeg leg(Node node, FlowEndpointId target, bool must_relay) {
    AbstractLeg result;
    result.target = target;
    result.family = node.family;
    result.phase = node.phase;
    result.tag = node.tag;
    result.must_relay = must_relay;
    result.classes = {node.c};
    for (std::size_t layer = layers_.size() - 1; layer > 0; --layer) {
      const auto [before, edge] = step_back(node, layers_[layer - 1]);
      result.edges.push_back(edge);
      result.classes.push_back(before.c);
      node = before;
    }
    std::reverse(result.classes.begin(), result.classes.end());
    std::reverse(result.edges.begin(), result.edges.end());
    result.start = node.location;
    for (const auto& [region, classes] : regions_) {
      const bool same = region.family == node.family && region.phase == node.phase && region.tag == node.tag && region.at == node.location;
      if (!same || !classes.contains(transfer_.space(node.family), node.c)) continue;
      result.emitter = region.sender;
      result.attachment = region.attachment;
      break;
    }
    return result;
  }

  const FlowProblem& problem_;
  const FlowGraph& graph_;
  const SearchState& state_;
  Transfer transfer_;
  std::vector<std::vector<FlowEdgeId>> out_edges_, in_edges_;
  std::vector<Layer> layers_;
  std::vector<ClassSet> reached_, goals_;
  std::vector<std::pair<EmissionRegion, ClassSet>> regions_;
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

std::optional<AbstractLeg> initiating_leg(const FlowProblem& initiations, const FlowProblem& problem, const SearchState& state,
                                          const AbstractLeg& reply) {
  const ClassSpace& space = state.spaces[static_cast<std::size_t>(reply.family)];
  const ClassSet asked = answered_classes(problem, space, reply.classes.front());
  return LegSearch(initiations, *problem.asked).between(reply.target, reply.emitter, reply.family, asked);
}

std::optional<AbstractLeg> spoiling_leg(const FlowProblem& problem, const SearchState& state, FlowEndpointId node) {
  return LegSearch(problem, state).into(node, std::numeric_limits<std::uint32_t>::max(), false);
}

}  // namespace sekimori
