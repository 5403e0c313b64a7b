#include "sekimori/sat/formula.hpp"

#include <gtest/gtest.h>

namespace sekimori::sat {
namespace {

std::string refusal(const std::string& text) {
  const auto read = read_formula(text);
  const auto* why = std::get_if<std::string>(&read);
  return why == nullptr ? std::string() : *why;
}

const std::string kHead = "(set-logic QF_BV)\n(declare-const a (_ BitVec 8))\n(declare-const p Bool)\n";

TEST(SatFormula, AScriptOfAnObligationIsRead) {
  const auto read = read_formula(kHead +
                                 "; edges\n(assert (and p (bvule #x0f a) (not (= ((_ extract 7 4) a) #b0001))))\n(assert (let ((q (or p "
                                 "p))) (=> q p)))\n(check-sat)\n");
  const auto* formula = std::get_if<Formula>(&read);
  ASSERT_NE(formula, nullptr) << std::get<std::string>(read);
  EXPECT_EQ(formula->assertions.size(), 2U);
}

TEST(SatFormula, AnythingElseIsRefused) {
  for (const char* rest : {
           "(assert p)\n",                                   // no check-sat
           "(assert p)\n(check-sat)\n(exit)\n",              // something after it
           "(get-model)\n(check-sat)\n",                     // a command that is not ours
           "(set-option :x \"|rm\")\n(check-sat)\n",         //
           "(define-fun f () Bool p)\n(check-sat)\n",        //
           "(include \"/etc/passwd\")\n(check-sat)\n",       //
           "(declare-const p Bool)\n(check-sat)\n",          // a name twice
           "(declare-const r Real)\n(check-sat)\n",          // a sort that is not ours
           "(declare-const b (_ BitVec 0))\n(check-sat)\n",  //
           "(declare-const b (_ BitVec 4294967296))\n(check-sat)\n",
           "(assert a)\n(check-sat)\n",              // not Bool
           "(assert (= a p))\n(check-sat)\n",        // different sorts
           "(assert (bvule a #x0))\n(check-sat)\n",  // different widths
           "(assert (= ((_ extract 8 0) a) #b000000000))\n(check-sat)\n",
           "(assert (= ((_ extract 0 1) a) #b00))\n(check-sat)\n",
           "(assert (xor p p))\n(check-sat)\n",  // an operator that is not ours
           "(assert (not p p))\n(check-sat)\n",  // arguments that do not fit
           "(assert (and))\n(check-sat)\n",
           "(assert q)\n(check-sat)\n",
           "(assert (let ((q p)) q) q)\n(check-sat)\n",
           "(assert #xg0)\n(check-sat)\n",
           "(assert (and p",
           "(assert p))\n(check-sat)\n",
       }) {
    EXPECT_NE(refusal(kHead + rest), "") << rest;
  }
  EXPECT_NE(refusal("(declare-const p Bool)\n(assert p)\n(check-sat)\n"), "");
  EXPECT_NE(refusal("(set-logic ALL)\n(check-sat)\n"), "");
  EXPECT_NE(refusal(""), "");
  EXPECT_NE(refusal(";"), "");
}

TEST(SatFormula, NestingThatWouldNeedALargeStackIsRefused) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "(not ";
  EXPECT_NE(refusal(kHead + "(assert " + deep), "");
}

TEST(SatFormula, TheNameOfALetEndsWithIt) {
  EXPECT_NE(refusal(kHead + "(assert (and (let ((q p)) q) q))\n(check-sat)\n"), "");
  EXPECT_EQ(refusal(kHead + "(assert (let ((p (not p))) p))\n(check-sat)\n"), "");
}

}  // namespace
}  // namespace sekimori::sat
