// Virtual IPs (destination translation) and IP pools (source translation). Which of them are in force is for the policies to say.
#include <algorithm>

#include "fortios_reader.hpp"

namespace sekimori::fortios {
namespace {

constexpr Key kVipKeys[] = {
    {"type"},
    {"extip"},
    {"extintf"},
    {"mappedip"},
    {"portforward"},
    {"protocol"},
    {"extport"},
    {"mappedport"},
    {"src-filter"},
    {"status"},
    {"mapped-addr"},
    {"extaddr"},
    {"service"},
    {"server-type"},
    {"ldb-method"},
    {"portmapping-type", Use::may_both, "1-to-1"},
    {"src-vip-filter"},
    {"ipv6-mappedip", Use::may_both},
    {"ipv6-mappedport", Use::may_both},
    {"nat64", Use::may_both, "disable"},
    {"add-nat64-route", Use::harmless},
    {"nat44", Use::harmless},
    {"nat-source-vip"},
    {"srcintf-filter"},
    {"arp-reply", Use::harmless},
    {"id", Use::harmless},
    {"uuid", Use::harmless},
    {"comment", Use::harmless},
    {"color", Use::harmless},
    {"gratuitous-arp-interval", Use::harmless},
    {"one-click-gslb-server", Use::harmless},
};
constexpr Key kVipBlocks[] = {{"realservers"}};
constexpr Key kVipGroupKeys[] = {
    {"member"}, {"interface", Use::harmless}, {"uuid", Use::harmless}, {"comments", Use::harmless}, {"color", Use::harmless}};
constexpr Key kPoolKeys[] = {
    {"type"},
    {"startip"},
    {"endip"},
    {"source-startip", Use::harmless},
    {"source-endip", Use::harmless},
    {"startport", Use::harmless},
    {"endport", Use::harmless},
    {"port-per-user", Use::harmless},
    {"block-size", Use::harmless},
    {"num-blocks-per-user", Use::harmless},
    {"pba-timeout", Use::harmless},
    {"arp-reply", Use::harmless},
    {"arp-intf", Use::harmless},
    {"associated-interface", Use::harmless},
    {"comments", Use::harmless},
    {"permit-any-host"},
    {"nat64", Use::may_both, "disable"},
    {"privileged-port-use-pba", Use::harmless},
    {"cgn-client-endip", Use::harmless},
    {"cgn-client-startip", Use::harmless},
    {"cgn-client-ipv6shift", Use::harmless},
    {"cgn-block-size", Use::harmless},
    {"cgn-fixedalloc", Use::harmless},
    {"cgn-overload", Use::harmless},
    {"cgn-port-end", Use::harmless},
    {"cgn-port-start", Use::harmless},
    {"cgn-spa", Use::harmless},
    {"utilization-alarm-clear", Use::harmless},
    {"utilization-alarm-raise", Use::harmless},
    {"add-nat64-route", Use::harmless},
};

/// "10.0.0.1" or "10.0.0.1-10.0.0.9".
std::optional<AddressSet> range(std::string_view text) {
  const std::size_t dash = text.find('-');
  const auto first = parse_address(text.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : parse_address(text.substr(dash + 1));
  if (!first || !last || first->family != last->family || first->bits > last->bits) return std::nullopt;
  return AddressSet::of_range(first->family, first->bits, last->bits);
}

/// Anywhere: the packet may go to any address. Used where the text does not tell.
void make_unknown(VirtualIp& vip) {
  vip.exact = false;
  vip.mapped = AddressSet::everything(Family::v4);
}

void read_port(VirtualIp& vip, const Node& node) {
  if (!is_enabled(node, "portforward")) return;
  const std::string_view protocol = node.get("protocol", "tcp");
  const auto external = port_interval(node.get("extport"));
  const auto mapped = port_interval(node.get("mappedport", node.get("extport")));
  const bool known = protocol == "tcp" || protocol == "udp" || protocol == "sctp";
  if (!known || !external || !mapped) return make_unknown(vip);
  vip.protocol = protocol == "tcp" ? kTcp : protocol == "udp" ? kUdp : kSctp;
  vip.external_port = *external;
  vip.mapped_port = *mapped;
}

void read_sources(VirtualIp& vip, const Node& node) {
  const Setting* filter = node.find("src-filter");
  if (filter == nullptr) return;
  for (const std::string_view text : filter->values) {
    const std::size_t slash = text.find('/');
    const auto set = slash == std::string_view::npos ? range(text) : std::nullopt;
    const auto address = slash == std::string_view::npos ? std::nullopt : parse_address(text.substr(0, slash));
    const auto length = slash == std::string_view::npos ? std::nullopt : number(text.substr(slash + 1), 32);
    if (set) {
      const auto patterns = patterns_of(*set);
      vip.sources.insert(vip.sources.end(), patterns.begin(), patterns.end());
    } else if (address && length && address->family == Family::v4) {
      vip.sources.push_back(AddressPattern::of(Prefix::covering(*address, *length)));
    } else {
      vip.sources = {AddressPattern::any(Family::v4)};
      vip.exact = false;
    }
  }
}

VirtualIp virtual_ip(const Reader& reader, const Vdom& vdom, const Node& node) {
  VirtualIp vip;
  vip.name = node.name;
  vip.line = node.line;
  const auto external = range(node.get("extip"));
  const auto mapped = range(node.get("mappedip"));
  const Setting* in = node.find("extintf");
  if (in != nullptr && in->value() != "any") {
    const auto found = interfaces_of(reader, vdom, in->values);
    if (found)
      vip.in = *found;
    else
      vip.exact = false;
  }
  const std::string_view type = node.get("type", "static-nat");
  vip.external = external && external->family() == Family::v4 ? *external : AddressSet::everything(Family::v4);
  vip.mapped = mapped && mapped->family() == Family::v4 ? *mapped : AddressSet::everything(Family::v4);
  const Setting* targets = node.find("mappedip");
  const bool plain = type == "static-nat" && external && mapped && external->family() == Family::v4 && mapped->family() == Family::v4 &&
                     targets->values.size() == 1 && node.find("service") == nullptr && node.find("srcintf-filter") == nullptr;
  if (!plain) make_unknown(vip);
  read_port(vip, node);
  read_sources(vip, node);
  return vip;
}

}  // namespace

void read_translation(Reader& reader) {
  for_each_block(reader, "firewall vip", [&](Vdom& vdom, const Node& block) {
    take(reader.config, block.line, LineTaken::understood);
    for (const Node& entry : block.children) {
      take_settings(reader, entry, kVipKeys, reader.config.id, kVipBlocks);
      for (const Node& child : entry.children) {
        if (child.name == "realservers") take_block(reader, child, LineTaken::understood);
      }
      if (entry.get("status", "enable") != "disable") vdom.virtual_ips[entry.name] = {virtual_ip(reader, vdom, entry)};
    }
  });
  for_each_block(reader, "firewall vipgrp", [&](Vdom& vdom, const Node& block) {
    take(reader.config, block.line, LineTaken::understood);
    for (const Node& entry : block.children) {
      take_settings(reader, entry, kVipGroupKeys, reader.config.id);
      const Setting* members = entry.find("member");
      if (members == nullptr) continue;
      std::vector<VirtualIp> all;
      for (const std::string_view member : members->values) {
        const auto found = vdom.virtual_ips.find(member);
        if (found == vdom.virtual_ips.end()) continue;  // disabled, or missing: then nothing is translated for it
        all.insert(all.end(), found->second.begin(), found->second.end());
      }
      vdom.virtual_ips[entry.name] = std::move(all);
    }
  });
  for_each_block(reader, "firewall ippool", [&](Vdom& vdom, const Node& block) {
    take(reader.config, block.line, LineTaken::understood);
    for (const Node& entry : block.children) {
      take_settings(reader, entry, kPoolKeys, reader.config.id);
      const auto first = parse_address(entry.get("startip")), last = parse_address(entry.get("endip", entry.get("startip")));
      if (!first || !last || first->family != Family::v4 || last->family != Family::v4 || first->bits > last->bits) continue;
      vdom.pools[entry.name] = AddressSet::of_range(Family::v4, first->bits, last->bits);
      vdom.pool_keeps_ports[entry.name] = entry.get("type") == "one-to-one";
    }
  });
}

}  // namespace sekimori::fortios
