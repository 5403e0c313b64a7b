#include "overview_facts.hpp"

#include <algorithm>
#include <set>

#include "sekimori/model/host_filter.hpp"

namespace sekimori {

namespace {

bool is_plain(const Host& host) { return std::holds_alternative<PlainHost>(host.role); }
bool is_outside(const Host& host) {
  return std::holds_alternative<External>(host.role) || std::holds_alternative<SecurityCloud>(host.role);
}

class FactFinder {
 public:
  explicit FactFinder(const Network& network) : network_(network) {}

  OverviewFacts find() && {
    find_parts();
    find_sites();
    for (const Link& link : network_.links) add_cable(end_of(link.a, link.b), end_of(link.b, link.a));
    for (std::size_t i = 0; i < network_.hosts.size(); ++i) add_attachments(make_id<HostId>(i));
    for (const auto& [ends, cables] : bundles_) facts_.bundles.push_back({ends.first, ends.second, cables});
    order_sites();
    return std::move(facts_);
  }

 private:
  /// A firewall parts zones; so does a device on which only lines outside end. All other devices belong to their site.
  void find_parts() {
    std::set<DeviceId> with_hosts, with_lines;
    for (const Host& host : network_.hosts) {
      for (const Attachment& attachment : host.attachments) {
        (is_outside(host) ? with_lines : with_hosts).insert(network_.at(attachment.port).device);
      }
    }
    for (std::size_t i = 0; i < network_.devices.size(); ++i) {
      const auto id = make_id<DeviceId>(i);
      const bool line = with_lines.contains(id) && !with_hosts.contains(id);
      const bool own = is_host_filter(network_.devices[i]);  // a program on a host, no device to see
      if (!own && (line || network_.devices[i].kind == DeviceKind::firewall)) add_part(id);
    }
    for (std::size_t i = 0; i < network_.hosts.size(); ++i) {
      if (!is_plain(network_.hosts[i])) add_part(make_id<HostId>(i));
    }
  }

  void add_part(OverviewPart part) {
    parts_.emplace(part, facts_.parts.size());
    facts_.parts.push_back(part);
  }

  std::size_t site_row(SiteId site) const { return std::min<std::size_t>(site.index, network_.sites.size()); }

  void find_sites() {
    facts_.sites.resize(network_.sites.size() + 1);
    for (std::size_t i = 0; i < network_.sites.size(); ++i) facts_.sites[i].site = make_id<SiteId>(i);
    for (std::size_t i = 0; i < network_.devices.size(); ++i) {
      SiteFacts& site = facts_.sites[site_row(network_.devices[i].site)];
      if (parts_.contains(make_id<DeviceId>(i))) {
        ++site.own_devices;
      } else if (!is_host_filter(network_.devices[i])) {
        ++site.devices[network_.devices[i].kind];
      }
    }
    std::set<std::size_t> lanes;
    for (const Host& host : network_.hosts) {
      if (!is_plain(host)) continue;
      const std::size_t lane = std::min<std::size_t>(host.zone.index, network_.zones.size());
      lanes.insert(lane);
      facts_.sites[site_row(host.site)].endpoints[lane][host.kind] += host.count;
    }
    facts_.lanes.assign(lanes.begin(), lanes.end());
  }

  bool has_lane(std::size_t zone) const { return std::ranges::binary_search(facts_.lanes, zone); }

  /// The zone whose subnets hold the address most closely.
  std::optional<std::size_t> zone_of(Address address) const {
    std::optional<std::size_t> best;
    unsigned longest = 0;
    for (std::size_t i = 0; i < network_.zones.size(); ++i) {
      for (const Prefix& subnet : network_.zones[i].subnets) {
        if (!subnet.contains(address) || (best && subnet.length() <= longest)) continue;
        best = i;
        longest = subnet.length();
      }
    }
    return best;
  }

  std::optional<std::size_t> zone_of(VlanId vlan) const {
    for (std::size_t i = 0; i < network_.zones.size(); ++i) {
      if (std::ranges::find(network_.zones[i].vlans, vlan) != network_.zones[i].vlans.end()) return i;
    }
    return std::nullopt;
  }

  /// The zones of an interface's own addresses and of those of its subinterfaces; of its VLAN, if it is an access port.
  std::set<std::size_t> zones_of(InterfaceId id) const {
    std::set<std::size_t> zones;
    const auto add = [&](std::optional<std::size_t> zone) {
      if (zone) zones.insert(*zone);
    };
    for (const InterfaceId other : network_.at(network_.at(id).device).interfaces) {
      if (other != id && network_.at(other).parent != id) continue;
      for (const InterfaceAddress& address : network_.at(other).addresses) add(zone_of(address.address));
    }
    const Interface& port = network_.at(id);
    if (zones.empty() && port.mode == PortMode::access) add(zone_of(port.access_vlan));
    return zones;
  }

  /// The zones whose addresses the other interfaces of the same routing table have: a transfer network belongs to none itself.
  std::set<std::size_t> zones_of_vrf(InterfaceId id) const {
    std::set<std::size_t> zones;
    const Interface& port = network_.at(id);
    if (!port.is_layer3()) return zones;
    for (const InterfaceId other : network_.at(port.device).interfaces) {
      if (network_.at(other).is_layer3() && network_.at(other).vrf == port.vrf) zones.merge(zones_of(other));
    }
    return zones;
  }

  /// The one lane of a cable, from what is configured at either end.
  std::optional<std::size_t> lane_of(InterfaceId near, InterfaceId far) const {
    std::set<std::size_t> zones = zones_of(near);
    if (zones.empty()) zones = zones_of(far);
    if (zones.empty()) zones = zones_of_vrf(far);
    if (zones.size() != 1 || !has_lane(*zones.begin())) return std::nullopt;
    return *zones.begin();
  }

  OverviewEnd end_of(InterfaceId port, InterfaceId far) const {
    const DeviceId device = network_.at(port).device;
    const auto part = parts_.find(device);
    if (part != parts_.end()) return part->second;
    const bool between_sites = !parts_.contains(network_.at(far).device);
    return SiteEnd{site_row(network_.at(device).site), between_sites ? std::nullopt : lane_of(far, port)};
  }

  void add_cable(const OverviewEnd& a, const OverviewEnd& b) {
    if (a == b && std::holds_alternative<SiteEnd>(a)) {
      ++facts_.sites[std::get<SiteEnd>(a).site].cables;
    } else {
      ++bundles_[std::minmax(a, b)];
    }
  }

  std::optional<std::size_t> lane_of(const Host& host, const Attachment& attachment) const {
    std::optional<std::size_t> zone;
    if (const auto first = attachment.v4.first()) zone = zone_of(*first);
    if (!zone) zone = host.zone.index;
    return has_lane(*zone) ? zone : std::nullopt;
  }

  void add_attachments(HostId id) {
    const auto part = parts_.find(id);
    if (part == parts_.end()) return;
    const Host& host = network_.at(id);
    for (const Attachment& attachment : host.attachments) {
      const DeviceId device = network_.at(attachment.port).device;
      const auto other = parts_.find(device);
      if (other != parts_.end()) {
        add_cable(part->second, other->second);
      } else {
        add_cable(part->second, SiteEnd{site_row(network_.at(device).site), lane_of(host, attachment)});
      }
    }
  }

  /// Sites without anything are left out only where they are not sites of the snapshot.
  void order_sites() {
    std::vector<std::size_t> boundary(facts_.sites.size(), 0);
    for (const CableBundle& bundle : facts_.bundles) {
      const auto* site = std::get_if<SiteEnd>(&bundle.a);
      if (site != nullptr && std::holds_alternative<std::size_t>(bundle.b)) boundary[site->site] += bundle.cables;
    }
    std::vector<std::size_t> order(facts_.sites.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return boundary[a] > boundary[b]; });
    const SiteFacts& none = facts_.sites.back();
    if (none.devices.empty() && none.own_devices == 0 && none.endpoints.empty()) std::erase(order, facts_.sites.size() - 1);
    std::vector<std::size_t> place(facts_.sites.size(), 0);
    std::vector<SiteFacts> sites;
    for (const std::size_t old : order) {
      place[old] = sites.size();
      sites.push_back(std::move(facts_.sites[old]));
    }
    facts_.sites = std::move(sites);
    for (CableBundle& bundle : facts_.bundles) {
      for (OverviewEnd* end : {&bundle.a, &bundle.b}) {
        if (auto* site = std::get_if<SiteEnd>(end)) site->site = place[site->site];
      }
    }
  }

  const Network& network_;
  OverviewFacts facts_;
  std::map<OverviewPart, std::size_t> parts_;
  std::map<std::pair<OverviewEnd, OverviewEnd>, std::size_t> bundles_;
};

}  // namespace

OverviewFacts overview_facts(const Network& network) { return FactFinder(without_host_filters(network)).find(); }

}  // namespace sekimori
