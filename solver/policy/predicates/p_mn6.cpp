// P-MN6: no radio in the My Number zone: no access point, wireless port or wireless host on a segment that is its own.
#include <algorithm>

#include "facts.hpp"
#include "predicates.hpp"

namespace sekimori {
namespace {

bool says_yes(const std::map<std::string, std::string>& attributes) {
  const auto found = attributes.find("wireless");
  return found != attributes.end() && found->second != "no";
}

void judge_interface(const PredicateInput& input, InterfaceId id, Judgement& judgement) {
  const Interface& interface = input.network.at(id);
  const Device& device = input.network.at(interface.device);
  if (!interface.wireless && device.kind != DeviceKind::access_point && !says_yes(device.attributes)) return;
  judgement.findings.push_back(
      {VerdictKind::violated, sentence(Message::p_mn6_radio, {describe(input.network, id)}), device.name, interface.at});
}

void judge_segment(const PredicateInput& input, SegmentId id, Judgement& judgement) {
  const Segment& segment = input.graph.segments.segments.at(id.index);
  std::set<InterfaceId> interfaces(segment.ports.begin(), segment.ports.end());
  interfaces.insert(segment.layer3.begin(), segment.layer3.end());
  interfaces.insert(segment.open_ports.begin(), segment.open_ports.end());
  for (const InterfaceId it : interfaces) judge_interface(input, it, judgement);
  for (const InterfaceId it : segment.open_ports) {
    const Interface& port = input.network.at(it);
    if (port.wireless) continue;
    judgement.findings.push_back({VerdictKind::inconclusive, sentence(Message::p_mn6_open_port, {describe(input.network, it)}),
                                  input.network.at(port.device).name, port.at});
  }
  for (const SegmentHost& on : segment.hosts) {
    const Host& host = input.network.at(on.host);
    if (host.kind != "access-point") continue;
    judgement.findings.push_back({VerdictKind::violated, sentence(Message::p_mn6_radio, {host.name}), host.name, host.at});
  }
}

/// A card for radio is its own way out, wherever the host is cabled.
void judge_hosts(const PredicateInput& input, const std::vector<SegmentId>& segments, Judgement& judgement) {
  std::set<HostId> concerned;
  for (const SegmentId id : segments) {
    for (const SegmentHost& on : input.graph.segments.segments.at(id.index).hosts) concerned.insert(on.host);
  }
  for (std::size_t i = 0; i < input.network.hosts.size(); ++i) {
    if (is_in(input.network, input.network.hosts[i], ZoneRole::my_number)) concerned.insert(make_id<HostId>(i));
  }
  for (const HostId id : concerned) {
    const Host& host = input.network.at(id);
    const auto wireless = declared(input.network, host, "wireless");
    if (!wireless) continue;
    if (wireless->value == "no") {
      judgement.declared.push_back(wireless->by);
    } else {
      judgement.findings.push_back(
          {VerdictKind::violated, sentence(Message::p_mn6_host, {host.name, wireless->value}), host.name, wireless->at});
    }
  }
}

Judgement judge(const PredicateInput& input) {
  if (!has_zone(input, ZoneRole::my_number)) return not_applicable(Message::no_my_number_zone);
  Judgement judgement;
  const std::vector<SegmentId> segments = segments_of(input, ZoneRole::my_number);
  for (const SegmentId id : segments) judge_segment(input, id, judgement);
  judge_hosts(input, segments, judgement);
  if (!segments.empty()) return settle(std::move(judgement), input);
  judgement.declared.clear();  // whatever is declared of hosts that are cabled to nothing
  return settle(std::move(judgement), input, VerdictKind::vacuous);
}

}  // namespace

Predicate p_mn6() {
  return {"P-MN6",
          "6(3)ア",
          "high",
          "MN-WIRELESS",
          PredicateBasis::model,
          Message::p_mn6_title,
          Message::p_mn6_explanation,
          Message::p_mn6_advice,
          judge};
}

}  // namespace sekimori
