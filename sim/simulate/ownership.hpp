// Who takes a packet for his own: hosts, undeclared endpoints, interfaces (semantics E2, E3, E8, S4).
#pragma once

#include "flood.hpp"

namespace sekimori::simulation {

/// Broadcast, multicast, or the directed broadcast of a connected subnet of the domain: every endpoint of the segment accepts it (E8).
[[nodiscard]] bool is_for_everybody(const Domain& domain, const Packet& packet);
/// fe80::/10: owned by every IPv6 endpoint (S4).
[[nodiscard]] bool is_link_local_v6(Address address);
/// The card owns the address; in IPv6 also every prefix configured on its segment (S4).
[[nodiscard]] bool owns(const Attachment& attachment, const Domain& domain, Address address);
/// The host takes the packet when it hears it at a card on `domain`: it is external (E3), promiscuous, addressed to everybody or to one
/// of the host's own addresses, or not IP (L2).
[[nodiscard]] bool accepts(const Host& host, const Domain& domain, const Packet& packet, bool promiscuous);
/// Somebody undeclared may be on the domain: it is not transit and has a spare address, a port with nobody known, or hosts but no
/// subnet (E2).
[[nodiscard]] bool has_rest(const Wiring& wiring, const Domain& domain);
/// Whoever is undeclared takes the packet: he owns what no declared endpoint or interface of the domain owns, at an open port and where
/// there is no subnet any address.
[[nodiscard]] bool rest_accepts(const Wiring& wiring, const Domain& domain, const Packet& packet, bool promiscuous);
/// The interface has the address, virtual ones included.
[[nodiscard]] bool owns(const Network& network, InterfaceId interface, Address address);
/// The device has the address on some interface of some VRF.
[[nodiscard]] bool owns(const Network& network, DeviceId device, Address address);

}  // namespace sekimori::simulation
