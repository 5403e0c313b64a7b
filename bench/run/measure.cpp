#include "bench/run/measure.hpp"

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <ctime>
#include <stdexcept>

#include "sekimori/files/files.hpp"
#include "sekimori/load/scenario.hpp"
#include "sekimori/load/snapshot.hpp"
#include "sekimori/prove/compare.hpp"
#include "sekimori/prove/verify.hpp"
#include "sekimori/render/render.hpp"

namespace sekimori::bench {
namespace {

using Clock = std::chrono::steady_clock;
double since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6; };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double thread_cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// Adds the CPU seconds of `work` to `sum`.
template <class Work>
auto timed(double& sum, const Work& work) {
  const double start = cpu_seconds();
  auto result = work();
  sum += cpu_seconds() - start;
  return result;
}

struct Input {
  Network network;
  Policy policy;
};

std::string first_error(const Diagnostics& diagnostics, const SourceTable& sources) {
  for (const Diagnostic& d : diagnostics) {
    if (d.severity == Severity::error) return fmt::format("{}: {}", sources.describe(d.at), d.message);
  }
  return "not readable";
}

Input load(const std::string& snapshot) {
  ReadLimits limits;
  limits.skipped = {"expected", "scenarios", "variants"};
  ReadFolder folder = read_folder(snapshot, limits);
  if (!folder.files) throw std::runtime_error(folder.errors.empty() ? snapshot + ": not readable" : folder.errors.front());
  LoadedNetwork loaded = load_network(*folder.files, "snapshot");
  if (!loaded.network) throw std::runtime_error(snapshot + ": " + first_error(loaded.diagnostics, loaded.sources));
  Input input{std::move(*loaded.network), {}};
  Diagnostics diagnostics;
  auto policy = load_policy(*folder.files, input.network, input.network.sources, diagnostics, {});
  if (!policy) throw std::runtime_error(snapshot + ": " + first_error(diagnostics, input.network.sources));
  input.policy = std::move(*policy);
  return input;
}

std::size_t count_rules(const Network& network) {
  std::size_t rules = 0;
  for (const Filter& filter : network.filters) rules += filter.rules.size();
  return rules;
}

void count_cells(const Report& report, Measured& result) {
  for (const CellVerdict& cell : report.cells) {
    result.proved += cell.verdict == VerdictKind::proved ? 1U : 0U;
    result.violated += cell.verdict == VerdictKind::violated ? 1U : 0U;
    result.inconclusive += cell.verdict == VerdictKind::inconclusive ? 1U : 0U;
    result.vacuous += cell.verdict == VerdictKind::vacuous ? 1U : 0U;
  }
}

Report verified(const Input& input, unsigned jobs, Stages& stages, const std::set<std::string, std::less<>>* proved = nullptr) {
  StageSeconds spent;
  VerifyOptions options;
  options.jobs = jobs;
  options.cpu_clock = thread_cpu_seconds;
  options.spent = &spent;
  options.proved_before = proved;
  double all = 0;
  Report report = timed(all, [&] { return verify(input.network, input.policy, options); });
  stages.graph += spent.graph;
  stages.search += spent.search;
  stages.packets += spent.packets;
  stages.proof += spent.proof;
  stages.other += all - spent.graph - spent.search - spent.packets - spent.proof;
  return report;
}

Measured verify_here(const std::string& snapshot, unsigned jobs) {
  Measured result;
  const Input input = timed(result.stages.load, [&] { return load(snapshot); });
  const Report report = verified(input, jobs, result.stages);
  const std::string json = timed(result.stages.report, [&] { return render_json(report, input.network); });
  if (json.empty()) throw std::runtime_error("no report");
  result.devices = input.network.devices.size();
  result.rules = count_rules(input.network);
  count_cells(report, result);
  return result;
}

Measured what_if_here(const std::string& snapshot, const std::string& scenario, unsigned jobs) {
  Measured result;
  const Input base = timed(result.stages.load, [&] { return load(snapshot); });
  const Report before = verified(base, jobs, result.stages);
  const auto proved = proved_obligations(before);
  const ReadFile text = read_file(scenario);
  if (!text.bytes) throw std::runtime_error(text.error);
  const auto start = Clock::now();
  Input after = base;
  Diagnostics diagnostics;
  WrittenFacts written;
  const auto applied = apply_scenario(*text.bytes, scenario, after.network, written, diagnostics);
  if (!applied) throw std::runtime_error(first_error(diagnostics, after.network.sources));
  const Report report = verified(after, jobs, result.stages, &proved);
  const Comparison comparison = compare(before, report);
  result.after_load = since(start);
  result.devices = base.network.devices.size();
  result.rules = count_rules(base.network);
  count_cells(report, result);
  return result;
}

/// Runs `work` in a child, whose memory is its own, and brings its result back through a pipe.
template <class Work>
Measured in_child(const Work& work) {
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("no pipe");
  std::fflush(nullptr);
  const auto start = Clock::now();
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("no child process");
  if (child == 0) {
    close(ends[0]);
    int status = 1;
    try {
      const Measured result = work();
      status = write(ends[1], &result, sizeof result) == static_cast<ssize_t>(sizeof result) ? 0 : 1;
    } catch (const std::exception& error) {
      fmt::print(stderr, "{}\n", error.what());
    }
    _exit(status);
  }
  close(ends[1]);
  Measured result;
  const ssize_t got = read(ends[0], &result, sizeof result);
  close(ends[0]);
  int status = 0;
  rusage usage{};
  if (wait4(child, &status, 0, &usage) != child || status != 0 || got != static_cast<ssize_t>(sizeof result))
    throw std::runtime_error("the measured process failed");
  result.wall = since(start);
  const auto seconds = [](const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6; };
  result.cpu = seconds(usage.ru_utime) + seconds(usage.ru_stime);
  result.peak_mb = static_cast<double>(usage.ru_maxrss) / 1024;
  return result;
}

}  // namespace

Measured verify_cold(const std::string& snapshot, unsigned jobs) {
  return in_child([&] { return verify_here(snapshot, jobs); });
}

Measured what_if(const std::string& snapshot, const std::string& scenario, unsigned jobs) {
  return in_child([&] { return what_if_here(snapshot, scenario, jobs); });
}

}  // namespace sekimori::bench
