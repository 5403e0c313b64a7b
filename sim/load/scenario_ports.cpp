// Edits of ports and interfaces: trunks, access ports, addresses, new interfaces, shutting down and bringing up.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "network_file_values.hpp"
#include "scenario_edits.hpp"

namespace sekimori {
namespace {

/// A port or port-channel with a layer 2 of its own. Errors: N013.
std::optional<InterfaceId> read_switchport(const MapReader& edit, ScenarioRun& run) {
  const auto id = read_edit_port(edit, "port", run);
  if (!id) return std::nullopt;
  const Interface& port = run.network().at(*id);
  std::string why;
  if (port.kind != InterfaceKind::physical && port.kind != InterfaceKind::port_channel) why = "only ports and port-channels have a layer 2";
  if (port.channel) why = fmt::format("it is a member of {}, whose settings count", run.network().at(*port.channel).name);
  if (why.empty()) return id;
  run.reporter().error(edit.place("port"), "N013", fmt::format("{} cannot be set: {}", shown(*edit.find("port")), why));
  return std::nullopt;
}

bool same_layer2(const Interface& a, const Interface& b) {
  if (a.mode != b.mode) return false;
  if (a.mode == PortMode::access) return a.access_vlan == b.access_vlan && a.voice_vlan == b.voice_vlan;
  return a.allowed == b.allowed && a.native == b.native && a.native_tagged == b.native_tagged;
}

/// The VLANs that the trunk carries afterwards. Errors: Y026 for `allowed` with `add` or `remove`, N012.
void set_allowed(const MapReader& edit, InterfaceId id, ScenarioRun& run) {
  Interface& port = run.network().interfaces[id.index];
  const auto vlans = [&](std::string_view key) -> std::optional<VlanSet> {
    const Document* node = edit.value(key);
    return node == nullptr ? std::nullopt : read_vlan_set(*node, key, run.reporter());
  };
  constexpr std::string_view kChanges[] = {"add", "remove"};
  if (edit.has("allowed")) edit.refuse(kChanges, "'allowed' says all that the trunk carries");
  if (const auto all = vlans("allowed")) port.allowed = *all;
  const auto added = vlans("add"), removed = vlans("remove");
  for (unsigned n = 1; n <= 4094; ++n) {
    const VlanId vlan = *VlanId::from(n);
    if (added && added->contains(vlan)) port.allowed.insert(vlan);
    if (removed && removed->contains(vlan)) port.allowed.erase(vlan);
  }
  if (edit.has("allowed") || added || removed) run.write(fmt::format("the VLANs of {}", fact_of(run.network(), id)), edit.at());
}

/// A device whose IPv6 routing nothing states routes it as soon as it can (R3); one with a config of its own does what that says.
void fill_ipv6_routing(DeviceId id, SourceRange at, bool had_v6, ScenarioRun& run) {
  Device& device = run.network().devices[id.index];
  const auto is_v6 = [&](InterfaceId each) { return run.network().at(each).ipv6_enabled; };
  const bool stated = device.platform != "yaml" || had_v6 || device.forwards_v6 || !device.forwards_v4;
  if (stated || std::ranges::none_of(device.interfaces, is_v6)) return;
  device.forwards_v6 = true;
  assume(run.network(), Effect::harmless, id, at, "default", fmt::format("{} ipv6-routing: true", device.name),
         "not given for a routing device that gets its first IPv6 address; on is the most that it can pass");
}

bool has_v6(DeviceId id, const Network& network) {
  return std::ranges::any_of(network.at(id).interfaces, [&](InterfaceId each) { return network.at(each).ipv6_enabled; });
}

/// An interface with an address in a table of its own. Errors: N013.
std::optional<InterfaceId> read_layer3_interface(const MapReader& edit, ScenarioRun& run) {
  const auto id = read_edit_port(edit, "interface", run);
  if (!id) return std::nullopt;
  const Interface& interface = run.network().at(*id);
  if (interface.mode == PortMode::routed || interface.mode == PortMode::none) return id;
  run.reporter().error(edit.place("interface"), "N013",
                       fmt::format("{} is a switched port, which has no address; name an SVI", shown(*edit.find("interface"))));
  return std::nullopt;
}

struct Switched {
  std::size_t changed = 0;
  SourceRange at;
};

void switch_interface(InterfaceId id, bool up, SourceRange at, Switched& count, ScenarioRun& run) {
  Interface& interface = run.network().interfaces[id.index];
  if (interface.up == up) return;
  if (!run.write(fmt::format("whether {} is up", fact_of(run.network(), id)), at)) return;
  interface.up = up;
  interface.at = at;
  ++count.changed;
}

/// Exactly one of `interface`, `device` and `host`. Errors: Y026.
bool names_one(const MapReader& edit, std::span<const std::string_view> keys, Reporter& reporter) {
  const auto given = std::ranges::count_if(keys, [&](std::string_view key) { return edit.has(key); });
  if (given == 1) return true;
  reporter.error(edit.at(), "Y026", fmt::format("one of {} is wanted", fmt::join(keys, ", ")));
  return false;
}

void switch_all(const MapReader& edit, bool up, ScenarioRun& run) {
  Switched count{0, edit.at()};
  if (edit.has("interface")) {
    if (const auto id = read_edit_port(edit, "interface", run)) {
      switch_interface(*id, up, edit.at(), count, run);
      if (count.changed == 0) run.without_effect(edit.at(), fmt::format("the interface is {} already", up ? "up" : "down"));
    }
  } else if (const auto device = read_device(edit, "device", run)) {
    const std::vector<InterfaceId> all = run.network().at(*device).interfaces;
    for (const InterfaceId id : all) switch_interface(id, up, edit.at(), count, run);
    if (count.changed == 0) run.without_effect(edit.at(), fmt::format("every interface of the device is {} already", up ? "up" : "down"));
  }
}

}  // namespace

void set_trunk(const MapReader& edit, ScenarioRun& run) {
  const auto id = read_switchport(edit, run);
  if (!id) return;
  const Interface before = run.network().at(*id);
  Interface& port = run.network().interfaces[id->index];
  if (port.mode != PortMode::trunk) {
    run.write(fmt::format("the mode of {}", fact_of(run.network(), *id)), edit.at());
    port.mode = PortMode::trunk;
    port.allowed = VlanSet::all();
    port.native = kDefaultVlan;
    port.native_tagged = false;
  }
  set_allowed(edit, *id, run);
  if (const Document* native = edit.value("native")) {
    port.native = read_vlan(*native, "native", run.reporter()).value_or(port.native);
    run.write(fmt::format("the native VLAN of {}", fact_of(run.network(), *id)), native->at);
  }
  if (const auto tagged = edit.flag("native-tagged")) port.native_tagged = *tagged;
  if (same_layer2(before, port)) run.without_effect(edit.at(), "the port is such a trunk already");
  port.at = edit.at();
}

void set_access(const MapReader& edit, ScenarioRun& run) {
  const auto id = read_switchport(edit, run);
  const Document* vlan = edit.require("vlan");
  if (!id || vlan == nullptr) return;
  const Interface before = run.network().at(*id);
  Interface& port = run.network().interfaces[id->index];
  if (!run.write(fmt::format("the mode of {}", fact_of(run.network(), *id)), edit.at())) return;
  port.mode = PortMode::access;
  port.access_vlan = read_vlan(*vlan, "vlan", run.reporter()).value_or(port.access_vlan);
  port.voice_vlan.reset();
  if (const Document* voice = edit.value("voice-vlan")) port.voice_vlan = read_vlan(*voice, "voice-vlan", run.reporter());
  if (same_layer2(before, port)) run.without_effect(edit.at(), "the port is such an access port already");
  port.at = edit.at();
}

void add_interface(const MapReader& edit, ScenarioRun& run) {
  const auto device = read_device(edit, "device", run);
  if (!device) return;
  const bool had_v6 = has_v6(*device, run.network());
  const Document entry = list_of_one("interfaces", entry_for(edit, network_keys::kInterface));
  PendingDevice pending{*device, MapReader(entry, network_keys::kDevice, run.reporter()), {}};
  const Device as_it_was = run.network().at(*device);
  declare_interfaces(pending, run.file);
  if (pending.interfaces.empty()) return;
  read_interfaces(pending, run.file);
  run.network().devices[device->index].forwards_v6 = as_it_was.forwards_v6;  // an entry alone says nothing of the device
  fill_ipv6_routing(*device, edit.at(), had_v6, run);
}

void add_address(const MapReader& edit, ScenarioRun& run) {
  const auto id = read_layer3_interface(edit, run);
  if (!id || edit.require("address") == nullptr) return;
  const bool had_v6 = has_v6(run.network().at(*id).device, run.network());
  Interface& interface = run.network().interfaces[id->index];
  for (const Document* item : edit.items("address")) {
    const auto address = read_interface_address(*item, "address", run.reporter());
    if (!address) continue;
    const auto same = [&](const InterfaceAddress& own) { return own.address == address->address && own.length == address->length; };
    if (std::ranges::any_of(interface.addresses, same)) {
      run.without_effect(item->at, "the interface has this address already");
      continue;
    }
    if (!run.write(fmt::format("the address {} of {}", to_text(address->address), fact_of(run.network(), *id)), item->at)) continue;
    interface.addresses.push_back(*address);
    interface.ipv6_enabled = interface.ipv6_enabled || address->address.family == Family::v6;
  }
  fill_ipv6_routing(interface.device, edit.at(), had_v6, run);
}

void remove_address(const MapReader& edit, ScenarioRun& run) {
  const auto id = read_layer3_interface(edit, run);
  if (!id || edit.require("address") == nullptr) return;
  Interface& interface = run.network().interfaces[id->index];
  for (const Document* item : edit.items("address")) {
    const auto text = read_text(*item, "address", run.reporter());
    const auto address = text ? parse_address(text->substr(0, text->find('/'))) : std::nullopt;
    if (text && !address) run.reporter().error(item->at, "N006", fmt::format("{} is no address", shown(*item)));
    if (!address) continue;
    if (!run.write(fmt::format("the address {} of {}", to_text(*address), fact_of(run.network(), *id)), item->at)) continue;
    const auto gone = std::erase_if(interface.addresses, [&](const InterfaceAddress& own) { return own.address == *address; });
    if (gone == 0) run.without_effect(item->at, fmt::format("the interface has no address {}", to_text(*address)));
  }
}

void disable(const MapReader& edit, ScenarioRun& run) {
  constexpr std::string_view kOne[] = {"interface", "device", "host"};
  if (!names_one(edit, kOne, run.reporter())) return;
  if (!edit.has("host")) return switch_all(edit, false, run);
  const auto host = read_host_name(edit, "host", run);
  if (!host) return;
  std::vector<Attachment>& cards = run.network().hosts[host->index].attachments;
  if (!run.write(fmt::format("the cables of {}", run.network().at(*host).name), edit.at())) return;
  if (cards.empty()) run.without_effect(edit.at(), "the host is attached to nothing");
  cards.clear();
}

void enable(const MapReader& edit, ScenarioRun& run) {
  constexpr std::string_view kOne[] = {"interface", "device"};
  constexpr std::string_view kNever[] = {"host"};
  edit.refuse(kNever, "what a host was attached to is not kept; use add_attachment");
  if (names_one(edit, kOne, run.reporter())) switch_all(edit, true, run);
}

}  // namespace sekimori
