// The search engine (untrusted): a fixpoint over (location, phase, tag, header class) that yields a candidate invariant, or an abstract
// path to look for a packet on.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "sekimori/classes/invariant.hpp"
#include "sekimori/policy/problem.hpp"

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

/// Candidate invariant, holders H and emitters E of one problem (C), and how they were found. Copies share the table, which only grows; use
/// them from one thread.
struct SearchState : Invariant {
  std::shared_ptr<Transfer> transfer;                      ///< what edges do to classes, and the numbered sets; internal to the search
  std::vector<std::vector<EmittedClasses>> emitted;        ///< by FlowEndpointId; empty for those that do not emit
  std::vector<std::uint32_t> holder_round, emitter_round;  ///< when first found; sources are 0; meaningless when not set

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
/// Widenings for the certificate of `state`, from what its edges do to classes. The hint keeps the state's table alive.
[[nodiscard]] WideningHint widening_hint(const SearchState& state);
/// Paths in one state, which must outlive the object and stay as it is: what leads to one target leads on to others, and is walked once.
class AbstractPaths {
 public:
  AbstractPaths(const FlowProblem& problem, const SearchState& state);
  ~AbstractPaths();
  AbstractPaths(const AbstractPaths&) = delete;
  AbstractPaths& operator=(const AbstractPaths&) = delete;

  /// Legs from a source to `target`, in order; empty when `target` is not a holder. Shortest path per leg.
  [[nodiscard]] std::vector<AbstractLeg> to(FlowEndpointId target);

 private:
  struct Legs;
  const SearchState* state_;
  std::unique_ptr<Legs> legs_;
};
/// The shortest leg that brings raw data unlawfully to a crossing node among the sources (X5); nullopt when there is none.
[[nodiscard]] std::optional<AbstractLeg> spoiling_leg(const FlowProblem& problem, const SearchState& state, FlowEndpointId node);
enum class Asker : std::uint8_t { receiver, anybody };
/// The shortest way for the receiver of `reply` to have asked its sender, in G (`asked`, which is what `problem.asked` points to): a leg of
/// `initiations`, which is initiations_of(problem). For anybody: what looks like that, as far as the classes tell. nullopt when there is
/// none.
[[nodiscard]] std::optional<AbstractLeg> initiating_leg(const FlowProblem& initiations, const SearchState& asked,
                                                        const FlowProblem& problem, const SearchState& state, const AbstractLeg& reply,
                                                        Asker asker = Asker::receiver);
/// Adds what the guards along `leg` distinguish within its classes. True when something was new.
bool refine(const FlowProblem& problem, const SearchState& state, const AbstractLeg& leg, ClassSeeds& seeds);

}  // namespace sekimori
