#include "engines/mutation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string_view>

#include "engines/written_networks.hpp"

namespace sekimori::testing {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// Of the time. The written networks take seconds; on a busy machine more of them.
constexpr double kShareOfRandomNetworks = 0.4;
constexpr std::chrono::seconds kShort{2};   ///< there are other networks
constexpr std::chrono::seconds kLong{300};  ///< there is no other: seconds, unless the machine is very busy

constexpr std::size_t kFewSteps = 7;
constexpr std::size_t kSteps = 11;  ///< these networks have no longer ways, and the whole path pays for each step

bool is_open(const Answers& answers, const CellName& cell) {
  const auto found = answers.simulator.find(cell);
  return found != answers.simulator.end() && found->second.reached;
}

bool has_answered(const Answers& answers, Engine engine, const CellName& cell) {
  switch (engine) {
    case Engine::verify: return answers.verify.contains(cell) && answers.verify.at(cell).kind != VerdictKind::inconclusive;
    case Engine::simulator: return answers.simulator.contains(cell);
    case Engine::datalog: return answers.datalog.contains(cell) && answers.datalog.at(cell) != Reach::unknown;
    case Engine::whole_path: return answers.whole_path.contains(cell) && answers.whole_path.at(cell).any != Reach::unknown;
  }
  return false;
}

void judge(Engine bugged, const Answers& answers, const Effect& effect, Trial& trial) {
  for (const CellName& cell : effect.changed) trial.answered = trial.answered || has_answered(answers, bugged, cell);
  for (const Disagreement& d : disagreements(answers)) {
    if (d.one != bugged && d.other != bugged) {
      trial.without_bug.push_back(d);
    } else if (!trial.noticed) {
      trial.noticed = d;
    }
  }
}

/// A model is found sooner than that there is none: what the bug opens comes first.
std::vector<CellName> opened_first(const Ground& ground, const Effect& effect) {
  std::vector<CellName> cells(effect.changed.begin(), effect.changed.end());
  std::stable_sort(cells.begin(), cells.end(),
                   [&](const CellName& x, const CellName& y) { return !is_open(ground.sound, x) && is_open(ground.sound, y); });
  return cells;
}

/// The whole path of one cell; if it contradicts, once more without the bug.
void ask_cell(const CellName& cell, const Ground& ground, const Effect& effect, AskOptions options, Trial& trial) {
  options.whole_path_cells = 1;
  options.whole_path_only = {cell};
  Answers answers = ground.sound;
  ask(Engine::whole_path, ground.network, options, answers);
  judge(Engine::whole_path, answers, effect, trial);
  if (!trial.noticed) return;
  options.bug = nullptr;
  answers = ground.sound;
  ask(Engine::whole_path, ground.network, options, answers);
  for (const Disagreement& d : disagreements(answers)) trial.without_bug.push_back(d);
}

/// At most `options.whole_path_cells` cells until one contradicts. What is opened is mostly a short way, which few steps find sooner.
void ask_cell_by_cell(const Ground& ground, const Effect& effect, const AskOptions& options, Trial& trial) {
  std::vector<CellName> cells = opened_first(ground, effect);
  cells.resize(std::min(cells.size(), options.whole_path_cells));
  AskOptions few = options;
  few.steps = std::min(options.steps, kFewSteps);
  for (const CellName& cell : cells) {
    if (!is_open(ground.sound, cell)) ask_cell(cell, ground, effect, few, trial);
    if (!trial.noticed) ask_cell(cell, ground, effect, options, trial);
    if (trial.noticed) return;
  }
}

/// What became of a mutant.
struct Record {
  Mutant mutant;
  std::size_t tried = 0, unanswered = 0;
  double spent = 0;
  std::string caught;  ///< by which comparison, on which network
  bool by_chance = false;
};

class Run {
 public:
  explicit Run(const MutationOptions& options) : options_(options) {
    const std::vector<Mutant> all = all_mutants();
    for (const Mutant& m : all) {
      if (is_mine(*m.bug)) records_.push_back({m, 0, 0, 0, {}, false});
    }
  }

  MutationCounts run() && {
    on_random_networks(options_.seconds * kShareOfRandomNetworks);
    on_written_networks();
    return tell();
  }

 private:
  bool is_mine(const SeededBug& bug) const {
    return static_cast<std::size_t>(&bug - seeded_bugs().data()) % options_.processes == options_.process;
  }
  static bool is_left(const Record& r) { return r.caught.empty(); }
  std::size_t left() const { return static_cast<std::size_t>(std::count_if(records_.begin(), records_.end(), is_left)); }

  AskOptions limited(std::chrono::milliseconds time, std::size_t whole_path_cells) const {
    AskOptions ask = options_.ask;
    ask.datalog = ask.whole_path = time;
    ask.whole_path_cells = whole_path_cells;
    ask.steps = kSteps;
    return ask;
  }

  void on_random_networks(double seconds) {
    for (std::uint64_t seed = options_.seed + options_.process; left() > 0 && seconds_since(start_) < seconds; seed += options_.processes) {
      const Ground ground = ground_of(small_case(seed), limited(kShort, 0));
      ++counts_.networks;
      if (!agree(ground)) continue;
      for (const SeededBug& bug : seeded_bugs()) {
        const auto is_due = [&](const Record& r) {
          return r.mutant.bug == &bug && is_left(r) && r.spent <= (seconds - seconds_since(start_)) / static_cast<double>(left());
        };
        try_on(ground, bug, is_due, limited(kShort, 1), fmt::format("random network {}", seed), true);
      }
    }
    counts_.random_seconds = seconds_since(start_);
  }

  void on_written_networks() {
    for (const SeededBug& bug : seeded_bugs()) {
      const auto is_due = [&](const Record& r) { return r.mutant.bug == &bug && is_left(r); };
      if (std::none_of(records_.begin(), records_.end(), is_due)) continue;
      const Ground ground = ground_of(written_network(bug.name), limited(kLong, 0));
      if (agree(ground)) try_on(ground, bug, is_due, limited(kLong, 4), "the network written for it", false);
    }
  }

  void disagree(const std::vector<Disagreement>& found, const RandomCase& network) {
    counts_.disagreements += found.size();
    options_.disagree(found, network);
  }

  bool agree(const Ground& ground) {
    const auto found = disagreements(ground.sound);
    if (!found.empty()) disagree(found, ground.network);
    return found.empty();
  }

  template <class IsDue>
  void try_on(const Ground& ground, const SeededBug& bug, IsDue is_due, const AskOptions& ask, const std::string& where, bool by_chance) {
    if (std::none_of(records_.begin(), records_.end(), is_due)) return;
    const Effect effect = effect_of(bug, ground);
    if (effect.changed.empty()) return;
    for (Record& r : records_) {
      if (!is_due(r)) continue;
      const auto start = Clock::now();
      const Trial trial = try_mutant(r.mutant, ground, effect, ask);
      r.spent += seconds_since(start);
      ++r.tried;
      r.unanswered += trial.answered ? 0U : 1U;
      if (!trial.without_bug.empty()) {
        disagree(trial.without_bug, ground.network);
      } else if (trial.noticed) {
        const Disagreement& d = *trial.noticed;
        r.caught = fmt::format("{} on {}: {}", to_text(d.one == r.mutant.engine ? d.other : d.one), where, d.what);
        r.by_chance = by_chance;
      }
    }
  }

  MutationCounts tell() {
    std::string text;
    for (const Record& r : records_) {
      ++counts_.planted;
      counts_.caught += is_left(r) ? 0U : 1U;
      counts_.by_chance += r.by_chance ? 1U : 0U;
      counts_.unanswered += r.unanswered;
      const std::string no_answer = r.unanswered == 0 ? "" : fmt::format(", no answer on {}", r.unanswered);
      text += fmt::format("  {:<26}{:<12}{} ({} tried{})\n", r.mutant.bug->name, to_text(r.mutant.engine),
                          is_left(r) ? "NOT CAUGHT" : "caught by " + r.caught, r.tried, no_answer);
    }
    for (const SeededBug& bug : seeded_bugs()) {
      for (const Engine engine : kEngines) {
        const std::string_view why = why_equivalent({&bug, engine});
        if (!why.empty() && is_mine(bug)) text += fmt::format("  {:<26}{:<12}not planted: {}\n", bug.name, to_text(engine), why);
      }
    }
    fmt::print("{}", text);
    counts_.seconds = seconds_since(start_);
    return counts_;
  }

  const MutationOptions& options_;
  const Clock::time_point start_ = Clock::now();
  std::vector<Record> records_;
  MutationCounts counts_;
};

}  // namespace

std::string_view why_equivalent(const Mutant& mutant) {
  const std::string_view bug = mutant.bug->name;
  // Its system (bench/peers) has the places of IPv4 alone, and whether a device forwards IPv6 changes edges of IPv6 alone: the text that
  // Datalog is given is the same. `ipv4-forgotten` is the same bug where it sees it.
  if (mutant.engine == Engine::datalog && bug == "ipv6-forgotten") return "Datalog is told of IPv4 alone";
  // The query is for cells without crossings (is_encodable), and is put to no other. Both bugs change what crossings excuse: a sanitiser
  // without defects makes crossings where there were none, so that no query is put; a row has the same crossings, whatever its
  // services, so that none was put. Of crossings that come into being by a bug in the other direction `sanitiser-is-a-relay` and
  // `ledger-ignored` tell, which this engine does not survive.
  if (mutant.engine == Engine::whole_path && (bug == "sanitiser-bypass-ignored" || bug == "ledger-any-service"))
    return "the whole path is not asked about cells with crossings";
  return {};
}

std::vector<Mutant> all_mutants() {
  std::vector<Mutant> all;
  for (const SeededBug& bug : seeded_bugs()) {
    for (const Engine engine : kEngines) {
      if (const Mutant mutant{&bug, engine}; why_equivalent(mutant).empty()) all.push_back(mutant);
    }
  }
  return all;
}

Ground ground_of(RandomCase network, AskOptions options) {
  options.bug = nullptr;
  options.whole_path_cells = 0;
  Ground ground{std::move(network), {}};
  ground.sound = ask_all(ground.network, options);
  return ground;
}

Effect effect_of(const SeededBug& bug, const Ground& ground) {
  Effect effect{ground.sound, {}};
  RandomCase planted = ground.network;
  bug.plant(planted);
  if (describe(planted) == describe(ground.network)) return effect;
  AskOptions options;
  options.bug = &bug;
  options.bugged = Engine::simulator;
  ask(Engine::simulator, ground.network, options, effect.planted);
  for (const auto& [cell, tried] : effect.planted.simulator) {
    if (tried.reached != is_open(ground.sound, cell)) effect.changed.insert(cell);
  }
  return effect;
}

Trial try_mutant(const Mutant& mutant, const Ground& ground, const Effect& effect, AskOptions options) {
  options.bug = mutant.bug;
  options.bugged = mutant.engine;
  Trial trial;
  if (mutant.engine == Engine::whole_path) {
    ask_cell_by_cell(ground, effect, options, trial);
    return trial;
  }
  Answers answers = mutant.engine == Engine::simulator ? effect.planted : ground.sound;
  if (mutant.engine != Engine::simulator) ask(mutant.engine, ground.network, options, answers);
  if (mutant.engine == Engine::verify) ask(Engine::simulator, ground.network, options, answers);  // tries its witnesses
  judge(mutant.engine, answers, effect, trial);
  return trial;
}

MutationCounts try_mutants(const MutationOptions& options) { return Run(options).run(); }

std::string text_of(const MutationCounts& c) {
  return fmt::format(
      "planted {}, caught {} ({} on random networks, {} on written ones), NOT CAUGHT {}; no answer {} times; {} random networks in {:.0f} "
      "s, "
      "all in {:.0f} s",
      c.planted, c.caught, c.by_chance, c.caught - c.by_chance, c.planted - c.caught, c.unanswered, c.networks, c.random_seconds,
      c.seconds);
}

}  // namespace sekimori::testing
