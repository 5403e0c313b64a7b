// Boxes over the non-address header fields: protocol, ports, ICMP type/code, established, fragment.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sekimori/model/packet.hpp"

namespace sekimori {

/// The fields of a box, in the order of its intervals.
enum class ServiceField : std::uint8_t { protocol, sport, dport, icmp, established, fragment };
inline constexpr std::size_t kServiceFields = 6;
/// Largest value of each field.
inline constexpr std::array<std::uint16_t, kServiceFields> kServiceTop = {255, 65535, 65535, 65535, 1, 1};

struct ServiceInterval {
  std::uint16_t first = 0;
  std::uint16_t last = 0;
  friend auto operator<=>(const ServiceInterval&, const ServiceInterval&) = default;
};

/// A product of closed intervals, one per field; the default is every service.
struct ServiceBox {
  std::array<ServiceInterval, kServiceFields> fields = {{{0, 255}, {0, 65535}, {0, 65535}, {0, 65535}, {0, 1}, {0, 1}}};

  [[nodiscard]] const ServiceInterval& operator[](ServiceField f) const { return fields[static_cast<std::size_t>(f)]; }
  ServiceInterval& operator[](ServiceField f) { return fields[static_cast<std::size_t>(f)]; }

  static ServiceBox any() { return {}; }
  static ServiceBox of_protocol(std::uint8_t protocol);
  /// One protocol and a destination-port interval; initial packets only (fragment = 0), as a port match needs a port.
  static ServiceBox to_port(std::uint8_t protocol, std::uint16_t first, std::uint16_t last);

  [[nodiscard]] bool contains(const Packet& packet) const;
  [[nodiscard]] bool contains(const ServiceBox& other) const;
  [[nodiscard]] std::optional<ServiceBox> intersected(const ServiceBox& other) const;
  /// Disjoint boxes covering exactly this minus `other`; at most two per field.
  [[nodiscard]] std::vector<ServiceBox> without(const ServiceBox& other) const;

  friend auto operator<=>(const ServiceBox&, const ServiceBox&) = default;
};

/// ICMP messages about another packet, which every stack and router sends by itself (RFC 792: 3, 4, 5, 11, 12; RFC 4443: types below
/// 128). Empty for non-IP.
[[nodiscard]] std::vector<ServiceBox> icmp_error_services(Family family);

/// "tcp/443", "udp/53-60", "icmp", "any"
[[nodiscard]] std::string to_text(const ServiceBox& box);
/// "tcp/443", "udp/53-60", "tcp", "icmp", "icmp/8", "any", "89" (protocol number). Errors: nullopt.
[[nodiscard]] std::optional<ServiceBox> parse_service(std::string_view text);

}  // namespace sekimori
