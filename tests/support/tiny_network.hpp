// A five-line builder of small networks for tests. Names are ids, addresses and services are text; a text that does not parse fails the
// test at once. Every fact gets a line of its own in file 0, so that a test can tell facts apart.
//
//   TinyNetwork n;
//   const auto r = n.router("r");
//   const auto in = n.routed(r, "e0", "10.0.1.1/24"), out = n.routed(r, "e1", "10.0.2.1/24");
//   const auto a = n.host("a", "red", in, "10.0.1.5"), b = n.host("b", "blue", out, "10.0.2.5");
//   n.filter_in(in, {deny("10.0.1.5"), permit()});
//   build_flow_graph(n.net);
#pragma once

#include <initializer_list>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sekimori/model/network.hpp"

namespace sekimori::testing {

template <class T>
T parsed(std::optional<T> value, std::string_view text) {
  if (!value) throw std::invalid_argument("tiny network: cannot read '" + std::string(text) + "'");
  return *std::move(value);
}
inline Address address(std::string_view text) { return parsed(parse_address(text), text); }
inline Prefix prefix(std::string_view text) { return parsed(parse_prefix(text), text); }
inline VlanId vlan(unsigned number) { return parsed(VlanId::from(number), "VLAN number"); }
inline VlanSet vlans(std::string_view text) { return parsed(parse_vlans(text), text); }
inline ServiceBox service(std::string_view text) { return parsed(parse_service(text), text); }

/// "any", "10.0.0.0/8", "10.0.0.1"
inline std::vector<AddressPattern> patterns(std::string_view text) {
  if (text == "any") return any_address();
  return {AddressPattern::of(prefix(text))};
}
inline HeaderMatch match(std::string_view src = "any", std::string_view dst = "any", std::string_view svc = "any") {
  return {patterns(src), patterns(dst), {service(svc)}};
}
inline Rule permit(std::string_view src = "any", std::string_view dst = "any", std::string_view svc = "any") {
  return {Action::permit, match(src, dst, svc), {}, ""};
}
inline Rule deny(std::string_view src = "any", std::string_view dst = "any", std::string_view svc = "any") {
  return {Action::deny, match(src, dst, svc), {}, ""};
}
/// A packet from text: tcp(…, 443) has an ephemeral source port and no ACK.
inline Packet tcp(std::string_view src, std::string_view dst, std::uint16_t dport = 80, std::uint16_t sport = 50000) {
  const Address from = address(src);
  return {from.family, from.bits, address(dst).bits, kTcp, sport, dport, 0, false, false};
}
inline Packet udp(std::string_view src, std::string_view dst, std::uint16_t dport = 53, std::uint16_t sport = 50000) {
  Packet p = tcp(src, dst, dport, sport);
  p.protocol = kUdp;
  return p;
}

class TinyNetwork {
 public:
  Network net;

  SiteId site = add_site();

  // Devices. Interfaces are up, without filters and in the device's global VRF.
  DeviceId device(std::string name, DeviceKind kind) {
    const auto id = make_id<DeviceId>(net.devices.size());
    Device d;
    d.name = std::move(name);
    d.kind = kind;
    d.platform = "yaml";
    d.site = site;
    d.at = line();
    d.forwards_v4 = kind == DeviceKind::router || kind == DeviceKind::firewall || kind == DeviceKind::switch_l3;
    d.bridges_everything = kind == DeviceKind::hub;
    net.devices.push_back(std::move(d));
    vrf(id, "");
    return id;
  }
  DeviceId router(std::string name) { return device(std::move(name), DeviceKind::router); }
  DeviceId firewall(std::string name, bool stateful = true) {
    const DeviceId id = device(std::move(name), DeviceKind::firewall);
    Firewall f;
    f.stateful = stateful;
    f.at = line();
    of(id).firewall = std::move(f);
    return id;
  }
  DeviceId switch_l2(std::string name) { return device(std::move(name), DeviceKind::switch_l2); }
  DeviceId switch_l3(std::string name) { return device(std::move(name), DeviceKind::switch_l3); }
  DeviceId hub(std::string name) { return device(std::move(name), DeviceKind::hub); }
  VrfId vrf(DeviceId device, std::string name) {
    const auto id = make_id<VrfId>(net.vrfs.size());
    Vrf v;
    v.name = std::move(name);
    v.device = device;
    v.at = line();
    net.vrfs.push_back(std::move(v));
    of(device).vrfs.push_back(id);
    return id;
  }

  // Interfaces.
  InterfaceId routed(DeviceId device, std::string name, std::initializer_list<std::string_view> addresses) {
    const InterfaceId id = interface(device, std::move(name), InterfaceKind::physical, PortMode::routed);
    for (const std::string_view text : addresses) add_address(id, text);
    return id;
  }
  InterfaceId routed(DeviceId device, std::string name, std::string_view address) { return routed(device, std::move(name), {address}); }
  InterfaceId access(DeviceId device, std::string name, unsigned number) {
    const InterfaceId id = interface(device, std::move(name), InterfaceKind::physical, PortMode::access);
    of(id).access_vlan = vlan_id(number);
    return id;
  }
  InterfaceId trunk(DeviceId device, std::string name, std::string_view allowed, unsigned native = 1) {
    const InterfaceId id = interface(device, std::move(name), InterfaceKind::physical, PortMode::trunk);
    of(id).allowed = vlans(allowed);
    of(id).native = vlan_id(native);
    return id;
  }
  InterfaceId svi(DeviceId device, unsigned number, std::string_view address) {
    const InterfaceId id = interface(device, "Vlan" + std::to_string(number), InterfaceKind::svi, PortMode::none);
    of(id).vlan = vlan_id(number);
    add_address(id, address);
    return id;
  }
  InterfaceId subinterface(InterfaceId parent, unsigned tag, std::string_view address) {
    const InterfaceId id =
        interface(of(parent).device, of(parent).name + "." + std::to_string(tag), InterfaceKind::subinterface, PortMode::none);
    of(id).parent = parent;
    of(id).vlan = vlan_id(tag);
    add_address(id, address);
    return id;
  }
  InterfaceId loopback(DeviceId device, std::string name, std::string_view address) {
    const InterfaceId id = interface(device, std::move(name), InterfaceKind::loopback, PortMode::none);
    add_address(id, address);
    return id;
  }
  InterfaceId tunnel(DeviceId device, std::string name, std::string_view inner, InterfaceId outer, std::optional<std::string_view> remote,
                     bool encrypted) {
    const InterfaceId id = interface(device, std::move(name), InterfaceKind::tunnel, PortMode::none);
    add_address(id, inner);
    Tunnel t;
    t.local_interface = outer;
    if (remote) t.remote = address(*remote);
    t.encrypted = encrypted;
    t.at = line();
    of(id).tunnel = t;
    return id;
  }
  void add_address(InterfaceId id, std::string_view text, bool shared = false) {
    const std::size_t slash = text.find('/');
    const Address host = address(text.substr(0, slash));
    const unsigned length = slash == std::string_view::npos ? address_width(host.family)
                                                            : static_cast<unsigned>(std::stoul(std::string(text.substr(slash + 1))));
    of(id).addresses.push_back({host, length, shared, line()});
    if (host.family == Family::v6) of(id).ipv6_enabled = true;
  }
  void link(InterfaceId a, InterfaceId b) { net.links.push_back({a, b, line()}); }
  void transit(InterfaceId id) { net.transits.push_back({id, line()}); }

  // Filters, policies, routes, translation.
  FilterId filter(DeviceId device, std::vector<Rule> rules, Action fallback = Action::deny) {
    const auto id = make_id<FilterId>(net.filters.size());
    for (Rule& rule : rules) rule.at = line();
    net.filters.push_back({"acl" + std::to_string(id.index), device, std::move(rules), fallback, line()});
    return id;
  }
  /// Binds the same list to both families.
  void filter_in(InterfaceId id, std::vector<Rule> rules) {
    const FilterId list = filter(of(id).device, std::move(rules));
    of(id).filters.in_v4 = of(id).filters.in_v6 = list;
  }
  void filter_out(InterfaceId id, std::vector<Rule> rules) {
    const FilterId list = filter(of(id).device, std::move(rules));
    of(id).filters.out_v4 = of(id).filters.out_v6 = list;
  }
  void policy(DeviceId device, std::vector<InterfaceId> in, std::vector<InterfaceId> out, Rule rule) {
    rule.at = line();
    of(device).firewall.value().rules.push_back({std::move(in), std::move(out), std::move(rule)});
  }
  void route(VrfId table, std::string_view destination, std::string_view via, std::uint8_t distance = 1) {
    StaticRoute r;
    r.destination = prefix(destination);
    r.next_hop.via = address(via);
    r.distance = distance;
    r.at = line();
    of(table).routes.push_back(r);
  }
  void route(DeviceId device, std::string_view destination, std::string_view via, std::uint8_t distance = 1) {
    route(of(device).vrfs.front(), destination, via, distance);
  }
  void nat(DeviceId device, NatRule rule) {
    std::visit([&](auto& r) { r.at = line(); }, rule);
    of(device).nat.push_back(std::move(rule));
  }

  // Zones and endpoints. A zone is made when first named.
  ZoneId zone(std::string_view name) {
    if (const auto found = find_zone(net, name)) return *found;
    Zone z;
    z.name = std::string(name);
    z.at = line();
    net.zones.push_back(std::move(z));
    return make_id<ZoneId>(net.zones.size() - 1);
  }
  /// Cabled to `port` with these addresses of either family (none: ""). More cards: attach().
  HostId host(std::string name, std::string_view zone_name, InterfaceId port, std::string_view addresses) {
    const auto id = make_id<HostId>(net.hosts.size());
    Host h;
    h.name = std::move(name);
    h.zone = zone(zone_name);
    h.site = site;
    h.at = line();
    net.hosts.push_back(std::move(h));
    attach(id, port, addresses);
    return id;
  }
  HostId external(std::string name, std::string_view zone_name, InterfaceId port, std::string_view addresses = "") {
    const HostId id = host(std::move(name), zone_name, port, addresses);
    of(id).role = External{};
    of(id).kind = "external";
    return id;
  }
  /// `addresses`: prefixes or addresses separated by spaces. `tag`: the VLAN that the host tags itself.
  void attach(HostId host, InterfaceId port, std::string_view addresses, std::optional<unsigned> tag = std::nullopt) {
    Attachment a;
    a.port = port;
    if (tag) a.vlan = vlan_id(*tag);
    a.at = line();
    while (!addresses.empty()) {
      const std::size_t space = addresses.find(' ');
      const Prefix p = prefix(addresses.substr(0, space));
      AddressSet& own = p.family() == Family::v4 ? a.v4 : a.v6;
      own = own.united(AddressSet::of(p));
      addresses.remove_prefix(space == std::string_view::npos ? addresses.size() : space + 1);
    }
    of(host).attachments.push_back(std::move(a));
  }

  // Access to what was built, for a test to change.
  Device& of(DeviceId id) { return net.devices.at(id.index); }
  Interface& of(InterfaceId id) { return net.interfaces.at(id.index); }
  Vrf& of(VrfId id) { return net.vrfs.at(id.index); }
  Filter& of(FilterId id) { return net.filters.at(id.index); }
  Host& of(HostId id) { return net.hosts.at(id.index); }
  Zone& of(ZoneId id) { return net.zones.at(id.index); }

  InterfaceId interface(DeviceId device, std::string name, InterfaceKind kind, PortMode mode) {
    const auto id = make_id<InterfaceId>(net.interfaces.size());
    Interface i;
    i.name = std::move(name);
    i.device = device;
    i.kind = kind;
    i.mode = mode;
    i.vrf = of(device).vrfs.front();
    i.at = line();
    net.interfaces.push_back(std::move(i));
    of(device).interfaces.push_back(id);
    return id;
  }

 private:
  static VlanId vlan_id(unsigned number) { return sekimori::testing::vlan(number); }
  SiteId add_site() {
    net.name = "tiny";
    net.sites.push_back({"site", "", {}});
    return make_id<SiteId>(0);
  }
  SourceRange line() { return {make_id<FileId>(0), ++lines_, 1}; }

  std::uint32_t lines_ = 0;
};

}  // namespace sekimori::testing
