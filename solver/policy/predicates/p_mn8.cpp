// P-MN8: data of applications is taken in from the LGWAN-connected zone in the standard shape only: the My Number side fetches it from the
// gateway server (連携サーバ), which stands between firewalls and scans for viruses. What else passes there is P-MN1's.
#include <algorithm>

#include "facts.hpp"
#include "predicates.hpp"

namespace sekimori {
namespace {

void violate(Message message, const std::string& subject, SourceRange at, Judgement& judgement) {
  judgement.findings.push_back({VerdictKind::violated, sentence(message, {subject}), subject, at});
}

std::optional<Declared> part_of(const PredicateInput& input, const Host& host) { return declared(input.network, host, "role"); }

bool is_gateway(const PredicateInput& input, const Host& host) {
  const auto part = part_of(input, host);
  return host.kind == "gateway-server" || (part && part->value == "renkei");
}

/// Every device that routes on its segments is a firewall, and there is one: nothing goes round it.
bool is_behind_firewall(const PredicateInput& input, const Host& host) {
  bool any = false;
  for (const Segment& segment : input.graph.segments.segments) {
    const auto mine = [&](const SegmentHost& on) { return &input.network.at(on.host) == &host; };
    if (std::ranges::none_of(segment.hosts, mine)) continue;
    if (segment.layer3.empty()) return false;
    for (const InterfaceId id : segment.layer3) {
      const Device& device = input.network.at(input.network.at(id).device);
      if (device.kind != DeviceKind::firewall && !device.firewall) return false;
    }
    any = true;
  }
  return any;
}

void judge_gateway(const PredicateInput& input, const Host& host, Judgement& judgement) {
  if (!is_in(input.network, host, ZoneRole::lgwan_zone)) violate(Message::p_mn8_elsewhere, host.name, host.at, judgement);
  if (!is_behind_firewall(input, host)) violate(Message::p_mn8_no_firewall, host.name, host.at, judgement);
  if (const auto part = part_of(input, host); part && host.kind != "gateway-server") judgement.declared.push_back(part->by);
  ask(input, host, "av-scan", {"yes"}, judgement);
}

/// The end of a row in the LGWAN-connected zone, when nothing makes it a gateway server.
void judge_other(const PredicateInput& input, const Host& host, Judgement& judgement) {
  const bool silent = !part_of(input, host) && host.kind == "server";
  judgement.findings.push_back({silent ? VerdictKind::unattested : VerdictKind::violated,
                                sentence(silent ? Message::p_mn8_unknown : Message::p_mn8_no_gateway, {host.name}), host.name, host.at});
}

/// Hosts that the My Number zone takes data from: the other ends of its rows in the LGWAN-connected zone, and gateways wherever they are.
std::set<HostId> peers_of(const PredicateInput& input, Judgement& judgement) {
  std::set<HostId> peers;
  for (const LedgerRow& row : input.policy.ledger) {
    if (carries_screens_only(input, row)) continue;  // P-MN7's
    if (joins(input.network, row, ZoneRole::my_number, ZoneRole::lgwan_zone) && has_host_in(input.network, row.src, ZoneRole::lgwan_zone)) {
      violate(Message::p_mn8_opener, row.id, row.at, judgement);
    }
    const bool mine = has_host_in(input.network, row.src, ZoneRole::my_number) || has_host_in(input.network, row.dst, ZoneRole::my_number);
    if (!mine) continue;
    for (const auto* end : {&row.src, &row.dst}) {
      for (const EndpointRef& ref : *end) {
        const auto* id = std::get_if<HostId>(&ref);
        if (id == nullptr || is_in(input.network, input.network.at(*id), ZoneRole::my_number)) continue;
        const Host& host = input.network.at(*id);
        if (is_in(input.network, host, ZoneRole::lgwan_zone) || is_gateway(input, host)) peers.insert(*id);
      }
    }
  }
  return peers;
}

Judgement judge(const PredicateInput& input) {
  if (!has_zone(input, ZoneRole::my_number)) return not_applicable(Message::no_my_number_zone);
  Judgement judgement;
  const std::set<HostId> peers = peers_of(input, judgement);
  if (peers.empty()) return not_applicable(Message::p_mn8_none);
  for (const HostId id : peers) {
    const Host& host = input.network.at(id);
    is_gateway(input, host) ? judge_gateway(input, host, judgement) : judge_other(input, host, judgement);
  }
  return settle(std::move(judgement), input, VerdictKind::unattested);
}

}  // namespace

Predicate p_mn8() {
  return {"P-MN8",
          "6(3)ア",
          "high",
          "MN-IMPORT",
          PredicateBasis::declared,
          Message::p_mn8_title,
          Message::p_mn8_explanation,
          Message::p_mn8_advice,
          judge};
}

}  // namespace sekimori
