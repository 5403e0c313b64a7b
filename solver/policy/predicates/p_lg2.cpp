// P-LG2: the sanitisers are a cut between the Internet zone and the LGWAN zone: whatever arrives went through one, and no segment has both.
#include "facts.hpp"
#include "predicates.hpp"

namespace sekimori {
namespace {

void judge_segments(const PredicateInput& input, Judgement& judgement) {
  const std::vector<Zones> senders = zones_by_segment(input);
  for (std::size_t i = 0; i < input.graph.segments.segments.size(); ++i) {
    const auto id = make_id<SegmentId>(i);
    bool lgwan = false, internet = false;
    for (const ZoneId zone : zones_on(input, senders, id)) {
      lgwan = lgwan || role_of(input, zone) == ZoneRole::lgwan_zone;
      internet = internet || role_of(input, zone) == ZoneRole::internet_zone;
    }
    if (!lgwan || !internet) continue;
    const std::string name = name_of(input, id);
    judgement.findings.push_back({VerdictKind::violated, sentence(Message::p_lg2_segment, {name}), name,
                                  input.network.at(input.graph.segments.segments[i].anchor).at});
  }
}

/// A row that the city's matrix lets stand from the Internet zone to the LGWAN zone brings what no sanitiser has seen.
void judge_rows(const PredicateInput& input, Judgement& judgement) {
  for (const LedgerRow& row : input.policy.ledger) {
    bool admitted = false;
    for (const EndpointRef& src : row.src) {
      for (const EndpointRef& dst : row.dst) {
        const Host *from = host_of(input.network, src), *to = host_of(input.network, dst);
        admitted = admitted || (from != nullptr && to != nullptr && is_in(input.network, *from, ZoneRole::internet_zone) &&
                                is_in(input.network, *to, ZoneRole::lgwan_zone) && admits_rows(input.policy, from->zone, to->zone));
      }
    }
    if (admitted) judgement.findings.push_back({VerdictKind::violated, sentence(Message::p_lg2_row, {row.id}), row.id, row.at});
  }
}

Judgement judge(const PredicateInput& input) {
  if (!has_zone(input, ZoneRole::lgwan_zone) || !has_zone(input, ZoneRole::internet_zone)) return not_applicable(Message::no_such_zones);
  Judgement judgement;
  take_cells(judgement, input, [](ZoneRole from, ZoneRole to) { return from == ZoneRole::internet_zone && to == ZoneRole::lgwan_zone; });
  judge_segments(input, judgement);
  judge_rows(input, judgement);
  want_cells(judgement);
  return settle(std::move(judgement), input);
}

}  // namespace

Predicate p_lg2() {
  return {"P-LG2",
          "6(3)イ",
          "high",
          "LG-CUT",
          PredicateBasis::isolation,
          Message::p_lg2_title,
          Message::p_lg2_explanation,
          Message::p_lg2_advice,
          judge};
}

}  // namespace sekimori
