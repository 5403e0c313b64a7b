#include "rest.hpp"

#include <algorithm>
#include <map>

#include "addressing.hpp"

namespace sekimori {
namespace {

bool has_subnet(const Segment& segment, Family family) {
  return std::ranges::any_of(segment.connected, [&](const Prefix& p) { return p.family() == family; });
}

AddressSet declared_addresses(const Network& network, const Segment& segment, Family family) {
  AddressSet taken(family);
  for (const auto* layer3 : {&segment.layer3, &segment.joined_layer3}) {
    for (const InterfaceId id : *layer3) taken = taken.united(configured_addresses(network, id, family));
  }
  for (const auto* hosts : {&segment.hosts, &segment.joined_hosts}) {
    for (const SegmentHost& on : *hosts) {
      const Attachment& a = network.at(on.host).attachments.at(on.attachment);
      taken = taken.united(family == Family::v6 ? a.v6 : a.v4);
    }
  }
  return taken;
}

/// The hosts that an IPv4 prefix numbers: without its first and last address unless it is a /31 (RFC 3021) or /32.
AddressSet numbered(const Prefix& p) {
  if (p.family() == Family::v6 || p.length() >= 31) return AddressSet::of(p);
  return AddressSet::of_range(Family::v4, p.network().bits + 1, p.last() - 1);
}

struct ZoneSubnet {
  Prefix subnet;
  ZoneId zone;
};

std::vector<ZoneSubnet> zone_subnets(const Network& network, Family family) {
  std::vector<ZoneSubnet> subnets;
  for (std::size_t row = 0; row < network.zones.size(); ++row) {
    for (const Prefix& p : network.zones[row].subnets) {
      if (p.family() == family) subnets.push_back({p, make_id<ZoneId>(row)});
    }
  }
  std::ranges::stable_sort(subnets, [](const ZoneSubnet& a, const ZoneSubnet& b) { return a.subnet.length() > b.subnet.length(); });
  return subnets;
}

std::vector<ZoneId> zones_of_vlans(const Network& network, const Segment& segment) {
  std::vector<ZoneId> zones;
  for (std::size_t row = 0; row < network.zones.size(); ++row) {
    const auto on_segment = [&](VlanId v) { return std::ranges::find(segment.vlans, v) != segment.vlans.end(); };
    if (std::ranges::any_of(network.zones[row].vlans, on_segment)) zones.push_back(make_id<ZoneId>(row));
  }
  return zones;
}

std::optional<ZoneId> zone_of_hosts(const Network& network, const Segment& segment) {
  if (segment.hosts.empty()) return std::nullopt;
  const ZoneId zone = network.at(segment.hosts.front().host).zone;
  const bool agreed = std::ranges::all_of(segment.hosts, [&](const SegmentHost& on) { return network.at(on.host).zone == zone; });
  return agreed ? std::optional(zone) : std::nullopt;
}

std::optional<ZoneId> zone_without_subnet(const Network& network, const Segment& segment) {
  const std::vector<ZoneId> zones = zones_of_vlans(network, segment);
  return zones.empty() ? zone_of_hosts(network, segment) : std::optional(zones.front());
}

/// Shares `spare` out by the longest zone subnet; what no zone's subnet covers goes to `otherwise`.
void share_out(AddressSet spare, const std::vector<ZoneSubnet>& subnets, std::optional<ZoneId> otherwise,
               std::map<std::optional<ZoneId>, AddressSet>& shares) {
  const auto give = [&](std::optional<ZoneId> zone, const AddressSet& part) {
    if (part.empty()) return;
    const auto [share, is_new] = shares.emplace(zone, part);
    if (!is_new) share->second = share->second.united(part);
  };
  for (const ZoneSubnet& s : subnets) {
    const AddressSet range = AddressSet::of(s.subnet);
    give(s.zone, spare.intersected(range));
    spare = spare.without(range);
  }
  give(otherwise, spare);
}

using Shares = std::map<std::optional<ZoneId>, AddressSet>;

Shares shares_of(const Network& network, const Segment& segment, Family family) {
  Shares shares;
  if (!has_subnet(segment, family)) return shares;
  share_out(spare_addresses(network, segment, family), zone_subnets(network, family), zone_without_subnet(network, segment), shares);
  return shares;
}

/// The zone of the segment as a whole: of its subnet, else of its VLAN, else of the hosts on it.
std::optional<ZoneId> zone_of_segment(const Network& network, const Segment& segment) {
  for (const Family family : {Family::v4, Family::v6}) {
    for (const ZoneSubnet& s : zone_subnets(network, family)) {
      const auto inside = [&](const Prefix& p) { return p.family() == family && s.subnet.contains(p); };
      if (std::ranges::any_of(segment.connected, inside)) return s.zone;
    }
  }
  return zone_without_subnet(network, segment);
}

/// Nothing says which addresses somebody has who is at an open port, or on a segment that has hosts but no subnet.
bool takes_any_address(const Segment& segment) {
  return !segment.open_ports.empty() || (segment.connected.empty() && !segment.hosts.empty());
}

bool speaks_v6(const Network& network, const Segment& segment) {
  return std::ranges::any_of(segment.layer3, [&](InterfaceId id) { return speaks(network, id, Family::v6); });
}

/// A VLAN of another zone than the subnet, or VLANs of several zones that run into one another: the undeclared of each are here (E2: "of
/// that VLAN or subnet").
void add_merged_vlans(const Network& network, const Segment& segment, std::map<std::optional<ZoneId>, Undeclared>& by_zone) {
  if (by_zone.empty()) return;
  const AddressSet spare = spare_addresses(network, segment, Family::v4);
  for (const ZoneId zone : zones_of_vlans(network, segment)) {
    if (!by_zone.contains(zone)) by_zone[zone].v4 = spare;
  }
}

}  // namespace

AddressSet spare_addresses(const Network& network, const Segment& segment, Family family) {
  AddressSet spare(family);
  for (const Prefix& p : segment.connected) {
    if (p.family() == family) spare = spare.united(numbered(p));
  }
  for (const Prefix& p : segment.joined) {
    if (p.family() == family) spare = spare.united(numbered(p));
  }
  if (!has_subnet(segment, family)) spare = AddressSet::everything(family);
  return spare.without(declared_addresses(network, segment, family));
}

AddressSet self_assigned_v6(const Segment& segment) {
  AddressSet set = link_local(Family::v6);
  for (const std::vector<Prefix>* subnets : {&segment.connected, &segment.joined}) {
    for (const Prefix& p : *subnets) {
      if (p.family() == Family::v6) set = set.united(AddressSet::of(p));
    }
  }
  return set;
}

std::vector<Undeclared> undeclared_on(const Network& network, const Segment& segment) {
  if (segment.transit) return {};
  const bool any_address = takes_any_address(segment);
  std::map<std::optional<ZoneId>, Undeclared> by_zone;
  for (const auto& [zone, set] : shares_of(network, segment, Family::v4)) by_zone[zone].v4 = set;
  for (const auto& [zone, set] : shares_of(network, segment, Family::v6)) by_zone[zone];
  // With IPv6 on, fe80::/10 always has a spare address (S4).
  if (by_zone.empty() && (any_address || speaks_v6(network, segment))) by_zone[zone_of_segment(network, segment)];
  add_merged_vlans(network, segment, by_zone);
  const AddressSet undeclared = AddressSet::everything(Family::v4).without(declared_addresses(network, segment, Family::v4));
  std::vector<Undeclared> result;
  for (auto& [zone, who] : by_zone) {
    who.zone = zone;
    who.v6 = any_address ? AddressSet::everything(Family::v6) : self_assigned_v6(segment);
    if (any_address) who.v4 = who.v4.united(undeclared);
    result.push_back(who);
  }
  // nullopt sorts first; declared zones are to come first.
  std::ranges::stable_sort(result, {}, [](const Undeclared& u) { return !u.zone.has_value(); });
  return result;
}

}  // namespace sekimori
