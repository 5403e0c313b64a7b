#include "network_file.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "network_file_values.hpp"
#include "sekimori/load/zone_role.hpp"

namespace sekimori {
namespace {

constexpr unsigned kVersion = 1;
constexpr std::size_t kLongestName = 100;

void read_version(const MapReader& top, Reporter& reporter) {
  const Document* node = top.require("version");
  if (node == nullptr) return;
  const auto version = read_number(*node, "version", {0, 1'000'000}, reporter);
  if (version && *version != kVersion) {
    reporter.error(node->at, "Y025", fmt::format("version {} is not known; this program reads version {}", *version, kVersion));
  }
}

struct Label {
  std::string ja, en;
};

/// A text (used for both languages) or {ja: …, en: …}.
Label read_label(const MapReader& reader, const std::string& fallback, Reporter& report) {
  const Document* node = reader.value("label");
  if (node == nullptr) return {fallback, fallback};
  if (node->map() == nullptr) {
    const std::string text = read_text(*node, "label", report).value_or(fallback);
    return {text, text};
  }
  const MapReader label(*node, network_keys::kLabel, report);
  return {label.text("ja").value_or(fallback), label.text("en").value_or(fallback)};
}

/// Zone names go into ids and file names of the evidence.
bool is_slug(std::string_view name) {
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  return !name.empty() && name.size() <= 63 && std::ranges::all_of(name, fits) && name.front() != '-' && name.back() != '-';
}

using SubnetOwners = std::map<Prefix, std::string>;

void read_zone_members(const MapReader& reader, Zone& zone, SubnetOwners& owners, Reporter& report) {
  for (const Document* item : reader.items("subnets")) {
    const auto prefix = read_prefix(*item, "subnets", report);
    if (!prefix) continue;
    zone.subnets.push_back(*prefix);
    const auto [owner, fresh] = owners.emplace(*prefix, zone.name);
    if (!fresh) {
      report.error(item->at, "N015", fmt::format("{} is a subnet of zone {} already", to_text(*prefix), shown(owner->second)));
    }
  }
  const Document* vlans = reader.find("vlans");
  const auto set = vlans == nullptr ? std::nullopt : read_vlan_set(*vlans, "vlans", report);
  for (unsigned n = 1; set && n <= 4094; ++n) {
    if (set->contains(*VlanId::from(n))) zone.vlans.push_back(*VlanId::from(n));
  }
}

void warn_of_shared_vlans(const Network& network, Reporter& report) {
  std::map<VlanId, const Zone*> owners;
  for (const Zone& zone : network.zones) {
    for (const VlanId vlan : zone.vlans) {
      const auto [owner, fresh] = owners.emplace(vlan, &zone);
      if (fresh) continue;
      report.warning(
          zone.at, "N016",
          fmt::format("VLAN {} is in zone {} too; whoever is undeclared on it is in both", vlan.number(), shown(owner->second->name)));
    }
  }
}

}  // namespace

std::optional<ZoneRole> read_zone_role(const Document& node, std::string_view key, Reporter& reporter) {
  std::vector<std::string> names;
  for (const ZoneRole role : kZoneRoles) names.push_back(to_text(role));
  const std::vector<std::string_view> words(names.begin(), names.end());
  const auto index = read_choice(node, key, std::span<const std::string_view>(words), reporter);
  return index ? std::optional(kZoneRoles[*index]) : std::nullopt;
}

void know_loaded_devices(NetworkFile& file) {
  for (std::size_t d = 0; d < file.network.devices.size(); ++d) {
    const Device& device = file.network.devices[d];
    file.devices.emplace(lower(device.name), make_id<DeviceId>(d));
    file.taken.emplace(lower(device.name), device.at);
    DeviceNames& names = file.names.emplace_back();
    for (const InterfaceId id : device.interfaces) names.interfaces.emplace(lower(file.network.at(id).name), id);
    for (const VrfId id : device.vrfs) names.vrfs.emplace(file.network.at(id).name.empty() ? "global" : file.network.at(id).name, id);
    names.open_ports = !device.has_config;
  }
}

bool is_name(std::string_view name, SourceRange at, Reporter& reporter) {
  const auto refused = [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F || c == ':'; };
  const bool good = !name.empty() && name.size() <= kLongestName && std::ranges::none_of(name, refused);
  if (!good) {
    reporter.error(at, "N001", fmt::format("{} is no name: 1 to {} bytes without blanks and ':' are wanted", shown(name), kLongestName));
  }
  return good;
}

bool take_name(const std::string& name, SourceRange at, NetworkFile& file) {
  if (!is_name(name, at, file.reporter)) return false;
  const auto [first, fresh] = file.taken.emplace(lower(name), at);
  if (fresh) return true;
  file.reporter.error(at, "N002",
                      fmt::format("{} names a device or host already: {}", shown(name), file.network.sources.describe(first->second)));
  return false;
}

void assume(Network& network, Effect effect, AssumptionScope scope, SourceRange at, std::string kind, std::string text, std::string why) {
  network.assumptions.push_back({effect, scope, at, std::move(kind), std::move(text), std::move(why)});
}

std::map<std::string, std::string> read_attributes(const MapReader& reader, Reporter& reporter) {
  std::map<std::string, std::string> result;
  const Document* node = reader.find("attributes");
  if (node == nullptr) return result;
  if (node->map() == nullptr) {
    reporter.error(node->at, "Y022", fmt::format("'attributes' must be a map from words to texts, not {}", shown(*node)));
    return result;
  }
  for (const Document::Entry& entry : *node->map()) {
    if (auto text = read_text(entry.value, entry.key, reporter)) result.emplace(entry.key, std::move(*text));
  }
  return result;
}

void read_sites(const MapReader& top, NetworkFile& file) {
  const std::vector<const Document*> items = top.list("sites");
  if (!items.empty()) file.network.sites.clear();  // the default site stands only while none is declared
  for (const Document* item : items) {
    const MapReader reader(*item, network_keys::kSite, file.reporter);
    const std::string name = reader.required_text("name");
    if (name.empty() || !is_name(name, reader.place("name"), file.reporter)) continue;
    if (!file.sites.emplace(name, make_id<SiteId>(file.network.sites.size())).second) {
      file.reporter.error(reader.place("name"), "N002", fmt::format("site {} is declared twice", shown(name)));
      continue;
    }
    file.network.sites.push_back({name, read_label(reader, name, file.reporter).ja, reader.at()});
  }
  if (file.network.sites.empty()) file.network.sites.push_back({"main", "", {}});
}

void read_zones(const MapReader& top, NetworkFile& file) {
  SubnetOwners owners;
  for (const Document* item : top.list("zones")) {
    const MapReader reader(*item, network_keys::kZone, file.reporter);
    Zone zone;
    zone.at = reader.at();
    zone.name = reader.required_text("name");
    if (!zone.name.empty() && !is_slug(zone.name)) {
      file.reporter.error(
          reader.place("name"), "N001",
          fmt::format("{} is no zone name: small letters a-z, digits and '-' are wanted; 'label' may be Japanese", shown(zone.name)));
    }
    if (!zone.name.empty() && !file.zones.emplace(zone.name, make_id<ZoneId>(file.network.zones.size())).second) {
      file.reporter.error(reader.place("name"), "N002", fmt::format("zone {} is declared twice", shown(zone.name)));
    }
    Label label = read_label(reader, zone.name, file.reporter);
    zone.label_ja = std::move(label.ja);
    zone.label_en = std::move(label.en);
    if (const Document* role = reader.value("role")) zone.role = read_zone_role(*role, "role", file.reporter).value_or(ZoneRole::other);
    zone.attributes = read_attributes(reader, file.reporter);
    read_zone_members(reader, zone, owners, file.reporter);
    file.network.zones.push_back(std::move(zone));
  }
  warn_of_shared_vlans(file.network, file.reporter);
}

std::set<std::string, std::less<>> host_configs_named(const Document& document) {
  std::set<std::string, std::less<>> names;
  for (const std::string_view key : {"hosts", "sanitisers"}) {
    const Document* entries = document.find(key);
    if (entries == nullptr || entries->list() == nullptr) continue;
    for (const Document& entry : *entries->list()) {
      const Document* name = entry.find("config");
      if (name != nullptr && name->scalar() != nullptr) names.insert(*name->scalar());
    }
  }
  return names;
}

std::vector<HostConfig> read_network_file(const Document& document, Network& network, Reporter& reporter,
                                          const std::set<std::string, std::less<>>& linux_configs) {
  const MapReader top(document, network_keys::kTop, reporter);
  if (!top.is_map()) return {};
  NetworkFile file{network, reporter};
  file.linux_configs = linux_configs;
  read_version(top, reporter);
  if (auto name = top.text("name")) network.name = std::move(*name);
  know_loaded_devices(file);
  read_sites(top, file);
  read_zones(top, file);
  std::vector<PendingDevice> devices = declare_devices(top, file);
  for (PendingDevice& device : devices) {
    read_groups(device, file);
    read_filters(device, file);
    read_interfaces(device, file);
    read_routes(device, file);
    read_firewall(device, file);
    read_nat(device, file);
    read_management(device, file);
  }
  read_links(top, file);
  read_transit(top, file);
  read_hosts(top, file);
  check_addresses(network, reporter);
  return std::move(file.host_configs);
}

}  // namespace sekimori
