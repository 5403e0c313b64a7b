// What a sender may emit (semantics E4, E6, F3, X1, C3), as regions that both the search and the proof enumerate.
#pragma once

#include <vector>

#include "sekimori/classes/class_space.hpp"
#include "sekimori/policy/problem.hpp"

namespace sekimori {

/// Headers that `sender` may put on `at`: source among its own unless powers.any_source; any destination; services in `services`; carrying
/// `tag` (0: in no crossing of `tags_of(sender, phase)`; t: in crossing t and in none of the earlier ones).
struct EmissionRegion {
  FlowEndpointId sender;
  std::size_t attachment = 0;
  LocationId at;
  Family family = Family::v4;
  Phase phase = Phase::initiate;
  std::size_t tag = 0;
  bool only_asked = false;  ///< replies of an honest sender, where G is known: only to what may have been delivered to it (C3)
  AddressSet sources{Family::v4};
  std::vector<ServiceBox> services;
};

/// All regions of a sender: attachments x reachable emission locations x families x phases x tags. Non-IP frames only initiate.
[[nodiscard]] std::vector<EmissionRegion> emission_regions(const FlowProblem& problem, FlowEndpointId sender);

/// What an endpoint may have been asked (G at its delivery), as classes of `problem.asked`; headers are those of the initiation.
struct AskedHeaders {
  ClassSet delivered;  ///< a reply answers one of these, or
  /// one of these to whatever address its source is: initiations to broadcast and multicast addresses are answered from one's own. Not
  /// TCP, which is addressed by unicast only (RFC 1122 4.2.3.10).
  ClassSet to_all;
};
/// `problem.asked` must not be null.
[[nodiscard]] AskedHeaders asked_headers(const FlowProblem& problem, FlowEndpointId endpoint, Family family);

}  // namespace sekimori
