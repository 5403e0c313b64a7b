// The search computes, over header classes, everything that the emitters' packets may reach, adds the endpoints they are delivered to,
// lets those that relay emit in turn, and repeats until nothing is new. It works forwards from one zone, so that one run answers every
// target zone (a backward search would have to be repeated per target). Classes are few because they come from the policy; exact sets of
// headers, measured as BDDs or atomic predicates, explode (docs/soundness.md). Sets are numbered, and the image of a set by a relation is
// computed once, whatever the number of places it comes up at.
#include "sekimori/search/search.hpp"

#include <algorithm>
#include <deque>

#include "delivery.hpp"
#include "sekimori/classes/emission.hpp"
#include "transfer.hpp"

namespace sekimori {
namespace {

class Fixpoint {
 public:
  Fixpoint(const FlowProblem& problem, std::shared_ptr<Transfer> transfer) : problem_(problem), graph_(*problem.graph) {
    for (const Family family : kFamilies) state_.spaces[static_cast<std::size_t>(family)] = transfer->space(family);
    state_.sets = std::shared_ptr<ClassSetTable>(transfer, &transfer->table());
    state_.transfer = std::move(transfer);
    state_.tags = problem.tags();
    state_.locations = graph_.locations.size();
    state_.numbers.resize(3 * 2 * state_.tags * state_.locations);
    queued_.resize(state_.numbers.size());
    const std::size_t endpoints = graph_.endpoints.size();
    state_.holders.resize(endpoints);
    state_.emitters.resize(endpoints);
    state_.holder_round.resize(endpoints);
    state_.emitter_round.resize(endpoints);
    state_.emitted.resize(endpoints);
  }

  SearchState run() && {
    for (const FlowEndpointId source : problem_.sources) {
      hold(source, 0);
      emit(source, 0);
    }
    for (std::uint32_t round = 1;; ++round) {
      propagate();
      if (!collect(round)) break;
    }
    return std::move(state_);
  }

 private:
  void hold(FlowEndpointId endpoint, std::uint32_t round) {
    if (state_.holders[endpoint.index]) return;
    state_.holders[endpoint.index] = true;
    state_.holder_round[endpoint.index] = round;
  }

  void emit(FlowEndpointId endpoint, std::uint32_t round) {
    if (state_.emitters[endpoint.index]) return;
    state_.emitters[endpoint.index] = true;
    state_.emitter_round[endpoint.index] = round;
    for (const EmissionRegion& r : emission_regions(problem_, endpoint)) {
      const std::uint32_t classes = emission_classes(problem_, *state_.transfer, r);
      state_.emitted[endpoint.index].push_back({endpoint, r.attachment, r.at, r.family, r.phase, r.tag, classes});
      add(state_.state_index(r.family, r.phase, r.tag, r.at), classes);
    }
  }

  void add(std::size_t index, std::uint32_t classes) {
    const std::uint32_t sum = state_.transfer->table().united(state_.numbers[index], classes);
    if (sum == state_.numbers[index]) return;
    state_.numbers[index] = sum;
    if (queued_[index]) return;
    queued_[index] = true;
    queue_.push_back(index);
  }

  void propagate() {
    while (!queue_.empty()) {
      const std::size_t index = queue_.front();
      queue_.pop_front();
      queued_[index] = false;
      const std::size_t rest = index / state_.locations;
      const std::size_t tag = rest % state_.tags;
      const auto phase = static_cast<Phase>(rest / state_.tags % 2);
      const auto family = static_cast<Family>(rest / state_.tags / 2);
      for (const FlowEdgeId id : state_.transfer->relations().out[index % state_.locations]) {
        const FlowEdge& edge = graph_.at(id);
        if (edge.family != family || !edge.in_phase(phase)) continue;
        add(state_.state_index(family, phase, tag, edge.to), state_.transfer->image(id, state_.numbers[index]));
      }
    }
  }

  /// New holders and emitters from what was delivered; false when nothing changed.
  bool collect(std::uint32_t round) {
    bool changed = false;
    for (std::size_t i = 0; i < graph_.endpoints.size(); ++i) {
      const auto endpoint = make_id<FlowEndpointId>(i);
      if (state_.emitters[i]) continue;
      if (!state_.holders[i] && delivered(endpoint)) {
        hold(endpoint, round);
        changed = true;
      }
      if (!state_.holders[i]) continue;
      const RelayKind kind = relay_kind(problem_, endpoint);
      if (kind == RelayKind::always || (kind == RelayKind::conditional && relays(endpoint))) {
        emit(endpoint, round);
        changed = true;
      }
    }
    return changed;
  }

  bool delivered(FlowEndpointId endpoint) {
    const auto points = delivery_points(problem_, endpoint);
    return std::any_of(points.begin(), points.end(), [&](const DeliveryPoint& p) { return unexcused_classes(problem_, state_, p) != 0; });
  }

  bool relays(FlowEndpointId endpoint) {
    const auto points = delivery_points(problem_, endpoint);
    return std::any_of(points.begin(), points.end(), [&](const DeliveryPoint& p) { return relayed_classes(problem_, state_, p) != 0; });
  }

  const FlowProblem& problem_;
  const FlowGraph& graph_;
  SearchState state_;
  std::vector<bool> queued_;
  std::deque<std::size_t> queue_;
};

}  // namespace

void SearchState::replace(std::size_t index, const ClassSet& set) { numbers[index] = transfer->table().intern(set); }

SearchState search(const FlowProblem& problem, const ClassSeeds& seeds, TransferPool* pool) {
  TransferPool once;
  return Fixpoint(problem, (pool == nullptr ? once : *pool).get(problem, seeds)).run();
}

std::shared_ptr<Transfer> TransferPool::get(const FlowProblem& problem, const ClassSeeds& seeds) {
  const auto known =
      std::find_if(latest_.begin(), latest_.end(), [&](const Entry& e) { return e.graph == problem.graph && e.seeds == seeds; });
  if (known != latest_.end()) {
    std::rotate(latest_.begin(), known, known + 1);
    return latest_.front().transfer;
  }
  std::array<ClassSpace, 3> spaces;
  for (const Family family : kFamilies) spaces[static_cast<std::size_t>(family)] = make_class_space(family, seeds);
  if (latest_.size() == kKept) latest_.pop_back();
  latest_.insert(latest_.begin(), {problem.graph, seeds, std::make_shared<Transfer>(*problem.graph, problem.relations, std::move(spaces))});
  return latest_.front().transfer;
}

}  // namespace sekimori
