// P-IN3: where the main terminals are in the Internet zone (β, β′), every terminal has endpoint detection that somebody watches; of β′
// every server of the zone has access control of its own for each asset (declared).
#include <algorithm>

#include "facts.hpp"
#include "predicates.hpp"

namespace sekimori {
namespace {

bool is_server(const Host& host) { return std::holds_alternative<PlainHost>(host.role) && host.relays; }

std::vector<const Host*> hosts_of_zone(const PredicateInput& input, bool servers) {
  std::vector<const Host*> found;
  for (const Host& host : input.network.hosts) {
    if (host.attachments.empty() || !is_in(input.network, host, ZoneRole::internet_zone)) continue;
    if (servers ? is_server(host) : host.kind == "terminal") found.push_back(&host);
  }
  return found;
}

void judge_terminals(const PredicateInput& input, Judgement& judgement) {
  for (const Host* host : hosts_of_zone(input, false)) {
    if (input.pack.endpoint_detection == Allowance::optional) {  // what the city claims, though nobody asks
      const auto claimed = declared(input.network, *host, "edr");
      if (claimed && claimed->value == "yes") ask(input, *host, "edr", {"yes"}, judgement);
      continue;
    }
    ask(input, *host, "edr", {"yes"}, judgement);
    ask(input, *host, "edr-monitored", {"yes"}, judgement);
  }
}

void judge_servers(const PredicateInput& input, Judgement& judgement) {
  for (const Host* host : hosts_of_zone(input, true)) {
    if (input.pack.asset_access_control == Allowance::optional) {
      const auto claimed = declared(input.network, *host, "asset-acl");
      if (!claimed || claimed->value != "yes") continue;
    }
    ask(input, *host, "asset-acl", {"yes"}, judgement);
  }
}

/// And what a pack of the city's own asks for besides.
void judge_pack(const PredicateInput& input, Judgement& judgement) {
  const Judgement asked = judge_attributes(input, "P-IN3");
  if (asked.verdict == VerdictKind::not_applicable) return;
  judgement.findings.insert(judgement.findings.end(), asked.findings.begin(), asked.findings.end());
  judgement.declared.insert(judgement.declared.end(), asked.declared.begin(), asked.declared.end());
}

Judgement judge(const PredicateInput& input) {
  if (!has_zone(input, ZoneRole::internet_zone)) return not_applicable(Message::no_such_zones);
  Judgement judgement;
  if (input.pack.endpoint_detection != Allowance::forbidden) judge_terminals(input, judgement);
  if (input.pack.asset_access_control != Allowance::forbidden) judge_servers(input, judgement);
  judge_pack(input, judgement);
  if (!judgement.findings.empty() || !judgement.declared.empty()) return settle(std::move(judgement), input, VerdictKind::unattested);
  const bool required = input.pack.endpoint_detection == Allowance::required || input.pack.asset_access_control == Allowance::required;
  return not_applicable(required ? Message::no_such_host : Message::p_in3_not_asked);
}

}  // namespace

Predicate p_in3() {
  return {"P-IN3",
          "6(3)ウ",
          "high",
          "IN-ENDPOINT-DETECTION",
          PredicateBasis::declared,
          Message::p_in3_title,
          Message::p_in3_explanation,
          Message::p_in3_advice,
          judge};
}

}  // namespace sekimori
