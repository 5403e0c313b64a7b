// Every violation is shown only after the simulator, which does not read the flow graph, has delivered its packets.
#include <algorithm>
#include <iterator>

#include "sekimori/base/overloaded.hpp"
#include "sekimori/prove/realise.hpp"
#include "sekimori/prove/report_parts.hpp"

namespace sekimori {
namespace {

/// Where somebody undeclared may be plugged in; where frames pass one way it matters at which port.
std::vector<InterfaceId> rest_ports(const FlowGraph& graph, FlowEndpointId id, LocationId at) {
  const InterfaceId anchor = std::get<InterfaceId>(graph.at(id).ref);
  std::vector<InterfaceId> ports;
  for (const FlowAttachment& a : graph.at(id).attachments) {
    if (a.emission == at) ports.insert(ports.end(), a.ports.begin(), a.ports.end());
  }
  return ports.empty() ? std::vector{anchor} : ports;
}

/// The ways an endpoint can put a packet on a segment: its network cards there, or an interface to start from.
std::vector<Emission> emissions(const Network& network, const FlowGraph& graph, FlowEndpointId sender, LocationId at, const Packet& packet,
                                Phase phase) {
  const EndpointRef from = graph.at(sender).ref;
  std::vector<Emission> result;
  const SegmentId segment = std::get<SegmentId>(graph.at(at).of);
  std::visit(Overloaded{
                 [&](HostId id) {
                   for (std::size_t a = 0; a < network.at(id).attachments.size(); ++a)
                     result.push_back({from, a, std::nullopt, packet, phase});
                 },
                 [&](DeviceId id) {
                   for (const InterfaceId i : network.at(id).interfaces) {
                     if (graph.segments.of_layer3[i.index] == segment) result.push_back({from, 0, i, packet, phase});
                   }
                 },
                 [&](InterfaceId) {
                   for (const InterfaceId i : rest_ports(graph, sender, at)) result.push_back({from, 0, i, packet, phase});
                 },
             },
             from);
  return result;
}

const Trace* delivered(const SimulationResult& result, const EndpointRef& to) {
  const auto found = std::find_if(result.traces.begin(), result.traces.end(), [&](const Trace& t) {
    return t.end == Disposition::delivered && t.delivered_to == std::optional<EndpointRef>(to);
  });
  return found == result.traces.end() ? nullptr : &*found;
}

SimulateOptions options_for(const FlowProblem& problem, const AbstractLeg& leg, const LegPackets& packets) {
  SimulateOptions options;
  options.promiscuous = problem.graph->options.promiscuous;
  options.vlan_hopping = powers(problem, leg.emitter).forges;
  options.translation_hints = packets;
  return options;
}

struct Opened {
  Packet initiation;
  std::vector<Session> sessions;
  std::optional<Emission> emission;
  SimulateOptions options;
  bool by_sender = false;  ///< the sender of the reply opened them himself, with a forged source
};

/// Sessions that the target can open towards the sender of the reply; each is one attempt.
std::vector<Opened> open_sessions(Simulator& simulator, const FlowProblem& problem, const AbstractLeg& leg, const LegPackets& packets) {
  const FlowGraph& graph = *problem.graph;
  const Packet initiation = reversed(packets.back(), Phase::initiate);
  LegPackets hints;
  std::transform(packets.rbegin(), packets.rend(), std::back_inserter(hints), [](const Packet& p) { return reversed(p, Phase::initiate); });
  SimulateOptions options = options_for(problem, leg, hints);
  std::vector<Opened> attempts;
  for (const FlowAttachment& attachment : graph.at(leg.target).attachments) {
    // The session is the target's own: it opens it from an address that it has.
    const bool own = attachment.own(leg.family).contains(initiation.source()) || powers(problem, leg.target).any_source;
    if (!own) continue;
    for (const Emission& e : emissions(simulator.network(), graph, leg.target, attachment.emission, initiation, Phase::initiate)) {
      const SimulationResult result = simulator.run(e, {}, options);
      // A forger needs only a session that exists; an honest sender answers what was delivered to it (C3).
      const bool answerable = powers(problem, leg.emitter).forges || delivered(result, graph.at(leg.emitter).ref) != nullptr;
      if (answerable) attempts.push_back({initiation, result.sessions, e, options});
    }
  }
  return attempts;
}

/// Whoever may send any source can open the session himself, in the receiver's name, and then answer it.
void open_as_forger(Simulator& simulator, const FlowProblem& problem, const AbstractLeg& leg, const LegPackets& packets,
                    std::vector<Opened>& attempts) {
  if (!powers(problem, leg.emitter).forges || !powers(problem, leg.emitter).any_source) return;
  const Packet initiation = reversed(packets.front(), Phase::initiate);
  for (const Emission& e : emissions(simulator.network(), *problem.graph, leg.emitter, leg.start, initiation, Phase::initiate)) {
    const SimulateOptions options = options_for(problem, leg, {});
    SimulationResult result = simulator.run(e, {}, options);
    if (!result.sessions.empty()) attempts.push_back({initiation, std::move(result.sessions), e, options, true});
  }
}

}  // namespace

std::string relay_reason(const FlowGraph& graph, FlowEndpointId id) {
  if (graph.at(id).hostile) return "external network";
  return std::visit(Overloaded{
                        [](HostId) { return std::string("relays what it holds"); },
                        [](DeviceId) { return std::string("its management plane is reachable"); },
                        [](InterfaceId) { return std::string("undeclared endpoint, relays"); },
                    },
                    graph.at(id).ref);
}

std::optional<WitnessLeg> replay(Simulator& simulator, const FlowProblem& problem, const AbstractLeg& leg, const LegPackets& packets) {
  const FlowGraph& graph = *problem.graph;
  std::vector<Opened> attempts(1);
  if (leg.phase == Phase::reply) {
    attempts = open_sessions(simulator, problem, leg, packets);
    open_as_forger(simulator, problem, leg, packets, attempts);
  }
  for (const Opened& opened : attempts) {
    for (const Emission& e : emissions(simulator.network(), graph, leg.emitter, leg.start, packets.front(), leg.phase)) {
      const SimulateOptions options = options_for(problem, leg, packets);
      const SimulationResult result = simulator.run(e, opened.sessions, options);
      const Trace* trace = delivered(result, graph.at(leg.target).ref);
      if (trace == nullptr) continue;
      WitnessLeg shown{graph.at(leg.emitter).name, graph.at(leg.target).name, leg.phase, {}, packets.front(), {}, trace->hops, {}};
      shown.how = LegReplay{e, graph.at(leg.target).ref, options, opened.emission, opened.options};
      if (leg.phase == Phase::reply) shown.initiation = opened.initiation;
      shown.opened_by_sender = opened.by_sender;
      if (!is_source(problem, leg.emitter)) shown.relay_why = relay_reason(graph, leg.emitter);
      return shown;
    }
  }
  return std::nullopt;
}

}  // namespace sekimori
