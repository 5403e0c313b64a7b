// A checker of proofs that clauses are unsatisfiable. Each step of the proof is a clause that unit propagation alone shows to follow from
// the clauses before (reverse unit propagation; Goldberg and Novikov, "Verification of proofs of unsatisfiability for CNF formulas", 2003),
// or the deletion of one. Whoever found the proof need not be believed.
#pragma once

#include <cstddef>
#include <functional>
#include <limits>
#include <string>
#include <string_view>

#include "sekimori/sat/cnf.hpp"

namespace sekimori::sat {

/// What a proof may cost, which nobody need have written in good faith.
struct RupLimits {
  std::function<bool()> expired = {};                           ///< asked before each step; empty: never
  std::size_t bytes = std::numeric_limits<std::size_t>::max();  ///< about what the clauses may take in memory
};

struct RupResult {
  bool proved = false;
  bool gave_up = false;   ///< for its cost; nothing is wrong with the proof so far
  std::size_t steps = 0;  ///< clauses that were shown to follow
  std::size_t read = 0;   ///< bytes of the proof up to the step that made the empty clause follow
  std::string why;        ///< not proved: the line of the proof and what is wrong with it
};

/// `proof`: DRAT as text, of which only what reverse unit propagation shows is accepted. Proved once the empty clause follows.
[[nodiscard]] RupResult check_rup(const Cnf& cnf, std::string_view proof, const RupLimits& limits = {});

}  // namespace sekimori::sat
