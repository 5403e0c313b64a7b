// A report made again from the inputs and from what an evidence folder claims: certificates are believed only as data, and everything that
// can be computed is computed anew. Whoever writes the folder of the new report and finds the same bytes knows that the folder says nothing
// else (design.md §4, C7); what is left is to discharge the obligations.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "sekimori/check/evidence_claims.hpp"
#include "sekimori/policy/policy.hpp"

namespace sekimori {

struct Recheck {
  /// As `verify` would have given it, with the claimed verdicts; obligations are those of the certificates, not yet discharged.
  Report report;
  std::vector<CheckFinding> findings;  ///< why it does not add up to the theorem
  std::size_t certificates = 0, items = 0, witnesses = 0;
};

/// Pure. `today`: the day on which predicates are judged.
[[nodiscard]] Recheck recheck(const Network& network, const Policy& policy, EvidenceClaims claims,
                              std::optional<std::chrono::year_month_day> today);

}  // namespace sekimori
