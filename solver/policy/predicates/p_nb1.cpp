// P-NB1: what is joined to the NHI federation (国保連合会) is joined to nothing else: one card for each host, no other zone on its
// segments, no device that routes from there to elsewhere.
#include <algorithm>

#include "facts.hpp"
#include "predicates.hpp"

namespace sekimori {
namespace {

const Segment& at(const PredicateInput& input, SegmentId id) { return input.graph.segments.segments.at(id.index); }

std::set<HostId> linked_hosts(const PredicateInput& input, const std::vector<SegmentId>& segments) {
  std::set<HostId> hosts;
  for (const SegmentId id : segments) {
    for (const SegmentHost& on : at(input, id).hosts) hosts.insert(on.host);
  }
  for (std::size_t i = 0; i < input.network.hosts.size(); ++i) {
    if (is_in(input.network, input.network.hosts[i], ZoneRole::nhi_federation)) hosts.insert(make_id<HostId>(i));
  }
  return hosts;
}

/// The federation's own network may have lines of its own; what it does behind them is not the city's.
void judge_hosts(const PredicateInput& input, const std::set<HostId>& hosts, Judgement& judgement) {
  for (const HostId id : hosts) {
    const Host& host = input.network.at(id);
    if (host.attachments.size() <= 1) continue;
    judgement.findings.push_back(
        {VerdictKind::violated, sentence(Message::p_nb1_cards, {host.name, std::to_string(host.attachments.size())}), host.name, host.at});
  }
}

void judge_zones(const PredicateInput& input, SegmentId id, Judgement& judgement) {
  for (const ZoneId zone : zones_on(input, id)) {
    if (role_of(input, zone) == ZoneRole::nhi_federation) continue;
    const std::string name = name_of(input, id);
    judgement.findings.push_back({VerdictKind::violated,
                                  sentence(Message::p_nb1_shared, {name, label_of(input.graph.zones.at(zone.index))}), name,
                                  input.network.at(at(input, id).anchor).at});
  }
}

/// Another interface of the device, of the same routing table, on a segment that is not the federation's.
std::optional<InterfaceId> way_out(const PredicateInput& input, const std::vector<SegmentId>& segments, InterfaceId inside) {
  const Device& device = input.network.at(input.network.at(inside).device);
  for (const InterfaceId it : device.interfaces) {
    const Interface& interface = input.network.at(it);
    if (it == inside || !interface.up || !interface.is_layer3() || interface.kind == InterfaceKind::loopback) continue;
    if (interface.vrf != input.network.at(inside).vrf) continue;
    const auto on = input.graph.segments.of_layer3.at(it.index);
    if (!on || std::ranges::find(segments, *on) == segments.end()) return it;
  }
  return std::nullopt;
}

void judge_routes(const PredicateInput& input, const std::vector<SegmentId>& segments, SegmentId id, Judgement& judgement) {
  for (const InterfaceId it : at(input, id).layer3) {
    const Device& device = input.network.at(input.network.at(it).device);
    if (!device.forwards_v4 && !device.forwards_v6) continue;
    const auto out = way_out(input, segments, it);
    if (!out) continue;
    judgement.findings.push_back({VerdictKind::violated,
                                  sentence(Message::p_nb1_routed, {describe(input.network, it), describe(input.network, *out)}),
                                  device.name, input.network.at(it).at});
  }
}

Judgement judge(const PredicateInput& input) {
  if (!has_zone(input, ZoneRole::nhi_federation)) return not_applicable(Message::no_such_zones);
  Judgement judgement;
  take_cells(judgement, input,
             [](ZoneRole from, ZoneRole to) { return (from == ZoneRole::nhi_federation) != (to == ZoneRole::nhi_federation); });
  const std::vector<SegmentId> segments = segments_of(input, ZoneRole::nhi_federation);
  judge_hosts(input, linked_hosts(input, segments), judgement);
  for (const SegmentId id : segments) {
    judge_zones(input, id, judgement);
    judge_routes(input, segments, id, judgement);
  }
  want_cells(judgement);
  return settle(std::move(judgement), input);
}

}  // namespace

Predicate p_nb1() {
  return {"P-NB1",
          "2(8)",
          "high",
          "NHI-SINGLE-HOMED",
          PredicateBasis::isolation,
          Message::p_nb1_title,
          Message::p_nb1_explanation,
          Message::p_nb1_advice,
          judge};
}

}  // namespace sekimori
