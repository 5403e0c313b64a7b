// The search engine (untrusted): a fixpoint over (location, phase, tag, header class) that yields a candidate invariant, or an abstract
// path to look for a packet on.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "sekimori/policy/problem.hpp"
#include "sekimori/search/class_set_table.hpp"

namespace sekimori {

class Transfer;

/// What an emitter puts on one place.
struct EmittedClasses {
  FlowEndpointId sender;
  std::size_t attachment = 0;
  LocationId at;
  Family family = Family::v4;
  Phase phase = Phase::initiate;
  std::size_t tag = 0;
  std::uint32_t classes = 0;  ///< number of a set
};

/// Candidate invariant, holders H and emitters E of one problem (C). `numbers` is indexed by `state_index` and names sets of `table()`.
/// Copies share the table, which only grows; use them from one thread.
struct SearchState {
  std::array<ClassSpace, 3> spaces;  ///< by Family
  std::size_t tags = 1, locations = 0;
  std::vector<std::uint32_t> numbers;
  std::shared_ptr<Transfer> transfer;                      ///< what edges do to classes, and the numbered sets; internal to the search
  std::vector<std::vector<EmittedClasses>> emitted;        ///< by FlowEndpointId; empty for those that do not emit
  std::vector<bool> holders, emitters;                     ///< by FlowEndpointId
  std::vector<std::uint32_t> holder_round, emitter_round;  ///< when first found; sources are 0; meaningless when not set

  [[nodiscard]] std::size_t state_index(Family family, Phase phase, std::size_t tag, LocationId location) const {
    return ((static_cast<std::size_t>(family) * 2 + static_cast<std::size_t>(phase)) * tags + tag) * locations + location.index;
  }
  [[nodiscard]] std::uint32_t number_at(Family family, Phase phase, std::size_t tag, LocationId location) const {
    return numbers[state_index(family, phase, tag, location)];
  }
  [[nodiscard]] const ClassSet& at(Family family, Phase phase, std::size_t tag, LocationId location) const {
    return table().at(number_at(family, phase, tag, location));
  }
  [[nodiscard]] const ClassSetTable& table() const;
  void replace(std::size_t index, const ClassSet& set);
};

/// One abstract leg: `emitter` sends from `attachment`'s emission location `start`; the packet's class at each location along `edges`.
struct AbstractLeg {
  FlowEndpointId emitter, target;
  std::size_t attachment = 0;
  LocationId start;
  Family family = Family::v4;
  Phase phase = Phase::initiate;
  std::size_t tag = 0;
  std::vector<FlowEdgeId> edges;
  std::vector<HeaderClass> classes;  ///< edges.size() + 1
  /// For each step, what every packet that takes this leg to a forbidden end is in there; empty: not known.
  std::vector<HeaderHull> within;
  bool must_relay = false;  ///< the target must be made to relay (its relay condition is part of the leg)
};

/// Sets worth distinguishing from the start: zones' and crossings' addresses, NAT pools, relay conditions, crossing services.
[[nodiscard]] ClassSeeds policy_seeds(const FlowProblem& problem);
/// What edges do to classes depends on the graph and the seeds alone: the latest few are kept here for the next problem. The graphs, and
/// their relations, must outlive it. For one thread.
class TransferPool {
 public:
  [[nodiscard]] std::shared_ptr<Transfer> get(const FlowProblem& problem, const ClassSeeds& seeds);

 private:
  static constexpr std::size_t kKept = 4;
  struct Entry {
    const FlowGraph* graph = nullptr;
    ClassSeeds seeds;
    std::shared_ptr<Transfer> transfer;
  };
  std::vector<Entry> latest_;  ///< the last one used comes first
};

/// The addresses of each zone as they are; policy_seeds has them rounded. True when something was new.
bool add_exact_zones(const FlowGraph& graph, ClassSeeds& seeds);
/// Least fixpoint over the classes of `seeds`, with H and E of the problem's threat level (E7).
[[nodiscard]] SearchState search(const FlowProblem& problem, const ClassSeeds& seeds, TransferPool* pool = nullptr);
/// A coarser invariant for the same holders and emitters: everything but what may lead to a further one, where that makes for fewer
/// distinct steps to prove. A closed `state` stays one.
[[nodiscard]] SearchState generalised(const FlowProblem& problem, SearchState state);
/// A hint for shorter proofs: all headers with these sources and services, whatever else, are in the set of this number.
[[nodiscard]] bool holds_all(const SearchState& state, std::uint32_t set, const AddressSet& sources,
                             const std::vector<ServiceBox>& services);
/// Number of the set of classes that may pass an edge which changes nothing.
[[nodiscard]] std::uint32_t passing_classes(const SearchState& state, FlowEdgeId edge, Family family);
/// A hint for shorter proofs: a superset of `set`, simpler to say, that no class of `passing` is in, if none is in `set`.
[[nodiscard]] ClassSet kept_out(const SearchState& state, Family family, std::uint32_t passing, const ClassSet& set);
/// Legs from a source to `target`, in order; empty when `target` is not a holder. Shortest path per leg.
[[nodiscard]] std::vector<AbstractLeg> abstract_path(const FlowProblem& problem, const SearchState& state, FlowEndpointId target);
/// The shortest leg that brings raw data unlawfully to a crossing node among the sources (X5); nullopt when there is none.
[[nodiscard]] std::optional<AbstractLeg> spoiling_leg(const FlowProblem& problem, const SearchState& state, FlowEndpointId node);
enum class Asker : std::uint8_t { receiver, anybody };
/// The shortest way for the receiver of `reply` to have asked its sender, in G (`problem.asked`): a leg of `initiations`, which is
/// initiations_of(problem). For anybody: what looks like that, as far as the classes tell. nullopt when there is none.
[[nodiscard]] std::optional<AbstractLeg> initiating_leg(const FlowProblem& initiations, const FlowProblem& problem,
                                                        const SearchState& state, const AbstractLeg& reply, Asker asker = Asker::receiver);
/// Adds what the guards along `leg` distinguish within its classes. True when something was new.
bool refine(const FlowProblem& problem, const SearchState& state, const AbstractLeg& leg, ClassSeeds& seeds);

}  // namespace sekimori
