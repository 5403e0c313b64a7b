#include "sekimori/forward/segments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/connected_components.hpp>
#include <map>
#include <set>

#include "addressing.hpp"
#include "tunnels.hpp"
#include "wire.hpp"

namespace sekimori {
namespace {

using WireGraph = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS>;

/// The frame graph: spots, joined where every frame of one reaches the other.
class Wires {
 public:
  std::size_t vertex(const Spot& spot) {
    const auto [at, is_new] = vertices_.emplace(spot, vertices_.size());
    if (is_new) boost::add_vertex(graph_);
    return at->second;
  }
  void join(const Spot& a, const Spot& b) {
    const std::size_t from = vertex(a), to = vertex(b);
    if (from != to) boost::add_edge(from, to, graph_);
  }
  void join(const std::optional<Spot>& a, const std::optional<Spot>& b) {
    if (a && b) join(*a, *b);
  }
  [[nodiscard]] std::vector<std::size_t> components() const {
    std::vector<std::size_t> of(vertices_.size(), 0);
    if (!of.empty()) boost::connected_components(graph_, boost::make_iterator_property_map(of.begin(), get(boost::vertex_index, graph_)));
    return of;
  }
  [[nodiscard]] const std::map<Spot, std::size_t>& vertices() const { return vertices_; }

 private:
  WireGraph graph_;
  std::map<Spot, std::size_t> vertices_;
};

bool link_is_live(const Network& network, const Link& link) {
  for (const InterfaceId end : {link.a, link.b}) {
    if (!is_port(network.at(end)) || !is_live(network, end) || !is_live(network, effective_port(network, end))) return false;
  }
  return true;
}

bool is_active_port(const Network& network, InterfaceId id) {
  return is_port(network.at(id)) && is_live(network, id) && is_live(network, effective_port(network, id));
}

/// L1: untagged frames join the two untagged VLANs whatever their numbers; a VLAN both ends carry is joined.
void join_links(const Network& network, const std::vector<VlanId>& vlans, Wires& wires) {
  for (const Link& link : network.links) {
    if (!link_is_live(network, link)) continue;
    const InterfaceId a = effective_port(network, link.a), b = effective_port(network, link.b);
    wires.join(spot_of_frame(network, a, std::nullopt), spot_of_frame(network, b, std::nullopt));
    for (const VlanId vlan : vlans) wires.join(spot_of_frame(network, a, vlan), spot_of_frame(network, b, vlan));
  }
}

/// E5: a multi-homed host that was not declared otherwise bridges. Externals pass packets on by transit edges instead (E3).
void join_hosts(const Network& network, const std::vector<VlanId>& vlans, Wires& wires) {
  for (const Host& host : network.hosts) {
    const bool bridges = host.forwards && host.attachments.size() > 1 && !std::holds_alternative<External>(host.role);
    std::optional<Spot> first;
    for (const Attachment& attachment : host.attachments) {
      for (const Spot& spot : spots_of_host(network, attachment, vlans)) {
        wires.vertex(spot);
        if (bridges) wires.join(first, spot);
        if (!first) first = spot;
      }
    }
  }
}

std::vector<Prefix> subnets(const Network& network, InterfaceId interface) {
  std::vector<Prefix> prefixes;
  for (const InterfaceAddress& a : network.at(interface).addresses) {
    if (!link_local(Family::v6).contains(a.address)) prefixes.push_back(a.connected());
  }
  return prefixes;
}

bool subnets_coincide(const Network& network, InterfaceId a, InterfaceId b) {
  const std::vector<Prefix> other = subnets(network, b);
  return std::ranges::any_of(subnets(network, a), [&](const Prefix& p) {
    return std::ranges::any_of(other, [&](const Prefix& q) { return p.family() == q.family() && (p.contains(q) || q.contains(p)); });
  });
}

/// E2: without cabling data, interfaces may share a segment if VLAN number or subnet coincide.
void join_by_inference(const Network& network, Wires& wires) {
  std::map<std::uint16_t, Spot> by_tag;
  std::vector<std::pair<Spot, Spot>> joins;
  for (const auto& [spot, vertex] : wires.vertices()) {
    if (spot.tag == 0) continue;
    const auto [first, is_new] = by_tag.emplace(spot.tag, spot);
    if (!is_new) joins.emplace_back(first->second, spot);
  }
  for (const auto& [a, b] : joins) wires.join(a, b);
  std::vector<InterfaceId> layer3;
  for (std::size_t row = 0; row < network.interfaces.size(); ++row) {
    const auto id = make_id<InterfaceId>(row);
    if (network.at(id).is_layer3() && network.at(id).kind != InterfaceKind::tunnel && spot_of_layer3(network, id)) layer3.push_back(id);
  }
  for (std::size_t x = 0; x < layer3.size(); ++x) {
    for (std::size_t y = x + 1; y < layer3.size(); ++y) {
      if (subnets_coincide(network, layer3[x], layer3[y])) {
        wires.join(spot_of_layer3(network, layer3[x]), spot_of_layer3(network, layer3[y]));
      }
    }
  }
}

Wires connect(const Network& network, const std::vector<VlanId>& vlans) {
  Wires wires;
  for (std::size_t row = 0; row < network.interfaces.size(); ++row) {
    const auto id = make_id<InterfaceId>(row);
    if (const auto spot = spot_of_layer3(network, id); spot && network.at(id).is_layer3()) wires.vertex(*spot);
    if (!is_active_port(network, id) || network.at(id).channel) continue;
    for (const Spot& spot : spots_of_port(network, id, vlans)) wires.vertex(spot);
  }
  join_links(network, vlans, wires);
  join_hosts(network, vlans, wires);
  for (const TunnelWire& wire : find_tunnels(network).wires) {
    wires.join(spot_of_layer3(network, wire.a), spot_of_layer3(network, wire.b));
  }
  if (network.cabling_inferred) join_by_inference(network, wires);
  return wires;
}

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
  list.erase(std::ranges::unique(list).begin(), list.end());
}

/// Turns components into segments: first all of them, then those that matter, in order of their anchors.
class Assembly {
 public:
  Assembly(const Network& network, const Wires& wires, const std::vector<VlanId>& vlans)
      : network_(network), wires_(wires), vlans_(vlans), component_(wires.components()) {
    const auto top = std::ranges::max_element(component_);
    all_.resize(top == component_.end() ? 0 : *top + 1);
    anchored_.resize(all_.size(), false);
  }

  SegmentMap run() {
    place_spots();
    place_ports();
    place_layer3();
    place_hosts();
    number();
    finish_layer3();
    find_hops();
    find_joins();
    mark_transits();
    explain();
    return std::move(map_);
  }

 private:
  [[nodiscard]] std::size_t component(const Spot& spot) const { return component_.at(wires_.vertices().at(spot)); }
  Segment& segment(const Spot& spot) { return all_.at(component(spot)); }
  [[nodiscard]] std::optional<SegmentId> number_of(const std::optional<Spot>& spot) const {
    return spot ? numbers_.at(component(*spot)) : std::nullopt;
  }
  void anchor(const Spot& spot, InterfaceId id) {
    const std::size_t at = component(spot);
    if (!anchored_[at] || id < all_[at].anchor) all_[at].anchor = id;
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
  void mark_transits();
  void explain();

  const Network& network_;
  const Wires& wires_;
  const std::vector<VlanId>& vlans_;
  std::vector<std::size_t> component_;
  std::vector<Segment> all_;
  std::vector<bool> anchored_;
  std::vector<std::optional<SegmentId>> numbers_;
  SegmentMap map_;
};

void Assembly::place_spots() {
  for (const auto& [spot, vertex] : wires_.vertices()) {
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
    if (!spot || !network_.at(id).is_layer3()) continue;
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
        map_.dropped.push_back(fmt::format("{}: attached to {}, which is down", host.name, describe(network_, host.attachments[index].port)));
      }
    }
  }
}

/// A segment with ports only connects nobody the model knows; it is kept when somebody undeclared of a known zone may be there (E2).
bool Assembly::matters(const Segment& segment) const {
  if (!segment.layer3.empty() || !segment.hosts.empty()) return true;
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

/// L3: each pair of ports of a transparent device, tag by tag.
void Assembly::find_joins() {
  for (std::size_t row = 0; row < network_.devices.size(); ++row) {
    const Device& device = network_.devices[row];
    if (!is_transparent(device)) continue;
    std::vector<InterfaceId> ports;
    std::ranges::copy_if(device.interfaces, std::back_inserter(ports),
                         [&](InterfaceId id) { return is_active_port(network_, id) && !network_.at(id).channel; });
    const auto add = [&](InterfaceId a, InterfaceId b, Tag tag) {
      const auto from = number_of(spot_of_frame(network_, a, tag)), to = number_of(spot_of_frame(network_, b, tag));
      if (from && to && *from != *to) map_.joins.push_back({make_id<DeviceId>(row), a, b, *from, *to});
    };
    for (std::size_t x = 0; x < ports.size(); ++x) {
      for (std::size_t y = x + 1; y < ports.size(); ++y) {
        add(ports[x], ports[y], std::nullopt);
        for (const VlanId vlan : vlans_) add(ports[x], ports[y], vlan);
      }
    }
  }
}

/// A declaration that names a port of several segments would excuse segments nobody meant, so it excuses none.
void Assembly::mark_transits() {
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
      map_.dropped.push_back(fmt::format("transit {}: on {} segments, so not applied", describe(network_, transit.interface), named.size()));
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
    } else if (i.is_layer3() && !map_.of_layer3[row]) {
      map_.dropped.push_back(name + ": layer 3 without a segment; its addresses are the device's own");
    } else if (is_active_port(network_, id) && i.mode != PortMode::routed && spots_of_port(network_, effective_port(network_, id), vlans_).empty()) {
      map_.dropped.push_back(name + ": carries no VLAN");
    }
  }
  for (const Link& link : network_.links) {
    if (!link_is_live(network_, link)) {
      map_.dropped.push_back(fmt::format("link {} - {}: an end is down or no port", describe(network_, link.a), describe(network_, link.b)));
    }
  }
  for (std::size_t at = 0; at < all_.size(); ++at) {
    if (numbers_[at] || all_[at].vlans.empty() || !anchored_[at]) continue;
    map_.dropped.push_back(fmt::format("VLAN {} at {}: nobody is on it", all_[at].vlans.front().number(), describe(network_, all_[at].anchor)));
  }
}

}  // namespace

SegmentMap compute_segments(const Network& network) {
  const std::vector<VlanId> vlans = relevant_vlans(network);
  const Wires wires = connect(network, vlans);
  return Assembly(network, wires, vlans).run();
}

}  // namespace sekimori
