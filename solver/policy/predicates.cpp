// Which predicates there are, and how a judgement becomes a verdict. Each of them: predicates/.
#include "predicates/predicates.hpp"

#include <algorithm>

#include "sekimori/policy/predicate.hpp"

namespace sekimori {

std::span<const Predicate> predicates() {
  // clang-format off: one line each
  static const std::vector<Predicate> all = {
      p_mn1(),
      p_mn2(),
      p_mn3(),
      p_mn4(),
      p_mn5(),
      p_mn6(),
      p_mn7(),
      p_mn8(),
      p_lg1(),
      p_lg2(),
      p_lg3(),
      p_lg4(),
      p_lg5(),
      p_in1(),
      p_in2(),
      p_in3(),
      p_gc1(),
      p_nb1(),
      p_nb2(),
      p_x1(),
      p_x2(),
      p_x3(),
      p_x4(),
      p_x5(),
      p_x6(),
      p_x7(),
      p_x8(),
      p_x9(),
      p_x10(),
      p_x11(),
      p_x12(),
      p_x13(),
      p_pack(),
  };
  // clang-format on
  return all;
}

const Predicate* find_predicate(std::string_view id_or_code) {
  const auto all = predicates();
  const auto found = std::ranges::find_if(all, [&](const Predicate& it) { return it.id == id_or_code || it.code == id_or_code; });
  return found == all.end() ? nullptr : &*found;
}

std::string to_text(PredicateBasis basis) {
  switch (basis) {
    case PredicateBasis::isolation: return "isolation";
    case PredicateBasis::model: return "model";
    case PredicateBasis::declared: return "declared";
    case PredicateBasis::human: return "human";
  }
  return {};
}

VerdictKind worse(VerdictKind a, VerdictKind b) {
  constexpr VerdictKind kWorstFirst[] = {VerdictKind::violated,      VerdictKind::inconclusive, VerdictKind::vacuous,
                                         VerdictKind::unattested,    VerdictKind::attested,     VerdictKind::proved,
                                         VerdictKind::not_applicable};
  return *std::ranges::find_if(kWorstFirst, [&](VerdictKind it) { return it == a || it == b; });
}

Judgement settle(Judgement judgement, const PredicateInput& input, VerdictKind otherwise) {
  std::optional<VerdictKind> worst;
  const auto weigh = [&](VerdictKind kind) { worst = worst ? worse(*worst, kind) : kind; };
  for (const Finding& finding : judgement.findings) weigh(finding.weighs);
  for (const CellOutcome& cell : input.cells) {
    if (std::ranges::find(judgement.cells, cell.id) != judgement.cells.end()) weigh(cell.verdict);
  }
  if (!judgement.declared.empty()) weigh(VerdictKind::attested);  // a declaration is never mixed into what is proved
  judgement.verdict = worst.value_or(otherwise);
  return judgement;
}

Judgement not_applicable(Message why) {
  Judgement judgement;
  judgement.findings.push_back({VerdictKind::not_applicable, why, {}, {}});
  judgement.verdict = VerdictKind::not_applicable;
  return judgement;
}

bool has_zone(const PredicateInput& input, ZoneRole role) {
  return std::ranges::any_of(input.network.zones, [&](const Zone& zone) { return zone.role == role; });
}

ZoneRole role_of(const PredicateInput& input, ZoneId zone) { return input.graph.zones.at(zone.index).role; }

Text label_of(const Zone& zone) {
  return {zone.label_en.empty() ? zone.name : zone.label_en, zone.label_ja.empty() ? zone.name : zone.label_ja};
}

std::vector<PredicateVerdict> judge_predicates(const PredicateInput& input) {
  std::vector<PredicateVerdict> verdicts;
  for (const Predicate& it : predicates()) {
    Judgement judgement = it.judge(input);
    std::ranges::sort(judgement.declared);
    judgement.declared.erase(std::unique(judgement.declared.begin(), judgement.declared.end()), judgement.declared.end());
    verdicts.push_back({std::string(it.id), std::string(it.clause), std::string(it.severity), std::string(it.code), it.basis, it.title,
                        it.explanation, it.advice, judgement.verdict, std::move(judgement.findings), std::move(judgement.cells),
                        std::move(judgement.declared)});
  }
  return verdicts;
}

}  // namespace sekimori
