// The third answer: one SMT query over the whole path, relays included, unrolled to a bound. No invariant, no classes, no search.
#pragma once

#include <cstddef>
#include <string>

#include "sekimori/policy/cells.hpp"
#include "sekimori/prove/solver.hpp"

namespace sekimori::testing {

/// SMT-LIB text whose models are runs of at most `steps` edges, emissions and relays from a source of `problem` to an endpoint of `target`.
/// IPv4 or IPv6 or non-IP per leg. Problems with crossings or crossing nodes are not encoded (they need tags): see `is_encodable`.
[[nodiscard]] std::string monolithic_query(const FlowProblem& problem, ZoneId target, std::size_t steps);
[[nodiscard]] bool is_encodable(const FlowProblem& problem);

}  // namespace sekimori::testing
