// P-MN2: a specified communication (特定通信) is limited by path, to a few hosts at both ends, and by protocol; and it is approved, for a
// purpose and a time. Both the ledger's rows and the rules of boundary firewalls that were meant for them (catalogue rows 11, 12, 39).
#include "predicates.hpp"
#include "rule_excess.hpp"
#include "specified_rows.hpp"

namespace sekimori {
namespace {

Judgement judge(const PredicateInput& input) {
  if (!has_zone(input, ZoneRole::my_number)) return not_applicable(Message::no_my_number_zone);
  Judgement judgement;
  bool any = false;
  for (const LedgerRow& row : input.policy.ledger) {
    if (!is_specified(input.network, row)) continue;
    any = true;
    for (Finding& fault : form_faults(input, row)) judgement.findings.push_back(std::move(fault));
  }
  for (const RuleExcess& it : rule_excesses(input)) {
    if (it.kind != RuleExcess::Kind::wider || !is_specified(input.network, *it.row)) continue;
    judgement.findings.push_back({VerdictKind::violated, describe(input, it), it.device->name, it.rule->rule.at});
  }
  return any ? settle(std::move(judgement), input) : not_applicable(Message::p_mn2_none);
}

}  // namespace

Predicate p_mn2() {
  return {"P-MN2",
          "6(3)ア",
          "high",
          "MN-SPECIFIED",
          PredicateBasis::model,
          Message::p_mn2_title,
          Message::p_mn2_explanation,
          Message::p_mn2_advice,
          judge};
}

}  // namespace sekimori
