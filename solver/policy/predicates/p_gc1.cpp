// P-GC1: the Government Cloud does not reach the Internet, but for the purposes that the pack lists (declared), and never by way of the
// city.
#include <algorithm>

#include "facts.hpp"
#include "predicates.hpp"

namespace sekimori {
namespace {

void judge_line(const PredicateInput& input, const Host& host, Judgement& judgement) {
  const auto purposes = declared(input.network, host, "internet-purposes");
  if (!purposes || members(purposes->value).empty()) {
    judgement.findings.push_back({VerdictKind::unattested, sentence(Message::p_gc1_unknown, {host.name}), host.name, host.at});
    return;
  }
  bool beyond = false;
  for (const std::string& purpose : members(purposes->value)) {
    if (purpose == "none" || input.pack.government_cloud_purposes.contains(purpose)) continue;
    beyond = true;
    judgement.findings.push_back({VerdictKind::violated, sentence(Message::p_gc1_beyond, {host.name, purpose}), host.name, purposes->at});
  }
  if (!beyond) ask(input, host, "internet-purposes", {purposes->value}, judgement);  // it only has to be recent
}

Judgement judge(const PredicateInput& input) {
  if (!has_zone(input, ZoneRole::government_cloud)) return not_applicable(Message::no_such_zones);
  Judgement judgement;
  take_cells(judgement, input, [](ZoneRole from, ZoneRole to) {
    return (from == ZoneRole::government_cloud && to == ZoneRole::internet) ||
           (from == ZoneRole::internet && to == ZoneRole::government_cloud);
  });
  bool any = false;
  for (const Host& host : input.network.hosts) {
    if (!is_in(input.network, host, ZoneRole::government_cloud)) continue;
    any = true;
    judge_line(input, host, judgement);
  }
  if (!any) judgement.findings.push_back({VerdictKind::vacuous, Message::no_such_host, {}, {}});
  want_cells(judgement);
  return settle(std::move(judgement), input);
}

}  // namespace

Predicate p_gc1() {
  return {"P-GC1",
          "2(17)",
          "high",
          "GC-INTERNET",
          PredicateBasis::declared,
          Message::p_gc1_title,
          Message::p_gc1_explanation,
          Message::p_gc1_advice,
          judge};
}

}  // namespace sekimori
