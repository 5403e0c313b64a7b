#include <fmt/format.h>

#include "sekimori/base/overloaded.hpp"
#include "sekimori/forward/segments.hpp"
#include "show.hpp"

namespace sekimori {

namespace {

template <class List, class Text>
std::string joined(const List& items, const Text& text) {
  std::string result;
  for (const auto& item : items) result += fmt::format("{}{}", result.empty() ? "" : ", ", text(item));
  return result;
}

std::string role_text(const Host& host) {
  const std::string relay = host.relays ? "relays" : "does not relay";
  return std::visit(Overloaded{[&](const PlainHost&) { return fmt::format("{}, {}", host.kind, relay); },
                               [](const Sanitiser&) { return std::string("sanitiser"); },
                               [](const SecurityCloud&) { return std::string("security cloud"); },
                               [](const External& it) { return std::string(it.closed ? "external, declared closed" : "external"); }},
                    host.role);
}

std::string addresses_text(const Host& host) {
  return joined(host.attachments, [](const Attachment& it) {
    return it.v4.empty() ? to_text(it.v6) : it.v6.empty() ? to_text(it.v4) : to_text(it.v4) + ", " + to_text(it.v6);
  });
}

bool is_port(const Interface& interface) {
  return interface.kind == InterfaceKind::physical || interface.kind == InterfaceKind::port_channel;
}

/// Mode and VLANs of a switch port; empty for a routed one.
std::pair<std::string, std::string> layer2_text(const Network& network, const Interface& interface) {
  if (interface.channel) return {"member of " + network.at(*interface.channel).name, ""};
  switch (interface.mode) {
    case PortMode::access:
      return {"access", fmt::format("{}{}", interface.access_vlan.number(),
                                    interface.voice_vlan ? fmt::format(", voice {}", interface.voice_vlan->number()) : "")};
    case PortMode::trunk:
      return {"trunk", fmt::format("{}; native {}", interface.allowed == VlanSet::all() ? "all" : to_text(interface.allowed),
                                   interface.native.number())};
    case PortMode::none:
    case PortMode::routed: break;
  }
  return {"routed", ""};
}

}  // namespace

std::vector<Table> segment_tables(const Network& network) {
  const SegmentMap map = compute_segments(network);
  Table table = {"segments", {"segment", "vlans", "connected", "layer3", "hosts", "ports", "transit"}, {}};
  const auto interface_text = [&](InterfaceId id) { return describe(network, id); };
  for (const Segment& it : map.segments) {
    table.rows.push_back({describe(network, it.anchor), joined(it.vlans, [](VlanId vlan) { return vlan.number(); }),
                          joined(it.connected, [](const Prefix& prefix) { return to_text(prefix); }), joined(it.layer3, interface_text),
                          joined(it.hosts, [&](const SegmentHost& host) { return network.at(host.host).name; }),
                          joined(it.ports, interface_text), it.transit ? "yes" : "no"});
  }
  Table dropped = {"dropped", {"fact"}, {}};
  for (const std::string& fact : map.dropped) dropped.rows.push_back({fact});
  return {std::move(table), std::move(dropped)};
}

std::vector<Table> vlan_tables(const Network& network) {
  Table table = {"vlans", {"device", "interface", "state", "mode", "vlans", "place"}, {}};
  for (const Interface& it : network.interfaces) {
    const std::string& device = network.at(it.device).name;
    const std::string state = it.up ? "up" : "shut down";
    if (is_port(it)) {
      const auto [mode, vlans] = layer2_text(network, it);
      table.rows.push_back({device, it.name, state, mode, vlans, network.sources.describe(it.at)});
    } else if (it.vlan) {
      const std::string mode = it.kind == InterfaceKind::svi ? "svi" : "tag of " + (it.parent ? network.at(*it.parent).name : "");
      table.rows.push_back({device, it.name, state, mode, std::to_string(it.vlan->number()), network.sources.describe(it.at)});
    }
  }
  return {std::move(table)};
}

std::vector<Table> zone_tables(const Network& network) {
  Table zones = {"zones", {"zone", "role", "label", "subnets", "vlans", "endpoints"}, {}};
  for (std::size_t i = 0; i < network.zones.size(); ++i) {
    const Zone& zone = network.zones[i];
    std::size_t endpoints = 0;
    for (const Host& host : network.hosts) endpoints += host.zone == make_id<ZoneId>(i) ? 1U : 0U;
    zones.rows.push_back({zone.name, to_text(zone.role), zone.label_ja, joined(zone.subnets, [](const Prefix& it) { return to_text(it); }),
                          joined(zone.vlans, [](VlanId vlan) { return vlan.number(); }), std::to_string(endpoints)});
  }
  Table hosts = {"endpoints", {"endpoint", "zone", "count", "role", "addresses", "ports", "place"}, {}};
  for (const Host& host : network.hosts) {
    const auto port = [&](const Attachment& it) { return describe(network, it.port); };
    hosts.rows.push_back({host.name, network.at(host.zone).name, std::to_string(host.count), role_text(host), addresses_text(host),
                          joined(host.attachments, port), network.sources.describe(host.at)});
  }
  return {std::move(zones), std::move(hosts)};
}

}  // namespace sekimori
