// P-X8: sessions to devices themselves come from the management network or by ledger rows. Either the service admits no other source, or
// the device is on the management network and no data of another zone gets there: what reached a session service of the device would be
// passed on to its own segments (E4), so that the cell to the management network would not be proved.
#include <algorithm>

#include "header_regions.hpp"
#include "places.hpp"
#include "predicates.hpp"

namespace sekimori {
namespace {

/// Sources that may open such a session; more rather than less (a deny counts only if it is about every destination and service).
AddressSet admitted_sources(const Network& network, const ManagementService& service, Family family) {
  const auto& id = family == Family::v6 ? service.admits_v6 : service.admits_v4;
  if (!id) return AddressSet::everything(family);
  const Filter& filter = network.at(*id);
  AddressSet admitted(family), decided(family);
  for (const Rule& rule : filter.rules) {
    HeaderMatch of_service = rule.match;
    std::erase_if(of_service.services, [&](const ServiceBox& it) { return !it.intersected(service.service); });
    const auto regions = regions_of(of_service, family);
    if (!regions) return AddressSet::everything(family);
    for (const HeaderRegion& region : *regions) {
      if (rule.action == Action::permit) admitted = admitted.united(region.src.without(decided));
      const bool whole = region.dst.is_everything() && region.service.contains(service.service);
      if (whole) decided = decided.united(region.src);
    }
  }
  return filter.fallback == Action::permit ? admitted.united(decided.complement()) : admitted;
}

AddressSet lawful_sources(const PredicateInput& input, DeviceId device, Family family) {
  AddressSet lawful(family);
  for (std::size_t i = 0; i < input.network.zones.size(); ++i) {
    if (input.network.zones[i].role == ZoneRole::management)
      lawful = lawful.united(addresses_of(input.network, make_id<ZoneId>(i), family));
  }
  for (const LedgerRow& row : input.policy.ledger) {
    if (std::ranges::find(row.dst, EndpointRef(device)) == row.dst.end()) continue;
    lawful = lawful.united(family == Family::v6 ? row.src_v6 : row.src_v4);
  }
  return lawful;
}

/// Somebody of the management network is on a segment of the device.
bool is_managed(const PredicateInput& input, const std::vector<Zones>& by_segment, const Device& device) {
  return std::ranges::any_of(device.interfaces, [&](InterfaceId id) {
    const auto& segment = input.graph.segments.of_layer3.at(id.index);
    return segment && has_role(input, by_segment.at(segment->index), {ZoneRole::management});
  });
}

void judge_service(const PredicateInput& input, bool managed, DeviceId id, const ManagementService& service, Judgement& judgement) {
  const Device& device = input.network.at(id);
  for (const Family family : {Family::v4, Family::v6}) {
    const bool answers = std::ranges::any_of(device.interfaces, [&](InterfaceId it) {
      const Interface& interface = input.network.at(it);
      return (family == Family::v6 && interface.ipv6_enabled) ||
             std::ranges::any_of(interface.addresses, [&](const InterfaceAddress& a) { return a.address.family == family; });
    });
    if (!answers) continue;
    const AddressSet admitted = admitted_sources(input.network, service, family);
    const AddressSet beyond = admitted.without(lawful_sources(input, id, family));
    if (beyond.empty() || managed) continue;  // managed: the cells to the management network say
    const Text sources = admitted.is_everything() ? Text(Message::p_x8_anywhere) : Text(to_text(beyond));
    judgement.findings.push_back(
        {VerdictKind::violated, sentence(Message::p_x8_open, {device.name, service.name, sources}), device.name, service.at});
  }
}

void judge_bridges(const PredicateInput& input, Judgement& judgement) {
  for (const Host& host : input.network.hosts) {
    if (role_of(input, host.zone) != ZoneRole::management || host.attachments.size() < 2) continue;
    judgement.findings.push_back(
        {VerdictKind::violated, sentence(Message::p_x8_bridge, {host.name, std::to_string(host.attachments.size())}), host.name, host.at});
  }
}

Judgement judge(const PredicateInput& input) {
  Judgement judgement;
  bool any = has_zone(input, ZoneRole::management);
  bool by_cells = false;
  const std::vector<Zones> by_segment = zones_by_segment(input);
  for (std::size_t i = 0; i < input.network.devices.size(); ++i) {
    const Device& device = input.network.devices[i];
    const bool managed = is_managed(input, by_segment, device);
    for (const ManagementService& service : device.services) {
      if (!service.session) continue;
      any = by_cells = true;
      judge_service(input, managed, make_id<DeviceId>(i), service, judgement);
    }
    judge_reading(input, make_id<DeviceId>(i), judgement);
  }
  if (!any) return not_applicable(Message::p_x8_none);
  take_cells(judgement, input, [](ZoneRole from, ZoneRole to) { return to == ZoneRole::management && from != ZoneRole::management; });
  if (by_cells && input.threat == Threat::direct) {
    judgement.findings.push_back({VerdictKind::inconclusive, Message::p_x8_direct, {}, {}});
  }
  judge_bridges(input, judgement);
  return settle(std::move(judgement), input);
}

}  // namespace

Predicate p_x8() {
  return {"P-X8",
          "6(6)",
          "high",
          "MANAGEMENT-PLANE",
          PredicateBasis::model,
          Message::p_x8_title,
          Message::p_x8_explanation,
          Message::p_x8_advice,
          judge};
}

}  // namespace sekimori
