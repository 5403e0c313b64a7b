#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "addressing.hpp"
#include "draft.hpp"
#include "translation.hpp"

namespace sekimori {
namespace {

/// The destinations that leave by one interface, by gateway (nullopt: the destination itself is on the link).
using ByGateway = std::map<std::optional<Address>, AddressSet>;

/// Over the tables of all VRFs of the device, as leaks let several send out of one interface.
ByGateway destinations_by_gateway(Draft& draft, InterfaceId out, Family family) {
  ByGateway result;
  for (const VrfId vrf : draft.network.at(draft.network.at(out).device).vrfs) {
    const Fib& fib = draft.fib(vrf, family);
    std::set<std::optional<Address>> gateways;
    for (const FibEntry& entry : fib.entries) {
      for (const FibAction& a : entry.actions) {
        if (a.out == out) gateways.insert(a.gateway);
      }
    }
    for (const std::optional<Address>& gateway : gateways) {
      const AddressSet set = destinations_via(fib, family, out, gateway);
      const auto [entry, is_new] = result.emplace(gateway, set);
      if (!is_new) entry->second = entry->second.united(set);
    }
  }
  return result;
}

/// The neighbour takes frames for this next hop (L5). Who has a link-local one is known only for those that were given it.
bool takes_next_hop(const Network& network, InterfaceId neighbour, Address gateway) {
  return link_local(Family::v6).contains(gateway) || owns(network, network.at(neighbour).device, gateway) ||
         claimed_addresses(network, neighbour, gateway.family).contains(gateway);
}

/// A wire with one other end, which takes whatever is sent: tunnels, serial lines, and whatever sends without an address.
bool is_point_to_point(const Interface& i) {
  constexpr std::string_view kLines[] = {"Serial", "Dialer", "Multilink", "POS", "ATM", "BRI", "Async", "Cellular", "Virtual", "ppp"};
  return i.kind == InterfaceKind::tunnel || i.addresses.empty() ||
         std::ranges::any_of(kLines, [&](std::string_view line) { return i.name.starts_with(line); });
}

/// What a proxy-ARP interface answers for: addresses that its table sends out of another interface (RFC 1027).
AddressSet proxied(Draft& draft, InterfaceId neighbour, Family family) {
  AddressSet set(family);
  const Interface& i = draft.network.at(neighbour);
  if (!i.proxy_arp || family != Family::v4 || !forwards(draft.network.at(i.device), family)) return set;
  if (i.policy_routed || draft.network.at(i.vrf).any_routing) return AddressSet::everything(family);
  for (const InterfaceId out : draft.network.at(i.device).interfaces) {
    if (out != neighbour) set = set.united(destinations_via(draft.fib(i.vrf, family), family, out));
  }
  return set;
}

struct Exit {
  InterfaceId out;
  Family family;
  LocationId from;
  ByGateway destinations;
  AddressSet all;        ///< whatever leaves here by the table
  AddressSet on_link;    ///< without a gateway
  AddressSet by_static;  ///< those of them that only a route says are on the link
};

/// A device asks by ARP for each destination that a route without a gateway covers, so that any proxy may answer.
AddressSet static_on_link(Draft& draft, InterfaceId out, Family family) {
  AddressSet set(family);
  std::vector<Prefix> connected;
  for (const InterfaceAddress& a : draft.network.at(out).addresses) connected.push_back(a.connected());
  for (const VrfId vrf : draft.network.at(draft.network.at(out).device).vrfs) {
    for (const FibEntry& entry : draft.fib(vrf, family).entries) {
      const bool here = std::ranges::any_of(entry.actions, [&](const FibAction& a) { return a.out == out && !a.gateway; });
      if (here && std::ranges::find(connected, entry.prefix) == connected.end()) set = set.united(AddressSet::of(entry.prefix));
    }
  }
  return set;
}

AddressSet for_neighbour(Draft& draft, const Exit& exit, InterfaceId neighbour) {
  const Network& network = draft.network;
  if (is_point_to_point(network.at(exit.out))) return exit.all;
  const AddressSet answered = proxied(draft, neighbour, exit.family);
  AddressSet owned = own_addresses(network, network.at(neighbour).device, exit.family).united(answered);
  owned = owned.united(claimed_addresses(network, neighbour, exit.family));
  if (network.at(neighbour).proxy_arp && exit.family == Family::v4) owned = owned.united(exit.by_static);
  AddressSet set = exit.on_link.intersected(owned);
  for (const auto& [gateway, destinations] : exit.destinations) {
    if (!gateway) continue;
    if (takes_next_hop(network, neighbour, *gateway) || answered.contains(*gateway)) set = set.united(destinations);
  }
  return set;
}

AddressSet own_anywhere(const FlowEndpoint& endpoint, Family family) {
  AddressSet set(family);
  for (const FlowAttachment& a : endpoint.attachments) set = set.united(a.own(family));
  return set;
}

/// What reaches the endpoint as a next hop, whether or not it is meant for it.
AddressSet via_endpoint(const Exit& exit, const AddressSet& own) {
  AddressSet set(exit.family);
  for (const auto& [gateway, destinations] : exit.destinations) {
    if (gateway && own.contains(*gateway)) set = set.united(destinations);
  }
  return set;
}

FlowEdge hop(const Draft& draft, const Exit& exit, LocationId to) {
  const Interface& i = draft.network.at(exit.out);
  FlowEdge e;
  e.from = exit.from;
  e.to = to;
  e.family = exit.family;
  e.kind = draft.graph.at(to).kind == LocationKind::endpoint ? EdgeKind::transmit : EdgeKind::hop;
  e.facts = {i.at};
  return e;
}

/// Everything out of an interface passes its filter, then whatever transparent firewalls are on the way.
PhaseClauses path_clauses(Draft& draft, const Exit& exit, const FramePath& path) {
  PhaseClauses clauses;
  const InterfaceFilters& filters = draft.network.at(exit.out).filters;
  const auto& filter = exit.family == Family::v6 ? filters.out_v6 : filters.out_v4;
  if (filter) clauses.both(clause(Passes{draft.lists.intern_packet_filter(draft.network.at(*filter))}));
  clauses.append(path.clauses);
  return clauses;
}

bool takes_everything(const Draft& draft, FlowEndpointId id) { return draft.graph.at(id).hostile || draft.graph.options.promiscuous; }

void add_edge_for(Draft& draft, const Exit& exit, LocationId to, const std::optional<AddressSet>& destinations,
                  const PhaseClauses& clauses) {
  FlowEdge e = hop(draft, exit, to);
  if (destinations) e.before.all_of.push_back(clause(DstIn{*destinations}));
  add_edge(draft, std::move(e), clauses);
}

/// Frames that leave by `exit.out` on its own segment are heard at these places; beyond a transparent firewall everywhere.
bool is_heard(const Draft& draft, const Exit& exit, const FramePath& path, LocationId place) {
  if (draft.segment_of(exit.out) != path.to) return true;
  const std::set<PlaceId>& heard = draft.places.heard_at.at(draft.place_of(exit.out).index);
  return std::ranges::any_of(heard, [&](PlaceId p) { return draft.location(p) == place; });
}

bool is_heard_by(const Draft& draft, const Exit& exit, const FramePath& path, InterfaceId neighbour) {
  return draft.segment_of(neighbour) != path.to || is_heard(draft, exit, path, draft.location(draft.place_of(neighbour)));
}

std::vector<LocationId> heard_places(const Draft& draft, const Exit& exit, const FramePath& path, FlowEndpointId id) {
  std::vector<LocationId> places = places_of_endpoint(draft, id, path.to);
  std::erase_if(places, [&](LocationId place) { return !is_heard(draft, exit, path, place); });
  return places;
}

/// L5: to the owners of the next-hop address, or of the destination if connected.
void add_known(Draft& draft, const Exit& exit, const FramePath& path) {
  const PhaseClauses clauses = path_clauses(draft, exit, path);
  const AddressSet everybody = exit.all.intersected(broadcasts_of(draft.segment(path.to), exit.family));
  for (const InterfaceId neighbour : receivers(draft, path.to, exit.family)) {
    if (neighbour == exit.out || !is_heard_by(draft, exit, path, neighbour)) continue;
    const AddressSet taken = for_neighbour(draft, exit, neighbour).united(everybody);
    add_edge_for(draft, exit, draft.at.at(neighbour).ingress, taken, clauses);
  }
  for (const FlowEndpointId id : draft.on_segment.at(path.to.index)) {
    const FlowEndpoint& endpoint = draft.graph.at(id);
    const std::vector<LocationId> places = heard_places(draft, exit, path, id);
    if (places.empty()) continue;
    const AddressSet own = own_anywhere(endpoint, exit.family), through = via_endpoint(exit, own);
    std::optional<AddressSet> meant;  // E3, E8: externals and compromised endpoints take every frame put on their segment
    if (!takes_everything(draft, id)) {
      meant = exit.on_link.intersected(own).united(everybody).united(through.intersected(own));
    }
    add_edge_for(draft, exit, endpoint.delivery, meant, clauses);
    if (!is_forwarding_host(draft.network, endpoint)) continue;
    for (const LocationId place : places) add_edge_for(draft, exit, place, through, clauses);
  }
}

/// R1, R2, F4: to any layer-3 interface of the segment, and to any endpoint that accepts the destination.
void add_any(Draft& draft, const Exit& exit, const FramePath& path) {
  const PhaseClauses clauses = path_clauses(draft, exit, path);
  for (const InterfaceId neighbour : receivers(draft, path.to, exit.family)) {
    if (neighbour == exit.out || !is_heard_by(draft, exit, path, neighbour)) continue;
    add_edge_for(draft, exit, draft.at.at(neighbour).ingress, std::nullopt, clauses);
  }
  for (const FlowEndpointId id : draft.on_segment.at(path.to.index)) {
    if (heard_places(draft, exit, path, id).empty()) continue;
    std::optional<AddressSet> meant;
    if (!takes_everything(draft, id)) meant = accepted(draft, id, path.to, exit.family);
    add_edge_for(draft, exit, draft.graph.at(id).delivery, meant, clauses);
  }
}

Exit known_exit(Draft& draft, InterfaceId out, Family family) {
  Exit exit{out,
            family,
            draft.at.at(out).egress,
            destinations_by_gateway(draft, out, family),
            AddressSet(family),
            AddressSet(family),
            static_on_link(draft, out, family)};
  for (const auto& [gateway, set] : exit.destinations) {
    exit.all = exit.all.united(set);
    if (!gateway) exit.on_link = set;
  }
  return exit;
}

}  // namespace

void add_next_hop_edges(Draft& draft, Family family) {
  std::set<LocationId> reached;  // an egress that nothing leads to needs no edges
  for (const FlowEdge& e : draft.graph.edges) {
    if (e.family == family) reached.insert(e.to);
  }
  for (const auto& [out, locations] : draft.at) {
    const std::vector<FramePath> paths = frame_paths(draft, *draft.segment_of(out), family);
    if (reached.contains(locations.egress) && locations.egress != locations.ingress) {
      const Exit exit = known_exit(draft, out, family);
      for (const FramePath& path : paths) add_known(draft, exit, path);
    }
    if (reached.contains(locations.egress_any) && locations.egress_any != locations.ingress) {
      const Exit exit{out, family, locations.egress_any, {}, AddressSet(family), AddressSet(family), AddressSet(family)};
      for (const FramePath& path : paths) add_any(draft, exit, path);
    }
  }
}

}  // namespace sekimori
