#include "reasons.hpp"

#include <algorithm>

namespace sekimori {
namespace {

struct Entry {
  std::string_view code, en, ja;
};

constexpr Entry kReasons[] = {
    {"packet-gets-through", "A packet gets through; the simulator delivered it along the path shown.",
     "反例となるパケットが到達した（シミュレータで再現済み）。"},
    {"zone-without-endpoints", "One of the zones has no endpoint, or none that is attached.", "領域に端末等がないか、接続されていない。"},
    {"spurious", "The search found a path that no packet takes, and could not tell the cases apart.",
     "探索で見つかった経路を通るパケットがなく、場合分けもできなかった。"},
    {"not-replayed", "A path was found, but the simulator did not deliver its packet.",
     "経路は見つかったが、シミュレータで再現できなかった。"},
    {"solver-gave-up", "The solver gave up within its time.", "ソルバが制限時間内に判定できなかった。"},
    {"too-many-refinements", "The search was given up after too many refinements.", "場合分けの回数が上限に達した。"},
    {"obligation-not-discharged", "An obligation of the certificate was not proved.", "証明書の一部の証明義務が確認できなかった。"},
    {"internal-incomplete-certificate", "Internal error: the certificate does not cover everything.", "内部エラー：証明書に漏れがある。"},
    {"rests-on-assumption", "The proof does not hold when the lines that were not understood are taken at their worst.",
     "解釈できない設定行を最悪に見なすと証明が成り立たない。"},
    {"witness-on-assumption", "The path crosses a line that may drop the packet and was not understood.",
     "経路上に、パケットを破棄しうる未解釈の設定行がある。"},
    {"unzoned-segment", "Data may be exchanged with a segment that belongs to no zone.", "どの領域にも属さないセグメントと通信しうる。"},
};

}  // namespace

Reason reason_of(std::string_view code) {
  const auto* found = std::find_if(std::begin(kReasons), std::end(kReasons), [&](const Entry& e) { return e.code == code; });
  if (found == std::end(kReasons)) return {std::string(code), std::string(code), std::string(code)};
  return {std::string(found->code), std::string(found->en), std::string(found->ja)};
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
