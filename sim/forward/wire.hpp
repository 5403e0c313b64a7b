// What a port makes of the frames on its wire: the places ("spots") that layer-2 connectivity is computed over.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <vector>

#include "sekimori/model/network.hpp"

namespace sekimori {

enum class SpotKind : std::uint8_t {
  bridge,  ///< one VLAN of a switch
  port,    ///< one tag of a port that does not bridge (routed, or of a transparent firewall)
  hub,     ///< a device that sends every frame everywhere
  tunnel,  ///< the inside of a tunnel interface
};

/// A place where frames are heard by all or none. `owner` is a device (bridge, hub) or an interface (port, tunnel); `tag` is a VLAN
/// number, 0 for untagged frames of a port and where tags do not matter.
struct Spot {
  SpotKind kind = SpotKind::bridge;
  std::uint32_t owner = 0;
  std::uint16_t tag = 0;
  friend auto operator<=>(const Spot&, const Spot&) = default;
};

using Tag = std::optional<VlanId>;

[[nodiscard]] bool is_hub(const Device& device);
[[nodiscard]] bool is_transparent(const Device& device);
/// May be cabled: a physical port or a port-channel.
[[nodiscard]] bool is_port(const Interface& interface);

/// Every VLAN that some port, SVI, subinterface or host names, and one representative for each class of the others: two VLANs that no
/// line names and that the same trunks carry behave alike.
[[nodiscard]] std::vector<VlanId> relevant_vlans(const Network& network);

/// Where a frame with this tag goes that arrives at `port`, which equally is where frames come from that leave it so; nullopt when
/// dropped. `port` must be effective and live. A port also takes frames tagged with its own untagged VLAN (L1: both ends carry it).
[[nodiscard]] std::optional<Spot> spot_of_frame(const Network& network, InterfaceId port, Tag tag);
/// Does a frame with this tag ever leave `port`? A switch port sends its untagged VLAN untagged only, though it takes it tagged too
/// (IEEE 802.1Q). Yes when in doubt.
[[nodiscard]] bool may_leave(const Network& network, InterfaceId port, Tag tag);
/// All of them: untagged, then by VLAN; the spots repeat where tags do not matter.
[[nodiscard]] std::vector<Spot> spots_of_port(const Network& network, InterfaceId port, const std::vector<VlanId>& vlans);
/// Where a layer-3 interface sends and receives; nullopt for loopbacks, members of a port-channel, and what is down.
[[nodiscard]] std::optional<Spot> spot_of_layer3(const Network& network, InterfaceId interface);
/// Where a host's card is (L4: on a trunk without a VLAN of its own, everywhere); empty when its port is down.
[[nodiscard]] std::vector<Spot> spots_of_host(const Network& network, const Attachment& attachment, const std::vector<VlanId>& vlans);

}  // namespace sekimori
