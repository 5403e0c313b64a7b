// Which tunnel interfaces are ends of one wire, and who else may be on it (semantics L6).
#pragma once

#include <vector>

#include "sekimori/model/network.hpp"

namespace sekimori {

struct TunnelWire {
  InterfaceId a, b;
};

struct Tunnels {
  std::vector<TunnelWire> wires;
  /// Ends without a peer in the model, or that take any peer: a hostile external is there.
  std::vector<InterfaceId> open_ends;
  /// Ends of which they or their peer do not encrypt and authenticate: whoever the outer packets pass is on the wire as well.
  std::vector<InterfaceId> exposed;
};

[[nodiscard]] Tunnels find_tunnels(const Network& network);
/// The interfaces that the outer packets of this end leave by: the local interface, or those that own the local address; all of the
/// device when the end names neither.
[[nodiscard]] std::vector<InterfaceId> outer_interfaces(const Network& network, InterfaceId tunnel);

}  // namespace sekimori
