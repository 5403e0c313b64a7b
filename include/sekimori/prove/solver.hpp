// The SMT solver behind one door: SMT-LIB text in, answer out. The only user of Z3 is solver/prove/solver.cpp.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "sekimori/model/address.hpp"
#include "sekimori/prove/verdict.hpp"

namespace sekimori {

enum class SolverAnswer : std::uint8_t { unsat, sat, unknown };

struct SolverResult {
  SolverAnswer answer = SolverAnswer::unknown;
  std::map<std::string, AddressBits> model;  ///< values of the declared constants, when sat
  std::string reason;                        ///< when unknown: "timeout", a parse error, …
};

inline constexpr std::size_t kDefaultMegabytes = 4096;

/// One Z3 context; use it from one thread at a time.
class SolverSession {
 public:
  /// `megabytes`: what Z3 may take in the whole process; when a query goes beyond it, its answer is `unknown`.
  explicit SolverSession(std::size_t megabytes = kDefaultMegabytes);
  ~SolverSession();
  SolverSession(SolverSession&&) noexcept;
  SolverSession& operator=(SolverSession&&) noexcept;

  /// Decides exactly the given text (declarations and assertions in QF_BV). Never throws: errors are `unknown` with a reason.
  [[nodiscard]] SolverResult solve(const std::string& text, std::chrono::milliseconds timeout);
  /// The same, but remembers the answer: paths to many places begin with the same leg.
  [[nodiscard]] const SolverResult& solve_once(const std::string& text, std::chrono::milliseconds timeout);
  [[nodiscard]] std::size_t megabytes() const { return megabytes_; }

 private:
  struct Context;
  std::unique_ptr<Context> context_;
  std::size_t megabytes_;
  std::unordered_map<std::string, SolverResult> answers_;
};

/// "Z3 4.8.12"
[[nodiscard]] std::string solver_version();
/// Lower-case hexadecimal SHA-256.
[[nodiscard]] std::string sha256(std::string_view bytes);

/// Sets `unsat` of each obligation that is. `jobs` threads: this one with `session`, the others each with its own. `done`, unless empty, is
/// told how many are decided, by any of the threads.
/// Nothing more is asked once `cancelled`, if any, is set.
void discharge(std::vector<Obligation>& obligations, std::chrono::milliseconds timeout, unsigned jobs, SolverSession& session,
               const std::function<void(std::size_t)>& done = {}, const std::atomic<bool>* cancelled = nullptr);

}  // namespace sekimori
