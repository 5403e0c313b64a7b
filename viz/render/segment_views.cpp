// Layers 2 and 3: every segment is a node between the devices and hosts on it, so that a broadcast domain that spans more than it should
// is one node with too many edges. Edges bundle the ports of one device.
#include <algorithm>
#include <map>

#include "host_groups.hpp"
#include "messages.hpp"
#include "sekimori/forward/segments.hpp"
#include "unicode.hpp"
#include "views.hpp"
#include "wording.hpp"

namespace sekimori {

namespace {

constexpr std::size_t kNamesShown = 3;

/// "Gi0/1, Gi0/2, Gi0/3 +4"; a routed port is on both lists of its segment but named once.
std::string few(std::vector<std::string> names) {
  std::vector<std::string> once;
  for (std::string& name : names) {
    if (std::ranges::find(once, name) == once.end()) once.push_back(std::move(name));
  }
  names = std::move(once);
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), kNamesShown); ++i) text += (i == 0 ? "" : ", ") + names[i];
  if (names.size() > kNamesShown) text += " +" + std::to_string(names.size() - kNamesShown);
  return text;
}

/// All of them, one below the other: two interfaces of one router on one segment are worth seeing.
std::string stacked(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : "\n") + name;
  return text;
}

std::string vlans_of(const Segment& segment, Language language) {
  if (segment.vlans.empty()) return std::string(message(language, Message::draw_untagged));
  std::vector<std::string> numbers;
  for (const VlanId vlan : segment.vlans) numbers.push_back(std::to_string(vlan.number()));
  return "VLAN " + few(numbers);
}

std::string layer3_label(const Network& network, InterfaceId id) {
  const Interface& interface = network.at(id);
  std::string text = short_interface(interface.name);
  for (const InterfaceAddress& address : interface.addresses) text += "\n" + to_text(address.address);
  if (interface.vrf.index < network.vrfs.size() && !network.at(interface.vrf).name.empty()) {
    text += "\nVRF " + printable(network.at(interface.vrf).name);
  }
  return text;
}

class SegmentView {
 public:
  SegmentView(const Network& network, const ViewOptions& options, bool layer3)
      : network_(network), options_(options), layer3_(layer3), segments_(compute_segments(network)) {}

  Diagram build() && {
    diagram_.title = say(options_.language, layer3_ ? Message::view_l3 : Message::view_l2, printable(network_.name));
    for (const HostGroup& group : group_hosts(network_, options_)) groups_.emplace(group.hosts.front(), group);
    for (const auto& [first, group] : groups_) {
      for (const HostId id : group.hosts) first_of_[id] = first;
    }
    for (const Segment& segment : segments_.segments) place_segment(segment);
    add_zone_legend(diagram_, network_, options_.language);
    return std::move(diagram_);
  }

 private:
  /// A layer-3 view has no use for a segment without addresses; a layer-2 view none for one with a single port and nobody on it.
  bool is_shown(const Segment& segment) const {
    if (!is_at_site(segment)) return false;
    if (layer3_) return !segment.layer3.empty();
    return !segment.hosts.empty() || segment.ports.size() + segment.layer3.size() > 1;
  }

  /// With a site asked for: does the segment touch any of its devices?
  bool is_at_site(const Segment& segment) const {
    if (!options_.site) return true;
    const auto here = [&](InterfaceId port) { return network_.at(network_.at(port).device).site == *options_.site; };
    return std::ranges::any_of(segment.ports, here) || std::ranges::any_of(segment.layer3, here);
  }

  void place_segment(const Segment& segment) {
    if (!is_shown(segment)) return;
    const std::size_t node = diagram_.add_node("segment", describe(network_, segment.anchor), NodeLook::segment);
    std::vector<std::string> lines;
    if (!layer3_ || segment.connected.empty()) lines.push_back(vlans_of(segment, options_.language));
    for (const Prefix& prefix : segment.connected) lines.push_back(to_text(prefix));
    if (layer3_ && !segment.vlans.empty()) lines.push_back(vlans_of(segment, options_.language));
    diagram_.nodes[node].lines = std::move(lines);
    std::map<DeviceId, std::vector<std::string>> labels;
    if (!layer3_) {
      for (const InterfaceId port : segment.ports) labels[network_.at(port).device].push_back(short_interface(network_.at(port).name));
    }
    for (const InterfaceId id : segment.layer3) {
      labels[network_.at(id).device].push_back(layer3_ ? layer3_label(network_, id) : short_interface(network_.at(id).name));
    }
    for (const auto& [device, names] : labels) join(device_node(device), node, layer3_ ? stacked(names) : few(names));
    place_hosts(segment, node);
  }

  void place_hosts(const Segment& segment, std::size_t node) {
    std::set<HostId> drawn;
    std::set<ZoneId> zones;
    for (const SegmentHost& member : segment.hosts) {
      zones.insert(network_.at(member.host).zone);
      const HostId first = first_of_.at(member.host);
      if (drawn.insert(first).second) join(node, group_node(first), "");
    }
    if (zones.size() == 1) diagram_.nodes[node].zone = zones.begin()->index;
  }

  void join(std::size_t a, std::size_t b, std::string label) {
    const bool swap = level_of(diagram_.nodes[a].look) > level_of(diagram_.nodes[b].look);
    const std::size_t edge = diagram_.add_edge(swap ? b : a, swap ? a : b, EdgeLook::member);
    diagram_.edges[edge].label = std::move(label);
  }

  std::size_t device_node(DeviceId device) {
    const auto found = diagram_.by_name.find(network_.at(device).name);
    return found != diagram_.by_name.end() ? found->second : add_device(diagram_, network_, device, options_.language);
  }

  std::size_t group_node(HostId first) {
    const auto found = drawn_groups_.find(first);
    if (found != drawn_groups_.end()) return found->second;
    const std::size_t node = add_group(diagram_, network_, groups_.at(first), options_.language);
    drawn_groups_.emplace(first, node);
    return node;
  }

  const Network& network_;
  const ViewOptions& options_;
  bool layer3_;
  SegmentMap segments_;
  Diagram diagram_;
  std::map<HostId, HostGroup> groups_;
  std::map<HostId, HostId> first_of_;
  std::map<HostId, std::size_t> drawn_groups_;
};

}  // namespace

Diagram l2_view(const Network& network, const ViewOptions& options) { return SegmentView(network, options, false).build(); }
Diagram l3_view(const Network& network, const ViewOptions& options) { return SegmentView(network, options, true).build(); }

}  // namespace sekimori
