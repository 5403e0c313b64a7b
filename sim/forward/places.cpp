#include "places.hpp"

#include <algorithm>

#include "addressing.hpp"
#include "wire_graph.hpp"

namespace sekimori {
namespace {

bool is_split_here(const Network& network, const Spot& spot) {
  if (spot.kind == SpotKind::tunnel) return false;
  const bool of_port = spot.kind == SpotKind::port;
  const DeviceId device = of_port ? network.at(make_id<InterfaceId>(spot.owner)).device : make_id<DeviceId>(spot.owner);
  return !is_transparent(network.at(device));
}

class Finder {
 public:
  Finder(const Network& network, const SegmentMap& segments, const std::map<Spot, SegmentId>& spots)
      : network_(network), segments_(segments), spots_(spots), flow_(direct_frames(network, vlans_ = relevant_vlans(network))) {}

  Places run() && {
    for (std::size_t i = 0; i < segments_.segments.size(); ++i) {
      places_.segment.push_back(make_id<SegmentId>(i));
      places_.of_segment.push_back({make_id<PlaceId>(i)});
    }
    if (flow_.one_way) split_segments();
    places_.heard_at.resize(places_.segment.size());
    for (std::size_t i = 0; i < places_.segment.size(); ++i) places_.heard_at[i].insert(make_id<PlaceId>(i));
    for (const auto& [spot, place] : place_of_) hear(spot, place);
    places_.vlans.resize(places_.segment.size());
    for (const auto& [spot, place] : place_of_) {
      if (spot.kind == SpotKind::bridge) places_.vlans[place.index].insert(spot.tag);
    }
    place_layer3();
    place_hosts();
    place_access();
    return std::move(places_);
  }

 private:
  void split_segments() {
    std::map<SegmentId, std::vector<Spot>> members;
    for (const auto& [spot, segment] : spots_) members[segment].push_back(spot);
    for (const auto& [segment, spots] : members) {
      if (std::ranges::all_of(spots, [&](const Spot& s) { return is_split_here(network_, s); })) split(segment, spots);
    }
  }

  /// Strongly connected components: spots that hear each other.
  void split(SegmentId segment, const std::vector<Spot>& spots) {
    std::map<Spot, std::set<Spot>> heard;
    for (const Spot& spot : spots) heard[spot] = spots_hearing(flow_, spot);
    std::vector<Spot> first;  // of each place
    for (const Spot& spot : spots) {
      const auto same = std::ranges::find_if(first, [&](const Spot& f) { return heard[f].contains(spot) && heard[spot].contains(f); });
      const auto index = static_cast<std::size_t>(same - first.begin());
      if (same == first.end()) {
        first.push_back(spot);
        if (index > 0) add_place(segment);
      }
      place_of_[spot] = places_.of_segment[segment.index][index];
    }
  }

  void add_place(SegmentId segment) {
    places_.of_segment[segment.index].push_back(make_id<PlaceId>(places_.segment.size()));
    places_.segment.push_back(segment);
  }

  void hear(const Spot& from, PlaceId place) {
    for (const Spot& spot : spots_hearing(flow_, from)) {
      const auto found = place_of_.find(spot);
      if (found == place_of_.end() || found->second == place) continue;
      if (places_.heard_at[place.index].insert(found->second).second) places_.one_way.emplace_back(place, found->second);
    }
  }

  std::optional<PlaceId> place_at(const Spot& spot) const {
    if (const auto found = place_of_.find(spot); found != place_of_.end()) return found->second;
    const auto segment = spots_.find(spot);
    return segment == spots_.end() ? std::nullopt : std::optional(places_.of_segment[segment->second.index].front());
  }

  void place_layer3() {
    places_.of_layer3.resize(network_.interfaces.size());
    for (std::size_t row = 0; row < network_.interfaces.size(); ++row) {
      const auto segment = segments_.of_layer3[row];
      if (!segment) continue;
      const auto spot = spot_of_layer3(network_, make_id<InterfaceId>(row));
      const auto place = spot ? place_at(*spot) : std::nullopt;
      places_.of_layer3[row] = place.value_or(places_.of_segment[segment->index].front());
    }
  }

  void place_hosts() {
    for (std::size_t at = 0; at < segments_.segments.size(); ++at) {
      if (places_.of_segment[at].size() == 1) continue;
      for (const SegmentHost& on : segments_.segments[at].hosts) {
        std::set<PlaceId>& there = places_.of_host[{make_id<SegmentId>(at), on}];
        for (const Spot& spot : spots_of_host(network_, network_.at(on.host).attachments.at(on.attachment), vlans_)) {
          const auto place = place_at(spot);
          if (place && places_.segment[place->index] == make_id<SegmentId>(at)) there.insert(*place);
        }
      }
    }
  }

  void place_access() {
    places_.access.resize(places_.segment.size());
    for (std::size_t at = 0; at < segments_.segments.size(); ++at) {
      if (places_.of_segment[at].size() == 1) continue;
      for (const InterfaceId port : segments_.segments[at].ports) {
        std::set<std::optional<PlaceId>> there;
        for (const Spot& spot : spots_of_port(network_, port, vlans_)) there.insert(place_at(spot));
        if (there.size() == 1 && *there.begin()) places_.access[(*there.begin())->index].push_back(port);
      }
      for (const InterfaceId id : segments_.segments[at].layer3) places_.access[places_.of_layer3[id.index]->index].push_back(id);
    }
  }

  const Network& network_;
  const SegmentMap& segments_;
  const std::map<Spot, SegmentId>& spots_;
  std::vector<VlanId> vlans_;
  FrameFlow flow_;
  std::map<Spot, PlaceId> place_of_;  ///< of the segments that were split
  Places places_;
};

}  // namespace

Places find_places(const Network& network, const SegmentMap& segments, const std::map<Spot, SegmentId>& spots) {
  return Finder(network, segments, spots).run();
}

}  // namespace sekimori
