// Exact differences of sets of headers: products of addresses and services.
#pragma once

#include <optional>
#include <vector>

#include "sekimori/model/address_set.hpp"
#include "sekimori/model/firewall.hpp"

namespace sekimori {

/// All headers of one family with such a source, such a destination and these other fields.
struct HeaderRegion {
  AddressSet src, dst;
  ServiceBox service;
};

/// The headers of `family` that the match admits. Errors: nullopt when a pattern has too many intervals.
[[nodiscard]] std::optional<std::vector<HeaderRegion>> regions_of(const HeaderMatch& match, Family family);
[[nodiscard]] std::optional<HeaderRegion> intersected(const HeaderRegion& a, const HeaderRegion& b);
/// Disjoint if `regions` are. Errors: nullopt when more than `limit` pieces would be left.
[[nodiscard]] std::optional<std::vector<HeaderRegion>> without(const std::vector<HeaderRegion>& regions, const HeaderRegion& taken,
                                                               std::size_t limit = 4000);

/// Every interface of `inner` is one of `outer`; an empty list is any interface (FirewallRule).
[[nodiscard]] bool covers_scope(const std::vector<InterfaceId>& outer, const std::vector<InterfaceId>& inner);

}  // namespace sekimori
