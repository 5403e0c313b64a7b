// The devices of network.yaml: their names, kinds and interfaces' names. What stands in the interfaces: network_file_interfaces.cpp.
#include <fmt/format.h>

#include "network_file.hpp"

namespace sekimori {
namespace {

constexpr Choice<DeviceKind> kKinds[] = {{"switch", DeviceKind::switch_l2}, {"l3-switch", DeviceKind::switch_l3},
                                         {"router", DeviceKind::router},    {"firewall", DeviceKind::firewall},
                                         {"hub", DeviceKind::hub},          {"access-point", DeviceKind::access_point}};

constexpr std::string_view kConfigOnly[] = {"ip-routing",     "ipv6-routing", "unmanaged", "interfaces", "vrfs",
                                            "routes",         "dynamic",      "leaks-to",  "filters",    "groups",
                                            "service-groups", "firewall",     "nat",       "management"};

bool routes_by_default(DeviceKind kind) {
  return kind == DeviceKind::switch_l3 || kind == DeviceKind::router || kind == DeviceKind::firewall;
}

/// What may be said of any device, also of one that has a config.
void read_description(const MapReader& reader, Device& device, NetworkFile& file) {
  if (const Document* site = reader.value("site")) {
    if (const auto id = read_reference(*site, "site", file.sites, file.reporter)) device.site = *id;
  }
  for (auto& [key, value] : read_attributes(reader, file.reporter)) device.attributes.insert_or_assign(key, std::move(value));
  if (auto group = reader.text("session-group")) device.session_group = std::move(*group);
  if (const auto kind = reader.choice("kind", kKinds)) device.kind = *kind;
}

void declare_vrf(Network& network, DeviceNames& names, DeviceId id, std::string name, SourceRange at) {
  const VrfId vrf = make_id<VrfId>(network.vrfs.size());
  names.vrfs.emplace(name.empty() ? "global" : name, vrf);
  Vrf row;
  row.name = std::move(name);
  row.device = id;
  row.at = at;
  network.vrfs.push_back(std::move(row));
  network.devices[id.index].vrfs.push_back(vrf);
}

void declare_vrfs(const MapReader& reader, DeviceId id, NetworkFile& file) {
  DeviceNames& names = file.names[id.index];
  if (names.vrfs.empty()) declare_vrf(file.network, names, id, "", reader.at());
  for (const Document* item : reader.list("vrfs")) {
    const Document* name = item->find("name");  // the other keys are read with the routes
    if (name == nullptr || name->scalar() == nullptr || !is_name(*name->scalar(), name->at, file.reporter)) continue;
    if (names.vrfs.contains(*name->scalar())) {
      const bool global = *name->scalar() == "global";
      file.reporter.error(
          name->at, "N002",
          fmt::format("VRF {} {}", shown(*name), global ? "is the global table; its routes stand on the device" : "is declared twice"));
      continue;
    }
    declare_vrf(file.network, names, id, *name->scalar(), item->at);
  }
}

/// A device that nothing describes passes whatever it likes until somebody says more (A1, A2).
void assume_unknown(DeviceId id, SourceRange at, Network& network) {
  Device& device = network.devices[id.index];
  device.has_config = false;
  assume(network, Effect::may_both, id, at, "no-config", fmt::format("device {} without a config", device.name),
         "neither a config nor 'interfaces' says what this device passes, so it may pass or drop anything");
}

void read_routing_defaults(const MapReader& reader, Device& device) {
  device.forwards_v4 = reader.flag("ip-routing").value_or(routes_by_default(device.kind));
  device.forwards_v6 = reader.flag_or("ipv6-routing", false);
  device.bridges_everything = device.kind == DeviceKind::hub;
  if (const auto unmanaged = reader.flag("unmanaged")) device.bridges_everything = *unmanaged || device.bridges_everything;
}

/// nullopt: the entry adds to a device with a config, or cannot be used.
std::optional<PendingDevice> declare_new(const MapReader& reader, const std::string& name, NetworkFile& file) {
  if (!take_name(name, reader.place("name"), file)) return std::nullopt;
  reader.require("kind");
  const DeviceId id = make_id<DeviceId>(file.network.devices.size());
  Device device;
  device.name = name;
  device.platform = "yaml";
  device.at = reader.at();
  read_description(reader, device, file);
  read_routing_defaults(reader, device);
  file.network.devices.push_back(std::move(device));
  file.devices.emplace(lower(name), id);
  file.names.emplace_back();
  PendingDevice pending{id, reader, {}};
  declare_vrfs(reader, id, file);
  declare_interfaces(pending, file);
  if (!reader.has("interfaces")) {
    file.names[id.index].open_ports = true;
    if (file.network.at(id).kind != DeviceKind::hub) assume_unknown(id, reader.at(), file.network);
  }
  return pending;
}

/// The same name as a config's device: the entry adds what a config does not say. A config that no front end reads leaves a device that
/// the entry may describe like any other; the assumption about its config stays.
std::optional<PendingDevice> declare_known(const MapReader& reader, DeviceId id, NetworkFile& file) {
  Device& device = file.network.devices[id.index];
  read_description(reader, device, file);
  if (device.has_config) {
    reader.refuse(kConfigOnly,
                  fmt::format("the config of {} ({}) says this", shown(device.name), file.network.sources.describe(device.at)));
    return std::nullopt;
  }
  read_routing_defaults(reader, device);
  PendingDevice pending{id, reader, {}};
  declare_vrfs(reader, id, file);
  declare_interfaces(pending, file);
  file.names[id.index].open_ports = !reader.has("interfaces");
  return pending;
}

}  // namespace

void declare_interfaces(PendingDevice& pending, NetworkFile& file) {
  DeviceNames& names = file.names[pending.id.index];
  for (const Document* item : pending.reader.list("interfaces")) {
    MapReader reader(*item, network_keys::kInterface, file.reporter);
    const std::string name = reader.required_text("name");
    const InterfaceId id = make_id<InterfaceId>(file.network.interfaces.size());
    if (!name.empty() && !names.interfaces.emplace(lower(name), id).second) {
      file.reporter.error(reader.place("name"), "N002", fmt::format("interface {} is declared twice on this device", shown(name)));
      continue;
    }
    Interface interface;
    interface.name = name;
    interface.device = pending.id;
    interface.at = reader.at();
    interface.vrf = file.network.at(pending.id).vrfs.front();
    file.network.interfaces.push_back(std::move(interface));
    file.network.devices[pending.id.index].interfaces.push_back(id);
    pending.interfaces.push_back({id, reader});
  }
}

std::vector<PendingDevice> declare_devices(const MapReader& top, NetworkFile& file) {
  std::vector<PendingDevice> result;
  std::set<std::string> seen;
  for (const Document* item : top.list("devices")) {
    const MapReader reader(*item, network_keys::kDevice, file.reporter);
    const std::string name = reader.required_text("name");
    if (name.empty()) continue;
    const auto known = file.devices.find(lower(name));
    const bool fresh = seen.insert(lower(name)).second;
    auto pending = known != file.devices.end() && fresh ? declare_known(reader, known->second, file) : declare_new(reader, name, file);
    if (pending) result.push_back(std::move(*pending));
  }
  return result;
}

std::optional<InterfaceId> find_port(std::string_view name, DeviceId device, SourceRange at, NetworkFile& file) {
  DeviceNames& names = file.names[device.index];
  const auto found = names.interfaces.find(lower(name));
  if (found != names.interfaces.end()) return found->second;
  const Device& owner = file.network.at(device);
  if (owner.platform != "yaml") {
    if (const auto id = find_interface(file.network, device, name)) return id;
  }
  if (!names.open_ports) {
    file.reporter.error(
        at, "N003",
        fmt::format("device {} has no interface {}{}", shown(owner.name), shown(name), file.reporter.suggestion(name, names.interfaces)));
    return std::nullopt;
  }
  const InterfaceId id = make_id<InterfaceId>(file.network.interfaces.size());
  Interface interface;
  interface.name = std::string(name);
  interface.device = device;
  interface.at = at;
  const bool routed = owner.kind == DeviceKind::router || owner.kind == DeviceKind::firewall;
  interface.mode = routed ? PortMode::routed : PortMode::trunk;
  interface.vrf = owner.vrfs.front();
  file.network.interfaces.push_back(std::move(interface));
  file.network.devices[device.index].interfaces.push_back(id);
  names.interfaces.emplace(lower(name), id);
  return id;
}

std::optional<InterfaceId> read_port(const Document& node, std::string_view what, NetworkFile& file) {
  const auto text = read_text(node, what, file.reporter);
  if (!text) return std::nullopt;
  const std::size_t colon = text->find(':');
  if (colon == std::string::npos || colon == 0 || colon + 1 == text->size()) {
    file.reporter.error(node.at, "N013", fmt::format("'{}' must be DEVICE:INTERFACE, not {}", what, shown(node)));
    return std::nullopt;
  }
  const std::string device = text->substr(0, colon);
  const auto found = file.devices.find(lower(device));
  if (found == file.devices.end()) {
    file.reporter.error(node.at, "N003",
                        fmt::format("there is no device {}{}", shown(device), file.reporter.suggestion(device, file.devices)));
    return std::nullopt;
  }
  return find_port(std::string_view(*text).substr(colon + 1), found->second, node.at, file);
}

std::vector<InterfaceId> read_interface_list(const MapReader& reader, std::string_view key, DeviceId device, NetworkFile& file) {
  std::vector<InterfaceId> result;
  if (reader.value(key) == nullptr) return result;
  for (const Document* item : reader.items(key)) {
    const auto name = read_text(*item, key, file.reporter);
    const auto id = name ? find_port(*name, device, item->at, file) : std::nullopt;
    if (id) result.push_back(*id);
  }
  if (reader.items(key).empty()) {
    file.reporter.error(reader.place(key), "Y026", fmt::format("'{}' is an empty list; leave it out for any interface", key));
  }
  return result;
}

}  // namespace sekimori
