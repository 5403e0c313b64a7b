// What `whatif` and `diff` share: verifying the state after a change, and printing what turned.
#pragma once

#include <set>
#include <string>

#include "commands.hpp"
#include "sekimori/render/comparison.hpp"

namespace sekimori {

/// The state before a change: verdicts to compare with, and what need not be proved again.
struct CompareBase {
  Report report;
  std::set<std::string, std::less<>> proved;
};

struct CompareRun {
  Report report;
  Comparison comparison;
};

[[nodiscard]] VerifyOptions verify_options(const CompareArguments& arguments, const Console& console);
// Reports are kept without certificates and obligations: those of a city take hundreds of megabytes, and a comparison shows none.
[[nodiscard]] CompareBase compare_base(const Network& network, const Policy& policy, const CompareArguments& arguments,
                                       const CommonArguments& common, Console& console);
/// Verifies the state after a change.
[[nodiscard]] CompareRun compare_run(const CompareBase& before, const Network& network, const Policy& policy,
                                     const CompareArguments& arguments, const CommonArguments& common, Console& console);
[[nodiscard]] ExitCode print_comparison(const ComparisonView& view, const CompareArguments& arguments, const CommonArguments& common,
                                        Console& console);

/// Worst wins: a cell that turned to violated, then one that turned to undecided or vacuous.
[[nodiscard]] ExitCode exit_code(const ComparisonView& view);

}  // namespace sekimori
