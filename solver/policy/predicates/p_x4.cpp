// P-X4: what stores and passes on (directories, file stores, printers, update and backup servers) serves one zone, or more by ledger rows
// that are exceptions in their form (EX of domain.md), and carries nothing of a packet that gets through.
#include <algorithm>

#include "places.hpp"
#include "predicates.hpp"
#include "specified_rows.hpp"

namespace sekimori {
namespace {

constexpr std::string_view kShared[] = {
    "ad",     "domain-controller", "nas",    "file-server", "mfp",   "printer",    "print-server", "ntp",    "dns",        "wsus",
    "av",     "antivirus",         "update", "backup",      "proxy", "monitoring", "nms",          "syslog", "log-server", "hypervisor",
    "vcenter"};

bool is_shared(const Host& host) {
  return is_city(host) && !std::holds_alternative<Sanitiser>(host.role) && host.relays &&
         (std::ranges::find(kShared, host.kind) != std::end(kShared) || host.attributes.contains("serves"));
}

std::optional<ZoneId> zone_of_end(const Network& network, const EndpointRef& ref) {
  const auto* host = std::get_if<HostId>(&ref);
  return host == nullptr ? std::nullopt : std::optional(network.at(*host).zone);
}

struct RowZones {
  Zones admitted;  ///< joined to the host by a row that the matrix admits and that is limited as an exception must be (P-MN2)
  Zones all;       ///< by whatever row
};

RowZones zones_of_rows(const PredicateInput& input, HostId id) {
  RowZones zones;
  const ZoneId own = input.network.at(id).zone;
  for (const LedgerRow& row : input.policy.ledger) {
    const bool limited = !is_specified(input.network, row) || form_faults(input, row).empty();
    const auto collect = [&](const std::vector<EndpointRef>& mine, const std::vector<EndpointRef>& theirs, bool opens) {
      if (std::ranges::find(mine, EndpointRef(id)) == mine.end()) return;
      for (const EndpointRef& ref : theirs) {
        const auto zone = zone_of_end(input.network, ref);
        if (!zone || *zone == own) continue;
        zones.all.insert(*zone);
        const bool admits = opens ? admits_rows(input.policy, own, *zone) : admits_rows(input.policy, *zone, own);
        if (admits && limited) zones.admitted.insert(*zone);
      }
    };
    collect(row.src, row.dst, true);
    collect(row.dst, row.src, false);
  }
  return zones;
}

Zones declared_zones(const PredicateInput& input, const Host& host, Judgement& judgement) {
  Zones zones;
  const auto serves = declared(input.network, host, "serves");
  if (!serves) return zones;
  judgement.declared.push_back(serves->by);
  for (const std::string& name : members(serves->value)) {
    if (const auto zone = find_zone(input.network, name)) {
      zones.insert(*zone);
    } else {
      judgement.findings.push_back({VerdictKind::inconclusive, sentence(Message::p_x4_no_zone, {host.name, name}), host.name, serves->at});
    }
  }
  return zones;
}

Zones zones_of_attachments(const PredicateInput& input, const std::vector<Zones>& by_segment, HostId id) {
  Zones zones{input.network.at(id).zone};
  for (std::size_t i = 0; i < by_segment.size(); ++i) {
    const Segment& segment = input.graph.segments.segments[i];
    const bool here = std::ranges::any_of(segment.hosts, [&](const SegmentHost& on) { return on.host == id; });
    if (here) zones.insert(by_segment[i].begin(), by_segment[i].end());
  }
  return zones;
}

/// The witness of a violated cell that the host sends to, or gets from, another zone.
void judge_witnesses(const PredicateInput& input, const Host& host, Judgement& judgement) {
  for (const CellOutcome& cell : input.cells) {
    if (cell.verdict != VerdictKind::violated) continue;
    const auto leg = std::ranges::find_if(cell.crossed, [&](const CrossedZones& it) { return it.from == host.name || it.to == host.name; });
    if (leg == cell.crossed.end()) continue;
    judgement.findings.push_back(
        {VerdictKind::violated, sentence(Message::p_x4_witness, {host.name, host.kind, leg->from, leg->to, cell.id}), host.name, host.at});
    return;
  }
}

void judge_host(const PredicateInput& input, const std::vector<Zones>& by_segment, HostId id, Judgement& judgement) {
  const Host& host = input.network.at(id);
  judge_witnesses(input, host, judgement);
  const Zones attached = zones_of_attachments(input, by_segment, id);
  if (attached.size() > 1) {
    judgement.findings.push_back(
        {VerdictKind::violated, sentence(Message::p_x4_attached, {host.name, host.kind, names_of(input, attached)}), host.name, host.at});
  }
  const RowZones rows = zones_of_rows(input, id);
  Zones served = declared_zones(input, host, judgement);
  served.insert(rows.all.begin(), rows.all.end());
  served.erase(host.zone);
  for (const ZoneId zone : served) {
    if (rows.admitted.contains(zone)) continue;
    const Text name = label_of(input.graph.zones.at(zone.index));
    judgement.findings.push_back(
        {VerdictKind::violated, sentence(Message::p_x4_serves, {host.name, host.kind, name, name}), host.name, host.at});
  }
  for (auto a = served.begin(); a != served.end(); ++a) {
    for (auto b = std::next(a); b != served.end(); ++b) {
      if (admits_rows(input.policy, *a, *b) || admits_rows(input.policy, *b, *a)) continue;
      judgement.findings.push_back({VerdictKind::unattested,
                                    sentence(Message::p_x4_between, {host.name, host.kind, label_of(input.graph.zones.at(a->index)),
                                                                     label_of(input.graph.zones.at(b->index))}),
                                    host.name, host.at});
    }
  }
}

Judgement judge(const PredicateInput& input) {
  Judgement judgement;
  bool any = false;
  const std::vector<Zones> by_segment = zones_by_segment(input);
  for (std::size_t i = 0; i < input.network.hosts.size(); ++i) {
    if (!is_shared(input.network.hosts[i])) continue;
    any = true;
    judge_host(input, by_segment, make_id<HostId>(i), judgement);
  }
  if (!any) return not_applicable(Message::p_x4_none);
  return settle(std::move(judgement), input);
}

}  // namespace

Predicate p_x4() {
  return {
      "P-X4", "6(6)", "high", "SHARED-SERVICE", PredicateBasis::model, Message::p_x4_title, Message::p_x4_explanation, Message::p_x4_advice,
      judge};
}

}  // namespace sekimori
