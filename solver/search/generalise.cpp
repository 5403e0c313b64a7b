// The least fixpoint names exactly what the emitters send, which is long to write down and different at every place. All that a proof needs
// is that nothing forbidden follows. So the fixpoint is also taken backwards: whatever may lead to a forbidden delivery is left out, all
// else is let in. Most places then hold "anything", or all but a few destinations, and share one obligation.
#include <algorithm>
#include <deque>
#include <set>

#include "delivery.hpp"
#include "sekimori/search/search.hpp"
#include "transfer.hpp"

namespace sekimori {
namespace {

/// A part of the state that no step leaves: one family, phase and tag.
struct Plane {
  Family family = Family::v4;
  Phase phase = Phase::initiate;
  std::size_t tag = 0;
};

class Generaliser {
 public:
  Generaliser(const FlowProblem& problem, SearchState state)
      : problem_(problem), graph_(*problem.graph), state_(std::move(state)), transfer_(*state_.transfer) {}

  SearchState run() && {
    for (const Family family : kFamilies) {
      for (const Phase phase : kPhases) {
        for (std::size_t tag = 0; tag < state_.tags; ++tag) generalise({family, phase, tag});
      }
    }
    return std::move(state_);
  }

 private:
  using Numbers = std::vector<std::uint32_t>;  ///< by location

  bool in_plane(const FlowEdge& edge, const Plane& plane) const { return edge.family == plane.family && edge.in_phase(plane.phase); }

  void generalise(const Plane& plane) {
    const auto first =
        state_.numbers.begin() + static_cast<std::ptrdiff_t>(state_.state_index(plane.family, plane.phase, plane.tag, LocationId{0}));
    const Numbers reached(first, first + static_cast<std::ptrdiff_t>(state_.locations));
    if (std::all_of(reached.begin(), reached.end(), [](std::uint32_t n) { return n == 0; })) return;
    const std::vector<bool> support = places_beyond(reached, plane);
    const Numbers unsafe = leading_to_forbidden(plane);
    const ClassSet all = ClassSet::everything(transfer_.space(plane.family));
    Numbers safe(state_.locations);
    for (std::size_t i = 0; i < safe.size(); ++i) {
      if (!support[i]) continue;
      ClassSet rest = all;
      rest.subtract(transfer_.table().at(unsafe[i]));
      safe[i] = transfer_.table().intern(std::move(rest));
    }
    const std::uint32_t everything = transfer_.table().intern(all);
    if (distinct_steps(safe, plane, everything) < distinct_steps(reached, plane, everything)) std::copy(safe.begin(), safe.end(), first);
  }

  /// Where packets can be at all, whatever their headers.
  std::vector<bool> places_beyond(const Numbers& reached, const Plane& plane) const {
    std::vector<bool> seen(state_.locations);
    std::deque<std::size_t> queue;
    const auto visit = [&](std::size_t place) {
      if (seen[place]) return;
      seen[place] = true;
      queue.push_back(place);
    };
    for (std::size_t i = 0; i < reached.size(); ++i) {
      if (reached[i] != 0) visit(i);
    }
    while (!queue.empty()) {
      const std::size_t place = queue.front();
      queue.pop_front();
      for (const FlowEdgeId id : transfer_.relations().out[place]) {
        if (in_plane(graph_.at(id), plane)) visit(graph_.at(id).to.index);
      }
    }
    return seen;
  }

  Numbers leading_to_forbidden(const Plane& plane) {
    Numbers unsafe(state_.locations);
    std::deque<std::size_t> queue;
    std::vector<bool> queued(state_.locations);
    const auto add = [&](std::size_t place, std::uint32_t classes) {
      const std::uint32_t sum = transfer_.table().united(unsafe[place], classes);
      if (sum == unsafe[place]) return;
      unsafe[place] = sum;
      if (!queued[place]) queue.push_back(place);
      queued[place] = true;
    };
    for (std::size_t i = 0; i < graph_.endpoints.size(); ++i) {
      const DeliveryPoint point{make_id<FlowEndpointId>(i), plane.family, plane.phase, plane.tag};
      add(graph_.endpoints[i].delivery.index, transfer_.table().intern(forbidden_classes(problem_, state_, point)));
    }
    while (!queue.empty()) {
      const std::size_t place = queue.front();
      queue.pop_front();
      queued[place] = false;
      for (const FlowEdgeId id : transfer_.relations().in[place]) {
        if (in_plane(graph_.at(id), plane)) add(graph_.at(id).from.index, transfer_.preimage(id, unsafe[place]));
      }
    }
    return unsafe;
  }

  /// How many obligations the steps of a plane need that say anything.
  std::size_t distinct_steps(const Numbers& at, const Plane& plane, std::uint32_t everything) const {
    std::set<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>> distinct;
    for (std::size_t i = 0; i < graph_.edges.size(); ++i) {
      const FlowEdge& edge = graph_.edges[i];
      const std::uint32_t from = at[edge.from.index], to = at[edge.to.index];
      if (!in_plane(edge, plane) || from == 0 || from == to || to == everything) continue;
      distinct.emplace(transfer_.relation(make_id<FlowEdgeId>(i)), from, to);
    }
    return distinct.size();
  }

  const FlowProblem& problem_;
  const FlowGraph& graph_;
  SearchState state_;
  Transfer& transfer_;
};

}  // namespace

SearchState generalised(const FlowProblem& problem, SearchState state) { return Generaliser(problem, std::move(state)).run(); }

}  // namespace sekimori
