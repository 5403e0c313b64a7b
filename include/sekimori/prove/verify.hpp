// The main job: every ordered pair of zones gets a verdict with evidence (semantics X3, C). What a verdict holds: prove/verdict.hpp.
#pragma once

#include <chrono>

#include "sekimori/policy/policy.hpp"
#include "sekimori/prove/verdict.hpp"

namespace sekimori {

struct VerifyOptions {
  Threat threat = Threat::relay;
  std::chrono::milliseconds obligation_timeout{10'000};
  unsigned jobs = 1;             ///< threads that discharge obligations
  bool spoofing = true;          ///< try each proved cell once more with spoofed sources (E6)
  std::size_t max_refinements = 40;
  bool legends = false;          ///< also say what the numbers in certificates stand for (Report::graphs)
};

/// Pure: the same network, policy and options give the same verdicts (a timeout apart).
[[nodiscard]] Report verify(const Network& network, const Policy& policy, const VerifyOptions& options = {});

}  // namespace sekimori
