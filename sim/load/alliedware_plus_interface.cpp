// Lines of interfaces, and what a port is once all of them are read. Sources: docs/vendors/alliedware-plus.md.
#include <fmt/format.h>

#include <algorithm>

#include "alliedware_plus_reader.hpp"

namespace sekimori::alliedware_plus {
namespace {

bool is_switch_port(std::string_view name) { return name.starts_with("port") || name.starts_with("sa") || name.starts_with("po"); }

InterfaceKind kind_of(std::string_view name) {
  if (name.starts_with("vlan")) return InterfaceKind::svi;
  if (name.starts_with("sa") || (name.starts_with("po") && !name.starts_with("port"))) return InterfaceKind::port_channel;
  if (name.starts_with("lo")) return InterfaceKind::loopback;
  if (name.starts_with("tunnel")) return InterfaceKind::tunnel;
  if (name.starts_with("eth") && name.find('.') != std::string_view::npos) return InterfaceKind::subinterface;
  return InterfaceKind::physical;
}

/// The table is known only once all lines are read: `ip vrf forwarding` may stand below.
void learn(Reader& reader, InterfaceDraft& on, std::string_view why) {
  on.any_routing.push_back({std::string(why), reader.line});
  assume(reader.config, reader.line, {Effect::may_both, on.id, "unsupported", std::string(why) + ": the interface's address is not known"});
}

bool read_ip(Reader& reader, InterfaceDraft& on, const ConfigWords& words) {
  Interface& interface = reader.at(on.id);
  if (words[0] == "address" && words.size() >= 2) {
    if (words[1] == "dhcp") {
      learn(reader, on, "address and routes come by DHCP");
      return true;
    }
    const auto read = read_address_and_length(words[1], Family::v4);
    // `label` names an address.
    const bool rest = words.size() == 2 || words[2] == "secondary" || words[2] == "label";
    if (!read || !rest) return false;
    interface.addresses.push_back({read->address, read->length, false, reader.here()});
    return true;
  }
  if (words[0] == "vrf" && words.size() == 3 && words[1] == "forwarding") {
    on.vrf = Mention{std::string(words[2]), reader.line};
    return true;
  }
  if ((words[0] == "proxy-arp" || words[0] == "local-proxy-arp") && words.size() == 1) {
    interface.proxy_arp = true;
    return true;
  }
  if (begins(words, {"dhcp-relay", "server-address"}) && words.size() == 3) {
    const auto server = parse_address(words[2]);
    if (!server || server->family != Family::v4) return false;
    interface.dhcp_helpers.push_back(*server);
    return true;
  }
  if (words[0] == "rip" || words[0] == "ospf" || words[0] == "pim" || words[0] == "igmp") {
    const bool multicast = words[0] == "pim" || (words[0] == "igmp" && words.size() > 1 && words[1] == "proxy-service");
    if (words[0] == "igmp" && !multicast) return false;
    on.any_routing.push_back({multicast ? "multicast is routed (R3)" : "a routing protocol runs on the interface", reader.line});
    return true;
  }
  return false;
}

bool read_ipv6(Reader& reader, InterfaceDraft& on, const ConfigWords& words) {
  Interface& interface = reader.at(on.id);
  if (words[0] == "enable" && words.size() == 1) {
    interface.ipv6_enabled = true;
    return true;
  }
  if (words[0] != "address" || words.size() < 2) return false;
  interface.ipv6_enabled = true;
  const auto read = read_address_and_length(words[1], Family::v6);
  if (words.size() == 2 && read) {
    interface.addresses.push_back({read->address, read->length, false, reader.here()});
    return true;
  }
  learn(reader, on, "the IPv6 address is derived or comes from outside");
  return true;
}

/// `all`, `none`, or `add|remove|except LIST`.
bool read_allowed(InterfaceDraft& on, const ConfigWords& words) {
  if (words.size() == 1 && words[0] == "all") {
    on.tagged = VlanSet::all();
    return true;
  }
  if (words.size() == 1 && words[0] == "none") {
    on.tagged = VlanSet{};
    return true;
  }
  const auto list = words.size() == 2 ? parse_vlans(words[1]) : std::nullopt;
  if (!list || (words[0] != "add" && words[0] != "remove" && words[0] != "except")) return false;
  if (words[0] == "except") on.tagged = VlanSet::all();
  if (words[0] == "add")
    on.tagged.insert(*list);
  else
    on.tagged.erase(*list);
  return true;
}

std::optional<VlanId> vlan_of(std::string_view text) {
  const auto number = read_number(text, 4094);
  return number ? VlanId::from(*number) : std::nullopt;
}

bool read_switchport(Reader& reader, InterfaceDraft& on, const ConfigWords& words) {
  Interface& interface = reader.at(on.id);
  if (words.empty()) return true;
  if (begins(words, {"mode", "access"}) || begins(words, {"mode", "trunk"})) {
    // `ingress-filter enable` is the default; without it, frames of VLANs that the port is no member of enter.
    const bool usual = words.size() == 2 || (words.size() == 4 && words[2] == "ingress-filter" && words[3] == "enable");
    if (!usual) return false;
    on.trunk = words[1] == "trunk";
    return true;
  }
  if (begins(words, {"access", "vlan"}) && words.size() == 3) {
    const auto vlan = vlan_of(words[2]);
    if (vlan) interface.access_vlan = *vlan;
    return vlan.has_value();
  }
  if (begins(words, {"trunk", "native", "vlan"}) && words.size() == 4) {
    const auto vlan = vlan_of(words[3]);
    if (!vlan && words[3] != "none") return false;
    on.native = vlan;
    return true;
  }
  if (begins(words, {"trunk", "allowed", "vlan"})) return read_allowed(on, behind(words, 3));
  if (begins(words, {"voice", "vlan"}) && words.size() == 3) {
    if (words[2] == "dot1p" || words[2] == "untagged") return true;
    interface.voice_vlan = vlan_of(words[2]);
    return interface.voice_vlan.has_value();
  }
  return begins(words, {"voice", "vlan", "priority"});
}

bool read_channel(InterfaceDraft& on, const ConfigWords& words) {
  const auto number = words.size() >= 2 ? read_number(words[1], 65'535) : std::nullopt;
  if (!number) return false;
  on.static_channel = words[0] == "static-channel-group";
  if (!on.static_channel && (words.size() != 4 || words[2] != "mode" || (words[3] != "active" && words[3] != "passive"))) return false;
  if (on.static_channel && words.size() > 2 && words[2] != "member-filters") return false;
  on.channel = *number;
  return true;
}

bool read_tunnel(Reader& reader, Interface& interface, const ConfigWords& words) {
  if (!interface.tunnel || words.size() < 3) return false;
  if (words[1] == "mode") {
    interface.tunnel->encrypted = words[2] == "ipsec";
    return words[2] == "ipsec" || words[2] == "gre";
  }
  if (words[1] == "destination" && words.size() == 3) {
    interface.tunnel->remote = parse_address(words[2]);
    return interface.tunnel->remote.has_value();
  }
  if (words[1] == "source" && words.size() == 3) {
    interface.tunnel->local = parse_address(words[2]);
    if (const auto name = reader.interfaces.find(words[2]); name != reader.interfaces.end())
      interface.tunnel->local_interface = name->second.id;
    return true;
  }
  return words[1] == "protection" && words[2] == "ipsec";
}

/// The channel of that number; its own lines hold for its members.
void join_channel(Reader& reader, InterfaceDraft& member) {
  const std::string name = (member.static_channel ? "sa" : "po") + std::to_string(*member.channel);
  const bool known = reader.interfaces.contains(name);
  reader.line = reader.at(member.id).at.line;
  InterfaceDraft& channel = interface_of(reader, name);
  if (!known) {
    const InterfaceId id = channel.id;
    channel = member;
    channel.id = id;
    channel.channel.reset();
    reader.at(id).access_vlan = reader.at(member.id).access_vlan;
    reader.at(id).voice_vlan = reader.at(member.id).voice_vlan;
  }
  reader.at(member.id).channel = channel.id;
}

void set_layer2(Reader& reader, const InterfaceDraft& draft) {
  Interface& port = reader.at(draft.id);
  port.mode = draft.trunk ? PortMode::trunk : PortMode::access;
  if (!draft.trunk) return;
  port.allowed = draft.tagged;
  port.native_tagged = !draft.native;  // no VLAN for untagged frames: they are dropped
  if (!draft.native) return;
  port.native = *draft.native;
  port.allowed.insert(*draft.native);
}

}  // namespace

InterfaceDraft& interface_of(Reader& reader, const std::string& name) {
  const auto found = reader.interfaces.find(name);
  if (found != reader.interfaces.end()) return found->second;
  const InterfaceKind kind = kind_of(name);
  InterfaceDraft draft;
  draft.id = add_interface(reader.config, name, kind, reader.global, reader.line);
  Interface& interface = reader.at(draft.id);
  if (is_switch_port(name)) interface.mode = PortMode::access;
  if (kind == InterfaceKind::svi) {
    const auto number = read_number(std::string_view(name).substr(4), 4094);
    interface.vlan = number ? VlanId::from(*number) : std::nullopt;
  }
  if (kind == InterfaceKind::tunnel) interface.tunnel = Tunnel{{}, {}, {}, false, reader.here()};
  InterfaceDraft& added = reader.interfaces.emplace(name, std::move(draft)).first->second;
  if (kind == InterfaceKind::subinterface) {
    const InterfaceId parent = interface_of(reader, name.substr(0, name.find('.'))).id;
    reader.at(added.id).parent = parent;
  }
  return added;
}

bool read_in_interface(Reader& reader, InterfaceDraft& on, const ConfigWords& words) {
  Interface& interface = reader.at(on.id);
  if (words[0] == "shutdown" && words.size() == 1) {
    interface.up = false;
    return true;
  }
  if (begins(words, {"no", "shutdown"}) && words.size() == 2) {
    interface.up = true;
    return true;
  }
  if (words[0] == "description" && words.size() >= 2) {
    interface.description = written(behind(words, 1));
    return true;
  }
  if (words[0] == "switchport") return is_switch_port(interface.name) && read_switchport(reader, on, behind(words, 1));
  if (words[0] == "channel-group" || words[0] == "static-channel-group") return is_switch_port(interface.name) && read_channel(on, words);
  if (words[0] == "ip" && words.size() >= 2) return read_ip(reader, on, behind(words, 1));
  if (words[0] == "ipv6" && words.size() >= 2) return read_ipv6(reader, on, behind(words, 1));
  if (words[0] == "tunnel") return read_tunnel(reader, interface, words);
  if (begins(words, {"encapsulation", "dot1q"}) && words.size() == 3 && interface.kind == InterfaceKind::subinterface) {
    interface.vlan = vlan_of(words[2]);
    return interface.vlan.has_value();
  }
  if (words[0] == "access-group" && words.size() == 2) {
    assume(reader.config, reader.line,
           {Effect::may_close, on.id, "unsupported", "a filter on a switch port is not modelled: its frames pass"});
    return true;
  }
  return false;
}

void resolve_ports(Reader& reader) {
  std::vector<std::string> members;
  for (const auto& [name, draft] : reader.interfaces) {
    if (draft.channel) members.push_back(name);
  }
  for (const std::string& name : members) join_channel(reader, reader.interfaces.find(name)->second);
  for (auto& [name, draft] : reader.interfaces) {
    if (draft.vrf) {
      const auto vrf = reader.vrfs.find(draft.vrf->name);
      if (vrf == reader.vrfs.end()) {
        assume(reader.config, draft.vrf->line,
               {Effect::may_both, draft.id, "undefined-reference", fmt::format("the VRF {} is not defined here", draft.vrf->name)});
      } else {
        reader.at(draft.id).vrf = vrf->second;
      }
    }
    for (const Mention& why : draft.any_routing) make_any_routing(reader.config, reader.at(draft.id).vrf, why.line, why.name);
    for (const auto& [address, line] : draft.virtual_addresses) add_virtual_address(reader.at(draft.id), address, reader.config.at(line));
    if (!is_switch_port(name)) continue;
    const auto channel = reader.at(draft.id).channel;
    if (!channel) set_layer2(reader, draft);
    if (!reader.at(draft.id).addresses.empty()) {
      assume_default(reader.config, reader.at(draft.id).at,
                     {Effect::may_both, draft.id, "unsupported", "a switch port has an address of its own"}, name);
    }
  }
  for (const auto& [name, draft] : reader.interfaces) {
    Interface& member = reader.at(draft.id);
    if (!member.channel) continue;
    copy_layer2(reader.at(*member.channel), member);
  }
}

}  // namespace sekimori::alliedware_plus
