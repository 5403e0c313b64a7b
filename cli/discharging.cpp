#include "discharging.hpp"

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <new>
#include <thread>

#include "sekimori/prove/solver.hpp"

namespace sekimori {

namespace {

/// Each thread has its own.
template <class Result>
using Decide = std::function<Result(const Obligation&)>;

template <class Result>
std::vector<Result> decide_all(const std::vector<Obligation>& obligations, const Discharging& how,
                               const std::function<Decide<Result>()>& make, Progress& progress) {
  std::vector<Result> results(obligations.size());
  std::atomic<std::size_t> next{0}, done{0};
  const auto work = [&] {
    const Decide<Result> decide = make();
    for (std::size_t i = next++; i < obligations.size(); i = next++) {
      if (how.interruption != nullptr && how.interruption->asked) {
        results[i].why = "interrupted";
        continue;
      }
      try {
        results[i] = decide(obligations[i]);
      } catch (const std::bad_alloc&) {
        results[i] = {};
        results[i].why = "out of memory";
      }
      progress.update({VerifyStage::prove, ++done, obligations.size()});
    }
  };
  std::vector<std::jthread> helpers;
  for (std::size_t i = 1; i < std::min<std::size_t>(how.jobs, obligations.size()); ++i) helpers.emplace_back(work);
  work();
  helpers.clear();  // waits for them
  return results;
}

std::string name_of(const Obligation& obligation, std::string_view suffix) { return obligation.sha256 + std::string(suffix); }

Decide<Answer> by_clauses(const SolverProcess& solver, KeptProofs& kept) {
  return [solver, &kept](const Obligation& obligation) {
    Answer it;
    ProofObject object;
    it.answer = prove_by_clauses(solver, obligation.text, object, it.why);
    if (kept.wanted && it.answer == ProcessAnswer::unsat) {
      const std::lock_guard lock(kept.guard);
      kept.files[name_of(obligation, kClausesSuffix)] = std::move(object.clauses);
      kept.files[name_of(obligation, kRefutationSuffix)] = std::move(object.proof);
    }
    return it;
  };
}

Decide<Answer> by_built_in(const Discharging& how) {
  const auto session = std::make_shared<SolverSession>(how.megabytes);
  return [session, timeout = how.timeout](const Obligation& obligation) -> Answer {
    const SolverResult result = session->solve(obligation.text, timeout);
    if (result.answer == SolverAnswer::unsat) return {ProcessAnswer::unsat, ""};
    return {result.answer == SolverAnswer::sat ? ProcessAnswer::sat : ProcessAnswer::unknown, result.reason};
  };
}

Decide<Answer> by_program(const SolverProcess& solver) {
  return [solver](const Obligation& obligation) {
    Answer it;
    it.answer = ask(solver, obligation.text, it.why);
    return it;
  };
}

}  // namespace

std::string clauses_path(const Obligation& obligation) { return std::string(kProofs) + name_of(obligation, kClausesSuffix); }
std::string refutation_path(const Obligation& obligation) { return std::string(kProofs) + name_of(obligation, kRefutationSuffix); }

std::vector<Answer> answers_to(const std::vector<Obligation>& obligations, const Discharging& how, KeptProofs& kept, Progress& progress) {
  const SolverProcess solver{how.program, how.timeout, how.megabytes};
  const std::function<Decide<Answer>()> make = [&] {
    return how.clauses ? by_clauses(solver, kept) : how.program.empty() ? by_built_in(how) : by_program(solver);
  };
  return decide_all<Answer>(obligations, how, make, progress);
}

std::vector<StoredProof> follow_all(const std::vector<Obligation>& obligations, const Discharging& how, const FileSet& folder,
                                    Progress& progress) {
  const SolverProcess limits{"", how.timeout, how.megabytes};
  const Decide<StoredProof> decide = [&](const Obligation& obligation) {
    StoredProof it;
    const auto clauses = folder.find(clauses_path(obligation)), refutation = folder.find(refutation_path(obligation));
    const bool there = clauses != folder.end() && refutation != folder.end();
    it.followed = there ? follow(limits, obligation.text, {clauses->second, refutation->second}, it.why) : Followed::other_clauses;
    return it;
  };
  return decide_all<StoredProof>(
      obligations, how, [&] { return decide; }, progress);
}

}  // namespace sekimori
