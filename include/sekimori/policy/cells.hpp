// Policy x flow graph -> the problems to decide: one per source zone and set of admitted crossings, each answering many cells (X2, X3).
#pragma once

#include <string>
#include <vector>

#include "sekimori/policy/policy.hpp"
#include "sekimori/policy/problem.hpp"

namespace sekimori {

/// All target zones for which the same crossings hold; `problem.sources` are the endpoints of `from`.
struct CellGroup {
  ZoneId from;
  std::vector<ZoneId> to;
  FlowProblem problem;
};

struct CellOptions {
  Threat threat = Threat::relay;
  bool spoofing = false;
};

/// Every ordered pair of zones that have endpoints, including implicit zones other than "devices" (E2, X3). Appends the rule lists that
/// describe lawful intake to `graph`, which must outlive the groups. Deterministic.
[[nodiscard]] std::vector<CellGroup> plan_cells(const Network& network, const Policy& policy, FlowGraph& graph, const CellOptions& options);

/// Why a sanitiser is no valid crossing (X5): each a short English clause; empty when valid.
[[nodiscard]] std::vector<std::string> sanitiser_defects(const Sanitiser& sanitiser, const Policy& policy);

/// The policy clause that a cell stands for.
struct CellClause {
  std::string policy, clause, severity, code, title_en, title_ja;
};
[[nodiscard]] CellClause clause_of(const Zone& from, const Zone& to);

}  // namespace sekimori
