#include "site_facts.hpp"

#include <algorithm>
#include <deque>

namespace sekimori {

namespace {

/// A smaller site shows every switch by itself.
constexpr std::size_t kFoldAbove = 16;
/// Fewer switches than this on one device are not worth folding.
constexpr std::size_t kLeastFolded = 3;

class Planner {
 public:
  Planner(const Network& network, SiteId site) : network_(network), site_(site) {}

  SitePlan plan() && {
    for (std::size_t i = 0; i < network_.devices.size(); ++i) {
      if (network_.devices[i].site == site_) devices_.insert(make_id<DeviceId>(i));
    }
    for (const Link& link : network_.links) add_link(link);
    for (std::size_t i = 0; i < network_.hosts.size(); ++i) add_host(make_id<HostId>(i));
    find_levels();
    if (devices_.size() > kFoldAbove) fold();
    std::set<DeviceId> folded;
    for (const auto& [card, switches] : plan_.folded) folded.insert(switches.begin(), switches.end());
    for (const DeviceId device : devices_) {
      if (!folded.contains(device)) plan_.cards.push_back(device);
    }
    return std::move(plan_);
  }

 private:
  void add_link(const Link& link) {
    const DeviceId a = network_.at(link.a).device, b = network_.at(link.b).device;
    const bool a_here = devices_.contains(a), b_here = devices_.contains(b);
    if (a_here && b_here) {
      plan_.inside.push_back({link.a, link.b});
      if (a != b) {
        neighbours_[a].insert(b);
        neighbours_[b].insert(a);
      }
    } else if (a_here) {
      plan_.stubs[a].push_back({link.a, link.b});
    } else if (b_here) {
      plan_.stubs[b].push_back({link.b, link.a});
    }
  }

  void add_host(HostId id) {
    const Host& host = network_.at(id);
    const bool plain = std::holds_alternative<PlainHost>(host.role) && host.attachments.size() == 1;
    for (std::size_t i = 0; i < host.attachments.size(); ++i) {
      const DeviceId device = network_.at(host.attachments[i].port).device;
      if (!devices_.contains(device)) continue;
      if (plain) {
        plan_.hosts[device].emplace_back(id, i);
      } else {
        plan_.alone.insert(id);
        with_alone_.insert(device);
      }
    }
  }

  static bool is_switch(DeviceKind kind) {
    return kind == DeviceKind::switch_l2 || kind == DeviceKind::hub || kind == DeviceKind::access_point;
  }

  /// Layer-3 switches; without them the routers, then the firewalls, then whatever has the most neighbours.
  std::vector<DeviceId> core() const {
    for (const DeviceKind kind : {DeviceKind::switch_l3, DeviceKind::router, DeviceKind::firewall}) {
      std::vector<DeviceId> found;
      for (const DeviceId device : devices_) {
        if (network_.at(device).kind == kind && neighbours_.contains(device)) found.push_back(device);
      }
      if (!found.empty()) return found;
    }
    std::size_t most = 0;
    for (const auto& [device, others] : neighbours_) most = std::max(most, others.size());
    std::vector<DeviceId> found;
    for (const auto& [device, others] : neighbours_) {
      if (others.size() == most) found.push_back(device);
    }
    return found;
  }

  /// Distance from the core: switches below it, what routes and parts above it.
  void find_levels() {
    std::map<DeviceId, int> distance;
    std::deque<DeviceId> waiting;
    for (const DeviceId device : core()) {
      distance[device] = 0;
      waiting.push_back(device);
    }
    while (!waiting.empty()) {
      const DeviceId device = waiting.front();
      waiting.pop_front();
      for (const DeviceId next : neighbours_[device]) {
        if (distance.try_emplace(next, distance.at(device) + 1).second) waiting.push_back(next);
      }
    }
    for (const DeviceId device : devices_) {
      const auto found = distance.find(device);
      const int steps = found == distance.end() ? 1 : found->second;
      plan_.level[device] = is_switch(network_.at(device).kind) ? steps : -steps;
    }
  }

  std::optional<DeviceId> only_neighbour(DeviceId device) const {
    const auto found = neighbours_.find(device);
    if (found == neighbours_.end() || found->second.size() != 1) return std::nullopt;
    return *found->second.begin();
  }

  void fold() {
    std::map<DeviceId, std::vector<DeviceId>> leaves;
    for (const DeviceId device : devices_) {
      const auto parent = only_neighbour(device);
      const bool bare = !plan_.stubs.contains(device) && !with_alone_.contains(device);
      if (parent && bare && is_switch(network_.at(device).kind) && !only_neighbour(*parent)) leaves[*parent].push_back(device);
    }
    for (auto& [parent, switches] : leaves) {
      if (switches.size() >= kLeastFolded) plan_.folded.emplace(parent, std::move(switches));
    }
  }

  const Network& network_;
  SiteId site_;
  std::set<DeviceId> devices_, with_alone_;
  std::map<DeviceId, std::set<DeviceId>> neighbours_;
  SitePlan plan_;
};

}  // namespace

SitePlan site_plan(const Network& network, SiteId site) { return Planner(network, site).plan(); }

}  // namespace sekimori
