// How good are the comparisons? Bugs are planted in one engine after another, on networks where they matter, to see which comparison
// notices: on small random networks, and where luck does not do on one written for the bug.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engines/answers.hpp"

namespace sekimori::testing {

/// A bug in one engine.
struct Mutant {
  const SeededBug* bug = nullptr;
  Engine engine = Engine::verify;
};
/// Why no answer of the engine can differ by the bug; empty: one can.
[[nodiscard]] std::string_view why_equivalent(const Mutant& mutant);
/// Each bug in each engine, but for those that are equivalent.
[[nodiscard]] std::vector<Mutant> all_mutants();

/// A network and the answers of the engines as they are, without the whole path, which is asked about few cells.
struct Ground {
  RandomCase network;
  Answers sound;
};
[[nodiscard]] Ground ground_of(RandomCase network, AskOptions options);

/// What the bug would do to packets, as the simulator has it.
struct Effect {
  Answers planted;             ///< the sound ones, but for the simulator's
  std::set<CellName> changed;  ///< opened or closed. Where there are none, no comparison of answers could notice the bug
};
[[nodiscard]] Effect effect_of(const SeededBug& bug, const Ground& ground);

struct Trial {
  std::optional<Disagreement> noticed;
  bool answered = false;                  ///< the engine with the bug, about a cell that the bug changes
  std::vector<Disagreement> without_bug;  ///< of engines that have none, such as the whole path asked about the same cells: must be empty
};
[[nodiscard]] Trial try_mutant(const Mutant& mutant, const Ground& ground, const Effect& effect, AskOptions options);

struct MutationOptions {
  AskOptions ask;
  std::uint64_t seed = 1;
  double seconds = 60;
  std::size_t process = 0, processes = 1;  ///< every so-many-th bug, and as many random networks
  /// Engines without a bug disagree, which nobody planted.
  std::function<void(const std::vector<Disagreement>&, const RandomCase&)> disagree;
};
struct MutationCounts {
  std::size_t planted = 0, caught = 0, by_chance = 0;  ///< by_chance: caught on a random network
  std::size_t unanswered = 0;                          ///< trials in which the engine with the bug had no answer
  std::size_t networks = 0, disagreements = 0;         ///< random networks; of engines without a bug
  double random_seconds = 0, seconds = 0;
};
[[nodiscard]] std::string text_of(const MutationCounts& counts);
/// Prints what became of each.
[[nodiscard]] MutationCounts try_mutants(const MutationOptions& options);

}  // namespace sekimori::testing
