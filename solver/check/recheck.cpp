// In the order of the argument: each certificate's problem is built from the model (C2), its sets are checked and its items demanded
// (theorem.cpp), its obligations are printed; then each verdict is held against the certificates; then the rest of the report is computed.
#include "sekimori/check/recheck.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "breach.hpp"
#include "levels.hpp"
#include "sekimori/base/messages.hpp"
#include "sekimori/check/theorem.hpp"
#include "sekimori/check/witness_file.hpp"
#include "sekimori/policy/cells.hpp"
#include "sekimori/prove/certificate.hpp"
#include "sekimori/prove/report_parts.hpp"

namespace sekimori {
namespace {

constexpr std::string_view kVerdictsFile = "verdicts.json";

std::string path_of(const Certificate& certificate) { return fmt::format("certificates/{}.json", certificate.name); }

/// A certificate that holds if its obligations do.
struct Sound {
  const Certificate* certificate = nullptr;
  std::set<std::string> physical;  ///< target zones that nothing connects
};

class Rechecker {
 public:
  Rechecker(const Network& network, const Policy& policy, EvidenceClaims claims, std::optional<std::chrono::year_month_day> today)
      : network_(network), policy_(policy), claims_(std::move(claims)), today_(today) {
    result_.findings = std::move(claims_.findings);
    for (const CellVerdict& cell : claims_.report.cells) levels_.try_emplace(cell.threat, network_, cell.threat);
    levels_.try_emplace(claims_.report.threat, network_, claims_.report.threat);
  }

  Recheck run() && {
    result_.report.threat = claims_.report.threat;
    result_.report.stats = claims_.report.stats;
    check_certificates();
    rebuild_cells();
    finish();
    return std::move(result_);
  }

 private:
  void find(const std::string& file, Message what, const std::vector<Text>& arguments = {}) {
    result_.findings.push_back({file, sentence(what, arguments)});
  }

  // Certificates.

  /// Those of one graph.
  using Place = std::tuple<Threat, bool, RoutingTier>;  ///< havocked?

  void check_certificates() {
    std::ranges::sort(claims_.report.certificates, {}, &Certificate::name);
    std::map<Place, std::vector<Certificate*>> by_graph;
    for (Certificate& it : claims_.report.certificates) {
      if (!certificates_.try_emplace(it.name, &it).second) find(path_of(it), Message::check_same_name);
      by_graph[{it.threat, !it.havoc.empty(), it.tier}].push_back(&it);
    }
    for (auto& [place, certificates] : by_graph) check_on_graph(place, certificates);
  }

  void check_on_graph(const Place& place, const std::vector<Certificate*>& certificates) {
    const auto [threat, havocked, tier] = place;
    const auto level = levels_.find(threat);
    const World* world = level == levels_.end() ? nullptr : havocked ? &level->second.havocked : &level->second.plain;
    if (world == nullptr || world->network == nullptr) {
      for (const Certificate* it : certificates) find(path_of(*it), Message::check_no_such_question);
      return;
    }
    FlowGraph graph = flow_graph_at(*world->network, threat, tier);
    const std::vector<CellGroup> groups = plan_cells(*world->network, policy_, graph, {threat, false});
    const RelationTable relations = number_relations(graph);
    for (Certificate* it : certificates) {
      if (it->havoc != world->lines) {
        find(path_of(*it), Message::check_wrong_havoc);
        continue;
      }
      const auto [named, is_new] = graphs_.try_emplace(it->graph, place);
      if (named->second != place) {
        find(path_of(*it), Message::check_same_graph);
        continue;
      }
      if (is_new) result_.report.graphs.push_back(legend_of(*world->network, graph, it->graph));
      check_certificate(*it, graph, relations, groups);
    }
  }

  /// The problem whose answer the certificate claims to be (C2): from the model and the policy alone.
  std::optional<FlowProblem> problem_of(const Certificate& it, const FlowGraph& graph, const RelationTable& relations,
                                        const std::vector<CellGroup>& groups, std::vector<ZoneId>& targets) {
    if (std::set<std::string>(it.to.begin(), it.to.end()).size() != it.to.size()) return std::nullopt;
    if (it.from.empty()) {
      FlowProblem any;
      any.graph = &graph;
      any.relations = &relations;
      any.threat = it.threat;
      any.spoofing = it.spoofing;
      const bool plain = it.to.empty() && it.dropped_nodes.empty() && it.rests_on.empty();
      return plain ? std::optional(initiations_of(any)) : std::nullopt;
    }
    const auto named = [&](ZoneId zone, const std::string& name) { return graph.zones.at(zone.index).name == name; };
    const auto group = std::ranges::find_if(groups, [&](const CellGroup& g) {
      return named(g.from, it.from) && !it.to.empty() && std::ranges::all_of(it.to, [&](const std::string& name) {
               return std::ranges::any_of(g.to, [&](ZoneId zone) { return named(zone, name); });
             });
    });
    if (group == groups.end()) return std::nullopt;
    for (const ZoneId zone : group->to) {
      if (std::ranges::any_of(it.to, [&](const std::string& name) { return named(zone, name); })) targets.push_back(zone);
    }
    FlowProblem problem = group->problem;
    problem.relations = &relations;
    problem.spoofing = it.spoofing;
    return drop_nodes(problem, it.dropped_nodes) ? std::optional(std::move(problem)) : std::nullopt;
  }

  /// X5. Dropping one that is no source would take obligations away.
  static bool drop_nodes(FlowProblem& problem, const std::vector<std::string>& names) {
    for (const std::string& name : names) {
      const auto node = std::ranges::find_if(problem.nodes, [&](const CrossingNode& n) {
        return problem.graph->at(n.node).name == name && std::ranges::find(problem.sources, n.node) != problem.sources.end();
      });
      if (node == problem.nodes.end()) return false;
      drop_node(problem, FlowEndpointId(node->node));
    }
    return true;
  }

  void check_certificate(Certificate& it, const FlowGraph& graph, const RelationTable& relations, const std::vector<CellGroup>& groups) {
    ++result_.certificates;
    std::vector<ZoneId> targets;
    auto problem = problem_of(it, graph, relations, groups, targets);
    if (!problem) return find(path_of(it), Message::check_no_such_question);
    std::optional<Invariant> asked;
    if (!it.rests_on.empty()) {
      asked = initiations_for(it, graph, relations);
      if (!asked) return find(path_of(it), Message::check_no_initiations);
      problem->asked = &*asked;
    }
    if (!has_places_of(*problem, *it.data))
      return find(path_of(it), Message::check_set_defect, {"C6: the invariant is not of this graph and these crossings"});
    const Invariant invariant = invariant_of(*it.data);
    const auto defects = set_defects(*problem, invariant, targets);
    for (const std::string& defect : defects) find(path_of(it), Message::check_set_defect, {defect});
    if (!defects.empty()) return;
    CertificateDraft draft = draft_certificate(*problem, invariant, targets, hint_of(*it.data, invariant));
    if (!draft.broken.empty()) return find(path_of(it), Message::check_set_defect, {draft.broken.front()});
    if (!same_items(draft, demanded_items(*problem, invariant))) return find(path_of(it), Message::check_incomplete);
    keep(it, std::move(draft));
    Sound sound{&it, {}};
    const auto connected = connected_zones(*problem);
    for (const ZoneId zone : targets) {
      if (!connected.contains(zone)) sound.physical.insert(graph.zones.at(zone.index).name);
    }
    sound_.insert_or_assign(it.name, std::move(sound));
  }

  /// G of C0: proved by a certificate of the same graph and senders, whose own obligations are among ours.
  std::optional<Invariant> initiations_for(const Certificate& it, const FlowGraph& graph, const RelationTable& relations) {
    const auto found = certificates_.find(it.rests_on);
    if (found == certificates_.end()) return std::nullopt;
    const Certificate& g = *found->second;
    const bool fits = g.from.empty() && g.threat == it.threat && g.tier == it.tier && g.spoofing == it.spoofing && g.havoc == it.havoc;
    if (!fits) return std::nullopt;
    std::vector<ZoneId> none;
    const auto problem = problem_of(g, graph, relations, {}, none);
    if (!problem || !has_places_of(*problem, *g.data)) return std::nullopt;
    Invariant invariant = invariant_of(*g.data);
    return set_defects(*problem, invariant, {}).empty() ? std::optional(std::move(invariant)) : std::nullopt;
  }

  /// Before memory is taken for what somebody claims.
  static bool has_places_of(const FlowProblem& problem, const ProofData& data) {
    return data.tags == problem.tags() && data.locations == problem.graph->locations.size() &&
           data.endpoints == problem.graph->endpoints.size() && std::ranges::all_of(data.widenings, [&](const ProofData::Widening& it) {
             return it.edges.empty() || it.edges.back() < problem.graph->edges.size();
           });
  }

  /// C6: equality of sets.
  static bool same_items(const CertificateDraft& draft, const std::set<ItemKey>& demanded) {
    std::set<ItemKey> shown;
    for (const CertificateItem& item : draft.items) {
      if (item.obligation >= draft.obligations.size()) return false;
      shown.insert(item.key);
    }
    return shown == demanded;
  }

  void keep(Certificate& it, CertificateDraft draft) {
    it.items = std::move(draft.items);
    it.obligations.clear();
    result_.items += it.items.size();
    for (Obligation& obligation : draft.obligations) {
      it.obligations.push_back(obligation.sha256);
      if (known_.insert(obligation.sha256).second) result_.report.obligations.push_back(std::move(obligation));
    }
  }

  // Cells.

  std::string_view zone(const std::vector<Zone>& zones, ZoneId id) const { return zones.at(id.index).name; }

  /// X3: every ordered pair has its verdict, at every level that is spoken of.
  void rebuild_cells() {
    for (const CellVerdict& cell : claims_.report.cells) {
      if (!claimed_.try_emplace(cell.id, &cell).second) find(std::string(kVerdictsFile), Message::check_cell_twice, {cell.id});
    }
    rebuild_level(claims_.report.threat);
    for (const auto& [threat, unused] : levels_) {
      if (threat != claims_.report.threat) rebuild_level(threat);
    }
    for (const auto& [id, unused] : claimed_) find(std::string(kVerdictsFile), Message::check_cell_unknown, {id});
    std::ranges::stable_sort(result_.report.cells, {}, [](const CellVerdict& it) { return std::tuple(it.from, it.to, it.threat); });
  }

  void rebuild_level(Threat threat) {
    const Level& level = levels_.at(threat);
    const bool headline = threat == claims_.report.threat;
    FlowGraph graph = flow_graph_at(*level.plain.network, threat, kTiers[0]);
    if (headline) result_.report.zones = all_zones_ = graph.zones;
    const std::vector<CellGroup> groups = plan_cells(*level.plain.network, policy_, graph, {threat, false});
    std::map<std::pair<ZoneId, ZoneId>, const FlowProblem*> judged;
    for (const CellGroup& group : groups) {
      for (const ZoneId to : group.to) judged.try_emplace({group.from, to}, &group.problem);
    }
    Simulator simulator(*level.plain.network);
    std::vector<CellVerdict> cells;
    for (std::uint32_t from = 0; from < graph.zones.size(); ++from) {
      for (std::uint32_t to = 0; to < graph.zones.size(); ++to) {
        if (from == to) continue;
        const auto judges = judged.find({{from}, {to}});
        const bool vacuous = judges == judged.end();
        if (vacuous && (graph.zones[from].implicit || graph.zones[to].implicit)) continue;
        CellVerdict cell = blank_cell(graph.zones, {from}, {to}, threat);
        if (!headline && !in_headline(cell, graph.zones)) continue;
        rebuild_cell(cell, vacuous ? nullptr : judges->second, level, graph, simulator);
        cells.push_back(std::move(cell));
      }
    }
    check_unzoned(cells, graph.zones);
    for (CellVerdict& cell : cells) {
      if (!headline) in_headline(cell, graph.zones, true);
      result_.report.cells.push_back(std::move(cell));
    }
    if (headline) drop_unjudged_zones(result_.report);
  }

  /// Zones of other levels go by their names.
  bool in_headline(CellVerdict& cell, const std::vector<Zone>& zones, bool move = false) const {
    const auto& ours = result_.report.zones;
    const auto from = std::ranges::find(ours, zones.at(cell.from.index).name, &Zone::name);
    const auto to = std::ranges::find(ours, zones.at(cell.to.index).name, &Zone::name);
    if (from == ours.end() || to == ours.end()) return false;
    if (move) {
      cell.from = make_id<ZoneId>(static_cast<std::size_t>(from - ours.begin()));
      cell.to = make_id<ZoneId>(static_cast<std::size_t>(to - ours.begin()));
    }
    return true;
  }

  /// `problem`: null for a cell without endpoints.
  void rebuild_cell(CellVerdict& cell, const FlowProblem* problem, const Level& level, const FlowGraph& graph, Simulator& simulator) {
    const auto found = claimed_.find(cell.id);
    if (found == claimed_.end()) return find(std::string(kVerdictsFile), Message::check_cell_missing, {cell.id});
    const CellVerdict& claim = *found->second;
    claimed_.erase(found);
    cell.verdict = claim.verdict;
    if ((problem == nullptr) != (claim.verdict == VerdictKind::vacuous))
      find(std::string(kVerdictsFile), Message::check_not_vacuous, {cell.id});
    cell.witness = claim.witness;
    const Arrivals arrivals = cell.witness ? replay(cell, claim, graph, simulator) : Arrivals{};
    switch (claim.verdict) {
      case VerdictKind::proved: return rebuild_proved(cell, claim, level, graph.zones);
      case VerdictKind::violated: return rebuild_violated(cell, problem, level, arrivals);
      case VerdictKind::vacuous: cell.reason = reason_of("zone-without-endpoints"); return;
      default: break;
    }
    cell.reason = claim.reason;
    for (const AssumptionId id : claim.assumptions) {
      if (id.index < level.plain.network->assumptions.size()) {
        cell.assumptions.push_back(id);
      } else {
        find(std::string(kVerdictsFile), Message::check_no_assumption, {cell.id});
      }
    }
    // A3: it was a violation until then.
    if (cell.witness && cell.reason && cell.reason->code == "witness-on-assumption") cell.culprits = culprits_of(*cell.witness);
    if (!cell.reason || cell.reason->en == cell.reason->code) find(std::string(kVerdictsFile), Message::check_no_reason, {cell.id});
  }

  Arrivals replay(CellVerdict& cell, const CellVerdict& claim, const FlowGraph& graph, Simulator& simulator) {
    ++result_.witnesses;
    if (!std::ranges::all_of(cell.witness->legs, [&](const WitnessLeg& leg) { return says_why(leg, graph); }))
      find(std::string(kVerdictsFile), Message::check_no_witness, {cell.id});
    Arrivals arrivals = replay_again(*cell.witness, simulator);
    if (cell.witness->replayed != claim.witness->replayed) find(std::string(kVerdictsFile), Message::check_not_replayed, {cell.id});
    return arrivals;
  }

  /// The claim names a certificate that says just this: zones, level, tier, senders, and every line that was not understood at its worst.
  void rebuild_proved(CellVerdict& cell, const CellVerdict& claim, const Level& level, const std::vector<Zone>& zones) {
    const auto bad = [&](Message what) { find(std::string(kVerdictsFile), what, {cell.id}); };
    cell.tier = claim.tier;
    cell.certificate = claim.certificate;
    cell.assumptions = level.havocked.lines;
    if (cell.witness) bad(Message::check_proved_with_witness);
    const auto sound = std::ranges::find_if(sound_, [&](const auto& it) { return claim.certificate == path_of(*it.second.certificate); });
    if (sound == sound_.end()) return bad(Message::check_no_certificate);
    const Certificate& it = *sound->second.certificate;
    const std::string from(zone(zones, cell.from)), to(zone(zones, cell.to));
    const bool says_so = it.from == from && std::ranges::find(it.to, to) != it.to.end() && it.threat == cell.threat &&
                         it.tier == claim.tier && std::ranges::find(it.cells, cell.id) != it.cells.end();
    if (!says_so) return bad(Message::check_other_cell);
    if (it.havoc != level.havocked.lines) return bad(Message::check_without_havoc);
    const Certificate* rests_on = nullptr;
    if (!it.rests_on.empty()) {
      const auto g = sound_.find(it.rests_on);
      if (g == sound_.end()) return bad(Message::check_no_certificate);
      rests_on = g->second.certificate;
    }
    cell.spoof_robust = claim.spoof_robust;
    if (claim.spoof_robust.value_or(false) && !it.spoofing) bad(Message::check_other_cell);
    cell.basis = sound->second.physical.contains(to) ? "physical" : "filters";
    cell.obligations = it.items.size() + (rests_on == nullptr ? 0 : rests_on->items.size());
  }

  /// A packet from the one zone arrives in the other, leg by leg, and nothing admits it.
  void rebuild_violated(CellVerdict& cell, const FlowProblem* problem, const Level& level, const Arrivals& arrivals) {
    cell.reason = reason_of("packet-gets-through");
    bool chained = problem != nullptr && cell.witness && cell.witness->replayed && !cell.witness->legs.empty();
    if (chained) {
      const FlowGraph& graph = *problem->graph;
      const auto& legs = cell.witness->legs;
      chained = std::ranges::any_of(graph.endpoints, [&](const FlowEndpoint& e) { return e.name == legs.back().to && e.zone == cell.to; });
      for (std::size_t i = 1; i < legs.size(); ++i) chained = chained && legs[i - 1].to == legs[i].from;
      for (const WitnessLeg& leg : legs) chained = chained && is_named(leg, graph);
    }
    if (!chained) return find(std::string(kVerdictsFile), Message::check_no_witness, {cell.id});
    if (!is_breach(*level.plain.network, *problem, *cell.witness, arrivals))
      return find(std::string(kVerdictsFile), Message::check_lawful, {cell.id});
    cell.culprits = culprits_of(*cell.witness);
  }

  /// E2: nobody knows what is on a segment without a zone, so a proof must hold on both sides of it.
  void check_unzoned(const std::vector<CellVerdict>& cells, const std::vector<Zone>& zones) {
    std::set<std::pair<ZoneId, ZoneId>> open;  // cells that are neither proved nor empty
    for (const CellVerdict& cell : cells) {
      if (cell.verdict != VerdictKind::proved && cell.verdict != VerdictKind::vacuous) open.emplace(cell.from, cell.to);
    }
    for (const CellVerdict& cell : cells) {
      if (cell.verdict != VerdictKind::proved || zones[cell.from.index].implicit || zones[cell.to.index].implicit) continue;
      for (std::uint32_t z = 0; z < zones.size(); ++z) {
        if (!zones[z].implicit || zones[z].name == "devices") continue;
        if (!open.contains({cell.from, ZoneId{z}}) && !open.contains({ZoneId{z}, cell.to})) continue;
        find(std::string(kVerdictsFile), Message::check_unzoned, {cell.id});
        break;
      }
    }
  }

  // The rest.

  void finish() {
    Report& report = result_.report;
    report.certificates = std::move(claims_.report.certificates);
    std::ranges::sort(report.obligations, {}, &Obligation::sha256);
    const Level& level = levels_.at(report.threat);
    const Network& network = *level.plain.network;
    std::optional<FlowGraph> graph;
    if (policy_.pack) {
      graph = flow_graph_at(network, report.threat, RoutingTier::current_routing);
      (void)plan_cells(network, policy_, *graph, {report.threat, false});  // appends its lists
    }
    add_context(network, policy_, today_, all_zones_, graph ? &*graph : nullptr, 1, report);
  }

  const Network& network_;
  const Policy& policy_;
  EvidenceClaims claims_;
  std::optional<std::chrono::year_month_day> today_;
  std::map<Threat, Level> levels_;
  std::map<std::string, Certificate*> certificates_;
  std::map<std::string, Place> graphs_;  ///< by the names of their legends
  std::map<std::string, Sound> sound_;
  std::set<std::string> known_;
  std::map<std::string, const CellVerdict*> claimed_;
  std::vector<Zone> all_zones_;
  Recheck result_;
};

}  // namespace

Recheck recheck(const Network& network, const Policy& policy, EvidenceClaims claims, std::optional<std::chrono::year_month_day> today) {
  return Rechecker(network, policy, std::move(claims), today).run();
}

}  // namespace sekimori
