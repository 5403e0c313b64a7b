// Four engines against each other on random networks, for as long as one likes; what they disagree about is shrunk and kept as a snapshot.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "engines/answers.hpp"
#include "engines/shrink.hpp"
#include "engines/snapshot_text.hpp"

namespace sekimori::testing {
namespace {

using Clock = std::chrono::steady_clock;

struct Options {
  double minutes = 1;
  std::uint64_t seed = 1, networks = 0;
  std::string out = "tests/corpus/engines", bug;
  bool mutations = false;
  AskOptions ask;
  ShrinkLimits shrink;
};

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

struct Counts {
  std::size_t networks = 0, cells = 0, packets = 0, disagreements = 0;
  std::size_t proved = 0, violated = 0, vacuous = 0, inconclusive = 0;
  std::size_t reached = 0, not_reached = 0;
  std::size_t datalog_open = 0, datalog_closed = 0, datalog_unknown = 0;
  std::size_t path_open = 0, path_closed = 0, path_unknown = 0;
};

void add(Counts& counts, const Answers& answers) {
  ++counts.networks;
  counts.packets += answers.packets;
  counts.cells += answers.verify.size();
  for (const auto& [cell, verdict] : answers.verify) {
    switch (verdict.kind) {
      case VerdictKind::proved: ++counts.proved; break;
      case VerdictKind::violated: ++counts.violated; break;
      case VerdictKind::vacuous: ++counts.vacuous; break;
      default: ++counts.inconclusive; break;
    }
    const auto datalog = answers.datalog.find(cell);
    const Reach reach = datalog == answers.datalog.end() ? Reach::unknown : datalog->second;
    ++(reach == Reach::open ? counts.datalog_open : reach == Reach::closed ? counts.datalog_closed : counts.datalog_unknown);
  }
  for (const auto& [cell, tried] : answers.simulator) ++(tried.reached ? counts.reached : counts.not_reached);
  for (const auto& [cell, path] : answers.whole_path)
    ++(path.any == Reach::open ? counts.path_open : path.any == Reach::closed ? counts.path_closed : counts.path_unknown);
}

std::string text_of(const Counts& c) {
  return fmt::format(
      "networks {}, cells {}, packets {}; verify: proved {}, violated {}, vacuous {}, inconclusive {}; simulator: reached {}, not {}; "
      "datalog: open {}, closed {}, no answer {}; whole path: open {}, closed {}, no answer {}; disagreements {}",
      c.networks, c.cells, c.packets, c.proved, c.violated, c.vacuous, c.inconclusive, c.reached, c.not_reached, c.datalog_open,
      c.datalog_closed, c.datalog_unknown, c.path_open, c.path_closed, c.path_unknown, c.disagreements);
}

void write_files(const std::filesystem::path& folder, const FileSet& files) {
  std::filesystem::create_directories(folder);
  for (const auto& [name, bytes] : files) std::ofstream(folder / name, std::ios::binary) << bytes;
}

std::string slug(std::string text) {
  std::replace(text.begin(), text.end(), ' ', '-');
  return text;
}

/// The snapshot of a shrunk case, with what became of the disagreement when it was read back; no files if it cannot be.
FileSet snapshot_of(const Disagreement& found, const RandomCase& small, const Options& options) {
  std::vector<std::string> comment = {fmt::format("Seed {}, {} > {}, {} and {}: {}.", small.seed, found.cell.first, found.cell.second,
                                                  to_text(found.one), to_text(found.other), found.what)};
  if (options.ask.bug != nullptr) comment.push_back(fmt::format("Planted in {}: {}.", to_text(options.ask.bugged), options.ask.bug->name));
  const ReadSnapshot back = read_snapshot(write_snapshot(small, comment).files);
  if (!back.found) {
    fmt::print("not written, as the loader refuses it: {}", back.errors);
    return {};
  }
  const bool again = comes_again(found, *back.found, options.ask);
  comment.emplace_back(again ? "Read back, the same comes out." : "Read back, it does not come out: the files lose something.");
  return write_snapshot(small, comment).files;
}

void report(const Disagreement& found, const RandomCase& c, const Options& options) {
  fmt::print("DISAGREEMENT {} > {}: {} and {}: {}\n{}", found.cell.first, found.cell.second, to_text(found.one), to_text(found.other),
             found.what, describe(c));
  std::fflush(stdout);
  const auto persists = [&](const RandomCase& smaller) { return comes_again(found, smaller, options.ask); };
  if (!persists(c)) {
    fmt::print("  it does not come out a second time: a time limit, or an engine that is not deterministic\n");
    return;
  }
  const RandomCase small = shrink(c, persists, options.shrink);
  const FileSet files = snapshot_of(found, small, options);
  const auto folder = std::filesystem::path(options.out) / fmt::format("seed-{}-{}-{}-{}-{}", c.seed, found.cell.first, found.cell.second,
                                                                       slug(to_text(found.one)), slug(to_text(found.other)));
  fmt::print("shrunk:\n{}", describe(small));
  if (files.empty()) return;
  write_files(folder, files);
  fmt::print("written to {}\n", folder.string());
  for (const auto& [name, bytes] : files) fmt::print("--- {}\n{}", name, bytes);
  std::fflush(stdout);
}

Counts fuzz(const Options& options, double seconds) {
  const auto start = Clock::now();
  auto told = start;
  Counts counts;
  for (std::uint64_t seed = options.seed;; ++seed) {
    if (options.networks != 0 ? counts.networks >= options.networks : seconds_since(start) >= seconds) break;
    const RandomCase c = random_case(seed);
    const Answers answers = ask_all(c, options.ask);
    add(counts, answers);
    const auto found = disagreements(answers);
    counts.disagreements += found.size();
    std::set<std::pair<Engine, Engine>> reported;  // one of each kind and network is enough to look at
    for (const Disagreement& d : found) {
      if (reported.insert({d.one, d.other}).second) report(d, c, options);
    }
    if (seconds_since(told) < 30) continue;
    told = Clock::now();
    fmt::print("{:.0f} s, seed {}: {}\n", seconds_since(start), seed, text_of(counts));
    std::fflush(stdout);
  }
  return counts;
}

struct Mutant {
  const SeededBug* bug;
  std::map<Engine, std::string> caught;  ///< by which comparison, on which network
  bool matters = false;                  ///< it changes where packets get, on some network
};

bool is_left(const Mutant& m) { return m.caught.size() < std::size(kEngines); }

/// Cells that the bug opens or closes, as the simulator has it. Where there are none, no comparison of answers could notice it.
std::set<CellName> changed_cells(const SeededBug& bug, const RandomCase& c, const Answers& sound) {
  AskOptions options;
  options.bug = &bug;
  options.bugged = Engine::simulator;
  Answers planted;
  ask(Engine::simulator, c, options, planted);
  std::set<CellName> changed;
  for (const auto& [cell, tried] : planted.simulator) {
    const auto before = sound.simulator.find(cell);
    if (before == sound.simulator.end() || before->second.reached != tried.reached) changed.insert(cell);
  }
  return changed;
}

void try_bug(Mutant& mutant, const RandomCase& c, const Answers& sound, AskOptions options) {
  RandomCase planted = c;
  mutant.bug->plant(planted);
  if (describe(planted) == describe(c)) return;
  options.whole_path_only = changed_cells(*mutant.bug, c, sound);
  if (options.whole_path_only.empty()) return;
  mutant.matters = true;
  options.bug = mutant.bug;
  options.whole_path = std::chrono::seconds(2);  // there are other networks
  for (const Engine engine : kEngines) {
    if (mutant.caught.contains(engine)) continue;
    options.bugged = engine;
    Answers answers = sound;
    ask(engine, c, options, answers);
    const auto found = disagreements(answers);
    if (found.empty()) continue;
    const Disagreement& d = found.front();
    const Engine by = d.one == engine ? d.other : d.one;
    mutant.caught[engine] = fmt::format("{} on seed {}: {}", to_text(by), c.seed, d.what);
  }
}

/// Each bug in each engine, until a comparison catches it or the time is over. A bug that matters on none of these networks is not counted:
/// that is the generator's to mend, not the engines'.
void mutate(const Options& options, double seconds) {
  const auto start = Clock::now();
  std::vector<Mutant> mutants;
  for (const SeededBug& bug : seeded_bugs()) mutants.push_back({&bug, {}, false});
  AskOptions no_path = options.ask;
  no_path.whole_path_cells = 0;
  std::size_t networks = 0;
  for (std::uint64_t seed = options.seed; seconds_since(start) < seconds && std::any_of(mutants.begin(), mutants.end(), is_left); ++seed) {
    const RandomCase c = random_case(seed);
    const Answers sound = ask_all(c, no_path);
    if (!disagreements(sound).empty()) continue;
    ++networks;
    for (Mutant& m : mutants) {
      if (is_left(m) && seconds_since(start) < seconds) try_bug(m, c, sound, options.ask);
    }
  }
  std::size_t planted = 0, caught = 0;
  for (const Mutant& m : mutants) {
    if (!m.matters) fmt::print("  {:<26}matters on no network\n", m.bug->name);
    for (const Engine engine : kEngines) {
      if (!m.matters) continue;
      const auto found = m.caught.find(engine);
      fmt::print("  {:<26}{:<12}{}\n", m.bug->name, to_text(engine), found == m.caught.end() ? "NOT CAUGHT" : "caught by " + found->second);
      ++planted;
      caught += found == m.caught.end() ? 0U : 1U;
    }
  }
  fmt::print("mutations: {} networks in {:.0f} s; {} planted, caught {}\n", networks, seconds_since(start), planted, caught);
}

int engines(int argc, char** argv) {
  Options options;
  CLI::App app("verify, the simulator, Z3's Datalog engine and one whole-path query against each other on random networks",
               "sekimori-engines");
  app.add_option("--minutes", options.minutes, "So long")->capture_default_str();
  app.add_option("--seed", options.seed, "Of the first network")->capture_default_str();
  app.add_option("--networks", options.networks, "So many, however long it takes");
  app.add_option("--out", options.out, "Where shrunk disagreements are written")->capture_default_str();
  app.add_flag("--mutations", options.mutations, "In the last quarter of the time, plant bugs in one engine and see who notices");
  app.add_option("--seed-bug", options.bug, "Plant this bug in verify, to see it found and shrunk");
  app.add_option("--whole-path-cells", options.ask.whole_path_cells, "Cells of a network for the whole-path query")->capture_default_str();
  app.add_option_function<double>(
      "--datalog-seconds", [&](double seconds) { options.ask.datalog = std::chrono::milliseconds(static_cast<long>(seconds * 1000)); },
      "For all cells of a network; what is not answered by then is no answer");
  bool list = false;
  app.add_flag("--list-bugs", list, "The bugs that can be planted");
  CLI11_PARSE(app, argc, argv);
  if (list) {
    for (const SeededBug& bug : seeded_bugs()) fmt::print("{}\n", bug.name);
    return 0;
  }
  if (!options.bug.empty() && (options.ask.bug = find_bug(options.bug)) == nullptr) {
    fmt::print(stderr, "sekimori-engines: no bug {}; see --list-bugs\n", options.bug);
    return 2;
  }
  const double seconds = options.minutes * 60, for_mutants = options.mutations ? seconds / 4 : 0;
  const Counts counts = fuzz(options, seconds - for_mutants);
  if (options.mutations) {
    options.ask.bug = nullptr;
    mutate(options, for_mutants);
  }
  fmt::print("engines: {}\n", text_of(counts));
  return counts.disagreements == 0 ? 0 : 1;
}

}  // namespace
}  // namespace sekimori::testing

int main(int argc, char** argv) {
  try {
    return sekimori::testing::engines(argc, argv);
  } catch (const std::exception& error) {
    fmt::print(stderr, "sekimori-engines: {}\n", error.what());
    return 2;
  }
}
