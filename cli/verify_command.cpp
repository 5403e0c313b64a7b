#include <algorithm>
#include <ostream>

#include "commands.hpp"
#include "evidence.hpp"
#include "progress.hpp"
#include "sekimori/files/files.hpp"
#include "snapshot_input.hpp"

namespace sekimori {

ExitCode exit_code(const Report& report, bool strict) {
  const auto any = [&](VerdictKind kind) {
    return std::ranges::any_of(report.cells, [&](const CellVerdict& cell) { return cell.verdict == kind; }) ||
           std::ranges::any_of(report.predicates, [&](const PredicateVerdict& it) { return it.verdict == kind; });
  };
  if (any(VerdictKind::violated)) return ExitCode::violated;
  if (any(VerdictKind::inconclusive) || any(VerdictKind::vacuous) || !any(VerdictKind::proved)) return ExitCode::inconclusive;
  const bool waits = any(VerdictKind::unattested) || any(VerdictKind::not_applicable);
  return strict && waits ? ExitCode::inconclusive : ExitCode::ok;
}

Report verify_with_progress(const Network& network, const Policy& policy, VerifyOptions options, const CommonArguments& common,
                            Console& console) {
  Progress progress(console, common.quiet, common.language.value_or(console.language), Work::search);
  options.progress = [&progress](const VerifyProgress& now) { progress.update(now); };
  return verify(network, policy, options);
}

ExitCode run(const VerifyArguments& arguments, Console& console) {
  auto snapshot = load_snapshot(arguments.common, console);
  if (!snapshot) return ExitCode::input;
  const auto policy = load_snapshot_policy(*snapshot, arguments.policy, arguments.common.quiet, console);
  if (!policy) return ExitCode::input;
  VerifyOptions options;
  options.threat = arguments.threat;
  options.jobs = arguments.jobs == 0 ? console.processors : arguments.jobs;
  options.obligation_timeout = std::chrono::seconds(arguments.timeout_seconds);
  options.supports = arguments.supports;
  options.legends = !arguments.out.empty();
  options.today = arguments.today ? arguments.today : console.today;
  const Report report = verify_with_progress(snapshot->network, *policy, options, arguments.common, console);
  if (!arguments.out.empty()) {
    const std::string error = write_folder(arguments.out, evidence_files(report, snapshot->network), kVerdictsFile, is_evidence_file);
    if (!error.empty()) {
      print_error(error, console);
      return ExitCode::input;
    }
  }
  const TextOptions text{arguments.common.language.value_or(console.language), console.colour, console.width};
  const bool json = arguments.common.format == Format::json;
  console.out << (json ? render_json(report, snapshot->network) : render_text(report, snapshot->network, text));
  return arguments.soft_fail ? ExitCode::ok : exit_code(report, arguments.strict);
}

}  // namespace sekimori
