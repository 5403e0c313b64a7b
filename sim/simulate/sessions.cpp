#include "sessions.hpp"

#include <algorithm>

namespace sekimori::simulation {

namespace {

bool same_flow(const Packet& a, const Packet& b) {
  if (a.family != b.family || a.src != b.src || a.dst != b.dst || a.protocol != b.protocol) return false;
  if (a.fragment || b.fragment) return true;
  return a.sport == b.sport && a.dport == b.dport && a.icmp == b.icmp;
}

/// `packet` with the addresses and ports of `header`, where they are those of `from`.
Packet rewritten(const Packet& packet, const Packet& from, const Packet& to) {
  Packet result = packet;
  const bool whole = same_flow(packet, from);
  if (whole || packet.src == from.src) result.src = to.src;
  if (whole || packet.dst == from.dst) result.dst = to.dst;
  if (whole) {
    result.sport = to.sport;
    result.dport = to.dport;
  }
  return canonical(result);
}

}  // namespace

std::vector<Session> sessions_of(const Network& network, const std::vector<Session>& sessions, DeviceId device) {
  const std::string& group = network.at(device).session_group;
  std::vector<Session> own;
  std::ranges::copy_if(sessions, std::back_inserter(own), [&](const Session& session) {
    return session.device == device || (!group.empty() && network.at(session.device).session_group == group);
  });
  return own;
}

bool is_icmp_error(const Packet& packet) {
  if (packet.fragment) return false;
  const unsigned type = packet.icmp >> 8U;
  if (packet.protocol == kIcmp) return type == 3 || type == 4 || type == 5 || type == 11 || type == 12;
  return packet.protocol == kIcmp6 && type >= 1 && type <= 4;
}

/// An ICMP error quotes a packet of the session, so it goes to one of its ends (F2); from anywhere.
bool goes_to_an_end(const Session& session, const Packet& packet) {
  const AddressBits ends[] = {session.original.src, session.translated.src, session.original.dst, session.translated.dst};
  return std::ranges::find(ends, packet.dst) != std::end(ends);
}

bool answers(const Session& session, const Packet& packet) {
  if (packet.family != session.translated.family) return false;
  return (is_icmp_error(packet) && goes_to_an_end(session, packet)) || same_flow(packet, reversed(session.translated, Phase::reply));
}

Packet reply_at_policy(const Session& session, const Packet& packet) {
  // Only the source translation is undone before the route is looked up; the destination translation after the policy.
  return rewritten(packet, reversed(session.translated, Phase::reply), reversed(session.inside, Phase::reply));
}

Packet reply_as_sent(const Session& session, const Packet& at_policy) {
  return rewritten(at_policy, reversed(session.inside, Phase::reply), reversed(session.original, Phase::reply));
}

}  // namespace sekimori::simulation
