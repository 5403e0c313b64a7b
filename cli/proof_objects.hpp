// Proof objects: an obligation as clauses, what a SAT solver writes down as their refutation, and our own check of that. Neither an SMT
// solver nor the SAT solver is believed.
#pragma once

#include <string>
#include <string_view>

#include "solver_process.hpp"

namespace sekimori {

/// Where an evidence folder keeps them, as <sha256>.cnf and <sha256>.drat.
inline constexpr std::string_view kProofs = "proofs/", kClausesSuffix = ".cnf", kRefutationSuffix = ".drat";

/// The program that is asked where none is named.
inline constexpr std::string_view kSatSolver = "cadical";

struct ProofObject {
  std::string clauses;  ///< DIMACS
  std::string proof;    ///< DRAT as text; empty where unit propagation alone refutes the clauses
};

/// `unsat` only where the checker has followed the refutation. `solver`: cadical, or another that is called like it. `why`: when unknown.
[[nodiscard]] ProcessAnswer prove_by_clauses(const SolverProcess& solver, const std::string& text, ProofObject& object, std::string& why);

enum class Followed : std::uint8_t {
  yes,
  other_clauses,  ///< not those of the obligation
  not_refuted,    ///< `why`: the line of the refutation, and what is wrong with it
  gave_up         ///< `why`: time or memory
};

/// Does what somebody wrote down refute the obligation? No solver is asked. `limits`: its program counts for nothing.
[[nodiscard]] Followed follow(const SolverProcess& limits, const std::string& text, const ProofObject& found, std::string& why);

}  // namespace sekimori
