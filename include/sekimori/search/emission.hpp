// What a sender may emit (semantics E4, E6, F3, X1, C3), as regions that both the search and the proof enumerate.
#pragma once

#include <vector>

#include "sekimori/policy/problem.hpp"

namespace sekimori {

/// Headers that `sender` may put on `at`: source in `own` unless powers.any_source; destination free; services in `services`; carrying
/// `tag` (0: in no crossing of `tags_of(sender, phase)`; t: in crossing t and in none of the earlier ones).
struct EmissionRegion {
  FlowEndpointId sender;
  std::size_t attachment = 0;
  LocationId at;
  Family family = Family::v4;
  Phase phase = Phase::initiate;
  std::size_t tag = 0;
  AddressSet sources{Family::v4};
  std::vector<ServiceBox> services;
};

/// All regions of a sender: attachments x reachable emission locations x families x phases x tags. Non-IP frames only initiate.
[[nodiscard]] std::vector<EmissionRegion> emission_regions(const FlowProblem& problem, FlowEndpointId sender);

/// The services of a reply h such that reversed(h) is in `services`: ports swapped, echo reversed, `established` free.
[[nodiscard]] std::vector<ServiceBox> reply_services(const std::vector<ServiceBox>& services);

/// The header set of crossing `tag` as a packet of `phase` shows it: swapped for replies.
struct CrossingHeaders {
  AddressSet src{Family::v4}, dst{Family::v4};
  std::vector<ServiceBox> services;
};
[[nodiscard]] CrossingHeaders crossing_headers(const FlowProblem& problem, std::size_t tag, Family family, Phase phase);

}  // namespace sekimori
