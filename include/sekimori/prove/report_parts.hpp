// The parts of a report that no search is needed for: `verify` puts them together once, `check` once more, to compare.
#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "sekimori/policy/policy.hpp"
#include "sekimori/prove/verdict.hpp"
#include "sekimori/prove/verify.hpp"

namespace sekimori {

/// The network as it is at this level, if it is another one: a compromised host obeys no filter of its own (E7, E8).
[[nodiscard]] std::optional<Network> network_at(const Network& network, Threat threat);
/// Assumptions that could spoil a proof (A2), and the network with such lines at their worst.
[[nodiscard]] std::vector<AssumptionId> opening_assumptions(const Network& network);
[[nodiscard]] Network under_havoc(const Network& network, const std::vector<AssumptionId>& assumptions);
/// The flow graph that is searched and proved on at this level.
[[nodiscard]] FlowGraph flow_graph_at(const Network& network, Threat threat, RoutingTier tier);
/// A row of the matrix before anything is known of it: vacuous.
[[nodiscard]] CellVerdict blank_cell(const std::vector<Zone>& zones, ZoneId from, ZoneId to, Threat threat);
/// What the numbers of certificates on this graph stand for.
[[nodiscard]] GraphLegend legend_of(const Network& network, const FlowGraph& graph, std::string name);
/// Stable code and its sentences. Errors: an unknown code gives itself as text, so that nothing is silent.
[[nodiscard]] Reason reason_of(std::string_view code);
/// Why an endpoint passes on what it holds, as witnesses say it.
[[nodiscard]] std::string relay_reason(const FlowGraph& graph, FlowEndpointId id);
/// Lines on the path that let the packet pass, each once, in path order.
[[nodiscard]] std::vector<SourceRange> culprits_of(const Witness& witness);

/// Everything in a report but its cells and their proofs: names, coverage, residual paths; with a pack, predicates and clauses, which need
/// `graph`, of the current routing. `report.zones`, `cells` and `threat` must be set. `zones`: of the graph, all of them. `jobs`: threads,
/// at most.
void add_context(const Network& network, const Policy& policy, std::optional<std::chrono::year_month_day> today,
                 const std::vector<Zone>& zones, const FlowGraph* graph, unsigned jobs, Report& report);
/// Implicit zones come last; those without a cell of their own are no row of the matrix.
void drop_unjudged_zones(Report& report);

}  // namespace sekimori
