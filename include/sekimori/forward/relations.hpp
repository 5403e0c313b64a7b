// Edges that ask the same of a packet and do the same to it share a relation: what is computed or printed for one holds for all of them.
#pragma once

#include <cstdint>
#include <vector>

#include "sekimori/forward/flow_graph.hpp"

namespace sekimori {

/// Numbers of the distinct (family, before, rewrite, after) of a graph's edges. Holds as long as no edge of the graph is changed; rule
/// lists may be added.
struct RelationTable {
  std::vector<std::uint32_t> of_edge;            ///< by FlowEdgeId
  std::vector<std::uint32_t> representative;     ///< an edge of each relation
  std::vector<std::vector<FlowEdgeId>> out, in;  ///< edges by the location they leave or enter, ascending

  [[nodiscard]] std::uint32_t of(FlowEdgeId edge) const { return of_edge.at(edge.index); }
};

[[nodiscard]] RelationTable number_relations(const FlowGraph& graph);

}  // namespace sekimori
