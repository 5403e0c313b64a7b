// Where on a segment a frame is heard: mismatched native VLANs pass frames in one direction only (IEEE 802.1Q, semantics L1).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "sekimori/forward/segments.hpp"
#include "wire.hpp"

namespace sekimori {

using PlaceId = Id<struct PlaceTag>;

/// Parts of segments inside which every frame is heard by all. A segment has one, numbered as the segment, unless frames pass one way; its
/// further ones are numbered after all segments.
struct Places {
  std::vector<SegmentId> segment;                                          ///< by PlaceId
  std::vector<std::vector<PlaceId>> of_segment;                            ///< by SegmentId; never empty
  std::vector<std::optional<PlaceId>> of_layer3;                           ///< by InterfaceId
  std::map<std::pair<SegmentId, SegmentHost>, std::set<PlaceId>> of_host;  ///< where the card is, on segments with several places
  std::vector<std::pair<PlaceId, PlaceId>> one_way;  ///< frames of the first are heard at the second, not the other way round
  std::vector<std::set<PlaceId>> heard_at;           ///< by PlaceId: where its frames are heard, itself included
  std::vector<std::set<std::uint16_t>> vlans;        ///< by PlaceId: VLAN numbers on its switches; only of segments with several places
  std::vector<std::vector<InterfaceId>> access;      ///< by PlaceId: ports that are nowhere else; only of segments with several places
};

/// As in segments.hpp, with the segment of each spot that is on one.
[[nodiscard]] SegmentMap compute_segments(const Network& network, std::map<Spot, SegmentId>& spots);

/// A segment with a port of a transparent firewall or a tunnel stays one place: frames may cross there by ways that are not spots.
[[nodiscard]] Places find_places(const Network& network, const SegmentMap& segments, const std::map<Spot, SegmentId>& spots);

}  // namespace sekimori
