// P-X10: what is proved is proved for IPv4 and for IPv6, over every tunnel (L6 attaches whoever an unencrypted one may pass).
#include <algorithm>

#include "places.hpp"
#include "predicates.hpp"

namespace sekimori {
namespace {

bool is_judged(const CellOutcome& cell) { return cell.verdict != VerdictKind::vacuous && cell.verdict != VerdictKind::not_applicable; }

void judge_cell(const CellOutcome& cell, Judgement& judgement) {
  if (cell.verdict == VerdictKind::violated && cell.leg && cell.leg->packet.family == Family::v6) {
    judgement.findings.push_back(
        {VerdictKind::violated, sentence(Message::p_x10_witness, {cell.id, to_text(cell.leg->packet)}), cell.id, {}});
  }
  if (cell.verdict != VerdictKind::proved) return;
  for (const char* family : {"v4", "v6"}) {
    if (std::ranges::find(cell.families, family) != cell.families.end()) continue;
    judgement.findings.push_back({VerdictKind::inconclusive, sentence(Message::p_x10_family, {cell.id, family}), cell.id, {}});
  }
}

/// Packets over a tunnel are in every cell; what is said here is what that rests on.
void note_tunnels(const PredicateInput& input, Judgement& judgement) {
  for (std::size_t i = 0; i < input.network.interfaces.size(); ++i) {
    const Interface& interface = input.network.interfaces[i];
    if (!interface.tunnel || !interface.up) continue;
    const std::string name = describe(input.network, make_id<InterfaceId>(i));
    const Message key = interface.tunnel->encrypted ? Message::p_x10_encrypted : Message::p_x10_tunnel;
    judgement.findings.push_back({VerdictKind::proved, sentence(key, {name}), name, interface.tunnel->at});
  }
}

Judgement judge(const PredicateInput& input) {
  Judgement judgement;
  std::size_t judged = 0, open = 0;
  for (const CellOutcome& cell : input.cells) {
    judge_cell(cell, judgement);
    if (is_judged(cell)) ++judged;
    if (is_judged(cell) && cell.verdict != VerdictKind::proved) ++open;
  }
  note_tunnels(input, judgement);
  if (judged == 0) judgement.findings.push_back({VerdictKind::vacuous, Message::p_pack_nothing_judged, {}, {}});
  if (open > 0) {
    judgement.findings.push_back({VerdictKind::inconclusive, sentence(Message::px_cells_open, {std::to_string(open)}), {}, {}});
  }
  return settle(std::move(judgement), input);
}

}  // namespace

Predicate p_x10() {
  return {"P-X10",
          "6(6)",
          "high",
          "BOTH-FAMILIES",
          PredicateBasis::isolation,
          Message::p_x10_title,
          Message::p_x10_explanation,
          Message::p_x10_advice,
          judge};
}

}  // namespace sekimori
