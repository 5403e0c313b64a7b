// Names that IOS prints instead of numbers: interface types, protocols, ports, ICMP messages.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sekimori/model/interface.hpp"

namespace sekimori::cisco_ios {

struct InterfaceName {
  std::string canonical;  ///< "GigabitEthernet0/1"
  std::string parent;     ///< of a subinterface: "GigabitEthernet0/1"
  InterfaceKind kind = InterfaceKind::physical;
  unsigned svi_vlan = 0;
  bool known = false;     ///< the type is one of ours
  bool ethernet = false;  ///< can be a switch port (Ethernet of any speed, or a port-channel)
  bool dials = false;     ///< somebody may be connected although nothing is cabled: dialer, cellular, virtual template
};

/// "Gi0/1", "gigabitethernet 0/1" and "GigabitEthernet0/1" are the same interface. A type is recognised in full or by a leading part of
/// at least two letters, in any case; other names stay as written.
[[nodiscard]] InterfaceName parse_interface_name(std::string_view written);

/// "tcp", "ospf", "89". "ip" and "ipv6" are no protocol. `family` decides what "icmp" is.
[[nodiscard]] std::optional<std::uint8_t> protocol_number(std::string_view word, Family family);
/// "www" or "80". The names of TCP and UDP differ: 514 is `cmd` in TCP and `syslog` in UDP.
[[nodiscard]] std::optional<std::uint16_t> port_number(std::string_view word, std::uint8_t protocol);

/// Closed interval of type * 256 + code.
struct IcmpRange {
  std::uint16_t first = 0, last = 0;
};
[[nodiscard]] std::optional<IcmpRange> icmp_name(std::string_view word, Family family);

}  // namespace sekimori::cisco_ios
