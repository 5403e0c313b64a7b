#include "solver_process.hpp"

#include "process.hpp"

namespace sekimori {

namespace {

std::string base_name(const std::string& program) { return program.substr(program.rfind('/') + 1); }

/// Options that the solvers we know need for our texts to be decided fast; any other gets none.
std::vector<std::string> command(const SolverProcess& solver) {
  const std::string name = base_name(solver.program);
  if (name.starts_with("cvc5")) return {solver.program, "--lang=smt2", "--bitblast=eager", "--bv-sat-solver=cadical", "/dev/stdin"};
  if (name.starts_with("z3")) return {solver.program, "-smt2", "/dev/stdin"};
  return {solver.program, "/dev/stdin"};
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

}  // namespace

ProcessAnswer ask(const SolverProcess& solver, const std::string& text, std::string& why) {
  const ProcessResult result = run_process(command(solver), text, {solver.timeout, solver.megabytes, 1U << 16U});
  if (result.output == "unsat\n" || result.output == "unsat") return ProcessAnswer::unsat;
  if (first_line(result.output) == "sat") return ProcessAnswer::sat;
  why = !result.started ? result.error : result.timed_out ? "timeout" : first_line(result.output).substr(0, 120);
  if (why.empty()) why = "no answer";
  return ProcessAnswer::unknown;
}

std::string version_of(const SolverProcess& solver) {
  const ProcessResult result = run_process({solver.program, "--version"}, "", {std::chrono::seconds(10), 0, 1U << 16U});
  if (!result.started || result.code != 0) return {};
  const std::string line = first_line(result.output);
  constexpr std::string_view kCvc5 = "This is ";
  return line.starts_with(kCvc5) ? line.substr(kCvc5.size()) : line;
}

}  // namespace sekimori
