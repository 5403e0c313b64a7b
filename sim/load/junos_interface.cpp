// Ports, units, VLANs.
#include <fmt/format.h>

#include <algorithm>

#include "junos_reader.hpp"

namespace sekimori::junos {
namespace {

constexpr std::string_view kTuning[] = {
    "description",          "mtu",       "speed",        "link-mode",          "hold-time", "no-traps", "traps",
    "gratuitous-arp-reply", "bandwidth", "traceoptions", "accounting-profile", "damping"};

InterfaceKind kind_of(std::string_view port) {
  if (port.starts_with("lo")) return InterfaceKind::loopback;
  if (port.starts_with("irb") || port.starts_with("vlan")) return InterfaceKind::svi;
  if (port.starts_with("st0") || port.starts_with("gr-") || port.starts_with("ip-")) return InterfaceKind::tunnel;
  if (port.starts_with("ae") || port.starts_with("reth")) return InterfaceKind::port_channel;
  return InterfaceKind::physical;
}

class InterfaceReader {
 public:
  explicit InterfaceReader(Reader& reader) : reader_(reader) {}

  void run() {
    const Statement* all = reader_.root.find("interfaces");
    if (all == nullptr) return;
    for (const Statement& port : all->children) read_port(port);
    for (const auto& [member, name] : members_) {
      const auto channel = reader_.ports.find(name);
      if (channel == reader_.ports.end()) {
        assume_default(reader_.config, reader_.at(member).at, both(member, "its aggregate is not defined here"), name);
        continue;
      }
      reader_.at(member).channel = channel->second;
      copy_layer2(reader_.at(channel->second), reader_.at(member));
    }
  }

 private:
  void read_port(const Statement& port) {
    take_statement(reader_.config, port, LineTaken::understood);
    const InterfaceKind kind = kind_of(port.word);
    const bool has_port = kind == InterfaceKind::physical || kind == InterfaceKind::port_channel;
    std::optional<InterfaceId> id;
    if (has_port) {
      id = add_interface(reader_.config, port.word, kind, reader_.vrfs.at(""), port.line);
      reader_.ports.emplace(port.word, *id);
    }
    bool tagging = false;
    for (const Statement& child : port.children) {
      if (child.word == "unit") continue;
      if (child.word == "vlan-tagging" || child.word == "flexible-vlan-tagging") {
        tagging = true;
        understood(reader_, child);
      } else if (child.word == "disable" && id) {
        reader_.at(*id).up = false;
        understood(reader_, child);
      } else if (child.word == "native-vlan-id" && id) {
        native(child, *id);
      } else if (child.word == "ether-options" || child.word == "gigether-options" || child.word == "fastether-options") {
        options(child, id);
      } else if (child.word == "aggregated-ether-options" || child.word == "redundant-ether-options") {
        harmless(reader_, child);
      } else if (std::ranges::find(kTuning, child.word) != std::end(kTuning)) {
        if (child.word == "description" && id) reader_.at(*id).description = std::string(child.value());
        harmless(reader_, child);
      }
    }
    const Statement* units = port.find("unit");
    if (units == nullptr) return;
    for (const Statement& unit : units->children) read_unit(port, unit, id, kind, tagging);
  }

  void native(const Statement& statement, InterfaceId id) {
    const auto number = read_number(statement.value(), 4094);
    if (!number || !VlanId::from(*number)) return;
    native_.insert_or_assign(id, *VlanId::from(*number));
    understood(reader_, statement);
  }

  void options(const Statement& statement, std::optional<InterfaceId> id) {
    for (const Statement& child : statement.children) {
      const bool member = child.word == "802.3ad" || child.word == "redundant-parent";
      if (member && id) {
        const Statement* name = child.children.empty() ? nullptr : &child.children[0];
        if (name == nullptr) continue;
        members_.emplace_back(*id, name->word);
        understood(reader_, child);
      } else if (child.word == "no-auto-negotiation" || child.word == "auto-negotiation" || child.word == "flow-control" ||
                 child.word == "no-flow-control" || child.word == "speed" || child.word == "link-mode") {
        harmless(reader_, child);
      }
    }
  }

  void read_unit(const Statement& port, const Statement& unit, std::optional<InterfaceId> parent, InterfaceKind kind, bool tagging) {
    take_statement(reader_.config, unit, LineTaken::understood);
    const std::string name = port.word + "." + unit.word;
    const Statement* tag = unit.find("vlan-id");
    InterfaceId id;
    if (parent && tag == nullptr && !tagging) {
      id = *parent;  // frames without a tag are the port's own
    } else {
      id = add_interface(reader_.config, name, parent ? InterfaceKind::subinterface : kind, reader_.vrfs.at(""), unit.line);
      if (parent) reader_.at(id).parent = *parent;
      if (kind == InterfaceKind::tunnel) {
        reader_.at(id).tunnel = Tunnel{{}, {}, {}, port.word.starts_with("st0"), reader_.config.at(unit.line)};
        if (port.word.starts_with("st0")) {
          assume_encrypted(reader_.config, reader_.config.at(unit.line), id, name);
        }
      }
      if (parent && tag == nullptr) assume_subtree(reader_.config, unit, both(id, "a unit of a port with tags that has none"));
    }
    reader_.units.emplace(name, id);
    for (const Statement& child : unit.children) {
      if (child.word == "vlan-id") {
        const auto number = read_number(child.value(), 4094);
        const auto vlan = number ? VlanId::from(*number) : std::nullopt;
        if (!vlan || !parent) continue;
        reader_.at(id).vlan = vlan;
        understood(reader_, child);
      } else if (child.word == "description") {
        reader_.at(id).description = std::string(child.value());
        harmless(reader_, child);
      } else if (child.word == "disable") {
        reader_.at(id).up = false;
        understood(reader_, child);
      } else if (child.word == "family") {
        for (const Statement& family : child.children) read_family(family, id, kind);
      } else if (child.word == "tunnel") {
        read_tunnel(child, id);
      } else if (child.word == "proxy-arp") {
        reader_.at(id).proxy_arp = true;
        understood(reader_, child);
      } else if (std::ranges::find(kTuning, child.word) != std::end(kTuning)) {
        harmless(reader_, child);
      }
    }
  }

  void read_tunnel(const Statement& tunnel, InterfaceId id) {
    if (!reader_.at(id).tunnel) return;
    for (const Statement& child : tunnel.children) {
      if (child.word == "source") reader_.at(id).tunnel->local = parse_address(child.value());
      if (child.word == "destination") reader_.at(id).tunnel->remote = parse_address(child.value());
      if (child.word == "source" || child.word == "destination" || child.word == "ttl") understood(reader_, child);
    }
  }

  void read_family(const Statement& family, InterfaceId id, InterfaceKind kind) {
    take_statement(reader_.config, family, LineTaken::understood);
    if (family.word == "inet" || family.word == "inet6") return read_inet(family, id, family.word == "inet" ? Family::v4 : Family::v6);
    if ((family.word == "ethernet-switching" || family.word == "bridge") &&
        (kind == InterfaceKind::physical || kind == InterfaceKind::port_channel))
      return read_switching(family, id);
    if (family.word == "iso" || family.word == "mpls")
      take_statement(reader_.config, family, LineTaken::harmless);  // its protocol makes the table unknown
  }

  void read_inet(const Statement& inet, InterfaceId id, Family family) {
    if (family == Family::v6) reader_.at(id).ipv6_enabled = true;
    for (const Statement& child : inet.children) {
      if (child.word == "address") {
        for (const Statement& address : child.children) read_address(address, id, family);
      } else if (child.word == "filter") {
        read_filters(child, id, family);
      } else if (child.word == "dhcp" || child.word == "dhcp-client" || child.word == "dhcpv6-client" ||
                 child.word == "unnumbered-address") {
        assume_subtree(reader_.config, child, both(id, "the address is learnt or borrowed"));
        reader_.learnt.emplace_back(id, child.line);
      } else if (child.word == "mtu" || child.word == "no-redirects" || child.word == "sampling" || child.word == "primary" ||
                 child.word == "policer") {
        if (child.word == "policer")
          assume_subtree(reader_.config, child, closes(id, "drops packets above a rate"));
        else
          harmless(reader_, child);
      } else if (child.word == "rpf-check") {
        assume_subtree(reader_.config, child, closes(id, "may drop packets by their source"));
      }
    }
  }

  void read_address(const Statement& address, InterfaceId id, Family family) {
    const auto read = read_address_and_length(address.word, family);
    if (!read) return;
    reader_.at(id).addresses.push_back({read->address, read->length, false, reader_.config.at(address.line)});
    take_statement(reader_.config, address, LineTaken::understood);
    for (const Statement& child : address.children) {
      if (child.word == "vrrp-group" || child.word == "vrrp-inet6-group") {
        for (const Statement& group : child.children) read_group(group, id);
      } else if (child.word == "primary" || child.word == "preferred" || child.word == "arp" || child.word == "eui-64") {
        if (child.word == "eui-64")
          assume_subtree(reader_.config, child, both(id, "the interface's own address depends on its MAC; the written one is assumed"));
        else
          harmless(reader_, child);
      }
    }
  }

  /// Who is master does not matter: every member owns the address (L5).
  void read_group(const Statement& group, InterfaceId id) {
    for (const Statement& child : group.children) {
      if (child.word == "virtual-address" || child.word == "virtual-inet6-address") {
        for (const Statement& address : child.children) {
          const auto read = parse_address(address.word);
          if (!read) continue;
          add_virtual_address(reader_.at(id), *read, reader_.config.at(address.line));
          understood(reader_, address);
        }
      } else {
        harmless(reader_, child);
      }
    }
  }

  void read_filters(const Statement& filters, InterfaceId id, Family family) {
    for (const Statement& child : filters.children) {
      if ((child.word != "input" && child.word != "output") || child.children.size() != 1) continue;  // lists of filters stay untaken
      // Packets to the device's own addresses enter by other interfaces in the model.
      if (reader_.at(id).kind == InterfaceKind::loopback) {
        assume_subtree(reader_.config, child, closes(id, "a filter of what the device itself receives is not modelled"));
        continue;
      }
      const auto filter = filter_of(reader_, child.children[0], family);
      if (!filter) continue;
      InterfaceFilters& bound = reader_.at(id).filters;
      (child.word == "input" ? (family == Family::v4 ? bound.in_v4 : bound.in_v6) : (family == Family::v4 ? bound.out_v4 : bound.out_v6)) =
          filter;
      understood(reader_, child);
    }
  }

  /// A VLAN by name or number; "all".
  bool add_members(const Statement& members, VlanSet& set) {
    for (const Statement& member : members.children) {
      if (member.word == "all") {
        set = VlanSet::all();
        continue;
      }
      if (const auto list = parse_vlans(member.word)) {
        set.insert(*list);
        continue;
      }
      const Statement* vlan = reader_.root.at({"vlans", member.word, "vlan-id"});
      const auto number = member.word == "default" && vlan == nullptr ? std::optional(1U)
                          : vlan == nullptr                           ? std::nullopt
                                                                      : read_number(vlan->value(), 4094);
      if (!number || !VlanId::from(*number)) return false;
      set.insert(*VlanId::from(*number));
    }
    return true;
  }

  /// An access port of VLAN 1 unless it says otherwise; an untagged VLAN of a trunk only by `native-vlan-id`.
  void read_switching(const Statement& switching, InterfaceId id) {
    Interface& port = reader_.at(id);
    port.mode = PortMode::access;
    VlanSet members{};
    bool known = true;
    for (const Statement& child : switching.children) {
      if (child.word == "interface-mode" || child.word == "port-mode") {
        if (child.value() == "trunk")
          port.mode = PortMode::trunk;
        else
          known = known && child.value() == "access";
        understood(reader_, child);
      } else if (child.word == "vlan" && child.children.size() == 1 && child.children[0].word == "members") {
        known = add_members(child.children[0], members) && known;
        understood(reader_, child);
      } else if (child.word == "native-vlan-id") {
        native(child, id);
      } else if (child.word == "storm-control") {
        harmless(reader_, child);
      } else if (child.word == "filter") {
        assume_subtree(reader_.config, child, closes(id, "a filter on a switch port is not modelled: its frames pass"));
      }
    }
    if (!known) assume_subtree(reader_.config, switching, both(id, "a VLAN or mode that is not known"));
    // Interfaces may be listed below their VLAN instead.
    if (const Statement* vlans = reader_.root.find("vlans")) {
      for (const Statement& vlan : vlans->children) {
        const Statement* number = vlan.find("vlan-id");
        const auto value = number == nullptr ? std::nullopt : read_number(number->value(), 4094);
        const Statement* listed = vlan.at({"interface", port.name + ".0"});
        if (listed == nullptr || !value || !VlanId::from(*value)) continue;
        members.insert(*VlanId::from(*value));
        understood(reader_, *listed);
      }
    }
    port.allowed = members;
    const auto untagged = native_.find(id);
    if (port.mode == PortMode::trunk) {
      port.native_tagged = untagged == native_.end();
      if (untagged != native_.end()) {
        port.native = untagged->second;
        port.allowed.insert(port.native);
      }
      return;
    }
    for (unsigned number = 1; number <= 4094; ++number) {
      if (!members.contains(*VlanId::from(number))) continue;
      port.access_vlan = *VlanId::from(number);
      break;
    }
    port.allowed = VlanSet::all();
  }

  Reader& reader_;
  std::vector<std::pair<InterfaceId, std::string>> members_;
  std::map<InterfaceId, VlanId> native_;
};

}  // namespace

void read_interfaces(Reader& reader) { InterfaceReader(reader).run(); }

void read_vlans(Reader& reader) {
  const Statement none;
  const Statement* all = reader.root.find("vlans");
  for (const Statement& vlan : (all == nullptr ? none : *all).children) {
    take_statement(reader.config, vlan, LineTaken::understood);
    const Statement* number = vlan.find("vlan-id");
    const auto value = number == nullptr ? std::nullopt : read_number(number->value(), 4094);
    for (const Statement& child : vlan.children) {
      if (child.word == "vlan-id" && value) {
        understood(reader, child);
      } else if (child.word == "description") {
        harmless(reader, child);
      } else if (child.word == "l3-interface") {
        const auto unit = reader.units.find(child.value());
        if (unit == reader.units.end() || !value) continue;
        reader.at(unit->second).vlan = VlanId::from(*value);
        understood(reader, child);
      }
    }
  }
  for (const auto& [name, id] : reader.units) {
    if (reader.at(id).kind == InterfaceKind::svi && !reader.at(id).vlan) {
      assume_default(reader.config, reader.at(id).at, both(id, "no VLAN names this interface"), name);
    }
  }
}

}  // namespace sekimori::junos
