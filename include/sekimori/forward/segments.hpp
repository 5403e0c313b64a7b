// Layer-2 segments: who hears whose frames (semantics L1-L6, E2, E5). Layer 3 on top of it: forward/flow_graph.hpp.
#pragma once

#include <string>
#include <vector>

#include "sekimori/model/network.hpp"

namespace sekimori {

using SegmentId = Id<struct SegmentTag>;

struct SegmentHost {
  HostId host;
  std::size_t attachment = 0;  ///< index into Host::attachments
  friend auto operator<=>(const SegmentHost&, const SegmentHost&) = default;
};

/// One broadcast domain. All lists ascend.
struct Segment {
  InterfaceId anchor;               ///< the smallest interface id on it: names its `rest of segment` endpoint
  std::vector<InterfaceId> layer3;  ///< routed ports, subinterfaces and SVIs that send and receive packets here
  std::vector<InterfaceId> ports;   ///< physical ports and port-channels that carry its frames
  std::vector<InterfaceId>
      open_ports;  ///< up ports among them with nothing known at the far end, that are wireless or trunk/cabled-unknown (E2)
  std::vector<VlanId> vlans;
  std::vector<SegmentHost> hosts;
  std::vector<Prefix> connected;  ///< subnets of `layer3`
  /// Beyond transparent firewalls (L3): subnets of which whoever is here may have addresses, too (S4), and who has some already (E2).
  std::vector<Prefix> joined;
  std::vector<InterfaceId> joined_layer3;
  std::vector<SegmentHost> joined_hosts;
  bool transit = false;  ///< declared: only devices attach
};

/// A hostile endpoint on `from` can inject frames into `to`: its access VLAN is the native VLAN of a trunk that also carries `to` (L4).
struct VlanHop {
  SegmentId from, to;
  InterfaceId trunk;
};

/// Halves of a segment that a transparent firewall joins under its policy (L3). Ports of `device`.
struct TransparentJoin {
  DeviceId device;
  InterfaceId a, b;
  SegmentId segment_a, segment_b;
};

struct SegmentMap {
  std::vector<Segment> segments;
  std::vector<VlanHop> hops;
  std::vector<TransparentJoin> joins;
  /// Per interface: the segment its own packets (layer 3) are sent on; nullopt when down or without one.
  std::vector<std::optional<SegmentId>> of_layer3;
  /// Facts that lead to no segment, each with its reason (C6): "Gi0/7: shutdown".
  std::vector<std::string> dropped;
};

/// Connected components of (device, VLAN) over links both of whose ends carry it. Pure; independent of table order up to renumbering by
/// anchor. Tunnels (L6) connect their paired interfaces; a multi-homed host that is not declared `forwards: false` merges its segments
/// (E5).
[[nodiscard]] SegmentMap compute_segments(const Network& network);

}  // namespace sekimori
