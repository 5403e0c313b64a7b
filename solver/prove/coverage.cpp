#include "coverage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace sekimori {
namespace {

std::set<InterfaceId> used_ports(const Network& network) {
  std::set<InterfaceId> used;
  for (const Link& link : network.links) used.insert({link.a, link.b});
  for (const Host& host : network.hosts) {
    for (const Attachment& attachment : host.attachments) used.insert(attachment.port);
  }
  for (std::size_t i = 0; i < network.interfaces.size(); ++i) {
    if (network.interfaces[i].channel) used.insert(make_id<InterfaceId>(i));
  }
  return used;
}

void count_assumptions(const Network& network, Coverage& coverage) {
  for (const Assumption& assumption : network.assumptions) {
    switch (assumption.effect) {
      case Effect::harmless: ++coverage.harmless; break;
      case Effect::may_open: ++coverage.may_open; break;
      case Effect::may_close: ++coverage.may_close; break;
      case Effect::may_both: ++coverage.may_both; break;
    }
  }
}

std::optional<Address> first_of(const AddressSet& own, const AddressSet& narrowed) {
  const AddressSet both = own.intersected(narrowed);
  return both.first();
}

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

AddressSet own_v4(const Network& network, const EndpointRef& ref) {
  AddressSet own(Family::v4);
  if (const auto* host = std::get_if<HostId>(&ref)) {
    for (const Attachment& a : network.at(*host).attachments) own = own.united(a.v4);
  } else if (const auto* device = std::get_if<DeviceId>(&ref)) {
    for (const InterfaceId i : network.at(*device).interfaces) {
      for (const auto& address : network.at(i).addresses) {
        if (address.address.family == Family::v4) own = own.united(AddressSet::of(address.address));
      }
    }
  }
  return own;
}

Packet packet_for(Address src, Address dst, const ServiceBox& service) {
  Packet packet;
  packet.src = src.bits;
  packet.dst = dst.bits;
  packet.protocol = static_cast<std::uint8_t>(std::max<std::uint16_t>(service[ServiceField::protocol].first, 1));
  packet.sport = std::max<std::uint16_t>(service[ServiceField::sport].first, 49152);
  packet.dport = service[ServiceField::dport].first;
  packet.icmp = is_icmp(packet.protocol) ? static_cast<std::uint16_t>(8U << 8U) : std::uint16_t{0};
  return canonical(packet);
}

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

/// Empty when request and reply arrive; otherwise why not.
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

RequiredFlow check(Simulator& simulator, const LedgerRow& row) {
  const Network& network = simulator.network();
  RequiredFlow flow{row.id, true, {}, row.at};
  for (const EndpointRef& from : row.src) {
    for (const EndpointRef& to : row.dst) {
      AddressSet there = own_v4(network, to);
      if (there.empty()) there = row.dst_v4;  // an external stands for the addresses that the row names
      AddressSet here = own_v4(network, from);
      if (here.empty()) here = row.src_v4;
      const auto src = first_of(here, row.src_v4);
      const auto dst = first_of(there, row.dst_v4);
      if (!src || !dst || row.services.empty()) {
        flow.delivered = false;
        flow.why = "no IPv4 address to try";
        continue;
      }
      const std::string why = try_session(simulator, from, to, packet_for(*src, *dst, row.services.front()));
      if (why.empty()) continue;
      flow.delivered = false;
      flow.why = fmt::format("{} to {}: {}", describe(network, from), describe(network, to), why);
    }
  }
  return flow;
}

}  // namespace

std::vector<RequiredFlow> check_required_flows(const Network& network, const Policy& policy) {
  std::vector<RequiredFlow> flows;
  Simulator simulator(network);
  for (const LedgerRow& row : policy.ledger) {
    if (row.required) flows.push_back(check(simulator, row));
  }
  return flows;
}

Coverage coverage_of(const Network& network, const Policy& policy, const std::vector<Zone>& zones) {
  Coverage coverage;
  for (const Device& device : network.devices) ++(device.has_config ? coverage.devices_with_config : coverage.devices_without_config);
  const std::set<InterfaceId> used = used_ports(network);
  for (std::size_t i = 0; i < network.interfaces.size(); ++i) {
    const Interface& interface = network.interfaces[i];
    const bool port = interface.kind == InterfaceKind::physical && interface.up && !interface.wireless;
    if (port && !used.contains(make_id<InterfaceId>(i))) {
      coverage.interfaces_without_peer.push_back(describe(network, make_id<InterfaceId>(i)));
    }
  }
  for (const Zone& zone : zones) {
    if (zone.implicit && zone.name != "devices") coverage.hosts_in_no_zone.push_back(zone.name);
  }
  count_assumptions(network, coverage);
  coverage.required_flows = check_required_flows(network, policy);
  return coverage;
}

}  // namespace sekimori
