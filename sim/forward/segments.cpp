#include "sekimori/forward/segments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "addressing.hpp"
#include "places.hpp"
#include "sekimori/model/host_filter.hpp"
#include "wire_graph.hpp"

namespace sekimori {
namespace {

/// Ports with a live cable or a host, members standing for their channel too.
std::set<InterfaceId> occupied_ports(const Network& network) {
  std::set<InterfaceId> occupied;
  const auto occupy = [&](InterfaceId port) { occupied.insert({port, effective_port(network, port)}); };
  for (const Link& link : network.links) {
    if (!link_is_live(network, link)) continue;
    occupy(link.a);
    occupy(link.b);
  }
  for (const Host& host : network.hosts) {
    for (const Attachment& attachment : host.attachments) occupy(attachment.port);
  }
  return occupied;
}

/// E2: somebody may be at a radio, and at the far end of an up trunk that nothing else explains.
bool is_open(const Interface& port, bool occupied) { return port.wireless || (port.mode == PortMode::trunk && !occupied); }

template <class T>
void canonicalise(std::vector<T>& list) {
  std::ranges::sort(list);
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

/// Turns components into segments: first all of them, then those that matter, in order of their anchors.
class Assembly {
 public:
  Assembly(const Network& network, const std::vector<VlanId>& vlans)
      : network_(network),
        vlans_(vlans),
        components_(connect_spots(network, vlans)),
        all_(components_.count),
        anchored_(all_.size()),
        names_one_(names_one_segment(network)) {}

  SegmentMap run(std::map<Spot, SegmentId>& spots) {
    place_spots();
    place_ports();
    place_layer3();
    place_hosts();
    number();
    finish_layer3();
    find_hops();
    find_joins();
    share_subnets();
    mark_transits();
    explain();
    for (const auto& [spot, at] : components_.of) {
      if (numbers_[at]) spots.emplace(spot, *numbers_[at]);
    }
    return std::move(map_);
  }

 private:
  [[nodiscard]] std::size_t component(const Spot& spot) const { return components_.of.at(spot); }
  Segment& segment(const Spot& spot) { return all_.at(component(spot)); }
  [[nodiscard]] std::optional<SegmentId> number_of(const std::optional<Spot>& spot) const {
    return spot ? numbers_.at(component(*spot)) : std::nullopt;
  }
  void anchor(const Spot& spot, InterfaceId id) {
    const std::size_t at = component(spot);
    const auto later = [&](InterfaceId i) { return std::pair(!names_one_[i.index], i); };
    if (!anchored_[at] || later(id) < later(all_[at].anchor)) all_[at].anchor = id;
    anchored_[at] = true;
  }
  void place_spots();
  void place_ports();
  void place_layer3();
  void place_hosts();
  [[nodiscard]] bool matters(const Segment& segment) const;
  void number();
  void finish_layer3();
  void find_hops();
  void add_hops(InterfaceId trunk, SegmentId from, const std::vector<InterfaceId>& far_ends,
                std::map<std::pair<SegmentId, SegmentId>, InterfaceId>& hops) const;
  void find_joins();
  void add_joins(DeviceId device, InterfaceId a, InterfaceId b);
  void share_subnets();
  void mark_transits();
  void explain();

  const Network& network_;
  const std::vector<VlanId>& vlans_;
  SpotComponents components_;
  std::vector<Segment> all_;
  std::vector<bool> anchored_;
  std::vector<bool> names_one_;
  std::vector<std::optional<SegmentId>> numbers_;
  SegmentMap map_;
};

void Assembly::place_spots() {
  for (const auto& [spot, component] : components_.of) {
    if (spot.tag != 0) segment(spot).vlans.push_back(*VlanId::from(spot.tag));
  }
}

void Assembly::place_ports() {
  const std::set<InterfaceId> occupied = occupied_ports(network_);
  for (std::size_t row = 0; row < network_.interfaces.size(); ++row) {
    const auto id = make_id<InterfaceId>(row);
    if (!is_active_port(network_, id)) continue;
    const InterfaceId port = effective_port(network_, id);
    const bool open = is_open(network_.at(port), occupied.contains(port)) && port == id;
    for (const Spot& spot : spots_of_port(network_, port, vlans_)) {
      anchor(spot, id);
      segment(spot).ports.push_back(id);
      if (open) segment(spot).open_ports.push_back(id);
    }
  }
}

void Assembly::place_layer3() {
  for (std::size_t row = 0; row < network_.interfaces.size(); ++row) {
    const auto id = make_id<InterfaceId>(row);
    const auto spot = spot_of_layer3(network_, id);
    if (!spot || !is_layer3(network_, id)) continue;
    anchor(*spot, id);
    Segment& s = segment(*spot);
    s.layer3.push_back(id);
    for (const Prefix& p : subnets(network_, id)) s.connected.push_back(p);
  }
}

void Assembly::place_hosts() {
  for (std::size_t row = 0; row < network_.hosts.size(); ++row) {
    const Host& host = network_.hosts[row];
    for (std::size_t index = 0; index < host.attachments.size(); ++index) {
      const std::vector<Spot> spots = spots_of_host(network_, host.attachments[index], vlans_);
      for (const Spot& spot : spots) segment(spot).hosts.push_back({make_id<HostId>(row), index});
      if (spots.empty()) {
        map_.dropped.push_back(
            fmt::format("{}: attached to {}, which is down", host.name, describe(network_, host.attachments[index].port)));
      }
    }
  }
}

/// Frames pass through it from one transparent firewall to another.
bool joins_transparent_devices(const Network& network, const Segment& segment) {
  std::set<DeviceId> devices;
  for (const InterfaceId id : segment.ports) {
    if (is_transparent(network.at(network.at(id).device))) devices.insert(network.at(id).device);
  }
  return devices.size() > 1;
}

/// A segment with ports only connects nobody the model knows; it is kept when somebody undeclared of a known zone may be there (E2).
bool Assembly::matters(const Segment& segment) const {
  if (!segment.layer3.empty() || !segment.hosts.empty()) return true;
  if (joins_transparent_devices(network_, segment)) return true;
  if (segment.open_ports.empty()) return false;
  if (std::ranges::any_of(segment.open_ports, [&](InterfaceId id) { return network_.at(id).wireless; })) return true;
  return std::ranges::any_of(network_.zones, [&](const Zone& zone) {
    return std::ranges::any_of(zone.vlans, [&](VlanId v) { return std::ranges::find(segment.vlans, v) != segment.vlans.end(); });
  });
}

void Assembly::number() {
  std::vector<std::size_t> order;
  for (std::size_t at = 0; at < all_.size(); ++at) {
    Segment& s = all_[at];
    canonicalise(s.layer3);
    canonicalise(s.ports);
    canonicalise(s.open_ports);
    canonicalise(s.vlans);
    canonicalise(s.hosts);
    canonicalise(s.connected);
    if (matters(s)) order.push_back(at);
  }
  std::ranges::sort(order, [&](std::size_t x, std::size_t y) {
    const Segment &a = all_[x], &b = all_[y];
    return std::tie(a.anchor, a.vlans, a.layer3, a.hosts) < std::tie(b.anchor, b.vlans, b.layer3, b.hosts);
  });
  numbers_.assign(all_.size(), std::nullopt);
  for (const std::size_t at : order) {
    numbers_[at] = make_id<SegmentId>(map_.segments.size());
    map_.segments.push_back(all_[at]);
  }
}

void Assembly::finish_layer3() {
  map_.of_layer3.assign(network_.interfaces.size(), std::nullopt);
  for (std::size_t at = 0; at < map_.segments.size(); ++at) {
    for (const InterfaceId id : map_.segments[at].layer3) map_.of_layer3[id.index] = make_id<SegmentId>(at);
  }
}

/// L4: a frame with two tags leaves a trunk whose native VLAN is the outer one with the inner tag only, and is read as such at the far
/// end. Every port with something at its far end counts.
void Assembly::find_hops() {
  std::map<InterfaceId, std::vector<InterfaceId>> far_ends;
  for (const Link& link : network_.links) {
    if (!link_is_live(network_, link)) continue;
    const InterfaceId a = effective_port(network_, link.a), b = effective_port(network_, link.b);
    far_ends[a].push_back(b);
    far_ends[b].push_back(a);
  }
  std::map<std::pair<SegmentId, SegmentId>, InterfaceId> hops;
  for (std::size_t row = 0; row < network_.interfaces.size(); ++row) {
    const auto id = make_id<InterfaceId>(row);
    const Interface& port = network_.at(id);
    if (!is_active_port(network_, id) || port.channel || port.mode != PortMode::trunk || is_hub(network_.at(port.device))) continue;
    const auto from = number_of(spot_of_frame(network_, id, std::nullopt));
    if (from) add_hops(id, *from, far_ends[id], hops);
  }
  for (const auto& [ends, trunk] : hops) map_.hops.push_back({ends.first, ends.second, trunk});
}

void Assembly::add_hops(InterfaceId trunk, SegmentId from, const std::vector<InterfaceId>& far_ends,
                        std::map<std::pair<SegmentId, SegmentId>, InterfaceId>& hops) const {
  for (const VlanId vlan : vlans_) {
    const auto here = spot_of_frame(network_, trunk, vlan);
    if (!here) continue;
    const auto reach = [&](const std::optional<Spot>& spot) {
      const auto to = number_of(spot);
      if (to && *to != from) hops.emplace(std::pair(from, *to), trunk);
    };
    reach(here);
    for (const InterfaceId far : far_ends) reach(spot_of_frame(network_, far, vlan));
  }
}

/// What a frame may be read as beyond a transparent firewall: its VLAN, and untagged (0) where the port gives or takes it so.
bool reads_untagged(const Interface& port, const Spot& spot) {
  return spot.tag == 0 || port.mode == PortMode::access || (port.mode == PortMode::trunk && spot.tag == port.native.number());
}

/// L3: each pair of ports of a transparent device, VLAN by VLAN.
void Assembly::find_joins() {
  for (std::size_t row = 0; row < network_.devices.size(); ++row) {
    const Device& device = network_.devices[row];
    if (!is_transparent(device)) continue;
    std::vector<InterfaceId> ports;
    std::ranges::copy_if(device.interfaces, std::back_inserter(ports),
                         [&](InterfaceId id) { return is_active_port(network_, id) && !network_.at(id).channel; });
    for (std::size_t x = 0; x < ports.size(); ++x) {
      for (std::size_t y = x + 1; y < ports.size(); ++y) add_joins(make_id<DeviceId>(row), ports[x], ports[y]);
    }
  }
}

void Assembly::add_joins(DeviceId device, InterfaceId a, InterfaceId b) {
  std::set<std::pair<SegmentId, SegmentId>> known;
  const std::vector<Spot> others = spots_of_port(network_, b, vlans_);
  for (const Spot& x : spots_of_port(network_, a, vlans_)) {
    for (const Spot& y : others) {
      const bool untagged = reads_untagged(network_.at(a), x) && reads_untagged(network_.at(b), y);
      const auto from = number_of(x), to = number_of(y);
      if ((x.tag != y.tag && !untagged) || !from || !to || *from == *to) continue;
      if (known.emplace(*from, *to).second) map_.joins.push_back({device, a, b, *from, *to});
    }
  }
}

/// Adds to `list` what it and `own` do not hold of `more`. True when it grew.
template <class T>
bool take_new(std::vector<T>& list, const std::vector<T>& own, const std::vector<T>& more) {
  const std::size_t before = list.size();
  for (const T& it : more) {
    if (std::ranges::find(own, it) == own.end() && std::ranges::find(list, it) == list.end()) list.push_back(it);
  }
  return list.size() != before;
}

bool take_from(Segment& to, const Segment& from) {
  bool grew = take_new(to.joined, to.connected, from.connected);
  grew = take_new(to.joined, to.connected, from.joined) || grew;
  grew = take_new(to.joined_layer3, to.layer3, from.layer3) || grew;
  grew = take_new(to.joined_layer3, to.layer3, from.joined_layer3) || grew;
  grew = take_new(to.joined_hosts, to.hosts, from.hosts) || grew;
  return take_new(to.joined_hosts, to.hosts, from.joined_hosts) || grew;
}

/// The router advertisements of one half of a transparent firewall are heard in the other (S4), and so are broadcasts to its subnets.
void Assembly::share_subnets() {
  for (bool grew = true; grew;) {
    grew = false;
    for (const TransparentJoin& join : map_.joins) {
      Segment &a = map_.segments[join.segment_a.index], &b = map_.segments[join.segment_b.index];
      grew = take_from(a, b) || grew;
      grew = take_from(b, a) || grew;
    }
  }
  for (Segment& s : map_.segments) {
    canonicalise(s.joined);
    canonicalise(s.joined_layer3);
    canonicalise(s.joined_hosts);
  }
}

/// A declaration that names a port of several segments would excuse segments nobody meant, so it excuses none.
void Assembly::mark_transits() {
  for (Segment& s : map_.segments) {
    s.transit = !s.ports.empty() && std::ranges::all_of(s.ports, [&](InterfaceId id) { return is_behind_host_filter(network_, id); });
  }
  for (const TransitDeclaration& transit : network_.transits) {
    std::vector<std::size_t> named;
    for (std::size_t at = 0; at < map_.segments.size(); ++at) {
      const Segment& s = map_.segments[at];
      if (std::ranges::binary_search(s.ports, transit.interface) || std::ranges::binary_search(s.layer3, transit.interface)) {
        named.push_back(at);
      }
    }
    if (map_.of_layer3[transit.interface.index]) named = {map_.of_layer3[transit.interface.index]->index};
    if (named.size() == 1) {
      map_.segments[named.front()].transit = true;
    } else {
      map_.dropped.push_back(
          fmt::format("transit {}: on {} segments, so not applied", describe(network_, transit.interface), named.size()));
    }
  }
}

void Assembly::explain() {
  for (std::size_t row = 0; row < network_.interfaces.size(); ++row) {
    const auto id = make_id<InterfaceId>(row);
    const Interface& i = network_.at(id);
    const std::string name = describe(network_, id);
    if (!is_live(network_, id)) {
      map_.dropped.push_back(name + ": shutdown");
    } else if (is_layer3(network_, id) && !map_.of_layer3[row]) {
      map_.dropped.push_back(name + ": layer 3 without a segment; its addresses are the device's own");
    } else if (is_active_port(network_, id) && i.mode != PortMode::routed &&
               spots_of_port(network_, effective_port(network_, id), vlans_).empty()) {
      map_.dropped.push_back(name + ": carries no VLAN");
    }
  }
  for (const Link& link : network_.links) {
    if (!link_is_live(network_, link)) {
      map_.dropped.push_back(
          fmt::format("link {} - {}: an end is down or no port", describe(network_, link.a), describe(network_, link.b)));
    }
  }
  for (std::size_t at = 0; at < all_.size(); ++at) {
    if (numbers_[at] || all_[at].vlans.empty() || !anchored_[at]) continue;
    map_.dropped.push_back(
        fmt::format("VLAN {} at {}: nobody is on it", all_[at].vlans.front().number(), describe(network_, all_[at].anchor)));
  }
}

}  // namespace

SegmentMap compute_segments(const Network& network, std::map<Spot, SegmentId>& spots) {
  const std::vector<VlanId> vlans = relevant_vlans(network);
  return Assembly(network, vlans).run(spots);
}

SegmentMap compute_segments(const Network& network) {
  std::map<Spot, SegmentId> spots;
  return compute_segments(network, spots);
}

}  // namespace sekimori
