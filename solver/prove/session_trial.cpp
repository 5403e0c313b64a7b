#include "session_trial.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <thread>

namespace sekimori {
namespace {

std::uint16_t echo_request(Family family) { return static_cast<std::uint16_t>((family == Family::v6 ? 128U : 8U) << 8U); }

std::vector<Emission> openings(const Network& network, const EndpointRef& from, const Packet& packet) {
  if (const auto* host = std::get_if<HostId>(&from)) {
    std::vector<Emission> result;
    for (std::size_t a = 0; a < network.at(*host).attachments.size(); ++a)
      result.push_back({from, a, std::nullopt, packet, Phase::initiate});
    return result;
  }
  std::vector<Emission> result;
  if (const auto* device = std::get_if<DeviceId>(&from)) {
    for (const InterfaceId i : network.at(*device).interfaces) result.push_back({from, 0, i, packet, Phase::initiate});
  }
  return result;
}

}  // namespace

AddressSet own_addresses(const Network& network, const EndpointRef& ref, Family family) {
  AddressSet own(family);
  if (const auto* host = std::get_if<HostId>(&ref)) {
    for (const Attachment& a : network.at(*host).attachments) own = own.united(family == Family::v6 ? a.v6 : a.v4);
  } else if (const auto* device = std::get_if<DeviceId>(&ref)) {
    for (const InterfaceId i : network.at(*device).interfaces) {
      for (const auto& address : network.at(i).addresses) {
        if (address.address.family == family) own = own.united(AddressSet::of(address.address));
      }
    }
  }
  return own;
}

Packet opening(Family family, std::uint16_t protocol, std::uint16_t sport, std::uint16_t dport) {
  Packet packet;
  packet.family = family;
  packet.protocol = static_cast<std::uint8_t>(std::max<std::uint16_t>(protocol, 1));
  packet.sport = sport;
  packet.dport = dport;
  packet.icmp = is_icmp(packet.protocol) ? echo_request(family) : std::uint16_t{0};
  return canonical(packet);
}

Packet packet_for(Address src, Address dst, const ServiceBox& service) {
  const std::uint16_t sport = std::max<std::uint16_t>(service[ServiceField::sport].first, 49152);
  Packet packet = opening(src.family, service[ServiceField::protocol].first, sport, service[ServiceField::dport].first);
  packet.src = src.bits;
  packet.dst = dst.bits;
  return packet;
}

namespace {

const Trace* arrived(const SimulationResult& result, const EndpointRef& to) {
  for (const Trace& trace : result.traces) {
    if (trace.end == Disposition::delivered && trace.delivered_to == std::optional<EndpointRef>(to)) return &trace;
  }
  return nullptr;
}

std::string why_lost(const SimulationResult& result, const char* way) {
  for (const Trace& trace : result.traces) {
    if (trace.end == Disposition::delivered || trace.hops.empty()) continue;
    return fmt::format("{}: {} at {} ({})", way, to_text(trace.end), trace.hops.back().device, trace.hops.back().why);
  }
  return fmt::format("{}: nobody received it", way);
}

}  // namespace

std::string try_session(Simulator& simulator, const EndpointRef& from, const EndpointRef& to, const Packet& packet) {
  const Network& network = simulator.network();
  std::string why = "no way to send";
  for (const Emission& request : openings(network, from, packet)) {
    const SimulationResult there = simulator.run(request);
    const Trace* trace = arrived(there, to);
    if (trace == nullptr) {
      why = why_lost(there, "request");
      continue;
    }
    for (Emission reply : openings(network, to, reversed(trace->delivered, Phase::reply))) {
      reply.phase = Phase::reply;
      const SimulationResult back = simulator.run(reply, there.sessions);
      if (arrived(back, from) != nullptr) return {};
      why = why_lost(back, "reply");
    }
  }
  return why;
}

void for_each_simulated(const Network& network, std::size_t count, unsigned jobs,
                        const std::function<void(Simulator&, std::size_t)>& work) {
  const std::size_t threads = std::clamp<std::size_t>(jobs, 1, std::max<std::size_t>(1, count));
  std::atomic<std::size_t> next{0};
  std::vector<std::exception_ptr> failures(threads);
  const auto run = [&](std::size_t thread) {
    try {
      Simulator simulator(network);
      for (std::size_t i = next++; i < count; i = next++) work(simulator, i);
    } catch (...) {
      failures[thread] = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> helpers;
    for (std::size_t i = 1; i < threads; ++i) helpers.emplace_back(run, i);
    run(0);
  }
  for (const auto& failure : failures) {
    if (failure) std::rethrow_exception(failure);
  }
}

}  // namespace sekimori
