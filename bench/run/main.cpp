// Cold runs of the whole job over snapshots, by Google Benchmark; the result as a table with its targets.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cmath>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "bench/run/measure.hpp"

namespace {

using sekimori::bench::Measured;

/// What the issue of the reference city asks for: seconds of the whole policy at threat relay on two cores, and memory where it says so.
struct Target {
  std::size_t devices, rules;
  double seconds;
  std::optional<double> mb;
};
constexpr Target kTargets[] = {{300, 5'000, 1, {}}, {500, 50'000, 4, {}}, {2'000, 500'000, 30, 1536.0}, {5'000, 1'000'000, 120, {}}};
constexpr double kCitySeconds = 2, kWhatIfSeconds = 0.3;

/// Generators make about so many rules.
bool is_about(std::size_t asked, std::size_t made) {
  return std::abs(static_cast<double>(made) - static_cast<double>(asked)) < 0.2 * static_cast<double>(asked);
}

std::string target_of(const std::string& name, const Measured& m, bool what_if) {
  if (what_if) return fmt::format("{:.1f} s after load{}", kWhatIfSeconds, m.after_load <= kWhatIfSeconds ? "" : ", missed");
  if (name == "reference-alpha") return fmt::format("{} s{}", kCitySeconds, m.wall <= kCitySeconds ? "" : ", missed");
  for (const Target& t : kTargets) {
    if (t.devices != m.devices || !is_about(t.rules, m.rules)) continue;
    const bool met = m.wall <= t.seconds && (!t.mb || m.peak_mb <= *t.mb);
    return fmt::format("{} s{}{}", t.seconds, t.mb ? fmt::format(", {:.0f} MB", *t.mb) : "", met ? "" : ", missed");
  }
  return "";
}

struct Job {
  std::string name, snapshot, scenario;  ///< `scenario` empty: verify
};

struct Row {
  Job job;
  Measured best;  ///< of the runs, the one with the least wall time
};

void run(benchmark::State& state, const Job& job, unsigned jobs, std::map<std::string, Row>& rows) {
  for (auto unused : state) {
    static_cast<void>(unused);
    Measured m;
    try {
      m = job.scenario.empty() ? sekimori::bench::verify_cold(job.snapshot, jobs)
                               : sekimori::bench::what_if(job.snapshot, job.scenario, jobs);
    } catch (const std::exception& error) {
      state.SkipWithError(error.what());
      return;
    }
    state.SetIterationTime(job.scenario.empty() ? m.wall : m.after_load);
    const auto [row, is_new] = rows.try_emplace(job.name, Row{job, m});
    if (!is_new && m.wall < row->second.best.wall) row->second.best = m;
    state.counters["cpu_s"] = m.cpu;
    state.counters["peak_MB"] = m.peak_mb;
    state.counters["load_s"] = m.stages.load;
    state.counters["graph_s"] = m.stages.graph;
    state.counters["search_s"] = m.stages.search;
    state.counters["packets_s"] = m.stages.packets;
    state.counters["proof_s"] = m.stages.proof;
    state.counters["other_s"] = m.stages.other;
    state.counters["report_s"] = m.stages.report;
  }
}

void print_table(const std::vector<Job>& jobs, const std::map<std::string, Row>& rows) {
  fmt::print(
      "\n| network | devices | rules | cells proved / violated / open | wall s | CPU s | peak MB | load | graph | search | packets | proof "
      "| "
      "other | JSON | target |\n|---|--:|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|\n");
  for (const Job& job : jobs) {
    const auto found = rows.find(job.name);
    if (found == rows.end()) continue;
    const Measured& m = found->second.best;
    const auto& s = m.stages;
    fmt::print(
        "| {} | {} | {} | {} / {} / {} | {} | {:.2f} | {:.0f} | {:.2f} | {:.2f} | {:.2f} | {:.2f} | {:.2f} | {:.2f} | {:.2f} | {} |\n",
        job.name, m.devices, m.rules, m.proved, m.violated, m.inconclusive,
        job.scenario.empty() ? fmt::format("{:.2f}", m.wall) : fmt::format("{:.2f} after load", m.after_load), m.cpu, m.peak_mb, s.load,
        s.graph, s.search, s.packets, s.proof, s.other, s.report, target_of(job.name, m, !job.scenario.empty()));
  }
}

/// Least squares of log(wall) over log(rules) for networks that differ in size alone: `city-*` without "broken".
void print_slope(const std::map<std::string, Row>& rows) {
  double n = 0, x = 0, y = 0, xx = 0, xy = 0;
  for (const auto& [name, row] : rows) {
    if (!name.starts_with("city-") || name.find("broken") != std::string::npos || !row.job.scenario.empty()) continue;
    const double lx = std::log(static_cast<double>(row.best.rules)), ly = std::log(row.best.wall);
    n += 1, x += lx, y += ly, xx += lx * lx, xy += lx * ly;
  }
  if (n < 2) return;
  fmt::print("\nlog-log slope of wall time in rules, lawful cities: {:.2f} (target 1.15)\n", (n * xy - x * y) / (n * xx - x * x));
}

int bench(int argc, char** argv) {
  CLI::App app("Measures cold runs of `verify` and what-ifs", "sekimori-bench");
  std::vector<std::string> snapshots, what_ifs;
  unsigned jobs = 2;
  int runs = 3;
  app.add_option("snapshots", snapshots, "Folders to verify");
  app.add_option("--what-if", what_ifs, "SNAPSHOT=SCENARIO: time one edit after load")->delimiter(',');
  app.add_option("--jobs", jobs, "Threads")->capture_default_str();
  app.add_option("--runs", runs, "Of each; the fastest counts")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  std::vector<Job> all;
  const auto name_of = [](const std::string& path) { return std::filesystem::weakly_canonical(path).filename().string(); };
  for (const std::string& snapshot : snapshots) all.push_back({name_of(snapshot), snapshot, {}});
  for (const std::string& text : what_ifs) {
    const std::size_t split = text.find('=');
    if (split == std::string::npos) throw std::runtime_error(fmt::format("--what-if {}: give SNAPSHOT=SCENARIO", text));
    const std::string snapshot = text.substr(0, split), scenario = text.substr(split + 1);
    all.push_back({fmt::format("{}, what if {}", name_of(snapshot), std::filesystem::path(scenario).stem().string()), snapshot, scenario});
  }
  std::map<std::string, Row> rows;
  for (const Job& job : all) {
    benchmark::RegisterBenchmark(job.name.c_str(), [&rows, job, jobs](benchmark::State& state) { run(state, job, jobs, rows); })
        ->UseManualTime()
        ->Iterations(1)
        ->Repetitions(runs)
        ->ReportAggregatesOnly(true)
        ->Unit(benchmark::kSecond);
  }
  benchmark::RunSpecifiedBenchmarks();
  print_table(all, rows);
  print_slope(rows);
  return rows.size() == all.size() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return bench(argc, argv);
  } catch (const std::exception& error) {
    fmt::print(stderr, "sekimori-bench: {}\n", error.what());
    return 2;
  }
}
