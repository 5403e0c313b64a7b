// network.yaml into a Network under construction. The stages run in this order, so that a name may be used before it is declared:
// sites and zones, device names, interfaces, what is on the devices, links, hosts, checks. A whole snapshot: load/snapshot.hpp.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "config_text.hpp"
#include "linux_host_filter.hpp"
#include "network_file_keys.hpp"
#include "sekimori/model/network.hpp"

namespace sekimori {

/// What a device's own names stand for.
struct DeviceNames {
  std::map<std::string, InterfaceId, std::less<>> interfaces;  ///< keys in lower case
  std::map<std::string, VrfId, std::less<>> vrfs;              ///< "global" is the global table
  std::map<std::string, FilterId, std::less<>> filters;
  std::map<std::string, std::vector<AddressPattern>, std::less<>> groups;      ///< resolved
  std::map<std::string, std::vector<ServiceBox>, std::less<>> service_groups;  ///< resolved
  /// Nothing lists the ports of this device (a hub, a device without a config): whatever a link names is one of them.
  bool open_ports = false;
};

/// State of the reading of one file.
struct NetworkFile {
  Network& network;
  Reporter& reporter;
  std::map<std::string, SiteId, std::less<>> sites = {};
  std::map<std::string, ZoneId, std::less<>> zones = {};
  std::map<std::string, DeviceId, std::less<>> devices = {};  ///< keys in lower case
  std::vector<DeviceNames> names = {};                        ///< by device
  /// Devices and hosts share one name space: a trace or a report names either. Keys in lower case.
  std::map<std::string, SourceRange, std::less<>> taken = {};
  /// What a rule may name instead of addresses, on any device: the hosts, while a scenario is applied.
  std::map<std::string, std::vector<AddressPattern>, std::less<>> hosts = {};
  std::set<std::string, std::less<>> linux_configs = {};  ///< what `config:` of a host may name
  std::vector<HostConfig> host_configs = {};              ///< those that hosts have
  std::size_t patterns = 0;                               ///< address patterns made so far, against groups that multiply
};

/// An interface entry whose name is declared and whose content is still to be read.
struct PendingInterface {
  InterfaceId id;
  MapReader reader;
};
struct PendingDevice {
  DeviceId id;
  MapReader reader;
  std::vector<PendingInterface> interfaces;
};

/// Reads the whole file into `network`, which already holds the devices of the configs but for `linux_configs`, which are of hosts. Errors
/// go to `reporter`. Returns which host has which of them.
std::vector<HostConfig> read_network_file(const Document& document, Network& network, Reporter& reporter,
                                          const std::set<std::string, std::less<>>& linux_configs = {});
/// The names that hosts and sanitisers give as `config:`; errors are left to the reading.
[[nodiscard]] std::set<std::string, std::less<>> host_configs_named(const Document& document);

/// Devices that the network has already: their names may be used like those that the file declares.
void know_loaded_devices(NetworkFile& file);
/// The interfaces of a device's entry by name; their content: read_interfaces. Errors: N002.
void declare_interfaces(PendingDevice& pending, NetworkFile& file);

// Stages, one file each.
void read_sites(const MapReader& top, NetworkFile& file);
void read_zones(const MapReader& top, NetworkFile& file);
[[nodiscard]] std::vector<PendingDevice> declare_devices(const MapReader& top, NetworkFile& file);
void read_interfaces(PendingDevice& device, NetworkFile& file);
void read_filters(const PendingDevice& device, NetworkFile& file);
void read_groups(const PendingDevice& device, NetworkFile& file);
void read_firewall(const PendingDevice& device, NetworkFile& file);
void read_nat(const PendingDevice& device, NetworkFile& file);
void read_routes(const PendingDevice& device, NetworkFile& file);
void read_management(const PendingDevice& device, NetworkFile& file);
void read_links(const MapReader& top, NetworkFile& file);
/// A port that a cable fits. Errors: N003, N013.
[[nodiscard]] std::optional<InterfaceId> read_cable_end(const Document& node, std::string_view what, NetworkFile& file);
void read_transit(const MapReader& top, NetworkFile& file);
void read_hosts(const MapReader& top, NetworkFile& file);
/// `port`, `vlan` and `address`, of a host or of one of its attachments. Errors: Y021, Y026, N003, N006, N013, N020.
[[nodiscard]] std::optional<Attachment> read_attachment(const MapReader& reader, bool needs_address, NetworkFile& file);
/// Does a host of this kind pass on what it receives (E1)?
[[nodiscard]] bool kind_relays(std::string_view kind);
void check_addresses(const Network& network, Reporter& reporter);

// Names.
/// Errors: N001 unless it is a word without blanks, control characters and ':'.
[[nodiscard]] bool is_name(std::string_view name, SourceRange at, Reporter& reporter);
/// A name of a device or host, unique among both. Errors: N001, N002.
[[nodiscard]] bool take_name(const std::string& name, SourceRange at, NetworkFile& file);
/// The row of `names` called like the scalar. Errors: Y022, N003 with a suggestion.
template <class IdType>
[[nodiscard]] std::optional<IdType> read_reference(const Document& node, std::string_view what,
                                                   const std::map<std::string, IdType, std::less<>>& names, Reporter& reporter) {
  const auto name = read_text(node, what, reporter);
  if (!name) return std::nullopt;
  const auto found = names.find(*name);
  if (found != names.end()) return found->second;
  reporter.error(node.at, "N003", "there is no " + std::string(what) + " " + shown(*name) + reporter.suggestion(*name, names));
  return std::nullopt;
}
/// An interface of `device` by its name, or by a vendor's abbreviation of it. On a device with open ports it is made. Errors: N003.
[[nodiscard]] std::optional<InterfaceId> find_port(std::string_view name, DeviceId device, SourceRange at, NetworkFile& file);
/// "device:interface". Errors: N003, N013.
[[nodiscard]] std::optional<InterfaceId> read_port(const Document& node, std::string_view what, NetworkFile& file);
/// Interfaces of one device named by `key`; a single name or a list.
[[nodiscard]] std::vector<InterfaceId> read_interface_list(const MapReader& reader, std::string_view key, DeviceId device,
                                                           NetworkFile& file);
[[nodiscard]] std::map<std::string, std::string> read_attributes(const MapReader& reader, Reporter& reporter);
void assume(Network& network, Effect effect, AssumptionScope scope, SourceRange at, std::string kind, std::string text, std::string why);

}  // namespace sekimori
