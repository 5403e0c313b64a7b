// Alike hosts as one badge ("端末×7"), so that a campus fits on one screen (collapsing rule: same switch, VLAN, zone, kind).
#pragma once

#include <vector>

#include "views.hpp"

namespace sekimori {

/// Hosts drawn as one node: one host, or more than three alike plain hosts with one attachment each.
struct HostGroup {
  std::vector<HostId> hosts;  ///< ascending
  std::size_t count = 0;      ///< sum of Host::count
};

/// `count` alike hosts and more collapse only above this.
inline constexpr std::size_t kShownAlike = 3;

[[nodiscard]] std::vector<HostGroup> group_hosts(const Network& network, const ViewOptions& options);
[[nodiscard]] NodeLook look_of(const Host& host);
[[nodiscard]] NodeLook look_of(DeviceKind kind);
/// A kind of plain host in words; an unknown kind stands for itself.
[[nodiscard]] std::string host_kind_word(Language language, std::string_view kind);
/// Adds a group's node with name or badge, zone and kind; registers every member's name.
std::size_t add_group(Diagram& diagram, const Network& network, const HostGroup& group, Language language);
/// Adds a device's node with its name and kind; registers its name and that of its self.
std::size_t add_device(Diagram& diagram, const Network& network, DeviceId device, Language language);
/// Untagged VLAN of the switch port, or the tag: what the host's frames belong to. nullopt on a routed port.
[[nodiscard]] std::optional<VlanId> vlan_of(const Network& network, const Attachment& attachment);
/// Heights in a layered picture: externals on top, hosts at the bottom.
[[nodiscard]] int level_of(NodeLook look);
/// One block of zone signs for the legend, of the zones that occur in the diagram.
void add_zone_legend(Diagram& diagram, const Network& network, Language language);

}  // namespace sekimori
