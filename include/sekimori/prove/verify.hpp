// The main job: every ordered pair of zones gets a verdict with evidence (semantics X3, C). What a verdict holds: prove/verdict.hpp.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <optional>
#include <set>
#include <string>

#include "sekimori/policy/policy.hpp"
#include "sekimori/prove/solver.hpp"
#include "sekimori/prove/verdict.hpp"

namespace sekimori {

enum class VerifyStage : std::uint8_t { search, prove };

/// How far a stage is. A stage may come again, and `total` may grow while it lasts.
struct VerifyProgress {
  VerifyStage stage = VerifyStage::search;
  std::size_t done = 0, total = 0;  ///< cells of a search, obligations of a proof; `total` 0: not known
};

/// CPU seconds of all threads together. For benchmarks: no part of a report.
struct StageSeconds {
  double graph = 0;    ///< flow graphs
  double search = 0;   ///< reachable classes of headers
  double packets = 0;  ///< packets for the paths found, and their replay
  double proof = 0;    ///< certificates: drawn up, and discharged by the solver
};

/// CPU seconds that the calling thread has used.
using CpuClock = double (*)();

struct VerifyOptions {
  Threat threat = Threat::relay;
  std::chrono::milliseconds obligation_timeout{10'000};
  std::size_t memory_megabytes = kDefaultMegabytes;  ///< of the solver; beyond it an obligation is not discharged
  unsigned jobs = 1;                                 ///< threads that discharge obligations
  bool spoofing = true;                              ///< try each proved cell once more with spoofed sources (E6)
  std::size_t max_refinements = 40;
  /// SHA-256 of obligations that an earlier run discharged (`proved_obligations`); an equal text is not given to the solver again.
  const std::set<std::string, std::less<>>* proved_before = nullptr;
  CpuClock cpu_clock = nullptr;   ///< for `spent`; without it nothing is measured
  StageSeconds* spent = nullptr;  ///< added to, if set
  /// For what depends on the date (expiry, reviews): without it such predicates are inconclusive.
  std::optional<std::chrono::year_month_day> today;
  bool supports = false;  ///< also find the rules that each proof needs (Report::supports)
  /// Also keep what the evidence folder needs: what the numbers in certificates stand for, and what their obligations are printed from.
  bool evidence = false;
  /// Set by another thread or a signal: what is not decided by then stays inconclusive, code `interrupted`.
  const std::atomic<bool>* cancelled = nullptr;
  /// Told now and then how far things are; may be empty. Any of the `jobs` threads may call it, and it must not throw.
  std::function<void(const VerifyProgress&)> progress;
};

/// What another run of `verify` may take as proved, the text being the same.
[[nodiscard]] std::set<std::string, std::less<>> proved_obligations(const Report& report);

/// Pure: the same network, policy and options give the same verdicts (a timeout apart).
[[nodiscard]] Report verify(const Network& given, const Policy& policy, const VerifyOptions& options = {});

}  // namespace sekimori
