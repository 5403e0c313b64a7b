#include "sekimori/policy/problem.hpp"

#include <algorithm>

namespace sekimori {
namespace {

bool is_member(const std::vector<FlowEndpointId>& sorted, FlowEndpointId id) {
  return std::binary_search(sorted.begin(), sorted.end(), id);
}

}  // namespace

std::string to_text(Threat threat) {
  switch (threat) {
    case Threat::direct: return "direct";
    case Threat::relay: return "relay";
    case Threat::compromise: return "compromise";
  }
  return {};
}

FlowProblem initiations_of(const FlowProblem& problem) {
  FlowProblem all;
  all.graph = problem.graph;
  all.relations = problem.relations;
  all.threat = problem.threat;
  all.spoofing = problem.spoofing;
  all.initiations_only = true;
  for (std::size_t i = 0; i < problem.graph->endpoints.size(); ++i) all.sources.push_back(make_id<FlowEndpointId>(i));
  return all;
}

SenderPowers powers(const FlowProblem& problem, FlowEndpointId sender) {
  const bool hostile = problem.graph->at(sender).hostile || problem.threat == Threat::compromise;
  return {hostile || problem.spoofing, hostile};
}

bool is_source(const FlowProblem& problem, FlowEndpointId endpoint) { return is_member(problem.sources, endpoint); }

const CrossingNode* crossing_node(const FlowProblem& problem, FlowEndpointId endpoint) {
  const auto found = std::find_if(problem.nodes.begin(), problem.nodes.end(), [&](const CrossingNode& n) { return n.node == endpoint; });
  return found == problem.nodes.end() ? nullptr : &*found;
}

bool excused(const FlowProblem& problem, FlowEndpointId receiver, std::size_t tag) {
  return tag != 0 && is_member(problem.crossings[tag - 1].receivers, receiver);
}

void drop_node(FlowProblem& problem, FlowEndpointId node) {
  std::erase_if(problem.nodes, [&](const CrossingNode& it) { return it.node == node; });
  const std::string prefix = problem.graph->at(node).name + "/";
  std::erase_if(problem.crossings, [&](const Crossing& c) { return c.id.starts_with(prefix); });
}

std::vector<std::size_t> tags_of(const FlowProblem& problem, FlowEndpointId sender, Phase phase) {
  std::vector<std::size_t> tags;
  for (std::size_t i = 0; i < problem.crossings.size(); ++i) {
    const Crossing& crossing = problem.crossings[i];
    if ((phase == Phase::reply || crossing.initiates) && is_member(crossing.senders, sender)) tags.push_back(i + 1);
  }
  return tags;
}

RelayKind relay_kind(const FlowProblem& problem, FlowEndpointId receiver) {
  // A crossing node that holds raw data at all took it in unlawfully (its lawful intake is excused), so it is an ordinary relay (X5).
  if (crossing_node(problem, receiver) != nullptr) return problem.threat == Threat::direct ? RelayKind::never : RelayKind::always;
  switch (problem.threat) {
    case Threat::direct: return RelayKind::never;
    case Threat::relay: return problem.graph->at(receiver).relay;
    case Threat::compromise: return RelayKind::always;
  }
  return RelayKind::always;
}

}  // namespace sekimori
