// Routing tables, static routes, protocols.
#include <fmt/format.h>

#include <algorithm>

#include "junos_reader.hpp"

namespace sekimori::junos {
namespace {

class RoutingReader {
 public:
  explicit RoutingReader(Reader& reader) : reader_(reader) {}

  void run() {
    read_instances();
    if (const Statement* options = reader_.root.find("routing-options")) read_options(*options, reader_.vrfs.at(""), "");
    if (const Statement* protocols = reader_.root.find("protocols")) read_protocols(*protocols, reader_.vrfs.at(""));
    read_management_instance();
    for (const auto& [id, line] : reader_.learnt)
      make_any_routing(reader_.config, reader_.at(id).vrf, line, "address and routes come by DHCP");
  }

 private:
  VrfId table(std::string_view name, std::uint32_t line) { return vrf_named(reader_.config, reader_.vrfs, name, line); }

  /// `system management-instance`: the management port has a table of its own ("Management interface in a nondefault instance").
  void read_management_instance() {
    const Statement* own = reader_.root.at({"system", "management-instance"});
    if (own == nullptr) return;
    const VrfId vrf = table("mgmt_junos", own->line);
    for (const std::string_view port : {"fxp0", "em0", "me0", "vme"}) {
      const auto found = reader_.ports.find(port);
      if (found != reader_.ports.end()) reader_.at(found->second).vrf = vrf;
    }
    understood(reader_, *own);
  }

  void read_instances() {
    const Statement* all = reader_.root.find("routing-instances");
    if (all == nullptr) return;
    for (const Statement& instance : all->children) {
      const VrfId vrf = table(instance.word, instance.line);
      take_statement(reader_.config, instance, LineTaken::understood);
      for (const Statement& child : instance.children) {
        if (child.word == "instance-type") {
          // Tables of frames, and vrf, whose targets leak, are no tables of their own.
          if (child.value() == "virtual-router" || child.value() == "vrf") understood(reader_, child);
        } else if (child.word == "interface") {
          for (const Statement& name : child.children) {
            const auto unit = reader_.units.find(name.word);
            if (unit == reader_.units.end()) continue;
            reader_.at(unit->second).vrf = vrf;
            understood(reader_, name);
          }
        } else if (child.word == "routing-options") {
          read_options(child, vrf, instance.word);
        } else if (child.word == "protocols") {
          read_protocols(child, vrf);
        } else if (child.word == "description" || child.word == "route-distinguisher" || child.word == "no-vrf-advertise") {
          harmless(reader_, child);
        }
      }
    }
  }

  /// "inet.0" and "inet6.0" are the device's own tables, "NAME.inet.0" those of an instance.
  void read_options(const Statement& options, VrfId vrf, const std::string& instance) {
    const std::string prefix = instance.empty() ? "" : instance + ".";
    for (const Statement& child : options.children) {
      if (child.word == "static") {
        read_static(child, vrf, Family::v4);
      } else if (child.word == "rib") {
        for (const Statement& rib : child.children) {
          const Statement* routes = rib.find("static");
          const bool v4 = rib.word == prefix + "inet.0", v6 = rib.word == prefix + "inet6.0";
          if (routes != nullptr && (v4 || v6)) read_static(*routes, vrf, v4 ? Family::v4 : Family::v6);
        }
      } else if (child.word == "router-id" || child.word == "autonomous-system" || child.word == "forwarding-table" ||
                 child.word == "graceful-restart" || child.word == "nonstop-routing" || child.word == "maximum-paths" ||
                 child.word == "maximum-prefixes" || child.word == "confederation") {
        harmless(reader_, child);
      } else if (child.word == "multicast") {
        make_any_routing(reader_.config, vrf, child.line, "multicast is routed (R3)");
        understood(reader_, child);
      }
    }
  }

  void read_static(const Statement& statement, VrfId vrf, Family family) {
    unsigned preference = 5;  // of static routes unless they say otherwise
    if (const Statement* defaults = statement.find("defaults")) {
      for (const Statement& child : defaults->children) {
        const auto value = read_number(child.value(), 255);
        if (child.word == "preference" && value) preference = *value;
        if (child.word == "preference" || is_attribute(child.word)) understood(reader_, child);
      }
    }
    const Statement* routes = statement.find("route");
    if (routes == nullptr) return;
    for (const Statement& route : routes->children) read_route(route, vrf, family, preference);
  }

  static bool is_attribute(std::string_view word) {
    constexpr std::string_view kAttributes[] = {"metric", "tag",     "no-readvertise", "readvertise", "install",    "retain", "no-retain",
                                                "active", "passive", "community",      "as-path",     "no-resolve", "resolve"};
    return std::ranges::find(kAttributes, word) != std::end(kAttributes);
  }

  void read_route(const Statement& route, VrfId vrf, Family family, unsigned preference) {
    const auto prefix = read_address_and_length(route.word, family);
    bool known = prefix.has_value();
    std::vector<std::pair<NextHop, unsigned>> hops;
    for (const Statement& child : route.children) {
      const auto value = read_number(child.value(), 255);
      if (child.word == "preference" && value) {
        preference = *value;
      } else if (child.word == "discard" || child.word == "reject") {
        NextHop hop;
        hop.discard = true;
        hops.emplace_back(hop, 0);
      } else if (child.word == "next-hop") {
        for (const Statement& it : child.children) known = add_hop(it.word, family, 0, hops) && known;
      } else if (child.word == "qualified-next-hop") {
        for (const Statement& it : child.children) {
          const Statement* own = it.find("preference");
          const auto at = own == nullptr ? std::nullopt : read_number(own->value(), 255);
          known = add_hop(it.word, family, at.value_or(0), hops) && known && it.find("bfd-liveness-detection") == nullptr;
        }
      } else if (child.word == "next-table") {
        known = add_table(child.value(), vrf, hops) && known;
      } else if (child.word == "no-install" || !is_attribute(child.word)) {
        known = false;
      }
    }
    if (!known || hops.empty() || preference == 0) {
      make_any_routing(reader_.config, vrf, route.line, "a static route is not understood");
      return assume_subtree(reader_.config, route, both(vrf, "a static route that is not understood"));
    }
    for (const auto& [hop, own] : hops) {
      const unsigned distance = own == 0 ? preference : own;
      reader_.network().vrfs[vrf.index].routes.push_back(
          {prefix->prefix(), hop, static_cast<std::uint8_t>(distance), reader_.config.at(route.line)});
    }
    understood(reader_, route);
  }

  bool add_hop(std::string_view text, Family family, unsigned preference, std::vector<std::pair<NextHop, unsigned>>& hops) {
    NextHop hop;
    if (const auto via = parse_address(text)) {
      if (via->family != family) return false;
      hop.via = *via;
    } else {
      const auto unit = reader_.units.find(text);
      if (unit == reader_.units.end()) return false;
      hop.out = unit->second;
    }
    hops.emplace_back(hop, preference);
    return true;
  }

  /// "inet.0", "RED.inet.0": looked up once more there.
  bool add_table(std::string_view text, VrfId from, std::vector<std::pair<NextHop, unsigned>>& hops) {
    std::string_view name = text;
    for (const std::string_view end : {"inet.0", "inet6.0"}) {
      if (name.ends_with(end)) name.remove_suffix(end.size());
    }
    if (name.size() == text.size()) return false;
    if (name.ends_with('.')) name.remove_suffix(1);
    NextHop hop;
    hop.vrf = table(std::string(name), 0);
    auto& leaks = reader_.network().vrfs[from.index].leaks_to;
    if (std::ranges::find(leaks, *hop.vrf) == leaks.end()) leaks.push_back(*hop.vrf);
    hops.emplace_back(hop, 0);
    return true;
  }

  void read_protocols(const Statement& protocols, VrfId vrf) {
    constexpr std::string_view kRouting[] = {"ospf", "ospf3", "bgp", "isis", "rip", "ripng", "ldp", "rsvp", "mpls", "bfd"};
    constexpr std::string_view kLayer2[] = {"lldp",
                                            "lldp-med",
                                            "rstp",
                                            "mstp",
                                            "vstp",
                                            "stp",
                                            "igmp-snooping",
                                            "mld-snooping",
                                            "lacp",
                                            "router-advertisement",
                                            "layer2-control",
                                            "l2-learning",
                                            "neighbor-discovery"};
    for (const Statement& protocol : protocols.children) {
      if (std::ranges::find(kRouting, protocol.word) != std::end(kRouting)) {
        make_any_routing(reader_.config, vrf, protocol.line, "a routing protocol");
        understood(reader_, protocol);
      } else if (protocol.word == "pim" || protocol.word == "igmp" || protocol.word == "dvmrp" || protocol.word == "msdp") {
        make_any_routing(reader_.config, vrf, protocol.line, "multicast is routed (R3)");
        understood(reader_, protocol);
      } else if (protocol.word == "vrrp" || std::ranges::find(kLayer2, protocol.word) != std::end(kLayer2)) {
        harmless(reader_, protocol);
      } else if (protocol.word == "dot1x") {
        assume_subtree(reader_.config, protocol, both(reader_.config.id, "logins may put ports into other VLANs"));
      }
    }
  }

  Reader& reader_;
};

}  // namespace

void read_routing(Reader& reader) { RoutingReader(reader).run(); }

}  // namespace sekimori::junos
