// A flow graph under construction, with what its builders look up again and again.
#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "places.hpp"
#include "rule_lists.hpp"
#include "sekimori/forward/fib.hpp"
#include "sekimori/forward/flow_graph.hpp"
#include "tunnels.hpp"

namespace sekimori {

/// The locations of one layer-3 interface. `egress` is for packets whose next hop the table names; `egress_any` for packets that may go
/// to any neighbour: unknown routes (R2), the any-routing tiers (R1), replies that follow their session instead of the table (F4).
struct InterfaceLocations {
  LocationId ingress, forward, egress, egress_any;
};

/// What a firewall passes from one interface to another, and what of it opens a session.
struct PolicyLists {
  RuleListId passed, inspected;
};

/// The sessions that a reply may belong to.
struct Sessions {
  std::vector<Term> reversed;  ///< PassesReversed of each list that may have admitted it
  AddressSet initiators;       ///< who may have opened one
};

struct Draft {
  const Network& network;
  FlowGraph graph;
  RuleLists lists;
  Tunnels tunnels;
  Places places;
  std::vector<std::vector<FlowEndpointId>> on_segment;  ///< who hears the segment, selves excepted; ascending
  std::map<InterfaceId, InterfaceLocations> at;         ///< layer-3 interfaces that have a segment
  std::map<std::pair<VrfId, Family>, Fib> fibs;
  std::map<std::pair<InterfaceId, InterfaceId>, PolicyLists> policies = {};
  std::map<std::pair<RuleListId, Family>, AddressSet> permitted_sources = {}, permitted_destinations = {};
  std::map<std::pair<DeviceId, Family>, Sessions> all_sessions = {};          ///< where they are not bound to interfaces
  std::map<std::pair<InterfaceId, Family>, Sessions> entering_sessions = {};  ///< likewise, by the interface they came in by

  [[nodiscard]] const Segment& segment(SegmentId id) const { return graph.segments.segments.at(id.index); }
  [[nodiscard]] LocationId location(PlaceId id) const { return make_id<LocationId>(id.index); }
  /// Of all places of the segment.
  [[nodiscard]] std::vector<LocationId> locations(SegmentId id) const {
    std::vector<LocationId> result;
    for (const PlaceId place : places.of_segment.at(id.index)) result.push_back(location(place));
    return result;
  }
  /// The place of a layer-3 interface that has a segment.
  [[nodiscard]] PlaceId place_of(InterfaceId id) const { return places.of_layer3.at(id.index).value(); }
  [[nodiscard]] std::optional<SegmentId> segment_of(InterfaceId id) const { return graph.segments.of_layer3.at(id.index); }
  LocationId add_location(LocationKind kind, std::variant<SegmentId, InterfaceId, FlowEndpointId> of) {
    graph.locations.push_back({kind, of});
    return make_id<LocationId>(graph.locations.size() - 1);
  }
  const Fib& fib(VrfId vrf, Family family) {
    const auto found = fibs.find({vrf, family});
    return found != fibs.end() ? found->second : fibs.emplace(std::pair(vrf, family), compute_fib(network, vrf, family)).first->second;
  }
};

inline Clause clause(Term term) { return {{std::move(term)}}; }

/// The guards of an edge where the phases differ.
struct PhaseClauses {
  std::vector<Clause> initiate, reply;
  bool alike = true;  ///< `reply` equals `initiate`

  void both(const Clause& c) {
    initiate.push_back(c);
    reply.push_back(c);
  }
  void append(const PhaseClauses& other) {
    initiate.insert(initiate.end(), other.initiate.begin(), other.initiate.end());
    reply.insert(reply.end(), other.reply.begin(), other.reply.end());
    alike = alike && other.alike;
  }
};

/// Adds the edge once for both phases, or once for each where their guards differ; `edge.before` holds what is common. An edge that no
/// packet can take (an empty set as its only choice) is left out.
void add_edge(Draft& draft, FlowEdge edge, const PhaseClauses& clauses = {});

/// An interface-pair policy as guard clauses (F2): the list for initiations; for replies of a stateful device also what could answer an
/// admitted session, and ICMP errors to an end of one. No clauses without a firewall.
[[nodiscard]] PhaseClauses policy_clauses(Draft& draft, DeviceId device, InterfaceId in, InterfaceId out, Family family);
/// What could answer a session that entered `session_in` and left `session_out` (F2); nullopt if the device keeps no sessions or its
/// policy admits none there.
[[nodiscard]] std::optional<std::vector<Clause>> session_clauses(Draft& draft, DeviceId device, InterfaceId session_in,
                                                                 InterfaceId session_out, Family family);
/// The device itself and those that share its session table (F2), the device first.
[[nodiscard]] std::vector<DeviceId> session_group(const Network& network, DeviceId device);

/// Where a frame sent on a segment is heard, through transparent firewalls too (L3), with what they ask of it.
struct FramePath {
  SegmentId to;
  PhaseClauses clauses;
};
[[nodiscard]] std::vector<FramePath> frame_paths(Draft& draft, SegmentId from, Family family);

/// E5: a next hop like a router, without a filter.
[[nodiscard]] bool is_forwarding_host(const Network& network, const FlowEndpoint& endpoint);
/// Where on a segment the endpoint is, ascending.
[[nodiscard]] std::vector<LocationId> places_of_endpoint(const Draft& draft, FlowEndpointId id, SegmentId at);
/// Broadcast, multicast, link-local and the directed broadcasts of the segment's subnets (L2).
/// The directed broadcasts of the segment's subnets, of those beyond transparent firewalls too.
[[nodiscard]] AddressSet broadcasts_of(const Segment& segment, Family family);
[[nodiscard]] AddressSet heard_on(const Draft& draft, SegmentId at, Family family);
/// Destinations that an endpoint accepts on a segment (E8, L2).
[[nodiscard]] AddressSet accepted(const Draft& draft, FlowEndpointId id, SegmentId at, Family family);

/// The layer-3 interfaces that take frames from a segment, ascending: those on it, and the management interfaces of the transparent
/// firewalls beside it, which are managed from all their sides (L3).
[[nodiscard]] std::vector<InterfaceId> receivers(const Draft& draft, SegmentId at, Family family);

// The stages, in the order that build_flow_graph runs them.
void add_endpoints(Draft& draft);
void add_layer2_edges(Draft& draft, Family family);
void add_layer3_edges(Draft& draft, Family family);
void add_next_hop_edges(Draft& draft, Family family);
/// C6: facts that lead to nothing in the graph, each with its reason; sorted.
[[nodiscard]] std::vector<std::string> unused_facts(const Network& network, const FlowGraph& graph);

}  // namespace sekimori
