#include <fmt/format.h>

#include "sekimori/forward/fib.hpp"
#include "show.hpp"

namespace sekimori {

namespace {

std::string action_text(const Network& network, const FibAction& action) {
  if (!action.out) return "discard";
  const std::string& out = network.at(*action.out).name;
  return action.gateway ? fmt::format("{} via {}", out, to_text(*action.gateway)) : fmt::format("{} connected", out);
}

}  // namespace

std::vector<Table> fib_tables(const Network& network) {
  Table table = {"fib", {"device", "vrf", "prefix", "action", "place"}, {}};
  for (std::size_t i = 0; i < network.vrfs.size(); ++i) {
    const Vrf& vrf = network.vrfs[i];
    const std::string& device = network.at(vrf.device).name;
    const std::string name = vrf.name.empty() ? "global" : vrf.name;
    if (vrf.any_routing) {
      table.rows.push_back({device, name, "any", "by any interface: " + vrf.any_routing_why, network.sources.describe(vrf.any_routing_at)});
    }
    for (const Family family : {Family::v4, Family::v6}) {
      for (const FibEntry& entry : compute_fib(network, make_id<VrfId>(i), family).entries) {
        for (const FibAction& action : entry.actions) {
          table.rows.push_back({device, name, to_text(entry.prefix), action_text(network, action), network.sources.describe(action.at)});
        }
      }
    }
  }
  return {std::move(table)};
}

}  // namespace sekimori
