// From an abstract leg to concrete packets (by the solver) and their replay (by the simulator).
#pragma once

#include <optional>
#include <variant>

#include "sekimori/prove/solver.hpp"
#include "sekimori/prove/verdict.hpp"
#include "sekimori/search/search.hpp"

namespace sekimori {

/// The header at each location of the leg, edges.size() + 1 of them.
using LegPackets = std::vector<Packet>;
struct Unrealisable {};  ///< the exact guards along the leg contradict each other
struct Undecided {
  std::string why;
};
using Realisation = std::variant<LegPackets, Unrealisable, Undecided>;

/// The way in which the receiver of a reply has asked for it: a leg of `problem`, which is initiations_of the reply's.
struct Asking {
  const FlowProblem* problem = nullptr;
  AbstractLeg leg;
};

/// SMT-LIB text whose models are the packets that take exactly this leg; with `asking`, replies to a packet that takes that one.
[[nodiscard]] std::string leg_formula(const FlowProblem& problem, const AbstractLeg& leg, const std::optional<Asking>& asking = {});
/// ordinary: tcp, high source port, where the leg admits it, for people to read. any: it is enough that there is one.
enum class WantedPacket : std::uint8_t { any, ordinary };
[[nodiscard]] Realisation realise(const FlowProblem& problem, const AbstractLeg& leg, const std::optional<Asking>& asking,
                                  WantedPacket wanted, SolverSession& session, std::chrono::milliseconds timeout);

/// Replays a leg on the network of `simulator`. For a reply, first the session it answers is opened from the target. Errors: nullopt when
/// the simulator does not deliver it to the target.
[[nodiscard]] std::optional<WitnessLeg> replay(Simulator& simulator, const FlowProblem& problem, const AbstractLeg& leg,
                                               const LegPackets& packets);

}  // namespace sekimori
