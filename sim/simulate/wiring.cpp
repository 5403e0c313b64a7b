// Literal wiring. A cable joins two ports; a member port stands for its port-channel; a tag decides where an arriving frame goes. Native
// VLAN mismatches need no code: an untagged frame simply gets the far end's native VLAN.
#include "wiring.hpp"

#include <algorithm>
#include <set>

namespace sekimori::simulation {

namespace {

void sort_unique(auto& items) {
  std::ranges::sort(items);
  items.erase(std::unique(items.begin(), items.end()), items.end());
}

bool is_wired(const Interface& interface) {
  return interface.kind == InterfaceKind::physical || interface.kind == InterfaceKind::port_channel;
}

bool is_switched(const Interface& interface) { return interface.mode == PortMode::access || interface.mode == PortMode::trunk; }

void name_vlans(const Interface& interface, VlanSet& named) {
  named.insert(interface.access_vlan);
  named.insert(interface.native);
  if (interface.voice_vlan) named.insert(*interface.voice_vlan);
  if (interface.vlan) named.insert(*interface.vlan);
}

}  // namespace

Wiring::Wiring(const Network& network) : network_(&network) {
  const std::size_t interfaces = network.interfaces.size();
  far_.resize(interfaces);
  cards_.resize(interfaces);
  subinterfaces_.resize(interfaces);
  bridged_.resize(network.devices.size());
  find_cables();
  find_ports();
  find_vlans();
}

InterfaceId Wiring::logical(InterfaceId port) const { return network_->at(port).channel.value_or(port); }

bool Wiring::is_up(InterfaceId interface) const {
  const Interface& it = network_->at(interface);
  return it.up && (!it.channel || network_->at(*it.channel).up) && (!it.parent || network_->at(*it.parent).up);
}

void Wiring::find_cables() {
  for (const Link& link : network_->links) {
    if (!is_up(link.a) || !is_up(link.b)) continue;
    far_[logical(link.a).index].push_back(logical(link.b));
    far_[logical(link.b).index].push_back(logical(link.a));
  }
  for (auto& ports : far_) sort_unique(ports);
  for (std::size_t host = 0; host < network_->hosts.size(); ++host) {
    const auto& attachments = network_->hosts[host].attachments;
    for (std::size_t i = 0; i < attachments.size(); ++i) {
      if (is_up(attachments[i].port)) cards_[logical(attachments[i].port).index].push_back({make_id<HostId>(host), i});
    }
  }
}

void Wiring::find_ports() {
  for (std::size_t i = 0; i < network_->interfaces.size(); ++i) {
    const Interface& it = network_->interfaces[i];
    const auto id = make_id<InterfaceId>(i);
    if (it.parent) subinterfaces_[it.parent->index].push_back(id);
    const bool bridges = is_switched(it) || network_->at(it.device).bridges_everything || is_transparent(*network_, it.device);
    if (is_wired(it) && !it.channel && bridges && is_up(id)) bridged_[it.device.index].push_back(id);
  }
}

void Wiring::find_vlans() {
  VlanSet named;
  std::vector<VlanSet> allowed;
  for (const Interface& it : network_->interfaces) {
    name_vlans(it, named);
    if (it.mode == PortMode::trunk && std::ranges::find(allowed, it.allowed) == allowed.end()) allowed.push_back(it.allowed);
  }
  for (const Zone& zone : network_->zones) {  // its undeclared endpoints are in these (E2)
    for (const VlanId vlan : zone.vlans) named.insert(vlan);
  }
  for (const Host& host : network_->hosts) {
    for (const Attachment& attachment : host.attachments) {
      if (attachment.vlan) named.insert(*attachment.vlan);
    }
  }
  // Numbers that nobody names behave alike when the same trunks carry them, so the first stands for all.
  std::set<std::vector<bool>> unnamed;
  std::vector<bool> carried(allowed.size()), previous;
  for (unsigned number = 1; number <= 4094; ++number) {
    const VlanId vlan = *VlanId::from(number);
    if (named.contains(vlan)) {
      vlans_.push_back(vlan);
      continue;
    }
    for (std::size_t i = 0; i < allowed.size(); ++i) carried[i] = allowed[i].contains(vlan);
    if (carried == previous) continue;  // most neighbouring numbers
    previous = carried;
    if (std::ranges::find(carried, true) != carried.end() && unnamed.insert(carried).second) vlans_.push_back(vlan);
  }
}

std::vector<InterfaceId> Wiring::tunnel_peers(InterfaceId tunnel) const {
  const auto owns = [&](InterfaceId id, const std::optional<Address>& address) {
    const Tunnel& it = *network_->at(id).tunnel;
    if (!address) return false;
    if (it.local) return *it.local == *address;
    if (!it.local_interface) return false;
    return std::ranges::any_of(network_->at(*it.local_interface).addresses, [&](const auto& a) { return a.address == *address; });
  };
  std::vector<InterfaceId> peers;
  if (!network_->at(tunnel).tunnel) return peers;
  for (std::size_t i = 0; i < network_->interfaces.size(); ++i) {
    const auto id = make_id<InterfaceId>(i);
    const Interface& it = network_->interfaces[i];
    if (id == tunnel || !it.tunnel || !is_up(id)) continue;
    if (owns(id, network_->at(tunnel).tunnel->remote) && owns(tunnel, it.tunnel->remote)) peers.push_back(id);
  }
  return peers;
}

std::optional<InterfaceId> Wiring::tunnel_outer(InterfaceId tunnel) const {
  const Interface& it = network_->at(tunnel);
  if (!it.tunnel) return std::nullopt;
  if (it.tunnel->local_interface) return it.tunnel->local_interface;
  if (!it.tunnel->local) return std::nullopt;
  for (const InterfaceId id : network_->at(it.device).interfaces) {
    const auto& addresses = network_->at(id).addresses;
    if (std::ranges::any_of(addresses, [&](const auto& a) { return a.address == *it.tunnel->local; })) return id;
  }
  return std::nullopt;
}

bool speaks(const Wiring& wiring, InterfaceId interface, Family family) {
  const Interface& it = wiring.network().at(interface);
  const bool bridges = wiring.network().at(it.device).bridges_everything;
  if (!wiring.is_up(interface) || it.channel || (is_wired(it) && is_switched(it) && !bridges)) return false;
  if (family == Family::non_ip) return it.is_layer3();
  const auto has_family = [&](const InterfaceAddress& a) { return a.address.family == family; };
  return (family == Family::v6 ? it.ipv6_enabled : it.ipv4_enabled) || std::ranges::any_of(it.addresses, has_family);
}

bool is_transparent(const Network& network, DeviceId device) {
  const auto& firewall = network.at(device).firewall;
  return firewall && firewall->transparent;
}

}  // namespace sekimori::simulation
