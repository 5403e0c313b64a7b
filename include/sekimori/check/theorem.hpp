// The small checker: do these obligations, once each is unsatisfiable, add up to the theorem (docs/soundness.md, "The argument")? It reads
// the flow graph and the problem, and counts; it prints nothing for a solver, and knows neither the search nor how obligations are printed.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "sekimori/classes/invariant.hpp"
#include "sekimori/policy/problem.hpp"
#include "sekimori/prove/verdict.hpp"

namespace sekimori {

/// Without any solver: sizes fit the problem, classes are a partition, A ⊆ E ⊆ H, H ∩ B = ∅, whoever must emit emits (C1, C2, C7). Each
/// defect a short sentence; empty when all is well. Nothing else here may be called for an invariant that has defects.
[[nodiscard]] std::vector<std::string> set_defects(const FlowProblem& problem, const Invariant& invariant,
                                                   const std::vector<ZoneId>& targets);

/// Every item that must be shown, from the problem, Inv, H and E alone (C3-C6): emitters x places x phases x tags, edges x phases x tags,
/// receivers x phases x tags.
[[nodiscard]] std::set<ItemKey> demanded_items(const FlowProblem& problem, const Invariant& invariant);

/// Zones that a path of edges and relays, whatever their guards, leads to from the sources.
[[nodiscard]] std::set<ZoneId> connected_zones(const FlowProblem& problem);

}  // namespace sekimori
