#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "addressing.hpp"
#include "draft.hpp"

namespace sekimori {
namespace {

void insert_bound(const InterfaceFilters& filters, std::set<FilterId>& bound) {
  for (const auto& f : {filters.in_v4, filters.out_v4, filters.in_v6, filters.out_v6}) {
    if (f) bound.insert(*f);
  }
}

void add_filters(const Network& network, const FlowGraph& graph, std::vector<std::string>& facts) {
  std::set<FilterId> bound;
  for (std::size_t row = 0; row < network.interfaces.size(); ++row) {
    const InterfaceFilters& filters = network.interfaces[row].filters;
    const auto id = make_id<InterfaceId>(row);
    std::set<FilterId> here;
    insert_bound(filters, here);
    if (!graph.segments.of_layer3.at(row)) {
      for (const FilterId f : here) {
        facts.push_back(
            fmt::format("{}: filter {} drops nothing here, as no packet is routed through it", describe(network, id), network.at(f).name));
      }
    }
    bound.merge(here);
  }
  for (const Device& device : network.devices) {
    for (const ManagementService& s : device.services) {
      if (s.admits_v4) bound.insert(*s.admits_v4);
      if (s.admits_v6) bound.insert(*s.admits_v6);
    }
  }
  for (std::size_t row = 0; row < network.filters.size(); ++row) {
    const Filter& f = network.filters[row];
    if (!bound.contains(make_id<FilterId>(row)))
      facts.push_back(fmt::format("{}: filter {} is bound to nothing", network.at(f.device).name, f.name));
  }
}

void add_routes(const Network& network, std::vector<std::string>& facts) {
  for (std::size_t row = 0; row < network.vrfs.size(); ++row) {
    const Vrf& vrf = network.vrfs[row];
    const Device& device = network.at(vrf.device);
    for (const Family family : {Family::v4, Family::v6}) {
      const Fib fib = compute_fib(network, make_id<VrfId>(row), family);
      std::set<SourceRange> used;
      for (const FibEntry& entry : fib.entries) {
        for (const FibAction& a : entry.actions) used.insert(a.at);
      }
      for (const StaticRoute& r : vrf.routes) {
        if (r.destination.family() != family) continue;
        const std::string route = fmt::format("{}: route {}", device.name, to_text(r.destination));
        if (!forwards(device, family))
          facts.push_back(route + " is not used, as the device does not route this family");
        else if (!used.contains(r.at))
          facts.push_back(route + " is not in the table: its next hop does not resolve, or a better route is");
      }
    }
  }
}

void add_device_facts(const Network& network, std::vector<std::string>& facts) {
  for (const Device& device : network.devices) {
    const bool routes = device.forwards_v4 || device.forwards_v6;
    if (!routes && !device.nat.empty()) facts.push_back(device.name + ": translation rules are not used, as the device does not route");
    if (!routes && device.firewall && !device.firewall->transparent) {
      facts.push_back(device.name + ": its policy decides nothing, as the device does not route");
    }
    for (const ManagementService& s : device.services) {
      if (!s.session) facts.push_back(fmt::format("{}: service {} passes nothing on (E4)", device.name, s.name));
    }
  }
}

}  // namespace

std::vector<std::string> unused_facts(const Network& network, const FlowGraph& graph) {
  std::vector<std::string> facts = graph.segments.dropped;
  add_filters(network, graph, facts);
  add_routes(network, facts);
  add_device_facts(network, facts);
  std::ranges::sort(facts);
  facts.erase(std::unique(facts.begin(), facts.end()), facts.end());
  return facts;
}

}  // namespace sekimori
