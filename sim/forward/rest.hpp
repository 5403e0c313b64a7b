// Who may be on a segment although nobody declared them (semantics E2).
#pragma once

#include <optional>
#include <vector>

#include "sekimori/forward/segments.hpp"
#include "sekimori/model/address_set.hpp"

namespace sekimori {

/// The undeclared of one zone on one segment. `zone` absent: no declaration covers them, so they get a zone of their own.
struct Undeclared {
  std::optional<ZoneId> zone;
  AddressSet v4{Family::v4};
  AddressSet v6{Family::v6};
};

/// Addresses of the segment's subnets that no layer-3 interface or declared host on it has; for v4 without subnet and broadcast
/// addresses. With no subnet of the family at all: everything that nobody declared on it has.
[[nodiscard]] AddressSet spare_addresses(const Network& network, const Segment& segment, Family family);
/// fe80::/10 and every v6 prefix configured on the segment: what any endpoint there may give itself (S4).
[[nodiscard]] AddressSet self_assigned_v6(const Segment& segment);
/// One entry per zone, declared zones in id order first.
[[nodiscard]] std::vector<Undeclared> undeclared_on(const Network& network, const Segment& segment);

}  // namespace sekimori
