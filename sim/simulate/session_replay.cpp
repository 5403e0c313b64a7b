#include "sekimori/simulate/session_replay.hpp"

#include <algorithm>
#include <iterator>

namespace sekimori {

namespace {

/// The emissions of the responder: one per card, unless the caller names it; a device and the undeclared send as `simulate` says.
std::vector<Emission> replies_of(const Network& network, const EndpointRef& responder, const ReplyOptions& reply, const Packet& packet) {
  Emission emission;
  emission.from = responder;
  emission.start = reply.start;
  emission.packet = packet;
  emission.phase = Phase::reply;
  const auto* host = std::get_if<HostId>(&responder);
  emission.attachment = reply.attachment.value_or(0);
  if (!host || reply.attachment) return {emission};
  std::vector<Emission> all;
  for (std::size_t card = 0; card < network.at(*host).attachments.size(); ++card) {
    emission.attachment = card;
    all.push_back(emission);
  }
  return all;
}

void append(SimulationResult& all, SimulationResult&& more) {
  std::ranges::move(more.traces, std::back_inserter(all.traces));
  all.sessions = std::move(more.sessions);
  all.truncated = all.truncated || more.truncated;
}

}  // namespace

std::vector<const Trace*> deliveries_to(const SimulationResult& result, const EndpointRef& endpoint) {
  std::vector<const Trace*> found;
  for (const Trace& trace : result.traces) {
    if (trace.delivered_to == endpoint) found.push_back(&trace);
  }
  return found;
}

SessionReplay simulate_session(const Network& network, const Emission& initiation, const EndpointRef& responder, const ReplyOptions& reply,
                               const SimulateOptions& options) {
  Simulator simulator(network);
  return simulate_session(simulator, initiation, responder, reply, options);
}

SessionReplay simulate_session(Simulator& simulator, const Emission& initiation, const EndpointRef& responder, const ReplyOptions& reply,
                               const SimulateOptions& options) {
  SessionReplay replay;
  replay.initiation = simulator.run(initiation, {}, options);
  std::vector<Packet> packets;
  for (const Trace* trace : deliveries_to(replay.initiation, responder)) {
    const Packet packet = reply.packet.value_or(reversed(trace->delivered, Phase::reply));
    if (std::ranges::find(packets, packet) == packets.end()) packets.push_back(packet);
  }
  replay.answered = !packets.empty();
  for (const Packet& packet : packets) {
    for (const Emission& emission : replies_of(simulator.network(), responder, reply, packet)) {
      append(replay.reply, simulator.run(emission, replay.initiation.sessions, options));
    }
  }
  return replay;
}

}  // namespace sekimori
