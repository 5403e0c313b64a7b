// Four engines against each other on random networks, for as long as one likes; what they disagree about is shrunk and kept as a snapshot.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <thread>

#include "engines/answers.hpp"
#include "engines/mutation.hpp"
#include "engines/processes.hpp"
#include "engines/shrink.hpp"
#include "engines/snapshot_text.hpp"

namespace sekimori::testing {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kStepsOfSmall = 8;   ///< of the whole path, most of whose time goes into steps that are not needed
constexpr double kMinutesForMutants = 10;  ///< a run as long as this fails if a planted bug is not caught

struct Options {
  double minutes = 1;
  std::uint64_t seed = 1, networks = 0;
  std::string out = "tests/corpus/engines", bug;
  bool mutations = false, small = false;
  std::size_t jobs = std::clamp(std::thread::hardware_concurrency(), 1U, 8U);
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
  std::array<double, std::size(kEngines)> seconds{};  ///< by engine
};

void add(Counts& counts, const Answers& answers) {
  ++counts.networks;
  counts.packets += answers.packets;
  for (const auto& [engine, seconds] : answers.seconds) counts.seconds.at(static_cast<std::size_t>(engine)) += seconds;
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
  std::string seconds;
  for (const Engine engine : kEngines)
    seconds += fmt::format("{}{} {:.0f}", seconds.empty() ? "" : ", ", to_text(engine), c.seconds.at(static_cast<std::size_t>(engine)));
  return fmt::format(
      "networks {}, cells {}, packets {}; verify: proved {}, violated {}, vacuous {}, inconclusive {}; simulator: reached {}, not {}; "
      "datalog: open {}, closed {}, no answer {}; whole path: open {}, closed {}, no answer {}; seconds: {}; disagreements {}",
      c.networks, c.cells, c.packets, c.proved, c.violated, c.vacuous, c.inconclusive, c.reached, c.not_reached, c.datalog_open,
      c.datalog_closed, c.datalog_unknown, c.path_open, c.path_closed, c.path_unknown, seconds, c.disagreements);
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

void add(Counts& sum, const Counts& part) {
  for (const auto field :
       {&Counts::networks, &Counts::cells, &Counts::packets, &Counts::disagreements, &Counts::proved, &Counts::violated, &Counts::vacuous,
        &Counts::inconclusive, &Counts::reached, &Counts::not_reached, &Counts::datalog_open, &Counts::datalog_closed,
        &Counts::datalog_unknown, &Counts::path_open, &Counts::path_closed, &Counts::path_unknown})
    sum.*field += part.*field;
  for (std::size_t i = 0; i < sum.seconds.size(); ++i) sum.seconds.at(i) += part.seconds.at(i);
}

/// Every so-many-th network, from the `process`-th on.
Counts fuzz_part(const Options& options, double seconds, std::size_t process) {
  const auto start = Clock::now();
  auto told = start;
  Counts counts;
  for (std::uint64_t n = process;; n += options.jobs) {
    if (options.networks != 0 ? n >= options.networks : seconds_since(start) >= seconds) break;
    const std::uint64_t seed = options.seed + n;
    // Small ones take a fraction of the time, so that there are more of them; what needs size is in the others.
    const bool small = options.small || seed % 3 != 0;
    const RandomCase c = small ? small_case(seed) : random_case(seed);
    AskOptions ask = options.ask;
    if (small) ask.steps = kStepsOfSmall;
    const Answers answers = ask_all(c, ask);
    add(counts, answers);
    const auto found = disagreements(answers);
    counts.disagreements += found.size();
    std::set<std::pair<Engine, Engine>> reported;  // one of each kind and network is enough to look at
    for (const Disagreement& d : found) {
      if (reported.insert({d.one, d.other}).second) report(d, c, options);
    }
    if (seconds_since(told) < 30) continue;
    told = Clock::now();
    fmt::print("{:.0f} s, process {}, seed {}: {}\n", seconds_since(start), process, seed, text_of(counts));
    std::fflush(stdout);
  }
  return counts;
}

Counts fuzz(const Options& options, double seconds) {
  Counts sum;
  const auto part = [&](std::size_t process) { return fuzz_part(options, seconds, process); };
  for (const Counts& counts : in_processes<Counts>(options.jobs, part)) add(sum, counts);
  return sum;
}

MutationCounts mutate_part(const Options& options, double seconds, std::size_t process) {
  Options without_bug = options;
  without_bug.ask.bug = nullptr;
  const auto tell = [&](const std::vector<Disagreement>& found, const RandomCase& c) { report(found.front(), c, without_bug); };
  return try_mutants({without_bug.ask, options.seed, seconds, process, options.jobs, tell});
}

MutationCounts mutate(const Options& options, double seconds) {
  MutationCounts sum;
  const auto part = [&](std::size_t process) { return mutate_part(options, seconds, process); };
  for (const MutationCounts& counts : in_processes<MutationCounts>(options.jobs, part)) {
    for (const auto field : {&MutationCounts::planted, &MutationCounts::caught, &MutationCounts::by_chance, &MutationCounts::unanswered,
                             &MutationCounts::networks, &MutationCounts::disagreements})
      sum.*field += counts.*field;
    for (const auto field : {&MutationCounts::random_seconds, &MutationCounts::seconds}) sum.*field = std::max(sum.*field, counts.*field);
  }
  fmt::print("mutations: {}\n", text_of(sum));
  return sum;
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
  app.add_option("--jobs", options.jobs, "Processes")->check(CLI::PositiveNumber)->capture_default_str();
  app.add_flag("--small", options.small, "Small networks only");
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
  Counts counts = fuzz(options, seconds - for_mutants);
  MutationCounts mutants;
  if (options.mutations) mutants = mutate(options, for_mutants);
  counts.disagreements += mutants.disagreements;
  fmt::print("engines: {}\n", text_of(counts));
  const bool is_long = options.minutes >= kMinutesForMutants;
  return counts.disagreements != 0 || (is_long && mutants.caught < mutants.planted) ? 1 : 0;
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
