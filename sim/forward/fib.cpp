#include "sekimori/forward/fib.hpp"

#include <algorithm>
#include <map>

#include "addressing.hpp"

namespace sekimori {
namespace {

/// Rounds of recursive resolution before the tables count as oscillating.
constexpr int kMaxRounds = 32;

struct LongestFirst {
  bool operator()(const Prefix& a, const Prefix& b) const {
    return a.length() != b.length() ? a.length() > b.length() : a.network() < b.network();
  }
};
using Table = std::map<Prefix, std::vector<FibAction>, LongestFirst>;
/// The tables of all VRFs of one device: static routes may be looked up in another VRF (leaks).
using Tables = std::map<VrfId, Fib>;

void add_action(std::vector<FibAction>& actions, const FibAction& action) {
  const bool known =
      std::ranges::any_of(actions, [&](const FibAction& other) { return other.out == action.out && other.gateway == action.gateway; });
  if (!known) actions.push_back(action);
}

/// The longest match among prefixes shorter than `length`.
const FibEntry* shorter_match(const Fib& fib, Address address, unsigned length) {
  const auto shorter =
      std::partition_point(fib.entries.begin(), fib.entries.end(), [&](const FibEntry& e) { return e.prefix.length() >= length; });
  for (auto entry = shorter; entry != fib.entries.end(); ++entry) {
    if (entry->prefix.contains(address)) return &*entry;
  }
  return nullptr;
}

Fib to_fib(const Table& table) {
  Fib fib;
  for (const auto& [prefix, actions] : table) fib.entries.push_back({prefix, actions});
  for (FibEntry& entry : fib.entries) std::ranges::sort(entry.actions);
  return fib;
}

Table connected_routes(const Network& network, VrfId vrf, Family family) {
  Table table;
  for (const InterfaceId id : network.at(network.at(vrf).device).interfaces) {
    if (network.at(id).vrf != vrf || !speaks(network, id, family)) continue;
    for (const InterfaceAddress& a : network.at(id).addresses) {
      // Link-local destinations are never looked up in a routing table (RFC 4291 2.5.6).
      if (a.address.family != family || (family == Family::v6 && link_local(family).contains(a.address))) continue;
      add_action(table[a.connected()], {id, std::nullopt, a.at});
    }
  }
  return table;
}

bool is_leak_lookup(const NextHop& hop) { return hop.vrf && !hop.via && !hop.out && !hop.discard; }

/// The longest match for `address` in `vrf` or a VRF that it imports from; `route` itself cannot be what it needs to be reached.
std::vector<const FibEntry*> next_hop_entries(const Network& network, VrfId vrf, Address address, const StaticRoute& route, VrfId of,
                                              const Tables& tables) {
  std::vector<VrfId> places = network.at(vrf).leaks_to;
  places.insert(places.begin(), vrf);
  std::vector<const FibEntry*> best;
  for (const VrfId place : places) {
    const auto table = tables.find(place);
    if (table == tables.end()) continue;
    for (const FibEntry* entry = lookup(table->second, address); entry != nullptr;
         entry = shorter_match(table->second, address, entry->prefix.length())) {
      if (place == of && entry->prefix == route.destination) continue;
      if (!best.empty() && best.front()->prefix.length() < entry->prefix.length()) best.clear();
      if (best.empty() || best.front()->prefix.length() == entry->prefix.length()) best.push_back(entry);
      break;
    }
  }
  return best;
}

/// The actions of one static route; empty when its next hop does not resolve.
std::vector<FibAction> resolve(const Network& network, VrfId vrf, const StaticRoute& route, const Tables& tables) {
  const NextHop& hop = route.next_hop;
  if (hop.discard) return {{std::nullopt, std::nullopt, route.at}};
  if (hop.out) {
    if (!is_live(network, *hop.out)) return {};
    return {{hop.out, hop.via, route.at}};
  }
  if (!hop.via) return {};
  std::vector<FibAction> actions;
  for (const FibEntry* entry : next_hop_entries(network, hop.vrf.value_or(vrf), *hop.via, route, vrf, tables)) {
    for (const FibAction& a : entry->actions) {
      const auto gateway = a.gateway ? a.gateway : hop.via;
      add_action(actions, {a.out, a.out ? gateway : std::nullopt, route.at});
    }
  }
  return actions;
}

/// The routes of one VRF by prefix, lowest distance first.
using StaticsByPrefix = std::map<Prefix, std::vector<const StaticRoute*>>;

StaticsByPrefix statics_by_prefix(const Network& network, VrfId vrf, Family family) {
  StaticsByPrefix statics;
  for (const StaticRoute& r : network.at(vrf).routes) {
    if (r.destination.family() == family) statics[r.destination].push_back(&r);
  }
  for (auto& [prefix, routes] : statics) {
    std::ranges::stable_sort(routes, {}, [](const StaticRoute* r) { return r->distance; });
  }
  return statics;
}

/// A route that only names another VRF: destinations under it are looked up there, unless a longer prefix (`own`) wins over the route.
void import_under(const StaticRoute& route, const Fib& from, const std::vector<Prefix>& own, Table& table) {
  const auto is_shadowed = [&](const Prefix& p) {
    return std::ranges::any_of(own, [&](const Prefix& q) { return q.length() > route.destination.length() && q.contains(p); });
  };
  const auto import = [&](const Prefix& p, const std::vector<FibAction>& actions) {
    for (const FibAction& a : actions) add_action(table[p], {a.out, a.gateway, route.at});
  };
  const FibEntry* around = nullptr;  // what the other table does with the rest of the prefix
  for (const FibEntry& entry : from.entries) {
    if (around == nullptr && entry.prefix.contains(route.destination)) around = &entry;
    const bool inside = route.destination.contains(entry.prefix) && entry.prefix != route.destination;
    if (inside && !is_shadowed(entry.prefix)) import(entry.prefix, entry.actions);
  }
  if (around != nullptr) import(route.destination, around->actions);
}

void import_leaks(const std::vector<const StaticRoute*>& leaks, const Tables& before, Table& table) {
  std::vector<Prefix> own;
  for (const auto& [prefix, actions] : table) own.push_back(prefix);
  for (const StaticRoute* route : leaks) own.push_back(route->destination);
  for (const StaticRoute* route : leaks) import_under(*route, before.at(*route->next_hop.vrf), own, table);
}

/// One round: every static route resolved against the tables of the round before.
Fib install(const Network& network, VrfId vrf, const Table& connected, const StaticsByPrefix& statics, const Tables& before) {
  Table table = connected;
  std::vector<const StaticRoute*> leaks;
  for (const auto& [prefix, routes] : statics) {
    if (connected.contains(prefix)) continue;  // distance 0 wins
    std::vector<FibAction> actions;
    std::optional<std::uint8_t> chosen;
    for (const StaticRoute* route : routes) {
      if (chosen && route->distance != *chosen) break;
      const bool leak = is_leak_lookup(route->next_hop) && before.contains(*route->next_hop.vrf);
      if (leak) leaks.push_back(route);
      for (const FibAction& a : resolve(network, vrf, *route, before)) add_action(actions, a);
      if (leak || !actions.empty()) chosen = route->distance;
    }
    if (!actions.empty()) table.emplace(prefix, std::move(actions));
  }
  import_leaks(leaks, before, table);
  return to_fib(table);
}

bool same(const Tables& a, const Tables& b) {
  return std::ranges::equal(a, b, [](const auto& x, const auto& y) {
    return x.first == y.first && std::ranges::equal(x.second.entries, y.second.entries, [](const FibEntry& p, const FibEntry& q) {
             return p.prefix == q.prefix && p.actions == q.actions;
           });
  });
}

struct DeviceRoutes {
  std::map<VrfId, Table> connected;
  std::map<VrfId, StaticsByPrefix> statics;
};

Tables next_round(const Network& network, const DeviceRoutes& device, const Tables& before) {
  Tables now;
  for (const auto& [vrf, connected] : device.connected) {
    now.emplace(vrf, install(network, vrf, connected, device.statics.at(vrf), before));
  }
  return now;
}

/// Routes that chase each other's next hops never settle on a real device either; every state they pass through is then possible.
Fib all_states(const Network& network, const DeviceRoutes& device, Tables tables, VrfId vrf) {
  Table all;
  for (int round = 0; round < kMaxRounds; ++round) {
    for (const FibEntry& entry : tables.at(vrf).entries) {
      for (const FibAction& a : entry.actions) add_action(all[entry.prefix], a);
    }
    tables = next_round(network, device, tables);
  }
  return to_fib(all);
}

struct Piece {
  AddressInterval interval;
  const FibEntry* entry;
};

/// Cuts the covered address space into intervals that `lookup` answers alike, ascending: a sweep over the prefixes, which nest.
std::vector<Piece> pieces(const Fib& fib) {
  std::vector<const FibEntry*> order;
  for (const FibEntry& entry : fib.entries) order.push_back(&entry);
  std::ranges::sort(order, [](const FibEntry* a, const FibEntry* b) {
    return a->prefix.network() != b->prefix.network() ? a->prefix.network() < b->prefix.network() : a->prefix.length() < b->prefix.length();
  });
  std::vector<Piece> result;
  std::vector<const FibEntry*> open;  // the prefixes around the cursor, outermost first
  AddressBits cursor = 0;
  bool at_end = false;  // the cursor has passed the last address
  const auto emit_to = [&](AddressBits last) {
    if (!at_end && cursor <= last) {
      result.push_back({{cursor, last}, open.back()});
      at_end = last == top_address(open.back()->prefix.family());
      cursor = last + 1;
    }
  };
  for (const FibEntry* entry : order) {
    const AddressBits first = entry->prefix.network().bits;
    while (!open.empty() && open.back()->prefix.last() < first) {
      emit_to(open.back()->prefix.last());
      open.pop_back();
    }
    if (!open.empty() && first > 0 && cursor < first) emit_to(first - 1);
    cursor = first;
    open.push_back(entry);
  }
  for (; !open.empty(); open.pop_back()) emit_to(open.back()->prefix.last());
  return result;
}

template <class Wanted>
AddressSet destinations(const Fib& fib, Family family, Wanted wanted) {
  AddressSet set(family);
  for (const Piece& piece : pieces(fib)) {
    if (piece.entry->prefix.family() == family && std::ranges::any_of(piece.entry->actions, wanted)) set.insert(piece.interval);
  }
  return set;
}

}  // namespace

Fib compute_fib(const Network& network, VrfId vrf, Family family) {
  DeviceRoutes device;
  Tables tables;
  for (const VrfId id : network.at(network.at(vrf).device).vrfs) {
    const Table connected = connected_routes(network, id, family);
    tables.emplace(id, to_fib(connected));
    device.connected.emplace(id, connected);
    device.statics.emplace(id, statics_by_prefix(network, id, family));
  }
  for (int round = 0; round < kMaxRounds; ++round) {
    Tables now = next_round(network, device, tables);
    if (same(now, tables)) return now.at(vrf);
    tables = std::move(now);
  }
  return all_states(network, device, std::move(tables), vrf);
}

const FibEntry* lookup(const Fib& fib, Address destination) {
  auto first = fib.entries.begin();
  while (first != fib.entries.end()) {
    const unsigned length = first->prefix.length();
    const auto last = std::partition_point(first, fib.entries.end(), [&](const FibEntry& e) { return e.prefix.length() == length; });
    if (length <= address_width(destination.family)) {
      const Address network = Prefix::covering(destination, length).network();
      const auto found = std::partition_point(first, last, [&](const FibEntry& e) { return e.prefix.network() < network; });
      if (found != last && found->prefix.network() == network) return &*found;
    }
    first = last;
  }
  return nullptr;
}

AddressSet destinations_via(const Fib& fib, Family family, InterfaceId out) {
  return destinations(fib, family, [&](const FibAction& a) { return a.out == out; });
}

AddressSet destinations_via(const Fib& fib, Family family, InterfaceId out, std::optional<Address> gateway) {
  return destinations(fib, family, [&](const FibAction& a) { return a.out == out && a.gateway == gateway; });
}

}  // namespace sekimori
