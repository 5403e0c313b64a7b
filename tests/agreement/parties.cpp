// Who is on a tiny network, where each can put a packet on the wire, and which addresses are its own (E1, E2, E4, E6).
#include <algorithm>
#include <map>
#include <set>

#include "agreement/brute_force.hpp"
#include "sekimori/base/overloaded.hpp"
#include "sekimori/model/host_filter.hpp"

namespace sekimori::testing {
namespace {

AddressSet usable(const Prefix& p) {
  if (p.family() == Family::v6 || p.length() >= 31) return AddressSet::of(p);
  return AddressSet::of_range(Family::v4, p.network().bits + 1, p.last() - 1);
}

AddressSet link_local() { return AddressSet::of(*Prefix::from({Family::v6, AddressBits{0xfe80} << 112U}, 10)); }

bool is_layer3(const Network& network, InterfaceId id) {
  const Interface& i = network.at(id);
  const bool port = i.kind == InterfaceKind::physical || i.kind == InterfaceKind::port_channel;
  return i.up && i.is_layer3() && !(port && (i.mode == PortMode::access || i.mode == PortMode::trunk));
}

/// The broadcast domain of an interface, by asking the simulator for its name.
struct Neighbourhood {
  std::vector<InterfaceId> layer3;
  std::vector<std::pair<HostId, std::size_t>> cards;
  std::vector<Prefix> subnets;
  // Beyond transparent firewalls.
  std::vector<Prefix> joined;
  std::vector<InterfaceId> joined_layer3;
  std::vector<std::pair<HostId, std::size_t>> joined_cards;
  bool transit = false;
};

template <class T>
void append(std::vector<T>& to, const std::vector<T>& a, const std::vector<T>& b) {
  to.insert(to.end(), a.begin(), a.end());
  to.insert(to.end(), b.begin(), b.end());
  std::sort(to.begin(), to.end());
  to.erase(std::unique(to.begin(), to.end()), to.end());
}

/// S4: the halves of a transparent firewall hear each other's router advertisements. Its ports here are untagged.
void join(const Network& network, std::map<InterfaceId, Neighbourhood>& all) {
  for (std::size_t round = 0; round < network.devices.size(); ++round) {
    for (const Device& device : network.devices) {
      if (!device.firewall || !device.firewall->transparent) continue;
      for (const InterfaceId a : device.interfaces) {
        for (const InterfaceId b : device.interfaces) {
          const auto from = all.find(rest_anchor(network, a));
          if (a == b || from == all.end()) continue;
          Neighbourhood& to = all[rest_anchor(network, b)];
          const Neighbourhood half = from->second;
          append(to.joined, half.subnets, half.joined);
          append(to.joined_layer3, half.layer3, half.joined_layer3);
          append(to.joined_cards, half.cards, half.joined_cards);
        }
      }
    }
  }
}

std::map<InterfaceId, Neighbourhood> neighbourhoods(const Network& network) {
  std::map<InterfaceId, Neighbourhood> found;
  for (std::size_t i = 0; i < network.interfaces.size(); ++i) {
    const auto id = make_id<InterfaceId>(i);
    if (!is_layer3(network, id)) continue;
    Neighbourhood& n = found[rest_anchor(network, id)];
    n.layer3.push_back(id);
    for (const auto& a : network.at(id).addresses) n.subnets.push_back(a.connected());
  }
  for (std::size_t h = 0; h < network.hosts.size(); ++h) {
    for (std::size_t a = 0; a < network.hosts[h].attachments.size(); ++a) {
      found[rest_anchor(network, network.hosts[h].attachments[a].port)].cards.emplace_back(make_id<HostId>(h), a);
    }
  }
  for (const TransitDeclaration& t : network.transits) {
    if (const auto it = found.find(rest_anchor(network, t.interface)); it != found.end()) it->second.transit = true;
  }
  for (const Device& device : network.devices) {
    if (is_host_filter(device)) found[rest_anchor(network, host_filter_ports(device).inner)].transit = true;
  }
  join(network, found);
  return found;
}

AddressSet spare(const Network& network, const Neighbourhood& n, Family family) {
  AddressSet set(family);
  for (const Prefix& p : n.subnets) {
    if (p.family() == family) set = set.united(usable(p));
  }
  if (n.subnets.empty()) set = AddressSet::everything(family);
  for (const auto* layer3 : {&n.layer3, &n.joined_layer3}) {
    for (const InterfaceId id : *layer3) {
      for (const auto& a : network.at(id).addresses) {
        if (a.address.family == family) set = set.without(AddressSet::of(a.address));
      }
    }
  }
  for (const auto* cards : {&n.cards, &n.joined_cards}) {
    for (const auto& [host, card] : *cards) {
      const Attachment& a = network.at(host).attachments[card];
      set = set.without(family == Family::v6 ? a.v6 : a.v4);
    }
  }
  return set;
}

bool speaks_v6(const Network& network, const Neighbourhood& n) {
  return std::any_of(n.layer3.begin(), n.layer3.end(), [&](InterfaceId id) { return network.at(id).ipv6_enabled; });
}

/// The zone whose subnets hold the address; else the zone of the hosts there, if they agree; else none.
std::string zone_of(const Network& network, const Neighbourhood& n, const std::optional<Address>& address) {
  for (const Zone& zone : network.zones) {
    const bool inside =
        address && std::any_of(zone.subnets.begin(), zone.subnets.end(), [&](const Prefix& p) { return p.contains(*address); });
    if (inside) return zone.name;
  }
  std::set<std::string> zones;
  for (const auto& [host, card] : n.cards) zones.insert(network.at(network.at(host).zone).name);
  return zones.size() == 1 ? *zones.begin() : std::string();
}

std::set<std::string> rest_zones(const Network& network, const Neighbourhood& n) {
  std::set<std::string> zones;
  if (n.transit) return zones;
  const AddressSet four = spare(network, n, Family::v4);
  for (const auto& interval : four.intervals()) {
    if (interval.last - interval.first > 64) zones.insert(zone_of(network, n, std::nullopt));
    for (AddressBits a = interval.first; a <= interval.last && a - interval.first < 64; ++a)
      zones.insert(zone_of(network, n, Address{Family::v4, a}));
  }
  if (!speaks_v6(network, n)) return zones;
  for (const Prefix& p : n.subnets) {
    if (p.family() == Family::v6) zones.insert(zone_of(network, n, p.network()));
  }
  return zones;
}

std::vector<Place> places_of_host(const Network& network, HostId id) {
  const Host& host = network.at(id);
  const auto here = neighbourhoods(network);
  std::vector<Place> places;
  AddressSet own4(Family::v4), own6(Family::v6);
  for (const Attachment& a : host.attachments) {
    own4 = own4.united(a.v4);
    own6 = own6.united(a.v6);
  }
  for (std::size_t i = 0; i < host.attachments.size(); ++i) {
    Place place{i, std::nullopt, own4, own6.united(link_local())};
    const Neighbourhood& there = here.at(rest_anchor(network, host.attachments[i].port));
    for (const std::vector<Prefix>* subnets : {&there.subnets, &there.joined}) {
      for (const Prefix& p : *subnets) {
        if (p.family() == Family::v6) place.own6 = place.own6.united(AddressSet::of(p));
      }
    }
    places.push_back(place);
  }
  return places;
}

std::vector<Place> places_of_self(const Network& network, DeviceId id) {
  std::vector<Place> places;
  AddressSet own4(Family::v4), own6(Family::v6);
  for (const InterfaceId i : network.at(id).interfaces) {
    for (const auto& a : network.at(i).addresses) (a.address.family == Family::v6 ? own6 : own4).insert({a.address.bits, a.address.bits});
  }
  for (const InterfaceId i : network.at(id).interfaces) {
    if (is_layer3(network, i)) places.push_back({0, i, own4, own6});
  }
  return places;
}

std::vector<Place> places_of_rest(const Network& network, const Party& party, InterfaceId anchor) {
  const auto here = neighbourhoods(network);
  const Neighbourhood& n = here.at(anchor);
  Place place{0, anchor, AddressSet(Family::v4), AddressSet(Family::v6)};
  const AddressSet four = spare(network, n, Family::v4);
  for (const auto& interval : four.intervals()) {
    for (AddressBits a = interval.first; a <= interval.last && a - interval.first < 64; ++a) {
      if (zone_of(network, n, Address{Family::v4, a}) == party.zone) place.own4.insert({a, a});
    }
  }
  if (n.subnets.empty()) place.own4 = four;
  if (speaks_v6(network, n)) {
    place.own6 = link_local();
    for (const Prefix& p : n.subnets) {
      if (p.family() == Family::v6 && zone_of(network, n, p.network()) == party.zone) place.own6 = place.own6.united(AddressSet::of(p));
    }
  }
  return {place};
}

}  // namespace

std::vector<Party> parties_of(const Network& network) {
  std::vector<Party> parties;
  for (std::size_t i = 0; i < network.hosts.size(); ++i) {
    const Host& host = network.hosts[i];
    const bool hostile = std::holds_alternative<External>(host.role);
    parties.push_back({make_id<HostId>(i), host.name, network.at(host.zone).name, hostile, host.relays || hostile, false});
  }
  for (const auto& [anchor, n] : neighbourhoods(network)) {
    for (const std::string& zone : rest_zones(network, n)) {
      parties.push_back({anchor, describe(network, EndpointRef{anchor}) + " of " + zone, zone, false, true, false});
    }
  }
  for (std::size_t i = 0; i < network.devices.size(); ++i) {
    const Device& device = network.devices[i];
    const bool manages = std::any_of(device.services.begin(), device.services.end(), [](const auto& s) { return s.session; });
    parties.push_back({make_id<DeviceId>(i), describe(network, EndpointRef{make_id<DeviceId>(i)}), "", false, manages, true});
  }
  return parties;
}

std::vector<Place> places_of(const Network& network, const Party& party) {
  return std::visit(
      Overloaded{[&](HostId id) { return places_of_host(network, id); }, [&](DeviceId id) { return places_of_self(network, id); },
                 [&](InterfaceId id) { return places_of_rest(network, party, id); }},
      party.ref);
}

}  // namespace sekimori::testing
