#include "coverage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "session_trial.hpp"

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

RequiredFlow check(Simulator& simulator, const LedgerRow& row) {
  const Network& network = simulator.network();
  RequiredFlow flow{row.id, true, {}, row.at};
  for (const EndpointRef& from : row.src) {
    for (const EndpointRef& to : row.dst) {
      AddressSet there = own_addresses(network, to, Family::v4);
      if (there.empty()) there = row.dst_v4;  // an external stands for the addresses that the row names
      AddressSet here = own_addresses(network, from, Family::v4);
      if (here.empty()) here = row.src_v4;
      const auto src = first_of(here, row.src_v4);
      const auto dst = first_of(there, row.dst_v4);
      if (!src || !dst || row.services.empty()) {
        flow.delivered = false;
        flow.why = "no IPv4 address to try";
        continue;
      }
      for (const ServiceBox& service : row.services) {
        const std::string why = try_session(simulator, from, to, packet_for(*src, *dst, service));
        if (why.empty()) continue;
        flow.delivered = false;
        const std::string of_several = row.services.size() > 1 ? fmt::format(" ({})", to_text(service)) : "";
        flow.why = fmt::format("{} to {}{}: {}", describe(network, from), describe(network, to), of_several, why);
      }
    }
  }
  return flow;
}

}  // namespace

std::vector<RequiredFlow> check_required_flows(const Network& network, const Policy& policy, unsigned jobs) {
  std::vector<const LedgerRow*> rows;
  for (const LedgerRow& row : policy.ledger) {
    if (row.required) rows.push_back(&row);
  }
  std::vector<RequiredFlow> flows(rows.size());
  for_each_simulated(network, rows.size(), jobs, [&](Simulator& simulator, std::size_t i) { flows[i] = check(simulator, *rows[i]); });
  return flows;
}

Coverage coverage_of(const Network& network, const Policy& policy, const std::vector<Zone>& zones, unsigned jobs) {
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
  coverage.required_flows = check_required_flows(network, policy, jobs);
  return coverage;
}

}  // namespace sekimori
