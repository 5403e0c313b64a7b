// Text of Cisco IOS configs, as `show running-config` prints it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace sekimori::gen {

/// An IPv4 address as a number, in the usual notation.
[[nodiscard]] std::string dotted(std::uint32_t address);
/// "255.255.255.0" of 24
[[nodiscard]] std::string mask(unsigned length);
/// "0.0.0.255" of 24
[[nodiscard]] std::string wildcard(unsigned length);

/// The lines before the interfaces, and after the rest.
[[nodiscard]] std::string config_head(const std::string& name, bool routing);
[[nodiscard]] std::string config_tail();

[[nodiscard]] std::string vrf_definition(const std::string& vrf);

struct RoutedPort {
  std::string name, description;
  unsigned tag = 0;           ///< of the 802.1Q subinterface; 0: the port itself
  std::string vrf;            ///< empty: the global table
  std::uint32_t address = 0;  ///< 0: none
  unsigned length = 30;
  std::string filter_in;      ///< access list; empty: none
  std::string security_zone;  ///< of the zone-based firewall; empty: none
};
[[nodiscard]] std::string interface_block(const RoutedPort& port);
/// Access port of one VLAN.
[[nodiscard]] std::string access_port(const std::string& name, unsigned vlan);
/// Trunk with exactly these VLANs, native 999.
[[nodiscard]] std::string trunk_port(const std::string& name, const std::vector<unsigned>& vlans);
[[nodiscard]] std::string static_route(const std::string& vrf, std::uint32_t network, unsigned length, std::uint32_t next_hop);

/// Traffic from one zone to another is inspected if the list permits it.
struct ZonePair {
  std::string from, to, list;
};
/// Zones, class maps, policy maps and pairs of a zone-based firewall.
[[nodiscard]] std::string zone_policies(const std::vector<ZonePair>& pairs);

}  // namespace sekimori::gen
