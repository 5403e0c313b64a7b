// The same cells by our search and proof, by Z3's Datalog engine with difference-of-cubes relations, by Spacer, and as one query unrolled.
#include <fmt/format.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <z3++.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <map>
#include <stdexcept>

#include "decide.hpp"
#include "sekimori/files/files.hpp"
#include "sekimori/load/snapshot.hpp"
#include "sekimori/policy/policy.hpp"
#include "system.hpp"

namespace sekimori::bench {
namespace {

struct Input {
  Network network;
  Policy policy;
};

Input load(const std::string& snapshot) {
  ReadLimits limits;
  limits.skipped = {"expected", "scenarios", "variants"};
  ReadFolder folder = read_folder(snapshot, limits);
  if (!folder.files) throw std::runtime_error(folder.errors.empty() ? snapshot + ": not readable" : folder.errors.front());
  LoadedNetwork loaded = load_network(*folder.files, "snapshot");
  if (!loaded.network) throw std::runtime_error(snapshot + ": not loadable; see `sekimori verify`");
  Input input{std::move(*loaded.network), {}};
  Diagnostics diagnostics;
  auto policy = load_policy(*folder.files, input.network, input.network.sources, diagnostics, {});
  if (!policy) throw std::runtime_error(snapshot + ": its policy is not loadable; see `sekimori verify`");
  input.policy = std::move(*policy);
  return input;
}

/// One line for each answer: "FROM TO closed|open|unknown".
using Tell = std::function<void(ZoneId from, ZoneId to, const char* answer)>;

void ours(const CellGroup& group, const Tell& tell) {
  ProofMemo memo;
  Workbench workbench;
  DecideOptions options;
  options.wanted = WantedPacket::any;
  options.accept = [](const FlowProblem&, const ConcretePath&) { return true; };
  const Decision decision = decide(group.problem, group.to, memo, workbench, options);
  for (const ZoneId to : group.to) {
    const auto open = decision.open.find(to);
    const char* answer = open == decision.open.end() ? "closed" : open->second.accepted ? "open" : "unknown";
    tell(group.from, to, answer);
  }
}

void fixedpoint(const CellGroup& group, const char* engine, const Tell& tell) {
  const System system = system_of(group.problem);
  std::string rules = horn_rules(group.problem, system, group.to);
  if (std::string(engine) == "datalog") rules = without_order(std::move(rules));
  for (const ZoneId to : group.to) {
    z3::context context;
    z3::fixedpoint solver(context);
    z3::params params(context);
    params.set("engine", context.str_symbol(engine));
    if (std::string(engine) == "datalog") params.set("datalog.default_relation", context.str_symbol("doc"));
    solver.set(params);
    solver.from_string(rules.c_str());
    z3::func_decl zone = context.function(horn_query(to).c_str(), 0, nullptr, context.bool_sort());
    z3::expr query = zone();
    const z3::check_result result = solver.query(query);
    tell(group.from, to, result == z3::unsat ? "closed" : result == z3::sat ? "open" : "unknown");
  }
}

void unrolled(const CellGroup& group, std::size_t steps, const Tell& tell) {
  const System system = system_of(group.problem);
  for (const ZoneId to : group.to) {
    z3::context context;
    z3::solver solver(context, "QF_BV");
    solver.add(context.parse_string(monolithic(group.problem, system, to, steps).c_str()));
    const z3::check_result result = solver.check();
    tell(group.from, to, result == z3::unsat ? "closed" : result == z3::sat ? "open" : "unknown");
  }
}

struct Options {
  double timeout = 60;
  std::size_t steps = 12;
};

struct Outcome {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::string> answers;
  double wall = 0, cpu = 0, mb = 0;
  bool in_time = false, failed = false;
};

void answer_all(const Input& input, FlowGraph& graph, const std::string& engine, const Options& options, const Tell& tell) {
  for (const CellGroup& group : plan_cells(input.network, input.policy, graph, {Threat::relay, false})) {
    if (engine == "ours") ours(group, tell);
    if (engine == "datalog" || engine == "spacer") fixedpoint(group, engine.c_str(), tell);
    if (engine == "monolithic") unrolled(group, options.steps, tell);
  }
}

/// In a child, which is killed when its time is over; what it has told until then is kept.
Outcome run(const Input& input, const std::string& engine, const Options& options) {
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("no pipe");
  std::fflush(nullptr);
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("no child process");
  if (child == 0) {
    close(ends[0]);
    int status = 0;
    try {
      FlowGraph graph = build_flow_graph(input.network, {RoutingTier::current_routing, false, SessionBinding::device});
      std::erase_if(graph.edges, [](const FlowEdge& edge) { return edge.family != Family::v4; });
      answer_all(input, graph, engine, options, [&](ZoneId from, ZoneId to, const char* answer) {
        const std::string line = fmt::format("{} {} {}\n", from.index, to.index, answer);
        if (write(ends[1], line.data(), line.size()) < 0) _exit(1);
      });
    } catch (const z3::exception& error) {
      fmt::print(stderr, "{}: {}\n", engine, error.msg());
      status = 1;
    } catch (const std::exception& error) {
      fmt::print(stderr, "{}: {}\n", engine, error.what());
      status = 1;
    }
    _exit(status);
  }
  close(ends[1]);
  Outcome outcome;
  int status = 0;
  rusage usage{};
  const auto seconds_since = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(); };
  bool killed = false;
  while (wait4(child, &status, WNOHANG, &usage) == 0) {
    if (!killed && seconds_since() > options.timeout) {
      kill(child, SIGKILL);
      killed = true;
    }
    usleep(2000);
  }
  outcome.wall = seconds_since();
  std::string text;
  char buffer[4096];
  for (ssize_t got = 0; (got = read(ends[0], buffer, sizeof buffer)) > 0;) text.append(buffer, static_cast<std::size_t>(got));
  close(ends[0]);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    unsigned from = 0, to = 0;
    char answer[16] = {};
    if (std::sscanf(text.substr(at, end - at).c_str(), "%u %u %15s", &from, &to, answer) == 3) outcome.answers[{from, to}] = answer;
    at = end + 1;
  }
  const auto seconds = [](const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6; };
  outcome.cpu = seconds(usage.ru_utime) + seconds(usage.ru_stime);
  outcome.mb = static_cast<double>(usage.ru_maxrss) / 1024;
  outcome.in_time = !killed;
  outcome.failed = !killed && status != 0;
  return outcome;
}

std::size_t count(const Outcome& outcome, std::string_view answer) {
  return static_cast<std::size_t>(std::ranges::count_if(outcome.answers, [&](const auto& a) { return a.second == answer; }));
}

/// Cells on which the peer contradicts us. None within a bound is no proof, so an unrolled "closed" contradicts nothing.
std::size_t contradictions(const Outcome& ours, const Outcome& peer, const std::string& engine) {
  std::size_t found = 0;
  for (const auto& [cell, answer] : peer.answers) {
    const auto mine = ours.answers.find(cell);
    if (mine == ours.answers.end() || mine->second == "unknown" || answer == "unknown" || mine->second == answer) continue;
    if (engine == "monolithic" && answer == "closed") continue;
    ++found;
  }
  return found;
}

void compare(const std::string& snapshot, const std::vector<std::string>& engines, const Options& options, bool& agreed) {
  const Input input = load(snapshot);
  std::size_t rules = 0;
  for (const Filter& filter : input.network.filters) rules += filter.rules.size();
  const std::string name = std::filesystem::weakly_canonical(snapshot).filename().string();
  const Outcome mine = run(input, "ours", options);
  for (const std::string& engine : engines) {
    const Outcome it = engine == "ours" ? mine : run(input, engine, options);
    const std::size_t contradicted = contradictions(mine, it, engine);
    agreed = agreed && contradicted == 0;
    const char* more = it.in_time ? "" : "> ";
    fmt::print("| {} | {} | {} | {} | {} | {} closed, {} open, {} of {} answered{} | {}{:.2f} | {:.2f} | {:.0f} | {}{:.1f} |\n", name,
               input.network.devices.size(), rules, engine,
               it.failed    ? "failed"
               : it.in_time ? "done"
                            : "out of time",
               count(it, "closed"), count(it, "open"), it.answers.size(), mine.answers.size(),
               contradicted == 0 ? "" : fmt::format(", {} otherwise than we", contradicted), more, it.wall, it.cpu, it.mb, more,
               it.wall / std::max(mine.wall, 1e-3));
    std::fflush(stdout);
  }
}

int peers(int argc, char** argv) {
  CLI::App app("The cells of snapshots, answered by several engines", "sekimori-peers");
  std::vector<std::string> snapshots, engines = {"ours", "datalog", "spacer", "monolithic"};
  Options options;
  app.add_option("snapshots", snapshots, "Folders")->required();
  app.add_option("--engines", engines, "ours, datalog, spacer, monolithic")
      ->delimiter(',')
      ->check(CLI::IsMember({"ours", "datalog", "spacer", "monolithic"}));
  app.add_option("--timeout", options.timeout, "Seconds for each engine and network")->capture_default_str();
  app.add_option("--steps", options.steps, "Bound of the unrolled query")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  fmt::print(
      "| network | devices | rules | engine | | cells | wall s | CPU s | peak MB | ratio to ours "
      "|\n|---|--:|--:|---|---|---|--:|--:|--:|--:|\n");
  bool agreed = true;
  for (const std::string& snapshot : snapshots) compare(snapshot, engines, options, agreed);
  if (!agreed) fmt::print("\nSome answers contradict ours: see docs/performance.md for what may differ.\n");
  return agreed ? 0 : 1;
}

}  // namespace
}  // namespace sekimori::bench

int main(int argc, char** argv) {
  try {
    return sekimori::bench::peers(argc, argv);
  } catch (const std::exception& error) {
    fmt::print(stderr, "sekimori-peers: {}\n", error.what());
    return 2;
  }
}
