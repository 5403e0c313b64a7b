// What a scenario changes in the ledger. What it changes in the network: load/scenario.hpp.
#pragma once

#include <vector>

#include "sekimori/load/scenario.hpp"
#include "sekimori/policy/policy.hpp"

namespace sekimori {

/// Adds and removes rows of `policy`, whose network the scenario has been applied to. Errors: false and located diagnostics (P107..P115 as
/// for a row of ledger.csv, P118 a row of that id is there already, P119 there is none).
[[nodiscard]] bool apply_ledger_edits(const std::vector<LedgerEdit>& edits, const Network& network, Policy& policy,
                                      Diagnostics& diagnostics);

}  // namespace sekimori
