#include "sekimori/forward/flow_graph.hpp"

#include "draft.hpp"
#include "sekimori/base/overloaded.hpp"

namespace sekimori {
namespace {

void add_interface_locations(Draft& draft) {
  for (std::size_t row = 0; row < draft.network.interfaces.size(); ++row) {
    const auto id = make_id<InterfaceId>(row);
    if (!draft.segment_of(id)) continue;
    InterfaceLocations at;
    at.ingress = at.forward = at.egress = at.egress_any = draft.add_location(LocationKind::ingress, id);
    const Device& device = draft.network.at(draft.network.at(id).device);
    if (device.forwards_v4 || device.forwards_v6) {  // a device that only has addresses is met at `ingress`
      at.forward = draft.add_location(LocationKind::forward, id);
      at.egress = draft.add_location(LocationKind::egress, id);
      at.egress_any = draft.add_location(LocationKind::egress, id);
      draft.graph.locations.back().any_neighbour = true;
    }
    draft.at.emplace(id, at);
  }
}

std::string describe_interface(const Network& network, const Location& location, InterfaceId id) {
  std::string name = describe(network, id);
  switch (location.kind) {
    case LocationKind::ingress: return name + " in";
    case LocationKind::forward: return name + " forward";
    case LocationKind::egress: return name + (location.any_neighbour ? " out to any neighbour" : " out");
    case LocationKind::segment:
    case LocationKind::endpoint: break;
  }
  return name;
}

std::string describe_segment(const Network& network, const Segment& segment) {
  // An anchor that is a trunk belongs to several segments; the VLAN tells them apart.
  const bool tagged = network.at(segment.anchor).mode == PortMode::trunk && !segment.vlans.empty();
  return "segment of " + describe(network, segment.anchor) + (tagged ? " VLAN " + std::to_string(segment.vlans.front().number()) : "");
}

}  // namespace

std::string to_text(EdgeKind kind) {
  switch (kind) {
    case EdgeKind::receive: return "receive";
    case EdgeKind::deliver: return "deliver";
    case EdgeKind::admit: return "admit";
    case EdgeKind::route: return "route";
    case EdgeKind::transmit: return "transmit";
    case EdgeKind::transit: return "transit";
    case EdgeKind::hop: return "hop";
    case EdgeKind::self: return "self";
    case EdgeKind::transparent: return "transparent";
    case EdgeKind::one_way: return "one-way";
  }
  return "";
}

std::string to_text(RoutingTier tier) {
  switch (tier) {
    case RoutingTier::any_routing_all: return "any-routing-all";
    case RoutingTier::any_routing_vrf: return "any-routing-vrf";
    case RoutingTier::current_routing: return "current-routing";
  }
  return "";
}

std::string describe(const Network& network, const FlowGraph& graph, LocationId location) {
  const Location& at = graph.at(location);
  return std::visit(
      Overloaded{[&](SegmentId id) { return describe_segment(network, graph.segments.segments.at(id.index)); },
                 [&](InterfaceId id) { return describe_interface(network, at, id); }, [&](FlowEndpointId id) { return graph.at(id).name; }},
      at.of);
}

FlowGraph build_flow_graph(const Network& network, const FlowOptions& options) {
  Draft draft{network, {}, {}, find_tunnels(network), {}, {}, {}, {}};
  draft.graph.options = options;
  draft.graph.zones = network.zones;
  std::map<Spot, SegmentId> spots;
  draft.graph.segments = compute_segments(network, spots);
  draft.places = find_places(network, draft.graph.segments, spots);
  // The first locations are the places of the segments, with their numbers.
  for (const SegmentId segment : draft.places.segment) draft.add_location(LocationKind::segment, segment);
  add_endpoints(draft);
  add_interface_locations(draft);
  for (const Family family : kFamilies) {
    add_layer2_edges(draft, family);
    if (family == Family::non_ip) continue;
    add_layer3_edges(draft, family);
    add_next_hop_edges(draft, family);
  }
  draft.graph.packet_filters = draft.lists.packet_filters();
  draft.graph.rule_lists = std::move(draft.lists).take();
  draft.graph.dropped = unused_facts(network, draft.graph);
  return std::move(draft.graph);
}

}  // namespace sekimori
