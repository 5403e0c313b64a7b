// Why a cell is not proved: stable codes with a sentence in both languages, and witnesses as they are shown.
#pragma once

#include "decide.hpp"
#include "sekimori/prove/report_parts.hpp"

namespace sekimori {

/// All legs replayed in order; `replayed` is false when one is not delivered.
[[nodiscard]] Witness witness_of(Simulator& simulator, const FlowProblem& problem, const ConcretePath& path);

}  // namespace sekimori
