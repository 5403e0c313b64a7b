// Ledger rows of specified communication (特定通信): which they are, and what their form lacks (S1: limited by path and by protocol).
#pragma once

#include <vector>

#include "sekimori/policy/predicate.hpp"

namespace sekimori {

/// Of the My Number zone and somebody else.
[[nodiscard]] bool is_specified(const Network& network, const LedgerRow& row);
/// What the row does not limit or name; empty: its form is that of a specified communication, and it is an exception (EX of domain.md).
[[nodiscard]] std::vector<Finding> form_faults(const PredicateInput& input, const LedgerRow& row);

}  // namespace sekimori
