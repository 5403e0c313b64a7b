// What the permits of boundary firewalls open between zones beyond the ledger, the sanitisers and the security cloud: as sets of headers,
// after earlier denies and today's routes.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "header_regions.hpp"
#include "sekimori/policy/predicate.hpp"

namespace sekimori {

/// A permit and a part of what it opens too much; `too_intricate` and `translated` ones could not be compared. The pointers are into the
/// input's network and policy.
struct RuleExcess {
  enum class Kind : std::uint8_t { extra, wider, translated, too_intricate };
  Kind kind = Kind::extra;
  const Device* device = nullptr;
  const FirewallRule* rule = nullptr;
  std::optional<HeaderRegion> piece;  ///< not of a `too_intricate` one
  const LedgerRow* row = nullptr;     ///< of a `wider` one: that the rule was meant for
};

/// By family, device and rule.
[[nodiscard]] std::vector<RuleExcess> rule_excesses(const PredicateInput& input);
/// A sentence with the rule, where it stands and the headers.
[[nodiscard]] Text describe(const PredicateInput& input, const RuleExcess& excess);

}  // namespace sekimori
