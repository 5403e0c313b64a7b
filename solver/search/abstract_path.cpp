// Shortest abstract legs: sets of classes are propagated in layers until one meets the goal, and one class is followed back through the
// layers. Each leg starts at an endpoint that was an emitter before the leg's target was found, so that the chain of legs ends at a source.
#include <algorithm>
#include <limits>
#include <map>
#include <unordered_map>

#include "asked.hpp"
#include "delivery.hpp"
#include "sekimori/search/search.hpp"
#include "transfer.hpp"

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
      : problem_(problem), graph_(*problem.graph), state_(state), transfer_(*state.transfer) {}

  /// The shortest leg into `target` from emitters found before `round`.
  std::optional<AbstractLeg> into(FlowEndpointId target, std::uint32_t round, bool must_relay) {
    find_goals(target, must_relay);
    const auto [known, is_new] = by_round_.try_emplace(round);
    Front& front = known->second;
    if (is_new) start(front, [&](std::size_t endpoint) { return state_.emitters[endpoint] && state_.emitter_round[endpoint] < round; });
    return walk(front, target, must_relay);
  }

  /// The shortest leg from `sender` (unset: from anybody) that delivers one of `classes` to `target` as an initiation without a tag.
  std::optional<AbstractLeg> between(std::optional<FlowEndpointId> sender, FlowEndpointId target, Family family, const ClassSet& classes) {
    goals_.clear();
    add_goal({family, Phase::initiate, 0, graph_.at(target).delivery, {}}, transfer_.table().intern(classes));
    Front front;
    start(front, [&](std::size_t endpoint) { return !sender || endpoint == sender->index; });
    return walk(front, target, false);
  }

 private:
  using Layer = std::map<std::size_t, std::uint32_t>;  ///< state index -> classes that are new there
  /// What some emitters reach, step by step. It serves every target.
  struct Front {
    std::vector<Layer> layers;
    std::unordered_map<std::size_t, std::uint32_t> reached;  ///< state index -> classes
    std::vector<const EmittedClasses*> started;
  };

  std::size_t index_of(const Node& n) const { return state_.state_index(n.family, n.phase, n.tag, n.location); }

  Node place_of(std::size_t index) const {
    const std::size_t rest = index / state_.locations;
    return {static_cast<Family>(rest / state_.tags / 2),
            static_cast<Phase>(rest / state_.tags % 2),
            rest % state_.tags,
            make_id<LocationId>(index % state_.locations),
            {}};
  }

  struct Goal {
    Node place;
    std::uint32_t classes = 0;
  };

  void add_goal(const Node& place, std::uint32_t classes) {
    if (classes != 0) goals_.push_back({place, classes});
  }

  void find_goals(FlowEndpointId target, bool must_relay) {
    goals_.clear();
    for (const DeliveryPoint& point : delivery_points(problem_, target)) {
      add_goal({point.family, point.phase, point.tag, graph_.at(target).delivery, {}},
               must_relay ? relayed_classes(problem_, state_, point) : unexcused_classes(problem_, state_, point));
    }
  }

  void add(Front& front, Layer& layer, std::size_t index, std::uint32_t classes) {
    std::uint32_t& reached = front.reached[index];
    const std::uint32_t fresh = transfer_.table().without(classes, reached);
    if (fresh == 0) return;
    reached = transfer_.table().united(reached, fresh);
    std::uint32_t& there = layer[index];
    there = transfer_.table().united(there, fresh);
  }

  std::optional<AbstractLeg> walk(Front& front, FlowEndpointId target, bool must_relay) {
    for (std::size_t steps = 0;; ++steps) {
      if (steps == front.layers.size()) advance(front);
      if (front.layers[steps].empty()) return std::nullopt;
      if (const auto goal = met_goal(front.layers[steps])) return leg(front, steps, *goal, target, must_relay);
    }
  }

  template <class Sends>
  void start(Front& front, const Sends& sends) {
    front.layers.emplace_back();
    for (std::size_t i = 0; i < graph_.endpoints.size(); ++i) {
      if (!sends(i)) continue;
      for (const EmittedClasses& emitted : state_.emitted[i]) {
        add(front, front.layers.back(), state_.state_index(emitted.family, emitted.phase, emitted.tag, emitted.at), emitted.classes);
        front.started.push_back(&emitted);
      }
    }
  }

  void advance(Front& front) {
    Layer next;
    for (const auto& [index, classes] : front.layers.back()) {
      const Node at = place_of(index);
      for (const FlowEdgeId id : transfer_.relations().out[at.location.index]) {
        const FlowEdge& edge = graph_.at(id);
        if (edge.family != at.family || !edge.in_phase(at.phase)) continue;
        add(front, next, state_.state_index(at.family, at.phase, at.tag, edge.to), transfer_.image(id, classes));
      }
    }
    front.layers.push_back(std::move(next));
  }

  std::optional<Goal> met_goal(const Layer& layer) const {
    for (const Goal& goal : goals_) {
      const auto found = layer.find(index_of(goal.place));
      if (found == layer.end()) continue;
      const std::uint32_t hit = transfer_.table().common(found->second, goal.classes);
      if (hit == 0) continue;
      Node node = goal.place;
      node.c = first_of(transfer_.space(node.family), classes_at(hit));
      return Goal{node, hit};
    }
    return std::nullopt;
  }

  const ClassSet& classes_at(std::uint32_t number) const { return transfer_.table().at(number); }

  static HeaderClass first_of(const ClassSpace& space, const ClassSet& set) {
    std::optional<HeaderClass> first;
    set.for_each(space, [&](HeaderClass c) {
      if (!first) first = c;
    });
    return *first;
  }

  /// A class of the previous layer, and the edge by which it becomes `node`.
  std::pair<Node, FlowEdgeId> step_back(const Node& node, const Layer& previous) {
    for (const FlowEdgeId id : transfer_.relations().in[node.location.index]) {
      const FlowEdge& edge = graph_.at(id);
      if (edge.family != node.family || !edge.in_phase(node.phase)) continue;
      Node before{node.family, node.phase, node.tag, edge.from, node.c};
      const auto found = previous.find(index_of(before));
      if (found == previous.end()) continue;
      const ClassSpace& space = transfer_.space(node.family);
      if (transfer_.is_identity(id)) {
        if (classes_at(found->second).contains(space, node.c) && transfer_.may_step(id, node.c, node.c)) return {before, id};
        continue;
      }
      bool stepped = false;
      classes_at(found->second).for_each(space, [&](HeaderClass c) {
        if (stepped || !transfer_.may_step(id, c, node.c)) return;
        before.c = c;
        stepped = true;
      });
      if (stepped) return {before, id};
    }
    return {node, {}};  // cannot happen: every class of a layer came from the one before
  }

  /// The sets of classes along the edges from `emitted` that end in `goal`.
  std::vector<HeaderHull> within(const AbstractLeg& leg, std::uint32_t emitted, std::uint32_t goal) {
    std::vector<std::uint32_t> sets = {emitted};
    for (const FlowEdgeId edge : leg.edges) sets.push_back(transfer_.image(edge, sets.back()));
    sets.back() = transfer_.table().common(sets.back(), goal);
    for (std::size_t i = leg.edges.size(); i > 0; --i) {
      sets[i - 1] = transfer_.table().common(sets[i - 1], transfer_.preimage(leg.edges[i - 1], sets[i]));
    }
    std::vector<HeaderHull> hulls;
    for (const std::uint32_t set : sets) hulls.push_back(hull_of(transfer_.space(leg.family), classes_at(set)));
    return hulls;
  }

  /// `goal` is met after so many steps.
  AbstractLeg leg(const Front& front, std::size_t steps, const Goal& goal, FlowEndpointId target, bool must_relay) {
    Node node = goal.place;
    AbstractLeg result;
    result.target = target;
    result.family = node.family;
    result.phase = node.phase;
    result.tag = node.tag;
    result.must_relay = must_relay;
    result.classes = {node.c};
    for (std::size_t layer = steps; layer > 0; --layer) {
      const auto [before, edge] = step_back(node, front.layers[layer - 1]);
      result.edges.push_back(edge);
      result.classes.push_back(before.c);
      node = before;
    }
    std::reverse(result.classes.begin(), result.classes.end());
    std::reverse(result.edges.begin(), result.edges.end());
    result.start = node.location;
    for (const EmittedClasses* e : front.started) {
      const bool same = e->family == node.family && e->phase == node.phase && e->tag == node.tag && e->at == node.location;
      if (!same || !classes_at(e->classes).contains(transfer_.space(node.family), node.c)) continue;
      result.emitter = e->sender;
      result.attachment = e->attachment;
      result.within = within(result, e->classes, goal.classes);
      break;
    }
    return result;
  }

  const FlowProblem& problem_;
  const FlowGraph& graph_;
  const SearchState& state_;
  Transfer& transfer_;
  std::map<std::uint32_t, Front> by_round_;
  std::vector<Goal> goals_;
};

}  // namespace

struct AbstractPaths::Legs : LegSearch {
  using LegSearch::LegSearch;
};

AbstractPaths::AbstractPaths(const FlowProblem& problem, const SearchState& state)
    : state_(&state), legs_(std::make_unique<Legs>(problem, state)) {}
AbstractPaths::~AbstractPaths() = default;

std::vector<AbstractLeg> AbstractPaths::to(FlowEndpointId target) {
  std::vector<AbstractLeg> legs;
  if (!state_->holders[target.index]) return legs;
  std::uint32_t round = state_->holder_round[target.index];
  bool must_relay = false;
  while (round > 0) {
    auto leg = legs_->into(target, round, must_relay);
    if (!leg) return {};
    target = leg->emitter;
    round = state_->emitter_round[target.index];
    must_relay = true;
    legs.push_back(std::move(*leg));
  }
  std::reverse(legs.begin(), legs.end());
  return legs;
}

std::optional<AbstractLeg> initiating_leg(const FlowProblem& initiations, const SearchState& asked_state, const FlowProblem& problem,
                                          const SearchState& state, const AbstractLeg& reply, Asker asker) {
  const ClassSpace& space = state.spaces[static_cast<std::size_t>(reply.family)];
  const ClassSet asked = answered_classes(problem, space, reply.classes.front());
  const auto sender = asker == Asker::receiver ? std::optional(reply.target) : std::nullopt;
  return LegSearch(initiations, asked_state).between(sender, reply.emitter, reply.family, asked);
}

std::optional<AbstractLeg> spoiling_leg(const FlowProblem& problem, const SearchState& state, FlowEndpointId node) {
  return LegSearch(problem, state).into(node, std::numeric_limits<std::uint32_t>::max(), false);
}

}  // namespace sekimori
