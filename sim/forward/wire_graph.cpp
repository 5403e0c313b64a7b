#include "wire_graph.hpp"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/connected_components.hpp>

#include "addressing.hpp"
#include "tunnels.hpp"

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
    pass(a, b);
    pass(b, a);
  }
  /// Frames of `from` reach `to`; whether the converse holds is not said.
  void pass(const Spot& from, const Spot& to) {
    const std::size_t a = vertex(from), b = vertex(to);
    if (a == b) return;
    boost::add_edge(a, b, graph_);
    next_[from].insert(to);
  }
  void join(const std::optional<Spot>& a, const std::optional<Spot>& b) {
    if (a && b) join(*a, *b);
  }
  /// The vertices' numbers replaced by those of their components.
  [[nodiscard]] SpotComponents components() const {
    std::vector<std::size_t> of(vertices_.size(), 0);
    SpotComponents result;
    if (of.empty()) return result;
    result.count = boost::connected_components(graph_, boost::make_iterator_property_map(of.begin(), get(boost::vertex_index, graph_)));
    for (const auto& [spot, vertex] : vertices_) result.of.emplace(spot, of[vertex]);
    return result;
  }
  [[nodiscard]] const std::map<Spot, std::set<Spot>>& next() const { return next_; }
  [[nodiscard]] const std::map<Spot, std::size_t>& vertices() const { return vertices_; }

 private:
  WireGraph graph_;
  std::map<Spot, std::size_t> vertices_;
  std::map<Spot, std::set<Spot>> next_;
};

/// A tag that neither end sends still joins: who is named by a segment does not depend on directions.
void join_tag(const Network& network, InterfaceId a, InterfaceId b, Tag tag, Wires& wires) {
  const auto at_a = spot_of_frame(network, a, tag), at_b = spot_of_frame(network, b, tag);
  if (!at_a || !at_b) return;
  const bool forth = may_leave(network, a, tag), back = may_leave(network, b, tag);
  if (forth || !back) wires.pass(*at_a, *at_b);
  if (back || !forth) wires.pass(*at_b, *at_a);
}

/// L1: untagged frames join the two untagged VLANs whatever their numbers; a VLAN both ends carry is joined.
void join_links(const Network& network, const std::vector<VlanId>& vlans, Wires& wires) {
  for (const Link& link : network.links) {
    if (!link_is_live(network, link)) continue;
    const InterfaceId a = effective_port(network, link.a), b = effective_port(network, link.b);
    join_tag(network, a, b, std::nullopt, wires);
    for (const VlanId vlan : vlans) join_tag(network, a, b, vlan, wires);
  }
}

/// E5: a multi-homed host that was not declared otherwise bridges. Externals pass packets on by transit edges instead (E3).
void join_hosts(const Network& network, const std::vector<VlanId>& vlans, Wires& wires) {
  for (const Host& host : network.hosts) {
    const bool bridges = forwards(host);
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
    if (is_layer3(network, id) && network.at(id).kind != InterfaceKind::tunnel && spot_of_layer3(network, id)) layer3.push_back(id);
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
    if (const auto spot = spot_of_layer3(network, id); spot && is_layer3(network, id)) wires.vertex(*spot);
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

}  // namespace

bool link_is_live(const Network& network, const Link& link) {
  for (const InterfaceId end : {link.a, link.b}) {
    if (!is_port(network.at(end)) || !is_live(network, end) || !is_live(network, effective_port(network, end))) return false;
  }
  return true;
}

bool is_active_port(const Network& network, InterfaceId id) {
  return is_port(network.at(id)) && is_live(network, id) && is_live(network, effective_port(network, id));
}

std::vector<Prefix> subnets(const Network& network, InterfaceId interface) {
  std::vector<Prefix> prefixes;
  for (const InterfaceAddress& a : network.at(interface).addresses) {
    if (!link_local(Family::v6).contains(a.address)) prefixes.push_back(a.connected());
  }
  return prefixes;
}

FrameFlow direct_frames(const Network& network, const std::vector<VlanId>& vlans) {
  FrameFlow flow{connect(network, vlans).next(), false};
  for (const auto& [from, targets] : flow.next) {
    for (const Spot& to : targets) {
      const auto back = flow.next.find(to);
      if (back == flow.next.end() || !back->second.contains(from)) flow.one_way = true;
    }
  }
  return flow;
}

std::set<Spot> spots_hearing(const FrameFlow& flow, const Spot& from) {
  std::set<Spot> heard = {from};
  std::vector<Spot> open = {from};
  while (!open.empty()) {
    const auto found = flow.next.find(open.back());
    open.pop_back();
    if (found == flow.next.end()) continue;
    for (const Spot& to : found->second) {
      if (heard.insert(to).second) open.push_back(to);
    }
  }
  return heard;
}

SpotComponents connect_spots(const Network& network, const std::vector<VlanId>& vlans) { return connect(network, vlans).components(); }

}  // namespace sekimori
