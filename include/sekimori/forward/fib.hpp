// Forwarding tables: longest-prefix match over connected and static routes of each VRF (semantics R3).
#pragma once

#include <optional>
#include <vector>

#include "sekimori/model/address_set.hpp"
#include "sekimori/model/network.hpp"

namespace sekimori {

/// One alternative of a FIB entry. `gateway` absent: the destination itself is on the link. `out` absent: discarded.
struct FibAction {
  std::optional<InterfaceId> out;
  std::optional<Address> gateway;
  SourceRange at;  ///< the route or address line that says so
  friend auto operator<=>(const FibAction&, const FibAction&) = default;
};

/// All alternatives of one prefix, after distance comparison and recursion.
struct FibEntry {
  Prefix prefix = Prefix::everything(Family::v4);
  std::vector<FibAction> actions;
};

/// Sorted longest prefix first, then by network. Empty result of a lookup means "no route".
struct Fib {
  std::vector<FibEntry> entries;
};

/// Source: RFC 1812 5.2.4.3 (longest match). Interfaces that are down contribute nothing; a route whose next hop does not resolve is
/// left out (a floating one then takes its place).
[[nodiscard]] Fib compute_fib(const Network& network, VrfId vrf, Family family);
[[nodiscard]] const FibEntry* lookup(const Fib& fib, Address destination);
/// The destinations for which `lookup` gives an action that leaves by `out` (with this gateway, or any when nullopt; `connected` when
/// gateway must be absent). Exact.
[[nodiscard]] AddressSet destinations_via(const Fib& fib, Family family, InterfaceId out);
[[nodiscard]] AddressSet destinations_via(const Fib& fib, Family family, InterfaceId out, std::optional<Address> gateway);

}  // namespace sekimori
