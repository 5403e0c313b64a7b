#include "engines/answers.hpp"

#include <algorithm>

#include "agreement/monolithic.hpp"
#include "engines/datalog.hpp"
#include "sekimori/prove/verify.hpp"

namespace sekimori::testing {
namespace {

/// More than the flow graph's edges of the same path: each device has at most four hops and three edges.
std::size_t steps_of(const Witness& witness) {
  std::size_t steps = 0;
  for (const WitnessLeg& leg : witness.legs) steps += 3 + 4 * leg.hops.size() / 3;
  return steps;
}

std::vector<ClaimedPacket> claims_of(const Witness& witness) {
  std::vector<ClaimedPacket> claims;
  for (const WitnessLeg& leg : witness.legs) {
    claims.push_back({leg.phase, leg.packet, leg.how ? leg.how->options.translation_hints : std::vector<Packet>()});
    if (leg.initiation)
      claims.push_back({Phase::initiate, *leg.initiation, leg.how ? leg.how->opening_options.translation_hints : std::vector<Packet>()});
  }
  return claims;
}

Verdict verdict_of(const CellVerdict& cell) {
  Verdict verdict{cell.verdict, false, 0, {}};
  if (!cell.witness) return verdict;
  verdict.witness = claims_of(*cell.witness);
  const auto& legs = cell.witness->legs;
  verdict.by_v4 = std::all_of(legs.begin(), legs.end(), [](const WitnessLeg& leg) { return leg.packet.family == Family::v4; });
  // The query has one asker: two replies in a row may answer two.
  const auto replies = std::count_if(legs.begin(), legs.end(), [](const WitnessLeg& leg) { return leg.phase == Phase::reply; });
  if (replies <= 1) verdict.steps = steps_of(*cell.witness);
  return verdict;
}

void ask_verify(const RandomCase& c, Answers& answers) {
  VerifyOptions options;
  options.threat = c.threat;
  options.spoofing = false;
  const Report report = verify(c.network, c.policy, options);
  for (const CellVerdict& cell : report.cells) {
    const std::size_t declared = c.network.zones.size();  // the others have no zones for unzoned segments
    if (cell.from.index >= declared || cell.to.index >= declared) continue;
    answers.verify[{c.network.at(cell.from).name, c.network.at(cell.to).name}] = verdict_of(cell);
  }
}

void ask_simulator(const RandomCase& c, Answers& answers) {
  std::vector<ClaimedPacket> claimed;
  answers.claimed.clear();
  for (const auto& [cell, verdict] : answers.verify) {
    for (const ClaimedPacket& claim : verdict.witness) {
      if (answers.claimed.insert(claim.packet).second) claimed.push_back(claim);
    }
  }
  const BruteForce brute(c.network, c.policy, c.threat, claimed);
  answers.packets += brute.packets();
  for (std::uint32_t a = 0; a < c.network.zones.size(); ++a) {
    for (std::uint32_t b = 0; b < c.network.zones.size(); ++b) {
      if (a == b) continue;
      const ZoneId from{a}, to{b};
      answers.simulator[{c.network.at(from).name, c.network.at(to).name}] = {brute.reaches(from, to),
                                                                             brute.reaches(from, to, nullptr, Family::v4)};
    }
  }
}

Reach whole_path(const FlowProblem& problem, ZoneId to, std::size_t steps, std::chrono::milliseconds timeout) {
  const SolverAnswer answer = SolverSession().solve(monolithic_query(problem, to, steps), timeout).answer;
  return answer == SolverAnswer::sat ? Reach::open : answer == SolverAnswer::unsat ? Reach::closed : Reach::unknown;
}

void ask_whole_path(const RandomCase& c, const AskOptions& options, Answers& answers) {
  FlowGraph graph = build_flow_graph(c.network, {RoutingTier::current_routing, c.threat == Threat::compromise, SessionBinding::device});
  struct Question {
    const FlowProblem* problem;
    ZoneId to;
    CellName cell;
  };
  const std::vector<CellGroup> groups = plan_cells(c.network, c.policy, graph, {c.threat, false});
  std::vector<Question> questions;
  for (const CellGroup& group : groups) {
    for (const ZoneId to : group.to) {
      const std::size_t declared = c.network.zones.size();
      if (!is_encodable(group.problem) || group.from.index >= declared || to.index >= declared) continue;
      const CellName cell{c.network.at(group.from).name, c.network.at(to).name};
      const bool wanted = options.whole_path_only.empty() || options.whole_path_only.contains(cell);
      if (wanted) questions.push_back({&group.problem, to, cell});
    }
  }
  FlowGraph only_v4 = graph;
  std::erase_if(only_v4.edges, [](const FlowEdge& edge) { return edge.family != Family::v4; });
  for (std::size_t i = 0; i < std::min(questions.size(), options.whole_path_cells); ++i) {
    const Question& q = questions[(c.seed + i) % questions.size()];
    WholePath& answer = answers.whole_path[q.cell];
    const auto verdict = answers.verify.find(q.cell);
    const std::size_t wanted = verdict == answers.verify.end() ? 0 : verdict->second.steps;
    answer.steps = wanted == 0 ? options.steps : std::min(wanted, options.steps);
    answer.any = whole_path(*q.problem, q.to, answer.steps, options.whole_path);
    const auto other = answers.datalog.find(q.cell);
    if (answer.any != Reach::open || other == answers.datalog.end() || other->second != Reach::closed) continue;
    FlowProblem part = *q.problem;
    part.graph = &only_v4;
    part.relations = nullptr;
    answer.v4 = whole_path(part, q.to, answer.steps, options.whole_path);
  }
}

void ask_datalog_closely(const RandomCase& c, const AskOptions& options, Answers& answers) {
  std::set<CellName> closely;  // where "open" might contradict somebody
  for (const auto& [cell, verdict] : answers.verify) {
    if (verdict.kind == VerdictKind::proved) closely.insert(cell);
  }
  answers.datalog = ask_datalog(c, closely, options.datalog);
}

template <class Map>
typename Map::mapped_type found(const Map& map, const CellName& cell) {
  const auto at = map.find(cell);
  return at == map.end() ? typename Map::mapped_type() : at->second;
}

/// The simulator was given each packet of this witness, and must have got as far.
bool was_tried(const Verdict& verdict, const Answers& answers) {
  return !verdict.witness.empty() && std::all_of(verdict.witness.begin(), verdict.witness.end(),
                                                 [&](const ClaimedPacket& claim) { return answers.claimed.contains(claim.packet); });
}

}  // namespace

std::string to_text(Engine engine) {
  switch (engine) {
    case Engine::verify: return "verify";
    case Engine::simulator: return "simulator";
    case Engine::datalog: return "datalog";
    case Engine::whole_path: return "whole path";
  }
  return {};
}

void ask(Engine engine, const RandomCase& given, const AskOptions& options, Answers& answers) {
  RandomCase c = given;
  if (options.bug != nullptr && options.bugged == engine) options.bug->plant(c);
  const auto start = std::chrono::steady_clock::now();
  switch (engine) {
    case Engine::verify: answers.verify.clear(), ask_verify(c, answers); break;
    case Engine::simulator: answers.simulator.clear(), ask_simulator(c, answers); break;
    case Engine::datalog: ask_datalog_closely(c, options, answers); break;
    case Engine::whole_path: answers.whole_path.clear(), ask_whole_path(c, options, answers); break;
  }
  answers.seconds[engine] += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

Answers ask_all(const RandomCase& c, const AskOptions& options) {
  Answers answers;
  for (const Engine engine : kEngines) ask(engine, c, options, answers);
  return answers;
}

std::vector<Disagreement> disagreements(const Answers& answers) {
  std::set<CellName> cells;
  for (const auto& [cell, verdict] : answers.verify) cells.insert(cell);
  for (const auto& [cell, answer] : answers.simulator) cells.insert(cell);
  std::vector<Disagreement> all;
  for (const CellName& cell : cells) {
    const Verdict verdict = found(answers.verify, cell);
    const Deliveries4 tried = found(answers.simulator, cell);
    const Reach datalog = found(answers.datalog, cell);
    const WholePath path = found(answers.whole_path, cell);
    const auto differ = [&](bool contradicts, Engine one, Engine other, const char* what) {
      if (contradicts) all.push_back({cell, one, other, what});
    };
    const bool proved = verdict.kind == VerdictKind::proved, violated = verdict.kind == VerdictKind::violated;
    differ(proved && tried.reached, Engine::verify, Engine::simulator, "proved, but a packet gets there");
    differ(violated && was_tried(verdict, answers) && !tried.reached, Engine::verify, Engine::simulator,
           "violated, but no packet of the witness gets there");
    differ(proved && datalog == Reach::open, Engine::verify, Engine::datalog, "proved, but Datalog says open");
    differ(proved && path.any == Reach::open, Engine::verify, Engine::whole_path, "proved, but the whole-path query has a model");
    differ(violated && verdict.by_v4 && datalog == Reach::closed, Engine::verify, Engine::datalog, "violated, but Datalog says closed");
    const bool is_short = verdict.steps != 0 && verdict.steps <= path.steps;
    differ(violated && is_short && path.any == Reach::closed, Engine::verify, Engine::whole_path,
           "violated, but the whole-path query has no model");
    differ(tried.reached_by_v4 && datalog == Reach::closed, Engine::simulator, Engine::datalog,
           "a packet gets there, but Datalog says closed");
    differ(path.v4 == Reach::open && datalog == Reach::closed, Engine::whole_path, Engine::datalog,
           "the whole-path query has a model, but Datalog says closed");
  }
  return all;
}

bool comes_again(const Disagreement& found, const RandomCase& c, const AskOptions& options) {
  AskOptions all = options;
  all.whole_path_cells = c.network.zones.size() * c.network.zones.size();
  Answers answers;
  for (const Engine engine : kEngines) {
    // Datalog is asked closely only where the verdict is known, and the whole path where Datalog's answer is.
    const bool helps = engine == Engine::verify && found.other == Engine::datalog;
    if (engine == found.one || engine == found.other || helps) ask(engine, c, all, answers);
  }
  const auto again = disagreements(answers);
  return std::find(again.begin(), again.end(), found) != again.end();
}

}  // namespace sekimori::testing
