// The interfaces of a device of network.yaml: kind, layer 2, layer 3. What is left out becomes the most permissive meaning, and is listed.
#include <fmt/format.h>

#include <algorithm>

#include "network_file_values.hpp"

namespace sekimori {
namespace {

constexpr Choice<InterfaceKind> kKinds[] = {{"physical", InterfaceKind::physical}, {"port-channel", InterfaceKind::port_channel},
                                            {"svi", InterfaceKind::svi},           {"subinterface", InterfaceKind::subinterface},
                                            {"loopback", InterfaceKind::loopback}, {"tunnel", InterfaceKind::tunnel}};
constexpr Choice<PortMode> kModes[] = {{"routed", PortMode::routed}, {"access", PortMode::access}, {"trunk", PortMode::trunk}};

constexpr std::string_view kAccessWords[] = {"vlan", "voice-vlan"};
constexpr std::string_view kTrunkWords[] = {"allowed", "native", "native-tagged"};
constexpr std::string_view kLayer2Words[] = {"mode", "vlan", "voice-vlan", "allowed", "native", "native-tagged"};
constexpr std::string_view kLayer3Words[] = {"address", "virtual-address", "ipv6",        "vrf",
                                             "filter",  "proxy-arp",       "dhcp-helper", "policy-routed"};

/// A key that only one kind of interface has.
struct KindWord {
  std::string_view key;
  InterfaceKind kind;
};
constexpr KindWord kKindWords[] = {{"svi", InterfaceKind::svi},
                                   {"parent", InterfaceKind::subinterface},
                                   {"tag", InterfaceKind::subinterface},
                                   {"tunnel", InterfaceKind::tunnel},
                                   {"members", InterfaceKind::port_channel}};

bool has_any(const MapReader& reader, std::span<const std::string_view> keys) {
  return std::ranges::any_of(keys, [&](std::string_view key) { return reader.has(key); });
}

std::string_view kind_word(InterfaceKind kind) {
  for (const auto& choice : kKinds) {
    if (choice.value == kind) return choice.text;
  }
  return {};
}

/// The kind as stated, or as its own keys tell.
InterfaceKind read_kind(const MapReader& reader) {
  std::optional<InterfaceKind> kind = reader.choice("kind", kKinds);
  for (const KindWord& word : kKindWords) {
    if (!reader.has(word.key)) continue;
    if (!kind) kind = word.kind;
    if (*kind == word.kind) continue;
    const std::string_view refused[] = {word.key};
    reader.refuse(refused, fmt::format("it belongs to the kind {}, this is of the kind {}", kind_word(word.kind), kind_word(*kind)));
  }
  if (kind == InterfaceKind::svi) reader.require("svi");
  if (kind == InterfaceKind::subinterface) reader.require("parent");
  if (kind == InterfaceKind::tunnel) reader.require("tunnel");
  return kind.value_or(InterfaceKind::physical);
}

bool is_port(InterfaceKind kind) { return kind == InterfaceKind::physical || kind == InterfaceKind::port_channel; }

/// nullopt: nothing in the entry says how the port treats frames.
std::optional<PortMode> stated_mode(const MapReader& reader) {
  if (const auto mode = reader.choice("mode", kModes)) return mode;
  if (has_any(reader, kAccessWords)) return PortMode::access;
  if (has_any(reader, kTrunkWords)) return PortMode::trunk;
  if (has_any(reader, kLayer3Words)) return PortMode::routed;
  return std::nullopt;
}

/// A switch port about which nothing is said is a trunk with every VLAN: many platforms negotiate one (L4), and nothing passes more.
PortMode default_mode(const PendingInterface& pending, bool is_parent, NetworkFile& file) {
  const Interface& interface = file.network.at(pending.id);
  const Device& device = file.network.at(interface.device);
  if (is_parent || device.kind == DeviceKind::router || device.kind == DeviceKind::firewall) return PortMode::routed;
  if (!interface.channel && interface.up && !device.bridges_everything) {
    assume(file.network, Effect::harmless, pending.id, pending.reader.at(), "default",
           fmt::format("{}:{} mode trunk, all VLANs, native 1", device.name, interface.name),
           "no mode is given; a trunk with every VLAN is the most that a switch port can be (it may be negotiated)");
  }
  return PortMode::trunk;
}

void read_layer2(const PendingInterface& pending, bool is_parent, NetworkFile& file) {
  const MapReader& reader = pending.reader;
  Reporter& reporter = file.reporter;
  const auto stated = stated_mode(reader);
  const PortMode mode = stated ? *stated : default_mode(pending, is_parent, file);
  Interface& interface = file.network.interfaces[pending.id.index];
  interface.mode = mode;
  if (mode != PortMode::access) reader.refuse(kAccessWords, "it belongs to mode: access");
  if (mode != PortMode::trunk) reader.refuse(kTrunkWords, "it belongs to mode: trunk");
  if (mode != PortMode::routed)
    reader.refuse(kLayer3Words, "a switched port has no layer 3; give it to an SVI ('svi: VLAN'), or set mode: routed");
  const auto vlan_of = [&](std::string_view key) -> std::optional<VlanId> {
    const Document* node = reader.value(key);
    return node == nullptr ? std::nullopt : read_vlan(*node, key, reporter);
  };
  interface.access_vlan = vlan_of("vlan").value_or(kDefaultVlan);
  interface.voice_vlan = vlan_of("voice-vlan");
  interface.native = vlan_of("native").value_or(kDefaultVlan);
  interface.native_tagged = reader.flag_or("native-tagged", false);
  if (const Document* allowed = reader.value("allowed"))
    interface.allowed = read_vlan_set(*allowed, "allowed", reporter).value_or(VlanSet());
}

void read_virtual_addresses(const MapReader& reader, Interface& interface, Reporter& reporter) {
  const std::vector<InterfaceAddress> own = interface.addresses;
  for (const Document* item : reader.items("virtual-address")) {
    const auto text = read_text(*item, "virtual-address", reporter);
    if (!text) continue;
    std::optional<InterfaceAddress> address;
    if (const auto bare = parse_address(*text)) {  // without a length: the one of the subnet it is in
      const auto home = std::ranges::find_if(own, [&](const InterfaceAddress& a) { return a.connected().contains(*bare); });
      const bool link_local = bare->family == Family::v6 && Prefix::covering({Family::v6, AddressBits{0xFE80} << 112U}, 10).contains(*bare);
      if (home != own.end()) address = InterfaceAddress{*bare, home->length, true, item->at};
      if (home == own.end() && link_local) address = InterfaceAddress{*bare, 64, true, item->at};
      if (!address) {
        reporter.error(item->at, "N008", fmt::format("{} is in no subnet of this interface; give its length", shown(*item)));
      }
    } else {
      address = read_interface_address(*item, "virtual-address", reporter);
    }
    if (!address) continue;
    address->virtual_address = true;
    interface.addresses.push_back(*address);
  }
}

void read_addresses(const MapReader& reader, Interface& interface, Reporter& reporter) {
  for (const Document* item : reader.items("address")) {
    if (const auto address = read_interface_address(*item, "address", reporter)) interface.addresses.push_back(*address);
  }
  read_virtual_addresses(reader, interface, reporter);
  const auto is_v6 = [](const InterfaceAddress& a) { return a.address.family == Family::v6; };
  const bool has_v6 = std::ranges::any_of(interface.addresses, is_v6);
  const auto ipv6 = reader.flag("ipv6");
  if (ipv6 && !*ipv6 && has_v6)
    reporter.error(reader.place("ipv6"), "Y026", "'ipv6: false' does not fit an interface with an IPv6 address");
  interface.ipv6_enabled = ipv6.value_or(has_v6);
}

void read_bindings(const MapReader& reader, Interface& interface, NetworkFile& file) {
  const Document* node = reader.find("filter");
  if (node == nullptr) return;
  const MapReader binding(*node, network_keys::kBinding, file.reporter);
  const auto& filters = file.names[interface.device.index].filters;
  const auto bind = [&](std::string_view key, std::initializer_list<std::optional<FilterId>*> slots) {
    const Document* name = binding.value(key);
    const auto filter = name == nullptr ? std::nullopt : read_reference(*name, "filter", filters, file.reporter);
    for (std::optional<FilterId>* slot : slots) {
      if (!filter) continue;
      if (*slot) file.reporter.error(name->at, "Y026", fmt::format("'{}' binds a second filter to the same family and direction", key));
      *slot = filter;
    }
  };
  InterfaceFilters& slots = interface.filters;
  bind("in", {&slots.in_v4, &slots.in_v6});
  bind("out", {&slots.out_v4, &slots.out_v6});
  bind("in-v4", {&slots.in_v4});
  bind("out-v4", {&slots.out_v4});
  bind("in-v6", {&slots.in_v6});
  bind("out-v6", {&slots.out_v6});
}

void read_layer3(const MapReader& reader, Interface& interface, NetworkFile& file) {
  if (const Document* vrf = reader.value("vrf")) {
    if (const auto id = read_reference(*vrf, "VRF", file.names[interface.device.index].vrfs, file.reporter)) interface.vrf = *id;
  }
  read_addresses(reader, interface, file.reporter);
  read_bindings(reader, interface, file);
  interface.proxy_arp = reader.flag_or("proxy-arp", false);
  interface.policy_routed = reader.flag_or("policy-routed", false);
  for (const Document* item : reader.items("dhcp-helper")) {
    if (const auto address = read_address(*item, "dhcp-helper", file.reporter)) interface.dhcp_helpers.push_back(*address);
  }
}

void read_tunnel(const PendingInterface& pending, NetworkFile& file) {
  const Document* node = pending.reader.find("tunnel");
  if (node == nullptr) return;
  const MapReader reader(*node, network_keys::kTunnel, file.reporter);
  Tunnel tunnel;
  tunnel.at = reader.at();
  if (const Document* local = reader.require("local")) {
    const auto text = read_text(*local, "local", file.reporter);
    tunnel.local = text ? parse_address(*text) : std::nullopt;
    if (text && !tunnel.local) tunnel.local_interface = find_port(*text, file.network.at(pending.id).device, local->at, file);
  }
  if (const Document* remote = reader.value("remote")) tunnel.remote = read_address(*remote, "remote", file.reporter);
  tunnel.encrypted = reader.flag_or("encrypted", false);
  Interface& interface = file.network.interfaces[pending.id.index];
  interface.tunnel = tunnel;
  if (!tunnel.encrypted) return;
  const std::string name = describe(file.network, pending.id);
  assume(file.network, Effect::harmless, pending.id, reader.place("encrypted"), "declared", fmt::format("{} encrypted: true", name),
         "declared: the tunnel authenticates its peer and encrypts, so nobody on the way is attached to it (L6)");
}

void read_members(const PendingInterface& channel, NetworkFile& file) {
  for (const Document* item : channel.reader.items("members")) {
    const auto name = read_text(*item, "members", file.reporter);
    const auto member = name ? find_port(*name, file.network.at(channel.id).device, item->at, file) : std::nullopt;
    if (!member) continue;
    Interface& port = file.network.interfaces[member->index];
    const bool usable = port.kind == InterfaceKind::physical && !port.channel && *member != channel.id;
    if (!usable) {
      file.reporter.error(item->at, "N014",
                          fmt::format("{} cannot be a member: {}", shown(*name),
                                      port.channel ? "it is one of another port-channel" : "only physical ports can"));
      continue;
    }
    port.channel = channel.id;
  }
}

void read_parent(const PendingInterface& pending, std::set<InterfaceId>& parents, NetworkFile& file) {
  const Document* node = pending.reader.find("parent");
  const auto name = node == nullptr ? std::nullopt : read_text(*node, "parent", file.reporter);
  const auto parent = name ? find_port(*name, file.network.at(pending.id).device, node->at, file) : std::nullopt;
  if (!parent) return;
  if (!is_port(file.network.at(*parent).kind)) {
    file.reporter.error(node->at, "N014", fmt::format("{} cannot have subinterfaces: only ports and port-channels can", shown(*name)));
    return;
  }
  file.network.interfaces[pending.id.index].parent = parent;
  parents.insert(*parent);
}

void read_identity(const PendingInterface& pending, NetworkFile& file) {
  const MapReader& reader = pending.reader;
  const InterfaceKind kind = read_kind(reader);
  Interface& interface = file.network.interfaces[pending.id.index];
  interface.kind = kind;
  interface.up = !reader.flag_or("shutdown", false);
  interface.description = reader.text("description").value_or("");
  interface.wireless = reader.flag_or("wireless", false);
  for (const std::string_view key : {std::string_view("svi"), std::string_view("tag")}) {
    const Document* vlan = reader.value(key);
    if (vlan != nullptr) interface.vlan = read_vlan(*vlan, key, file.reporter);
  }
}

void read_content(const PendingInterface& pending, const std::set<InterfaceId>& parents, NetworkFile& file) {
  const MapReader& reader = pending.reader;
  const InterfaceKind kind = file.network.at(pending.id).kind;
  if (is_port(kind)) {
    read_layer2(pending, parents.contains(pending.id), file);
  } else {
    file.network.interfaces[pending.id.index].mode = PortMode::none;
    reader.refuse(kLayer2Words, fmt::format("{} {} has no layer 2 of its own", kind == InterfaceKind::svi ? "an" : "a", kind_word(kind)));
  }
  Interface& interface = file.network.interfaces[pending.id.index];
  if (!is_port(kind) || interface.mode == PortMode::routed) read_layer3(reader, interface, file);
  read_tunnel(pending, file);
}

/// An SVI, or a subinterface's tag, that another one of the device has.
void check_vlans(const PendingDevice& device, NetworkFile& file) {
  std::map<std::pair<std::optional<InterfaceId>, std::optional<VlanId>>, InterfaceId> owners;
  for (const PendingInterface& pending : device.interfaces) {
    const Interface& interface = file.network.at(pending.id);
    const bool svi = interface.kind == InterfaceKind::svi && interface.vlan;
    const bool sub = interface.kind == InterfaceKind::subinterface && interface.parent;
    if (!svi && !sub) continue;
    const auto [owner, fresh] = owners.emplace(std::pair(interface.parent, interface.vlan), pending.id);
    if (fresh) continue;
    file.reporter.error(pending.reader.place(svi ? "svi" : "tag"), "N002",
                        fmt::format("{} has this VLAN already", shown(file.network.at(owner->second).name)));
  }
}

/// R3: the default is the platform's; where it is not stated, on. Switches that route nothing otherwise stay off.
void fill_ipv6_routing(const PendingDevice& pending, NetworkFile& file) {
  Device& device = file.network.devices[pending.id.index];
  const auto is_v6 = [&](InterfaceId id) { return file.network.at(id).ipv6_enabled; };
  if (pending.reader.has("ipv6-routing") || !device.forwards_v4 || std::ranges::none_of(device.interfaces, is_v6)) return;
  device.forwards_v6 = true;
  assume(file.network, Effect::harmless, pending.id, device.at, "default", fmt::format("{} ipv6-routing: true", device.name),
         "not given for a routing device with IPv6 interfaces; on is the most that it can pass");
}

}  // namespace

void read_interfaces(PendingDevice& device, NetworkFile& file) {
  std::set<InterfaceId> parents;
  for (const PendingInterface& pending : device.interfaces) read_identity(pending, file);
  for (const PendingInterface& pending : device.interfaces) {
    read_members(pending, file);
    read_parent(pending, parents, file);
  }
  for (const PendingInterface& pending : device.interfaces) read_content(pending, parents, file);
  check_vlans(device, file);
  fill_ipv6_routing(device, file);
}

}  // namespace sekimori
