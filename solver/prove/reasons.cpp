#include "reasons.hpp"

#include <algorithm>

#include "sekimori/base/messages.hpp"

namespace sekimori {
namespace {

struct Entry {
  std::string_view code;
  Message text;
};

constexpr Entry kReasons[] = {
    {"packet-gets-through", Message::reason_packet},
    {"zone-without-endpoints", Message::reason_no_endpoints},
    {"spurious", Message::reason_spurious},
    {"not-replayed", Message::reason_not_replayed},
    {"solver-gave-up", Message::reason_solver},
    {"too-many-refinements", Message::reason_refinements},
    {"obligation-not-discharged", Message::reason_obligation},
    {"internal-incomplete-certificate", Message::reason_internal},
    {"interrupted", Message::reason_interrupted},
    {"rests-on-assumption", Message::reason_rests},
    {"witness-on-assumption", Message::reason_witness_assumption},
    {"unzoned-segment", Message::reason_unzoned},
};

}  // namespace

Reason reason_of(std::string_view code) {
  const auto* found = std::find_if(std::begin(kReasons), std::end(kReasons), [&](const Entry& e) { return e.code == code; });
  if (found == std::end(kReasons)) return {std::string(code), std::string(code), std::string(code)};
  const Text text(found->text);
  return {std::string(found->code), text.en, text.ja};
}

Witness witness_of(Simulator& simulator, const FlowProblem& problem, const ConcretePath& path) {
  Witness witness;
  witness.replayed = !path.legs.empty();
  for (std::size_t i = 0; i < path.legs.size(); ++i) {
    if (auto leg = replay(simulator, problem, path.legs[i], path.packets[i])) {
      witness.legs.push_back(std::move(*leg));
      continue;
    }
    witness.replayed = false;
    const AbstractLeg& leg = path.legs[i];
    witness.legs.push_back(
        {problem.graph->at(leg.emitter).name, problem.graph->at(leg.target).name, leg.phase, {}, path.packets[i].front(), {}, {}});
  }
  return witness;
}

std::vector<SourceRange> culprits_of(const Witness& witness) {
  std::vector<SourceRange> lines;
  for (const WitnessLeg& leg : witness.legs) {
    for (const Hop& hop : leg.hops) {
      const bool known = hop.source.line != 0 && std::find(lines.begin(), lines.end(), hop.source) == lines.end();
      if (known && (hop.action == "permit" || hop.action == "translate" || hop.action == "switch")) lines.push_back(hop.source);
    }
  }
  return lines;
}

}  // namespace sekimori
