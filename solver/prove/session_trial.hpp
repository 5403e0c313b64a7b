// One session of a ledger row tried by the simulator: its request, and the reply to it.
#pragma once

#include <string>

#include "sekimori/model/network.hpp"
#include "sekimori/simulate/simulate.hpp"

namespace sekimori {

/// Of a host or a device's self; empty for an external without declared addresses.
[[nodiscard]] AddressSet own_addresses(const Network& network, const EndpointRef& ref, Family family);
/// A packet that opens a session, without addresses. Of ICMP an echo request.
[[nodiscard]] Packet opening(Family family, std::uint16_t protocol, std::uint16_t sport, std::uint16_t dport);
/// The first packet of the service; `src` and `dst` are of one family.
[[nodiscard]] Packet packet_for(Address src, Address dst, const ServiceBox& service);
/// Empty when request and reply arrive; otherwise why not.
[[nodiscard]] std::string try_session(Simulator& simulator, const EndpointRef& from, const EndpointRef& to, const Packet& packet);

}  // namespace sekimori
