// Devices, cables and hosts as they stand: a cluster per site, and inside it one per zone for the hosts of that zone.
#include <algorithm>
#include <map>

#include "host_groups.hpp"
#include "messages.hpp"
#include "unicode.hpp"
#include "views.hpp"
#include "wording.hpp"

namespace sekimori {

namespace {

class PhysicalView {
 public:
  PhysicalView(const Network& network, const ViewOptions& options) : network_(network), options_(options) {}

  Diagram build() && {
    diagram_.title = say(options_.language, Message::view_physical, printable(network_.name));
    for (std::size_t i = 0; i < network_.devices.size(); ++i) place_device(make_id<DeviceId>(i));
    for (const HostGroup& group : group_hosts(network_, options_)) place_group(group);
    for (const Link& link : network_.links) place_cable(link);
    fold_clusters();
    add_zone_legend(diagram_, network_, options_.language);
    return std::move(diagram_);
  }

 private:
  std::optional<std::size_t> site_cluster(SiteId site) {
    if (site.index >= network_.sites.size()) return std::nullopt;
    const auto found = sites_.find(site);
    if (found != sites_.end()) return found->second;
    const Site& row = network_.at(site);
    const std::size_t cluster = diagram_.add_cluster("site", row.name, ClusterLook::site);
    if (!row.label_ja.empty() && options_.language == Language::ja) diagram_.clusters[cluster].label = printable(row.label_ja);
    sites_.emplace(site, cluster);
    return cluster;
  }

  std::size_t zone_cluster(SiteId site, ZoneId zone) {
    const auto found = zones_.find({site, zone});
    if (found != zones_.end()) return found->second;
    const Zone& row = network_.at(zone);
    const std::size_t cluster = diagram_.add_cluster("zone", row.name, ClusterLook::zone, site_cluster(site));
    diagram_.clusters[cluster].label = zone_sign(zone.index) + " " + zone_label(options_.language, row);
    diagram_.clusters[cluster].zone = zone.index;
    zones_.emplace(std::pair{site, zone}, cluster);
    return cluster;
  }

  void place_device(DeviceId device) {
    const std::size_t node = add_device(diagram_, network_, device, options_.language);
    diagram_.nodes[node].cluster = site_cluster(network_.at(device).site);
  }

  void place_group(const HostGroup& group) {
    const Host& host = network_.at(group.hosts.front());
    const std::size_t node = add_group(diagram_, network_, group, options_.language);
    const NodeLook look = diagram_.nodes[node].look;
    // What belongs to somebody else stands outside the city's sites.
    const bool outside = look == NodeLook::external || look == NodeLook::security_cloud;
    if (!outside && host.zone.index < network_.zones.size()) diagram_.nodes[node].cluster = zone_cluster(host.site, host.zone);
    const std::string more = group.hosts.size() > 1 ? " +" + std::to_string(group.hosts.size() - 1) : std::string();
    for (const Attachment& attachment : host.attachments) place_drop(node, attachment, more);
  }

  /// `more`: how many further ports the badge of a group stands for.
  void place_drop(std::size_t node, const Attachment& attachment, const std::string& more) {
    const Interface& port = network_.at(attachment.port);
    const auto device = diagram_.by_name.find(network_.at(port.device).name);
    const bool above = level_of(diagram_.nodes[node].look) < level_of(diagram_.nodes[device->second].look);
    const std::size_t edge =
        above ? diagram_.add_edge(node, device->second, EdgeLook::cable) : diagram_.add_edge(device->second, node, EdgeLook::cable);
    // In the middle of the line: many drops leave a switch at one point, where their names would lie on each other.
    diagram_.edges[edge].label = short_interface(port.name) + more;
    if (const auto vlan = vlan_of(network_, attachment)) diagram_.edges[edge].label += " VLAN " + std::to_string(vlan->number());
  }

  void place_cable(const Link& link) {
    const Interface& a = network_.at(link.a);
    const Interface& b = network_.at(link.b);
    const std::size_t from = diagram_.by_name.find(network_.at(a.device).name)->second;
    const std::size_t to = diagram_.by_name.find(network_.at(b.device).name)->second;
    const bool swap = level_of(diagram_.nodes[from].look) > level_of(diagram_.nodes[to].look);
    const std::size_t edge = diagram_.add_edge(swap ? to : from, swap ? from : to, EdgeLook::cable);
    diagram_.edges[edge].at_from = short_interface(swap ? b.name : a.name);
    diagram_.edges[edge].at_to = short_interface(swap ? a.name : b.name);
  }

  /// More than three hosts of one zone stand in two columns, so that a picture stays about as high as wide.
  void fold_clusters() {
    std::map<std::size_t, std::vector<std::size_t>> members;
    for (std::size_t i = 0; i < diagram_.nodes.size(); ++i) {
      const auto cluster = diagram_.nodes[i].cluster;
      if (cluster && diagram_.clusters[*cluster].look == ClusterLook::zone) members[*cluster].push_back(i);
    }
    for (const auto& [cluster, nodes] : members) {
      const std::size_t rows = (nodes.size() + 1) / 2;
      if (nodes.size() <= kShownAlike) continue;
      for (std::size_t i = rows; i < nodes.size(); ++i) diagram_.add_edge(nodes[i - rows], nodes[i], EdgeLook::hidden);
    }
  }

  const Network& network_;
  const ViewOptions& options_;
  Diagram diagram_;
  std::map<SiteId, std::size_t> sites_;
  std::map<std::pair<SiteId, ZoneId>, std::size_t> zones_;
};

}  // namespace

Diagram physical_view(const Network& network, const ViewOptions& options) { return PhysicalView(network, options).build(); }

}  // namespace sekimori
