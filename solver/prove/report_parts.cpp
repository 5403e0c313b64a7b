#include "sekimori/prove/report_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "coverage.hpp"
#include "ledger_match.hpp"
#include "sekimori/model/host_filter.hpp"
#include "sekimori/policy/cells.hpp"

namespace sekimori {
namespace {

/// The legs of a witness that lead from one zone into another.
std::vector<CrossedZones> crossed_zones(const FlowGraph& graph, const Witness& witness) {
  const auto zone_of = [&](const std::string& name) {
    const auto found = std::ranges::find(graph.endpoints, name, &FlowEndpoint::name);
    return found == graph.endpoints.end() ? std::nullopt : std::optional(found->zone);
  };
  std::vector<CrossedZones> crossed;
  for (const WitnessLeg& leg : witness.legs) {
    if (zone_of(leg.from) != zone_of(leg.to)) crossed.push_back({leg.from, leg.to});
  }
  return crossed;
}

void judge(const Network& network, const Policy& policy, std::optional<std::chrono::year_month_day> today, const FlowGraph& graph,
           unsigned jobs, Report& report) {
  std::vector<CellOutcome> cells;
  for (const CellVerdict& cell : report.cells) {
    if (cell.threat != report.threat) continue;
    CellOutcome outcome{cell.id, cell.policy, cell.from, cell.to, cell.verdict, cell.tier, cell.families};
    if (cell.witness && cell.verdict == VerdictKind::violated) outcome.crossed = crossed_zones(graph, *cell.witness);
    if (cell.witness && cell.witness->legs.size() == 1) {
      const WitnessLeg& leg = cell.witness->legs.front();
      if (leg.phase == Phase::initiate) outcome.leg = DirectLeg{leg.from, leg.to, leg.packet};
    }
    cells.push_back(std::move(outcome));
  }
  report.pack = policy.pack;
  const std::vector<LedgerMatch> ledger = match_ledger(network, policy, graph, jobs);
  report.predicates =
      judge_predicates({network, policy, *policy.pack, graph, cells, report.coverage.required_flows, report.threat, today, ledger});
  report.clauses = clause_rows(report.predicates);
}

}  // namespace

std::optional<Network> network_at(const Network& network, Threat threat) {
  const bool has_bare_hosts = threat == Threat::compromise && std::ranges::any_of(network.devices, is_host_filter);
  return has_bare_hosts ? std::optional(without_host_filters(network)) : std::nullopt;
}

FlowGraph flow_graph_at(const Network& network, Threat threat, RoutingTier tier) {
  return build_flow_graph(network, {tier, threat == Threat::compromise, SessionBinding::device});
}

CellVerdict blank_cell(const std::vector<Zone>& zones, ZoneId from, ZoneId to, Threat threat) {
  const Zone& a = zones.at(from.index);
  const Zone& b = zones.at(to.index);
  const CellClause clause = clause_of(a, b);
  CellVerdict verdict;
  verdict.id = fmt::format("{}:{}->{}@{}", clause.policy, a.name, b.name, to_text(threat));
  verdict.policy = clause.policy;
  verdict.clause = clause.clause;
  verdict.severity = clause.severity;
  verdict.code = clause.code;
  verdict.title_en = clause.title_en;
  verdict.title_ja = clause.title_ja;
  verdict.from = from;
  verdict.to = to;
  verdict.threat = threat;
  verdict.families = {"v4", "v6"};
  verdict.verdict = VerdictKind::vacuous;
  return verdict;
}

GraphLegend legend_of(const Network& network, const FlowGraph& graph, std::string name) {
  GraphLegend legend;
  legend.name = std::move(name);
  for (std::size_t i = 0; i < graph.locations.size(); ++i) legend.locations.push_back(describe(network, graph, make_id<LocationId>(i)));
  for (const FlowEndpoint& endpoint : graph.endpoints) legend.endpoints.push_back(endpoint.name);
  for (const FlowEdge& edge : graph.edges) {
    legend.edges.push_back({to_text(edge.kind), legend.locations[edge.from.index], legend.locations[edge.to.index], edge.facts});
  }
  return legend;
}

void add_context(const Network& network, const Policy& policy, std::optional<std::chrono::year_month_day> today,
                 const std::vector<Zone>& zones, const FlowGraph* graph, unsigned jobs, Report& report) {
  report.network_name = network.name;
  report.model = policy.model;
  report.edition = policy.edition;
  ResidualPaths residual = residual_paths(network, policy);
  report.residual_paths = std::move(residual.paths);
  report.residuals_truncated = residual.truncated;
  report.coverage = coverage_of(network, policy, zones, jobs);
  if (policy.pack && graph != nullptr) judge(network, policy, today, *graph, jobs, report);
}

void drop_unjudged_zones(Report& report) {
  const auto is_judged = [&](std::size_t zone) {
    return std::ranges::any_of(report.cells, [&](const CellVerdict& c) { return c.from.index == zone || c.to.index == zone; });
  };
  while (!report.zones.empty() && report.zones.back().implicit && !is_judged(report.zones.size() - 1)) report.zones.pop_back();
}

}  // namespace sekimori
