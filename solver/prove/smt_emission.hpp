// What an emitter may send, as a term.
#pragma once

#include <string>

#include "sekimori/prove/smt.hpp"
#include "sekimori/search/emission.hpp"

namespace sekimori {

/// h is in the region: source, destination, services, tag and, where the sender only answers, asked for (C3).
[[nodiscard]] std::string smt_emission(const FlowProblem& problem, const EmissionRegion& region, const HeaderTerms& h);

}  // namespace sekimori
