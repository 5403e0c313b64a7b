#include "engines/datalog.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <z3++.h>

#include <csignal>
#include <cstdio>
#include <functional>
#include <optional>
#include <stdexcept>

#include "sekimori/policy/cells.hpp"
#include "system.hpp"

namespace sekimori::testing {
namespace {

// The sanitizers reserve more address space than any limit.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool kLimitsMemory = false;
#elif defined(__has_feature)
constexpr bool kLimitsMemory = !__has_feature(address_sanitizer);
#else
constexpr bool kLimitsMemory = true;
#endif
constexpr std::uint64_t kMegabytes = 2000;

class Datalog {
 public:
  explicit Datalog(const std::string& rules) : solver_(context_) {
    z3::params params(context_);
    params.set("engine", context_.str_symbol("datalog"));
    params.set("datalog.default_relation", context_.str_symbol("doc"));
    solver_.set(params);
    solver_.from_string(rules.c_str());
  }

  /// Of a relation without columns.
  bool holds(const std::string& relation) {
    z3::expr asked = context_.function(relation.c_str(), 0, nullptr, context_.bool_sort())();
    return is_sat(asked);
  }

  /// Those of `zones` that are in the relation: what it takes is to compute the relation, once for all of them.
  std::set<ZoneId> members(const std::string& relation, const std::vector<ZoneId>& zones) {
    const z3::sort number = context_.bv_sort(16);
    const z3::expr zone = context_.constant("zone", number);
    z3::expr asked = z3::exists(zone, context_.function(relation.c_str(), number, context_.bool_sort())(zone));
    std::set<ZoneId> found;
    if (!is_sat(asked)) return found;
    z3::expr answer = solver_.get_answer();
    for (const ZoneId id : zones) {
      z3::expr_vector value(context_);
      value.push_back(context_.bv_val(id.index, 16));
      const z3::expr says = answer.substitute(value).simplify();
      if (!says.is_true() && !says.is_false()) throw std::runtime_error("an answer that is neither true nor false");
      if (says.is_true()) found.insert(id);
    }
    return found;
  }

 private:
  bool is_sat(z3::expr& asked) {
    const z3::check_result result = solver_.query(asked);
    if (result == z3::unknown) throw std::runtime_error("no answer");
    return result == z3::sat;
  }

  z3::context context_;
  z3::fixedpoint solver_;
};

std::string rules_of(const FlowProblem& problem, const std::vector<ZoneId>& to, bool closely) {
  const bench::System system = bench::system_of(problem);
  if (!closely) return bench::without_order(bench::horn_rules(problem, system, to));
  const bench::System asked = bench::system_of(initiations_of(problem));
  return bench::without_order(bench::horn_rules(problem, system, to, &asked));
}

/// A crossing node of the source zone that takes in raw data is an ordinary host, and everything starts again (X5).
void drop_raw_nodes(FlowProblem& problem, const std::vector<ZoneId>& to, bool closely) {
  for (bool again = true; again;) {
    again = false;
    for (const CrossingNode& node : problem.nodes) {
      if (!is_source(problem, node.node) || !Datalog(rules_of(problem, to, closely)).holds(bench::horn_raw_query(node.node))) continue;
      drop_node(problem, node.node);
      again = true;
      break;
    }
  }
}

using Tell = std::function<void(ZoneId from, ZoneId to, bool open)>;

std::set<ZoneId> open_zones(FlowProblem problem, const std::vector<ZoneId>& to, bool closely) {
  drop_raw_nodes(problem, to, closely);
  return Datalog(rules_of(problem, to, closely)).members(bench::horn_zones_query(), to);
}

void answer_group(const CellGroup& group, const std::function<bool(ZoneId)>& wanted, const std::function<bool(ZoneId)>& closely,
                  const Tell& tell) {
  const std::set<ZoneId> open = open_zones(group.problem, group.to, false);
  std::optional<std::set<ZoneId>> open_closely;
  for (const ZoneId to : group.to) {
    if (!wanted(to)) continue;
    bool is_open = open.contains(to);
    if (is_open && closely(to)) {
      if (!open_closely) open_closely = open_zones(group.problem, group.to, true);
      is_open = open_closely->contains(to);
    }
    tell(group.from, to, is_open);
  }
}

void answer_all(const RandomCase& c, const std::set<CellName>& closely, const Tell& tell) {
  FlowGraph graph = build_flow_graph(c.network, {RoutingTier::current_routing, c.threat == Threat::compromise, SessionBinding::device});
  const std::size_t declared = c.network.zones.size();
  for (const CellGroup& group : plan_cells(c.network, c.policy, graph, {c.threat, false})) {
    if (group.from.index >= declared) continue;
    const auto is_declared = [&](ZoneId to) { return to.index < declared; };
    const auto is_close = [&](ZoneId to) { return closely.contains({graph.zones[group.from.index].name, graph.zones[to.index].name}); };
    answer_group(group, is_declared, is_close, tell);
  }
}

int run_child(int out, const RandomCase& c, const std::set<CellName>& closely) {
  const rlimit memory{kMegabytes << 20U, kMegabytes << 20U};
  if (kLimitsMemory) setrlimit(RLIMIT_AS, &memory);
  try {
    answer_all(c, closely, [&](ZoneId from, ZoneId to, bool open) {
      const std::string line = fmt::format("{} {} {}\n", from.index, to.index, open ? 1 : 0);
      if (write(out, line.data(), line.size()) < 0) _exit(1);
    });
    return 0;
  } catch (const z3::exception&) {  // out of memory, mostly: what was told until then counts
    return 1;
  } catch (const std::exception&) {
    return 1;
  }
}

/// What the child writes until it ends or the time is over.
std::string read_for(int in, std::chrono::milliseconds timeout) {
  const auto end = std::chrono::steady_clock::now() + timeout;
  std::string text;
  char buffer[4096];
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now()).count();
    pollfd ready{in, POLLIN, 0};
    if (left <= 0 || poll(&ready, 1, static_cast<int>(left)) <= 0) return text;
    const ssize_t got = read(in, buffer, sizeof buffer);
    if (got <= 0) return text;
    text.append(buffer, static_cast<std::size_t>(got));
  }
}

}  // namespace

std::map<CellName, Reach> ask_datalog(const RandomCase& c, const std::set<CellName>& closely, std::chrono::milliseconds timeout) {
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("no pipe");
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("no child process");
  if (child == 0) {
    close(ends[0]);
    _exit(run_child(ends[1], c, closely));
  }
  close(ends[1]);
  const std::string text = read_for(ends[0], timeout);
  close(ends[0]);
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  std::map<CellName, Reach> answers;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    if (end == std::string::npos) break;  // half a line
    unsigned from = 0, to = 0, open = 0;
    if (std::sscanf(text.c_str() + at, "%u %u %u", &from, &to, &open) == 3)
      answers[{c.network.zones.at(from).name, c.network.zones.at(to).name}] = open == 1 ? Reach::open : Reach::closed;
    at = end + 1;
  }
  return answers;
}

}  // namespace sekimori::testing
