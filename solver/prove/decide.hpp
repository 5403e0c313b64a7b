// Decides one group of cells on one flow graph: certificate for the targets that no holder is in, packets for the others.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "sekimori/policy/cells.hpp"
#include "sekimori/prove/certificate.hpp"
#include "sekimori/prove/proof_data.hpp"
#include "sekimori/prove/realise.hpp"
#include "sekimori/prove/verify.hpp"
#include "supports.hpp"

namespace sekimori {

/// Answers by obligation hash; a text is decided once, or twice where two threads come to it at the same time.
struct ProofMemo {
  std::map<std::string, Obligation> known;
  const std::set<std::string, std::less<>>* proved_before = nullptr;   ///< by an earlier run; may be absent
  std::set<std::string, std::less<>> reused;                           ///< those of them that were met here
  std::size_t asked = 0;                                               ///< items, before merging equal texts
  std::unique_ptr<std::mutex> guard = std::make_unique<std::mutex>();  ///< of both
};

/// Abstract legs with the packets that take them.
struct ConcretePath {
  std::vector<AbstractLeg> legs;
  std::vector<LegPackets> packets;
};

struct NotProved {
  std::vector<ConcretePath> paths;  ///< those offered to `accept`; the last one was accepted if `accepted`
  bool accepted = false;
  std::string why;  ///< stable code when not accepted: "spurious", "not-replayed", "solver-gave-up", "too-many-refinements"
};

struct Proof {
  std::vector<ZoneId> zones;
  bool spoofing = false;                            ///< shown for spoofed sources too (E6), of which the others are a part
  std::size_t items = 0;                            ///< of both drafts
  CertificateDraft draft;                           ///< without texts; items only with DecideOptions::data: there are many
  std::optional<CertificateDraft> initiations;      ///< of G (C0), if the proof rests on it
  std::vector<RuleSupport> supports;                ///< only with DecideOptions::supports
  std::vector<FlowEndpointId> nodes;                ///< crossing nodes of the problem that were not dropped
  std::optional<ProofData> data, initiations_data;  ///< only with DecideOptions::data
};

struct Decision {
  std::vector<Proof> proofs;  ///< no zone is in two
  std::map<ZoneId, NotProved> open;
  std::size_t refinements = 0;
};

/// What one thread keeps from one decision to the next.
struct Workbench {
  explicit Workbench(std::size_t megabytes = kDefaultMegabytes) : solver(megabytes) {}

  TransferPool transfers;
  SolverSession solver;
  CpuClock cpu_clock = nullptr;  ///< for `spent`
  StageSeconds spent;
};

struct DecideOptions {
  std::chrono::milliseconds timeout{10'000};
  unsigned jobs = 1;
  std::size_t max_refinements = 40;
  bool supports = false;                         ///< find the rules that proofs need
  bool data = false;                             ///< keep what each proof was printed from, and its items
  bool spoofing = false;                         ///< prove with spoofed sources what can be (E6)
  WantedPacket wanted = WantedPacket::ordinary;  ///< in the paths that are found
  /// Is this concrete path good enough to stop at (current routing: replayed by the simulator)?
  std::function<bool(const FlowProblem&, const ConcretePath&)> accept;
  const std::atomic<bool>* cancelled = nullptr;                         ///< may be absent
  std::function<void(std::size_t done, std::size_t total)> discharged;  ///< obligations; may be empty, any thread
};

[[nodiscard]] Decision decide(FlowProblem problem, const std::vector<ZoneId>& targets, ProofMemo& memo, Workbench& workbench,
                              const DecideOptions& options);

}  // namespace sekimori
