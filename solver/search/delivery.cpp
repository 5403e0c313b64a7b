#include "delivery.hpp"

#include "asked.hpp"

namespace sekimori {
namespace {

using Satisfying = std::uint32_t (Transfer::*)(Family, const Guard&, std::uint32_t);

std::uint32_t meeting(std::uint32_t set, Transfer& transfer, const DeliveryPoint& point, const std::vector<RelayCondition>& conditions,
                      Satisfying satisfying) {
  std::uint32_t result = 0;
  for (const RelayCondition& condition : conditions) {
    if (condition.phase != point.phase || condition.family != point.family) continue;
    result = transfer.table().united(result, (transfer.*satisfying)(point.family, condition.guard, set));
  }
  return result;
}

/// What is raw to a crossing node.
std::uint32_t raw_classes(std::uint32_t set, Transfer& transfer, const DeliveryPoint& point, const CrossingNode& node) {
  return meeting(set, transfer, point, node.raw_when, &Transfer::satisfying_other);
}

/// What makes a holder pass on what it has.
std::uint32_t told_to_relay(std::uint32_t set, Transfer& transfer, const DeliveryPoint& point, const FlowEndpoint& receiver) {
  return meeting(set, transfer, point, receiver.relay_when, &Transfer::satisfying);
}

}  // namespace

std::uint32_t emission_classes(const FlowProblem& problem, Transfer& transfer, const EmissionRegion& region) {
  ClassSetTable& table = transfer.table();
  std::uint32_t result = table.common(transfer.from_sources(region.sources), transfer.of_services(region.family, region.services));
  if (region.only_asked) {
    result = table.common(result, table.intern(answering_classes(problem, region.sender, transfer.space(region.family))));
  }
  if (region.family == Family::non_ip) return result;
  if (region.tag != 0) result = table.common(result, transfer.meeting(problem.crossings[region.tag - 1], region.family));
  for (const std::size_t tag : tags_of(problem, region.sender, region.phase)) {
    if (region.tag == 0 || tag < region.tag) result = table.without(result, transfer.inside(problem.crossings[tag - 1], region.family));
  }
  return result;
}

std::uint32_t unexcused_classes(const FlowProblem& problem, const SearchState& state, const DeliveryPoint& point) {
  const std::uint32_t set = state.number_at(point.family, point.phase, point.tag, problem.graph->at(point.receiver).delivery);
  if (set == 0 || excused(problem, point.receiver, point.tag)) return 0;
  const CrossingNode* node = crossing_node(problem, point.receiver);
  return node == nullptr ? set : raw_classes(set, *state.transfer, point, *node);
}

std::uint32_t relayed_classes(const FlowProblem& problem, const SearchState& state, const DeliveryPoint& point) {
  const std::uint32_t set = unexcused_classes(problem, state, point);
  if (set == 0 || relay_kind(problem, point.receiver) == RelayKind::always) return set;
  return told_to_relay(set, *state.transfer, point, problem.graph->at(point.receiver));
}

std::uint32_t forbidden_classes(const FlowProblem& problem, const SearchState& state, const DeliveryPoint& point, std::uint32_t within) {
  const FlowEndpointId id = point.receiver;
  const CrossingNode* node = crossing_node(problem, id);
  const bool sends_freely = state.emitters[id.index] && !(is_source(problem, id) && node != nullptr);
  if (sends_freely || excused(problem, id, point.tag)) return 0;
  const std::uint32_t bad = node == nullptr ? within : raw_classes(within, *state.transfer, point, *node);
  if (!state.holders[id.index] || state.emitters[id.index]) return bad;
  if (relay_kind(problem, id) == RelayKind::never) return 0;
  return told_to_relay(bad, *state.transfer, point, problem.graph->at(id));
}

std::vector<DeliveryPoint> delivery_points(const FlowProblem& problem, FlowEndpointId receiver) {
  std::vector<DeliveryPoint> points;
  for (const Family family : kFamilies) {
    for (const Phase phase : kPhases) {
      for (std::size_t tag = 0; tag < problem.tags(); ++tag) points.push_back({receiver, family, phase, tag});
    }
  }
  return points;
}

}  // namespace sekimori
