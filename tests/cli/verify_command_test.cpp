#include <gtest/gtest.h>

#include "commands.hpp"

namespace sekimori {
namespace {

ExitCode code_of(std::initializer_list<VerdictKind> verdicts, bool strict = false) {
  Report report;
  for (const VerdictKind verdict : verdicts) {
    CellVerdict cell;
    cell.verdict = verdict;
    report.cells.push_back(cell);
  }
  return exit_code(report, strict);
}

using enum VerdictKind;

TEST(ExitCodes, AllProvedIsSuccess) { EXPECT_EQ(code_of({proved, proved}), ExitCode::ok); }

TEST(ExitCodes, AViolationIsWorstWhateverStandsBesideIt) {
  EXPECT_EQ(code_of({proved, inconclusive, violated, vacuous}), ExitCode::violated);
}

TEST(ExitCodes, UndecidedOrVacuousIsNeverSuccess) {
  EXPECT_EQ(code_of({proved, inconclusive}), ExitCode::inconclusive);
  EXPECT_EQ(code_of({proved, vacuous}), ExitCode::inconclusive);
}

TEST(ExitCodes, NothingProvedIsNoSuccess) {
  EXPECT_EQ(code_of({}), ExitCode::inconclusive);
  EXPECT_EQ(code_of({attested, not_applicable}), ExitCode::inconclusive);
}

TEST(ExitCodes, ClausesForHumansCountOnlyWhenStrict) {
  EXPECT_EQ(code_of({proved, unattested}), ExitCode::ok);
  EXPECT_EQ(code_of({proved, not_applicable}), ExitCode::ok);
  EXPECT_EQ(code_of({proved, unattested}, true), ExitCode::inconclusive);
  EXPECT_EQ(code_of({proved, not_applicable}, true), ExitCode::inconclusive);
  EXPECT_EQ(code_of({proved, attested}, true), ExitCode::ok);
}

}  // namespace
}  // namespace sekimori
