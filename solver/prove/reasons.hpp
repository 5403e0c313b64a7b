// Why a cell is not proved: stable codes with a sentence in both languages, and witnesses as they are shown.
#pragma once

#include <string_view>

#include "decide.hpp"

namespace sekimori {

/// Errors: an unknown code gives itself as text, so that nothing is silent.
[[nodiscard]] Reason reason_of(std::string_view code);
/// All legs replayed in order; `replayed` is false when one is not delivered.
[[nodiscard]] Witness witness_of(Simulator& simulator, const FlowProblem& problem, const ConcretePath& path);
/// Lines on the path that let the packet pass, each once, in path order.
[[nodiscard]] std::vector<SourceRange> culprits_of(const Witness& witness);

}  // namespace sekimori
