// P-MN3: no way between the My Number zone and the Internet, over whatever relays; and no registered peer of it is itself on the Internet,
// but for public systems that are reached through the LGWAN.
#include "facts.hpp"
#include "predicates.hpp"

namespace sekimori {
namespace {

/// Externals that a ledger row joins to the My Number zone.
void judge_peers(const PredicateInput& input, Judgement& judgement) {
  std::set<HostId> peers;
  for (const LedgerRow& row : input.policy.ledger) {
    const auto collect = [&](const std::vector<EndpointRef>& mine, const std::vector<EndpointRef>& theirs) {
      const bool my_number = has_host_in(input.network, mine, ZoneRole::my_number);
      for (const EndpointRef& ref : theirs) {
        const auto* host = std::get_if<HostId>(&ref);
        if (my_number && host != nullptr && std::holds_alternative<External>(input.network.at(*host).role)) peers.insert(*host);
      }
    };
    collect(row.src, row.dst);
    collect(row.dst, row.src);
  }
  for (const HostId id : peers) {
    const Host& peer = input.network.at(id);
    const auto connected = declared(input.network, peer, "internet-connected");
    if (!connected) {
      judgement.findings.push_back({VerdictKind::unattested, sentence(Message::p_mn3_peer_unknown, {peer.name}), peer.name, peer.at});
    } else if (connected->value != "no") {
      judgement.findings.push_back({VerdictKind::violated, sentence(Message::p_mn3_peer_connected, {peer.name}), peer.name, peer.at});
    } else {
      judgement.declared.push_back(connected->by);
    }
  }
}

Judgement judge(const PredicateInput& input) {
  if (!has_zone(input, ZoneRole::my_number)) return not_applicable(Message::no_my_number_zone);
  Judgement judgement;
  take_cells(judgement, input, [](ZoneRole from, ZoneRole to) {
    return (from == ZoneRole::my_number && to == ZoneRole::internet) || (from == ZoneRole::internet && to == ZoneRole::my_number);
  });
  judge_peers(input, judgement);
  want_cells(judgement);
  return settle(std::move(judgement), input);
}

}  // namespace

Predicate p_mn3() {
  return {"P-MN3",
          "6(3)ア",
          "high",
          "MN-INTERNET",
          PredicateBasis::isolation,
          Message::p_mn3_title,
          Message::p_mn3_explanation,
          Message::p_mn3_advice,
          judge};
}

}  // namespace sekimori
