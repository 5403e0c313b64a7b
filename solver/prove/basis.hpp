// Is a separation physical? Reachability in the bare graph, all guards ignored.
#pragma once

#include <set>

#include "sekimori/policy/problem.hpp"

namespace sekimori {

/// Zones with an endpoint that some chain of edges and endpoints joins to the sources, whatever filters and routes say (X6).
[[nodiscard]] std::set<ZoneId> zones_connected_to(const FlowGraph& graph, const FlowProblem& problem);

}  // namespace sekimori
