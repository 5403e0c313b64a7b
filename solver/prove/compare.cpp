#include "sekimori/prove/compare.hpp"

#include <algorithm>
#include <map>

namespace sekimori {
namespace {

template <class Rows, class Key>
std::map<std::string, std::size_t, std::less<>> index_by(const Rows& rows, Key key) {
  std::map<std::string, std::size_t, std::less<>> index;
  for (std::size_t i = 0; i < rows.size(); ++i) index.emplace(rows[i].*key, i);
  return index;
}

using Index = std::map<std::string, std::size_t, std::less<>>;
std::optional<std::size_t> place_of(const Index& index, const std::string& key) {
  const auto found = index.find(key);
  return found == index.end() ? std::nullopt : std::optional(found->second);
}

Index all_keys(const Index& a, const Index& b) {
  Index keys = a;
  keys.insert(b.begin(), b.end());
  return keys;
}

bool is_weaker(const CellVerdict& before, const CellVerdict& after) {
  if (before.verdict != VerdictKind::proved || after.verdict != VerdictKind::proved) return false;
  const bool tier = before.tier && after.tier && *after.tier > *before.tier;
  return tier || (before.spoof_robust == true && after.spoof_robust != true);
}

void compare_cells(const Report& before, const Report& after, Comparison& result) {
  const Index old_ids = index_by(before.cells, &CellVerdict::id), new_ids = index_by(after.cells, &CellVerdict::id);
  for (const auto& [id, unused] : all_keys(old_ids, new_ids)) {
    const auto a = place_of(old_ids, id), b = place_of(new_ids, id);
    if (!a || !b || before.cells[*a].verdict != after.cells[*b].verdict) {
      result.turned.push_back({id, a, b});
      continue;
    }
    ++result.unchanged;
    if (is_weaker(before.cells[*a], after.cells[*b])) result.weakened.push_back({*a, *b});
  }
  std::ranges::sort(result.weakened, {}, &WeakenedCell::after);
}

void compare_flows(const Report& before, const Report& after, Comparison& result) {
  const auto& old_flows = before.coverage.required_flows;
  const auto& new_flows = after.coverage.required_flows;
  const Index old_rows = index_by(old_flows, &RequiredFlow::row), new_rows = index_by(new_flows, &RequiredFlow::row);
  for (const auto& [row, unused] : all_keys(old_rows, new_rows)) {
    const auto a = place_of(old_rows, row), b = place_of(new_rows, row);
    if (!a || !b || old_flows[*a].delivered != new_flows[*b].delivered) result.flows.push_back({row, a, b});
  }
}

/// Ids by place: the order of reports is one of ascending ids only by accident. What only the earlier report judges comes last.
void compare_predicates(const Report& before, const Report& after, Comparison& result) {
  const Index old_ids = index_by(before.predicates, &PredicateVerdict::id), new_ids = index_by(after.predicates, &PredicateVerdict::id);
  for (std::size_t i = 0; i < after.predicates.size(); ++i) {
    const auto known = place_of(old_ids, after.predicates[i].id);
    if (!known || before.predicates[*known].verdict != after.predicates[i].verdict) {
      result.predicates.push_back({after.predicates[i].id, known, i});
    }
  }
  for (std::size_t i = 0; i < before.predicates.size(); ++i) {
    if (!new_ids.contains(before.predicates[i].id)) result.predicates.push_back({before.predicates[i].id, i, std::nullopt});
  }
}

/// The first edit that changes the device or host of that name.
std::optional<SourceRange> edit_of(const Scenario& scenario, const std::string& name) {
  for (const AppliedEdit& edit : scenario.edits) {
    if (std::ranges::find(edit.touched, name) != edit.touched.end()) return edit.at;
  }
  return std::nullopt;
}

bool is_written_by(const Scenario& scenario, SourceRange at) {
  return std::ranges::any_of(scenario.edits, [&](const AppliedEdit& edit) { return edit.at.file == at.file; });
}

}  // namespace

Comparison compare(const Report& before, const Report& after) {
  Comparison result;
  compare_cells(before, after, result);
  compare_predicates(before, after, result);
  compare_flows(before, after, result);
  return result;
}

std::optional<Departure> departure(const Witness& witness, const Scenario& scenario) {
  for (const WitnessLeg& leg : witness.legs) {
    for (const Hop& hop : leg.hops) {
      if (is_written_by(scenario, hop.source)) return Departure{hop.device, hop.source};
    }
  }
  for (const WitnessLeg& leg : witness.legs) {
    if (const auto edit = edit_of(scenario, leg.from)) return Departure{leg.from, *edit};
    for (const Hop& hop : leg.hops) {
      if (const auto edit = edit_of(scenario, hop.device)) return Departure{hop.device, *edit};
    }
  }
  for (const WitnessLeg& leg : witness.legs) {
    if (!leg.relay_why.empty()) return Departure{leg.from, {}};
  }
  return std::nullopt;
}

}  // namespace sekimori
