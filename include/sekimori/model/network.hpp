// The configured network as one immutable value. What follows from it (segments, FIBs, flows): forward/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sekimori/model/assumption.hpp"
#include "sekimori/model/config_lines.hpp"
#include "sekimori/model/device.hpp"
#include "sekimori/model/host.hpp"
#include "sekimori/model/interface.hpp"
#include "sekimori/model/route.hpp"
#include "sekimori/model/zone.hpp"

namespace sekimori {

/// A cable between two device ports. Hosts are cabled by their attachments.
struct Link {
  InterfaceId a, b;
  SourceRange at;
};

/// `transit` segments have only devices on them (an assumption): no implicit `rest of segment` (E2). Named by any port or SVI on it.
struct TransitDeclaration {
  InterfaceId interface;
  SourceRange at;
};

/// All tables; every id indexes its own. Built by load/, changed only by building a new value.
struct Network {
  std::string name;
  SourceTable sources;
  std::vector<Site> sites;
  std::vector<Zone> zones;
  std::vector<Device> devices;
  std::vector<Interface> interfaces;
  std::vector<Vrf> vrfs;
  std::vector<Filter> filters;
  std::vector<Link> links;
  std::vector<TransitDeclaration> transits;
  std::vector<Host> hosts;
  std::vector<Assumption> assumptions;
  std::vector<OtherFile> other_files;
  std::vector<ConfigLines> config_lines;  ///< one row per vendor config, in the order of loading
  /// No `links:` were given at all: interfaces may share a segment if VLAN id or subnet coincide (E2).
  bool cabling_inferred = false;

  [[nodiscard]] const Site& at(SiteId id) const { return sites.at(id.index); }
  [[nodiscard]] const Zone& at(ZoneId id) const { return zones.at(id.index); }
  [[nodiscard]] const Device& at(DeviceId id) const { return devices.at(id.index); }
  [[nodiscard]] const Interface& at(InterfaceId id) const { return interfaces.at(id.index); }
  [[nodiscard]] const Vrf& at(VrfId id) const { return vrfs.at(id.index); }
  [[nodiscard]] const Filter& at(FilterId id) const { return filters.at(id.index); }
  [[nodiscard]] const Host& at(HostId id) const { return hosts.at(id.index); }
  [[nodiscard]] const Assumption& at(AssumptionId id) const { return assumptions.at(id.index); }
};

[[nodiscard]] std::optional<DeviceId> find_device(const Network& network, std::string_view name);
[[nodiscard]] std::optional<HostId> find_host(const Network& network, std::string_view name);
[[nodiscard]] std::optional<ZoneId> find_zone(const Network& network, std::string_view name);
/// By canonical or abbreviated name ("Gi0/1"), case-insensitively; nullopt when absent or ambiguous.
[[nodiscard]] std::optional<InterfaceId> find_interface(const Network& network, DeviceId device, std::string_view name);
/// "fw-in:GigabitEthernet0/1"
[[nodiscard]] std::string describe(const Network& network, InterfaceId interface);

/// By interface: does it belong to one segment at most? Trunks, ports with a voice VLAN, parents of subinterfaces and members of
/// port-channels do not. A segment is named by the smallest id among those that do, so that two segments of a trunk have two names.
[[nodiscard]] std::vector<bool> names_one_segment(const Network& network);

/// An endpoint without a table of its own: a declared host, a device's own self, or whoever is undeclared on the segment of an interface
/// (E2). For the latter, `InterfaceId` is the smallest interface id that names the segment (`names_one_segment` first), so that two
/// derivations name it alike.
using EndpointRef = std::variant<HostId, DeviceId, InterfaceId>;
/// "pc-a", "self of core-a", "rest of the segment at core-a:Vlan10"
[[nodiscard]] std::string describe(const Network& network, const EndpointRef& endpoint);

}  // namespace sekimori
