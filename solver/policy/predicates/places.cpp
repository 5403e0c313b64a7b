#include "places.hpp"

#include <algorithm>

#include "sekimori/base/messages.hpp"
#include "sekimori/base/overloaded.hpp"

namespace sekimori {

bool is_boundary_firewall(const Device& device) {
  const auto declared = device.attributes.find("boundary");
  return device.kind == DeviceKind::firewall || (declared != device.attributes.end() && declared->second == "yes");
}

bool is_city(const Host& host) { return !std::holds_alternative<External>(host.role) && !std::holds_alternative<SecurityCloud>(host.role); }

std::vector<Zones> zones_by_segment(const PredicateInput& input) {
  std::vector<Zones> zones(input.graph.segments.segments.size());
  for (const FlowEndpoint& endpoint : input.graph.endpoints) {
    if (std::holds_alternative<DeviceId>(endpoint.ref)) continue;
    for (const FlowAttachment& attachment : endpoint.attachments) {
      const auto* segment = std::get_if<SegmentId>(&input.graph.at(attachment.emission).of);
      if (segment != nullptr) zones.at(segment->index).insert(endpoint.zone);
    }
  }
  return zones;
}

std::optional<ZoneId> zone_of(const Network& network, const Prefix& prefix) {
  std::optional<ZoneId> best;
  unsigned longest = 0;
  for (std::size_t row = 0; row < network.zones.size(); ++row) {
    for (const Prefix& subnet : network.zones[row].subnets) {
      if (subnet.family() != prefix.family() || !subnet.contains(prefix) || (best && subnet.length() <= longest)) continue;
      best = make_id<ZoneId>(row);
      longest = subnet.length();
    }
  }
  return best;
}

Zones zones_of_vlans(const Network& network, const std::vector<VlanId>& vlans) {
  Zones zones;
  for (std::size_t row = 0; row < network.zones.size(); ++row) {
    for (const VlanId vlan : network.zones[row].vlans) {
      if (std::ranges::find(vlans, vlan) != vlans.end()) zones.insert(make_id<ZoneId>(row));
    }
  }
  return zones;
}

Zones zones_of(const PredicateInput& input, const std::vector<Zones>& by_segment, InterfaceId interface) {
  const auto& segment = input.graph.segments.of_layer3.at(interface.index);
  if (segment && !by_segment.at(segment->index).empty()) return by_segment.at(segment->index);
  Zones zones;
  for (const InterfaceAddress& address : input.network.at(interface).addresses) {
    if (const auto zone = zone_of(input.network, address.connected())) zones.insert(*zone);
  }
  return zones;
}

Text names_of(const PredicateInput& input, const Zones& zones) {
  std::vector<Text> names;
  for (const ZoneId zone : zones) names.push_back(label_of(input.graph.zones.at(zone.index)));
  return joined(names);
}

bool has_role(const PredicateInput& input, const Zones& zones, std::initializer_list<ZoneRole> roles) {
  return std::ranges::any_of(zones, [&](ZoneId zone) { return std::ranges::find(roles, role_of(input, zone)) != roles.end(); });
}

std::string names_of(const Network& network, const std::vector<InterfaceId>& interfaces) {
  constexpr std::size_t kShown = 6;
  std::string names;
  for (std::size_t i = 0; i < interfaces.size() && i < kShown; ++i) names += (i == 0 ? "" : ", ") + describe(network, interfaces[i]);
  return interfaces.size() > kShown ? names + ", …" : names;
}

std::optional<DeviceId> device_of(const Network& network, const AssumptionScope& scope) {
  return std::visit(Overloaded{[](WholeNetwork) -> std::optional<DeviceId> { return std::nullopt; },
                               [](DeviceId id) -> std::optional<DeviceId> { return id; },
                               [&](InterfaceId id) -> std::optional<DeviceId> { return network.at(id).device; },
                               [&](VrfId id) -> std::optional<DeviceId> { return network.at(id).device; },
                               [&](FilterId id) -> std::optional<DeviceId> { return network.at(id).device; },
                               [](HostId) -> std::optional<DeviceId> { return std::nullopt; },
                               [](const HelperSessions& opened) -> std::optional<DeviceId> { return opened.device; }},
                    scope);
}

void judge_reading(const PredicateInput& input, DeviceId id, Judgement& judgement) {
  const Device& device = input.network.at(id);
  if (!device.has_config) {
    judgement.findings.push_back({VerdictKind::inconclusive, sentence(Message::px_no_config, {device.name}), device.name, device.at});
  }
  std::size_t lines = 0;
  SourceRange first;
  for (const Assumption& assumption : input.network.assumptions) {
    const bool about = std::holds_alternative<WholeNetwork>(assumption.scope) || device_of(input.network, assumption.scope) == id;
    if (!about || !may_open(assumption.effect)) continue;
    if (lines++ == 0) first = assumption.at;
  }
  if (lines == 0) return;
  judgement.findings.push_back(
      {VerdictKind::inconclusive, sentence(Message::px_not_understood, {device.name, std::to_string(lines)}), device.name, first});
}

AddressSet addresses_of(const Network& network, ZoneId zone, Family family) {
  AddressSet own(family);
  for (const Prefix& subnet : network.at(zone).subnets) {
    if (subnet.family() != family) continue;
    AddressSet part = AddressSet::of(subnet);
    for (std::size_t row = 0; row < network.zones.size(); ++row) {
      if (row == zone.index) continue;
      for (const Prefix& other : network.zones[row].subnets) {
        if (other.family() == family && other.length() > subnet.length()) part = part.without(AddressSet::of(other));
      }
    }
    own = own.united(part);
  }
  for (const Host& host : network.hosts) {
    for (const Attachment& attachment : host.attachments) {
      const AddressSet& addresses = family == Family::v6 ? attachment.v6 : attachment.v4;
      own = host.zone == zone ? own.united(addresses) : own.without(addresses);
    }
  }
  return own;
}

}  // namespace sekimori
