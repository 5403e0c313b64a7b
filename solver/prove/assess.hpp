// All cells of one network value, tier by tier. verify() calls it on the network as read and, where lines were not understood, under havoc.
#pragma once

#include <map>
#include <optional>
#include <utility>

#include "decide.hpp"
#include "rests_on.hpp"
#include "sekimori/prove/verify.hpp"

namespace sekimori {

using CellKey = std::pair<ZoneId, ZoneId>;

struct Assessment {
  std::vector<Zone> zones;               ///< of the flow graph: implicit ones included
  std::map<CellKey, CellVerdict> cells;  ///< every ordered pair of zones, implicit ones included
  std::vector<Certificate> certificates;
  std::optional<FlowGraph> graph;   ///< of the current-routing tier; only when the policy names a pack
  std::vector<GraphLegend> graphs;  ///< with VerifyOptions::evidence
  ProofMemo memo;
  std::size_t refinements = 0;
};

/// `only`, if any: the cells to decide, by zone names; the others stay undecided.
[[nodiscard]] Assessment assess(const Network& network, const Policy& policy, const VerifyOptions& options,
                                const std::set<ZonePair>* only = nullptr);

}  // namespace sekimori
