// Breadth-first over places. The same neighbour list serves the literal flood (forwards only) and the domain (both directions): a native
// VLAN mismatch or a port that takes frames it does not send makes them differ, and a segment must have one name all the same (L1, E2).
#include "flood.hpp"

#include <algorithm>
#include <set>

#include "sekimori/model/host_filter.hpp"

namespace sekimori::simulation {

namespace {

enum class Direction : std::uint8_t { forwards, backwards };

void sort_unique(auto& items) {
  std::ranges::sort(items);
  items.erase(std::unique(items.begin(), items.end()), items.end());
}

void add(std::vector<Reached>& found, const std::vector<Place>& places, std::optional<InterfaceId> out, std::optional<InterfaceId> in) {
  for (const Place place : places) found.push_back({place, 0, out, in});
}

void add_over_cables(const Wiring& wiring, Place place, Direction direction, std::vector<Reached>& found) {
  for (const InterfaceId port : ports_of(wiring, place)) {
    const bool forwards = direction == Direction::forwards;
    for (const Tag tag : forwards ? tags_out(wiring, port, place) : tags_in(wiring, port, place)) {
      for (const InterfaceId far : wiring.far_ports(port)) {
        add(found, forwards ? places_in(wiring, far, tag) : places_out(wiring, far, tag), port, far);
      }
    }
  }
}

/// E5: what one card of a bridging host hears, its other cards send.
void add_over_hosts(const Wiring& wiring, Place place, std::vector<Reached>& found) {
  for (const InterfaceId port : ports_of(wiring, place)) {
    for (const Card card : wiring.cards_at(port)) {
      const Host& host = wiring.network().at(card.host);
      if (!bridges(host) || !hears(wiring, host.attachments[card.attachment], place)) continue;
      for (const Attachment& other : host.attachments) {
        const InterfaceId far = wiring.logical(other.port);
        if (wiring.is_up(other.port)) add(found, places_in(wiring, far, tag_of(other)), port, far);
      }
    }
  }
}

/// Between a VLAN and the layer-3 interfaces of the same device that are in it.
void add_inside_device(const Wiring& wiring, Place place, std::vector<Reached>& found) {
  const Network& network = wiring.network();
  const bool from_layer3 = place.kind == Place::Kind::layer3;
  const auto own = make_id<InterfaceId>(place.index);
  const DeviceId device = place.kind == Place::Kind::bridge ? make_id<DeviceId>(place.index) : network.at(own).device;
  const bool everything = network.at(device).bridges_everything;
  const bool transparent = is_transparent(network, device);
  const auto is_member = [&](const Interface& it, std::uint16_t vlan) {
    if (it.kind == InterfaceKind::loopback || it.kind == InterfaceKind::tunnel) return false;
    return everything || (it.kind == InterfaceKind::svi && it.vlan && (transparent || it.vlan->number() == vlan));
  };
  if (from_layer3) {
    const Interface& it = network.at(own);
    if (transparent || !is_member(it, it.vlan ? it.vlan->number() : std::uint16_t{0})) return;
    add(found, {Place::bridge(device, everything || !it.vlan ? std::uint16_t{0} : it.vlan->number())}, {}, {});
    return;
  }
  for (const InterfaceId id : network.at(device).interfaces) {
    if (is_member(network.at(id), place.vlan) && speaks(wiring, id, Family::non_ip)) add(found, {Place::layer3(id)}, {}, {});
  }
}

bool has_vlan(const Wiring& wiring, DeviceId device, VlanId vlan) {
  const Network& network = wiring.network();
  if (is_transparent(network, device)) return false;
  return std::ranges::any_of(network.at(device).interfaces, [&](InterfaceId id) {
    const Interface& it = network.at(id);
    if (!wiring.is_up(id) || it.channel) return false;
    if (it.kind == InterfaceKind::svi) return it.vlan == vlan;
    return !tags_out(wiring, id, Place::bridge(device, vlan.number())).empty();
  });
}

bool share_subnet(const Interface& a, const Interface& b) {
  return std::ranges::any_of(a.addresses, [&](const InterfaceAddress& x) {
    return std::ranges::any_of(b.addresses, [&](const InterfaceAddress& y) { return x.connected() == y.connected(); });
  });
}

/// E2, last sentence: without cabling data, interfaces may share a segment if VLAN id or subnet coincide.
void add_inferred(const Wiring& wiring, Place place, std::vector<Reached>& found) {
  const Network& network = wiring.network();
  std::optional<VlanId> vlan = VlanId::from(place.vlan);
  if (place.kind == Place::Kind::layer3) {
    const auto own = make_id<InterfaceId>(place.index);
    if (network.at(own).kind == InterfaceKind::subinterface) vlan = network.at(own).vlan;
    for (std::size_t i = 0; i < network.interfaces.size(); ++i) {
      const auto id = make_id<InterfaceId>(i);
      const bool wired = network.interfaces[i].kind != InterfaceKind::loopback && network.interfaces[i].kind != InterfaceKind::tunnel;
      if (wired && speaks(wiring, id, Family::non_ip) && share_subnet(network.at(own), network.at(id)))
        add(found, {Place::layer3(id)}, {}, {});
    }
  }
  if (!vlan) return;
  for (std::size_t d = 0; d < network.devices.size(); ++d) {
    const auto device = make_id<DeviceId>(d);
    if (has_vlan(wiring, device, *vlan)) add(found, {Place::bridge(device, vlan->number())}, {}, {});
    for (const InterfaceId id : network.devices[d].interfaces) {
      const Interface& it = network.at(id);
      if (it.kind == InterfaceKind::subinterface && it.vlan == *vlan && wiring.is_up(id)) add(found, {Place::layer3(id)}, {}, {});
    }
  }
}

std::vector<Reached> neighbours(const Wiring& wiring, Place place, Direction direction) {
  std::vector<Reached> found;
  add_over_cables(wiring, place, direction, found);
  add_over_hosts(wiring, place, found);
  add_inside_device(wiring, place, found);
  if (wiring.network().cabling_inferred && place.kind != Place::Kind::transparent) add_inferred(wiring, place, found);
  if (place.kind == Place::Kind::layer3) {
    const auto id = make_id<InterfaceId>(place.index);
    for (const InterfaceId peer : wiring.tunnel_peers(id)) add(found, {Place::layer3(peer)}, id, peer);
  }
  return found;
}

/// The management interface of a transparent firewall hears both halves, but a frame does not pass from one to the other through it.
bool is_boundary(const Wiring& wiring, Place place) {
  if (place.kind != Place::Kind::layer3) return false;
  const Interface& it = wiring.network().at(make_id<InterfaceId>(place.index));
  return it.kind == InterfaceKind::svi && is_transparent(wiring.network(), it.device);
}

/// Breadth first; a boundary place is left only when the walk starts there.
std::vector<Reached> spread(const Wiring& wiring, Place start, bool both_ways) {
  std::vector<Reached> nodes = {{start, 0, {}, {}}};
  std::set<Place> seen = {start};
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const Place place = nodes[i].place;
    if (i != 0 && is_boundary(wiring, place)) continue;
    std::vector<Reached> next = neighbours(wiring, place, Direction::forwards);
    if (both_ways) {
      const std::vector<Reached> before = neighbours(wiring, place, Direction::backwards);
      next.insert(next.end(), before.begin(), before.end());
    }
    for (Reached& reached : next) {
      if (!seen.insert(reached.place).second) continue;
      reached.parent = i;
      nodes.push_back(reached);
    }
  }
  return nodes;
}

bool is_open(const Wiring& wiring, InterfaceId port) {
  const Interface& it = wiring.network().at(port);
  const bool far_end_known = !wiring.far_ports(port).empty() || !wiring.cards_at(port).empty();
  return it.wireless || (it.mode == PortMode::trunk && !far_end_known);
}

void add_subnets(const Wiring& wiring, Domain& domain) {
  for (const InterfaceId id : domain.layer3) {
    for (const InterfaceAddress& address : wiring.network().at(id).addresses) domain.connected.push_back(address.connected());
  }
  sort_unique(domain.connected);
}

void add_ports(const Wiring& wiring, Place place, Domain& domain);

/// S4, E2: what transparent firewalls join to the domain, however many of them are in a row.
void add_joined(const Wiring& wiring, const std::vector<Reached>& here, Domain& domain) {
  const Network& network = wiring.network();
  std::set<Place> seen;
  std::vector<Place> doors;
  Domain far_side;
  const auto enter = [&](const std::vector<Reached>& half, bool beyond) {
    for (const Reached& reached : half) {
      if (!seen.insert(reached.place).second) continue;
      const auto id = make_id<InterfaceId>(reached.place.index);
      if (reached.place.kind == Place::Kind::transparent) doors.push_back(reached.place);
      if (beyond && reached.place.kind == Place::Kind::layer3 && network.at(id).is_layer3()) far_side.layer3.push_back(id);
      if (beyond && !is_boundary(wiring, reached.place)) add_ports(wiring, reached.place, far_side);
    }
  };
  enter(here, false);
  for (std::size_t i = 0; i < doors.size(); ++i) {
    const Place in = doors[i];
    const auto port = make_id<InterfaceId>(in.index);
    for (const InterfaceId out : wiring.bridged_ports(network.at(port).device)) {
      const auto far = out == port ? std::nullopt : across(wiring, in, out);
      if (far && !seen.contains(*far)) enter(spread(wiring, *far, true), true);
    }
  }
  add_subnets(wiring, far_side);
  sort_unique(far_side.layer3);
  sort_unique(far_side.cards);
  domain.joined = std::move(far_side.connected);
  domain.joined_layer3 = std::move(far_side.layer3);
  domain.joined_cards = std::move(far_side.cards);
}

/// The smallest id that names this domain alone; else the smallest id on it, members of port-channels included.
InterfaceId anchor_of(const Wiring& wiring, const Domain& domain) {
  std::vector<InterfaceId> all = domain.layer3;
  all.insert(all.end(), domain.ports.begin(), domain.ports.end());
  const Network& network = wiring.network();
  for (std::size_t i = 0; i < network.interfaces.size(); ++i) {
    const auto& channel = network.interfaces[i].channel;
    const auto id = make_id<InterfaceId>(i);
    if (channel && wiring.is_up(id) && std::ranges::binary_search(domain.ports, *channel)) all.push_back(id);
  }
  const std::vector<bool> alone = names_one_segment(network);
  const auto later = [&](InterfaceId id) { return std::pair(!alone[id.index], id); };
  return all.empty() ? InterfaceId{} : *std::ranges::min_element(all, {}, later);
}

/// The ports and cards that one place of the domain adds to it.
void add_ports(const Wiring& wiring, Place place, Domain& domain) {
  for (const InterfaceId port : ports_of(wiring, place)) {
    if (tags_out(wiring, port, place).empty() && tags_in(wiring, port, place).empty()) continue;
    domain.ports.push_back(port);
    domain.open = domain.open || is_open(wiring, port);
    for (const Card card : wiring.cards_at(port)) {
      const Attachment& attachment = wiring.network().at(card.host).attachments[card.attachment];
      const std::vector<Place> into = places_in(wiring, port, tag_of(attachment));
      const bool sends = std::ranges::find(into, place) != into.end();
      if (sends || hears(wiring, attachment, place)) domain.cards.push_back(card);
    }
  }
}

}  // namespace

bool bridges(const Host& host) { return host.forwards && host.attachments.size() > 1 && !std::holds_alternative<External>(host.role); }

Flood flood(const Wiring& wiring, Place start) {
  Flood result;
  result.nodes = spread(wiring, start, false);
  std::set<Card> heard;
  for (std::size_t i = 0; i < result.nodes.size(); ++i) {
    const Place place = result.nodes[i].place;
    if (i != 0 && is_boundary(wiring, place)) continue;
    for (const InterfaceId port : ports_of(wiring, place)) {
      for (const Card card : wiring.cards_at(port)) {
        const Attachment& attachment = wiring.network().at(card.host).attachments[card.attachment];
        if (hears(wiring, attachment, place) && heard.insert(card).second) result.cards.push_back({card, i, port});
      }
    }
  }
  return result;
}

Domain domain_of(const Wiring& wiring, Place place) {
  Domain domain;
  const Network& network = wiring.network();
  const std::vector<Reached> here = spread(wiring, place, true);
  for (const Reached& reached : here) {
    const auto id = make_id<InterfaceId>(reached.place.index);
    if (reached.place.kind == Place::Kind::layer3 && network.at(id).is_layer3()) domain.layer3.push_back(id);
    if (!is_boundary(wiring, reached.place)) add_ports(wiring, reached.place, domain);
  }
  sort_unique(domain.layer3);
  sort_unique(domain.ports);
  sort_unique(domain.cards);
  add_subnets(wiring, domain);
  add_joined(wiring, here, domain);
  domain.anchor = anchor_of(wiring, domain);
  domain.transit = std::ranges::any_of(network.transits, [&](const TransitDeclaration& transit) {
    return std::ranges::binary_search(domain.layer3, transit.interface) || std::ranges::binary_search(domain.ports, transit.interface);
  });
  const auto is_behind = [&](InterfaceId id) { return is_behind_host_filter(network, id); };
  domain.transit = domain.transit || (!domain.ports.empty() && std::ranges::all_of(domain.ports, is_behind));
  return domain;
}

std::vector<Place> places_of(const Wiring& wiring, InterfaceId interface) {
  const Interface& it = wiring.network().at(interface);
  const bool wired = it.kind == InterfaceKind::physical || it.kind == InterfaceKind::port_channel;
  if (!wiring.is_up(interface)) return {};
  if (!wired) return {Place::layer3(interface)};
  const InterfaceId port = wiring.logical(interface);
  // On an access port the untagged VLAN is meant; a trunk and an undeclared device behind it carry every VLAN (L4).
  const bool trunk = wiring.network().at(port).mode == PortMode::trunk;
  return places_in(wiring, port, trunk ? Tag::every() : Tag::none());
}

}  // namespace sekimori::simulation
