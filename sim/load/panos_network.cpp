// Interfaces, virtual routers, zones, and what the firewall itself offers.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "panos_reader.hpp"

namespace sekimori::panos {
namespace {

LineAssumption both(AssumptionScope scope, std::string why) { return {Effect::may_both, scope, "unsupported", std::move(why)}; }

void take_leaf(Reader& reader, const Statement& statement) { take_subtree(reader.config, statement, LineTaken::understood); }

class NetworkReader {
 public:
  NetworkReader(Reader& reader, const Statement& network) : reader_(reader), network_(network) {}

  void run() {
    if (const Statement* all = network_.find("interface")) {
      for (const Statement& kind : all->children) interfaces_of(kind);
    }
    if (const Statement* routers = network_.find("virtual-router")) {
      for (const Statement& router : routers->children) read_router(router);
    }
    if (const Statement* tunnels = network_.at({"tunnel", "ipsec"})) {
      for (const Statement& tunnel : tunnels->children) read_ipsec(tunnel);
    }
    for (const auto& [name, id] : reader_.interfaces) {
      if (reader_.at(id).is_layer3() && !routed_.contains(name)) {
        assume_default(reader_.config, reader_.at(id).at, both(id, "the interface is in no virtual router that is understood"), name);
      }
    }
  }

 private:
  void interfaces_of(const Statement& kind) {
    take_statement(reader_.config, kind, LineTaken::understood);
    if (const Statement* units = kind.find("units")) take_statement(reader_.config, *units, LineTaken::understood);
    if (kind.word == "ethernet" || kind.word == "aggregate-ethernet") {
      for (const Statement& port : kind.children)
        read_port(port, kind.word == "ethernet" ? InterfaceKind::physical : InterfaceKind::port_channel);
    } else if (kind.word == "loopback" || kind.word == "tunnel" || kind.word == "vlan") {
      // Settings of the first one, and units.
      for (const Statement& child : kind.children) {
        if (child.word != "units") continue;
        for (const Statement& unit : child.children) {
          const InterfaceKind what = kind.word == "loopback" ? InterfaceKind::loopback
                                     : kind.word == "tunnel" ? InterfaceKind::tunnel
                                                             : InterfaceKind::svi;
          const InterfaceId id = make(unit, what);
          if (what == InterfaceKind::tunnel) reader_.at(id).tunnel = Tunnel{{}, {}, {}, false, reader_.config.at(unit.line)};
          if (what == InterfaceKind::svi)
            assume_subtree(reader_.config, unit, both(id, "an interface of a VLAN: which one is not followed"));
          read_addresses(unit, id);
        }
      }
      if (kind.word == "loopback" && kind.find("ip") != nullptr) read_addresses(kind, make(kind, InterfaceKind::loopback));
    }
  }

  InterfaceId make(const Statement& at, InterfaceKind kind) {
    const auto found = reader_.interfaces.find(at.word);
    if (found != reader_.interfaces.end()) return found->second;
    const InterfaceId id = add_interface(reader_.config, at.word, kind, vrf_of("", at.line), at.line);
    reader_.interfaces.emplace(at.word, id);
    take_statement(reader_.config, at, LineTaken::understood);
    return id;
  }

  void read_port(const Statement& port, InterfaceKind kind) {
    const InterfaceId id = make(port, kind);
    for (const Statement& child : port.children) {
      if (child.word == "layer3") {
        take_statement(reader_.config, child, LineTaken::understood);
        read_addresses(child, id);
        const Statement* units = child.find("units");
        if (units == nullptr) continue;
        take_statement(reader_.config, *units, LineTaken::understood);
        for (const Statement& unit : units->children) read_unit(unit, id);
      } else if (child.word == "aggregate-group") {
        take_leaf(reader_, child);
        reader_.at(id).up = false;  // its frames are the group's
        groups_.emplace_back(id, std::string(child.value()));
      } else if (child.word == "comment") {
        reader_.at(id).description = std::string(child.value());
        take_leaf(reader_, child);
      } else if (child.word == "link-state" && child.value() == "down") {
        reader_.at(id).up = false;
        take_leaf(reader_, child);
      } else if (child.word == "link-state" || child.word == "link-speed" || child.word == "link-duplex" || child.word == "lldp") {
        take_subtree(reader_.config, child, LineTaken::harmless);
      } else if (child.word == "ha" || child.word == "decrypt-mirror") {
        take_subtree(reader_.config, child, LineTaken::harmless);  // to the other member of a pair
        reader_.at(id).up = false;
      } else if (child.children.empty() ||
                 (child.children.size() == 1 && child.children[0].word == "units" && child.children[0].children.empty())) {
        take_subtree(reader_.config, child, LineTaken::harmless);  // `layer2` or `tap` of a port that nothing is bound to
        reader_.at(id).up = child.word != "tap";
      }
    }
  }

  void read_unit(const Statement& unit, InterfaceId parent) {
    const InterfaceId id = make(unit, InterfaceKind::subinterface);
    reader_.at(id).parent = parent;
    if (const Statement* tag = unit.find("tag")) {
      const auto number = read_number(tag->value(), 4094);
      reader_.at(id).vlan = number ? VlanId::from(*number) : std::nullopt;
      if (reader_.at(id).vlan) take_leaf(reader_, *tag);
    }
    read_addresses(unit, id);
  }

  void read_addresses(const Statement& at, InterfaceId id) {
    for (const Statement& child : at.children) {
      if (child.word == "ip") {
        for (const Statement& address : child.children) add_address(address, id, Family::v4);
      } else if (child.word == "ipv6") {
        read_ipv6(child, id);
      } else if (child.word == "dhcp-client") {
        assume_subtree(reader_.config, child, both(id, "the address comes by DHCP"));
        learnt_.emplace_back(id, child.line);
      } else if (child.word == "interface-management-profile") {
        profiles_[std::string(child.value())].push_back(id);
        take_leaf(reader_, child);
      } else if (child.word == "comment") {
        reader_.at(id).description = std::string(child.value());
        take_leaf(reader_, child);
      } else if (child.word == "mtu" || child.word == "adjust-tcp-mss" || child.word == "lldp" || child.word == "netflow-profile" ||
                 child.word == "untagged-sub-interface") {
        if (child.value() != "yes") take_subtree(reader_.config, child, LineTaken::harmless);
      }
    }
  }

  /// The address that an object (or a literal) of one address stands for.
  std::optional<Address> named_address(std::string_view name, Family family) const {
    const Addresses named = addresses_of(reader_.scope, {name});
    const auto& intervals = (family == Family::v4 ? named.v4 : named.v6).intervals();
    if (!named.exact || intervals.size() != 1 || intervals[0].first != intervals[0].last) return std::nullopt;
    return Address{family, intervals[0].first};
  }

  void add_address(const Statement& address, InterfaceId id, Family family) {
    std::string_view text = address.word;
    std::optional<AddressAndLength> read = read_address_and_length(text, family);
    if (!read) {
      if (const auto named = named_address(text, family)) read = AddressAndLength{*named, address_width(family)};
    }
    if (!read) {
      assume_subtree(reader_.config, address, both(id, "the interface's address is not known"));
      return;
    }
    reader_.at(id).addresses.push_back({read->address, read->length, false, reader_.config.at(address.line)});
    take_leaf(reader_, address);
  }

  void read_ipv6(const Statement& ipv6, InterfaceId id) {
    for (const Statement& child : ipv6.children) {
      if (child.word == "enabled") {
        reader_.at(id).ipv6_enabled = child.value() == "yes";
        reader_.config.device().forwards_v6 = reader_.config.device().forwards_v6 || child.value() == "yes";
        take_leaf(reader_, child);
      } else if (child.word == "address") {
        for (const Statement& address : child.children) add_address(address, id, Family::v6);
        reader_.config.device().forwards_v6 = true;
      } else if (child.word == "neighbor-discovery") {
        take_subtree(reader_.config, child, LineTaken::harmless);
      }
    }
  }

  /// An IPsec tunnel is the wire of its tunnel interface, to the peer of its gateway.
  void read_ipsec(const Statement& tunnel) {
    const Statement* name = tunnel.find("tunnel-interface");
    const auto found = name == nullptr ? reader_.interfaces.end() : reader_.interfaces.find(name->value());
    if (found == reader_.interfaces.end() || !reader_.at(found->second).tunnel) return;
    Tunnel& wire = *reader_.at(found->second).tunnel;
    wire.encrypted = true;
    if (const Statement* gateways = tunnel.at({"auto-key", "ike-gateway"})) {
      const Statement* peer = network_.at({"ike", "gateway", gateways->value(), "peer-address", "ip"});
      if (peer != nullptr) wire.remote = parse_address(peer->value());
    }
    assume_encrypted(reader_.config, reader_.config.at(tunnel.line), found->second, tunnel.word);
    take_subtree(reader_.config, tunnel, LineTaken::understood);
  }

  VrfId vrf_of(std::string_view name, std::uint32_t line) { return vrf_named(reader_.config, reader_.vrfs, name, line); }

  void read_router(const Statement& router) {
    const VrfId vrf = vrf_of(router.word, router.line);
    take_statement(reader_.config, router, LineTaken::understood);
    for (const Statement& child : router.children) {
      if (child.word == "interface") {
        for (const Statement& name : child.children) {
          const auto found = reader_.interfaces.find(name.word);
          if (found == reader_.interfaces.end()) continue;
          reader_.at(found->second).vrf = vrf;
          routed_.insert(name.word);
          take_leaf(reader_, name);
        }
      } else if (child.word == "routing-table") {
        for (const Family family : {Family::v4, Family::v6}) {
          const Statement* routes = child.at({family == Family::v4 ? "ip" : "ipv6", "static-route"});
          if (routes == nullptr) continue;
          for (const Statement& route : routes->children) read_route(route, vrf, family);
        }
      } else if (child.word == "protocol") {
        read_protocols(child, vrf);
      } else if (child.word == "admin-dists" || child.word == "ecmp") {
        take_subtree(reader_.config, child, LineTaken::harmless);  // every route of a prefix is an alternative
      }
    }
    for (const auto& [id, line] : learnt_) {
      if (reader_.at(id).vrf == vrf) make_any_routing(reader_.config, vrf, line, "address and routes come by DHCP");
    }
  }

  /// A protocol is off until `enable yes`.
  void read_protocols(const Statement& protocols, VrfId vrf) {
    for (const Statement& protocol : protocols.children) {
      const Statement* enable = protocol.find("enable");
      const bool runs = enable != nullptr && enable->value() == "yes";
      if (runs) make_any_routing(reader_.config, vrf, enable->line, "a routing protocol");
      take_subtree(reader_.config, protocol, runs ? LineTaken::understood : LineTaken::harmless);
    }
  }

  void read_route(const Statement& route, VrfId vrf, Family family) {
    const Statement* destination = route.find("destination");
    const Statement* hop = route.find("nexthop");
    const Statement* out = route.find("interface");
    const auto prefix = destination == nullptr ? std::nullopt : read_address_and_length(destination->value(), family);
    StaticRoute it{Prefix::everything(family), {}, 10, reader_.config.at(route.line)};
    bool known = prefix.has_value();
    if (prefix) it.destination = prefix->prefix();
    for (const Statement& child : route.children) {
      if (child.word == "destination" || child.word == "nexthop" || child.word == "interface") continue;
      if (child.word == "admin-dist") {
        const auto value = read_number(child.value(), 240);
        known = known && value && *value > 0;
        if (value) it.distance = static_cast<std::uint8_t>(*value);
      } else if (child.word == "path-monitor") {
        const Statement* enable = child.find("enable");
        if (enable != nullptr && enable->value() == "yes") known = false;  // comes and goes
      } else if (child.word == "option" || child.word == "route-table") {
        const bool usual =
            child.value() == "unicast" || child.children.empty() || (child.children.size() == 1 && child.children[0].word == "no-install");
        if (child.word == "option" && child.find("no-install") != nullptr) known = false;
        known = known && usual;
      } else if (child.word != "metric" && child.word != "bfd") {
        known = false;
      }
    }
    if (out != nullptr) {
      const auto found = reader_.interfaces.find(out->value());
      if (found != reader_.interfaces.end())
        it.next_hop.out = found->second;
      else
        known = false;
    }
    if (hop == nullptr) {
      known = known && it.next_hop.out.has_value();
    } else if (const Statement* address = hop->find(family == Family::v4 ? "ip-address" : "ipv6-address")) {
      it.next_hop.via = parse_address(address->value());
      if (!it.next_hop.via) it.next_hop.via = named_address(address->value(), family);
      known = known && it.next_hop.via && it.next_hop.via->family == family;
    } else if (const Statement* other = hop->find("next-vr")) {
      it.next_hop.vrf = vrf_of(other->value(), other->line);
      auto& leaks = reader_.config.network.vrfs[vrf.index].leaks_to;
      if (std::ranges::find(leaks, *it.next_hop.vrf) == leaks.end()) leaks.push_back(*it.next_hop.vrf);
    } else if (hop->find("discard") != nullptr || hop->value() == "discard") {
      it.next_hop.discard = true;
    } else {
      known = false;
    }
    if (!known) {
      make_any_routing(reader_.config, vrf, route.line, "a static route is not understood");
      return assume_subtree(reader_.config, route, both(vrf, "a static route that is not understood"));
    }
    reader_.config.network.vrfs[vrf.index].routes.push_back(it);
    take_leaf(reader_, route);
  }

 public:
  /// What a profile offers is there at the addresses of the interfaces that use it.
  void read_profiles() {
    const Statement* all = network_.at({"profiles", "interface-management-profile"});
    if (all == nullptr) return;
    struct Offer {
      std::string_view word;
      std::uint8_t protocol;
      std::uint16_t port;
      bool session;
    };
    constexpr std::array<Offer, 8> kOffers = {{{"https", kTcp, 443, true},
                                               {"http", kTcp, 80, true},
                                               {"ssh", kTcp, 22, true},
                                               {"telnet", kTcp, 23, true},
                                               {"snmp", kUdp, 161, false},
                                               {"http-ocsp", kTcp, 80, false},
                                               {"response-pages", kTcp, 6080, true},
                                               {"userid-service", kTcp, 5007, true}}};
    std::map<std::string_view, std::pair<std::uint32_t, std::vector<InterfaceId>>> offered;
    for (const Statement& profile : all->children) {
      take_subtree(reader_.config, profile, LineTaken::understood);
      const auto users = profiles_.find(profile.word);
      if (users == profiles_.end()) continue;
      for (const Statement& child : profile.children) {
        const auto offer = std::ranges::find(kOffers, child.word, &Offer::word);
        if (offer == kOffers.end() || child.value() != "yes") continue;
        auto& [line, at] = offered[offer->word];
        line = line == 0 ? child.line : line;
        at.insert(at.end(), users->second.begin(), users->second.end());
      }
    }
    for (const auto& [name, where] : offered) {
      const auto offer = std::ranges::find(kOffers, name, &Offer::word);
      ManagementService service;
      service.name = std::string(name);
      service.service = ServiceBox::to_port(offer->protocol, offer->port, offer->port);
      service.session = offer->session;
      service.at = reader_.config.at(where.first);
      offer_at(reader_.config, service, where.second);
      reader_.config.device().services.push_back(std::move(service));
    }
  }

  /// A member's group must exist; the member follows it.
  void join_groups() {
    for (const auto& [id, name] : groups_) {
      const auto group = reader_.interfaces.find(name);
      if (group == reader_.interfaces.end()) continue;
      reader_.at(id).channel = group->second;
      reader_.at(id).up = true;
    }
  }

 private:
  Reader& reader_;
  const Statement& network_;
  std::set<std::string, std::less<>> routed_;
  std::map<std::string, std::vector<InterfaceId>, std::less<>> profiles_;  ///< the interfaces that use each
  std::vector<std::pair<InterfaceId, std::uint32_t>> learnt_;
  std::vector<std::pair<InterfaceId, std::string>> groups_;
};

}  // namespace

void read_network(Reader& reader, const Statement& network) {
  NetworkReader it(reader, network);
  it.run();
  it.join_groups();
  it.read_profiles();
}

/// The management plane is a machine of its own: no packet through the firewall reaches it, and it passes none on.
void add_management(ConfigDevice& config, const Statement& system, const std::string& name) {
  const Statement* address = system.find("ip-address");
  const Statement* mask = system.find("netmask");
  const auto own = address == nullptr ? std::nullopt : parse_address(address->value());
  const auto length = mask == nullptr ? std::nullopt : mask_length(mask->value());
  if (!own || own->family != Family::v4 || !length) return;  // by DHCP or not at all: nobody knows where it is
  const std::uint32_t line = address->line;
  ConfigDevice plane{config.network, config.diagnostics, config.file, make_id<DeviceId>(config.network.devices.size()), {}, {}, {}};
  config.network.devices.emplace_back();
  plane.device().name = name + "-management";
  plane.device().platform = "panos";
  plane.device().kind = DeviceKind::router;
  plane.device().forwards_v4 = false;
  plane.device().at = config.at(line);
  const VrfId table = add_vrf(plane, "", line);
  const InterfaceId port = add_interface(plane, "management", InterfaceKind::physical, table, line);
  config.network.interfaces[port.index].addresses.push_back({*own, *length, false, config.at(line)});
  if (const Statement* gateway = system.find("default-gateway")) {
    StaticRoute route{Prefix::everything(Family::v4), {}, 10, config.at(gateway->line)};
    route.next_hop.via = parse_address(gateway->value());
    if (route.next_hop.via && route.next_hop.via->family == Family::v4) config.network.vrfs[table.index].routes.push_back(route);
  }
  // https and ssh unless they are disabled, http and telnet only where they are not (Administrator's Guide, "Management interfaces").
  struct Offer {
    std::string_view word, off;
    std::uint16_t port;
    bool usual;
  };
  constexpr std::array<Offer, 4> kOffers = {{{"https", "disable-https", 443, true},
                                             {"ssh", "disable-ssh", 22, true},
                                             {"http", "disable-http", 80, false},
                                             {"telnet", "disable-telnet", 23, false}}};
  for (const Offer& offer : kOffers) {
    const Statement* off = system.at({"service", offer.off});
    const bool on = off == nullptr ? offer.usual : off->value() != "yes";
    if (!on) continue;
    ManagementService service;
    service.name = std::string(offer.word);
    service.service = ServiceBox::to_port(kTcp, offer.port, offer.port);
    service.at = config.at(off == nullptr ? line : off->line);
    plane.device().services.push_back(std::move(service));
  }
}

void read_zones(Reader& reader, const Statement& zones) {
  for (const Statement& zone : zones.children) {
    std::vector<InterfaceId>& members = reader.zones[zone.word];
    take_statement(reader.config, zone, LineTaken::understood);
    const Statement* network = zone.find("network");
    if (network == nullptr) continue;
    take_statement(reader.config, *network, LineTaken::understood);
    for (const Statement& kind : network->children) {
      if (kind.word == "layer3" || kind.word == "tunnel") {
        take_statement(reader.config, kind, LineTaken::understood);
        for (const Statement& name : kind.children) {
          const auto found = reader.interfaces.find(name.word);
          if (found == reader.interfaces.end()) continue;  // its line stays untaken
          members.push_back(found->second);
          take_leaf(reader, name);
        }
      } else if (kind.word == "zone-protection-profile") {
        assume_subtree(reader.config, kind, {Effect::may_close, reader.config.id, "unsupported", "may drop packets of floods and scans"});
      } else if (kind.word == "log-setting" || kind.word == "enable-packet-buffer-protection") {
        take_subtree(reader.config, kind, LineTaken::harmless);
      } else if (kind.children.empty()) {
        take_statement(reader.config, kind, LineTaken::harmless);
      }
    }
    for (const Statement& child : zone.children) {
      if (child.word == "enable-user-identification" || child.word == "user-acl") take_subtree(reader.config, child, LineTaken::harmless);
    }
  }
}

}  // namespace sekimori::panos
