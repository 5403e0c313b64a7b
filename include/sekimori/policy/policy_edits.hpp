// What a scenario changes in the policy: the pack that the city runs under, or what one cell admits. Rows: policy/ledger_edits.hpp.
#pragma once

#include <vector>

#include "sekimori/base/file_set.hpp"
#include "sekimori/load/scenario.hpp"
#include "sekimori/policy/policy.hpp"

namespace sekimori {

/// Applies `set_pack` and `set_cell`; a new pack fills the cells that the old one filled, and the city's own stay. What is then admitted
/// beyond the pack is in `policy.widenings`. `network`: its sources get the pack. Errors: false and located diagnostics (P004, P006..P009
/// of a cell, P143, P144 of a pack).
[[nodiscard]] bool apply_policy_edits(const std::vector<LedgerEdit>& edits, const FileSet& files, Network& network, Policy& policy,
                                      Diagnostics& diagnostics);

}  // namespace sekimori
