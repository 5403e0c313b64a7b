// The network with every line that was not understood taken at its worst (A2). Scopes are replaced by their most permissive meaning: a
// filter permits everything; a VRF routes anywhere; a host relays and forwards; an interface or a device becomes a hostile box that joins
// everything it is connected to; what helpers open is passed beside the rest. Other ids keep their meaning.
#include <algorithm>
#include <set>

#include "helper_sessions.hpp"
#include "sekimori/base/overloaded.hpp"
#include "sekimori/prove/report_parts.hpp"

namespace sekimori {
namespace {

void open_filter(Network& network, FilterId id) {
  Filter& filter = network.filters[id.index];
  filter.rules.clear();
  filter.fallback = Action::permit;
}

void open_vrf(Network& network, VrfId id) {
  Vrf& vrf = network.vrfs[id.index];
  vrf.any_routing = true;
  vrf.leaks_to = network.at(vrf.device).vrfs;
}

/// A hostile endpoint behind a port of its own: with the device bridging everything it hears and sends on all its segments, which is more
/// than any configuration can make the device do.
void attach_hostile(Network& network, DeviceId id) {
  Interface port;
  port.name = "(havoc)";
  port.device = id;
  port.mode = PortMode::access;
  port.vrf = network.at(id).vrfs.empty() ? VrfId{} : network.at(id).vrfs.front();
  const auto port_id = make_id<InterfaceId>(network.interfaces.size());
  network.interfaces.push_back(std::move(port));
  network.devices[id.index].interfaces.push_back(port_id);
  Host hostile;
  hostile.name = "(havoc of " + network.at(id).name + ")";
  hostile.zone = make_id<ZoneId>(network.zones.size());
  hostile.kind = "external";
  hostile.role = External{};
  Attachment attachment;
  attachment.port = port_id;
  hostile.attachments.push_back(attachment);
  network.hosts.push_back(std::move(hostile));
  Zone zone;  // cells are found again by the names of their zones
  zone.name = unused_zone_name(network.zones, "havoc-" + std::to_string(id.index));
  zone.implicit = true;
  network.zones.push_back(std::move(zone));
}

void open_device(Network& network, DeviceId id) {
  Device& device = network.devices[id.index];
  device.bridges_everything = true;
  device.forwards_v4 = device.forwards_v6 = true;
  device.firewall.reset();
  device.has_config = false;  // its own self relays whatever reaches it
  for (const VrfId vrf : device.vrfs) open_vrf(network, vrf);
  for (const InterfaceId i : device.interfaces) {
    network.interfaces[i.index].filters = {};
    network.interfaces[i.index].up = true;
  }
  attach_hostile(network, id);
}

void open_host(Network& network, HostId id) {
  Host& host = network.hosts[id.index];
  host.relays = host.forwards = true;
  if (!std::holds_alternative<External>(host.role)) host.role = PlainHost{};
}

}  // namespace

std::vector<AssumptionId> opening_assumptions(const Network& network) {
  std::vector<AssumptionId> ids;
  for (std::size_t i = 0; i < network.assumptions.size(); ++i) {
    if (may_open(network.assumptions[i].effect)) ids.push_back(make_id<AssumptionId>(i));
  }
  return ids;
}

Network under_havoc(const Network& network, const std::vector<AssumptionId>& assumptions) {
  Network open = network;
  std::set<DeviceId> devices;
  std::vector<HelperSessions> helpers;
  for (const AssumptionId id : assumptions) {
    std::visit(Overloaded{
                   [&](WholeNetwork) {
                     for (std::size_t i = 0; i < network.devices.size(); ++i) devices.insert(make_id<DeviceId>(i));
                   },
                   [&](DeviceId device) { devices.insert(device); },
                   // An unknown line of an interface may bridge it, tunnel it or route by policy: more than the interface alone.
                   [&](InterfaceId interface) { devices.insert(network.at(interface).device); },
                   [&](VrfId vrf) { open_vrf(open, vrf); },
                   [&](FilterId filter) { open_filter(open, filter); },
                   [&](HostId host) { open_host(open, host); },
                   [&](const HelperSessions& opened) { helpers.push_back(opened); },
               },
               network.at(id).scope);
  }
  open_helper_sessions(network, helpers, open);
  for (const DeviceId device : devices) open_device(open, device);
  return open;
}

}  // namespace sekimori
