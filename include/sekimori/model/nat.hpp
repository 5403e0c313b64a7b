// Address translation rules (semantics F4). Where they sit between filter and route: forward/flow_graph.hpp.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "sekimori/base/source.hpp"
#include "sekimori/model/address_set.hpp"
#include "sekimori/model/filter.hpp"

namespace sekimori {

/// Session-making source translation: of packets that enter by `in` and leave by `out` (empty list: any interface) and match, the source
/// becomes some member of `pool`. With `port_translation` (PAT/overload) the source port may become any port. `exempt`: what matches goes
/// on untranslated, whatever the rules behind this one say (FortiOS: a policy without NAT; the empty pool then has a family only).
struct SourceNat {
  std::vector<InterfaceId> in, out;
  HeaderMatch match;
  AddressSet pool{Family::v4};
  bool port_translation = false;
  SourceRange at;
  bool exempt = false;
};

/// One-to-one, both ways, without a session: `local` behind `inside` appears as `global` to `outside` (empty list: any interface).
/// Prefixes of equal length map host bits unchanged. With `port`, only that protocol and port.
struct StaticNat {
  struct Port {
    std::uint8_t protocol = kTcp;
    std::uint16_t local = 0, global = 0;
  };
  std::vector<InterfaceId> inside, outside;
  Prefix local = Prefix::everything(Family::v4);
  Prefix global = Prefix::everything(Family::v4);
  std::optional<Port> port;
  SourceRange at;
};

/// Session-making destination translation (port forward, load-balanced VIP): packets entering by `in` that match get a destination in
/// `to`, and a destination port in `to_port` if given.
struct DestinationNat {
  std::vector<InterfaceId> in;
  HeaderMatch match;
  AddressSet to{Family::v4};
  std::optional<ServiceInterval> to_port;
  SourceRange at;
};

/// In the device's evaluation order; the first that matches translates. A packet that matches none goes on untranslated.
using NatRule = std::variant<StaticNat, DestinationNat, SourceNat>;

}  // namespace sekimori
