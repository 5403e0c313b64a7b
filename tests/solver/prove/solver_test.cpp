#include "sekimori/prove/solver.hpp"

#include <gtest/gtest.h>

namespace sekimori {
namespace {

constexpr std::chrono::milliseconds kTime{5000};

TEST(Solver, TellsUnsatisfiableFromSatisfiable) {
  SolverSession session;
  const std::string head = "(set-logic QF_BV)\n(declare-const x (_ BitVec 8))\n";
  EXPECT_EQ(session.solve(head + "(assert (bvult x #x00))\n(check-sat)\n", kTime).answer, SolverAnswer::unsat);
  const SolverResult found = session.solve(head + "(assert (= x #x2a))\n(check-sat)\n", kTime);
  ASSERT_EQ(found.answer, SolverAnswer::sat);
  EXPECT_EQ(static_cast<unsigned>(found.model.at("x")), 42U);
}

TEST(Solver, ModelsHaveAll128Bits) {
  SolverSession session;
  const SolverResult found = session.solve("(declare-const x (_ BitVec 128))\n(assert (= x #xfe800000000000000000000000000001))\n", kTime);
  ASSERT_EQ(found.answer, SolverAnswer::sat);
  EXPECT_EQ(to_text(Address{Family::v6, found.model.at("x")}), "fe80::1");
}

TEST(Solver, ATextThatDoesNotParseIsUnknownNeverUnsat) {
  SolverSession session;
  for (const char* text : {"(assert", "(assert (= x #x00))", "\x01\xff"}) {
    const SolverResult result = session.solve(text, kTime);
    EXPECT_EQ(result.answer, SolverAnswer::unknown) << text;
    EXPECT_FALSE(result.reason.empty());
  }
}

TEST(Solver, DischargeMarksOnlyWhatIsUnsatisfiable) {
  std::vector<Obligation> obligations = {{"a", "(assert false)\n", false}, {"b", "(assert true)\n", false}, {"c", "(assert", true}};
  SolverSession session;
  discharge(obligations, kTime, 2, session);
  EXPECT_TRUE(obligations[0].unsat);
  EXPECT_FALSE(obligations[1].unsat);
  EXPECT_FALSE(obligations[2].unsat);
}

TEST(Solver, WhatTakesMoreStepsThanItMayIsUnknown) {
  SolverSession session;
  // The factors of 4294967291 * 4294967279.
  const std::string text =
      "(set-logic QF_BV)\n(declare-const a (_ BitVec 32))\n(declare-const b (_ BitVec 32))\n"
      "(assert (= (bvmul (concat #x00000000 a) (concat #x00000000 b)) #xffffffea00000055))\n"
      "(assert (bvugt a #x00000001))\n(assert (bvugt b #x00000001))\n(check-sat)\n";
  const SolverResult it = session.solve(text, std::chrono::milliseconds(1));
  EXPECT_EQ(it.answer, SolverAnswer::unknown);
  EXPECT_FALSE(it.reason.empty());
}

TEST(Solver, WhatTakesMoreMemoryThanItMayIsUnknown) {
  SolverSession session(1);
  const std::string text =
      "(set-logic QF_BV)\n(declare-const a (_ BitVec 64))\n(declare-const b (_ BitVec 64))\n(assert (= (bvmul a b) #x0123456789abcdef))\n"
      "(assert (not (= (bvmul b a) #x0123456789abcdef)))\n(check-sat)\n";
  const SolverResult it = session.solve(text, std::chrono::seconds(10));
  EXPECT_EQ(it.answer, SolverAnswer::unknown);
  EXPECT_NE(it.reason.find("memory"), std::string::npos) << it.reason;
}

}  // namespace
}  // namespace sekimori
