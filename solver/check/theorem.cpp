// To be read beside semantics C1-C7. It shares no code with the search and none with the encoder: who emits, what is demanded and what a
// partition is are written here a second time. What it does not judge: whether an obligation's text says what its item stands for (the
// encoder, compared byte by byte in recheck.cpp), and whether it is unsatisfiable (any solver).
#include "sekimori/check/theorem.hpp"

#include <algorithm>
#include <numeric>

#include "sekimori/classes/class_space.hpp"

namespace sekimori {
namespace {

bool has(const std::vector<FlowEndpointId>& ids, FlowEndpointId id) { return std::ranges::find(ids, id) != ids.end(); }

// Who is who (E3, E6, E7, X2).

bool forges(const FlowProblem& problem, FlowEndpointId id) { return problem.graph->at(id).hostile || problem.threat == Threat::compromise; }
bool any_source(const FlowProblem& problem, FlowEndpointId id) { return forges(problem, id) || problem.spoofing; }

bool is_crossing_node(const FlowProblem& problem, FlowEndpointId id) {
  return std::ranges::any_of(problem.nodes, [&](const CrossingNode& node) { return node.node == id; });
}

/// A holder that passes on whatever it holds: it must be an emitter.
bool must_emit(const FlowProblem& problem, FlowEndpointId id) {
  if (problem.threat == Threat::direct) return false;
  if (problem.threat == Threat::compromise || is_crossing_node(problem, id)) return true;
  return problem.graph->at(id).relay == RelayKind::always;
}

// Sets.

bool covers_every_address_once(const ClassSpace& space) {
  std::vector<AddressInterval> all;
  for (const AddressSet& set : space.addresses) {
    if (set.family() != space.family) return false;
    all.insert(all.end(), set.intervals().begin(), set.intervals().end());
  }
  std::ranges::sort(all);
  AddressBits next = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].first != next || all[i].last < all[i].first) return false;
    const bool last = all[i].last == top_address(space.family);
    if (last != (i + 1 == all.size())) return false;
    next = all[i].last + 1;
  }
  return !all.empty();
}

std::uint64_t headers_in(const ServiceBox& box) {
  return std::accumulate(box.fields.begin(), box.fields.end(), std::uint64_t{1}, [](std::uint64_t product, const ServiceInterval& field) {
    return product * (static_cast<std::uint64_t>(field.last) - field.first + 1);
  });
}

/// Boxes that do not overlap, lie within the canonical headers and are as many headers as these.
bool covers_every_service_once(const ClassSpace& space) {
  const std::vector<ServiceBox> canonical = canonical_services(space.family);
  std::vector<ServiceBox> boxes;
  for (const auto& one : space.services) boxes.insert(boxes.end(), one.begin(), one.end());
  std::uint64_t wanted = 0, found = 0;
  for (const ServiceBox& whole : canonical) wanted += headers_in(whole);
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    if (std::ranges::none_of(canonical, [&](const ServiceBox& whole) { return whole.contains(boxes[i]); })) return false;
    for (std::size_t j = 0; j < i; ++j) {
      if (boxes[i].intersected(boxes[j])) return false;
    }
    found += headers_in(boxes[i]);
  }
  return found == wanted;
}

bool fits(const FlowProblem& problem, const Invariant& invariant) {
  const FlowGraph& graph = *problem.graph;
  return invariant.tags == problem.crossings.size() + 1 && invariant.locations == graph.locations.size() &&
         invariant.holders.size() == graph.endpoints.size() && invariant.emitters.size() == graph.endpoints.size() &&
         invariant.numbers.size() == 6 * invariant.tags * invariant.locations;
}

// Items.

std::uint32_t number(std::size_t value) { return static_cast<std::uint32_t>(value); }

/// The tags under which an endpoint may send (X1): 0, and the crossings that it is a sender of.
std::vector<std::size_t> tags_sent(const FlowProblem& problem, FlowEndpointId sender, Family family, Phase phase) {
  std::vector<std::size_t> tags = {0};
  for (std::size_t i = 0; i < problem.crossings.size() && family != Family::non_ip; ++i) {
    const Crossing& crossing = problem.crossings[i];
    if (has(crossing.senders, sender) && (crossing.initiates || phase == Phase::reply)) tags.push_back(i + 1);
  }
  return tags;
}

/// Where an endpoint may put packets from one of its attachments (E6, L4).
std::vector<LocationId> places_sent(const FlowProblem& problem, FlowEndpointId sender, const FlowAttachment& attachment) {
  std::vector<LocationId> places = {attachment.emission};
  if (forges(problem, sender)) places.insert(places.end(), attachment.hop_emissions.begin(), attachment.hop_emissions.end());
  if (any_source(problem, sender)) places.insert(places.end(), attachment.past_filter.begin(), attachment.past_filter.end());
  return places;
}

/// C3.
void demand_emissions(const FlowProblem& problem, FlowEndpointId sender, std::set<ItemKey>& items) {
  const auto& attachments = problem.graph->at(sender).attachments;
  for (std::size_t a = 0; a < attachments.size(); ++a) {
    for (const Family family : kFamilies) {
      const bool can_send = family == Family::non_ip || any_source(problem, sender) || !attachments[a].own(family).empty();
      if (!can_send) continue;
      for (const Phase phase : kPhases) {
        if (phase == Phase::reply && (family == Family::non_ip || problem.initiations_only)) continue;
        for (const std::size_t tag : tags_sent(problem, sender, family, phase)) {
          for (const LocationId at : places_sent(problem, sender, attachments[a]))
            items.insert({ItemKind::initial, family, phase, number(tag), sender.index, number(a), at.index});
        }
      }
    }
  }
}

/// C5 for whoever must get nothing; C5b for holders that pass nothing on unless they get what makes them, and for crossing nodes among the
/// sources (X5). What other emitters and sources get says nothing new.
std::optional<ItemKind> demanded_of(const FlowProblem& problem, const Invariant& invariant, FlowEndpointId id) {
  if (!invariant.holders[id.index]) return ItemKind::forbid;
  if (has(problem.sources, id)) return is_crossing_node(problem, id) ? std::optional(ItemKind::relay) : std::nullopt;
  if (invariant.emitters[id.index] || problem.threat == Threat::direct) return std::nullopt;
  return ItemKind::relay;
}

}  // namespace

std::vector<std::string> set_defects(const FlowProblem& problem, const Invariant& invariant, const std::vector<ZoneId>& targets) {
  if (!fits(problem, invariant)) return {"C6: the invariant is not of this graph and these crossings"};
  std::vector<std::string> defects;
  for (const Family family : kFamilies) {
    const ClassSpace& space = invariant.space(family);
    if (space.family != family || !covers_every_address_once(space) || !covers_every_service_once(space))
      defects.emplace_back("C7: the classes are no partition");
  }
  const FlowGraph& graph = *problem.graph;
  for (const FlowEndpointId source : problem.sources) {
    if (!invariant.emitters[source.index]) defects.push_back("C1: source " + graph.at(source).name + " does not emit");
  }
  for (std::uint32_t i = 0; i < graph.endpoints.size(); ++i) {
    const FlowEndpointId id{i};
    const bool holds = invariant.holders[i], emits = invariant.emitters[i];
    const bool target = std::ranges::find(targets, graph.at(id).zone) != targets.end();
    if (emits && !holds) defects.push_back("C1: emitter " + graph.at(id).name + " holds nothing");
    if (holds && target) defects.push_back("C1: " + graph.at(id).name + " of the target zone is a holder");
    if (holds && !emits && must_emit(problem, id)) defects.push_back("C2: " + graph.at(id).name + " relays but is no emitter");
  }
  return defects;
}

std::set<ItemKey> demanded_items(const FlowProblem& problem, const Invariant& invariant) {
  const FlowGraph& graph = *problem.graph;
  std::set<ItemKey> items;
  const auto is_empty = [&](Family family, Phase phase, std::size_t tag, LocationId at) {
    return invariant.at(family, phase, tag, at).empty();
  };
  for (std::uint32_t i = 0; i < graph.endpoints.size(); ++i) {
    const FlowEndpointId id{i};
    if (invariant.emitters[i]) demand_emissions(problem, id, items);
    const auto kind = demanded_of(problem, invariant, id);
    for (const Family family : kFamilies) {
      for (const Phase phase : kPhases) {
        for (std::size_t tag = 0; kind && tag <= problem.crossings.size(); ++tag) {
          if (!is_empty(family, phase, tag, graph.at(id).delivery)) items.insert({*kind, family, phase, number(tag), i, 0, 0});
        }
      }
    }
  }
  for (std::uint32_t i = 0; i < graph.edges.size(); ++i) {  // C4
    const FlowEdge& edge = graph.edges[i];
    for (const Phase phase : kPhases) {
      for (std::size_t tag = 0; edge.in_phase(phase) && tag <= problem.crossings.size(); ++tag) {
        if (!is_empty(edge.family, phase, tag, edge.from)) items.insert({ItemKind::step, edge.family, phase, number(tag), i, 0, 0});
      }
    }
  }
  return items;
}

std::set<ZoneId> connected_zones(const FlowProblem& problem) {
  const FlowGraph& graph = *problem.graph;
  std::vector<std::vector<LocationId>> next(graph.locations.size());
  for (const FlowEdge& edge : graph.edges) next[edge.from.index].push_back(edge.to);
  const auto places = [](const FlowEndpoint& endpoint) {
    std::vector<LocationId> all;
    for (const FlowAttachment& attachment : endpoint.attachments) {
      all.push_back(attachment.emission);
      all.insert(all.end(), attachment.hop_emissions.begin(), attachment.hop_emissions.end());
      all.insert(all.end(), attachment.past_filter.begin(), attachment.past_filter.end());
    }
    return all;
  };
  for (const FlowEndpoint& endpoint : graph.endpoints) {
    const auto sent = places(endpoint);
    next[endpoint.delivery.index].insert(next[endpoint.delivery.index].end(), sent.begin(), sent.end());
  }
  std::vector<LocationId> open;
  std::vector<bool> seen(graph.locations.size());
  const auto reach = [&](const std::vector<LocationId>& to) {
    for (const LocationId at : to) {
      if (!seen[at.index]) open.push_back(at);
      seen[at.index] = true;
    }
  };
  for (const FlowEndpointId source : problem.sources) reach(places(graph.at(source)));
  while (!open.empty()) {
    const LocationId at = open.back();
    open.pop_back();
    reach(next[at.index]);
  }
  std::set<ZoneId> zones;
  for (const FlowEndpoint& endpoint : graph.endpoints) {
    if (seen[endpoint.delivery.index]) zones.insert(endpoint.zone);
  }
  return zones;
}

}  // namespace sekimori
