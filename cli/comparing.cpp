#include "comparing.hpp"

#include <ostream>

namespace sekimori {

namespace {

void drop_evidence(Report& report) {
  report.certificates = {};
  report.obligations = {};
}

}  // namespace

VerifyOptions verify_options(const CompareArguments& arguments, const Console& console) {
  VerifyOptions options;
  options.threat = arguments.threat;
  options.today = console.today;
  options.jobs = arguments.jobs == 0 ? console.processors : arguments.jobs;
  options.today = console.today;
  options.obligation_timeout = std::chrono::seconds(arguments.timeout_seconds);
  return options;
}

CompareBase compare_base(const Network& network, const Policy& policy, const CompareArguments& arguments, const CommonArguments& common,
                         Console& console) {
  CompareBase base;
  base.report = verify_with_progress(network, policy, verify_options(arguments, console), common, console);
  base.proved = proved_obligations(base.report);
  drop_evidence(base.report);
  return base;
}

CompareRun compare_run(const CompareBase& before, const Network& network, const Policy& policy, const CompareArguments& arguments,
                       const CommonArguments& common, Console& console) {
  VerifyOptions options = verify_options(arguments, console);
  options.proved_before = &before.proved;
  CompareRun run;
  run.report = verify_with_progress(network, policy, options, common, console);
  run.comparison = compare(before.report, run.report);
  drop_evidence(run.report);
  return run;
}

ExitCode exit_code(const ComparisonView& view) {
  bool undecided = false;
  for (const Alternative& it : view.alternatives) {
    for (const TurnedCell& cell : it.comparison->turned) {
      if (!cell.after) continue;
      const VerdictKind verdict = it.report->cells[*cell.after].verdict;
      if (verdict == VerdictKind::violated) return ExitCode::violated;
      undecided = undecided || verdict == VerdictKind::inconclusive || verdict == VerdictKind::vacuous;
    }
    for (const TurnedPredicate& turned : it.comparison->predicates) {
      if (!turned.after) continue;
      const VerdictKind verdict = it.report->predicates[*turned.after].verdict;
      if (verdict == VerdictKind::violated) return ExitCode::violated;
      undecided = undecided || verdict == VerdictKind::inconclusive || verdict == VerdictKind::vacuous;
    }
  }
  return undecided ? ExitCode::inconclusive : ExitCode::ok;
}

ExitCode print_comparison(const ComparisonView& view, const CompareArguments& arguments, const CommonArguments& common, Console& console) {
  const TextOptions text{common.language.value_or(console.language), console.colour, console.width};
  console.out << (common.format == Format::json ? render_comparison_json(view) : render_comparison_text(view, text));
  return arguments.soft_fail ? ExitCode::ok : exit_code(view);
}

}  // namespace sekimori
