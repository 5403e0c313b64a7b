// What a certificate would not hold without: rules and closing denies of packet filters, each with the obligation that then has a model.
// Nothing of a proof rests on this; it tells the reader which lines the proof needs.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <vector>

#include "sekimori/policy/problem.hpp"
#include "sekimori/prove/solver.hpp"
#include "sekimori/search/search.hpp"

namespace sekimori {

/// A deny of a packet filter that keeps a step of the certificate inside the invariant: without it `packet` takes the edge and leaves it.
struct RuleSupport {
  RuleListId list;
  std::size_t rule = 0;  ///< index into the rules; rules.size() for the closing deny
  FlowEdgeId edge;       ///< the first whose obligation has a model without the rule
  Packet packet;
  bool to_kept = false;  ///< the packet is for an address of somebody who must not get it
};

/// The last rule, if it denies everything that comes to it.
[[nodiscard]] std::optional<std::size_t> closing_rule(const Filter& list);
/// The list without one rule. The closing deny is the fallback together with a last rule that denies everything: without it, what no other
/// rule matches is permitted.
[[nodiscard]] Filter without_rule(const Filter& list, std::size_t rule);

/// The supports of the certificate of (Inv, H, E) in `state`, ascending by list and rule. `reached`: the search's own state, of which
/// `state` is a coarser one; only packets that come so far count, not whatever the invariant lets in besides. Counted is what the rule
/// itself lets pass at the edge, not answers in sessions that it would let somebody open. Of one list, at most 256 denies before the
/// closing one are tried.
[[nodiscard]] std::vector<RuleSupport> supports_of(const FlowProblem& problem, const SearchState& reached, const SearchState& state,
                                                   SolverSession& session, std::chrono::milliseconds timeout);

}  // namespace sekimori
