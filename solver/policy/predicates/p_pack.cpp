// P-PACK: the pack is in force, the city's policy does not go beyond it undecided, and the network looks like its model (catalogue row 50).
#include <algorithm>

#include "predicates.hpp"

namespace sekimori {
namespace {

void judge_validity(const PredicateInput& input, Judgement& judgement) {
  const Pack& pack = input.pack;
  if (pack.valid_until.empty()) return;
  const auto add = [&](Message key) {
    judgement.findings.push_back({VerdictKind::inconclusive, sentence(key, {pack.name, pack.valid_until}), pack.name, pack.at});
  };
  const auto last = day_of(pack.valid_until);
  if (!last || !input.today) return add(Message::p_pack_today);
  if (*last < *input.today) add(Message::p_pack_expired);
}

void judge_widening(const PredicateInput& input, const Widening& widening, Judgement& judgement) {
  std::vector<Text> beyond;
  for (const Admission it : widening.beyond) beyond.emplace_back(std::string(1, letter(it)));
  if (!widening.beyond.empty()) {
    const Zone& from = input.network.at(widening.from);
    const Zone& to = input.network.at(widening.to);
    judgement.findings.push_back({VerdictKind::unattested,
                                  sentence(Message::p_pack_widening, {label_of(from), label_of(to), joined(beyond)}),
                                  from.name + ">" + to.name, widening.at});
    return;
  }
  for (const std::string& method : widening.methods) beyond.emplace_back(method);
  judgement.findings.push_back({VerdictKind::unattested, sentence(Message::p_pack_methods, {joined(beyond)}), {}, widening.at});
}

/// Where the main terminals are, tells the model.
void judge_terminals(const PredicateInput& input, Judgement& judgement) {
  std::uint64_t lgwan = 0, internet = 0;
  for (const Host& host : input.network.hosts) {
    if (host.kind != "terminal" || host.attachments.empty()) continue;
    const ZoneRole role = role_of(input, host.zone);
    if (role == ZoneRole::lgwan_zone) lgwan += host.count;
    if (role == ZoneRole::internet_zone) internet += host.count;
  }
  if (lgwan == 0 && internet == 0) {
    judgement.findings.push_back({VerdictKind::unattested, Message::p_pack_no_terminals, {}, {}});
    return;
  }
  const bool in_lgwan = main_terminals(input.pack) == ZoneRole::lgwan_zone;
  if (in_lgwan ? lgwan >= internet : internet >= lgwan) return;
  judgement.findings.push_back(
      {VerdictKind::inconclusive,
       sentence(Message::p_pack_terminals, {std::to_string(lgwan), to_text(ZoneRole::lgwan_zone), std::to_string(internet),
                                            to_text(ZoneRole::internet_zone), input.pack.name}),
       input.pack.name, input.pack.at});
}

void judge_model(const PredicateInput& input, Judgement& judgement) {
  const auto differs = [&](const std::string& who, const std::string& model, SourceRange at) {
    if (model.empty() || model == input.pack.model) return;
    judgement.findings.push_back({VerdictKind::inconclusive, sentence(Message::p_pack_model, {who, model, input.pack.model}), who, at});
  };
  differs("policy.yaml", input.policy.model, {});
  for (const Zone& zone : input.network.zones) {
    if (const auto model = declared(input.network, zone, "model")) differs(zone.name, model->value, model->at);
  }
}

Judgement judge(const PredicateInput& input) {
  Judgement judgement;
  judge_validity(input, judgement);
  for (const Widening& widening : input.policy.widenings) judge_widening(input, widening, judgement);
  judge_model(input, judgement);
  judge_terminals(input, judgement);
  const bool judged = std::ranges::any_of(input.cells, [](const CellOutcome& cell) {
    return cell.verdict != VerdictKind::vacuous && cell.verdict != VerdictKind::not_applicable;
  });
  if (!judged) judgement.findings.push_back({VerdictKind::vacuous, Message::p_pack_nothing_judged, {}, {}});
  return settle(std::move(judgement), input);
}

}  // namespace

Predicate p_pack() {
  return {"P-PACK", "8", "high", "PACK", PredicateBasis::model, Message::p_pack_title, Message::p_pack_explanation, Message::p_pack_advice,
          judge};
}

}  // namespace sekimori
