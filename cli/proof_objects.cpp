#include "proof_objects.hpp"

#include "process.hpp"
#include "sekimori/sat/cnf.hpp"
#include "sekimori/sat/formula.hpp"
#include "sekimori/sat/rup.hpp"

namespace sekimori {

namespace {

constexpr std::size_t kMaxProof = std::size_t{1} << 30U;
constexpr int kSatisfiable = 10, kUnsatisfiable = 20;  // exit codes of the SAT competition

/// The lines of a proof; the solver says its result in between.
std::string without_results(const std::string& output) {
  std::string proof;
  for (std::size_t at = 0; at < output.size();) {
    const std::size_t end = std::min(output.find('\n', at), output.size() - 1);
    if (output[at] != 's' && output[at] != 'c') proof.append(output, at, end + 1 - at);
    at = end + 1;
  }
  return proof;
}

}  // namespace

ProcessAnswer prove_by_clauses(const SolverProcess& solver, const std::string& text, ProofObject& object, std::string& why) {
  const auto read = sat::read_formula(text);
  if (const auto* refusal = std::get_if<std::string>(&read)) {
    why = *refusal;
    return ProcessAnswer::unknown;
  }
  const sat::Cnf cnf = sat::clauses_of(std::get<sat::Formula>(read));
  object = {sat::to_dimacs(cnf), {}};
  if (sat::check_rup(cnf, {}).proved) return ProcessAnswer::unsat;
  const ProcessResult result =
      run_process({solver.program, "-q", "--no-binary", "-", "-"}, object.clauses, {solver.timeout, solver.megabytes, kMaxProof});
  if (result.code == kSatisfiable) return ProcessAnswer::sat;
  if (result.code != kUnsatisfiable) {
    why = !result.started ? result.error : result.timed_out ? "timeout" : "no answer";
    return ProcessAnswer::unknown;
  }
  object.proof = without_results(result.output);
  const sat::RupResult checked = sat::check_rup(cnf, object.proof);
  why = checked.why;
  return checked.proved ? ProcessAnswer::unsat : ProcessAnswer::unknown;
}

}  // namespace sekimori
