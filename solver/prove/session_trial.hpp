// One session of a ledger row tried by the simulator: its request, and the reply to it.
#pragma once

#include <functional>
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

/// Calls `work` for each number below `count`, on at most `jobs` threads, each with a simulator of its own. Errors: throws what `work` has
/// thrown, once all threads have ended.
void for_each_simulated(const Network& network, std::size_t count, unsigned jobs, const std::function<void(Simulator&, std::size_t)>& work);

}  // namespace sekimori
