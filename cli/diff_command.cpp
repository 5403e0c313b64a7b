#include "comparing.hpp"
#include "snapshot_input.hpp"

namespace sekimori {

namespace {

struct Side {
  SnapshotInput snapshot;
  Policy policy;
};

std::optional<Side> load_side(CommonArguments common, const std::string& folder, Console& console) {
  common.snapshot = folder;
  auto snapshot = load_snapshot(common, console);
  if (!snapshot) return std::nullopt;
  auto policy = load_snapshot_policy(*snapshot, "", common.quiet, console);
  if (!policy) return std::nullopt;
  return Side{std::move(*snapshot), std::move(*policy)};
}

}  // namespace

ExitCode run(const DiffArguments& arguments, Console& console) {
  const auto before = load_side(arguments.common, arguments.common.snapshot, console);
  const auto after = load_side(arguments.common, arguments.after, console);
  if (!before || !after) return ExitCode::input;
  const CompareBase base = compare_base(before->snapshot.network, before->policy, arguments.verify, arguments.common, console);
  const CompareRun run = compare_run(base, after->snapshot.network, after->policy, arguments.verify, arguments.common, console);
  const ComparisonView view{arguments.common.snapshot,
                            &base.report,
                            &before->snapshot.network,
                            {{arguments.after, nullptr, &run.report, &after->snapshot.network, &run.comparison}},
                            arguments.verify.every_witness};
  return print_comparison(view, arguments.verify, arguments.common, console);
}

}  // namespace sekimori
