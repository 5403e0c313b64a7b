// P-X11: what is proved holds under every change of routes (R1: the any-routing tiers), the members of a redundant pair have the same rules
// (catalogue row 41), and no third party is on a way that frames take after a failure (row 42).
#include <algorithm>
#include <map>

#include "facts.hpp"
#include "predicates.hpp"

namespace sekimori {
namespace {

/// Interfaces of two devices are the same place of their rules if they are on one segment or, without one, of one name.
using Place = std::pair<std::optional<SegmentId>, std::string>;

struct PlacedRule {
  std::set<Place> in, out;
  const Rule* rule = nullptr;
  bool inspect = true;
};

struct PlacedList {
  std::vector<PlacedRule> rules;
  Action fallback = Action::deny;
};

Place place_of(const PredicateInput& input, InterfaceId id) {
  const auto& segment = input.graph.segments.of_layer3.at(id.index);
  return segment ? Place{segment, {}} : Place{std::nullopt, input.network.at(id).name};
}

/// The lists of a device by where they apply: its policy, and the filters of its interfaces.
std::map<std::string, PlacedList> lists_of(const PredicateInput& input, const Device& device) {
  std::map<std::string, PlacedList> lists;
  const auto places = [&](const std::vector<InterfaceId>& interfaces) {
    std::set<Place> result;
    for (const InterfaceId id : interfaces) result.insert(place_of(input, id));
    return result;
  };
  if (device.firewall) {
    PlacedList& list = lists["policy"];
    list.fallback = device.firewall->fallback;
    for (const FirewallRule& it : device.firewall->rules) list.rules.push_back({places(it.in), places(it.out), &it.rule, it.inspect});
  }
  for (const InterfaceId id : device.interfaces) {
    const InterfaceFilters& filters = input.network.at(id).filters;
    const std::pair<const char*, std::optional<FilterId>> bound[] = {
        {"in v4", filters.in_v4}, {"out v4", filters.out_v4}, {"in v6", filters.in_v6}, {"out v6", filters.out_v6}};
    const auto [segment, name] = place_of(input, id);
    const std::string where = segment ? "segment " + std::to_string(segment->index) : name;
    for (const auto& [way, filter] : bound) {
      if (!filter) continue;
      PlacedList& list = lists[where + " " + way];
      list.fallback = input.network.at(*filter).fallback;
      for (const Rule& rule : input.network.at(*filter).rules) list.rules.push_back({{}, {}, &rule, true});
    }
  }
  return lists;
}

bool equal(const PlacedRule& a, const PlacedRule& b) {
  return a.in == b.in && a.out == b.out && a.inspect == b.inspect && a.rule->action == b.rule->action && a.rule->match == b.rule->match;
}

std::string name_of(const PredicateInput& input, const Rule& rule) {
  const std::string place = input.network.sources.describe(rule.at);
  return rule.label.empty() ? place : rule.label + " (" + place + ")";
}

void compare(const PredicateInput& input, const Device& a, const Device& b, const PlacedList& of_a, const PlacedList& of_b,
             Judgement& judgement) {
  const auto add = [&](Text text, SourceRange at) { judgement.findings.push_back({VerdictKind::violated, std::move(text), a.name, at}); };
  const auto lacks = [](const PlacedList& list, const PlacedRule& rule) {
    return std::ranges::none_of(list.rules, [&](const PlacedRule& it) { return equal(it, rule); });
  };
  if (of_a.fallback != of_b.fallback) add(sentence(Message::p_x11_fallback, {a.name, b.name}), a.at);
  const auto only = [&](const Device& here, const PlacedList& mine, const PlacedList& other) {
    for (const PlacedRule& it : mine.rules) {
      if (!lacks(other, it)) continue;
      add(sentence(Message::p_x11_differs, {a.name, b.name, name_of(input, *it.rule), here.name}), it.rule->at);
      return true;
    }
    return false;
  };
  const bool here = only(a, of_a, of_b), there = only(b, of_b, of_a);
  if (here || there) return;
  const std::size_t common = std::min(of_a.rules.size(), of_b.rules.size());
  for (std::size_t i = 0; i < std::max(of_a.rules.size(), of_b.rules.size()); ++i) {
    if (i < common && equal(of_a.rules[i], of_b.rules[i])) continue;
    const PlacedRule& first = i < of_a.rules.size() ? of_a.rules[i] : of_b.rules[i];
    return add(sentence(Message::p_x11_order, {a.name, b.name, name_of(input, *first.rule)}), first.rule->at);
  }
}

std::set<SegmentId> segments_at(const PredicateInput& input, const Device& device) {
  std::set<SegmentId> segments;
  for (const InterfaceId id : device.interfaces) {
    if (const auto& segment = input.graph.segments.of_layer3.at(id.index)) segments.insert(*segment);
  }
  return segments;
}

/// Wherever one of two firewalls joins segments, the other does, too: routes may lead through either.
bool stand_side_by_side(const PredicateInput& input, const Device& a, const Device& b) {
  const std::set<SegmentId> of_a = segments_at(input, a), of_b = segments_at(input, b);
  const auto& [fewer, more] = std::minmax(of_a, of_b, [](const auto& x, const auto& y) { return x.size() < y.size(); });
  return fewer.size() >= 2 && std::ranges::includes(more, fewer);
}

/// Firewalls that stand in for one another: they share sessions or an address of a redundancy group, or stand side by side.
bool is_pair(const PredicateInput& input, const Device& a, const Device& b) {
  const Network& network = input.network;
  if (!a.session_group.empty() && a.session_group == b.session_group) return true;
  if (!a.firewall || !b.firewall) return false;
  if (stand_side_by_side(input, a, b)) return true;
  std::set<Address> shared;
  for (const InterfaceId id : a.interfaces) {
    for (const InterfaceAddress& it : network.at(id).addresses) {
      if (it.virtual_address) shared.insert(it.address);
    }
  }
  return std::ranges::any_of(b.interfaces, [&](InterfaceId id) {
    return std::ranges::any_of(network.at(id).addresses,
                               [&](const InterfaceAddress& it) { return it.virtual_address && shared.contains(it.address); });
  });
}

void judge_pair(const PredicateInput& input, DeviceId first, DeviceId second, Judgement& judgement) {
  const Device& a = input.network.at(first);
  const Device& b = input.network.at(second);
  auto of_a = lists_of(input, a), of_b = lists_of(input, b);
  for (const auto& [name, list] : of_a) of_b.try_emplace(name);
  for (const auto& [name, list] : of_b) of_a.try_emplace(name);
  for (const auto& [name, list] : of_a) compare(input, a, b, list, of_b.at(name), judgement);
  judge_reading(input, first, judgement);
  judge_reading(input, second, judgement);
}

/// Cables between the device and others that carry the segment.
std::size_t cables_of(const Network& network, DeviceId device, const Segment& segment) {
  const auto is_on = [&](InterfaceId port) { return std::ranges::binary_search(segment.ports, port); };
  return static_cast<std::size_t>(std::ranges::count_if(network.links, [&](const Link& link) {
    const bool a = network.at(link.a).device == device, b = network.at(link.b).device == device;
    return a != b && is_on(a ? link.a : link.b);
  }));
}

/// Row 42: with two cables into a segment a device is on a way of it, whether or not the spanning tree uses that way today.
void judge_third_parties(const PredicateInput& input, Judgement& judgement) {
  const std::vector<Zones> senders = zones_by_segment(input);
  for (std::size_t i = 0; i < input.graph.segments.segments.size(); ++i) {
    const Segment& segment = input.graph.segments.segments[i];
    for (const SegmentHost& on : segment.hosts) {
      const Host& host = input.network.at(on.host);
      if (!std::holds_alternative<External>(host.role)) continue;
      const DeviceId device = input.network.at(host.attachments.at(on.attachment).port).device;
      Zones others = zones_on(input, senders, make_id<SegmentId>(i));
      others.erase(host.zone);
      if (others.empty() || cables_of(input.network, device, segment) < 2) continue;
      const std::string& name = input.network.at(device).name;
      judgement.findings.push_back({VerdictKind::violated, sentence(Message::p_x11_third_party, {name, names_of(input, others), host.name}),
                                    name, input.network.at(device).at});
    }
  }
}

Judgement judge(const PredicateInput& input) {
  Judgement judgement;
  judge_third_parties(input, judgement);
  for (std::size_t a = 0; a < input.network.devices.size(); ++a) {
    for (std::size_t b = a + 1; b < input.network.devices.size(); ++b) {
      if (!is_pair(input, input.network.devices[a], input.network.devices[b])) continue;
      judge_pair(input, make_id<DeviceId>(a), make_id<DeviceId>(b), judgement);
    }
  }
  std::size_t proved = 0, open = 0;
  for (const CellOutcome& cell : input.cells) {
    if (cell.verdict == VerdictKind::violated || cell.verdict == VerdictKind::inconclusive) ++open;
    if (cell.verdict != VerdictKind::proved) continue;
    ++proved;
    if (cell.tier && *cell.tier != RoutingTier::current_routing) continue;
    // A lawful city may rest on its routes (R1): that is for a person to judge, no fault by itself.
    judgement.findings.push_back({VerdictKind::unattested, sentence(Message::p_x11_routing, {cell.id}), cell.id, {}});
  }
  if (open > 0) {
    judgement.findings.push_back({VerdictKind::inconclusive, sentence(Message::px_cells_open, {std::to_string(open)}), {}, {}});
  } else if (proved == 0) {
    judgement.findings.push_back({VerdictKind::vacuous, Message::p_pack_nothing_judged, {}, {}});
  }
  return settle(std::move(judgement), input);
}

}  // namespace

Predicate p_x11() {
  return {"P-X11",
          "6(7)",
          "high",
          "FAILOVER",
          PredicateBasis::isolation,
          Message::p_x11_title,
          Message::p_x11_explanation,
          Message::p_x11_advice,
          judge};
}

}  // namespace sekimori
