#include "proof_objects.hpp"

#include "process.hpp"
#include "sekimori/sat/cnf.hpp"
#include "sekimori/sat/formula.hpp"
#include "sekimori/sat/rup.hpp"

namespace sekimori {

namespace {

constexpr std::string_view kEmptyClause = "0\n";
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

sat::RupLimits limits_of(const SolverProcess& solver) {
  const auto until = std::chrono::steady_clock::now() + solver.timeout;
  sat::RupLimits limits;
  limits.expired = [until] { return std::chrono::steady_clock::now() > until; };
  if (solver.megabytes != 0) limits.bytes = solver.megabytes << 20U;
  return limits;
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
  const sat::RupResult checked = sat::check_rup(cnf, object.proof, limits_of(solver));
  why = checked.why;
  // What comes after the last step that was needed nobody has looked at.
  if (checked.proved && object.proof.size() > checked.read) object.proof.replace(checked.read, std::string::npos, kEmptyClause);
  return checked.proved ? ProcessAnswer::unsat : ProcessAnswer::unknown;
}

Followed follow(const SolverProcess& limits, const std::string& text, const ProofObject& found, std::string& why) {
  const auto read = sat::read_formula(text);
  if (const auto* refusal = std::get_if<std::string>(&read)) {
    why = *refusal;
    return Followed::gave_up;
  }
  const sat::Cnf cnf = sat::clauses_of(std::get<sat::Formula>(read));
  if (sat::to_dimacs(cnf) != found.clauses) return Followed::other_clauses;
  const sat::RupResult checked = sat::check_rup(cnf, found.proof, limits_of(limits));
  why = checked.why;
  const std::string_view rest = std::string_view(found.proof).substr(checked.read);
  if (checked.proved && (rest.empty() || rest == kEmptyClause)) return Followed::yes;
  if (checked.proved) why = "it goes on after the empty clause";
  return checked.gave_up ? Followed::gave_up : Followed::not_refuted;
}

}  // namespace sekimori
