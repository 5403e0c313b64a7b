// IEEE 802.1Q at one port: which VLAN an arriving frame is in, and what a departing frame wears.
#include <algorithm>

#include "wiring.hpp"

namespace sekimori::simulation {

namespace {

bool is_any(Tag tag) { return tag.kind == Tag::Kind::any; }
bool is_untagged(Tag tag) { return tag.kind == Tag::Kind::untagged; }
bool wears(Tag tag, VlanId vlan) { return tag.kind == Tag::Kind::tagged && tag.vlan == vlan.number(); }
bool meet(Tag a, Tag b) { return is_any(a) || is_any(b) || a == b; }

/// The VLANs of an access or trunk port that `tag` selects on arrival.
std::vector<VlanId> vlans_in(const Wiring& wiring, const Interface& port, Tag tag) {
  std::vector<VlanId> vlans;
  if (port.mode == PortMode::access) {
    if (is_any(tag) || is_untagged(tag) || wears(tag, port.access_vlan)) vlans.push_back(port.access_vlan);
    if (port.voice_vlan && (is_any(tag) || wears(tag, *port.voice_vlan))) vlans.push_back(*port.voice_vlan);
    return vlans;
  }
  if (is_untagged(tag)) {
    if (!port.native_tagged && port.allowed.contains(port.native)) vlans.push_back(port.native);
    return vlans;
  }
  for (const VlanId vlan : wiring.vlans()) {
    if (port.allowed.contains(vlan) && (is_any(tag) || wears(tag, vlan))) vlans.push_back(vlan);
  }
  return vlans;
}

std::optional<Tag> vlan_out(const Interface& port, VlanId vlan) {
  if (port.mode == PortMode::access) {
    if (vlan == port.access_vlan) return Tag::none();
    if (port.voice_vlan == vlan) return Tag::of(vlan);
    return std::nullopt;
  }
  if (port.mode != PortMode::trunk || !port.allowed.contains(vlan)) return std::nullopt;
  return vlan == port.native && !port.native_tagged ? Tag::none() : Tag::of(vlan);
}

/// A routed port: the interface itself untagged, its subinterfaces by their tags.
std::vector<Place> routed_places(const Wiring& wiring, InterfaceId port, Tag tag) {
  std::vector<Place> places;
  if (meet(tag, Tag::none())) places.push_back(Place::layer3(port));
  for (const InterfaceId id : wiring.subinterfaces(port)) {
    const auto& vlan = wiring.network().at(id).vlan;
    if (wiring.is_up(id) && meet(tag, vlan ? Tag::of(*vlan) : Tag::none())) places.push_back(Place::layer3(id));
  }
  return places;
}

/// An access port of a transparent firewall is an untagged pipe whatever its VLAN number; a trunk keeps tags; a routed port has none of its
/// own.
std::vector<Place> transparent_places(const Wiring& wiring, InterfaceId port, Tag tag) {
  const Interface& it = wiring.network().at(port);
  std::vector<Place> places;
  if (it.mode == PortMode::access || it.mode == PortMode::trunk) {
    for (const VlanId vlan : vlans_in(wiring, it, tag)) places.push_back(Place::transparent(port, vlan.number()));
  } else {
    places.push_back(Place::transparent(port, tag.vlan));
  }
  return places;
}

bool bridges_everything(const Wiring& wiring, DeviceId device) { return wiring.network().at(device).bridges_everything; }

}  // namespace

std::vector<Place> places_in(const Wiring& wiring, InterfaceId port, Tag tag) {
  const Interface& it = wiring.network().at(port);
  if (!wiring.is_up(port)) return {};
  if (bridges_everything(wiring, it.device)) return {Place::bridge(it.device, 0)};
  if (is_transparent(wiring.network(), it.device)) return transparent_places(wiring, port, tag);
  if (it.mode == PortMode::routed || it.mode == PortMode::none) return routed_places(wiring, port, tag);
  std::vector<Place> places;
  for (const VlanId vlan : vlans_in(wiring, it, tag)) places.push_back(Place::bridge(it.device, vlan.number()));
  return places;
}

std::vector<Place> places_out(const Wiring& wiring, InterfaceId port, Tag tag) {
  std::vector<Place> places;
  for (const Place place : places_in(wiring, port, Tag::every())) {
    const std::vector<Tag> tags = tags_out(wiring, port, place);
    if (std::ranges::any_of(tags, [&](Tag t) { return meet(t, tag); })) places.push_back(place);
  }
  return places;
}

std::vector<Tag> tags_out(const Wiring& wiring, InterfaceId port, Place place) {
  const Network& network = wiring.network();
  const Interface& it = network.at(port);
  if (!wiring.is_up(port)) return {};
  if (place.kind == Place::Kind::layer3) {
    const auto id = make_id<InterfaceId>(place.index);
    const Interface& sender = network.at(id);
    if (sender.kind == InterfaceKind::svi && sender.vlan) {  // the management address of a transparent firewall
      const auto tag = vlan_out(it, *sender.vlan);
      return tag ? std::vector<Tag>{*tag} : std::vector<Tag>{};
    }
    return {id != port && sender.vlan ? Tag::of(*sender.vlan) : Tag::none()};
  }
  if (place.vlan == 0) return {place.kind == Place::Kind::bridge ? Tag::every() : Tag::none()};
  const VlanId vlan = *VlanId::from(place.vlan);
  if (it.mode == PortMode::routed || it.mode == PortMode::none) {
    return place.kind == Place::Kind::transparent ? std::vector<Tag>{Tag::of(vlan)} : std::vector<Tag>{};
  }
  const auto tag = vlan_out(it, vlan);
  return tag ? std::vector<Tag>{*tag} : std::vector<Tag>{};
}

std::vector<Tag> tags_in(const Wiring& wiring, InterfaceId port, Place place) {
  if (place.kind == Place::Kind::layer3) return tags_out(wiring, port, place);
  if (place.vlan == 0) return {place.kind == Place::Kind::bridge ? Tag::every() : Tag::none()};
  std::vector<Tag> tags;
  for (const Tag tag : {Tag::none(), Tag::of(*VlanId::from(place.vlan))}) {
    const std::vector<Place> places = places_in(wiring, port, tag);
    if (std::ranges::find(places, place) != places.end()) tags.push_back(tag);
  }
  return tags;
}

std::vector<InterfaceId> ports_of(const Wiring& wiring, Place place) {
  const Network& network = wiring.network();
  if (place.kind == Place::Kind::bridge) return wiring.bridged_ports(make_id<DeviceId>(place.index));
  const auto id = make_id<InterfaceId>(place.index);
  if (place.kind == Place::Kind::transparent) return {id};
  const Interface& it = network.at(id);
  if (it.parent) return {*it.parent};
  if (it.kind == InterfaceKind::physical || it.kind == InterfaceKind::port_channel) return {id};
  if (it.kind == InterfaceKind::svi && is_transparent(network, it.device)) return wiring.bridged_ports(it.device);
  return {};
}

std::optional<Place> across(const Wiring& wiring, Place from, InterfaceId to) {
  const Interface& in = wiring.network().at(make_id<InterfaceId>(from.index));
  const Interface& out = wiring.network().at(to);
  const bool untagged = in.mode == PortMode::access || from.vlan == 0;
  if (out.mode == PortMode::access) {
    const bool fits = untagged || out.access_vlan.number() == from.vlan;
    return fits ? std::optional(Place::transparent(to, out.access_vlan.number())) : std::nullopt;
  }
  if (out.mode != PortMode::trunk) return Place::transparent(to, untagged ? std::uint16_t{0} : from.vlan);
  if (from.vlan == 0) return Place::transparent(to, out.native.number());
  return out.allowed.contains(*VlanId::from(from.vlan)) ? std::optional(Place::transparent(to, from.vlan)) : std::nullopt;
}

Tag tag_of(const Attachment& attachment) { return attachment.vlan ? Tag::of(*attachment.vlan) : Tag::every(); }

bool hears(const Wiring& wiring, const Attachment& attachment, Place place) {
  const std::vector<Tag> worn = tags_out(wiring, wiring.logical(attachment.port), place);
  if (!attachment.vlan) return !worn.empty();
  // A declared VLAN that the port sends untagged (its access or native VLAN) is heard untagged.
  return std::ranges::any_of(worn, [&](Tag tag) { return meet(tag, Tag::of(*attachment.vlan)); }) ||
         (place.vlan == attachment.vlan->number() && !worn.empty());
}

}  // namespace sekimori::simulation
