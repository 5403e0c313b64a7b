// Address objects and groups. What an object stands for is exact, or some unknown part of what is written here (fortios_reader.hpp).
#include <algorithm>

#include "fortios_reader.hpp"

namespace sekimori::fortios {
namespace {

constexpr std::size_t kMaxDepth = 32;
constexpr std::size_t kMaxPatterns = 1'000'000;  // of one group

constexpr Key kAddressKeys[] = {
    {"type"},
    {"subnet"},
    {"start-ip"},
    {"end-ip"},
    {"wildcard"},
    {"fqdn"},
    {"wildcard-fqdn"},
    {"country"},
    {"ip6"},
    {"subnet-name"},
    {"interface"},
    {"macaddr"},
    {"sub-type"},
    {"sdn"},
    {"filter"},
    {"host"},
    {"host-type"},
    {"template"},
    {"start-mac"},
    {"end-mac"},
    {"obj-type"},
    {"obj-tag"},
    {"tag-type"},
    {"clearpass-spt"},
    {"associated-interface", Use::harmless},
    {"uuid", Use::harmless},
    {"comment", Use::harmless},
    {"color", Use::harmless},
    {"visibility", Use::harmless},
    {"allow-routing", Use::harmless},
    {"cache-ttl", Use::harmless},
    {"dirty", Use::harmless},
    {"fabric-object", Use::harmless},
    {"node-ip-only", Use::harmless},
    {"obj-id", Use::harmless},
    {"epg-name", Use::harmless},
    {"organization", Use::harmless},
    {"policy-group", Use::harmless},
    {"tenant", Use::harmless},
    {"tag-detection-level", Use::harmless},
};
constexpr Key kAddressBlocks[] = {{"list"}, {"tagging", Use::harmless}, {"subnet-segment", Use::harmless}, {"tags", Use::harmless}};
constexpr Key kGroupKeys[] = {
    {"member"},
    {"exclude"},
    {"exclude-member"},
    {"type", Use::may_both, "default"},
    {"category", Use::harmless},
    {"uuid", Use::harmless},
    {"comment", Use::harmless},
    {"color", Use::harmless},
    {"visibility", Use::harmless},
    {"allow-routing", Use::harmless},
    {"fabric-object", Use::harmless},
};
constexpr Key kGroupBlocks[] = {{"tagging", Use::harmless}};

Addresses unknown(Family family) { return {{AddressPattern::any(family)}, false}; }

Addresses range(std::string_view first, std::string_view last, Family family) {
  const auto a = parse_address(first), b = parse_address(last);
  if (!a || !b || a->family != family || b->family != family) return unknown(family);
  // Given the wrong way round, the device takes the two ends as they are; the range is the one between them.
  return {patterns_of(AddressSet::of_range(family, std::min(a->bits, b->bits), std::max(a->bits, b->bits))), true};
}

Addresses subnet(const Setting* setting, Family family) {
  if (setting == nullptr) return {{AddressPattern::any(family)}, true};  // the default is 0.0.0.0 0.0.0.0, or ::/0
  const auto address = address_and_length(*setting, family);
  if (!address) return unknown(family);
  return {{AddressPattern::of(address->connected())}, true};
}

/// "10.0.0.1 255.0.0.255": the mask may have holes.
Addresses wildcard(const Setting* setting) {
  if (setting == nullptr || setting->values.size() != 2) return unknown(Family::v4);
  const auto value = parse_address(setting->values[0]), mask = parse_address(setting->values[1]);
  if (!value || !mask || value->family != Family::v4 || mask->family != Family::v4) return unknown(Family::v4);
  return {{{Family::v4, value->bits & mask->bits, mask->bits}}, true};
}

Addresses interface_subnet(const Reader& reader, const Node& node) {
  const auto interface = reader.interfaces.find(node.get("interface"));
  if (interface == reader.interfaces.end()) return unknown(Family::v4);
  std::vector<AddressPattern> patterns;
  for (const InterfaceAddress& address : reader.at(interface->second).addresses) {
    if (address.address.family == Family::v4) patterns.push_back(AddressPattern::of(address.connected()));
  }
  return patterns.empty() ? unknown(Family::v4) : Addresses{patterns, true};
}

Addresses object(const Reader& reader, const Node& node, Family family) {
  const bool v4 = family == Family::v4;
  const std::string_view type = node.get("type", v4 ? "ipmask" : "ipprefix");
  if (type == "ipmask") return subnet(node.find("subnet"), family);
  if (type == "ipprefix") return subnet(node.find("ip6"), family);
  if (type == "iprange") return range(node.get("start-ip"), node.get("end-ip"), family);
  if (type == "wildcard" && v4) return wildcard(node.find("wildcard"));
  if (type == "interface-subnet" && v4) return interface_subnet(reader, node);
  return unknown(family);
}

/// Groups by name until they are asked for; a group may name another above or below itself.
class Groups {
 public:
  Groups(AddressesByName& known, Family family) : known_(known), family_(family) {}
  void add(const Node& node) { nodes_[node.name] = &node; }

  void resolve() {
    for (const auto& [name, node] : nodes_) of(name, 0);
  }

 private:
  Addresses of(std::string_view name, std::size_t depth) {
    const auto known = known_.find(name);
    if (known != known_.end()) return known->second;
    const auto node = nodes_.find(name);
    if (node == nodes_.end() || depth > kMaxDepth || !open_.insert(name).second) return unknown(family_);
    Addresses all = members(*node->second, "member", depth);
    if (is_enabled(*node->second, "exclude")) all = without(all, members(*node->second, "exclude-member", depth));
    open_.erase(name);
    known_[name] = all;
    return all;
  }

  Addresses members(const Node& node, std::string_view key, std::size_t depth) {
    Addresses all;
    const Setting* names = node.find(key);
    if (names == nullptr) return all;
    for (const std::string_view member : names->values) {
      const Addresses part = of(member, depth + 1);
      if (all.patterns.size() + part.patterns.size() > kMaxPatterns) return unknown(family_);
      all.patterns.insert(all.patterns.end(), part.patterns.begin(), part.patterns.end());
      all.exact = all.exact && part.exact;
    }
    return all;
  }

  Addresses without(const Addresses& all, const Addresses& excluded) const {
    if (!excluded.exact) return {all.patterns, false};
    const auto from = set_of(all.patterns, family_), less = set_of(excluded.patterns, family_);
    if (!from || !less) return {all.patterns, false};
    return {patterns_of(from->without(*less)), all.exact};
  }

  AddressesByName& known_;
  Family family_;
  std::map<std::string_view, const Node*> nodes_;
  std::set<std::string_view> open_;
};

void read_family(Reader& reader, Family family) {
  const bool v4 = family == Family::v4;
  const auto index = static_cast<std::size_t>(family);
  for (Vdom& vdom : reader.vdoms) {
    vdom.addresses[index].emplace("all", Addresses{{AddressPattern::any(family)}, true});
    vdom.addresses[index].emplace("none", Addresses{{}, true});
  }
  for_each_block(reader, v4 ? "firewall address" : "firewall address6", [&](Vdom& vdom, const Node& block) {
    take(reader.config, block.line, LineTaken::understood);
    for (const Node& entry : block.children) {
      take_settings(reader, entry, kAddressKeys, reader.config.id, kAddressBlocks);
      // Entries of dynamic objects come and go on the device.
      for (const Node& list : entry.children) {
        if (list.name == "list") take_block(reader, list, LineTaken::understood);
      }
      vdom.addresses[index][entry.name] = object(reader, entry, family);
    }
  });
  for (Vdom& vdom : reader.vdoms) {
    Groups groups(vdom.addresses[index], family);
    for (const Node* block : vdom.blocks) {
      if (block->name != (v4 ? "firewall addrgrp" : "firewall addrgrp6")) continue;
      take(reader.config, block->line, LineTaken::understood);
      for (const Node& entry : block->children) {
        take_settings(reader, entry, kGroupKeys, reader.config.id, kGroupBlocks);
        groups.add(entry);
      }
    }
    groups.resolve();
  }
}

}  // namespace

void read_addresses(Reader& reader) {
  read_family(reader, Family::v4);
  read_family(reader, Family::v6);
}

Addresses addresses_of(const Vdom& vdom, std::span<const std::string_view> names, Family family) {
  const auto& known = vdom.addresses[static_cast<std::size_t>(family)];
  Addresses all;
  for (const std::string_view name : names) {
    const auto found = known.find(name);
    if (found == known.end()) return unknown(family);
    all.patterns.insert(all.patterns.end(), found->second.patterns.begin(), found->second.patterns.end());
    all.exact = all.exact && found->second.exact;
  }
  return all;
}

}  // namespace sekimori::fortios
