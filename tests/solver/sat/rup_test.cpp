#include "sekimori/sat/rup.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace sekimori::sat {
namespace {

/// Unsatisfiable, and unit propagation alone does not see it: a and b are neither both, nor one, nor none.
const Cnf kSquare = {2, {{1, 2}, {1, -2}, {-1, 2}, {-1, -2}}, {}};

TEST(Rup, AProofWhoseClausesFollowByUnitPropagationIsAccepted) {
  const RupResult result = check_rup(kSquare, "1 0\n0\n");
  EXPECT_TRUE(result.proved) << result.why;
}

TEST(Rup, TheEmptyClauseMayBeSeenBeforeItIsWritten) { EXPECT_TRUE(check_rup(kSquare, "1 0\n").proved); }

TEST(Rup, ABrokenProofIsRefusedAndTheLineNamed) {
  const struct {
    const char* proof;
    const char* why;
  } cases[] = {
      {"", "ends before the empty clause"},
      {"0\n", "line 1 of the proof: the clause does not follow"},
      {"1 2 0\n", "ends before"},  // follows and shows nothing
      {"1 0 2\n", "line 1 of the proof: not a clause"},
      {"1\n", "line 1 of the proof: not a clause"},
      {"x 0\n", "not a clause"},
      {"3 0\n", "not a clause of these variables"},  // a definition
      {"-3 0\n", "not a clause of these variables"},
      {"-2147483648 0\n", "not a clause of these variables"},
      {"99999999999 0\n", "not a clause"},
      {"d 1 2 0\n1 0\n0\n", "line 2 of the proof: the clause does not follow"},  // what is deleted is gone
  };
  for (const auto& it : cases) {
    const RupResult result = check_rup(kSquare, it.proof);
    EXPECT_FALSE(result.proved) << it.proof;
    EXPECT_NE(result.why.find(it.why), std::string::npos) << it.proof << ": " << result.why;
  }
}

TEST(Rup, ADeletedClauseThatWasNotThereIsNoHarm) { EXPECT_TRUE(check_rup(kSquare, "d 1 0\n1 0\n0\n").proved); }

TEST(Rup, AClauseThatFollowsByResolutionAloneIsRefused) {
  // x1 follows from these four, but not by unit propagation from its negation.
  const Cnf cnf = {3, {{1, 2, 3}, {1, 2, -3}, {1, -2, 3}, {1, -2, -3}}, {}};
  EXPECT_FALSE(check_rup(cnf, "1 0\n").proved);
  EXPECT_NE(check_rup(cnf, "1 0\n").why.find("line 1"), std::string::npos);
}

TEST(Rup, AProofThatCostsTooMuchIsGivenUpAndNeitherAcceptedNorCalledWrong) {
  const std::string proof = "1 2 0\n1 0\n0\n";
  std::size_t steps = 0;
  for (const RupLimits& limits : {RupLimits{[&] { return ++steps > 1; }}, RupLimits{{}, 1}}) {
    const RupResult result = check_rup(kSquare, proof, limits);
    EXPECT_FALSE(result.proved);
    EXPECT_TRUE(result.gave_up);
    EXPECT_FALSE(result.why.empty());
  }
  const RupResult enough = check_rup(kSquare, proof, {[] { return false; }, std::size_t{1} << 20U});
  EXPECT_TRUE(enough.proved);
  EXPECT_FALSE(enough.gave_up);
  EXPECT_FALSE(check_rup(kSquare, "0\n").gave_up);
}

TEST(Rup, WhatComesAfterTheLastStepNeededIsNotCountedAsRead) {
  EXPECT_EQ(check_rup(kSquare, "1 0\njunk\n").read, 4U);
  EXPECT_EQ(check_rup(kSquare, "1 2 0\n1 0").read, 9U);
  EXPECT_EQ(check_rup({1, {{1}, {-1}}, {}}, "junk\n").read, 0U);
}

TEST(Rup, AClauseOfMoreLiteralsThanThereAreIsNone) {
  std::string line;
  for (int i = 0; i < 7; ++i) line += "1 ";
  EXPECT_NE(check_rup(kSquare, line + "0\n").why.find("line 1 of the proof: not a clause"), std::string::npos);
}

bool satisfiable(const Cnf& cnf) {
  for (unsigned assignment = 0; assignment < 1U << static_cast<unsigned>(cnf.variables); ++assignment) {
    const auto holds = [&](int literal) { return ((assignment >> (std::abs(literal) - 1) & 1U) != 0) == (literal > 0); };
    if (std::ranges::all_of(cnf.clauses, [&](const Clause& clause) { return std::ranges::any_of(clause, holds); })) return true;
  }
  return false;
}

std::string line_of(const Clause& clause) {
  std::string text;
  for (const int literal : clause) text += std::to_string(literal) + " ";
  return text + "0\n";
}

TEST(Rup, NoProofWhateverItSaysShowsThatSatisfiableClausesAreNot) {
  std::mt19937 random(7);
  const auto clause = [&] {
    Clause it;
    for (auto size = 1 + random() % 3; size > 0; --size) it.push_back(static_cast<int>(1 + random() % 5) * (random() % 2 == 0 ? 1 : -1));
    return it;
  };
  std::size_t satisfied = 0, refuted = 0;
  for (int round = 0; round < 4000; ++round) {
    Cnf cnf{5, {}, {}};
    for (auto i = 6 + random() % 16; i > 0; --i) cnf.clauses.push_back(clause());
    std::string proof;
    for (int i = 0; i < 12; ++i) {
      const bool deletes = random() % 4 == 0;
      const std::string line = deletes ? "d " + line_of(cnf.clauses[random() % cnf.clauses.size()]) : line_of(clause());
      if (deletes || check_rup(cnf, proof + line).why.find("follow") == std::string::npos) proof += line;  // mostly steps that are good
    }
    const bool proved = check_rup(cnf, proof + "0\n").proved;
    if (satisfiable(cnf)) {
      ++satisfied;
      EXPECT_FALSE(proved) << to_dimacs(cnf) << proof;
    } else {
      refuted += proved ? 1U : 0U;
    }
  }
  EXPECT_GT(satisfied, 500U);
  EXPECT_GT(refuted, 500U);
}

}  // namespace
}  // namespace sekimori::sat
