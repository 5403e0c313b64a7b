#include "breach.hpp"

#include <algorithm>
#include <optional>

#include "sekimori/classes/emission.hpp"

namespace sekimori {
namespace {

std::optional<FlowEndpointId> endpoint_of(const FlowGraph& graph, const EndpointRef& ref, const std::string& name) {
  const auto found = std::ranges::find_if(graph.endpoints, [&](const FlowEndpoint& e) { return e.ref == ref && e.name == name; });
  if (found == graph.endpoints.end()) return std::nullopt;
  return make_id<FlowEndpointId>(static_cast<std::size_t>(found - graph.endpoints.begin()));
}

std::optional<FlowEndpointId> endpoint_of(const FlowGraph& graph, const EndpointRef& ref) {
  const auto found = std::ranges::find(graph.endpoints, ref, &FlowEndpoint::ref);
  if (found == graph.endpoints.end()) return std::nullopt;
  return make_id<FlowEndpointId>(static_cast<std::size_t>(found - graph.endpoints.begin()));
}

/// The sender is where it says it is: a device at its own interfaces, somebody undeclared at a port of his segment.
bool is_at_home(const Network& network, const FlowGraph& graph, const Emission& emission, FlowEndpointId sender) {
  if (std::holds_alternative<HostId>(emission.from)) return !emission.start;
  if (!emission.start) return false;
  if (const auto* device = std::get_if<DeviceId>(&emission.from)) {
    const auto& own = network.at(*device).interfaces;
    return std::ranges::find(own, *emission.start) != own.end();
  }
  if (*emission.start == std::get<InterfaceId>(emission.from)) return true;
  return std::ranges::any_of(graph.at(sender).attachments,
                             [&](const FlowAttachment& a) { return std::ranges::find(a.ports, *emission.start) != a.ports.end(); });
}

bool has_source(const FlowProblem& problem, FlowEndpointId sender, const Packet& packet) {
  return packet.family == Family::non_ip || powers(problem, sender).any_source ||
         std::ranges::any_of(problem.graph->at(sender).attachments,
                             [&](const FlowAttachment& a) { return a.own(packet.family).contains(packet.source()); });
}

bool has_powers(const FlowProblem& problem, FlowEndpointId sender, const SimulateOptions& options) {
  if (options.promiscuous && !problem.graph->options.promiscuous) return false;
  return !options.vlan_hopping || powers(problem, sender).forges;
}

/// E4, E6: its own source unless it forges, and the flags of an honest stack.
bool may_send(const FlowProblem& problem, FlowEndpointId sender, const Packet& packet, Phase phase) {
  return std::ranges::any_of(emission_regions(problem, sender), [&](const EmissionRegion& region) {
    const bool source = packet.family == Family::non_ip || region.sources.contains(packet.source());
    return region.family == packet.family && region.phase == phase && source &&
           std::ranges::any_of(region.services, [&](const ServiceBox& box) { return box.contains(packet); });
  });
}

/// The tag that the packet takes as it is sent (X1).
std::size_t tag_of(const FlowProblem& problem, FlowEndpointId sender, const Packet& packet, Phase phase) {
  if (packet.family == Family::non_ip) return 0;
  for (const std::size_t tag : tags_of(problem, sender, phase)) {
    const Crossing& c = problem.crossings[tag - 1];
    const bool inside = c.src_of(packet.family).contains(packet.source()) && c.dst_of(packet.family).contains(packet.destination()) &&
                        std::ranges::any_of(c.services, [&](const ServiceBox& box) { return box.contains(packet); });
    if (inside) return tag;
  }
  return 0;
}

bool meets(const FlowGraph& graph, const std::vector<RelayCondition>& conditions, Phase phase, const std::vector<Packet>& arrived) {
  return std::ranges::any_of(conditions, [&](const RelayCondition& c) {
    return c.phase == phase &&
           std::ranges::any_of(arrived, [&](const Packet& packet) { return packet.family == c.family && holds(graph, c.guard, packet); });
  });
}

bool passes_on(const FlowProblem& problem, FlowEndpointId receiver, Phase phase, const std::vector<Packet>& arrived) {
  if (is_source(problem, receiver)) return true;
  switch (relay_kind(problem, receiver)) {
    case RelayKind::never: return false;
    case RelayKind::always: return true;
    case RelayKind::conditional: return meets(*problem.graph, problem.graph->at(receiver).relay_when, phase, arrived);
  }
  return false;
}

/// An honest opening: the opener's own address.
bool is_lawful_opening(const Network& network, const FlowProblem& problem, const LegReplay& how, FlowEndpointId sender) {
  if (!how.opening) return true;
  const auto opener = endpoint_of(*problem.graph, how.opening->from);
  return opener && is_at_home(network, *problem.graph, *how.opening, *opener) && has_source(problem, *opener, how.opening->packet) &&
         has_powers(problem, sender, how.opening_options);
}

bool is_breach_by(const Network& network, const FlowProblem& problem, const WitnessLeg& leg, const std::vector<Packet>& arrived,
                  bool last) {
  const FlowGraph& graph = *problem.graph;
  if (!leg.how) return false;
  const auto sender = endpoint_of(graph, leg.how->emission.from, leg.from), receiver = endpoint_of(graph, leg.how->to, leg.to);
  if (!sender || !receiver) return false;
  const bool sent = is_at_home(network, graph, leg.how->emission, *sender) && has_powers(problem, *sender, leg.how->options) &&
                    may_send(problem, *sender, leg.packet, leg.phase) && is_lawful_opening(network, problem, *leg.how, *sender);
  if (!sent || excused(problem, *receiver, tag_of(problem, *sender, leg.packet, leg.phase))) return false;
  // X2: what a valid crossing node takes in lawfully stays there.
  const CrossingNode* node = crossing_node(problem, *receiver);
  if (node != nullptr && !meets(graph, node->raw_when, leg.phase, arrived)) return false;
  return last || passes_on(problem, *receiver, leg.phase, arrived);
}

}  // namespace

bool is_breach(const Network& network, FlowProblem problem, const Witness& witness, const Arrivals& arrivals) {
  const std::vector<CrossingNode> nodes = problem.nodes;
  for (const CrossingNode& it : nodes) {
    if (is_source(problem, it.node)) drop_node(problem, it.node);
  }
  const auto& legs = witness.legs;
  if (legs.empty() || arrivals.size() != legs.size() || !legs.front().how) return false;
  const auto first = endpoint_of(*problem.graph, legs.front().how->emission.from, legs.front().from);
  if (!first || !is_source(problem, *first)) return false;
  for (std::size_t i = 0; i < legs.size(); ++i) {
    if (!is_breach_by(network, problem, legs[i], arrivals[i], i + 1 == legs.size())) return false;
  }
  return true;
}

}  // namespace sekimori
