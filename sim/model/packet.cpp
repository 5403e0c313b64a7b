#include "sekimori/model/packet.hpp"

#include <fmt/format.h>

#include <utility>

#include "protocol_names.hpp"

namespace sekimori {

namespace {

// RFC 792 and RFC 4443.
constexpr unsigned kEcho = 8, kEchoReply = 0, kEcho6 = 128, kEchoReply6 = 129;

std::uint16_t reversed_icmp(std::uint8_t protocol, std::uint16_t icmp) {
  const unsigned request = protocol == kIcmp ? kEcho : kEcho6;
  const unsigned reply = protocol == kIcmp ? kEchoReply : kEchoReply6;
  const unsigned type = icmp >> 8U;
  const unsigned code = icmp & 0xFFU;
  if (type != request && type != reply) return icmp;
  return static_cast<std::uint16_t>((type == request ? reply : request) << 8U | code);
}

std::string endpoint_text(Address address, const Packet& packet, std::uint16_t port) {
  if (!has_ports(packet.protocol) || packet.fragment) return to_text(address);
  const bool v6 = address.family == Family::v6;  // brackets as in RFC 3986, so that the port stands out
  return v6 ? fmt::format("[{}]:{}", to_text(address), port) : fmt::format("{}:{}", to_text(address), port);
}

}  // namespace

std::string protocol_text(std::uint8_t protocol) {
  for (const ProtocolName& known : kProtocolNames) {
    if (known.number == protocol) return std::string(known.name);
  }
  return fmt::format("{}", protocol);
}

Packet canonical(Packet packet) {
  if (packet.family == Family::non_ip) {
    Packet frame;
    frame.family = Family::non_ip;
    frame.protocol = 0;
    return frame;
  }
  if (packet.fragment || !has_ports(packet.protocol)) packet.sport = packet.dport = 0;
  if (packet.fragment || !is_icmp(packet.protocol)) packet.icmp = 0;
  if (packet.fragment || packet.protocol != kTcp) packet.established = false;
  return packet;
}

Packet reversed(const Packet& packet, Phase to) {
  Packet result = packet;
  std::swap(result.src, result.dst);
  std::swap(result.sport, result.dport);
  if (is_icmp(result.protocol)) result.icmp = reversed_icmp(result.protocol, result.icmp);
  result.established = to == Phase::reply;
  return canonical(result);  // clears what the swap above gave to packets without flags or ICMP type
}

std::string to_text(const Packet& packet) {
  if (packet.family == Family::non_ip) return "non-IP frame";
  std::string text = fmt::format("{} {} > {}", protocol_text(packet.protocol), endpoint_text(packet.source(), packet, packet.sport),
                                 endpoint_text(packet.destination(), packet, packet.dport));
  if (is_icmp(packet.protocol) && !packet.fragment) text += fmt::format(" type {} code {}", packet.icmp >> 8U, packet.icmp & 0xFFU);
  if (packet.established) text += " established";
  if (packet.fragment) text += " fragment";
  return text;
}

}  // namespace sekimori
