// Static routes and VRFs. The forwarding table computed from them: forward/fib.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sekimori/base/source.hpp"
#include "sekimori/model/address.hpp"

namespace sekimori {

/// Exactly what the line says. `discard`: null route. `via` alone is recursive; `out` alone is directly connected (ARP for the
/// destination); `vrf`: look `via` up there (a leak), otherwise in the route's own VRF.
struct NextHop {
  std::optional<Address> via;
  std::optional<InterfaceId> out;
  std::optional<VrfId> vrf;
  bool discard = false;
  friend bool operator==(const NextHop&, const NextHop&) = default;
};

/// Among routes of one prefix in one VRF the lowest distance wins; equal distances are alternatives (R3).
struct StaticRoute {
  Prefix destination = Prefix::everything(Family::v4);
  NextHop next_hop;
  std::uint8_t distance = 1;
  SourceRange at;
};

/// A routing table of one device. `any_routing`: dynamic protocols, DHCP/RA routes or PBR make its table unknown, so every packet may
/// leave by any of its interfaces (R2). `leaks_to`: VRFs of the same device whose interfaces may be used (route import, R1).
struct Vrf {
  std::string name;  ///< "" is the global table
  DeviceId device;
  std::vector<StaticRoute> routes;
  bool any_routing = false;
  std::string any_routing_why;
  bool beyond_table = false;  ///< for a reason that no routing table settles: policy routing, multicast, routes that come and go
  SourceRange any_routing_at;
  std::vector<VrfId> leaks_to;
  SourceRange at;
};

}  // namespace sekimori
