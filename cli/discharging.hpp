// Obligations put to a solver, or to the refutations that somebody has written down: several at a time.
#pragma once

#include <chrono>
#include <mutex>
#include <string>
#include <vector>

#include "progress.hpp"
#include "proof_objects.hpp"
#include "sekimori/base/file_set.hpp"
#include "sekimori/prove/verdict.hpp"
#include "solver_process.hpp"

namespace sekimori {

struct Discharging {
  std::string program;   ///< empty: the Z3 that is built in
  bool clauses = false;  ///< the program is a SAT solver, whose refutations are followed
  unsigned jobs = 1;
  std::chrono::milliseconds timeout{60'000};
  std::size_t megabytes = 0;
  const Interruption* interruption = nullptr;  ///< once it is asked for, nothing more is begun: unknown
};

struct Answer {
  ProcessAnswer answer = ProcessAnswer::unknown;
  std::string why;
};

/// Proof objects of all threads, by their names.
struct KeptProofs {
  bool wanted = false;
  std::mutex guard;
  FileSet files;
};

/// Of each obligation, in their order. `kept`: what `clauses` found, if wanted.
[[nodiscard]] std::vector<Answer> answers_to(const std::vector<Obligation>& obligations, const Discharging& how, KeptProofs& kept,
                                             Progress& progress);

struct StoredProof {
  Followed followed = Followed::gave_up;
  std::string why;
};

/// Of each obligation whose two files are in the folder; of the others `other_clauses`.
[[nodiscard]] std::vector<StoredProof> follow_all(const std::vector<Obligation>& obligations, const Discharging& how, const FileSet& folder,
                                                  Progress& progress);

[[nodiscard]] std::string clauses_path(const Obligation& obligation);
[[nodiscard]] std::string refutation_path(const Obligation& obligation);

}  // namespace sekimori
