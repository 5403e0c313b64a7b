// A whole session: the initiation, and if it arrives the reply with the sessions it made (semantics F2). Replays reply witnesses. One
// packet alone: simulate/simulate.hpp.
#pragma once

#include <optional>
#include <vector>

#include "sekimori/simulate/simulate.hpp"

namespace sekimori {

struct ReplyOptions {
  std::optional<Packet> packet;           ///< what the responder sends; default: each delivered initiation reversed
  std::optional<std::size_t> attachment;  ///< a responding host's card; default: every card in turn
  std::optional<InterfaceId> start;       ///< a responding device's interface, or any of the segment of a responding `rest of segment`
};

struct SessionReplay {
  SimulationResult initiation;
  SimulationResult reply;  ///< empty when the initiation did not arrive; traces of all cards in order
  bool answered = false;   ///< the initiation was delivered to the responder, so that there was a reply
};

/// Runs `initiation`; if it is delivered to `responder`, runs the reply from there with the sessions made on the way. No errors: an
/// initiation that does not arrive gives `answered == false` and its own traces tell why. Pure.
[[nodiscard]] SessionReplay simulate_session(const Network& network, const Emission& initiation, const EndpointRef& responder,
                                             const ReplyOptions& reply = {}, const SimulateOptions& options = {});

/// The same on a simulator that is kept for many sessions.
[[nodiscard]] SessionReplay simulate_session(Simulator& simulator, const Emission& initiation, const EndpointRef& responder,
                                             const ReplyOptions& reply = {}, const SimulateOptions& options = {});

/// The traces that end in a delivery to `endpoint`, in the order of the result.
[[nodiscard]] std::vector<const Trace*> deliveries_to(const SimulationResult& result, const EndpointRef& endpoint);

}  // namespace sekimori
