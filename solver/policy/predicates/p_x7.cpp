// P-X7: the network permits what the ledger says, no more and no less (S29). No more: every cell is proved, and each permit of a firewall
// at the boundary of the My Number or the LGWAN zone lies within ledger rows, sanitising and security-cloud services, as a set of headers.
// No less: each row can be used, tried by the simulator with one session of each kind that the network can tell apart. What sticks out of a
// rule is named as the difference of the sets.
#include <algorithm>

#include "predicates.hpp"
#include "rule_excess.hpp"

namespace sekimori {
namespace {

/// The packet of a violated cell that needs no relay is itself a flow that the ledger does not cover.
void judge_packet(const PredicateInput& input, const CellOutcome& cell, Judgement& judgement) {
  if (cell.verdict != VerdictKind::violated || !cell.leg) return;
  const Packet& packet = cell.leg->packet;
  const std::string text = to_text(packet);
  const bool v6 = packet.family == Family::v6;
  for (const LedgerRow& row : input.policy.ledger) {
    const bool src = packet.family != Family::non_ip && (v6 ? row.src_v6 : row.src_v4).contains(packet.source());
    const bool dst = packet.family != Family::non_ip && (v6 ? row.dst_v6 : row.dst_v4).contains(packet.destination());
    const bool service = std::ranges::any_of(row.services, [&](const ServiceBox& it) { return it.contains(packet); });
    // All three: the row is one that the matrix does not admit. Fewer than two: the packet has little to do with it.
    if ((src ? 1 : 0) + (dst ? 1 : 0) + (service ? 1 : 0) != 2) continue;
    judgement.findings.push_back(
        {VerdictKind::violated, sentence(Message::p_x7_packet_wider, {cell.leg->from, cell.leg->to, text, row.id}), row.id, row.at});
    return;
  }
  judgement.findings.push_back(
      {VerdictKind::violated, sentence(Message::p_x7_packet_extra, {cell.leg->from, cell.leg->to, text}), cell.id, {}});
}

void judge_row(const PredicateInput& input, const LedgerRow& row, Judgement& judgement) {
  const auto add = [&](VerdictKind weighs, Text text) { judgement.findings.push_back({weighs, std::move(text), row.id, row.at}); };
  const auto match = std::ranges::find(input.ledger, row.id, &LedgerMatch::row);
  if (match == input.ledger.end() || match->tried == 0) {
    add(VerdictKind::inconclusive, sentence(Message::p_x7_untried, {row.id}));
  } else if (match->arrived == 0) {
    add(VerdictKind::violated, sentence(Message::p_x7_dead, {row.id, match->why}));
  } else if (match->arrived < match->tried) {
    add(VerdictKind::violated,
        sentence(Message::p_x7_partly, {row.id, std::to_string(match->arrived), std::to_string(match->tried), match->why}));
  } else if (match->untried > 0) {
    add(VerdictKind::inconclusive,
        sentence(Message::p_x7_too_many, {row.id, std::to_string(match->tried), std::to_string(match->tried + match->untried)}));
  }
  const auto last = day_of(row.expiry);
  if (last && input.today && *last < *input.today) add(VerdictKind::violated, sentence(Message::p_x7_expired, {row.id, row.expiry}));
  if (row.owner.empty() || row.approver.empty()) add(VerdictKind::unattested, sentence(Message::p_x7_unowned, {row.id}));
}

Judgement judge(const PredicateInput& input) {
  Judgement judgement;
  for (const CellOutcome& cell : input.cells) {
    if (cell.verdict == VerdictKind::vacuous || cell.verdict == VerdictKind::not_applicable) continue;
    judgement.cells.push_back(cell.id);
    judge_packet(input, cell, judgement);
  }
  for (const RuleExcess& it : rule_excesses(input)) {
    const bool open = it.kind == RuleExcess::Kind::too_intricate || it.kind == RuleExcess::Kind::translated;
    judgement.findings.push_back(
        {open ? VerdictKind::inconclusive : VerdictKind::violated, describe(input, it), it.device->name, it.rule->rule.at});
  }
  for (const LedgerRow& row : input.policy.ledger) judge_row(input, row, judgement);
  // Without a cell that was judged nothing says that the network permits no more.
  if (judgement.cells.empty()) judgement.findings.push_back({VerdictKind::vacuous, Message::p_pack_nothing_judged, {}, {}});
  return settle(std::move(judgement), input, VerdictKind::vacuous);
}

}  // namespace

Predicate p_x7() {
  return {
      "P-X7", "6(7)", "high", "LEDGER-MATCH", PredicateBasis::model, Message::p_x7_title, Message::p_x7_explanation, Message::p_x7_advice,
      judge};
}

}  // namespace sekimori
