#include "sekimori/sat/cnf.hpp"

#include <gtest/gtest.h>

#include <map>

namespace sekimori::sat {
namespace {

using Assignment = std::map<std::string, std::uint64_t>;

/// The value of a node by the definition of its operator (SMT-LIB, FixedSizeBitVectors): numbers below 2^width, Bool as 0 and 1.
std::uint64_t value(const Formula& formula, std::uint32_t node, const Assignment& symbols) {
  const Node& it = formula.nodes[node];
  const auto of = [&](std::size_t i) { return value(formula, it.arguments[i], symbols); };
  switch (it.op) {
    case Op::constant: {
      std::uint64_t number = 0;
      for (std::size_t i = 0; i < it.bits.size(); ++i) number += (it.bits[i] ? 1ULL : 0ULL) << i;
      return number;
    }
    case Op::symbol: return symbols.at(it.name);
    case Op::equal: return of(0) == of(1) ? 1 : 0;
    case Op::unsigned_at_most: return of(0) <= of(1) ? 1 : 0;
    case Op::conjunction:
      for (std::size_t i = 0; i < it.arguments.size(); ++i) {
        if (of(i) == 0) return 0;
      }
      return 1;
    case Op::disjunction:
      for (std::size_t i = 0; i < it.arguments.size(); ++i) {
        if (of(i) == 1) return 1;
      }
      return 0;
    case Op::negation: return 1 - of(0);
    case Op::implication: return of(0) == 0 ? 1 : of(1);
    case Op::choice: return of(0) == 1 ? of(1) : of(2);
    case Op::extract: return (of(0) >> it.first) & ((1ULL << it.width) - 1);
    case Op::concat: {
      std::uint64_t number = 0;
      for (std::size_t i = 0; i < it.arguments.size(); ++i) number = (number << formula.nodes[it.arguments[i]].width) + of(i);
      return number;
    }
  }
  return 0;
}

/// Every gate is a function of its inputs: once the symbols are given, unit propagation alone gives the rest.
bool consistent(const Cnf& cnf, const Assignment& symbols) {
  std::vector<int> known(static_cast<std::size_t>(cnf.variables) + 1, 0);
  const auto set = [&](int literal) { known[static_cast<std::size_t>(std::abs(literal))] = literal < 0 ? -1 : 1; };
  const auto of = [&](int literal) { return known[static_cast<std::size_t>(std::abs(literal))] * (literal < 0 ? -1 : 1); };
  for (const auto& [name, bits] : cnf.symbols) {
    for (std::size_t i = 0; i < bits.size(); ++i) set((symbols.at(name) >> i & 1U) != 0 ? bits[i] : -bits[i]);
  }
  for (bool more = true; more;) {
    more = false;
    for (const Clause& clause : cnf.clauses) {
      int open = 0, last = 0;
      bool satisfied = false;
      for (const int literal : clause) {
        satisfied = satisfied || of(literal) > 0;
        if (of(literal) != 0) continue;
        ++open;
        last = literal;
      }
      if (satisfied) continue;
      if (open == 0) return false;
      if (open > 1) continue;
      set(last);
      more = true;
    }
  }
  return true;
}

TEST(SatCnf, TheClausesHoldForExactlyTheAssignmentsForWhichTheFormulaDoes) {
  const std::string head =
      "(set-logic QF_BV)\n(declare-const a (_ BitVec 3))\n(declare-const b (_ BitVec 3))\n(declare-const p Bool)\n(declare-const q Bool)\n";
  for (const char* term : {
           "true",
           "false",
           "p",
           "(not p)",
           "(= p q)",
           "(=> p q)",
           "(and p q (not p))",
           "(or p q)",
           "(ite p q (not q))",
           "(= a b)",
           "(= a #b101)",
           "(bvule a b)",
           "(bvule a #b011)",
           "(bvule #b011 a)",
           "(bvule #b000 a)",
           "(bvule #b111 a)",
           "(not (bvule b a))",
           "(= (ite p a b) #b010)",
           "(= ((_ extract 1 0) a) ((_ extract 2 1) b))",
           "(= (concat a ((_ extract 0 0) b)) #b1011)",
           "(bvule (concat #b0 a) (concat b #b1))",
           "(let ((c (ite q a b)) (r (= a b))) (and (or r p) (bvule c #b100)))",
           "(and (bvule #b010 a) (bvule a #b101) (or (= b a) (not (= ((_ extract 2 2) b) #b1))))",
       }) {
    const auto read = read_formula(head + "(assert " + term + ")\n(check-sat)\n");
    ASSERT_TRUE(std::holds_alternative<Formula>(read)) << term << ": " << std::get<std::string>(read);
    const Formula& formula = std::get<Formula>(read);
    const Cnf cnf = clauses_of(formula);
    for (std::uint64_t i = 0; i < 256; ++i) {
      const Assignment symbols = {{"a", i & 7U}, {"b", i >> 3U & 7U}, {"p", i >> 6U & 1U}, {"q", i >> 7U & 1U}};
      EXPECT_EQ(consistent(cnf, symbols), value(formula, formula.assertions[0], symbols) == 1) << term << " at " << i;
    }
  }
}

TEST(SatCnf, DimacsSaysHowManyVariablesAndClausesThereAre) { EXPECT_EQ(to_dimacs({3, {{1}, {-2, 3}}, {}}), "p cnf 3 2\n1 0\n-2 3 0\n"); }

}  // namespace
}  // namespace sekimori::sat
