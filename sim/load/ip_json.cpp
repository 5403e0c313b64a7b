// Links, addresses, routes and rules as `ip -j` prints them (ip(8), iproute2), and `sysctl -a`.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "config_text.hpp"
#include "linux_reader.hpp"

namespace sekimori::linux_host {
namespace {

std::optional<unsigned> number_of(const Document& node, std::string_view key, unsigned last) {
  return read_number(text_of(node, key), last);
}

bool has_flag(const Document& node, std::string_view key, std::string_view flag) {
  const Document* flags = node.find(key);
  const auto* list = flags == nullptr ? nullptr : flags->list();
  return list != nullptr && std::ranges::any_of(*list, [&](const Document& it) { return it.scalar() != nullptr && *it.scalar() == flag; });
}

std::vector<const Document*> items_of(const Document* node) {
  std::vector<const Document*> result;
  if (node == nullptr || node->list() == nullptr) return result;
  for (const Document& it : *node->list()) {
    if (it.map() != nullptr && !it.map()->empty()) result.push_back(&it);
  }
  return result;
}

struct Link {
  std::string name, kind, parent, master;
  std::vector<const Document*> nodes;
  SourceRange at;
  const Document* data = nullptr;  ///< `info_data`
  bool up = true;
  std::string link_type;
  InterfaceId id;
};

constexpr std::string_view kTunnels[] = {"gre",   "gretap", "ipip",      "sit", "vti",   "vti6",   "ip6gre", "ip6tnl",
                                         "ipip6", "xfrm",   "wireguard", "tun", "vxlan", "geneve", "ppp"};

class InterfaceMaker {
 public:
  InterfaceMaker(ConfigDevice& config, VrfId global) : config_(config), global_(global) {}

  void run(const std::vector<const Document*>& documents) {
    for (const Document* document : documents) {
      for (const Document* node : items_of(document)) add_node(*node);
    }
    for (Link& link : links_) {
      if (link.kind == "vrf") vrfs_[link.name] = add_vrf(config_, link.name, link.at.line);
    }
    for (Link& link : links_) make(link);
    for (Link& link : links_) join(link);
    for (const Link& link : links_) {
      if (link.kind == "bridge") make_bridge(link);
    }
    for (const Link& link : links_) receive_unnumbered(at(link));
  }

 private:
  Interface& at(const Link& link) { return config_.network.interfaces[link.id.index]; }
  Link* find(std::string_view name) {
    const auto found = std::ranges::find(links_, name, &Link::name);
    return found == links_.end() ? nullptr : &*found;
  }
  void assume_link(const Link& link, Effect effect, std::string why) {
    assume_default(config_, link.at, {effect, config_.id, "unsupported", std::move(why)}, link.name);
  }

  void add_node(const Document& node) {
    const std::string name = text_of(node, "ifname");
    if (name.empty()) return;
    if (find(name) == nullptr) {
      links_.emplace_back();
      links_.back().name = name;
      links_.back().at = node.at;
    }
    Link& link = *find(name);
    link.nodes.push_back(&node);
    if (node.find("flags") != nullptr) link.up = has_flag(node, "flags", "UP");
    const auto fill = [&](std::string& field, std::string_view key) {
      if (field.empty()) field = text_of(node, key);
    };
    fill(link.parent, "link");
    fill(link.master, "master");
    fill(link.link_type, "link_type");
    const Document* info = node.find("linkinfo");
    if (info == nullptr) return;
    if (link.kind.empty()) link.kind = text_of(*info, "info_kind");
    if (link.data == nullptr) link.data = info->find("info_data");
  }

  /// `ip` without -d says only "eth0.10@eth0".
  void guess_kind(Link& link) {
    if (!link.kind.empty() || link.parent.empty()) return;
    const std::size_t dot = link.name.rfind('.');
    const auto tag = dot == std::string::npos ? std::nullopt : read_number(link.name.substr(dot + 1), 4094);
    if (!tag || find(link.parent) == nullptr) return;
    link.kind = "vlan";
    guessed_[link.name] = *tag;
    assume_default(config_, link.at,
                   {Effect::may_both, config_.id, "inferred", fmt::format("VLAN {} by the interface's name; collect with ip -d -j", *tag)},
                   link.name);
  }

  void make(Link& link) {
    guess_kind(link);
    InterfaceKind kind = InterfaceKind::physical;
    const bool tunnel = std::ranges::find(kTunnels, link.kind) != std::end(kTunnels) || (link.kind.empty() && link.link_type == "none") ||
                        link.link_type == "ppp";
    if (link.name == "lo" || link.link_type == "loopback" || link.kind == "dummy" || link.kind == "vrf") kind = InterfaceKind::loopback;
    if (link.kind == "vlan" || link.kind == "macvlan" || link.kind == "ipvlan" || link.kind == "macvtap")
      kind = InterfaceKind::subinterface;
    if (link.kind == "bridge") kind = InterfaceKind::svi;
    if (link.kind == "bond" || link.kind == "team") kind = InterfaceKind::port_channel;
    if (tunnel) kind = InterfaceKind::tunnel;
    constexpr std::string_view kPlain[] = {"",        "veth",   "dummy", "vrf",  "vlan", "macvlan", "ipvlan",
                                           "macvtap", "bridge", "bond",  "team", "ifb",  "nlmon"};
    if (!tunnel && std::ranges::find(kPlain, link.kind) == std::end(kPlain)) {
      assume_link(link, Effect::may_both, fmt::format("an interface of kind '{}' is not modelled", link.kind));
    }
    const auto vrf = vrfs_.find(link.master);
    link.id = add_interface(config_, link.name, kind, vrf == vrfs_.end() ? global_ : vrf->second, link.at.line);
    Interface& made = at(link);
    made.at = link.at;
    made.up = link.up || kind == InterfaceKind::loopback;
    for (const Document* node : link.nodes) {
      for (const Document* address : items_of(node->find("addr_info"))) add_address(made, *address);
    }
    if (tunnel) made.tunnel = tunnel_of(link);
  }

  static void add_address(Interface& interface, const Document& node) {
    const auto address = parse_address(text_of(node, "local"));
    if (!address) return;
    const auto length = number_of(node, "prefixlen", address_width(address->family));
    interface.ipv6_enabled = interface.ipv6_enabled || address->family == Family::v6;
    if (interface.kind == InterfaceKind::loopback && Prefix::covering(*address, address_width(address->family)).network().bits == 1 &&
        address->family == Family::v6) {
      return;  // ::1
    }
    if (address->family == Family::v4 && (address->bits >> 24U) == 127) return;
    if (address->family == Family::v6 && (address->bits >> 118U) == 0x3FA) return;  // fe80::/10: every interface has its own
    if (length) interface.addresses.push_back({*address, *length, false, node.at});
  }

  Tunnel tunnel_of(const Link& link) {
    Tunnel tunnel{{}, {}, {}, false, link.at};
    if (link.data != nullptr) {
      const std::string remote = text_of(*link.data, "remote"), local = text_of(*link.data, "local");
      tunnel.remote = parse_address(remote);
      tunnel.local = parse_address(local);
      if (tunnel.remote && tunnel.remote->bits == 0) tunnel.remote.reset();
      if (tunnel.local && tunnel.local->bits == 0) tunnel.local.reset();
    }
    if (link.kind == "vxlan" || link.kind == "gretap" || link.kind == "geneve") {
      assume_link(link, Effect::may_both, "a tunnel of frames is taken as one of packets");
    }
    if (link.kind == "wireguard") {
      tunnel.encrypted = true;
      assume_encrypted(config_, link.at, config_.id, link.name);
    }
    return tunnel;
  }

  std::optional<VlanId> tag_of(const Link& link) const {
    if (const auto guess = guessed_.find(link.name); guess != guessed_.end()) return VlanId::from(guess->second);
    const auto number = link.data == nullptr ? std::nullopt : number_of(*link.data, "id", 4094);
    return number ? VlanId::from(*number) : std::nullopt;
  }

  void join(Link& link) {
    Interface& made = at(link);
    if (made.kind == InterfaceKind::subinterface) {
      const Link* parent = find(link.parent);
      if (parent == nullptr) {
        made.kind = InterfaceKind::physical;
        made.mode = PortMode::routed;
        assume_link(link, Effect::may_both, fmt::format("the interface under it, '{}', is not known", link.parent));
      } else {
        made.parent = parent->id;
      }
      if (link.kind == "vlan") {
        made.vlan = tag_of(link);
        const bool stacked =
            link.data != nullptr && !text_of(*link.data, "protocol").empty() && text_of(*link.data, "protocol") != "802.1Q";
        if (!made.vlan || stacked) assume_link(link, Effect::may_both, "a VLAN interface without a plain 802.1Q number");
      }
    }
    Link* master = find(link.master);
    if (master == nullptr && !link.master.empty())
      assume_link(link, Effect::may_both, fmt::format("its master '{}' is not known", link.master));
    if (master != nullptr && (master->kind == "bond" || master->kind == "team")) made.channel = master->id;
  }

  /// Linux routes what comes to an interface that is up though it has no address (net/ipv4/ip_input.c asks for none), and
  /// that under macvlan and VLAN interfaces does, too.
  static void receive_unnumbered(Interface& interface) {
    const bool frames = interface.kind != InterfaceKind::loopback && interface.kind != InterfaceKind::tunnel;
    const bool addressed =
        std::ranges::any_of(interface.addresses, [](const InterfaceAddress& it) { return it.address.family == Family::v4; });
    const bool port = interface.mode == PortMode::access || interface.mode == PortMode::trunk || interface.channel;
    interface.ipv4_enabled = frames && !port && !addressed && interface.up;
  }

  /// Its ports and itself share one VLAN that nothing else has. Ports that are VLAN interfaces keep their number if all have the same.
  void make_bridge(const Link& bridge) {
    const bool filtering = bridge.data != nullptr && text_of(*bridge.data, "vlan_filtering") == "1";
    if (filtering) assume_link(bridge, Effect::may_both, "which VLANs its ports carry is not read: `bridge -j vlan`");
    std::optional<VlanId> tag;
    bool same = true;
    std::vector<Link*> ports;
    for (Link& link : links_) {
      if (link.master != bridge.name) continue;
      ports.push_back(&link);
      if (link.kind != "vlan") continue;
      const auto own = tag_of(link);
      same = same && own && (!tag || *tag == *own);
      tag = own;
    }
    const VlanId vlan = tag.value_or(*VlanId::from(std::max(4094U - bridges_, 1U)));
    ++bridges_;
    at(bridge).vlan = vlan;
    for (Link* port : ports) {
      Interface& made = at(*port);
      if (port->kind != "vlan") {
        made.mode = PortMode::access;
        made.access_vlan = vlan;
        if (made.kind == InterfaceKind::tunnel || made.kind == InterfaceKind::subinterface) {
          assume_link(*port, Effect::may_both, "a bridge port of this kind is not modelled");
        }
        continue;
      }
      if (!same || !bridge_trunk(*port, vlan)) assume_link(*port, Effect::may_both, "a bridge of VLAN interfaces that is not modelled");
    }
  }

  /// The interface under a bridged VLAN interface becomes a trunk that carries it; false where it has more than one such use.
  bool bridge_trunk(Link& port, VlanId vlan) {
    Link* parent = find(port.parent);
    if (parent == nullptr || !at(*parent).addresses.empty()) return false;
    const bool shared = std::ranges::any_of(
        links_, [&](const Link& it) { return it.kind == "vlan" && it.name != port.name && it.parent == port.parent && it.master.empty(); });
    if (shared) return false;
    Interface& under = at(*parent);
    if (under.mode != PortMode::trunk) {
      under.mode = PortMode::trunk;
      under.allowed = VlanSet();
      under.native = *VlanId::from(4094);
      under.native_tagged = true;
    }
    under.allowed.insert(vlan);
    at(port).up = false;  // it is the trunk's tag from here on
    return true;
  }

  ConfigDevice& config_;
  VrfId global_;
  std::vector<Link> links_;
  std::map<std::string, VrfId, std::less<>> vrfs_;
  std::map<std::string, unsigned, std::less<>> guessed_;
  unsigned bridges_ = 0;
};

std::optional<InterfaceId> interface_named(const ConfigDevice& config, std::string_view name) {
  for (const InterfaceId id : config.network.devices[config.id.index].interfaces) {
    if (config.network.at(id).name == name) return id;
  }
  return std::nullopt;
}

class RouteMaker {
 public:
  RouteMaker(ConfigDevice& config, VrfId global) : config_(config), global_(global) {}

  std::set<Family> run(const Document& document) {
    const auto items = items_of(&document);
    std::set<Family> families;
    for (const Document* node : items) {
      if (const auto family = family_of(*node)) families.insert(*family);
    }
    // A default route without a gateway is of the family of the others. `ip route show table all` has both families; there it is IPv4's,
    // because every route of IPv6 has a preference.
    if (families.empty()) families.insert(Family::v4);
    const Family otherwise = families.contains(Family::v4) ? Family::v4 : Family::v6;
    for (const Document* node : items) add(*node, family_of(*node).value_or(otherwise));
    rank();
    return families;
  }

 private:
  struct Draft {
    VrfId vrf;
    Prefix destination = Prefix::everything(Family::v4);
    unsigned metric = 0;
    NextHop hop;
    SourceRange at;
  };

  static std::optional<Family> family_of(const Document& node) {
    for (const std::string_view key : {"dst", "gateway"}) {
      const std::string text = text_of(node, key);
      if (text.find(':') != std::string::npos) return Family::v6;
      if (text.find('.') != std::string::npos) return Family::v4;
    }
    return node.find("pref") != nullptr ? std::optional(Family::v6) : std::nullopt;
  }

  void unsupported(const Document& node, VrfId vrf, std::string why) {
    make_any_routing(config_, vrf, node.at.line, why);
    assume_default(config_, node.at, {Effect::may_both, vrf, "unsupported", std::move(why)}, text_of(node, "dst"));
  }

  void add(const Document& node, Family family) {
    const std::string type = text_of(node, "type"), table = text_of(node, "table"), dst = text_of(node, "dst");
    constexpr std::string_view kOwn[] = {"local", "broadcast", "multicast", "anycast"};
    if (std::ranges::find(kOwn, type) != std::end(kOwn) || table == "local" || table == "255") return;  // follow from the addresses
    const auto out = interface_named(config_, text_of(node, "dev"));
    const auto known_table = table_of(table, out);
    const VrfId vrf = known_table.value_or(global_);
    const auto destination = dst == "default" ? std::optional(Prefix::everything(family)) : parse_prefix(dst);
    if (!destination) return unsupported(node, vrf, fmt::format("a route to '{}' is not understood", dst));
    if (!known_table) return unsupported(node, vrf, fmt::format("the table '{}' belongs to no VRF", table));
    const auto metric = number_of(node, "metric", 4'294'967'295U).value_or(0);
    if (type == "blackhole" || type == "unreachable" || type == "prohibit") {
      drafts_.push_back({vrf, *destination, metric, NextHop{{}, {}, {}, true}, node.at});
      return;
    }
    if (!type.empty() && type != "unicast") return unsupported(node, vrf, fmt::format("a route of type '{}' is not modelled", type));
    if (node.find("encap") != nullptr) return unsupported(node, vrf, "a route that encapsulates is not modelled");
    if (is_connected(node, *destination, out)) return;
    const Document* hops = node.find("nexthops");
    if (hops != nullptr) {
      for (const Document* hop : items_of(hops)) add_hop(*hop, vrf, *destination, metric);
      return;
    }
    add_hop(node, vrf, *destination, metric);
  }

  /// Routes of the kernel itself that follow from an interface's addresses.
  bool is_connected(const Document& node, const Prefix& destination, const std::optional<InterfaceId>& out) const {
    if (node.find("gateway") != nullptr || node.find("via") != nullptr || !out) return false;
    if (destination.family() == Family::v6 && (destination.network().bits >> 118U) == 0x3FA) return true;  // fe80::/64
    if (text_of(node, "protocol") != "kernel") return false;
    return std::ranges::any_of(config_.network.at(*out).addresses, [&](const InterfaceAddress& it) {
      return it.address.family == destination.family() && it.connected() == destination;
    });
  }

  void add_hop(const Document& node, VrfId vrf, const Prefix& destination, unsigned metric) {
    NextHop hop;
    hop.via = parse_address(text_of(node, "gateway"));
    hop.out = interface_named(config_, text_of(node, "dev"));
    const bool other_family = node.find("via") != nullptr || (hop.via && hop.via->family != destination.family());
    if (other_family || (!hop.via && !hop.out)) return unsupported(node, vrf, "a next hop that is not understood");
    drafts_.push_back({vrf, destination, metric, hop, node.at});
  }

  /// "main" and no table: the global one. A number is the table of a VRF's interfaces.
  std::optional<VrfId> table_of(const std::string& table, const std::optional<InterfaceId>& out) const {
    if (table.empty() || table == "main" || table == "254") return out ? config_.network.at(*out).vrf : global_;
    if (table == "default" || table == "253") return global_;
    return out && config_.network.at(*out).vrf != global_ ? std::optional(config_.network.at(*out).vrf) : std::nullopt;
  }

  /// The lowest metric of a prefix wins; the model has distances up to 255.
  void rank() {
    std::map<std::pair<VrfId, Prefix>, std::set<unsigned>> metrics;
    for (const Draft& draft : drafts_) metrics[{draft.vrf, draft.destination}].insert(draft.metric);
    for (const Draft& draft : drafts_) {
      const auto& all = metrics[{draft.vrf, draft.destination}];
      const auto place = static_cast<std::size_t>(std::distance(all.begin(), all.find(draft.metric)));
      const auto distance = static_cast<std::uint8_t>(std::min<std::size_t>(place + 1, 255));
      auto& routes = config_.network.vrfs[draft.vrf.index].routes;
      // The outputs of both commands may have it.
      const bool known = std::ranges::any_of(routes, [&](const StaticRoute& it) {
        return it.destination == draft.destination && it.distance == distance && it.next_hop == draft.hop;
      });
      if (!known) routes.push_back({draft.destination, draft.hop, distance, draft.at});
    }
  }

  ConfigDevice& config_;
  VrfId global_;
  std::vector<Draft> drafts_;
};

}  // namespace

std::string text_of(const Document& node, std::string_view key) {
  const Document* value = node.find(key);
  return value == nullptr || value->scalar() == nullptr ? std::string() : *value->scalar();
}

void read_interfaces(ConfigDevice& config, const std::vector<const Document*>& documents, VrfId global) {
  InterfaceMaker(config, global).run(documents);
}

std::set<Family> read_routes(ConfigDevice& config, const Document& document, VrfId global) {
  return RouteMaker(config, global).run(document);
}

void read_rules(ConfigDevice& config, const Document& document, VrfId global) {
  for (const Document* node : items_of(&document)) {
    const std::string table = text_of(*node, "table");
    const bool plain = text_of(*node, "src") == "all" && node->find("fwmark") == nullptr && node->find("iif") == nullptr &&
                       node->find("oif") == nullptr && node->find("dst") == nullptr && node->find("dport") == nullptr &&
                       node->find("sport") == nullptr && node->find("ipproto") == nullptr && node->find("tos") == nullptr &&
                       node->find("action") == nullptr && node->find("not") == nullptr;
    const bool usual = table == "local" || table == "main" || table == "default" || table == "l3mdev" || node->find("l3mdev") != nullptr;
    if (plain && usual) continue;
    make_any_routing(config, global, node->at.line, "policy routing");
    assume_default(config, node->at, {Effect::may_both, global, "unsupported", "a policy routing rule: packets may take any route"},
                   "ip rule");
  }
}

void read_sysctl(ConfigDevice& config) {
  bool seen[2] = {false, false}, forwards[2] = {false, false};  // by family: IPv4, IPv6
  const auto lines = static_cast<std::uint32_t>(config.taken.size());
  for (std::uint32_t line = 1; line <= lines; ++line) {
    const std::string_view text = line_of(config, line);
    const std::size_t equal = text.find('=');
    std::string_view key = text.substr(0, equal), value = equal == std::string_view::npos ? std::string_view() : text.substr(equal + 1);
    while (!key.empty() && key.back() == ' ') key.remove_suffix(1);
    while (!value.empty() && value.front() == ' ') value.remove_prefix(1);
    const bool on = value != "0";
    take(config, line, LineTaken::harmless);
    const bool v4 = key.starts_with("net.ipv4."), v6 = key.starts_with("net.ipv6.");
    if (key == "net.ipv4.ip_forward" ||
        ((v4 || v6) && key.ends_with(".forwarding") && key.find(".conf.default.") == std::string_view::npos)) {
      seen[v6 ? 1 : 0] = true;  // on one interface: taken as on all
      forwards[v6 ? 1 : 0] = forwards[v6 ? 1 : 0] || on;
    } else if (key.starts_with("net.ipv4.conf.") && key.ends_with(".proxy_arp") && on) {
      const std::string_view name = key.substr(14, key.size() - 14 - 10);
      for (const InterfaceId id : config.device().interfaces) {
        Interface& it = config.network.interfaces[id.index];
        if (name == "all" || name == it.name) it.proxy_arp = true;
      }
    } else if (key.starts_with("net.ipv4.conf.") && key.ends_with(".accept_source_route") && on) {
      config.device().source_routes = true;
    } else if (key == "net.netfilter.nf_conntrack_helper" && on) {
      // Until kernel 6.0, which has no such key. Rules name no helper then, so there is none that could be the scope.
      assume(config, line,
             {Effect::may_open, config.id, "unsupported",
              "helpers are assigned by port: they let further sessions pass as related to those that rules admit (F2)"});
      continue;
    } else {
      continue;
    }
    take(config, line, LineTaken::understood);
  }
  if (seen[0]) config.device().forwards_v4 = forwards[0];
  if (seen[1]) config.device().forwards_v6 = forwards[1];
}

}  // namespace sekimori::linux_host
