// Longest-prefix match over the raw route list and the connected prefixes, per packet (semantics R2, R3). No table is built.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "wiring.hpp"

namespace sekimori::simulation {

/// One way out. `next_hop` none: the destination itself is the neighbour. `any_neighbour`: the table is unknown, so whoever is there
/// may be the next hop (R2). `asks_for_destination`: an interface-only route, so proxy ARP may answer.
struct Exit {
  InterfaceId out;
  std::optional<Address> next_hop;
  bool any_neighbour = false;
  bool asks_for_destination = false;
  bool discard = false;
  std::string why;
  SourceRange at;
};

/// All alternatives for `destination` in `vrf`; none: no route. `any_routing`: the packet entered by an interface with policy routing.
/// A static route is a candidate only while it is usable: its interface up, its next hop resolved without coming back to the route
/// itself. Longest prefix first, then lowest distance; equal ones are alternatives.
[[nodiscard]] std::vector<Exit> lookup(const Wiring& wiring, VrfId vrf, Address destination, bool any_routing = false);

}  // namespace sekimori::simulation
