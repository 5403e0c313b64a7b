// A checker of proofs that clauses are unsatisfiable. Each step of the proof is a clause that unit propagation alone shows to follow from
// the clauses before (reverse unit propagation; Goldberg and Novikov, "Verification of proofs of unsatisfiability for CNF formulas", 2003),
// or the deletion of one. Whoever found the proof need not be believed.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "sekimori/sat/cnf.hpp"

namespace sekimori::sat {

struct RupResult {
  bool proved = false;
  std::size_t steps = 0;  ///< clauses that were shown to follow
  std::string why;        ///< not proved: the line of the proof and what is wrong with it
};

/// `proof`: DRAT as text, of which only what reverse unit propagation shows is accepted. Proved once the empty clause follows.
[[nodiscard]] RupResult check_rup(const Cnf& cnf, std::string_view proof);

}  // namespace sekimori::sat
