#include <algorithm>

#include "rounding.hpp"
#include "sekimori/base/overloaded.hpp"
#include "sekimori/classes/emission.hpp"
#include "sekimori/policy/service_reversal.hpp"
#include "sekimori/search/search.hpp"

namespace sekimori {
namespace {

/// What each zone has, of one family. The devices' own addresses are the implicit zones'.
std::vector<AddressSet> zone_addresses(const FlowGraph& graph, Family family, bool implicit) {
  std::vector<AddressSet> sets(graph.zones.size(), AddressSet(family));
  for (const FlowEndpoint& endpoint : graph.endpoints) {
    if (graph.zones[endpoint.zone.index].implicit && !implicit) continue;
    for (const FlowAttachment& attachment : endpoint.attachments) {
      const AddressSet& own = attachment.own(family);
      if (!own.is_everything()) sets[endpoint.zone.index] = sets[endpoint.zone.index].united(own);
    }
  }
  return sets;
}

void add_crossings(const FlowProblem& problem, ClassSeeds& seeds) {
  for (const Crossing& crossing : problem.crossings) {
    for (const auto* set : {&crossing.src_v4, &crossing.src_v6, &crossing.dst_v4, &crossing.dst_v6}) seeds.add(*set);
    for (const auto& box : crossing.services) seeds.add(box);
  }
}

/// Adds what `list` distinguishes inside `part`: only rules that meet it, so that a path refines little.
struct ListSeeds {
  Family family;
  const AddressSet* src;
  const AddressSet* dst;
  const std::vector<ServiceBox>* services;
};

bool add_patterns(const std::vector<AddressPattern>& patterns, const AddressSet& within, ClassSeeds& seeds) {
  bool added = false;
  for (const auto& pattern : patterns) {
    if (pattern.family != within.family() || !intersects(within, pattern) || covers(pattern, within)) continue;
    if (const auto set = to_set(pattern)) added = seeds.add(*set) || added;
  }
  return added;
}

bool meets(const std::vector<AddressPattern>& patterns, const AddressSet& within) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const AddressPattern& p) { return p.family == within.family() && intersects(within, p); });
}

/// What the patterns have inside `within`, all together.
AddressSet united(const std::vector<const Rule*>& rules, std::vector<AddressPattern> HeaderMatch::*end, const AddressSet& within) {
  std::vector<AddressInterval> all;
  for (const Rule* rule : rules) {
    for (const AddressPattern& pattern : rule->match.*end) {
      const auto set = pattern.family == within.family() ? to_set(pattern) : std::nullopt;
      if (set) all.insert(all.end(), set->intervals().begin(), set->intervals().end());
    }
  }
  return AddressSet::of_intervals(within.family(), std::move(all)).intersected(within);
}

AddressSet range_of(const AddressSet& set) {
  return AddressSet::of_range(set.family(), set.intervals().front().first, set.intervals().back().last);
}

/// Long lists name thousands of addresses: first what all permits have together, as ranges, then exactly; only then each alone.
bool add_together(const std::vector<const Rule*>& rules, const ListSeeds& part, ClassSeeds& seeds) {
  std::vector<const Rule*> permits;
  std::copy_if(rules.begin(), rules.end(), std::back_inserter(permits), [](const Rule* r) { return r->action == Action::permit; });
  const AddressSet src = united(permits, &HeaderMatch::src, *part.src), dst = united(permits, &HeaderMatch::dst, *part.dst);
  if (src.empty() || dst.empty()) return false;
  const auto add = [&](const AddressSet& set, const AddressSet& within) { return !set.contains(within) && seeds.add(set); };
  const bool ranges = add(range_of(src), *part.src), more = add(range_of(dst), *part.dst);
  if (ranges || more) return true;
  const bool sources = add(src, *part.src), destinations = add(dst, *part.dst);
  return sources || destinations;
}

bool add_list(const Filter& list, const ListSeeds& part, ClassSeeds& seeds) {
  constexpr std::size_t kMany = 64;
  std::vector<const Rule*> meeting;
  for (const Rule& rule : list.rules) {
    if (meets(rule.match.src, *part.src) && meets(rule.match.dst, *part.dst) && intersects(rule.match.services, *part.services))
      meeting.push_back(&rule);
  }
  if (meeting.size() > kMany && add_together(meeting, part, seeds)) return true;
  bool added = false;
  for (const Rule* it : meeting) {
    const Rule& rule = *it;
    added = add_patterns(rule.match.src, *part.src, seeds) || added;
    added = add_patterns(rule.match.dst, *part.dst, seeds) || added;
    for (const auto& box : rule.match.services) {
      if (!covers({box}, *part.services)) added = seeds.add(box) || added;
    }
  }
  return added;
}

/// A header class as sets.
struct ClassPart {
  const ClassSpace* space;
  HeaderClass c;
};

bool add_reversed_list(const Filter& list, const ClassPart& part, ClassSeeds& seeds) {
  const auto& space = *part.space;
  const std::vector<ServiceBox> services = reversed_boxes(space.services[part.c.service]);
  ClassSeeds inner;
  const ListSeeds reversed{space.family, &space.addresses[part.c.dst], &space.addresses[part.c.src], &services};
  if (!add_list(list, reversed, inner)) return false;
  bool added = false;
  for (const auto& set : inner.addresses) added = seeds.add(set) || added;
  for (const auto& box : inner.services) {
    for (const auto& reply : reply_services({box})) added = seeds.add(reply) || added;
  }
  return added;
}

bool add_guard(const FlowGraph& graph, const Guard& guard, const ClassPart& part, ClassSeeds& seeds) {
  const auto& space = *part.space;
  const AddressSet& src = space.addresses[part.c.src];
  const AddressSet& dst = space.addresses[part.c.dst];
  const auto& services = space.services[part.c.service];
  const auto cut = [&](const AddressSet& set, const AddressSet& within) {
    return set.intersects(within) && !set.contains(within) && seeds.add(set);
  };
  bool added = false;
  for (const Clause& clause : guard.all_of) {
    for (const Term& term : clause.any_of) {
      added = std::visit(Overloaded{
                             [&](const SrcIn& t) { return cut(t.set, src); },
                             [&](const DstIn& t) { return cut(t.set, dst); },
                             [&](const ServiceIn& t) {
                               bool any = false;
                               for (const auto& box : t.boxes) any = seeds.add(box) || any;
                               return any;
                             },
                             [&](const Passes& t) {
                               return add_list(graph.at(t.list), {space.family, &src, &dst, &services}, seeds);
                             },
                             [&](const PassesReversed& t) { return add_reversed_list(graph.at(t.list), part, seeds); },
                         },
                         term) ||
              added;
    }
  }
  return added;
}

bool add_rewrite(const Rewrite& rewrite, ClassSeeds& seeds) {
  bool added = false;
  for (const auto* field : {&rewrite.src, &rewrite.dst}) {
    if (const auto* any = std::get_if<AnyIn>(field)) added = seeds.add(any->set) || added;
    if (const auto* map = std::get_if<MapPrefix>(field)) {
      added = seeds.add(AddressSet::of(map->from)) || added;
      added = seeds.add(AddressSet::of(map->to)) || added;
    }
  }
  return added;
}

}  // namespace

ClassSeeds policy_seeds(const FlowProblem& problem) {
  const FlowGraph& graph = *problem.graph;
  ClassSeeds seeds;
  // Whatever tells the addresses of two zones apart will do at first.
  for (const Family family : {Family::v4, Family::v6}) {
    for (const auto& set : rounded(zone_addresses(graph, family, false))) seeds.add(set);
  }
  add_crossings(problem, seeds);
  for (const FlowEdge& edge : graph.edges) add_rewrite(edge.rewrite, seeds);
  for (const CrossingNode& node : problem.nodes) {
    for (const FlowAttachment& attachment : graph.at(node.node).attachments) {
      seeds.add(attachment.own_v4);
      seeds.add(attachment.own_v6);
    }
  }
  seeds.add(AddressSet::of(Prefix::covering({Family::v6, AddressBits{0xFE80} << 112U}, 10)));
  ServiceBox established;
  established[ServiceField::established] = {1, 1};
  seeds.add(established);
  ServiceBox fragment;
  fragment[ServiceField::fragment] = {1, 1};
  seeds.add(fragment);
  return seeds;
}

bool add_exact_zones(const FlowGraph& graph, ClassSeeds& seeds) {
  bool added = false;
  for (const Family family : {Family::v4, Family::v6}) {
    for (const auto& set : zone_addresses(graph, family, true)) added = seeds.add(set) || added;
  }
  return added;
}

bool refine(const FlowProblem& problem, const SearchState& state, const AbstractLeg& leg, ClassSeeds& seeds) {
  const FlowGraph& graph = *problem.graph;
  const ClassSpace& space = state.spaces[static_cast<std::size_t>(leg.family)];
  const FlowEndpoint& sender = graph.at(leg.emitter);
  bool added = seeds.add(sender.attachments[leg.attachment].own(leg.family));
  for (std::size_t i = 0; i < leg.edges.size(); ++i) {
    const FlowEdge& edge = graph.at(leg.edges[i]);
    added = add_guard(graph, edge.before, {&space, leg.classes[i]}, seeds) || added;
    added = add_rewrite(edge.rewrite, seeds) || added;
    added = add_guard(graph, edge.after, {&space, leg.classes[i + 1]}, seeds) || added;
  }
  const auto add_conditions = [&](const std::vector<RelayCondition>& conditions) {
    for (const auto& condition : conditions) {
      if (condition.family != leg.family || condition.phase != leg.phase) continue;
      added = add_guard(graph, condition.guard, {&space, leg.classes.back()}, seeds) || added;
    }
  };
  add_conditions(graph.at(leg.target).relay_when);
  if (const CrossingNode* node = crossing_node(problem, leg.target)) add_conditions(node->raw_when);
  return added;
}

}  // namespace sekimori
