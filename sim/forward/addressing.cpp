#include "addressing.hpp"

#include <algorithm>

namespace sekimori {
namespace {

AddressSet prefix_set(Family family, AddressBits network, unsigned length) {
  return AddressSet::of(Prefix::covering({family, network}, length));
}

constexpr AddressBits v6_top(unsigned first_16_bits) { return static_cast<AddressBits>(first_16_bits) << 112U; }

}  // namespace

bool is_live(const Network& network, InterfaceId interface) {
  const Interface& i = network.at(interface);
  return i.up && (!i.parent || is_live(network, *i.parent));
}

InterfaceId effective_port(const Network& network, InterfaceId port) { return network.at(port).channel.value_or(port); }

bool is_layer3(const Network& network, InterfaceId interface) {
  const Interface& i = network.at(interface);
  if (i.is_layer3() || i.kind == InterfaceKind::tunnel) return true;
  if (i.mode == PortMode::access || i.mode == PortMode::trunk || i.channel) return false;
  return std::ranges::any_of(network.at(i.device).vrfs, [&](VrfId vrf) {
    return std::ranges::any_of(network.at(vrf).routes, [&](const StaticRoute& r) { return r.next_hop.out == interface; });
  });
}

bool speaks(const Network& network, InterfaceId interface, Family family) {
  const Interface& i = network.at(interface);
  if (family == Family::non_ip || !is_live(network, interface)) return false;
  if (family == Family::v6 ? i.ipv6_enabled : i.ipv4_enabled) return true;
  if (!i.is_layer3()) return is_layer3(network, interface);
  return std::ranges::any_of(i.addresses, [&](const InterfaceAddress& a) { return a.address.family == family; });
}

bool forwards(const Device& device, Family family) {
  return family == Family::v4 ? device.forwards_v4 : family == Family::v6 && device.forwards_v6;
}

bool forwards(const Host& host) { return host.forwards && host.attachments.size() > 1 && !std::holds_alternative<External>(host.role); }

AddressSet link_local(Family family) {
  return family == Family::v6 ? prefix_set(family, v6_top(0xfe80U), 10) : prefix_set(Family::v4, 0xa9fe0000U, 16);
}

AddressSet multicast(Family family) {
  return family == Family::v6 ? prefix_set(family, v6_top(0xff00U), 8) : prefix_set(Family::v4, 0xe0000000U, 4);
}

AddressSet heard_by_all(Family family) {
  AddressSet set = multicast(family).united(link_local(family));
  if (family == Family::v4) set = set.united(AddressSet::of(Address{family, top_address(family)}));
  return set;
}

AddressSet segment_only(Family family) {
  if (family == Family::v4) {
    return prefix_set(family, 0xe0000000U, 24).united(AddressSet::of(Address{family, top_address(family)}));
  }
  AddressSet set = link_local(family);
  for (unsigned flags = 0; flags < 16; ++flags) {
    for (const unsigned scope : {0U, 1U, 2U}) set = set.united(prefix_set(family, v6_top(0xff00U | flags << 4U | scope), 16));
  }
  return set;
}

AddressSet directed_broadcasts(const std::vector<Prefix>& prefixes, Family family) {
  AddressSet set(family);
  if (family != Family::v4) return set;
  for (const Prefix& p : prefixes) {
    if (p.family() == Family::v4 && p.length() < 31) set.insert({p.last(), p.last()});
  }
  return set;
}

AddressSet configured_addresses(const Network& network, InterfaceId interface, Family family) {
  AddressSet set(family);
  for (const InterfaceAddress& a : network.at(interface).addresses) {
    if (a.address.family == family) set.insert({a.address.bits, a.address.bits});
  }
  return set;
}

AddressSet own_addresses(const Network& network, InterfaceId interface, Family family) {
  if (!speaks(network, interface, family)) return AddressSet(family);
  const AddressSet set = configured_addresses(network, interface, family);
  return family == Family::v6 ? set.united(link_local(family)) : set;
}

AddressSet own_addresses(const Network& network, DeviceId device, Family family) {
  AddressSet set(family);
  for (const InterfaceId i : network.at(device).interfaces) set = set.united(own_addresses(network, i, family));
  return set;
}

AddressSet local_addresses(const Network& network, VrfId vrf, Family family) {
  AddressSet set(family);
  for (const InterfaceId id : network.at(network.at(vrf).device).interfaces) {
    if (network.at(id).vrf != vrf || !speaks(network, id, family)) continue;
    for (const InterfaceAddress& a : network.at(id).addresses) {
      if (a.address.family == family && !a.virtual_address) set.insert({a.address.bits, a.address.bits});
    }
  }
  return set;
}

bool owns(const Network& network, DeviceId device, Address address) {
  return std::ranges::any_of(network.at(device).interfaces, [&](InterfaceId id) {
    return is_live(network, id) &&
           std::ranges::any_of(network.at(id).addresses, [&](const InterfaceAddress& a) { return a.address == address; });
  });
}

}  // namespace sekimori
