// Which spots hear each other: cables, bridging hosts, tunnels and inferred cabling as one graph (semantics L1, E2, E5, L6).
#pragma once

#include <map>
#include <set>
#include <vector>

#include "sekimori/model/network.hpp"
#include "wire.hpp"

namespace sekimori {

/// Spots of one component are one broadcast domain. Components are numbered from 0, in no meaningful order.
struct SpotComponents {
  std::map<Spot, std::size_t> of;
  std::size_t count = 0;
};

/// In which directions frames pass from spot to spot.
struct FrameFlow {
  std::map<Spot, std::set<Spot>> next;
  bool one_way = false;  ///< some pass in one direction only
};

[[nodiscard]] FrameFlow direct_frames(const Network& network, const std::vector<VlanId>& vlans);
/// The spots that a frame sent at `from` comes to, itself included.
[[nodiscard]] std::set<Spot> spots_hearing(const FrameFlow& flow, const Spot& from);

[[nodiscard]] SpotComponents connect_spots(const Network& network, const std::vector<VlanId>& vlans);
/// Both ends are ports that are up, and so are the port-channels they belong to.
[[nodiscard]] bool link_is_live(const Network& network, const Link& link);
/// A physical port or port-channel that is up, together with its channel.
[[nodiscard]] bool is_active_port(const Network& network, InterfaceId id);
/// The connected prefixes of a layer-3 interface, link-local ones excepted.
[[nodiscard]] std::vector<Prefix> subnets(const Network& network, InterfaceId interface);

}  // namespace sekimori
