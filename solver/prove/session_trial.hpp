// One session of a ledger row tried by the simulator: its request, and the reply to it.
#pragma once

#include <string>

#include "sekimori/model/network.hpp"
#include "sekimori/simulate/simulate.hpp"

namespace sekimori {

/// Which of an interval's values.
enum class Corner : std::uint8_t { first, last };

/// Of a host or a device's self; empty for an external without declared addresses.
[[nodiscard]] AddressSet own_addresses(const Network& network, const EndpointRef& ref, Family family);
/// A packet that opens such a session; `src` and `dst` are of one family.
[[nodiscard]] Packet packet_for(Address src, Address dst, const ServiceBox& service, Corner corner);
/// Empty when request and reply arrive; otherwise why not.
[[nodiscard]] std::string try_session(Simulator& simulator, const EndpointRef& from, const EndpointRef& to, const Packet& packet);

}  // namespace sekimori
