// Interfaces, the switches that FortiOS makes of ports, zones, and the links between VDOMs.
#include <fmt/format.h>

#include <algorithm>

#include "fortios_reader.hpp"

namespace sekimori::fortios {
namespace {

constexpr Key kInterfaceKeys[] = {
    {"vdom"},
    {"ip"},
    {"type"},
    {"status"},
    {"interface"},
    {"vlanid"},
    {"member"},
    {"mode", Use::understood},
    {"allowaccess"},
    {"secondary-IP"},
    {"description"},
    {"remote-ip"},
    {"dhcp-relay-ip"},
    {"dhcp-relay-service"},
    {"vrf", Use::may_both, "0"},
    {"alias", Use::harmless},
    {"role", Use::harmless},
    {"snmp-index", Use::harmless},
    {"device-identification", Use::harmless},
    {"device-user-identification", Use::harmless},
    {"lldp-transmission", Use::harmless},
    {"lldp-reception", Use::harmless},
    {"lldp-network-policy", Use::harmless},
    {"estimated-upstream-bandwidth", Use::harmless},
    {"estimated-downstream-bandwidth", Use::harmless},
    {"measured-upstream-bandwidth", Use::harmless},
    {"measured-downstream-bandwidth", Use::harmless},
    {"monitor-bandwidth", Use::harmless},
    {"inbandwidth", Use::harmless},
    {"outbandwidth", Use::harmless},
    {"mtu", Use::harmless},
    {"mtu-override", Use::harmless},
    {"speed", Use::harmless},
    {"mediatype", Use::harmless},
    {"macaddr", Use::harmless},
    {"color", Use::harmless},
    {"uuid", Use::harmless},
    {"weight", Use::harmless},
    {"priority", Use::harmless},
    {"distance", Use::harmless},
    {"defaultgw", Use::harmless},
    {"dns-server-override", Use::harmless},
    {"dns-server-protocol", Use::harmless},
    {"username", Use::harmless},
    {"password", Use::harmless},
    {"explicit-web-proxy", Use::may_both, "disable"},
    {"explicit-ftp-proxy", Use::may_both, "disable"},
    {"proxy-captive-portal", Use::may_close, "disable"},
    {"tcp-mss", Use::harmless},
    {"lacp-mode", Use::harmless},
    {"lacp-speed", Use::harmless},
    {"lacp-ha-slave", Use::harmless},
    {"lacp-ha-secondary", Use::harmless},
    {"min-links", Use::harmless},
    {"min-links-down", Use::harmless},
    {"algorithm", Use::harmless},
    {"netflow-sampler", Use::harmless},
    {"sflow-sampler", Use::harmless},
    {"sample-rate", Use::harmless},
    {"polling-interval", Use::harmless},
    {"sample-direction", Use::harmless},
    {"gwdetect", Use::may_both, "disable"},
    {"fail-detect", Use::may_both, "disable"},
    {"arpforward", Use::harmless},
    {"broadcast-forward", Use::may_open, "disable"},
    {"l2forward", Use::may_open, "disable"},
    {"stpforward", Use::harmless},
    {"vlanforward", Use::may_open, "disable"},
    {"icmp-send-redirect", Use::harmless},
    {"icmp-accept-redirect", Use::may_both, "disable"},
    {"icmp-redirect", Use::harmless},
    {"src-check", Use::harmless},
    {"ips-sniffer-mode", Use::may_close, "disable"},
    {"ident-accept", Use::harmless},
    {"ipmac", Use::may_close, "disable"},
    {"subst", Use::may_both, "disable"},
    {"substitute-dst-mac", Use::harmless},
    {"dedicated-to", Use::harmless},
    {"trust-ip-1", Use::harmless},
    {"trust-ip-2", Use::harmless},
    {"trust-ip-3", Use::harmless},
    {"auth-type", Use::harmless},
    {"pptp-client", Use::may_both, "disable"},
    {"external", Use::harmless},
    {"fortilink"},
    {"fortiheartbeat", Use::harmless},
    {"switch-controller-access-vlan", Use::may_close, "disable"},
    {"security-mode", Use::may_close, "none"},
    {"wccp", Use::may_both, "disable"},
    {"vlan-protocol", Use::may_both, "8021q"},
    {"drop-overlapped-fragment", Use::harmless},
    {"drop-fragment", Use::may_close, "disable"},
    {"bfd", Use::harmless},
    {"preserve-session-route", Use::harmless},
    {"auto-auth-extension-device", Use::harmless},
    {"ap-discover", Use::harmless},
    {"swc-vlan", Use::harmless},
    {"trunk", Use::may_both, "disable"},
    {"ike-saml-server", Use::harmless},
    {"dhcp-renew-time", Use::harmless},
    {"dhcp-client-identifier", Use::harmless},
    {"cli-conn-status", Use::harmless},
    {"forward-error-correction", Use::harmless},
    {"spillover-threshold", Use::harmless},
    {"ingress-spillover-threshold", Use::harmless},
    {"disconnect-threshold", Use::harmless},
    {"idle-timeout", Use::harmless},
    {"detected-peer-mtu", Use::harmless},
    {"disc-retry-timeout", Use::harmless},
    {"padt-retry-timeout", Use::harmless},
    {"lcp-echo-interval", Use::harmless},
    {"lcp-max-echo-fails", Use::harmless},
    {"inbound-dscp-copy", Use::harmless},
    {"ip-managed-by-fortiipam", Use::may_both, "disable"},
};

constexpr Key kInterfaceBlocks[] = {
    {"secondaryip"},
    {"ipv6"},
    {"vrrp", Use::may_both},
    {"client-options", Use::harmless},
    {"egress-queues", Use::harmless},
    {"tagging", Use::harmless},
};

constexpr Key kSecondaryKeys[] = {{"ip"},
                                  {"allowaccess"},
                                  {"detectserver", Use::harmless},
                                  {"detectprotocol", Use::harmless},
                                  {"gwdetect", Use::may_both, "disable"},
                                  {"ha-priority", Use::harmless}};

constexpr Key kIpv6Keys[] = {
    {"ip6-address"},
    {"ip6-allowaccess"},
    {"ip6-mode"},
    {"ip6-send-adv", Use::harmless},
    {"ip6-manage-flag", Use::harmless},
    {"ip6-other-flag", Use::harmless},
    {"ip6-default-life", Use::harmless},
    {"ip6-max-interval", Use::harmless},
    {"ip6-min-interval", Use::harmless},
    {"ip6-reachable-time", Use::harmless},
    {"ip6-retrans-time", Use::harmless},
    {"ip6-link-mtu", Use::harmless},
    {"ip6-hop-limit", Use::harmless},
    {"nd-mode", Use::harmless},
    {"autoconf", Use::may_both, "disable"},
    {"dhcp6-relay-service", Use::may_both, "disable"},
    {"dhcp6-information-request", Use::harmless},
    {"interface-identifier", Use::harmless},
    {"ip6-dns-server-override", Use::harmless},
    {"ip6-upstream-interface", Use::may_both},
    {"ip6-subnet", Use::may_both},
};
constexpr Key kIpv6Blocks[] = {{"ip6-extra-addr"}, {"ip6-prefix-list", Use::harmless}};

constexpr Key kZoneKeys[] = {
    {"interface"}, {"intrazone"}, {"description", Use::harmless}, {"color", Use::harmless}, {"uuid", Use::harmless}};

InterfaceKind kind_of(const Node& node) {
  const std::string_view type = node.get("type", node.find("vlanid") != nullptr ? "vlan" : "physical");
  if (type == "vlan") return InterfaceKind::subinterface;
  if (type == "aggregate" || type == "redundant") return InterfaceKind::port_channel;
  if (type == "loopback") return InterfaceKind::loopback;
  if (type == "tunnel") return InterfaceKind::tunnel;
  if (type == "switch" || type == "hard-switch") return InterfaceKind::svi;
  return InterfaceKind::physical;
}

bool is_known_type(std::string_view type) {
  constexpr std::string_view kKnown[] = {"physical", "vlan",   "aggregate",   "redundant", "loopback",
                                         "tunnel",   "switch", "hard-switch", "vdom-link"};
  return std::ranges::find(kKnown, type) != std::end(kKnown);
}

Vdom& vdom_of(Reader& reader, const Node& node, Vdom& around) {
  const std::string_view name = node.get("vdom");
  for (Vdom& vdom : reader.vdoms) {
    if (vdom.name == name) return vdom;
  }
  return around;
}

void add_address(Reader& reader, InterfaceId id, const Setting& setting, Family family) {
  auto address = address_and_length(setting, family);
  if (!address) {
    return assume_setting(reader, setting,
                          {Effect::may_both, id, "unknown-line", "no address and mask: what the interface owns is not known"});
  }
  if (address->address.bits == 0) return;  // "0.0.0.0 0.0.0.0": none
  address->at = reader.config.at(setting.line);
  Interface& interface = reader.at(id);
  interface.addresses.push_back(*address);
  interface.ipv6_enabled = interface.ipv6_enabled || family == Family::v6;
}

void learn_address(Reader& reader, InterfaceId id, std::uint32_t line, std::string_view why) {
  make_any_routing(reader.config, reader.at(id).vrf, line, why);
  assume(reader.config, line, {Effect::may_both, id, "unsupported", std::string(why) + ": the interface's address is not known"});
}

void read_secondary(Reader& reader, InterfaceId id, const Node& block) {
  take(reader.config, block.line, LineTaken::understood);
  for (const Node& entry : block.children) {
    take_settings(reader, entry, kSecondaryKeys, id);
    if (const Setting* ip = entry.find("ip")) add_address(reader, id, *ip, Family::v4);
  }
}

void read_ipv6(Reader& reader, InterfaceId id, const Node& block) {
  take_settings(reader, block, kIpv6Keys, id, kIpv6Blocks);
  if (const Setting* ip = block.find("ip6-address")) add_address(reader, id, *ip, Family::v6);
  const Setting* mode = block.find("ip6-mode");
  if (mode != nullptr && mode->value() != "static") learn_address(reader, id, mode->line, "IPv6 address and routes are learnt");
  for (const Node& child : block.children) {
    if (child.name != "ip6-extra-addr") continue;
    take(reader.config, child.line, LineTaken::understood);
    for (const Node& entry : child.children) {
      take_settings(reader, entry, {}, id);
      Setting extra;
      extra.values = std::span(&entry.name, 1);
      extra.line = extra.last = entry.line;
      add_address(reader, id, extra, Family::v6);
    }
  }
}

void read_interface(Reader& reader, Vdom& around, const Node& node) {
  Vdom& vdom = vdom_of(reader, node, around);
  if (reader.interfaces.contains(node.name)) {
    return assume_block(reader, node, Effect::may_both, reader.config.id, "the interface is defined twice");
  }
  const InterfaceId id = add_interface(reader.config, std::string(node.name), kind_of(node), vdom.vrf, node.line);
  reader.interfaces.emplace(node.name, id);
  reader.interface_nodes.emplace(id, &node);
  vdom.interfaces.push_back(id);
  take_settings(reader, node, kInterfaceKeys, id, kInterfaceBlocks);
  Interface& interface = reader.at(id);
  interface.up = node.get("status", "up") != "down";
  interface.description = std::string(node.get("description", node.get("alias")));
  if (const std::string_view type = node.get("type", "physical"); !is_known_type(type)) {
    assume_setting(reader, *node.find("type"),
                   {Effect::may_both, reader.config.id, "unsupported", "interfaces of this type are not modelled"});
  }
  // Every FortiGate has an aggregate for managed switches; as long as it has no member, it leads nowhere.
  if (is_enabled(node, "fortilink") && (kind_of(node) != InterfaceKind::port_channel || node.find("member") != nullptr)) {
    assume_setting(reader, *node.find("fortilink"),
                   {Effect::may_both, reader.config.id, "unsupported", "switches that the device manages are not modelled"});
  }
  if (const Setting* ip = node.find("ip")) add_address(reader, id, *ip, Family::v4);
  if (const Setting* mode = node.find("mode"); mode != nullptr && mode->value() != "static") {
    learn_address(reader, id, mode->line, "address and routes come from the provider");
  }
  for (const Node& child : node.children) {
    if (child.name == "secondaryip" && is_enabled(node, "secondary-IP")) read_secondary(reader, id, child);
    if (child.name == "secondaryip" && !is_enabled(node, "secondary-IP")) take_block(reader, child, LineTaken::harmless);
    if (child.name == "ipv6") read_ipv6(reader, id, child);
  }
  const Setting* relays = node.find("dhcp-relay-ip");
  if (relays == nullptr || !is_enabled(node, "dhcp-relay-service")) return;
  for (const std::string_view server : relays->values) {
    if (const auto address = parse_address(server)) reader.at(id).dhcp_helpers.push_back(*address);
  }
}

/// VLANs ride on a port; aggregates and switches are made of ports.
void tie(Reader& reader, InterfaceId id, const Node& node) {
  Interface& interface = reader.at(id);
  if (interface.kind == InterfaceKind::subinterface) {
    const auto parent = reader.interfaces.find(node.get("interface"));
    const auto tag = number(node.get("vlanid"), 4094);
    interface.vlan = tag ? VlanId::from(*tag) : std::nullopt;
    const bool on_switch = parent != reader.interfaces.end() && reader.at(parent->second).kind == InterfaceKind::svi;
    if (parent == reader.interfaces.end() || !interface.vlan || on_switch || parent->second == id) {
      assume(reader.config, node.line,
             {Effect::may_both, reader.config.id, "unsupported", "a VLAN without a known port and number, or on a switch of ports"});
      interface.kind = InterfaceKind::loopback;
      return;
    }
    interface.parent = parent->second;
  }
  if (interface.kind != InterfaceKind::port_channel) return;
  const Setting* members = node.find("member");
  if (members == nullptr) return;
  for (const std::string_view name : members->values) {
    const auto member = reader.interfaces.find(name);
    if (member == reader.interfaces.end() || reader.at(member->second).kind != InterfaceKind::physical) {
      assume_setting(reader, *members, {Effect::may_both, reader.config.id, "undefined-reference", "a member is no port of this config"});
      continue;
    }
    reader.at(member->second).channel = id;
  }
}

/// Ports joined to a switch share a VLAN that only the model knows; the switch itself is its SVI.
class SwitchMaker {
 public:
  explicit SwitchMaker(Reader& reader) : reader_(reader) {}

  void join(const Node& owner, std::string_view name, std::span<const std::string_view> members) {
    const auto interface = reader_.interfaces.find(name);
    const auto vlan = VlanId::from(next_);
    if (interface == reader_.interfaces.end() || !vlan) {
      return assume_block(reader_, owner, Effect::may_both, reader_.config.id, "a switch of ports without its interface");
    }
    --next_;
    Interface& svi = reader_.at(interface->second);
    svi.kind = InterfaceKind::svi;
    svi.mode = PortMode::none;
    svi.vlan = vlan;
    for (const std::string_view member : members) {
      const auto port = reader_.interfaces.find(member);
      if (port == reader_.interfaces.end() || reader_.at(port->second).kind != InterfaceKind::physical) {
        assume(reader_.config, owner.line,
               {Effect::may_both, reader_.config.id, "undefined-reference", fmt::format("'{}' is no port of this config", member)});
        continue;
      }
      reader_.at(port->second).mode = PortMode::access;
      reader_.at(port->second).access_vlan = *vlan;
    }
  }

 private:
  Reader& reader_;
  unsigned next_ = 4094;
};

void read_switches(Reader& reader) {
  constexpr Key kSwitchKeys[] = {{"vdom"},
                                 {"member"},
                                 {"type", Use::may_both, "switch"},
                                 {"intra-switch-policy", Use::may_close, "implicit"},
                                 {"span", Use::may_open, "disable"},
                                 {"mac-ttl", Use::harmless},
                                 {"uuid", Use::harmless}};
  constexpr Key kVirtualKeys[] = {{"physical-switch", Use::harmless}, {"vlan", Use::may_both, "0"}, {"span", Use::may_open, "disable"}};
  constexpr Key kVirtualBlocks[] = {{"port"}};
  constexpr Key kPortKeys[] = {{"alias", Use::harmless}, {"speed", Use::harmless}, {"status", Use::may_close, "up"}};
  SwitchMaker maker(reader);
  for_each_block(reader, "system switch-interface", [&](Vdom&, const Node& block) {
    take(reader.config, block.line, LineTaken::understood);
    for (const Node& entry : block.children) {
      take_settings(reader, entry, kSwitchKeys, reader.config.id);
      const Setting* members = entry.find("member");
      maker.join(entry, entry.name, members == nullptr ? std::span<const std::string_view>{} : members->values);
    }
  });
  for_each_block(reader, "system virtual-switch", [&](Vdom&, const Node& block) {
    take(reader.config, block.line, LineTaken::understood);
    for (const Node& entry : block.children) {
      take_settings(reader, entry, kVirtualKeys, reader.config.id, kVirtualBlocks);
      std::vector<std::string_view> members;
      for (const Node& ports : entry.children) {
        if (ports.name != "port") continue;
        take(reader.config, ports.line, LineTaken::understood);
        for (const Node& port : ports.children) {
          take_settings(reader, port, kPortKeys, reader.config.id);
          members.push_back(port.name);
        }
      }
      maker.join(entry, entry.name, members);
    }
  });
}

void read_zones(Reader& reader) {
  for_each_block(reader, "system zone", [&](Vdom& vdom, const Node& block) {
    take(reader.config, block.line, LineTaken::understood);
    for (const Node& entry : block.children) {
      take_settings(reader, entry, kZoneKeys, reader.config.id);
      std::vector<InterfaceId>& members = vdom.zones[entry.name];
      const Setting* names = entry.find("interface");
      if (names == nullptr) continue;
      const auto found = interfaces_of(reader, vdom, names->values);
      if (found)
        members = *found;
      else
        assume_setting(reader, *names,
                       {Effect::may_both, reader.config.id, "undefined-reference", "a member is no interface of this config"});
    }
  });
}

/// Policies name the zones of SD-WAN; a member without a zone is in the one that is always there.
void read_sdwan_zones(Reader& reader) {
  for (const std::string_view name : {"system sdwan", "system virtual-wan-link"}) {
    for_each_block(reader, name, [&](Vdom& vdom, const Node& block) {
      for (const Node& child : block.children) {
        for (const Node& entry : child.children) {
          if (child.name == "zone") vdom.zones[entry.name];
          const auto interface = reader.interfaces.find(entry.get("interface"));
          if (child.name == "members" && interface != reader.interfaces.end()) {
            vdom.zones[entry.get("zone", "virtual-wan-link")].push_back(interface->second);
          }
        }
      }
    });
  }
}

void read_vdom_links(Reader& reader) {
  constexpr Key kLinkKeys[] = {{"type", Use::harmless}, {"vcluster", Use::harmless}};
  for_each_block(reader, "system vdom-link", [&](Vdom&, const Node& block) {
    take(reader.config, block.line, LineTaken::understood);
    for (const Node& entry : block.children) {
      take_settings(reader, entry, kLinkKeys, reader.config.id);
      const auto a = reader.interfaces.find(std::string(entry.name) + "0");
      const auto b = reader.interfaces.find(std::string(entry.name) + "1");
      if (a == reader.interfaces.end() || b == reader.interfaces.end()) {
        assume(reader.config, entry.line,
               {Effect::may_both, reader.config.id, "undefined-reference", "an end of the link is no interface of this config"});
        continue;
      }
      reader.network().links.push_back({a->second, b->second, reader.config.at(entry.line)});
    }
  });
}

}  // namespace

void read_interfaces(Reader& reader) {
  for_each_block(reader, "system interface", [&](Vdom& vdom, const Node& block) {
    take(reader.config, block.line, LineTaken::understood);
    for (const Node& entry : block.children) read_interface(reader, vdom, entry);
  });
  read_switches(reader);
  for (const auto& [id, node] : reader.interface_nodes) tie(reader, id, *node);
  read_zones(reader);
  read_sdwan_zones(reader);
  read_vdom_links(reader);
}

}  // namespace sekimori::fortios
