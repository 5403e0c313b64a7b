// `explain --code CODE`: what a predicate asks for, in words. `explain SNAPSHOT --code CODE`: why it holds there, or fails.
#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "commands.hpp"
#include "sekimori/render/render.hpp"
#include "snapshot_input.hpp"

namespace sekimori {

namespace {

std::vector<std::string> known_codes() {
  std::vector<std::string> codes;
  for (const Predicate& it : predicates()) {
    codes.emplace_back(it.code);
    codes.emplace_back(it.id);
  }
  return codes;
}

/// What of the report the predicate rests on: its own row, its cells, and the rules that their proofs need.
void keep_only(const Predicate& wanted, Report& report) {
  std::erase_if(report.predicates, [&](const PredicateVerdict& it) { return it.id != wanted.id; });
  std::vector<std::string> cells;
  for (const PredicateVerdict& it : report.predicates) cells.insert(cells.end(), it.cells.begin(), it.cells.end());
  const auto concerns = [&](const std::string& id) { return std::ranges::find(cells, id) != cells.end(); };
  std::erase_if(report.cells, [&](const CellVerdict& it) { return !concerns(it.id); });
  std::erase_if(report.clauses, [&](const ClauseRow& it) { return std::ranges::find(it.predicates, wanted.id) == it.predicates.end(); });
  if (report.supports) std::erase_if(*report.supports, [&](const Support& it) { return std::ranges::none_of(it.cells, concerns); });
  report.residual_paths.clear();
}

ExitCode explain_snapshot(const ExplainArguments& arguments, const Predicate& wanted, Console& console) {
  auto snapshot = load_snapshot(arguments.common, console);
  if (!snapshot) return ExitCode::input;
  const auto policy = load_snapshot_policy(*snapshot, {}, arguments.common.quiet, console);
  if (!policy) return ExitCode::input;
  if (!policy->pack) {
    print_error("policy.yaml names no pack, so no predicate is judged (pack: alpha, say)", console);
    return ExitCode::input;
  }
  VerifyOptions options;
  options.jobs = console.processors;
  options.supports = true;
  options.today = console.today;
  Report report = verify_with_progress(snapshot->network, *policy, options, arguments.common, console);
  keep_only(wanted, report);
  const TextOptions text{arguments.common.language.value_or(console.language), console.colour, console.width};
  console.out << render_text(report, snapshot->network, text);
  return exit_code(report, false);
}

}  // namespace

ExitCode run(const ExplainArguments& arguments, Console& console) {
  const Predicate* found = find_predicate(arguments.code);
  if (found == nullptr) {
    const std::string near = nearest(arguments.code, known_codes());
    print_error(fmt::format("no predicate has the code or id '{}'{}", arguments.code,
                            near.empty() ? "" : fmt::format("; did you mean '{}'?", near)),
                console);
    return ExitCode::input;
  }
  if (!arguments.common.snapshot.empty()) return explain_snapshot(arguments, *found, console);
  const TextOptions text{arguments.common.language.value_or(console.language), console.colour, console.width};
  console.out << render_predicate(*found, text);
  return ExitCode::ok;
}

}  // namespace sekimori
