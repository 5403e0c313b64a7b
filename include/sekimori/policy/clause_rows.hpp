// Every clause of the city's policy (情報セキュリティ基本方針) and how it stands: proved, declared, for a person, or out of scope.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "sekimori/policy/predicate.hpp"

namespace sekimori {

enum class ClauseStanding : std::uint8_t { proved, violated, inconclusive, declared, human, out_of_scope };
/// "proved", "violated", "inconclusive", "declared", "human", "out-of-scope"
[[nodiscard]] std::string to_text(ClauseStanding standing);

struct ClauseRow {
  std::string clause;  ///< "6(3)ア"
  Text title;
  ClauseStanding standing = ClauseStanding::human;
  std::vector<std::string> predicates;  ///< that judge it
  Text why;                             ///< the question to a person, or why it is out of scope
};

/// One row for each clause 2(1)…(17), 5, 6(1)…(8), 7…10, in their order. Its standing is the worst of its predicates'.
[[nodiscard]] std::vector<ClauseRow> clause_rows(std::span<const PredicateVerdict> verdicts);

}  // namespace sekimori
