// Sets rounded up to prefixes: a hint for shorter proofs. "10.10.0.0/16" says what a zone is in one comparison, the addresses that its
// hosts have take dozens of bounds.
#pragma once

#include <vector>

#include "sekimori/model/address_set.hpp"

namespace sekimori {

/// For each of `sets` (one family) a superset made of few prefixes, none longer than it need be, that takes in no address which only
/// others of `sets` have, besides those its own shares with them. Addresses that nobody has go to whom they are next to.
[[nodiscard]] std::vector<AddressSet> rounded(const std::vector<AddressSet>& sets);

}  // namespace sekimori
