// Four answers to one question, kept apart so that any two can be compared: our verdict, packets tried one by one, Z3's Datalog engine on
// the flow graph as Horn clauses, and one query over the whole path.
#pragma once

#include <chrono>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "agreement/brute_force.hpp"
#include "engines/seeded_bugs.hpp"
#include "sekimori/policy/verdict_kind.hpp"
#include "support/random_network.hpp"

namespace sekimori::testing {

enum class Engine : std::uint8_t { verify, simulator, datalog, whole_path };
inline constexpr Engine kEngines[] = {Engine::verify, Engine::simulator, Engine::datalog, Engine::whole_path};
[[nodiscard]] std::string to_text(Engine engine);

/// Of an engine that says whether data gets there. `unknown`: no answer within its time or its bound, or not asked.
enum class Reach : std::uint8_t { unknown, closed, open };

using CellName = std::pair<std::string, std::string>;  ///< zones: from, to

struct Verdict {
  VerdictKind kind = VerdictKind::inconclusive;
  bool by_v4 = false;     ///< a witness of IPv4 packets alone, which is all that Datalog sees
  std::size_t steps = 0;  ///< within which the whole-path query would find the witness; 0: it would not (none, or two askers)
  std::vector<ClaimedPacket> witness;
};
/// What the simulator finds by the packets that the brute force tries. Nothing found is no proof, but for a witness that was tried.
struct Deliveries4 {
  bool reached = false, reached_by_v4 = false;
};
struct WholePath {
  Reach any = Reach::unknown;  ///< within the bound: `closed` is no proof
  Reach v4 = Reach::unknown;   ///< the same on the IPv4 part of the graph; asked only where it is needed
  std::size_t steps = 0;       ///< the bound
};

struct Answers {
  std::map<CellName, Verdict> verify;
  std::map<CellName, Deliveries4> simulator;
  std::map<CellName, Reach> datalog;
  std::map<CellName, WholePath> whole_path;
  std::set<Packet> claimed;  ///< of witnesses, which the simulator tried besides its own
  std::size_t packets = 0;
  std::map<Engine, double> seconds;  ///< wall clock
};

struct AskOptions {
  std::chrono::milliseconds datalog{10'000};    ///< for all cells of a network
  std::chrono::milliseconds whole_path{5'000};  ///< for each cell
  std::size_t whole_path_cells = 1;             ///< of a network, which ones depends on its seed
  std::set<CellName> whole_path_only;           ///< if any: not other cells than these
  std::size_t steps = 16;                       ///< of the whole path at most; where a shorter witness is known, as many as it takes
  const SeededBug* bug = nullptr;               ///< `bugged` has it, if any
  Engine bugged = Engine::verify;
};

/// Adds the answers of one engine. The simulator also tries the packets of witnesses that are there; Datalog and the whole path are asked
/// more closely where the answers that are there make it worthwhile.
void ask(Engine engine, const RandomCase& c, const AskOptions& options, Answers& answers);
[[nodiscard]] Answers ask_all(const RandomCase& c, const AskOptions& options);

struct Disagreement {
  CellName cell;
  Engine one = Engine::verify, other = Engine::simulator;
  std::string what;
  friend bool operator==(const Disagreement&, const Disagreement&) = default;
};
/// Pairs of answers that cannot both be true. What is inconclusive or unknown contradicts nothing.
[[nodiscard]] std::vector<Disagreement> disagreements(const Answers& answers);

/// Does this disagreement, in a cell of these zones between these engines, come out again? Asks no more engines than needed.
[[nodiscard]] bool comes_again(const Disagreement& found, const RandomCase& c, const AskOptions& options);

}  // namespace sekimori::testing
