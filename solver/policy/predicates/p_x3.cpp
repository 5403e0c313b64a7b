// P-X3: no route leads from the VRF of one zone into that of another, but on a firewall; and what is proved for today's routes only is
// said.
#include <algorithm>

#include "places.hpp"
#include "predicates.hpp"

namespace sekimori {
namespace {

struct Leak {
  VrfId from, to;
  Text what;
  SourceRange at;
};

std::vector<Leak> leaks_of(const Network& network) {
  std::vector<Leak> leaks;
  for (std::size_t i = 0; i < network.vrfs.size(); ++i) {
    const auto from = make_id<VrfId>(i);
    for (const StaticRoute& route : network.vrfs[i].routes) {
      std::optional<VrfId> to = route.next_hop.vrf;
      if (!to && route.next_hop.out) to = network.at(*route.next_hop.out).vrf;
      if (to && *to != from) leaks.push_back({from, *to, to_text(route.destination), route.at});
    }
    for (const VrfId to : network.vrfs[i].leaks_to) {
      if (to != from) leaks.push_back({from, to, Message::p_x3_import, network.vrfs[i].at});
    }
  }
  return leaks;
}

Zones zones_of_vrf(const PredicateInput& input, const std::vector<Zones>& by_segment, VrfId vrf) {
  Zones zones;
  for (const InterfaceId id : input.network.at(input.network.at(vrf).device).interfaces) {
    const Interface& interface = input.network.at(id);
    if (interface.up && interface.is_layer3() && interface.vrf == vrf) zones.merge(zones_of(input, by_segment, id));
  }
  return zones;
}

std::string name_of(const Vrf& vrf) { return vrf.name.empty() ? "(global)" : vrf.name; }

void judge_leak(const PredicateInput& input, const std::vector<Zones>& by_segment, const Leak& leak, Judgement& judgement) {
  const Vrf& from = input.network.at(leak.from);
  const Vrf& to = input.network.at(leak.to);
  const Device& device = input.network.at(from.device);
  if (device.firewall || device.kind == DeviceKind::firewall) return;
  const Zones here = zones_of_vrf(input, by_segment, leak.from), there = zones_of_vrf(input, by_segment, leak.to);
  Zones both = here;
  both.insert(there.begin(), there.end());
  if (both.size() > 1) {
    judgement.findings.push_back(
        {VerdictKind::violated,
         sentence(Message::p_x3_leak, {device.name, name_of(from), names_of(input, here), name_of(to), names_of(input, there), leak.what}),
         device.name, leak.at});
  } else if (here.empty() || there.empty()) {
    judgement.findings.push_back(
        {VerdictKind::inconclusive, sentence(Message::p_x3_unknown, {device.name, name_of(from), name_of(to)}), device.name, leak.at});
  }
}

Judgement judge(const PredicateInput& input) {
  Judgement judgement;
  const std::vector<Zones> by_segment = zones_by_segment(input);
  for (const Leak& leak : leaks_of(input.network)) judge_leak(input, by_segment, leak, judgement);
  for (std::size_t i = 0; i < input.network.devices.size(); ++i) {
    if (input.network.devices[i].kind != DeviceKind::hub) judge_reading(input, make_id<DeviceId>(i), judgement);
  }
  for (const CellOutcome& cell : input.cells) {
    if (cell.verdict != VerdictKind::proved || cell.tier != RoutingTier::current_routing) continue;
    judgement.findings.push_back({VerdictKind::proved, sentence(Message::p_x3_routing_alone, {cell.id}), cell.id, {}});
  }
  // Without a device there is nothing that could be out of order, and nothing that was shown.
  if (input.network.devices.empty()) judgement.findings.push_back({VerdictKind::vacuous, Message::p_pack_nothing_judged, {}, {}});
  return settle(std::move(judgement), input);
}

}  // namespace

Predicate p_x3() {
  return {"P-X3",
          "6(6)",
          "high",
          "VRF-CONTAINMENT",
          PredicateBasis::model,
          Message::p_x3_title,
          Message::p_x3_explanation,
          Message::p_x3_advice,
          judge};
}

}  // namespace sekimori
