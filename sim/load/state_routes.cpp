#include "state_routes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "config_text.hpp"
#include "listing_owner.hpp"
#include "state_routes_junos.hpp"

namespace sekimori {
namespace {

constexpr std::size_t kMaxWarnings = 20;  // of one kind for each table

bool starts_with_digit(std::string_view text) { return !text.empty() && text.front() >= '0' && text.front() <= '9'; }

std::string_view without(std::string_view word, std::string_view marks) {
  while (!word.empty() && marks.find(word.back()) != std::string_view::npos) word.remove_suffix(1);
  return word;
}

class ListingReader {
 public:
  StateTable run(std::string_view text) {
    while (!text.empty()) {
      ++line_;
      read_line(take_line(text));
    }
    return std::move(table_);
  }

 private:
  void read_line(std::string_view text) {
    const auto words = words_of(text);
    if (words.empty()) return;
    if (read_heading(text, words)) return;
    if (cef_) return read_cef(text, words);
    if (words[0].starts_with("*via") || words[0] == "via") return read_nxos_way(words);
    // A further way of the route above: "[110/2] via 10.0.0.2, 00:01:14, Vlan2".
    if (words[0].starts_with('[') && !table_.routes.empty()) return read_way(table_.routes.back(), words, 0);
    read_route(words);
  }

  bool read_heading(std::string_view text, const std::vector<std::string_view>& words) {
    if (words[0] == "Prefix" && text.find("Next Hop") != std::string_view::npos) {
      cef_ = true;
      return true;
    }
    if (text.starts_with("Routing Table: ") && words.size() >= 3) {
      vrf_ = std::string(words[2]);
      return true;
    }
    if (text.find("VRF \"") != std::string_view::npos) {
      const std::size_t first = text.find('"'), last = text.rfind('"');
      vrf_ = last > first ? std::string(text.substr(first + 1, last - first - 1)) : "";
      if (vrf_ == "default") vrf_.clear();
      return true;
    }
    if (text.find("subnetted") != std::string_view::npos) {
      // "10.0.0.0/24 is subnetted": its routes are without a length.
      const std::size_t slash = words[0].find('/');
      const auto length = slash == std::string_view::npos ? std::nullopt : read_number(words[0].substr(slash + 1), 32);
      implied_ = text.find("variably") == std::string_view::npos ? length : std::nullopt;
      return true;
    }
    return text.find(" - ") != std::string_view::npos || text.starts_with("Gateway of last resort") || text.starts_with("Codes");
  }

  void add(StateRoute route) {
    route.vrf = vrf_;
    route.line = line_;
    table_.routes.push_back(std::move(route));
  }
  void unread() { table_.unread.push_back(line_); }

  [[nodiscard]] std::optional<Prefix> prefix(std::string_view text) const {
    const std::size_t slash = text.find('/');
    const auto address = parse_address(text.substr(0, slash));
    if (!address) return std::nullopt;
    const auto length = slash != std::string_view::npos ? read_number(text.substr(slash + 1), address_width(address->family))
                        : implied_                      ? implied_
                                                        : std::optional(address_width(address->family));
    return length ? std::optional(Prefix::covering(*address, *length)) : std::nullopt;
  }

  /// "10.0.0.0/8  172.20.4.2  Vlan2", "10.0.0.0/8 attached Null0", "0.0.0.0/8 drop"; a line without a prefix is a further way.
  void read_cef(std::string_view text, const std::vector<std::string_view>& words) {
    std::size_t next = 0;
    StateRoute route;
    if (text.front() == ' ' && !table_.routes.empty()) {
      route.destination = table_.routes.back().destination;
    } else {
      const auto destination = prefix(words[0]);
      if (!destination) return;  // a prompt
      route.destination = *destination;
      next = 1;
    }
    if (next >= words.size()) return unread();
    const std::string_view hop = words[next];
    route.interface = next + 1 < words.size() ? std::string(words[next + 1]) : "";
    if (const auto via = parse_address(hop)) {
      route.via = *via;
      // An adjacency of a neighbour: its subnet says the same.
      const bool self = route.destination == Prefix::covering(*via, address_width(via->family));
      route.kind = self ? StateRouteKind::own : StateRouteKind::forwarded;
    } else if (hop == "attached") {
      route.kind = route.interface.starts_with("Null") ? StateRouteKind::dropped : StateRouteKind::attached;
    } else if (hop == "receive" || hop == "multicast") {
      route.kind = StateRouteKind::own;
    } else if (hop == "drop" || hop == "no" || hop == "discard") {
      route.kind = StateRouteKind::dropped;
    } else if (!hop.empty() && hop.front() >= 'A' && hop.front() <= 'Z') {
      route.kind = StateRouteKind::attached;  // by the interface alone
      route.interface = std::string(hop);
    } else {
      return unread();
    }
    add(std::move(route));
  }

  /// "S*   0.0.0.0/0 [1/0] via 10.0.0.2, Vlan2", "C 10.0.0.0/24 is directly connected, Vlan10", "10.0.0.0/24, ubest/mbest: 1/0".
  void read_route(const std::vector<std::string_view>& words) {
    std::size_t at = 0;
    while (at < words.size() && !starts_with_digit(words[at])) ++at;
    if (at == words.size() || at > 4) return;  // text around the table
    const auto destination = prefix(without(words[at], ","));
    if (!destination) return;
    StateRoute route;
    route.destination = *destination;
    const std::string_view code = at > 0 ? words[0] : std::string_view();
    if (at + 1 < words.size() && words[at + 1].starts_with("ubest/mbest")) {
      nxos_ = *destination;
      return;
    }
    if (at == 0) return;
    route.is_static = code.starts_with('S');
    if (code == "L") {
      route.kind = StateRouteKind::own;
      return add(std::move(route));
    }
    const auto is = std::ranges::find(words, "connected,");
    if (is != words.end() || std::ranges::find(words, "summary,") != words.end()) {
      route.interface = std::string(words.back());
      route.kind = route.interface.starts_with("Null") ? StateRouteKind::dropped : StateRouteKind::attached;
      return add(std::move(route));
    }
    read_way(std::move(route), words, at + 1);
  }

  void read_way(StateRoute route, const std::vector<std::string_view>& words, std::size_t first) {
    route.via.reset();
    route.interface.clear();
    std::size_t i = first;
    while (i < words.size() && words[i] != "via") ++i;
    const auto via = i + 1 < words.size() ? parse_address(without(words[i + 1], ",")) : std::nullopt;
    if (!via) return unread();
    route.kind = StateRouteKind::forwarded;
    route.via = *via;
    const std::string_view last = words.back();
    const bool named = i + 2 < words.size() && !last.empty() &&
                       ((last.front() >= 'A' && last.front() <= 'Z') || (last.front() >= 'a' && last.front() <= 'z'));
    if (named) route.interface = std::string(last);
    // FortiOS: "via 10.0.0.2, port1, [1/0]"; an age may stand last.
    if (!named && i + 2 < words.size() && !starts_with_digit(words[i + 2]) && words[i + 2].front() != '[')
      route.interface = std::string(without(words[i + 2], ","));
    add(std::move(route));
  }

  /// "*via 10.12.11.1, Eth1/1, [0/0], 00:01:14, direct".
  void read_nxos_way(const std::vector<std::string_view>& words) {
    if (!nxos_ || words.size() < 3) return unread();
    StateRoute route;
    route.destination = *nxos_;
    const std::string_view kind = words.back(), target = without(words[1], ",");
    if (kind == "local") {
      route.kind = StateRouteKind::own;
    } else if (kind == "direct") {
      route.kind = StateRouteKind::attached;
      route.interface = std::string(without(words[2], ","));
    } else if (target.starts_with("Null")) {
      route.kind = StateRouteKind::dropped;
    } else {
      route.via = parse_address(target);
      if (!route.via) return unread();
      if (!words[2].starts_with('[')) route.interface = std::string(without(words[2], ","));
    }
    route.is_static = kind == "static";
    add(std::move(route));
  }

  StateTable table_;
  std::optional<unsigned> implied_;
  std::optional<Prefix> nxos_;
  std::string vrf_;
  std::uint32_t line_ = 0;
  bool cef_ = false;
};

class Applier {
 public:
  Applier(Network& network, Reporter& reporter) : network_(network), reporter_(reporter) {}

  std::size_t apply(const StateFile& file) {
    const auto device = listing_owner(network_, file.path, file.text);
    if (!device) {
      reporter_.warning({file.file, 0, 0}, "D012",
                        "a routing table of no device that is known here; put the device's name into the file's");
      return 0;
    }
    const StateTable table = read_routing_listing(file.text);
    for (std::size_t i = 0; i < std::min(table.unread.size(), kMaxWarnings); ++i) {
      reporter_.warning({file.file, table.unread[i], 0}, "D013", "a line of a routing table that is not understood");
    }
    std::map<std::string, std::vector<const StateRoute*>> by_vrf;
    for (const StateRoute& route : table.routes) by_vrf[route.vrf].push_back(&route);
    for (const auto& [name, routes] : by_vrf) {
      if (const auto vrf = vrf_named(*device, name)) replace(*vrf, routes, file, !table.unread.empty());
    }
    return table.routes.size();
  }

  /// A VRF whose every family in use has a table is any-routing no more, unless for a reason that no table settles.
  void settle() {
    for (const auto& [id, families] : whole_) {
      Vrf& vrf = network_.vrfs[id.index];
      const VrfId own = id;
      const Device& device = network_.at(vrf.device);
      const bool v6 = device.forwards_v6 && std::ranges::any_of(device.interfaces, [&](InterfaceId it) {
                        return network_.at(it).vrf == own && network_.at(it).ipv6_enabled;
                      });
      if (!families.contains(Family::v4) || (v6 && !families.contains(Family::v6)) || vrf.beyond_table) continue;
      vrf.any_routing = false;
    }
  }

 private:
  [[nodiscard]] std::optional<VrfId> vrf_named(DeviceId device, std::string_view name) const {
    for (const VrfId id : network_.at(device).vrfs) {
      if (network_.at(id).name == name) return id;
    }
    return std::nullopt;
  }

  void replace(VrfId id, const std::vector<const StateRoute*>& routes, const StateFile& file, bool incomplete) {
    Vrf& vrf = network_.vrfs[id.index];
    const std::vector<StaticRoute> configured = std::move(vrf.routes);
    // Of the other family the listing says nothing.
    const Family family = routes.front()->destination.family();
    vrf.routes.clear();
    for (const StaticRoute& route : configured) {
      if (route.destination.family() != family) vrf.routes.push_back(route);
    }
    const auto owned = connected(id, family);
    for (const StateRoute* route : routes) add(id, *route, owned, file);
    compare(vrf, configured, routes, owned, file);
    const SourceRange at{file.file, routes.front()->line, 0};
    if (!incomplete) whole_[id].insert(family);
    network_.assumptions.push_back({incomplete ? Effect::may_both : Effect::harmless, id, at, "collected-state",
                                    fmt::format("{} routes", routes.size()),
                                    "the routing table is taken as it was collected; protocols, links and people may change it"});
  }

  /// Subnets of interfaces that are up.
  [[nodiscard]] std::map<Prefix, SourceRange> connected(VrfId vrf, Family family) const {
    std::map<Prefix, SourceRange> prefixes;
    for (const InterfaceId id : network_.at(network_.at(vrf).device).interfaces) {
      const Interface& it = network_.at(id);
      if (it.vrf != vrf || !it.up) continue;
      for (const InterfaceAddress& address : it.addresses) {
        if (address.address.family == family) prefixes.emplace(address.connected(), address.at);
      }
    }
    return prefixes;
  }

  void add(VrfId id, const StateRoute& route, const std::map<Prefix, SourceRange>& owned, const StateFile& file) {
    if (route.kind == StateRouteKind::own) return;
    if (route.kind == StateRouteKind::attached && owned.contains(route.destination)) return;
    NextHop hop;
    hop.via = route.via;
    hop.discard = route.kind == StateRouteKind::dropped;
    if (!hop.discard && !route.interface.empty()) hop.out = find_interface(network_, network_.at(id).device, route.interface);
    // Junos: the unit 0 of a port without tags is the port.
    if (!hop.out && route.interface.ends_with(".0")) {
      hop.out = find_interface(network_, network_.at(id).device, route.interface.substr(0, route.interface.size() - 2));
    }
    if (!hop.discard && !hop.via && !hop.out) {
      network_.assumptions.push_back({Effect::may_both,
                                      id,
                                      {file.file, route.line, 0},
                                      "undefined-reference",
                                      to_text(route.destination),
                                      fmt::format("a route by '{}', which the config does not have", route.interface)});
      return;
    }
    // Of several ways of one prefix each is an alternative; a null route beside them is not.
    network_.vrfs[id.index].routes.push_back({route.destination, hop, 1, {file.file, route.line, 0}});
  }

  void compare(const Vrf& vrf, const std::vector<StaticRoute>& configured, const std::vector<const StateRoute*>& routes,
               const std::map<Prefix, SourceRange>& owned, const StateFile& file) {
    std::set<Prefix> known;
    for (const StateRoute* it : routes) known.insert(it->destination);
    std::size_t missing = 0;
    for (const StaticRoute& it : configured) {
      if (it.destination.family() != routes.front()->destination.family() || known.contains(it.destination) || ++missing > kMaxWarnings)
        continue;
      reporter_.warning(it.at, "D010",
                        fmt::format("the route to {} is not in the table that was collected ({})", to_text(it.destination), file.path));
    }
    missing = 0;
    for (const auto& [prefix, at] : owned) {
      const bool host = prefix.length() == address_width(prefix.family());
      if (host || known.contains(prefix) || ++missing > kMaxWarnings) continue;
      reporter_.warning(at, "D011",
                        fmt::format("the subnet {} of {} is not in the table that was collected ({}): is the interface down?",
                                    to_text(prefix), network_.at(vrf.device).name, file.path));
    }
  }

  Network& network_;
  Reporter& reporter_;
  std::map<VrfId, std::set<Family>> whole_;  ///< of which families a whole table was given
};

}  // namespace

bool is_routing_listing(std::string_view text) {
  const std::string_view head = text.substr(0, 16 * 1024);
  const auto has = [&](std::string_view words) { return head.find(words) != std::string_view::npos; };
  const bool cef = has("Prefix  ") && has("Next Hop") && has("Interface");
  const bool codes = has("Codes:") && (has("C - connected") || has("L - local"));
  return cef || codes || is_junos_forwarding_table(text) || (has("IP Route Table for VRF") && has("ubest/mbest"));
}

StateTable read_routing_listing(std::string_view text) {
  return is_junos_forwarding_table(text) ? read_junos_forwarding_table(text) : ListingReader().run(text);
}

std::vector<std::size_t> apply_routing_listings(Network& network, const std::vector<StateFile>& files, Reporter& reporter) {
  Applier applier(network, reporter);
  std::vector<std::size_t> counts;
  for (const StateFile& file : files) counts.push_back(applier.apply(file));
  applier.settle();
  return counts;
}

}  // namespace sekimori
