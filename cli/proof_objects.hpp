// Proof objects: an obligation as clauses, what a SAT solver writes down as their refutation, and our own check of that. Neither an SMT
// solver nor the SAT solver is believed.
#pragma once

#include <string>

#include "solver_process.hpp"

namespace sekimori {

struct ProofObject {
  std::string clauses;  ///< DIMACS
  std::string proof;    ///< DRAT as text; empty where unit propagation alone refutes the clauses
};

/// `unsat` only where the checker has followed the refutation. `solver`: cadical, or another that is called like it. `why`: when unknown.
[[nodiscard]] ProcessAnswer prove_by_clauses(const SolverProcess& solver, const std::string& text, ProofObject& object, std::string& why);

}  // namespace sekimori
