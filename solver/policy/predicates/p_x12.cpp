// P-X12: what must work does: each ledger row marked required is delivered, and its replies (可用性 2(14)).
#include "predicates.hpp"

namespace sekimori {
namespace {

Judgement judge(const PredicateInput& input) {
  if (input.required.empty()) return not_applicable(Message::p_x12_none);
  Judgement judgement;
  for (const RequiredFlow& flow : input.required) {
    if (flow.delivered) continue;
    judgement.findings.push_back({VerdictKind::violated, sentence(Message::p_x12_blocked, {flow.row, flow.why}), flow.row, flow.at});
  }
  return settle(std::move(judgement), input);
}

}  // namespace

Predicate p_x12() {
  return {"P-X12",
          "2(14)",
          "high",
          "REQUIRED-FLOW",
          PredicateBasis::model,
          Message::p_x12_title,
          Message::p_x12_explanation,
          Message::p_x12_advice,
          judge};
}

}  // namespace sekimori
