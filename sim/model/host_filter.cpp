#include "sekimori/model/host_filter.hpp"

#include <algorithm>

namespace sekimori {
namespace {

/// The port at the other end of the cable; nullopt: nothing is plugged in.
std::optional<InterfaceId> far_end(const Network& network, InterfaceId port) {
  for (const Link& link : network.links) {
    if (link.a == port) return link.b;
    if (link.b == port) return link.a;
  }
  return std::nullopt;
}

/// Tagged frames get through the port to whoever is cabled to it (L4).
bool carries_tags(const Network& network, InterfaceId id) {
  const InterfaceId port = network.at(id).channel.value_or(id);
  const Interface& p = network.at(port);
  const Device& device = network.at(p.device);
  if (device.bridges_everything || device.kind == DeviceKind::hub) return false;  // one segment for all tags
  if (p.mode == PortMode::access) return p.voice_vlan.has_value();
  if (p.mode == PortMode::trunk || (device.firewall && device.firewall->transparent)) return true;
  return std::ranges::any_of(device.interfaces, [&](InterfaceId other) {
    const auto& parent = network.at(other).parent;
    return parent && (*parent == port || network.at(*parent).channel == port);
  });
}

bool is_attached(const Host& host, InterfaceId port) {
  return std::ranges::any_of(host.attachments, [&](const Attachment& card) { return card.port == port; });
}

bool tags_itself(const Host& host, InterfaceId port) {
  return std::ranges::any_of(host.attachments, [&](const Attachment& card) { return card.port == port && card.vlan; });
}

/// Puts the cable of the filter back into the host. The rows stay, as ids are indices.
void detach(Network& network, Device& filter) {
  const auto [outer, inner] = host_filter_ports(filter);
  if (const auto far = far_end(network, outer)) {
    for (Attachment& card : network.hosts[filter.filter_of->index].attachments) {
      if (card.port == inner) card.port = *far;
    }
  }
  std::erase_if(network.links, [&, out = outer](const Link& link) { return link.a == out || link.b == out; });
  network.interfaces[outer.index].up = network.interfaces[inner.index].up = false;
  filter.firewall.reset();
}

/// Untagged on both sides, in the VLAN of the port, so that no other VLAN's number comes into it.
void follow_port(Network& network, const HostFilterPorts& ports, InterfaceId far) {
  const Interface& port = network.at(network.at(far).channel.value_or(far));
  const bool access = port.mode == PortMode::access;
  for (const InterfaceId id : {ports.outer, ports.inner}) {
    Interface& own = network.interfaces[id.index];
    own.mode = access || id == ports.inner ? PortMode::access : PortMode::routed;
    own.access_vlan = access ? port.access_vlan : kDefaultVlan;
  }
}

InterfaceId add_port(Network& network, DeviceId device, std::string_view name, SourceRange at) {
  Interface port;
  port.name = std::string(name);
  port.device = device;
  port.mode = PortMode::access;
  port.vrf = network.at(device).vrfs.front();
  port.at = at;
  network.interfaces.push_back(std::move(port));
  const auto id = make_id<InterfaceId>(network.interfaces.size() - 1);
  network.devices[device.index].interfaces.push_back(id);
  return id;
}

}  // namespace

bool is_host_filter(const Device& device) { return device.filter_of.has_value(); }

bool is_behind_host_filter(const Network& network, InterfaceId port) {
  const Device& device = network.at(network.at(port).device);
  return is_host_filter(device) && device.firewall && !device.bridges_everything && host_filter_ports(device).inner == port;
}

HostFilterPorts host_filter_ports(const Device& device) { return {device.interfaces.at(0), device.interfaces.at(1)}; }

DeviceId add_host_filter(Network& network, HostId host, std::size_t card, std::string name, std::string_view outer_name, SourceRange at) {
  const auto id = make_id<DeviceId>(network.devices.size());
  Device device;
  device.name = std::move(name);
  device.kind = DeviceKind::firewall;
  device.platform = "linux";
  device.site = network.at(host).site;
  device.at = at;
  device.forwards_v4 = device.forwards_v6 = false;
  device.filter_of = host;
  device.firewall = Firewall{};
  device.firewall->transparent = device.firewall->passes_non_ip = true;
  device.firewall->stateful = false;
  device.firewall->fallback = Action::permit;
  device.firewall->at = at;
  device.vrfs = {make_id<VrfId>(network.vrfs.size())};
  Vrf vrf;
  vrf.device = id;
  vrf.at = at;
  network.vrfs.push_back(std::move(vrf));
  network.devices.push_back(std::move(device));
  const InterfaceId outer = add_port(network, id, outer_name, at), inner = add_port(network, id, "host", at);
  Attachment& attachment = network.hosts[host.index].attachments.at(card);
  network.links.push_back({attachment.port, outer, attachment.at});
  follow_port(network, {outer, inner}, attachment.port);
  attachment.port = inner;
  return id;
}

Network without_host_filters(Network network) {
  for (Device& device : network.devices) {
    if (is_host_filter(device) && device.firewall) detach(network, device);
  }
  return network;
}

void settle_host_filters(Network& network) {
  for (Device& device : network.devices) {
    if (!is_host_filter(device) || !device.firewall) continue;
    const Host& host = network.at(*device.filter_of);
    const HostFilterPorts ports = host_filter_ports(device);
    const auto far = far_end(network, ports.outer);
    const bool forwards = host.forwards && host.attachments.size() > 1;
    if (!far || !is_attached(host, ports.inner)) continue;
    if (!forwards && !tags_itself(host, ports.inner) && !carries_tags(network, *far)) {
      follow_port(network, ports, *far);
      continue;
    }
    const SourceRange at = device.at;
    detach(network, device);
    network.assumptions.push_back({Effect::may_close, *device.filter_of, at, "unsupported", device.name,
                                   forwards ? "the host may forward between its cards, past INPUT and OUTPUT: its packet filter is left out"
                                            : "the host's port may carry tagged frames: its packet filter is left out"});
  }
}

}  // namespace sekimori
