// Static routes. Everything that makes the table depend on what no config tells makes the VDOM any-routing (R2).
#include "fortios_reader.hpp"

namespace sekimori::fortios {
namespace {

constexpr Key kRouteKeys[] = {
    {"dst"},
    {"gateway"},
    {"device"},
    {"distance"},
    {"blackhole"},
    {"status"},
    {"sdwan"},
    {"sdwan-zone"},
    {"virtual-wan-link"},
    {"dstaddr"},
    {"internet-service"},
    {"internet-service-custom"},
    {"dynamic-gateway"},
    {"src"},
    {"priority", Use::harmless},
    {"weight", Use::harmless},
    {"comment", Use::harmless},
    {"link-monitor-exempt", Use::harmless},
    {"bfd", Use::harmless},
    {"tag", Use::harmless},
    {"seq-num", Use::harmless},
    {"devindex", Use::harmless},
    {"vrf", Use::may_both, "0"},
    {"preferred-source", Use::harmless},
};

/// The destination; nullopt when the text does not tell.
std::optional<std::vector<Prefix>> destinations(const Vdom& vdom, const Node& node, Family family) {
  const Setting* name = node.find("dstaddr");
  if (name != nullptr) {
    const Addresses addresses = addresses_of(vdom, name->values, family);
    const auto set = addresses.exact ? set_of(addresses.patterns, family) : std::nullopt;
    if (!set) return std::nullopt;
    std::vector<Prefix> all;
    for (const AddressInterval& interval : set->intervals()) {
      const auto prefixes = prefixes_of_range(family, interval.first, interval.last);
      all.insert(all.end(), prefixes.begin(), prefixes.end());
    }
    return all;
  }
  const Setting* dst = node.find("dst");
  if (dst == nullptr) return std::vector{Prefix::everything(family)};
  const auto address = address_and_length(*dst, family);
  if (!address) return std::nullopt;
  return std::vector{address->connected()};
}

bool is_set(const Node& node, std::string_view key) {
  const Setting* setting = node.find(key);
  return setting != nullptr && setting->value() != "disable" && setting->value() != "0";
}

void read_route(Reader& reader, Vdom& vdom, const Node& node, Family family) {
  take_settings(reader, node, kRouteKeys, vdom.vrf);
  if (node.get("status", "enable") == "disable") return;
  for (const std::string_view key :
       {"sdwan", "sdwan-zone", "virtual-wan-link", "internet-service", "internet-service-custom", "dynamic-gateway", "src"}) {
    if (is_set(node, key))
      return make_any_routing(reader.config, vdom.vrf, node.find(key)->line, "a route whose ways depend on the state of links or services");
  }
  const auto prefixes = destinations(vdom, node, family);
  const auto distance = number(node.get("distance", "10"), 255);
  if (!prefixes || !distance) return make_any_routing(reader.config, vdom.vrf, node.line, "a route that is not understood");
  NextHop hop;
  hop.discard = is_enabled(node, "blackhole");
  if (const auto via = parse_address(node.get("gateway")); via && via->bits != 0) hop.via = *via;
  if (const Setting* device = node.find("device"); device != nullptr && !hop.discard) {
    const auto out = reader.interfaces.find(device->value());
    if (out == reader.interfaces.end())
      return make_any_routing(reader.config, vdom.vrf, device->line, "a route by an interface that is not here");
    hop.out = out->second;
  }
  if (!hop.via && !hop.out && !hop.discard)
    return make_any_routing(reader.config, vdom.vrf, node.line, "a route without gateway and device");
  if (*distance == 255) return;
  for (const Prefix& prefix : *prefixes) {
    reader.network().vrfs[vdom.vrf.index].routes.push_back(
        {prefix, hop, static_cast<std::uint8_t>(*distance), reader.config.at(node.line)});
  }
}

/// `show full-configuration` prints every protocol; one is in use when it has a router id, an AS, or an entry besides redistribution.
bool is_in_use(const Node& block) {
  const auto value = [&](std::string_view key, std::string_view none) {
    const Setting* setting = block.find(key);
    return setting != nullptr && setting->value() != none;
  };
  if (value("router-id", "0.0.0.0") || value("as", "0")) return true;
  for (const Node& child : block.children) {
    if (!child.entry && !child.name.starts_with("redistribute") && !child.children.empty()) return true;
  }
  return is_enabled(block, "multicast-routing");
}

void read_dynamic(Reader& reader, std::string_view name) {
  for_each_block(reader, name, [&](Vdom& vdom, const Node& block) {
    const bool used = is_in_use(block);
    take_block(reader, block, used ? LineTaken::understood : LineTaken::harmless);
    if (used) make_any_routing(reader.config, vdom.vrf, block.line, "a routing protocol");
  });
}

}  // namespace

void read_routes(Reader& reader) {
  for (const Family family : {Family::v4, Family::v6}) {
    for_each_block(reader, family == Family::v4 ? "router static" : "router static6", [&](Vdom& vdom, const Node& block) {
      take(reader.config, block.line, LineTaken::understood);
      for (const Node& entry : block.children) read_route(reader, vdom, entry, family);
    });
  }
  for (const std::string_view name : {"router ospf", "router ospf6", "router bgp", "router rip", "router ripng", "router isis"})
    read_dynamic(reader, name);
  for (const std::string_view name :
       {"router policy", "router policy6", "system link-monitor", "system sdwan", "system virtual-wan-link"}) {
    for_each_block(reader, name, [&](Vdom& vdom, const Node& block) {
      const bool sdwan = name == "system sdwan" || name == "system virtual-wan-link";
      const bool used = sdwan ? is_enabled(block, "status") : !block.children.empty();
      take_block(reader, block, used ? LineTaken::understood : LineTaken::harmless);
      if (used) make_any_routing(reader.config, vdom.vrf, block.line, "routes depend on policies or on the state of links");
    });
  }
}

}  // namespace sekimori::fortios
