// P-IN1: the Internet is reached through the prefecture's security cloud alone; there is no other line to it.
#include "facts.hpp"
#include "predicates.hpp"

namespace sekimori {
namespace {

/// A second way out that packets need not show: a card for a mobile network, declared of a host.
void judge_mobile(const PredicateInput& input, Judgement& judgement) {
  for (const Host& host : input.network.hosts) {
    const auto mobile = declared(input.network, host, "wwan");
    if (!mobile || mobile->value == "no" || !is_of_city(input.network.at(host.zone).role)) continue;
    judgement.findings.push_back({VerdictKind::violated, sentence(Message::p_in1_mobile, {host.name}), host.name, mobile->at});
  }
}

Judgement judge(const PredicateInput& input) {
  Judgement judgement;
  take_cells(judgement, input, [](ZoneRole from, ZoneRole to) {
    return (from == ZoneRole::internet_zone && to == ZoneRole::internet) || (from == ZoneRole::internet && to == ZoneRole::internet_zone);
  });
  judge_mobile(input, judgement);
  if (!has_zone(input, ZoneRole::internet_zone) && judgement.findings.empty()) return not_applicable(Message::no_such_zones);
  want_cells(judgement);
  return settle(std::move(judgement), input);
}

}  // namespace

Predicate p_in1() {
  return {"P-IN1",
          "6(3)ウ",
          "high",
          "IN-SINGLE-EXIT",
          PredicateBasis::isolation,
          Message::p_in1_title,
          Message::p_in1_explanation,
          Message::p_in1_advice,
          judge};
}

}  // namespace sekimori
