// One concrete header (semantics S1) and its reversal. Sets of header fields: model/service.hpp and model/match.hpp.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

#include "sekimori/model/address.hpp"

namespace sekimori {

inline constexpr std::uint8_t kIcmp = 1, kTcp = 6, kUdp = 17, kGre = 47, kEsp = 50, kIcmp6 = 58, kSctp = 132;

/// The session direction a packet travels in (semantics S2): the initiator's packets, or the responder's.
enum class Phase : std::uint8_t { initiate, reply };
inline constexpr Phase kPhases[] = {Phase::initiate, Phase::reply};

/// Canonical: sport/dport are 0 unless tcp, udp or sctp; icmp is 0 unless ICMP/ICMPv6; established only for tcp; a non-initial
/// fragment has no ports, type or flags. For Family::non_ip every field is 0.
struct Packet {
  Family family = Family::v4;
  AddressBits src = 0;
  AddressBits dst = 0;
  std::uint8_t protocol = kTcp;
  std::uint16_t sport = 0;
  std::uint16_t dport = 0;
  std::uint16_t icmp = 0;    ///< type * 256 + code
  bool established = false;  ///< TCP ACK or RST is set
  bool fragment = false;     ///< non-initial fragment

  [[nodiscard]] Address source() const { return {family, src}; }
  [[nodiscard]] Address destination() const { return {family, dst}; }
  friend auto operator<=>(const Packet&, const Packet&) = default;
};

[[nodiscard]] constexpr bool has_ports(std::uint8_t protocol) { return protocol == kTcp || protocol == kUdp || protocol == kSctp; }
[[nodiscard]] constexpr bool is_icmp(std::uint8_t protocol) { return protocol == kIcmp || protocol == kIcmp6; }
/// The same packet with the fields that its protocol does not have set to 0.
[[nodiscard]] Packet canonical(Packet packet);
/// The header of the opposite direction of the same session: addresses and ports swapped. Echo request and reply (v4 8/0, v6 128/129)
/// swap; other ICMP types stay. `established` becomes true for tcp replies (`to` == reply) and false for initiations.
[[nodiscard]] Packet reversed(const Packet& packet, Phase to);
/// "tcp 10.0.0.1:49152 > 10.0.0.2:443"
[[nodiscard]] std::string to_text(const Packet& packet);

}  // namespace sekimori
