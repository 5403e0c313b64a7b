// Short questions to a simulation, so that a test reads as its claim.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "sekimori/simulate/session_replay.hpp"
#include "sekimori/simulate/simulate.hpp"
#include "support/tiny_network.hpp"

namespace sekimori::testing {

inline Emission from(EndpointRef sender, Packet packet, Phase phase = Phase::initiate) {
  Emission emission;
  emission.from = sender;
  emission.packet = packet;
  emission.phase = phase;
  return emission;
}

inline SimulationResult run(const TinyNetwork& n, EndpointRef sender, const Packet& packet, const SimulateOptions& options = {}) {
  return simulate(n.net, from(sender, packet), {}, options);
}

inline bool reached(const SimulationResult& result, EndpointRef to) { return !deliveries_to(result, to).empty(); }

inline bool reaches(const TinyNetwork& n, EndpointRef sender, EndpointRef to, const Packet& packet, const SimulateOptions& options = {}) {
  return reached(run(n, sender, packet, options), to);
}

inline bool ended(const SimulationResult& result, Disposition end) {
  return std::ranges::any_of(result.traces, [&](const Trace& trace) { return trace.end == end; });
}

/// What arrived first at `to`.
inline std::optional<Packet> arrival(const SimulationResult& result, EndpointRef to) {
  const auto found = deliveries_to(result, to);
  return found.empty() ? std::nullopt : std::optional(found.front()->delivered);
}

/// The hops with this action, of all traces that end in `end`.
inline std::vector<Hop> hops_with(const SimulationResult& result, const std::string& action, Disposition end) {
  std::vector<Hop> hops;
  for (const Trace& trace : result.traces) {
    if (trace.end == end) std::ranges::copy_if(trace.hops, std::back_inserter(hops), [&](const Hop& hop) { return hop.action == action; });
  }
  return hops;
}

inline Packet icmp(std::string_view src, std::string_view dst, unsigned type) {
  Packet packet = tcp(src, dst, 0, 0);
  packet.protocol = packet.family == Family::v6 ? kIcmp6 : kIcmp;
  packet.icmp = static_cast<std::uint16_t>(type << 8U);
  return packet;
}

inline Packet non_ip() {
  Packet packet;
  packet.family = Family::non_ip;
  return canonical(packet);
}

}  // namespace sekimori::testing
