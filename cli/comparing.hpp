// What `whatif` and `diff` share: verifying the state after a change, and printing what turned.
#pragma once

#include "commands.hpp"
#include "sekimori/render/comparison.hpp"

namespace sekimori {

struct CompareRun {
  Report report;
  Comparison comparison;
};

[[nodiscard]] VerifyOptions verify_options(const CompareArguments& arguments, const Console& console);
/// Verifies the state after a change; what `before` has proved is not proved again.
[[nodiscard]] CompareRun compare_run(const Report& before, const Network& network, const Policy& policy, const CompareArguments& arguments,
                                     const CommonArguments& common, Console& console);
[[nodiscard]] ExitCode print_comparison(const ComparisonView& view, const CompareArguments& arguments, const CommonArguments& common,
                                        Console& console);

/// Worst wins: a cell that turned to violated, then one that turned to undecided or vacuous.
[[nodiscard]] ExitCode exit_code(const ComparisonView& view);

}  // namespace sekimori
