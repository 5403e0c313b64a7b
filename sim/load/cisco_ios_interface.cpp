// Layer-3 and common lines of an interface. Layer 2: cisco_ios_switchport.cpp; redundancy: cisco_ios_fhrp.cpp; tunnels:
// cisco_ios_tunnel.cpp.
#include <algorithm>

#include "cisco_ios_dialect.hpp"
#include "cisco_ios_reader.hpp"

namespace sekimori::cisco_ios {
namespace {

bool description(Reader& reader, Cursor words) {
  reader.interface().description = std::string(words.rest());
  return true;
}

bool set_up(Reader& reader, const Cursor& words, bool up) {
  if (!words.done()) return false;
  reader.interface().up = up;
  return true;
}
bool shutdown(Reader& reader, Cursor words) { return set_up(reader, words, false); }
bool no_shutdown(Reader& reader, Cursor words) { return set_up(reader, words, true); }

/// A new primary address replaces the old one, as IOS does; secondaries add up.
bool ip_address(Reader& reader, Cursor words) {
  const auto address = words.v4_with_mask(reader.dialect.lengths);
  const bool secondary = words.take("secondary");
  if (!address || !words.done()) return false;
  Interface& interface = reader.interface();
  InterfaceDraft& draft = reader.interface_draft();
  if (!secondary && draft.primary) interface.addresses.erase(interface.addresses.begin());
  const InterfaceAddress added{address->address, address->length, false, reader.here()};
  interface.addresses.insert(secondary ? interface.addresses.end() : interface.addresses.begin(), added);
  draft.primary = draft.primary || !secondary;
  draft.layer3 = true;
  return true;
}

/// The address and the default route come from outside (R2).
bool learned_address(Reader& reader, std::string_view why) {
  InterfaceDraft& draft = reader.interface_draft();
  draft.layer3 = true;
  draft.any_routing.push_back({std::string(why), reader.line});
  assume(reader, reader.line, {Effect::may_both, reader.block.interface, "unsupported", "the interface's address is not in the config"});
  return true;
}
bool ip_address_dhcp(Reader& reader, Cursor) { return learned_address(reader, "address and routes come by DHCP"); }
bool ip_address_negotiated(Reader& reader, Cursor words) {
  return words.done() && learned_address(reader, "address and routes come by PPP");
}

bool no_ip_address(Reader& reader, Cursor words) {
  if (!words.done()) return false;
  reader.interface_draft().no_ip_address = true;
  reader.interface_draft().primary = false;
  std::erase_if(reader.interface().addresses, [](const InterfaceAddress& a) { return a.address.family == Family::v4; });
  return true;
}

bool ip_unnumbered(Reader& reader, Cursor words) {
  if (words.done()) return false;
  reader.interface_draft().unnumbered = {std::string(words.rest()), reader.line};
  reader.interface_draft().layer3 = true;
  return true;
}

bool ipv6_enable(Reader& reader, Cursor words) {
  if (!words.done()) return false;
  reader.interface().ipv6_enabled = true;
  reader.interface_draft().layer3 = true;
  return true;
}

void add_v6(Reader& reader, Address address, unsigned length) {
  Interface& interface = reader.interface();
  interface.ipv6_enabled = true;
  interface.addresses.push_back({address, length, false, reader.here()});
  reader.interface_draft().layer3 = true;
}

bool ipv6_address(Reader& reader, Cursor words) {
  if (const auto prefix = words.with_length(Family::v6)) {
    const bool derived = words.take("eui-64");
    words.take("anycast");
    if (!words.done()) return false;
    add_v6(reader, prefix->address, prefix->length);
    if (derived) {
      assume(reader, reader.line,
             {Effect::may_both, reader.block.interface, "unsupported",
              "the interface's own address depends on its MAC; the first one is assumed"});
    }
    return true;
  }
  const std::optional<Address> local = words.address(Family::v6);
  if (!local || !words.take("link-local") || !words.done()) return false;
  add_v6(reader, *local, 128);
  return true;
}

bool ipv6_address_learned(Reader& reader, Cursor) {
  reader.interface().ipv6_enabled = true;
  return learned_address(reader, "IPv6 address and routes come from outside");
}

bool filter(Reader& reader, Cursor words, Family family) {
  const std::string_view name = words.next();
  const bool in = words.take("in");
  if (name.empty() || (!in && !words.take("out")) || !words.done()) return false;
  reader.interface_draft().access_groups.push_back({{std::string(name), reader.line}, family, in});
  return true;
}
bool ip_access_group(Reader& reader, Cursor words) { return filter(reader, words, Family::v4); }
bool ipv6_traffic_filter(Reader& reader, Cursor words) { return filter(reader, words, Family::v6); }

/// IOS removes the IPv4 address when the VRF changes; a config prints it below the VRF.
bool vrf_forwarding(Reader& reader, Cursor words) {
  const std::string_view name = words.next();
  if (name.empty() || !words.done()) return false;
  reader.interface_draft().vrf = {std::string(name), reader.line};
  reader.interface_draft().layer3 = true;
  return true;
}

bool ip_helper_address(Reader& reader, Cursor words) {
  const std::optional<Address> server = words.address(Family::v4);
  if (!server || !words.done()) return false;
  reader.interface().dhcp_helpers.push_back(*server);
  reader.interface().broadcast_helpers.push_back(*server);
  return true;
}

bool ipv6_dhcp_relay(Reader& reader, Cursor words) {
  const std::optional<Address> server = words.address(Family::v6);
  if (!server || !words.done()) return false;
  reader.interface().dhcp_helpers.push_back(*server);
  return true;
}

bool policy_route_map(Reader& reader, Cursor words) {
  if (words.done()) return false;
  words.next();
  if (!words.done()) return false;
  reader.interface().policy_routed = true;
  return true;
}

bool set_proxy_arp(Reader& reader, const Cursor& words, bool on) {
  if (!words.done()) return false;
  reader.interface().proxy_arp = on;
  return true;
}
bool ip_proxy_arp(Reader& reader, Cursor words) { return set_proxy_arp(reader, words, true); }
bool no_ip_proxy_arp(Reader& reader, Cursor words) { return set_proxy_arp(reader, words, false); }

bool nat_side(Reader& reader, const Cursor& words, bool inside) {
  if (!words.done()) return false;
  (inside ? reader.interface_draft().nat_inside : reader.interface_draft().nat_outside) = true;
  return true;
}
bool ip_nat_inside(Reader& reader, Cursor words) { return nat_side(reader, words, true); }
bool ip_nat_outside(Reader& reader, Cursor words) { return nat_side(reader, words, false); }

bool zone_member(Reader& reader, Cursor words) {
  const std::string_view name = words.next();
  if (name.empty() || !words.done()) return false;
  reader.interface_draft().zone = {std::string(name), reader.line};
  return true;
}

/// `encapsulation dot1Q 10 [native]`; a second tag (QinQ) is not understood.
bool encapsulation_dot1q(Reader& reader, Cursor words) {
  const std::optional<std::uint32_t> number = words.number(1, 4094);
  const bool native = words.take("native");
  if (!number || !words.done() || reader.interface().kind != InterfaceKind::subinterface) return false;
  reader.interface_draft().encapsulated = true;
  reader.interface().vlan = native ? std::nullopt : VlanId::from(*number);
  return true;
}

/// A routing protocol is started on the interface itself.
bool routing_process(Reader& reader, Cursor words) {
  if (words.done()) return false;
  reader.interface_draft().any_routing.push_back({"a routing protocol runs on the interface", reader.line});
  return true;
}
bool ospf_process(Reader& reader, Cursor words) {
  if (!words.number(1, 65535) || !(words.take("area") || words.take_path("ipv4 area") || words.take_path("ipv6 area"))) return false;
  return routing_process(reader, words);
}
bool isis_process(Reader& reader, Cursor) {
  reader.interface_draft().any_routing.push_back({"IS-IS runs on the interface", reader.line});
  return true;
}

bool ip_pim(Reader& reader, Cursor words) {
  if (!words.take("sparse-mode") && !words.take("sparse-dense-mode") && !words.take("dense-mode") && !words.take("passive")) return false;
  if (!words.done()) return false;
  reader.interface_draft().any_routing.push_back({"multicast is routed (R3)", reader.line});
  return true;
}

constexpr Command kCommands[] = {{"description", description},
                                 {"shutdown", shutdown},
                                 {"no shutdown", no_shutdown},
                                 {"ip address", ip_address},
                                 {"ip address dhcp", ip_address_dhcp},
                                 {"ip address negotiated", ip_address_negotiated},
                                 {"no ip address", no_ip_address},
                                 {"ip unnumbered", ip_unnumbered},
                                 {"ipv6 enable", ipv6_enable},
                                 {"ipv6 address", ipv6_address},
                                 {"ipv6 address autoconfig", ipv6_address_learned},
                                 {"ipv6 address dhcp", ipv6_address_learned},
                                 {"no ipv6 address", ignore},
                                 {"ip access-group", ip_access_group},
                                 {"ipv6 traffic-filter", ipv6_traffic_filter},
                                 {"ip vrf forwarding", vrf_forwarding},
                                 {"vrf forwarding", vrf_forwarding},
                                 {"ip helper-address", ip_helper_address},
                                 {"ipv6 dhcp relay destination", ipv6_dhcp_relay},
                                 {"ip policy route-map", policy_route_map},
                                 {"ipv6 policy route-map", policy_route_map},
                                 {"ip proxy-arp", ip_proxy_arp},
                                 {"ip local-proxy-arp", ip_proxy_arp},
                                 {"no ip proxy-arp", no_ip_proxy_arp},
                                 {"ip nat inside", ip_nat_inside},
                                 {"ip nat outside", ip_nat_outside},
                                 {"zone-member security", zone_member},
                                 {"encapsulation dot1Q", encapsulation_dot1q},
                                 {"encapsulation dot1q", encapsulation_dot1q},
                                 {"ip ospf", ospf_process},
                                 {"ipv6 ospf", ospf_process},
                                 {"ospfv3", ospf_process},
                                 {"ip router isis", isis_process},
                                 {"ipv6 router isis", isis_process},
                                 {"ipv6 rip", routing_process},
                                 {"ipv6 eigrp", routing_process},
                                 {"ip pim", ip_pim}};

}  // namespace

std::span<const Command> interface_commands() { return kCommands; }

}  // namespace sekimori::cisco_ios
