// What helpers (ALGs) open, as rules of the device's firewall (F2).
#pragma once

#include <vector>

#include "sekimori/model/network.hpp"

namespace sekimori {

/// `open` is a copy of `network`. Its firewalls get a permit for every session that helpers may open beside those of the rules named,
/// before all other rules; where sources are translated, the address that a client shows may be asked for as well.
void open_helper_sessions(const Network& network, const std::vector<HelperSessions>& scopes, Network& open);

}  // namespace sekimori
