#include "sekimori/policy/clause_rows.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace sekimori {
namespace {

std::vector<ClauseRow> rows_with(std::initializer_list<std::pair<const char*, VerdictKind>> verdicts) {
  std::vector<PredicateVerdict> all;
  for (const auto& [id, verdict] : verdicts) {
    PredicateVerdict& it = all.emplace_back();
    it.id = id;
    it.verdict = verdict;
  }
  return clause_rows(all);
}

const ClauseRow& row(const std::vector<ClauseRow>& rows, const std::string& clause) {
  const auto found = std::ranges::find_if(rows, [&](const ClauseRow& it) { return it.clause == clause; });
  if (found == rows.end()) throw std::out_of_range(clause);
  return *found;
}

TEST(ClauseRows, AreTheClausesOfTheTextInTheirOrder) {
  std::vector<std::string> wanted;
  for (int i = 1; i <= 17; ++i) wanted.push_back("2(" + std::to_string(i) + ")");
  for (const char* clause :
       {"5", "6(1)", "6(2)", "6(3)ア", "6(3)イ", "6(3)ウ", "6(4)", "6(5)", "6(6)", "6(7)", "6(8)", "7", "8", "9", "10"})
    wanted.emplace_back(clause);
  std::vector<std::string> clauses;
  for (const ClauseRow& it : rows_with({})) clauses.push_back(it.clause);
  EXPECT_EQ(clauses, wanted) << "sections 3 and 4 of the text are not at hand and are not invented";
}

TEST(ClauseRows, StandAsTheWorstOfTheirPredicates) {
  const std::pair<VerdictKind, ClauseStanding> cases[] = {
      {VerdictKind::violated, ClauseStanding::violated},    {VerdictKind::inconclusive, ClauseStanding::inconclusive},
      {VerdictKind::vacuous, ClauseStanding::inconclusive}, {VerdictKind::unattested, ClauseStanding::human},
      {VerdictKind::attested, ClauseStanding::declared},    {VerdictKind::proved, ClauseStanding::proved}};
  for (const auto& [verdict, standing] : cases) {
    EXPECT_EQ(row(rows_with({{"P-MN1", VerdictKind::proved}, {"P-MN5", verdict}}), "6(3)ア").standing, standing) << to_text(verdict);
  }
}

TEST(ClauseRows, OneThatIsNotApplicableDoesNotHideTheOthers) {
  const auto rows = rows_with({{"P-MN1", VerdictKind::proved}, {"P-MN7", VerdictKind::not_applicable}});
  EXPECT_EQ(row(rows, "6(3)ア").standing, ClauseStanding::proved);
  EXPECT_EQ(row(rows_with({{"P-IN3", VerdictKind::not_applicable}}), "6(3)ウ").standing, ClauseStanding::out_of_scope);
}

TEST(ClauseRows, WithoutAPredicateNoClauseIsProved) {
  for (const ClauseRow& it : rows_with({})) {
    EXPECT_TRUE(it.standing == ClauseStanding::human || it.standing == ClauseStanding::out_of_scope) << it.clause;
  }
}

TEST(ClauseRows, NameOnlyPredicatesOfTheList) {
  for (const ClauseRow& it : rows_with({})) {
    for (const std::string& id : it.predicates) {
      if (id.starts_with("P-X") || id == "P-PACK") continue;  // comes with its own file
      EXPECT_NE(find_predicate(id), nullptr) << it.clause << " " << id;
    }
  }
}

TEST(ClauseRows, EachPredicateJudgesSomeClause) {
  for (const Predicate& it : predicates()) {
    const auto rows = rows_with({});
    EXPECT_TRUE(std::ranges::any_of(rows, [&](const ClauseRow& row) {
      return std::ranges::find(row.predicates, it.id) != row.predicates.end();
    })) << it.id;
  }
}

TEST(ClauseRows, HaveTheWordsOfTheReport) {
  EXPECT_EQ(to_text(ClauseStanding::out_of_scope), "out-of-scope");
  EXPECT_EQ(to_text(ClauseStanding::declared), "declared");
  EXPECT_EQ(to_text(ClauseStanding::human), "human");
}

}  // namespace
}  // namespace sekimori
