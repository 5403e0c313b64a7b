// What a run looked at and what it did not: the coverage block, and the flows that must work (2(14) availability).
#pragma once

#include "sekimori/policy/policy.hpp"
#include "sekimori/prove/verdict.hpp"

namespace sekimori {

[[nodiscard]] Coverage coverage_of(const Network& network, const Policy& policy, const std::vector<Zone>& zones, unsigned jobs = 1);

/// Each required ledger row, both ways of a session, by the simulator: from every source to every destination, the first
/// address of each, and every service.
[[nodiscard]] std::vector<RequiredFlow> check_required_flows(const Network& network, const Policy& policy, unsigned jobs = 1);

}  // namespace sekimori
