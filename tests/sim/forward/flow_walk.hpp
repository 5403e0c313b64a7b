// Walks a flow graph with one concrete packet: which endpoints can it be delivered to?
#pragma once

#include <algorithm>
#include <deque>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sekimori/forward/flow_graph.hpp"

namespace sekimori::testing {

using Names = std::set<std::string>;

inline const FlowEndpoint& endpoint(const FlowGraph& graph, const std::string& name) {
  const auto found = std::ranges::find_if(graph.endpoints, [&](const FlowEndpoint& e) { return e.name == name; });
  if (found == graph.endpoints.end()) throw std::invalid_argument("no endpoint " + name);
  return *found;
}
inline bool has_endpoint(const FlowGraph& graph, const std::string& name) {
  return std::ranges::any_of(graph.endpoints, [&](const FlowEndpoint& e) { return e.name == name; });
}
inline Names endpoint_names(const FlowGraph& graph) {
  Names names;
  for (const FlowEndpoint& e : graph.endpoints) names.insert(e.name);
  return names;
}

/// One branch's end.
struct Arrival {
  std::string endpoint;
  Packet packet;
  friend auto operator<=>(const Arrival&, const Arrival&) = default;
};

/// What may have become of the packet on the edge: itself, or one of `hints` (translated headers to try).
inline std::set<Arrival> arrivals(const FlowGraph& graph, const std::vector<LocationId>& from, const Packet& packet, Phase phase,
                                  const std::vector<Packet>& hints = {}) {
  std::set<Arrival> found;
  std::set<std::pair<LocationId, Packet>> seen;
  std::deque<std::pair<LocationId, Packet>> queue;
  const auto push = [&](LocationId at, const Packet& p) {
    if (seen.emplace(at, p).second) queue.emplace_back(at, p);
  };
  for (const LocationId at : from) push(at, packet);
  while (!queue.empty()) {
    const auto [at, before] = queue.front();
    queue.pop_front();
    if (graph.at(at).kind == LocationKind::endpoint) found.insert({graph.at(std::get<FlowEndpointId>(graph.at(at).of)).name, before});
    for (const FlowEdge& edge : graph.edges) {
      if (edge.from != at) continue;
      if (is_step(graph, edge, phase, before, before)) push(edge.to, before);
      for (const Packet& after : hints) {
        if (is_step(graph, edge, phase, before, after)) push(edge.to, after);
      }
    }
  }
  return found;
}

inline std::vector<LocationId> emissions(const FlowEndpoint& sender) {
  std::vector<LocationId> from;
  for (const FlowAttachment& a : sender.attachments) from.push_back(a.emission);
  return from;
}

/// Everybody but the sender and the devices' selves whom the packet reaches.
inline Names reached(const FlowGraph& graph, const std::string& sender, const Packet& packet, Phase phase = Phase::initiate,
                     const std::vector<Packet>& hints = {}) {
  Names names;
  for (const Arrival& a : arrivals(graph, emissions(endpoint(graph, sender)), packet, phase, hints)) {
    const bool self = std::holds_alternative<DeviceId>(endpoint(graph, a.endpoint).ref);
    if (a.endpoint != sender && !self) names.insert(a.endpoint);
  }
  return names;
}
inline bool reaches(const FlowGraph& graph, const std::string& sender, const std::string& receiver, const Packet& packet,
                    Phase phase = Phase::initiate, const std::vector<Packet>& hints = {}) {
  const auto all = arrivals(graph, emissions(endpoint(graph, sender)), packet, phase, hints);
  return std::ranges::any_of(all, [&](const Arrival& a) { return a.endpoint == receiver; });
}

/// The header of the answer to `packet`.
inline Packet answer(const Packet& packet) { return reversed(packet, Phase::reply); }

}  // namespace sekimori::testing
