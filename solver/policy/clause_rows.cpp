#include "sekimori/policy/clause_rows.hpp"

#include <algorithm>

namespace sekimori {
namespace {

/// Of a clause without predicates: whether a person has to judge it, and what is asked or said.
struct Source {
  std::string_view clause;
  Message title;
  std::string_view predicates;  ///< "P-MN1 P-MN2", or empty
  ClauseStanding otherwise = ClauseStanding::human;
  Message why;
};

constexpr auto kHuman = ClauseStanding::human;
constexpr auto kOutside = ClauseStanding::out_of_scope;

constexpr Source kClauses[] = {
    {"2(1)", Message::clause_2_1, "P-X13", kOutside, Message::clause_definition},
    {"2(2)", Message::clause_2_2, "P-X4", kOutside, Message::clause_definition},
    {"2(3)", Message::clause_2_3, "P-MN1 P-MN2", kOutside, Message::clause_definition},
    {"2(4)", Message::clause_2_4, "P-LG5", kOutside, Message::clause_definition},
    {"2(5)", Message::clause_2_5, "P-IN1", kOutside, Message::clause_definition},
    {"2(6)", Message::clause_2_6, "P-LG1 P-LG4 P-X3", kOutside, Message::clause_definition},
    {"2(7)", Message::clause_2_7, "P-LG2 P-LG3", kOutside, Message::clause_definition},
    {"2(8)", Message::clause_2_8, "P-X13 P-NB1 P-NB2", kOutside, Message::clause_definition},
    {"2(9)", Message::clause_2_9, "", kHuman, Message::clause_2_9_question},
    {"2(10)", Message::clause_2_10, "", kOutside, Message::clause_definition},
    {"2(11)", Message::clause_2_11, "", kHuman, Message::clause_2_11_question},
    {"2(12)", Message::clause_2_12, "P-MN1 P-LG1", kOutside, Message::clause_definition},
    {"2(13)", Message::clause_2_13, "", kOutside, Message::clause_2_13_why},
    {"2(14)", Message::clause_2_14, "P-X11 P-X12", kOutside, Message::clause_definition},
    {"2(15)", Message::clause_2_15, "", kOutside, Message::clause_definition},
    {"2(16)", Message::clause_2_16, "", kOutside, Message::clause_definition},
    {"2(17)", Message::clause_2_17, "P-GC1", kHuman, Message::clause_2_17_question},
    {"5", Message::clause_5, "", kHuman, Message::clause_5_question},
    {"6(1)", Message::clause_6_1, "", kHuman, Message::clause_6_1_question},
    {"6(2)", Message::clause_6_2, "", kHuman, Message::clause_6_2_question},
    {"6(3)ア", Message::clause_6_3_a, "P-MN1 P-MN2 P-MN3 P-MN4 P-MN5 P-MN6 P-MN7 P-MN8", kHuman, Message::clause_none},
    {"6(3)イ", Message::clause_6_3_i, "P-LG1 P-LG2 P-LG3 P-LG4 P-LG5", kHuman, Message::clause_none},
    {"6(3)ウ", Message::clause_6_3_u, "P-IN1 P-IN2 P-IN3", kHuman, Message::clause_none},
    {"6(4)", Message::clause_6_4, "P-X2", kHuman, Message::clause_6_4_question},
    {"6(5)", Message::clause_6_5, "", kHuman, Message::clause_6_5_question},
    {"6(6)", Message::clause_6_6, "P-X1 P-X2 P-X3 P-X4 P-X5 P-X8 P-X10", kHuman, Message::clause_none},
    {"6(7)", Message::clause_6_7, "P-X6 P-X7 P-X11", kHuman, Message::clause_6_7_question},
    {"6(8)", Message::clause_6_8, "P-X9", kHuman, Message::clause_6_8_question},
    {"7", Message::clause_7, "", kHuman, Message::clause_7_question},
    {"8", Message::clause_8, "P-X6 P-PACK", kHuman, Message::clause_none},
    {"9", Message::clause_9, "", kHuman, Message::clause_9_question},
    {"10", Message::clause_10, "", kHuman, Message::clause_10_question},
};

ClauseStanding standing_of(VerdictKind kind) {
  switch (kind) {
    case VerdictKind::violated: return ClauseStanding::violated;
    case VerdictKind::inconclusive:
    case VerdictKind::vacuous: return ClauseStanding::inconclusive;
    case VerdictKind::unattested: return ClauseStanding::human;
    case VerdictKind::attested: return ClauseStanding::declared;
    case VerdictKind::proved: return ClauseStanding::proved;
    case VerdictKind::not_applicable: return ClauseStanding::out_of_scope;
  }
  return ClauseStanding::human;
}

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> result;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    result.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result;
}

ClauseRow row_of(const Source& source, std::span<const PredicateVerdict> verdicts) {
  ClauseRow row{std::string(source.clause), source.title, source.otherwise, words(source.predicates), source.why};
  std::optional<VerdictKind> worst;
  for (const PredicateVerdict& it : verdicts) {
    if (std::ranges::find(row.predicates, it.id) == row.predicates.end()) continue;
    worst = worst ? worse(*worst, it.verdict) : it.verdict;
  }
  if (worst) row.standing = standing_of(*worst);
  return row;
}

}  // namespace

std::string to_text(ClauseStanding standing) {
  switch (standing) {
    case ClauseStanding::proved: return "proved";
    case ClauseStanding::violated: return "violated";
    case ClauseStanding::inconclusive: return "inconclusive";
    case ClauseStanding::declared: return "declared";
    case ClauseStanding::human: return "human";
    case ClauseStanding::out_of_scope: return "out-of-scope";
  }
  return {};
}

std::vector<ClauseRow> clause_rows(std::span<const PredicateVerdict> verdicts) {
  std::vector<ClauseRow> rows;
  for (const Source& source : kClauses) rows.push_back(row_of(source, verdicts));
  return rows;
}

}  // namespace sekimori
