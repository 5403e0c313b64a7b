// Protocol names as texts of this folder print and read them (IANA protocol numbers).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "sekimori/model/packet.hpp"

namespace sekimori {

struct ProtocolName {
  std::uint8_t number = 0;
  std::string_view name;
};

inline constexpr std::array<ProtocolName, 7> kProtocolNames = {
    {{kIcmp, "icmp"}, {kTcp, "tcp"}, {kUdp, "udp"}, {kGre, "gre"}, {kEsp, "esp"}, {kIcmp6, "icmp6"}, {kSctp, "sctp"}}};

/// "tcp", or the number where the protocol has no name here.
[[nodiscard]] std::string protocol_text(std::uint8_t protocol);

}  // namespace sekimori
