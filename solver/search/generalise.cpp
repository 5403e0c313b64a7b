// The least fixpoint names exactly what the emitters send, which is long to write down and different at every place. All that a proof needs
// is that nothing forbidden follows. So the fixpoint is also taken backwards: whatever may lead to a forbidden delivery is left out, all
// else is let in. "All else" is everything there is, or everything of the plane: what is reached somewhere in it. Most places then hold one
// set, or all but a few destinations of it, and share one obligation.
#include <algorithm>
#include <deque>
#include <map>
#include <set>

#include "delivery.hpp"
#include "sekimori/search/search.hpp"
#include "transfer.hpp"
#include "widen.hpp"

namespace sekimori {
namespace {

/// A part of the state that no step leaves: one family, phase and tag.
struct Plane {
  Family family = Family::v4;
  Phase phase = Phase::initiate;
  std::size_t tag = 0;
};

using Numbers = std::vector<std::uint32_t>;  ///< by location

class Generaliser {
 public:
  Generaliser(const FlowProblem& problem, SearchState state)
      : problem_(problem), graph_(*problem.graph), state_(std::move(state)), transfer_(*state_.transfer), table_(transfer_.table()) {}

  SearchState run() && {
    for (const Family family : kFamilies) {
      for (const Phase phase : kPhases) {
        for (std::size_t tag = 0; tag < state_.tags; ++tag) generalise({family, phase, tag});
      }
    }
    return std::move(state_);
  }

 private:
  bool in_plane(const FlowEdge& edge, const Plane& plane) const { return edge.family == plane.family && edge.in_phase(plane.phase); }

  void generalise(const Plane& plane) {
    const auto first =
        state_.numbers.begin() + static_cast<std::ptrdiff_t>(state_.state_index(plane.family, plane.phase, plane.tag, LocationId{0}));
    const Numbers reached(first, first + static_cast<std::ptrdiff_t>(state_.locations));
    if (std::all_of(reached.begin(), reached.end(), [](std::uint32_t n) { return n == 0; })) return;
    const std::vector<bool> support = places_beyond(reached, plane);
    const std::uint32_t everything = transfer_.everything(plane.family);
    Numbers best = reached;
    std::size_t cost = steps_to_show(best, plane, everything);
    const auto consider = [&](std::uint32_t universe, const Numbers& unsafe) {
      Numbers safe(state_.locations);
      for (std::size_t i = 0; i < safe.size(); ++i) safe[i] = support[i] ? table_.without(universe, unsafe[i]) : 0;
      const std::size_t steps = steps_to_show(safe, plane, everything);
      if (steps >= cost) return;
      cost = steps;
      best = std::move(safe);
    };
    const std::uint32_t universe = reached_anywhere(reached, plane);
    consider(universe, leading_to_forbidden(plane, universe));
    // A crossing's packets are few: all else there is would only add to what must be kept out.
    if (plane.tag == 0) consider(everything, simpler(plane, leading_to_forbidden(plane, everything), reached));
    std::copy(best.begin(), best.end(), first);
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

  /// What is reached at some place, and what it may be made into at any: no step leads out of it.
  std::uint32_t reached_anywhere(const Numbers& reached, const Plane& plane) {
    std::uint32_t universe = 0;
    for (const std::uint32_t set : reached) universe = table_.united(universe, set);
    for (std::uint32_t before = 0; before != universe;) {
      before = universe;
      for (const std::uint32_t edge : transfer_.relations().representative) {
        const FlowEdgeId id{edge};
        if (graph_.at(id).family == plane.family && !transfer_.is_identity(id)) {
          universe = table_.united(universe, transfer_.image(id, universe));
        }
      }
    }
    return universe;
  }

  Numbers leading_to_forbidden(const Plane& plane, std::uint32_t universe) {
    Numbers forbidden(state_.locations);
    for (std::size_t i = 0; i < graph_.endpoints.size(); ++i) {
      const DeliveryPoint point{make_id<FlowEndpointId>(i), plane.family, plane.phase, plane.tag};
      std::uint32_t& at = forbidden[graph_.endpoints[i].delivery.index];
      at = table_.united(at, forbidden_classes(problem_, state_, point, universe));
    }
    return leading_to(plane, universe, std::move(forbidden));
  }

  /// Simpler sets, where what is not reached may count as unsafe: nothing that is reached leads to what is not. The same for all places of
  /// one set, so that they keep sharing one.
  Numbers simpler(const Plane& plane, Numbers unsafe, const Numbers& reached) {
    std::map<std::uint32_t, std::uint32_t> reached_in, wider;
    for (std::size_t i = 0; i < unsafe.size(); ++i) {
      std::uint32_t& sum = reached_in[unsafe[i]];
      sum = table_.united(sum, reached[i]);
    }
    for (const auto& [set, there] : reached_in) {
      wider[set] = widened(transfer_.space(plane.family), table_, set, there);
    }
    for (std::uint32_t& set : unsafe) set = wider.at(set);
    return leading_to(plane, transfer_.everything(plane.family), std::move(unsafe));
  }

  /// Adds what leads there, backwards, as far as it is in the universe.
  Numbers leading_to(const Plane& plane, std::uint32_t universe, Numbers unsafe) {
    std::deque<std::size_t> queue;
    std::vector<bool> queued(state_.locations);
    const auto enqueue = [&](std::size_t place) {
      if (!queued[place]) queue.push_back(place);
      queued[place] = true;
    };
    for (std::size_t i = 0; i < unsafe.size(); ++i) {
      if (unsafe[i] != 0) enqueue(i);
    }
    while (!queue.empty()) {
      const std::size_t place = queue.front();
      queue.pop_front();
      queued[place] = false;
      for (const FlowEdgeId id : transfer_.relations().in[place]) {
        const FlowEdge& edge = graph_.at(id);
        if (!in_plane(edge, plane)) continue;
        const std::uint32_t sum = table_.united(unsafe[edge.from.index], table_.common(universe, transfer_.preimage(id, unsafe[place])));
        if (sum == unsafe[edge.from.index]) continue;
        unsafe[edge.from.index] = sum;
        enqueue(edge.from.index);
      }
    }
    return unsafe;
  }

  /// How much there is to show of the steps of a plane: guards, and what each must keep out.
  std::size_t steps_to_show(const Numbers& at, const Plane& plane, std::uint32_t everything) {
    constexpr std::size_t kSet = 16;  ///< an obligation of its own costs as much as this many guards
    std::set<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>> guards;
    std::set<std::pair<std::uint32_t, std::uint32_t>> sets;
    for (std::size_t i = 0; i < graph_.edges.size(); ++i) {
      const FlowEdge& edge = graph_.edges[i];
      std::uint32_t from = at[edge.from.index], to = at[edge.to.index];
      if (!in_plane(edge, plane) || from == 0 || from == to || to == everything) continue;
      if (edge.rewrite.is_identity()) {
        from = table_.without(from, to);
        to = 0;
        if (from == 0) continue;
      }
      guards.emplace(transfer_.relation(make_id<FlowEdgeId>(i)), from, to);
      sets.emplace(from, to);
    }
    return guards.size() + kSet * sets.size();
  }

  const FlowProblem& problem_;
  const FlowGraph& graph_;
  SearchState state_;
  Transfer& transfer_;
  ClassSetTable& table_;
};

}  // namespace

WideningHint widening_hint(const SearchState& state) {
  return [transfer = state.transfer](Family, FlowEdgeId edge, std::uint32_t leaving) { return transfer->widened(edge, leaving); };
}

SearchState generalised(const FlowProblem& problem, SearchState state) { return Generaliser(problem, std::move(state)).run(); }

}  // namespace sekimori
