#include "config_device.hpp"

#include <algorithm>

#include "config_text.hpp"

namespace sekimori {
namespace {

LineCounts counts_of(const ConfigDevice& config) {
  LineCounts counts;
  for (const LineTaken taken : config.taken) {
    switch (taken) {
      case LineTaken::blank: ++counts.blank; break;
      case LineTaken::understood: ++counts.understood; break;
      case LineTaken::harmless: ++counts.harmless; break;
      case LineTaken::pending:
      case LineTaken::assumed: ++counts.assumed; break;
    }
  }
  return counts;
}

}  // namespace

std::optional<ConfigDevice> begin_device(const ConfigFile& config, std::string_view platform, Network& network, Diagnostics& diagnostics) {
  auto device = begin_part(config, make_id<DeviceId>(network.devices.size()), network, diagnostics);
  if (!device) return std::nullopt;
  network.devices.emplace_back();
  network.devices.back().platform = std::string(platform);
  return device;
}

std::optional<ConfigDevice> begin_part(const ConfigFile& config, DeviceId id, Network& network, Diagnostics& diagnostics) {
  if (is_binary(config.text)) {
    diagnostics.push_back({{config.file, 0, 0}, Severity::error, "C001", "not a text file; export the configuration as text"});
    return std::nullopt;
  }
  ConfigDevice device{network, diagnostics, config.file, id, printable_text(config.text), {}, {}};
  const std::size_t lines = count_lines(device.text);
  device.taken.reserve(lines);
  device.starts.reserve(lines);
  for (std::string_view rest = device.text; !rest.empty();) {
    device.starts.push_back(device.text.size() - rest.size());
    device.taken.push_back(without_indent(take_line(rest)).empty() ? LineTaken::blank : LineTaken::pending);
  }
  return device;
}

void finish_part(ConfigDevice& config) {
  for (std::uint32_t number = 1; number <= config.taken.size(); ++number) {
    if (config.taken[number - 1] != LineTaken::pending) continue;
    config.taken[number - 1] = LineTaken::assumed;
    std::string_view rest = std::string_view(config.text).substr(config.starts[number - 1]);
    config.network.assumptions.push_back({Effect::may_both, config.id, config.at(number), "unknown-line", quotation(take_line(rest)),
                                          "not understood: the device may do anything because of it"});
  }
  config.network.config_lines.push_back({config.file, config.id, counts_of(config), config.taken});
}

std::optional<DeviceId> finish_device(ConfigDevice& config, const std::string& name, std::uint32_t line) {
  finish_part(config);
  Device& device = config.device();
  device.name = name;
  device.at = config.at(line);
  if (std::ranges::count(config.network.devices, device.name, &Device::name) < 2) return config.id;
  config.diagnostics.push_back({device.at, Severity::error, "C002", "device '" + device.name + "' exists already; rename one of the two"});
  return std::nullopt;
}

VrfId add_vrf(ConfigDevice& config, const std::string& name, std::uint32_t line) {
  const auto id = make_id<VrfId>(config.network.vrfs.size());
  Vrf vrf;
  vrf.name = name;
  vrf.device = config.id;
  vrf.at = config.at(line);
  config.network.vrfs.push_back(std::move(vrf));
  config.device().vrfs.push_back(id);
  return id;
}

VrfId vrf_named(ConfigDevice& config, VrfsByName& vrfs, std::string_view name, std::uint32_t line) {
  const auto found = vrfs.find(name);
  if (found != vrfs.end()) return found->second;
  return vrfs.emplace(std::string(name), add_vrf(config, std::string(name), line)).first->second;
}

DeviceKind kind_by_ports(const ConfigDevice& config) {
  bool switches = false, routes = false;
  for (const InterfaceId id : config.device().interfaces) {
    const Interface& it = config.network.at(id);
    switches = switches || it.mode == PortMode::access || it.mode == PortMode::trunk;
    routes = routes || (it.is_layer3() && it.kind != InterfaceKind::loopback);
  }
  return !switches ? DeviceKind::router : routes ? DeviceKind::switch_l3 : DeviceKind::switch_l2;
}

InterfaceId add_interface(ConfigDevice& config, const std::string& name, InterfaceKind kind, VrfId vrf, std::uint32_t line) {
  const auto id = make_id<InterfaceId>(config.network.interfaces.size());
  Interface interface;
  interface.name = name;
  interface.device = config.id;
  interface.kind = kind;
  interface.at = config.at(line);
  interface.vrf = vrf;
  interface.mode = kind == InterfaceKind::physical || kind == InterfaceKind::port_channel ? PortMode::routed : PortMode::none;
  config.network.interfaces.push_back(std::move(interface));
  config.device().interfaces.push_back(id);
  return id;
}

FilterId add_filter(ConfigDevice& config, const std::string& name, std::uint32_t line) {
  const auto id = make_id<FilterId>(config.network.filters.size());
  Filter filter;
  filter.name = name;
  filter.device = config.id;
  filter.at = config.at(line);
  config.network.filters.push_back(std::move(filter));
  return id;
}

void offer_at(ConfigDevice& config, ManagementService& service, const std::vector<InterfaceId>& interfaces) {
  std::vector<AddressPattern> at;
  for (const InterfaceId id : interfaces) {
    const Interface& it = config.network.interfaces[id.index];
    if (it.addresses.empty()) return;
    for (const InterfaceAddress& own : it.addresses) at.push_back(AddressPattern::host(own.address));
    // Its link-local addresses are made of its MAC.
    if (it.ipv6_enabled) at.push_back(AddressPattern::of(*parse_prefix("fe80::/10")));
  }
  const FilterId list = add_filter(config, service.name, service.at.line);
  if (!at.empty()) {
    config.network.filters[list.index].rules.push_back(
        {Action::permit, {any_address(), std::move(at), {ServiceBox::any()}}, service.at, service.name});
  }
  service.admits_v4 = service.admits_v6 = list;
}

bool is_settled_by_table(std::string_view why) {
  constexpr std::string_view kLearnt[] = {"routing protocol", "IS-IS runs",        "by DHCP",
                                          "by PPP",           "come from outside", "are learnt",
                                          "learned routes",   "no routing table",  "is configured (R2)"};
  return std::ranges::any_of(kLearnt, [&](std::string_view words) { return why.find(words) != std::string_view::npos; });
}

void make_any_routing(ConfigDevice& config, VrfId vrf, std::uint32_t line, std::string_view why) {
  Vrf& table = config.network.vrfs[vrf.index];
  table.beyond_table = table.beyond_table || !is_settled_by_table(why);
  if (table.any_routing) return;
  table.any_routing = true;
  table.any_routing_why = std::string(why);
  table.any_routing_at = config.at(line);
}

AddressSet addresses_set_on(const Network& network, InterfaceId interface, Family family) {
  AddressSet set(family);
  for (const InterfaceAddress& it : network.at(interface).addresses) {
    if (it.address.family == family) set.insert({it.address.bits, it.address.bits});
  }
  return set;
}

void add_virtual_address(Interface& interface, Address address, SourceRange at) {
  const auto around = std::ranges::find_if(interface.addresses, [&](const InterfaceAddress& own) {
    return !own.virtual_address && own.address.family == address.family && own.connected().contains(address);
  });
  const unsigned length = around == interface.addresses.end() ? address_width(address.family) : around->length;
  interface.addresses.push_back({address, length, true, at});
}

void copy_layer2(const Interface& channel, Interface& member) {
  member.mode = channel.mode;
  member.access_vlan = channel.access_vlan;
  member.voice_vlan = channel.voice_vlan;
  member.allowed = channel.allowed;
  member.native = channel.native;
  member.native_tagged = channel.native_tagged;
}

std::vector<AddressPattern> patterns_of(const AddressSet& set) {
  std::vector<AddressPattern> patterns;
  for (const AddressInterval& interval : set.intervals()) {
    for (const Prefix& prefix : prefixes_of_range(set.family(), interval.first, interval.last))
      patterns.push_back(AddressPattern::of(prefix));
  }
  return patterns;
}

void take(ConfigDevice& config, std::uint32_t line, LineTaken taken) {
  if (line == 0 || line > config.taken.size()) return;
  LineTaken& state = config.taken[line - 1];
  state = std::max(state, taken);
}

std::string_view line_of(const ConfigDevice& config, std::uint32_t line) {
  if (line == 0 || line > config.starts.size()) return {};
  std::string_view rest = config.text;
  rest.remove_prefix(config.starts[line - 1]);
  rest = rest.substr(0, std::min(rest.find('\n'), rest.size()));
  while (!rest.empty() && (rest.back() == '\r' || rest.back() == ' ')) rest.remove_suffix(1);
  rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
  return rest;
}

void assume(ConfigDevice& config, std::uint32_t line, LineAssumption assumption) {
  take(config, line, assumption.effect == Effect::harmless ? LineTaken::harmless : LineTaken::assumed);
  config.network.assumptions.push_back({assumption.effect, assumption.scope, config.at(line), std::string(assumption.kind),
                                        quotation(line_of(config, line)), std::move(assumption.why)});
}

void assume_default(ConfigDevice& config, SourceRange at, LineAssumption assumption, std::string text) {
  config.network.assumptions.push_back(
      {assumption.effect, assumption.scope, at, std::string(assumption.kind), std::move(text), std::move(assumption.why)});
}

void assume_encrypted(ConfigDevice& config, SourceRange at, AssumptionScope scope, std::string text) {
  assume_default(config, at, {Effect::harmless, scope, "encrypted-tunnel", "taken as encrypted and authenticated: outsiders are not on it"},
                 std::move(text));
}

}  // namespace sekimori
