// Static routes and whether the device forwards at all. Grammar: Cisco IOS IP Routing: Protocol-Independent Command Reference,
// "ip route", "ip route vrf", "ipv6 route".
#include <algorithm>

#include "cisco_ios_dialect.hpp"
#include "cisco_ios_names.hpp"
#include "cisco_ios_reader.hpp"

namespace sekimori::cisco_ios {
namespace {

constexpr std::uint16_t kDhcpServer = 67;  // RFC 2131 4.1

/// "Null0", "GigabitEthernet0/1" or "GigabitEthernet 0/1". Empty when the next word is no interface.
std::string take_interface(Cursor& words) {
  Cursor split = words;
  const std::string_view first = split.next();
  if (const InterfaceName name = parse_interface_name(first); name.known) {
    words = split;
    return name.canonical;
  }
  const std::string joined = std::string(first) + " " + std::string(split.next());
  const InterfaceName name = parse_interface_name(joined);
  if (!name.known) return {};
  words = split;
  return name.canonical;
}

/// The words after the next hop, in any order.
bool read_route_options(Cursor& words, RouteDraft& route) {
  while (!words.done()) {
    if (const std::optional<std::uint32_t> distance = words.number(1, 255)) {
      route.distance = static_cast<std::uint8_t>(*distance);
    } else if (words.take("name")) {
      if (words.done()) return false;
      words.next();
    } else if (words.take("tag")) {
      if (!words.number(1, 4294967295U)) return false;
    } else if (words.take("track")) {
      if (!words.number(1, 1000)) return false;
      route.tracked = true;
    } else if (words.take("global")) {
      route.next_hop_vrf = "";
    } else if (words.take("nexthop-vrf")) {
      if (words.done()) return false;
      route.next_hop_vrf = std::string(words.next());
    } else if (!words.take("permanent")) {
      return false;
    }
  }
  return true;
}

/// Next hop, outgoing interface or both; `Null0` discards.
bool read_next_hop(Cursor& words, Family family, RouteDraft& route) {
  if (const std::string out = take_interface(words); !out.empty()) {
    route.discard = out == "Null0";
    if (!route.discard) route.out = out;
  }
  route.via = words.address(family);
  return route.discard ? !route.via : route.via || route.out;
}

bool finish_route(Reader& reader, Cursor words, RouteDraft route) {
  if (!read_next_hop(words, route.destination.family(), route) || !read_route_options(words, route)) return false;
  route.line = reader.line;
  if (route.tracked) {
    assume(reader, reader.line,
           {Effect::may_both, vrf_of(reader, route.vrf), "unsupported",
            "the route comes and goes with a tracked object; it is taken as present"});
  }
  reader.draft.routes.push_back(std::move(route));
  return true;
}

bool read_vrf_name(Cursor& words, RouteDraft& route) {
  if (!words.take("vrf")) return true;
  route.vrf = std::string(words.next());
  return !route.vrf.empty();
}

bool ip_route(Reader& reader, Cursor words) {
  RouteDraft route;
  if (!read_vrf_name(words, route)) return false;
  const auto network = words.v4_with_mask(reader.dialect.lengths);
  const std::optional<Prefix> destination = network ? Prefix::from(network->address, network->length) : std::nullopt;
  if (!destination) return false;
  route.destination = *destination;
  if (words.take("dhcp")) {
    words.number(1, 255);
    if (!words.done()) return false;
    make_any_routing(reader, vrf_of(reader, route.vrf), reader.line, "a route comes by DHCP");
    return true;
  }
  return finish_route(reader, words, std::move(route));
}

bool ipv6_route(Reader& reader, Cursor words) {
  RouteDraft route;
  if (!read_vrf_name(words, route)) return false;
  const auto prefix = words.with_length(Family::v6);
  const std::optional<Prefix> destination = prefix ? Prefix::from(prefix->address, prefix->length) : std::nullopt;
  if (!destination) return false;
  route.destination = *destination;
  return finish_route(reader, words, std::move(route));
}

bool default_gateway(Reader& reader, Cursor words) {
  const std::optional<Address> address = words.address(Family::v4);
  if (!address || !words.done()) return false;
  reader.draft.default_gateway = {"", reader.line};
  reader.draft.default_gateway_address = *address;
  return true;
}

bool default_network(Reader& reader, Cursor words) {
  if (!words.address(Family::v4) || !words.done()) return false;
  make_any_routing(reader, vrf_of(reader, ""), reader.line, "the default network is chosen among learned routes");
  return true;
}

bool set_routing(Reader& reader, const Cursor& words, bool on) {
  if (!words.done()) return false;
  reader.draft.ip_routing = on;
  return true;
}
bool ip_routing(Reader& reader, Cursor words) { return set_routing(reader, words, true); }
bool no_ip_routing(Reader& reader, Cursor words) { return set_routing(reader, words, false); }

bool set_v6_routing(Reader& reader, const Cursor& words, bool on) {
  if (!words.done()) return false;
  reader.network.devices[reader.device.index].forwards_v6 = on;
  return true;
}
bool ipv6_routing(Reader& reader, Cursor words) { return set_v6_routing(reader, words, true); }
bool no_ipv6_routing(Reader& reader, Cursor words) { return set_v6_routing(reader, words, false); }

bool multicast_routing(Reader& reader, Cursor words) {
  const std::string vrf(words.take("vrf") ? words.next() : "");
  words.take("distributed");
  if (!words.done()) return false;
  make_any_routing(reader, vrf_of(reader, vrf), reader.line, "multicast is routed (R3)");
  return true;
}

bool local_policy(Reader& reader, Cursor words) {
  if (words.next().empty() || !words.done()) return false;
  make_any_routing(reader, vrf_of(reader, ""), reader.line, "the device's own packets are policy-routed");
  return true;
}

/// `ip forward-protocol udp PORT`: helper addresses forward one port more; without a port, those of the default again.
bool help(Reader& reader, Cursor words) {
  if (words.done()) {
    reader.draft.help.udp.merge(HelpDraft{}.udp);
    return true;
  }
  const std::optional<std::uint16_t> port = port_number(words.next(), kUdp);
  if (!port || !words.done()) return false;
  reader.draft.help.udp.insert(*port);
  return true;
}

/// `no ip forward-protocol udp [PORT]`.
bool unhelp(Reader& reader, Cursor words) {
  const bool all = words.done();
  const std::optional<std::uint16_t> port = all ? std::nullopt : port_number(words.next(), kUdp);
  if ((!all && !port) || !words.done()) return false;
  if (all)
    reader.draft.help.udp.clear();
  else
    reader.draft.help.udp.erase(*port);
  if (all || *port == kDhcpServer) reader.draft.help.no_dhcp.push_back(reader.line);
  return true;
}

bool set_disk_help(Reader& reader, const Cursor& words, bool on) {
  if (!words.done()) return false;
  reader.draft.help.disk = on;
  return true;
}
bool help_disk(Reader& reader, Cursor words) { return set_disk_help(reader, words, true); }
bool unhelp_disk(Reader& reader, Cursor words) { return set_disk_help(reader, words, false); }

/// Ends the DHCP relay agent; BOOTP requests may then be broadcasts like others.
bool no_dhcp_service(Reader& reader, Cursor words) {
  if (!words.done()) return false;
  reader.draft.help.udp.insert(kDhcpServer);
  reader.draft.help.no_dhcp.push_back(reader.line);
  return true;
}

bool set_source_route(Reader& reader, const Cursor& words, bool on) {
  if (!words.done()) return false;
  reader.draft.source_route = on;
  return true;
}
bool source_route(Reader& reader, Cursor words) { return set_source_route(reader, words, true); }
bool no_source_route(Reader& reader, Cursor words) { return set_source_route(reader, words, false); }

bool open_route_map(Reader& reader, Cursor words) {
  const std::string_view name = words.next();
  if (name.empty()) return false;
  if (!words.take("permit")) words.take("deny");
  words.number(0, 65535);
  if (!words.done()) return false;
  reader.block.mode = Mode::route_map;
  reader.block.scope = reader.device;
  return true;
}

constexpr Command kCommands[] = {{"ip route", ip_route},
                                 {"ipv6 route", ipv6_route},
                                 {"ip default-gateway", default_gateway},
                                 {"ip default-network", default_network},
                                 {"ip routing", ip_routing},
                                 {"no ip routing", no_ip_routing},
                                 {"ipv6 unicast-routing", ipv6_routing},
                                 {"no ipv6 unicast-routing", no_ipv6_routing},
                                 {"ip multicast-routing", multicast_routing},
                                 {"ip local policy route-map", local_policy},
                                 {"ip forward-protocol udp", help},
                                 {"no ip forward-protocol udp", unhelp},
                                 {"ip forward-protocol nd", help_disk},
                                 {"no ip forward-protocol nd", unhelp_disk},
                                 {"no service dhcp", no_dhcp_service},
                                 {"ip source-route", source_route},
                                 {"no ip source-route", no_source_route},
                                 {"route-map", open_route_map}};

}  // namespace

std::span<const Command> route_commands() { return kCommands; }

bool read_route(Reader& reader, Cursor words, Family family, std::string_view vrf) {
  RouteDraft route;
  route.vrf = std::string(vrf);
  const auto prefix = family == Family::v4 ? words.v4_with_mask(reader.dialect.lengths) : words.with_length(Family::v6);
  const std::optional<Prefix> destination = prefix ? Prefix::from(prefix->address, prefix->length) : std::nullopt;
  if (!destination) return false;
  route.destination = *destination;
  return finish_route(reader, words, std::move(route));
}

/// Where a route map is used (routing protocol, policy routing) the VRF is any-routing already, so its lines change nothing as long as
/// they stay inside the VRF.
bool read_route_map_line(Reader&, Cursor words) {
  const bool match = words.take("match");
  if (!match && !words.take("set")) return words.take("description") || words.take("continue");
  if (match) return !words.done();
  static constexpr std::string_view kWithin[] = {
      "ip next-hop",   "ip default next-hop", "ip precedence", "ip tos",         "ip df",        "ip dscp", "ip address",
      "ipv6 next-hop", "interface",           "metric",        "metric-type",    "tag",          "as-path", "community",
      "comm-list",     "local-preference",    "weight",        "origin",         "extcommunity", "level",   "automatic-tag",
      "dampening",     "default interface",   "traffic-index", "large-community"};
  const std::string_view rest = words.rest();
  const bool crosses = rest.find("vrf") != std::string_view::npos || rest.find("global") != std::string_view::npos;
  return !crosses && std::ranges::any_of(kWithin, [&](std::string_view path) { return Cursor(rest).take_path(path); });
}

}  // namespace sekimori::cisco_ios
