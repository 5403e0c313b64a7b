// Who is plugged into what, and which tag a frame wears on which wire. How far a frame then gets: flood.hpp.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <vector>

#include "sekimori/model/network.hpp"

namespace sekimori::simulation {

/// What a frame wears on a wire. `any`: every form at once, as what leaves a device that bridges everything, or a sender that may tag
/// as it likes (L4).
struct Tag {
  enum class Kind : std::uint8_t { untagged, tagged, any };
  Kind kind = Kind::untagged;
  std::uint16_t vlan = 0;  ///< for `tagged` only

  static Tag none() { return {}; }
  static Tag of(VlanId vlan) { return {Kind::tagged, vlan.number()}; }
  static Tag every() { return {Kind::any, 0}; }
  friend auto operator<=>(const Tag&, const Tag&) = default;
};

/// Where a frame can be inside a device. `bridge`: a VLAN of a switch, or (vlan 0) the one domain of a device that bridges everything.
/// `layer3`: an interface that sends and receives packets. `transparent`: a port of a transparent firewall, before its policy; vlan 0 is
/// untagged there.
struct Place {
  enum class Kind : std::uint8_t { bridge, layer3, transparent };
  Kind kind = Kind::bridge;
  std::uint32_t index = 0;  ///< of the device (bridge) or of the interface
  std::uint16_t vlan = 0;

  static Place bridge(DeviceId device, std::uint16_t vlan) { return {Kind::bridge, device.index, vlan}; }
  static Place layer3(InterfaceId interface) { return {Kind::layer3, interface.index, 0}; }
  static Place transparent(InterfaceId port, std::uint16_t vlan) { return {Kind::transparent, port.index, vlan}; }
  friend auto operator<=>(const Place&, const Place&) = default;
};

/// One network card of a host.
struct Card {
  HostId host;
  std::size_t attachment = 0;
  friend auto operator<=>(const Card&, const Card&) = default;
};

/// Lookup tables over a Network: nothing in it that the configuration does not say literally. Refers to the network, which must outlive it.
class Wiring {
 public:
  explicit Wiring(const Network& network);

  [[nodiscard]] const Network& network() const { return *network_; }
  /// The port-channel that `port` is a member of, or `port` itself.
  [[nodiscard]] InterfaceId logical(InterfaceId port) const;
  /// The interface, its parent and (for a member) its channel are not shut down.
  [[nodiscard]] bool is_up(InterfaceId interface) const;
  /// Logical ports at the other ends of the cables of a logical port; only those that are up, when `port` is.
  [[nodiscard]] const std::vector<InterfaceId>& far_ports(InterfaceId port) const { return far_.at(port.index); }
  /// Cards plugged into a logical port.
  [[nodiscard]] const std::vector<Card>& cards_at(InterfaceId port) const { return cards_.at(port.index); }
  [[nodiscard]] const std::vector<InterfaceId>& subinterfaces(InterfaceId port) const { return subinterfaces_.at(port.index); }
  /// The logical ports of a device that are up and have a layer-2 role (all of them, if it bridges everything).
  [[nodiscard]] const std::vector<InterfaceId>& bridged_ports(DeviceId device) const { return bridged_.at(device.index); }
  /// VLAN numbers worth looking at: those named anywhere, and one for each way in which the others are allowed on trunks. Ascending.
  [[nodiscard]] const std::vector<VlanId>& vlans() const { return vlans_; }
  /// The interfaces at the other end of a tunnel: `remote` of each is a local address of the other (L6).
  [[nodiscard]] std::vector<InterfaceId> tunnel_peers(InterfaceId tunnel) const;
  /// The interface that the outer packets of a tunnel use; nullopt when the configuration does not say.
  [[nodiscard]] std::optional<InterfaceId> tunnel_outer(InterfaceId tunnel) const;

 private:
  void find_cables();
  void find_ports();
  void find_vlans();

  const Network* network_;
  std::vector<std::vector<InterfaceId>> far_, subinterfaces_, bridged_;
  std::vector<std::vector<Card>> cards_;
  std::vector<VlanId> vlans_;
};

/// Sends and receives packets of `family`: it is up, has a layer-3 role and an address (or IPv6 on).
[[nodiscard]] bool speaks(const Wiring& wiring, InterfaceId interface, Family family);
[[nodiscard]] bool is_transparent(const Network& network, DeviceId device);

/// Places that a frame with `tag` gets to when it arrives at `port`: a wrong tag gets nowhere. IEEE 802.1Q: a port takes its own VLAN
/// with or without the tag; Cisco `vlan dot1q tag native` drops untagged frames.
[[nodiscard]] std::vector<Place> places_in(const Wiring& wiring, InterfaceId port, Tag tag);
/// Places whose frames leave `port` with `tag`.
[[nodiscard]] std::vector<Place> places_out(const Wiring& wiring, InterfaceId port, Tag tag);
/// What a frame of `place` wears when it leaves by `port`; empty when it does not leave there.
[[nodiscard]] std::vector<Tag> tags_out(const Wiring& wiring, InterfaceId port, Place place);
/// The tags with which a frame that arrives at `port` gets to `place`.
[[nodiscard]] std::vector<Tag> tags_in(const Wiring& wiring, InterfaceId port, Place place);
/// The ports by which frames of `place` travel.
[[nodiscard]] std::vector<InterfaceId> ports_of(const Wiring& wiring, Place place);
/// Where a frame at the port `from` of a transparent firewall is when it leaves by `to`; nullopt: not at all. Access ports are untagged
/// pipes.
[[nodiscard]] std::optional<Place> across(const Wiring& wiring, Place from, InterfaceId to);
/// The tag a host puts on what it sends (L4: without a declared VLAN it may put any).
[[nodiscard]] Tag tag_of(const Attachment& attachment);
/// Does the card hear frames of `place` on its port? A declared VLAN restricts it.
[[nodiscard]] bool hears(const Wiring& wiring, const Attachment& attachment, Place place);

}  // namespace sekimori::simulation
