// Is what the ledger says permitted? Each row tried by the simulator.
#pragma once

#include <vector>

#include "sekimori/policy/policy.hpp"
#include "sekimori/policy/predicate.hpp"

namespace sekimori {

/// One result for each row, in order: from sources to destinations, first and last address of each, first and last port of each service,
/// in IPv4 where both ends have it; a device at whichever of its addresses answers. At most 48 sessions of a row, spread over them: what
/// lies between the tried ones is not shown.
[[nodiscard]] std::vector<LedgerMatch> match_ledger(const Network& network, const Policy& policy);

}  // namespace sekimori
