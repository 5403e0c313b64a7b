#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <set>

#include "addressing.hpp"
#include "draft.hpp"
#include "rest.hpp"

namespace sekimori {
namespace {

/// "core-a:Vlan10" as part of an id: lower-case letters, digits and '-'.
std::string slug(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool kept = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    result += kept ? (upper ? static_cast<char>(c - 'A' + 'a') : c) : '-';
  }
  return result;
}

ZoneId add_zone(Draft& draft, const std::string& wanted, const std::string& label, SourceRange at) {
  Zone zone;
  zone.name = unused_zone_name(draft.graph.zones, wanted);
  zone.label_ja = zone.label_en = label;
  zone.implicit = true;
  zone.at = at;
  draft.graph.zones.push_back(std::move(zone));
  return make_id<ZoneId>(draft.graph.zones.size() - 1);
}

FlowEndpointId add_endpoint(Draft& draft, FlowEndpoint endpoint) {
  const auto id = make_id<FlowEndpointId>(draft.graph.endpoints.size());
  endpoint.delivery = draft.add_location(LocationKind::endpoint, id);
  draft.graph.endpoints.push_back(std::move(endpoint));
  return id;
}

/// At the given places of a segment.
template <class PlaceIds>
void attach(Draft& draft, FlowEndpointId id, FlowAttachment attachment, SegmentId segment, const PlaceIds& places) {
  for (const PlaceId place : places) {
    attachment.emission = draft.location(place);
    draft.graph.endpoints.at(id.index).attachments.push_back(attachment);
  }
  std::vector<FlowEndpointId>& there = draft.on_segment.at(segment.index);
  if (std::ranges::find(there, id) == there.end()) there.push_back(id);
}

/// Anywhere on the segment: who is not cabled to a port that is known.
void attach(Draft& draft, FlowEndpointId id, FlowAttachment attachment, SegmentId segment) {
  attach(draft, id, std::move(attachment), segment, draft.places.of_segment.at(segment.index));
}

/// What a hostile sender on this segment reaches besides it (L4): native VLANs, and the other VLANs of a trunk that it is cabled to.
std::vector<LocationId> hop_emissions(const Draft& draft, SegmentId from, std::optional<InterfaceId> trunk) {
  std::set<LocationId> reached;
  for (const VlanHop& hop : draft.graph.segments.hops) {
    if (hop.from != from) continue;
    for (const LocationId place : draft.locations(hop.to)) reached.insert(place);
  }
  // Between the places of one segment a tag of one's own choice may lead anywhere.
  if (const auto own = draft.locations(from); own.size() > 1) reached.insert(own.begin(), own.end());
  for (std::size_t row = 0; trunk && row < draft.graph.segments.segments.size(); ++row) {
    const Segment& segment = draft.graph.segments.segments[row];
    if (row == from.index || !std::ranges::binary_search(segment.ports, *trunk)) continue;
    for (const LocationId place : draft.locations(make_id<SegmentId>(row))) reached.insert(place);
  }
  return {reached.begin(), reached.end()};
}

/// E6: who sends with any source has raw sockets, which the host's own OUTPUT rules do not see.
std::vector<LocationId> past_filter(const Draft& draft, HostId host, const Attachment& card, SegmentId on) {
  const Interface& port = draft.network.at(card.port);
  if (draft.network.at(port.device).filter_of != host) return {};
  std::vector<LocationId> places;
  for (const TransparentJoin& join : draft.graph.segments.joins) {
    if (join.device != port.device || (join.segment_a != on && join.segment_b != on)) continue;
    const auto there = draft.locations(join.segment_a == on ? join.segment_b : join.segment_a);
    places.insert(places.end(), there.begin(), there.end());
  }
  return places;
}

/// A host that declares no address of a family may have any that is spare on its segment (DHCP), and any it gives itself (S4).
FlowAttachment host_attachment(const Draft& draft, const Host& host, const Attachment& card, SegmentId on) {
  const Segment& segment = draft.segment(on);
  FlowAttachment attachment;
  attachment.own_v4 = card.v4;
  if (card.v4.empty() && !std::holds_alternative<External>(host.role)) {
    attachment.own_v4 = spare_addresses(draft.network, segment, Family::v4);
  }
  attachment.own_v6 = card.v6.united(self_assigned_v6(segment));
  attachment.hop_emissions = hop_emissions(draft, on, card.vlan ? std::optional(effective_port(draft.network, card.port)) : std::nullopt);
  return attachment;
}

/// E6, E7: a host sends on any of its cards with any of its own addresses as source (the weak host model, RFC 1122 section 3.3.4.2).
void share_addresses(FlowEndpoint& endpoint) {
  AddressSet v4(Family::v4), v6(Family::v6);
  for (const FlowAttachment& attachment : endpoint.attachments) {
    v4 = v4.united(attachment.own_v4);
    v6 = v6.united(attachment.own_v6);
  }
  for (FlowAttachment& attachment : endpoint.attachments) {
    attachment.own_v4 = v4;
    attachment.own_v6 = v6;
  }
}

void add_hosts(Draft& draft) {
  const Network& network = draft.network;
  for (std::size_t row = 0; row < network.hosts.size(); ++row) {
    const auto host_id = make_id<HostId>(row);
    const Host& host = network.at(host_id);
    FlowEndpoint endpoint;
    endpoint.ref = host_id;
    endpoint.name = host.name;
    endpoint.zone = host.zone;
    endpoint.hostile = std::holds_alternative<External>(host.role);
    endpoint.relay = host.relays || endpoint.hostile ? RelayKind::always : RelayKind::never;
    endpoint.at = host.at;
    const FlowEndpointId id = add_endpoint(draft, std::move(endpoint));
    for (std::size_t at = 0; at < draft.graph.segments.segments.size(); ++at) {
      for (const SegmentHost& on : draft.graph.segments.segments[at].hosts) {
        if (on.host != host_id) continue;
        const auto segment = make_id<SegmentId>(at);
        FlowAttachment attachment = host_attachment(draft, host, host.attachments.at(on.attachment), segment);
        attachment.past_filter = past_filter(draft, host_id, host.attachments.at(on.attachment), segment);
        const auto places = draft.places.of_host.find({segment, on});
        if (places == draft.places.of_host.end()) {
          attach(draft, id, std::move(attachment), segment);
        } else {
          attach(draft, id, std::move(attachment), segment, places->second);
        }
      }
    }
    share_addresses(draft.graph.endpoints.at(id.index));
  }
}

/// A zone that is known by its VLANs alone is where they are; any other may be anywhere on the segment.
std::vector<PlaceId> places_of_zone(const Draft& draft, SegmentId on, const std::optional<ZoneId>& zone) {
  const std::vector<PlaceId>& all = draft.places.of_segment.at(on.index);
  if (!zone || all.size() == 1 || !draft.network.at(*zone).subnets.empty()) return all;
  const std::vector<VlanId>& vlans = draft.network.at(*zone).vlans;
  std::vector<PlaceId> places;
  std::ranges::copy_if(all, std::back_inserter(places), [&](PlaceId p) {
    return std::ranges::any_of(vlans, [&](VlanId v) { return draft.places.vlans.at(p.index).contains(v.number()); });
  });
  return places.empty() ? all : places;
}

/// E2: nothing undeclared is absent.
void add_rest(Draft& draft, SegmentId on) {
  const Segment& segment = draft.segment(on);
  const std::string place = describe(draft.network, segment.anchor);
  const std::string vlan = segment.vlans.empty() ? "" : fmt::format(" VLAN {}", segment.vlans.front().number());
  const std::vector<Undeclared> undeclared = undeclared_on(draft.network, segment);
  for (const Undeclared& who : undeclared) {
    FlowEndpoint endpoint;
    endpoint.ref = segment.anchor;
    endpoint.name = describe(draft.network, EndpointRef{segment.anchor}) + vlan;
    endpoint.at = draft.network.at(segment.anchor).at;
    if (who.zone) {
      endpoint.zone = *who.zone;
      if (undeclared.size() > 1) endpoint.name += fmt::format(" ({})", draft.network.at(*who.zone).name);
    } else {
      endpoint.zone = add_zone(draft, "segment-" + slug(place + vlan), place + vlan, endpoint.at);
    }
    FlowAttachment attachment;
    attachment.own_v4 = who.v4;
    attachment.own_v6 = who.v6;
    attachment.hop_emissions = hop_emissions(draft, on, std::nullopt);
    const FlowEndpointId id = add_endpoint(draft, std::move(endpoint));
    for (const PlaceId at : places_of_zone(draft, on, who.zone)) {
      attachment.ports = draft.places.access.at(at.index);
      attach(draft, id, attachment, on, std::array{at});
    }
  }
}

/// L6: an end without a known peer has a hostile external at its far side.
void add_unknown_peers(Draft& draft) {
  for (const InterfaceId end : draft.tunnels.open_ends) {
    const auto segment = draft.segment_of(end);
    if (!segment) continue;
    const std::string place = describe(draft.network, end);
    FlowEndpoint endpoint;
    endpoint.ref = end;
    endpoint.name = "unknown peer of " + place;
    endpoint.at = draft.network.at(end).at;
    endpoint.zone = add_zone(draft, "tunnel-" + slug(place), "unknown peer of " + place, endpoint.at);
    endpoint.hostile = true;
    FlowAttachment attachment;
    attachment.own_v4 = AddressSet::everything(Family::v4);
    attachment.own_v6 = AddressSet::everything(Family::v6);
    attach(draft, add_endpoint(draft, std::move(endpoint)), std::move(attachment), *segment);
  }
}

/// The segment, and those that transparent firewalls join to it.
std::set<SegmentId> halves_of(const Draft& draft, SegmentId segment) {
  std::set<SegmentId> halves = {segment};
  for (std::size_t before = 0; before != halves.size();) {
    before = halves.size();
    for (const TransparentJoin& join : draft.graph.segments.joins) {
      if (halves.contains(join.segment_a)) halves.insert(join.segment_b);
      if (halves.contains(join.segment_b)) halves.insert(join.segment_a);
    }
  }
  return halves;
}

/// L6: on a tunnel that does not encrypt are also all externals, all hosts that pass packets on (the outer packets may come by), and
/// everybody on the segments where the outer packets begin and end. Others on segments in between see a routed packet only by deceiving a
/// router, which no rule lets them.
void expose_tunnels(Draft& draft) {
  std::set<std::pair<SegmentId, FlowEndpointId>> exposed;
  for (const InterfaceId end : draft.tunnels.exposed) {
    const auto inner = draft.segment_of(end);
    if (!inner) continue;
    for (std::size_t row = 0; row < draft.graph.endpoints.size(); ++row) {
      const FlowEndpoint& endpoint = draft.graph.endpoints[row];
      if (endpoint.hostile || is_forwarding_host(draft.network, endpoint)) exposed.emplace(*inner, make_id<FlowEndpointId>(row));
    }
    for (const InterfaceId outer : outer_interfaces(draft.network, end)) {
      const auto segment = draft.segment_of(outer);
      if (!segment) continue;
      for (const SegmentId half : halves_of(draft, *segment)) {
        for (const FlowEndpointId id : draft.on_segment.at(half.index)) exposed.emplace(*inner, id);
      }
    }
  }
  for (const auto& [segment, id] : exposed) {
    const std::vector<FlowEndpointId>& there = draft.on_segment.at(segment.index);
    if (std::ranges::find(there, id) != there.end()) continue;
    FlowAttachment attachment;
    for (const FlowAttachment& a : draft.graph.at(id).attachments) {
      attachment.own_v4 = attachment.own_v4.united(a.own_v4);
      attachment.own_v6 = attachment.own_v6.united(a.own_v6);
    }
    attach(draft, id, std::move(attachment), segment);
  }
}

/// E4: what the device relays is what its session services admit, each on its own.
std::vector<RelayCondition> relay_conditions(Draft& draft, DeviceId device) {
  std::vector<RelayCondition> conditions;
  for (const ManagementService& service : draft.network.at(device).services) {
    if (!service.session) continue;
    for (const Family family : {Family::v4, Family::v6}) {
      const auto& admits = family == Family::v4 ? service.admits_v4 : service.admits_v6;
      const RuleListId list = draft.lists.intern(service_admission(draft.network, device, service, admits));
      if (draft.lists.permits_nothing(list)) continue;
      RelayCondition condition{Phase::initiate, family, {{clause(Passes{list})}}};
      // A TCP connection is never opened to a broadcast or multicast address (RFC 1122 section 4.2.3.10).
      const bool tcp_only = service.service[ServiceField::protocol] == ServiceInterval{kTcp, kTcp};
      if (tcp_only) condition.guard.all_of.push_back(clause(DstIn{own_addresses(draft.network, device, family)}));
      conditions.push_back(std::move(condition));
    }
  }
  return conditions;
}

/// The places where the device itself sends and receives. A transparent firewall is managed from any side (L3).
std::set<PlaceId> self_places(const Draft& draft, DeviceId device) {
  std::set<PlaceId> places;
  for (const InterfaceId i : draft.network.at(device).interfaces) {
    if (draft.segment_of(i)) places.insert(draft.place_of(i));
  }
  for (const TransparentJoin& join : draft.graph.segments.joins) {
    if (join.device != device || places.empty()) continue;
    for (const SegmentId side : {join.segment_a, join.segment_b}) {
      const auto& there = draft.places.of_segment.at(side.index);
      places.insert(there.begin(), there.end());
    }
  }
  return places;
}

void add_selves(Draft& draft) {
  std::optional<ZoneId> zone;
  for (std::size_t row = 0; row < draft.network.devices.size(); ++row) {
    const auto device = make_id<DeviceId>(row);
    const std::set<PlaceId> places = self_places(draft, device);
    if (places.empty()) continue;
    if (!zone) zone = add_zone(draft, "devices", "network devices", {});
    FlowEndpoint endpoint;
    endpoint.ref = device;
    endpoint.name = describe(draft.network, EndpointRef{device});
    endpoint.zone = *zone;
    endpoint.at = draft.network.at(device).at;
    endpoint.relay_when = relay_conditions(draft, device);
    endpoint.relay = endpoint.relay_when.empty() ? RelayKind::never : RelayKind::conditional;
    if (!draft.network.at(device).has_config) endpoint.relay = RelayKind::always;
    for (const PlaceId place : places) {
      FlowAttachment attachment;
      attachment.emission = draft.location(place);
      attachment.own_v4 = own_addresses(draft.network, device, Family::v4);
      attachment.own_v6 = own_addresses(draft.network, device, Family::v6);
      attachment.hop_emissions = hop_emissions(draft, draft.places.segment.at(place.index), std::nullopt);
      endpoint.attachments.push_back(std::move(attachment));
    }
    add_endpoint(draft, std::move(endpoint));
  }
}

}  // namespace

void add_endpoints(Draft& draft) {
  draft.on_segment.resize(draft.graph.segments.segments.size());
  add_hosts(draft);
  for (std::size_t row = 0; row < draft.graph.segments.segments.size(); ++row) add_rest(draft, make_id<SegmentId>(row));
  add_unknown_peers(draft);
  expose_tunnels(draft);
  for (std::vector<FlowEndpointId>& there : draft.on_segment) std::ranges::sort(there);
  add_selves(draft);
}

}  // namespace sekimori
