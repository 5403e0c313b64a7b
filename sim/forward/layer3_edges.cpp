#include <algorithm>
#include <set>

#include "addressing.hpp"
#include "draft.hpp"
#include "translation.hpp"

namespace sekimori {
namespace {

constexpr std::uint16_t kDhcpServer = 67, kDhcpClient = 68;  // RFC 2131 4.1

const std::optional<FilterId>& ingress_filter(const Interface& i, Family family) {
  return family == Family::v6 ? i.filters.in_v6 : i.filters.in_v4;
}

/// An edge out of `ingress`, after the interface's filter.
FlowEdge from_ingress(Draft& draft, InterfaceId id, LocationId to, Family family, EdgeKind kind) {
  const Interface& i = draft.network.at(id);
  FlowEdge e;
  e.from = draft.at.at(id).ingress;
  e.to = to;
  e.family = family;
  e.kind = kind;
  e.facts = {i.at};
  if (const auto filter = ingress_filter(i, family)) {
    e.before.all_of.push_back(clause(Passes{draft.lists.intern_packet_filter(draft.network.at(*filter))}));
    e.facts.push_back(draft.network.at(*filter).at);
  }
  return e;
}

void append(Guard& guard, const Guard& more) { guard.all_of.insert(guard.all_of.end(), more.all_of.begin(), more.all_of.end()); }

/// What a device takes for itself (E4): its addresses in all VRFs, and what everybody on a segment hears.
AddressSet taken_by_self(const Network& network, DeviceId device, Family family) {
  std::vector<Prefix> connected;
  for (const InterfaceId i : network.at(device).interfaces) {
    for (const InterfaceAddress& a : network.at(i).addresses) connected.push_back(a.connected());
  }
  return own_addresses(network, device, family).united(heard_by_all(family)).united(directed_broadcasts(connected, family));
}

const FlowEndpoint* self_of(const FlowGraph& graph, DeviceId device) {
  const auto found = std::ranges::find_if(graph.endpoints, [&](const FlowEndpoint& e) { return e.ref == EndpointRef{device}; });
  return found == graph.endpoints.end() ? nullptr : &*found;
}

/// The device reads the packet either as it came or after translation: a port forward may end at the device itself.
void add_self(Draft& draft, InterfaceId id, Family family, bool translates) {
  const DeviceId device = draft.network.at(id).device;
  const FlowEndpoint* self = self_of(draft.graph, device);
  if (self == nullptr) return;
  const LocationId delivery = self->delivery;
  const Clause own = clause(DstIn{taken_by_self(draft.network, device, family)});
  FlowEdge e = from_ingress(draft, id, delivery, family, EdgeKind::self);
  e.before.all_of.push_back(own);
  add_edge(draft, e);
  if (!translates) return;
  e.from = draft.at.at(id).forward;
  e.before.all_of = {own};
  add_edge(draft, std::move(e));
}

void add_admit(Draft& draft, InterfaceId id, const std::vector<Translation>& ways, Family family) {
  for (const Translation& way : ways) {
    FlowEdge e = from_ingress(draft, id, draft.at.at(id).forward, family, EdgeKind::admit);
    append(e.before, way.before);
    e.rewrite = way.rewrite;
    e.after = way.after;
    e.initiate = way.initiate;
    e.reply = way.reply;
    e.facts.insert(e.facts.end(), way.facts.begin(), way.facts.end());
    add_edge(draft, std::move(e));
  }
}

/// RFC 791 3.1: a packet that names the next address in its source-route option comes to the device's own address and goes on to that one.
/// Whether translation comes before or after that is not laid down, so the new address is any and the port one that some rule may give.
void add_source_route(Draft& draft, InterfaceId id, const std::vector<Translation>& ways) {
  const DeviceId device = draft.network.at(id).device;
  if (!draft.network.at(device).source_routes) return;
  const Clause own = clause(DstIn{own_addresses(draft.network, device, Family::v4)});
  for (const Translation& way : ways) {
    const bool changes_port = std::holds_alternative<ServiceInterval>(way.rewrite.dport);
    if (!way.rewrite.is_identity() && !changes_port) continue;  // no more than the new address already is
    FlowEdge e = from_ingress(draft, id, draft.at.at(id).forward, Family::v4, EdgeKind::admit);
    e.before.all_of.push_back(own);
    e.rewrite = way.rewrite;
    e.rewrite.dst = AnyIn{AddressSet::everything(Family::v4)};
    e.initiate = way.initiate;
    e.reply = way.reply;
    e.facts.push_back(draft.network.at(device).at);
    e.facts.insert(e.facts.end(), way.facts.begin(), way.facts.end());
    add_edge(draft, std::move(e));
  }
}

/// How packets get from one interface to another: by which egress location and under which condition.
struct RouteWay {
  bool any_neighbour = false;
  bool initiate = true, reply = true;
  PhaseClauses clauses;
  std::vector<SourceRange> facts;
};

/// R2: nothing is known about where packets that enter here leave.
bool route_unknown(const Network& network, InterfaceId in) {
  return network.at(in).policy_routed || network.at(network.at(in).vrf).any_routing;
}

bool contains(const std::vector<VrfId>& list, VrfId id) { return std::ranges::find(list, id) != list.end(); }

/// What static leaks carry from `from` to `to`: the destinations of routes whose next hop lies there. "Leaks as they are" (R1).
AddressSet leaked_statically(const Network& network, VrfId from, VrfId to, Family family) {
  AddressSet set(family);
  for (const StaticRoute& r : network.at(from).routes) {
    if (r.destination.family() != family) continue;
    const bool by_vrf = r.next_hop.vrf == to;
    const bool by_interface = r.next_hop.out && network.at(*r.next_hop.out).vrf == to;
    if (by_vrf || by_interface) set = set.united(AddressSet::of(r.destination));
  }
  return set;
}

/// Next hops looked up in, or routes imported from, a VRF whose own table is unknown (R2): the destinations that may so leave by `out`.
AddressSet through_unknown_vrf(const Network& network, InterfaceId in, InterfaceId out, Family family) {
  const VrfId from = network.at(in).vrf, to = network.at(out).vrf;
  AddressSet set(family);
  for (const VrfId other : network.at(network.at(in).device).vrfs) {
    if (other == from || !network.at(other).any_routing) continue;
    if (to != other && !contains(network.at(other).leaks_to, to)) continue;
    if (contains(network.at(from).leaks_to, other)) return AddressSet::everything(family).without(segment_only(family));
    set = set.united(leaked_statically(network, from, other, family));
  }
  return set.without(segment_only(family));
}

/// The destinations that may leave by `out` under an unknown table; nullopt: none.
std::optional<AddressSet> any_route(const Draft& draft, InterfaceId in, InterfaceId out, Family family) {
  const Network& network = draft.network;
  const VrfId from = network.at(in).vrf, to = network.at(out).vrf;
  AddressSet set = AddressSet::everything(family);
  if (draft.graph.options.tier != RoutingTier::any_routing_all && from != to && !contains(network.at(from).leaks_to, to)) {
    set = leaked_statically(network, from, to, family);
  }
  set = set.without(segment_only(family));
  // Multicast routing is among the reasons for an unknown table (R3); a changed unicast route (R1) does not turn it on.
  if (!route_unknown(network, in)) set = set.without(multicast(family));
  return set.empty() ? std::nullopt : std::optional(set);
}

/// R3. Routes of VRFs that this one imports from may stand beside its own; which of them is not known, so all may.
AddressSet table_route(Draft& draft, InterfaceId in, InterfaceId out, Family family) {
  const VrfId vrf = draft.network.at(in).vrf;
  AddressSet set = destinations_via(draft.fib(vrf, family), family, out);
  for (const VrfId imported : draft.network.at(vrf).leaks_to) {
    set = set.united(destinations_via(draft.fib(imported, family), family, out));
  }
  return set.without(segment_only(family)).without(multicast(family)).without(local_addresses(draft.network, vrf, family));
}

FlowEdge dhcp_edge(Draft& draft, InterfaceId in, InterfaceId out) {
  // What a relay sends is its own packet: no policy and no outgoing filter sees it, so it goes straight to the segment.
  FlowEdge e = from_ingress(draft, in, draft.location(draft.place_of(out)), Family::v4, EdgeKind::admit);
  e.before.all_of.push_back(clause(ServiceIn{{ServiceBox::to_port(kUdp, kDhcpServer, kDhcpServer)}}));
  e.rewrite.sport = ServiceInterval{0, 65535};  // some relays keep the client's port, some use their own
  return e;
}

/// Those of `servers` that the table sends out of `out`; all where the table does not count.
AddressSet helpers_by(Draft& draft, InterfaceId in, InterfaceId out, const std::vector<Address>& servers) {
  const bool known = draft.graph.options.tier == RoutingTier::current_routing && !route_unknown(draft.network, in);
  AddressSet helpers(Family::v4);
  for (const Address& a : servers) {
    if (a.family == Family::v4 && (!known || table_route(draft, in, out, Family::v4).contains(a))) helpers.insert({a.bits, a.bits});
  }
  return helpers;
}

/// E4: a DHCP relay sends what clients broadcast on to its servers from its own address, and what servers send to that address on to
/// the clients. RFC 1542 does not have it check that the sender is one of its servers. A device that does not route relays as well.
void add_dhcp_relay(Draft& draft, InterfaceId id) {
  const AddressSet relay = configured_addresses(draft.network, id, Family::v4);
  for (const InterfaceId other : draft.network.at(draft.network.at(id).device).interfaces) {
    if (draft.network.at(id).dhcp_helpers.empty() || !draft.segment_of(other) || !speaks(draft.network, other, Family::v4)) continue;
    FlowEdge request = dhcp_edge(draft, id, other);
    request.before.all_of.push_back(clause(DstIn{heard_on(draft, *draft.segment_of(id), Family::v4)}));
    // By which of its addresses it sends is not laid down: that of the clients' side, of the servers' side, or a configured one.
    request.rewrite.src = AnyIn{own_addresses(draft.network, draft.network.at(id).device, Family::v4)};
    request.rewrite.dst = AnyIn{helpers_by(draft, id, other, draft.network.at(id).dhcp_helpers)};
    if (!std::get<AnyIn>(request.rewrite.dst).set.empty()) add_edge(draft, std::move(request));
    FlowEdge answer = dhcp_edge(draft, other, id);
    answer.before.all_of.push_back(clause(DstIn{relay}));
    answer.rewrite.src = AnyIn{relay};
    answer.rewrite.dst = AnyIn{AddressSet::everything(Family::v4)};
    answer.rewrite.dport = ServiceInterval{kDhcpServer, kDhcpClient};
    add_edge(draft, std::move(answer));
  }
}

/// `ip helper-address` besides DHCP: a broadcast of a helped service becomes a unicast to each helper and keeps its source. No manual says
/// whether policies and outgoing filters see such a packet, so it may go both ways: like any other, and straight to the segment.
void add_broadcast_help(Draft& draft, InterfaceId id, bool routes) {
  const Interface& i = draft.network.at(id);
  if (i.broadcast_helpers.empty() || i.helped_services.empty()) return;
  FlowEdge e = from_ingress(draft, id, draft.at.at(id).forward, Family::v4, EdgeKind::admit);
  e.before.all_of.push_back(clause(ServiceIn{i.helped_services}));
  e.before.all_of.push_back(clause(DstIn{heard_on(draft, *draft.segment_of(id), Family::v4)}));
  for (const InterfaceId other : draft.network.at(i.device).interfaces) {
    if (!draft.segment_of(other) || !speaks(draft.network, other, Family::v4)) continue;
    FlowEdge straight = e;
    straight.to = draft.location(draft.place_of(other));
    const AddressSet helpers = helpers_by(draft, id, other, i.broadcast_helpers);
    straight.rewrite.dst = AnyIn{helpers};
    if (!helpers.empty()) add_edge(draft, std::move(straight));
  }
  if (!routes) return;
  AddressSet all(Family::v4);
  for (const Address& a : i.broadcast_helpers) all.insert({a.bits, a.bits});
  e.rewrite.dst = AnyIn{all};
  add_edge(draft, std::move(e));
}

std::optional<RouteWay> route_by_table(Draft& draft, InterfaceId in, InterfaceId out, Family family) {
  RouteWay way;
  AddressSet set(family);
  if (draft.graph.options.tier == RoutingTier::current_routing && !route_unknown(draft.network, in)) {
    set = table_route(draft, in, out, family);
    for (const FibEntry& entry : draft.fib(draft.network.at(in).vrf, family).entries) {
      for (const FibAction& a : entry.actions) {
        if (a.out == out) way.facts.push_back(a.at);
      }
    }
  } else {
    set = any_route(draft, in, out, family).value_or(set);
    way.any_neighbour = true;
  }
  if (set.empty()) return std::nullopt;
  way.clauses.both(clause(DstIn{set}));
  way.clauses.append(policy_clauses(draft, draft.network.at(in).device, in, out, family));
  return way;
}

std::optional<RouteWay> route_by_unknown_vrf(Draft& draft, InterfaceId in, InterfaceId out, Family family) {
  const AddressSet set = through_unknown_vrf(draft.network, in, out, family);
  if (set.empty()) return std::nullopt;
  RouteWay way;
  way.any_neighbour = true;
  way.clauses.both(clause(DstIn{set}));
  way.clauses.append(policy_clauses(draft, draft.network.at(in).device, in, out, family));
  return way;
}

/// F4: a reply may leave by the interface its session came in by, whatever the table says; then to any neighbour there.
void add_session_ways(Draft& draft, InterfaceId in, InterfaceId out, Family family, std::vector<RouteWay>& ways) {
  const DeviceId device = draft.network.at(in).device;
  // No session has a multicast or broadcast address as its initiator (RFC 1812 5.3.7).
  const Clause unicast = clause(DstIn{segment_only(family).united(multicast(family)).complement()});
  if (const auto sessions = session_clauses(draft, device, out, in, family)) {
    RouteWay way;
    way.any_neighbour = true;
    way.initiate = false;
    way.clauses.initiate = way.clauses.reply = *sessions;
    way.clauses.both(unicast);
    ways.push_back(std::move(way));
  }
  std::vector<Term> translated = translated_session_terms(draft, out, in, family);
  if (translated.empty()) return;
  RouteWay way;
  way.any_neighbour = true;
  way.initiate = false;
  way.clauses.both({std::move(translated)});
  way.clauses.both(unicast);
  way.clauses.append(policy_clauses(draft, device, in, out, family));
  ways.push_back(std::move(way));
}

FlowEdge route_edge(const Draft& draft, InterfaceId in, InterfaceId out, Family family, const RouteWay& way,
                    const Translation& translation) {
  FlowEdge e;
  e.from = draft.at.at(in).forward;
  e.to = way.any_neighbour ? draft.at.at(out).egress_any : draft.at.at(out).egress;
  e.family = family;
  e.kind = EdgeKind::route;
  e.initiate = way.initiate && translation.initiate;
  e.reply = way.reply && translation.reply;
  e.before = translation.before;
  e.rewrite = translation.rewrite;
  e.after = translation.after;
  e.facts = way.facts;
  e.facts.insert(e.facts.end(), translation.facts.begin(), translation.facts.end());
  const auto& firewall = draft.network.at(draft.network.at(in).device).firewall;
  if (firewall) e.facts.push_back(firewall->at);
  return e;
}

void add_routes(Draft& draft, InterfaceId in, Family family) {
  for (const InterfaceId out : draft.network.at(draft.network.at(in).device).interfaces) {  // `in` itself too: F5
    if (!draft.segment_of(out) || !speaks(draft.network, out, family)) continue;
    std::vector<RouteWay> ways;
    if (auto way = route_by_table(draft, in, out, family)) ways.push_back(std::move(*way));
    if (auto way = route_by_unknown_vrf(draft, in, out, family)) ways.push_back(std::move(*way));
    add_session_ways(draft, in, out, family, ways);
    if (ways.empty()) continue;
    for (const Translation& translation : outbound_translations(draft, in, out, family)) {
      for (const RouteWay& way : ways) {
        FlowEdge e = route_edge(draft, in, out, family, way, translation);
        if (e.initiate || e.reply) add_edge(draft, std::move(e), way.clauses);
      }
    }
  }
}

}  // namespace

void add_layer3_edges(Draft& draft, Family family) {
  for (std::size_t row = 0; row < draft.network.interfaces.size(); ++row) {
    const auto id = make_id<InterfaceId>(row);
    if (!draft.segment_of(id) || !speaks(draft.network, id, family)) continue;
    const std::vector<Translation> ways = inbound_translations(draft, id, family);
    const bool routes = forwards(draft.network.at(draft.network.at(id).device), family);
    add_self(draft, id, family, routes && ways.size() > 1);
    if (family == Family::v4) {
      add_dhcp_relay(draft, id);
      add_broadcast_help(draft, id, routes);
    }
    if (!routes) continue;
    if (family == Family::v4) add_source_route(draft, id, ways);
    add_admit(draft, id, ways, family);
    add_routes(draft, id, family);
  }
}

}  // namespace sekimori
