// witnesses/<name>.json as text and back: how the simulator is asked for each leg of a path, so that anybody may ask again.
// Format: docs/schema/witness.schema.json.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sekimori/prove/verdict.hpp"

namespace sekimori {

struct WitnessClaim {
  std::string cell;
  Witness witness;  ///< legs without hops
};

/// What arrived at the end of each leg, in every way in which it may.
using Arrivals = std::vector<std::vector<Packet>>;

[[nodiscard]] std::string witness_text(const CellVerdict& cell);
/// Errors: what is wrong with the text.
[[nodiscard]] std::variant<WitnessClaim, std::string> parse_witness(std::string_view text);

/// Asks the simulator for each leg anew and takes the hops it gives. A leg that is not delivered as claimed has none, and the witness is
/// not replayed. The simulator's network must be that of the level.
Arrivals replay_again(Witness& witness, Simulator& simulator);

/// What a leg says of its sender is what the graph says.
[[nodiscard]] bool says_why(const WitnessLeg& leg, const FlowGraph& graph);
/// The names of a leg are those of the endpoints that the simulator was asked about.
[[nodiscard]] bool is_named(const WitnessLeg& leg, const FlowGraph& graph);

}  // namespace sekimori
