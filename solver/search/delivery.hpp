// Class-level emission and delivery: what a sender may emit, what a receiver is given unexcused, what of it makes it relay.
#pragma once

#include "sekimori/classes/emission.hpp"
#include "sekimori/search/search.hpp"
#include "transfer.hpp"

namespace sekimori {

/// A state of the fixpoint at a receiver.
struct DeliveryPoint {
  FlowEndpointId receiver;
  Family family = Family::v4;
  Phase phase = Phase::initiate;
  std::size_t tag = 0;
};

/// The classes of which some packet may be emitted in the region: the number of a set.
[[nodiscard]] std::uint32_t emission_classes(const FlowProblem& problem, Transfer& transfer, const EmissionRegion& region);
/// What is delivered and not excused (X1; at a crossing node: what it takes in unlawfully, X5): the number of a set.
[[nodiscard]] std::uint32_t unexcused_classes(const FlowProblem& problem, const SearchState& state, const DeliveryPoint& point);
/// The part of it that makes a conditional relay pass it on (E4).
[[nodiscard]] std::uint32_t relayed_classes(const FlowProblem& problem, const SearchState& state, const DeliveryPoint& point);
/// What must not be delivered there, given the holders and emitters of `state`: whatever makes a further holder or emitter; of `within`.
[[nodiscard]] std::uint32_t forbidden_classes(const FlowProblem& problem, const SearchState& state, const DeliveryPoint& point,
                                              std::uint32_t within);
/// All (family, phase, tag) of one receiver.
[[nodiscard]] std::vector<DeliveryPoint> delivery_points(const FlowProblem& problem, FlowEndpointId receiver);

}  // namespace sekimori
