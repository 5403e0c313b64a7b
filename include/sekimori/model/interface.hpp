// A port, SVI, subinterface, port-channel, loopback or tunnel of a device, at layers 2 and 3.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sekimori/base/source.hpp"
#include "sekimori/model/address.hpp"
#include "sekimori/model/service.hpp"
#include "sekimori/model/vlan.hpp"

namespace sekimori {

/// How a physical port or port-channel treats frames.
enum class PortMode : std::uint8_t {
  none,    ///< no layer-2 role: SVI, loopback, tunnel, subinterface
  routed,  ///< layer-3 port: untagged frames belong to the interface itself; tags to its subinterfaces
  access,  ///< untagged frames in `access_vlan`; `voice_vlan` tagged
  trunk,   ///< `allowed` tagged, except `native` untagged. DTP dynamic modes are loaded as trunk with all VLANs (L4)
};

enum class InterfaceKind : std::uint8_t { physical, port_channel, svi, subinterface, loopback, tunnel };

/// An address with the length of its connected prefix. `virtual_address`: shared by an FHRP group (VRRP, HSRP, GLBP): owned by
/// every member at once (L5).
struct InterfaceAddress {
  Address address;
  unsigned length = 32;
  bool virtual_address = false;
  SourceRange at;
  [[nodiscard]] Prefix connected() const { return Prefix::covering(address, length); }
};

/// Wire between two devices over IP (L6). `encrypted`: authenticated and encrypted (assumption), so outsiders are not attached.
struct Tunnel {
  std::optional<Address> local;
  std::optional<InterfaceId> local_interface;
  std::optional<Address> remote;  ///< nullopt: any peer (hostile external)
  bool encrypted = false;
  SourceRange at;
};

/// Filters in force on an interface, by family and direction (seen from the device).
struct InterfaceFilters {
  std::optional<FilterId> in_v4, out_v4, in_v6, out_v6;
};

struct Interface {
  std::string name;  ///< canonical long name: "GigabitEthernet0/1", "Vlan10"
  DeviceId device;
  InterfaceKind kind = InterfaceKind::physical;
  SourceRange at;
  bool up = true;  ///< not administratively down
  std::string description;

  // Layer 2
  PortMode mode = PortMode::routed;
  VlanId access_vlan = kDefaultVlan;
  std::optional<VlanId> voice_vlan;
  VlanSet allowed = VlanSet::all();
  VlanId native = kDefaultVlan;
  bool native_tagged = false;          ///< `vlan dot1q tag native`
  std::optional<InterfaceId> channel;  ///< the port-channel this port is a member of; the channel's layer-2 settings then apply
  std::optional<InterfaceId> parent;   ///< of a subinterface
  std::optional<VlanId> vlan;          ///< of an SVI, or the 802.1Q tag of a subinterface (none: untagged frames of the parent)
  bool wireless = false;               ///< an access point's radio: somebody may be there although nothing is cabled

  // Layer 3 (meaningful when `addresses`, `ipv4_enabled` or `ipv6_enabled`)
  VrfId vrf;
  std::vector<InterfaceAddress> addresses;
  bool ipv4_enabled = false;  ///< takes packets of IPv4, to be routed, though it has no address of it (Linux)
  bool ipv6_enabled = false;  ///< owns a link-local address even without a configured one
  InterfaceFilters filters;
  bool proxy_arp = false;
  std::vector<Address> dhcp_helpers;
  /// Servers to which IPv4 broadcasts of `helped_services` are sent on with their own source (`ip helper-address` besides DHCP).
  std::vector<Address> broadcast_helpers;
  std::vector<ServiceBox> helped_services;
  std::optional<Tunnel> tunnel;
  bool policy_routed = false;  ///< PBR: its VRF is any-routing for packets that enter here (R2)

  [[nodiscard]] bool is_layer3() const { return ipv4_enabled || ipv6_enabled || !addresses.empty(); }
};

}  // namespace sekimori
