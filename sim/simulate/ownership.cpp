#include "ownership.hpp"

#include <algorithm>

namespace sekimori::simulation {

namespace {

Prefix multicast_v4() { return Prefix::covering({Family::v4, AddressBits{0xE0000000U}}, 4); }       // RFC 5771
Prefix multicast_v6() { return Prefix::covering({Family::v6, AddressBits{0xFF} << 120U}, 8); }      // RFC 4291 2.7
Prefix link_local_v6() { return Prefix::covering({Family::v6, AddressBits{0xFE80} << 112U}, 10); }  // RFC 4291 2.5.6
constexpr AddressBits kBroadcast4 = 0xFFFFFFFFU;                                                    // RFC 919

/// What somebody can have in a subnet: without network and broadcast address in IPv4, unless /31 (RFC 3021) or /32.
AddressSet usable(const Prefix& subnet) {
  if (subnet.family() != Family::v4 || subnet.length() >= 31) return AddressSet::of(subnet);
  return AddressSet::of_range(Family::v4, subnet.network().bits + 1, subnet.last() - 1);
}

AddressSet declared(const Wiring& wiring, const Domain& domain, Family family) {
  const Network& network = wiring.network();
  AddressSet owned(family);
  for (const auto* cards : {&domain.cards, &domain.joined_cards}) {
    for (const Card card : *cards) {
      const Attachment& attachment = network.at(card.host).attachments[card.attachment];
      owned = owned.united(family == Family::v4 ? attachment.v4 : attachment.v6);
    }
  }
  for (const auto* layer3 : {&domain.layer3, &domain.joined_layer3}) {
    for (const InterfaceId id : *layer3) {
      for (const InterfaceAddress& address : network.at(id).addresses) {
        if (address.address.family == family) owned = owned.united(AddressSet::of(address.address));
      }
    }
  }
  return owned;
}

AddressSet spare(const Wiring& wiring, const Domain& domain, Family family) {
  AddressSet addresses(family);
  const bool hosts_without_subnet = domain.connected.empty() && !domain.cards.empty();
  if (hosts_without_subnet || domain.open) addresses = AddressSet::everything(family);
  for (const Prefix& subnet : domain.connected) {
    if (subnet.family() == family) addresses = addresses.united(usable(subnet));
  }
  const auto is_own = [&](const Prefix& subnet) { return subnet.family() == family; };
  for (const Prefix& subnet : domain.joined) {
    const bool counts = family == Family::v6 || std::ranges::any_of(domain.connected, is_own);
    if (counts && subnet.family() == family) addresses = addresses.united(usable(subnet));
  }
  return addresses.without(declared(wiring, domain, family));
}

bool has_v6(const Wiring& wiring, const Domain& domain) {
  return std::ranges::any_of(domain.layer3, [&](InterfaceId id) { return speaks(wiring, id, Family::v6); });
}

}  // namespace

bool is_for_everybody(const Domain& domain, const Packet& packet) {
  const Address dst = packet.destination();
  if (packet.family == Family::v6) return multicast_v6().contains(dst);
  if (packet.family != Family::v4) return false;
  if (packet.dst == kBroadcast4 || multicast_v4().contains(dst)) return true;
  const auto ends_in_it = [&](const Prefix& subnet) {
    return subnet.family() == Family::v4 && subnet.length() < 31 && subnet.last() == packet.dst;
  };
  return std::ranges::any_of(domain.connected, ends_in_it) || std::ranges::any_of(domain.joined, ends_in_it);
}

bool is_link_local_v6(Address address) { return link_local_v6().contains(address); }

bool owns(const Attachment& attachment, const Domain& domain, Address address) {
  if (address.family == Family::v4) return attachment.v4.contains(address);
  if (address.family != Family::v6) return false;
  const auto covers = [&](const Prefix& subnet) { return subnet.contains(address); };
  return is_link_local_v6(address) || attachment.v6.contains(address) || std::ranges::any_of(domain.connected, covers) ||
         std::ranges::any_of(domain.joined, covers);
}

bool accepts(const Host& host, const Domain& domain, const Packet& packet, bool promiscuous) {
  if (promiscuous || packet.family == Family::non_ip || std::holds_alternative<External>(host.role)) return true;
  if (is_for_everybody(domain, packet)) return true;
  // E8 "only its own addresses": those of every card, since a host answers on one card for the address of another (RFC 1122 3.3.4.2).
  return std::ranges::any_of(host.attachments, [&](const Attachment& a) { return owns(a, domain, packet.destination()); });
}

bool has_rest(const Wiring& wiring, const Domain& domain) {
  if (domain.transit) return false;
  if (domain.open || has_v6(wiring, domain)) return true;
  return !spare(wiring, domain, Family::v4).empty() || !spare(wiring, domain, Family::v6).empty();
}

bool rest_accepts(const Wiring& wiring, const Domain& domain, const Packet& packet, bool promiscuous) {
  if (!has_rest(wiring, domain)) return false;
  if (promiscuous || packet.family == Family::non_ip || is_for_everybody(domain, packet)) return true;
  if (packet.family == Family::v6 && is_link_local_v6(packet.destination())) return true;
  return spare(wiring, domain, packet.family).contains(packet.destination());
}

bool owns(const Network& network, InterfaceId interface, Address address) {
  const Interface& it = network.at(interface);
  return it.up && std::ranges::any_of(it.addresses, [&](const InterfaceAddress& own) { return own.address == address; });
}

bool owns(const Network& network, DeviceId device, Address address) {
  const auto& interfaces = network.at(device).interfaces;
  return std::ranges::any_of(interfaces, [&](InterfaceId id) { return owns(network, id, address); });
}

}  // namespace sekimori::simulation
