// Is what the ledger says permitted? Each row tried by the simulator.
#pragma once

#include <vector>

#include "sekimori/forward/flow_graph.hpp"
#include "sekimori/policy/policy.hpp"
#include "sekimori/policy/predicate.hpp"

namespace sekimori {

/// One result for each row, in order: from each source to each destination, one session of each kind that the flow graph (of current
/// routing) can tell apart by addresses, protocol or ports, so that the rest of the row is like one that was tried. In IPv4 where both
/// ends have it; a device at whichever of its addresses answers; a client from dynamic ports unless the row names others. Of a row with
/// too many kinds some are tried, spread over them, and the others counted.
[[nodiscard]] std::vector<LedgerMatch> match_ledger(const Network& network, const Policy& policy, const FlowGraph& graph,
                                                    unsigned jobs = 1);

}  // namespace sekimori
