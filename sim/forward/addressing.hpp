// What is up, and which addresses are whose: the small facts that segments, tables and flows share.
#pragma once

#include <optional>

#include "sekimori/model/address_set.hpp"
#include "sekimori/model/network.hpp"

namespace sekimori {

/// Up, and so is its parent if it is a subinterface.
[[nodiscard]] bool is_live(const Network& network, InterfaceId interface);
/// The port whose layer-2 settings count: the port-channel of a member, else the port itself.
[[nodiscard]] InterfaceId effective_port(const Network& network, InterfaceId port);
/// Has addresses or IPv6, or sends without any of its own: a tunnel, or the outgoing interface of a static route (unnumbered).
[[nodiscard]] bool is_layer3(const Network& network, InterfaceId interface);
/// Live and speaking this family: v4 needs an address or `ipv4_enabled`, v6 an address or `ipv6_enabled` (S4); an unnumbered interface
/// speaks both.
[[nodiscard]] bool speaks(const Network& network, InterfaceId interface, Family family);
/// The device routes this family between its interfaces (`ip routing`, `ipv6 unicast-routing`).
[[nodiscard]] bool forwards(const Device& device, Family family);
/// A host with several cards that was not declared otherwise passes on what it gets (E5); externals do so as such (E3).
[[nodiscard]] bool forwards(const Host& host);

/// fe80::/10; 169.254.0.0/16 (RFC 3927).
[[nodiscard]] AddressSet link_local(Family family);
/// Limited broadcast, multicast and link-local: what every endpoint of a segment takes whoever it is for (L2).
[[nodiscard]] AddressSet heard_by_all(Family family);
/// Never leaves a segment: limited broadcast (RFC 1812 5.3.5.1), 224.0.0.0/24 (RFC 5771), fe80::/10 (RFC 4291 2.5.6), multicast of
/// interface and link scope (RFC 4291 2.7).
[[nodiscard]] AddressSet segment_only(Family family);
/// 224.0.0.0/4 or ff00::/8.
[[nodiscard]] AddressSet multicast(Family family);
/// The last address of each IPv4 prefix shorter than /31.
[[nodiscard]] AddressSet directed_broadcasts(const std::vector<Prefix>& prefixes, Family family);

/// Addresses of the interface, shared ones (FHRP) included; for v6 with fe80::/10 when it speaks v6.
[[nodiscard]] AddressSet own_addresses(const Network& network, InterfaceId interface, Family family);
/// Of all live interfaces in all VRFs (E4: one self per device).
[[nodiscard]] AddressSet own_addresses(const Network& network, DeviceId device, Family family);
/// Addresses in `vrf` that no other device shares by FHRP: a packet for one is always taken by the device and never routed.
[[nodiscard]] AddressSet local_addresses(const Network& network, VrfId vrf, Family family);
/// The device has the address on some live interface, also as a shared one (L5).
[[nodiscard]] bool owns(const Network& network, DeviceId device, Address address);
/// An address literally configured, so neither generated nor a whole link-local range.
[[nodiscard]] AddressSet configured_addresses(const Network& network, InterfaceId interface, Family family);

}  // namespace sekimori
