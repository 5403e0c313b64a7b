#include <algorithm>
#include <set>

#include "addressing.hpp"
#include "draft.hpp"

namespace sekimori {
namespace {

FlowEdge edge(LocationId from, LocationId to, Family family, EdgeKind kind) {
  FlowEdge e;
  e.from = from;
  e.to = to;
  e.family = family;
  e.kind = kind;
  return e;
}

bool takes_everything(const Draft& draft, FlowEndpointId id) { return draft.graph.at(id).hostile || draft.graph.options.promiscuous; }

/// L5: a frame from an endpoint may go to any layer-3 interface; hosts need not use their gateway.
void add_receive(Draft& draft, SegmentId at, Family family) {
  for (const InterfaceId i : receivers(draft, at, family)) {
    // The management interface of a transparent firewall hears all its sides.
    const bool here = draft.segment_of(i) == at;
    for (const LocationId from : here ? std::vector{draft.location(draft.place_of(i))} : draft.locations(at)) {
      FlowEdge e = edge(from, draft.at.at(i).ingress, family, EdgeKind::receive);
      e.facts = {draft.network.at(i).at};
      add_edge(draft, std::move(e));
    }
  }
}

/// L2, E8: own addresses, and what everybody on the segment hears; externals (E3) and compromised endpoints take anything.
void add_deliver(Draft& draft, SegmentId at, Family family) {
  for (const FlowEndpointId id : draft.on_segment.at(at.index)) {
    const FlowEndpoint& endpoint = draft.graph.at(id);
    for (const LocationId from : places_of_endpoint(draft, id, at)) {
      FlowEdge e = edge(from, endpoint.delivery, family, EdgeKind::deliver);
      e.facts = {endpoint.at};
      if (family != Family::non_ip && !takes_everything(draft, id)) e.before.all_of = {clause(DstIn{accepted(draft, id, at, family)})};
      add_edge(draft, std::move(e));
    }
  }
}

/// L1: what passes in one direction only. The facts are those of the segment's ports.
void add_one_way(Draft& draft, Family family) {
  for (const auto& [from, to] : draft.places.one_way) {
    FlowEdge e = edge(draft.location(from), draft.location(to), family, EdgeKind::one_way);
    for (const InterfaceId port : draft.segment(draft.places.segment.at(from.index)).ports) e.facts.push_back(draft.network.at(port).at);
    add_edge(draft, std::move(e));
  }
}

/// Non-IP frames reach a device's self as they reach any endpoint (L2). IP packets reach it through its interfaces.
void add_self_frames(Draft& draft) {
  for (const FlowEndpoint& endpoint : draft.graph.endpoints) {
    if (!std::holds_alternative<DeviceId>(endpoint.ref)) continue;
    for (const FlowAttachment& a : endpoint.attachments) {
      add_edge(draft, edge(a.emission, endpoint.delivery, Family::non_ip, EdgeKind::deliver));
    }
  }
}

/// L3: a transparent firewall passes IP frames under its policy; frames for everybody and non-IP ones by its setting, which is to pass
/// them when nothing is said.
void add_crossing(Draft& draft, const TransparentJoin& join, bool forth, Family family) {
  const Firewall& firewall = draft.network.at(join.device).firewall.value();
  const SegmentId from = forth ? join.segment_a : join.segment_b, to = forth ? join.segment_b : join.segment_a;
  const InterfaceId in = forth ? join.a : join.b, out = forth ? join.b : join.a;
  // Segments beside a transparent firewall are one place each.
  FlowEdge e = edge(draft.locations(from).front(), draft.locations(to).front(), family, EdgeKind::transparent);
  e.facts = {firewall.at};
  if (family != Family::non_ip) add_edge(draft, e, policy_clauses(draft, join.device, in, out, family));
  if (!firewall.passes_non_ip) return;
  if (family != Family::non_ip) e.before.all_of.push_back(clause(DstIn{heard_on(draft, from, family)}));
  add_edge(draft, std::move(e));
}

void add_transparent(Draft& draft, Family family) {
  for (const TransparentJoin& join : draft.graph.segments.joins) {
    add_crossing(draft, join, true, family);
    add_crossing(draft, join, false, family);
  }
}

/// E3: an external passes on whatever it takes, to all its attachments; also back to the one it came from, as a provider's router does
/// between two customers' routers on one network.
void add_transit(Draft& draft, Family family) {
  for (const FlowEndpoint& endpoint : draft.graph.endpoints) {
    if (!endpoint.hostile) continue;
    if (const auto* host = std::get_if<HostId>(&endpoint.ref)) {
      const auto* external = std::get_if<External>(&draft.network.at(*host).role);
      if (external != nullptr && !external->transit) continue;
    }
    std::set<LocationId> emissions;
    for (const FlowAttachment& a : endpoint.attachments) emissions.insert(a.emission);
    for (const LocationId to : emissions) {
      FlowEdge e = edge(endpoint.delivery, to, family, EdgeKind::transit);
      e.facts = {endpoint.at};
      add_edge(draft, std::move(e));
    }
  }
}

}  // namespace

std::vector<LocationId> places_of_endpoint(const Draft& draft, FlowEndpointId id, SegmentId at) {
  std::set<LocationId> places;
  for (const FlowAttachment& a : draft.graph.at(id).attachments) {
    if (std::get<SegmentId>(draft.graph.at(a.emission).of) == at) places.insert(a.emission);
  }
  return {places.begin(), places.end()};
}

AddressSet broadcasts_of(const Segment& segment, Family family) {
  return directed_broadcasts(segment.connected, family).united(directed_broadcasts(segment.joined, family));
}

AddressSet heard_on(const Draft& draft, SegmentId at, Family family) {
  return heard_by_all(family).united(broadcasts_of(draft.segment(at), family));
}

AddressSet accepted(const Draft& draft, FlowEndpointId id, SegmentId at, Family family) {
  AddressSet set = heard_on(draft, at, family);
  // A host answers on any card for any of its addresses (the weak model of RFC 1122 3.3.4.2), broadcasts of its subnets among them.
  for (const FlowAttachment& a : draft.graph.at(id).attachments) {
    set = set.united(a.own(family)).united(heard_on(draft, std::get<SegmentId>(draft.graph.at(a.emission).of), family));
  }
  return set;
}

std::vector<InterfaceId> receivers(const Draft& draft, SegmentId at, Family family) {
  std::set<InterfaceId> found;
  for (const InterfaceId i : draft.segment(at).layer3) {
    if (speaks(draft.network, i, family)) found.insert(i);
  }
  for (const TransparentJoin& join : draft.graph.segments.joins) {
    if (join.segment_a != at && join.segment_b != at) continue;
    for (const InterfaceId i : draft.network.at(join.device).interfaces) {
      if (draft.segment_of(i) && speaks(draft.network, i, family)) found.insert(i);
    }
  }
  return {found.begin(), found.end()};
}

void add_layer2_edges(Draft& draft, Family family) {
  for (std::size_t row = 0; row < draft.graph.segments.segments.size(); ++row) {
    const auto at = make_id<SegmentId>(row);
    if (family != Family::non_ip) add_receive(draft, at, family);
    add_deliver(draft, at, family);
  }
  if (family == Family::non_ip) add_self_frames(draft);
  add_one_way(draft, family);
  add_transparent(draft, family);
  add_transit(draft, family);
}

}  // namespace sekimori
