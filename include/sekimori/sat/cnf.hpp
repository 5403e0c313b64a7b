// A formula as clauses (Tseitin, "On the complexity of derivation in propositional calculus", 1968): satisfiable if and only if the formula
// is.
#pragma once

#include <string>
#include <vector>

#include "sekimori/sat/formula.hpp"

namespace sekimori::sat {

/// Variables from 1; a negative literal is the negation.
using Clause = std::vector<int>;

struct Cnf {
  int variables = 0;
  std::vector<Clause> clauses;
  /// The bits of each symbol, least significant first: literals.
  std::vector<std::pair<std::string, std::vector<int>>> symbols;
};

[[nodiscard]] Cnf clauses_of(const Formula& formula);
/// DIMACS.
[[nodiscard]] std::string to_dimacs(const Cnf& cnf);

}  // namespace sekimori::sat
