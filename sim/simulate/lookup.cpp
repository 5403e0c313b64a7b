// A route is one of: a connected prefix, a static route of the VRF, or either of a VRF it imports from. Recursion is a second lookup; the
// routes being resolved are remembered, so that a route that needs itself is not usable (as IOS refuses to install it).
#include "lookup.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sekimori::simulation {

namespace {

struct Candidate {
  Prefix prefix;
  unsigned distance = 0;           ///< 0: connected
  std::optional<InterfaceId> out;  ///< connected only
  const StaticRoute* route = nullptr;
  VrfId vrf;
  SourceRange at;
};

using Stack = std::vector<const StaticRoute*>;
std::vector<Exit> look_up(const Wiring& wiring, VrfId vrf, Address destination, bool any_routing, Stack& stack);

std::string route_text(const Network& network, const StaticRoute& route) {
  std::string text = to_text(route.destination);
  if (route.next_hop.discard) return text + " discarded";
  if (route.next_hop.via) text += " via " + to_text(*route.next_hop.via);
  if (route.next_hop.out) text += " out " + network.at(*route.next_hop.out).name;
  if (route.next_hop.vrf) text += " in VRF " + network.at(*route.next_hop.vrf).name;
  return text;
}

void add_candidates(const Wiring& wiring, VrfId vrf, Address destination, std::vector<Candidate>& found) {
  const Network& network = wiring.network();
  const Vrf& table = network.at(vrf);
  for (const InterfaceId id : network.at(table.device).interfaces) {
    if (network.at(id).vrf != vrf || !speaks(wiring, id, destination.family)) continue;
    for (const InterfaceAddress& address : network.at(id).addresses) {
      if (address.connected().contains(destination)) found.push_back({address.connected(), 0, id, nullptr, vrf, address.at});
    }
  }
  for (const StaticRoute& route : table.routes) {
    if (route.destination.contains(destination)) found.push_back({route.destination, route.distance, {}, &route, vrf, route.at});
  }
}

std::vector<Exit> resolve_next_hop(const Wiring& wiring, const Candidate& candidate, Address destination, Stack& stack) {
  const StaticRoute& route = *candidate.route;
  const Address target = route.next_hop.via.value_or(destination);
  stack.push_back(&route);
  std::vector<Exit> exits = look_up(wiring, route.next_hop.vrf.value_or(candidate.vrf), target, false, stack);
  stack.pop_back();
  for (Exit& exit : exits) {
    if (route.next_hop.via && !exit.next_hop && !exit.any_neighbour && !exit.discard) {
      exit.next_hop = route.next_hop.via;
      exit.asks_for_destination = false;
    }
    exit.why = fmt::format("{}, {}", route_text(wiring.network(), route), exit.why);
    exit.at = route.at;
  }
  return exits;
}

std::vector<Exit> resolve(const Wiring& wiring, const Candidate& candidate, Address destination, Stack& stack) {
  if (!candidate.route) {
    Exit exit;
    exit.out = *candidate.out;
    exit.why = fmt::format("{} connected to {}", to_text(candidate.prefix), wiring.network().at(*candidate.out).name);
    exit.at = candidate.at;
    return {exit};
  }
  const NextHop& next = candidate.route->next_hop;
  Exit exit;
  exit.why = route_text(wiring.network(), *candidate.route);
  exit.at = candidate.at;
  exit.discard = next.discard;
  if (next.discard) return {exit};
  if (next.out) {
    if (!wiring.is_up(*next.out)) return {};
    exit.out = *next.out;
    exit.next_hop = next.via;
    exit.asks_for_destination = !next.via;
    return {exit};
  }
  const bool is_looping = std::ranges::find(stack, candidate.route) != stack.end();
  if (is_looping || (!next.via && !next.vrf)) return {};
  return resolve_next_hop(wiring, candidate, destination, stack);
}

/// R2: every interface of the VRF and of those it imports from, whoever is behind it.
std::vector<Exit> every_exit(const Wiring& wiring, const Vrf& table, VrfId vrf, Family family) {
  const Network& network = wiring.network();
  std::vector<Exit> exits;
  for (const InterfaceId id : network.at(table.device).interfaces) {
    const VrfId its = network.at(id).vrf;
    const bool usable = its == vrf || std::ranges::find(table.leaks_to, its) != table.leaks_to.end();
    if (!usable || !speaks(wiring, id, family) || network.at(id).kind == InterfaceKind::loopback) continue;
    Exit exit;
    exit.out = id;
    exit.any_neighbour = true;
    exit.why = table.any_routing ? "any interface: " + table.any_routing_why : "any interface: policy-based routing";
    exit.at = table.any_routing ? table.any_routing_at : network.at(id).at;
    exits.push_back(exit);
  }
  return exits;
}

std::vector<Exit> look_up(const Wiring& wiring, VrfId vrf, Address destination, bool any_routing, Stack& stack) {
  const Vrf& table = wiring.network().at(vrf);
  if (any_routing || table.any_routing) return every_exit(wiring, table, vrf, destination.family);
  std::vector<Candidate> candidates;
  add_candidates(wiring, vrf, destination, candidates);
  for (const VrfId leak : table.leaks_to) add_candidates(wiring, leak, destination, candidates);
  const auto better = [](const Candidate& a, const Candidate& b) {
    return a.prefix.length() != b.prefix.length() ? a.prefix.length() > b.prefix.length() : a.distance < b.distance;
  };
  std::ranges::stable_sort(candidates, better);
  std::vector<Exit> exits;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (!exits.empty() && better(candidates[i - 1], candidates[i])) break;
    for (Exit& exit : resolve(wiring, candidates[i], destination, stack)) exits.push_back(std::move(exit));
  }
  return exits;
}

}  // namespace

std::vector<Exit> lookup(const Wiring& wiring, VrfId vrf, Address destination, bool any_routing) {
  Stack stack;
  return look_up(wiring, vrf, destination, any_routing, stack);
}

}  // namespace sekimori::simulation
