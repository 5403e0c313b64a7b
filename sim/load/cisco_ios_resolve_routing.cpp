// Static routes, leaks between VRFs, and the platform's default for `ip routing` (R3).
#include <algorithm>

#include "cisco_ios_dialect.hpp"
#include "cisco_ios_resolve.hpp"

namespace sekimori::cisco_ios {
namespace {

constexpr std::size_t kMaxLeaks = 100'000;

void add_leak(Reader& reader, VrfId from, VrfId to) {
  if (from == to || !reader.draft.leaks.emplace(from, to).second) return;
  if (reader.draft.leaks.size() <= kMaxLeaks) return reader.network.vrfs[from.index].leaks_to.push_back(to);
  if (reader.draft.leaks.size() > kMaxLeaks + 1) return;
  assume_default(reader, reader.network.at(from).at,
                 {Effect::may_both, reader.device, "unsupported", "more leaks between VRFs than are read"}, "route-target");
}

/// Route targets by value, so that many VRFs do not cost a comparison of each with each.
void leak_by_targets(Reader& reader) {
  std::map<std::string, std::vector<VrfId>> exporters;
  for (const auto& [name, vrf] : reader.draft.vrf_drafts) {
    for (const std::string& target : vrf.exports) exporters[target].push_back(vrf_of(reader, name));
  }
  for (const auto& [name, vrf] : reader.draft.vrf_drafts) {
    for (const std::string& target : vrf.imports) {
      const auto found = exporters.find(target);
      if (found == exporters.end()) continue;
      for (const VrfId exporter : found->second) {
        if (reader.draft.leaks.size() > kMaxLeaks) return;
        add_leak(reader, vrf_of(reader, name), exporter);
      }
    }
  }
}

void leak_by_name(Reader& reader) {
  for (const auto& [name, vrf] : reader.draft.vrf_drafts) {
    for (const std::string& other : vrf.leaks_to) {
      if (reader.draft.vrfs.contains(other)) add_leak(reader, vrf_of(reader, name), vrf_of(reader, other));
    }
    for (const std::string& other : vrf.leaks_from) add_leak(reader, vrf_of(reader, other), vrf_of(reader, name));
  }
}

void add_route(Reader& reader, const RouteDraft& draft) {
  const VrfId vrf = vrf_of(reader, draft.vrf);
  if (draft.distance == 255) return;  // an administrative distance of 255 is never installed
  StaticRoute route;
  route.destination = draft.destination;
  route.distance = draft.distance;
  route.at = reader.at(draft.line);
  route.next_hop.via = draft.via;
  route.next_hop.discard = draft.discard;
  if (draft.out) {
    route.next_hop.out = known_interface(reader, *draft.out);
    if (!route.next_hop.out) {
      assume(reader, draft.line,
             {Effect::may_both, vrf, "undefined-reference", "the route's interface '" + *draft.out + "' is not defined here"});
      return;
    }
    add_leak(reader, vrf, reader.network.at(*route.next_hop.out).vrf);
  }
  if (draft.next_hop_vrf) {
    route.next_hop.vrf = vrf_of(reader, *draft.next_hop_vrf);
    add_leak(reader, vrf, *route.next_hop.vrf);
  }
  reader.network.vrfs[vrf.index].routes.push_back(route);
}

/// The gateway of a device that does not route is the default route of its own packets.
void add_default_gateway(Reader& reader, VrfId global) {
  if (!reader.draft.default_gateway || reader.draft.ip_routing == true) return;
  StaticRoute route;
  route.next_hop.via = reader.draft.default_gateway_address;
  route.distance = 254;
  route.at = reader.at(reader.draft.default_gateway->line);
  reader.network.vrfs[global.index].routes.push_back(route);
}

bool has_layer3(const Reader& reader) {
  const auto& ids = reader.network.at(reader.device).interfaces;
  return std::ranges::count_if(ids, [&](InterfaceId id) { return reader.network.at(id).is_layer3(); }) > 1;
}

/// On, and listed, where the platform's default is not known: Catalyst switches before the 9000 series start with routing off.
void set_routing(Reader& reader, VrfId global) {
  Device& device = reader.network.devices[reader.device.index];
  device.forwards_v4 = reader.draft.ip_routing.value_or(true);
  if (reader.dialect.always_routes) return;
  if (reader.draft.ip_routing || !reader.draft.switch_evidence || !has_layer3(reader)) return;
  assume_default(reader, device.at, {Effect::may_close, global, "default", "`ip routing` is not stated; it is taken as on, and may be off"},
                 "ip routing");
}

/// On by default ("ip source-route", IOS IP Application Services Command Reference).
void set_source_routing(Reader& reader) {
  Device& device = reader.network.devices[reader.device.index];
  device.source_routes = reader.draft.source_route.value_or(true);
  if (reader.draft.source_route) return;
  assume_default(
      reader, device.at,
      {Effect::harmless, reader.device, "default",
       "source-routed packets go on from the device's own addresses to any other, as in the model; `no ip source-route` ends it"},
      "ip source-route");
}

}  // namespace

void resolve_vrfs(Reader& reader) {
  reader.line = 0;
  leak_by_targets(reader);
  leak_by_name(reader);
}

void resolve_routes(Reader& reader) {
  reader.line = 0;
  for (const RouteDraft& route : reader.draft.routes) {
    reader.line = route.line;
    add_route(reader, route);
  }
  const VrfId global = vrf_of(reader, "");
  set_routing(reader, global);
  set_source_routing(reader);
  add_default_gateway(reader, global);
}

}  // namespace sekimori::cisco_ios
