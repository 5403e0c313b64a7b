#include "delivery.hpp"

#include "asked.hpp"

namespace sekimori {
namespace {

ClassSet meeting(const ClassSet& set, Transfer& transfer, const DeliveryPoint& point, const std::vector<RelayCondition>& conditions) {
  ClassSet result;
  for (const RelayCondition& condition : conditions) {
    if (condition.phase != point.phase || condition.family != point.family) continue;
    ClassSet part = set;
    if (const auto guard = transfer.may_satisfy(point.family, condition.guard)) part.intersect(*guard);
    result.unite(part);
  }
  return result;
}

}  // namespace

ClassSet emission_classes(const FlowProblem& problem, Transfer& transfer, const EmissionRegion& region) {
  ClassSet result = transfer.product(region.family, region.sources, region.destinations, region.services);
  if (region.only_asked) result.intersect(answering_classes(problem, region.sender, transfer.space(region.family)));
  if (region.family == Family::non_ip) return result;
  if (region.tag != 0) result.intersect(transfer.meeting(problem, region.tag, region.family));
  for (const std::size_t tag : tags_of(problem, region.sender, region.phase)) {
    if (region.tag == 0 || tag < region.tag) result.subtract(transfer.inside(problem, tag, region.family));
  }
  return result;
}

ClassSet unexcused_classes(const FlowProblem& problem, const SearchState& state, const DeliveryPoint& point) {
  const ClassSet& set = state.at(point.family, point.phase, point.tag, problem.graph->at(point.receiver).delivery);
  if (!set.allocated() || excused(problem, point.receiver, point.tag)) return {};
  const CrossingNode* node = crossing_node(problem, point.receiver);
  return node == nullptr ? set : meeting(set, *state.transfer, point, node->raw_when);
}

ClassSet relayed_classes(const FlowProblem& problem, const SearchState& state, const DeliveryPoint& point) {
  ClassSet set = unexcused_classes(problem, state, point);
  if (!set.allocated() || relay_kind(problem, point.receiver) == RelayKind::always) return set;
  return meeting(set, *state.transfer, point, problem.graph->at(point.receiver).relay_when);
}

std::optional<ClassSet> forbidden_classes(const FlowProblem& problem, const SearchState& state, const DeliveryPoint& point,
                                          const ClassSet& within) {
  const FlowEndpointId id = point.receiver;
  const CrossingNode* node = crossing_node(problem, id);
  const bool sends_freely = state.emitters[id.index] && !(is_source(problem, id) && node != nullptr);
  if (sends_freely || excused(problem, id, point.tag)) return ClassSet();
  const bool may_hold = state.holders[id.index] && !state.emitters[id.index];
  if (may_hold && relay_kind(problem, id) == RelayKind::never) return ClassSet();
  if (node == nullptr && !may_hold) return std::nullopt;
  ClassSet bad = node == nullptr ? within : meeting(within, *state.transfer, point, node->raw_when);
  return may_hold && bad.allocated() ? meeting(bad, *state.transfer, point, problem.graph->at(id).relay_when) : bad;
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
