// Two reports side by side: what a change turned. Used by `diff` (two snapshots) and `whatif` (a snapshot and its edits).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sekimori/load/scenario.hpp"
#include "sekimori/prove/verdict.hpp"

namespace sekimori {

/// A cell whose verdict is another, by index into the cells of its report; absent where that report does not judge the pair.
struct TurnedCell {
  std::string id;
  std::optional<std::size_t> before, after;
};

/// A cell that is proved in both reports, but by less: a weaker routing tier, or no longer with spoofed sources.
struct WeakenedCell {
  std::size_t before = 0, after = 0;
};

/// A required flow that one report delivers and the other does not, by index into Coverage::required_flows.
struct ChangedFlow {
  std::string row;
  std::optional<std::size_t> before, after;
};

/// A predicate whose verdict is another, by index into Report::predicates; absent where that report does not judge it.
struct TurnedPredicate {
  std::string id;
  std::optional<std::size_t> before, after;
};

struct Comparison {
  std::vector<TurnedCell> turned;           ///< ascending id
  std::vector<TurnedPredicate> predicates;  ///< in the order of reports
  std::vector<WeakenedCell> weakened;       ///< in the order of the cells after
  std::vector<ChangedFlow> flows;           ///< ascending row
  std::size_t unchanged = 0;                ///< cells of both reports with one verdict
};

/// Cells and predicates are the same if their ids are, flows if their rows are.
[[nodiscard]] Comparison compare(const Report& before, const Report& after);

/// Where the packet leaves the lawful way because of a scenario: the first hop by a fact that the scenario wrote; otherwise the first hop
/// on, or sender that is, what it changed; otherwise the first relay of the path.
struct Departure {
  std::string device;  ///< a device or host
  SourceRange at;      ///< of the scenario, unless only the relay is known
};
[[nodiscard]] std::optional<Departure> departure(const Witness& witness, const Scenario& scenario);

}  // namespace sekimori
