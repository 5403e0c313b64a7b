// P-MN7: screen transfer into or out of the My Number zone only where the pack leaves it open and the city has switched it on; then over
// one gateway, without redirections, with multi-factor authentication.
#include <algorithm>

#include "facts.hpp"
#include "predicates.hpp"

namespace sekimori {
namespace {

struct Transfer {
  std::string subject;
  SourceRange at;
};

/// Gateways: declared nodes, and the hosts that the rows' sessions are opened to.
std::set<HostId> gateways(const PredicateInput& input, std::vector<Transfer>& transfers) {
  std::set<HostId> found;
  for (std::size_t i = 0; i < input.network.hosts.size(); ++i) {
    const Host& host = input.network.hosts[i];
    if (!is_screen_node(input, host)) continue;
    found.insert(make_id<HostId>(i));
    transfers.push_back({host.name, host.at});
  }
  for (const LedgerRow& row : input.policy.ledger) {
    if (!may_carry_screens(input, row)) continue;
    transfers.push_back({row.id, row.at});
    for (const EndpointRef& end : row.dst) {
      if (const auto* host = std::get_if<HostId>(&end)) found.insert(*host);
    }
  }
  return found;
}

void judge_gateway(const PredicateInput& input, const Host& host, Judgement& judgement) {
  if (const auto* sanitiser = std::get_if<Sanitiser>(&host.role)) {
    if (!sanitiser->redirections_off) {
      judgement.findings.push_back({VerdictKind::violated, sentence(Message::p_mn7_redirections, {host.name}), host.name, host.at});
    }
  } else {
    ask(input, host, "redirections", {"off"}, judgement);
  }
  ask(input, host, "auth-factors", {"knowledge", "possession", "inherence"}, judgement, 2);
}

Judgement judge(const PredicateInput& input) {
  if (!has_zone(input, ZoneRole::my_number)) return not_applicable(Message::no_my_number_zone);
  std::vector<Transfer> transfers;
  const std::set<HostId> nodes = gateways(input, transfers);
  if (transfers.empty()) return not_applicable(Message::p_mn7_none);
  const bool open = input.pack.screen_into_my_number != Allowance::forbidden;
  const bool on = input.pack.screen_into_my_number == Allowance::required || input.policy.options.contains("screen-into-my-number");
  Judgement judgement;
  for (const Transfer& it : transfers) {
    if (open && on) continue;
    judgement.findings.push_back(
        {VerdictKind::violated, sentence(open ? Message::p_mn7_off : Message::p_mn7_forbidden, {it.subject}), it.subject, it.at});
  }
  if (nodes.size() > 1) {
    for (const HostId id : nodes) {
      const Host& host = input.network.at(id);
      judgement.findings.push_back({VerdictKind::violated, sentence(Message::p_mn7_several, {host.name}), host.name, host.at});
    }
  }
  for (const HostId id : nodes) judge_gateway(input, input.network.at(id), judgement);
  return settle(std::move(judgement), input, VerdictKind::unattested);
}

}  // namespace

Predicate p_mn7() {
  return {"P-MN7",
          "6(3)ア",
          "high",
          "MN-SCREEN",
          PredicateBasis::declared,
          Message::p_mn7_title,
          Message::p_mn7_explanation,
          Message::p_mn7_advice,
          judge};
}

}  // namespace sekimori
