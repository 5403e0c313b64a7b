// P-X6: each ledger row ends on a day that has not passed; rows not reviewed for long, and rules that hold at certain times only, are for a
// person to look at (S25, clause 8).
#include <algorithm>

#include "predicates.hpp"

namespace sekimori {
namespace {

void judge_row(const PredicateInput& input, const LedgerRow& row, Judgement& judgement) {
  const auto add = [&](VerdictKind weighs, Text text) { judgement.findings.push_back({weighs, std::move(text), row.id, row.at}); };
  if (row.expiry.empty()) return add(VerdictKind::violated, sentence(Message::p_x6_no_expiry, {row.id}));
  const auto day = day_of(row.expiry);
  if (!day) return add(VerdictKind::inconclusive, sentence(Message::p_x6_not_a_day, {row.id, row.expiry}));
  if (!input.today) return add(VerdictKind::inconclusive, sentence(Message::p_x6_today, {row.id, row.expiry}));
  const auto overdue = (std::chrono::sys_days(*input.today) - std::chrono::sys_days(*day)).count();
  if (overdue > 0) add(VerdictKind::violated, sentence(Message::p_x6_expired, {row.id, row.expiry, std::to_string(overdue)}));
}

/// Clause 8, where the city's ledger says when its rows were reviewed: what is old is for a person to look at again.
void judge_review(const PredicateInput& input, const LedgerRow& row, Judgement& judgement) {
  const unsigned limit = input.pack.limits.review_months;
  const auto ask = [&](Text text) { judgement.findings.push_back({VerdictKind::unattested, std::move(text), row.id, row.at}); };
  const auto day = day_of(row.reviewed);
  if (!day) return ask(sentence(Message::p_x6_not_reviewed, {row.id, std::to_string(limit)}));
  if (input.today && months_between(*day, *input.today) >= static_cast<int>(limit))
    ask(sentence(Message::p_x6_old_review, {row.id, row.reviewed, std::to_string(limit)}));
}

Judgement judge(const PredicateInput& input) {
  Judgement judgement;
  const bool says_reviews = std::ranges::any_of(input.policy.ledger, [](const LedgerRow& row) { return !row.reviewed.empty(); });
  for (const LedgerRow& row : input.policy.ledger) {
    judge_row(input, row, judgement);
    if (says_reviews) judge_review(input, row, judgement);
  }
  for (const Assumption& assumption : input.network.assumptions) {
    const std::string said = assumption.text + " " + assumption.why;
    const bool timed = said.find("schedule") != std::string::npos || said.find("time-range") != std::string::npos;
    if (assumption.kind != "condition" || !timed) continue;
    judgement.findings.push_back(
        {VerdictKind::unattested, sentence(Message::p_x6_schedule, {assumption.text}), assumption.text, assumption.at});
  }
  if (input.policy.ledger.empty() && judgement.findings.empty()) return not_applicable(Message::p_x6_none);
  return settle(std::move(judgement), input);
}

}  // namespace

Predicate p_x6() {
  return {"P-X6", "6(7)", "medium", "EXPIRY", PredicateBasis::model, Message::p_x6_title, Message::p_x6_explanation, Message::p_x6_advice,
          judge};
}

}  // namespace sekimori
