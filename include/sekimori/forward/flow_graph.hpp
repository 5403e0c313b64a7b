// The flow graph: where packets can be, and guarded edges between those places. Built once from a Network; search and proof read only
// this. The concrete simulator (simulate/) never reads it, so that replays and agreement tests also test its builder.
//
// A layer-3 device is passed through ingress -> forward -> egress:
//   segment --(frame taken)--> ingress --(ingress filter, destination NAT / un-source-NAT)--> forward
//     --(route, interface-pair policy, source NAT / un-destination-NAT)--> egress --(egress filter, next hop)--> ingress | endpoint
// Endpoints emit at their segment; delivery to an endpoint is the edge into its `endpoint` location. A device's own self is an endpoint
// that receives from `ingress` after the ingress filter (location `forward`) and emits at the segments of its interfaces.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "sekimori/forward/segments.hpp"
#include "sekimori/model/network.hpp"

namespace sekimori {

using LocationId = Id<struct LocationTag>;
using FlowEdgeId = Id<struct FlowEdgeTag>;
using RuleListId = Id<struct RuleListTag>;
using FlowEndpointId = Id<struct FlowEndpointTag>;

enum class LocationKind : std::uint8_t { segment, ingress, forward, egress, endpoint };

struct Location {
  LocationKind kind = LocationKind::segment;
  std::variant<SegmentId, InterfaceId, FlowEndpointId> of;
  /// egress only: an interface has two of them. From this one packets go to any neighbour: unknown routes (R2), the any-routing tiers
  /// (R1), replies that follow their session instead of the table (F4). From the other they go to the next hop that the table names.
  bool any_neighbour = false;
};

// Terms of a guard. `h` is the header at the guard.
struct SrcIn {
  AddressSet set;
  friend auto operator<=>(const SrcIn&, const SrcIn&) = default;
};
struct DstIn {
  AddressSet set;
  friend auto operator<=>(const DstIn&, const DstIn&) = default;
};
struct ServiceIn {
  std::vector<ServiceBox> boxes;
  friend auto operator<=>(const ServiceIn&, const ServiceIn&) = default;
};
struct Passes {
  RuleListId list;
  friend auto operator<=>(const Passes&, const Passes&) = default;
};  ///< the list's first match permits h
struct PassesReversed {
  RuleListId list;
  friend auto operator<=>(const PassesReversed&, const PassesReversed&) = default;
};  ///< the list permits reversed(h, Phase::initiate): a session could exist (F2)
using Term = std::variant<SrcIn, DstIn, ServiceIn, Passes, PassesReversed>;

/// A disjunction of terms.
struct Clause {
  std::vector<Term> any_of;
  friend auto operator<=>(const Clause&, const Clause&) = default;
};
/// A conjunction of clauses; no clause means true.
struct Guard {
  std::vector<Clause> all_of;
  friend auto operator<=>(const Guard&, const Guard&) = default;
};

struct Keep {};
struct AnyIn {
  AddressSet set;
};  ///< becomes some member
struct MapPrefix {
  Prefix from, to;
};  ///< host bits kept; applies to members of `from` (the guard ensures it)
using AddressRewrite = std::variant<Keep, AnyIn, MapPrefix>;
/// Becomes some port of the interval; headers without ports (other protocols, non-initial fragments) keep their 0.
using PortRewrite = std::variant<Keep, ServiceInterval>;

struct Rewrite {
  AddressRewrite src, dst;
  PortRewrite sport, dport;
  [[nodiscard]] bool is_identity() const;
};

/// one_way: between two places of one segment, where mismatched native VLANs pass frames in one direction only (L1).
enum class EdgeKind : std::uint8_t { receive, deliver, admit, route, transmit, transit, hop, self, transparent, one_way };
[[nodiscard]] std::string to_text(EdgeKind kind);

/// h at `from` may become h' at `to` iff before(h), (h, h') in rewrite, after(h'), for packets of `family` in the phases given.
struct FlowEdge {
  LocationId from, to;
  Family family = Family::v4;
  bool initiate = true, reply = true;
  EdgeKind kind = EdgeKind::receive;
  Guard before;
  Rewrite rewrite;
  Guard after;
  std::vector<SourceRange> facts;  ///< config lines the edge rests on

  [[nodiscard]] bool in_phase(Phase phase) const { return phase == Phase::initiate ? initiate : reply; }
};

/// Raw data delivered in this way makes the endpoint pass it on (E4, X5).
struct RelayCondition {
  Phase phase = Phase::initiate;
  Family family = Family::v4;
  Guard guard;
};
enum class RelayKind : std::uint8_t { never, always, conditional };

/// Where an endpoint sends and which addresses are its own there.
struct FlowAttachment {
  LocationId emission;                    ///< a segment
  std::vector<LocationId> hop_emissions;  ///< further segments a hostile sender reaches by VLAN hopping (L4)
  std::vector<LocationId> past_filter;    ///< where a sender of any source gets past the host's own filter (E6)
  AddressSet own_v4{Family::v4};
  AddressSet own_v6{Family::v6};
  std::vector<InterfaceId> ports;  ///< of undeclared stations: where they may be plugged in; empty: anywhere on the segment
  [[nodiscard]] const AddressSet& own(Family family) const { return family == Family::v6 ? own_v6 : own_v4; }
};

struct FlowEndpoint {
  EndpointRef ref;
  std::string name;
  ZoneId zone;  ///< index into FlowGraph::zones
  LocationId delivery;
  std::vector<FlowAttachment> attachments;
  bool hostile = false;  ///< external: any source, flags and forged replies at every threat level (E3)
  RelayKind relay = RelayKind::always;
  std::vector<RelayCondition> relay_when;  ///< for RelayKind::conditional
  SourceRange at;
};

/// R1, strongest first.
enum class RoutingTier : std::uint8_t { any_routing_all, any_routing_vrf, current_routing };
inline constexpr RoutingTier kTiers[] = {RoutingTier::any_routing_all, RoutingTier::any_routing_vrf, RoutingTier::current_routing};
[[nodiscard]] std::string to_text(RoutingTier tier);

/// Which sessions a reply may belong to at a stateful device (F2). `interfaces`: those that entered by the interface it leaves by and left
/// by the one it enters by, as devices that keep the interfaces in the session do. `device`: any session of the device, between whatever
/// interfaces. ICMP errors go to ends of such sessions: the error quotes the packet it is about.
enum class SessionBinding : std::uint8_t { interfaces, device };

struct FlowOptions {
  RoutingTier tier = RoutingTier::current_routing;
  bool promiscuous = false;  ///< endpoints accept any destination (compromise, E8)
  SessionBinding sessions = SessionBinding::interfaces;
};

/// Ids ascend in a deterministic order. `zones` are the network's, then one per segment without a zone (implicit, E2).
struct FlowGraph {
  FlowOptions options;
  std::vector<Zone> zones;
  SegmentMap segments;
  std::vector<Location> locations;
  std::vector<FlowEndpoint> endpoints;
  std::vector<Filter> rule_lists;
  /// Those of rule_lists that decide what passes: filters of interfaces and interface-pair policies. The others select what is translated,
  /// routed, managed or sanitised.
  std::set<RuleListId> packet_filters;
  std::vector<FlowEdge> edges;
  std::vector<std::string> dropped;  ///< facts that lead to no location or edge, each with its reason (C6)

  [[nodiscard]] const Location& at(LocationId id) const { return locations.at(id.index); }
  [[nodiscard]] const FlowEdge& at(FlowEdgeId id) const { return edges.at(id.index); }
  [[nodiscard]] const FlowEndpoint& at(FlowEndpointId id) const { return endpoints.at(id.index); }
  [[nodiscard]] const Filter& at(RuleListId id) const { return rule_lists.at(id.index); }
};

/// Pure. Every rule of semantics L, R, F that it implements is cited in the .cpp where it is applied.
[[nodiscard]] FlowGraph build_flow_graph(const Network& network, const FlowOptions& options = {});
/// "core-a:Vlan10 in", "segment of core-a:Vlan10", "pc-a"
[[nodiscard]] std::string describe(const Network& network, const FlowGraph& graph, LocationId location);

/// Does the guard admit the concrete header? For tests and for validating abstract paths.
[[nodiscard]] bool holds(const FlowGraph& graph, const Guard& guard, const Packet& packet);
/// Is (before, after) an instance of the edge in this phase?
[[nodiscard]] bool is_step(const FlowGraph& graph, const FlowEdge& edge, Phase phase, const Packet& before, const Packet& after);

}  // namespace sekimori
