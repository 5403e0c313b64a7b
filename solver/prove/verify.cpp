// The network is assessed as read and, if some lines were not understood, once more with those lines at their worst (A2). A cell is proved
// only if it is proved in both; it is violated only by a packet that the simulator delivered as read, past no line that may drop it (A3).
#include "sekimori/prove/verify.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "assess.hpp"
#include "reasons.hpp"
#include "sekimori/prove/report_parts.hpp"

namespace sekimori {
namespace {

std::map<ZonePair, const CellVerdict*> by_name(const Assessment& assessment) {
  std::map<ZonePair, const CellVerdict*> cells;
  for (const auto& [key, verdict] : assessment.cells) {
    cells[{assessment.zones[key.first.index].name, assessment.zones[key.second.index].name}] = &verdict;
  }
  return cells;
}

void demote(CellVerdict& verdict, std::string_view code, std::vector<AssumptionId> assumptions) {
  verdict.verdict = VerdictKind::inconclusive;
  verdict.reason = reason_of(code);
  verdict.tier.reset();
  verdict.basis.clear();
  verdict.spoof_robust.reset();
  verdict.certificate.reset();
  verdict.obligations = 0;
  verdict.assumptions = std::move(assumptions);
}

/// Of `only`, those that were not proved.
std::set<ZonePair> not_proved(const Assessment& assessment, const std::set<ZonePair>& only) {
  std::set<ZonePair> open;
  for (const auto& [name, verdict] : by_name(assessment)) {
    if (only.contains(name) && verdict->verdict != VerdictKind::proved) open.insert(name);
  }
  return open;
}

std::set<ZonePair> proved(const Assessment& assessment) {
  std::set<ZonePair> cells;
  for (const auto& [name, verdict] : by_name(assessment)) {
    if (verdict->verdict == VerdictKind::proved) cells.insert(name);
  }
  return cells;
}

/// A2: what rests on a line that was not understood.
void apply_havoc(Assessment& plain, const Assessment& harsh, const std::vector<AssumptionId>& lines,
                 const std::map<ZonePair, std::vector<AssumptionId>>& rested_on) {
  const auto worst = by_name(harsh);
  for (auto& [key, verdict] : plain.cells) {
    if (verdict.verdict != VerdictKind::proved) continue;
    const ZonePair name{plain.zones[key.first.index].name, plain.zones[key.second.index].name};
    const auto found = worst.find(name);
    if (found == worst.end() || found->second->verdict != VerdictKind::proved) {
      const auto known = rested_on.find(name);
      demote(verdict, "rests-on-assumption", known == rested_on.end() ? lines : known->second);
      continue;
    }
    const CellVerdict as_read = verdict;
    verdict = *found->second;
    verdict.from = as_read.from;
    verdict.to = as_read.to;
    verdict.assumptions = lines;
  }
}

std::string device_of(const Network& network, const AssumptionScope& scope) {
  if (const auto* device = std::get_if<DeviceId>(&scope)) return network.at(*device).name;
  if (const auto* interface = std::get_if<InterfaceId>(&scope)) return network.at(network.at(*interface).device).name;
  if (const auto* vrf = std::get_if<VrfId>(&scope)) return network.at(network.at(*vrf).device).name;
  if (const auto* filter = std::get_if<FilterId>(&scope)) return network.at(network.at(*filter).device).name;
  if (const auto* host = std::get_if<HostId>(&scope)) return network.at(*host).name;
  if (const auto* opened = std::get_if<HelperSessions>(&scope)) return network.at(opened->device).name;
  return {};
}

bool touches(const Network& network, const Witness& witness, const AssumptionScope& scope) {
  if (std::holds_alternative<WholeNetwork>(scope)) return true;
  const std::string device = device_of(network, scope);
  const auto* interface = std::get_if<InterfaceId>(&scope);
  for (const WitnessLeg& leg : witness.legs) {
    for (const Hop& hop : leg.hops) {
      if (hop.device != device) continue;
      if (interface == nullptr || hop.in == network.at(*interface).name || hop.out == network.at(*interface).name) return true;
    }
  }
  return false;
}

/// A3: a witness past a line that may drop it shows nothing.
void apply_closing_lines(const Network& network, Assessment& assessment) {
  for (auto& [key, verdict] : assessment.cells) {
    if (verdict.verdict != VerdictKind::violated || !verdict.witness) continue;
    std::vector<AssumptionId> closing;
    for (std::size_t i = 0; i < network.assumptions.size(); ++i) {
      const Assumption& assumption = network.assumptions[i];
      if (may_close(assumption.effect) && touches(network, *verdict.witness, assumption.scope)) closing.push_back(make_id<AssumptionId>(i));
    }
    if (!closing.empty()) demote(verdict, "witness-on-assumption", closing);
  }
}

/// E2: nobody knows what is on a segment without a zone, so a proof must hold on both sides of it.
void apply_unzoned_segments(Assessment& assessment) {
  std::vector<ZoneId> unzoned;
  for (std::uint32_t i = 0; i < assessment.zones.size(); ++i) {
    const Zone& zone = assessment.zones[i];
    if (zone.implicit && zone.name != "devices") unzoned.push_back(ZoneId{i});
  }
  const auto as_decided = assessment.cells;
  const auto is_clean = [&](ZoneId from, ZoneId to) {
    const auto found = as_decided.find({from, to});
    return found == as_decided.end() || found->second.verdict == VerdictKind::proved || found->second.verdict == VerdictKind::vacuous;
  };
  for (auto& [key, verdict] : assessment.cells) {
    const auto [from, to] = key;
    if (verdict.verdict != VerdictKind::proved || assessment.zones[from.index].implicit || assessment.zones[to.index].implicit) continue;
    const bool clean =
        std::all_of(unzoned.begin(), unzoned.end(), [&, a = from, b = to](ZoneId z) { return is_clean(a, z) && is_clean(z, b); });
    if (!clean) demote(verdict, "unzoned-segment", {});
  }
}

/// With names of its own for everything that goes into the evidence.
Assessment assess_under_havoc(const Network& network, const std::vector<AssumptionId>& lines, const Policy& policy,
                              const VerifyOptions& options) {
  Assessment harsh = assess(under_havoc(network, lines), policy, options);
  for (auto& certificate : harsh.certificates) {
    certificate.name = "havoc_" + certificate.name;
    certificate.graph = "havoc_" + certificate.graph;
    certificate.havoc = lines;
    if (!certificate.rests_on.empty()) certificate.rests_on = "havoc_" + certificate.rests_on;
  }
  for (auto& graph : harsh.graphs) graph.name = "havoc_" + graph.name;
  for (auto& [key, verdict] : harsh.cells) {
    if (verdict.certificate) verdict.certificate = "certificates/havoc_" + verdict.certificate->substr(std::string("certificates/").size());
  }
  return harsh;
}

void append_proofs(Report& report, Assessment& assessment, std::map<std::string, Obligation>& all,
                   std::set<std::string, std::less<>>& reused) {
  for (auto& certificate : assessment.certificates) report.certificates.push_back(std::move(certificate));
  for (auto& graph : assessment.graphs) report.graphs.push_back(std::move(graph));
  for (auto& [hash, obligation] : assessment.memo.known) {
    if (obligation.unsat) all.emplace(hash, std::move(obligation));
  }
  reused.insert(assessment.memo.reused.begin(), assessment.memo.reused.end());
  report.stats.obligations += assessment.memo.asked;
  report.stats.refinements += assessment.refinements;
}

/// One entry per rule, with all the cells whose certificates need it.
std::vector<Support> supports_of_cells(const Report& report) {
  std::map<std::string, const Certificate*> by_file;
  for (const Certificate& certificate : report.certificates) by_file[fmt::format("certificates/{}.json", certificate.name)] = &certificate;
  std::map<std::tuple<SourceRange, std::string, std::string, std::string>, Support> found;
  for (const CellVerdict& cell : report.cells) {
    // Cells of one certificate share its invariant; those that no path leads to need no rule of it.
    if (cell.verdict != VerdictKind::proved || !cell.certificate || cell.basis == "physical") continue;
    for (const Support& support : by_file.at(*cell.certificate)->supports) {
      Support& sum = found.try_emplace({support.at, support.device, support.list, support.rule}, support).first->second;
      sum.cells.push_back(cell.id);
    }
  }
  std::vector<Support> supports;
  for (auto& [key, support] : found) {
    std::ranges::sort(support.cells);
    supports.push_back(std::move(support));
  }
  return supports;
}

}  // namespace

std::set<std::string, std::less<>> proved_obligations(const Report& report) {
  std::set<std::string, std::less<>> hashes;
  for (const Obligation& obligation : report.obligations) {
    if (obligation.unsat) hashes.insert(obligation.sha256);
  }
  return hashes;
}

Report verify(const Network& given, const Policy& policy, const VerifyOptions& options) {
  const std::optional<Network> bare = network_at(given, options.threat);
  const Network& network = bare ? *bare : given;
  Report report;
  report.threat = options.threat;
  Assessment assessment = assess(network, policy, options);
  std::map<std::string, Obligation> obligations;
  std::set<std::string, std::less<>> reused;
  if (const auto lines = opening_assumptions(network); !lines.empty()) {
    Assessment harsh = assess_under_havoc(network, lines, policy, options);
    VerifyOptions plainly = options;
    plainly.spoofing = false;
    const auto is_open = [&](const std::vector<AssumptionId>& some, const std::set<ZonePair>& cells) {
      return not_proved(assess(under_havoc(network, some), policy, plainly, &cells), cells);
    };
    apply_havoc(assessment, harsh, lines, lines_rested_on(network, lines, not_proved(harsh, proved(assessment)), is_open));
    append_proofs(report, harsh, obligations, reused);
  }
  apply_closing_lines(network, assessment);
  apply_unzoned_segments(assessment);
  append_proofs(report, assessment, obligations, reused);
  report.zones = assessment.zones;
  for (auto& [key, verdict] : assessment.cells) {
    // A segment that belongs to no zone is judged as one (E2); the devices' own selves are relays, no place for data.
    const bool unzoned = assessment.zones[key.first.index].implicit || assessment.zones[key.second.index].implicit;
    if (!unzoned || verdict.verdict != VerdictKind::vacuous) report.cells.push_back(std::move(verdict));
  }
  drop_unjudged_zones(report);
  if (options.supports) report.supports = supports_of_cells(report);
  for (auto& [hash, obligation] : obligations) report.obligations.push_back(std::move(obligation));
  report.stats.distinct_obligations = report.obligations.size();
  report.stats.reused_obligations = reused.size();
  add_context(network, policy, options.today, assessment.zones, assessment.graph ? &*assessment.graph : nullptr, options.jobs, report);
  return report;
}

}  // namespace sekimori
