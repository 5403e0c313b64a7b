// A switch, router or firewall: what is configured on it. Hosts and other endpoints: model/host.hpp.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sekimori/model/firewall.hpp"
#include "sekimori/model/nat.hpp"

namespace sekimori {

enum class DeviceKind : std::uint8_t { switch_l2, switch_l3, router, firewall, hub, access_point };
[[nodiscard]] std::string to_text(DeviceKind kind);

/// A service that the device itself offers (E4). `session`: it relays what it receives (ssh, telnet, http(s), SNMP write, proxy, DNS
/// forwarder, VPN portal, file transfer); ICMP, NTP, routing protocols do not.
struct ManagementService {
  std::string name;
  ServiceBox service;
  bool session = true;
  /// The sources it admits (VTY access-class, trusthost), by family; none: everybody.
  std::optional<FilterId> admits_v4, admits_v6;
  SourceRange at;
};

struct Device {
  std::string name;
  DeviceKind kind = DeviceKind::switch_l2;
  std::string platform;  ///< "cisco-ios", "yaml"
  SiteId site;
  SourceRange at;
  bool has_config = true;  ///< false: known by name only; its behaviour is an assumption
  std::vector<InterfaceId> interfaces;
  std::vector<VrfId> vrfs;   ///< the first is the global table
  bool forwards_v4 = true;   ///< `ip routing`
  bool forwards_v6 = false;  ///< `ipv6 unicast-routing`
  /// Obeys the source-route options of IPv4 packets (RFC 791 3.1): whoever reaches one of its addresses may go on from there to any other.
  bool source_routes = false;
  /// Every frame of every VLAN goes to every port: hubs, unmanaged switches, and devices under havoc (A2).
  bool bridges_everything = false;
  std::optional<Firewall> firewall;
  std::vector<NatRule> nat;
  std::vector<ManagementService> services;
  /// The packet filter of this host's own kernel (model/host_filter.hpp).
  std::optional<HostId> filter_of;
  /// Other names of one HA pair or cluster share a session table (F2).
  std::string session_group;
  std::map<std::string, std::string> attributes;
};

/// It may do anything, and passes every frame on: a device without a config, or one taken at its worst (A2).
[[nodiscard]] inline bool is_unknown_bridge(const Device& device) { return device.bridges_everything && !device.has_config; }

}  // namespace sekimori
