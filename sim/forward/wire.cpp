#include "wire.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "addressing.hpp"

namespace sekimori {
namespace {

Spot bridge(DeviceId device, VlanId vlan) { return {SpotKind::bridge, device.index, vlan.number()}; }
Spot port_spot(InterfaceId port, Tag tag) { return {SpotKind::port, port.index, tag ? tag->number() : std::uint16_t{0}}; }

/// A routed port takes untagged frames, and tagged ones for which it has a live subinterface.
std::optional<Spot> spot_of_routed(const Network& network, InterfaceId port, Tag tag) {
  if (!tag) return port_spot(port, tag);
  const auto takes = [&](InterfaceId id) {
    const Interface& i = network.at(id);
    return i.parent && effective_port(network, *i.parent) == port && i.vlan == tag && is_live(network, id);
  };
  if (std::ranges::none_of(network.at(network.at(port).device).interfaces, takes)) return std::nullopt;
  return port_spot(port, tag);
}

std::optional<Spot> spot_of_access(const Interface& port, Tag tag) {
  if (!tag || *tag == port.access_vlan) return bridge(port.device, port.access_vlan);
  if (tag == port.voice_vlan) return bridge(port.device, *tag);
  return std::nullopt;
}

std::optional<Spot> spot_of_trunk(const Interface& port, Tag tag) {
  if (!tag && port.native_tagged) return std::nullopt;
  const VlanId vlan = tag.value_or(port.native);
  if (!port.allowed.contains(vlan)) return std::nullopt;
  return bridge(port.device, vlan);
}

/// The halves of a transparent firewall keep their VLANs apart (L3).
std::optional<Spot> spot_of_transparent(const Interface& port, InterfaceId id, Tag tag) {
  if (port.mode != PortMode::access && port.mode != PortMode::trunk) return port_spot(id, tag);
  const std::optional<Spot> vlan = port.mode == PortMode::access ? spot_of_access(port, tag) : spot_of_trunk(port, tag);
  return vlan ? std::optional(Spot{SpotKind::port, id.index, vlan->tag}) : std::nullopt;
}

/// The management interface of a transparent firewall is placed on one of its sides; it is met from all (see `receivers`).
std::optional<Spot> spot_of_management(const Network& network, const Interface& svi) {
  for (const InterfaceId id : network.at(svi.device).interfaces) {
    if (!is_port(network.at(id)) || network.at(id).channel || !is_live(network, id)) continue;
    const Interface& port = network.at(id);
    const bool untagged = port.mode == PortMode::routed || port.mode == PortMode::none;
    if (const auto spot = spot_of_transparent(port, id, untagged ? std::nullopt : svi.vlan)) return spot;
  }
  return std::nullopt;
}

void insert_named(const Network& network, VlanSet& named) {
  // A zone's VLAN stands for its own undeclared endpoints (E2): another VLAN that the same trunks carry would not be found to be that zone.
  for (const Zone& zone : network.zones) {
    for (const VlanId vlan : zone.vlans) named.insert(vlan);
  }
  for (const Interface& i : network.interfaces) {
    // Also of ports in another mode, so that the representatives do not depend on it.
    named.insert(i.access_vlan);
    named.insert(i.native);
    if (i.voice_vlan) named.insert(*i.voice_vlan);
    if (i.vlan) named.insert(*i.vlan);
  }
  for (const Host& h : network.hosts) {
    for (const Attachment& a : h.attachments) {
      if (a.vlan) named.insert(*a.vlan);
    }
  }
}

std::vector<const VlanSet*> distinct_allowed(const Network& network) {
  std::vector<const VlanSet*> distinct;
  for (const Interface& i : network.interfaces) {
    if (i.mode != PortMode::trunk) continue;
    if (std::ranges::none_of(distinct, [&](const VlanSet* s) { return *s == i.allowed; })) distinct.push_back(&i.allowed);
  }
  return distinct;
}

std::optional<Spot> spot_of_tagged_interface(const Network& network, const Interface& i) {
  if (!i.parent) return std::nullopt;
  const InterfaceId port = effective_port(network, *i.parent);
  if (is_hub(network.at(i.device))) return Spot{SpotKind::hub, i.device.index, 0};
  if (network.at(port).mode == PortMode::routed || network.at(port).mode == PortMode::none) return port_spot(port, i.vlan);
  return spot_of_frame(network, port, i.vlan);
}

}  // namespace

bool is_hub(const Device& device) { return device.bridges_everything || device.kind == DeviceKind::hub; }

bool is_transparent(const Device& device) { return device.firewall && device.firewall->transparent && !is_hub(device); }

bool is_port(const Interface& interface) {
  return interface.kind == InterfaceKind::physical || interface.kind == InterfaceKind::port_channel;
}

std::vector<VlanId> relevant_vlans(const Network& network) {
  VlanSet named;
  insert_named(network, named);
  const std::vector<const VlanSet*> allowed = distinct_allowed(network);
  std::set<std::vector<bool>> seen;
  std::vector<VlanId> vlans;
  for (unsigned number = 1; number <= 4094; ++number) {
    const VlanId vlan = *VlanId::from(number);
    std::vector<bool> carried_by;
    for (const VlanSet* set : allowed) carried_by.push_back(set->contains(vlan));
    const bool somewhere = std::ranges::find(carried_by, true) != carried_by.end();
    if (named.contains(vlan) || (somewhere && seen.insert(carried_by).second)) vlans.push_back(vlan);
  }
  return vlans;
}

std::optional<Spot> spot_of_frame(const Network& network, InterfaceId port, Tag tag) {
  const Interface& p = network.at(port);
  const Device& device = network.at(p.device);
  if (is_hub(device)) return Spot{SpotKind::hub, p.device.index, 0};
  if (is_transparent(device)) return spot_of_transparent(p, port, tag);
  switch (p.mode) {
    case PortMode::access: return spot_of_access(p, tag);
    case PortMode::trunk: return spot_of_trunk(p, tag);
    case PortMode::routed:
    case PortMode::none: return spot_of_routed(network, port, tag);
  }
  return std::nullopt;
}

bool may_leave(const Network& network, InterfaceId port, Tag tag) {
  const Interface& p = network.at(port);
  const Device& device = network.at(p.device);
  if (!tag || is_hub(device) || is_transparent(device)) return true;
  if (p.mode == PortMode::access) return tag != p.access_vlan;
  if (p.mode == PortMode::trunk) return p.native_tagged || tag != p.native;
  return true;
}

std::vector<Spot> spots_of_port(const Network& network, InterfaceId port, const std::vector<VlanId>& vlans) {
  std::vector<Spot> spots;
  const auto add = [&](Tag tag) {
    if (const auto spot = spot_of_frame(network, port, tag)) spots.push_back(*spot);
  };
  add(std::nullopt);
  for (const VlanId vlan : vlans) add(vlan);
  return spots;
}

std::optional<Spot> spot_of_layer3(const Network& network, InterfaceId interface) {
  if (!is_live(network, interface)) return std::nullopt;
  const Interface& i = network.at(interface);
  const bool hub = is_hub(network.at(i.device));
  switch (i.kind) {
    case InterfaceKind::loopback: return std::nullopt;
    case InterfaceKind::tunnel: return Spot{SpotKind::tunnel, interface.index, 0};
    case InterfaceKind::svi:
      if (hub) return Spot{SpotKind::hub, i.device.index, 0};
      if (is_transparent(network.at(i.device))) return spot_of_management(network, i);
      return i.vlan ? std::optional(bridge(i.device, *i.vlan)) : std::nullopt;
    case InterfaceKind::subinterface: return spot_of_tagged_interface(network, i);
    case InterfaceKind::physical:
    case InterfaceKind::port_channel: break;
  }
  if (i.channel) return std::nullopt;  // the port-channel is the layer-3 interface
  return spot_of_frame(network, interface, std::nullopt);
}

std::vector<Spot> spots_of_host(const Network& network, const Attachment& attachment, const std::vector<VlanId>& vlans) {
  if (!is_live(network, attachment.port)) return {};
  std::vector<Spot> spots;
  if (!is_port(network.at(attachment.port))) {
    if (const auto spot = spot_of_layer3(network, attachment.port)) spots.push_back(*spot);
    return spots;
  }
  const InterfaceId port = effective_port(network, attachment.port);
  if (!is_live(network, port)) return {};
  if (attachment.vlan) {
    if (const auto spot = spot_of_frame(network, port, attachment.vlan)) return {*spot};
  }
  // Also for a tag that the port does not carry: the card may then still be read untagged.
  spots = spots_of_port(network, port, vlans);
  std::ranges::sort(spots);
  spots.erase(std::unique(spots.begin(), spots.end()), spots.end());
  return spots;
}

}  // namespace sekimori
