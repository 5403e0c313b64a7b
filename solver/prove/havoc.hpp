// The network with every line that was not understood taken at its worst (A2).
#pragma once

#include "sekimori/model/network.hpp"

namespace sekimori {

/// Assumptions that could spoil a proof.
[[nodiscard]] std::vector<AssumptionId> opening_assumptions(const Network& network);

/// Scopes are replaced by their most permissive meaning: a filter permits everything; a VRF routes anywhere; a host relays and forwards; an
/// interface or a device becomes a hostile box that joins everything it is connected to. Other ids keep their meaning.
[[nodiscard]] Network under_havoc(const Network& network, const std::vector<AssumptionId>& assumptions);

}  // namespace sekimori
