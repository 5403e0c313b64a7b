// `lint SNAPSHOT`: what is no good in configs, ledger and model, without proving anything.
#include <ostream>

#include "commands.hpp"
#include "sekimori/policy/lint.hpp"
#include "snapshot_input.hpp"

namespace sekimori {

ExitCode run(const LintArguments& arguments, Console& console) {
  auto snapshot = load_snapshot(arguments.common, console);
  if (!snapshot) return ExitCode::input;
  std::optional<Policy> policy;
  if (!arguments.policy.empty() || snapshot->files.contains("policy.yaml")) {
    policy = load_snapshot_policy(*snapshot, arguments.policy, arguments.common.quiet, console);
    if (!policy) return ExitCode::input;
  }
  const auto findings = lint(snapshot->network, policy ? &*policy : nullptr, console.today);
  const TextOptions text{arguments.common.language.value_or(console.language), console.colour, console.width};
  console.out << (arguments.common.format == Format::json ? render_lint_json(findings, snapshot->network)
                                                          : render_lint_text(findings, snapshot->network, text));
  return findings.empty() || arguments.soft_fail ? ExitCode::ok : ExitCode::violated;
}

}  // namespace sekimori
