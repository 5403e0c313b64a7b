// P-IN2: the security cloud does what the pack lists (declared by the prefecture or the city).
#include <algorithm>

#include "facts.hpp"
#include "predicates.hpp"

namespace sekimori {
namespace {

void judge_cloud(const PredicateInput& input, const Host& host, Judgement& judgement) {
  const auto functions = declared(input.network, host, "functions");
  if (!functions) {
    judgement.findings.push_back({VerdictKind::unattested, sentence(Message::p_in2_unknown, {host.name}), host.name, host.at});
    return;
  }
  const std::vector<std::string> has = members(functions->value);
  std::vector<Text> missing;
  for (const std::string& wanted : input.pack.cloud_functions) {
    if (std::ranges::find(has, wanted) == has.end()) missing.emplace_back(wanted);
  }
  if (!missing.empty()) {
    judgement.findings.push_back(
        {VerdictKind::violated, sentence(Message::p_in2_missing, {host.name, joined(missing)}), host.name, functions->at});
    return;
  }
  // As any declaration it grows old.
  ask(input, host, "functions", {input.pack.cloud_functions.begin(), input.pack.cloud_functions.end()}, judgement,
      static_cast<unsigned>(input.pack.cloud_functions.size()));
}

Judgement judge(const PredicateInput& input) {
  if (input.pack.cloud_functions.empty()) return not_applicable(Message::p_in2_none_wanted);
  Judgement judgement;
  bool any = false;
  for (const Host& host : input.network.hosts) {
    if (!std::holds_alternative<SecurityCloud>(host.role)) continue;
    any = true;
    judge_cloud(input, host, judgement);
  }
  return any ? settle(std::move(judgement), input, VerdictKind::unattested) : not_applicable(Message::p_in2_no_cloud);
}

}  // namespace

Predicate p_in2() {
  return {"P-IN2",
          "6(3)ウ",
          "medium",
          "IN-CLOUD-FUNCTIONS",
          PredicateBasis::declared,
          Message::p_in2_title,
          Message::p_in2_explanation,
          Message::p_in2_advice,
          judge};
}

}  // namespace sekimori
